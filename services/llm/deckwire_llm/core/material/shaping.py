"""How any reader of a document builds its material: headings and blocks in, sections with ids out."""

from __future__ import annotations

import re

from deckwire_contracts.text import one_line

from .language import detect
from .model import (
    Block,
    Figure,
    ListBlock,
    ListItem,
    Material,
    Paragraph,
    QuoteBlock,
    Section,
    TableBlock,
    numbered,
    section_id,
)
from .turns import in_turns

MAX_TABLE_ROWS = 5_000
"""How many rows of a table are kept; the count of all is remembered."""

MAX_TABLE_COLUMNS = 40
MAX_CHARS = 1_500_000
MAX_SECTIONS = 3_000

_NUMBERING = re.compile(
    r"^(?:(?:(?:\d+\.)+\d*|\d+\)|[IVX]+\.|(?:\d+\.\d+)|§\s*\d+)\s+"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节節部編编]\s*[、:：]?\s*|[一二三四五六七八九十]{1,3}[、．]\s*)(?=\S)"
)
_COUNTED = re.compile(r"^(\d{1,2})\s+(?=[^\W\d_])")
_SENTENCE_BEFORE = re.compile(r"^(?P<said>.+(?:[.!?][\"'”’)]*\s+|。\s*))(?P<label>[^\W_a-zà-ÿ].*[:：])$")
_LONGEST_LABEL = 160
_ATTRIBUTION = re.compile(r"^\s*(?:—|–|--|-)\s*(?=\S)")
_CAPTION = re.compile(r"^(?:Table|Tabelle|Tableau|Tabla|Figure|Exhibit)\s+\w+\s*[.:–—-]\s*", re.IGNORECASE)
_FIGURE_CAPTION = re.compile(
    r"^(?:figure|fig|abbildung|abb|bild|image|photo|foto|chart|diagramm?|exhibit|screenshot|illustration|figura|imagen|"
    r"рис(?:унок)?|図|图|그림)\.?\s*\d+(?:[.-]\d+)*[a-z]?\s*[.:–—-]?\s*",
    re.IGNORECASE,
)
_NO_ALT = re.compile(
    r"^(?:picture|image|grafik|bild|photo|foto|img|graphic|logo|object|diagramm?|chart)?[\s_-]*\d*$|"
    r"\.(?:png|jpe?g|gif|webp|bmp|tiff?)$",
    re.IGNORECASE,
)
_LEAST_ALT = 3
_GUESSED = re.compile(
    r"\s*(?:Description automatically generated.*|AI-generated content may be incorrect\.?)$", re.DOTALL
)
_URL_ONLY = re.compile(r"^(?:https?://|www\.)\S+$")


class Builder:
    """Collects headings and blocks in document order; `material()` ends it.

    A short line ending in a colon becomes the intro of the list or the caption of the table that follows.
    """

    def __init__(self, source: str = "", title: str = "") -> None:
        self.source = source
        self.title = one_line(title)
        self.subtitle = ""
        self.author = ""
        self.date = ""
        self.notices: list[str] = []
        self._sections: list[Section] = []
        self._chars = 0
        self._uncaptioned: Figure | None = None

    @property
    def full(self) -> bool:
        """Whether so much was read that the rest is left out (which `material()` then says)."""
        return self._chars > MAX_CHARS or len(self._sections) >= MAX_SECTIONS

    def heading(self, text: str, level: int, page: int | None = None) -> None:
        """Open a section; a heading of no words is ignored."""
        clean = _NUMBERING.sub("", one_line(text)).strip(" #*_").rstrip(":").rstrip()[:300]
        if any(map(str.isalnum, clean)) and not self.full:
            self._open(clean, min(max(level, 1), 9), page)

    def paragraph(self, text: str, page: int | None = None) -> None:
        """Add running text; the signature under a quote goes to the quote, “Figure 3: …” to the figure above it."""
        clean = one_line(text)
        if not any(map(str.isalnum, clean)) or _URL_ONLY.match(clean):
            return
        if _FIGURE_CAPTION.match(clean) and self.caption(clean):
            return
        last = self._last()
        signed = _ATTRIBUTION.match(clean)
        if isinstance(last, QuoteBlock) and not last.attribution and signed and len(clean) < 160:
            last.attribution = clean[signed.end() :]
            return
        self.add(Paragraph(text=clean), page)

    def items(self, items: list[ListItem], *, ordered: bool = False, page: int | None = None) -> None:
        """Add a list; items of no words are left out, and a list of none is not added."""
        kept = [item for item in items if any(map(str.isalnum, item.text))]
        if kept:
            self.add(ListBlock(ordered=ordered, items=kept, intro=self._announcement()), page)

    def table(self, rows: list[list[str]], caption: str = "", page: int | None = None) -> None:
        """Add a table whose first row is its header; one of a single column becomes a list."""
        block = table(rows, caption)
        if block is None:
            return
        if len(block.headers) == 1:
            cells = [block.headers[0], *block.column(0)] if block.rows else block.headers
            self.items([ListItem(text=cell) for cell in cells], page=page)
            return
        block.caption = block.caption or _CAPTION.sub("", self._announcement())
        self.add(block, page)

    def quote(self, text: str, attribution: str = "", page: int | None = None) -> None:
        """Add somebody's words, without the quotation marks around them."""
        clean = one_line(text)
        if any(map(str.isalnum, clean)):
            self.add(QuoteBlock(text=unquoted(clean), attribution=one_line(attribution)), page)

    def figure(self, figure: Figure, *, caption: str = "", alt: str = "", page: int | None = None) -> None:
        """Add a picture to the open section; names that programs give to pictures are no alternative text."""
        if self.full:
            return
        if not self._sections:
            self._open("", 0, page)
        section = self._sections[-1]
        said = _GUESSED.sub("", one_line(alt))
        placed = figure.model_copy(
            update={
                "caption": _FIGURE_CAPTION.sub("", one_line(caption))[:300],
                "alt": "" if len(said) < _LEAST_ALT or _NO_ALT.search(said) else said[:300],
                "page": page,
                "after": len(section.blocks),
            }
        )
        section.figures.append(placed)
        self._uncaptioned = None if placed.caption else placed

    def caption(self, text: str) -> bool:
        """Give the figure that was just added its caption; return whether there was one that had none."""
        figure, self._uncaptioned = self._uncaptioned, None
        if figure is None:
            return False
        figure.caption = _FIGURE_CAPTION.sub("", one_line(text))[:300]
        return bool(figure.caption)

    def add(self, block: Block, page: int | None = None) -> None:
        """Append a block to the open section."""
        self._uncaptioned = None
        if self.full:
            return
        if not self._sections:
            self._open("", 0, page)
        self._chars += _size(block)
        self._sections[-1].blocks.append(block)

    def notes(self, text: str) -> None:
        """Give the open section speaker notes."""
        if self._sections and not self.full:
            self._chars += len(text)
            self._sections[-1].notes = text

    def material(self) -> Material:
        """Return what was collected: the title found or given, empty trailing sections kept as headings."""
        if self.full:
            self.notices.append("The document is very long; only its first part was read.")
        sections = numbered(self._sections)
        _strip_counting(sections)
        for section in sections:
            if not section.figures:  # a figure's place is counted in blocks
                section.blocks = in_turns(section.blocks)
        title = self.title
        tops = [s for s in sections if s.level == 1]
        first = sections[0] if sections else None
        second = sections[1] if len(sections) > 1 else None
        heads = first if first is not None and first.heading else second if first and not first.blocks else None
        if not title and heads is not None and heads.level == 1 and len(tops) == 1 and len(sections) > 1:
            title = heads.heading
        title = title or (first.heading if first and len(sections) == 1 else "")
        material = Material(
            title=title[:300],
            subtitle=self.subtitle,
            author=self.author,
            date=self.date,
            source=self.source,
            sections=sections,
            notices=self.notices,
        )
        material.language = detect(
            "\n".join([material.title, *(s.heading for s in sections[:80]), material.prose()[:20_000]])
        )
        return material

    def _open(self, heading: str, level: int, page: int | None) -> None:
        self._uncaptioned = None
        self._sections.append(
            Section(id=section_id(len(self._sections) + 1), heading=heading, level=level, page=page, source=self.source)
        )

    def _last(self) -> Block | None:
        return self._sections[-1].blocks[-1] if self._sections and self._sections[-1].blocks else None

    def _announcement(self) -> str:
        last = self._last()
        if not isinstance(last, Paragraph):
            return ""
        if (split := _SENTENCE_BEFORE.match(last.text)) and len(split["label"]) <= _LONGEST_LABEL:
            last.text = split["said"].rstrip()
            return split["label"].rstrip(":： ")
        if len(last.text) > _LONGEST_LABEL:
            return ""
        # A whole sentence or two before a colon says something by itself, so only a bare label is taken away.
        label = last.text.endswith((":", "：")) and not re.search(r"[.!?。]\s", last.text)
        if label or _CAPTION.match(last.text):
            self._sections[-1].blocks.pop()
            return last.text.rstrip(":： ")
        return ""


def _strip_counting(sections: list[Section]) -> None:
    """Take bare chapter numbers away where headings count 1, 2, 3 …; a lone "3 reasons" keeps its number."""
    counted = [(section, match) for section in sections if (match := _COUNTED.match(section.heading))]
    numbers = [int(match[1]) for _, match in counted]
    if len(numbers) >= 3 and numbers == sorted(set(numbers)) and numbers[0] in {0, 1}:
        for section, match in counted:
            section.heading = section.heading[match.end() :]


def table(rows: list[list[str]], caption: str = "") -> TableBlock | None:
    """Return `rows` as a table of equal widths whose first row is the header; None when it holds nothing.

    Empty rows and columns vanish; an empty header cell is named by its position only when it is not the first.
    """
    clean = [[one_line(cell)[:400] for cell in row] for row in rows]
    clean = [row for row in clean if any(row)]
    if not clean:
        return None
    width = min(max(map(len, clean)), MAX_TABLE_COLUMNS)
    clean = [(row + [""] * width)[:width] for row in clean]
    used = [column for column in range(width) if any(row[column] for row in clean)]
    clean = [[row[column] for column in used] for row in clean]
    headers, body = clean[0], clean[1:]
    return TableBlock(caption=one_line(caption), headers=headers, rows=body[:MAX_TABLE_ROWS], total_rows=len(body))


def unquoted(text: str) -> str:
    """Return `text` without one pair of quotation marks that wraps all of it."""
    for opening, closing in (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("「", "」"), ("‘", "’"), ("»", "«")):
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and closing not in inner:
            return inner.strip()
    return text


def _size(block: Block) -> int:
    if isinstance(block, TableBlock):
        return sum(len(cell) for row in block.rows for cell in row) + 20
    if isinstance(block, ListBlock):
        return sum(len(item.text) + sum(map(len, item.children)) for item in block.items)
    return len(block.text)
