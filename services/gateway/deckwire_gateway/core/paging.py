"""Cursors of the list of decks: opaque to clients, a stream sequence to us."""

from __future__ import annotations

import base64
import binascii

from .body import invalid

_PREFIX = b"before:"


def encode(before: int) -> str:
    """Return the cursor of the page that holds what was requested before that sequence."""
    return base64.urlsafe_b64encode(_PREFIX + str(before).encode()).rstrip(b"=").decode()


def decode(cursor: str) -> int:
    """Return the sequence in a cursor; raises ProblemError naming the field when it is none of ours."""
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise invalid(("cursor", "is not a cursor of this list")) from error
    digits = raw.removeprefix(_PREFIX)
    if not raw.startswith(_PREFIX) or not digits.isdigit() or len(digits) > 19 or int(digits) < 1:
        raise invalid(("cursor", "is not a cursor of this list"))
    return int(digits)
