"""Every rule finds the defect planted for it, and keeps silent on the clean twin."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core import quality
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Pt

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def picture_bytes(width: int = 320, height: int = 180, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (40, 90, 160)).save(buffer, kind)
    return buffer.getvalue()


@dataclass
class Clean:
    """A clean slide with one of everything, and handles on its parts."""

    deck: Any
    slide: Any
    title: Any
    body: Any
    picture: Any
    chart: Any
    table: Any


def text_box(slide: Any, text: str, x: float, y: float, w: float, h: float, size: float = 16) -> Any:
    box = slide.shapes.add_textbox(Pt(x), Pt(y), Pt(w), Pt(h))
    frame = box.text_frame
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
            run.font.name = "Arial"
            run.font.color.rgb = RGBColor(0x20, 0x20, 0x20)
    return box


def describe(shape: Any, text: str) -> None:
    next(shape._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")).set("descr", text)


def clean() -> Clean:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Pt(40), Pt(20), Pt(880), Pt(80)
    title.text_frame.text = "Revenue grew in every region"
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(32)
    body = text_box(slide, "Services carried most of it.", 40, 120, 400, 60)
    picture = slide.shapes.add_picture(io.BytesIO(picture_bytes()), Pt(40), Pt(200), Pt(320), Pt(180))
    describe(picture, "A blue field")
    data = CategoryChartData()
    data.categories = ["Q1", "Q2"]
    data.add_series("Revenue", (1, 2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(480), Pt(120), Pt(420), Pt(200), data)
    chart.chart.has_legend = False
    describe(chart, "Revenue doubled from Q1 to Q2")
    table = slide.shapes.add_table(2, 2, Pt(480), Pt(340), Pt(420), Pt(80))
    describe(table, "Revenue by quarter")
    for row, column, text in ((0, 0, "Quarter"), (0, 1, "Revenue"), (1, 0, "Q1"), (1, 1, "1")):
        cell = table.table.cell(row, column)
        cell.text = text
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor(255, 255, 255)
        cell.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0, 0, 0)
    slide.notes_slide.notes_text_frame.text = "Say where the growth came from."
    return Clean(deck, slide, title, body, picture, chart, table)


def saved(deck: Any) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def findings(deck: Any, slide_ids: tuple[str, ...] = ("s1",)) -> dict[str, str]:
    report = DeckInspector().inspect(saved(deck), slide_ids)
    return {finding.rule: finding.severity for finding in report.findings}


def no_title(c: Clean) -> None:
    c.title._element.getparent().remove(c.title._element)


def long_title(c: Clean) -> None:
    c.title.text_frame.text = "A title that goes on and on " * 8


def no_alt(c: Clean) -> None:
    describe(c.picture, "")


def file_name_alt(c: Clean) -> None:
    describe(c.picture, "image.jpg")


def stock_alt(c: Clean) -> None:
    describe(c.chart, "Chart 7")


def no_notes(c: Clean) -> None:
    c.slide.notes_slide.notes_text_frame.text = ""


def empty_placeholder(c: Clean) -> None:
    c.slide.shapes.title.text_frame.text = ""


def no_header(c: Clean) -> None:
    c.table.table.first_row = False


def many_words(c: Clean) -> None:
    c.body.text_frame.text = "word " * 95


def off_slide(c: Clean) -> None:
    c.body.left = Pt(800)


def too_much_text(c: Clean) -> None:
    c.body.height = Pt(20)
    c.body.text_frame.paragraphs[0].runs[0].text = "This text is far too long for its box. " * 5


def text_on_text(c: Clean) -> None:
    text_box(c.slide, "Something else entirely", 45, 122, 400, 60)


def tiny_text(c: Clean) -> None:
    c.body.text_frame.paragraphs[0].runs[0].font.size = Pt(8)


def small_text(c: Clean) -> None:
    c.body.text_frame.paragraphs[0].runs[0].font.size = Pt(11)


def pale_text(c: Clean) -> None:
    c.body.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xDD, 0xDD, 0xDD)


def dark_on_dark(c: Clean) -> None:
    c.body.fill.solid()
    c.body.fill.fore_color.rgb = RGBColor(0x30, 0x30, 0x30)


def under_picture(c: Clean) -> None:
    c.body.left, c.body.top = Pt(50), Pt(220)


def on_picture(c: Clean) -> None:
    under_picture(c)
    c.slide.shapes._spTree.append(c.body._element)


def stretched(c: Clean) -> None:
    c.picture.width = Pt(420)


PLANTED: list[tuple[Callable[[Clean], None], str, str]] = [
    (no_title, "title_missing", "error"),
    (long_title, "title_long", "warning"),
    (no_alt, "alt_missing", "error"),
    (file_name_alt, "alt_file_name", "error"),
    (stock_alt, "alt_file_name", "error"),
    (no_notes, "notes_missing", "info"),
    (empty_placeholder, "placeholder_empty", "error"),
    (no_header, "table_header_missing", "error"),
    (many_words, "words_many", "warning"),
    (off_slide, "off_slide", "error"),
    (too_much_text, "text_overflow", "error"),
    (text_on_text, "text_overlap", "error"),
    (tiny_text, "text_small", "error"),
    (small_text, "text_small", "warning"),
    (pale_text, "contrast_low", "error"),
    (dark_on_dark, "contrast_low", "error"),
    (under_picture, "text_hidden", "error"),
    (on_picture, "text_on_picture", "warning"),
    (stretched, "picture_distorted", "warning"),
]


def test_a_clean_slide_has_no_findings() -> None:
    assert findings(clean().deck) == {}


@pytest.mark.parametrize(("plant", "rule", "severity"), PLANTED, ids=[p[0].__name__ for p in PLANTED])
def test_a_planted_defect_is_found(plant: Callable[[Clean], None], rule: str, severity: str) -> None:
    made = clean()
    plant(made)
    assert findings(made.deck).get(rule) == severity


def test_a_decorative_picture_needs_no_alternative_text() -> None:
    made = clean()
    no_alt(made)
    named = next(made.picture._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"))
    named.append(
        etree.fromstring(
            f'<a:extLst xmlns:a="{A}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
        )
    )
    assert "alt_missing" not in findings(made.deck)


def test_a_scrim_over_a_picture_makes_its_text_judgeable() -> None:
    made = clean()
    scrim = made.slide.shapes.add_shape(1, Pt(40), Pt(200), Pt(320), Pt(180))
    scrim.line.fill.background()
    properties = scrim._element.spPr
    properties.append(
        etree.fromstring(
            f'<a:solidFill xmlns:a="{A}"><a:srgbClr val="000000"><a:alpha val="80000"/></a:srgbClr></a:solidFill>'
        )
    )
    box = text_box(made.slide, "White on a dark scrim", 60, 240, 260, 50, size=20)
    box.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    found = findings(made.deck)
    assert "text_on_picture" not in found
    assert "contrast_low" not in found


def test_repeated_titles_and_layouts_are_named_across_the_deck() -> None:
    made = clean()
    for number in range(3):
        slide = made.deck.slides.add_slide(made.deck.slide_layouts[5])
        slide.shapes.title.text_frame.text = "The same title" if number else "Another title"
    report = DeckInspector().inspect(saved(made.deck), ["a", "b", "c", "d"])
    rules = {(finding.rule, finding.slide_id) for finding in report.findings}
    assert ("title_repeated", "d") in rules
    assert ("layout_repeated", "c") in rules


def test_a_continuation_may_repeat_the_title_of_its_slide() -> None:
    made = clean()
    second = made.deck.slides.add_slide(made.deck.slide_layouts[5])
    second.shapes.title.text_frame.text = made.title.text_frame.text
    report = DeckInspector().inspect(saved(made.deck), ["intro", "intro"])
    assert {finding.slide_id for finding in report.findings} == {"intro"}
    assert not [f for f in report.findings if f.rule == "title_repeated"]


def test_findings_name_no_slide_when_the_pages_cannot_be_matched() -> None:
    made = clean()
    no_notes(made)
    report = DeckInspector().inspect(saved(made.deck), ["a", "b"])
    assert [finding.slide_id for finding in report.findings] == [None]


def test_errors_come_first_and_the_metrics_count_them() -> None:
    made = clean()
    no_notes(made)
    no_alt(made)
    report = DeckInspector().inspect(saved(made.deck), ["s1"])
    assert [finding.severity for finding in report.findings] == ["error", "info"]
    assert report.errors == report.metrics["errors"] == 1
    assert report.metrics["charts"] == report.metrics["tables"] == report.metrics["pictures"] == 1
    assert report.metrics["notes_ratio"] == 0
    assert 0 < report.metrics["coverage_mean"] < 1
    assert report.metrics["contrast_min"] > 4.5


def test_contrast_is_that_of_wcag() -> None:
    black, white = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    assert quality.painted.contrast(black, white) == pytest.approx(21)
    assert quality.painted.contrast((0.4667,) * 3, white) == pytest.approx(4.48, abs=0.02)


def test_a_gradient_is_judged_where_the_text_stands() -> None:
    paint = {
        "kind": "gradient",
        "gradientType": "linear",
        "angleDeg": 0,
        "stops": [{"position": 0, "color": "#000000"}, {"position": 1, "color": "#FFFFFF"}],
    }
    box = quality.painted.Rect(0, 0, 100, 50)
    left, _ = quality.painted.paint_at(paint, box, 0, 25)
    right, _ = quality.painted.paint_at(paint, box, 100, 25)
    assert left == pytest.approx((0, 0, 0))
    assert right == pytest.approx((1, 1, 1))
    middle, alpha = quality.painted.paint_at({**paint, "gradientType": "radial"}, box, 50, 25)
    assert middle == pytest.approx((0, 0, 0))
    assert alpha == 1


def test_text_beside_a_round_shape_is_not_judged_against_it() -> None:
    made = clean()
    # The corner of the ellipse's frame: inside its box, outside its outline.
    ellipse = made.slide.shapes.add_shape(9, Pt(20), Pt(100), Pt(900), Pt(400))
    ellipse.fill.solid()
    ellipse.fill.fore_color.rgb = RGBColor(0x20, 0x20, 0x20)
    made.slide.shapes._spTree.remove(ellipse._element)
    made.slide.shapes._spTree.insert(2, ellipse._element)
    made.body.left, made.body.top, made.body.width = Pt(22), Pt(102), Pt(110)
    made.body.text_frame.paragraphs[0].runs[0].text = "corner"
    report = DeckInspector().inspect(saved(made.deck), ["s1"])
    assert not [f for f in report.findings if f.rule == "contrast_low" and "corner" in f.detail]


def test_the_space_at_the_end_of_a_line_is_no_overflow() -> None:
    c = clean()
    # Each line is as wide as the box, so that the space behind it lies outside.
    text_box(c.slide, "million, against a plan million, against a plan", 40, 400, 182.0, 60, size=16)
    assert "text_overflow" not in findings(c.deck)


def test_the_credit_of_a_picture_may_be_small_and_nothing_else() -> None:
    c = clean()
    box = text_box(c.slide, "Photo: A. Berg", 40, 400, 200, 20, size=10)
    assert findings(c.deck)["text_small"] == "warning"
    box.name = "Picture credit 9"
    assert "text_small" not in findings(c.deck)


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
