"""A table set at one size: its columns, its rows with their heights, and the frame that it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwire_contracts.slides import Table

from ...text import measure
from ..context import Context
from ..ir import Anchor, Box, Cell, Placeholder, Row, TableFrame, Text
from ..typeset import para
from .emphasis import Emphasis, numeric
from .style import style

_PAD_X = 14.0
# How high a row may become, by how many there are.
_TALLEST = {1: 110.0, 2: 100.0, 3: 84.0, 4: 74.0, 5: 64.0, 6: 58.0}
# Capitals would make another unit of one: mW and MW.
_MEASURED = re.compile(r"[(\[€$£%²³/]|\d|^[a-zµ]{1,2}\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """A table set at one size: its column widths, header and rows with their heights."""

    size: float
    widths: list[float]
    head: tuple[Cell, ...]
    head_h: float
    rows: list[tuple[Cell, ...]]
    heights: list[float]
    deepest: int
    emphasis: Emphasis


def _widths(ctx: Context, spec: Table, width: float, size: float) -> list[float]:

    family = ctx.theme.body_font
    natural: list[float] = []
    least: list[float] = []
    for c, header in enumerate(spec.headers):
        cells = [row[c] for row in spec.rows]
        widest = max(min(measure.width(t[:400], family, c == 0, size), 420.0) for t in cells)
        words = max((measure.width(w, family, True, size) for t in cells for w in t.split()[:40]), default=20.0)
        named = [measure.width(w, family, True, _head_size(size)) for w in (header.upper(), *header.upper().split())]
        widest, words = max(widest, min(named[0], 420.0)), max([words, *named[1:]])
        natural.append(widest + 2 * _PAD_X + 2.0)
        least.append(min(words + 2 * _PAD_X + 1.0, width / len(spec.headers)))
    total = sum(natural)
    if total <= width:
        # Free room goes to every column alike, so that numbers do not drift from their names.
        return [n + (width - total) / len(natural) for n in natural]
    rest = width - sum(least)
    want = [max(0.0, n - m) for n, m in zip(natural, least, strict=True)]
    scale = rest / sum(want) if sum(want) > 0 and rest > 0 else 0.0
    widths = [m + w * scale for m, w in zip(least, want, strict=True)]
    return [w * width / sum(widths) for w in widths]


def _head_size(size: float) -> float:
    return 14.0 if size >= 18.0 else 12.0 if size >= 14.0 else 10.0


def typeset(ctx: Context, spec: Table, width: float, size: float, emphasis: Emphasis) -> Setting:
    """Return the table set at `size` points over `width` points."""
    look = style(ctx.theme)
    widths = _widths(ctx, spec, width, size)
    right = [c > 0 and numeric([row[c] for row in spec.rows]) for c in range(len(widths))]
    head_size = _head_size(size)
    pad_x = _PAD_X if len(widths) <= 6 else 8.0
    pad_y = 7.0 if size >= 14.0 else 5.0

    def capitals(text: str) -> bool:
        return look.caps and not _MEASURED.search(text)

    def cell(text: str, c: int, r: int | None) -> Cell:
        head = r is None
        picked = c == emphasis.column or (not head and r == emphasis.row)
        weighty = picked and (c != emphasis.column or right[c])
        told = (r, c) in emphasis.cells
        bold = head or c == 0 or weighty or told or r in emphasis.totals
        ink = look.loud if told or (head and picked and look.head_fill is None) else look.head if head else look.ink
        found = para(
            ctx,
            text.upper() if head and capitals(text) else text,
            head_size if head else size,
            widths[c] - 2 * pad_x,
            bold=bold,
            paint=ink,
            align="r" if right[c] else "l",
        )
        if head:
            found = replace(found, text=text, caps=capitals(text))
        fill = look.head_fill if head else look.picked if picked else None
        if r is not None and (level := emphasis.heat.get((r, c))) is not None:
            fill = look.heat[level]
        anchor: Anchor = "b" if head and look.head_fill is None else "ctr"
        return Cell(Text((found,), anchor, (pad_x, pad_y, pad_x, pad_y)), fill)

    head = tuple(cell(t, c, None) for c, t in enumerate(spec.headers))
    rows = [tuple(cell(t, c, r) for c, t in enumerate(row)) for r, row in enumerate(spec.rows)]
    return Setting(
        size,
        widths,
        head,
        max(c.text.height for c in head) + 2.0,
        rows,
        [max(c.text.height for c in row) + 2.0 for row in rows],
        max(len(c.text.paragraphs[0].lines) for row in rows for c in row),
        emphasis,
    )


def framed(ctx: Context, spec: Table, found: Setting, run: Sequence[int], area: Box, title: str) -> TableFrame:
    """Return the rows in `run` under the header as a table in `area`, rows stretched where there is room."""
    look = style(ctx.theme)
    rows_h = [found.heights[n] for n in run]
    if found.head_h + max(rows_h) * len(rows_h) <= 0.94 * area.h:
        # One cell on two lines makes no row of its own kind.
        rows_h = [max(rows_h)] * len(rows_h)
    heights = [found.head_h, *rows_h]
    # The header stays close to its rule; the rows share what is left, few ones more of it.
    tallest = _TALLEST.get(len(run), 54.0)
    free = max(0.0, 0.94 * area.h - sum(heights)) / len(run)
    stretch = max(0.0, min(free, tallest - min(heights[1:])))
    heights = [heights[0], *(h + stretch for h in heights[1:])]
    total = sum(heights)
    box = Box(area.x, area.y + max(0.0, area.h - total) * 0.4, area.w, total)
    rows = [Row(heights[0], found.head, look.head_rule, look.head_rule_w)]
    for at, n in enumerate(run):
        # A sum stands under a stronger rule, which is the lower edge of the row before it.
        before = at + 1 < len(run) and run[at + 1] in found.emphasis.totals
        rule, weight = (look.total_rule, look.total_rule_w) if before else (look.line, look.line_w)
        cells = found.rows[n]
        if look.band is not None and at % 2 == 0:
            cells = tuple(c if c.fill else replace(c, fill=look.band) for c in cells)
        rows.append(Row(heights[at + 1], cells, rule, weight))
    alt = f"{title}. {', '.join(spec.headers)}"[:900]
    return TableFrame(box, tuple(found.widths), tuple(rows), alt, ctx.theme.line, Placeholder("tbl", 32))
