"""Cards: a few points side by side."""

from __future__ import annotations

from collections.abc import Sequence

from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, badge_adjust, badge_geometry, rounding
from .typeset import para, stack_height, whole_words

CARD_SIZES = (
    (30.0, 22.0),
    (28.0, 20.0),
    (26.0, 20.0),
    (24.0, 18.0),
    (22.0, 18.0),
    (20.0, 16.0),
    (18.0, 16.0),
    (18.0, 14.0),
    (16.0, 14.0),
)
BARE_SIZES = (32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_MARK = 38.0
# Cards never stand shorter than this share of their room, and text is set as large as this share allows.
_LEAST, _MOST = 0.66, 0.94


def cards(ctx: Context, items: Sequence[Item], box: Box, *, first_slot: int = 11) -> list[Element] | None:
    """Return two to four points as cards of equal height in a row, or None when they do not fit."""
    n = len(items)
    theme = ctx.theme
    slots = box.columns(n, grid.GUTTER * (1.4 if n < 4 else 1.0))
    pad = 24.0 if n < 4 else 18.0
    width = slots[0].w - 2 * pad
    numbered = all(item.marker for item in items)
    above = pad + _MARK + 20.0
    blocks = _set(ctx, items, width, box.h * _MOST - above - pad) or _set(ctx, items, width, box.h - above - pad)
    if blocks is None:
        return None
    need = max(stack_height(b) for b in blocks) + above + pad
    height = min(box.h, max(need + 6.0, box.h * _LEAST))
    area = centred(box, height)
    elements: list[Element] = []
    for i, (slot, item, block) in enumerate(zip(slots, items, blocks, strict=True)):
        card = Box(slot.x, area.y, slot.w, height)
        geometry = "roundRect" if theme.radius else "rect"
        elements.append(
            Shape(
                card,
                Role.BODY,
                geometry,
                rounding(ctx, min(card.w, card.h)) if theme.radius else (),
                fill=theme.surface,
                text=Text(tuple(block), "t", (pad, above, pad, pad)),
                placeholder=Placeholder("body", first_slot + i),
                name=f"Card {i + 1}",
            )
        )
        badge = Box(card.x + pad, card.y + pad, _MARK, _MARK)
        number = para(ctx, item.marker or str(i + 1), 18.0, _MARK, paint=theme.on_accent, bold=True, align="ctr")
        elements.append(
            Shape(
                badge,
                Role.MARKER,
                badge_geometry(ctx),
                badge_adjust(ctx, _MARK),
                fill=theme.accent(),
                text=Text((number,), "ctr"),
                name="Number",
            )
            if numbered
            else Shape(
                Box(badge.x, badge.y + _MARK - 6.0, 40.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark"
            )
        )
    return elements


def _set(ctx: Context, items: Sequence[Item], width: float, room: float) -> list[list[Paragraph]] | None:
    """Return the texts of the cards at the largest size at which all fit `room`, or None."""
    bare = not any(item.detail for item in items)
    short = bare and max(len(item.head) for item in items) <= 48
    pairs = tuple((size, size) for size in BARE_SIZES) if bare else CARD_SIZES
    for head_size, detail_size in pairs:
        blocks = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=bool(item.detail) or short)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, space_before=8.0))
            blocks.append(block)
        # Many short lines read badly: then the next size down, as long as one is left.
        deepest = max(len(b[0].lines) for b in blocks)
        if head_size > 20.0 and deepest > ((3 if short else 7) if bare else 2):
            continue
        if not bare and detail_size > 16.0 and max(len(b[-1].lines) for b in blocks) > 8:
            continue
        if max(stack_height(b) for b in blocks) <= room and all(whole_words(p) for b in blocks for p in b):
            return blocks
    return None
