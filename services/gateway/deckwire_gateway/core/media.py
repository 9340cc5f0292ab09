"""Which documents are taken in, told by their first bytes and their names together."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from deckwire_contracts import ProblemCode, ProblemError
from deckwire_contracts.text import one_line

_TEXT = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".html": "text/html",
    ".htm": "text/html",
}
_OFFICE = {
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
}
_PDF = "application/pdf"
_PICTURES = {
    ".png": ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ".webp": ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
}
EXTENSIONS: tuple[str, ...] = (*_TEXT, ".pdf", *_OFFICE, *_PICTURES)
"""The extensions of all files that are taken in: documents, and pictures to be shown or to serve as a logo."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 500_000_000
MAX_PARTS = 10_000
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 20_000_000
_RESERVED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def file_name(given: str | None) -> str:
    """Return a file name as one harmless line without any folder; raises ProblemError when nothing is left."""
    name = one_line(given or "").replace("\\", "/").rsplit("/", 1)[-1]
    name = one_line(_RESERVED.sub(" ", name)).strip(". ")
    if not name:
        raise ProblemError.of(
            ProblemCode.INVALID_REQUEST, "The file has no name.", hint="Send the part with a `filename`."
        )
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    return f"{stem[: 200 - len(suffix)]}{suffix}" if len(name) > 200 else name


def media_type(name: str, data: bytes) -> str:
    """Return the media type of a document; raises ProblemError when its kind is not taken in or does not match.

    Only the archive's directory is read of an office file, never its parts.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in EXTENSIONS:
        raise ProblemError.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            f"Files of type {suffix} are not taken in." if suffix else "The name of the file does not end in its type.",
            hint="Save the drawing as a PNG with a transparent ground."
            if suffix == ".svg"
            else f"Send one of {', '.join(EXTENSIONS)}.",
        )
    if not data.strip():
        raise ProblemError.of(ProblemCode.SOURCE_EMPTY, "The file is empty.")
    if suffix in _TEXT:
        return _text(suffix, data)
    if suffix in _PICTURES:
        kind, start = _PICTURES[suffix]
        if not start.match(data):
            raise _unlike(suffix)
        return kind
    if suffix == ".pdf":
        if b"%PDF-" not in data[:1024]:
            raise _unlike(suffix)
        return _PDF
    return _office(suffix, data)


def _unlike(suffix: str) -> ProblemError:
    return ProblemError.of(
        ProblemCode.SOURCE_UNREADABLE,
        f"The file is named {suffix} but its content is something else, or it is damaged.",
        hint="Open it in the program that wrote it, save it anew and send it again.",
    )


def _text(suffix: str, data: bytes) -> str:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if (b"\x00" in data and not utf16) or data.startswith((b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")):
        raise _unlike(suffix)
    return _TEXT[suffix]


def _office(suffix: str, data: bytes) -> str:
    kind, folder = _OFFICE[suffix]
    if data.startswith(_OLE):
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"The file is protected by a password, or in the format of Office 97–2003 under the name of a {suffix}.",
            hint=f"Save a copy without a password as {suffix}.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise _unlike(suffix) from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise _unlike(suffix)
    unpacked = sum(part.file_size for part in parts)
    inflated = unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * len(data)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or inflated:
        raise ProblemError.of(
            ProblemCode.SOURCE_TOO_LARGE,
            f"The file would unpack to {unpacked // 1_000_000} MB in {len(parts)} parts, which is more than is safe.",
            hint="Send a smaller document, or the text of it.",
        )
    return kind
