"""The safer way to set a slide that came out with faults: more room in reserve, then plain rows, then other ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from deckwire_contracts.slides import (
    AgendaSlide,
    BigNumberSlide,
    BulletsSlide,
    ClosingSlide,
    Column,
    ComparisonSlide,
    ProcessSlide,
    QuoteSlide,
    Slide,
    TimelineSlide,
    TwoColumnsSlide,
)

from ..themes import colour
from ..themes.model import Paint, Theme
from .context import Context
from .ir import Box, Element, Paragraph, Shape, SlideLayout, TableFrame, Text
from .page import Page
from .rows import Item, plain, rows

LAYOUT = "bullets.rows1"
_SIZES = ((28.0, 20.0), (24.0, 18.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0))
# More than this reads better as rows of its own.
_TOGETHER = 180
_LARGE_PT, _LARGE_BOLD_PT = 24.0, 18.5


def plain_rows(slide: Slide, ctx: Context, body: Box) -> list[Page] | None:
    """Return what a slide says as rows over the whole width, on as many slides as they need.

    None for a slide that rows cannot say: covers, charts, tables, pictures.
    """
    items = _items(slide) if not ctx.has_picture else []
    if not items:
        return None
    return [Page(LAYOUT, page) for page in rows(ctx, items, body, plain(ctx, "dot"), sizes=_SIZES)]


def _items(slide: Any) -> list[Item]:
    found: list[tuple[str, str]] = []
    if isinstance(slide, BulletsSlide):
        found = [(slide.lead, ""), *((i.text, i.detail) for i in slide.items)]
    elif isinstance(slide, AgendaSlide):
        found = [(text, "") for text in slide.items]
    elif isinstance(slide, TwoColumnsSlide | ComparisonSlide):
        found = [pair for column in (slide.left, slide.right) for pair in _column(column)]
    elif isinstance(slide, BigNumberSlide):
        found = [(f"{s.value} {s.label}".strip(), s.delta) for s in slide.stats] + [(slide.context, "")]
    elif isinstance(slide, ProcessSlide):
        found = [(s.title, s.detail) for s in slide.steps]
    elif isinstance(slide, TimelineSlide):
        found = [(" · ".join(t for t in (e.when, e.title) if t), e.detail) for e in slide.events]
    elif isinstance(slide, QuoteSlide):
        found = [(slide.quote, ", ".join(t for t in (slide.author, slide.role) if t))]
    elif isinstance(slide, ClosingSlide):
        found = [*((t, "") for t in slide.takeaways), (slide.call_to_action, ""), (slide.contact, "")]
    return [Item(head or detail, detail if head else "") for head, detail in found if head or detail]


def _column(column: Column) -> list[tuple[str, str]]:
    if not column.heading:
        return [(text, "") for text in column.items]
    together = " · ".join(column.items)
    if len(together) <= _TOGETHER:
        return [(column.heading, together)]
    return [(column.heading, ""), *((text, "") for text in column.items)]


def legible(layout: SlideLayout, theme: Theme, unreadable: Sequence[tuple[str, str]]) -> SlideLayout:
    """Return the slide with texts that could not be read in an ink that can.

    `unreadable` are names of elements with the ground, `RRGGBB`, that their text was seen on.
    """
    grounds = dict(unreadable)
    if not grounds:
        return layout
    elements = tuple(_relit(e, theme, grounds[e.name]) if e.name in grounds else e for e in layout.elements)
    return replace(layout, elements=elements)


def _relit(element: Element, theme: Theme, ground: str) -> Element:
    if isinstance(element, Shape) and element.text is not None:
        if element.inherits is None or not element.inherits.paint:
            return replace(element, text=_inked(element.text, theme, ground))
        # The colour came from a layout that is not ours, and was not this paint.
        inherits = replace(element.inherits, paint=False)
        return replace(element, text=_inked(element.text, theme, ground, always=True), inherits=inherits)
    if isinstance(element, TableFrame):
        rows = tuple(
            replace(row, cells=tuple(replace(cell, text=_inked(cell.text, theme, ground)) for cell in row.cells))
            for row in element.rows
        )
        return replace(element, rows=rows)
    return element


def _inked(text: Text, theme: Theme, ground: str, *, always: bool = False) -> Text:
    """Return the text with each paragraph that cannot be read on `ground`, or `always`, in the ink that stands out."""
    inks = [theme.ink, Paint("bg1"), Paint("tx2"), Paint("bg2")]
    best = max(inks, key=lambda ink: colour.contrast(theme.resolve(ink), ground))
    return replace(
        text,
        paragraphs=tuple(
            replace(p, paint=best) if always or not _readable(p, theme, ground) else p for p in text.paragraphs
        ),
    )


def _readable(paragraph: Paragraph, theme: Theme, ground: str) -> bool:
    large = paragraph.size >= _LARGE_PT or (paragraph.bold and paragraph.size >= _LARGE_BOLD_PT)
    return colour.contrast(theme.resolve(paragraph.paint), ground) >= (3.0 if large else 4.5)
