"""The rules of Microsoft's Accessibility Checker that need no human, title, contrast and sections aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..composition import Block, Slide
from .model import MICROSOFT, Deck, Found, Rule, quoted

_FILE_NAME = re.compile(r"\.(jpe?g|png|gif|webp|svg|bmp|tiff?|emf|wmf|heic)\s*$", re.IGNORECASE)
_STOCK_NAME = re.compile(
    r"^(image|img|picture|photo|graphic|bild|grafik|chart|table|object|diagram)[ _-]?\d*$", re.IGNORECASE
)
_SPOKEN = re.compile(r"^(an? |the )?(image|picture|photo|graphic) (of|showing)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
_SAME_ROW = 0.5
_SEVERAL = 3
# The number of a card or the initials of a person lie on it and so are read after it.
_MARK = re.compile(r"^\S{1,3}$")


def alt_text(slide: Slide) -> Iterator[Found]:
    """What is marked as decorative needs none."""
    for thing in slide.file.things:
        if thing.kind in ("picture", "chart", "table") and not thing.decorative and not thing.alt:
            yield Found(f"The {thing.kind} {thing.name!r} has no alternative text.", subject=thing.id)


def alt_useless(slide: Slide) -> Iterator[Found]:
    """A screen reader says that it is a picture anyway."""
    for thing in slide.file.things:
        if thing.kind not in ("picture", "chart", "table") or thing.decorative:
            continue
        if _FILE_NAME.search(thing.alt) or _STOCK_NAME.match(thing.alt):
            yield Found(f"The alternative text of the {thing.kind} is a file name.", subject=thing.id)
        elif _SPOKEN.match(thing.alt):
            yield Found(f"The alternative text begins with {quoted(thing.alt[:20])}.", "info", thing.id)


def table_header(slide: Slide) -> Iterator[Found]:
    """Without it a screen reader cannot say which column a cell is in."""
    for thing in slide.file.things:
        if thing.grid and not thing.grid.header:
            yield Found(f"The table {thing.name!r} has no header row.", subject=thing.id)


def merged(slide: Slide) -> Iterator[Found]:
    """Rows and columns cannot be followed through merged cells."""
    for thing in slide.file.things:
        if thing.grid and thing.grid.merged:
            yield Found(f"The table {thing.name!r} has merged cells.", subject=thing.id)


def blank_rows(slide: Slide) -> Iterator[Found]:
    """Space is for margins to make."""
    for thing in slide.file.things:
        if thing.grid and any(not any(row) for row in thing.grid.rows):
            yield Found(f"The table {thing.name!r} has a blank row.", subject=thing.id)


def blank_paragraphs(slide: Slide) -> Iterator[Found]:
    """Two empty paragraphs in a row are there to push text down."""
    for thing in slide.file.things:
        if thing.kind == "shape" and any(not a.strip() and not b.strip() for a, b in pairwise(thing.paragraphs)):
            yield Found(f"{thing.name!r} makes space with blank lines.", subject=thing.id)


def links(slide: Slide) -> Iterator[Found]:
    """A link says where it leads, not its address."""
    for thing in slide.file.things:
        for link in thing.links:
            if _ADDRESS.match(link.text.strip()):
                yield Found(f"The text of a link is an address: {quoted(link.text)}.", subject=thing.id)


def reading_order(slide: Slide) -> Iterator[Found]:
    """Rows first and columns first are both in order; what a title lies on must come before it."""
    blocks = [block for block in slide.reading_boxes() if not _MARK.match(_text(slide, block))]
    title = next((n for n, block in enumerate(blocks) if block.owner == slide.title_id), None)
    if title:
        before = [b for b in blocks[:title] if b.box.meet(blocks[title].box) < 0.2 * blocks[title].box.area]
        if before:
            yield Found("The title is not read first.", subject=slide.title_id)
            return
    if _numbered(slide):
        return
    for n, one in enumerate(blocks):
        for two in blocks[n + 1 :]:
            if slide.title_id not in (one.owner, two.owner) and _before(two, one, rtl=slide.file.rtl):
                yield Found(
                    f"{_named(slide, one)} is read before {_named(slide, two)}, which stands before it.",
                    subject=two.owner,
                )
                return


def _numbered(slide: Slide) -> bool:
    """Return whether three or more things are numbered: a cycle is read around, and its numbers say so."""
    numbers = {int(thing.text) for thing in slide.file.things if thing.text.isdecimal() and not thing.is_furniture}
    return len(numbers) >= _SEVERAL and numbers == set(range(1, len(numbers) + 1))


def _before(one: Block, two: Block, *, rtl: bool) -> bool:
    """Return whether `one` surely comes before `two`: above it in the same column, or before it in the same row."""
    across = min(one.box.right, two.box.right) - max(one.box.x, two.box.x)
    down = min(one.box.bottom, two.box.bottom) - max(one.box.y, two.box.y)
    if across > 0.5 * min(one.box.w, two.box.w) and one.box.bottom <= two.box.y + 2:
        return True
    if down < _SAME_ROW * max(one.box.h, two.box.h):
        return False
    return one.box.x >= two.box.right - 2 if rtl else one.box.right <= two.box.x + 2


def _text(slide: Slide, block: Block) -> str:
    thing = slide.file.named(block.owner)
    return thing.text if thing else ""


def _named(slide: Slide, block: Block) -> str:
    text = _text(slide, block)
    return quoted(text) if text else f"the {block.kind}"


def sections_default(deck: Deck) -> Iterator[Found]:
    """As PowerPoint names sections that nobody named, in the languages that we write decks in most."""
    for name in deck.file.sections:
        if not name.strip() or _UNNAMED.match(name.strip()):
            yield Found(f"A section is called {quoted(name)}.")


_UNNAMED = re.compile(
    r"^(default section|untitled section|standardabschnitt|abschnitt ohne titel|section par défaut|section sans titre"
    r"|sección predeterminada|既定のセクション|默认节)( \d+)?$",
    re.IGNORECASE,
)


def sections_repeated(deck: Deck) -> Iterator[Found]:
    """Names are how one moves between sections."""
    names = [name.strip().lower() for name in deck.file.sections]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Found(f"{names.count(name)} sections are called {quoted(name)}.")


def language(deck: Deck) -> Iterator[Found]:
    """A screen reader must know in which language to speak."""
    if deck.slides and not deck.file.language and not any(slide.file.languages for slide in deck.slides):
        yield Found("Neither the deck nor its texts say their language.")


def deck_title(deck: Deck) -> Iterator[Found]:
    """Windows, tabs and screen readers name a deck by it."""
    if not deck.slides:
        return
    if not deck.file.title or deck.file.title.lower() in ("powerpoint presentation", "presentation"):
        yield Found("The deck's properties have no title.")


RULES = (
    Rule(
        "alt_missing",
        "accessibility",
        "error",
        "Pictures, charts and tables say what they show, in words.",
        "decorative ones are exempt",
        MICROSOFT,
        checker="error",
        on_slide=alt_text,
    ),
    Rule(
        "alt_file_name",
        "accessibility",
        "error",
        "An alternative text is not a file name; it need not begin with “image of” either (info).",
        "",
        MICROSOFT,
        checker="error",
        on_slide=alt_useless,
    ),
    Rule(
        "table_header_missing",
        "accessibility",
        "error",
        "A table's first row is marked as its header.",
        "",
        MICROSOFT,
        checker="error",
        on_slide=table_header,
    ),
    Rule(
        "table_cells_merged",
        "accessibility",
        "warning",
        "Tables have neither merged nor split cells.",
        "",
        MICROSOFT,
        checker="warning",
        on_slide=merged,
    ),
    Rule(
        "table_row_blank",
        "accessibility",
        "info",
        "No blank rows make space in a table.",
        "",
        MICROSOFT,
        checker="tip",
        on_slide=blank_rows,
    ),
    Rule(
        "lines_blank",
        "accessibility",
        "info",
        "No blank lines make space in a text.",
        "two in a row",
        MICROSOFT,
        checker="tip",
        on_slide=blank_paragraphs,
    ),
    Rule(
        "link_text_bare",
        "accessibility",
        "info",
        "The text of a link says where it leads.",
        "no bare address",
        MICROSOFT,
        checker="tip",
        on_slide=links,
    ),
    Rule(
        "reading_order",
        "accessibility",
        "info",
        "The file's order is that of reading: the title first, then from above and from the side where lines begin.",
        "above in the same column, before in the same row",
        MICROSOFT,
        checker="tip",
        on_slide=reading_order,
    ),
    Rule(
        "section_unnamed",
        "accessibility",
        "error",
        "Sections have names of their own.",
        "",
        MICROSOFT,
        checker="error",
        on_deck=sections_default,
    ),
    Rule(
        "section_repeated",
        "accessibility",
        "info",
        "No two sections have the same name.",
        "",
        MICROSOFT,
        checker="tip",
        on_deck=sections_repeated,
    ),
    Rule(
        "language_missing",
        "accessibility",
        "warning",
        "The deck says its language.",
        "",
        "WCAG 2.2, 3.1.1",
        on_deck=language,
    ),
    Rule(
        "deck_title_missing",
        "accessibility",
        "warning",
        "The deck's properties have a title.",
        "",
        "WCAG 2.2, 2.4.2",
        on_deck=deck_title,
    ),
)
