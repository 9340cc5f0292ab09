"""What random decks have found, each in its smallest form."""

from __future__ import annotations

from typing import Any

import pytest
from deckwire_contracts import SLIDE, Credit
from deckwire_render.adapters.engine import opened
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core.layout import ChartFrame, TableFrame
from deckwire_render.core.pptx import DeckSlide, build
from deckwire_render.core.quality import view
from deckwire_render.core.text import width, wrap

from tests.masters.designs import MASTERS
from tests.unit.render_property.deck_checks import master
from tests.unit.render_property.random_decks import picture


def errors(fields: dict[str, Any], *, title: str = "Deck", language: str = "en", theme: str = "indigo") -> list[str]:
    slide = SLIDE.validate_python({"title": "A title", **fields})
    built = build([DeckSlide(slide, "s1")], title=title, language=language, theme=theme)
    return [f.rule for f in DeckInspector().inspect(built.data, built.slide_ids).findings if f.severity == "error"]


CREDIT = Credit(text="By someone")
EVENT = {"when": "2026", "title": "Pilot"}


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "timeline", "events": [EVENT, {"when": "2027", "title": ""}]},
        {"type": "timeline", "events": [EVENT, {"when": "\u200f", "title": "\u200e"}]},
        {"type": "big_number", "stats": [{"value": "7", "label": ""}, {"value": "8", "label": "of nine"}]},
        {"type": "bullets", "items": [{"text": "\u200f", "detail": "A detail"}, {"text": "A point"}]},
    ],
)
def test_a_text_that_shows_nothing_leaves_no_empty_placeholder(fields: dict[str, Any]) -> None:
    assert errors(fields) == []


@pytest.mark.parametrize("title", ["\u200f", "", "\u00a0"])
@pytest.mark.parametrize("deck", ["\u200e", "\x00", "The deck"])
def test_a_slide_without_a_title_that_is_seen_has_one_all_the_same(title: str, deck: str) -> None:
    assert errors({"type": "section", "title": title}, title=deck) == []


def test_tabs_in_the_title_of_a_deck_take_no_second_line_of_the_foot() -> None:
    assert errors({"type": "agenda", "items": ["One", "Two"]}, title="\tÜberraschung " * 20) == []


def test_what_looks_like_an_escape_takes_no_more_room_than_it_shows() -> None:
    assert errors({"type": "bullets", "title": "1e-12 _x0007_ " * 20, "items": [{"text": "A point"}]}) == []


def test_latin_text_in_a_deck_from_right_to_left_stays_in_its_box() -> None:
    column = {"heading": "word", "items": ["word " * 25] * 2}
    assert errors({"type": "comparison", "left": column, "right": column}, language="he") == []


def test_ranges_and_dots_among_ideographs_break_where_they_were_measured_to() -> None:
    chart = {"categories": ["a", "b"], "series": [{"name": "s", "values": [1, 2]}]}
    assert errors({"type": "chart", "chart": chart, "takeaway": "…数据驱动的决策， 3–4 km " * 2}) == []


def test_a_label_longer_than_its_chart_is_cut_off_at_the_frame_rather_than_hidden() -> None:
    chart = {"categories": ["資料驅動決策。" * 20, "b"], "series": [{"name": "s", "values": [1, 2]}]}
    assert "text_hidden" not in errors({"type": "chart", "chart": chart, "takeaway": "A takeaway that says why."})


@pytest.mark.parametrize("theme", ["indigo", "forest"])
def test_the_tenth_point_has_its_number_on_one_line(theme: str) -> None:
    points = [{"text": f"A point of some length, number {n}", "detail": "Detail " * 12} for n in range(10)]
    assert errors({"type": "bullets", "items": points}, theme=theme) == []
    assert errors({"type": "agenda", "items": [f"Part {n}" for n in range(12)]}, theme=theme) == []


@pytest.mark.parametrize("values", [[1e308, -5e307], [-9.9e307, -9.9e307], [1e15, 3e20]])
@pytest.mark.parametrize("kind", ["bar", "line", "scatter"])
def test_numbers_of_hundreds_of_digits_leave_a_chart_its_room(kind: str, values: list[float]) -> None:
    chart = {"kind": kind, "categories": ["1", "2"], "series": [{"name": n, "values": values} for n in "st"]}
    assert errors({"type": "chart", "chart": chart, "takeaway": "A takeaway"}, theme="midnight") == []


def test_numbers_near_zero_are_not_said_to_be_zero() -> None:
    chart = {"kind": "line", "categories": ["1", "2"], "series": [{"name": n, "values": [3e-12, 1e-12]} for n in "st"]}
    slide = SLIDE.validate_python({"type": "chart", "title": "A title", "chart": chart, "show_table": True})
    [layout] = build([DeckSlide(slide, "s1")], title="Deck").layouts
    said = [e.alt for e in layout.elements if isinstance(e, ChartFrame)]
    said += [
        c.text.paragraphs[0].text for e in layout.elements if isinstance(e, TableFrame) for r in e.rows for c in r.cells
    ]
    assert "0.000" not in " ".join(said)
    assert "3.0E−12" in said


def test_a_word_that_must_be_broken_may_break_at_its_marks_first() -> None:
    def lines(text: str) -> list[str]:
        return wrap(text, family="Arial", size_pt=14, width_pt=300).lines

    assert lines("…" + "x" * 60)[0] == "…"
    assert lines("word" * 8 + "–4\u00a0km/" + "x" * 30)[0] == "word" * 8 + "–4\u00a0km/"
    assert lines("x" * 60 + "…y")[-1].endswith("x…y")
    item = "…" + "x" * 126
    others = ["well-known 3–4 km well-known 3–4 km well", "word " * 80]
    assert errors({"type": "image_text", "items": [item, *others, *others, item]}) == []


def test_a_space_before_a_line_that_korean_ends_elsewhere_is_no_overflow() -> None:
    text = "Ελληνικά κείμενα 顧客維持率が大幅に向上した。한국어 문장입니다 " * 6
    assert errors({"type": "image_text", "items": [text[:390]]}, language="fa", theme="ocean") == []


def test_letters_under_a_heap_of_marks_are_as_wide_as_in_the_font_that_has_these() -> None:
    heaped = "a\u0301\u0338\u0337\u0336\u0335"
    assert width(heaped, "Georgia", False, 10) >= max(width("a", name, False, 10) for name in ("Georgia", "Arial"))
    assert errors({"type": "title", "title": heaped * 50}, theme="velvet") == []


def test_marks_that_only_another_font_has_are_seen_upon_plain_letters() -> None:
    slide = SLIDE.validate_python({"type": "bullets", "title": "A title", "items": [{"text": "x\u0338y and z"}]})
    with opened(build([DeckSlide(slide, "s1")], title="Deck", theme="velvet").data) as deck:
        shown = [line.raw for line in view(deck.display_list(0)).lines]
    assert "x\u0338y and z" in " ".join(shown)


def test_a_title_of_two_words_over_a_picture_is_text_of_its_own() -> None:
    image = {"prompt": "a hill", "alt": "A hill"}
    slide = SLIDE.validate_python({"type": "full_image", "title": "Our hill", "image": image})
    built = build([DeckSlide(slide, "s1", picture("photograph"), alt="A hill")], title="Deck")
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.rule for f in report.findings if f.severity == "error"] == []


@pytest.mark.parametrize("text", ["ဖောက်သည်များﷺ ", "អតិថិជន", "ລູກຄ້າ"])
def test_scripts_without_spaces_are_broken_within_their_words(text: str) -> None:
    events = [{"when": (text * 20)[:150], "title": "A title"}, {"when": "2026", "title": text * 9}]
    assert errors({"type": "timeline", "events": events}, language="ta") == []


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("name", MASTERS)
def test_sources_on_a_master_stand_beside_its_picture(name: str, language: str) -> None:
    fields = {"title": "A title", "image": {"prompt": "a hill", "alt": "A hill"}, "sources": [{"name": "Census " * 9}]}
    slide = SLIDE.validate_python({"type": "image_text", "items": ["A point", "Another"], **fields})
    shown = DeckSlide(slide, "s1", picture("photograph"), alt="A hill", credit=Credit(text="By someone"))
    built = build([shown], title="Deck", language=language, master=master(name))
    [sources] = [e.box for e in built.layouts[0].elements if e.name == "Sources"]
    [shown_at] = [e.box for e in built.layouts[0].elements if e.name == "Picture"]
    assert sources.x >= shown_at.right or sources.right <= shown_at.x or sources.y >= shown_at.bottom


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", MASTERS)
def test_from_right_to_left_words_stand_beside_the_picture_of_a_master(name: str, whole: bool) -> None:
    fields = {"title": "A title", "image": {"prompt": "a hill", "alt": "A hill"}, "sources": [{"name": "Census"}]}
    shown = [
        DeckSlide(SLIDE.validate_python({**one, **fields}), f"s{n}", picture("grey"), "", "A hill", CREDIT, whole=whole)
        for n, one in enumerate(
            (
                {"type": "image_text", "items": ["A point of some words", "Another one"]},
                {"type": "agenda", "items": ["First", "Second"]},
                {"type": "full_image", "caption": "A caption"},
                {"type": "quote", "quote": "Words of hers", "author": "She"},
            )
        )
    ]
    built = build(shown, title="Deck", language="he", master=master(name))
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [(f.slide_id, f.detail) for f in report.findings if f.severity == "error"] == []


def test_the_space_between_paragraphs_of_a_masters_subtitle_is_counted() -> None:
    words = {"subtitle": "word " * 79, "byline": "მომხმარებელი Überraschung Retention rose by 12 % ደንበኞች " * 2}
    slide = SLIDE.validate_python({"type": "title", "title": "A title", **words})
    built = build([DeckSlide(slide, "s1")], title="Deck", language="he", master=master("aoba"))
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.severity == "error"] == []


def test_a_title_that_takes_two_lines_only_for_safety_is_measured() -> None:
    fields = {"type": "title", "title": "https://example.org/a/b-c_d?e="}
    assert errors(fields, language="fa") == []


def test_a_line_may_end_between_burmese_and_what_is_not() -> None:
    fields = {"type": "image_text", "items": ["_x0007_ ဖောက်သည်များ_x0007_ ဖောက်သည်များ_x000", "A point"]}
    image = {"image": {"prompt": "a hill", "alt": "A hill"}, "title": "A title"}
    shown = DeckSlide(SLIDE.validate_python({**fields, **image}), "s1", picture("grey"), alt="A hill")
    built = build([shown], title="Deck", language="Greek", master=master("auental"))
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.severity == "error"] == []


def test_a_lone_surrogate_in_the_title_of_a_deck_is_no_exception() -> None:
    slides = [DeckSlide(SLIDE.validate_python({"type": t, "title": ""}), t) for t in ("title", "section")]
    built = build(slides, title="Deck \ud83d")
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.severity == "error"] == []


@pytest.mark.parametrize("kind", [{"type": "section"}, {"type": "agenda", "items": ["One", "Two"]}])
def test_a_slide_on_a_master_without_a_title_that_is_seen_has_one_all_the_same(kind: dict[str, Any]) -> None:
    slide = SLIDE.validate_python({"title": "\u200f\u200f", **kind})
    built = build([DeckSlide(slide, "s1")], title="The deck", master=master("halden"))
    assert built.layouts[0].title == "The deck"


@pytest.mark.parametrize("language", ["en", "he"])
def test_joined_emoji_take_the_room_of_their_parts_where_no_program_joins_them(language: str) -> None:
    title = "הלקוחות בצפון 👩\u200d🚀 הלקוחות בצפו"
    assert errors({"type": "title", "title": title}, language=language) == []
