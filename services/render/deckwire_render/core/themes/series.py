"""The colours of series and slices in a theme."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Paint, Theme


def held_back(theme: Theme, k: int) -> Paint:
    """Return the grey of the `k`-th series that stands back, each a step stronger than the last."""
    return (theme.quiet, theme.muted.faded(55), theme.quiet.faded(50))[k % 3]


def series_paint(theme: Theme, i: int, own: Sequence[int], highlight: tuple[int | None, int | None]) -> Paint:
    """Return the colour of series `i` of those in `own`: the one that carries the finding in the accent, others grey.

    Where none does, they take the order of the theme.
    """
    if highlight[0] is not None and highlight[1] is None and len(own) > 1:
        if i == highlight[0]:
            return theme.accent(theme.chart_order[0])
        others = [k for k in own if k != highlight[0]]
        return held_back(theme, others.index(i) if i in others else 0)
    order = theme.chart_order
    at = own.index(i) if i in own else i
    base = theme.accent(order[at % len(order)])
    return base if at < len(order) else Paint(base.slot, 60, 0 if theme.dark else 40)


def slice_paint(theme: Theme, n: int, highlight: int | None) -> Paint:
    """Return the colour of a slice: the highlighted one in the accent, others in greys; else by the theme's order."""
    order = theme.chart_order
    if highlight is None:
        return theme.accent(order[n % len(order)])
    if n == highlight:
        return theme.accent(order[0])
    k = min(n if n < highlight else n - 1, 3)
    return theme.muted.faded((64, 46, 34, 24)[k])
