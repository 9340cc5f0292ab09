"""The title large on a panel over the full height of one side, and what the slide shows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import grid
from .context import Context
from .ir import SLIDE_H, Box, Element, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, fits, plain, rows
from .typeset import balanced, label, largest, whole_words

_WIDTH = 316.0
_TITLE = (36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0)
_TITLE_LINES = 4
_LEAD = (20.0, 18.0, 16.0, 14.0)
_LEAD_H = 150.0
_SIZES = ((28.0, 20.0), (26.0, 18.0), (24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0))
# What a row may grow by where there are few.
_STRETCH = {2: 120.0, 3: 80.0}


@dataclass(frozen=True, slots=True)
class Panel:
    """The title on its panel, the room that is left beside it, and where the foot line runs."""

    elements: list[Element]
    room: Box
    foot: Box

    def page(self, layout: str, beside: Sequence[Element]) -> Page:
        """Return the slide with what stands beside the panel."""
        return Page(layout, [*self.elements, *beside], framed=False, foot=self.foot)


def panel(ctx: Context, title: str, lead: str = "") -> Panel | None:
    """Return the title and its lead on a panel, or None where they do not fit or the slide is no place for it.

    The slide that ends a deck has its title on such a panel, so the one before it has not.
    """
    if ctx.boxed or ctx.place.last_but_one:
        return None
    theme = ctx.theme
    inner = _WIDTH - grid.LEFT - 32.0
    head = largest(ctx, title, Box(0, 0, inner, 250.0), _TITLE, max_lines=_TITLE_LINES, bold=True, display=True)
    if len(head.lines) > _TITLE_LINES or head.height > 250.0 or not whole_words(head):
        return None
    below = largest(ctx, lead, Box(0, 0, inner, _LEAD_H), _LEAD, paint=theme.muted)
    if lead and below.height > _LEAD_H:
        return None
    ground = theme.tint()
    elements: list[Element] = [
        Shape(Box(0.0, 0.0, _WIDTH, SLIDE_H), Role.DECORATION, fill=ground, name="Panel"),
        Shape(Box(grid.LEFT, 58.0, 56.0, 4.0), Role.DECORATION, fill=theme.accent(), name="Mark"),
        Shape(
            Box(grid.LEFT, 78.0, inner, head.height),
            Role.TITLE,
            text=Text((head,), "t", (0.0, 0.0, inner - balanced(ctx, head, inner), 0.0)),
            placeholder=Placeholder("title", 0),
            name="Title",
            ground=ground,
        ),
    ]
    if lead:
        place = Box(grid.LEFT, 78.0 + head.height + 16.0, inner, below.height)
        elements.append(label(place, [below], placeholder=Placeholder("body", 10), name="Lead", ground=ground))
    left = _WIDTH + grid.LEFT
    foot = Box(left, grid.FOOT.y, grid.RIGHT - left, grid.FOOT.h)
    return Panel(elements, Box(left, 56.0, grid.RIGHT - left, 430.0), foot)


def beside_title(ctx: Context, title: str, lead: str, items: Sequence[Item], layout: str) -> Page | None:
    """Return the points beside the title and its lead, or None where they do not fit."""
    held = panel(ctx, title, lead)
    if held is None:
        return None
    marker = plain(ctx, "icon" if items[0].icon else "number")
    style = replace(marker, stretch=_STRETCH.get(len(items), 44.0), anchor_share=0.48)
    if not fits(ctx, items, held.room, style, columns=1, sizes=_SIZES):
        return None
    [points] = rows(ctx, items, held.room, style, sizes=_SIZES)
    return held.page(layout, points)
