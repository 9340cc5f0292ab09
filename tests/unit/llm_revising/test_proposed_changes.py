"""From what a model answers to changes that can be carried out."""

from __future__ import annotations

from typing import Any

import pytest
from deckwire_contracts import DeckOptions
from deckwire_llm.core.answer import UnusableAnswerError
from deckwire_llm.core.answer.change import Proposed, read_change
from deckwire_llm.core.prompting.change import change_schema, deck_in_words
from deckwire_llm.core.revising import Add, Move, Remove, Rewrite, changed

from tests.unit.llm_revising.decks import bullets, deck, five

SCHEMA = change_schema(DeckOptions(), ["indigo", "ocean"])


def change(action: str, slide: int | None = None, **more: Any) -> dict[str, Any]:
    bare = {"to": None, "type": "keep", "title": "", "instruction": "", "points": [], "wants_image": False}
    return {"action": action, "slide": slide, **bare, **more}


def answer(*changes: dict[str, Any], reply: str = "Done.", **more: Any) -> dict[str, Any]:
    return {"reply": reply, "title": "", "theme": "keep", "language": "", "changes": list(changes), **more}


def read(*changes: dict[str, Any], slide_id: str | None = None, **more: Any) -> Proposed:
    return read_change(answer(*changes, **more), SCHEMA, five(), "what the user said", slide_id)


def test_a_rewrite_carries_the_plan_and_the_users_own_words() -> None:
    (found,) = read(change("rewrite", 2, type="chart", instruction="Show calls per year")).changes
    assert isinstance(found, Rewrite)
    assert (found.slide_id, found.type) == ("s02", "chart")
    assert found.instruction == "Show calls per year\nThe user said: what the user said"


def test_numbers_mean_the_deck_as_it_was_shown() -> None:
    found = read(
        change("remove", 2),
        change("add", 4, type="quote", title="A voice"),
        change("move", 5, to=1),
        change("add", 0, title="In front"),
    ).changes
    assert [type(c) for c in found] == [Remove, Add, Move, Add]
    outline = changed(five(), 2, found)
    assert [slide.title for slide in outline.slides] == ["In front", "Five", "Harbours", "Three", "Four", "A voice"]


def test_a_new_slide_draws_on_what_its_neighbour_draws_on() -> None:
    state = five()
    state.slides[3].brief = state.slides[3].brief.model_copy(update={"material": ["m004"]})
    found = read_change(answer(change("add", 4, title="More of it")), SCHEMA, state, "split slide 4")
    (added,) = found.changes
    assert isinstance(added, Add)
    assert added.material == ("m004",)


def test_a_question_is_answered_and_changes_nothing() -> None:
    found = read(reply="It is for the harbour board.")
    assert (found.changes, found.theme, found.reply) == ([], "", "It is for the harbour board.")


def test_theme_title_and_language_change_without_touching_a_slide() -> None:
    found = read(theme="ocean", title="Ports", language="de")
    assert (found.changes, found.theme, found.title, found.language) == ([], "ocean", "Ports", "de")


def test_slides_that_were_not_meant_stay_and_are_counted() -> None:
    found = read(change("rewrite", 2), change("rewrite", 3), change("add", 3, title="x"), slide_id="s03")
    assert [getattr(c, "slide_id", "added") for c in found.changes] == ["s03", "added"]
    assert found.elsewhere == 1


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (change("rewrite", 9), "there is no slide 9"),
        (change("remove", None), "there is no slide None"),
        (change("move", 2, to=77), "there is no place 77"),
        (change("add", 2), "a new slide needs one"),
        (change("explode", 2), "must be one of"),
    ],
)
def test_a_change_that_cannot_be_made_is_a_complaint(bad: dict[str, Any], complaint: str) -> None:
    with pytest.raises(UnusableAnswerError, match=complaint):
        read(bad)


def test_a_slide_that_was_removed_cannot_be_changed_afterwards() -> None:
    with pytest.raises(UnusableAnswerError, match="there is no slide 2"):
        read(change("remove", 2), change("rewrite", 2))


def test_removing_everything_is_refused() -> None:
    with pytest.raises(UnusableAnswerError, match="at least one"):
        read(*(change("remove", n) for n in range(1, 6)))


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(UnusableAnswerError, match="neither changes nor a reply"):
        read(reply="")


def test_the_deck_is_shown_by_number_type_title_and_words() -> None:
    shown = deck_in_words(deck(bullets("One", "Ships came"), bullets("Two"), drafted=1))
    assert "1. [bullets] One\n   Ships came" in shown
    assert shown.endswith("2. [bullets] Two")
