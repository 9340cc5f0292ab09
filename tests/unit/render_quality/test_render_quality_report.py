"""The quality report as a whole: what it leaves alone, whom it names, what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from deckwire_contracts import Finding, QualityReport
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core import quality
from deckwire_render.core.pptx import build
from deckwire_render.core.quality import colour, geometry, metrics
from deckwire_render.core.quality.rules import words
from deckwire_render.core.quality.written import SlideFile, Thing
from lxml import etree

from tests.unit.render_pptx.slide_material import deck_slides, ordinary
from tests.unit.render_quality import defects
from tests.unit.render_quality.planted import (
    CARDS,
    CHART,
    PICTURE,
    SECTION,
    A,
    P,
    Parts,
    base,
    box,
    described,
    on,
    packed,
    parts,
    picture,
    say,
    title,
)

# One for all: only the slides that a test changes are read again.
INSPECTOR = DeckInspector()

IDS = base().slide_ids


def inspected(change: Callable[[Parts], None], ids: tuple[str, ...] = IDS) -> QualityReport:
    held = parts(base().data)
    change(held)
    return INSPECTOR.inspect(packed(held), ids)


def found(change: Callable[[Parts], None]) -> set[str]:
    return {finding.rule for finding in inspected(change).findings}


def test_a_decorative_picture_needs_no_alternative_text() -> None:
    def change(held: Parts) -> None:
        defects.no_alternative_text(held)
        with on(held, PICTURE) as root:
            described(picture(root)).append(
                etree.fromstring(  # as PowerPoint marks it
                    f'<a:extLst xmlns:a="{A[1:-1]}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
                    '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
                    "</a:ext></a:extLst>"
                )
            )

    assert found(change) == set()


def on_a_panel(alpha: int) -> Callable[[Parts], None]:
    """A text of nearly black ink on the picture, with a white panel of that opacity (in percent) under it."""

    def change(held: Parts) -> None:
        with on(held, PICTURE) as root:
            form = next(picture(root).iter(f"{A}xfrm"))
            x, y = (int(form.find(f"{A}off").get(key)) / 12700 for key in ("x", "y"))
            shape = box(root, "On the picture", x + 60, y + 200, 160, 30, fill="FFFFFF")
            white = next(shape.find(f"{P}spPr").iter(f"{A}srgbClr"))
            etree.SubElement(white, f"{A}alpha", val=str(alpha * 1000))

    return change


def test_a_scrim_over_a_picture_makes_its_text_judgeable() -> None:
    assert found(on_a_panel(95)) == set()
    assert found(on_a_panel(30)) == {"contrast_low"}
    assert found(on_a_panel(20)) == {"text_on_picture"}


def test_text_is_judged_against_its_own_card() -> None:
    def change(held: Parts) -> None:
        with on(held, CARDS) as root:
            box(root, "Dark on dark, on a card", 44, 440, 400, 30, fill="303030")

    assert "contrast_low" in found(change)


def test_text_beside_a_round_shape_is_not_judged_against_it() -> None:
    def change(held: Parts) -> None:
        with on(held, CARDS) as root:
            # The corner of the ellipse's frame: inside its box, outside its outline.
            disc = box(root, "x", 500, 60, 300, 300, fill="202020")
            next(disc.iter(f"{A}prstGeom")).set("prst", "ellipse")
            disc.remove(disc.find(f"{P}txBody"))
            box(root, "corner", 502, 62, 60, 20, fill="")

    assert "contrast_low" not in {f.rule for f in inspected(change).findings if "corner" in f.detail}


def test_a_callout_with_a_ground_of_its_own_may_lie_on_a_chart() -> None:
    def change(held: Parts) -> None:
        with on(held, CHART) as root:
            box(root, "The tallest of the bars, as it happens", 60, 300, 400, 24, fill="FFFFFF")

    assert "objects_overlap" not in found(change)
    assert "objects_overlap" in found(defects.a_text_on_bars)


def test_a_continuation_may_repeat_the_title_of_its_slide() -> None:
    report = inspected(defects.two_titles_alike, ("same",) * len(IDS))
    assert "title_repeated" not in {finding.rule for finding in report.findings}


def test_findings_name_their_slide_or_none_when_the_pages_cannot_be_matched() -> None:
    assert [finding.slide_id for finding in inspected(defects.no_notes).findings] == [f"s{CARDS}"]
    assert [finding.slide_id for finding in inspected(defects.no_notes, ("a", "b")).findings] == [None]


def test_errors_come_first_and_the_metrics_count_them() -> None:
    def change(held: Parts) -> None:
        defects.no_notes(held)
        defects.no_alternative_text(held)

    report = inspected(change)
    assert [finding.severity for finding in report.findings] == ["error", "info"]
    assert report.errors == report.metrics["errors"] == report.metrics["accessibility_errors"] == 1
    assert report.metrics["charts"] == report.metrics["tables"] == report.metrics["pictures"] == 1
    assert report.metrics["notes_ratio"] == pytest.approx(1 - 1 / len(IDS), abs=0.001)
    assert 0 < report.metrics["coverage_mean"] < 1
    assert 0.5 < report.metrics["native_area_ratio"] < 1
    assert report.metrics["contrast_min"] > 4.5


def test_the_score_counts_findings_by_slide() -> None:
    def finding(severity: Any, slide_id: str | None) -> Finding:
        return Finding(rule="x", severity=severity, slide_id=slide_id)

    assert metrics.score([], 10) == 100
    assert metrics.score([finding("error", "s1")], 10) == 96
    assert metrics.score([finding("error", "s1")] * 9, 10) == 90
    assert metrics.score([finding("warning", None)], 11) == 99
    assert metrics.score([finding("info", "s1")], 10) > metrics.score([finding("warning", "s1")], 10)


def test_contrast_is_that_of_wcag() -> None:
    black, white = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    assert colour.contrast(black, white) == pytest.approx(21)
    assert colour.contrast((0.4667,) * 3, white) == pytest.approx(4.48, abs=0.02)


def test_a_gradient_is_judged_where_the_text_stands() -> None:
    paint = {
        "kind": "gradient",
        "gradientType": "linear",
        "angleDeg": 0,
        "stops": [{"position": 0, "color": "#000000"}, {"position": 1, "color": "#FFFFFF"}],
    }
    area = geometry.Rect(0, 0, 100, 50)
    left, _ = colour.paint_at(paint, area, 0, 25)
    right, _ = colour.paint_at(paint, area, 100, 25)
    assert left == pytest.approx((0, 0, 0))
    assert right == pytest.approx((1, 1, 1))
    middle, alpha = colour.paint_at({**paint, "gradientType": "radial"}, area, 50, 25)
    assert middle == pytest.approx((0, 0, 0))
    assert alpha == 1


def test_the_space_at_the_end_of_a_line_is_no_overflow() -> None:
    def change(held: Parts) -> None:
        with on(held, CARDS) as root:
            # Each line is as wide as the box, so that the space behind it lies outside.
            box(root, "million, against a plan million, against a plan", 44, 430, 182.0, 60)

    assert "text_overflow" not in found(change)


def test_the_credit_of_a_picture_may_be_small_and_nothing_else() -> None:
    def small(name: str) -> Callable[[Parts], None]:
        def change(held: Parts) -> None:
            with on(held, SECTION) as root:
                described(box(root, "Photo: A. Berg", 60, 60, 200, 20, pt=10)).set("name", name)

        return change

    assert "text_small" in found(small("Box"))
    assert "text_small" not in found(small("Picture credit 9"))


def test_a_long_word_may_break_at_its_hyphen_and_scripts_without_blanks_anywhere() -> None:
    def narrow(text: str) -> Callable[[Parts], None]:
        def change(held: Parts) -> None:
            with on(held, SECTION) as root:
                box(root, text, 60, 60, 76, 60)

        return change

    assert "word_broken" in found(narrow("Transformations"))
    assert "word_broken" not in found(narrow("Change-makers"))
    assert "word_broken" not in found(narrow("顧客維持率は全地域で"))


@pytest.mark.parametrize(
    "text", ["The method __init__", "2**3**2 is 512", "# 1 in Europe", "- 3 % on the year", "C:\\new"]
)
def test_what_programmers_write_is_no_markup(text: str) -> None:
    thing = Thing(2, "shape", "Box 2", "", (text,))
    assert list(words.markup(quality.Slide(SlideFile("", "", [thing]), quality.SlideView(1280, 720)))) == []


def test_a_narrow_title_may_take_three_lines() -> None:
    def change(held: Parts) -> None:
        with on(held, PICTURE) as root:
            say(title(root), "The north showed all of the others how it can be done by anyone")

    assert "title_long" not in found(change)


def test_ink_of_a_line_is_where_its_letters_are() -> None:
    def shown(text: str, places: list[float]) -> dict[str, Any]:
        glyphs = [{"cluster": n, "x": x, "advance": 10.0} for n, x in enumerate(places)]
        run = {"text": text, "start": 0, "x": 0, "width": 40, "glyphs": glyphs, "fontSizePx": 20, "bold": False}
        row = {"x": 0, "y": 0, "width": 40, "height": 24, "runs": [{**run, "color": "#000000"}]}
        line = {"kind": "textBox", "objectId": 1, "x": 0, "y": 0, "w": 40, "h": 24, "lines": [row]}
        return {"width": 960, "height": 540, "primitives": [line]}

    [left_to_right] = quality.view(shown("abc ", [0, 10, 20, 30])).lines
    assert (left_to_right.box.x, left_to_right.box.w) == (0, 30)
    [right_to_left] = quality.view(shown("abc ", [40, 30, 20, 10])).lines
    assert (right_to_left.box.x, right_to_left.box.w) == (10, 30)
    [held] = quality.view(shown("abc\u00a0", [0, 10, 20, 30])).lines
    assert (held.box.x, held.box.w) == (0, 30)


@pytest.mark.parametrize(("theme", "language"), [("indigo", "en"), ("graphite", "en"), ("forest", "ar")])
def test_slides_of_all_types_are_quiet_in_themes_light_and_dark_and_from_right_to_left(
    theme: str, language: str
) -> None:
    slides = [replace(s, slide=s.slide.model_copy(update={"notes": "Say it."})) for s in deck_slides(ordinary())]
    built = build(slides, title="All types", theme=theme, language=language)
    report = INSPECTOR.inspect(built.data, built.slide_ids)
    # Two of them say next to nothing, and ten charts follow one another: these findings are meant.
    meant = {"body_sparse", "layout_repeated"}
    assert [f"{f.rule} {f.slide_id}: {f.detail}" for f in report.findings if f.rule not in meant] == []
    assert sum(1 for finding in report.findings if finding.rule == "body_sparse") <= 2
