# ruff: noqa: E501 - a line of markup is easier to read whole
"""Labels of points: which say their value, where they stand, in what type."""

from __future__ import annotations

from deckwire_contracts.slides import ChartKind

from ...layout.chart.axis import decimals
from ...text import measure
from .drawing import Drawing

_NOTHING = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_THIN = 0.08


def shows(*, value: bool = False, name: bool = False, series: bool = False, percent: bool = False) -> str:
    """Return what a label shows."""
    flags = (
        ("LegendKey", False),
        ("Val", value),
        ("CatName", name),
        ("SerName", series),
        ("Percent", percent),
        ("BubbleSize", False),
    )
    return "".join(f'<c:show{flag} val="{int(on)}"/>' for flag, on in flags)


def _numbers(d: Drawing) -> str:
    return f'<c:numFmt formatCode="{d.format}" sourceLinked="0"/>'


def bar_labels(d: Drawing, i: int) -> str:
    """Return the labels of bars: beyond their ends, or within the segments of a stack."""
    if not d.labelled:
        return ""
    if d.stacked:
        font = d.font(_size(d), d.on(d.paint(i)), bold=True)
        return f'<c:dLbls>{_thin(d, i)}{_numbers(d)}{_NOTHING}{font}<c:dLblPos val="ctr"/>{shows(value=True)}</c:dLbls>'
    point = d.frame.highlight[1]
    quiet = point is not None and d.n > 3
    below = any(v < 0 for v in d.values)
    font = d.font(_size(d), d.theme.muted if quiet and not below else d.theme.ink, bold=not quiet)
    loud = ""
    if quiet:
        strong = d.font(_size(d) + 2, d.paint(i), bold=True)
        loud = f'<c:dLbl><c:idx val="{point}"/>{_numbers(d)}{_NOTHING}{strong}<c:dLblPos val="outEnd"/>{shows(value=True)}</c:dLbl>'
    return f'<c:dLbls>{loud}{_numbers(d)}{_NOTHING}{font}<c:dLblPos val="outEnd"/>{shows(value=True)}</c:dLbls>'


def _size(d: Drawing) -> float:
    if d.frame.panel:
        return 12.0
    return 14.0 if d.n * len(d.own) <= 12 else 12.0


def _thin(d: Drawing, i: int) -> str:
    """Take the label from every segment that is too thin or too narrow to hold it."""
    totals = [sum(abs(s.values[n] or 0.0) for s in d.frame.chart.series) for n in range(d.n)]
    top = max(totals, default=0.0)
    # About the share of the frame that the plot takes, and the share of its place that a bar fills.
    along, across = (0.75 * d.frame.box.w, 0.0) if d.lying else (0.0, 0.9 * d.frame.box.w / d.n / 1.5)
    places = decimals(d.values)

    def fits(value: float) -> bool:
        wide = measure.width(d.numerals.plain(value, places), d.theme.body_font, True, _size(d)) + 4.0
        return wide <= (along * abs(value) / top if d.lying else across)

    return "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>'
        for n, value in enumerate(d.frame.chart.series[i].values)
        if value is not None and (value == 0 or abs(value) < _THIN * top or not fits(value))
    )


def line_labels(d: Drawing, i: int) -> str:
    """Return the labels of a line: all points of a short one, else its ends; its name where lines are told apart."""
    last = d.last(i)
    if last is None:
        return ""
    if d.direct:
        paint = d.paint(i) if i in d.own and not _held(d, i) else d.theme.muted
        return (
            f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{_numbers(d)}{_NOTHING}{d.font(14, paint, bold=not _held(d, i))}'
            f'<c:dLblPos val="r"/>{shows(value=True, series=True)}<c:separator>  </c:separator></c:dLbl>'
            f"{shows()}</c:dLbls>"
        )
    if d.m > 1:
        return ""
    if d.pointed:
        return _every(d, i, last)
    values = d.frame.chart.series[i].values
    first = next(n for n in range(d.n) if values[n] is not None)
    big, small = (14.0, 12.0) if d.frame.panel else (18.0, 14.0)
    ends = [(last, d.font(big, d.theme.muted if d.frame.muted else d.paint(i), bold=True))]
    if first != last and d.n <= 60:
        ends.insert(0, (first, d.font(small, d.theme.muted)))
    labels = "".join(
        f'<c:dLbl><c:idx val="{n}"/>{_numbers(d)}{_NOTHING}{font}<c:dLblPos val="t"/>{shows(value=True)}</c:dLbl>'
        for n, font in ends
    )
    return f"<c:dLbls>{labels}{shows()}</c:dLbls>"


def _held(d: Drawing, i: int) -> bool:
    """Return whether a series stands back behind a highlighted one."""
    return d.frame.highlight[0] is not None and d.frame.highlight[0] != i


def _every(d: Drawing, i: int, last: int) -> str:
    quiet, loud = d.font(14, d.theme.muted), d.font(18, d.paint(i), bold=True)
    labels = "".join(
        f'<c:dLbl><c:idx val="{n}"/>{_numbers(d)}{_NOTHING}{loud if n == last else quiet}'
        f'<c:dLblPos val="{d.side(n)}"/>{shows(value=True)}</c:dLbl>'
        for n, value in enumerate(d.frame.chart.series[i].values)
        if value is not None
    )
    return f"<c:dLbls>{labels}{shows()}</c:dLbls>"


def yardstick_labels(d: Drawing, i: int) -> str:
    """Return the name and value at the end of a line that the others are held against."""
    last = d.held_at(i) if d.kind is ChartKind.COLUMN else d.last(i)
    if last is None or (d.kind is ChartKind.LINE and not d.direct):
        return ""
    where = "t" if d.kind is ChartKind.COLUMN else "r"
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{_numbers(d)}{_NOTHING}{d.font(12, d.theme.ink, bold=True)}'
        f'<c:dLblPos val="{where}"/>{shows(value=True, series=True)}<c:separator> </c:separator></c:dLbl>{shows()}</c:dLbls>'
    )


def slice_labels(d: Drawing) -> str:
    """Return the labels of slices; none when their key stands beside them."""
    if d.frame.keyed:
        return f"<c:dLbls>{shows()}</c:dLbls>"
    numbers = f'<c:numFmt formatCode="0%" sourceLinked="0"/>{_NOTHING}'
    if d.kind is ChartKind.DOUGHNUT:
        # A ring has no room beside it for labels: shares stand on the ring, names in the legend.
        return f"<c:dLbls>{numbers}{d.font(14, d.theme.on_accent, bold=True)}{shows(percent=True)}</c:dLbls>"
    return (
        f'<c:dLbls>{numbers}{d.font(14, d.theme.ink)}<c:dLblPos val="outEnd"/>{shows(name=named(d), percent=True)}'
        "<c:separator>\n</c:separator></c:dLbls>"
    )


def named(d: Drawing) -> bool:
    """Return whether the slices of a pie are short enough in name to be labelled with it."""
    return all(len(c) <= 24 for c in d.frame.chart.categories)
