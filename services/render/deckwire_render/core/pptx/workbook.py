"""The workbook inside a chart."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from functools import lru_cache

from deckwire_contracts.slides import Chart, ChartKind

from ..layout.chart.axis import cell_format
from ..layout.chart.categories import calendar, numbers
from ..layout.chart.form import CURVES
from ..markup import clean
from ..opc import Member, deflated, packed
from ..text.numerals import Numerals

_BOUND = 9.9e307
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def x_values(chart: Chart, numerals: Numerals | None = None) -> list[float]:
    """Return the x values of a scatter chart: its categories as numbers, else 1, 2, 3 …"""
    return numbers(chart.categories, numerals or Numerals()) or [float(i) for i in range(1, len(chart.categories) + 1)]


_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Styles of cells in the order in which the shell uses them first.
_NUMBER, _HEADING, _DAY = 1, 2, 3


@lru_cache(maxsize=32)
def _shell(code: str) -> tuple[Member, ...]:
    """Return everything of a workbook but its cells and their texts, with numbers in the format `code`."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    for row, form in enumerate(({"num_format": code}, {"bold": True}, {"num_format": "yyyy-mm-dd"})):
        sheet.write_string(row, 0, "x", book.add_format(form))
    book.close()
    with zipfile.ZipFile(stream) as made:
        names = [name for name in made.namelist() if name not in (_SHEET, _STRINGS)]
        return tuple(deflated(name, made.read(name)) for name in names)


def workbook(chart: Chart, language: str = "en-US") -> bytes:
    """Return the numbers as an .xlsx: categories in column A, a series in each further column, as they are shown."""
    strings: list[str] = []

    def text(at: str, value: str, style: int = 0) -> str:
        strings.append(f"<si><t>{clean(value)}</t></si>")
        return f'<c r="{at}" s="{style}" t="s"><v>{len(strings) - 1}</v></c>'

    def number(at: str, value: float | None, style: int = _NUMBER) -> str:
        return "" if value is None else f'<c r="{at}" s="{style}"><v>{bounded(value)!r}</v></c>'

    rows = ["".join(text(f"{column(c)}1", series.name, _HEADING) for c, series in enumerate(chart.series, 1))]
    firsts = _firsts(chart, Numerals(language))
    for n, category in enumerate(chart.categories):
        at = f"A{n + 2}"
        first = text(at, category) if firsts is None else number(at, firsts[0][n], firsts[1])
        values = (number(f"{column(c)}{n + 2}", series.values[n]) for c, series in enumerate(chart.series, 1))
        rows.append(first + "".join(values))
    cells = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1))
    corner = f"{column(len(chart.series))}{len(rows)}"
    wide = min(40, max(map(len, chart.categories)) + 2)
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_EXCEL}"><dimension ref="A1:{corner}"/>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols><col min="1" max="1" width="{wide}" customWidth="1"/>'
        f'<col min="2" max="{len(chart.series) + 1}" width="16" customWidth="1"/></cols>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    table = f'{_HEAD}<sst xmlns="{_EXCEL}">{"".join(strings)}</sst>'
    members = [deflated(_SHEET, sheet.encode()), deflated(_STRINGS, table.encode())]
    return packed([*_shell(cell_format(chart)), *members])


def _firsts(chart: Chart, numerals: Numerals) -> tuple[list[float], int] | None:
    """Return what stands in column A as numbers and their style: x values or days; None when it holds names."""
    if chart.kind is ChartKind.SCATTER:
        return x_values(chart, numerals), 0
    days = calendar(chart.categories) if chart.kind in CURVES else None
    return None if days is None else ([float(serial(day)) for day in days], _DAY)


def serial(day: date) -> int:
    """Return a date as spreadsheets count it: days since 1899-12-30."""
    return (day - date(1899, 12, 30)).days


def bounded(value: float) -> float:
    """Excel holds numbers up to 9.99e307."""
    return max(-_BOUND, min(_BOUND, value))


def column(n: int) -> str:
    """Return the letter of column `n`, 0 for A; a chart has at most twelve series."""
    return chr(ord("A") + n)
