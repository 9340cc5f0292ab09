"""Motifs that repeat a figure on a grid."""

from __future__ import annotations

import math

from ...themes.model import Paint
from ..ir import Box, Shape
from .drawing import Art, Point, arc, disc, polygon, rect


def quarters(art: Art, box: Box) -> list[Shape]:
    """A grid of squares and quarter discs."""
    columns = 3
    cell = box.w / columns
    soft = art.main.faded(45)
    plan = (
        ("br", art.main), ("tl", soft), ("", art.second), ("tr", art.bright), ("bl", art.main), ("tr", soft),
        ("", soft), ("br", art.second.faded(80)), ("tl", art.main), ("bl", soft), ("tr", art.main), ("br", art.bright),
    )  # fmt: skip
    found = []
    for r in range(math.ceil(box.h / cell)):
        for c in range(columns):
            at, paint = plan[(r * columns + c) % len(plan)]
            where = Box(box.x + c * cell, box.y + r * cell, cell, min(cell, box.bottom - box.y - r * cell))
            if at and where.h > cell - 1:
                found += polygon(_quarter(where, at), paint, box)
            else:
                found.append(rect(where, paint))
    return found


def _quarter(box: Box, at: str) -> list[Point]:
    """Return a quarter disc whose centre is the corner `at` of the box (`tl`, `tr`, `bl`, `br`)."""
    x = box.x if at[1] == "l" else box.right
    y = box.y if at[0] == "t" else box.bottom
    start = {"tl": 0, "tr": 90, "br": 180, "bl": 270}[at]
    return [(x, y), *arc(x, y, min(box.w, box.h), start, start + 90)]


def petals(art: Art, box: Box) -> list[Shape]:
    """Leaves on a grid, each pair leaning together."""
    columns = 3 if box.w > 240 else 2
    cell = box.w / columns
    rows = math.ceil(box.h / cell)
    paints = (art.main, art.second, art.main.faded(55), art.bright)
    found = []
    for r in range(rows):
        for c in range(columns):
            x, y = box.x + c * cell, box.y + r * cell
            gap = cell * 0.05
            one, other = (x + gap, y + gap), (x + cell - gap, y + cell - gap)
            if (r + c) % 2:
                one, other = (x + gap, y + cell - gap), (x + cell - gap, y + gap)
            found += polygon(_leaf(one, other), paints[(r * 2 + c * 3 + r // 2) % len(paints)], box)
    return found


def _leaf(one: Point, other: Point) -> list[Point]:
    """Return the leaf between two points: two quarter circles that meet in them."""
    side = abs(other[0] - one[0])
    if other[1] > one[1]:
        upper = arc(one[0], other[1], side, 270, 360)
        lower = arc(other[0], one[1], side, 90, 180)
    else:
        upper = arc(other[0], one[1], side, 180, 270)
        lower = arc(one[0], other[1], side, 0, 90)
    return [*upper, *lower]


def arches(art: Art, box: Box) -> list[Shape]:
    """Arches within arches, in rows that stand half a width apart."""
    wide = box.w / 2
    found: list[Shape] = []
    rows = math.ceil(box.h / (wide * 1.12))
    for r in range(rows):
        foot = box.bottom - r * wide * 1.12
        for c in range(2):
            tones = (art.main, art.second, art.bright) if (r + c) % 2 else (art.bright, art.main, art.second)
            found += _arch(box, box.x + wide * (c + 0.5), foot, wide * 0.46, wide * 1.02, (*tones, art.deep))
    return found


def _arch(box: Box, x: float, foot: float, radius: float, height: float, tones: tuple[Paint, ...]) -> list[Shape]:
    found: list[Shape] = []
    for n, paint in enumerate(tones):
        r = radius * (1 - 0.25 * n)
        top = foot - height + radius
        found += polygon([(x - r, foot), *arc(x, top, r, 180, 360), (x + r, foot)], paint, box)
    return found


def dots(art: Art, box: Box) -> list[Shape]:
    """A halftone: dots that grow toward the bottom right."""
    columns = 7 if box.w > 240 else 4
    cell = box.w / columns
    rows = int(box.h / cell)
    inset = (box.h - rows * cell) / 2
    found = []
    for r in range(rows):
        for c in range(columns):
            share = ((r + 0.5) / rows * 1.15 + (c + 0.5) / columns * 0.85) / 2
            radius = cell * 0.46 * max(0.0, share * 1.25 - 0.2)
            if radius < cell * 0.05:
                continue
            paint = art.second if (r, c) == (rows // 3, columns // 2) else art.main
            x, y = box.x + (c + 0.5) * cell, box.y + inset + (r + 0.5) * cell
            found.append(disc(x, y, min(radius, cell * 0.46), paint))
    return found


def fans(art: Art, box: Box) -> list[Shape]:
    """Fans in rows, each row half a fan apart and before the one above it."""
    columns = 3 if box.w > 240 else 2
    radius = box.w / columns / 2
    found: list[Shape] = []
    rows = math.ceil(box.h / radius) + 1
    for r in range(rows):
        y = box.y + (r + 1) * radius
        for c in range(columns + r % 2):
            x = box.x + (2 * c + (0 if r % 2 else 1)) * radius
            for share, paint in (
                (1.0, art.bright),
                (0.94, art.main),
                (0.88, art.bright),
                (0.62, art.second),
                (0.56, art.bright),
                (0.30, art.main),
            ):
                found += polygon(arc(x, y, radius * share, 180, 360), paint, box)
    return found
