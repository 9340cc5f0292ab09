"""The workbook inside a chart."""

from __future__ import annotations

import io
import math
from datetime import UTC, datetime

from deckwire_contracts.slides import Chart, ChartKind

_BOUND = 9.9e307


def x_values(chart: Chart) -> list[float]:
    """Return the x values of a scatter chart: its categories as numbers, else 1, 2, 3 …"""
    found: list[float] = []
    for text in chart.categories:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            return [float(i) for i in range(1, len(chart.categories) + 1)]
        if not math.isfinite(value):
            return [float(i) for i in range(1, len(chart.categories) + 1)]
        found.append(value)
    return found


def workbook(chart: Chart) -> bytes:
    """Return the numbers as an .xlsx: categories in column A, a series in each further column."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    scatter = chart.kind is ChartKind.SCATTER
    if scatter:
        for r, x in enumerate(x_values(chart), 1):
            sheet.write_number(r, 0, x)
    else:
        for r, text in enumerate(chart.categories, 1):
            sheet.write_string(r, 0, text)
    for c, series in enumerate(chart.series, 1):
        sheet.write_string(0, c, series.name)
        for r, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(r, c, bounded(value))
    book.close()
    return stream.getvalue()


def bounded(value: float) -> float:
    """Excel holds numbers up to 9.99e307."""
    return max(-_BOUND, min(_BOUND, value))


def column(n: int) -> str:
    """Return the letter of column `n`, 0 for A; a chart has at most twelve series."""
    return chr(ord("A") + n)
