"""Long lists of records summed up by what they have in common: by month, by region, by product."""

from __future__ import annotations

import re

from ..material import TableBlock
from .numbers import decimal_comma_in, parse, written
from .periods import is_period
from .phrases import Phrases

_LEAST_ROWS = 12
_RATES = re.compile(
    r"rate|rating|margin|average|avg|mean|median|price|per |ratio|score|index|year|temp|age\b|quote|preis|stars?|%|Ø",
    re.IGNORECASE,
)
_IDS = re.compile(r"(?:^|[_ ])(?:id|no|nr|number|code|zip|plz|phone|year|lat|lon\w*)$|^#$|^id", re.IGNORECASE)
_DATE = re.compile(r"^((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?$|^\d{1,2}\.(\d{1,2})\.((?:19|20)\d\d)$")


def summed(table: TableBlock, words: Phrases, *, decimal_comma: bool) -> list[TableBlock]:
    """Return tables of sums of the records in `table`: over time first, then by category; none for a short table.

    Only a table that was read whole is summed, and only a measure that can be added up.
    """
    rows = table.rows
    if len(rows) < _LEAST_ROWS or table.total_rows > len(rows):
        return []
    comma = decimal_comma_in([cell for row in rows for cell in row], default=decimal_comma)
    measure = _measure(table, comma=comma)
    if measure is None:
        return []
    numbers = [parse(row[measure], decimal_comma=comma) for row in rows]
    decimals = min(2, max((number.decimals for number in numbers if number is not None), default=0))
    made: list[TableBlock] = []
    for column, header in enumerate(table.headers):
        if column == measure:
            continue
        keys = _keys(table.column(column))
        if keys is None:
            continue
        sums: dict[str, float] = {}
        for key, number in zip(keys, numbers, strict=True):
            if key and number is not None:
                sums[key] = sums.get(key, 0.0) + number.value
        timed = all(map(is_period, sums))
        ordered = sorted(sums) if timed else sorted(sums, key=lambda key: -sums[key])
        name = words.by.format(measure=table.headers[measure], column=header)
        body = [[key, written(sums[key], decimals, comma=comma)] for key in ordered]
        summary = TableBlock(headers=[header or "–", name], rows=body, total_rows=len(body))
        made.insert(0, summary) if timed else made.append(summary)
    return made[:4]


def _measure(table: TableBlock, *, comma: bool) -> int | None:
    """The column to add up: the last one of numbers that are neither ids nor rates, money before counts."""
    found: list[tuple[int, int]] = []
    for column, header in enumerate(table.headers):
        cells = [cell for cell in table.column(column) if cell]
        numbers = [parse(cell, decimal_comma=comma) for cell in cells]
        if len(cells) < 3 or any(number is None for number in numbers) or _RATES.search(header) or _IDS.search(header):
            continue
        if all(is_period(cell) for cell in cells) or any(number.value < 0 for number in numbers if number):
            continue
        money = bool(
            re.search(
                r"amount|revenue|sales|total|value|cost|umsatz|betrag|summe|montant|importe|€|\$", header, re.IGNORECASE
            )
        )
        found.append((2 if money else 1, column))
    return max(found)[1] if found else None


def _keys(cells: list[str]) -> list[str] | None:
    """What each row is filed under: the month of a date, or the value itself when there are few of them."""
    months = [_month(cell) for cell in cells]
    if sum(m is not None for m in months) > 0.9 * len(cells):
        distinct = {m for m in months if m}
        return [m or "" for m in months] if 3 <= len(distinct) <= 60 else None
    distinct_values = {cell for cell in cells if cell}
    if not 2 <= len(distinct_values) <= 12 or len(cells) < 3 * len(distinct_values):
        return None
    if all(re.fullmatch(r"[\d.,]+", value) for value in distinct_values):
        return None
    return cells


def _month(cell: str) -> str | None:
    match = _DATE.match(cell)
    if match is None:
        return None
    year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    return f"{year}-{int(month):02d}"
