"""What a document is called when it does not say so itself."""

from __future__ import annotations

import re
from pathlib import PurePath


def titled(name: str) -> str:
    """Return a file name as a title: without its ending, its first letter large."""
    stem = re.sub(r"[_\-]+", " ", PurePath(name).stem).strip()
    return stem[:1].upper() + stem[1:]
