"""Motifs of bands, squares and triangles."""

from __future__ import annotations

from ..ir import Box, Shape
from .drawing import Art, disc, polygon, rect


def diagonal(art: Art, box: Box) -> list[Shape]:
    """Slanted bands that run off the slide."""
    found = []
    for left, right, paint in ((0.0, 0.34, art.main.faded(45)), (0.34, 0.82, art.main), (0.82, 1.5, art.bright)):
        shares = ((left * 0.58 + 0.42, 0.0), (right * 0.58 + 0.42, 0.0), (right * 0.58, 1.0), (left * 0.58, 1.0))
        if right > 1:
            shares = (shares[0], (1.0, 0.0), (1.0, 1.0), shares[3])
        found += polygon([(box.x + box.w * x, box.y + box.h * y) for x, y in shares], paint, box)
    return found


def bars(art: Art, box: Box) -> list[Shape]:
    """Columns that rise to the right, one of them in another colour."""
    n = 6
    gap = box.w * 0.02
    w = (box.w - gap * n) / n
    found = []
    for i in range(n):
        h = box.h * (0.22 + 0.13 * i) * (0.9 if i % 2 else 1.0)
        paint = art.second if i == n - 2 else art.on_deep.faded(16 + 12 * i)
        found.append(rect(Box(box.x + gap + i * (w + gap), box.bottom - h, w, h), paint))
    return found


def frame(art: Art, box: Box) -> list[Shape]:
    """Nested frames around a filled core."""
    side = min(box.w, box.h)
    x, y = box.x + box.w / 2, box.y + box.h / 2
    found = [
        rect(Box(x - side * share / 2, y - side * share / 2, side * share, side * share), paint)
        for share, paint in ((0.78, art.main), (0.56, art.bright), (0.34, art.deep))
    ]
    return [*found, disc(x, y, side * 0.085, art.main)]


def steps(art: Art, box: Box) -> list[Shape]:
    """A staircase that rises to the right, its last step the brightest."""
    n = 4
    w = box.w / n
    found = []
    for i in range(n):
        h = box.h * (0.16 + 0.21 * i)
        top = box.bottom - h
        paint = (art.bright.faded(55), art.bright, art.main, art.second)[i]
        found.append(rect(Box(box.x + i * w, top, w, h), paint))
        cap = min(w, h) * 0.22
        found.append(rect(Box(box.x + i * w, top, w, cap), art.on_deep.faded(14)))
    return found


def facets(art: Art, box: Box) -> list[Shape]:
    """Triangles side by side, as on a cut stone."""
    columns = 2
    w = box.w / columns
    rows = max(1, round(box.h / (w * 0.75)))
    h = box.h / rows
    plan = (
        art.main, art.main.faded(55), art.second.faded(90), art.main.faded(30),
        art.bright.faded(80), art.main.faded(75), art.main.faded(40), art.second,
        art.main.faded(62), art.bright, art.main.faded(48), art.second.faded(65),
    )  # fmt: skip
    found = []
    for r in range(rows):
        for c in range(columns):
            x, y = box.x + c * w, box.y + r * h
            corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
            # Neighbours are cut along opposite diagonals, so that edges meet in points.
            a, b = ((0, 1, 2), (0, 2, 3)) if (r + c) % 2 else ((0, 1, 3), (1, 2, 3))
            for k, corner in enumerate((a, b)):
                paint = plan[(r * columns * 2 + c * 2 + k) % len(plan)]
                found += polygon([corners[i] for i in corner], paint, box)
    return found


def chevrons(art: Art, box: Box) -> list[Shape]:
    """Arrows that point to the right, one behind the other."""
    found = []
    depth = min(box.w * 0.42, box.h * 0.40)
    thick = box.w * 0.20
    middle = box.y + box.h / 2
    for n, paint in enumerate((art.second, art.main, art.second, art.main)):
        x = box.x + box.w * (-0.18 + 0.29 * n)
        points = [
            (x, box.y), (x + thick, box.y), (x + thick + depth, middle), (x + thick, box.bottom), (x, box.bottom),
            (x + depth, middle),
        ]  # fmt: skip
        found += polygon(points, paint, box)
    return found
