"""Tables as native charts: which measures belong together, how they are drawn, and what the chart says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deckwire_contracts.slides import Chart, ChartKind, ChartSeries

from ..material import TableBlock
from .findings import Style, among, fits, gap, humped, over_time, peak, step, strongest
from .grouping import summed
from .phrases import DECIMAL_COMMA, phrases
from .shorten import clip
from .tables import Measure, Numeric, analyse
from .words import length

MAX_SERIES = 6
MAX_CATEGORIES = 15
_TOP = 10
_TELLING_AXIS = 2  # words of a header that names a whole
_DERIVED = re.compile(
    r"change|growth|yoy|qoq|delta|vs\.?\b|veränderung|wachstum|±|variation|variación|\bdiff|margin|share of",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"share|anteil|part\b|mix|split|breakdown|participación|cuota|composition|占比|割合|构成", re.IGNORECASE
)


@dataclass(frozen=True)
class ChartPlan:
    """One chart that a table gives: the chart, its finding as title (or empty), a second finding, its worth.

    `names` are the series, by which the same chart is found again in the table.
    """

    chart: Chart
    title: str
    takeaway: str
    names: tuple[str, ...]
    value: float


def style_of(language: str, subject: str = "", *, spaced: bool | None = None) -> Style:
    """Return how numbers and findings are worded in `language`; a space before `%` unless it is English or CJK."""
    primary = language.partition("-")[0]
    usual = primary not in {"en", "zh", "ja", "ko", "tr"}
    return Style(
        words=phrases(language),
        language=language,
        comma=primary in DECIMAL_COMMA,
        spaced=usual if spaced is None else spaced,
        subject=subject,
    )


def plan_charts(table: TableBlock, style: Style, source: str = "") -> list[ChartPlan]:
    """Return the charts that `table` gives, the most telling first; none when it is made of words."""
    if sums := summed(table, style.words, decimal_comma=style.comma):
        parts = [plan for part in sums for plan in _of_one(part, style, source)]
        return [replace(plan, value=plan.value - 0.1 * n) for n, plan in enumerate(parts)]
    return _of_one(table, style, source)


def _of_one(table: TableBlock, style: Style, source: str) -> list[ChartPlan]:
    numeric = analyse(table, decimal_comma=style.comma)
    style = _named_by_axis(style, numeric)
    if numeric is None or (numeric.other > 2 and len(numeric.measures) <= numeric.other):
        return []
    measures = tuple(m for m in numeric.measures if not any(_is_share_of(m, other) for other in numeric.measures))
    plans = [_plan(numeric, group, style, source) for group in _groups(measures)]
    return sorted((plan for plan in plans if plan is not None), key=lambda plan: -plan.value)


def _named_by_axis(style: Style, numeric: Numeric | None) -> Style:
    """The style for a table whose first header says what its parts are parts of: "Use of funds"."""
    if numeric is None or length(numeric.axis) < _TELLING_AXIS:
        return style
    axis = numeric.axis
    if style.language.startswith("en") and axis[1:2].islower():
        axis = f"the {axis[0].lower()}{axis[1:]}"
    return replace(style, subject=axis)


def _is_share_of(shares: Measure, other: Measure) -> bool:
    """Whether a column of percentages only says again what another column says."""
    total = sum(other.present)
    if shares is other or not shares.is_percent or other.is_percent or total <= 0:
        return False
    pairs = [(a, b) for a, b in zip(shares.values, other.values, strict=True) if a is not None and b is not None]
    return len(pairs) >= 2 and all(abs(b / total * 100 - a) < 1.01 for a, b in pairs)


def chart_named(table: TableBlock, names: list[str], style: Style, source: str = "") -> ChartPlan | None:
    """Return the chart of `table` with the series in `names`; the most telling one when none is named."""
    for candidate in (table, *summed(table, style.words, decimal_comma=style.comma)):
        numeric = analyse(candidate, decimal_comma=style.comma)
        chosen = [m for m in numeric.measures if m.name[:160] in names] if numeric is not None else []
        if numeric is not None and chosen and len({m.unit for m in chosen}) == 1:
            return _plan(numeric, chosen, _named_by_axis(style, numeric), source)
    plans = plan_charts(table, style, source)
    return plans[0] if plans else None


def _groups(measures: tuple[Measure, ...]) -> list[list[Measure]]:
    """Measures that can share an axis: the same unit, values of the same order."""
    groups: list[list[Measure]] = []
    for measure in measures:
        if not measure.present:
            continue
        size = max(map(abs, measure.present))
        for group in groups:
            other = max(abs(value) for value in group[0].present)
            near = measure.unit.lower() == group[0].unit.lower() and (
                max(size, other) <= 12 * max(min(size, other), 1e-12)
            )
            if near and bool(_DERIVED.search(measure.name)) == bool(_DERIVED.search(group[0].name)):
                group.append(measure)
                break
        else:
            groups.append([measure])
    return groups


def _plan(numeric: Numeric, group: list[Measure], style: Style, source: str) -> ChartPlan | None:
    chosen = group
    if len(group) > MAX_SERIES:
        largest = sorted(group, key=lambda m: -sum(m.present) / len(m.present))[:MAX_SERIES]
        chosen = [measure for measure in group if measure in largest]
    labels = numeric.labels
    if numeric.timed and len(labels) > 200:
        return None
    whole = not numeric.timed and len(chosen) == 1 and _parts_of_whole(numeric, chosen[0])
    note = ""
    order = list(range(len(labels)))
    if not numeric.timed and len(labels) > MAX_CATEGORIES:
        if len(chosen) > 2:
            chosen = chosen[:1]
        first = chosen[0].values
        order = sorted(order, key=lambda n: -(first[n] if first[n] is not None else float("-inf")))[:_TOP]  # type: ignore[operator]
        note = style.words.more_rows.format(shown=_TOP, total=len(labels))
    title, takeaway = _say(numeric, chosen, style, whole=whole)
    kind = _kind(numeric, chosen, [labels[n] for n in order], whole=whole)
    total_title = ""
    if numeric.total is not None and len(group) > 1 and numeric.total.unit == group[0].unit:
        total_title = over_time(numeric.total, labels, style)
    if fits(total_title):
        title, takeaway = total_title, title
    chart = Chart(
        kind=kind,
        categories=[clip(labels[n], 160) or "–" for n in order],
        series=[ChartSeries(name=clip(style.name(m), 160), values=[m.values[n] for n in order]) for m in chosen],
        unit=clip(chosen[0].unit, 160),
        source=clip(source, 160),
    )
    derived = bool(_DERIVED.search(chosen[0].name))
    points = sum(len(m.present) for m in chosen)
    value = (3.0 if numeric.timed else 2.6) - (1.4 if derived else 0.0) + min(points, 12) / 24 - (0.0 if title else 0.8)
    names = tuple(measure.name[:160] for measure in chosen)
    return ChartPlan(chart, title if fits(title) else "", takeaway or note, names, value)


def _say(numeric: Numeric, group: list[Measure], style: Style, *, whole: bool) -> tuple[str, str]:
    first = group[0]
    apart = gap(tuple(group), numeric.labels, style)
    if fits(apart) and (not numeric.timed or all(map(humped, group))):
        return apart, peak(first, numeric.labels, style) if numeric.timed else ""
    if numeric.timed:
        return _say_over_time(numeric, group, style)
    if len(group) == 1:
        return among(first, numeric, style, whole=whole)
    title, _ = among(group[-1] if _later(group) else first, numeric, style, whole=False)
    return title, ""


def _say_over_time(numeric: Numeric, group: list[Measure], style: Style) -> tuple[str, str]:
    first, labels = group[0], numeric.labels
    if humped(first) and (top := peak(first, labels, style)):
        return top, step(first, labels, style)
    own = over_time(first, labels, style)
    if len(group) == 1:
        return own, peak(first, labels, style) or step(first, labels, style)
    if _dominant(group):
        second, _ = strongest(tuple(group[1:]), labels, style)
        return own, second
    title, mover = strongest(tuple(group), labels, style)
    if mover is first and fits(own):
        return own, over_time(next(m for m in group if m is not mover), labels, style)
    return title or own, own


def _dominant(group: list[Measure]) -> bool:
    """Whether the first measure is far larger than the others: revenue beside its profit."""
    sums = [sum(map(abs, measure.present)) for measure in group]
    return sums[0] >= 2 * max(sums[1:])


def _later(group: list[Measure]) -> bool:
    """Whether the columns are periods in order, so that the last one is the news."""
    years = [re.search(r"(?:19|20)\d\d", measure.name) for measure in group]
    return all(years) and [y.group() for y in years if y] == sorted(y.group() for y in years if y)


def _parts_of_whole(numeric: Numeric, measure: Measure) -> bool:
    values = measure.present
    if not 2 <= len(values) <= 5 or len(values) < len(numeric.labels) or any(value <= 0 for value in values):
        return False
    total = sum(values)
    if measure.is_percent:
        return 98.0 <= total <= 102.0
    if any(_is_share_of(other, measure) for other in numeric.measures):
        return True
    index = numeric.measures.index(measure)
    stated = numeric.totals[index] if index < len(numeric.totals) else None
    if stated is not None:
        return abs(stated - total) <= 0.01 * abs(total)
    return bool(_SHARE.search(f"{measure.name} {numeric.axis}"))


def _kind(numeric: Numeric, group: list[Measure], labels: list[str], *, whole: bool) -> ChartKind:
    if numeric.timed:
        return ChartKind.LINE if len(labels) >= 3 else ChartKind.COLUMN
    if whole and len(group) == 1:
        return ChartKind.DOUGHNUT
    if len(labels) > 7 or sum(map(len, labels)) > 13 * len(labels):
        return ChartKind.BAR
    return ChartKind.COLUMN
