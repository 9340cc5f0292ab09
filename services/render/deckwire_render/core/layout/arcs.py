"""Curves: parts of rings as paths of a box."""

from __future__ import annotations

import math

from ..icons import Command


def _at(cx: float, cy: float, r: float, angle: float) -> tuple[float, float]:
    """Return the point at `angle`, in radians clockwise from the top."""
    return cx + r * math.sin(angle), cy - r * math.cos(angle)


def _arc(cx: float, cy: float, r: float, start: float, end: float) -> list[Command]:
    """Return cubic curves along a circle from one angle to another, each over at most an eighth of a turn."""
    count = max(1, math.ceil(abs(end - start) / (math.pi / 4)))
    step = (end - start) / count
    reach = 4 / 3 * math.tan(step / 4) * r
    found: list[Command] = []
    for i in range(count):
        a, b = start + i * step, start + (i + 1) * step
        (x1, y1), (x2, y2) = _at(cx, cy, r, a), _at(cx, cy, r, b)
        one = (x1 + reach * math.cos(a), y1 + reach * math.sin(a))
        two = (x2 - reach * math.cos(b), y2 - reach * math.sin(b))
        found.append(("C", (*one, *two, x2, y2)))
    return found


def ring_part(start: float, end: float, thick: float, point: float) -> tuple[Command, ...]:
    """Return a part of a ring that fills a square box, as fractions of it: an arrow clockwise round its middle.

    `start` and `end` are angles in radians clockwise from the top, `thick` is the ring's breadth as a share of the
    box, `point` the angle by which its tip goes before its sides, and its tail is notched.
    """
    outer, inner = 0.5, 0.5 - thick
    middle = (outer + inner) / 2
    first = _at(0.5, 0.5, outer, start)
    return (
        ("M", first),
        *_arc(0.5, 0.5, outer, start, end),
        ("L", _at(0.5, 0.5, middle, end + point)),
        ("L", _at(0.5, 0.5, inner, end)),
        *_arc(0.5, 0.5, inner, end, start),
        ("L", _at(0.5, 0.5, middle, start + point)),
        ("Z", ()),
    )


def on_ring(start: float, end: float, thick: float) -> tuple[float, float]:
    """Return the middle of a part of a ring as fractions of its square box."""
    return _at(0.5, 0.5, 0.5 - thick / 2, (start + end) / 2)
