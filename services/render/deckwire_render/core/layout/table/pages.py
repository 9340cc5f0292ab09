"""Tables on slides: with what to take from them, and continued when they are long or wide."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from deckwire_contracts.slides import Table, TableSlide

from ...text.numerals import numerals
from .. import grid, side, takeaway
from ..context import Context
from ..figures import amount
from ..frame import lead
from ..ir import Box, TableFrame
from ..page import Page, chunks
from ..typeset import largest
from .emphasis import Emphasis, emphasis
from .setting import Setting, framed, typeset

MAX_ROWS = 10
_COLUMNS = 4
_FEW_ROWS = 5
_Find = Callable[[Table], Emphasis]


def table(slide: TableSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the table, continued on further slides when it has more rows or columns than can be read.

    A small one stands beside its takeaway, or beside its title when there is none; every second one has the whole
    width, so that those with a takeaway and those without take turns together.
    """
    found = numerals(ctx.language, slide.title, slide.takeaway, *(row[-1] for row in slide.table.rows))

    def find(spec: Table) -> Emphasis:
        return emphasis(spec, found, slide.title, slide.takeaway)

    if slide.takeaway and ctx.place.turn % 2 == 0 and (page := _with_column(slide, ctx, body, find)) is not None:
        return [page]
    if ctx.place.turn % 2 == 0 and not slide.takeaway and (page := _aside(slide, ctx, find)) is not None:
        return [page]
    first, area = lead(ctx, slide.takeaway, body)
    frames = _frames(ctx, slide.table, slide.title, area, body, find)
    return [Page("table", [*first, frame] if not n else [frame]) for n, frame in enumerate(frames)]


def _with_column(slide: TableSlide, ctx: Context, body: Box, find: _Find) -> Page | None:
    """Return a small table over eight columns and its takeaway over four, None when one of them does not fit."""
    spec = slide.table
    if len(spec.headers) > _COLUMNS or not 3 <= len(spec.rows) <= MAX_ROWS - 2:
        return None
    column = body.twelfths(8, 4, grid.GUTTER)
    figure = amount(slide.takeaway, slide.title)
    theme = ctx.theme
    width = column.w - 2 * takeaway.PAD
    number = (
        [
            largest(
                ctx, figure, Box(0, 0, width, 76.0), (54.0, 44.0, 36.0), max_lines=1, bold=True, display=True,
                paint=theme.accent(),
            )
        ]
        if figure
        else []
    )  # fmt: skip
    said = takeaway.column(ctx, slide.takeaway, number if number and len(number[0].lines) == 1 else [], column)
    area = body.twelfths(0, 8, grid.GUTTER)
    for size in (18.0, 16.0):
        found = typeset(ctx, spec, area.w - 10.0, size, find(spec))
        if said is not None and found.deepest <= 2 and found.head_h + sum(found.heights) <= area.h + 0.5:
            frame = framed(ctx, spec, found, range(len(spec.rows)), area, slide.title)
            return Page("table.takeaway", [frame, *said])
    return None


def _aside(slide: TableSlide, ctx: Context, find: _Find) -> Page | None:
    """Return a small table beside its title, None when it does not fit there."""
    spec = slide.table
    held = side.panel(ctx, slide.title or ctx.deck_title or "…")
    if held is None or len(spec.headers) > _COLUMNS or len(spec.rows) > MAX_ROWS - 2:
        return None
    for size, lines in _attempts(MAX_ROWS)[:-1]:
        found = typeset(ctx, spec, held.room.w, size, find(spec))
        if found.deepest <= lines and found.head_h + sum(found.heights) <= held.room.h + 0.5:
            frame = framed(ctx, spec, found, range(len(spec.rows)), held.room, slide.title)
            return held.page("table.side", [frame])
    return None


def beside(ctx: Context, spec: Table, title: str, area: Box, mark: tuple[int | None, int | None]) -> TableFrame | None:
    """Return a small table of a chart's numbers in `area`, None when it does not fit at 14 points.

    `mark` is the (series, point) that the chart highlights, whose column or row is set off.
    """
    shown = Emphasis(row=mark[1], column=None if mark[0] is None or mark[1] is not None else mark[0] + 1)
    for size in (18.0, 16.0, 14.0):
        found = typeset(ctx, spec, area.w, size, shown)
        if found.deepest <= 2 and found.head_h + sum(found.heights) <= area.h + 0.5:
            return framed(ctx, spec, found, range(len(spec.rows)), area, title)
    return None


def _frames(ctx: Context, spec: Table, title: str, area: Box, rest: Box, find: _Find) -> list[TableFrame]:
    """Return the table in as many frames as it needs: the first in `area`, further ones in `rest`."""
    n = len(spec.rows)
    for size, lines in _attempts(n):
        found = typeset(ctx, spec, area.w, size, find(spec))
        if n <= MAX_ROWS - 2 and found.deepest <= lines and found.head_h + sum(found.heights) <= area.h + 0.5:
            return [framed(ctx, spec, found, range(n), area, title)]
    for size in (14.0, 12.0):
        found = typeset(ctx, spec, area.w, size, find(spec))
        runs = _packed(found, area, rest)
        if runs and len(runs) <= -(-n // 4):
            return _placed(ctx, spec, found, runs, area, rest, title)
    columns = len(spec.headers)
    if columns > _COLUMNS:
        frames: list[TableFrame] = []
        for at in range(1, columns, _COLUMNS - 1):
            part = [0, *range(at, min(at + _COLUMNS - 1, columns))]
            cut = Table(headers=[spec.headers[c] for c in part], rows=[[row[c] for c in part] for row in spec.rows])
            frames += _frames(ctx, cut, title, area if not frames else rest, rest, find)
        return frames
    tall = _split_tall(ctx, spec, min(area, rest, key=lambda b: b.h))
    found = typeset(ctx, tall, area.w, 10.0, find(tall))
    return _placed(
        ctx, tall, found, _packed(found, area, rest) or [[i] for i in range(len(tall.rows))], area, rest, title
    )


def _attempts(rows: int) -> list[tuple[float, float]]:
    """Return the sizes to try with the lines that a cell may take: large on one line, then smaller on two."""
    plain = [20.0, 18.0, 16.0]
    return [
        *((size, 1.0) for size in ([22.0, *plain] if rows <= _FEW_ROWS else plain)),
        *((size, 2.0) for size in plain),
        (14.0, inf),
    ]


def _packed(found: Setting, area: Box, rest: Box) -> list[list[int]]:
    """Return the rows in runs that fit a slide each, as even as can be; empty when a row alone does not fit."""
    runs: list[list[int]] = [[]]
    taken = found.head_h
    for n, height in enumerate(found.heights):
        room = area.h if len(runs) == 1 else rest.h
        if found.head_h + height > min(area.h, rest.h) + 0.5:
            return []
        if runs[-1] and (taken + height > room + 0.5 or len(runs[-1]) >= MAX_ROWS):
            runs.append([])
            taken = found.head_h
        runs[-1].append(n)
        taken += height
    even = chunks(list(range(len(found.heights))), len(runs))
    least = min(area.h, rest.h) - found.head_h + 0.5
    return even if all(sum(found.heights[n] for n in run) <= least for run in even) else runs


def _placed(
    ctx: Context, spec: Table, found: Setting, runs: list[list[int]], area: Box, rest: Box, title: str
) -> list[TableFrame]:
    return [framed(ctx, spec, found, run, area if not n else rest, title) for n, run in enumerate(runs)]


def _split_tall(ctx: Context, spec: Table, area: Box) -> Table:
    """Return the table at 10 pt with every row that is taller than a slide continued on rows of its own."""
    found = typeset(ctx, spec, area.w, 10.0, Emphasis())
    room = max(1, int((area.h - found.head_h - 14.0) / 12.0))
    rows: list[list[str]] = []
    for cells, row in zip(found.rows, spec.rows, strict=True):
        lines = [list(c.text.paragraphs[0].lines) for c in cells]
        depth = max(len(x) for x in lines)
        if depth <= room:
            rows.append(list(row))
            continue
        rows += [
            [_joined(x[at : at + room], t) for x, t in zip(lines, row, strict=True)] for at in range(0, depth, room)
        ]
    return spec.model_copy(update={"rows": rows})


def _joined(lines: list[str], text: str) -> str:
    glue = " " if " " in text else ""
    return glue.join(lines)
