"""Cards: a few points side by side."""

from __future__ import annotations

from collections.abc import Sequence

from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, badge_adjust, badge_geometry, rounding
from .typeset import para, stack_height, whole_words

CARD_SIZES = ((26.0, 18.0), (24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 16.0), (18.0, 14.0), (16.0, 14.0))
_BIG_CARDS = ((28.0, 18.0),)


def cards(ctx: Context, items: Sequence[Item], box: Box, *, first_slot: int = 11) -> list[Element] | None:
    """Return two to four points as cards of equal height in a row, or None when they do not fit."""
    n = len(items)
    theme = ctx.theme
    slots = box.columns(n, grid.GUTTER * (1.4 if n < 4 else 1.0))
    pad = 22.0 if n < 4 else 18.0
    width = slots[0].w - 2 * pad
    mark = 34.0
    numbered = all(item.marker for item in items)
    extra = pad + mark + 16.0 + pad + 4.0
    bare = not any(item.detail for item in items)
    short = bare and max(len(item.head) for item in items) <= 48
    found: tuple[list[list[Paragraph]], float] | None = None
    for head_size, detail_size in (*_BIG_CARDS, *CARD_SIZES) if short else CARD_SIZES:
        blocks = []
        for item in items:
            size = head_size if item.detail or short else max(detail_size + 2, 16.0)
            block = [para(ctx, item.head, size, width, bold=bool(item.detail) or short)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=theme.muted, space_before=8.0))
            blocks.append(block)
        need = max(stack_height(b) for b in blocks) + extra
        whole = all(whole_words(p) for b in blocks for p in b)
        if need > box.h or not whole or any(len(b[0].lines) > 4 and len(b) > 1 for b in blocks):
            continue
        if found is None:
            found = blocks, need
        # A head on one line beats a larger one on two.
        if bare:
            if max(len(b[0].lines) for b in blocks) > 3 and head_size > 20.0:
                continue
            found = blocks, need
            break
        if head_size < 20.0:
            break
        if all(len(b[0].lines) == 1 for b in blocks):
            found = blocks, need
            break
    if found is None:
        return None
    blocks, need = found
    height = min(box.h, max(need + 10.0, box.h * 0.62))
    area = centred(box, height, 0.5)
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
                text=Text(tuple(block), "t", (pad, pad + mark + 16.0, pad, pad)),
                placeholder=Placeholder("body", first_slot + i),
                name=f"Card {i + 1}",
            )
        )
        badge = Box(card.x + pad, card.y + pad, mark, mark)
        number = para(ctx, item.marker or str(i + 1), 16.0, mark, paint=theme.on_accent, bold=True, align="ctr")
        elements.append(
            Shape(
                badge,
                Role.MARKER,
                badge_geometry(ctx),
                badge_adjust(ctx, mark),
                fill=theme.accent(),
                text=Text((number,), "ctr"),
                name="Number",
            )
            if numbered
            else Shape(Box(badge.x, badge.y + mark - 6.0, 40.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark")
        )
    return elements
