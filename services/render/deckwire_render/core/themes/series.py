"""The colours of series and slices in a theme."""

from __future__ import annotations

from .model import Paint, Theme


def held_back(theme: Theme, k: int) -> Paint:
    """Return the grey of the `k`-th series that stands back, each a step stronger than the last."""
    return (theme.quiet, theme.muted.faded(55), theme.quiet.faded(50))[k % 3]


def slice_paint(theme: Theme, n: int, highlight: int | None) -> Paint:
    """Return the colour of a slice: the highlighted one in the accent, others in greys; else by the theme's order."""
    order = theme.chart_order
    if highlight is None:
        return theme.accent(order[n % len(order)])
    if n == highlight:
        return theme.accent(order[0])
    k = min(n if n < highlight else n - 1, 3)
    return theme.muted.faded((64, 46, 34, 24)[k])
