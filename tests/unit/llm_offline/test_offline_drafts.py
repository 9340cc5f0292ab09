"""Single slides: whatever the user made of a brief, a valid slide comes out."""

from __future__ import annotations

import pytest
from deckwire_contracts import DeckOptions, SlideBrief, SlideContext
from deckwire_contracts.slides import PICTURE_TYPES, SLIDE
from deckwire_llm.core.material import Material, from_text
from deckwire_llm.core.offline import draft

MATERIAL = from_text(
    "# Doc\n\n## Sales\n\nSales grew by 12 % in May. The shop opened earlier. Nobody complained.\n\n"
    "| Month | Sales |\n|---|---|\n| May | 10 |\n| June | 12 |\n| July | 15 |\n\n- First point\n- Second point\n\n"
    "> Good work\n>\n> — Ann Lee, CEO\n",
    source="doc.md",
)
CONTEXT = SlideContext(deck_title="Doc")
TYPES = [
    "title", "section", "agenda", "bullets", "two_columns", "comparison", "chart", "table", "big_number", "quote",
    "process", "timeline", "image_text", "full_image", "closing",
]  # fmt: skip


def brief(kind: str, **fields: object) -> SlideBrief:
    return SlideBrief.model_validate({"id": "s01", "number": 1, "type": kind, "title": "A title.", **fields})


@pytest.mark.parametrize("kind", TYPES)
def test_a_slide_of_any_type_comes_from_its_material(kind: str) -> None:
    slide, degradations = draft(brief(kind, material=["m002"], points=["1 — a", "2 — b"]), CONTEXT, MATERIAL)
    assert slide.type == kind
    assert slide.title == "A title"
    assert not degradations
    SLIDE.validate_json(SLIDE.dump_json(slide))


@pytest.mark.parametrize("kind", TYPES)
def test_a_brief_without_material_and_points_still_gives_a_slide(kind: str) -> None:
    slide, degradations = draft(brief(kind), CONTEXT, Material())
    SLIDE.validate_json(SLIDE.dump_json(slide))
    assert slide.type == kind or [d.reason for d in degradations] == ["plain_slide"]


@pytest.mark.parametrize("kind", ["bullets", "image_text", "two_columns"])
def test_points_are_taken_from_the_material_when_the_brief_has_none(kind: str) -> None:
    slide, _ = draft(brief(kind, material=["m002"]), CONTEXT, MATERIAL)
    assert slide.type == kind


def test_a_table_too_wide_for_a_slide_says_how_many_columns_it_shows() -> None:
    def row(cell: str) -> str:
        return "|" + "|".join([cell] * 16) + "|\n"

    wide = from_text("# Doc\n\n" + row("Name") + row("---") + row("words") + row("words"), source="wide.md")
    slide, degradations = draft(brief("table", material=["m001"]), CONTEXT, wide)
    assert slide.type == "table"
    shown = len(slide.table.headers)
    assert shown < 16
    assert [(d.reason, d.detail) for d in degradations] == [
        ("columns_left_out", f"The table shows the first {shown} of 16 columns.")
    ]


def test_a_chart_without_numbers_becomes_points_and_says_so() -> None:
    slide, degradations = draft(brief("chart", points=["Only words"]), CONTEXT, Material())
    assert slide.type == "bullets"
    assert degradations[0].reason == "plain_slide"
    assert degradations[0].slide_id == "s01"
    assert "no table of numbers" in degradations[0].detail


def test_a_chart_draws_the_series_that_the_brief_names() -> None:
    text = "# T\n\n| Q | A (€) | B (%) |\n|---|---|---|\n| Q1 | 1 | 50 |\n| Q2 | 2 | 60 |\n| Q3 | 3 | 70 |\n"
    slide, _ = draft(brief("chart", material=["m001"], points=["B"]), CONTEXT, from_text(text))
    assert [s["name"] for s in slide.model_dump()["chart"]["series"]] == ["B"]


def test_a_table_shows_the_rows_that_the_brief_names() -> None:
    rows = "\n".join(f"| row {n} | words |" for n in range(1, 21))
    material = from_text(f"# T\n\n| A | B |\n|---|---|\n{rows}\n")
    slide, _ = draft(brief("table", material=["m001"], points=["9–16"]), CONTEXT, material)
    assert [row[0] for row in slide.model_dump()["table"]["rows"]][:2] == ["row 9", "row 10"]


def test_a_picture_is_only_briefed_when_pictures_are_wanted() -> None:
    wanted = brief("bullets", points=["Solar power grows"], wants_image=True)
    slide, _ = draft(wanted, CONTEXT, MATERIAL)
    assert slide.image is not None
    assert "solar" in slide.image.prompt
    without = SlideContext(deck_title="Doc", options=DeckOptions(image_type="none"))
    slide, _ = draft(wanted, without, MATERIAL)
    assert slide.image is None


@pytest.mark.parametrize("kind", TYPES)
def test_no_picture_is_briefed_where_the_slide_has_no_place_for_it(kind: str) -> None:
    wanted = brief(kind, material=["m002"], points=["1 — a", "2 — b"], wants_image=True)
    slide, _ = draft(wanted, CONTEXT, MATERIAL)
    assert (slide.image is not None) == (kind in PICTURE_TYPES)


def test_a_picture_slide_in_a_deck_without_pictures_keeps_its_points() -> None:
    without = SlideContext(deck_title="Doc", options=DeckOptions(image_type="none"))
    slide, _ = draft(brief("image_text", points=["A", "B"]), without, MATERIAL)
    assert slide.type == "bullets"


def test_notes_hold_what_the_slide_leaves_out() -> None:
    shown = brief("bullets", material=["m002-0"], points=["Sales grew by 12 % in May"])
    slide, _ = draft(shown, CONTEXT, MATERIAL)
    assert "Sales grew" not in slide.notes
    assert "The shop opened earlier." in slide.notes
    assert slide.notes.endswith("Source: doc.md, “Sales”")
    assert slide.sources[0].section == "Sales"


def test_a_quote_is_split_into_author_and_role() -> None:
    slide, _ = draft(brief("quote", material=["m002"]), CONTEXT, MATERIAL)
    said = slide.model_dump()
    assert (said["quote"], said["author"], said["role"]) == ("Good work", "Ann Lee", "CEO")


def test_a_quote_can_be_given_by_the_brief_alone() -> None:
    slide, _ = draft(brief("quote", message="To be", points=["Hamlet, prince"]), CONTEXT, Material())
    assert slide.model_dump()["author"] == "Hamlet"


def test_points_without_headings_are_halved_into_columns() -> None:
    slide, _ = draft(brief("two_columns", points=["a", "b", "c"]), CONTEXT, Material())
    columns = slide.model_dump()
    assert (columns["left"]["items"], columns["right"]["items"]) == (["a", "b"], ["c"])


def test_a_figure_is_found_in_a_point_that_is_a_sentence() -> None:
    slide, _ = draft(brief("big_number", points=["Sales grew by 12 % in May"]), CONTEXT, Material())
    assert slide.model_dump()["stats"][0]["value"] == "12 %"


def test_long_points_never_break_a_slide() -> None:
    long = "word " * 79
    for kind in TYPES:
        slide, _ = draft(brief(kind, points=[long.strip()] * 12, message=long.strip()), CONTEXT, Material())
        SLIDE.validate_json(SLIDE.dump_json(slide))
