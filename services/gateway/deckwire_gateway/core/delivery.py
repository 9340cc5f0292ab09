"""How bytes leave: names, entity tags and ranges as HTTP wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from deckwire_contracts.text import one_line

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%;]+')
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def disposition(title: str, extension: str, *, inline: bool = False) -> str:
    """Return a `Content-Disposition` that names the file after the title (RFC 6266, with RFC 8187 for the rest)."""
    stem = one_line(_UNSAFE.sub(" ", one_line(title))).strip(". ")[:120] or "deck"
    name = f"{stem}.{extension}"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def matches(header: str | None, etag: str) -> bool:
    """Return whether an `If-None-Match` header names the entity tag (weak comparison, RFC 9110 clause 13.1.2)."""
    if not header:
        return False
    if header.strip() == "*":
        return True
    return etag in {part.strip().removeprefix("W/").strip('"') for part in header.split(",")}


@dataclass(frozen=True)
class Span:
    """Bytes `start` to `stop`, the latter not included."""

    start: int
    stop: int


class UnsatisfiableError(Exception):
    """The range lies outside the file."""


def byte_range(header: str | None, if_range: str | None, etag: str, size: int) -> Span | None:
    """Return the one range that is asked for, None for the whole; raises UnsatisfiableError.

    Several ranges, other units and what cannot be read are answered with the whole, as RFC 9110 clause 14.2 allows.
    """
    if not header or (if_range is not None and if_range.strip() != f'"{etag}"'):
        return None
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = int(last)
        if length == 0:
            raise UnsatisfiableError
        return Span(max(0, size - length), size)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return Span(start, stop)
