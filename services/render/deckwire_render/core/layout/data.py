"""Charts and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwire_contracts.slides import Chart, ChartKind, ChartSlide, Table, TableSlide

from . import grid
from .context import Context
from .frame import lead
from .ir import Box, Cell, ChartFrame, Element, Paragraph, Placeholder, Role, Row, Shape, TableFrame, Text
from .page import Page, paginate
from .typeset import label, largest, para, stack_height

MAX_ROWS = 10
_NUMBER = re.compile(r"^[\s(+\-−–~≈<>≤≥±]*[$€£¥₹]?\s?[+\-−]?\d[\d\s.,'’]*\s?(%|‰|[a-zA-Z€$£¥₹°²³/·µ]{0,6})\)?$")
_BLANK = frozenset({"", "-", "–", "—", "n/a", "N/A"})


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
        unit.append(label(Box(area.x, area.y - 6.0, area.w, found.height), [found], role=Role.CAPTION, placeholder=Placeholder("body", 12), name="Unit"))
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
        number.append(largest(ctx, f"{text}\u00a0{short}" if short else text, Box(0, 0, width, 70.0), (54.0, 48.0, 40.0, 32.0, 24.0), max_lines=1, bold=True, display=True, paint=theme.accent()))
        number.append(largest(ctx, spec.categories[point], Box(0, 0, width, 40.0), (16.0, 14.0), max_lines=2, paint=theme.muted))
    number_h = stack_height(number) + 18.0 if number else 0.0
    words = largest(ctx, slide.takeaway, Box(0, 0, width, body.h - 2 * pad - number_h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
    if number and words.height + number_h + 2 * pad > body.h:
        number, number_h = [], 0.0
    elements: list[Element] = [*unit, frame]
    base = Box(side.x, body.y, side.w, body.h)
    total = number_h + words.height
    y = base.y + (base.h - total) / 2
    from .rows import panel

    elements.append(panel(ctx, base, theme.surface))
    elements.append(Shape(Box(base.x, base.y + 24.0, 4.0, base.h - 48.0), Role.DECORATION, fill=theme.accent(), name="Mark"))
    if number:
        elements.append(label(Box(base.x + pad, y, width, stack_height(number)), number, placeholder=Placeholder("body", 13), name="Figure", ground=theme.surface))
        y += number_h
    elements.append(label(Box(base.x + pad, y, width, words.height), [words], placeholder=Placeholder("body", 11), name="Takeaway", ground=theme.surface))
    return [Page("chart.takeaway", elements)]


def numeric(values: Sequence[str]) -> bool:
    """Return whether a column of cells holds numbers (blanks and dashes aside)."""
    filled = [v for v in values if v.strip() not in _BLANK]
    return bool(filled) and sum(1 for v in filled if _NUMBER.match(v.strip())) >= 0.8 * len(filled)


def table(slide: TableSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the table, continued on further slides when it has more rows than can be read."""
    first, area = lead(ctx, slide.takeaway, body)
    spec = slide.table
    for size in (18.0, 16.0, 14.0):
        found = _built(ctx, spec, spec.rows, area, size, slide.title)
        if len(spec.rows) <= MAX_ROWS - 2 and found is not None:
            return [Page("table", [*first, found])]
    last: list[list[list[str]]] = []
    for size in (14.0, 13.0, 12.0, 11.0, 10.0):
        rows = _split_tall(ctx, spec, area, size) if size == 10.0 else spec.rows
        last = paginate(rows, lambda run, size=size: len(run) <= MAX_ROWS and _built(ctx, spec, run, area, size, slide.title) is not None)  # type: ignore[misc]
        tables = [_built(ctx, spec, run, area, size, slide.title) for run in last]
        if all(t is not None for t in tables) and (size <= 12.0 or len(last) <= -(-len(spec.rows) // (MAX_ROWS - 4))):
            break
    else:
        tables = [_built(ctx, spec, run, area, 10.0, slide.title, force=True) for run in last]
    return [Page("table", [*first, t] if not n else [*first, t]) for n, t in enumerate(tables) if t is not None]


def _widths(ctx: Context, spec: Table, width: float, size: float) -> list[float]:
    from ..text import measure

    family = ctx.theme.body_font
    natural: list[float] = []
    least: list[float] = []
    for c, header in enumerate(spec.headers):
        cells = [header, *(row[c] for row in spec.rows)]
        widest = max(min(measure.width(t[:400], family, c == 0 or n == 0, size), 420.0) for n, t in enumerate(cells))
        words = max((measure.width(w, family, True, size) for t in cells for w in t.split()[:40]), default=20.0)
        natural.append(widest + 26.0)
        least.append(min(words + 24.0, width / len(spec.headers)))
    total = sum(natural)
    if total <= width:
        # Free room goes to every column alike, so that numbers do not drift from their names.
        return [n + (width - total) / len(natural) for n in natural]
    rest = width - sum(least)
    want = [max(0.0, n - m) for n, m in zip(natural, least, strict=True)]
    scale = rest / sum(want) if sum(want) > 0 and rest > 0 else 0.0
    widths = [m + w * scale for m, w in zip(least, want, strict=True)]
    return [w * width / sum(widths) for w in widths]


_PAD_X = 14.0


def _built(
    ctx: Context, spec: Table, run: Sequence[Sequence[str]], area: Box, size: float, title: str, *, force: bool = False
) -> TableFrame | None:
    theme = ctx.theme
    widths = _widths(ctx, spec, area.w, size)
    right = [numeric([row[c] for row in spec.rows]) and c > 0 for c in range(len(widths))]
    head_size = max(10.0, min(size - 2.0, 14.0))
    pad_y = 7.0 if size >= 14.0 else 5.0

    def cell(text: str, c: int, *, head: bool) -> Cell:
        found = para(
            ctx,
            text,
            head_size if head else size,
            widths[c] - 2 * _PAD_X,
            bold=head or c == 0,
            paint=theme.muted if head else theme.ink,
            align="r" if right[c] else "l",
        )
        return Cell(Text((found,), "b" if head else "ctr", (_PAD_X, pad_y, _PAD_X, pad_y)))

    head = tuple(cell(t, c, head=True) for c, t in enumerate(spec.headers))
    body = [tuple(cell(t, c, head=False) for c, t in enumerate(row)) for row in run]
    heights = [max(c.text.height for c in head) + 2.0, *(max(c.text.height for c in row) + 2.0 for row in body)]
    free = area.h - sum(heights)
    if free < -0.5 and not force:
        return None
    if size > 14.0 and max(len(c.text.paragraphs[0].lines) for row in body for c in row) > 2:
        return None
    stretch = max(0.0, min(free / len(heights), 46.0 - min(heights[1:]), 16.0)) if free > 0 else 0.0
    heights = [h + stretch for h in heights]
    box = Box(area.x, area.y + max(0.0, area.h - sum(heights)) * 0.3, area.w, sum(heights))
    rows = tuple(Row(h, cells) for h, cells in zip(heights, [head, *body], strict=True))
    return TableFrame(box, tuple(widths), rows, f"{title}. {', '.join(spec.headers)}"[:900], theme.line, Placeholder("tbl", 32))


def _split_tall(ctx: Context, spec: Table, area: Box, size: float) -> list[list[str]]:
    """Return the rows with every one that is taller than a slide continued on rows of its own."""
    widths = _widths(ctx, spec, area.w, size)
    head = max(
        stack_height([para(ctx, t, 10.0, w - 2 * _PAD_X, bold=True)]) for t, w in zip(spec.headers, widths, strict=True)
    )
    room = max(1, int((area.h - head - 40.0) / (size * 1.2)))
    found: list[list[str]] = []
    for row in spec.rows:
        lines = [
            list(para(ctx, t, size, w - 2 * _PAD_X, bold=c == 0).lines)
            for c, (t, w) in enumerate(zip(row, widths, strict=True))
        ]
        depth = max(len(x) for x in lines)
        if depth <= room:
            found.append(list(row))
            continue
        found += [[_joined(x[at : at + room], t) for x, t in zip(lines, row, strict=True)] for at in range(0, depth, room)]
    return found


def _joined(lines: list[str], text: str) -> str:
    glue = " " if " " in text else ""
    return glue.join(lines)


