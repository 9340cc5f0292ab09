"""Points and agendas: what is said in a few lines of equal weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from deckwire_contracts.slides import AgendaSlide, BulletsSlide

from . import deep, people, side
from .cards import cards, numbered, tiles
from .context import Context
from .frame import lead
from .ir import Box, Element
from .page import Page
from .rows import Item, plain, rows
from .rows import fits as rows_fit
from .signs import with_icons
from .statement import statement

_FEW_WORDS = 12
_LARGE_SIZES = ((36.0, 24.0), (32.0, 22.0), (30.0, 22.0), (28.0, 20.0), (26.0, 20.0), (24.0, 18.0), (22.0, 18.0))
_LIST_SIZES = ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0))
# Up to so many parts of so many letters on average stand beside the title: over the whole width they would be lost.
_FEW_PARTS, _SHORT_PART = 6, 16
_MOST_TILES = 8

Design = Callable[[], Page | None]


def words(*texts: str) -> int:
    """Return the number of words; of unspaced scripts three characters count as one."""
    total = 0
    for text in texts:
        wide = sum(1 for c in text if ord(c) > 0x2E7F)
        total += len(text.split()) + wide // 3
    return total


def bullets(slide: BulletsSlide, ctx: Context, body: Box) -> list[Page]:
    """Return one point as a statement, few as cards, tiles or large rows, many as columns of rows.

    Where several designs suit, slides of a kind take them in turn.
    """
    items = [Item(i.text or i.detail, i.detail if i.text else "") for i in slide.items if i.text or i.detail]
    items = with_icons(ctx, numbered(items)) if items else [Item("–")]
    first, area = lead(ctx, slide.lead, body)
    if people.of_people(slide, items):
        found = people.people(ctx, items, area)
        if found is not None:
            return [Page(found[0], [*first, *found[1]])]
    if len(items) == 1:
        if ctx.place.turn % 2 == 1 and not slide.lead and not slide.sources and not ctx.boxed:
            alone = deep.statement(ctx, slide.title or ctx.deck_title or "…", items[0])
            if alone is not None:
                return [alone]
        said = statement(ctx, items[0], area)
        if said is not None:
            return [Page("statement", [*first, *said])]
    for design in _in_turn(ctx.place.turn, _designs(slide, ctx, items, first, area)):
        page = design()
        if page is not None:
            return [page]
    return _listed(ctx, items, first, area)


def _in_turn(turn: int, designs: list[Design]) -> list[Design]:
    start = turn % len(designs) if designs else 0
    return [*designs[start:], *designs[:start]]


def _designs(slide: BulletsSlide, ctx: Context, items: list[Item], first: list[Element], area: Box) -> list[Design]:
    """Return the designs that suit so many points, the one to begin with first.

    The title on its panel always comes third, so that it never follows itself.
    """
    n = len(items)
    if n == 1:
        return []
    detailed = any(i.detail for i in items)
    across = partial(_across, ctx, items, first, area)
    down = partial(_down, ctx, items, first, area)
    tiled = partial(_tiled, ctx, items, first, area)
    even = partial(_even_rows, ctx, items, first, area)
    aside = partial(_aside, slide, ctx, items)
    if n == 2 and not detailed and max(words(i.head) for i in items) <= _FEW_WORDS:
        return [down, across, aside]
    if n <= 4:
        return [across, down, aside]
    if n <= 6 or (n <= _MOST_TILES and not detailed):
        return [tiled, even, aside]
    return [even, tiled, aside]


def _across(ctx: Context, items: list[Item], first: list[Element], area: Box) -> Page | None:
    found = cards(ctx, items, area) if 2 <= len(items) <= 4 else None
    return Page(f"bullets.cards{len(items)}", [*first, *found]) if found else None


def _down(ctx: Context, items: list[Item], first: list[Element], area: Box) -> Page | None:
    found = large_rows(ctx, items, area)
    return Page("bullets.rows1", [*first, *found]) if found else None


def _tiled(ctx: Context, items: list[Item], first: list[Element], area: Box) -> Page | None:
    if len(items) > _MOST_TILES:
        return None
    for columns in (3, 2) if len(items) <= 6 else (4,):
        found = tiles(ctx, items, area, columns)
        if found:
            return Page(f"bullets.tiles{len(items)}", [*first, *found])
    return None


def _even_rows(ctx: Context, items: list[Item], first: list[Element], area: Box) -> Page | None:
    """Return the points as rows of one page, None when they need more."""
    pages = _listed(ctx, items, first, area)
    return pages[0] if len(pages) == 1 else None


def _aside(slide: BulletsSlide, ctx: Context, items: list[Item]) -> Page | None:
    return side.beside_title(ctx, slide.title or ctx.deck_title or "…", slide.lead, items, "bullets.side")


def _listed(ctx: Context, items: list[Item], first: list[Element], area: Box) -> list[Page]:
    """Return the points as rows, in two columns where that reads better, on as many pages as they need."""
    n = len(items)
    detailed = any(i.detail for i in items)
    if n <= 4:
        found = large_rows(ctx, items, area)
        if found is not None:
            return [Page("bullets.rows1", [*first, *found])]
    marker = "icon" if items[0].icon and n <= 6 else "number" if detailed else "dot"
    style = plain(ctx, marker)  # type: ignore[arg-type]
    columns = (
        2
        if n >= 5 and (detailed or n > 6 or not rows_fit(ctx, items, area, style, columns=1, sizes=_LIST_SIZES[:3]))
        else 1
    )
    if (
        columns == 2
        and not rows_fit(ctx, items, area, style, columns=2, sizes=_LIST_SIZES)
        and rows_fit(ctx, items, area, style, columns=1, sizes=_LIST_SIZES)
    ):
        columns = 1
    sizes = _LIST_SIZES if columns == 2 else ((28.0, 20.0), (26.0, 18.0), *_LIST_SIZES)
    style = replace(style, stretch=40.0)
    pages = rows(ctx, items, area, style, columns=columns, sizes=sizes)
    layout = f"bullets.rows{columns}"
    return [Page(layout, [*first, *elements] if not k else elements) for k, elements in enumerate(pages)]


def large_rows(ctx: Context, items: list[Item], box: Box) -> list[Element] | None:
    """Return two to four points as rows over the whole width in large type, or None when they would be small."""
    if not 2 <= len(items) <= 4:
        return None
    marker = plain(ctx, "icon" if items[0].icon else "number")
    style = replace(marker, stretch=(110.0, 72.0, 36.0)[len(items) - 2], anchor_share=0.4, pad=15.0)
    said = words(*(text for item in items for text in (item.head, item.detail)))
    few = said <= 2 * _FEW_WORDS or max(len(i.head) for i in items) <= 44
    sizes = _LARGE_SIZES if few else _LARGE_SIZES[3:]
    if len(rows_pages := rows(ctx, items, box, style, sizes=sizes)) != 1:
        return None
    return rows_pages[0]


def agenda(slide: AgendaSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the numbered rows of what the deck goes through, each linked to its section.

    Few short ones stand beside the title.
    """
    links = ctx.place.section_slides if len(ctx.place.section_slides) == len(slide.items) else ()
    named = [(n, text) for n, text in enumerate(slide.items) if text] or [(0, "–")]
    items = [Item(text, marker=str(k), link=links[n] if links else None) for k, (n, text) in enumerate(named, 1)]
    if 2 <= len(items) <= _FEW_PARTS and sum(len(i.head) for i in items) <= _SHORT_PART * len(items):
        page = side.beside_title(ctx, slide.title or ctx.deck_title or "…", "", items, "agenda.side")
        if page is not None:
            return [page]
    style = replace(plain(ctx), stretch={1: 90.0, 2: 110.0, 3: 72.0}.get(len(items), 40.0))
    columns = 1 if len(items) <= 5 else 2
    sizes: tuple[tuple[float, float], ...] = ((28.0, 20.0), *_LIST_SIZES)
    if len(items) <= 3:
        sizes = ((36.0, 24.0), (32.0, 22.0), *sizes)
    pages = rows(ctx, items, body, style, columns=columns, sizes=sizes)
    return [Page(f"agenda.{columns}", elements) for elements in pages]
