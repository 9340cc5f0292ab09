"""Which reader reads which kind; each is imported only when it is needed, and only in the child process."""

from __future__ import annotations

import codecs

from deckwire_llm.core.material import Material, from_text

from .limits import ReadingLimits


def read_as(kind: str, name: str, data: bytes, limits: ReadingLimits) -> Material:  # noqa: PLR0911  one return for each case
    """Return the material of `data`, which is of `kind`; raises whatever the kind's library raises."""
    if kind == "docx":
        from .word import read_docx

        return read_docx(name, data)
    if kind == "pptx":
        from .slides import read_pptx

        return read_pptx(name, data)
    if kind == "xlsx":
        from .sheets import read_xlsx

        return read_xlsx(name, data)
    if kind == "csv":
        from .sheets import read_csv

        return read_csv(name, decoded(data))
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(name, data, limits)
    if kind == "html":
        from .web import read_html

        return read_html(name, decoded(data))
    return from_text(decoded(data), source=name)


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
