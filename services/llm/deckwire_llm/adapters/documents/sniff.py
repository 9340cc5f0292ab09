"""What a file really is: by its content, and only then by its name; and whether it is safe to unpack."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import PurePath

from deckwire_contracts import ProblemCode, ProblemError

from .limits import ReadingLimits

_BY_NAME = {
    ".md": "md", ".markdown": "md", ".txt": "txt", ".text": "txt", ".rst": "txt", ".csv": "csv", ".tsv": "csv",
    ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".pptx": "pptx", ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
    b"ID3",
)
_READABLE = "Markdown, text, DOCX, PDF, PPTX, CSV, XLSX, HTML and pictures (PNG, JPEG, WebP) can be read."


def kind_of(name: str, data: bytes, limits: ReadingLimits) -> str:
    """Return the kind of a document: `md`, `txt`, `csv`, `html`, `pdf`, `docx`, `pptx`, `xlsx` or `picture`.

    Raises ProblemError for anything else, and for an archive that would unpack to too much.
    """
    suffix = PurePath(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLE):
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"{name} is either protected by a password or in the format of Office 97–2003.",
            hint="Save it without a password as DOCX, XLSX or PPTX.",
        )
    if data.startswith(b"PK"):
        return _office_kind(name, data, limits)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    if data.startswith(_BINARY):
        raise _unknown(name)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unknown(name)
    known = _BY_NAME.get(suffix, "txt")
    if known in {"pdf", "docx", "pptx", "xlsx"}:
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"{name} is not a {known.upper()} file, whatever its name says.",
            hint=f"Export it again. {_READABLE}",
        )
    head = data[:1000].lstrip().lower()
    if known == "txt" and head.startswith((b"<!doctype html", b"<html")):
        return "html"
    return known


def _office_kind(name: str, data: bytes, limits: ReadingLimits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_bomb(name, entries, len(data), limits)
            names = {entry.filename for entry in entries}
            for entry in entries:
                if entry.flag_bits & 0x1:
                    raise ProblemError.of(
                        ProblemCode.SOURCE_UNREADABLE,
                        f"{name} is protected by a password.",
                        hint="Save it without a password.",
                    )
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"{name} is damaged: its archive cannot be opened.",
            hint="Open it in its own program, save it again and upload that copy.",
        ) from error
    for kind, member in (("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml"), ("xlsx", "xl/workbook.xml")):
        if member in names:
            return kind
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"{name} is in a format that is not read.",
            hint=f"Save it as DOCX, XLSX or PPTX. {_READABLE}",
        )
    raise _unknown(name)


def _check_bomb(name: str, entries: list[zipfile.ZipInfo], packed: int, limits: ReadingLimits) -> None:
    """Refuse what unpacks to too much, before anything is unpacked.

    A ratio is suspicious only beyond sizes that real documents reach: blank XML compresses a thousandfold.
    """
    total = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    bomb = total > limits.unpacked_bytes or largest > limits.part_bytes or len(entries) > limits.entries
    if bomb or (total > 30_000_000 and total > limits.ratio * packed):
        raise ProblemError.of(
            ProblemCode.SOURCE_TOO_LARGE,
            f"{name} would unpack to {total / 1e6:.0f} MB in {len(entries)} parts, which is more than is allowed.",
            hint="Save the document again without embedded files, or split it.",
        )


def _unknown(name: str) -> ProblemError:
    return ProblemError.of(ProblemCode.SOURCE_UNREADABLE, f"{name} is not a document that can be read.", hint=_READABLE)
