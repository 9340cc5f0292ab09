"""Charts."""

from __future__ import annotations

import re
from dataclasses import replace

from deckwire_contracts.slides import Chart, ChartKind, ChartSlide

from . import grid
from .context import Context
from .frame import lead
from .ir import Box, ChartFrame, Element, Paragraph, Placeholder, Role, Shape
from .page import Page
from .typeset import label, largest, stack_height


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
    """Return the (series, point) that the texts speak of: the one bar of a lone series that they name, else nothing."""
    if len(chart.series) != 1 or chart.kind not in {ChartKind.BAR, ChartKind.COLUMN} or len(chart.categories) < 3:
        return (None, None)
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
    area = grid.span(0, 8, body.y, body.h) if slide.takeaway else body
    if unit_text:
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
    if not slide.takeaway:
        return [Page("chart", [*unit, frame])]
    side = grid.span(8, 4, body.y, body.h)
    pad = 24.0
    width = side.w - 2 * pad
    number: list[Paragraph] = []
    point = mark[1]
    if point is not None:
        value = spec.series[0].values[point]
        text = abbreviated(value) if value is not None else ""
        short = unit_text if len(unit_text) <= 4 else ""
        number.append(
            largest(
                ctx,
                f"{text}\u00a0{short}" if short else text,
                Box(0, 0, width, 70.0),
                (54.0, 48.0, 40.0, 32.0, 24.0),
                max_lines=1,
                bold=True,
                display=True,
                paint=theme.accent(),
            )
        )
        number.append(
            largest(ctx, spec.categories[point], Box(0, 0, width, 40.0), (16.0, 14.0), max_lines=2, paint=theme.muted)
        )
    number_h = stack_height(number) + 18.0 if number else 0.0
    words = largest(
        ctx, slide.takeaway, Box(0, 0, width, body.h - 2 * pad - number_h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
    )
    if words.height + 2 * pad > body.h:
        # More than a column holds stands above the chart.
        first, rest = lead(ctx, slide.takeaway, body)
        return [Page("chart", [*first, replace(frame, box=rest)])]
    if number and words.height + number_h + 2 * pad > body.h:
        number, number_h = [], 0.0
    elements: list[Element] = [*unit, frame]
    base = Box(side.x, body.y, side.w, body.h)
    total = number_h + words.height
    y = base.y + (base.h - total) / 2
    from .rows import panel

    elements.append(panel(ctx, base, theme.surface))
    elements.append(
        Shape(Box(base.x, base.y + 24.0, 4.0, base.h - 48.0), Role.DECORATION, fill=theme.accent(), name="Mark")
    )
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
        label(
            Box(base.x + pad, y, width, words.height),
            [words],
            placeholder=Placeholder("body", 11),
            name="Takeaway",
            ground=theme.surface,
        )
    )
    return [Page("chart.takeaway", elements)]
