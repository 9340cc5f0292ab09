"""Steps that lead back to the first: arrows round a centre, labels on both sides or as rows beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .arcs import on_ring, ring_part
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, badge, rule
from .typeset import label, para, stack_height, whole_words

_MOST, _MOST_ROWS = 6, 5
_RING, _WHEEL = 300.0, 324.0
_THICK = 0.17
_GAP = 0.05
_TIP = 0.2
_BADGE = 34.0
_BETWEEN = 12.0


def cycle(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Return three to six steps round a centre, or None when there are more or their texts do not fit.

    The steps go clockwise from the top: the first half stands right of the ring downwards, the rest left upwards.
    """
    n = len(items)
    if not 3 <= n <= _MOST:
        return None
    across = min(_RING, body.h - 20.0, body.w * 0.36)
    ring = Box(body.x + (body.w - across) / 2, body.y + (body.h - across) / 2, across, across)
    side_w = ring.x - 40.0 - body.x
    text_w = side_w - _BADGE - 14.0
    right, left = list(range((n + 1) // 2)), list(range(n - 1, (n + 1) // 2 - 1, -1))
    found = _sized(ctx, items, text_w, body.h / len(right))
    if found is None:
        return None
    elements = _ring(ctx, items, ring)
    for side, x in ((right, ring.right + 40.0), (left, body.x)):
        area = Box(x, ring.y - 10.0, side_w, ring.h + 20.0)
        for i, place in zip(side, area.rows(len(side), 0.0), strict=True):
            elements += _step(ctx, items[i], found[i], Box(place.x, place.y, side_w, place.h), i)
    return elements


def wheel(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Return three to five steps as rows beside the ring that they go round, or None when they do not fit."""
    n = len(items)
    if not 3 <= n <= _MOST_ROWS:
        return None
    across = min(_WHEEL, body.h - 10.0, body.w * 0.4)
    ring = Box(body.x, body.y + (body.h - across) / 2, across, across)
    x = ring.right + 52.0
    width = body.right - x
    found = _sized(ctx, items, width - _BADGE - 14.0, body.h / n, body.h)
    if found is None:
        return None
    # Rows are alike where the room allows it, else each as high as its text asks.
    needed = [max(stack_height(block), _BADGE) + _BETWEEN for block in found]
    if max(needed) * n <= body.h:
        needed = [max(needed)] * n
    spare = max(0.0, 0.94 * body.h - sum(needed)) / n
    area = centred(body, sum(needed) + spare * n, 0.5)
    elements = _ring(ctx, items, ring)
    y = area.y
    for i, (item, block, need) in enumerate(zip(items, found, needed, strict=True)):
        if i:
            elements.append(rule(x, y, width, ctx.theme.line))
        elements += _step(ctx, item, block, Box(x, y, width, need + spare), i)
        y += need + spare
    return elements


def _ring(ctx: Context, items: Sequence[Item], ring: Box) -> list[Element]:
    """Return the arrows of the ring with their numbers."""
    theme = ctx.theme
    elements: list[Element] = []
    turn = 2 * math.pi / len(items)
    for i, item in enumerate(items):
        start, end = i * turn + _GAP / 2, (i + 1) * turn - _GAP / 2
        outline = ring_part(start, end, _THICK, _TIP)
        elements.append(Shape(ring, Role.DECORATION, "custom", outline=outline, fill=theme.accent(), name="Segment"))
        x, y = on_ring(start + _TIP, end + _TIP / 2, _THICK)
        number = para(ctx, item.marker, 20.0, 40.0, paint=theme.on_accent, bold=True, align="ctr")
        elements.append(
            Shape(
                Box(ring.x + x * ring.w - 20.0, ring.y + y * ring.h - 14.0, 40.0, 28.0),
                Role.MARKER,
                text=Text((number,), "ctr"),
                name=f"Number {i + 1}",
                ground=theme.accent(),
            )
        )
    return elements


def _step(ctx: Context, item: Item, block: Sequence[Paragraph], place: Box, i: int) -> list[Element]:
    """Return a step's number and text in the middle of the height of `place`."""
    height = max(stack_height(block), _BADGE)
    y = place.y + (place.h - height) / 2
    text = Box(place.x + _BADGE + 14.0, y, place.w - _BADGE - 14.0, height)
    slot = Placeholder("body", 11 + i)
    return [
        *badge(ctx, Box(place.x, y, _BADGE, _BADGE), item, 16.0, ctx.theme.accent()),
        label(text, block, placeholder=slot, name=f"Step {i + 1}"),
    ]


def _sized(
    ctx: Context, items: Sequence[Item], width: float, room: float, whole: float | None = None
) -> list[list[Paragraph]] | None:
    """Return the texts at the largest size at which each fits `room`, or all of them `whole` where that is given."""
    for head_size, detail_size in ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)):
        blocks = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=True)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, space_before=4.0))
            blocks.append(block)
        heights = [max(stack_height(b), _BADGE) + _BETWEEN for b in blocks]
        fits = max(heights) <= room if whole is None else sum(heights) <= whole
        if fits and max(len(b[0].lines) for b in blocks) <= 2 and all(whole_words(p) for b in blocks for p in b):
            return blocks
    return None
