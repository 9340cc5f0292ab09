# ruff: noqa: E501 - a line of markup is easier to read whole
"""The chart part."""

from __future__ import annotations

from deckwire_contracts.slides import ChartKind

from ...layout.chart.form import BARS
from ...layout.ir import ChartFrame
from ...text.numerals import Numerals, numerals
from ...themes.model import Theme
from .axes import IDS, axes
from .drawing import Drawing
from .labels import named
from .series import series


class ChartXml:
    """Writes the chart part of one frame in the colours of a theme and the numbers of a language."""

    def __init__(self, frame: ChartFrame, theme: Theme, language: str) -> None:
        chart = frame.chart
        found: Numerals = numerals(language, *chart.categories, *(s.name for s in chart.series))
        self.drawing = Drawing(frame, theme, found)

    def text(self) -> str:
        """Return the chart part."""
        d = self.drawing
        language = d.numerals.tag
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(d)}{_plot(d)}{axes(d)}'
            f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{_legend(d)}<c:plotVisOnly val="1"/>'
            '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f"{d.font(d.frame.label_size, d.theme.ink)}</c:chartSpace>"
        )


def _layout(d: Drawing) -> str:
    if d.frame.plot is not None:
        box = d.frame.plot
        x, y, w, h = box.x, box.y, box.w, box.h
    elif d.direct:
        left = d.axis_share()
        x, y, w, h = left, 0.04, 0.98 - left - d.name_share(), 0.84
    else:
        return "<c:layout/>"
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{w:.4f}"/><c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
    )


def _legend(d: Drawing) -> str:
    unnamed = d.kind is ChartKind.DOUGHNUT or (d.kind is ChartKind.PIE and not named(d))
    if d.frame.keyed or not (d.legend or unnamed):
        return ""
    where, size = ("r", 16) if d.ring else ("t", 14)
    return f'<c:legend><c:legendPos val="{where}"/><c:overlay val="0"/>{d.font(size, d.theme.ink)}</c:legend>'


def _gap(d: Drawing) -> int:
    """Return the gap between bars in percent of their width; few bars are not drawn as blocks."""
    if d.n <= 2:
        return 180 if d.n == 2 else 400
    return 60 if len(d.own) > 1 and not d.stacked else 50


def _plot(d: Drawing) -> str:
    body = "".join(series(d, i) for i in d.own)
    marks = "".join(series(d, i) for i in range(d.m) if i not in d.own)
    if d.kind in BARS:
        direction = "bar" if d.lying else "col"
        grouping = "stacked" if d.stacked else "clustered"
        several = len(d.own) > 1 and not d.stacked
        overlap = '<c:overlap val="100"/>' if d.stacked else '<c:overlap val="-5"/>' if several else ""
        bars = (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{body}'
            f'<c:gapWidth val="{_gap(d)}"/>{overlap}{IDS}</c:barChart>'
        )
        held = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{marks}<c:marker val="1"/>{IDS}</c:lineChart>'
        return bars + held if marks else bars
    if d.kind is ChartKind.LINE:
        return f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{body}{marks}<c:marker val="1"/>{IDS}</c:lineChart>'
    if d.kind is ChartKind.AREA:
        grouping = "stacked" if d.m > 1 else "standard"
        return f'<c:areaChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{body}{IDS}</c:areaChart>'
    if d.kind is ChartKind.SCATTER:
        return f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{body}{IDS}</c:scatterChart>'
    if d.kind is ChartKind.PIE:
        return f'<c:pieChart><c:varyColors val="1"/>{body}<c:firstSliceAng val="0"/></c:pieChart>'
    return f'<c:doughnutChart><c:varyColors val="1"/>{body}<c:firstSliceAng val="0"/><c:holeSize val="58"/></c:doughnutChart>'
