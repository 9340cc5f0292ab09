"""The column beside a chart or a table that says what to take from it."""

from __future__ import annotations

from collections.abc import Sequence

from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape
from .rows import panel
from .typeset import label, largest, set_in, stack_height

PAD = 24.0
_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)


def column(ctx: Context, text: str, number: Sequence[Paragraph], base: Box) -> list[Element] | None:
    """Return a panel with the text under a number set large; None when the text is too long for it.

    The number gives way where the text would become small beside it.
    """
    theme = ctx.theme
    width = base.w - 2 * PAD
    number_h = stack_height(number) + 16.0 if number else 0.0
    # Beside a number the words come second.
    words = largest(ctx, text, Box(0, 0, width, base.h - 2 * PAD - number_h), _SIZES[2:] if number else _SIZES)
    if number and (words.height + number_h + 2 * PAD > base.h or words.size < 18.0):
        number, number_h = [], 0.0
        words = largest(ctx, text, Box(0, 0, width, base.h - 2 * PAD), _SIZES)
    if words.height + 2 * PAD > base.h:
        return None
    y = base.y + (base.h - number_h - words.height) / 2
    elements: list[Element] = [
        panel(ctx, base, theme.surface),
        Shape(Box(base.x + PAD, base.y, 56.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark"),
    ]
    if number:
        elements.append(
            label(
                Box(base.x + PAD, y, width, stack_height(number)),
                number,
                placeholder=Placeholder("body", 13),
                name="Figure",
                ground=theme.surface,
            )
        )
        y += number_h
    elements.append(
        Shape(
            Box(base.x + PAD, y, width, words.height),
            text=set_in(ctx, width, words),
            placeholder=Placeholder("body", 11),
            name="Takeaway",
            ground=theme.surface,
        )
    )
    return elements
