"""Previews and PDF pages from the bytes of a .pptx."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from shutil import which
from typing import Any

import pikepdf
import pytest
from deckwire_render.adapters.engine import opened
from deckwire_render.adapters.linebreaks import SEPARATOR
from deckwire_render.adapters.memory import give_back
from deckwire_render.adapters.painter import EnginePainter, smaller_jpeg
from deckwire_render.adapters.pdf import VectorPrinter, geometry, shadings
from deckwire_render.core.pptx import DeckSlide, build
from deckwire_render.core.text import measure
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageChops, ImageStat
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Pt

from tests.unit.render_quality.planted import slide

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
poppler = pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext of poppler-utils is not installed")


class Deck:
    def __init__(self) -> None:
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Emu(12192000), Emu(6858000)
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])

    def text(self, text: str, y: float = 50, font: str = "Arial", *, rtl: bool = False, size: float = 24) -> Any:
        box = self.slide.shapes.add_textbox(Pt(50), Pt(y), Pt(700), Pt(50))
        box.text_frame.word_wrap = True
        box.text_frame.text = text
        run = box.text_frame.paragraphs[0].runs[0]
        run.font.name, run.font.size = font, Pt(size)
        if rtl:
            box.text_frame.paragraphs[0]._p.get_or_add_pPr().set("rtl", "1")
        return box

    def filled(self, fill: str, x: float, geometry_id: int = 1, extra: str = "", rotation: float = 0) -> Any:
        shape = self.slide.shapes.add_shape(geometry_id, Pt(x), Pt(150), Pt(150), Pt(100))
        for element in etree.fromstring(f'<r xmlns:a="{A}">{fill}{extra}</r>'):
            shape._element.spPr.append(element)
        shape.rotation = rotation
        return shape

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.deck.save(buffer)
        return buffer.getvalue()


def noise(kind: str, size: tuple[int, int] = (800, 450)) -> bytes:
    buffer = io.BytesIO()
    bands = [Image.effect_noise(size, 80) for _ in range(3)]
    Image.merge("RGB", bands).save(buffer, kind)
    return buffer.getvalue()


def runs(data: bytes) -> list[dict[str, Any]]:
    """Return every run of the first slide as the engine sets it."""

    def walk(primitives: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for primitive in primitives:
            for line in primitive.get("lines", ()):
                yield from line["runs"]
            yield from walk(primitive.get("primitives", []))

    with opened(data) as held:
        return list(walk(held.display_list(0)["primitives"]))


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def pages_of(pdf: bytes, width: int = 1280) -> Image.Image:
    command = ["pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", "-"]
    shown = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(shown)).convert("RGB")


def test_a_preview_is_a_png_of_the_asked_width() -> None:
    deck = Deck()
    deck.text("Hello")
    painted = EnginePainter(width=640).paint(deck.bytes())[0]
    assert (painted.media_type, painted.width, painted.height) == ("image/png", 640, 360)
    with Image.open(io.BytesIO(painted.data)) as image:
        assert image.size == (640, 360)


def test_every_slide_can_be_painted() -> None:
    deck = Deck()
    deck.deck.slides.add_slide(deck.deck.slide_layouts[6])
    assert len(EnginePainter(width=320).paint(deck.bytes(), (1, 0))) == 2


def test_a_slide_with_a_photograph_becomes_a_small_jpeg() -> None:
    deck = Deck()
    deck.slide.shapes.add_picture(io.BytesIO(noise("JPEG")), Pt(100), Pt(100), Pt(300), Pt(169))
    painted = EnginePainter().paint(deck.bytes())[0]
    assert painted.media_type == "image/jpeg"
    assert len(painted.data) <= 150_000


def test_a_picture_that_no_quality_makes_small_is_the_smallest_tried() -> None:
    png = noise("PNG", (300, 300))
    assert len(smaller_jpeg(png, 10)) < len(smaller_jpeg(png, 10**9))


@pytest.mark.parametrize(
    ("text", "font", "rtl"),
    [
        ("Ünïcödé – Кириллица Ελληνικά → • ✓ € “quotes”", "Arial", False),
        ("Кириллица Ελληνικά", "Georgia", False),
        ("日本語テキスト mixed with 中文 and 한국어", "Arial", False),
        ("مرحبا بالعالم (2024) abc", "Arial", True),
        ("नमस्ते दुनिया", "Calibri", False),
        ("plain text in a font nobody has", "No Such Font", False),
        ("smile 😀 👩\u200d🚀 👍🏽 🇩🇪 ❤\ufe0f ✔ ☀ smile", "Arial", False),
        ("Tiếng Việt đẹp ẵộữ", "Georgia", False),
        ("Tiếng Việt đẹp ẵộữ", "Calibri", False),
        ("繁體中文與简体中文「引號」", "Georgia", False),
        ("한국어 문장입니다", "Calibri", False),
        ("שלום (Deckwire) בכל, 12% – “ציטוט”", "Calibri", True),
        ("การรักษาลูกค้าเพิ่มขึ้น", "Arial", False),
        ("বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ગુજરાતી ਪੰਜਾਬੀ ଓଡ଼ିଆ සිංහල", "Arial", False),
        ("ქართული հայերեն አማርኛ ភាសាខ្មែរ ລາວ မြန်မာ", "Arial", False),
        ("(2024) المناطق (كل) پاکستان ٹیسٹ 😀", "Georgia", True),
    ],
)
def test_no_text_is_set_as_boxes(text: str, font: str, rtl: bool) -> None:
    deck = Deck()
    deck.text(text, font=font, rtl=rtl)
    found = runs(deck.bytes())
    assert found
    assert not [glyph for run in found for glyph in run["glyphs"] if glyph["glyphId"] == 0]
    shown = "".join(run["text"] for run in found)
    assert set(text) - set(shown) == set()


def test_labels_of_charts_and_cells_of_tables_are_set_in_a_font_that_has_them() -> None:
    deck = Deck()
    data = CategoryChartData()
    data.categories = ["東", "b"]
    data.add_series("系列", (1, 2))
    deck.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(300), Pt(50), Pt(400), Pt(300), data)
    deck.slide.shapes.add_table(1, 1, Pt(50), Pt(330), Pt(200), Pt(40)).table.cell(0, 0).text = "表 cell"
    found = runs(deck.bytes())
    assert {"東", "表"} <= set("".join(run["text"] for run in found))
    assert not [glyph for run in found for glyph in run["glyphs"] if glyph["glyphId"] == 0]


def test_numbers_in_labels_from_right_to_left_are_read_forwards() -> None:
    deck = Deck()
    data = CategoryChartData()
    data.categories = ["ינואר 2025", "b"]
    data.add_series("s", (1, 2))
    deck.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(300), Pt(50), Pt(400), Pt(300), data)
    [label] = [run for run in runs(deck.bytes()) if "ינואר" in run["text"]]
    shown = sorted(label["glyphs"], key=lambda glyph: glyph["x"])
    text = label["text"]
    assert "".join(text[glyph["cluster"] - label["start"]] for glyph in shown) == "2025 ראוני"


@pytest.mark.parametrize(
    "text",
    [
        "\u0639\u0627\u0645 \u0662\u0660\u0661\u0666 \u0646\u0645\u0648",
        "\u0662\u0660\u0661\u0666",
        "\u0633\u0627\u0644 \u06f2\u06f0\u06f1\u06f6",
    ],
)
def test_digits_of_arabic_and_persian_are_read_forwards(text: str) -> None:
    deck = Deck()
    deck.text(text, rtl=True)
    found = places(deck.bytes())
    digits = [char for char in text if char.isdigit()]
    assert sorted(digits, key=lambda digit: found[digit]) == digits


def test_an_escaped_underscore_is_shown_as_one() -> None:
    deck = Deck()
    deck.text("a _x005F_x0041_")
    assert "".join(run["text"] for run in runs(deck.bytes())) == "a _x0041_"


def test_a_table_from_right_to_left_begins_at_the_right() -> None:
    deck = Deck()
    table = deck.slide.shapes.add_table(1, 2, Pt(50), Pt(330), Pt(200), Pt(40)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    before = {run["text"]: run["x"] for run in runs(deck.bytes())}
    table._tbl.tblPr.set("rtl", "1")
    after = {run["text"]: run["x"] for run in runs(deck.bytes())}
    assert before["a"] < before["b"]
    assert after["b"] < after["a"]


def test_labels_of_lying_bars_stand_beside_the_middle_of_their_bars() -> None:
    numbers = {"kind": "bar", "categories": ["Storage", "Local disk", "Archive"], "unit": "€"}
    what = slide("chart", "Prices", chart={**numbers, "series": [{"name": "Price", "values": [5.9, 2.1, 1.2]}]})
    with opened(build([DeckSlide(what, "s1")], title="Prices").data) as held:
        [chart] = [p for p in held.display_list(0)["primitives"] if p["kind"] == "chart"]
    bars = [p for p in chart["primitives"] if p["kind"] == "shape" and min(p["w"], p["h"]) > 60]
    texts = [(p["paragraphs"][0]["runs"][0]["text"], p) for p in chart["primitives"] if p["kind"] == "textBox"]
    labels = [p for text, p in texts if text[0].isdigit()]
    assert sorted(text for text, _ in texts) == ["1.2", "2.1", "5.9", "Archive", "Local disk", "Storage"]
    assert len(bars) == len(labels) == 3
    for bar, label in zip(bars, labels, strict=True):
        assert abs(bar["y"] + bar["h"] / 2 - label["y"] - label["h"] / 2) < 8


def test_characters_of_several_scripts_can_stand_in_one_label() -> None:
    deck = Deck()
    data = CategoryChartData()
    data.categories = ["ไทย 漢字 😀 A1%", "ग्राहक"]
    data.add_series("s", (1, 2))
    deck.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(300), Pt(50), Pt(400), Pt(300), data)
    found = runs(deck.bytes())
    assert not [glyph for run in found for glyph in run["glyphs"] if glyph["glyphId"] == 0]
    assert "A1%" in "".join(run["text"] for run in found)


def test_ideographs_take_the_form_of_their_region() -> None:
    shapes = {}
    for language in ("ja-JP", "ko-KR", "zh-CN", "zh-TW"):
        deck = Deck()
        deck.text("骨").text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set("lang", language)
        with opened(deck.bytes()) as held:
            shapes[language] = {registered.family for registered in held.faces.values()}
    assert "Noto Sans CJK JP" in shapes["ja-JP"]
    assert "Noto Sans CJK KR" in shapes["ko-KR"]
    assert "Noto Sans CJK SC" in shapes["zh-CN"]
    assert "Noto Sans CJK TC" in shapes["zh-TW"]


def test_what_no_font_has_is_counted() -> None:
    deck = Deck()
    deck.text("cuneiform \U00012000")
    data = CategoryChartData()
    data.categories = ["\U00012000", "b"]
    data.add_series("s", (1, 2))
    deck.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(300), Pt(50), Pt(400), Pt(300), data)
    with opened(deck.bytes()) as held:
        assert held.missing == 2


def lines_of(data: bytes) -> list[str]:
    """Return the lines of the first text of the first slide, as they are read."""
    with opened(data) as held:
        box = next(p for p in held.display_list(0)["primitives"] if p["kind"] == "textBox")
        lines = ["".join(r["text"] for r in sorted(line["runs"], key=lambda r: r["start"])) for line in box["lines"]]
        return [line.replace(SEPARATOR, "") for line in lines]


def places(data: bytes) -> dict[str, float]:
    """Return where on its line each character stands that occurs once."""
    found: dict[str, float] = {}
    for run in runs(data):
        units = run["text"].encode("utf-16-le")
        for glyph in run["glyphs"]:
            at = 2 * (glyph["cluster"] - run["start"])
            found[units[at : at + 2].decode("utf-16-le", "replace")] = glyph["x"]
    return found


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [
        ("אב cd הו", "והcdבא"),
        ("(12) אב", "בא)12("),
        ("אב (cd) הו", "וה)cd(בא"),
        ("אב: cd.", ".cd:בא"),
        ("دز: 12.", ".12:زد"),
    ],
)
def test_mixed_directions_are_set_in_their_order(text: str, from_the_left: str) -> None:
    deck = Deck()
    deck.text(text, rtl=True)
    found = places(deck.bytes())
    assert "".join(sorted(set(text) - {" "}, key=lambda char: found[char])) == from_the_left


def test_a_space_stands_between_words_of_two_directions() -> None:
    deck = Deck()
    deck.text("مع abc في", rtl=True)
    found = places(deck.bytes())
    assert found["a"] - found["ف"] > 20


def test_a_bracket_alone_is_turned_round_between_numbers_from_right_to_left() -> None:
    deck = Deck()
    deck.text("(12) אב", rtl=True)
    with opened(deck.bytes()) as held:
        box = next(p for p in held.display_list(0)["primitives"] if p["kind"] == "textBox")
        [bracket] = [run for run in box["lines"][0]["runs"] if run["text"] == "("]
        turned = held.faces[bracket["fontId"]]
        assert outline(turned.data, "(") == outline(turned.face.subset(frozenset(map(ord, "()"))), ")")


def outline(font: bytes, char: str) -> list[tuple[int, int]]:
    with TTFont(io.BytesIO(font)) as opened_font:
        glyph = opened_font["glyf"][opened_font.getBestCmap()[ord(char)]]
        return list(glyph.getCoordinates(opened_font["glyf"])[0])


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("한국어 문장입니다 고객유지율은", 150, ["한국어 ", "문장입니다 ", "고객유지율은"]),
        ("การรักษาลูกค้าเพิ่มขึ้นอย่าง", 200, ["การรักษาลูกค้า", "เพิ่มขึ้นอย่าง"]),
    ],
)
def test_words_of_korean_and_thai_are_not_broken(text: str, width: float, expected: list[str]) -> None:
    deck = Deck()
    deck.text(text).width = Pt(width)
    assert lines_of(deck.bytes()) == expected


@pytest.mark.parametrize("width", range(120, 260, 7))
def test_a_space_from_right_to_left_never_vanishes_between_two_words(width: int) -> None:
    deck = Deck()
    deck.text("ינואר 2025 שימור הלקוחות עלה", rtl=True).width = Pt(width)
    with opened(deck.bytes()) as held:
        box = next(p for p in held.display_list(0)["primitives"] if p["kind"] == "textBox")
        for line in box["lines"]:
            end = max(run["start"] + len(run["text"]) for run in line["runs"])
            hair = [run for run in line["runs"] if run["fontSizePx"] < 10]
            assert all(run["start"] + len(run["text"]) == end for run in hair)


def test_two_words_from_right_to_left_do_not_run_into_one_where_only_their_space_lacks_room() -> None:
    deck = Deck()
    box = deck.text("הלקוחות שימור", rtl=True)
    box.text_frame.margin_left = box.text_frame.margin_right = 0
    box.width = Pt(measure.width("הלקוחותשימור", "Arial", False, 24.0) + 3.0)
    assert [line.strip() for line in lines_of(deck.bytes())] == ["הלקוחות", "שימור"]


def test_the_space_at_the_end_of_a_line_from_right_to_left_takes_no_room() -> None:
    deck = Deck()
    box = deck.text("العملاء في المنطقة الشمالية", rtl=True)
    box.width, box.text_frame.margin_left, box.text_frame.margin_right = Pt(200), 0, 0
    with opened(deck.bytes()) as held:
        shown = next(p for p in held.display_list(0)["primitives"] if p["kind"] == "textBox")
        first = shown["lines"][0]
        assert len(shown["lines"]) == 2
        assert first["x"] + first["width"] <= shown["x"] + shown["w"] + 0.5


def test_the_engine_lets_go_of_a_deck_when_the_block_fails() -> None:
    deck = Deck().bytes()
    with pytest.raises(RuntimeError, match="boom"), opened(deck) as held:
        raise RuntimeError("boom")
    assert held.presentation is None


def test_a_pdf_has_title_language_pages_and_bookmarks() -> None:
    deck = Deck()
    second = deck.deck.slides.add_slide(deck.deck.slide_layouts[5])
    second.shapes.title.text_frame.text = "A titled\nslide"
    pdf = VectorPrinter().pdf(deck.bytes(), title="Bericht “Q3”", language="de")
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        assert len(opened_pdf.pages) == 2
        assert [float(v) for v in opened_pdf.pages[0].MediaBox] == [0, 0, 960, 540]
        assert str(opened_pdf.docinfo["/Title"]) == "Bericht “Q3”"
        assert str(opened_pdf.Root.Lang) == "de"
        with opened_pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["A titled slide"]


def test_the_same_deck_gives_the_same_pdf() -> None:
    deck = Deck()
    deck.text("Hello")
    data = deck.bytes()
    assert VectorPrinter().pdf(data, title="t", language="en") == VectorPrinter().pdf(data, title="t", language="en")


@poppler
def test_text_of_a_pdf_is_found_and_copied() -> None:
    deck = Deck()
    deck.text("Efficient offices – Кириллица", 50)
    deck.text("日本語テキスト", 100)
    deck.text("Georgia too", 150, "Georgia")
    found = text_of(VectorPrinter().pdf(deck.bytes(), title="t", language="en"))
    for text in ("Efficient offices – Кириллица", "日本語テキスト", "Georgia too"):
        assert text in found


@poppler
@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("सभी क्षेत्रों में ग्राहक प्रतिधारण", False),
        ("การรักษาลูกค้าเพิ่มขึ้นนำ", False),
        ("한국어 문장 體驗", False),
        ("שימור הלקוחות עלה", True),
        ("نحن في كل المناطق", True),
        ("Tiếng Việt đẹp ẵộữ", False),
    ],
)
def test_text_of_every_script_is_found_in_a_pdf(text: str, rtl: bool) -> None:
    deck = Deck()
    deck.text(text, rtl=rtl)
    found = text_of(VectorPrinter().pdf(deck.bytes(), title="t", language="en"))
    assert text in "".join(char for char in found if char not in "\u202a\u202b\u202c\u200e\u200f")


@poppler
def test_pages_of_a_pdf_look_like_the_previews() -> None:
    deck = Deck()
    deck.text("Some text, large enough to be seen", size=40)
    deck.text("日本語と Latin", 100, size=30)
    deck.filled('<a:solidFill><a:srgbClr val="C00000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>', 50)
    deck.filled('<a:solidFill><a:srgbClr val="008000"/></a:solidFill>', 250, 9, rotation=20)
    deck.slide.shapes.add_picture(io.BytesIO(noise("JPEG")), Pt(500), Pt(300), Pt(200), Pt(150)).crop_left = 0.2
    data = deck.bytes()
    page = pages_of(VectorPrinter().pdf(data, title="t", language="en"))
    with Image.open(io.BytesIO(EnginePainter(limit=10**7).paint(data)[0].data)) as opened_image:
        preview = opened_image.convert("RGB").resize(page.size)
    small = [image.resize((320, 180), Image.Resampling.BOX) for image in (page, preview)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean
    assert max(difference) < 4, difference


@poppler
def test_gradients_scrims_shadows_dashes_and_transparent_pictures_are_drawn() -> None:
    deck = Deck()
    stops = (
        '<a:gs pos="{a}"><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:gs>'
        '<a:gs pos="{b}"><a:srgbClr val="000000"><a:alpha val="90000"/></a:srgbClr></a:gs>'
    )
    scrim = f'<a:gradFill><a:gsLst>{stops.format(a=10000, b=90000)}</a:gsLst><a:lin ang="5400000"/></a:gradFill>'
    deck.filled(scrim, 50)
    solid = '<a:gs pos="0"><a:srgbClr val="FF0000"/></a:gs><a:gs pos="100000"><a:srgbClr val="0000FF"/></a:gs>'
    deck.filled(f'<a:gradFill><a:gsLst>{solid}</a:gsLst><a:path path="circle"/></a:gradFill>', 220)
    shadow = (
        '<a:effectLst><a:outerShdw blurRad="50800" dist="38100" dir="5400000">'
        '<a:srgbClr val="000000"><a:alpha val="40000"/></a:srgbClr></a:outerShdw></a:effectLst>'
    )
    deck.filled('<a:solidFill><a:srgbClr val="00FF00"/></a:solidFill>', 400, 5, shadow)
    hard = shadow.replace('blurRad="50800" ', "")
    deck.filled('<a:solidFill><a:srgbClr val="00FF00"/></a:solidFill>', 600, 1, hard)
    deck.slide.shapes.add_connector(1, Pt(50), Pt(300), Pt(300), Pt(320)).line.dash_style = 4
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 100)).save(buffer, "PNG")
    deck.slide.shapes.add_picture(buffer, Pt(700), Pt(300), Pt(100), Pt(100))
    run = deck.text("underlined", 400).text_frame.paragraphs[0].runs[0]
    run.font.underline = True
    page = pages_of(VectorPrinter().pdf(deck.bytes(), title="t", language="en"))
    scale = page.width / 960
    at: dict[str, Any] = {
        name: page.getpixel((int(x * scale), int(y * scale)))
        for name, x, y in (("top", 125, 155), ("bottom", 125, 245), ("middle", 295, 200), ("half", 750, 350))
    }
    assert min(at["top"]) > 220
    assert max(at["bottom"]) < 80
    assert at["middle"][0] > at["middle"][2]
    assert at["half"] == pytest.approx((255, 155, 155), abs=4)


@poppler
def test_a_page_that_cannot_be_drawn_is_painted_with_its_text_under_it() -> None:
    deck = Deck()
    deck.text("Still to be found")
    arrow = deck.slide.shapes.add_connector(1, Pt(50), Pt(300), Pt(300), Pt(320))
    arrow.line._get_or_add_ln().append(etree.fromstring(f'<a:tailEnd xmlns:a="{A}" type="triangle"/>'))
    pdf = VectorPrinter().pdf(deck.bytes(), title="t", language="en")
    assert "Still to be found" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        assert len(opened_pdf.pages[0].get_images()) == 1


def test_numbers_are_written_without_exponents_and_needless_digits() -> None:
    assert [geometry.number(v) for v in (0.0, -0.0, 1.5, 1e-9, 100.0, -2.25)] == ["0", "0", "1.5", "0", "100", "-2.25"]


def test_curves_of_degree_two_become_curves_of_degree_three() -> None:
    commands: list[dict[str, Any]] = [
        {"type": "move", "x": 0, "y": 0},
        {"type": "quad", "cpx": 0.5, "cpy": 1, "x": 1, "y": 0},
        {"type": "cubic", "cp1x": 0, "cp1y": 0, "cp2x": 0, "cp2y": 1, "x": 1, "y": 1},
        {"type": "close"},
    ]
    assert geometry.path(commands, (0, 0, 90, 90)).splitlines() == [
        "0 0 m",
        "30 60 60 60 90 0 c",
        "0 0 0 90 90 90 c",
        "h",
    ]


def test_a_gradient_of_one_stop_is_that_colour() -> None:
    with pikepdf.new() as pdf:
        paint = {"kind": "gradient", "gradientType": "linear", "stops": [{"position": 0.5, "color": "#FF0000"}]}
        made = shadings.shading(pdf, paint, (0, 0, 10, 10))
        assert len(made.Function.Functions) == 2


def test_memory_is_given_back_where_the_allocator_can() -> None:
    assert give_back() in (True, False)
