# ruff: noqa: E501 - a line of markup is easier to read whole
"""Series: their names and numbers with the cells of the workbook that hold them, and how they look."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date

from deckwire_contracts.slides import ChartKind

from ...layout.chart.axis import cell_format
from ...layout.chart.categories import calendar
from ...layout.chart.form import BARS
from ...markup import clean, emu
from ...themes.model import Paint
from ..workbook import bounded, column, serial, x_values
from .drawing import Drawing
from .labels import bar_labels, line_labels, slice_labels, yardstick_labels

_NEAR = 0.6
_FEW = 5


def dated(d: Drawing) -> list[date] | None:
    """Return the days of a chart whose points lie on an axis of dates, None when its axis has names."""
    return calendar(d.frame.chart.categories) if d.curve else None


def series(d: Drawing, i: int) -> str:
    """Return series `i` as it is drawn."""
    if d.kind is ChartKind.SCATTER:
        head, numbers = _head(d, i), _numbers(d, i)
        xs = "".join(
            f'<c:pt idx="{n}"><c:v>{x!r}</c:v></c:pt>' for n, x in enumerate(x_values(d.frame.chart, d.numerals))
        )
        return (
            f'<c:ser>{head}<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>{marker(d, d.paint(i), 10)}{_trend(d, i)}'
            f"<c:xVal><c:numRef><c:f>Sheet1!$A$2:$A${d.n + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{d.n}"/>{xs}</c:numCache></c:numRef></c:xVal><c:yVal>{numbers}</c:yVal>'
            '<c:smooth val="0"/></c:ser>'
        )
    data = f"{_categories(d)}<c:val>{_numbers(d, i)}</c:val>"
    if i not in d.own:
        return _yardstick(d, i, data)
    if d.kind in BARS:
        return (
            f'<c:ser>{_head(d, i)}{solid(d, d.point_paint(i))}<c:invertIfNegative val="0"/>{_points(d, i)}'
            f"{bar_labels(d, i)}{data}</c:ser>"
        )
    if d.kind is ChartKind.LINE:
        return _line(d, i, data)
    if d.kind is ChartKind.AREA:
        soft = d.paint(i) if d.m > 1 else d.paint(i).faded(45)
        edge = f'<a:ln w="{emu(2.25 if d.m == 1 else 1.0)}"><a:solidFill>{d.colour(d.paint(i) if d.m == 1 else d.theme.ground)}</a:solidFill></a:ln>'
        return f"<c:ser>{_head(d, i)}<c:spPr><a:solidFill>{d.colour(soft)}</a:solidFill>{edge}</c:spPr>{data}</c:ser>"
    return f"<c:ser>{_head(d, i)}{_slices(d)}{slice_labels(d)}{data}</c:ser>"


def _trend(d: Drawing, i: int) -> str:
    """Return a straight line through points that lie near one, nothing through others."""
    pairs = [
        (x, y)
        for x, y in zip(x_values(d.frame.chart, d.numerals), d.frame.chart.series[i].values, strict=True)
        if y is not None
    ]
    if abs(correlation(pairs)) < _NEAR:
        return ""
    return (
        f'<c:trendline><c:spPr><a:ln w="{emu(1.5)}" cap="rnd"><a:solidFill>{d.colour(d.theme.muted)}</a:solidFill><a:prstDash val="dash"/></a:ln></c:spPr>'
        '<c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
    )


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Return Pearson's coefficient of the pairs, 0 where it is not defined or there are fewer than five."""
    if len(pairs) < _FEW or max(abs(v) for pair in pairs for v in pair) > 1e100:
        return 0.0
    xs, ys = zip(*pairs, strict=True)
    try:
        return statistics.correlation(xs, ys)
    except statistics.StatisticsError:
        return 0.0


def _head(d: Drawing, i: int) -> str:
    name = d.frame.chart.series[i].name
    return (
        f'<c:idx val="{i}"/><c:order val="{i}"/><c:tx><c:strRef><c:f>Sheet1!${column(i + 1)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{clean(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _numbers(d: Drawing, i: int) -> str:
    col = column(i + 1)
    values = "".join(
        f'<c:pt idx="{n}"><c:v>{bounded(v)!r}</c:v></c:pt>'
        for n, v in enumerate(d.frame.chart.series[i].values)
        if v is not None
    )
    return (
        f"<c:numRef><c:f>Sheet1!${col}$2:${col}${d.n + 1}</c:f><c:numCache><c:formatCode>{clean(cell_format(d.frame.chart))}</c:formatCode>"
        f'<c:ptCount val="{d.n}"/>{values}</c:numCache></c:numRef>'
    )


def _categories(d: Drawing) -> str:
    days = dated(d)
    if days is not None:
        points = "".join(f'<c:pt idx="{n}"><c:v>{serial(day)}</c:v></c:pt>' for n, day in enumerate(days))
        return (
            f"<c:cat><c:numRef><c:f>Sheet1!$A$2:$A${d.n + 1}</c:f><c:numCache><c:formatCode>yyyy\\-mm\\-dd</c:formatCode>"
            f'<c:ptCount val="{d.n}"/>{points}</c:numCache></c:numRef></c:cat>'
        )
    points = "".join(f'<c:pt idx="{n}"><c:v>{clean(c)}</c:v></c:pt>' for n, c in enumerate(d.frame.chart.categories))
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${d.n + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{d.n}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def _line(d: Drawing, i: int, data: str) -> str:
    paint = d.paint(i)
    stands_back = d.frame.highlight[0] is not None and d.frame.highlight[0] != i
    width = 2.0 if stands_back else 3.0
    ln = f'<c:spPr><a:ln w="{emu(width)}" cap="rnd"><a:solidFill>{d.colour(paint)}</a:solidFill><a:round/></a:ln></c:spPr>'
    bare = d.n > 24 or stands_back or d.frame.panel
    dot = '<c:marker><c:symbol val="none"/></c:marker>' if bare else marker(d, paint, 7)
    end = _end_dot(d, i) if bare and not stands_back else ""
    return f'<c:ser>{_head(d, i)}{ln}{dot}{end}{line_labels(d, i)}{data}<c:smooth val="0"/></c:ser>'


def _end_dot(d: Drawing, i: int) -> str:
    last = d.last(i)
    if last is None:
        return ""
    return f'<c:dPt><c:idx val="{last}"/>{marker(d, d.paint(i), 7)}<c:bubble3D val="0"/></c:dPt>'


def _yardstick(d: Drawing, i: int, data: str) -> str:
    """Return a target or an average as a dashed line."""
    ln = (
        f'<c:spPr><a:ln w="{emu(1.75)}" cap="flat"><a:solidFill>{d.colour(d.theme.ink)}</a:solidFill>'
        '<a:prstDash val="dash"/><a:round/></a:ln></c:spPr>'
    )
    return (
        f'<c:ser>{_head(d, i)}{ln}<c:marker><c:symbol val="none"/></c:marker>{yardstick_labels(d, i)}{data}'
        '<c:smooth val="0"/></c:ser>'
    )


def solid(d: Drawing, paint: Paint) -> str:
    """Return a flat fill without outline."""
    return f"<c:spPr><a:solidFill>{d.colour(paint)}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"


def marker(d: Drawing, paint: Paint, size: int) -> str:
    """Return a dot with a rim in the colour of the ground."""
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr><a:solidFill>{d.colour(paint)}</a:solidFill>'
        f'<a:ln w="{emu(1.5)}"><a:solidFill>{d.colour(d.theme.ground)}</a:solidFill></a:ln></c:spPr></c:marker>'
    )


def _points(d: Drawing, i: int) -> str:
    point = d.frame.highlight[1]
    if point is None:
        return ""
    return (
        f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{solid(d, d.paint(i))}</c:dPt>'
    )


def _slices(d: Drawing) -> str:
    edge = f'<a:ln w="{emu(2.0)}"><a:solidFill>{d.colour(d.theme.ground)}</a:solidFill></a:ln>'
    return "".join(
        f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/><c:spPr><a:solidFill>{d.colour(d.slice_paint(n))}</a:solidFill>{edge}</c:spPr></c:dPt>'
        for n in range(d.n)
    )
