"""What runs along every content slide of a theme: it stands on the master, behind what is composed."""

from __future__ import annotations

from dataclasses import replace

from ..themes.model import Theme
from . import grid
from .ir import SLIDE_H, SLIDE_W, Box, Role, Shape


def content(theme: Theme, *, rtl: bool = False) -> list[Shape]:
    """Return the shapes of the theme's trim, none if it has none."""
    shapes = _SHAPES[theme.trim](theme)
    return [replace(shape, box=shape.box.mirrored()) for shape in shapes] if rtl else shapes


def _none(_: Theme) -> list[Shape]:
    return []


def _top(theme: Theme) -> list[Shape]:
    """Return a band along the upper edge, its end in the second colour."""
    return [
        _band(Box(0.0, 0.0, SLIDE_W, 8.0), theme, 1),
        _band(Box(SLIDE_W - 160.0, 0.0, 160.0, 8.0), theme, 2),
    ]


def _side(theme: Theme) -> list[Shape]:
    """Return a band along the edge where lines begin."""
    return [_band(Box(0.0, 0.0, 14.0, SLIDE_H), theme, 1)]


def _tab(theme: Theme) -> list[Shape]:
    """Return a tab that hangs from the upper edge above the title."""
    return [_band(Box(grid.LEFT, 0.0, 64.0, 10.0), theme, 1)]


def _foot(theme: Theme) -> list[Shape]:
    """Return a hairline above the foot line."""
    return [Shape(Box(grid.LEFT, 500.0, grid.WIDTH, 1.0), Role.DECORATION, fill=theme.line, name="Trim")]


def _band(box: Box, theme: Theme, accent: int) -> Shape:
    return Shape(box, Role.DECORATION, fill=theme.accent(accent), name="Trim")


_SHAPES = {"none": _none, "top": _top, "side": _side, "tab": _tab, "foot": _foot}
