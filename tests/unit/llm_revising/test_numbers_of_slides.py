"""A deck gets another number of slides without a model: nothing is lost, and what is not touched stays as it is."""

from __future__ import annotations

import pytest
from deckwire_contracts import SLIDE, DeckState, Outline, Slide
from deckwire_llm.core.revising import Understood, changed, understood
from deckwire_llm.core.revising.saying import said_on

from tests.unit.llm_revising.decks import bullets, deck, five


def made(kind: str, title: str, **fields: object) -> Slide:
    return SLIDE.validate_python({"type": kind, "title": title, **fields})


def rich() -> DeckState:
    """A cover, an agenda, a section, points twice, a chart, a table, two columns and a closing."""
    numbers = {"categories": ["A", "B"], "series": [{"name": "S", "values": [1, 2]}]}
    rows = [[f"Row {n}", str(n)] for n in range(6)]
    return deck(
        made("title", "Harbours"),
        made("agenda", "Agenda", items=["Boats", "Costs", "Next steps"]),
        made("section", "Boats"),
        bullets("Boats are quiet", "They start at five", "They carry bikes", notes="Told by the skippers."),
        bullets("Boats are cheap", "A third of a van"),
        made("chart", "Costs fell", chart=numbers, takeaway="By a third"),
        made("table", "Costs", table={"headers": ["What", "k€"], "rows": rows}),
        made("two_columns", "Sides", left={"heading": "Pro", "items": ["Quiet"]}, right={"items": ["Ice"]}),
        made("closing", "Next steps", takeaways=["Buy two"]),
    )


def asked(state: DeckState, said: str) -> tuple[Understood, Outline]:
    found = understood(state, said)
    assert found is not None, said
    return found, changed(state, 2, found.changes)


def words(state: DeckState, outline: Outline) -> str:
    """All that the deck says after the change, notes included."""
    said: list[str] = []
    for brief in outline.slides:
        stood = state.slide(brief.id)
        slide = brief.given or (stood.drafted.slide if stood and stood.drafted else None)
        assert slide is not None, "nothing is written anew"
        said += [slide.title, said_on(slide), slide.notes]
    return "\n".join(said)


@pytest.mark.parametrize(
    "said",
    [
        "make it 4 slides",
        "Make the deck 4 slides long, please",
        "shorten it to 4 slides",
        "cut down to 4 slides",
        "reduce the presentation to only 4 slides",
        "4 slides",
        "I want 4 slides",
        "auf 4 Folien",
        "Kürze es auf 4 Folien",
        "mach daraus bitte 4 Folien",
        "ich möchte nur 4 Folien",
    ],
)
def test_the_number_of_slides_is_understood(said: str) -> None:
    _, outline = asked(five(), said)
    assert [slide.number for slide in outline.slides] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "said", ["make slide 4 shorter", "add 3 slides", "make it 3 slides shorter", "remove 2 slides"]
)
def test_other_words_about_slides_are_not_taken_for_a_number_of_them(said: str) -> None:
    found = understood(five(), said)
    assert found is None or "The deck has" not in found.reply


@pytest.mark.parametrize("wanted", range(1, 9))
def test_fewer_slides_lose_no_word_and_touch_only_what_they_must(wanted: int) -> None:
    state = rich()
    found, outline = asked(state, f"make it {wanted} slides")
    assert len(outline.slides) == wanted
    told = words(state, outline)
    for text in ("They carry bikes", "Told by the skippers", "A third of a van", "By a third", "Row 5", "Ice"):
        assert text in told, f"{text} is gone at {wanted}"
    touched = [brief for brief in outline.slides if brief.from_revision is None]
    assert all(brief.given is not None for brief in touched)
    assert f"The deck has {wanted} slide" in found.reply


def test_dividers_go_first_then_neighbours_are_put_together_and_the_cover_stays_to_the_end() -> None:
    state = rich()
    _, eight = asked(state, "make it 8 slides")
    assert [slide.type for slide in eight.slides].count("section") == 0
    found, seven = asked(state, "make it 7 slides")
    assert seven.slides[2].title == "Boats are quiet · Boats are cheap"
    assert "put together slides 4 and 5" in found.reply
    _, one = asked(state, "make it 1 slide")
    assert [slide.type for slide in one.slides] == ["title"]


def test_more_slides_come_from_dividing_those_with_much_on_them() -> None:
    state = rich()
    found, outline = asked(state, "make it 11 slides")
    assert len(outline.slides) == 11
    assert words(state, outline).count("Row 5") == 1
    assert "divided slide" in found.reply
    given = [brief.given for brief in outline.slides if brief.given]
    assert all(SLIDE.validate_python(slide.model_dump()) == slide for slide in given)


def test_when_there_is_not_enough_on_the_slides_that_is_said_and_nothing_is_padded() -> None:
    state = deck(made("title", "Harbours"), bullets("Two", "One point", "Another"))
    found, outline = asked(state, "make it 9 slides")
    assert len(outline.slides) == 3
    assert "For 9 slides there is not enough on them" in found.reply
    again = deck(made("title", "Harbours"), made("quote", "Voice", quote="It works"))
    nothing, same = asked(again, "make it 9 slides")
    assert "Nothing was changed" in nothing.reply
    assert len(same.slides) == 2


def test_the_number_that_it_has_changes_nothing() -> None:
    found, outline = asked(five(), "make it 5 slides")
    assert "already" in found.reply
    assert all(slide.from_revision == 1 for slide in outline.slides)
    assert "1 to 50" in asked(five(), "make it 99 slides")[0].reply


def items(outline: Outline) -> list[str]:
    agenda = next(slide for slide in outline.slides if slide.type == "agenda")
    if agenda.given is None:
        return []
    assert agenda.given.type == "agenda"
    return agenda.given.items


def parts() -> DeckState:
    """A deck whose agenda names its sections by where their words come from, by title, and the closing."""
    source = {"name": "a.docx"}
    return deck(
        made("title", "Harbours"),
        made("agenda", "Agenda", items=["Demand", "Costs of a boat", "Risks", "Key takeaways"]),
        bullets("Demand grew by a fifth", sources=[{**source, "section": "Demand"}]),
        bullets("Weekends are full", sources=[{**source, "section": "Weekends"}]),
        bullets("Costs of boats"),
        bullets("Ice closes the canal", sources=[{**source, "section": "Risks"}]),
        made("closing", "Key takeaways", takeaways=["Buy two"]),
    )


@pytest.mark.parametrize(
    ("said", "agenda"),
    [
        ("move slide 6 to 3", ["Risks", "Demand", "Costs of a boat", "Key takeaways"]),
        ("remove slide 5", ["Demand", "Risks", "Key takeaways"]),
        ("remove slide 3", []),
        ("remove slides 3 and 4", ["Costs of a boat", "Risks", "Key takeaways"]),
        ("remove the last slide", ["Demand", "Costs of a boat", "Risks"]),
        ("rename slide 7 to What to do", ["Demand", "Costs of a boat", "Risks", "What to do"]),
        ("rename slide 5 to Prices", []),
        ("shorten slide 3", []),
        ("use theme forest", []),
    ],
)
def test_the_agenda_follows_the_slides(said: str, agenda: list[str]) -> None:
    _, outline = asked(parts(), said)
    assert items(outline) == agenda


def test_the_parts_of_a_divided_slide_are_one_item_of_the_agenda() -> None:
    points = [{"text": f"Point {n}"} for n in range(6)]
    state = deck(
        made("title", "Harbours"),
        made("agenda", "Agenda", items=["Demand", "Costs"]),
        made("bullets", "Demand", items=points),
        made("bullets", "Costs", items=points[:2]),
    )
    _, outline = asked(state, "make it 5 slides")
    assert [slide.title for slide in outline.slides][2:4] == ["Demand (1/2)", "Demand (2/2)"]
    assert items(outline) == []


def test_an_agenda_that_was_removed_or_written_by_hand_is_left_alone() -> None:
    state = parts()
    _, gone = asked(state, "remove slides 2 and 6")
    assert "agenda" not in [slide.type for slide in gone.slides]
    agenda = state.slides[1].drafted
    assert agenda is not None
    _, renamed = asked(state, "rename slide 2 to The way")
    assert items(renamed) == ["Demand", "Costs of a boat", "Risks", "Key takeaways"]


def test_the_agenda_follows_when_the_slide_right_behind_it_goes() -> None:
    state = deck(
        made("title", "Boats"),
        made("agenda", "Agenda", items=["What was done", "Costs of a boat", "Next steps"]),
        bullets("What was done", "Six boats were bought"),
        made("big_number", "Costs of a boat", stats=[{"value": "91", "label": "k€ for a boat"}]),
        made("closing", "Next steps", takeaways=["Buy two"]),
    )
    _, outline = asked(state, "make it 4 slides")
    agenda = next(slide.given for slide in outline.slides if slide.type == "agenda")
    assert agenda is not None
    assert agenda.type == "agenda"
    assert agenda.items == ["Costs of a boat", "Next steps"]
    assert not agenda.notes
    assert "Six boats were bought" in words(state, outline)
