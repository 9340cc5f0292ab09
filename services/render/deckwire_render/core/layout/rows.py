"""Rows and cards: the two ways in which points of equal weight stand on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Literal

from ..text import measure
from ..themes.model import Paint
from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import chunks, paginate
from .signs import icon
from .typeset import evened, para, stack_height, whole_words

Marker = Literal["number", "icon", "dot", "check", "none"]

ROW_SIZES = (
    (28.0, 20.0),
    (26.0, 18.0),
    (24.0, 18.0),
    (22.0, 16.0),
    (20.0, 16.0),
    (18.0, 14.0),
    (16.0, 14.0),
    (14.0, 14.0),
)
MAX_SLOTS = 10
# Over this width a third line is long to read; in less, smaller type would not save it.
_WIDE = 600.0


@dataclass(frozen=True, slots=True)
class Item:
    """One point; `marker` is its number as it is to be read, `link` the number of the slide that it leads to.

    `icon` names the icon that stands for it, empty for none.
    """

    head: str
    detail: str = ""
    marker: str = ""
    link: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How rows look: colours of text on their ground, what marks them, whether hairlines part them."""

    ink: Paint
    muted: Paint
    accent: Paint
    line: Paint | None
    ground: Paint
    marker: Marker = "number"
    bold_head: bool | None = None
    first_slot: int = 11
    pad: float = 9.0
    stretch: float = 22.0
    anchor_share: float = 0.35


def plain(ctx: Context, marker: Marker = "number") -> Style:
    """Return the style of rows on the theme's ground."""
    theme = ctx.theme
    return Style(theme.ink, theme.muted, theme.accent(), theme.line, theme.ground, marker)


@dataclass(frozen=True, slots=True)
class _Set:
    blocks: list[list[Paragraph]]
    heights: list[float]
    size: float
    mark_w: float


def _mark_width(style: Style, size: float) -> float:
    return {
        "number": size * 1.15 + 22.0,
        "icon": size * 1.5 + 28.0,
        "dot": size * 0.5 + 14.0,
        "check": size * 0.9 + 14.0,
        "none": 0.0,
    }[style.marker]


def _typeset(ctx: Context, items: Sequence[Item], width: float, sizes: tuple[float, float], style: Style) -> _Set:
    head_size, detail_size = sizes
    mark_w = _mark_width(style, head_size)
    blocks: list[list[Paragraph]] = []
    for item in items:
        bold = style.bold_head if style.bold_head is not None else bool(item.detail)
        inner = width - mark_w
        block = [para(ctx, item.head, head_size, inner, paint=style.ink, bold=bold)] if item.head else []
        if item.detail or not block:
            gap = 3.0 if block else 0.0
            block.append(para(ctx, item.detail, detail_size, inner, paint=style.muted, space_before=gap))
        blocks.append(block)
    return _Set(blocks, [stack_height(b) + 2 * style.pad for b in blocks], head_size, mark_w)


def _fits(found: _Set, box: Box, columns: int) -> bool:
    runs = chunks(found.heights, columns)
    return all(sum(run) <= box.h + 0.5 for run in runs) and all(whole_words(p) for b in found.blocks for p in b)


def _roomy(found: _Set, box: Box, columns: int) -> bool:
    """Whether no row is so long that it should stand in smaller type."""
    limit = 2 if columns == 1 and box.w > _WIDE else 4
    return all(len(p.lines) <= limit for b in found.blocks for p in b[:1])


def choose(
    ctx: Context, items: Sequence[Item], box: Box, style: Style, columns: int, sizes: Sequence[tuple[float, float]]
) -> _Set | None:
    """Return the rows set at the largest sizes that fit, or None."""
    width = (box.w - (columns - 1) * 3 * grid.GUTTER) / columns
    fallback: _Set | None = None
    for pair in sizes:
        found = _typeset(ctx, items, width, pair, style)
        if _fits(found, box, columns):
            if _roomy(found, box, columns):
                return found
            fallback = fallback or found
    if fallback is None:
        found = _typeset(ctx, items, width, sizes[-1], style)
        if all(sum(run) <= box.h + 0.5 for run in chunks(found.heights, columns)):
            fallback = found
    return fallback


def rows(
    ctx: Context,
    items: Sequence[Item],
    box: Box,
    style: Style,
    *,
    columns: int = 1,
    sizes: Sequence[tuple[float, float]] = ROW_SIZES,
) -> list[list[Element]]:
    """Return the points as rows in `columns` columns, on as many pages as they need."""
    items = [replace(item, marker=item.marker or str(n)) for n, item in enumerate(items, 1)]
    runs = paginate(items, lambda run: choose(ctx, run, box, style, min(columns, len(run)), sizes) is not None)
    return [_page(ctx, run, box, style, min(columns, len(run)), sizes) for run in runs]


def fits(
    ctx: Context, items: Sequence[Item], box: Box, style: Style, *, columns: int, sizes: Sequence[tuple[float, float]]
) -> bool:
    """Return whether the points fit one page."""
    return choose(ctx, items, box, style, columns, sizes) is not None


def _page(
    ctx: Context, items: list[Item], box: Box, style: Style, columns: int, sizes: Sequence[tuple[float, float]]
) -> list[Element]:
    gap = 3 * grid.GUTTER
    width = (box.w - (columns - 1) * gap) / columns
    found = choose(ctx, items, box, style, columns, sizes) or _typeset(ctx, items, width, sizes[-1], style)
    runs = chunks(list(range(len(items))), columns)
    # Every row of one line of the grid is as high as the highest in it, so that columns align across.
    depth = len(runs[0])
    tall = [max(found.heights[run[i]] for run in runs if i < len(run)) for i in range(depth)]
    free = box.h - sum(tall)
    if free < 0:
        tall = []
    stretch = max(0.0, min(style.stretch, free / depth)) if tall else 0.0
    if tall and max(tall) - min(tall) < 0.45 * max(tall) and max(tall) * depth + stretch * depth <= box.h:
        tall = [max(tall)] * depth
    # So do the first lines of a line of the grid.
    deep = [max(stack_height(found.blocks[run[i]]) for run in runs if i < len(run)) for i in range(depth)]
    elements: list[Element] = []
    block_h = sum(tall) + stretch * depth if tall else box.h
    area = centred(box, block_h, style.anchor_share)
    slot = style.first_slot
    for c, run in enumerate(runs):
        x = area.x + c * (width + gap)
        y = area.y
        for i, n in enumerate(run):
            h = (tall[i] + stretch) if tall else found.heights[n]
            row = Box(x, y, width, h)
            if i and style.line is not None:
                elements.append(rule(row.x, row.y, row.w, style.line))
            text_h = deep[i] if tall else stack_height(found.blocks[n])
            elements += _row(ctx, items[n], found, n, row, style, slot, row.y + (h - text_h) / 2)
            slot += 1
            y += h
    return elements


def rule(x: float, y: float, w: float, paint: Paint, weight: float = 0.75) -> Shape:
    """Return a horizontal hairline."""
    return Shape(Box(x, y, w, 0.0), Role.DECORATION, "line", stroke=paint, stroke_w=weight, name="Rule")


def _row(ctx: Context, item: Item, found: _Set, n: int, row: Box, style: Style, slot: int, top: float) -> list[Element]:
    """Return the mark of a point and its text, whose first line begins at `top`."""
    elements: list[Element] = []
    block = found.blocks[n]
    first = block[0]
    text_h = stack_height(block)
    first_mid = top + first.size * first.pitch / 2
    if style.marker == "number":
        size = found.size * 1.15 + 4
        circle = Box(row.x, max(first_mid, row.y + size / 2) - size / 2, size, size)
        elements += badge(ctx, circle, replace(item, icon=""), min(found.size, 20.0), style.accent)
    elif style.marker == "icon":
        size = found.size * 1.5 + 10.0
        middle = top + text_h / 2
        elements += badge(ctx, Box(row.x, max(row.y, middle - size / 2), size, size), item, 18.0, style.accent)
    elif style.marker == "dot":
        d = max(6.0, found.size * 0.32)
        elements.append(
            Shape(
                Box(row.x, first_mid - d / 2, d, d),
                Role.DECORATION,
                badge_geometry(ctx),
                badge_adjust(ctx, d),
                fill=style.accent,
                name="Marker",
            )
        )
    elif style.marker == "check":
        d = found.size * 0.9
        elements.append(check(Box(row.x, first_mid - d / 2, d, d), style.accent))
    linked = [p if item.link is None else _linked(p, item.link) for p in block]
    width = row.w - found.mark_w
    # Few long lines are evened out, so that none ends in a single word.
    spare = width - evened(ctx, block, width) if max(len(p.lines) for p in block) == 2 else 0.0
    elements.append(
        Shape(
            Box(row.x + found.mark_w, top, width, text_h),
            text=Text(tuple(linked), "t", (0.0, 0.0, spare, 0.0)),
            placeholder=Placeholder("body", slot) if slot < 11 + MAX_SLOTS else None,
            name=f"Point {n + 1}",
            ground=style.ground,
        )
    )
    return elements


def badge(ctx: Context, box: Box, item: Item, size: float, fill: Paint) -> list[Element]:
    """Return the mark of a point: its icon on a filled ground, or its number in type of `size`."""
    geometry, adjust = badge_geometry(ctx), badge_adjust(ctx, box.w)
    if item.icon:
        ground = Shape(box, Role.DECORATION, geometry, adjust, fill=fill, name="Badge")
        return [ground, icon(box.inset(box.w * 0.22, box.h * 0.22), item.icon, ctx.theme.on_accent)]
    # A round shape gives its text the square that it holds, in which `10` needs more room than `9`.
    wide = measure.width(item.marker, ctx.theme.body_font, True, 1.0)
    size = min(size, max(10.0, float(floor(box.w * 0.68 / wide)))) if wide else size
    mark = para(ctx, item.marker, size, box.w + 8.0, paint=ctx.theme.on_accent, bold=True, align="ctr")
    text = Text((mark,), "ctr")
    return [Shape(box, Role.MARKER, geometry, adjust, fill=fill, text=text, name="Number")]


def _linked(paragraph: Paragraph, link: int) -> Paragraph:
    return replace(paragraph, link=link)


def badge_geometry(ctx: Context) -> str:
    """Return the shape of small marks: round on themes with round corners, else square."""
    return "ellipse" if ctx.theme.radius >= 6 else "roundRect" if ctx.theme.radius > 0 else "rect"


def badge_adjust(ctx: Context, size: float) -> tuple[tuple[str, int], ...]:
    """Return the adjustment that goes with `badge_geometry`."""
    return rounding(ctx, size) if 0 < ctx.theme.radius < 6 else ()


def rounding(ctx: Context, shorter: float) -> tuple[tuple[str, int], ...]:
    """Return the adjustment that gives a `roundRect` the theme's corner radius; `shorter` is its shorter side."""
    return (("adj", min(50000, round(ctx.theme.radius / max(shorter, 1.0) * 100000))),)


def panel(ctx: Context, box: Box, fill: Paint, *, stroke: Paint | None = None, weight: float = 1.0) -> Shape:
    """Return a card or panel with the theme's corners."""
    geometry = "roundRect" if ctx.theme.radius else "rect"
    adjust = rounding(ctx, min(box.w, box.h)) if ctx.theme.radius else ()
    return Shape(box, Role.DECORATION, geometry, adjust, fill=fill, stroke=stroke, stroke_w=weight, name="Panel")


def check(box: Box, paint: Paint) -> Shape:
    """Return a check mark."""
    path = ((0.08, 0.52), (0.22, 0.38), (0.40, 0.56), (0.78, 0.16), (0.92, 0.30), (0.40, 0.84))
    return Shape(box, Role.DECORATION, "custom", path=path, fill=paint, name="Check")
