"""Value axes: where they end, how far apart their gridlines are, how their numbers are written."""

from __future__ import annotations

import math
from dataclasses import dataclass

from deckwire_contracts.slides import Chart

_INTERVALS = 5


def number_format(chart: Chart) -> str:
    """Return the format code that keeps labels short, with the percent sign where the unit is one."""
    values = [abs(v) for s in chart.series for v in s.values if v is not None]
    top = max(values, default=0.0)
    if top >= 1e15 or 0 < top < 0.005:
        return "0.0E+00"
    whole = all(v == int(v) for v in values)
    base = "#,##0" if whole else "#,##0.0" if top >= 1 else "0.00"
    return f'{base}"%"' if chart.unit.strip() == "%" else base


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: its ends, the step between gridlines, and the decimals that its numbers need."""

    low: float
    high: float
    step: float
    decimals: int


def scale(reach: tuple[float, float], *, bars: bool) -> Scale | None:
    """Return an axis over the lowest and highest value with at most five steps of 1, 2, 2.5 or 5 times a power of ten.

    Bars begin at zero, lines as well unless they would lie flat. None for values that no such axis suits.
    """
    low, high = reach
    if not math.isfinite(high - low) or max(abs(low), abs(high)) >= 1e12 or high - low > 1e12:
        return None
    if low > 0 and (bars or low < 0.8 * high):
        low = 0.0
    high = max(high, 0.0) if bars else high
    if high - low < 0.01 * max(abs(high), abs(low)) or high - low < 0.01:
        return None
    power = 10.0 ** math.floor(math.log10((high - low) / _INTERVALS))
    for times in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        step = times * power
        bottom, top = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if top - bottom <= _INTERVALS:
            break
    decimals = 0 if step == int(step) else next((d for d in range(1, 6) if abs(step * 10**d % 1) < 1e-6), 3)
    return Scale(round(bottom * step, 9), round(top * step, 9), round(step, 9), decimals)
