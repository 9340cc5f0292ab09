"""Tables: what stands out in them, how wide their columns are, where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from deckwire_contracts.slides import Table
from deckwire_render.core import themes
from deckwire_render.core.layout import Context, Place, SlideLayout, TableFrame, compose
from deckwire_render.core.layout.table.emphasis import emphasis
from deckwire_render.core.text import measure
from deckwire_render.core.text.numerals import Numerals
from deckwire_render.core.themes import colour

from tests.unit.render_pptx.slide_material import faults, slide

EN = Numerals("en-US")
HEADS = ["Region", "Accounts", "Rate"]
ROWS = [["North", "412", "94 %"], ["South", "298", "81 %"], ["East", "355", "86 %"], ["Total", "1,065", "88 %"]]


def spec(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(headers=list(headers), rows=[list(row) for row in rows])


def composed(
    number: int = 2,
    theme: str = "indigo",
    headers: Sequence[str] = HEADS,
    rows: Sequence[Sequence[str]] = ROWS,
    **fields: Any,
) -> list[SlideLayout]:
    table = {"headers": list(headers), "rows": [list(row) for row in rows]}
    title = fields.pop("title", "Results")
    layouts = compose(slide("table", title, table=table, **fields), Context(themes.get(theme), Place(number, 9)))
    assert [f for layout in layouts for f in faults(layout)] == []
    return layouts


def table_of(layout: SlideLayout) -> TableFrame:
    return next(e for e in layout.elements if isinstance(e, TableFrame))


def test_the_row_that_the_title_names_stands_out_else_the_column() -> None:
    table = spec(HEADS, ROWS)
    assert emphasis(table, EN, "The north leads").row == 0
    assert emphasis(table, EN, "The north leads").column is None
    assert emphasis(table, EN, "Accounts fell").column == 1
    assert emphasis(table, EN, "North and south lead").row is None
    assert emphasis(table, EN, "In total it fell").row is None


def test_sums_are_known_and_stand_under_a_stronger_rule_in_bold() -> None:
    assert emphasis(spec(HEADS, ROWS), EN).totals == {3}
    table = table_of(composed()[0])
    assert [row.rule_w for row in table.rows] == [2.0, 0.75, 0.75, 1.25, 0.75]
    assert all(cell.text.paragraphs[0].bold for cell in table.rows[4].cells)


def test_the_cell_whose_number_the_takeaway_gives_is_in_the_accent() -> None:
    found = emphasis(spec(HEADS, ROWS), EN, "Results", "Renewals reached 94 % there.")
    assert found.cells == {(0, 2)}
    twice = [*ROWS, ["West", "7", "94 %"]]
    assert emphasis(spec(HEADS, twice), EN, "Renewals reached 94 % there.").cells == frozenset()


def test_a_matrix_of_one_measure_is_tinted_by_size_and_its_text_can_be_read() -> None:
    rows = [[f"{h} h", *(f"{10 * h + 7 * d} %" for d in range(4))] for h in range(1, 5)]
    heat = emphasis(spec(["Hour", "Mon", "Tue", "Wed", "Thu"], rows), EN).heat
    assert (min(heat.values()), max(heat.values())) == (0, 3)
    assert emphasis(spec(HEADS, ROWS), EN).heat == {}
    mixed = [[r, "4", "900", "1"] for r in "abc"]
    assert emphasis(spec(["A", "B", "C", "D"], mixed), EN).heat == {}
    for theme in themes.catalogue():
        layout = composed(theme=theme.id, headers=["Hour", "Mon", "Tue", "Wed", "Thu"], rows=rows)[0]
        for row in table_of(layout).rows:
            for cell in row.cells:
                if cell.fill is not None:
                    ink, ground = (theme.resolve(p) for p in (cell.text.paragraphs[0].paint, cell.fill))
                    assert colour.contrast(ink, ground) >= 4.5, theme.id


def test_numbers_are_right_aligned_and_the_first_column_is_bold() -> None:
    for row in table_of(composed()[0]).rows[1:]:
        name, count, rate = (cell.text.paragraphs[0] for cell in row.cells)
        assert (name.align, name.bold) == ("l", True)
        assert (count.align, rate.align) == ("r", "r")


def test_no_head_is_broken_within_a_word_where_there_is_room() -> None:
    words = ["Three years, extended by one year each time it is not cancelled", "Follows the index of the sector"]
    table = table_of(composed(headers=["Clause", "Supplier", "Alternative"], rows=[["Term", *words]] * 3)[0])
    theme = themes.get("indigo")
    for cell, width in zip(table.rows[0].cells, table.widths, strict=True):
        word = cell.text.paragraphs[0].text.upper()
        assert measure.width(word, theme.body_font, True, 12.0) <= width - 28.0


def test_a_small_table_stands_beside_its_takeaway_on_every_other_slide() -> None:
    assert composed(3, takeaway="The north leads.")[0].layout == "table.takeaway"
    assert composed(4, takeaway="The north leads.")[0].layout == "table"
    wide = composed(3, headers=list("ABCDEF"), rows=[list("123456")] * 4, takeaway="Wide.")
    assert wide[0].layout == "table"


@pytest.mark.parametrize("count", [14, 60])
def test_a_long_table_goes_on_under_the_same_header(count: int) -> None:
    layouts = composed(rows=[[f"Site {n}", str(n), f"{n} %"] for n in range(count)], title="Sites")
    heads = {tuple(c.text.paragraphs[0].text for c in table_of(x).rows[0].cells) for x in layouts}
    assert heads == {tuple(HEADS)}
    assert sum(len(table_of(x).rows) - 1 for x in layouts) == count
    assert [x.title for x in layouts] == [f"Sites ({n}/{len(layouts)})" for n in range(1, len(layouts) + 1)]


def test_unlike_columns_share_the_width_by_what_they_hold() -> None:
    rows = [["A", "1", "A sentence that needs far more room than a number does"]] * 4
    widths = table_of(composed(headers=["Id", "N", "What"], rows=rows)[0]).widths
    assert widths[2] > 2 * widths[1]
