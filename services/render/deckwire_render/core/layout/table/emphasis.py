"""What stands out in a table: the row or column that the title names, sums, values of a matrix by their size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from deckwire_contracts.slides import Table

from ...text.numerals import Numerals
from ..chart.categories import total
from ..chart.finding import named

_NUMBER = re.compile(
    r"^[\s(+\-−–~≈<>≤≥±]*[$€£¥₹]?\s?[+\-−]?[\d\u0660-\u0669\u06f0-\u06f9][\d\u0660-\u0669\u06f0-\u06f9\s.,'’٫٬]*"
    r"\s?(%|٪|‰|[万億亿兆千百]?[円元]?|[a-zA-Z€$£¥₹°²³/·µ]{0,6}|Mio\.?\s?€?|Mrd\.?\s?€?)\)?$"
)
_BLANK = frozenset({"", "-", "–", "—", "n/a", "N/A", "k. A."})
_UNIT = re.compile(r"[^\d\s.,'’+\-−–()~≈<>≤≥±]+")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Rows and columns that stand out, counted from 0 without the header; `heat` is the level of a cell, 0 to 3."""

    row: int | None = None
    column: int | None = None
    totals: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()
    heat: dict[tuple[int, int], int] = field(default_factory=dict)


def numeric(values: Sequence[str]) -> bool:
    """Return whether a column of cells holds numbers (blanks and dashes aside)."""
    filled = [v for v in values if v.strip() not in _BLANK]
    return bool(filled) and sum(1 for v in filled if _NUMBER.match(v.strip())) >= 0.8 * len(filled)


def emphasis(spec: Table, numerals: Numerals, *texts: str) -> Emphasis:
    """Return what stands out: at most one row or column, cells whose number the texts give, and sums.

    Where nothing is named, a matrix of like numbers is tinted by their size.
    """
    totals = frozenset(r for r, row in enumerate(spec.rows) if total(row[0]))
    firsts = [row[0] for row in spec.rows]
    row = next((r for text in texts if (r := named(firsts, text)) is not None), None)
    if row in totals:
        row = None
    column = None
    if row is None and len(spec.headers) > 2:
        heads = ["", *spec.headers[1:]]
        column = next((c for text in texts if (c := named(heads, text)) is not None), None)
    cells = _told(spec, texts)
    heat = _heat(spec, totals, numerals) if row is None and column is None and not cells else {}
    return Emphasis(row, column, totals, cells, heat)


def _told(spec: Table, texts: Sequence[str]) -> frozenset[tuple[int, int]]:
    """Return the cells whose number stands in the texts, provided that no other cell holds it too."""
    joined = " ".join(texts).replace("\u00a0", " ")
    found: dict[str, list[tuple[int, int]]] = {}
    for r, row in enumerate(spec.rows):
        for c, text in enumerate(row):
            plain = text.replace("\u00a0", " ").strip()
            if c and len(plain) > 1 and _NUMBER.match(plain) and not _YEAR.match(plain):
                found.setdefault(plain, []).append((r, c))
    return frozenset(
        places[0]
        for text, places in found.items()
        if len(places) == 1 and text in joined and re.search(rf"(?<![\w.,]){re.escape(text)}(?![\w]|[.,]\d)", joined)
    )


def _heat(spec: Table, totals: frozenset[int], numerals: Numerals) -> dict[tuple[int, int], int]:
    """Return the level of every cell of a matrix: three or more columns of the same measure, three or more rows."""
    rows = [r for r in range(len(spec.rows)) if r not in totals]
    columns = [c for c in range(1, len(spec.headers)) if numeric([spec.rows[r][c] for r in rows])]
    if len(columns) < 3 or len(columns) < len(spec.headers) - 1 or not 3 <= len(rows) <= 12:
        return {}
    units = {
        "".join(_UNIT.findall(spec.rows[r][c])) for r in rows for c in columns if spec.rows[r][c].strip() not in _BLANK
    }
    values = {(r, c): v for r in rows for c in columns if (v := numerals.read(spec.rows[r][c])) is not None}
    if len(units) > 1 or len(values) < 0.8 * len(rows) * len(columns):
        return {}
    low, high = min(values.values()), max(values.values())
    largest = [max((abs(values[r, c]) for r in rows if (r, c) in values), default=0.0) for c in columns]
    # Columns of unlike size hold unlike measures, which no common tint may compare.
    if high <= low or min(largest) <= 0 or max(largest) > 4 * min(largest):
        return {}
    return {place: min(3, int((v - low) / (high - low) * 4)) for place, v in values.items()}
