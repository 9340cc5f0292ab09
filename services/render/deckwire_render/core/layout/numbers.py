"""Big numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwire_contracts.slides import BigNumberSlide, Stat

from ..themes.model import Paint
from . import grid
from .context import Context
from .frame import lead
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, panel, plain, rows, rule
from .typeset import label, largest, para, stack_height, whole_words

_NUMERAL = re.compile(r"^([^\w\s]?\s?[+\-−–~≈<>≤≥]?\s?[^\w\s]?\s?\d[\d.,'’]*(?:\s?[%‰×x€$£¥])?)\s+([^\W\d].*)$")
# The sizes that numerals may have by how many there are; a tile is laid out anew before they go under the last.
_HEROES = {
    2: (80.0, 72.0, 66.0, 60.0, 54.0, 48.0),
    3: (72.0, 66.0, 60.0, 54.0, 48.0),
    4: (60.0, 54.0, 50.0, 48.0, 44.0),
}
_RISE = ("+", "↑", "▲", "△", "⬆", "↗")
_FALL = ("-", "−", "–", "↓", "▼", "▽", "⬇", "↘")


def trend(delta: str) -> int:
    """Return 1 for a delta that rises, -1 for one that falls, 0 when it does not say."""
    start = delta.lstrip("( ")
    return 1 if start.startswith(_RISE) else -1 if start.startswith(_FALL) else 0


_ARROW = 20.0


def _delta_text(ctx: Context, text: str, width: float) -> Paragraph:
    way = trend(text)
    bare = text.lstrip("".join((*_RISE[1:], *_FALL[3:]))) if way else text
    room = Box(0, 0, width - (_ARROW if way else 0.0), 60.0)
    return largest(ctx, bare.strip() or text, room, (16.0, 14.0), bold=True, paint=ctx.theme.accent(), max_lines=2)


def _delta(ctx: Context, text: str, x: float, y: float, width: float, ground: Paint, slot: int | None) -> list[Element]:
    theme = ctx.theme
    way = trend(text)
    shift = _ARROW if way else 0.0
    found = _delta_text(ctx, text, width)
    elements: list[Element] = []
    if way:
        arrow = Box(x, y + found.size * 0.6 - 5.0, 12.0, 10.0)
        path = ((0.0, 1.0), (0.5, 0.0), (1.0, 1.0)) if way > 0 else ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
        elements.append(Shape(arrow, Role.DECORATION, "custom", path=path, fill=theme.accent(), name="Trend"))
    elements.append(
        label(
            Box(x + shift, y, width - shift, found.height),
            [found],
            role=Role.CAPTION,
            placeholder=Placeholder("body", slot) if slot else None,
            name="Change",
            ground=ground,
        )
    )
    return elements


def parted(value: str) -> tuple[str, str]:
    """Return a value as its numeral and the words behind it, which are set smaller: `€14.2`, `million`."""
    found = _NUMERAL.match(value.strip())
    if found is None or not found[2]:
        return value, ""
    return found[1], found[2]


def big_number(slide: BigNumberSlide, ctx: Context, body: Box) -> list[Page]:
    """Return one number at full size with its meaning, or tiles in which numbers stand on one baseline."""
    n = len(slide.stats)
    if n == 1:
        return [_single(slide.stats[0], slide.context, ctx, body)]
    below = (
        largest(ctx, slide.context, Box(0, 0, body.w * 0.9, 90.0), (20.0, 18.0, 16.0, 14.0), paint=ctx.theme.muted)
        if slide.context
        else None
    )
    foot = below.height + 24.0 if below else 0.0
    room = Box(body.x, body.y, body.w, body.h - foot)
    strip = _strip(slide.stats, ctx, room, n, _HEROES[n])
    if strip is None and n == 4:
        strip = _strip(slide.stats, ctx, room, 2, _HEROES[4])
    strip = strip or _strip(slide.stats, ctx, room, n, (40.0, 36.0, 32.0, 28.0))
    if strip is None:
        return _listed(slide, ctx, body)
    elements, height = strip
    shift = max(0.0, body.h - height - foot) * 0.3
    elements = [replace(e, box=replace(e.box, y=e.box.y + shift)) for e in elements]
    if below:
        elements.append(
            label(
                Box(body.x, body.y + shift + height + 24.0, body.w * 0.9, below.height),
                [below],
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return [Page(f"big_number.{n}", elements)]


@dataclass(frozen=True, slots=True)
class _Tile:
    """What one tile says, set."""

    label: Paragraph
    numeral: Paragraph
    unit: Paragraph | None
    delta: Paragraph | None


def _strip(
    stats: Sequence[Stat], ctx: Context, room: Box, columns: int, sizes: Sequence[float]
) -> tuple[list[Element], float] | None:
    """Return tiles in `columns` columns at the largest of `sizes`, and their height; None when no size fits."""
    theme = ctx.theme
    lines = -(-len(stats) // columns)
    gap = grid.GUTTER * 1.2
    slots = room.columns(columns, gap)
    pad = 26.0 if columns < 4 and lines == 1 else 18.0
    width = slots[0].w - 2 * pad
    tallest = (room.h - (lines - 1) * gap) / lines
    found: list[_Tile] | None = None
    height = 0.0
    for size in sizes:
        for words in (20.0, 18.0, 16.0, 14.0) if columns < 4 else (18.0, 16.0, 14.0):
            tiles = [_tile(s, ctx, width, size, words) for s in stats]
            height = sum(_zones(tiles, pad))
            whole = all(whole_words(p) for t in tiles for p in (t.label, t.unit, t.delta) if p)
            if height <= tallest and whole and all(len(t.numeral.lines) == 1 for t in tiles):
                found = tiles
                break
        if found:
            break
    if found is None:
        return None
    top_h, label_h, number_h, unit_h, delta_h, end_h = _zones(found, pad)
    tall = min(tallest, max(height, tallest * (0.8 if lines == 1 else 1.0)))
    spare = tall - height
    elements: list[Element] = []
    for i, tile in enumerate(found):
        row, column = divmod(i, columns)
        card = Box(slots[column].x, room.y + row * (tall + gap), slots[column].w, tall)
        x = card.x + pad
        elements.append(panel(ctx, card, theme.surface))
        elements.append(Shape(Box(x, card.y, 56.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark"))
        y = card.y + top_h + spare * 0.1
        elements.append(
            label(
                Box(x, y, width, label_h),
                [tile.label],
                placeholder=Placeholder("body", 12 + 3 * i),
                name=f"Meaning {i + 1}",
                ground=theme.surface,
            )
        )
        y += label_h + spare * 0.35
        numeral = [tile.numeral] if tile.unit is None else [tile.numeral, tile.unit]
        elements.append(
            Shape(
                Box(x, y, width, number_h + unit_h),
                text=Text(tuple(numeral), "t"),
                placeholder=Placeholder("body", 11 + 3 * i),
                name=f"Number {i + 1}",
                ground=theme.surface,
            )
        )
        if tile.delta is not None:
            y = card.bottom - end_h - delta_h + 14.0
            elements.append(rule(x, y - 12.0, width, theme.line))
            elements += _delta(ctx, stats[i].delta, x, y, width, theme.surface, 13 + 3 * i)
    return elements, lines * tall + (lines - 1) * gap


def _tile(stat: Stat, ctx: Context, width: float, size: float, words: float) -> _Tile:
    numeral, unit = parted(stat.value)
    accent = ctx.theme.accent()
    return _Tile(
        para(ctx, stat.label, words, width, paint=ctx.theme.ink),
        para(ctx, numeral, size, width, paint=accent, bold=True, display=True),
        para(ctx, unit, max(18.0, size * 0.44), width, paint=accent, bold=True, display=True) if unit else None,
        _delta_text(ctx, stat.delta, width - (_ARROW if trend(stat.delta) else 0.0)) if stat.delta else None,
    )


def _zones(tiles: Sequence[_Tile], pad: float) -> tuple[float, float, float, float, float, float]:
    """Return the heights of a tile's zones: margin, meaning, numeral, unit, change, margin."""
    return (
        pad,
        max(t.label.height for t in tiles) + 10.0,
        max(t.numeral.height for t in tiles),
        max((t.unit.height for t in tiles if t.unit), default=0.0),
        max((t.delta.height + 26.0 for t in tiles if t.delta), default=0.0),
        pad * 0.8,
    )


def _listed(slide: BigNumberSlide, ctx: Context, body: Box) -> list[Page]:
    """Return numbers that come with too many words for tiles as rows."""
    first, area = lead(ctx, slide.context, body)
    items = [Item(s.value, " · ".join(t for t in (s.label, s.delta) if t)) for s in slide.stats]
    style = replace(plain(ctx, "none"), bold_head=True)
    sizes = ((32.0, 18.0), (28.0, 18.0), (24.0, 16.0), (20.0, 14.0), (16.0, 14.0))
    pages = rows(ctx, items, area, style, sizes=sizes)
    return [Page("bullets.rows1", [*first, *elements] if not n else elements) for n, elements in enumerate(pages)]


def _single(stat: Stat, context: str, ctx: Context, body: Box) -> Page:
    theme = ctx.theme
    split = body.twelfths(0, 7, grid.GUTTER) if context else body
    pad = 36.0
    width = split.w - 2 * pad
    numeral, unit = parted(stat.value)
    value = largest(
        ctx,
        numeral,
        Box(0, 0, width, 180.0),
        (140.0, 128.0, 115.0, 104.0, 96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 32.0, 24.0, 20.0),
        bold=True,
        display=True,
        paint=theme.accent(),
        max_lines=1,
    )
    block = [value]
    if unit:
        block.append(
            largest(
                ctx,
                unit,
                Box(0, 0, width, 60.0),
                [s for s in (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0) if s <= value.size / 2]
                or [14.0],
                bold=True,
                display=True,
                paint=theme.accent(),
                max_lines=1,
            )
        )
    value_h = stack_height(block)
    delta_h = 34.0 if stat.delta else 0.0
    text = largest(
        ctx,
        stat.label,
        Box(0, 0, width, body.h - value_h - delta_h - 2 * pad - 14.0),
        (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0),
    )
    need = value_h + 6.0 + text.height + (delta_h + 8.0 if delta_h else 0.0)
    card = Box(split.x, body.y, split.w, body.h)
    y = card.y + (card.h - need) / 2
    elements: list[Element] = [
        panel(ctx, card, theme.tint()),
        label(
            Box(card.x + pad, y, width, value_h),
            block,
            placeholder=Placeholder("body", 11),
            name="Number",
            ground=theme.tint(),
        ),
        label(
            Box(card.x + pad, y + value_h + 6.0, width, text.height),
            [text],
            placeholder=Placeholder("body", 12),
            name="Meaning",
            ground=theme.tint(),
        ),
    ]
    if stat.delta:
        elements += _delta(ctx, stat.delta, card.x + pad, y + value_h + text.height + 16.0, width, theme.tint(), 13)
    if context:
        side = body.twelfths(7, 5, grid.GUTTER)
        inner = Box(side.x + 28.0, side.y, side.w - 28.0, side.h)
        words = largest(ctx, context, inner, (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
        elements.append(
            Shape(
                Box(inner.x - 14.0, body.y + (body.h - words.height) / 2, 3.0, words.height),
                Role.DECORATION,
                fill=theme.accent(),
                name="Mark",
            )
        )
        elements.append(
            label(
                Box(inner.x + 6.0, body.y, inner.w - 6.0, body.h),
                [largest(ctx, context, Box(0, 0, inner.w - 6.0, inner.h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))],
                anchor="ctr",
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return Page("big_number.context" if context else "big_number.1", elements)
