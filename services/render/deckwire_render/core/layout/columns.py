"""Headed lists side by side: two or three columns, options held against each other, pros and cons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from deckwire_contracts.slides import Column, ComparisonSlide, TwoColumnsSlide

from ..themes.model import Paint
from ..themes.verdict import verdict
from . import grid, opposites
from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import Item, badge, badge_adjust, badge_geometry, check, panel, rule
from .signs import icon, with_icons
from .typeset import largest, para, stack_height, whole_words

Sign = Literal["dot", "check", "cross"]

_HEAD_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_ITEM_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
# How much of its colour, in percent, the ground of what speaks for or against takes on.
_WASH = 11
# What a line of points may grow by, fewer ones more.
_STRETCH = {1: 130.0, 2: 84.0, 3: 60.0}
_NAMES = ("left", "right", "middle")


@dataclass(frozen=True, slots=True)
class Side:
    """A headed list: what marks its points, whether it is the preferred one, and the icon of its heading.

    `slot` is the placeholder index of its heading; its points follow.
    """

    name: str
    heading: str
    items: tuple[str, ...]
    slot: int
    sign: Sign = "dot"
    chosen: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """How sides stand: on panels or open, and whether one of them is preferred over the others."""

    panels: bool
    weighed: bool

    def key(self, layout: str) -> str:
        """Return the key of a layout in this look."""
        return layout if self.panels else f"{layout}.open"


def two_columns(slide: TwoColumnsSlide, ctx: Context, body: Box) -> list[Page]:
    """Return two or three headed lists side by side, on panels or open in turn."""
    sides = _sides(ctx, [slide.left, slide.right] if slide.middle is None else [slide.left, slide.middle, slide.right])
    look = _look(ctx, sides)
    return _pages(ctx, sides, body, look.key("two_columns" if slide.middle is None else "three_columns"), look)


def comparison(slide: ComparisonSlide, ctx: Context, body: Box) -> list[Page]:
    """Return two options whose points align, the preferred one tinted and checked; or pros and cons."""
    sides = _sides(ctx, [slide.left, slide.right])
    if slide.kind == "pros_cons" or (slide.kind is None and opposites.opposed(slide.left.heading, slide.right.heading)):
        pros, cons = (replace(side, icon="") for side in sides)
        signed = [replace(pros, sign="check"), replace(cons, sign="cross")]
        look = _look(ctx, signed)
        return _pages(ctx, signed, body, look.key("pros_cons"), look)
    chosen = [replace(side, chosen=slide.preferred == side.name) for side in sides]
    look = _look(ctx, chosen, weighed=slide.preferred is not None)
    return _pages(ctx, chosen, body, look.key("comparison"), look)


def _look(ctx: Context, sides: Sequence[Side], *, weighed: bool = False) -> _Look:
    """Return the look whose turn it is; lone points would be lost without a ground, the third time running aside."""
    lone = max(len(side.items) for side in sides) < 2 and ctx.place.turn % 4 < 2
    return _Look(panels=ctx.place.turn % 2 == 0 or lone, weighed=weighed)


def _sides(ctx: Context, columns: Sequence[Column]) -> list[Side]:
    names = ("left", "right") if len(columns) == 2 else ("left", "middle", "right")
    items = with_icons(ctx, [Item(column.heading) for column in columns])
    return [
        Side(name, c.heading, tuple(t for t in c.items if t), 11 + 10 * _NAMES.index(name), icon=item.icon)
        for name, c, item in zip(names, columns, items, strict=True)
    ]


def _pages(ctx: Context, sides: Sequence[Side], body: Box, layout: str, look: _Look) -> list[Page]:
    """Return the sides on as many pages as they need, their points in step."""
    depth = max(1, *(len(side.items) for side in sides))

    def build(run: list[int]) -> list[Element] | None:
        cut = [replace(s, items=tuple(s.items[i] for i in run if i < len(s.items))) for s in sides]
        return _set(ctx, cut, body, look)

    runs = paginate(list(range(depth)), lambda run: build(run) is not None)
    return [Page(layout, build(run) or []) for run in runs]


@dataclass(frozen=True, slots=True)
class _Measured:
    """The texts of all sides at one size; `tall` are the heights of the lines of points that align across."""

    size: float
    texts: list[list[Paragraph]]
    tall: list[float]


def _set(ctx: Context, sides: Sequence[Side], body: Box, look: _Look) -> list[Element] | None:
    """Return the sides laid out, or None when they do not fit one page."""
    pad = 26.0 if len(sides) == 2 else 22.0
    gap = grid.GUTTER * (1.5 if look.panels else 3.4) if len(sides) == 2 else grid.GUTTER
    boxes = body.columns(len(sides), gap)
    side_pad = pad if look.panels else 0.0
    inner = boxes[0].w - 2 * side_pad
    mark = 40.0
    # The sign of the preferred side stands at the end of its head, icons at the beginning of all.
    beside = mark + 12.0 if any(s.icon for s in sides) else 0.0
    room = inner - beside - (40.0 if look.weighed else 0.0)
    heads = [largest(ctx, side.heading, Box(0, 0, room, 80.0), _HEAD_SIZES, bold=True, max_lines=2) for side in sides]
    size = min(head.size for head in heads)
    heads = [para(ctx, side.heading, size, room, bold=True) for side in sides]
    headed = any(side.heading for side in sides)
    head_h = max(*(stack_height([h]) for h in heads), mark if beside else 0.0) if headed else 0.0
    head_zone = (pad if look.panels else 4.0) + head_h + (16.0 if head_h else 0.0)
    most = size if headed else _ITEM_SIZES[0]
    found = _measured(ctx, sides, inner, body.h - head_zone - pad * 0.6, most)
    if found is None:
        return None
    need = head_zone + sum(found.tall) + pad * 0.6
    depth = len(found.tall)
    stretch = min(_STRETCH.get(depth, 46.0), max(0.0, body.h * 0.9 - need) / depth)
    height = min(body.h, need + stretch * depth)
    top = body.y + (body.h - height) * 0.4
    elements: list[Element] = []
    if not look.panels:
        elements += [
            Shape(Box(b.x - gap / 2, top, 0.0, height), Role.DECORATION, "line", stroke=ctx.theme.line, name="Divider")
            for b in boxes[1:]
        ]
    for side, box, head, texts in zip(sides, boxes, heads, found.texts, strict=True):
        card = Box(box.x, top, box.w, height)
        place = card.inset(side_pad, 0.0)
        zone = Box(place.x, card.y + (pad * 0.8 if look.panels else 4.0), place.w, head_h)
        elements += _headed(ctx, side, card, zone, head, look, beside)
        rows = Box(place.x, card.y + head_zone, place.w, 0.0)
        elements += _points(ctx, side, rows, texts, found, stretch, look)
    return elements


def _measured(ctx: Context, sides: Sequence[Side], inner: float, room: float, most: float) -> _Measured | None:
    """Return the points at the largest size at which all fit and none breaks a word, else at the least that fits.

    They are no larger than `most`, the size of their headings.
    """
    depth = max(1, *(len(side.items) for side in sides))
    found: _Measured | None = None
    largest_first = [s for s in _ITEM_SIZES if s <= max(most, _ITEM_SIZES[-1])]
    for size in largest_first if depth <= 2 else [s for s in largest_first if s <= 26.0]:
        texts = [[para(ctx, t, size, inner - _indent(s.sign, size)) for t in s.items] for s in sides]
        tall = [
            max((stack_height([side[i]]) for side in texts if i < len(side)), default=size * 1.2)
            + max(10.0, size * 0.7)
            for i in range(depth)
        ]
        found = _Measured(size, texts, tall)
        lines = max((len(p.lines) for side in texts for p in side), default=1)
        calm = lines <= (2 if size > 20.0 and depth > 2 else 3) or size <= 18.0
        if sum(tall) <= room and calm and all(whole_words(p) for side in texts for p in side):
            return found
    return found if found is not None and sum(found.tall) <= room else None


def _indent(sign: Sign, size: float) -> float:
    return size * 0.5 + 14.0 if sign == "dot" else size + 16.0


def _ground(ctx: Context, side: Side, look: _Look) -> Paint:
    if not look.panels:
        return ctx.theme.ground
    said = verdict(ctx.theme) if side.sign != "dot" else None
    if said is not None:
        return said[side.sign == "cross"].faded(_WASH)
    return ctx.theme.tint() if side.chosen or side.sign == "check" else ctx.theme.surface


def _ink(ctx: Context, side: Side, look: _Look) -> Paint:
    """Return the colour of a side's marks: the accent unless another side is preferred, that of what it speaks for."""
    if side.sign != "dot" and (said := verdict(ctx.theme)) is not None:
        return said[side.sign == "cross"]
    stands_back = (look.weighed and not side.chosen) or side.sign == "cross"
    return ctx.theme.muted if stands_back else ctx.theme.accent()


def _headed(
    ctx: Context, side: Side, card: Box, zone: Box, head: Paragraph, look: _Look, beside: float
) -> list[Element]:
    """Return the panel of a side if it has one, its heading with icon or sign, and the rule beneath."""
    theme = ctx.theme
    ground, ink = _ground(ctx, side, look), _ink(ctx, side, look)
    elements: list[Element] = []
    if look.panels:
        elements.append(panel(ctx, card, ground, stroke=theme.accent() if side.chosen else None, weight=1.75))
    if not zone.h:
        return elements
    if side.icon:
        mark = Box(zone.x, zone.y + (zone.h - 40.0) / 2, 40.0, 40.0)
        elements += badge(ctx, mark, Item(side.heading, icon=side.icon), 18.0, ink)
    if side.heading:
        place = Box(zone.x + beside, zone.y, zone.w - beside - (40.0 if look.weighed else 0.0), zone.h)
        elements.append(
            Shape(
                place,
                text=Text((head,), "ctr"),
                placeholder=Placeholder("body", side.slot),
                name=f"Heading {side.name}",
                ground=ground,
            )
        )
    if side.chosen:
        d = 30.0
        sign = Box(zone.right - d + 6.0, zone.y + (zone.h - d) / 2, d, d)
        elements.append(
            Shape(sign, Role.DECORATION, badge_geometry(ctx), badge_adjust(ctx, d), fill=theme.accent(), name="Badge")
        )
        elements.append(check(sign.inset(6.0, 6.0), theme.on_accent))
    elements.append(rule(zone.x, zone.bottom + 10.0, zone.w, ink, 1.5))
    return elements


def _points(
    ctx: Context,
    side: Side,
    at: Box,
    texts: Sequence[Paragraph],
    found: _Measured,
    stretch: float,
    look: _Look,
) -> list[Element]:
    """Return the points of a side from the top of `at` downwards, each behind its mark."""
    elements: list[Element] = []
    indent = _indent(side.sign, found.size)
    y = at.y
    for i, paragraph in enumerate(texts):
        h = found.tall[i] + stretch
        if i:
            elements.append(rule(at.x, y, at.w, ctx.theme.line))
        text_h = stack_height([paragraph])
        text_y = y + (h - text_h) / 2
        elements += _mark(ctx, side, at.x, text_y + found.size * 0.6, found.size, _ink(ctx, side, look))
        elements.append(
            Shape(
                Box(at.x + indent, text_y, at.w - indent, text_h),
                text=Text((paragraph,)),
                placeholder=Placeholder("body", side.slot + 1 + i),
                name=f"Point {i + 1} {side.name}",
                ground=_ground(ctx, side, look),
            )
        )
        y += h
    return elements


def _mark(ctx: Context, side: Side, x: float, mid: float, size: float, ink: Paint) -> list[Element]:
    if side.sign == "dot":
        d = max(6.0, size * 0.34)
        dot = Box(x, mid - d / 2, d, d)
        return [Shape(dot, Role.DECORATION, badge_geometry(ctx), badge_adjust(ctx, d), fill=ink, name="Marker")]
    d = size * 1.1
    ground = Box(x, mid - d / 2, d, d)
    shape = Shape(ground, Role.DECORATION, badge_geometry(ctx), badge_adjust(ctx, d), fill=ink, name="Badge")
    name = "check" if side.sign == "check" else "x"
    return [shape, icon(ground.inset(d * 0.2, d * 0.2), name, ctx.theme.on_accent)]
