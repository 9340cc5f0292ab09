"""Bold geometry of covers and its small echo elsewhere: native shapes in theme colours, nothing random."""

from __future__ import annotations

import math

from ..themes.model import Paint, Theme
from .ir import SLIDE_H, SLIDE_W, Box, Role, Shape


def _shape(box: Box, geometry: str, fill: Paint | None, **more: object) -> Shape:
    return Shape(box, Role.DECORATION, geometry, fill=fill, name="Motif", **more)  # type: ignore[arg-type]


def cover(theme: Theme) -> list[Shape]:
    """Return the motif that fills the right two fifths of a cover on the deep ground."""
    return _MOTIFS[theme.motif](theme, Box(588.0, 0.0, SLIDE_W - 588.0, SLIDE_H))


def corner(theme: Theme) -> list[Shape]:
    """Return the motif as it stands small at the right of a section slide on the deep ground."""
    if theme.motif in _FROM_CORNER:
        return _MOTIFS[theme.motif](theme, Box(SLIDE_W - 280.0, SLIDE_H - 280.0, 280.0, 280.0))
    return _MOTIFS[theme.motif](theme, Box(SLIDE_W - 190.0, 0.0, 190.0, SLIDE_H))


def base(theme: Theme, box: Box) -> list[Shape]:
    """Return the motif as it fills the lower part of a panel on the deep ground."""
    return _MOTIFS[theme.motif](theme, box)


def panel(theme: Theme, box: Box) -> list[Shape]:
    """Return a panel of the deep ground with the motif in it, for the place of a picture that is not there."""
    ground = Shape(box, Role.DECORATION, "rect", fill=theme.deep, name="Panel")
    return [ground, *_MOTIFS[theme.motif](theme, box)]


def _rings(theme: Theme, box: Box) -> list[Shape]:
    """Quarter discs around the bottom right corner, each smaller and brighter."""
    found = []
    span = min(box.h, box.w)
    for share, paint in (
        (1.0, theme.accent(1).faded(38)),
        (0.76, theme.accent(1).faded(70)),
        (0.52, theme.accent(1)),
        (0.28, theme.deep_accent),
    ):
        found.append(
            _quarter(Box(box.right - span * share, box.bottom - span * share, span * share, span * share), paint, "br")
        )
    found.append(
        _shape(
            Box(box.x + box.w * 0.30, box.y + box.h * 0.16, box.h * 0.07, box.h * 0.07),
            "ellipse",
            theme.accent(2 if theme.dark else 3),
        )
    )
    return found


def _quarter(box: Box, paint: Paint, at: str) -> Shape:
    """A quarter disc whose centre is the corner `at` of the box (`tl`, `tr`, `bl`, `br`)."""
    cx, cy = {"tl": (0.0, 0.0), "tr": (1.0, 0.0), "bl": (0.0, 1.0), "br": (1.0, 1.0)}[at]
    sx, sy = (1 if cx == 0 else -1), (1 if cy == 0 else -1)
    arc = tuple((cx + sx * math.cos(k * math.pi / 48), cy + sy * math.sin(k * math.pi / 48)) for k in range(25))
    return _shape(box, "custom", paint, path=((cx, cy), *arc))


def _quarters(theme: Theme, box: Box) -> list[Shape]:
    """A grid of squares and quarter discs."""
    columns = 3
    cell = box.w / columns
    rows = math.ceil(box.h / cell)
    a1, a2, soft = theme.accent(1), theme.accent(2), theme.accent(1).faded(45)
    plan = (
        ("br", a1),
        ("tl", soft),
        ("", a2),
        ("tr", theme.deep_accent),
        ("bl", a1),
        ("tr", soft),
        ("", soft),
        ("br", a2.faded(80)),
        ("tl", a1),
        ("bl", soft),
        ("tr", a1),
        ("br", theme.deep_accent),
    )
    found = []
    for r in range(rows):
        for c in range(columns):
            at, paint = plan[(r * columns + c) % len(plan)]
            where = Box(box.x + c * cell, box.y + r * cell, cell, min(cell, box.bottom - box.y - r * cell))
            if where.h < cell - 1:
                at = ""
            found.append(_quarter(where, paint, at) if at else _shape(where, "rect", paint))
    return found


def _diagonal(theme: Theme, box: Box) -> list[Shape]:
    """Slanted bands that run off the slide."""
    found = []
    for left, right, paint in (
        (0.0, 0.34, theme.accent(1).faded(45)),
        (0.34, 0.82, theme.accent(1)),
        (0.82, 1.0, theme.deep_accent),
    ):
        top = 0.42
        found.append(
            _shape(
                box,
                "custom",
                paint,
                path=(
                    (min(1.0, left * 0.58 + top), 0.0),
                    (min(1.0, right * 0.58 + top) if right < 1 else 1.0, 0.0),
                    (right * 0.58 if right < 1 else 1.0, 1.0),
                    (left * 0.58, 1.0),
                ),
            )
        )
    return found


def _bubbles(theme: Theme, box: Box) -> list[Shape]:
    """Discs that overlap."""
    h = min(box.h, box.w * 1.3)
    plan = (
        (0.60, 0.36, 0.62, theme.accent(1).faded(75)),
        (0.36, 0.66, 0.44, theme.accent(2).faded(80)),
        (0.78, 0.72, 0.36, theme.deep_accent.faded(85)),
        (0.30, 0.24, 0.16, theme.accent(1).faded(60)),
        (0.55, 0.90, 0.12, theme.deep_accent),
    )
    found = []
    for x, y, d, paint in plan:
        size = h * d
        left = min(box.x + box.w * x - size / 2, box.right - size)
        top = min(max(box.y + box.h * y - size / 2, box.y), box.bottom - size)
        found.append(_shape(Box(left, top, size, size), "ellipse", paint))
    return found


def _bars(theme: Theme, box: Box) -> list[Shape]:
    """Columns that rise to the right."""
    n = 6
    gap = box.w * 0.02
    w = (box.w - gap * n) / n
    found = []
    for i in range(n):
        h = box.h * (0.22 + 0.13 * i) * (0.9 if i % 2 else 1.0)
        paint = theme.accent(2) if i == n - 2 else theme.on_deep.faded(16 + 12 * i)
        found.append(_shape(Box(box.x + gap + i * (w + gap), box.bottom - h, w, h), "rect", paint))
    return found


def _horizon(theme: Theme, box: Box) -> list[Shape]:
    """Soft hills, one before the other."""
    found = []
    for k, paint in enumerate(
        (theme.accent(1).faded(30), theme.accent(2).faded(45), theme.accent(1).faded(75), theme.accent(1))
    ):
        top = 0.30 + 0.17 * k
        swing = 0.10 - 0.015 * k
        ridge = tuple(
            (i / 24, top + swing * math.sin(i / 24 * math.pi * (1.3 + 0.25 * k) + k * 1.9)) for i in range(25)
        )
        found.append(_shape(box, "custom", paint, path=(*ridge, (1.0, 1.0), (0.0, 1.0))))
    sun = min(box.w, box.h) * 0.22
    found.insert(0, _shape(Box(box.x + box.w * 0.55, box.y + box.h * 0.12, sun, sun), "ellipse", theme.accent(3)))
    return found


def _frame(theme: Theme, box: Box) -> list[Shape]:
    """Nested frames around a filled core."""
    found: list[Shape] = []
    side = min(box.w, box.h)
    cx, cy = box.x + box.w / 2, box.y + box.h / 2
    for share, paint in ((0.78, theme.accent(1)), (0.56, theme.deep_accent), (0.34, theme.deep)):
        s = side * share
        found.append(_shape(Box(cx - s / 2, cy - s / 2, s, s), "rect", paint))
    s = side * 0.17
    found.append(_shape(Box(cx - s / 2, cy - s / 2, s, s), "ellipse", theme.accent(1)))
    return found


# Motifs that grow out of the bottom right corner rather than fill a strip.
_FROM_CORNER = frozenset({"rings", "bubbles", "frame"})

_MOTIFS = {
    "rings": _rings,
    "diagonal": _diagonal,
    "bubbles": _bubbles,
    "bars": _bars,
    "horizon": _horizon,
    "quarters": _quarters,
    "frame": _frame,
}
