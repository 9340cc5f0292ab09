"""Few words stand large, numbers are the heroes of their slides, and neighbours differ."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

import pytest
from deckwire_contracts import Slide
from deckwire_contracts.slides import PICTURE_TYPES, Chart, SlideType
from deckwire_render.adapters.composer import DeckComposer
from deckwire_render.adapters.engine import opened
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core import themes
from deckwire_render.core.layout import (
    ChartFrame,
    Context,
    Place,
    Role,
    Shape,
    SlideLayout,
    TableFrame,
    compose,
    shows_picture,
)
from deckwire_render.core.layout.chart.axis import scale
from deckwire_render.core.layout.figures import Figure, key_figure
from deckwire_render.core.layout.legend import shares
from deckwire_render.core.layout.stats import parted
from deckwire_render.core.pptx import DeckSlide, build
from deckwire_render.core.pptx.charts import ChartXml
from deckwire_render.core.text.numerals import Numerals
from deckwire_render.ports import PreviewJob, SlideJob
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests import gallery
from tests.unit.render_pptx.slide_material import faults, ordinary, slide

BODY = 366.0
POINT = {"text": "Onboarding in one day", "detail": "New customers reach their first report within a day."}
SHORT = ["Speed beats features", "People want one invoice", "Write it down"]


def composed(what: Slide, turn: int = 0, **changes: Any) -> SlideLayout:
    context = Context(themes.get("indigo"), Place(3, 12, before=turn), deck_title="Retention")
    [layout] = compose(what, replace(context, **changes))
    assert faults(layout) == []
    return layout


def shapes(layout: SlideLayout, name: str) -> list[Shape]:
    return [e for e in layout.elements if isinstance(e, Shape) and e.name.startswith(name)]


def sizes(layout: SlideLayout, name: str) -> list[float]:
    return [shape.text.paragraphs[0].size for shape in shapes(layout, name) if shape.text]


def stats(*values: str) -> Slide:
    return slide(
        "big_number", stats=[{"value": v, "label": "of contracts were renewed", "delta": "+3"} for v in values]
    )


@pytest.mark.parametrize("words", ["Boats cut the cost of the last mile by a third", "One " + "more word " * 18])
def test_a_single_point_is_a_statement(words: str) -> None:
    layout = composed(slide("bullets", items=[{"text": words}]))
    assert layout.layout == "statement"
    assert min(sizes(layout, "Statement")) >= 28
    assert shapes(layout, "Mark")
    assert 0.55 <= shapes(layout, "Panel")[0].box.h / BODY <= 0.9


def test_a_single_point_that_is_a_paragraph_stays_a_point() -> None:
    assert composed(slide("bullets", items=[{"text": "word " * 79}])).layout == "bullets.rows1"


@pytest.mark.parametrize("turn", [0, 1, 2])
@pytest.mark.parametrize("count", [2, 3])
def test_two_or_three_short_points_stand_at_twenty_four_points_or_more(count: int, turn: int) -> None:
    layout = composed(slide("bullets", items=[{"text": t} for t in SHORT[:count]]), turn)
    points = [*sizes(layout, "Card"), *sizes(layout, "Point")]
    assert len(points) == count
    assert min(points) >= 24


@pytest.mark.parametrize("what", [{"items": [POINT] * n} for n in (2, 3, 4)], ids=["two", "three", "four"])
def test_cards_fill_more_than_half_of_the_body(what: dict[str, Any]) -> None:
    cards = shapes(composed(slide("bullets", **what)), "Card")
    assert cards
    assert all(0.55 <= card.box.h / BODY <= 0.9 for card in cards)
    assert len({(card.box.y, card.box.h) for card in cards}) == 1


def test_slides_of_a_kind_take_designs_in_turn_so_that_neighbours_differ() -> None:
    what = slide("bullets", items=[POINT] * 3)
    layouts = [composed(what, turn).layout for turn in range(6)]
    assert all(one != two for one, two in pairwise(layouts))


def test_a_slide_counts_by_its_place_and_not_by_the_pages_before_it() -> None:
    what = slide("bullets", items=[POINT] * 3)
    places = [Place(number, 12, ordinal=3) for number in (3, 4)]
    context = Context(themes.get("indigo"))
    assert len({compose(what, replace(context, place=place))[0].layout for place in places}) == 1


@pytest.mark.parametrize(
    ("values", "least"),
    [
        (["91 %"], 96),
        (["91 %", "40,800"], 60),
        (["91 %", "40,800", "€1.9"], 60),
        (["€14.2 million", "31.5 %", "€0.6 million", "1.9 %"], 44),
        (["1,250,000 EUR", "31.5 %", "€0.6 million", "three times"], 44),
    ],
)
def test_numerals_are_the_largest_thing_on_their_slide(values: list[str], least: float) -> None:
    layout = composed(stats(*values))
    numerals = sizes(layout, "Number")
    assert min(numerals) >= least
    others = [p.size for shape, text in layout.texts() if not shape.name.startswith("Number") for p in text.paragraphs]
    assert min(numerals) > max(others)


def test_numerals_of_a_strip_share_a_baseline_and_units_stand_at_half_their_size() -> None:
    numbers = shapes(composed(stats("€14.2 million", "31.5 %", "€0.6 million", "1.9 %")), "Number")
    assert len({n.box.y for n in numbers}) == 1
    units = [n.text.paragraphs[1] for n in numbers if n.text and len(n.text.paragraphs) > 1]
    assert [u.text for u in units] == ["million", "million"]
    assert all(n.text and u.size <= n.text.paragraphs[0].size / 2 for n in numbers for u in units)


def test_a_value_is_parted_from_the_words_behind_it() -> None:
    assert parted("€14.2 million") == ("€14.2", "million")
    assert parted("40,800 households") == ("40,800", "households")
    assert parted("−3.5 % points") == ("−3.5 %", "points")
    assert parted("1.250,5 GWh") == ("1.250,5", "GWh")
    for whole in ("31.5 %", "three times", "1 in 3", "12k"):
        assert parted(whole) == ((whole, "") if whole != "1 in 3" else ("1", "in 3"))


def test_a_short_number_is_not_parted_from_the_sign_of_its_unit() -> None:
    assert parted("3,1 t") == ("3,1\u00a0t", "")
    numbers = shapes(composed(stats("3,1 t", "214.000 m³")), "Number")
    assert [p.text for n in numbers if n.text for p in n.text.paragraphs] == ["3,1\u00a0t", "214.000", "m³"]


def chart_of(*values: float, kind: str = "line", unit: str = "") -> Chart:
    names = [str(2001 + n) if kind == "line" else f"c{n}" for n in range(len(values))]
    series = [{"name": "S", "values": list(values)}]
    return Chart.model_validate({"kind": kind, "categories": names, "series": series, "unit": unit})


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The largest step came in 2025: +€0.8 million", Figure("+€0.8", "million")),
        ("Revenue of €49.2 million, against a plan of €47.0 million", Figure("€49.2", "million")),
        ("Heat pumps make up 42 % of it", Figure("42\u00a0%")),
        ("It rose 50 % from Q1 to Q4", Figure("+50\u00a0%")),
        ("Der Umsatz stieg auf 12,5 Mio. €", Figure("12,5", "Mio.\u00a0€")),
        ("It cost 3 € a piece", Figure("3\u00a0€")),
        ("Since 2021 the 4 teams won 17 prizes", None),
        ("Nothing to count", None),
        ("Returns fell from 31 % in spring to 24 %.", Figure("24\u00a0%")),
        ("Das Ergebnis stieg von 1,1 Mio. auf 2,4 Mio. in einem Jahr.", Figure("2,4", "Mio.")),
        ("海外客は2021年の3万人から2025年の126万人へ", Figure("126万")),
        ("Revenue of €6 million stands against costs of €7 million.", Figure("€6", "million")),
    ],
)
def test_the_key_figure_is_the_first_amount_or_share_or_the_one_reached(text: str, figure: Figure | None) -> None:
    assert key_figure(chart_of(10, 12, 15), text) == figure


def test_a_share_gets_a_sign_only_where_the_numbers_bear_it_out() -> None:
    assert key_figure(chart_of(10, 12, 5), "It changed by 50 %") == Figure("−50\u00a0%")
    assert key_figure(chart_of(10, 12), "It makes 50 % of all") == Figure("50\u00a0%")
    assert key_figure(chart_of(10), "It makes 50 % of all") == Figure("50\u00a0%")
    assert key_figure(chart_of(10, 15), "Some 1.2.3 % of all") == Figure("1.2.3\u00a0%")


def test_the_takeaway_stands_under_its_figure() -> None:
    what = slide("chart", chart=chart_of(10, 12, 15).model_dump(), takeaway="Revenue rose 50 % within three quarters")
    layout = composed(what)
    assert min(sizes(layout, "Figure")) >= 44
    assert min(sizes(layout, "Takeaway")) >= 20
    assert shapes(layout, "Figure")[0].box.y < shapes(layout, "Takeaway")[0].box.y


def test_the_last_column_of_a_series_in_time_carries_the_finding() -> None:
    chart = {"kind": "column", "categories": ["2023", "2024", "2025"], "series": [{"name": "S", "values": [1, 2, 3]}]}
    frame = next(e for e in composed(slide("chart", chart=chart)).elements if isinstance(e, ChartFrame))
    assert frame.highlight == (0, 2)


def test_slices_are_named_beside_a_round_chart_where_no_label_can_lie_on_another() -> None:
    chart = chart_of(5.9, 4.8, 2.1, 0.9, 0.5, kind="doughnut")
    layout = composed(slide("chart", chart=chart.model_dump(), takeaway="One is largest"))
    frame = next(e for e in layout.elements if isinstance(e, ChartFrame))
    assert frame.keyed
    assert shares(chart, Numerals()) == ["42%", "34%", "15%", "6%", "4%"]
    assert [s.text.paragraphs[0].text for s in shapes(layout, "Share") if s.text] == shares(chart, Numerals())
    text = ChartXml(frame, themes.get("indigo"), "en").text()
    assert "<c:legend>" not in text
    assert 'Percent val="1"' not in text


def test_a_share_under_one_percent_does_not_read_as_nothing() -> None:
    assert shares(chart_of(995, 5, kind="pie"), Numerals("de-DE"))[1] == "0,5\u00a0%"


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.booleans())
def test_axes_hold_all_values_in_at_most_five_even_steps(one: float, two: float, bars: bool) -> None:
    low, high = min(one, two), max(one, two)
    found = scale((low, high), bars=bars)
    if found is None:
        return
    slack = 1e-6 * found.step + 1e-6
    assert found.low <= low + slack
    assert found.high >= high - slack
    assert 1 <= round((found.high - found.low) / found.step) <= 5
    assert not bars or found.low <= 0 <= found.high


def test_axis_numbers_have_the_decimals_that_the_steps_need() -> None:
    assert [scale(r, bars=True).decimals for r in ((0, 14.2), (0, 1.7), (0, 0.9), (2, 240))] == [0, 1, 1, 0]  # type: ignore[union-attr]
    assert scale((0.0, 0.0), bars=True) is None
    assert scale((0.0, float("inf")), bars=False) is None
    assert scale((95.0, 99.0), bars=False).low == 95.0  # type: ignore[union-attr]


def test_a_short_lone_line_says_its_values_and_a_steep_one_keeps_its_axis() -> None:
    def text(*values: float) -> str:
        frame = next(
            e
            for e in composed(slide("chart", chart=chart_of(*values).model_dump())).elements
            if isinstance(e, ChartFrame)
        )
        return ChartXml(frame, themes.get("indigo"), "en").text()

    calm, steep = text(10, 10.5, 9.9, 10.2), text(-1.1, -0.7, -0.2, 0.6)
    assert calm.count('<c:showVal val="1"/>') == 4
    assert '<c:delete val="1"/>' in calm
    assert steep.count('<c:showVal val="1"/>') == 2
    assert '<c:delete val="1"/>' not in steep
    assert text(*range(10)).count('<c:showVal val="1"/>') == 2


def test_events_without_a_detail_are_bold_once() -> None:
    events = [{"when": m, "title": "the academy opens with 24 places"} for m in ("March", "May", "July")]
    layout = composed(slide("timeline", events=events))
    for shape in shapes(layout, "Event"):
        assert shape.text
        assert [p.bold for p in shape.text.paragraphs] == [True, False]


SPARSE = [s for s in ordinary() if s.type in {"bullets", "big_number", "process", "timeline", "agenda"} and not s.image]


@pytest.mark.parametrize("what", SPARSE, ids=lambda s: f"{s.type}: {s.title}")
def test_the_body_is_filled_to_at_least_half(what: Slide) -> None:
    layout = composed(what)
    body = [
        e.box for e in layout.elements if not (isinstance(e, Shape) and e.role in {Role.TITLE, Role.SOURCE, Role.PAGE})
    ]
    assert (max(b.bottom for b in body) - min(b.y for b in body)) / BODY >= 0.5


def test_table_heads_are_small_capitals_in_looks_alone() -> None:
    what = slide("table", table={"headers": ["Region", "Straße"], "rows": [["North", "1"]] * 4})
    table = next(e for e in composed(what).elements if isinstance(e, TableFrame))
    heads = [cell.text.paragraphs[0] for cell in table.rows[0].cells]
    assert [(p.text, p.caps, p.size) for p in heads] == [("Region", True, 14.0), ("Straße", True, 14.0)]
    assert all(30 <= row.height <= 76 for row in table.rows[1:])
    assert min(cell.text.paragraphs[0].size for row in table.rows[1:] for cell in row.cells) >= 14


def test_a_sentence_under_a_head_does_not_end_in_a_lone_word() -> None:
    detail = "The same four people work together all year and finish 5.2 homes a week instead of 4.1"
    [first, *_] = shapes(composed(slide("bullets", items=[{"text": "Fixed crews", "detail": detail}] * 3), 1), "Point")
    assert first.text
    assert len(first.text.paragraphs[1].lines) == 2
    assert first.text.inset[2] > 100


def test_titles_of_content_slides_end_at_one_height() -> None:
    kinds = {"agenda", "bullets", "chart", "table", "big_number", "process", "timeline"}
    pages = [composed(what) for what in ordinary() if what.type in kinds and not what.image]
    framed = [page for page in pages if not page.layout.endswith(".side")]
    assert len(framed) > 5
    assert len({s.box.bottom for page in framed for s in shapes(page, "Title")}) == 1


@pytest.mark.parametrize("kind", get_args(SlideType))
def test_the_contracts_know_which_slides_show_a_picture(kind: str) -> None:
    what = next(s for s in ordinary() if s.type == kind)
    assert shows_picture(what) == (kind in PICTURE_TYPES)


def test_the_preview_of_a_section_shows_its_number_and_the_way_through_the_deck() -> None:
    def preview(**fields: Any) -> str:
        job = PreviewJob(SlideJob(slide("section", "Where we stand"), "s3"), 3, 9, "Deck", "en", "indigo", **fields)
        with opened(DeckComposer().preview(job)) as held:
            shown = held.display_list(0)
        return str(shown["primitives"])

    assert "'text': '2'" in preview(section=2, sections=("One", "Two", "Three"))
    assert "'text': '2'" not in preview()


ARABIC = ["تقرير الربع الرابع عن أداء شركة الطاقة المتجددة", "كيف نخفض تكاليف التوصيل في المدن الكبيرة بنسبة الثلث"]


@pytest.mark.parametrize("theme", ["indigo", "forest", "aurora"])
def test_arabic_titles_take_no_more_lines_than_were_planned_and_stay_in_their_boxes(theme: str) -> None:
    slides = [slide("title", text, subtitle=text) for text in ARABIC]
    built = build([DeckSlide(s, f"s{n}") for n, s in enumerate(slides)], title="x", language="ar", theme=theme)
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f for f in report.findings if f.severity == "error"] == []
    with opened(built.data) as held:
        for n, layout in enumerate(built.layouts):
            drawn = [p for p in held.display_list(n)["primitives"] if p["kind"] == "textBox"]
            planned = [sum(len(p.lines) for p in text.paragraphs) for _, text in layout.texts()]
            assert all(len(box["lines"]) <= lines for box, lines in zip(drawn, planned, strict=True))


def test_the_sheet_shows_slides_in_rows_and_stays_small() -> None:
    built = build([DeckSlide(stats("91 %"), "a"), DeckSlide(stats("9"), "b")], title="x", language="en")
    pictures = gallery.painted(built.data, [0, 1, 7], 120)
    assert [p.width for p in pictures] == [120, 120]
    whole = gallery.sheet(pictures, 1)
    assert whole.size == (140, 2 * pictures[0].height + 30)
    assert len(gallery.compressed(Image.effect_noise((400, 400), 80).convert("RGB"), 140_000)) <= 140_000
    with pytest.raises(ValueError, match="no slide"):
        gallery.sheet([], 3)
