"""Memory given back to the system after a large job."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache


@lru_cache(maxsize=1)
def _trimmer() -> Callable[[int], int] | None:
    """Return glibc's `malloc_trim`, or None where the C library is another."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        trim: Callable[[int], int] = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return None
    return trim


def give_back() -> bool:
    """Return freed memory to the system; whether there was a way to ask for it.

    The allocator keeps what worker threads freed: after a deck with a PDF that is some 50 MB which an idle service
    would hold for ever.
    """
    trim = _trimmer()
    if trim is None:
        return False
    trim(0)
    return True
