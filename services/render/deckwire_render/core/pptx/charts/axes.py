# ruff: noqa: E501 - a line of markup is easier to read whole
"""Axes: none for rings, hairlines at most, the value axis left out where every point says its value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from deckwire_contracts.slides import ChartKind

from ...layout.chart.axis import axis_format
from ...layout.chart.form import BARS
from ...markup import attribute, emu
from ...text import measure
from .drawing import Drawing
from .series import dated

FIRST = 111111101
SECOND = 111111102
_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_HIDDEN = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
IDS = f'<c:axId val="{FIRST}"/><c:axId val="{SECOND}"/>'


def axes(d: Drawing) -> str:
    """Return the axes of a chart."""
    if d.ring:
        return ""
    return _measured(d) if d.kind is ChartKind.SCATTER else f"{_names(d)}{_values(d)}"


def _grid(d: Drawing) -> str:
    return f'<c:majorGridlines><c:spPr><a:ln w="{emu(0.5)}"><a:solidFill>{d.colour(d.theme.line)}</a:solidFill></a:ln></c:spPr></c:majorGridlines>'


def _base(d: Drawing) -> str:
    return f'<c:spPr><a:ln w="{emu(1.0)}"><a:solidFill>{d.colour(d.theme.quiet)}</a:solidFill></a:ln></c:spPr>'


def _measured(d: Drawing) -> str:
    """Return two axes of values."""
    labels = d.font(d.frame.label_size, d.theme.muted)
    numbers = f'<c:numFmt formatCode="{d.format}" sourceLinked="0"/>'
    return (
        f'<c:valAx><c:axId val="{FIRST}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{_TICKS}<c:tickLblPos val="low"/>{_base(d)}{labels}<c:crossAx val="{SECOND}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>'
        f'<c:valAx><c:axId val="{SECOND}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>{_grid(d)}{numbers}'
        f'{_TICKS}<c:tickLblPos val="low"/>{_HIDDEN}{labels}<c:crossAx val="{FIRST}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>'
    )


def _names(d: Drawing) -> str:
    """Return the axis of categories, or of dates where they are unevenly apart."""
    ink = d.theme.muted if d.frame.panel else d.theme.ink
    font = d.font(d.frame.label_size, ink)
    where = "l" if d.lying else "b"
    days = dated(d)
    if days is not None:
        code, unit, step = _dates(days)
        return (
            f'<c:dateAx><c:axId val="{FIRST}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="b"/><c:numFmt formatCode="{code}" sourceLinked="0"/>{_TICKS}<c:tickLblPos val="low"/>{_base(d)}'
            f'{font}<c:crossAx val="{SECOND}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/><c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/></c:dateAx>'
        )
    skip = _skip(d)
    every = f'<c:tickLblSkip val="{skip}"/>' if skip > 1 else ""
    order = "maxMin" if d.lying or d.from_right else "minMax"
    return (
        f'<c:catAx><c:axId val="{FIRST}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{where}"/><c:numFmt formatCode="General" sourceLinked="0"/>{_TICKS}<c:tickLblPos val="low"/>{_base(d)}'
        f'{font}<c:crossAx val="{SECOND}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{every}<c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _dates(days: Sequence[date]) -> tuple[str, str, int]:
    """Return how an axis of dates is written: format code, unit and number of units between its marks."""
    span = (days[-1] - days[0]).days
    if span > 1000:
        return "yyyy", "years", max(1, span // 3650)
    if span > 75:
        return "yyyy\\-mm", "months", max(1, span // 240)
    return "yyyy\\-mm\\-dd", "days", max(1, span // 8)


def _skip(d: Drawing) -> int:
    """Return every how many categories one is named, so that names have room."""
    if d.lying:
        return math.ceil(d.n / 24)
    if d.frame.panel and d.curve:
        return max(1, d.n - 1)
    longest = max(map(len, d.frame.chart.categories))
    room = max(1, int(d.frame.box.w * 0.9 / max(d.frame.label_size * 0.62 * min(longest, 12) + 10.0, 40.0)))
    if d.n > 8:
        return math.ceil(d.n / room)
    if not d.curve:
        return 1
    # Not every program sets a long period on two lines, and on a line of time the ones between are understood.
    widest = max(measure.width(name, d.theme.body_font, False, d.frame.label_size) for name in d.frame.chart.categories)
    return math.ceil((widest + 6.0) / (d.frame.box.w * 0.9 / d.n))


def _values(d: Drawing) -> str:
    labels = d.font(d.frame.label_size, d.theme.muted)
    numbers = f'<c:numFmt formatCode="{d.format}" sourceLinked="0"/>'
    quiet = d.quiet_axis
    ends = step = ""
    if d.scale is not None and (d.pointed or not quiet or d.frame.reach is not None or len(d.own) < d.m):
        ends = f'<c:max val="{d.scale.high!r}"/><c:min val="{d.scale.low!r}"/>'
        step = f'<c:majorUnit val="{d.scale.step!r}"/>'
        numbers = (
            f'<c:numFmt formatCode="{attribute(axis_format(d.scale, d.frame.chart, d.numerals))}" sourceLinked="0"/>'
        )
    values = d.values
    floor = '<c:min val="0"/>' if values and min(values) >= 0 and d.kind in {*BARS, ChartKind.AREA} else ""
    between = "midCat" if d.kind is ChartKind.AREA else "between"
    return (
        f'<c:valAx><c:axId val="{SECOND}"/><c:scaling><c:orientation val="minMax"/>{ends or floor}</c:scaling><c:delete val="{int(quiet)}"/>'
        f'<c:axPos val="{"b" if d.lying else "r" if d.from_right else "l"}"/>{"" if quiet else _grid(d)}{numbers}{_TICKS}<c:tickLblPos val="nextTo"/>{_HIDDEN}{labels}'
        f'<c:crossAx val="{FIRST}"/><c:crosses val="{"max" if d.lying else "autoZero"}"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
    )
