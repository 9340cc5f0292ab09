"""However a deck is edited by hand, it is the deck that it would be had it been made so: nothing old shines through."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts import SLIDE
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.readings import Readings
from deckwire_render.core import themes
from deckwire_render.core.pptx import Compositions, DeckSlide
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.render_property.deck_checks import LONG, Tally, built, check, drawn
from tests.unit.render_property.random_decks import Deck, decks, slides, texts

TALLY = Tally("edited decks")


def retitled(slide: DeckSlide, title: str) -> DeckSlide:
    return replace(slide, slide=SLIDE.validate_python({**slide.slide.model_dump(), "title": title}))


@st.composite
def edited(draw: st.DrawFn, deck: Deck) -> Deck:
    """Draw what one edit makes of a deck: a slide moved, taken away, named or written anew; another title or theme."""
    kind = draw(st.sampled_from(["move", "remove", "retitle", "replace", "rename", "theme"]))
    held = list(deck.slides)
    at = draw(st.integers(0, len(held) - 1))
    if kind == "move":
        held.insert(draw(st.integers(0, len(held) - 1)), held.pop(at))
    elif kind == "remove" and len(held) > 1:
        del held[at]
    elif kind == "retitle":
        held[at] = retitled(held[at], draw(texts(300)))
    elif kind == "replace":
        made = draw(slides()).model_copy(update={"image": None})
        held[at] = DeckSlide(made, held[at].slide_id)
    elif kind == "rename":
        return replace(deck, title=draw(texts(300)))
    elif kind == "theme":
        return replace(deck, theme=draw(st.sampled_from([theme.id for theme in themes.catalogue()])))
    return replace(deck, slides=tuple(held))


@drawn(3, 0.1)
@given(data=st.data(), deck=decks(6 if LONG else 3))
def test_an_edited_deck_is_the_deck_that_it_would_be_had_it_been_made_so(data: st.DataObject, deck: Deck) -> None:
    known, readings = Compositions(), Readings()
    for _ in range(data.draw(st.integers(1, 4), label="edits")):
        deck = data.draw(edited(deck))
        made = built(deck, known)
        assert made.data == built(deck).data
        report = DeckInspector(readings).inspect(made.data, made.slide_ids)
    assert report == DeckInspector().inspect(made.data, made.slide_ids)
    check(made, TALLY)
