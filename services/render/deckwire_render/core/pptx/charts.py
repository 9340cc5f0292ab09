# ruff: noqa: E501 - a line of markup is easier to read whole
"""Native charts: the chart part and the workbook inside it."""

from __future__ import annotations

import math
from itertools import pairwise

from deckwire_contracts.slides import ChartKind

from ..layout.figures import ROUND, drawn_kind
from ..layout.ir import ChartFrame
from ..markup import attribute, clean, emu
from ..markup import colour as _colour
from ..text import measure
from ..themes.model import Paint, Theme
from .axis import Scale, number_format, scale
from .workbook import bounded, column, x_values

_BARS = {ChartKind.BAR, ChartKind.COLUMN, ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN}
_FROM_ZERO = {*_BARS, ChartKind.AREA}
_POINTED = 8
_AX1 = 111111101
_AX2 = 111111102


class ChartXml:
    """Writes the chart part of one frame in the colours of a theme."""

    def __init__(self, frame: ChartFrame, theme: Theme, language: str) -> None:
        self.frame = frame
        self.chart = frame.chart
        self.theme = theme
        self.language = language
        self.kind = drawn_kind(frame.chart)
        self.n = len(self.chart.categories)
        self.m = len(self.chart.series)
        self.format = attribute(number_format(self.chart))
        points = self.n * self.m
        self.labelled = (self.kind in _BARS and points <= 16 and not (self.m > 1 and self.n > 5)) or (
            self.kind in _BARS and self.m == 1 and self.n <= 12
        )
        self.direct = self.kind is ChartKind.LINE and 1 < self.m <= 4 and self._ends_apart()
        self.legend = self.m > 1 and not self.direct
        # A short lone line says its values itself.
        self.scale = None if self.kind is ChartKind.SCATTER else scale(self._reach(), bars=self.kind in _FROM_ZERO)
        self.pointed = (
            self.kind is ChartKind.LINE and self.m == 1 and self.n <= _POINTED and all(map(self._side, range(self.n)))
        )

    def _ends_apart(self) -> bool:
        ends = []
        for series in self.chart.series:
            if series.values[-1] is None:
                return False
            ends.append(series.values[-1])
        everything = [v for s in self.chart.series for v in s.values if v is not None]
        reach = max(everything) - min(0.0, *everything)
        found = sorted(ends)
        return reach > 0 and all(b - a >= 0.08 * reach for a, b in pairwise(found))

    def _reach(self) -> tuple[float, float]:
        """Return the lowest and the highest value that the axis has to hold."""
        if self.m > 1 and self.kind in {ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN, ChartKind.AREA}:
            stacks = [[s.values[n] or 0.0 for s in self.chart.series] for n in range(self.n)]
            return (
                min(sum(v for v in stack if v < 0) for stack in stacks),
                max(sum(v for v in stack if v > 0) for stack in stacks),
            )
        values = [v for s in self.chart.series for v in s.values if v is not None] or [0.0]
        return min(values), max(values)

    def colour(self, paint: Paint) -> str:
        """Return a colour by the slots of the theme itself: not every program maps `bg1` and `tx1` inside charts."""
        pairs = (
            {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
            if self.theme.dark
            else {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
        )
        return _colour(Paint(pairs.get(paint.slot, paint.slot), paint.lum_mod, paint.lum_off, paint.alpha))

    def paint(self, series: int) -> Paint:
        """Return the colour of a series."""
        order = self.theme.chart_order
        base = self.theme.accent(order[series % len(order)])
        return base if series < len(order) else Paint(base.slot, 60, 0 if self.theme.dark else 40)

    def font(self, size: float, paint: Paint, *, bold: bool = False) -> str:
        """Return text properties."""
        weight = ' b="1"' if bold else ' b="0"'
        return (
            f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}"{weight}>'
            f'<a:solidFill>{self.colour(paint)}</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )

    def text(self) -> str:
        """Return the chart part."""
        plot, axes = self._plot(), self._axes()
        legend = ""
        if not self.frame.keyed and (
            self.legend
            or self.kind is ChartKind.DOUGHNUT
            or (self.kind is ChartKind.PIE and not self._slices_labelled())
        ):
            where = "r" if self.kind in ROUND else "t"
            legend = f'<c:legend><c:legendPos val="{where}"/><c:overlay val="0"/>{self.font(16 if self.kind in ROUND else 14, self.theme.ink)}</c:legend>'
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<c:date1904 val="0"/><c:lang val="{self.language}"/><c:roundedCorners val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self._layout()}{plot}{axes}'
            f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/>'
            '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f"{self.font(self.frame.label_size, self.theme.ink)}</c:chartSpace>"
        )

    def _layout(self) -> str:
        if not self.direct:
            return "<c:layout/>"
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="0.07"/><c:y val="0.04"/><c:w val="{0.91 - self._name_share():.3f}"/><c:h val="0.84"/></c:manualLayout></c:layout>'
        )

    def _name_share(self) -> float:
        """Return the share of the chart's width that the longest series name takes beside the line's end."""
        ends = [f"{s.name}  {bounded(s.values[-1] or 0.0):,.1f}%" for s in self.chart.series]
        longest = max(measure.width(end, self.theme.body_font, True, 14.0) for end in ends)
        return min(0.34, (longest + 16.0) / self.frame.box.w)

    def _slices_labelled(self) -> bool:
        return all(len(c) <= 24 for c in self.chart.categories)

    def _plot(self) -> str:
        series = "".join(self._series(i) for i in range(self.m))
        ids = f'<c:axId val="{_AX1}"/><c:axId val="{_AX2}"/>'
        if self.kind in _BARS:
            stacked = self.kind in {ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN}
            direction = "bar" if self.kind in {ChartKind.BAR, ChartKind.STACKED_BAR} else "col"
            overlap = '<c:overlap val="100"/>' if stacked else '<c:overlap val="-5"/>' if self.m > 1 else ""
            return (
                f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
                f'<c:varyColors val="0"/>{series}<c:gapWidth val="{55 if self.m == 1 or stacked else 70}"/>{overlap}{ids}</c:barChart>'
            )
        if self.kind is ChartKind.LINE:
            return f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{ids}</c:lineChart>'
        if self.kind is ChartKind.AREA:
            grouping = "stacked" if self.m > 1 else "standard"
            return f'<c:areaChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}{ids}</c:areaChart>'
        if self.kind is ChartKind.SCATTER:
            return f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}{ids}</c:scatterChart>'
        if self.kind is ChartKind.PIE:
            return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
        return f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/><c:holeSize val="46"/></c:doughnutChart>'

    def _series(self, i: int) -> str:
        series = self.chart.series[i]
        col = column(i + 1)
        head = (
            f'<c:idx val="{i}"/><c:order val="{i}"/><c:tx><c:strRef><c:f>Sheet1!${col}$1</c:f><c:strCache><c:ptCount val="1"/>'
            f'<c:pt idx="0"><c:v>{clean(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )
        values = "".join(
            f'<c:pt idx="{n}"><c:v>{bounded(v)!r}</c:v></c:pt>' for n, v in enumerate(series.values) if v is not None
        )
        numbers = (
            f"<c:numRef><c:f>Sheet1!${col}$2:${col}${self.n + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{self.n}"/>{values}</c:numCache></c:numRef>'
        )
        paint = self.paint(i)
        if self.kind is ChartKind.SCATTER:
            xs = "".join(f'<c:pt idx="{n}"><c:v>{x!r}</c:v></c:pt>' for n, x in enumerate(x_values(self.chart)))
            return (
                f'<c:ser>{head}<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>{self._marker(paint, 9)}'
                f"<c:xVal><c:numRef><c:f>Sheet1!$A$2:$A${self.n + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
                f'<c:ptCount val="{self.n}"/>{xs}</c:numCache></c:numRef></c:xVal><c:yVal>{numbers}</c:yVal>'
                '<c:smooth val="0"/></c:ser>'
            )
        names = "".join(f'<c:pt idx="{n}"><c:v>{clean(c)}</c:v></c:pt>' for n, c in enumerate(self.chart.categories))
        data = (
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${self.n + 1}</c:f><c:strCache>"
            f'<c:ptCount val="{self.n}"/>{names}</c:strCache></c:strRef></c:cat><c:val>{numbers}</c:val>'
        )
        if self.kind in _BARS:
            return f'<c:ser>{head}{self._solid(self._bar_paint(i))}<c:invertIfNegative val="0"/>{self._points(i)}{self._bar_labels(i)}{data}</c:ser>'
        if self.kind is ChartKind.LINE:
            ln = f'<c:spPr><a:ln w="{emu(3.0)}" cap="rnd"><a:solidFill>{self.colour(paint)}</a:solidFill><a:round/></a:ln></c:spPr>'
            marker = self._marker(paint, 7) if self.n <= 24 else '<c:marker><c:symbol val="none"/></c:marker>'
            return f'<c:ser>{head}{ln}{marker}{self._end_label(i)}{data}<c:smooth val="0"/></c:ser>'
        if self.kind is ChartKind.AREA:
            soft = paint if self.m > 1 else paint.faded(55)
            edge = f'<a:ln w="{emu(2.25)}"><a:solidFill>{self.colour(paint)}</a:solidFill></a:ln>'
            return f"<c:ser>{head}<c:spPr><a:solidFill>{self.colour(soft)}</a:solidFill>{edge}</c:spPr>{data}</c:ser>"
        return f"<c:ser>{head}{self._slices()}{self._slice_labels()}{data}</c:ser>"

    def _solid(self, paint: Paint) -> str:
        return f"<c:spPr><a:solidFill>{self.colour(paint)}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"

    def _marker(self, paint: Paint, size: int) -> str:
        return (
            f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr><a:solidFill>{self.colour(paint)}</a:solidFill>'
            f'<a:ln w="{emu(1.5)}"><a:solidFill>{self.colour(self.theme.ground)}</a:solidFill></a:ln></c:spPr></c:marker>'
        )

    def _bar_paint(self, i: int) -> Paint:
        return self.theme.quiet if self.frame.highlight[1] is not None else self.paint(i)

    def _points(self, i: int) -> str:
        point = self.frame.highlight[1]
        if point is None:
            return ""
        return f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{self._solid(self.paint(i))}</c:dPt>'

    def _shows(self, *, value: bool = False, name: bool = False, series: bool = False, percent: bool = False) -> str:
        flags = (
            ("LegendKey", False),
            ("Val", value),
            ("CatName", name),
            ("SerName", series),
            ("Percent", percent),
            ("BubbleSize", False),
        )
        return "".join(f'<c:show{flag} val="{int(on)}"/>' for flag, on in flags)

    def _bar_labels(self, i: int) -> str:
        if not self.labelled:
            return ""
        stacked = self.kind in {ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN}
        paint = self.theme.on_accent if stacked else self.theme.ink
        where = "ctr" if stacked else "outEnd"
        return (
            f'<c:dLbls>{self._thin(i) if stacked else ""}<c:numFmt formatCode="{self.format}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{self.font(14 if self.n * self.m <= 12 else 12, paint, bold=True)}<c:dLblPos val="{where}"/>{self._shows(value=True)}</c:dLbls>'
        )

    def _thin(self, i: int) -> str:
        """Take the label from every segment that is too thin to hold it."""
        totals = [sum(abs(s.values[n] or 0.0) for s in self.chart.series) for n in range(self.n)]
        least = 0.08 * max(totals, default=0.0)
        return "".join(
            f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>'
            for n, value in enumerate(self.chart.series[i].values)
            if value is not None and abs(value) < least
        )

    def _end_label(self, i: int) -> str:
        nothing = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        numbers = f'<c:numFmt formatCode="{self.format}" sourceLinked="0"/>'
        last = next((n for n in range(self.n - 1, -1, -1) if self.chart.series[i].values[n] is not None), None)
        if last is None or not (self.direct or self.m == 1):
            return ""
        if self.direct:
            return (
                f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{numbers}{nothing}{self.font(14, self.paint(i), bold=True)}'
                f'<c:dLblPos val="r"/>{self._shows(value=True, series=True)}<c:separator>  </c:separator></c:dLbl>'
                f"{self._shows()}</c:dLbls>"
            )
        if not self.pointed:
            end = f'{numbers}{nothing}{self.font(18, self.paint(i), bold=True)}<c:dLblPos val="t"/>{self._shows(value=True)}'
            return f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{end}</c:dLbl>{self._shows()}</c:dLbls>'
        quiet, loud = self.font(14, self.theme.muted), self.font(18, self.paint(i), bold=True)
        labels = "".join(
            f'<c:dLbl><c:idx val="{n}"/>{numbers}{nothing}{loud if n == last else quiet}'
            f'<c:dLblPos val="{self._side(n)}"/>{self._shows(value=True)}</c:dLbl>'
            for n, value in enumerate(self.chart.series[i].values)
            if value is not None
        )
        return f"<c:dLbls>{labels}{self._shows()}</c:dLbls>"

    def _side(self, n: int) -> str:
        """Return whether the value of a point of the first series stands clear of the line above (`t`) or below it (`b`).

        Empty on a steep stretch, where both sides touch the line.
        """
        values = self.chart.series[0].values
        low, high = self._reach()
        steep = 0.12 * (high - low)

        def rise(a: int, b: int) -> float:
            one, two = (values[k] if 0 <= k < self.n else None for k in (a, b))
            return 0.0 if one is None or two is None or abs(two - one) < steep else two - one

        before, after = rise(n - 1, n), rise(n, n + 1)
        if before >= 0 >= after:
            return "t"
        if before <= 0 <= after:
            return "b"
        return ""

    def _slices(self) -> str:
        edge = f'<a:ln w="{emu(2.0)}"><a:solidFill>{self.colour(self.theme.ground)}</a:solidFill></a:ln>'
        return "".join(
            f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/><c:spPr><a:solidFill>{self.colour(self.paint(n))}</a:solidFill>{edge}</c:spPr></c:dPt>'
            for n in range(self.n)
        )

    def _slice_labels(self) -> str:
        if self.frame.keyed:
            return f"<c:dLbls>{self._shows()}</c:dLbls>"
        named = self._slices_labelled()
        if self.kind is ChartKind.DOUGHNUT:
            # A ring has no room beside it for labels: shares stand on the ring, names in the legend.
            return (
                f'<c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
                f"{self.font(14, self.theme.on_accent, bold=True)}{self._shows(percent=True)}</c:dLbls>"
            )
        return (
            f'<c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{self.font(14, self.theme.ink)}<c:dLblPos val="outEnd"/>{self._shows(name=named, percent=True)}'
            "<c:separator>\n</c:separator></c:dLbls>"
        )

    def _axes(self) -> str:
        if self.kind in ROUND:
            return ""
        theme = self.theme
        across = self.kind in {ChartKind.BAR, ChartKind.STACKED_BAR}
        grid = f'<c:majorGridlines><c:spPr><a:ln w="{emu(0.75)}"><a:solidFill>{self.colour(theme.line)}</a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        labels = self.font(self.frame.label_size, theme.muted)
        base = f'<c:spPr><a:ln w="{emu(1.0)}"><a:solidFill>{self.colour(theme.quiet)}</a:solidFill></a:ln></c:spPr>'
        hidden = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        numbers = f'<c:numFmt formatCode="{self.format}" sourceLinked="0"/>'
        ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        if self.kind is ChartKind.SCATTER:
            return (
                f'<c:valAx><c:axId val="{_AX1}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
                f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="low"/>{base}{labels}<c:crossAx val="{_AX2}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>'
                f'<c:valAx><c:axId val="{_AX2}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>{grid}{numbers}'
                f'{ticks}<c:tickLblPos val="low"/>{hidden}{labels}<c:crossAx val="{_AX1}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>'
            )
        skip = math.ceil(self.n / 14) if not across else math.ceil(self.n / 20)
        every = f'<c:tickLblSkip val="{skip}"/>' if skip > 1 else ""
        order = "maxMin" if across else "minMax"
        quiet_axis = self.pointed or (
            self.labelled and not (self.m > 1 and self.kind in {ChartKind.STACKED_BAR, ChartKind.STACKED_COLUMN})
        )
        ends = step = ""
        if self.scale is not None and (self.pointed or not quiet_axis):
            ends = f'<c:max val="{self.scale.high!r}"/><c:min val="{self.scale.low!r}"/>'
            step = f'<c:majorUnit val="{self.scale.step!r}"/>'
            numbers = f'<c:numFmt formatCode="{self._axis_format(self.scale)}" sourceLinked="0"/>'
        values = [v for s in self.chart.series for v in s.values if v is not None]
        floor = '<c:min val="0"/>' if values and min(values) >= 0 and self.kind in {*_BARS, ChartKind.AREA} else ""
        return (
            f'<c:catAx><c:axId val="{_AX1}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{"l" if across else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="low"/>{base}'
            f'{self.font(self.frame.label_size, theme.ink)}<c:crossAx val="{_AX2}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{every}<c:noMultiLvlLbl val="0"/></c:catAx>'
            f'<c:valAx><c:axId val="{_AX2}"/><c:scaling><c:orientation val="minMax"/>{ends or floor}</c:scaling><c:delete val="{int(quiet_axis)}"/>'
            f'<c:axPos val="{"b" if across else "l"}"/>{"" if quiet_axis else grid}{numbers}{ticks}<c:tickLblPos val="nextTo"/>{hidden}{labels}'
            f'<c:crossAx val="{_AX1}"/><c:crosses val="{"max" if across else "autoZero"}"/><c:crossBetween val="{"midCat" if self.kind is ChartKind.AREA else "between"}"/>{step}</c:valAx>'
        )

    def _axis_format(self, found: Scale) -> str:
        base = "#,##0" + (f".{'0' * found.decimals}" if found.decimals else "")
        return attribute(f'{base}"%"' if self.chart.unit.strip() == "%" else base)
