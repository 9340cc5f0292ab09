"""The workbook inside a chart."""

from __future__ import annotations

import io
import math
import zipfile
from datetime import UTC, datetime
from functools import lru_cache

from deckwire_contracts.slides import Chart, ChartKind

from ..markup import clean
from ..opc import Member, deflated, packed

_BOUND = 9.9e307
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


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


_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@lru_cache(maxsize=1)
def _shell() -> tuple[Member, ...]:
    """Return everything of a workbook but its cells and their texts, which alone differ from one to the next."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    book.add_worksheet("Sheet1").write_string(0, 0, "x")
    book.close()
    with zipfile.ZipFile(stream) as made:
        names = [name for name in made.namelist() if name not in (_SHEET, _STRINGS)]
        return tuple(deflated(name, made.read(name)) for name in names)


def workbook(chart: Chart) -> bytes:
    """Return the numbers as an .xlsx: categories in column A, a series in each further column."""
    strings: list[str] = []

    def text(at: str, value: str) -> str:
        strings.append(f"<si><t>{clean(value)}</t></si>")
        return f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>'

    def number(at: str, value: float | None) -> str:
        return "" if value is None else f'<c r="{at}"><v>{bounded(value)!r}</v></c>'

    rows = ["".join(text(f"{column(c)}1", series.name) for c, series in enumerate(chart.series, 1))]
    xs = x_values(chart) if chart.kind is ChartKind.SCATTER else None
    for n, category in enumerate(chart.categories):
        first = text(f"A{n + 2}", category) if xs is None else number(f"A{n + 2}", xs[n])
        values = (number(f"{column(c)}{n + 2}", series.values[n]) for c, series in enumerate(chart.series, 1))
        rows.append(first + "".join(values))
    cells = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1))
    corner = f"{column(len(chart.series))}{len(rows)}"
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_EXCEL}"><dimension ref="A1:{corner}"/>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><sheetData>{cells}</sheetData></worksheet>'
    )
    table = f'{_HEAD}<sst xmlns="{_EXCEL}">{"".join(strings)}</sst>'
    return packed([*_shell(), deflated(_SHEET, sheet.encode()), deflated(_STRINGS, table.encode())])


def bounded(value: float) -> float:
    """Excel holds numbers up to 9.99e307."""
    return max(-_BOUND, min(_BOUND, value))


def column(n: int) -> str:
    """Return the letter of column `n`, 0 for A; a chart has at most twelve series."""
    return chr(ord("A") + n)
