"""Icons on a slide: chosen for all of its points or for none, drawn as strokes in a theme colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import icons
from ..themes.model import Paint
from .context import Context
from .ir import Box, Role, Shape

if TYPE_CHECKING:
    from .rows import Item

# Strokes of an icon as a share of its side.
_STROKE = 2.0 / icons.MEASURE


def icon(box: Box, name: str, paint: Paint) -> Shape:
    """Return an icon in the middle of `box`, as large as its shorter side."""
    side = min(box.w, box.h)
    square = Box(box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side)
    return Shape(
        square,
        Role.DECORATION,
        "custom",
        outline=icons.outline(name),
        stroke=paint,
        stroke_w=max(1.25, side * _STROKE * 0.9),
        name="Icon",
    )


def with_icons(ctx: Context, items: Sequence[Item]) -> list[Item]:
    """Return the points each with the icon of what it is about; as they are unless every one has its own."""
    found = icons.chosen([item.head for item in items], ctx.language)
    if found is None:
        return list(items)
    return [replace(item, icon=name) for item, name in zip(items, found, strict=True)]
