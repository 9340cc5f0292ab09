"""Drawn pictures: the same for the same words, small, quick, never empty."""

from __future__ import annotations

import io
import statistics
import time

import pytest
from deckwire_contracts.themes import THEMES
from deckwire_imagegen.adapters.artist import Artist
from deckwire_imagegen.core.artwork import MOTIFS, draw, motif_for
from deckwire_imagegen.core.artwork.canvas import Dice
from deckwire_imagegen.core.artwork.land import isolines
from deckwire_imagegen.core.artwork.palette import Tones, bright, colours_of, mix, rgb
from deckwire_imagegen.ports import BadOrderError, ImageProvider
from PIL import Image

from tests.integration.imagegen.scenery import order

SOME = ("indigo", "mono", "midnight", "paper")


@pytest.mark.parametrize("motif", MOTIFS)
@pytest.mark.parametrize("size", [(1344, 768), (1152, 896), (768, 1344), (1024, 1024)], ids=str)
def test_every_motif_fits_every_size_and_stays_small(motif: str, size: tuple[int, int]) -> None:
    for theme in ("mono", "aurora"):
        drawing = draw("market growth", theme=theme, width=size[0], height=size[1], seed=5, motif=motif)
        image = Image.open(io.BytesIO(drawing.data))
        assert (image.format, image.size) == ("JPEG", size)
        assert len(drawing.data) < 300_000
        lows_and_highs = [band.getextrema() for band in image.split()]
        assert max(high - low for low, high in lows_and_highs) > 40, "an even area is no picture"


def test_same_words_give_the_same_bytes_and_others_do_not() -> None:
    def one(prompt: str, seed: int = 1) -> bytes:
        return draw(prompt, theme="ocean", width=640, height=360, seed=seed).data

    assert one("a") == one("a")
    assert len({one("a"), one("b"), one("a", 2)}) == 3


def test_words_spread_over_all_motifs() -> None:
    seen = [motif_for(f"slide number {n}", 1) for n in range(400)]
    assert set(seen) == set(MOTIFS)
    assert max(seen.count(name) for name in MOTIFS) < 90


def test_unknown_theme_is_drawn_in_the_default_one() -> None:
    assert colours_of("no such theme") == colours_of("indigo") == colours_of(" Indigo ")


def test_artwork_has_the_colours_of_every_theme() -> None:
    assert len({colours_of(theme.id) for theme in THEMES}) == len(THEMES)
    for theme in THEMES:
        colours = colours_of(theme.id)
        assert (colours.dark, colours.ground) == (theme.dark, theme.palette[0])
        assert colours.accents == theme.palette[4:8]


def test_drawing_takes_less_than_150_ms() -> None:
    took = []
    for motif in MOTIFS:
        began = time.process_time()
        draw("pace", theme="indigo", width=1344, height=768, motif=motif)
        took.append(time.process_time() - began)
    assert statistics.median(took) < 0.15


def test_tones_rise_from_ground_to_the_strongest() -> None:
    for theme in SOME:
        for night in (False, True):
            tones = Tones(colours_of(theme), night=night)
            assert sum(abs(a - b) for a, b in zip(tones.at(0), tones.at(1), strict=True)) > 120
            assert tones.at(-1) == tones.at(0)
            assert tones.at(2) == tones.at(1)


def test_colours_mix_and_brighten() -> None:
    assert rgb("#FF8000") == rgb("FF8000") == (255, 128, 0)
    assert mix((0, 0, 0), (100, 200, 50), 0.5) == (50, 100, 25)
    assert bright((40, 40, 40)) == (194, 194, 194)
    assert max(bright((60, 20, 10))) == 194


def test_dice_are_fair_enough_and_repeatable() -> None:
    one, other = Dice("a", 1), Dice("a", 1)
    rolls = [one.roll() for _ in range(500)]
    assert rolls == [other.roll() for _ in range(500)]
    assert 0.4 < statistics.mean(rolls) < 0.6


def test_lines_of_a_hill_are_closed() -> None:
    heights = [[0.0] * 5, [0.0, 0.5, 0.5, 0.5, 0.0], [0.0, 0.5, 1.0, 0.5, 0.0], [0.0, 0.5, 0.5, 0.5, 0.0], [0.0] * 5]
    (path,) = isolines(heights, 0.7)
    assert path[0] == path[-1]
    assert len(path) == 5


async def test_artist_is_a_provider_and_reports_what_it_cannot_draw() -> None:
    artist = Artist()
    assert isinstance(artist, ImageProvider)
    picture = await artist.generate(order(theme="forest"))
    assert (picture.width, picture.height, picture.cost_usd) == (1344, 768, 0.0)
    with pytest.raises(BadOrderError):
        await artist.generate(order(width=-5))
    await artist.aclose()
