"""Steps that lead back to the first: arrows round a centre, labels on both sides."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .arcs import on_ring, ring_part
from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, badge
from .typeset import label, para, stack_height, whole_words

_MOST = 6
_RING = 300.0
_THICK = 0.17
_GAP = 0.05
_TIP = 0.2
_BADGE = 34.0


def cycle(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Return three to six steps round a centre, or None when there are more or their texts do not fit.

    The steps go clockwise from the top: the first half stands right of the ring downwards, the rest left upwards.
    """
    n = len(items)
    if not 3 <= n <= _MOST:
        return None
    theme = ctx.theme
    across = min(_RING, body.h - 20.0, body.w * 0.36)
    ring = Box(body.x + (body.w - across) / 2, body.y + (body.h - across) / 2, across, across)
    side_w = ring.x - 40.0 - body.x
    text_w = side_w - _BADGE - 14.0
    right, left = list(range((n + 1) // 2)), list(range(n - 1, (n + 1) // 2 - 1, -1))
    found = _sized(ctx, items, text_w, body.h / len(right))
    if found is None:
        return None
    elements: list[Element] = []
    turn = 2 * math.pi / n
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
    for side, x in ((right, ring.right + 40.0), (left, body.x)):
        area = Box(x, ring.y - 10.0, side_w, ring.h + 20.0)
        for i, place in zip(side, area.rows(len(side), 0.0), strict=True):
            block = found[i]
            height = max(stack_height(block), _BADGE)
            y = place.y + (place.h - height) / 2
            elements += badge(ctx, Box(x, y, _BADGE, _BADGE), items[i], 16.0, theme.accent())
            elements.append(
                label(
                    Box(x + _BADGE + 14.0, y, text_w, height),
                    block,
                    placeholder=Placeholder("body", 11 + i),
                    name=f"Step {i + 1}",
                )
            )
    return elements


def _sized(ctx: Context, items: Sequence[Item], width: float, room: float) -> list[list[Paragraph]] | None:
    for head_size, detail_size in ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)):
        blocks = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=True)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, space_before=4.0))
            blocks.append(block)
        whole = all(whole_words(p) for b in blocks for p in b)
        if whole and max(len(b[0].lines) for b in blocks) <= 2 and max(stack_height(b) for b in blocks) <= room - 12.0:
            return blocks
    return None
