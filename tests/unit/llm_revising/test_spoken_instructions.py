"""Instructions that are followed without a model, in the words that people use."""

from __future__ import annotations

import pytest
from deckwire_contracts import SLIDE
from deckwire_contracts.themes import THEMES
from deckwire_llm.core.revising import Move, Remove, Replace, changed, understood
from deckwire_llm.core.revising.shorter import shorter

from tests.unit.llm_revising.decks import bullets, deck, five


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("remove slide 3", "1245"),
        ("Please delete slide 3.", "1245"),
        ("drop the last slide", "1234"),
        ("Lösche bitte Folie 2", "1345"),
        ("lösche folie 2", "1345"),
        ("remove slides 2 and 4", "135"),
        ("delete slides 2, 3 and 5", "14"),
        ("move slide 2 to the end", "13452"),
        ("Move slide 5 to position 2", "15234"),
        ("move slide 4 to the front", "41235"),
        ("put slide 2 after slide 4", "13425"),
        ("move slide 5 before slide 2", "15234"),
        ("verschiebe Folie 2 nach 4", "13425"),
        ("swap slides 2 and 4", "14325"),
        ("tausche 2 und 3", "13245"),
        ("move the third slide to 1", "31245"),
    ],
)
def test_slides_are_where_the_user_wants_them(said: str, order: str) -> None:
    state = five()
    found = understood(state, said)
    assert found is not None
    outline = changed(state, 2, found.changes)
    assert "".join(slide.id[-1] for slide in outline.slides) == order
    assert all(slide.from_revision == 1 for slide in outline.slides), "nothing is written anew"


@pytest.mark.parametrize(
    "said", ["remove slide 9", "move slide 2 to 40", "swap slides 1 and 9", "retitle slide 7 to X"]
)
def test_a_slide_that_is_not_there_changes_nothing_and_is_said(said: str) -> None:
    found = understood(five(), said)
    assert found is not None
    assert found.changes == []
    assert "no such slide" in found.reply


@pytest.mark.parametrize(
    ("said", "slide_id", "title"),
    [
        ('rename slide 2 to "What matters"', None, "What matters"),
        ("Change the title of slide 2 to: Ferries pay", None, "Ferries pay"),
        ("call this slide What we learned", "s02", "What we learned"),
        ("nenne Folie 2 „Was zählt“", None, "Was zählt"),
    ],
)
def test_a_slide_is_called_what_the_user_says(said: str, slide_id: str | None, title: str) -> None:
    found = understood(five(), said, slide_id)
    assert found is not None
    (change,) = found.changes
    assert isinstance(change, Replace)
    assert (change.slide_id, change.slide.title) == ("s02", title)


def test_a_new_name_of_the_deck_stands_on_its_cover() -> None:
    found = understood(five(), "rename the presentation to Ports of the North")
    assert found is not None
    assert found.title == "Ports of the North"
    (change,) = found.changes
    assert isinstance(change, Replace)
    assert change.slide.title == "Ports of the North"


def test_a_theme_is_chosen_by_name_or_by_shade() -> None:
    state = five()
    named = understood(state, "use the Ocean theme")
    dark = understood(state, "make it dark")
    unknown = understood(state, "use the theme polkadot")
    same = understood(state, "make it light")
    assert named is not None
    assert named.theme == "ocean"
    assert dark is not None
    assert next(t for t in THEMES if t.id == dark.theme).dark
    assert unknown is not None
    assert (unknown.theme, "no theme" in unknown.reply) == ("", True)
    assert same is not None
    assert (same.theme, "already" in same.reply) == ("", True)


def test_shortening_moves_words_into_the_notes() -> None:
    long = bullets("Two", *(f"Point number {n} says something" for n in range(1, 8)))
    found = understood(deck(bullets("One"), long), "shorten slide 2")
    assert found is not None
    (change,) = found.changes
    assert isinstance(change, Replace)
    assert len(change.slide.items) == 4  # type: ignore[union-attr]
    assert "Point number 7 says something" in change.slide.notes


def test_steps_and_dates_are_never_left_out() -> None:
    steps = [{"title": f"Step {n}", "detail": "An explanation of it"} for n in range(1, 7)]
    short = shorter(SLIDE.validate_python({"type": "process", "title": "How", "steps": steps}))
    assert short is not None
    assert [step.title for step in short.steps] == [f"Step {n}" for n in range(1, 7)]  # type: ignore[union-attr]
    assert all(step.detail == "" for step in short.steps)  # type: ignore[union-attr]
    assert shorter(short) is None


def test_this_slide_is_the_one_that_the_user_speaks_of() -> None:
    found = understood(five(), "remove this slide", "s04")
    assert found is not None
    assert found.changes == [Remove("s04")]
    moved = understood(five(), "move this slide to 1", "s04")
    assert moved is not None
    assert moved.changes == [Move("s04", 1)]
    nothing = understood(five(), "remove this slide")
    assert nothing is not None
    assert nothing.changes == []


@pytest.mark.parametrize(
    "said",
    ["add a slide about competitors", "make slide 3 a chart", "who is the audience?", "translate it into French", ""],
)
def test_what_takes_a_model_is_not_guessed(said: str) -> None:
    assert understood(five(), said) is None
