"""What changes do to an outline: what they name is written anew, everything else is taken as it is."""

from __future__ import annotations

import pytest
from deckwire_contracts import DeckState, Outline
from deckwire_llm.core.briefing import briefs_of
from deckwire_llm.core.revising import (
    Add,
    Arrange,
    Move,
    NoSuchSlideError,
    Remove,
    Replace,
    Rewrite,
    carried,
    changed,
    copied,
    recoloured,
    replacing,
)
from deckwire_llm.core.revising.colours import ARTWORK

from tests.unit.llm_revising.decks import REF, bullets, deck, five


def ids(outline: Outline) -> list[str]:
    return [slide.id for slide in outline.slides]


def anew(outline: Outline) -> list[str]:
    return [slide.id for slide in outline.slides if slide.from_revision is None]


def test_nothing_changed_takes_every_slide_from_the_revision_that_drafted_it() -> None:
    outline = changed(five(), 2, [])
    assert [slide.from_revision for slide in outline.slides] == [1] * 5


def test_a_slide_that_was_carried_before_still_points_at_its_first_revision() -> None:
    state = five()
    state.slides[1].brief = state.slides[1].brief.model_copy(update={"from_revision": 1})
    again = state.model_copy(update={"revision": 7})
    assert [slide.from_revision for slide in carried(again).slides] == [7, 1, 7, 7, 7]


def test_a_slide_that_was_not_finished_is_written_again() -> None:
    state = deck(bullets("One"), bullets("Two"), bullets("Three"), drafted=2)
    assert anew(carried(state)) == ["s03"]


def test_a_rewritten_slide_keeps_its_id_and_names_what_it_revises() -> None:
    outline = changed(five(), 2, [Rewrite("s02", "as a chart", type="chart", title="Calls rose")])
    brief = outline.slides[1]
    assert (brief.id, brief.type, brief.title, brief.instruction) == ("s02", "chart", "Calls rose", "as a chart")
    assert (brief.from_revision, brief.revises) == (None, 1)
    assert anew(outline) == ["s02"]


def test_slides_move_go_and_are_numbered_anew() -> None:
    outline = changed(five(), 2, [Remove("s02"), Move("s05", 2), Move("s01", 4)])
    assert ids(outline) == ["s05", "s03", "s04", "s01"]
    assert [slide.number for slide in outline.slides] == [1, 2, 3, 4]
    assert anew(outline) == []


def test_an_added_slide_has_an_id_that_no_revision_used() -> None:
    first = changed(five(), 2, [Add(2, "bullets", "New"), Add(99, "closing", "End")])
    assert ids(first) == ["s01", "r2s1", "s02", "s03", "s04", "s05", "r2s2"]
    assert anew(first) == ["r2s1", "r2s2"]


def test_the_order_that_the_user_left_holds_who_stays() -> None:
    assert ids(changed(five(), 2, [Arrange(("s03", "s01"))])) == ["s03", "s01"]


@pytest.mark.parametrize("change", [Remove("s09"), Move("s09", 1), Rewrite("s09", "x"), Arrange(("s01", "s09"))])
def test_a_slide_that_is_not_there_is_an_error(change: Remove | Move | Rewrite | Arrange) -> None:
    with pytest.raises(NoSuchSlideError):
        changed(five(), 2, [change])


def test_a_deck_keeps_at_least_one_slide() -> None:
    with pytest.raises(ValueError, match="at least one"):
        changed(deck(bullets("One")), 2, [Remove("s01")])


def test_a_picture_stays_with_a_slide_whose_words_change_and_goes_when_another_is_asked_for() -> None:
    slide = five().slides[2]
    assert slide.drafted is not None
    words = slide.drafted.slide.model_copy(update={"title": "Other words"})
    kept = replacing(slide, words)
    assert kept.pictured is not None
    assert kept.pictured.image == REF
    other = words.model_copy(update={"image": words.image.model_copy(update={"prompt": "a crane"})})  # type: ignore[union-attr]
    assert replacing(slide, other).pictured is None
    assert replacing(slide, words.model_copy(update={"image": None})).pictured is None


def test_artwork_goes_along_to_be_drawn_in_new_colours_and_other_pictures_stay_where_they_are() -> None:
    state = five()
    assert state.slides[2].illustrated is not None
    outline = changed(state, 2, [], theme="midnight")
    assert recoloured(state, outline) == outline
    state.slides[2].illustrated.provider = ARTWORK
    given = [slide for slide in recoloured(state, outline).slides if slide.from_revision is None]
    assert [(slide.id, slide.pictured is not None and slide.pictured.provider) for slide in given] == [("s03", ARTWORK)]
    assert given[0].given == (state.slides[2].drafted and state.slides[2].drafted.slide)


def test_a_copy_for_another_deck_holds_every_slide_whole() -> None:
    outline = copied(five())
    assert all(slide.given is not None for slide in outline.slides)
    assert [slide.from_revision or slide.revises for slide in outline.slides] == [None] * 5
    assert [slide.pictured is not None for slide in outline.slides] == [False, False, True, False, False]


def _state_with(outline: Outline) -> DeckState:
    state = five()
    assert state.outlined is not None
    options = state.outlined.options.model_copy(update={"max_cost_usd": 0.5})
    return state.model_copy(
        update={"revision": 2, "outlined": state.outlined.model_copy(update={"outline": outline, "options": options})}
    )


def test_only_what_is_written_anew_is_briefed_and_has_a_share_of_the_cap() -> None:
    outline = changed(five(), 2, [Rewrite("s02", "shorter"), Replace("s04", bullets("By hand"))])
    briefs = briefs_of(_state_with(outline), image_price_usd=0.01)
    assert [brief.slide_id for brief in briefs] == ["s02", "s04"]
    # All of what is left of the cap is for the one slide that a model writes.
    assert briefs[0].context.budget_usd == pytest.approx(0.5, abs=0.01)
