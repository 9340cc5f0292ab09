"""The bracket over a chart that says how much changed from its first column to its last."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts.slides import ChartKind

from ...text import measure
from ..context import Context
from ..figures import key_figure
from ..ir import Box, ChartFrame, Element, Role, Shape, Text
from ..rows import rounding
from ..typeset import para
from .finding import Growth

_STRIP = 44.0
_MAX_COLUMNS = 12


def bracketed(ctx: Context, frame: ChartFrame, change: Growth | None, *texts: str) -> list[Element]:
    """Return the chart under a bracket with the change, or the chart alone where nothing bears one out.

    A change that the texts do not speak of is shown only when they name no other figure.
    """
    n = len(frame.chart.categories)
    lone = len(frame.chart.series) - len(frame.yardsticks) == 1
    if change is None or frame.chart.kind is not ChartKind.COLUMN or not lone or not 3 <= n <= _MAX_COLUMNS:
        return [frame]
    if not change.supported and key_figure(frame.chart, *texts) is not None:
        return [frame]
    if frame.box.h < 200.0 or (ctx.rtl and (change.first, change.last) != (0, n - 1)):
        return [frame]
    below = _names_height(ctx, frame)
    box = frame.box
    held = Box(box.x, box.y + _STRIP, box.w, box.h - _STRIP)
    top = 26.0
    plot = Box(0.0, top / held.h, 1.0, (held.h - top - below) / held.h)
    step = box.w / n
    left, right = box.x + (change.first + 0.5) * step, box.x + (change.last + 0.5) * step
    return [*_bracket(ctx, left, right, box.y + 2.0, change.words), replace(frame, box=held, plot=plot)]


def _names_height(ctx: Context, frame: ChartFrame) -> float:
    """Return the height that the names of the columns take beneath them."""
    width = frame.box.w / len(frame.chart.categories) - 6.0
    size = frame.label_size
    lines = max(
        len(measure.lines(c, family=ctx.theme.body_font, bold=False, size_pt=size, width_pt=max(width, 20.0)))
        for c in frame.chart.categories
    )
    return min(lines, 3) * size * 1.25 + 12.0


def _bracket(ctx: Context, left: float, right: float, top: float, words: str) -> list[Element]:
    theme = ctx.theme
    size = 16.0
    text = para(ctx, words, size, 400.0, bold=True, align="ctr", paint=theme.accent())
    wide = measure.width(text.text, theme.body_font, True, size) * 1.04 + 24.0
    tall = size * 1.2 + 8.0
    line = top + tall / 2
    middle = (left + right) / 2
    end = top + _STRIP - 6.0

    def stroke(box: Box, name: str) -> Shape:
        return Shape(box, Role.DECORATION, "line", stroke=theme.muted, stroke_w=1.25, name=name)

    pill = Shape(
        Box(middle - wide / 2, top, wide, tall),
        Role.CAPTION,
        "roundRect" if theme.radius else "rect",
        rounding(ctx, tall) if theme.radius else (),
        fill=theme.tint(),
        text=Text((text,), "ctr"),
        name="Change",
    )
    return [
        stroke(Box(left, line, middle - wide / 2 - left, 0.0), "Bracket"),
        stroke(Box(middle + wide / 2, line, right - middle - wide / 2, 0.0), "Bracket"),
        stroke(Box(left, line, 0.0, end - line), "Bracket"),
        stroke(Box(right, line, 0.0, end - line), "Bracket"),
        pill,
    ]
