"""Tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwire_contracts.slides import Table, TableSlide

from .context import Context
from .frame import lead
from .ir import Anchor, Box, Cell, Placeholder, Row, TableFrame, Text
from .page import Page, chunks
from .typeset import para

MAX_ROWS = 10
_NUMBER = re.compile(r"^[\s(+\-−–~≈<>≤≥±]*[$€£¥₹]?\s?[+\-−]?\d[\d\s.,'’]*\s?(%|‰|[a-zA-Z€$£¥₹°²³/·µ]{0,6})\)?$")
_BLANK = frozenset({"", "-", "–", "—", "n/a", "N/A"})


def numeric(values: Sequence[str]) -> bool:
    """Return whether a column of cells holds numbers (blanks and dashes aside)."""
    filled = [v for v in values if v.strip() not in _BLANK]
    return bool(filled) and sum(1 for v in filled if _NUMBER.match(v.strip())) >= 0.8 * len(filled)


def table(slide: TableSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the table, continued on further slides when it has more rows or columns than can be read."""
    first, area = lead(ctx, slide.takeaway, body)
    frames = _frames(ctx, slide.table, slide.title, area, body)
    return [Page("table", [*first, frame] if not n else [frame]) for n, frame in enumerate(frames)]


@dataclass(frozen=True, slots=True)
class _Set:
    """A table set at one size: its column widths, header and rows with their heights."""

    size: float
    widths: list[float]
    head: tuple[Cell, ...]
    head_h: float
    rows: list[tuple[Cell, ...]]
    heights: list[float]
    deepest: int


def _frames(ctx: Context, spec: Table, title: str, area: Box, rest: Box) -> list[TableFrame]:
    """Return the table in as many frames as it needs: the first in `area`, further ones in `rest`."""
    n = len(spec.rows)
    for size in (20.0, 18.0, 16.0, 14.0):
        found = _typeset(ctx, spec, area.w, size)
        short = size == 14.0 or found.deepest <= 2
        if n <= MAX_ROWS - 2 and short and found.head_h + sum(found.heights) <= area.h + 0.5:
            return [_frame(ctx, spec, found, range(n), area, title)]
    for size in (14.0, 12.0):
        found = _typeset(ctx, spec, area.w, size)
        runs = _packed(found, area, rest)
        if runs and len(runs) <= -(-n // 4):
            return _placed(ctx, spec, found, runs, area, rest, title)
    columns = len(spec.headers)
    if columns > _COLUMNS:
        frames: list[TableFrame] = []
        for at in range(1, columns, _COLUMNS - 1):
            part = [0, *range(at, min(at + _COLUMNS - 1, columns))]
            cut = Table(headers=[spec.headers[c] for c in part], rows=[[row[c] for c in part] for row in spec.rows])
            frames += _frames(ctx, cut, title, area if not frames else rest, rest)
        return frames
    tall = _split_tall(ctx, spec, min(area, rest, key=lambda b: b.h))
    found = _typeset(ctx, tall, area.w, 10.0)
    return _placed(
        ctx, tall, found, _packed(found, area, rest) or [[i] for i in range(len(tall.rows))], area, rest, title
    )


def _packed(found: _Set, area: Box, rest: Box) -> list[list[int]]:
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
    ctx: Context, spec: Table, found: _Set, runs: list[list[int]], area: Box, rest: Box, title: str
) -> list[TableFrame]:
    return [_frame(ctx, spec, found, run, area if not n else rest, title) for n, run in enumerate(runs)]


def _widths(ctx: Context, spec: Table, width: float, size: float) -> list[float]:
    from ..text import measure

    family = ctx.theme.body_font
    natural: list[float] = []
    least: list[float] = []
    for c, header in enumerate(spec.headers):
        cells = [row[c] for row in spec.rows]
        widest = max(min(measure.width(t[:400], family, c == 0, size), 420.0) for t in cells)
        words = max((measure.width(w, family, True, size) for t in cells for w in t.split()[:40]), default=20.0)
        named = [measure.width(w, family, True, _head_size(size)) for w in (header.upper(), *header.upper().split())]
        widest, words = max(widest, min(named[0], 420.0)), max([words, *named[1:]])
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


def _head_size(size: float) -> float:
    return 12.0 if size >= 14.0 else 10.0


_PAD_X = 14.0
_COLUMNS = 4


def _typeset(ctx: Context, spec: Table, width: float, size: float) -> _Set:
    theme = ctx.theme
    widths = _widths(ctx, spec, width, size)
    right = [c > 0 and numeric([row[c] for row in spec.rows]) for c in range(len(widths))]
    head_size = _head_size(size)
    pad_x = _PAD_X if len(widths) <= 6 else 8.0
    pad_y = 7.0 if size >= 14.0 else 5.0

    boxed = theme.table == "boxed"
    head_paint = theme.on_accent if boxed else theme.muted

    def cell(text: str, c: int, *, head: bool) -> Cell:
        found = para(
            ctx,
            text.upper() if head and theme.caps else text,
            head_size if head else size,
            widths[c] - 2 * pad_x,
            bold=head or c == 0,
            paint=head_paint if head else theme.ink,
            align="r" if right[c] else "l",
        )
        if head:
            found = replace(found, text=text, caps=theme.caps)
        anchor: Anchor = "b" if head and theme.table != "boxed" else "ctr"
        return Cell(Text((found,), anchor, (pad_x, pad_y, pad_x, pad_y)), theme.accent() if head and boxed else None)

    head = tuple(cell(t, c, head=True) for c, t in enumerate(spec.headers))
    rows = [tuple(cell(t, c, head=False) for c, t in enumerate(row)) for row in spec.rows]
    return _Set(
        size,
        widths,
        head,
        max(c.text.height for c in head) + 2.0,
        rows,
        [max(c.text.height for c in row) + 2.0 for row in rows],
        max(len(c.text.paragraphs[0].lines) for row in rows for c in row),
    )


def _frame(ctx: Context, spec: Table, found: _Set, run: Sequence[int], area: Box, title: str) -> TableFrame:
    heights = [found.head_h, *(found.heights[n] for n in run)]
    free = area.h - sum(heights)
    stretch = (
        max(0.0, min(free / len(heights), (48.0 if len(run) > 4 else 60.0) - min(heights[1:]), 24.0))
        if free > 0
        else 0.0
    )
    heights = [h + stretch for h in heights]
    total = sum(heights)
    box = Box(area.x, area.y + max(0.0, area.h - total) * 0.2, area.w, total)
    body = [found.rows[n] for n in run]
    if ctx.theme.table == "banded":
        surface = ctx.theme.surface
        body = [tuple(replace(c, fill=surface) for c in row) if n % 2 == 0 else row for n, row in enumerate(body)]
    rows = tuple(Row(h, cells) for h, cells in zip(heights, [found.head, *body], strict=True))
    alt = f"{title}. {', '.join(spec.headers)}"[:900]
    return TableFrame(box, tuple(found.widths), rows, alt, ctx.theme.line, Placeholder("tbl", 32))


def _split_tall(ctx: Context, spec: Table, area: Box) -> Table:
    """Return the table at 10 pt with every row that is taller than a slide continued on rows of its own."""
    found = _typeset(ctx, spec, area.w, 10.0)
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
