"""What motifs are drawn with: the paints of a theme and polygons that end where their box does."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...themes.model import Paint, Theme
from ..ir import Box, Role, Shape

Point = tuple[float, float]
_ARC = 24


@dataclass(frozen=True, slots=True)
class Art:
    """The paints of a motif on its ground `deep`: the main one, a second and a bright one."""

    main: Paint
    second: Paint
    bright: Paint
    deep: Paint
    on_deep: Paint
    spot: Paint

    @classmethod
    def of(cls, theme: Theme) -> Art:
        """Return the paints of a theme."""
        main, second, bright = theme.art or (theme.accent(1), theme.accent(2), theme.deep_accent)
        spot = bright if theme.art else theme.accent(3)
        return cls(main, second, bright, theme.deep, theme.on_deep, spot)


def rect(box: Box, paint: Paint) -> Shape:
    """Return a rectangle."""
    return Shape(box, Role.DECORATION, "rect", fill=paint, name="Motif")


def disc(x: float, y: float, radius: float, paint: Paint) -> Shape:
    """Return a disc around a point."""
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    return Shape(box, Role.DECORATION, "ellipse", fill=paint, name="Motif")


def ring(x: float, y: float, radius: float, paint: Paint, width: float) -> Shape:
    """Return a circle line around a point; the line lies inside the radius."""
    radius -= width / 2
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    return Shape(box, Role.DECORATION, "ellipse", stroke=paint, stroke_w=width, name="Motif")


def arc(x: float, y: float, radius: float, start: float, end: float) -> list[Point]:
    """Return points along an arc; angles in degrees, clockwise from the x axis as y points down."""
    steps = max(2, round(_ARC * abs(end - start) / 90))
    return [
        (x + radius * math.cos(math.radians(a)), y + radius * math.sin(math.radians(a)))
        for a in (start + (end - start) * i / steps for i in range(steps + 1))
    ]


def polygon(points: Sequence[Point], paint: Paint, within: Box) -> list[Shape]:
    """Return the part of a polygon that lies in `within`, as one shape or none."""
    clipped = _clipped(points, within)
    if len(clipped) < 3:
        return []
    xs, ys = [x for x, _ in clipped], [y for _, y in clipped]
    box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    if box.w < 1 or box.h < 1:
        return []
    path = tuple(((x - box.x) / box.w, (y - box.y) / box.h) for x, y in clipped)
    return [Shape(box, Role.DECORATION, "custom", path=path, fill=paint, name="Motif")]


def _clipped(points: Sequence[Point], box: Box) -> list[Point]:
    """Return the polygon cut at the four sides of the box (Sutherland and Hodgman, 1974)."""
    sides: tuple[Callable[[Point], float], ...] = (
        lambda p: p[0] - box.x,
        lambda p: box.right - p[0],
        lambda p: p[1] - box.y,
        lambda p: box.bottom - p[1],
    )
    found = list(points)
    for inside in sides:
        kept: list[Point] = []
        for n, here in enumerate(found):
            before = found[n - 1]
            a, b = inside(before), inside(here)
            if (a < 0) != (b < 0):
                share = a / (a - b)
                kept.append((before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share))
            if b >= 0:
                kept.append(here)
        found = kept
        if not found:
            break
    return found
