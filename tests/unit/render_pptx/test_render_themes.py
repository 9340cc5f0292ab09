"""Themes can be read, are told apart, and are the ones that the contracts list."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from deckwire_contracts.themes import DEFAULT_THEME, THEMES
from deckwire_render.core import themes
from deckwire_render.core.text.families import TWINS, family
from deckwire_render.core.themes import Paint, Theme
from deckwire_render.core.themes.colour import VISIONS, apart, difference, from_lch, lch, lum, mix, oklab, seen
from deckwire_render.core.themes.verdict import verdict


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
    listed = [(t.id, t.title, t.dark, t.palette, (t.heading_font, t.body_font, t.tags, t.description)) for t in THEMES]
    real = [
        (
            t.id,
            t.title,
            t.dark,
            tuple(f"#{plain}" for plain in t.palette),
            (t.heading_font, t.body_font, t.tags, t.description),
        )
        for t in themes.catalogue()
    ]
    assert listed == real


def test_there_are_light_and_dark_themes_and_the_default_leads() -> None:
    assert {t.dark for t in themes.catalogue()} == {True, False}
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


def test_no_more_than_two_themes_share_a_motif_and_five_are_dark() -> None:
    motifs = [theme.motif for theme in themes.catalogue()]
    assert max(motifs.count(motif) for motif in motifs) <= 2
    assert len(motifs) >= 14
    assert sum(theme.dark for theme in themes.catalogue()) >= 5


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_neighbours_in_a_chart_are_told_apart_by_the_colour_blind_and_on_a_grey_print(theme: Theme) -> None:
    order = [theme.accents[n - 1] for n in theme.chart_order]
    assert min(apart(a, b) for a, b in pairwise(order)) >= 8
    assert min(100 * abs(oklab(a)[0] - oklab(b)[0]) for a, b in pairwise(order)) >= 4


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_fonts_of_the_catalogue_have_metric_twins(theme: Theme) -> None:
    assert family(theme.heading_font) in TWINS
    assert family(theme.body_font) in TWINS


def test_colour_blindness_is_simulated_as_published() -> None:
    """Greys are seen as they are, and red and green of one brightness become alike (Machado and others, 2009)."""
    assert seen("808080", "deuteranopia") == seen("808080", "protanopia") == "808080"
    assert difference("C04040", "707000") > 2 * difference(seen("C04040", "protanopia"), seen("707000", "protanopia"))


def test_oklab_there_and_back_is_the_same_colour() -> None:
    for plain in ("4F46E5", "FFFFFF", "000000", "15734A", "F5A524"):
        assert from_lch(*lch(plain)) == plain


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_good_and_bad_are_told_apart_by_everyone_and_carry_their_signs(theme: Theme) -> None:
    said = verdict(theme)
    assert said is not None
    good, bad = (theme.resolve(paint) for paint in said)
    assert min(difference(seen(good, vision), seen(bad, vision)) for vision in VISIONS) >= 8
    for colour in (good, bad):
        assert themes.contrast(colour, theme.resolve(theme.on_accent)) >= 4.5


def test_a_theme_of_one_hue_says_nothing_by_colour() -> None:
    blues = ("1F3A93", "2A4BB0", "345CC4", "4169E1", "5B7FE8", "7F9CEF")
    assert verdict(replace(themes.get("indigo"), accents=blues)) is None
