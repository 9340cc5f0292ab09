"""PDF: text lines by their place and size become headings, paragraphs and lists; ruled tables become tables."""

from __future__ import annotations

import io
import re
import time
from collections import Counter

import pdfplumber
import pypdfium2
from deckwire_contracts import ProblemCode, ProblemError

from deckwire_llm.core.material import Builder, ListItem, Material

from .gallery import Gallery
from .limits import ReadingLimits
from .pdf_page import Line, Page, drop_furniture, lines_of
from .pdf_pictures import PdfPictures

_BULLET = re.compile(r"^(?:[•‣▪◦●■□–\uf0b7\uf0a7\uf076]|[-*](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"^\(?(\d{1,2})[.)]\s+(?=\S)")
_LEADERS = re.compile(r"(?:\.\s?){6,}\s*\d*$|(?:\.\s?){8,}")
_ENDS = (".", "!", "?", ":", ";", ",", "。", "！", "？")
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD of pdfium


def read_pdf(name: str, data: bytes, limits: ReadingLimits, gallery: Gallery) -> Material:
    """Return the material of a PDF with page numbers; raises ProblemError for an encrypted or overlong one.

    After `limits.budget_s` of CPU time the rest is left out, which a notice says.
    """
    drawn = _opened(name, data)
    count = len(drawn)
    if count > limits.pages:
        raise ProblemError.of(
            ProblemCode.SOURCE_TOO_LARGE,
            f"{name} has {count} pages; at most {limits.pages} are read.",
            hint="Upload the pages that matter.",
        )
    builder = Builder(source=name)
    pages: list[Page] = []
    read = 0
    until = time.process_time() + limits.budget_s
    pictures = PdfPictures(drawn, gallery, limits)
    with pdfplumber.open(io.BytesIO(data)) as document:
        metadata = document.metadata or {}
        builder.author = _text_of(metadata.get("Author"))[:120]
        for page in document.pages:
            if time.process_time() >= until:
                break
            pages.append(lines_of(page))
            if page.images:
                pictures.hang(pages[-1])
            read += 1
            page.close()
    drawn.close()
    drop_furniture(pages)
    _build(pages, builder)
    if read < count:
        builder.notices.append(f"Only the first {read} of {count} pages were read.")
    material = builder.material()
    named = _text_of(metadata.get("Title"))
    if (
        not material.title
        and 4 < len(named) < 150
        and not re.search(r"\.(?:docx?|pdf|indd|tex)$|untitled", named, re.IGNORECASE)
    ):
        material.title = named
    return material


def _opened(name: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise ProblemError.of(
                ProblemCode.SOURCE_UNREADABLE,
                f"{name} is protected by a password.",
                hint="Save a copy without a password.",
            ) from error
        raise


def _text_of(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _build(pages: list[Page], builder: Builder) -> None:
    lines = [line for page in pages for line in page.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    sizes.pop(0, None)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    bigger = sorted({s for s in sizes if s >= 1.12 * body}, reverse=True)
    levels = {size: min(n, 4) for n, size in enumerate(bigger, start=1)}
    flow = _Flow(builder, body, levels)
    for line in lines:
        flow.add(line)
    flow.flush()


class _Flow:
    """Joins lines to headings, paragraphs and list items."""

    def __init__(self, builder: Builder, body: float, levels: dict[float, int]) -> None:
        self._builder = builder
        self._body = body
        self._levels = levels
        self._kind = ""
        self._parts: list[str] = []
        self._items: list[ListItem] = []
        self._ordered = False
        self._last: Line | None = None

    def add(self, line: Line) -> None:
        """Take the next line."""
        if _LEADERS.search(line.text):
            return
        if line.table is not None or line.figure is not None:
            self.flush()
            if line.table is not None:
                self._builder.table(line.table, page=line.page)
            if line.figure is not None:
                self._builder.figure(line.figure, page=line.page)
            self._last = line
            return
        last, self._last = self._last, line
        level = self._heading_level(line)
        if level:
            same = self._kind == f"heading{level}" and last is not None and self._close(last, line, 2.0)
            if not same:
                self.flush()
                self._kind = f"heading{level}"
            self._parts.append(line.text)
            return
        bullet = _BULLET.match(line.text)
        numbered = None if bullet else _NUMBERED.match(line.text)
        if bullet or (numbered and (self._kind == "list" or numbered[1] == "1")):
            ordered = numbered is not None
            if self._kind != "list" or (self._ordered != ordered and self._items):
                self.flush()
                self._kind, self._ordered = "list", ordered
            self._end_item()
            self._parts.append(line.text[(bullet or numbered).end() :])  # type: ignore[union-attr]
            self._indent = line.x0
            return
        if self._kind == "list" and last is not None and self._close(last, line, 1.6) and line.x0 > self._indent + 2:
            self._parts.append(line.text)
            return
        if self._kind == "text" and last is not None and self._goes_on(last, line):
            self._parts.append(line.text)
            return
        self.flush()
        self._kind = "text"
        self._parts.append(line.text)

    def flush(self) -> None:
        """End what is open."""
        page = self._last.page if self._last else None
        if self._kind == "list":
            self._end_item()
            self._builder.items(self._items, ordered=self._ordered, page=page)
        elif self._kind.startswith("heading"):
            self._builder.heading(joined(self._parts), int(self._kind[7:]), page=page)
        elif self._parts:
            self._builder.paragraph(joined(self._parts), page=page)
        self._kind, self._parts, self._items = "", [], []

    def _end_item(self) -> None:
        if self._parts:
            self._items.append(ListItem(text=joined(self._parts)))
        self._parts = []

    def _heading_level(self, line: Line) -> int:
        letters = sum(c.isalpha() for c in line.text)
        if letters < 2 or len(line.text) > 150:
            return 0
        if line.size in self._levels:
            return self._levels[line.size]
        alone = self._kind != "text" or not self._parts or self._parts[-1].endswith(_ENDS)
        if (
            line.bold
            and line.size >= 0.95 * self._body
            and len(line.text) <= 80
            and not line.text.endswith(_ENDS)
            and alone
        ):
            return min(len(self._levels) + 1, 5)
        return 0

    def _goes_on(self, last: Line, line: Line) -> bool:
        if line.page != last.page or line.top < last.top:  # over the end of a page or column
            return not self._parts[-1].endswith((".", "!", "?", ":", "。")) or line.text[:1].islower()
        return self._close(last, line, 0.9) and abs(line.size - last.size) < 1.5

    def _close(self, last: Line, line: Line, share: float) -> bool:
        return line.page == last.page and -line.size < line.top - last.bottom < share * max(line.size, last.size)


def joined(parts: list[str]) -> str:
    """Return the lines of a paragraph as one text; a word divided at the end of a line is made whole again."""
    text = ""
    for part in parts:
        if re.search(r"[^\W\d_]{2}[-\u00ad\u2010]$", text) and part[:1].islower():
            text = text[:-1] + part
        elif (
            text
            and re.search(r"[\u3040-\u30ff\u4e00-\u9fff]$", text)
            and re.match(r"[\u3040-\u30ff\u4e00-\u9fff]", part)
        ):
            text += part
        else:
            text = f"{text} {part}" if text else part
    return text
