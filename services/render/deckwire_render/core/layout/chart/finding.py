"""What a chart's numbers say: the point or series that carries the finding, how much changed, and both in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckwire_contracts.slides import Chart, ChartKind, ChartSeries

from ...text.numerals import Numerals
from .categories import ordered, periods
from .form import LYING, RINGS, STACKS

Mark = tuple[int | None, int | None]

_PLAIN_BARS = frozenset({ChartKind.BAR, ChartKind.COLUMN})
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")
_PERCENT = re.compile(r"(\d[\d.,]*)\s?(?:%|٪|percent|per cent|Prozent|pour cent|por ciento|per cento|процент)")
_FRACTIONS = {"a third": 33.3, "by half": 50.0, "ein drittel": 33.3, "doubled": 100.0, "verdoppelt": 100.0}
_SEASON = 1.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(
    r"CAGR|per year|a year|annual|yearly|p\.\s?a\.|pro Jahr|jährlich|par an|al año|年平均|毎年", re.IGNORECASE
)


def highlight(chart: Chart, numerals: Numerals, *texts: str) -> Mark:
    """Return the (series, point) that carries the finding, either may be None.

    It is the series that the texts name, the bar or slice that they name, alone or first as the highest, or the last of
    bars in time.
    """
    if len(chart.series) > 1:
        names = [s.name for s in chart.series]
        found = next((i for text in texts if (i := named(names, text)) is not None), None)
        if found is None and len(names) == 2 and chart.kind in _PLAIN_BARS and ordered(names, numerals.tag):
            found = 1
        return (found, None)
    if chart.kind not in _PLAIN_BARS | RINGS or len(chart.categories) < 3:
        return (None, None)
    values = chart.series[0].values
    timed = periods(chart.categories, numerals.tag)
    for text in texts:
        at = named(chart.categories, text)
        if at is None and not timed:
            at = _leading(chart, text)
        if at is not None and values[at] is not None:
            return (0, at)
    if chart.kind is ChartKind.COLUMN and timed and values[-1] is not None:
        return (0, len(values) - 1)
    return (None, None)


def _leading(chart: Chart, text: str) -> int | None:
    """Return the category that a text names first of several, if its value is the highest: `North leads, East lags`."""
    known = [v for v in chart.series[0].values if v is not None]
    if not known:
        return None
    top = chart.series[0].values.index(max(known))
    said = text.lower()
    begins = [(said.index(c.lower()), n) for n, c in enumerate(chart.categories) if c and _stands_in(c, text)]
    return top if begins and min(begins)[1] == top else None


def named(names: Sequence[str], text: str) -> int | None:
    """Return which of the names stands in the text, None when none or several do."""
    found = [i for i, name in enumerate(names) if name and _stands_in(name, text)]
    if len(found) > 1:
        # A name within another one does not count: `North` in `North East`.
        found = [i for i in found if not any(i != k and names[i].lower() in names[k].lower() for k in found)]
    return found[0] if len(found) == 1 else None


def _stands_in(name: str, text: str) -> bool:
    if _UNSPACED.search(name):
        return name in text
    # A pattern of its own for every name is dear, and most names are not there at all.
    if name.lower() not in text.lower():
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Growth:
    """How much a series changed between two of its points; `words` as it is to be read; `supported` by the texts."""

    first: int
    last: int
    share: float
    words: str
    supported: bool


def growth(chart: Chart, series: ChartSeries, numerals: Numerals, *texts: str) -> Growth | None:
    """Return the change of a series in time from its first to its last value, None where it would not be fair to say.

    It is the yearly rate when the texts speak of one that agrees. Percentages, signs that change and tiny bases have
    no rate.
    """
    known = [(n, v) for n, v in enumerate(series.values) if v is not None]
    if len(known) < 3 or chart.unit.strip() in {"%", "٪", "‰"} or not periods(chart.categories, numerals.tag):
        return None
    (first, a), (last, b) = known[0], known[-1]
    if min(v for _, v in known) <= 0 or not 0.1 <= b / a <= 10:
        return None
    share = (b / a - 1) * 100
    said = [v for text in texts for v in _said(text, numerals)]
    yearly = _yearly(chart, first, last, b / a)
    if yearly is not None and any(_YEARLY.search(t) for t in texts) and _near(said, yearly):
        return Growth(first, last, yearly, f"CAGR {_signed(yearly, numerals)}", supported=True)
    supported = _near(said, share)
    # Ends say nothing of a season that rises and falls between them.
    if abs(share) < 3 or (not supported and max(v for _, v in known) > _SEASON * max(a, b)):
        return None
    return Growth(first, last, share, _signed(share, numerals), supported)


def _near(said: list[float], share: float) -> bool:
    return any(abs(abs(share) - value) <= 1.0 for value in said)


def _said(text: str, numerals: Numerals) -> list[float]:
    """Return the shares that a text speaks of, in percent."""
    found = [numerals.read(match[1].rstrip(".,")) for match in _PERCENT.finditer(text.replace("\u00a0", " "))]
    words = [share for phrase, share in _FRACTIONS.items() if phrase in text.lower()]
    return [v for v in found if v is not None] + words


def _yearly(chart: Chart, first: int, last: int, ratio: float) -> float | None:
    years = [_YEAR.search(chart.categories[n]) for n in (first, last)]
    if not all(years) or any(len(chart.categories[n].strip()) > 6 for n in (first, last)):
        return None
    span = int(years[1][0]) - int(years[0][0])  # type: ignore[index]
    return (ratio ** (1 / span) - 1) * 100 if span > 1 else None


def _signed(share: float, numerals: Numerals) -> str:
    places = 1 if abs(share) < 10 and abs(share - round(share)) >= 0.05 else 0
    sign = "+" if share > 0 else "−"
    return f"{sign}{numerals.percent(abs(share), places)}"


def scaled(chart: Chart, numerals: Numerals) -> tuple[Chart, str]:
    """Return the chart in thousands, millions … when its numbers are large, and its unit with that said.

    Axis and labels then read short in every program; number formats that divide are not drawn alike everywhere.
    """
    values = [abs(v) for s in chart.series for v in s.values if v is not None]
    top = max(values, default=0.0)
    if chart.kind is ChartKind.SCATTER or chart.unit.strip() in {"%", "٪", "‰"}:
        return chart, chart.unit
    scale = numerals.scale(top)
    if scale.by == 1:
        return chart, chart.unit
    series = [
        s.model_copy(update={"values": [None if v is None else float(f"{v / scale.by:.12g}") for v in s.values]})
        for s in chart.series
    ]
    return chart.model_copy(update={"series": series}), numerals.unit(scale, chart.unit)


def described(chart: Chart, title: str, numerals: Numerals) -> str:
    """Return what a chart shows, for those who do not see it: the finding, then the numbers or their range."""
    parts = []
    for series in chart.series[:4]:
        known = [(v, c) for v, c in zip(series.values, chart.categories, strict=True) if v is not None]
        if not known:
            continue
        if len(known) <= 6:
            parts.append(f"{series.name}: " + ", ".join(f"{c} {numerals.short(v)}" for v, c in known))
        else:
            low, high = min(known), max(known)
            parts.append(f"{series.name}: {low[1]} {numerals.short(low[0])} – {high[1]} {numerals.short(high[0])}")
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{title}{unit}. {'; '.join(parts)}"[:900]


def crowded(chart: Chart) -> bool:
    """Return whether a chart needs the whole width: many points, or many bars beside one another."""
    if chart.kind in LYING or chart.kind in RINGS:
        return False
    several = len(chart.series) if chart.kind not in STACKS and chart.kind is ChartKind.COLUMN else 1
    return len(chart.categories) * several > 24
