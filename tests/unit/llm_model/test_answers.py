"""What a model said, parsed, bent into shape, or refused with reasons."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from deckwire_contracts import SLIDE, DeckOptions, SlideBrief, SlideContext
from deckwire_contracts.slides import ChartKind, SlideType
from deckwire_llm.core.answer import UnusableAnswerError, parse_object, plain_slide, read_slide, salvage_object
from deckwire_llm.core.answer.conform import conform
from deckwire_llm.core.answer.numerals import as_number, numbers_in
from deckwire_llm.core.answer.wording import fitted, is_placeholder, plain
from deckwire_llm.core.prompting import slide_schema
from deckwire_llm.core.prompting.schema import record, several, text, yes_no
from hypothesis import given
from hypothesis import strategies as st

from tests.providers import Sampler, violations
from tests.providers.sample import strictness_errors

KINDS = get_args(SlideType)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "items", "text", "chart", "rows", "values", "x"]), inner, max_size=4
        )
    ),
    max_leaves=15,
)


def brief(kind: str, **more: Any) -> SlideBrief:
    given_fields = {"title": "Tides pay", "message": "They are steady", "points": ["One fact", "Another fact"], **more}
    return SlideBrief.model_validate({"id": "s01", "number": 1, "type": kind, **given_fields})


def read(kind: str, data: dict[str, Any], picture: bool = False, **options: Any) -> Any:
    asked = DeckOptions(**options)
    return read_slide(data, slide_schema(brief(kind), asked, picture=picture), brief(kind), asked)


# -- parsing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        '{"a": 1}',
        '\ufeff{"a": 1}',
        'Sure:\n```json\n{"a": 1}\n```\nBye {"b": 2}',
        '```\n{"a": 1}```',
        '<think>{"no": 1}</think>\n{"a": 1}',
        'no opening tag {x}</think>{"a": 1}',
        '{"a": 1,}',
        '{"a": 1} and so on',
        "{'a': 1}",
        "{a: 1}",
        '{"a": 1\n"c": [2, 3,]}',
    ],
)
def test_the_object_is_found_whatever_stands_around_it(said: str) -> None:
    found = parse_object(said)
    assert found is not None
    assert found["a"] == 1


def test_raw_line_breaks_in_strings_are_kept() -> None:
    assert parse_object('{"a": "x\ny"}') == {"a": "x\ny"}


@pytest.mark.parametrize("said", ["", "I cannot.", "[1, 2]", '"text"', '{"a": "and then', '{"a": {"b": 1}', "{" * 5000])
def test_what_is_no_object_or_breaks_off_is_none(said: str) -> None:
    assert parse_object(said) is None


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ('{"title": "A", "items": ["one", "tw', {"title": "A", "items": ["one"]}),
        ('Sure: {"slides": [{"title": "One"}, {"title": "Tw', {"slides": [{"title": "One"}]}),
        ('{"chart": {"kind": "bar", "values": [1, 2, 3', {"chart": {"kind": "bar", "values": [1, 2]}}),
        ("nothing", None),
    ],
)
def test_salvaging_keeps_what_is_whole(said: str, whole: Any) -> None:
    assert salvage_object(said) == whole


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(said: str) -> None:
    parse_object(said)
    salvage_object(said)


# -- wording and numbers ----------------------------------------------------------------------------------------------


def test_markdown_tags_and_addresses_go() -> None:
    assert plain("- **Bold** `x` [link](https://evil.example/a) <b>b</b> https://evil.example") == "Bold x link b"
    assert plain("see https://ours.example/x", "all at https://ours.example/x.") == "see https://ours.example/x"
    assert plain("2 < 3 and 4 > 1") == "2 < 3 and 4 > 1"


@pytest.mark.parametrize("said", ["Lorem ipsum dolor", "TBD", "[Insert name]", "Your text here", "Bullet 1", "XX %"])
def test_placeholders_are_recognised(said: str) -> None:
    assert is_placeholder(said)


@pytest.mark.parametrize("said", ["Point 7 of the treaty", "Ten items", "XX century", "A [sic] remark"])
def test_ordinary_words_are_no_placeholders(said: str) -> None:
    assert not is_placeholder(said)


def test_long_text_ends_with_a_sentence_or_a_word() -> None:
    assert fitted("One sentence is here. " * 3, 30) == "One sentence is here."
    cut = fitted("word " * 30, 22)
    assert cut == "word word word word…"
    assert fitted("abcde", 5) == fitted("abcde", 4) == "abcde"
    assert len(fitted("x" * 300, 50)) <= 50


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (3, 3.0), (2.5, 2.5), ("12", 12.0), ("12.5 %", 12.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
        ("1,234", 1234.0), ("12,5", 12.5), ("€3.2M", 3.2e6), ("4 bn", 4e9), ("-7", -7.0), ("−7", -7.0),
        ("1'000", 1000.0), ("1 000", 1000.0), ("1,000,000", 1e6), ("1.000.000", 1e6), ("none", None), (None, None),
        (True, None), (float("nan"), None), ([], None), ("0,125", 0.125),
    ],
)  # fmt: skip
def test_numbers_are_read_out_of_text(said: Any, number: float | None) -> None:
    assert as_number(said) == number


def test_numbers_of_a_text_are_all_found() -> None:
    assert numbers_in("grew 14 percent to 3.2 million, -5, 1,200 ships") == {14.0, 3.2, 5.0, 1200.0}


# -- conforming -------------------------------------------------------------------------------------------------------

SHAPE = record(
    title=text("t", 20),
    items=several(text("i", 20), 1, 3),
    steps=several(record(title=text("t", 20), detail=text("d", 20)), 1, 3),
    good=yes_no("?"),
)


@pytest.mark.parametrize(
    ("given_value", "items"),
    [
        ({"items": "one\ntwo\n"}, ["one", "two"]),
        ({"items": [{"text": "one"}, {"title": "two"}, 3, None, ""]}, ["one", "two", "3"]),
        ({"items": ["a", "b", "c", "d", "e"]}, ["a", "b", "c"]),
        ({"items": None}, []),
        ({"items": ["TBD", "real"]}, ["real"]),
    ],
)
def test_lists_are_made_clean_and_clamped(given_value: dict[str, Any], items: list[str]) -> None:
    assert conform(SHAPE, given_value)["items"] == items


def test_wrapped_objects_are_unwrapped_and_unknown_fields_dropped() -> None:
    wrapped = {"slide": {"title": "T", "image_url": "http://x", "steps": ["Begin", {"title": "Go", "detail": "on"}]}}
    assert conform(SHAPE, wrapped) == {
        "title": "T",
        "items": [],
        "steps": [{"title": "Begin", "detail": ""}, {"title": "Go", "detail": "on"}],
        "good": False,
    }


def test_a_dictionary_of_objects_is_a_list() -> None:
    assert len(conform(SHAPE, {"steps": {"1": {"title": "a"}, "2": {"title": "b"}}})["steps"]) == 2


@given(JSON)
def test_anything_conforms_to_the_structure(value: Any) -> None:
    made = conform(SHAPE, value)
    assert set(made) == {"title", "items", "steps", "good"}
    assert all(isinstance(item, str) and item for item in made["items"])
    json.dumps(made)


# -- slides -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verbosity", ["concise", "standard", "text-heavy"])
def test_schemas_keep_the_rules_of_strict_mode_and_what_obeys_them_becomes_a_slide(kind: str, verbosity: str) -> None:
    options = DeckOptions.model_validate({"verbosity": verbosity})
    schema = slide_schema(brief(kind), options, picture=True)
    assert strictness_errors(schema) == []
    value = Sampler(schema, f"slide type: {kind}").value()
    assert violations(schema, value) == []
    slide = read_slide(value, schema, brief(kind), options)
    assert slide.type == kind
    assert slide.title
    assert slide.notes
    assert slide.image is not None


@pytest.mark.parametrize("kind", KINDS)
@given(data=JSON)
def test_any_object_is_a_valid_slide_or_a_complaint(kind: str, data: Any) -> None:
    try:
        slide = read(kind, data if isinstance(data, dict) else {"title": data})
    except UnusableAnswerError:
        return
    assert SLIDE.validate_python(slide.model_dump()).type == kind


def test_an_object_of_another_shape_is_no_cover() -> None:
    with pytest.raises(UnusableAnswerError):
        read("title", {"answer": 42, "explanation": "x"})


def test_a_placeholder_title_gives_way_to_the_planned_one() -> None:
    assert read("section", {"title": "TBD", "subtitle": "Now"}).title == "Tides pay"


def test_repeated_points_and_details_are_said_once() -> None:
    slide = read(
        "bullets", {"items": [{"text": "A b", "detail": "a b!"}, {"text": "a  B"}, {"text": "", "detail": "C"}]}
    )
    assert [(i.text, i.detail) for i in slide.items] == [("A b", ""), ("C", "")]


def test_unequal_chart_lengths_are_made_equal() -> None:
    chart = {"kind": "Line", "categories": ["a", "b", "c"], "series": [{"name": "", "values": ["1", "2,5", 3, 4]}]}
    slide = read("chart", {"chart": chart})
    assert slide.chart.kind is ChartKind.LINE
    assert slide.chart.series[0].values == [1.0, 2.5, 3.0]
    assert slide.chart.series[0].name == "Tides pay"
    chart["series"] = [{"name": "n", "values": ["1"]}, {"name": "m", "values": [None, "x"]}]
    shorter = read("chart", {"chart": chart})
    assert shorter.chart.categories == ["a"]
    assert len(shorter.chart.series) == 1


def test_gaps_in_a_series_stay_where_they_are() -> None:
    chart = {"kind": "column", "categories": ["a", "b", "c"], "series": [{"name": "n", "values": [1, None, 3]}]}
    assert read("chart", {"chart": chart}).chart.series[0].values == [1.0, None, 3.0]


def test_shares_that_cannot_be_shares_become_columns() -> None:
    chart = {"kind": "pie", "categories": ["a", "b"], "series": [{"name": "n", "values": [1, -2]}]}
    assert read("chart", {"chart": chart}).chart.kind is ChartKind.COLUMN


@pytest.mark.parametrize(
    "chart", [{}, {"series": [{"values": ["x"]}]}, {"series": [{"values": [1]}], "categories": []}]
)
def test_a_chart_without_numbers_or_labels_is_a_complaint(chart: dict[str, Any]) -> None:
    with pytest.raises(UnusableAnswerError):
        read("chart", {"title": "T", "chart": chart})


def test_tables_are_made_rectangular() -> None:
    table = {"headers": ["", "2024"], "rows": [["Ships", "455", "extra"], ["Berths"], ["", ""]]}
    assert read("table", {"table": table}).table.rows == [["Ships", "455"], ["Berths", ""]]
    assert read("table", {"table": table}).table.headers == ["", "2024"]
    with pytest.raises(UnusableAnswerError):
        read("table", {"title": "T", "table": {"headers": ["a"], "rows": []}})
    with pytest.raises(UnusableAnswerError):
        read("table", {"title": "T", "table": {"headers": [], "rows": [["a", "b"]]}})


def test_nobody_is_preferred_unless_said() -> None:
    sides = {"left": {"heading": "A", "items": ["x", "y"]}, "right": {"heading": "B", "items": ["z"]}}
    assert read("comparison", {**sides, "preferred": "none"}).preferred is None
    assert read("comparison", {**sides, "preferred": "Left"}).preferred == "left"


def test_quotation_marks_are_not_part_of_a_quotation() -> None:
    assert read("quote", {"quote": "“To be”", "author": "W. S."}).quote == "To be"
    with pytest.raises(UnusableAnswerError):
        read("quote", {"title": "T", "quote": "", "author": "W. S."})


def test_a_sentence_in_the_place_of_a_number_moves_under_it() -> None:
    long = "42 percent of all the islands in the north"
    slide = read("big_number", {"stats": [{"value": long, "label": ""}, {"value": "", "label": "x"}]})
    assert len(slide.stats) == 1
    assert slide.stats[0].value


def test_steps_without_a_name_take_their_detail() -> None:
    steps = [{"title": "", "detail": "Plan"}, {"title": "Build", "detail": ""}, {"title": "build", "detail": ""}]
    assert [s.title for s in read("process", {"steps": steps}).steps] == ["Plan", "Build"]
    with pytest.raises(UnusableAnswerError):
        read("process", {"steps": steps[:1]})


def test_notes_come_from_the_plan_when_the_model_gave_none_and_stay_away_when_unwanted() -> None:
    assert read("section", {"subtitle": "x"}).notes == "They are steady One fact Another fact"
    assert read("section", {"subtitle": "x", "notes": "hi"}, include_speaker_notes=False).notes == ""


def test_a_picture_is_words_only() -> None:
    image = {"prompt": "a boat http://evil.example/x.png", "query": "boat", "alt": "", "url": "http://x"}
    slide = read("full_image", {"caption": "c", "image": image}, picture=True)
    assert slide.image.model_dump() == {"prompt": "a boat", "query": "boat", "alt": "Tides pay", "aspect": "wide"}
    assert read("image_text", {"lead": "x", "image": {}}, picture=True).image.prompt == "Tides pay"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("points", [[], ["One fact", "Another fact"]])
def test_the_plain_slide_is_valid_and_says_what_was_planned(kind: str, points: list[str]) -> None:
    context = SlideContext(deck_title="Deck", titles=["Deck", "Tides pay", "Next"])
    slide = plain_slide(brief(kind, points=points), context)
    assert SLIDE.validate_python(slide.model_dump()).title == "Tides pay"
    assert "They are steady" in slide.model_dump_json()
    assert slide.image is None


def test_a_form_that_the_slide_does_not_know_is_left_out() -> None:
    steps = [{"title": f"Step {n}", "detail": ""} for n in range(3)]
    assert read("process", {"steps": steps, "form": "Cycle"}).form == "cycle"
    assert read("process", {"steps": steps, "form": "spiral"}).form is None
    people = [{"text": "Mei Tanaka", "detail": "Routes"}, {"text": "Ravi Iyer", "detail": "Boats"}]
    assert read("bullets", {"items": people, "form": "team"}).form == "team"
    assert read("bullets", {"items": people, "form": "list"}).form is None


def test_a_third_column_without_points_is_none() -> None:
    sides = {name: {"heading": name, "items": [f"{name} one", f"{name} two"]} for name in ("left", "right")}
    assert read("two_columns", {**sides, "middle": {"heading": "", "items": []}}).middle is None
    assert read("two_columns", {**sides, "middle": {"heading": "Both", "items": ["a", "b"]}}).middle.heading == "Both"


def test_a_comparison_says_whether_its_sides_are_options() -> None:
    sides = {name: {"heading": name, "items": [f"{name} one", f"{name} two"]} for name in ("left", "right")}
    assert read("comparison", {**sides, "kind": "pros-cons", "preferred": "none"}).kind == "pros_cons"
    assert read("comparison", {**sides, "kind": "?", "preferred": "left"}).kind is None
