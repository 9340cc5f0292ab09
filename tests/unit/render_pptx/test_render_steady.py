"""Text stands where it was put and breaks as it was set, whichever program shows it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from deckwire_contracts import Slide
from deckwire_render.adapters.engine import opened
from deckwire_render.core import quality, themes
from deckwire_render.core.layout import Box, Context, Paragraph, Placeholder, Shape, Text, compose, presets
from deckwire_render.core.layout.steady import steady
from deckwire_render.core.markup import EMU, Writer
from deckwire_render.core.pptx import build_deck
from deckwire_render.core.quality.geometry import PX_TO_PT
from deckwire_render.core.text import measure
from deckwire_render.core.themes.model import Paint

from tests.unit.render_pptx.design_material import DESIGNS
from tests.unit.render_pptx.slide_material import deck_slides, ordinary, slide
from tests.unit.render_pptx.test_render_designs import of

ROUND = replace(themes.get("indigo"), radius=16.0)
CTX = Context(themes.get("indigo"))


def set_at(text: str, size: float, width: float, **changes: object) -> Shape:
    """A shape with the text as it breaks at a width."""
    lines = tuple(measure.lines(text, family="Arial", size_pt=size, width_pt=width))
    return Shape(Box(0, 0, width, 200), text=Text((Paragraph(text, size, Paint("tx1"), lines=lines),)), **changes)  # type: ignore[arg-type]


def lines_of(shape: Shape, *, reserve: float = 0.0, gap_em: float = 0.0) -> list[str]:
    """The lines of the shape's only paragraph as a program with less or more room breaks it."""
    assert shape.text is not None
    left, _, right, _ = shape.text.inset
    [p] = shape.text.paragraphs
    width = shape.box.w - left - right
    return measure.lines(p.text, family="Arial", size_pt=p.size, width_pt=width, reserve=reserve, gap_em=gap_em)


def test_text_rectangles_are_those_of_the_standard() -> None:
    # ECMA-376, presetShapeDefinitions: il = x1 * 29289 / 100000; idx = cos wd2 2700000.
    assert presets.margins("roundRect", {"adj": 10_000}, 200, 100) == pytest.approx([2.9289] * 4, abs=1e-3)
    assert presets.margins("roundRect", {}, 200, 100) == pytest.approx([4.8816] * 4, abs=1e-3)
    assert presets.margins("roundRect", {"adj": 90_000}, 200, 100) == pytest.approx([14.6447] * 4, abs=1e-3)
    assert presets.margins("ellipse", {}, 200, 100) == pytest.approx([29.2893, 14.6447] * 2, abs=1e-3)
    assert presets.margins("rect", {}, 200, 100) == presets.margins("custom", {}, 200, 100) == (0, 0, 0, 0)
    with pytest.raises(ValueError, match="hexagon"):
        presets.margins("hexagon", {}, 200, 100)


def test_written_insets_count_from_the_text_rectangle() -> None:
    card = Shape(
        Box(0, 0, 200, 100), geometry="roundRect", adjust=(("adj", 20_000),), text=Text((), "t", (24, 2, 24, 24))
    )
    found = dict(re.findall(r'([ltrb]Ins)="(\d+)"', Writer("en-US").shape(card)))
    assert {side: int(value) / EMU for side, value in found.items()} == pytest.approx(
        {"lIns": 18.142, "tIns": 0.0, "rIns": 18.142, "bIns": 18.142}, abs=1e-3
    )


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_no_design_wants_text_nearer_to_the_outline_than_its_shape_lets_it(design: object) -> None:
    for layout in of(design, "indigo"):  # type: ignore[arg-type]
        for shape, text in layout.texts():
            margins = presets.margins(shape.geometry, dict(shape.adjust), shape.box.w, shape.box.h)
            mark = text.anchor == "ctr" and all(p.align == "ctr" and len(p.lines) == 1 for p in text.paragraphs)
            assert mark or all(inset >= margin for inset, margin in zip(text.inset, margins, strict=True)), shape.name


def test_previews_show_the_text_of_a_round_card_where_the_layout_put_it() -> None:
    what = slide("bullets", "Three changes", items=[{"text": "Onboarding", "detail": "First report in a day"}] * 3)
    [layout] = compose(what, Context(ROUND))
    wanted = {s.box.x + t.inset[0] for s, t in layout.texts() if s.geometry == "roundRect"}
    with opened(build_deck(deck_slides([what]), title="Cards", theme=ROUND)) as held:
        lines = quality.view(held.display_list(0)).lines
    found = [line.box.x * PX_TO_PT for line in lines if line.text.startswith(("Onboarding", "First"))]
    assert len(found) == 6
    assert all(min(abs(x - place) for place in wanted) < 1.0 for x in found)


def test_previews_show_initials_and_numbers_in_discs_on_one_line() -> None:
    people = [{"text": name, "detail": "Keeps the numbers"} for name in ("Mei Wong", "Olga Martin", "Tom Brandt")]
    points = [{"text": f"Point number {n} of this list"} for n in range(1, 11)]
    slides = [slide("bullets", "Team", items=people), slide("bullets", "Ten points", items=points)]
    with opened(build_deck(deck_slides(slides), title="Discs")) as held:
        views = [quality.view(held.display_list(n)) for n in range(held.slide_count)]
    words = {line.text for view in views for line in view.lines}
    assert {"MW", "OM", "TB", "9", "10"} <= words


def test_a_line_that_is_only_just_too_long_is_given_a_width_that_settles_it() -> None:
    text = "The harbour carries most of the volume and has the lowest cost per pallet of all"
    width = measure.width("The harbour carries", "Arial", False, 28.0) - 0.4
    shape = set_at(text, 28.0, width)
    assert lines_of(shape) != lines_of(shape, reserve=-0.012)
    settled = steady(CTX, shape)
    assert settled.text is not None
    readings = [lines_of(settled, reserve=r) for r in (measure.RESERVE, 0.0, -0.012)]
    assert readings == [list(settled.text.paragraphs[0].lines)] * 3
    assert len(readings[0]) == len(lines_of(shape))


def test_a_width_that_settles_a_text_is_found_however_narrow_the_choice() -> None:
    text = "The harbour carries most of the volume and has the lowest cost per pallet of all"
    ends = measure.width("The harbour carries", "Arial", False, 28.0)
    width = ends - 0.4
    settled = steady(CTX, set_at(text, 28.0, width))
    assert settled.text is not None
    assert (width - settled.text.inset[2]) * 1.012 == pytest.approx(ends, abs=0.1)


def test_a_round_placeholder_keeps_its_lines_where_it_is_taken_for_a_plain_box() -> None:
    plain = set_at("Depots lend one another pallets instead of buying their own", 22.0, 237.0)
    card = replace(plain, geometry="roundRect", adjust=(("adj", 5_000),), placeholder=Placeholder("body", 11))
    extra = 2 * presets.margins("roundRect", dict(card.adjust), 237.0, 200)[0]

    def wider(shape: Shape) -> list[str]:
        return lines_of(replace(shape, box=replace(shape.box, w=237.0 + extra)))

    assert steady(CTX, plain) == plain
    assert wider(card) != lines_of(card)
    assert wider(steady(CTX, card)) == lines_of(card) == lines_of(steady(CTX, card))


def test_texts_that_need_no_change_and_texts_with_care_are_left_alone() -> None:
    short = set_at("Two words", 20.0, 400.0)
    assert steady(CTX, short) == short
    tight = set_at("The harbour carries most", 28.0, measure.width("The harbour carries", "Arial", False, 28.0) - 0.4)
    assert steady(replace(CTX, care=1), tight) == tight


def test_japanese_parts_at_phrases_with_room_between_letters_and_digits_or_without() -> None:
    title = slide("title", "青葉市観光白書 2025年度版", subtitle="みどりの市")
    [layout] = compose(title, replace(CTX, language="ja-JP"))
    [shape] = [s for s, _ in layout.texts() if s.name == "Title"]
    for gap in (0.0, measure.GAP_EM):
        assert [line.rstrip() for line in lines_of(shape, gap_em=gap)] == ["青葉市観光白書", "2025年度版"]


def test_beside_arabic_letters_digits_are_of_the_same_font() -> None:
    what: list[Slide] = ordinary()[:1]
    for theme, language, wanted in (("paper", "ar", "Arial"), ("paper", "en", "Georgia"), ("paper", "he", "Arial")):
        with opened(build_deck(deck_slides(what), title="x", language=language, theme=theme)) as held:
            runs = str(held.display_list(0))
        assert f"'fontFamily': '{wanted}'" in runs
    brand = replace(themes.get("paper"), heading_font="Dubai", body_font="Dubai")
    assert b"Dubai" in theme_of(build_deck(deck_slides(what), title="x", language="ar", theme=brand))


def theme_of(deck: bytes) -> bytes:
    """The theme of a deck as it is written."""
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        return package.read("ppt/theme/theme1.xml")
