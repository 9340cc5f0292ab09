"""Rectangles on a slide, in CSS pixels (96 to the inch)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

INCH = 96.0
PX_TO_PT = 0.75


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.h

    @property
    def area(self) -> float:
        """Its area in square pixels."""
        return max(0.0, self.w) * max(0.0, self.h)

    def meet(self, other: Rect) -> float:
        """Return the area that both have in common."""
        w = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        if w <= 0:
            return 0.0
        h = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return w * h if h > 0 else 0.0

    def holds(self, other: Rect, slack: float = 1.0) -> bool:
        """Return whether the other one lies in it, but for `slack` pixels."""
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and self.right + slack >= other.right
            and self.bottom + slack >= other.bottom
        )

    def grown(self, by: float) -> Rect:
        """Return it with `by` pixels more on every side."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def within(self, other: Rect) -> Rect:
        """Return what of it lies in `other`, without width or height where nothing does."""
        x, y = min(max(self.x, other.x), other.x + other.w), min(max(self.y, other.y), other.y + other.h)
        right = min(max(self.x + self.w, other.x), other.x + other.w)
        bottom = min(max(self.y + self.h, other.y), other.y + other.h)
        return Rect(x, y, right - x, bottom - y)

    def beyond(self, width: float, height: float) -> float:
        """Return by how many pixels it reaches beyond a page of that size."""
        return max(0.0, -self.x, -self.y, self.x + self.w - width, self.y + self.h - height)


def around(boxes: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle that holds all boxes; empty for none."""
    found = list(boxes)
    if not found:
        return Rect(0.0, 0.0, 0.0, 0.0)
    x, y = min(b.x for b in found), min(b.y for b in found)
    return Rect(x, y, max(b.right for b in found) - x, max(b.bottom for b in found) - y)
