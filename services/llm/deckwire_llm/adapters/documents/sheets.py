"""CSV and XLSX: every sheet a section with one table for every block of cells."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
from typing import Any

from deckwire_llm.core.material import MAX_TABLE_ROWS, Builder, Material

from .naming import titled

_MOST_COLUMNS = 60


def read_csv(name: str, text: str) -> Material:
    """Return the material of a CSV, whose separator is found out."""
    sample = text[:8192]
    try:
        dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
        first = sample.partition("\n")[0]
        if first.count(";") > first.count(","):
            dialect = csv.excel()
            dialect.delimiter = ";"
    csv.field_size_limit(1_000_000)
    rows = [row[:_MOST_COLUMNS] for row in itertools.islice(csv.reader(io.StringIO(text), dialect), 200_000)]
    builder = Builder(source=name, title=titled(name))
    builder.heading(titled(name), 1)
    _tables(rows, builder)
    return builder.material()


def read_xlsx(name: str, data: bytes) -> Material:
    """Return the material of an XLSX: visible sheets, computed values; raises what openpyxl raises on a broken one."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    builder = Builder(source=name, title=titled(name))
    properties = book.properties
    builder.author = (properties.creator or "").replace("openpyxl", "")
    if properties.title:
        builder.title = properties.title
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        plain = len(sheets) == 1 and re.fullmatch(
            r"(?:sheet|tabelle|feuil|hoja|blatt)\s*\d*", sheet.title, re.IGNORECASE
        )
        builder.heading(builder.title if plain else sheet.title, 1)
        sheet.reset_dimensions()  # a stated size of a million rows is not to be believed
        rows: list[list[str]] = []
        for cells in itertools.islice(sheet.iter_rows(max_col=_MOST_COLUMNS), 200_000):
            rows.append([_shown(cell) for cell in cells])
            if len(rows) - MAX_TABLE_ROWS > 1000 and not any(rows[-1]):
                break
        _tables(rows, builder)
    return builder.material()


def _tables(rows: list[list[str]], builder: Builder) -> None:
    """Blocks of rows that empty rows separate; a row of one cell above a block is its caption."""
    block: list[list[str]] = []
    for row in [*rows, []]:
        if any(cell.strip() for cell in row):
            block.append(row)
            continue
        caption = ""
        while block and sum(bool(cell.strip()) for cell in block[0]) == 1 and _width(block) > 1:
            text = next(cell for cell in block.pop(0) if cell.strip())
            if caption:
                builder.paragraph(caption)
            caption = text
        if len(block) == 1 and sum(bool(cell.strip()) for cell in block[0]) == 1:
            builder.paragraph(next(cell for cell in block[0] if cell.strip()))
        elif block:
            builder.table(block, caption=caption)
        elif caption:
            builder.paragraph(caption)
        block = []


def _width(block: list[list[str]]) -> int:
    return max(sum(bool(cell.strip()) for cell in row) for row in block)


def _shown(cell: Any) -> str:  # noqa: PLR0911  one return for each case
    """A cell as its number format shows it, as far as percent and dates go."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int | float):
        form = cell.number_format or "General"
        if "%" in form:
            return f"{value * 100:.10g}%"
        if isinstance(value, float):
            decimals = re.search(r"0\.(0+)", form)
            return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.10g}"
        return str(value)
    return str(value)
