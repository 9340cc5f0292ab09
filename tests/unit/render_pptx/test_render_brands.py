"""Whatever a brand's colours are, its theme can be read, and what was changed for that is told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from deckwire_contracts import Brand, LookOutcome
from deckwire_contracts.look import Look
from deckwire_render.core.themes import branded, contrast, theme_of
from deckwire_render.core.themes.brand import poor_pairs
from deckwire_render.core.themes.colour import apart
from hypothesis import given, settings
from hypothesis import strategies as st

GRID = ("#000000", "#FFFFFF", "#808080", "#FF0000", "#00FF00", "#0000FF", "#FFFF00", "#00FFFF", "#FF00FF")


def brand(*colours: str, **fields: object) -> Brand:
    return Brand.model_validate({"id": "acme", "title": "Acme", "colours": colours, **fields})


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("colour", GRID)
def test_a_theme_of_any_lead_colour_can_be_read(colour: str, dark: bool) -> None:
    assert poor_pairs(branded(brand(colour, dark=dark)).theme) == []


colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


@settings(max_examples=25, deadline=None)
@given(
    given_=st.lists(colours, min_size=1, max_size=6),
    dark=st.booleans(),
    ground=st.none() | colours,
    ink=st.none() | colours,
)
def test_a_theme_of_any_colours_can_be_read(given_: list[str], dark: bool, ground: str | None, ink: str | None) -> None:
    made = branded(brand(*given_, dark=dark, ground=ground, ink=ink))
    theme = made.theme
    assert poor_pairs(theme) == []
    assert contrast(theme.resolve(theme.ink), theme.resolve(theme.ground)) >= 7
    assert len(set(theme.accents)) == 6
    assert sorted(theme.chart_order) == [1, 2, 3, 4, 5, 6]


def test_colours_that_can_be_read_are_kept_as_they_are() -> None:
    made = branded(brand("#1B3A6B", "#B3261E"))
    assert made.theme.accents[:2] == ("1B3A6B", "B3261E")
    assert {n.subject: n.outcome for n in made.notes}["#1B3A6B"] is LookOutcome.KEPT


def test_a_colour_that_is_too_pale_for_text_is_made_darker_and_said() -> None:
    made = branded(brand("#FFD400"))
    note = next(n for n in made.notes if n.subject == "#FFD400")
    assert note.outcome is LookOutcome.ADJUSTED
    assert "darker" in note.detail
    assert f"#{made.theme.accents[0]}" in note.detail


def test_a_colour_given_twice_counts_once() -> None:
    made = branded(brand("#B3261E", "#B3261F", "#1B3A6B"))
    assert made.theme.accents[:2] == ("B3261E", "1B3A6B")
    assert next(n for n in made.notes if n.subject == "#B3261F").outcome is LookOutcome.REMOVED


def test_a_ground_between_light_and_dark_is_moved_and_said() -> None:
    made = branded(brand("#1B3A6B", ground="#7A7A7A"))
    assert f"#{made.theme.resolve(made.theme.ground)}" != "#7A7A7A"
    assert next(n for n in made.notes if n.subject == "ground #7A7A7A").outcome is LookOutcome.ADJUSTED


def test_a_dark_ground_makes_a_dark_theme_and_keeps_its_colour() -> None:
    theme = branded(brand("#5FD4C4", ground="#101820")).theme
    assert theme.dark
    assert theme.resolve(theme.ground) == "101820"


def test_derived_chart_colours_are_told_apart() -> None:
    theme = branded(brand("#0057B8")).theme
    order = [theme.accents[n - 1] for n in theme.chart_order]
    assert min(apart(a, b) for a, b in pairwise(order)) >= 6


def test_a_brand_is_found_by_its_id_only() -> None:
    look = Look(brand=brand("#0057B8"))
    assert theme_of("acme", look)[0].title == "Acme"
    assert theme_of("mono", look)[0].id == "mono"
    assert theme_of("gone", look) == (theme_of("indigo")[0], False)
