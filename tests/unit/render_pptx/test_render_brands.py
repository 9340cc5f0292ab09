"""Whatever a brand's colours are, its theme can be read, and what was changed for that is told."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from deckwire_contracts import Brand, LookOutcome
from deckwire_contracts.look import Look
from deckwire_contracts.slides import BulletItem, BulletsSlide, Slide, TitleSlide
from deckwire_render.core.pptx import DeckSlide, build_deck
from deckwire_render.core.pptx.media import logo
from deckwire_render.core.themes import branded, contrast, theme_of
from deckwire_render.core.themes.brand import poor_pairs
from deckwire_render.core.themes.colour import apart
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.shapes.picture import Picture
from pptx.slide import SlideLayout

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


def drawn(colour: tuple[int, int, int, int], ground: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bytes:
    image = Image.new("RGBA", (600, 200), ground)
    image.paste(colour, (40, 40, 560, 160))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def with_logo(data: bytes, language: str = "en", title: str = "A title " * 12) -> bytes:
    slides: list[Slide] = [
        TitleSlide(title=title, subtitle="Below", byline="Today"),
        BulletsSlide(title="Points", items=[BulletItem(text="One"), BulletItem(text="Two")]),
    ]
    theme = branded(brand("#0057B8")).theme
    deck = [DeckSlide(slide, f"s{n}") for n, slide in enumerate(slides)]
    return build_deck(deck, title="Deck", language=language, theme=replace(theme, logo=logo(data, "Logo of Acme")))


def logos(layout: SlideLayout) -> list[Picture]:
    return [shape for shape in layout.shapes if isinstance(shape, Picture)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_logo_stands_on_covers_and_small_on_content_slides_and_touches_no_text(language: str) -> None:
    cover, content = Presentation(io.BytesIO(with_logo(drawn((0, 87, 184, 255)), language))).slides
    for slide in (cover, content):
        (mark,) = logos(slide.slide_layout)
        assert mark._element.nvPicPr.cNvPr.get("descr") == "Logo of Acme"
        assert mark.width / mark.height == pytest.approx(520 / 120, rel=0.01)
        for shape in slide.shapes:
            apart_x = shape.left >= mark.left + mark.width or shape.left + shape.width <= mark.left
            apart_y = shape.top >= mark.top + mark.height or shape.top + shape.height <= mark.top
            assert apart_x or apart_y, shape.name
    assert logos(cover.slide_layout)[0].height > 1.4 * logos(content.slide_layout)[0].height


def test_a_logo_that_the_ground_would_swallow_stands_on_a_plate() -> None:
    dark = Presentation(io.BytesIO(with_logo(drawn((0, 20, 60, 255))))).slides
    assert [any(s.name.startswith("Plate") for s in slide.slide_layout.shapes) for slide in dark] == [True, False]
    white = Presentation(io.BytesIO(with_logo(drawn((255, 255, 255, 255))))).slides
    assert [any(s.name.startswith("Plate") for s in slide.slide_layout.shapes) for slide in white] == [False, True]


def test_a_logo_with_a_ground_of_its_own_needs_no_plate() -> None:
    slides = Presentation(io.BytesIO(with_logo(drawn((0, 20, 60, 255), (255, 255, 255, 255))))).slides
    assert not any(s.name.startswith("Plate") for slide in slides for s in slide.slide_layout.shapes)


def test_a_picture_of_nothing_is_no_logo() -> None:
    assert logo(drawn((0, 0, 0, 0)), "x") is None
    assert logo(b"<svg/>", "x") is None
