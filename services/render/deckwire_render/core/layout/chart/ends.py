"""Names of series where they end: beside the last point of lines and areas, beside the last column of a stack."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckwire_contracts.slides import ChartKind

from ...text import measure
from ...text.numerals import Numerals
from ...themes.model import Paint
from ...themes.series import series_paint
from ..context import Context
from ..ir import Box, ChartFrame, Element
from ..typeset import label, para
from .axis import Scale, axis_width, decimals, is_percent, reach, scale

_MOST = 5
_SIZE = 14.0
_PITCH = 20.0
_FARTHEST = 44.0
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class _End:
    """A name and the height at which it belongs, in points from the top of the slide."""

    text: str
    paint: Paint
    y: float
    bold: bool


def named_at_ends(ctx: Context, frame: ChartFrame, numerals: Numerals) -> list[Element] | None:
    """Return the chart with the names of its series to the right of it, None where a legend serves better.

    That is with too many series, names too long or ends too close, and from right to left, where time ends elsewhere.
    """
    chart = frame.chart
    stacked = chart.kind in {ChartKind.STACKED_COLUMN, ChartKind.AREA}
    if ctx.rtl or frame.yardsticks or not (stacked or chart.kind is ChartKind.LINE):
        return None
    if not 2 <= len(chart.series) <= (_MOST if stacked else _MOST - 1) or any(not s.name for s in chart.series):
        return None
    found = scale(reach(chart), bars=stacked)
    if found is None or any(s.values[-1] is None for s in chart.series):
        return None
    box = frame.box
    texts = _texts(frame, numerals)
    family = ctx.theme.body_font
    wide = max(measure.width(text, family, True, _SIZE) for text in texts) * 1.02 / (1 - ctx.reserve) + 4.0
    if wide > 0.3 * box.w:
        return None
    held = Box(box.x, box.y, box.w - wide - _GAP, box.h)
    axis = axis_width(found, chart, numerals, family, frame.label_size)
    plot = Box(axis / held.w, 0.03, 0.995 - axis / held.w, 0.97 - (frame.label_size * 1.25 + 14.0) / held.h)
    ends = _ends(ctx, frame, texts, found, Box(0.0, held.y + plot.y * held.h, 0.0, plot.h * held.h))
    placed = _spread(ends, held.y, held.bottom)
    if placed is None:
        return None
    labels = [
        label(
            Box(held.right + _GAP, y - _SIZE * 0.6, wide, _SIZE * 1.2),
            [para(ctx, end.text, _SIZE, wide, paint=end.paint, bold=end.bold)],
            name="Series",
        )
        for end, y in zip(ends, placed, strict=True)
    ]
    return [replace(frame, box=held, plot=plot, keyed=True), *labels]


def _texts(frame: ChartFrame, numerals: Numerals) -> list[str]:
    """Return the names, with the last values where nothing else says them."""
    chart = frame.chart
    if chart.kind is ChartKind.STACKED_COLUMN:
        return [s.name for s in chart.series]
    places = decimals([v for s in chart.series for v in s.values if v is not None])
    write = numerals.percent if is_percent(chart) else numerals.plain
    return [f"{s.name}  {write(s.values[-1] or 0.0, places)}" for s in chart.series]


def _ends(ctx: Context, frame: ChartFrame, texts: list[str], found: Scale, plot: Box) -> list[_End]:
    """Return the names from the top down."""
    chart = frame.chart
    own = range(len(chart.series))
    below = 0.0
    ends: list[_End] = []
    for i, (series, text) in enumerate(zip(chart.series, texts, strict=True)):
        value = series.values[-1] or 0.0
        at = value
        if chart.kind is not ChartKind.LINE:
            at, below = below + value / 2, below + value
        y = plot.y + plot.h * (1 - (at - found.low) / (found.high - found.low))
        loud = frame.highlight[0] in {None, i}
        paint = series_paint(ctx.theme, i, own, frame.highlight) if loud else ctx.theme.muted
        ends.append(_End(text, paint, y, loud))
    return sorted(ends, key=lambda end: end.y)


def _spread(ends: list[_End], top: float, bottom: float) -> list[float] | None:
    """Return heights near those of the ends at which no two names touch, None when one would stray too far."""
    placed: list[float] = []
    for end in ends:
        placed.append(max(end.y, placed[-1] + _PITCH if placed else top + _SIZE * 0.6))
    limit = bottom - _SIZE * 0.6
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], limit)
        limit = placed[n] - _PITCH
    near = all(abs(y - end.y) <= _FARTHEST for y, end in zip(placed, ends, strict=True))
    return placed if near and placed[0] >= top else None
