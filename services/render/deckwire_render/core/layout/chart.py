"""Charts."""

from __future__ import annotations

import re
from dataclasses import replace

from deckwire_contracts.slides import Chart, ChartKind, ChartSlide

from . import grid
from .context import Context
from .figures import ROUND, drawn_kind, key_figure
from .frame import lead
from .ir import Box, ChartFrame, Element, Paragraph, Placeholder, Role, Shape
from .legend import key
from .page import Page
from .rows import panel
from .typeset import label, largest, para, set_in, stack_height

_PERIOD = re.compile(r"(?:\b(?:19|20)\d\d\b|\b[QH][1-4]\b|^\d{1,2}[./]\d{2,4}$)")


def abbreviated(value: float) -> str:
    """Return a number as it reads at a glance: 1.2 M, 340 k, 12.5."""
    for limit, suffix in ((1e12, " T"), (1e9, " B"), (1e6, " M"), (1e4, " k")):
        if abs(value) >= limit:
            scaled = value / (limit if limit != 1e4 else 1e3)
            return f"{scaled:.3g}{suffix}" if abs(scaled) < 1000 else f"{scaled:.4g}{suffix}"
    if value == int(value):
        return f"{int(value)}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.1f}"


def highlight(chart: Chart, *texts: str) -> tuple[int | None, int | None]:
    """Return the (series, point) that carries the finding in a lone series of bars, else nothing.

    It is the one bar that the texts name, or the last of a series in time.
    """
    if len(chart.series) != 1 or chart.kind not in {ChartKind.BAR, ChartKind.COLUMN} or len(chart.categories) < 3:
        return (None, None)
    if chart.kind is ChartKind.COLUMN and all(_PERIOD.search(c) for c in chart.categories):
        last = len(chart.categories) - 1
        return (0, last) if chart.series[0].values[last] is not None else (None, None)
    for text in texts:
        named = [
            i
            for i, (name, value) in enumerate(zip(chart.categories, chart.series[0].values, strict=True))
            if value is not None and name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        ]
        if len(named) == 1:
            return (0, named[0])
    return (None, None)


def scaled(chart: Chart) -> tuple[Chart, str]:
    """Return the chart in thousands, millions … when its numbers are large, and its unit with that said.

    Axis and labels then read short in every program; number formats that divide are not drawn alike everywhere.
    """
    values = [abs(v) for s in chart.series for v in s.values if v is not None]
    top = max(values, default=0.0)
    if chart.kind is ChartKind.SCATTER or chart.unit.strip() in {"%", "‰"} or top >= 1e15:
        return chart, chart.unit
    for limit, by, sign in ((1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (2e4, 1e3, "k")):
        if top >= limit:
            series = [
                s.model_copy(update={"values": [None if v is None else float(f"{v / by:.12g}") for v in s.values]})
                for s in chart.series
            ]
            return chart.model_copy(update={"series": series}), f"{sign} {chart.unit}".strip()
    return chart, chart.unit


def described(chart: Chart, title: str) -> str:
    """Return what a chart shows, for those who do not see it."""
    parts = []
    for series in chart.series[:4]:
        known = [(v, c) for v, c in zip(series.values, chart.categories, strict=True) if v is not None]
        if not known:
            continue
        if len(known) <= 6:
            parts.append(f"{series.name}: " + ", ".join(f"{c} {abbreviated(v)}" for v, c in known))
        else:
            low, high = min(known), max(known)
            parts.append(f"{series.name}: {low[1]} {abbreviated(low[0])} – {high[1]} {abbreviated(high[0])}")
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{title}{unit}. {'; '.join(parts)}"[:900]


def chart(slide: ChartSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the chart over eight columns and what to take from it over four, or the chart alone."""
    theme = ctx.theme
    alt = described(slide.chart, slide.title)
    spec, unit_text = scaled(slide.chart)
    mark = highlight(spec, slide.title, slide.takeaway)
    labels = 14.0 if len(spec.categories) <= 12 else 12.0
    unit: list[Element] = []
    whole = body.twelfths(0, 8, grid.GUTTER) if slide.takeaway else body
    area = whole
    shares_only = drawn_kind(spec) in ROUND
    if unit_text and not shares_only:
        found = largest(ctx, unit_text, Box(0, 0, area.w, 36.0), (14.0, 12.0), paint=theme.muted)
        unit.append(
            label(
                Box(area.x, area.y - 6.0, area.w, found.height),
                [found],
                role=Role.CAPTION,
                placeholder=Placeholder("body", 12),
                name="Unit",
            )
        )
        area = Box(area.x, area.y + found.height, area.w, area.h - found.height)
    frame = ChartFrame(area, spec, alt, mark, labels, Placeholder("chart", 31))
    drawn: list[Element] = [*unit, *_with_key(ctx, frame)]
    if not slide.takeaway:
        return [Page("chart", drawn)]
    side = _finding(slide, ctx, spec, unit_text, mark, body.twelfths(8, 4, grid.GUTTER))
    if side is None:
        # More than a column holds stands above the chart.
        first, rest = lead(ctx, slide.takeaway, body)
        return [Page("chart", [*first, replace(frame, box=rest)])]
    return [Page("chart.takeaway", [*drawn, *side])]


def _with_key(ctx: Context, frame: ChartFrame) -> list[Element]:
    """Return the chart, and if it is round its key to the right of it."""
    if drawn_kind(frame.chart) not in ROUND:
        return [frame]
    box = frame.box
    across = min(box.h, box.w * 0.52)
    gap = 36.0
    shown = key(ctx, frame.chart, Box(box.x + across + gap, box.y, min(box.w - across - gap, 380.0), box.h))
    if shown is None:
        return [frame]
    return [replace(frame, box=Box(box.x, box.y, across, box.h), keyed=True), *shown]


def _finding(
    slide: ChartSlide, ctx: Context, spec: Chart, unit: str, mark: tuple[int | None, int | None], base: Box
) -> list[Element] | None:
    """Return the panel with the takeaway under its key figure; None when the takeaway is too long for it."""
    theme = ctx.theme
    pad = 24.0
    width = base.w - 2 * pad
    number = _figure(slide, ctx, spec, unit, mark, width)
    number_h = stack_height(number) + 16.0 if number else 0.0
    sizes = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
    words = largest(ctx, slide.takeaway, Box(0, 0, width, base.h - 2 * pad - number_h), sizes)
    if number and (words.height + number_h + 2 * pad > base.h or words.size < 18.0):
        number, number_h = [], 0.0
        words = largest(ctx, slide.takeaway, Box(0, 0, width, base.h - 2 * pad), sizes)
    if words.height + 2 * pad > base.h:
        return None
    y = base.y + (base.h - number_h - words.height) / 2
    elements: list[Element] = [
        panel(ctx, base, theme.surface),
        Shape(Box(base.x + pad, base.y, 56.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark"),
    ]
    if number:
        elements.append(
            label(
                Box(base.x + pad, y, width, stack_height(number)),
                number,
                placeholder=Placeholder("body", 13),
                name="Figure",
                ground=theme.surface,
            )
        )
        y += number_h
    elements.append(
        Shape(
            Box(base.x + pad, y, width, words.height),
            text=set_in(ctx, width, words),
            placeholder=Placeholder("body", 11),
            name="Takeaway",
            ground=theme.surface,
        )
    )
    return elements


def _figure(
    slide: ChartSlide, ctx: Context, spec: Chart, unit: str, mark: tuple[int | None, int | None], width: float
) -> list[Paragraph]:
    """Return the figure that the takeaway or the title names, else that of the highlighted bar, else nothing."""
    theme = ctx.theme
    named = key_figure(spec, slide.takeaway, slide.title)
    below: list[Paragraph] = []
    numeral = ""
    if named is not None:
        numeral = named.numeral
        if named.unit:
            below.append(para(ctx, named.unit, 24.0, width, bold=True, display=True, paint=theme.accent()))
    elif mark[1] is not None:
        value = spec.series[0].values[mark[1]]
        short = unit if len(unit) <= 4 else ""
        numeral = (abbreviated(value) if value is not None else "") + (f"\u00a0{short}" if short else "")
        category = spec.categories[mark[1]]
        below.append(largest(ctx, category, Box(0, 0, width, 40.0), (18.0, 16.0, 14.0), max_lines=2, paint=theme.muted))
    if not numeral:
        return []
    sizes = (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0)
    shown = largest(
        ctx, numeral, Box(0, 0, width, 76.0), sizes, max_lines=1, bold=True, display=True, paint=theme.accent()
    )
    return [shown, *below] if len(shown.lines) == 1 else []
