"""Which form numbers are drawn in: the one that was asked for, unless it would mislead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwire_contracts.slides import Chart, ChartKind, ChartSeries

from ...text.numerals import Numerals
from . import categories as names

RINGS = frozenset({ChartKind.PIE, ChartKind.DOUGHNUT})
STACKS = frozenset({ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN})
BARS = frozenset({ChartKind.BAR, ChartKind.COLUMN, *STACKS})
LYING = frozenset({ChartKind.BAR, ChartKind.STACKED_BAR})
CURVES = frozenset({ChartKind.LINE, ChartKind.AREA})
MAX_SLICES = 5
MAX_PANELS = 12
_MANY_SERIES = 5
_MANY_PERIODS = 12
_MANY_COLUMNS = 7
_LONG_NAME = 12
_SHORT_NAME = 14
_FAR_APART = 15.0
_HELD = 2
_WHOLE = 103.0
_UNIT = re.compile(r"[(\[]([^()\[\]]{1,16})[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Form:
    """How numbers are drawn.

    `chart` holds them in the order and kind in which they are shown; if `panels` are given, they are drawn as these
    charts on one grid instead, with one scale when it is `shared`. `yardsticks` are the series that the others are
    held against, drawn as lines. `why` says what was wrong with the kind that was asked for, empty if it was taken.
    """

    chart: Chart
    panels: tuple[Chart, ...] = ()
    shared: bool = True
    yardsticks: frozenset[int] = frozenset()
    why: str = ""


_Case = tuple[bool, ChartKind, str]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the choice goes by."""

    n: int
    m: int
    values: tuple[float, ...]
    timed: bool
    ordered: bool
    numeric: list[float] | None
    gaps: bool
    percent: bool

    @property
    def negative(self) -> bool:
        return any(v < 0 for v in self.values)


def form(chart: Chart, numerals: Numerals) -> Form:
    """Return the form that shows the numbers of `chart` truthfully; never fails, whatever the numbers are."""
    asked = chart.kind
    chart = _filled(chart)
    facts = _facts(chart, numerals)
    marks = _yardsticks(chart, facts)
    own = facts if not marks else replace(facts, m=facts.m - len(marks))
    kind, why = _kind(chart, own)
    kind = _suited(chart, own, kind)
    if marks and not (kind is ChartKind.LINE or (kind is ChartKind.COLUMN and own.m <= _HELD)):
        marks = frozenset()
    drawn = _sorted(chart.model_copy(update={"kind": kind}), facts)
    if not marks:
        panels, shared = _panels(drawn, facts)
        if panels:
            return Form(drawn, panels, shared, why=why)
    return Form(drawn, yardsticks=marks, why=why if kind is not asked else "")


def _filled(chart: Chart) -> Chart:
    """Return the chart without series that hold no number, unless all hold none."""
    kept = [s for s in chart.series if any(v is not None for v in s.values)]
    return chart.model_copy(update={"series": kept}) if kept and len(kept) < len(chart.series) else chart


def _facts(chart: Chart, numerals: Numerals) -> _Facts:
    values = tuple(v for s in chart.series for v in s.values if v is not None)
    return _Facts(
        n=len(chart.categories),
        m=len(chart.series),
        values=values,
        timed=names.periods(chart.categories, numerals.tag),
        ordered=names.ordered(chart.categories, numerals.tag),
        numeric=names.numbers(chart.categories, numerals),
        gaps=len(values) < len(chart.categories) * len(chart.series),
        percent=chart.unit.strip() in {"%", "٪", "percent", "Prozent"},
    )


def _yardsticks(chart: Chart, facts: _Facts) -> frozenset[int]:
    found = frozenset(i for i, s in enumerate(chart.series) if names.yardstick(s.name))
    if chart.kind in RINGS or chart.kind is ChartKind.SCATTER or chart.kind in STACKS or facts.n < 2:
        return frozenset()
    return found if 0 < len(found) < facts.m and len(found) <= 2 else frozenset()


def _kind(chart: Chart, facts: _Facts) -> tuple[ChartKind, str]:
    """Return the kind that was asked for or the honest one, and what was wrong."""
    kind = chart.kind
    if kind in RINGS:
        cases = _ring(chart, facts)
    elif kind in STACKS:
        cases = _stack(chart, facts)
    elif kind in CURVES:
        cases = _curve(chart, facts)
    else:
        instead = ChartKind.LINE if facts.timed and facts.n > 2 else ChartKind.COLUMN
        cases = (
            (
                kind is ChartKind.SCATTER and facts.numeric is None,
                instead,
                "its x values are not numbers, so no correlation can be seen",
            ),
            (
                kind is ChartKind.BAR and facts.timed and facts.n > 1,
                ChartKind.COLUMN,
                "time runs from left to right",
            ),
        )
    return next(((instead, why) for wrong, instead, why in cases if wrong), (kind, ""))


def _ring(chart: Chart, facts: _Facts) -> tuple[_Case, ...]:
    known = [v for v in chart.series[0].values if v is not None]
    parts = facts.timed and not facts.negative
    whole = sum(known)
    lone = len(known) < 2 or not any(known) or max(known) >= whole or max(known) > 1e300
    return (
        (facts.m > 1, ChartKind.STACKED_COLUMN if parts else ChartKind.COLUMN, "a ring holds one series, not several"),
        (facts.timed and facts.n > 1, ChartKind.COLUMN, "periods are not parts of a whole"),
        (facts.negative, ChartKind.BAR, "a share cannot be negative"),
        (lone, ChartKind.BAR, "one value is not a part of anything"),
        (any(names.total(c) for c in chart.categories), ChartKind.BAR, "a total stands among the parts"),
        (
            facts.percent and not 97.0 <= whole <= _WHOLE,
            ChartKind.BAR,
            "the shares do not add up to a whole",
        ),
        (facts.n > MAX_SLICES, ChartKind.BAR, f"more than {MAX_SLICES} slices cannot be told apart"),
    )


def _stack(chart: Chart, facts: _Facts) -> tuple[_Case, ...]:
    lying = chart.kind is ChartKind.STACKED_BAR
    plain = ChartKind.BAR if lying else ChartKind.COLUMN
    running = not lying and facts.timed and facts.n > _MANY_PERIODS and not facts.gaps
    return (
        (facts.m == 1, plain, "there is nothing to stack"),
        (facts.negative, plain, "negative values do not stack"),
        (_over_whole(chart, facts), plain, "the shares add up to more than a whole"),
        (len({_unit(s.name) for s in chart.series}) > 1, plain, "different units do not add up"),
        (lying and facts.timed and facts.n > 1, ChartKind.STACKED_COLUMN, "time runs from left to right"),
        (running, ChartKind.AREA, "so many columns read better as an area"),
    )


def _curve(chart: Chart, facts: _Facts) -> tuple[_Case, ...]:
    area = chart.kind is ChartKind.AREA
    named = not facts.ordered and facts.numeric is None
    over = area and facts.m > 1 and _over_whole(chart, facts)
    return (
        (facts.n < 2, ChartKind.COLUMN, "one point makes no line"),
        (named, ChartKind.COLUMN, "a line between names suggests a course that is not there"),
        (area and facts.negative, ChartKind.LINE, "areas below zero hide one another"),
        (area and facts.gaps, ChartKind.LINE, "an area would draw gaps as zero"),
        (over, ChartKind.LINE, "the shares add up to more than a whole"),
    )


def _over_whole(chart: Chart, facts: _Facts) -> bool:
    """Return whether percentages do not stand on one another: they exceed a hundred, or each series is a whole."""
    sums = [sum(s.values[n] or 0.0 for s in chart.series) for n in range(facts.n)]
    each = [sum(v for v in s.values if v is not None) for s in chart.series]
    apart = facts.n > 1 and all(97.0 <= own <= _WHOLE for own in each) and not all(97.0 <= s <= _WHOLE for s in sums)
    return facts.percent and (max(sums) > _WHOLE or apart)


def _suited(chart: Chart, facts: _Facts, kind: ChartKind) -> ChartKind:
    """Return the upright or lying, the drawn or the run-through variant of a kind that suits the amount."""
    if kind is ChartKind.COLUMN and facts.timed:
        many = _MANY_PERIODS if facts.m == 1 else _MANY_COLUMNS
        return ChartKind.LINE if facts.n > many else kind
    if kind in {ChartKind.COLUMN, ChartKind.STACKED_COLUMN} and not facts.timed:
        if kind is ChartKind.COLUMN and _scattered(facts):
            return ChartKind.SCATTER
        wide = facts.n > _MANY_COLUMNS or max(map(len, chart.categories)) > 2 * _LONG_NAME
        lengthy = sum(map(len, chart.categories)) > _LONG_NAME * facts.n
        if (wide or lengthy) and not (facts.ordered and facts.n > 1 and not lengthy):
            return ChartKind.BAR if kind is ChartKind.COLUMN else ChartKind.STACKED_BAR
    return kind


def _scattered(facts: _Facts) -> bool:
    """Return whether the categories are measurements rather than steps: many numbers in no order."""
    x = facts.numeric
    return x is not None and not facts.timed and len(x) >= 6 and x != sorted(x) and x != sorted(x, reverse=True)


def _sorted(chart: Chart, facts: _Facts) -> Chart:
    """Return bars and slices with the largest first, what is left over and totals last, where no order is given."""
    if facts.ordered or facts.n < 3 or chart.kind in CURVES or chart.kind is ChartKind.SCATTER:
        return chart
    if facts.m > 1 and (chart.kind not in STACKS or facts.negative):
        return chart

    def place(n: int) -> tuple[bool, bool, bool, float]:
        known = [s.values[n] for s in chart.series]
        present = [v for v in known if v is not None]
        name = chart.categories[n]
        return (names.total(name), names.rest(name), not present, -sum(present))

    return reordered(chart, sorted(range(facts.n), key=place))


def reordered(chart: Chart, order: Sequence[int]) -> Chart:
    """Return the chart with its categories in another order."""
    if list(order) == list(range(len(chart.categories))):
        return chart
    return chart.model_copy(
        update={
            "categories": [chart.categories[n] for n in order],
            "series": [ChartSeries(name=s.name, values=[s.values[n] for n in order]) for s in chart.series],
        }
    )


def _unit(name: str) -> str:
    found = _UNIT.search(name)
    return found[1].strip().lower() if found else ""


def _panels(chart: Chart, facts: _Facts) -> tuple[tuple[Chart, ...], bool]:
    """Return a chart for each series when they do not go together in one, and whether these share a scale."""
    if (
        facts.m < 2
        or facts.m > MAX_PANELS
        or not facts.values
        or chart.kind in STACKS
        or chart.kind is ChartKind.SCATTER
    ):
        return (), True
    if chart.kind is ChartKind.AREA:
        return (), True
    units = {_unit(s.name) for s in chart.series}
    tops = [max((abs(v) for v in s.values if v is not None), default=0.0) for s in chart.series]
    low = min((t for t in tops if t > 0), default=0.0)
    apart = len(units) > 1 or (low > 0 and max(tops) / low > _FAR_APART)
    short = max(map(len, chart.categories)) <= _SHORT_NAME
    room = facts.n <= 8 and short if chart.kind in BARS else facts.n <= 60
    many = facts.m >= _MANY_SERIES and facts.n >= 3
    if not room or not (many or (apart and facts.m <= 4)):
        return (), True
    return tuple(_alone(chart, s) for s in chart.series), not apart


def _alone(chart: Chart, series: ChartSeries) -> Chart:
    """Return one series as a chart of its own; a unit in its name becomes the chart's."""
    found = _UNIT.search(series.name)
    unit = found[1].strip() if found and len({_unit(s.name) for s in chart.series}) > 1 else chart.unit
    return chart.model_copy(update={"series": [series], "unit": unit})
