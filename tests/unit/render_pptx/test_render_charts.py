"""The form follows the numbers, numbers follow the language, and what is on the slide is what is in the workbook."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from deckwire_contracts.slides import Chart, ChartKind
from deckwire_render.adapters.charts import spelled_out
from deckwire_render.adapters.engine import opened
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core import themes
from deckwire_render.core.layout import ChartFrame, Context, Place, Shape, SlideLayout, TableFrame, compose
from deckwire_render.core.layout.chart.axis import number_format, scale
from deckwire_render.core.layout.chart.categories import calendar, ordered, periods, yardstick
from deckwire_render.core.layout.chart.finding import described, growth, highlight, scaled
from deckwire_render.core.layout.chart.form import form
from deckwire_render.core.layout.ir import Box
from deckwire_render.core.pptx import DeckSlide, build
from deckwire_render.core.pptx.charts import ChartXml
from deckwire_render.core.pptx.workbook import workbook
from deckwire_render.core.text.numerals import Numerals, numerals

from tests import chart_sheet
from tests.unit.render_pptx.slide_material import faults, slide

EN, DE = Numerals("en-US"), Numerals("de-DE")
YEARS = [str(year) for year in range(2000, 2024)]
NAMES = ["North", "South", "East", "West", "Centre", "Coast", "Hills", "Islands"]
NB = "\u00a0"


def numbers(kind: str, categories: Sequence[str], *series: Sequence[float | None], unit: str = "") -> Chart:
    named = [{"name": f"S{n}", "values": list(values)} for n, values in enumerate(series)]
    return Chart.model_validate({"kind": kind, "categories": list(categories), "series": named, "unit": unit})


def composed(
    chart: Chart, title: str = "Finding", number: int = 3, language: str = "en-US", **fields: Any
) -> SlideLayout:
    what = slide("chart", title, chart=chart.model_dump(), **fields)
    [layout] = compose(what, Context(themes.get("indigo"), Place(number, 12), language, deck_title="Deck"))
    assert faults(layout) == []
    return layout


def frames(layout: SlideLayout) -> list[ChartFrame]:
    return [e for e in layout.elements if isinstance(e, ChartFrame)]


def words(layout: SlideLayout) -> list[str]:
    return [p.text for _, text in layout.texts() for p in text.paragraphs]


def xml(frame: ChartFrame, theme: str = "indigo", language: str = "en-US") -> str:
    return ChartXml(frame, themes.get(theme), language).text()


FORMS: list[tuple[str, Chart, str, bool]] = [
    ("few periods stay columns", numbers("column", YEARS[:6], range(6)), "column", False),
    ("many periods run as a line", numbers("column", YEARS, range(24)), "line", False),
    ("few names stand", numbers("column", NAMES[:4], [3, 2, 4, 1]), "column", False),
    ("many names lie", numbers("column", NAMES, range(8)), "bar", False),
    ("long names lie", numbers("column", ["Onboarding, training", "Support contracts", "C"], [1, 2, 3]), "bar", False),
    ("bars in time stand up", numbers("bar", YEARS[:5], range(5)), "column", True),
    ("five parts of a whole", numbers("doughnut", NAMES[:5], [40, 30, 15, 10, 5], unit="%"), "doughnut", False),
    ("six parts", numbers("doughnut", NAMES[:6], [40, 30, 15, 10, 4, 1], unit="%"), "bar", True),
    ("shares that make no whole", numbers("pie", NAMES[:3], [40, 90, 70], unit="%"), "bar", True),
    ("a negative part", numbers("pie", NAMES[:3], [4, -1, 2]), "bar", True),
    ("one part", numbers("doughnut", NAMES[:2], [4, None]), "bar", True),
    ("a total among the parts", numbers("pie", [*NAMES[:2], "Total"], [1, 2, 3]), "bar", True),
    ("parts of several series in time", numbers("pie", YEARS[:3], [1, 2, 3], [2, 3, 4]), "stacked_column", True),
    ("periods as slices", numbers("pie", YEARS[:3], [1, 2, 3]), "column", True),
    ("a line between names", numbers("line", NAMES[:4], [1, 4, 2, 3]), "column", True),
    ("a line over ages", numbers("line", ["18–24", "25–34", "35–44"], [1, 4, 2]), "line", False),
    ("one point", numbers("line", YEARS[:1], [4]), "column", True),
    ("an area with a gap", numbers("area", YEARS[:4], [4, None, 3, 2]), "line", True),
    ("an area below zero", numbers("area", YEARS[:3], [4, -1, 3]), "line", True),
    ("a stack of one", numbers("stacked_column", NAMES[:3], [4, 1, 3]), "column", True),
    ("a stack below zero", numbers("stacked_bar", NAMES[:3], [4, 1, 3], [1, -2, 3]), "bar", True),
    ("shares over a whole", numbers("stacked_column", YEARS[:2], [60, 70], [50, 60], unit="%"), "column", True),
    ("wholes beside one another", numbers("stacked_bar", NAMES[:2], [60, 40], [30, 70], unit="%"), "bar", True),
    ("many stacks in time", numbers("stacked_column", YEARS, range(24), range(24)), "area", True),
    ("x that are numbers", numbers("scatter", ["1", "2,5", "4"], [1, 4, 2]), "scatter", False),
    ("x that are names", numbers("scatter", NAMES[:3], [1, 4, 2]), "column", True),
    ("measurements in no order", numbers("column", ["5", "1", "9", "3", "7", "2"], range(6)), "scatter", False),
]  # fmt: skip


@pytest.mark.parametrize(("chart", "kind", "told"), [c[1:] for c in FORMS], ids=[c[0] for c in FORMS])
def test_the_form_follows_the_numbers(chart: Chart, kind: str, told: bool) -> None:
    found = form(chart, EN)
    assert found.chart.kind == kind
    assert bool(found.why) is told
    assert sorted(map(str, found.chart.categories)) == sorted(chart.categories)


def test_names_are_sorted_by_size_with_the_rest_and_totals_last_and_orders_are_kept() -> None:
    chart = numbers("bar", ["Other", "B", "Total", "A", "C"], [9, 2, 30, None, 7])
    found = form(chart, EN).chart
    assert found.categories == ["C", "B", "A", "Other", "Total"]
    assert found.series[0].values == [7, 2, None, 9, 30]
    for kept in (["Low", "Medium", "High"], ["1. Plan", "2. Build", "3. Run"], ["< 5", "5–10", "> 10"], YEARS[:3]):
        assert form(numbers("column", kept, [1, 3, 2]), EN).chart.categories == kept


def test_five_lines_become_panels_with_one_scale_and_unlike_measures_with_their_own() -> None:
    many = form(numbers("line", YEARS[:5], *([n, n + 1, 9, 3, 2] for n in range(5))), EN)
    assert (len(many.panels), many.shared) == (5, True)
    apart = form(numbers("column", YEARS[:4], [1, 2, 3, 4], [900, 800, 700, 600]), EN)
    assert (len(apart.panels), apart.shared) == (2, False)
    units = Chart.model_validate({
        "kind": "line", "categories": YEARS[:3],
        "series": [{"name": "Revenue (m€)", "values": [9, 8, 7]}, {"name": "Margin (%)", "values": [9, 8, 7]}],
    })  # fmt: skip
    assert [p.unit for p in form(units, EN).panels] == ["m€", "%"]
    assert form(numbers("line", YEARS[:5], [1, 2, 3, 4, 5], [2, 3, 4, 5, 6]), EN).panels == ()


def test_panels_share_one_axis_in_the_file_too() -> None:
    layout = composed(numbers("line", YEARS[:5], *([10 * n, 9, 9, 9, 9 + n] for n in range(6)), unit="t"))
    assert layout.layout == "chart.panels"
    ends = {tuple(re.findall(r'<c:(?:max|min) val="([^"]+)"', xml(f))) for f in frames(layout)}
    assert len(frames(layout)) == 6
    assert len(ends) == 1
    assert {(f.box.w, f.box.h) for f in frames(layout)} == {(frames(layout)[0].box.w, frames(layout)[0].box.h)}


def test_what_was_drawn_otherwise_is_said() -> None:
    layout = composed(numbers("pie", NAMES[:7], range(1, 8)))
    assert layout.remarks == ("Asked for a pie, drawn as bars: more than 5 slices cannot be told apart.",)
    assert composed(numbers("column", NAMES, range(8))).remarks == ()


@pytest.mark.parametrize(
    ("categories", "tag", "expected"),
    [
        (["2019", "2020"], "en-US", True), (["Q1 2024", "Q2 2024"], "en-US", True), (["Jan", "Feb"], "en-US", True),
        (["Mai 24", "Juni 24"], "de-DE", True), (["1. Quartal", "2. Quartal"], "de-DE", True),
        (["KW 12", "KW 13"], "de-DE", True), (["2019年", "2020年"], "ja-JP", True), (["4月", "5月"], "ja-JP", True),
        (["T1 2024", "T2 2024"], "fr-FR", True), (["janv.", "févr."], "fr-FR", True), (["يناير"], "ar-SA", True),
        (["2024-01", "2024-02"], "en-US", True), (["FY24", "FY25"], "en-US", True), (["2023/24"], "de", True),
        (["North", "2020"], "en-US", False), (["12.5", "13.1"], "en-US", False), (["10", "20"], "en-US", False),
        (["A", "B"], "en-US", False), ([""], "en-US", False),
    ],
)  # fmt: skip
def test_periods_are_known_in_many_languages(categories: list[str], tag: str, expected: bool) -> None:
    assert periods(categories, tag) is expected
    assert not expected or ordered(categories, tag)


def test_targets_and_averages_are_known_by_name() -> None:
    assert all(map(yardstick, ("Target", "Ziel 2025", "Branchen-Durchschnitt".replace("-", " "), "目標", "المتوسط")))
    assert not any(map(yardstick, ("Revenue", "Targeted ads", "Plans sold")))


def test_a_target_is_a_dashed_line_over_the_columns_on_the_same_scale() -> None:
    chart = Chart.model_validate({
        "categories": NAMES[:3],
        "series": [{"name": "Actual", "values": [80, 50, 70]}, {"name": "Target", "values": [75] * 3}],
    })  # fmt: skip
    [frame] = frames(composed(chart))
    text = xml(frame)
    assert text.count("<c:ser>") == 2
    assert 'prstDash val="dash"' in text
    assert "<c:lineChart>" in text
    assert "<c:barChart>" in text
    assert '<c:min val="0.0"/>' in text
    assert "<c:legend>" not in text
    assert len(set(re.findall(r'<c:axId val="(\d+)"/>', text))) == 2


@pytest.mark.parametrize(
    ("tag", "short", "percent", "unit"),
    [
        ("en-US", "1.2M", "12.5%", "€ million"), ("de-DE", f"1,2{NB}Mio.", f"12,5{NB}%", "Mio. €"),
        ("fr-FR", f"1,2{NB}M", f"12,5{NB}%", "M€"), ("ja-JP", "123万", "12.5%", "万€"),
        ("tr-TR", f"1,2{NB}Mn", "%12,5", "Mn €"), ("pl-PL", f"1,2{NB}mln", "12,5%", "mln €"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_language_writes_them(tag: str, short: str, percent: str, unit: str) -> None:
    found = numerals(tag)
    assert found.short(1_234_567) == short
    assert found.percent(12.5, 1) == percent
    assert found.unit(found.scale(1_234_567), "€") == unit


def test_digits_are_those_of_the_texts_beside_them() -> None:
    assert numerals("ar-SA", "نمو 63%").plain(12.5, 1) == "12.5"
    assert numerals("ar-SA", "نمو ٦٣٪").plain(12.5, 1) == "١٢٫٥"
    assert numerals("ar-SA").plain(7) == "٧"
    assert numerals("no such tag").plain(1234.5, 1) == "1,234.5"


def test_halves_are_rounded_as_spreadsheets_do() -> None:
    assert [DE.plain(v, 1) for v in (4.25, 4.35, -0.25)] == ["4,3", "4,4", "−0,3"]
    assert DE.plain(1e308) == "1.00E+308"


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [("1.234", 1234, 1.234), ("12,5 %", 12.5, 12.5), ("1.234,5", 1234.5, 1234.5), ("(4)", -4, -4), ("−3", -3, -3),
     ("3.5 t", 3.5, 3.5), ("٣٫٥", 3.5, 3.5), ("1 234", 1234, 1234), ("North", None, None), ("", None, None),
     ("12–15", None, None)],
)  # fmt: skip
def test_numbers_are_read_as_the_language_writes_them(text: str, german: float | None, english: float | None) -> None:
    assert (DE.read(text), EN.read(text)) == (german, english)


def test_number_formats_follow_the_numbers_and_name_the_language() -> None:
    def code(values: list[float | None], unit: str = "", language: Numerals = EN) -> str:
        return number_format(numbers("column", ["c"] * len(values), values, unit=unit), language)

    assert code([1, 2, None]) == "#,##0"
    assert code([1.5]) == "#,##0.0"
    assert code([0.25]) == "#,##0.00"
    assert code([94], "%") == '#,##0"%"'
    assert code([412.3, 20.1]) == "#,##0"
    assert code([1e300]) == code([1e-9]) == "0.0E+00"
    assert code([9.5], "%", DE) == f'[$-407]#,##0.0"{NB}%"'
    assert code([9.5], "", Numerals("ar-SA", native=True)) == "[$-2000401]#,##0.0"


def test_large_numbers_are_drawn_in_millions_and_say_so() -> None:
    drawn, unit = scaled(numbers("column", NAMES[:2], [1_450_000, None], unit="EUR"), EN)
    assert unit == "EUR million"
    assert drawn.series[0].values == [1.45, None]
    assert scaled(drawn, EN) == (drawn, "EUR")
    assert scaled(numbers("column", NAMES[:1], [3.2e8], unit="円"), Numerals("ja-JP"))[1] == "億円"


def test_the_alternative_text_of_a_chart_holds_its_numbers() -> None:
    assert described(numbers("column", ["A", "B"], [94, None], unit="%"), "Finding", EN) == "Finding (%). S0: A 94"
    many = numbers("column", [str(n) for n in range(9)], range(9), [None] * 9)
    assert described(many, "Finding", EN) == "Finding. S0: 0 0 – 8 8"


def test_the_highlight_is_what_the_title_names() -> None:
    chart = numbers("column", NAMES[:3], [3, 9, 4])
    assert highlight(chart, EN, "Renewals rose in the north") == (0, 0)
    assert highlight(chart, EN, "Northern regions rose") == (None, None)
    assert highlight(chart, EN, "North and south rose", "East stood still") == (0, 2)
    assert highlight(chart, EN, "South leads with 9, North is last with 3", "East follows with 4") == (0, 1)
    assert highlight(numbers("column", YEARS[:4], [1, 2, 3, 4]), EN, "It grew") == (0, 3)
    assert highlight(numbers("column", ["北部", "南部", "東部"], [3, 9, 4]), EN, "北部が最も多い") == (0, 0)
    lines = numbers("line", YEARS[:3], [1, 2, 3], [3, 2, 1])
    assert highlight(lines, EN, "S1 fell") == (1, None)
    assert highlight(lines, EN, "S0 met S1") == (None, None)


def test_the_highlighted_series_is_in_the_accent_and_the_others_stand_back() -> None:
    [frame] = frames(composed(numbers("line", YEARS[:5], [1, 2, 3, 4, 5], [9, 9, 9, 9, 9]), "S1 stood still"))
    first, second = re.findall(r"<c:ser>.*?</c:ser>", xml(frame))
    assert "accent" not in first
    assert 'schemeClr val="accent1"' in second


def test_a_short_line_names_every_other_period_where_all_have_no_room() -> None:
    months = [f"{name} 2025" for name in ("September", "October", "November", "December")]
    wide, narrow = ChartFrame(Box(0, 0, 800, 300), numbers("line", months, range(4)), "A"), Box(0, 0, 350, 300)
    assert "tickLblSkip" not in xml(wide)
    assert '<c:tickLblSkip val="2"/>' in xml(replace(wide, box=narrow))
    # Columns are named each: a reader cannot tell what stands between two of them.
    assert "tickLblSkip" not in xml(ChartFrame(narrow, numbers("column", months, range(4)), "A"))


def test_a_preview_reads_the_number_after_an_arabic_name_forwards() -> None:
    chart = numbers("line", YEARS[:4], [61.2, 62.5, 63.1, 64.3], [40.1, 43.2, 46, 48.9])
    names = ("الإنتاج", "الاستهلاك")
    named = [series.model_copy(update={"name": name}) for series, name in zip(chart.series, names, strict=True)]
    what = slide("chart", "الإنتاج", chart=chart.model_copy(update={"series": named}).model_dump(), takeaway="زاد")
    data = build([DeckSlide(what, "a")], title="x", language="ar").data
    with opened(data) as held:
        shown = str(held.display_list(0))
    # The engine sets such a label from its right end, so it is handed the number backwards.
    assert "الاستهلاك  9.84" in shown


@pytest.mark.parametrize("last", [4, 8.9, 9])
def test_lines_are_named_at_their_ends_and_no_name_lies_on_another(last: float) -> None:
    layout = composed(numbers("line", YEARS[:4], [1, 2, 3, 9], [1, 2, 3, last], [1, 1, 1, 8.8]))
    assert "<c:legend>" not in xml(frames(layout)[0])
    names = sorted((e.box for e in layout.elements if e.name == "Series"), key=lambda box: box.y)
    assert len(names) == 3
    assert all(b.y - a.bottom >= 2 for a, b in pairwise(names))
    assert all(box.x >= frames(layout)[0].box.right for box in names)


@pytest.mark.parametrize(
    "chart",
    [
        numbers("line", YEARS[:3], [1, 2, None], [2, 3, 4]),
        numbers("stacked_column", YEARS[:3], *([1, 2, 3] for _ in range(7))),
        Chart.model_validate({
            "kind": "line", "categories": YEARS[:3],
            "series": [{"name": "a very long name " * 6, "values": [1, 2, 3]}, {"name": "B", "values": [3, 2, 1]}],
        }),
    ],
    ids=["a line ends early", "seven parts", "long names"],
)  # fmt: skip
def test_where_names_have_no_place_at_the_ends_there_is_a_legend(chart: Chart) -> None:
    assert "<c:legend>" in xml(frames(composed(chart))[0])


def test_parts_of_a_stack_are_named_beside_their_segments() -> None:
    layout = composed(numbers("stacked_column", YEARS[:4], [50, 50, 50, 50], [20, 30, 40, 50]), show_table=False)
    [frame] = frames(layout)
    lower, upper = sorted((e for e in layout.elements if e.name == "Series"), key=lambda e: -e.box.y)
    assert isinstance(lower, Shape)
    assert lower.text is not None
    assert lower.text.paragraphs[0].text == "S0"
    assert frame.plot is not None
    top, tall = frame.box.y + frame.plot.y * frame.box.h, frame.plot.h * frame.box.h
    # The axis ends at 100 or 125; the first part reaches from 0 to 50, the second to 100.
    high = next(float(v) for v in re.findall(r'<c:max val="([^"]+)"', xml(frame)))
    for shape, value in ((lower, 25), (upper, 75)):
        assert shape.box.y + shape.box.h / 2 == pytest.approx(top + tall * (1 - value / high), abs=0.5)


def test_a_bracket_says_a_change_that_the_numbers_bear_out() -> None:
    chart = numbers("column", YEARS[:6], [38, 35, 41, 49, 56, 62], unit="t")
    layout = composed(chart, "Output grew by 63 %", takeaway="Contracts carried it.")
    assert "+63%" in words(layout)
    [frame] = frames(layout)
    bracket = [e for e in layout.elements if isinstance(e, Shape) and e.name == "Bracket"]
    assert len(bracket) == 4
    assert max(e.box.bottom for e in bracket) <= frame.box.y
    step = frame.box.w / 6
    assert min(e.box.x for e in bracket) == pytest.approx(frame.box.x + step / 2)
    assert "+63%" not in words(composed(chart, "Output grew by 12 %"))
    assert (
        growth(numbers("column", YEARS[:3], [4, -1, 6]), numbers("column", YEARS[:3], [4, -1, 6]).series[0], EN) is None
    )


def test_a_yearly_rate_is_said_when_the_text_speaks_of_one() -> None:
    chart = numbers("column", YEARS[:5], [100, 110, 121, 133, 146.4])
    found = growth(chart, chart.series[0], EN, "Sales grew by 10 % per year")
    assert found is not None
    assert (found.words, found.supported) == ("CAGR +10%", True)


def test_the_takeaway_changes_sides_and_small_tables_stand_beside_charts() -> None:
    chart = numbers("column", NAMES[:3], [3, 9, 4])
    assert composed(chart, number=3, takeaway="South leads").layout == "chart.takeaway"
    assert composed(chart, number=4, takeaway="South leads").layout == "chart.left"
    assert composed(numbers("column", NAMES[:3], [3, 9, 4], [2, 8, 5.5])).layout == "chart"
    pair = numbers("line", YEARS[:3], [3, 9, 4], [2, 8, 5.5])
    layout = composed(pair)
    assert layout.layout == "chart.table"
    [table] = [e for e in layout.elements if isinstance(e, TableFrame)]
    cells = [[c.text.paragraphs[0].text for c in row.cells] for row in table.rows]
    assert cells == [["", "S0", "S1"], ["2000", "3.0", "2.0"], ["2001", "9.0", "8.0"], ["2002", "4.0", "5.5"]]
    assert composed(pair, show_table=False).layout == "chart"
    assert composed(chart, takeaway="South leads", show_table=True).layout == "chart.table"


def test_a_chart_of_many_points_takes_the_whole_width_under_its_takeaway() -> None:
    layout = composed(
        numbers("line", [f"{y}-{m:02d}" for y in (2021, 2022, 2023) for m in range(1, 13)], range(36)),
        takeaway="It rose.",
    )
    assert layout.layout == "chart"
    assert frames(layout)[0].box.w == pytest.approx(872)


def test_dates_that_lie_unevenly_are_dates_in_the_chart_and_in_the_workbook() -> None:
    days = ["2024-01-05", "2024-01-12", "2024-03-01", "2024-06-20"]
    assert calendar(days) is not None
    assert calendar(["2024-01", "2024-02", "2024-03"]) is None
    chart = numbers("line", days, [1, 2, 3, 4])
    text = xml(ChartFrame(Box(0, 0, 600, 300), chart, "alt"))
    assert "<c:dateAx>" in text
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(chart)))["Sheet1"]
    assert f"{sheet['A2'].value:%Y-%m-%d}" == "2024-01-05"


def test_the_workbook_holds_what_the_chart_shows_in_its_order() -> None:
    chart = numbers("bar", NAMES[:4], [1_400_000, 3_900_000, 2_000_000, None], unit="€")
    built = build([DeckSlide(slide("chart", "Finding", chart=chart.model_dump()), "s")], title="x", language="de")
    with zipfile.ZipFile(io.BytesIO(built.data)) as package:
        text = package.read("ppt/charts/chart1.xml").decode()
        [book] = [n for n in package.namelist() if n.endswith(".xlsx")]
        sheet = openpyxl.load_workbook(io.BytesIO(package.read(book)))["Sheet1"]
        assert "externalData" in text
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows == [[None, "S0"], ["South", 3.9], ["East", 2], ["North", 1.4], ["West", None]]
    assert sheet["B2"].number_format == "#,##0.0"
    names = re.findall(r"<c:pt idx=\"\d+\"><c:v>([^<]*)</c:v>", text[text.index("<c:cat>") : text.index("</c:cat>")])
    values = re.findall(r"<c:v>([^<]*)</c:v>", text[text.index("<c:val>") : text.index("</c:val>")])
    assert names == ["South", "East", "North", "West"]
    assert values == ["3.9", "2.0", "1.4"]
    assert "Sheet1!$A$2:$A$5" in text
    assert "Sheet1!$B$2:$B$5" in text


def painted(chart: Chart, language: str) -> str:
    built = build([DeckSlide(slide("chart", "Finding", chart=chart.model_dump()), "s")], title="x", language=language)
    with opened(built.data) as held:
        return str(held.display_list(0)["primitives"])


def test_previews_write_numbers_in_the_language_of_the_deck() -> None:
    chart = numbers("column", NAMES[:3], [4.25, -1.8, 2.5], unit="Mio. €")
    assert "'4,3'" in painted(chart, "de")
    assert "'4.3'" in painted(chart, "en")


def test_previews_draw_no_gap_as_zero_and_name_no_more_categories_than_there_is_room_for() -> None:
    many = numbers("column", [f"Category {n}" for n in range(40)], [*range(39), None])
    shown = painted(many, "en")
    assert "Category 1'" not in shown
    gap = numbers("line", YEARS[:4], [5, None, 7, 6])
    data = build([DeckSlide(slide("chart", "Finding", chart=gap.model_dump()), "s")], title="x").data
    with zipfile.ZipFile(io.BytesIO(spelled_out(data))) as package:
        assert "<c:v>6.0</c:v>" in package.read("ppt/charts/chart1.xml").decode()
    plain = numbers("column", NAMES[:3], [4, 1, 2])
    data = build([DeckSlide(slide("chart", "Finding", chart=plain.model_dump()), "s")], title="x").data
    assert spelled_out(data) is data


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize(
    "values", [[None], [None, None, None], [1e308, -1e308, 1e-300], [0, 0, 0], [math.nan, 1, 2], [5]], ids=str
)
def test_no_numbers_break_a_chart(kind: ChartKind, values: list[float | None]) -> None:
    for count in (1, 2, 6, 12):
        chart = numbers(kind, NAMES[: len(values)], *([values] * count))
        layout = composed(chart, takeaway="Whatever they are")
        for frame in frames(layout):
            assert "nan" not in xml(frame).lower().replace("financ", "")


def test_value_axes_of_bars_begin_at_zero() -> None:
    found = scale((40, 62), bars=True)
    assert found is not None
    assert found.low == 0


@pytest.mark.parametrize("language", sorted(chart_sheet.SHEETS))
@pytest.mark.parametrize("theme", ["indigo", "midnight"])
def test_every_chart_and_table_of_the_sheet_is_composed_without_fault(language: str, theme: str) -> None:
    context = Context(
        themes.get(theme), Place(1, 30), {"en": "en-US", "de": "de-DE", "ja": "ja-JP", "ar": "ar-SA"}[language]
    )
    for number, what in enumerate(chart_sheet.SHEETS[language](), 1):
        layouts = compose(what, replace(context, place=Place(number, 30), rtl=language == "ar"))
        assert [f for layout in layouts for f in faults(layout)] == []


def test_points_near_a_line_have_one_and_the_axis_is_named() -> None:
    x = ["2", "5", "8", "11", "14", "19"]
    near = numbers("scatter", x, [41, 38, 30, 31, 22, 19]).model_copy(update={"axis": "Hours of training"})
    layout = composed(near)
    assert "<c:trendline>" in xml(frames(layout)[0])
    [axis] = [e for e in layout.elements if e.name == "Axis"]
    assert axis.box.y >= frames(layout)[0].box.bottom
    assert "Hours of training" in words(layout)
    for other in ([1, 9, 2, 8, 1, 9], [5, 5, 5, 5, 5, 5], [1e308, -1e308, 1, 2, 3, 4]):
        assert "<c:trendline>" not in xml(frames(composed(numbers("scatter", x, other)))[0])


def test_labels_of_negative_bars_can_be_read_in_previews() -> None:
    chart = numbers("column", NAMES[:4], [4, -1, -2, 3])
    built = build([DeckSlide(slide("chart", "Finding", chart=chart.model_dump()), "s")], title="x", language="en")
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.rule == "contrast_low"] == []


def test_labels_beyond_the_longest_bars_have_room_on_a_shared_scale() -> None:
    chart = numbers("column", NAMES[:4], *([100, 40, 20, 10] for _ in range(5)))
    for frame in frames(composed(chart)):
        assert frame.panel
        assert float(re.findall(r'<c:max val="([^"]+)"', xml(frame))[0]) > 110
    long = numbers("column", [f"A name of many letters {n}" for n in range(4)], *([9, 4, 2, 1] for _ in range(5)))
    assert len(frames(composed(long))) == 1


@pytest.mark.parametrize(
    ("language", "categories", "order"),
    [
        ("ar", ["بحر", "آبار", "سدود"], "maxMin"),
        ("he", ["ים", "בארות", "סכרים"], "maxMin"),
        ("ar", ["2023", "2024", "2025"], "minMax"),
        ("en", ["Sea", "Wells", "Dams"], "minMax"),
    ],
)
def test_columns_of_names_are_read_from_right_to_left_where_the_language_is(
    language: str, categories: list[str], order: str
) -> None:
    frame = frames(composed(numbers("column", categories, [9, 5, 2]), language=language))[0]
    written = ChartXml(frame, themes.get("indigo"), language).text()
    assert re.search(r'<c:catAx>.*?<c:orientation val="(\w+)"/>', written)[1] == order  # type: ignore[index]
