"""Themes can be read, are told apart, and are the ones that the contracts list."""

from __future__ import annotations

import pytest
from deckwire_contracts.themes import DEFAULT_THEME, THEMES
from deckwire_render.core import themes
from deckwire_render.core.themes import Paint, Theme
from deckwire_render.core.themes.colour import lum, mix


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_every_text_can_be_read_on_its_ground(theme: Theme) -> None:
    poor = {
        f"{name} {text} on {ground}": ratio
        for name, text, ground in theme.text_pairs()
        if (ratio := themes.contrast(theme.resolve(text), theme.resolve(ground))) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_body_text_reaches_seven_to_one(theme: Theme) -> None:
    assert themes.contrast(theme.resolve(theme.ink), theme.resolve(theme.ground)) >= 7
    assert themes.contrast(theme.resolve(theme.ink), theme.resolve(theme.surface)) >= 7


def test_contracts_list_the_same_themes() -> None:
    listed = [(t.id, t.title, t.dark, t.palette) for t in THEMES]
    real = [
        (
            t.id,
            t.title,
            t.dark,
            tuple(f"#{t.resolve(p)}" for p in (t.ground, t.surface, t.ink, t.deep)) + tuple(f"#{a}" for a in t.accents),
        )
        for t in themes.catalogue()
    ]
    assert listed == real


def test_there_are_light_and_dark_themes_and_the_default_leads() -> None:
    assert {t.dark for t in themes.catalogue()} == {True, False}
    assert len(themes.catalogue()) >= 6
    assert DEFAULT_THEME == themes.DEFAULT == themes.catalogue()[0].id == "indigo"


def test_names_are_found_whatever_their_case() -> None:
    assert themes.get(" Indigo ").id == "indigo"


def test_an_unknown_theme_is_named_in_the_error() -> None:
    with pytest.raises(themes.UnknownThemeError, match="neon") as caught:
        themes.get("neon")
    assert caught.value.name == "neon"


def test_luminance_changes_follow_drawingml() -> None:
    assert lum("808080", 50, 0) == "404040"
    assert lum("000000", 100, 50) == "808080"
    assert lum("123456", 100, 0) == "123456"
    assert mix("FFFFFF", "000000", 0.5) == "808080"


def test_a_translucent_paint_is_resolved_over_its_ground() -> None:
    theme = themes.get("indigo")
    assert theme.resolve(theme.ink.faded(50), Paint("bg1")) != theme.resolve(theme.ink)
