"""From a slide to one or more composed slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deckwire_contracts.slides import (
    AgendaSlide,
    BigNumberSlide,
    BulletsSlide,
    ChartSlide,
    ClosingSlide,
    ComparisonSlide,
    FullImageSlide,
    ImageTextSlide,
    ProcessSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TimelineSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from deckwire_contracts.text import one_line

from ..text.binding import visible
from . import closing, columns, covers, numbers, pictures, points, process, quote, table, timeline
from .chart import designs as charts
from .context import PLAIN, Context
from .exhibits import exhibit
from .frame import foot, headed, sources
from .ir import SLIDE_W, Box, Element, Paragraph, Role, Shape, SlideLayout, TableFrame
from .page import Page
from .rows import Item
from .safe import plain_rows
from .steady import steady
from .typeset import without_orphans

_FRAMED: dict[type[Any], Callable[[Any, Context, Box], list[Page]]] = {
    AgendaSlide: points.agenda,
    BulletsSlide: points.bullets,
    TwoColumnsSlide: columns.two_columns,
    ComparisonSlide: columns.comparison,
    ChartSlide: charts.chart,
    TableSlide: table.table,
    BigNumberSlide: numbers.big_number,
    ProcessSlide: process.process,
    TimelineSlide: timeline.timeline,
}
_FREE: dict[type[Any], Callable[[Any, Context, str], list[Page]]] = {
    TitleSlide: covers.title,
    SectionSlide: covers.section,
    QuoteSlide: quote.quote,
    ClosingSlide: closing.closing,
    ImageTextSlide: pictures.image_text,
    FullImageSlide: pictures.full_image,
}
_EXHIBITED = (ImageTextSlide, BulletsSlide, FullImageSlide)
_PICTURED = (TitleSlide, SectionSlide, AgendaSlide, BulletsSlide, QuoteSlide, ImageTextSlide, FullImageSlide)
# Drawn shapes that turn with the slide where it reads from right to left; signs and icons stay as they are.
_MIRRORED = frozenset({"Motif", "Segment"})
_FURTHEST = " (99/99)"


def compose(slide: Slide, ctx: Context) -> list[SlideLayout]:
    """Return the slide laid out: one composed slide, or more when its content does not fit one legibly.

    Nothing is left out and nothing overflows; continuation slides carry the title with their place, as in
    `Results (2/3)`.
    """
    title = title_of(slide, ctx)
    kind = type(slide)
    pictured = ctx.has_picture and isinstance(slide, (BulletsSlide, AgendaSlide))
    exhibited = ctx.picture is not None and ctx.picture.whole and isinstance(slide, _EXHIBITED)
    careful = ctx.care >= PLAIN and not exhibited
    plainly = plain_rows(slide, ctx, headed(ctx, title + _FURTHEST).body) if careful else None
    if plainly is not None:
        return _finished(plainly, slide, ctx, title)
    if not exhibited and (pictured or kind in _FREE):
        free: Callable[[Any, Context, str], list[Page]] = _beside if pictured else _FREE[kind]
        pages = free(slide, ctx, title)
        if len(pages) > 1:
            pages = _numbered(free, slide, ctx, title)
        return _finished(pages, slide, ctx, title)
    build: Callable[[Any, Context, Box], list[Page]] = exhibit if exhibited else _FRAMED[kind]
    pages = build(slide, ctx, headed(ctx, title).body)
    if len(pages) > 1:
        pages = build(slide, ctx, headed(ctx, title + _FURTHEST).body)
    return _finished(pages, slide, ctx, title)


def title_of(slide: Slide, ctx: Context) -> str:
    """Return the slide's title, the deck's if nothing is seen of it, and dots if nothing is of either."""
    return next((text for text in map(one_line, (slide.title, ctx.deck_title)) if visible(text)), "…")


def framed(slide: Slide, ctx: Context, body: Box) -> list[Page] | None:
    """Return the pages of a slide whose composition fills whatever box it is given; None for slides of another kind."""
    build = _FRAMED.get(type(slide))
    return build(slide, replace(ctx, boxed=True), body) if build is not None else None


def turned(element: Element, axis: float) -> Element:
    """Return an element as it stands on a slide that is read from right to left, mirrored at x = `axis`."""
    mirrored = _mirrored(element)
    shift = 2 * axis - SLIDE_W
    return replace(mirrored, box=replace(mirrored.box, x=mirrored.box.x + shift))


def shows_picture(slide: Slide) -> bool:
    """Return whether the composition of such a slide has a place for a picture."""
    return isinstance(slide, _PICTURED)


def _beside(slide: BulletsSlide | AgendaSlide, ctx: Context, title: str) -> list[Page]:
    """Return the points beside the slide's picture."""
    if isinstance(slide, AgendaSlide):
        items = [Item(text, marker=str(n)) for n, text in enumerate((t for t in slide.items if t), 1)]
        return pictures.beside(ctx, title, "", items, slide.image, marker="number")
    items = [Item(i.text or i.detail, i.detail if i.text else "") for i in slide.items if i.text or i.detail]
    # Pictures change sides from slide to slide, as those of slides made for a picture do.
    left = (ctx.place.ordinal or ctx.place.number) % 2 == 0
    return pictures.beside(ctx, title, slide.lead, items, slide.image, left=left)


def _numbered(build: Callable[[Any, Context, str], list[Page]], slide: Slide, ctx: Context, title: str) -> list[Page]:
    """Return the pages of a slide that brings its own title, each with its place in it."""
    pages = build(slide, ctx, title + _FURTHEST)
    count = len(pages)
    # Every page is set with the longest title, so that what stands on each is the same; then the title is put right.
    return [_retitled(page, title + _FURTHEST, f"{title} ({n}/{count})") for n, page in enumerate(pages, 1)]


def _retitled(page: Page, old: str, new: str) -> Page:
    elements = [_renamed(e, old, new) for e in page.elements]
    return replace(page, elements=elements)


def _renamed(element: Element, old: str, new: str) -> Element:
    if not isinstance(element, Shape) or element.role is not Role.TITLE or element.text is None:
        return element
    shift = len(old) - len(new)
    paragraphs = tuple(
        replace(p, text=new, lines=(*p.lines[:-1], p.lines[-1][: -shift or None])) for p in element.text.paragraphs
    )
    return replace(element, text=replace(element.text, paragraphs=paragraphs))


def _finished(pages: list[Page], slide: Slide, ctx: Context, title: str) -> list[SlideLayout]:
    parts = len(pages)
    own = (
        slide.chart.source
        if isinstance(slide, ChartSlide)
        else slide.table.source
        if isinstance(slide, TableSlide)
        else ""
    )
    found = []
    for n, page in enumerate(pages, start=1):
        text = f"{title} ({n}/{parts})" if parts > 1 else title
        elements: list[Element] = list(page.elements)
        if page.framed:
            elements.insert(0, headed(ctx, text).title)
        if page.foot is not None:
            place = replace(ctx.place, number=ctx.place.number + n - 1)
            elements += foot(replace(ctx, place=place), sources(slide, own), page.foot, ground=page.background)
        said = [kept for element in _title_first(elements) if (kept := _said(element)) is not None]
        elements = [steady(ctx, without_orphans(ctx, e)) if isinstance(e, Shape) else e for e in said]
        if ctx.rtl:
            elements = [_mirrored(e) for e in elements]
        ground = page.background or ctx.theme.ground
        found.append(SlideLayout(page.layout, text, ground, tuple(elements), n, parts, ctx.rtl, page.remarks))
    return found


def _said(element: Element) -> Element | None:
    """Return an element without a text that shows nothing, for a placeholder must not be empty; None if it is bare."""
    if not isinstance(element, Shape) or element.text is None or any(visible(p.text) for p in element.text.paragraphs):
        return element
    if element.fill is None and element.stroke is None:
        return None
    return replace(element, text=None, placeholder=None)


def _title_first(elements: list[Element]) -> list[Element]:
    """Return the elements with the title before all that it does not lie on: the order is that of reading."""
    at = next((n for n, e in enumerate(elements) if e.role is Role.TITLE), 0)
    title = elements[at]
    first = next((n + 1 for n in range(at - 1, -1, -1) if _meet(elements[n].box, title.box)), 0)
    return [*elements[:first], title, *elements[first:at], *elements[at + 1 :]]


def _meet(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom


def _mirrored(element: Element) -> Element:
    box = element.box.mirrored()
    if isinstance(element, Shape):
        text = element.text
        if text is not None:
            left, top, right, bottom = text.inset
            text = replace(
                text, paragraphs=tuple(_turned(p) for p in text.paragraphs), inset=(right, top, left, bottom)
            )
        if element.name not in _MIRRORED:
            return replace(element, box=box, text=text)
        path = tuple((1.0 - x, y) for x, y in element.path)
        outline = tuple((c, tuple(n if i % 2 else 1.0 - n for i, n in enumerate(at))) for c, at in element.outline)
        return replace(element, box=box, text=text, path=path, outline=outline)
    if isinstance(element, TableFrame):
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    replace(c, text=replace(c.text, paragraphs=tuple(_turned(p) for p in c.text.paragraphs)))
                    for c in row.cells
                ),
            )
            for row in element.rows
        )
        return replace(element, box=box, rows=rows)
    return replace(element, box=box)


def _turned(paragraph: Paragraph) -> Paragraph:
    align = {"l": "r", "r": "l", "ctr": "ctr"}[paragraph.align]
    return replace(paragraph, align=align)  # type: ignore[arg-type]
