"""Whatever the deck model lets through becomes a valid file without an error in its quality report."""

from __future__ import annotations

from hypothesis import event, given

from tests.unit.render_property.deck_checks import LONG, Tally, built, check, drawn
from tests.unit.render_property.random_decks import Deck, decks, slide_types

TALLY = Tally("random decks")


@drawn(16, 1.0)
@given(deck=decks(50 if LONG else 4))
def test_any_deck_becomes_a_valid_file_without_an_error(deck: Deck) -> None:
    for slide in deck.slides:
        event(slide.slide.type)
    check(built(deck), TALLY)


def test_every_type_of_slide_is_drawn() -> None:
    assert {m.model_fields["type"].default for m in slide_types()} >= {"title", "chart", "table", "closing"}
