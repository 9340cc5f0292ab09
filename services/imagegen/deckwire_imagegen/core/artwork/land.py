"""Smooth land as a grid of heights, and the lines of equal height on it."""

from __future__ import annotations

import math

from .canvas import Dice, Point


def _bumps(dice: Dice, count: int) -> list[tuple[float, float, float, float]]:
    return [
        (
            (n + 0.5) / count + dice.between(-0.10, 0.10),
            dice.between(0.08, 0.92),
            dice.between(0.16, 0.30),
            dice.between(0.55, 1.0) * (1 if n % 2 == 0 else -0.75),
        )
        for n in range(count)
    ]


def heights_of(columns: int, rows: int, dice: Dice, *, bumps: int, shape: float) -> list[list[float]]:
    """Return a smooth land as rows of heights from 0 to 1."""
    hills_ = _bumps(dice, bumps)
    total = [[0.0] * columns for _ in range(rows)]
    for cx, cy, spread, lift in hills_:
        # A Gaussian hill is a product of one curve in x and one in y, which makes this cheap.
        wide, high = (spread, spread * shape) if shape > 1 else (spread / shape, spread)
        in_x = [math.exp(-(((x / (columns - 1) - cx) / wide) ** 2)) for x in range(columns)]
        in_y = [lift * math.exp(-(((y / (rows - 1) - cy) / high) ** 2)) for y in range(rows)]
        for y in range(rows):
            factor, line = in_y[y], total[y]
            for x in range(columns):
                line[x] += factor * in_x[x]
    low, high_ = min(map(min, total)), max(map(max, total))
    span = (high_ - low) or 1.0
    return [[(value - low) / span for value in line] for line in total]


def area(path: list[Point]) -> float:
    """Return how much a closed path encloses."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(path, [*path[1:], path[0]], strict=True))) / 2


def holds(path: list[Point], point: Point) -> bool:
    """Return whether a closed path goes around a point (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(path, [*path[1:], path[0]], strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def isolines(heights: list[list[float]], value: float) -> list[list[Point]]:
    """Return the lines at one height as paths in grid coordinates (marching squares, joined end to end)."""
    links: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
    places: dict[tuple[int, int, int], Point] = {}
    rows, columns = len(heights) - 1, len(heights[0]) - 1

    def crossing(edge: tuple[int, int, int]) -> tuple[int, int, int]:
        if edge not in places:
            x, y, upright = edge
            a = heights[y][x]
            b = heights[y + 1][x] if upright else heights[y][x + 1]
            t = (value - a) / (b - a)
            places[edge] = (x, y + t) if upright else (x + t, y)
        return edge

    for y in range(rows):
        upper, lower = heights[y], heights[y + 1]
        for x in range(columns):
            a, b, c, d = upper[x] > value, upper[x + 1] > value, lower[x + 1] > value, lower[x] > value
            if a == b == c == d:
                continue
            edges = []
            if a != b:
                edges.append(crossing((x, y, 0)))
            if b != c:
                edges.append(crossing((x + 1, y, 1)))
            if c != d:
                edges.append(crossing((x, y + 1, 0)))
            if d != a:
                edges.append(crossing((x, y, 1)))
            for one, other in zip(edges[::2], edges[1::2], strict=True):
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
    return _joined(links, places)


def _joined(
    links: dict[tuple[int, int, int], list[tuple[int, int, int]]], places: dict[tuple[int, int, int], Point]
) -> list[list[Point]]:
    paths: list[list[Point]] = []
    ends = [edge for edge, others in links.items() if len(others) == 1]
    for start in [*ends, *links]:
        if not links.get(start):
            continue
        path, here = [places[start]], start
        while links[here]:
            there = links[here].pop()
            links[there].remove(here)
            path.append(places[there])
            here = there
        paths.append(path)
    return paths
