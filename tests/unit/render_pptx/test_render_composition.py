"""Composed slides: nothing overflows, nothing is lost, and what is shown suits the amount."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from deckwire_contracts import Slide
from deckwire_render.core import themes
from deckwire_render.core.layout import (
    Box,
    ChartFrame,
    Context,
    Picture,
    PictureInfo,
    Place,
    Role,
    Shape,
    SlideLayout,
    TableFrame,
    compose,
    motifs,
    shows_picture,
)
from deckwire_render.core.layout.pictures import cropped
from deckwire_render.core.layout.samples import samples
from deckwire_render.core.layout.stats import trend
from deckwire_render.core.layout.table import numeric
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.render_pptx.slide_material import BRIEF, faults, hostile, ordinary, slide

INFO = PictureInfo(1600, 900, "A mountain range", "Photo: A. Berg")


def context(theme: str = "indigo", **changes: Any) -> Context:
    base = Context(themes.get(theme), Place(3, 12, 1, ("One", "Two"), before=0), deck_title="Retention")
    return replace(base, **changes)


def composed(what: Slide, theme: str = "indigo", **changes: Any) -> list[SlideLayout]:
    if what.image is not None and "picture" not in changes and "awaiting" not in changes:
        changes["picture"] = INFO
    return compose(what, context(theme, **changes))


def shown(layouts: list[SlideLayout]) -> str:
    words = []
    for layout in layouts:
        for element in layout.elements:
            if isinstance(element, Shape) and element.text:
                words += [p.text for p in element.text.paragraphs]
            if isinstance(element, TableFrame):
                words += [p.text for row in element.rows for c in row.cells for p in c.text.paragraphs]
    return " ".join(words).replace("\u00a0", " ")


@pytest.mark.parametrize("theme", ["indigo", "forest", "aurora"])
@pytest.mark.parametrize("what", ordinary(), ids=lambda s: f"{s.type}: {s.title}")
def test_ordinary_slides_have_no_fault(what: Slide, theme: str) -> None:
    layouts = composed(what, theme)
    assert [fault for layout in layouts for fault in faults(layout)] == []
    assert len(layouts) == 1


@pytest.mark.parametrize("what", ordinary(), ids=lambda s: f"{s.type}: {s.title}")
def test_body_text_is_never_under_fourteen_points(what: Slide) -> None:
    for layout in composed(what):
        for shape, text in layout.texts():
            if shape.role is Role.BODY:
                assert min(p.size for p in text.paragraphs) >= 14, shape.name


@pytest.mark.parametrize("what", ordinary(), ids=lambda s: f"{s.type}: {s.title}")
def test_every_slide_has_one_title_of_at_most_three_lines(what: Slide) -> None:
    for layout in composed(what):
        titles = [e for e in layout.elements if isinstance(e, Shape) and e.role is Role.TITLE]
        assert len(titles) == 1
        assert titles[0].placeholder is not None
        assert titles[0].text is not None
        assert len(titles[0].text.paragraphs[0].lines) <= 3


FREE = {"title", "section", "closing", "quote", "full_image", "image_text"}
BODIED = [
    s for s in ordinary() if s.type not in FREE and s.image is None and not composed(s)[0].layout.endswith(".side")
]


@pytest.mark.parametrize("what", BODIED, ids=lambda s: f"{s.type}: {s.title}")
def test_the_body_is_neither_sparse_nor_crammed(what: Slide) -> None:
    for layout in composed(what):
        body = [
            e.box
            for e in layout.elements
            if not (isinstance(e, Shape) and e.role in {Role.TITLE, Role.SOURCE, Role.PAGE})
        ]
        top, bottom = min(b.y for b in body), max(b.bottom for b in body)
        assert 0.35 <= (bottom - top) / 366 <= 1.02
        assert 0.35 <= ((top + bottom) / 2 - 120) / 366 <= 0.62


@pytest.mark.parametrize("kind", ["title", "quote", "bullets", "image_text", "full_image", "section", "agenda"])
def test_a_picture_that_is_awaited_leaves_no_hole(kind: str) -> None:
    fields: dict[str, Any] = {
        "bullets": {"items": [{"text": "One"}]}, "quote": {"quote": "So."}, "agenda": {"items": ["One", "Two"]},
    }.get(kind, {})  # fmt: skip
    what = slide(kind, image=BRIEF, **fields)
    assert shows_picture(what)
    [waiting], [full] = composed(what, awaiting=True), composed(what)
    assert faults(waiting) == []
    assert any(isinstance(e, Picture) for e in full.elements)
    assert not any(isinstance(e, Picture) for e in waiting.elements)
    assert waiting.layout == full.layout
    panel = max((e.box for e in waiting.elements), key=lambda b: b.h * b.w)
    assert panel.h * panel.w > 0.1 * 960 * 540


def test_charts_and_tables_have_no_place_for_a_picture() -> None:
    assert not shows_picture(slide("table", table={"headers": ["A"], "rows": [["1"]]}))


def test_the_credit_stands_on_the_slide() -> None:
    assert "Photo: A. Berg" in shown(composed(slide("full_image", image=BRIEF)))


def test_pictures_fill_their_box_undistorted() -> None:
    [layout] = composed(slide("image_text", image=BRIEF, items=["One"]))
    picture = next(e for e in layout.elements if isinstance(e, Picture))
    left, top, right, bottom = picture.crop
    ratio = 1600 * (1 - left - right) / (900 * (1 - top - bottom))
    assert ratio == pytest.approx(picture.box.w / picture.box.h, rel=0.01)
    tall = cropped(300, 900, picture.box)
    assert tall[1] > 0
    assert tall[0] == 0
    assert cropped(0, 0, picture.box) == (0, 0, 0, 0)


def test_sixty_rows_continue_on_further_slides_and_none_is_lost() -> None:
    rows = [[f"Row {n}", str(n)] for n in range(60)]
    layouts = composed(slide("table", "Long list", table={"headers": ["Name", "N"], "rows": rows}))
    assert len(layouts) == 6
    assert [layout.title for layout in layouts][:2] == ["Long list (1/6)", "Long list (2/6)"]
    tables = [e for layout in layouts for e in layout.elements if isinstance(e, TableFrame)]
    got = [row.cells[0].text.paragraphs[0].text for t in tables for row in t.rows[1:]]
    assert got == [row[0] for row in rows]
    assert all(t.rows[0].cells[0].text.paragraphs[0].text == "Name" for t in tables)


def test_a_table_with_too_many_words_in_too_many_columns_continues_by_columns() -> None:
    row = [f"{c} " + "many words " * 30 for c in "abcdefghijkl"]
    layouts = composed(slide("table", table={"headers": [f"H{c}" for c in range(12)], "rows": [row] * 3}))
    assert len(layouts) > 1
    assert [f for layout in layouts for f in faults(layout)] == []
    words = shown(layouts)
    assert all(f"H{c}" in words for c in range(12))


def test_columns_of_numbers_are_known_by_their_cells() -> None:
    assert numeric(["1,204", "94 %", "–", "€ 3.5", "(12)", "1.4 M€"])
    assert not numeric(["North", "12", "South"])
    assert not numeric(["", "–"])


def test_a_delta_says_which_way_it_goes() -> None:
    assert [trend(t) for t in ("+6 points", "−9 h", "-3", "▲ 4", "flat")] == [1, -1, -1, 1, 0]


def test_right_to_left_slides_are_mirrored() -> None:
    what = slide("bullets", items=[{"text": "One", "detail": "x"}, {"text": "Two", "detail": "y"}])
    [one], [other] = composed(what), composed(what, rtl=True)
    for a, b in zip(one.elements, other.elements, strict=True):
        assert b.box.x == pytest.approx(960 - a.box.x - a.box.w)
    title = next(e for e in other.elements if isinstance(e, Shape) and e.role is Role.TITLE)
    assert title.text is not None
    assert title.text.paragraphs[0].align == "r"


def test_an_agenda_leads_to_its_sections() -> None:
    place = Place(2, 9, 0, ("One", "Two"), (3, 6))
    [layout] = composed(slide("agenda", items=["One", "Two"]), place=place)
    links = [p.link for _, text in layout.texts() for p in text.paragraphs if p.link]
    assert links == [3, 6]


def test_an_empty_title_falls_back_on_the_deck() -> None:
    [layout] = composed(slide("bullets", "", items=[{"text": "One"}]))
    assert layout.title == "Retention"


def test_a_number_keeps_its_unit_on_its_line() -> None:
    [layout] = composed(slide("quote", quote="We renewed 94 % of them"))
    assert "94\u00a0%" in "".join(p.text for _, text in layout.texts() for p in text.paragraphs)


def test_every_layout_of_the_template_is_what_its_sample_composes_to() -> None:
    for key, sample in samples().items():
        place = Place(before=sample.turn)
        picture = replace(INFO, whole=sample.whole) if sample.pictured else None
        [layout, *_] = compose(sample.slide, context(picture=picture, place=place))
        assert layout.layout == key


def test_sources_stand_in_the_foot_line_with_their_place() -> None:
    refs = [
        {"name": "report.pdf", "page": 4},
        {"name": "notes.md", "section": "Costs"},
        {"name": "report.pdf", "page": 4},
        {"name": "notes.md"},
    ]
    words = shown(composed(slide("bullets", items=[{"text": "One"}], sources=refs)))
    assert "report.pdf, 4; notes.md, Costs" in words


@pytest.mark.parametrize("theme", ["indigo", "midnight"])
@pytest.mark.parametrize("size", [(1600, 900), (500, 1400), (120, 90)])
@pytest.mark.parametrize("words", [0, 1, 3, 9])
def test_a_picture_that_must_be_seen_whole_is_neither_cropped_nor_distorted_nor_blurred(
    theme: str, size: tuple[int, int], words: int
) -> None:
    what = slide("bullets", items=[{"text": f"Point {n}", "detail": "What follows from it"} for n in range(words or 1)])
    if not words:
        what = slide("image_text", "A drawing", lead="Two berths")
    layouts = composed(what, theme, picture=PictureInfo(*size, "A drawing", whole=True))
    for layout in layouts:
        [picture] = [e for e in layout.elements if isinstance(e, Picture)]
        assert not any(picture.crop)
        assert picture.box.w / picture.box.h == pytest.approx(size[0] / size[1])
        assert picture.box.w <= 1.5 * size[0] + 1e-6
        assert picture.box.x >= 44
        assert picture.box.bottom <= 490
        assert faults(layout) == []


def test_a_chart_frame_stands_beside_its_takeaway() -> None:
    what = next(s for s in ordinary() if s.type == "chart")
    [layout] = composed(what)
    frame = next(e for e in layout.elements if isinstance(e, ChartFrame))
    assert 0.55 < frame.box.w / 872 < 0.72
    assert frame.highlight == (0, 0)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(what=hostile(), theme=st.sampled_from(["indigo", "forest", "midnight"]), rtl=st.booleans(), there=st.booleans())
def test_whatever_the_contract_allows_is_composed_without_fault(
    what: Slide, theme: str, rtl: bool, there: bool
) -> None:
    info = replace(INFO, credit=what.title[:200]) if what.image and there else None
    layouts = compose(what, context(theme, rtl=rtl, picture=info, awaiting=bool(what.image)))
    assert layouts
    assert Counter(fault for layout in layouts for fault in faults(layout)) == Counter()


@pytest.mark.parametrize("theme", themes.catalogue(), ids=lambda t: t.id)
def test_motifs_stay_on_the_slide(theme: themes.Theme) -> None:
    shapes = [*motifs.cover(theme), *motifs.corner(theme), *motifs.panel(theme, Box(0, 0, 396, 540))]
    assert all(s.decorative for s in shapes)
    assert all(s.box.x >= -0.5 and s.box.y >= -0.5 and s.box.right <= 960.5 and s.box.bottom <= 540.5 for s in shapes)


def test_short_points_stand_large_in_cards_and_no_two_heads_break_a_word() -> None:
    [layout] = composed(
        slide(
            "bullets", items=[{"text": t} for t in ("Speed beats features", "People want one invoice", "Write it down")]
        )
    )
    assert layout.layout == "bullets.cards3"
    sizes = [p.size for s, text in layout.texts() if s.role is Role.BODY for p in text.paragraphs]
    assert min(sizes) >= 24


def test_numbers_with_too_many_words_for_tiles_stand_in_rows() -> None:
    stats = [{"value": "about a third of everything we sold last year", "label": "word " * 79, "delta": "+1 " * 50}] * 4
    stats = [{**s, "value": s["value"][:40]} for s in stats]
    layouts = composed(slide("big_number", stats=stats, context="Context."))
    assert layouts[0].layout == "bullets.rows1"
    assert [f for layout in layouts for f in faults(layout)] == []


def test_a_takeaway_too_long_for_its_column_stands_above_the_chart() -> None:
    chart = {"categories": ["A"], "series": [{"name": "S", "values": [1]}]}
    [layout] = composed(slide("chart", chart=chart, takeaway="字" * 400))
    assert layout.layout == "chart"
    assert faults(layout) == []
