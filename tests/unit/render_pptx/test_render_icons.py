"""Icons mean something or are left out: chosen by words, for all points of a slide or for none."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from deckwire_render.core import icons, themes
from deckwire_render.core.icons.concepts import ranked
from deckwire_render.core.layout import Context, Place, Shape, SlideLayout, compose
from deckwire_render.core.markup import Writer, geometry
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.render_pptx.slide_material import faults, slide

HOME = files("deckwire_render.core.icons")
ROWS = [line for line in (HOME / "concepts.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]


def composed(*heads: str, language: str = "en", **changes: Any) -> SlideLayout:
    context = Context(themes.get("indigo"), Place(3, 12, before=0), language, deck_title="Retention")
    [layout] = compose(slide("bullets", items=[{"text": h} for h in heads], **changes), context)
    assert faults(layout) == []
    return layout


def drawn(layout: SlideLayout) -> list[Shape]:
    return [e for e in layout.elements if isinstance(e, Shape) and e.name == "Icon"]


@pytest.mark.parametrize(
    ("language", "text", "icon"),
    [
        ("en", "Costs fell by a fifth", "coins"),
        ("en", "Security comes first", "shield-check"),
        ("en-GB", "Hire forty skippers", "user-plus"),
        ("de", "Der Umsatz wächst", "banknote"),
        ("de", "Mitarbeiterzufriedenheit", "users"),
        ("de", "Wiederverwendete Speicherbatterie", "recycle"),
        ("de", "Neue Ladebatterien", "battery-charging"),
        ("de", "Prüfung der Anlagen", "clipboard-check"),
        ("de", "Elf Läden stehen leer", "store"),
        ("es", "Formación para todos", "graduation-cap"),
        ("fr", "Réduire les coûts", "coins"),
        ("fr", "La sécurité d'abord", "shield-check"),
        ("ja", "データの安全", "database"),
        ("ja", "医療の研究", "stethoscope"),
        ("zh", "安全第一", "shield-check"),
        ("it", "Il team", "users"),
    ],
)
def test_an_icon_is_chosen_by_what_a_text_is_about(language: str, text: str, icon: str) -> None:
    assert ranked(text, language)[0] == icon


@pytest.mark.parametrize("text", ["", "xyzzy", "Lorem ipsum dolor", "42", "career", "the"])
def test_a_short_stem_does_not_match_in_longer_words(text: str) -> None:
    assert {"heart", "scale", "users"}.isdisjoint(ranked(text, "en"))


def test_a_sentence_is_known_by_its_topic_and_not_by_what_it_says_in_passing() -> None:
    assert ranked("Die Linien 3 und 7 fahren alle 7,5 Minuten statt alle 15 Minuten", "de") == []
    assert ranked("Two lines now run every seven minutes where costs were never the issue for us", "en") == []
    assert ranked("Costs fell by a fifth in the first full year on the water", "en") == ["coins", "trending-down"]


def test_points_of_one_slide_have_different_icons_or_none_has_one() -> None:
    assert icons.chosen(["Costs", "Security", "Team"], "en") == ("coins", "shield-check", "users")
    assert icons.chosen(["Costs", "Nothing of note"], "en") is None
    assert icons.chosen(["Cost", "Price"], "en") is None
    # The second best of one point makes room for the only one of another.
    assert icons.chosen(["Cost of the team", "Price"], "en") == ("users", "coins")


@given(st.text(max_size=60), st.sampled_from(["en", "de", "es", "fr", "ja", "ar", "x"]))
def test_any_text_has_the_same_icons_every_time_and_all_can_be_drawn(text: str, language: str) -> None:
    found = ranked(text, language)
    assert found == ranked(text, language)
    assert all(icons.outline(name) for name in found)


def test_every_concept_has_a_drawing_and_words_in_five_languages() -> None:
    assert len(ROWS) >= 100
    for row in ROWS:
        head, *columns = row.split("|")
        name, weight = head.split()
        assert len(columns) == 5
        assert all(column.strip() for column in columns)
        assert weight in "123"
        assert all(0 <= n <= 1 for _, numbers in icons.outline(name) for n in numbers)


def test_the_licence_of_the_icons_comes_with_them() -> None:
    licence = (HOME / "LICENSE-lucide.txt").read_text("utf-8")
    assert "ISC License" in licence
    assert "Lucide" in licence
    assert "Cole Bemis" in licence
    assert Path(str(HOME)).joinpath("lucide.json").stat().st_size < 100_000


def test_cards_carry_icons_where_every_point_has_its_own_and_numbers_elsewhere() -> None:
    layout = composed("Costs fall", "Security grows", "Teams stay")
    assert len(drawn(layout)) == 3
    assert not [e for e in layout.elements if isinstance(e, Shape) and e.name == "Number"]
    bare = composed("Costs fall", "Security grows", "Write it down")
    assert drawn(bare) == []
    assert len([e for e in bare.elements if isinstance(e, Shape) and e.name == "Number"]) == 3


def test_icons_are_vector_strokes_in_a_theme_colour_marked_as_decorative() -> None:
    icon = drawn(composed("Costs fall", "Security grows", "Teams stay"))[0]
    assert icon.decorative
    assert icon.box.w == icon.box.h
    markup = Writer("en").shape(icon)
    assert "<a:cubicBezTo>" in markup
    assert 'decorative" val="1"' in markup
    assert "schemeClr" in markup
    assert 'fill="none"' in geometry(icon)
    assert 'cap="rnd"' in markup
