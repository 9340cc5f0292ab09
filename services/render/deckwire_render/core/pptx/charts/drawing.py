"""What is decided about a chart before it is written: kind, colours, labels, scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from deckwire_contracts.slides import ChartKind

from ...layout.chart.axis import Scale, axis_width, number_format, reach, scale
from ...layout.chart.categories import periods
from ...layout.chart.form import BARS, CURVES, LYING, RINGS, STACKS
from ...layout.ir import ChartFrame
from ...markup import attribute
from ...markup import colour as scheme_colour
from ...text import measure
from ...text.numerals import Numerals
from ...themes import colour as arithmetic
from ...themes.model import Paint, Theme
from ...themes.series import held_back, series_paint, slice_paint
from ..language import right_to_left

_POINTED = 8
_LABELLED = 16
_DIRECT = 4
_NAMES = 0.36
_VAST = 1e12
_FROM_ZERO = frozenset({*BARS, ChartKind.AREA})


@dataclass
class Drawing:
    """The decisions about one chart in a theme and a language; `n` points in `m` series."""

    frame: ChartFrame
    theme: Theme
    numerals: Numerals
    kind: ChartKind = field(init=False)
    n: int = field(init=False)
    m: int = field(init=False)
    own: tuple[int, ...] = field(init=False)
    format: str = field(init=False)
    scale: Scale | None = field(init=False)
    labelled: bool = field(init=False)
    direct: bool = field(init=False)
    pointed: bool = field(init=False)
    legend: bool = field(init=False)

    def __post_init__(self) -> None:
        chart = self.frame.chart
        self.kind = chart.kind
        self.n, self.m = len(chart.categories), len(chart.series)
        marks = self.frame.yardsticks if self.kind in {ChartKind.COLUMN, ChartKind.LINE} else frozenset()
        self.own = tuple(i for i in range(self.m) if i not in marks)
        self.format = attribute(number_format(chart, self.numerals))
        self.scale = None if self.kind is ChartKind.SCATTER else scale(self._with_room(), bars=self.kind in _FROM_ZERO)
        points = self.n * len(self.own)
        several = len(self.own) > 1
        self.labelled = self.kind in BARS and (
            (points <= _LABELLED and not (several and self.n > 5))
            or (not several and self.n <= (20 if self.kind is ChartKind.BAR else 12))
        )
        self.direct = (
            not self.frame.keyed
            and self.kind is ChartKind.LINE
            and 1 < self.m <= _DIRECT
            and self.name_share() <= _NAMES
            and bool(self.ends())
        )
        self.pointed = (
            self.kind is ChartKind.LINE
            and self.m == 1
            and not self.frame.panel
            and self.n <= _POINTED
            and all(map(self.side, range(self.n)))
        )
        named = self.kind in BARS and len(self.own) == 1
        told = all(self.held_at(i) is not None for i in range(self.m) if i not in self.own)
        self.legend = self.m > 1 and not self.direct and not self.frame.panel and not (named and told)

    def _with_room(self) -> tuple[float, float]:
        """Return what the axis has to hold with room for labels over the last point or beyond the longest bar."""
        low, high = self.frame.reach or self.reach()
        if self.kind is ChartKind.LINE and self.m == 1 and high - low < _VAST:
            return low, high + 0.1 * (high - low)
        if self.kind in BARS and (self.frame.reach is not None or len(self.own) < self.m) and 0 < high < _VAST:
            return low, high * (1.3 if self.lying else 1.15)
        return low, high

    @property
    def stacked(self) -> bool:
        """Whether bars stand on one another."""
        return self.kind in STACKS

    @property
    def lying(self) -> bool:
        """Whether bars run from left to right."""
        return self.kind in LYING

    @property
    def from_right(self) -> bool:
        """Whether columns are read from right to left, the first at the right.

        Time and everything with a scale beside it runs from left to right: not every program turns that round.
        """
        chart = self.frame.chart
        turned = right_to_left(self.numerals.tag) and self.kind is ChartKind.COLUMN and self.m == 1 and self.quiet_axis
        return turned and not self.frame.panel and not periods(chart.categories, self.numerals.tag)

    @property
    def ring(self) -> bool:
        """Whether it is a pie or a doughnut."""
        return self.kind in RINGS

    @property
    def curve(self) -> bool:
        """Whether it is a line or an area."""
        return self.kind in CURVES

    @property
    def values(self) -> list[float]:
        """All numbers that are there."""
        return [v for s in self.frame.chart.series for v in s.values if v is not None]

    @property
    def quiet_axis(self) -> bool:
        """Whether the value axis can go because every point says its value."""
        if self.stacked and self.m > 1:
            return False
        return self.pointed or self.labelled or (self.frame.panel and self.kind is ChartKind.LINE)

    def reach(self) -> tuple[float, float]:
        """Return the lowest and the highest value that the axis has to hold."""
        return reach(self.frame.chart)

    def ends(self) -> list[tuple[int, int, float]]:
        """Return (series, point, value) of the last point of each line, top down; empty when labels would collide."""
        found = []
        for i, series in enumerate(self.frame.chart.series):
            last = self.last(i)
            if last is None or (last < self.n - 1 and series.values[-1] is None and self.n - last > 1 + self.n // 10):
                return []
            found.append((i, last, float(series.values[last] or 0.0)))
        found.sort(key=lambda end: -end[2])
        low, high = self.reach()
        span = (self.scale.high - self.scale.low) if self.scale else high - min(0.0, low)
        least = 20.0 / max(60.0, self.frame.box.h * 0.84)
        apart = all(a[2] - b[2] >= least * span for a, b in pairwise(found))
        return found if span > 0 and apart else []

    def held_at(self, i: int) -> int | None:
        """Return the point where the name of a yardstick stands clear of the columns, None when it does nowhere."""
        low, high = self.reach()
        least = 0.1 * (high - min(low, 0.0))
        free = []
        for n, value in enumerate(self.frame.chart.series[i].values):
            tops = [v for k in self.own if (v := self.frame.chart.series[k].values[n]) is not None]
            if value is not None and value - max(tops, default=0.0) >= least:
                free.append((value - max(tops, default=0.0), n))
        return max(free)[1] if free else None

    def last(self, i: int) -> int | None:
        """Return the last point of a series that has a value."""
        values = self.frame.chart.series[i].values
        return next((n for n in range(self.n - 1, -1, -1) if values[n] is not None), None)

    def side(self, n: int) -> str:
        """Return whether the value of a point of the first series stands clear of the line above (`t`) or below (`b`).

        Empty on a steep stretch, where both sides touch the line.
        """
        values = self.frame.chart.series[0].values
        low, high = self.reach()
        steep = 0.12 * (high - low)

        def rise(a: int, b: int) -> float:
            one, two = (values[k] if 0 <= k < self.n else None for k in (a, b))
            return 0.0 if one is None or two is None or abs(two - one) < steep else two - one

        before, after = rise(n - 1, n), rise(n, n + 1)
        if before >= 0 >= after:
            return "t"
        return "b" if before <= 0 <= after else ""

    def paint(self, i: int) -> Paint:
        """Return the colour of a series."""
        if self.frame.muted:
            return held_back(self.theme, 1)
        return series_paint(self.theme, i, self.own, self.frame.highlight)

    def slice_paint(self, n: int) -> Paint:
        """Return the colour of a slice."""
        return slice_paint(self.theme, n, self.frame.highlight[1])

    def point_paint(self, i: int) -> Paint:
        """Return the colour of the bars of a series, the highlighted one aside."""
        return self.theme.quiet if self.frame.highlight[1] is not None else self.paint(i)

    def on(self, ground: Paint) -> Paint:
        """Return the colour of text on a bar or slice of colour `ground`."""
        below = self.theme.resolve(ground)
        return max(
            (self.theme.on_accent, self.theme.ink),
            key=lambda paint: arithmetic.contrast(self.theme.resolve(paint), below),
        )

    def colour(self, paint: Paint) -> str:
        """Return a colour by the slots of the theme itself: not every program maps `bg1` and `tx1` inside charts."""
        slot = self.theme.unmapped(paint.slot)
        return scheme_colour(Paint(slot, paint.lum_mod, paint.lum_off, paint.alpha))

    def font(self, size: float, paint: Paint, *, bold: bool = False) -> str:
        """Return text properties."""
        weight = ' b="1"' if bold else ' b="0"'
        return (
            f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}"{weight}>'
            f"<a:solidFill>{self.colour(paint)}</a:solidFill></a:defRPr></a:pPr>"
            f'<a:endParaRPr lang="{self.numerals.tag}"/></a:p></c:txPr>'
        )

    def axis_share(self) -> float:
        """Return the share of the chart's width that the numbers at the value axis take."""
        chart, size = self.frame.chart, self.frame.label_size
        wide = axis_width(self.scale, chart, self.numerals, self.theme.body_font, size)
        return min(0.2, wide / self.frame.box.w)

    def name_share(self) -> float:
        """Return the share of the chart's width that the longest series name takes beside the line's end."""
        ends = [
            f"{s.name}  {self.numerals.plain(float(s.values[last] or 0.0), 1)}%"
            for i, s in enumerate(self.frame.chart.series)
            if (last := self.last(i)) is not None and abs(s.values[last] or 0.0) < 1e15
        ]
        longest = max((measure.width(end, self.theme.body_font, True, 14.0) for end in ends), default=60.0)
        return (longest + 16.0) / self.frame.box.w
