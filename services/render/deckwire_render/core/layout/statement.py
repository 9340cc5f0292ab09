"""One point that stands alone."""

from __future__ import annotations

from dataclasses import replace

from .context import Context
from .ir import Box, Element, Placeholder, Role, Shape, Text
from .rows import Item, panel
from .typeset import evened, largest, stack_height, whole_words


def statement(ctx: Context, item: Item, box: Box) -> list[Element] | None:
    """Return a lone point as a sentence that fills a panel, with an accent bar; None when it is too long for that."""
    theme = ctx.theme
    pad = 44.0
    width = box.w - 2 * pad
    height = box.h * 0.8
    room = Box(0, 0, width, height - 2 * pad - (70.0 if item.detail else 0.0))
    head = largest(ctx, item.head, room, (40.0, 36.0, 32.0, 28.0), bold=bool(item.detail), display=True, max_lines=5)
    block = [head]
    if item.detail:
        left = Box(0, 0, width, height - 2 * pad - head.height - 14.0)
        found = largest(ctx, item.detail, left, (24.0, 22.0, 20.0, 18.0, 16.0), paint=theme.muted)
        block.append(replace(found, space_before=14.0))
    if stack_height(block) + 2 * pad > height + 1 or not all(whole_words(p) for p in block):
        return None
    card = Box(box.x, box.y + (box.h - height) * 0.35, box.w, height)
    spare = width - evened(ctx, block, width)
    ground = theme.tint()
    return [
        panel(ctx, card, ground),
        Shape(Box(card.x, card.y + 28.0, 8.0, card.h - 56.0), Role.DECORATION, fill=theme.accent(), name="Mark"),
        Shape(
            card.inset(pad, 0.0),
            text=Text(tuple(block), "ctr", (0.0, pad, spare, pad)),
            placeholder=Placeholder("body", 11),
            name="Statement",
            ground=ground,
        ),
    ]
