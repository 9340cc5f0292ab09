"""How a chart, its finding and its numbers stand on a slide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckwire_contracts.slides import Chart, ChartKind, ChartSlide, Table

from ...text import measure
from ...text.numerals import Numerals, numerals
from .. import grid, side, takeaway
from ..context import Context
from ..figures import key_figure
from ..frame import lead
from ..ir import Box, ChartFrame, Element, Paragraph, Placeholder, Role, TableFrame
from ..legend import key
from ..page import Page
from ..table import beside
from ..typeset import label, largest, para
from .axis import decimals, in_powers
from .callout import bracketed
from .categories import periods
from .ends import named_at_ends
from .finding import Growth, Mark, crowded, described, growth, highlight, scaled
from .form import CURVES, RINGS, Form, form
from .panels import panels

_NAMES = {
    ChartKind.BAR: "bars",
    ChartKind.COLUMN: "columns",
    ChartKind.LINE: "lines",
    ChartKind.AREA: "an area",
    ChartKind.PIE: "a pie",
    ChartKind.DOUGHNUT: "a doughnut",
    ChartKind.SCATTER: "a scatter chart",
    ChartKind.STACKED_COLUMN: "stacked columns",
    ChartKind.STACKED_BAR: "stacked bars",
}


# So many names, and bars, are written large.
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class _Told:
    """A chart with all that is known about it: numbers in reading size, unit, what it says."""

    slide: ChartSlide
    spec: Chart
    unit: str
    numerals: Numerals
    alt: str
    mark: Mark
    change: Growth | None
    form: Form


def chart(slide: ChartSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the chart in the form that suits its numbers, with its finding beside or above it, its numbers beneath."""
    texts = (slide.title, slide.takeaway, *slide.chart.categories)
    found = numerals(ctx.language, *texts)
    shape = form(slide.chart, found)
    remarks = (_remark(slide.chart.kind, shape),) if shape.why else ()
    told = _told(slide, shape, found)
    if shape.panels:
        first, area = lead(ctx, slide.takeaway, body)
        drawn = panels(ctx, shape, told.alt, told.mark[0], found, area)
        return [Page("chart.panels", [*first, *drawn], remarks=remarks)]
    page = _single(told, ctx, body)
    return [replace(page, remarks=remarks)]


def _told(slide: ChartSlide, shape: Form, found: Numerals) -> _Told:
    spec, unit = scaled(shape.chart, found)
    own = [i for i in range(len(spec.series)) if i not in shape.yardsticks]
    bare = spec if len(own) == len(spec.series) else spec.model_copy(update={"series": [spec.series[i] for i in own]})
    mark = highlight(bare, found, slide.title, slide.takeaway)
    if mark[0] is not None:
        mark = (own[mark[0]], mark[1])
    lead_series = spec.series[mark[0] if mark[0] is not None else own[0]]
    change = growth(spec, lead_series, found, slide.title, slide.takeaway)
    return _Told(slide, spec, unit, found, described(shape.chart, slide.title, found), mark, change, shape)


def _remark(asked: ChartKind, shape: Form) -> str:
    return f"Asked for {_NAMES[asked]}, drawn as {_NAMES[shape.chart.kind]}: {shape.why}."


def _single(told: _Told, ctx: Context, body: Box) -> Page:
    slide = told.slide
    if _tabled(told):
        first, area = lead(ctx, slide.takeaway, body)
        if (found := _with_table(told, ctx, area)) is not None:
            return Page("chart.table", [*first, *found])
    if not slide.takeaway:
        return _aside(told, ctx) or Page("chart", _drawn(told, ctx, body))
    if not crowded(told.spec):
        left = ctx.place.turn % 2 == 1
        drawn = _drawn(told, ctx, body.twelfths(4 if left else 0, 8, grid.GUTTER))
        bracket = any(e.name.startswith("Change") for e in drawn)
        column = body.twelfths(0 if left else 8, 4, grid.GUTTER)
        number = _figure(told, ctx, column.w - 2 * takeaway.PAD, bracket=bracket)
        said = takeaway.column(ctx, slide.takeaway, number, column)
        if said is not None:
            # What is read first stands first.
            return Page("chart.left", [*said, *drawn]) if left else Page("chart.takeaway", [*drawn, *said])
    # More than a column holds stands above the chart, and so does what a crowded chart says.
    first, rest = lead(ctx, slide.takeaway, body)
    return Page("chart", [*first, *_drawn(told, ctx, rest)])


def _aside(told: _Told, ctx: Context) -> Page | None:
    """Return the chart beside its title, every second time: charts that stand alone would look alike."""
    if ctx.place.turn % 2 == 0 or crowded(told.spec):
        return None
    held = side.panel(ctx, told.slide.title or ctx.deck_title or "…")
    return held.page("chart.side", _drawn(told, ctx, held.room)) if held is not None else None


def _drawn(told: _Told, ctx: Context, area: Box) -> list[Element]:
    """Return the chart in `area` under its unit, with its callout above it or its key beside it."""
    spec, size = _named(told, ctx, area.w)
    elements: list[Element] = []
    ring = spec.kind in RINGS
    if told.unit and not ring and not _signed(spec):
        elements, area = captioned(ctx, told.unit, area)
    if spec.kind is ChartKind.SCATTER and spec.axis:
        named, area = _underlined(ctx, spec.axis, area)
        elements += named
    frame = ChartFrame(
        area,
        spec,
        told.alt,
        told.mark,
        size,
        Placeholder("chart", 31),
        yardsticks=told.form.yardsticks,
    )
    if ring:
        return [*elements, *_with_key(ctx, frame, told.numerals)]
    if (ended := named_at_ends(ctx, frame, told.numerals)) is not None:
        return [*elements, *ended]
    return [*elements, *bracketed(ctx, frame, told.change, told.slide.title, told.slide.takeaway)]


def _named(told: _Told, ctx: Context, width: float) -> tuple[Chart, float]:
    """Return the chart with the size of its names: columns whose names would meet in the width lie down."""
    spec = told.spec
    n = len(spec.categories)
    if n > _MOST_NAMED:
        return spec, 12.0
    if spec.kind is not ChartKind.COLUMN or periods(spec.categories, told.numerals.tag):
        return spec, 14.0
    for size in (14.0, 12.0):
        widest = max(measure.width(name, ctx.theme.body_font, False, size) for name in spec.categories)
        if widest + 6.0 <= 0.92 * width / n:
            return spec, size
    if n * len(spec.series) > _MOST_NAMED or told.form.yardsticks:
        return spec, 12.0
    return spec.model_copy(update={"kind": ChartKind.BAR}), 14.0


def _underlined(ctx: Context, axis: str, area: Box) -> tuple[list[Element], Box]:
    """Return what the horizontal axis measures, at its end, and what is left of the area above.

    It is no title of the axis, which not every program sets beside it.
    """
    found = largest(ctx, axis, Box(0, 0, area.w, 36.0), (14.0, 12.0), paint=ctx.theme.muted, align="r")
    rest = Box(area.x, area.y, area.w, area.h - found.height - 2.0)
    return [label(Box(area.x, rest.bottom + 2.0, area.w, found.height), [found], role=Role.CAPTION, name="Axis")], rest


def _signed(spec: Chart) -> bool:
    """Return whether the numbers at axis and bars carry their unit themselves."""
    return spec.unit.strip() in {"%", "٪"} and spec.kind is not ChartKind.SCATTER


def captioned(ctx: Context, unit: str, area: Box) -> tuple[list[Element], Box]:
    """Return the unit of a chart as its caption, and what is left of the area below."""
    found = largest(ctx, unit, Box(0, 0, area.w, 36.0), (14.0, 12.0), paint=ctx.theme.muted)
    caption = label(
        Box(area.x, area.y - 6.0, area.w, found.height),
        [found],
        role=Role.CAPTION,
        placeholder=Placeholder("body", 12),
        name="Unit",
    )
    return [caption], Box(area.x, area.y + found.height, area.w, area.h - found.height)


def _with_key(ctx: Context, frame: ChartFrame, found: Numerals) -> list[Element]:
    """Return a round chart and its key to the right of it."""
    box = frame.box
    across = min(box.h, box.w * 0.52)
    gap = 36.0
    room = Box(box.x + across + gap, box.y, min(box.w - across - gap, 380.0), box.h)
    shown = key(ctx, frame.chart, room, found, frame.highlight[1])
    if shown is None:
        return [frame]
    return [replace(frame, box=Box(box.x, box.y, across, box.h), keyed=True), *shown]


def _tabled(told: _Told) -> bool:
    """Return whether the numbers stand beside the chart as a table: when asked to, or unasked if it says more."""
    n, m = len(told.spec.categories), len(told.spec.series)
    fits = n <= 8 and m <= 4 and told.spec.kind not in RINGS and told.spec.kind is not ChartKind.SCATTER
    if told.slide.show_table is not None:
        return told.slide.show_table and fits
    unsaid = told.spec.kind in CURVES or n > 5 or n * m > 16
    return not told.slide.takeaway and fits and m >= 2 and 3 <= n <= 6 and unsaid


def _with_table(told: _Told, ctx: Context, body: Box) -> list[Element] | None:
    """Return the chart over seven columns and its numbers over five; None when the table does not fit."""
    spec, found = told.spec, told.numerals
    places = [decimals([v for v in s.values if v is not None]) for s in spec.series]
    percent = spec.unit.strip() in {"%", "٪"}

    def cell(value: float | None) -> str:
        if value is None:
            return "–"
        if in_powers(spec):
            return found.power(value)
        return found.percent(value, max(places)) if percent else found.plain(value, max(places))

    table = Table(
        headers=[spec.axis or told.unit or " ", *(s.name or "–" for s in spec.series)],
        rows=[
            [category or "–", *(cell(s.values[n]) for s in spec.series)] for n, category in enumerate(spec.categories)
        ],
    )
    share = 5 if len(spec.series) > 1 else 4
    held: TableFrame | None = beside(
        ctx, table, told.slide.title, body.twelfths(12 - share, share, grid.GUTTER), told.mark
    )
    if held is None:
        return None
    area = body.twelfths(0, 12 - share, grid.GUTTER)
    return [*_drawn(told, ctx, Box(area.x, area.y, area.w - 14.0, area.h)), held]


def _figure(told: _Told, ctx: Context, width: float, *, bracket: bool) -> list[Paragraph]:
    """Return the number to be set large: the one that the texts name, the change, or that of the highlighted bar.

    A number that stands in the bracket over the chart is not said again.
    """
    theme = ctx.theme
    named = key_figure(told.spec, told.slide.takeaway, told.slide.title)
    change = told.change
    if named is not None and bracket and change is not None and change.supported:
        named = None
    below: list[Paragraph] = []
    numeral = ""
    if named is not None:
        numeral = named.numeral
        if named.unit:
            below.append(para(ctx, named.unit, 24.0, width, bold=True, display=True, paint=theme.accent()))
    elif change is not None and not bracket and told.mark[1] is None:
        numeral = change.words.removeprefix("CAGR ")
        categories = told.spec.categories
        lone = len(told.spec.series) == 1 or told.mark[0] is None
        series = "" if lone and len(told.spec.series) == 1 else f"{told.spec.series[told.mark[0] or 0].name}, "
        below.append(_beneath(ctx, f"{series}{categories[change.first]}–{categories[change.last]}", width))
    elif told.mark[1] is not None:
        numeral = _value(told, told.mark[1])
        unit = "" if _short(told) or told.spec.kind in RINGS else f"{told.unit}, "
        below.append(_beneath(ctx, f"{unit}{told.spec.categories[told.mark[1]]}", width))
    if not numeral:
        return []
    sizes = (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0)
    shown = largest(
        ctx, numeral, Box(0, 0, width, 76.0), sizes, max_lines=1, bold=True, display=True, paint=theme.accent()
    )
    return [shown, *below] if len(shown.lines) == 1 else []


def _value(told: _Told, point: int) -> str:
    """Return the value of a point with its unit if that is short."""
    value = told.spec.series[0].values[point]
    if value is None:
        return ""
    if told.spec.kind in RINGS:
        total = sum(v or 0.0 for v in told.spec.series[0].values)
        return told.numerals.percent(value / total * 100) if total else ""
    if told.spec.unit.strip() in {"%", "٪"}:
        return told.numerals.percent(value, 0 if value == int(value) else 1)
    if not told.unit or not _short(told):
        return told.numerals.short(value)
    between = "" if told.numerals.closed else "\u00a0"
    return f"{told.numerals.short(value)}{between}{told.unit}"


def _short(told: _Told) -> bool:
    """Return whether the unit is short enough to stand beside its number."""
    return len(told.unit) <= 8


def _beneath(ctx: Context, text: str, width: float) -> Paragraph:
    return largest(ctx, text, Box(0, 0, width, 40.0), (18.0, 16.0, 14.0), max_lines=2, paint=ctx.theme.muted)
