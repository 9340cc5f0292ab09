"""Motifs of discs, rings and waves."""

from __future__ import annotations

import math

from ..ir import Box, Shape
from .drawing import Art, arc, disc, polygon, rect, ring


def rings(art: Art, box: Box) -> list[Shape]:
    """Quarter discs around the bottom right corner, each smaller and brighter, and a spot above."""
    span = min(box.h, box.w)
    found = []
    for share, paint in ((1.0, art.main.faded(38)), (0.76, art.main.faded(70)), (0.52, art.main), (0.28, art.bright)):
        points = [(box.right, box.bottom), *arc(box.right, box.bottom, span * share, 180, 270)]
        found += polygon(points, paint, box)
    size = box.h * 0.07
    return [*found, disc(box.x + box.w * 0.30 + size / 2, box.y + box.h * 0.16 + size / 2, size / 2, art.spot)]


def bubbles(art: Art, box: Box) -> list[Shape]:
    """Discs that overlap."""
    h = min(box.h, box.w * 1.3)
    found = []
    for x, y, d, paint in (
        (0.60, 0.36, 0.62, art.main.faded(75)),
        (0.36, 0.66, 0.44, art.second.faded(80)),
        (0.78, 0.72, 0.36, art.bright.faded(85)),
        (0.30, 0.24, 0.16, art.main.faded(60)),
        (0.55, 0.90, 0.12, art.bright),
    ):
        size = h * d
        left = min(box.x + box.w * x - size / 2, box.right - size)
        top = min(max(box.y + box.h * y - size / 2, box.y), box.bottom - size)
        found.append(disc(left + size / 2, top + size / 2, size / 2, paint))
    return found


def sun(art: Art, box: Box) -> list[Shape]:
    """A sun that sets behind bands, cut off by the edge."""
    radius = min(box.w * 0.51, box.h * 0.42)
    x, y = box.right - radius * 0.78, box.y + box.h * 0.5
    found = polygon(arc(x, y, radius * 1.16, 0, 345), art.main, box)
    found += polygon(arc(x, y, radius, 0, 345), art.bright, box)
    found += polygon(arc(x, y, radius * 0.62, 0, 345), art.second, box)
    for n in range(5):
        top = y + radius * (0.14 + 0.215 * n)
        if top < box.bottom:
            found.append(rect(Box(box.x, top, box.w, min(radius * (0.05 + 0.022 * n), box.bottom - top)), art.deep))
    return found


def slices(art: Art, box: Box) -> list[Shape]:
    """A large slice of a citrus fruit, cut off by the edge, and a small one."""
    radius = min(box.w * 0.61, box.h * 0.46)
    found = _slice(art, box, box.right - radius * 0.62, box.bottom - radius * 0.72, radius, 10)
    small = radius * 0.34
    return [*found, *_slice(art, box, box.x + box.w * 0.36, box.y + box.h * 0.20, small, 8)]


def _slice(art: Art, box: Box, x: float, y: float, radius: float, parts: int) -> list[Shape]:
    found = polygon(arc(x, y, radius, 0, 345), art.main, box)
    found += polygon(arc(x, y, radius * 0.90, 0, 345), art.bright, box)
    turn = 360 / parts
    for n in range(parts):
        start, end = n * turn + turn * 0.10 - 8, (n + 1) * turn - turn * 0.10 - 8
        middle = math.radians((start + end) / 2)
        tip = (x + radius * 0.12 * math.cos(middle), y + radius * 0.12 * math.sin(middle))
        found += polygon([tip, *arc(x, y, radius * 0.82, start, end)], art.second, box)
    return found


def orbit(art: Art, box: Box) -> list[Shape]:
    """Circles around a sun, with planets on them."""
    radius = min(box.w, box.h) * 0.47
    x, y = box.x + box.w / 2, box.y + box.h / 2
    found = [disc(x, y, radius, art.main.faded(10))]
    found += [
        ring(x, y, radius * share, art.main.faded(alpha), 1.5) for share, alpha in ((1.0, 60), (0.72, 75), (0.44, 90))
    ]
    found.append(disc(x, y, radius * 0.20, art.main))
    for share, angle, size, paint in (
        (1.0, -52, 0.085, art.spot),
        (0.72, 148, 0.055, art.second),
        (0.44, 40, 0.04, art.on_deep),
    ):
        where = math.radians(angle)
        # A planet on the outermost circle stays in the box.
        path = radius * share - (radius * size if share == 1.0 else 0.0)
        found.append(disc(x + path * math.cos(where), y + path * math.sin(where), radius * size, paint))
    return found


def horizon(art: Art, box: Box) -> list[Shape]:
    """Soft hills, one before the other, under a sun."""
    size = min(box.w, box.h) * 0.11
    found = [disc(box.x + box.w * 0.55 + size, box.y + box.h * 0.12 + size, size, art.spot)]
    for k, paint in enumerate((art.main.faded(30), art.second.faded(45), art.main.faded(75), art.main)):
        top = 0.30 + 0.17 * k
        swing = 0.10 - 0.015 * k
        ridge = [
            (
                box.x + box.w * i / 24,
                box.y + box.h * (top + swing * math.sin(i / 24 * math.pi * (1.3 + 0.25 * k) + k * 1.9)),
            )
            for i in range(25)
        ]
        found += polygon([*ridge, (box.right, box.bottom), (box.x, box.bottom)], paint, box)
    return found


def ribbons(art: Art, box: Box) -> list[Shape]:
    """Bands that swing side by side from the top to the bottom."""
    paints = (art.main.faded(35), art.main, art.second, art.bright, art.main.faded(55))
    width = box.w * 0.15
    found = []
    for n, paint in enumerate(paints):
        left = box.x + box.w * 0.12 + n * width

        def at(i: int, start: float = left) -> tuple[float, float]:
            share = i / 32
            return start + box.w * 0.17 * math.sin(
                share * math.pi * 1.7 + 0.5
            ) + share * box.w * 0.06, box.y + box.h * share

        one = [at(i) for i in range(33)]
        other = [(x + width, y) for x, y in reversed(one)]
        found += polygon([*one, *other], paint, box)
    return found
