"""The written .pptx: valid, complete, accessible, the same for the same input."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from deckwire_contracts import Credit, Slide
from deckwire_contracts.slides import Chart
from deckwire_render.core import themes
from deckwire_render.core.layout import Box, ChartFrame
from deckwire_render.core.markup import attribute, clean
from deckwire_render.core.pptx import DeckSlide, build, build_deck, build_preview
from deckwire_render.core.pptx.charts import ChartXml
from deckwire_render.core.pptx.language import right_to_left, tag
from deckwire_render.core.pptx.media import media
from deckwire_render.core.pptx.workbook import workbook, x_values
from deckwire_render.core.template import template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from tests.unit.render_pptx.slide_material import BRIEF, deck_slides, hostile, ordinary, picture, slide

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def audited(data: bytes, where: Path) -> list[str]:
    path = where / "deck.pptx"
    path.write_bytes(data)
    return [str(error) for error in validate_pptx(path).errors]


def parts(data: bytes, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n).decode() for n in package.namelist() if re.fullmatch(pattern, n)}


def alone(what: Slide, **more: Any) -> bytes:
    return build_deck([DeckSlide(what, "s1")], title="Retention", **more)


@pytest.fixture(scope="module")
def everything() -> bytes:
    return build_deck(deck_slides(ordinary()), title="Customer retention", language="English", author="A. Berg")


def test_a_deck_of_all_types_has_no_schema_findings(everything: bytes, tmp_path: Path) -> None:
    assert audited(everything, tmp_path) == []


@pytest.mark.parametrize("theme", ["forest", "midnight"])
def test_light_and_dark_themes_give_valid_templates(theme: str, tmp_path: Path) -> None:
    assert audited(alone(slide("title"), theme=theme), tmp_path) == []


def test_right_to_left_decks_are_valid_and_marked(tmp_path: Path) -> None:
    data = build_deck(deck_slides(ordinary()), title="احتفاظ", language="Arabic", theme="midnight")
    assert audited(data, tmp_path) == []
    slides = parts(data, r"ppt/slides/slide\d+\.xml")
    assert all('rtl="1"' in text for text in slides.values())
    assert any('<a:tblPr rtl="1"' in text for text in slides.values())
    assert all('lang="ar-SA"' in text for text in slides.values())


def test_every_slide_has_a_title_and_no_empty_placeholder(everything: bytes) -> None:
    deck = Presentation(io.BytesIO(everything))
    assert len(deck.slides) == len(ordinary())
    for page in deck.slides:
        assert page.shapes.title is not None
        assert page.shapes.title.text.strip()
        for shape in page.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_placeholders_of_slides_are_those_of_their_layouts(everything: bytes) -> None:
    for page in Presentation(io.BytesIO(everything)).slides:
        known = {(p.placeholder_format.idx, p.placeholder_format.type) for p in page.slide_layout.placeholders}
        used = {(p.placeholder_format.idx, p.placeholder_format.type) for p in page.placeholders}
        assert used <= known, page.slide_layout.name


def test_pictures_charts_and_tables_have_alternative_text_and_the_rest_is_decorative(everything: bytes) -> None:
    for text in parts(everything, r"ppt/slides/slide\d+\.xml").values():
        for element in etree.fromstring(text.encode()).iter(f"{P}pic", f"{P}graphicFrame", f"{P}sp", f"{P}cxnSp"):
            described = element[0][0]
            assert described.tag == f"{P}cNvPr"
            words = element.find(f"{P}txBody") is not None
            decorative = "decorative" in etree.tostring(described).decode()
            assert words or decorative or described.get("descr"), described.get("name")
            assert not (described.get("descr") or "").endswith((".jpg", ".png"))


def test_shape_ids_are_unique_on_a_slide(everything: bytes) -> None:
    for text in parts(everything, r"ppt/slides/slide\d+\.xml").values():
        ids = re.findall(r'<p:cNvPr id="(\d+)"', text)
        assert len(ids) == len(set(ids))


def test_no_text_is_left_to_shrink_by_itself(everything: bytes) -> None:
    for text in parts(everything, r"ppt/(slides/slide|slideLayouts/slideLayout)\d+\.xml").values():
        assert "normAutofit" not in text
        assert "spAutoFit" not in text


def test_the_template_holds_named_layouts_and_nothing_of_the_library_default(everything: bytes) -> None:
    deck = Presentation(io.BytesIO(everything))
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    names = [layout.name for layout in deck.slide_layouts]
    assert {"Title", "Section", "Agenda", "Chart", "Table", "Quote", "Closing"} <= set(names)
    assert len(names) == len(set(names))


def test_notes_hold_the_speakers_words_sources_and_credit() -> None:
    what = slide("full_image", notes="Say this.\nThen that.", sources=[{"name": "report.pdf", "page": 3}], image=BRIEF)
    shown = DeckSlide(what, "s1", picture(), "image/jpeg", "Alt", Credit(text="Photo: B. Ray"))
    [page] = Presentation(io.BytesIO(build_deck([shown], title="x"))).slides
    assert page.notes_slide.notes_text_frame.text == "Say this.\nThen that.\n\nreport.pdf, 3\n\nPhoto: B. Ray"
    [page] = Presentation(io.BytesIO(build_deck([shown], title="x", notes=False))).slides
    assert not page.has_notes_slide


def test_sections_begin_at_section_slides(everything: bytes) -> None:
    text = parts(everything, r"ppt/presentation\.xml")["ppt/presentation.xml"]
    assert re.findall(r'<p14:section name="([^"]+)"', text) == ["Customer retention", "Where we stand", "What it cost"]
    members = re.findall(r'<p14:sldId id="(\d+)"', text)
    assert members == re.findall(r'<p:sldId id="(\d+)"', text)


def test_sections_of_the_same_name_are_told_apart() -> None:
    slides = [DeckSlide(slide("section", "Same"), f"s{n}") for n in range(3)]
    text = parts(build_deck(slides, title="x"), r"ppt/presentation\.xml")["ppt/presentation.xml"]
    assert re.findall(r'<p14:section name="([^"]+)"', text) == ["Same", "Same (2)", "Same (3)"]


def test_agenda_rows_jump_to_their_sections() -> None:
    slides = [slide("agenda", items=["One", "Two"]), slide("section", "One"), slide("section", "Two")]
    data = build_deck(deck_slides(slides), title="x")
    first = Presentation(io.BytesIO(data)).slides[0]
    targets = [s.click_action.target_slide for s in first.placeholders if s.click_action.target_slide is not None]
    assert [t.shapes.title.text for t in targets] == ["One", "Two"]


def test_the_same_input_gives_the_same_bytes(everything: bytes) -> None:
    again = build_deck(deck_slides(ordinary()), title="Customer retention", language="English", author="A. Berg")
    assert again == everything


def test_core_properties_say_what_the_deck_is() -> None:
    made = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    data = alone(slide("title"), language="German", author="A. Berg", created=made)
    core = Presentation(io.BytesIO(data)).core_properties
    assert (core.title, core.language, core.author) == ("Retention", "de-DE", "A. Berg")
    assert core.created.replace(tzinfo=UTC) == made
    long = Presentation(io.BytesIO(build_deck([DeckSlide(slide("title"), "s")], title="x" * 900)))
    assert len(long.core_properties.title) == 250


def test_every_slide_of_the_file_names_the_slide_it_came_from() -> None:
    rows = [[str(n), "x"] for n in range(30)]
    slides = [slide("title"), slide("table", table={"headers": ["A", "B"], "rows": rows})]
    built = build(deck_slides(slides), title="x")
    assert built.slide_ids == ("s0", "s1", "s1", "s1")
    assert [layout.part for layout in built.layouts] == [1, 1, 2, 3]


def test_a_picture_that_cannot_be_read_is_left_out_and_named() -> None:
    built = build([DeckSlide(slide("image_text", image=BRIEF, items=["One"]), "s1", b"not a picture")], title="x")
    assert built.unreadable == ("s1",)
    assert not parts(built.data, r"ppt/media/.*")


def test_the_same_picture_is_stored_once_and_uncompressed(everything: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(everything)) as package:
        pictures = [i for i in package.infolist() if i.filename.startswith("ppt/media/")]
        assert len(pictures) == 1
        assert pictures[0].compress_type == zipfile.ZIP_STORED
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_preview_is_one_slide_with_its_number_and_room_for_its_picture() -> None:
    what = DeckSlide(slide("image_text", image=BRIEF, items=["One"]), "s1")
    data = build_preview(what, title="Deck", number=4, total=9, section=1, sections=("One", "Two"))
    [page] = Presentation(io.BytesIO(data)).slides
    assert "4" in [s.text for s in page.placeholders if s.has_text_frame]
    assert page.slide_layout.name == "Text and Picture"
    section = build_preview(
        DeckSlide(slide("section"), "s2"), title="Deck", number=4, section=2, sections=("One", "Two")
    )
    assert "2" in [s.text for s in Presentation(io.BytesIO(section)).slides[0].placeholders]


def test_strings_are_cleaned_everywhere() -> None:
    bad = "a\x07b<&>\"'\ud83d_x0041_"
    assert clean("_x0041_ & <b>") == "_x005F_x0041_ &amp; &lt;b&gt;"
    assert attribute('a\n"b"', 4) == "a &quot;b"
    what = slide("chart", chart={"categories": ["A"], "series": [{"name": "S", "values": [1]}]}, notes="n")
    data = build_deck([DeckSlide(what, "s1", alt=bad)], title=bad, author=bad)
    for text in parts(data, r".*\.xml").values():
        etree.fromstring(text.encode())
        assert "\x07" not in text


def chart_xml(theme: str = "indigo", **fields: Any) -> str:
    chart = Chart.model_validate(fields)
    frame = ChartFrame(Box(0, 0, 600, 300), chart, "alt")
    return ChartXml(frame, themes.get(theme), "en-US").text()


KINDS = ("bar", "column", "line", "area", "pie", "doughnut", "scatter", "stacked_column", "stacked_bar")


@pytest.mark.parametrize(
    ("categories", "values"),
    [(["A"], [None]), (["A", "B"], [1e308, -1e308]), (["A", "B"], [0, 0]), ([str(n) for n in range(200)], [1.5] * 200)],
    ids=["all gaps", "extremes", "zeros", "200 categories"],
)
def test_any_numbers_make_valid_charts(categories: list[str], values: list[float | None], tmp_path: Path) -> None:
    slides = []
    for kind in KINDS:
        series = [{"name": f"S{n}", "values": values} for n in range(12 if kind == "line" else 2)]
        slides.append(slide("chart", chart={"kind": kind, "categories": categories, "series": series}))
    assert audited(build_deck(deck_slides(slides), title="x"), tmp_path) == []


def test_axis_ids_are_positive() -> None:
    text = chart_xml(kind="line", categories=["A", "B"], series=[{"name": "S", "values": [1, 2]}])
    ids = re.findall(r'<c:(?:axId|crossAx) val="(-?\d+)"', text)
    assert ids
    assert all(int(i) > 0 for i in ids)


def test_charts_name_the_slots_of_the_theme_itself() -> None:
    fields: dict[str, Any] = {"categories": ["A"], "series": [{"name": "S", "values": [1]}]}
    for theme in ("indigo", "midnight"):
        assert not re.search(r'val="(bg|tx)[12]"', chart_xml(theme, **fields))


def test_the_workbook_holds_the_numbers_and_no_formula() -> None:
    chart = Chart.model_validate({"categories": ["=1+1", "B"], "series": [{"name": "=S", "values": [1.5, None]}]})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(chart)))["Sheet1"]
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [[None, "=S"], ["=1+1", 1.5], ["B", None]]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}


def test_scatter_takes_its_x_from_categories_that_are_numbers() -> None:
    def xs(categories: list[str]) -> list[float]:
        return x_values(
            Chart.model_validate(
                {"kind": "scatter", "categories": categories, "series": [{"name": "S", "values": [1, 2]}]}
            )
        )

    assert xs(["1,5", "2"]) == [1.5, 2.0]
    assert xs(["a", "2"]) == xs(["inf", "2"]) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("en", "en-US"), ("German", "de-DE"), ("pt-br", "pt-BR"), ("zh-hans-CN", "zh-CN"), ("zh-Hant", "zh-TW"),
     ("Deutsch (Schweiz)", "de-CH"), ("Chinese (Traditional)", "zh-TW"), ("繁體中文", "zh-TW"), ("العربية", "ar-SA"),
     ("Portuguese (Brazil)", "pt-BR"), ("British English", "en-GB"), ("sr-Latn", "sr-Latn-RS"), ("sw", "sw-TZ"),
     ("es-419", "es-419"), ("de-CH-1996", "de-CH"), ("iw", "he-IL"), ("no", "nb-NO"), ("tiếng Việt", "vi-VN"),
     ("plain words", "en-US"), ("a" * 300, "en-US"), ("art-lojban", "jbo"),
     ("Klingon", "en-US"), ("", "en-US"), ("日本語", "ja-JP"), ("xx", "en-US"), ("Brazilian Portuguese", "pt-BR")],
)  # fmt: skip
def test_languages_are_known_by_tag_and_by_name(name: str, expected: str) -> None:
    assert tag(name) == expected


def test_direction_follows_the_language() -> None:
    assert right_to_left("Hebrew")
    assert right_to_left("fa-IR")
    assert right_to_left("pa-PK")
    assert not right_to_left("pa")
    assert not right_to_left("English")


def test_pictures_are_kept_or_converted_by_their_bytes() -> None:
    jpeg = picture()
    kept = media(jpeg, "image/png")
    assert kept is not None
    assert (kept.data, kept.media_type, kept.width, kept.height) == (jpeg, "image/jpeg", 320, 180)
    webp = media(picture(kind="WEBP"))
    assert webp is not None
    assert webp.media_type == "image/png"
    grey = media(picture(kind="PNG", mode="L"))
    assert grey is not None
    assert grey.extension == "png"
    assert media(b"GIF89a") is None


def test_a_picture_turned_by_its_exif_data_is_stored_upright() -> None:
    stream = io.BytesIO()
    image = Image.new("RGB", (40, 20))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(stream, "JPEG", exif=exif)
    upright = media(stream.getvalue())
    assert upright is not None
    assert (upright.width, upright.height) == (20, 40)


def test_a_template_with_one_layout_is_smaller() -> None:
    whole, one = template(themes.get("indigo")), template(themes.get("indigo"), only=frozenset({"chart"}))
    assert list(one.layouts) == ["chart"]
    assert len(one.data()) < len(whole.data())
    assert template(themes.get("indigo")) is whole


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    what=hostile(),
    language=st.sampled_from(["en", "ar", "ja", "nonsense"]),
    theme=st.sampled_from(["ember", "graphite"]),
)
def test_whatever_the_contract_allows_is_a_file_that_opens(what: Slide, language: str, theme: str) -> None:
    data = picture() if what.image else None
    built = build(
        [DeckSlide(what, "s1", data, "image/jpeg", what.title[:300])], title=what.title, language=language, theme=theme
    )
    assert len(Presentation(io.BytesIO(built.data)).slides) == len(built.slide_ids)
    for text in parts(built.data, r"ppt/(slides|charts)/[a-z]+\d+\.xml").values():
        etree.fromstring(text.encode())


def test_libreoffice_shows_every_slide(everything: bytes, tmp_path: Path) -> None:
    soffice, pdfinfo = shutil.which("soffice"), shutil.which("pdfinfo")
    if not soffice or not pdfinfo:
        pytest.skip("needs soffice (libreoffice-impress-nogui) and pdfinfo (poppler-utils) on the path")
    (tmp_path / "deck.pptx").write_bytes(everything)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "deck.pptx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    told = subprocess.run([pdfinfo, str(tmp_path / "deck.pdf")], check=True, capture_output=True, text=True)
    assert f"Pages:           {len(ordinary())}" in told.stdout
