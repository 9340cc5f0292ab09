"""Zip archives whose bytes depend on their content alone, from members that may be compressed beforehand.

`zipfile` compresses whatever it is given each time and spends more on bookkeeping than a slide takes to write. Most
of a deck is the same in every deck of its theme, so those members are compressed once. Layout: PKWARE APPNOTE 6.3.10.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")
_LEVEL = 6
_VERSION = 20
_DATE = 0x21  # 1 January 1980, the first day that the format knows
_UTF8 = 0x800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_MODE = 0o100600 << 16
_UNIX = 3 << 8


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive as it lies there: `data` is compressed if `method` is 8, plain if it is 0.

    `size` and `crc` are of the plain bytes.
    """

    name: str
    data: bytes
    method: int
    size: int
    crc: int

    def plain(self) -> bytes:
        """Return the bytes of the file itself."""
        return zlib.decompress(self.data, -zlib.MAX_WBITS) if self.method else self.data


def deflated(name: str, data: bytes) -> Member:
    """Return the file as a compressed member."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, squeeze.compress(data) + squeeze.flush(), 8, len(data), zlib.crc32(data))


def stored(name: str, data: bytes) -> Member:
    """Return the file as a member that is kept as it is."""
    return Member(name, data, 0, len(data), zlib.crc32(data))


def member(name: str, data: bytes) -> Member:
    """Return the file as a member, compressed unless its kind is compressed already."""
    return stored(name, data) if name.lower().endswith(_STORED) else deflated(name, data)


def packed(members: Iterable[Member]) -> bytes:
    """Return the archive with the members in the given order; raises ValueError beyond 4 GB or 65,535 members."""
    body: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for entry in members:
        name = entry.name.encode()
        flags = 0 if entry.name.isascii() else _UTF8
        head = (flags, entry.method, 0, _DATE, entry.crc, len(entry.data), entry.size, len(name), 0)
        if at + len(entry.data) > 0xFFFFFFFF:
            raise ValueError("the archive is larger than 4 GB")
        body += (_LOCAL.pack(b"PK\3\4", _VERSION, *head), name, entry.data)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION | _UNIX, _VERSION, *head, 0, 0, 0, _MODE, at), name)
        at += _LOCAL.size + len(name) + len(entry.data)
    count = len(directory) // 2
    if count > 0xFFFF:
        raise ValueError("the archive has more than 65,535 members")
    size = sum(map(len, directory))
    return b"".join((*body, *directory, _END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)))
