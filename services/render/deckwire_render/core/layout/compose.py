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

from . import covers, data, figures, pictures, points
from .context import Context
from .frame import foot, headed, sources
from .ir import Box, Element, Paragraph, Shape, SlideLayout, TableFrame
from .page import Page

_FRAMED: dict[type[Any], Callable[[Any, Context, Box], list[Page]]] = {
    AgendaSlide: points.agenda,
    BulletsSlide: points.bullets,
    TwoColumnsSlide: points.two_columns,
    ComparisonSlide: points.comparison,
    ChartSlide: data.chart,
    TableSlide: data.table,
    BigNumberSlide: figures.big_number,
    ProcessSlide: figures.process,
    TimelineSlide: figures.timeline,
}
_FREE: dict[type[Any], Callable[[Any, Context, str], list[Page]]] = {
    TitleSlide: covers.title,
    SectionSlide: covers.section,
    QuoteSlide: covers.quote,
    ClosingSlide: covers.closing,
    ImageTextSlide: pictures.image_text,
    FullImageSlide: pictures.full_image,
}
_FURTHEST = " (99/99)"


def compose(slide: Slide, ctx: Context) -> list[SlideLayout]:
    """Return the slide laid out: one composed slide, or more when its content does not fit one legibly.

    Nothing is left out and nothing overflows; continuation slides carry the title with their place, as in
    `Results (2/3)`.
    """
    title = slide.title or ctx.deck_title or "…"
    if ctx.has_picture and isinstance(slide, BulletsSlide):
        pictured = _beside(slide, ctx, title)
        if pictured is not None:
            return _finished(pictured, slide, ctx, title)
    kind = type(slide)
    if kind in _FREE:
        pages = _FREE[kind](slide, ctx, title)
        if len(pages) > 1:
            pages = _numbered(slide, ctx, title, len(pages))
        return _finished(pages, slide, ctx, title)
    build = _FRAMED[kind]
    pages = build(slide, ctx, headed(ctx, title).body)
    if len(pages) > 1:
        pages = build(slide, ctx, headed(ctx, title + _FURTHEST).body)
    return _finished(pages, slide, ctx, title)


def _beside(slide: BulletsSlide, ctx: Context, title: str) -> list[Page] | None:
    """Return the points beside the slide's picture when they fit there, else None."""
    lines = [f"{i.text}: {i.detail}" if i.text and i.detail else i.text or i.detail for i in slide.items]
    if len(lines) > 6 or sum(len(t) for t in lines) > 420:
        return None
    other = ImageTextSlide(title=title, lead=slide.lead, items=lines, image=slide.image)
    pages = pictures.image_text(other, ctx, title)
    return pages if len(pages) == 1 else None


def _numbered(slide: Slide, ctx: Context, title: str, parts: int) -> list[Page]:
    """Return the pages of a slide that brings its own title, each with its place in it."""
    build = _FREE[type(slide)]
    found = build(slide, ctx, title + _FURTHEST)
    count = len(found)
    del parts
    return [build(slide, ctx, f"{title} ({n}/{count})")[n - 1] for n in range(1, count + 1)]


def _finished(pages: list[Page], slide: Slide, ctx: Context, title: str) -> list[SlideLayout]:
    parts = len(pages)
    own = slide.chart.source if isinstance(slide, ChartSlide) else slide.table.source if isinstance(slide, TableSlide) else ""
    found = []
    for n, page in enumerate(pages, start=1):
        text = f"{title} ({n}/{parts})" if parts > 1 else title
        elements: list[Element] = list(page.elements)
        if page.framed:
            elements.insert(0, headed(ctx, text).title)
        if page.foot is not None:
            place = replace(ctx.place, number=ctx.place.number + n - 1)
            elements += foot(replace(ctx, place=place), sources(slide, own), page.foot, ground=page.background)
        if ctx.rtl:
            elements = [_mirrored(e) for e in elements]
        found.append(
            SlideLayout(page.layout, text, page.background or ctx.theme.ground, tuple(elements), n, parts, ctx.rtl)
        )
    return found


def _mirrored(element: Element) -> Element:
    box = element.box.mirrored()
    if isinstance(element, Shape):
        text = element.text
        if text is not None:
            left, top, right, bottom = text.inset
            text = replace(
                text, paragraphs=tuple(_turned(p) for p in text.paragraphs), inset=(right, top, left, bottom)
            )
        path = tuple((1.0 - x, y) for x, y in element.path) if element.name == "Motif" else element.path
        return replace(element, box=box, text=text, path=path)
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
