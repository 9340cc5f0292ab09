"""Which reader reads which kind; each is imported only when it is needed, and only in the child process."""

from __future__ import annotations

import codecs

from deckwire_llm.core.material import Builder, Material, from_text

from .gallery import Gallery
from .inline import taken_out
from .limits import ReadingLimits
from .naming import titled


def read_as(kind: str, name: str, data: bytes, limits: ReadingLimits) -> Material:
    """Return the material of `data`, which is of `kind`, and its pictures; raises whatever the library raises."""
    gallery = Gallery(limits)
    return gallery.hung(_read_as(kind, name, data, limits, gallery))


def _read_as(  # noqa: PLR0911  one return for each case
    kind: str, name: str, data: bytes, limits: ReadingLimits, gallery: Gallery
) -> Material:
    if kind == "picture":
        builder = Builder(source=name, title=titled(name))
        builder.heading(titled(name), 1)
        builder.figure(gallery.take_upload(name, data))
        return builder.material()
    if kind == "docx":
        from .word import read_docx

        return read_docx(name, data, gallery)
    if kind == "pptx":
        from .slides import read_pptx

        return read_pptx(name, data, gallery)
    if kind == "xlsx":
        from .sheets import read_xlsx

        return read_xlsx(name, data)
    if kind == "csv":
        from .sheets import read_csv

        return read_csv(name, decoded(data))
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(name, data, limits, gallery)
    if kind == "html":
        from .web import read_html

        return read_html(name, decoded(data), gallery)
    text, figures = taken_out(decoded(data), gallery)
    return from_text(text, source=name, figures=figures)


def decoded(data: bytes) -> str:
    """Return bytes as text: by their byte order mark, as UTF-8, else as Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
