"""Value axes: where they end, how far apart their gridlines are, how their numbers are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from locale import windows_locale

from deckwire_contracts.slides import Chart, ChartKind

from ...text import measure
from ...text.numerals import Numerals
from .form import STACKS

_INTERVALS = 5
# Programs set the numbers at different distances from the axis.
_BESIDE_AXIS = 20.0
_POWERS = "0.0E+00"


def number_format(chart: Chart, numerals: Numerals) -> str:
    """Return the format code of labels: as many decimals as three digits need, the percent sign where the unit is one.

    Programs write its separators as their reader's system does; where that may differ from the deck's language the
    code names the language, which LibreOffice follows.
    """
    if in_powers(chart):
        return _POWERS
    return _code(decimals([v for s in chart.series for v in s.values if v is not None]), chart, numerals)


def in_powers(chart: Chart) -> bool:
    """Return whether the numbers are so large or so small that they are written as powers of ten."""
    top = max((abs(v) for s in chart.series for v in s.values if v is not None), default=0.0)
    return top >= 1e15 or 0 < top < 0.005


def decimals(values: Sequence[float]) -> int:
    """Return how many decimals labels need so that the values can be told apart and none is longer than it says."""
    known = [abs(v) for v in values]
    top, least = max(known, default=0.0), min((v for v in known if v > 0), default=0.0)
    if all(v == int(v) for v in known if v < 1e15) or (top >= 100 and least >= 10):
        return 0
    return 1 if top >= 1 else 2 if top >= 0.095 else 3


def axis_format(found: Scale, chart: Chart, numerals: Numerals) -> str:
    """Return the format code of the numbers at an axis."""
    return _code(found.decimals, chart, numerals, grouped=max(abs(found.low), abs(found.high)) >= 1e4)


def _code(places: int, chart: Chart, numerals: Numerals, *, grouped: bool = True) -> str:
    base = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "")
    if is_percent(chart):
        before, after = numerals.percent_signs
        base = (f'"{before}"' if before else "") + base + (f'"{after}"' if after else "")
    return f"{_language(numerals)}{base}"


def cell_format(chart: Chart) -> str:
    """Return the format code of cells, in which separators follow the reader's system."""
    values = [v for s in chart.series for v in s.values if v is not None]
    if any(abs(v) >= 1e15 for v in values):
        return "General"
    places = decimals(values)
    base = "#,##0" + (f".{'0' * places}" if places else "")
    return f'{base}"%"' if is_percent(chart) else base


def is_percent(chart: Chart) -> bool:
    """Return whether the numbers of a chart are percentages."""
    return chart.unit.strip() in {"%", "٪"}


@lru_cache(maxsize=64)
def _language(numerals: Numerals) -> str:
    """Return the part of a format code that names a language, nothing where separators are as in English."""
    digits = {"ar": "2", "fa": "3", "ur": "3"}.get(numerals.language, "") if numerals.native else ""
    if (numerals.decimal, numerals.group) == (".", ",") and not digits:
        return ""
    names = {name: code for code, name in windows_locale.items()}
    wanted = numerals.tag.replace("-", "_")
    code = names.get(wanted) or next((c for n, c in names.items() if n.split("_")[0] == numerals.language), None)
    if code is None:
        return ""
    return f"[$-{digits}{code:0{6 if digits else 3}X}]"


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: its ends, the step between gridlines, and the decimals that its numbers need."""

    low: float
    high: float
    step: float
    decimals: int


def reach(chart: Chart) -> tuple[float, float]:
    """Return the lowest and the highest value that the value axis of a chart has to hold, those of stacks summed."""
    if len(chart.series) > 1 and (chart.kind in STACKS or chart.kind is ChartKind.AREA):
        stacks = [[s.values[n] or 0.0 for s in chart.series] for n in range(len(chart.categories))]
        return (
            min(sum(v for v in stack if v < 0) for stack in stacks),
            max(sum(v for v in stack if v > 0) for stack in stacks),
        )
    values = [v for s in chart.series for v in s.values if v is not None] or [0.0]
    return min(values), max(values)


def axis_width(found: Scale | None, chart: Chart, numerals: Numerals, family: str, size: float) -> float:
    """Return the room in points that the numbers at the value axis take, set in `family` at `size` points."""
    before, after = numerals.percent_signs if is_percent(chart) else ("", "")
    if in_powers(chart):
        texts = [numerals.power(end) for end in reach(chart)]
    else:
        low, high, places = (found.low, found.high, found.decimals) if found else (*reach(chart), 0)
        texts = [f"{before}{numerals.plain(end, places)}{after}" for end in (low, high)]
    return max(measure.width(text, family, False, size) for text in texts) + _BESIDE_AXIS


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
