"""Levels: a funnel that narrows from step to step, upright or lying, or a pyramid that widens."""

from __future__ import annotations

from collections.abc import Sequence

from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, rule
from .typeset import label, para, stack_height, whole_words

_WIDE, _NARROW = 380.0, 92.0
_GAP = 4.0
_LEAST, _MOST = 2, 6
_MOST_ACROSS = 5
# Of a funnel that lies: its share of the body's height, what lies between it and the texts, and between these.
_FIGURE, _BELOW, _GUTTER = 0.5, 22.0, 24.0


def levels(ctx: Context, items: Sequence[Item], body: Box, *, narrowing: bool) -> list[Element] | None:
    """Return two to six levels as one figure, each with its text beside it, or None when they do not fit."""
    n = len(items)
    if not _LEAST <= n <= _MOST:
        return None
    theme = ctx.theme
    scale = min(1.0, body.w * 0.44 / _WIDE)
    x = body.x + _WIDE * scale + 36.0
    width = body.right - x
    found = _sized(ctx, items, width, body.h / n)
    if found is None:
        return None
    blocks, least = found
    tall = min(body.h / n, max(least, body.h * 0.84 / n))
    area = centred(body, tall * n, 0.42)
    middle = body.x + _WIDE * scale / 2
    elements: list[Element] = []
    for i, (item, block, line) in enumerate(zip(items, blocks, area.rows(n, 0.0), strict=True)):
        top_w, bottom_w = (scale * _width(at / n, narrowing=narrowing) for at in (i, i + 1))
        wide = max(top_w, bottom_w)
        box = Box(middle - wide / 2, line.y + _GAP / 2, wide, line.h - _GAP)
        a, b = (1 - top_w / wide) / 2, (1 - bottom_w / wide) / 2
        path = ((a, 0.0), (1 - a, 0.0), (1 - b, 1.0), (b, 1.0))
        elements.append(Shape(box, Role.DECORATION, "custom", path=path, fill=theme.accent(), name="Level"))
        if i:
            # From the edge of the figure to the margin, so that it is plain which text belongs to which level.
            edge = middle + top_w / 2 + 8.0
            elements.append(rule(edge, line.y, body.right - edge, theme.line))
        number = para(ctx, item.marker, 22.0, 48.0, paint=theme.on_accent, bold=True, align="ctr")
        lower = 0.0 if narrowing or i else line.h * 0.12
        elements.append(
            Shape(
                Box(middle - 24.0, line.y + (line.h - 30.0) / 2 + lower, 48.0, 30.0),
                Role.MARKER,
                text=Text((number,), "ctr"),
                name=f"Number {i + 1}",
                ground=theme.accent(),
            )
        )
        place = Box(x, line.y, width, line.h)
        slot = Placeholder("body", 11 + i)
        elements.append(label(place, block, anchor="ctr", placeholder=slot, name=f"Level {i + 1}"))
    return elements


def across(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Return two to five levels as a funnel that lies: it narrows along the lines, each text under its part."""
    n = len(items)
    if not _LEAST <= n <= _MOST_ACROSS:
        return None
    theme = ctx.theme
    slots = body.columns(n, _GAP)
    width = slots[0].w - _GUTTER
    tall = body.h * _FIGURE
    found = _sized(ctx, items, width, body.h - tall - _BELOW)
    if found is None:
        return None
    blocks, deepest = found
    area = centred(body, tall + _BELOW + deepest, 0.42)
    middle = area.y + tall / 2
    elements: list[Element] = []
    for i, (item, block, slot) in enumerate(zip(items, blocks, slots, strict=True)):
        left_h, right_h = (tall * _height(at / n) for at in (i, i + 1))
        box = Box(slot.x, middle - left_h / 2, slot.w, left_h)
        inset = (1 - right_h / left_h) / 2
        path = ((0.0, 0.0), (1.0, inset), (1.0, 1 - inset), (0.0, 1.0))
        elements.append(Shape(box, Role.DECORATION, "custom", path=path, fill=theme.accent(), name="Segment"))
        number = para(ctx, item.marker, 28.0, 60.0, paint=theme.on_accent, bold=True, align="ctr")
        elements.append(
            Shape(
                Box(slot.x + (slot.w - 60.0) / 2, middle - 19.0, 60.0, 38.0),
                Role.MARKER,
                text=Text((number,), "ctr"),
                name=f"Number {i + 1}",
                ground=theme.accent(),
            )
        )
        if i:
            top = middle + left_h / 2 + 8.0
            line = Box(slot.x - _GAP / 2, top, 0.0, area.bottom - top)
            elements.append(Shape(line, Role.DECORATION, "line", stroke=theme.line, name="Divider"))
        place = Box(slot.x + (_GUTTER / 2 if i else 0.0), area.y + tall + _BELOW, width, stack_height(block))
        elements.append(label(place, block, placeholder=Placeholder("body", 11 + i), name=f"Level {i + 1}"))
    return elements


def _height(share: float) -> float:
    """Return how high a funnel that lies is at a share of its length, as a share of its beginning."""
    return 1.0 - (1.0 - _NARROW / _WIDE) * share


def _width(share: float, *, narrowing: bool) -> float:
    """Return how wide the figure is at a share of its height."""
    down = 1 - share if narrowing else share
    return _NARROW + (_WIDE - _NARROW) * down


def _sized(
    ctx: Context, items: Sequence[Item], width: float, room: float
) -> tuple[list[list[Paragraph]], float] | None:
    """Return the texts at the largest size at which all fit, and the height of the tallest with its margins."""
    for head_size, detail_size in ((26.0, 20.0), (24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)):
        blocks = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=True)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, space_before=3.0))
            blocks.append(block)
        tallest = max(stack_height(b) for b in blocks) + 16.0
        if tallest <= room and all(whole_words(p) for b in blocks for p in b):
            return blocks, tallest
    return None
