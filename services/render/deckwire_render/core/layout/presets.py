"""Where text may stand in a preset shape: round corners and ovals keep it clear of their outline by themselves.

ECMA-376, presetShapeDefinitions: a preset has a text rectangle, and the insets of a text count from its sides. Layouts
count insets from the sides of the box, so the margin is taken off when a shape is written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_WHOLE = frozenset({"rect", "line", "custom"})
_CORNER = 1.0 - math.cos(math.pi / 4)
_USUAL_ADJ, _LARGEST_ADJ = 16_667, 50_000


def margins(geometry: str, adjust: Mapping[str, int], width: float, height: float) -> Sides:
    """Return how far inside of a box of that size the text rectangle of a preset lies, in the unit of the box.

    Raises ValueError for a preset whose text rectangle is not known here.
    """
    if geometry in _WHOLE:
        return 0.0, 0.0, 0.0, 0.0
    if geometry == "roundRect":
        adj = min(_LARGEST_ADJ, max(0, adjust.get("adj", _USUAL_ADJ)))
        side = min(width, height) * adj / 100_000 * _CORNER
        return side, side, side, side
    if geometry == "ellipse":
        across, down = width / 2 * _CORNER, height / 2 * _CORNER
        return across, down, across, down
    raise ValueError(f"the text rectangle of {geometry} is not known")
