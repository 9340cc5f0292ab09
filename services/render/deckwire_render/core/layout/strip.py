"""Two to four numbers side by side on one baseline: on tiles, or open between hairlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwire_contracts.slides import Stat

from ..themes.model import Paint
from . import grid
from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import panel, rule
from .stats import ARROW, delta, delta_text, parted, trend
from .typeset import label, para, whole_words

_BOTTOM = 0.84


@dataclass(frozen=True, slots=True)
class _Tile:
    """What one tile says, set."""

    numeral: Paragraph
    unit: Paragraph | None
    label: Paragraph
    delta: Paragraph | None


@dataclass(frozen=True, slots=True)
class _Zones:
    """The heights of a tile's zones, the same on all tiles of a strip."""

    top: float
    numeral: float
    unit: float
    label: float
    delta: float
    end: float

    @property
    def whole(self) -> float:
        """The height of a tile that gives each zone just what it needs."""
        return self.top + self.numeral + self.unit + self.label + self.delta + self.end


def strip(
    stats: Sequence[Stat], ctx: Context, room: Box, columns: int, sizes: Sequence[float], *, tiled: bool = True
) -> tuple[list[Element], float] | None:
    """Return the numbers in `columns` columns at the largest of `sizes`, and their height; None when no size fits."""
    lines = -(-len(stats) // columns)
    gap = grid.GUTTER * 1.2 if tiled else grid.GUTTER * 2.6
    slots = room.columns(columns, gap)
    pad = 0.0 if not tiled else 26.0 if columns < 4 and lines == 1 else 18.0
    width = slots[0].w - 2 * pad
    tallest = (room.h - (lines - 1) * gap) / lines
    found = _largest(stats, ctx, width, tallest, sizes, pad if tiled else 6.0, small=columns > 3)
    if found is None:
        return None
    tiles, zones = found
    tall = min(tallest, max(zones.whole, tallest * (0.64 if lines == 1 else _BOTTOM)))
    elements: list[Element] = []
    for i, tile in enumerate(tiles):
        row, column = divmod(i, columns)
        card = Box(slots[column].x, room.y + row * (tall + gap), slots[column].w, tall)
        ground = ctx.theme.surface if tiled else ctx.theme.ground
        if tiled:
            elements.append(panel(ctx, card, ground))
            mark = Box(card.x + pad, card.y, 56.0, 5.0)
            elements.append(Shape(mark, Role.DECORATION, fill=ctx.theme.accent(), name="Mark"))
        elif column:
            line = Box(card.x - gap / 2, card.y, 0.0, card.h)
            elements.append(Shape(line, Role.DECORATION, "line", stroke=ctx.theme.line, stroke_w=1.0, name="Divider"))
        elements += _tile_elements(ctx, stats[i], tile, zones, card.inset(pad, 0.0), ground, i)
    return elements, lines * tall + (lines - 1) * gap


def _tile_elements(
    ctx: Context, stat: Stat, tile: _Tile, zones: _Zones, card: Box, ground: Paint, i: int
) -> list[Element]:
    """Return the texts of one tile: its number at the top, its meaning beneath, its change at the foot."""
    spare = card.h - zones.whole
    y = card.y + zones.top + spare * 0.3
    numeral = [tile.numeral] if tile.unit is None else [tile.numeral, tile.unit]
    elements: list[Element] = [
        Shape(
            Box(card.x, y, card.w, zones.numeral + zones.unit),
            text=Text(tuple(numeral), "t"),
            placeholder=Placeholder("body", 11 + 3 * i),
            name=f"Number {i + 1}",
            ground=ground,
        )
    ]
    y += zones.numeral + zones.unit + 8.0
    elements.append(
        label(
            Box(card.x, y, card.w, tile.label.height),
            [tile.label],
            placeholder=Placeholder("body", 12 + 3 * i),
            name=f"Meaning {i + 1}",
            ground=ground,
        )
    )
    if tile.delta is not None:
        foot = card.bottom - zones.end - zones.delta
        elements.append(rule(card.x, foot, card.w, ctx.theme.line))
        elements += delta(
            ctx, stat.delta, Box(card.x, foot + 12.0, card.w, 0.0), ground, 13 + 3 * i, size=tile.delta.size
        )
    return elements


def _largest(
    stats: Sequence[Stat],
    ctx: Context,
    width: float,
    tallest: float,
    sizes: Sequence[float],
    pad: float,
    *,
    small: bool,
) -> tuple[list[_Tile], _Zones] | None:
    for size in sizes:
        for words in (18.0, 16.0, 14.0) if small else (20.0, 18.0, 16.0, 14.0):
            tiles = _alike(ctx, stats, [_tile(s, ctx, width, size, words) for s in stats], width)
            zones = _zones(tiles, pad)
            whole = all(whole_words(p) for t in tiles for p in (t.label, t.unit, t.delta) if p)
            if zones.whole <= tallest and whole and all(len(t.numeral.lines) == 1 for t in tiles):
                return tiles, zones
    return None


def _alike(ctx: Context, stats: Sequence[Stat], tiles: list[_Tile], width: float) -> list[_Tile]:
    """Return the tiles with their changes in one size, that of the longest."""
    sizes = [t.delta.size for t in tiles if t.delta]
    if len(set(sizes)) < 2:
        return tiles
    return [
        replace(t, delta=delta_text(ctx, s.delta, _delta_width(s, width), at_most=min(sizes))) if t.delta else t
        for s, t in zip(stats, tiles, strict=True)
    ]


def _delta_width(stat: Stat, width: float) -> float:
    return width - (ARROW if trend(stat.delta) else 0.0)


def _tile(stat: Stat, ctx: Context, width: float, size: float, words: float) -> _Tile:
    numeral, unit = parted(stat.value)
    accent = ctx.theme.accent()
    return _Tile(
        para(ctx, numeral, size, width, paint=accent, bold=True, display=True),
        para(ctx, unit, max(18.0, size * 0.44), width, paint=accent, bold=True, display=True) if unit else None,
        para(ctx, stat.label, words, width, paint=ctx.theme.ink),
        delta_text(ctx, stat.delta, _delta_width(stat, width)) if stat.delta else None,
    )


def _zones(tiles: Sequence[_Tile], pad: float) -> _Zones:
    return _Zones(
        top=pad,
        numeral=max(t.numeral.height for t in tiles),
        unit=max((t.unit.height for t in tiles if t.unit), default=0.0),
        label=max(t.label.height for t in tiles) + 22.0,
        delta=max((t.delta.height + 12.0 for t in tiles if t.delta), default=0.0),
        end=pad * 0.8,
    )
