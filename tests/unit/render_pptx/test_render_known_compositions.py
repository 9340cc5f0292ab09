"""What was composed before is not composed again, and nothing of a deck is another for that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from deckwire_contracts import Slide
from deckwire_render.core.layout import Context, PictureInfo, Place, SlideLayout, compose
from deckwire_render.core.pptx import Compositions, DeckSlide, build, build_preview
from deckwire_render.core.pptx.compositions import key_of
from deckwire_render.core.rhythm import before
from deckwire_render.core.themes import get

from tests.unit.render_quality.planted import slide

SLIDES: tuple[Slide, ...] = (
    slide("title", "Tidal power"),
    slide("agenda", "What this is about", items=["Where we are"]),
    slide("section", "Where we are"),
    slide("bullets", "Costs fell", items=[{"text": "Costs fell", "detail": "By a third"}] * 3),
    slide("bullets", "Two harbours", items=[{"text": "Brest"}, {"text": "Saint-Malo"}]),
    slide("closing", "Thank you"),
)
CONTEXT = Context(get("indigo"), Place(2, 5), picture=PictureInfo(320, 200))


def deck_slides() -> list[DeckSlide]:
    kinds = [one.type for one in SLIDES]
    return [DeckSlide(one, f"s{n}", before=before(kinds, n)) for n, one in enumerate(SLIDES, 1)]


def test_a_deck_whose_previews_were_composed_is_byte_for_byte_the_one_composed_alone() -> None:
    known = Compositions()
    for number, one in enumerate(deck_slides(), 1):
        opened = 1 if number >= 3 else 0
        build_preview(
            one,
            title="Tides",
            number=number,
            total=len(SLIDES),
            section=opened,
            sections=("Where we are",),
            known=known,
        )
    made = build(deck_slides(), title="Tides", known=known)
    assert made.data == build(deck_slides(), title="Tides").data
    assert made.data == build(deck_slides(), title="Tides", known=known).data


def test_a_slide_is_composed_once_for_its_preview_and_its_deck() -> None:
    times = 0

    def composed() -> list[SlideLayout]:
        nonlocal times
        times += 1
        return compose(SLIDES[3], CONTEXT)

    known = Compositions()
    in_deck = replace(CONTEXT, place=replace(CONTEXT.place, ordinal=2))
    first = known.of(key_of(SLIDES[3], CONTEXT, (), None), composed)
    assert known.of(key_of(SLIDES[3], in_deck, (), None), composed) is first
    assert times == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"theme": get("coral")},
        {"place": Place(3, 5)},
        {"place": Place(2, 5, before=1)},
        {"place": Place(2, 5, ordinal=1)},
        {"language": "ar"},
        {"rtl": True},
        {"deck_title": "Tides"},
        {"picture": None},
        {"picture": PictureInfo(321, 200)},
        {"awaiting": True},
        {"care": 1},
        {"boxed": True},
    ],
    ids=str,
)
def test_whatever_a_composition_depends_on_makes_it_another(changed: dict[str, object]) -> None:
    other = replace(CONTEXT, **changed)  # type: ignore[arg-type]
    assert key_of(SLIDES[3], CONTEXT, (), None) != key_of(SLIDES[3], other, (), None)


def test_other_words_and_other_inks_make_another_composition() -> None:
    key = key_of(SLIDES[3], CONTEXT, (), None)
    assert key != key_of(SLIDES[4], CONTEXT, (), None)
    assert key != key_of(SLIDES[3], CONTEXT, (("Title", "FFFFFF"),), None)


def test_the_slides_composed_longest_ago_are_forgotten() -> None:
    known = Compositions(kept=2)
    for name in ("one", "two", "three"):
        known.of(name, lambda: compose(SLIDES[3], CONTEXT))
    again: list[str] = []

    def composed() -> list[SlideLayout]:
        again.append("composed")
        return compose(SLIDES[3], CONTEXT)

    known.of("three", composed)
    known.of("one", composed)
    assert again == ["composed"]
