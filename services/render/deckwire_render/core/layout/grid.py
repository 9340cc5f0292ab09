"""The grid that every slide stands on; points on a canvas of 960 x 540."""

from __future__ import annotations

from .ir import SLIDE_H, SLIDE_W, Box

LEFT = 44.0
RIGHT = SLIDE_W - LEFT
WIDTH = RIGHT - LEFT
GUTTER = 14.4
COLUMN = (WIDTH - 11 * GUTTER) / 12

TITLE = Box(LEFT, 28.0, WIDTH, 72.0)
BODY = Box(LEFT, 120.0, WIDTH, 366.0)
FOOT = Box(LEFT, 505.0, WIDTH, 16.0)
CANVAS = Box(0.0, 0.0, SLIDE_W, SLIDE_H)


def span(start: int, count: int, y: float = BODY.y, h: float = BODY.h) -> Box:
    """Return the box over `count` of the twelve columns, beginning with column `start` (0 to 11)."""
    return Box(LEFT + start * (COLUMN + GUTTER), y, count * COLUMN + (count - 1) * GUTTER, h)
