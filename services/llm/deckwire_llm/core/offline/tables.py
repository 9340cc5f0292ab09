"""What a table is made of: which columns hold numbers, what they measure, whether it goes along time."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..material import TableBlock
from .numbers import Number, decimal_comma_in, is_gap, parse
from .periods import is_period

_TOTAL = re.compile(
    r"^(?:grand\s+)?(?:total|totals|sum|summe|gesamt|gesamtsumme|insgesamt|all|average|avg|mean|mittelwert|durchschnitt|"
    r"ensemble|moyenne|promedio|totale|somme|合計|总计|小计|計)\b",
    re.IGNORECASE,
)
UNIT_ONLY = re.compile(
    r"^(?:in\s+)?(?:(?:thousands?|tsd\.?|tausend|milliers?|miles|migliaia|milhares|тыс\.?|millions?|mio\.?|millionen|millones|"
    r"milioni|milhões|млн\.?|billions?|mrd\.?|milliarden|bn|k|m)\s*(?:of|de|d['’]|di)?\s*)?"
    r"(?:€|\$|£|¥|eur|usd|gbp|chf|euros?|dollars?|руб\.?|рублей|%|percent|prozent|tonnes?|tons?|kg|km|hours?|stunden)$",
    re.IGNORECASE,
)
"""A header that names nothing but the unit of its numbers."""

_UNIT = re.compile(r"^(?P<name>.*?)\s*(?:[(（\[](?P<unit>[^()（）\[\]]{1,40})[)）\]]|,\s*(?:in|en)\s+(?P<unit2>.{1,30})|"
                   r"\s+(?:in|en)\s+(?P<unit3>%|[€$£].{0,12}|EUR.{0,10}|USD.{0,10}|Mio.*|Prozent))$")  # fmt: skip
_IDENTIFIER = re.compile(r"^(?:id|no\.?|nr\.?|#|rank|rang|index|zip|plz|code|phone|year|jahr)$|[_ ]id$", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """One row or column of numbers: what it measures, in what, and the values (None is a gap)."""

    name: str
    unit: str
    values: tuple[float | None, ...]
    cells: tuple[str, ...]
    decimals: int

    @property
    def present(self) -> list[float]:
        """The values without gaps."""
        return [value for value in self.values if value is not None]

    @property
    def is_percent(self) -> bool:
        """Whether the values are percentages."""
        return "%" in self.unit or self.unit.lower() in {"percent", "per cent", "prozent"}


@dataclass(frozen=True)
class Numeric:
    """A table that can be drawn: labels along one axis, one measure or more along the other.

    `timed` when the labels are periods in order. What sums the others up is kept apart: `totals` holds one value for
    each measure, `total` is a measure of its own. `other` counts the columns that are not drawn.
    """

    labels: tuple[str, ...]
    measures: tuple[Measure, ...]
    timed: bool
    axis: str = ""
    totals: tuple[float | None, ...] = ()
    total: Measure | None = None
    other: int = 0
    comma: bool = False


def analyse(table: TableBlock, *, decimal_comma: bool = False) -> Numeric | None:
    """Return what of a table can be drawn, or None when it is made of words or has under two rows of numbers.

    A table whose header row holds the periods is turned, so that time is always the axis.
    """
    if len(table.headers) < 2 or not table.rows:
        return None
    comma = decimal_comma_in([cell for row in table.rows for cell in row], default=decimal_comma)
    parsed = [[parse(cell, decimal_comma=comma) for cell in row] for row in table.rows]
    width = len(table.headers)
    label = _label_column(table, parsed)
    numeric = [c for c in range(width) if c != label and _is_numeric(table, parsed, c)]
    if not numeric:
        return None
    across = [c for c in numeric if is_period(table.headers[c])]
    if len(across) >= 2 and not all(is_period(row[label]) for row in table.rows):
        return _turned(table, parsed, label, across, comma=comma)
    rows = [r for r, row in enumerate(table.rows) if row[label]]
    body = [r for r in rows if not _TOTAL.match(table.rows[r][label])]
    total = next((r for r in reversed(rows) if _TOTAL.match(table.rows[r][label])), None)
    columns = [c for c in numeric if not _IDENTIFIER.search(table.headers[c])]
    if len(body) < 2 or not columns:
        return None
    labels = tuple(_spoken(table.headers[label], table.rows[r][label]) for r in body)
    return Numeric(
        labels=labels,
        measures=tuple(
            _measure(table.headers[c], [parsed[r][c] for r in body], [table.rows[r][c] for r in body]) for c in columns
        ),
        timed=_in_time(labels),
        axis=table.headers[label],
        totals=tuple(_value(parsed[total][c]) for c in columns) if total is not None else (),
        other=width - len(numeric) - 1,
        comma=comma,
    )


def _spoken(header: str, label: str) -> str:
    """Return a bare number of a column of periods with the name of the period: `Week 3`."""
    named = f"{header} {label}"
    return named if label.isdecimal() and not is_period(label) and is_period(named) else label


def split_unit(header: str) -> tuple[str, str]:
    """Return a header without its unit, and the unit: `Revenue (€ million)` gives `Revenue` and `€ million`."""
    match = _UNIT.match(header)
    if match and match["name"]:
        return match["name"].rstrip(" ,:"), (match["unit"] or match["unit2"] or match["unit3"] or "").strip()
    if header.endswith("%") and len(header) > 2:
        return header[:-1].rstrip(" ,:"), "%"
    return header, ""


def _label_column(table: TableBlock, parsed: list[list[Number | None]]) -> int:
    for column in range(len(table.headers)):
        cells = table.column(column)
        words = sum(1 for row, cell in zip(parsed, cells, strict=True) if cell and (not row[column] or is_period(cell)))
        if words >= 0.8 * max(1, sum(1 for cell in cells if cell)) and any(cells):
            return column
    return 0


def _is_numeric(table: TableBlock, parsed: list[list[Number | None]], column: int) -> bool:
    cells = table.column(column)
    filled = [r for r, cell in enumerate(cells) if not is_gap(cell)]
    hits = sum(1 for r in filled if parsed[r][column] is not None)
    dates = sum(1 for r in filled if is_period(cells[r]) and len(cells[r]) > 4)
    return hits >= 2 and hits >= 0.85 * len(filled) and dates < 0.8 * len(filled)


def _turned(
    table: TableBlock, parsed: list[list[Number | None]], label: int, across: list[int], *, comma: bool
) -> Numeric | None:
    measures: list[Measure] = []
    total: Measure | None = None
    for r, row in enumerate(table.rows):
        values = [parsed[r][c] for c in across]
        if sum(value is not None for value in values) < 2 or not row[label]:
            continue
        measure = _measure(row[label], values, [row[c] for c in across])
        if _TOTAL.match(row[label]) and len(row[label].split()) == 1:
            total = measure
        else:
            measures.append(measure)
    if not measures:
        return None
    return Numeric(
        labels=tuple(table.headers[c] for c in across),
        measures=tuple(measures),
        timed=True,
        axis=table.headers[label],
        total=total,
        other=len(table.headers) - len(across) - 1,
        comma=comma,
    )


def _measure(header: str, numbers: list[Number | None], cells: list[str]) -> Measure:
    name, unit = split_unit(header)
    if not unit and UNIT_ONLY.match(name):
        unit = name[0].lower() + name[1:] if name[1:2].islower() else name
    units = {number.unit for number in numbers if number is not None and number.unit}
    if not unit and len(units) == 1:
        unit = units.pop()
    return Measure(
        name=name,
        unit=unit,
        values=tuple(_value(number) for number in numbers),
        cells=tuple(cells),
        decimals=min(4, max((number.decimals for number in numbers if number is not None), default=0)),
    )


def _value(number: Number | None) -> float | None:
    return None if number is None else number.value


def _in_time(labels: Sequence[str]) -> bool:
    return len(labels) >= 2 and sum(map(is_period, labels)) >= 0.8 * len(labels)
