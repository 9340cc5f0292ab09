# ruff: noqa: E501 - a change to a file is easier to read whole
"""Users' masters: what is read of them, which layout each kind of slide gets, and what decks on them look like."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pptx
import pytest
from deckwire_contracts.questions import LookOutcome
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.masters import painted_layouts
from deckwire_render.core.layout import Role, Shape, SlideLayout, TableFrame
from deckwire_render.core.layout.context import Context, PictureInfo, Place
from deckwire_render.core.master import Master, RefusedError, compose_on, read
from deckwire_render.core.master.words import named
from deckwire_render.core.pptx import Built, DeckSlide, build, build_preview
from deckwire_render.core.themes import contrast
from deckwire_render.core.themes.model import Paint
from hypothesis import HealthCheck, given, settings
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

from tests.masters.designs import MASTERS, example, halden
from tests.masters.stories import STORIES, english
from tests.unit.render_master import hostile_files
from tests.unit.render_pptx.slide_material import deck_slides, hostile, ordinary, slide

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
NAMES = tuple(MASTERS)


@lru_cache(maxsize=8)
def master(name: str) -> Master:
    return read(MASTERS[name](), name, painted_layouts)


@lru_cache(maxsize=8)
def deck(name: str) -> Built:
    language, story = STORIES[name]
    slides = story()
    return build(slides, title=slides[0].slide.title, language=language, master=master(name))


def found(name: str) -> dict[str, tuple[str, str]]:
    return {role: (place.layout.name, place.how) for role, place in master(name).places.items()}


def with_slides() -> bytes:
    presentation = Presentation(io.BytesIO(halden()))
    for layout in presentation.slide_layouts:
        presentation.slides.add_slide(layout).notes_slide.notes_text_frame.text = "Secret"  # type: ignore[union-attr]
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def test_layouts_that_state_their_type_are_found_by_it() -> None:
    assert found("halden")["cover"] == ("Cover – Photo", "type")
    assert found("halden")["content"] == ("Content", "type")
    assert found("halden")["canvas"] == ("Title Only", "type")
    assert found("halden")["two"] == ("Two Content", "type")
    assert found("aoba")["section"] == ("中扉", "type")


def test_layouts_without_type_are_found_by_their_placeholders_and_where_they_stand() -> None:
    assert found("auental")["cover"] == ("Titelfolie", "placeholders")
    assert found("auental")["section"] == ("Zwischentitel", "placeholders")
    assert found("auental")["content"] == ("Inhalt einspaltig", "placeholders")
    assert found("auental")["two"] == ("Inhalt zweispaltig", "placeholders")
    assert found("auental")["picture"] == ("Text mit Bild", "placeholders")
    assert found("aoba")["picture"] == ("写真と本文", "placeholders")


def test_what_only_a_name_can_tell_is_found_by_it() -> None:
    assert found("halden")["closing"] == ("Thank you", "name")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("cover", "Titelfolie"), ("cover", "表紙"), ("cover", "Diapositive de titre"), ("section", "Abschnittsüberschrift"),
        ("section", "En-tête de section"), ("canvas", "Nur Titel"), ("canvas", "Только заголовок"),
        ("closing", "谢谢"), ("quote", "Zitat mit Namen"), ("two", "Zwei Inhalte"), ("picture", "Bild mit Überschrift"),
    ],
)  # fmt: skip
def test_names_are_known_in_many_languages(role: str, name: str) -> None:
    assert named(role, name)


def test_a_master_without_a_layout_for_a_slide_says_where_it_stands_instead() -> None:
    assert found("auental")["canvas"] == ("Inhalt einspaltig", "fallback")
    assert found("auental")["closing"] == ("Titelfolie", "fallback")
    lines = {note.subject: note for note in master("auental").report}
    assert lines["Closing"].outcome is LookOutcome.REPLACED
    assert "Titelfolie" in lines["Closing"].detail
    assert lines["Cover"].outcome is LookOutcome.MATCHED
    assert lines["Slide size"].detail.startswith("Slides are 10.00 × 7.50")


def test_vertical_layouts_are_never_taken() -> None:
    assert not any(place.layout.type.startswith("vert") for place in master("aoba").places.values())


def test_theme_is_the_masters_own_through_its_colour_map() -> None:
    theme = master("aoba").theme
    assert theme.dark
    assert theme.resolve(theme.ground) == "0C1B2E"
    assert theme.resolve(theme.ink) == "FFFFFF"
    assert (theme.heading_font, theme.body_font) == ("Arial", "Arial")
    assert (master("halden").theme.heading_font, master("halden").theme.body_font) == ("Georgia", "Calibri")


@pytest.mark.parametrize("name", NAMES)
def test_every_pair_of_colours_that_text_uses_can_be_read(name: str) -> None:
    theme = master(name).theme
    weak = [
        (what, round(contrast(theme.resolve(text), theme.resolve(ground)), 1))
        for what, text, ground in theme.text_pairs()
        if not what.startswith("accent on tint") and contrast(theme.resolve(text), theme.resolve(ground)) < 4.5
    ]
    assert weak == []


def test_a_font_that_cannot_be_measured_is_named_in_the_report() -> None:
    strange = hostile_files.changed(
        halden(), {"ppt/theme/theme1.xml": lambda x: x.replace(b"Georgia", b"Halden Display")}
    )
    lines = {note.subject: note.detail for note in read(strange, "m", painted_layouts).report}
    assert lines["Heading font"].startswith("Halden Display is named in the deck; it is measured with a wider stand-in")
    assert lines["Body font"] == "Calibri."


def test_accents_that_cannot_be_read_are_darkened_and_named_in_the_report() -> None:
    theme = master("halden").theme
    assert theme.accent(1) == Paint("accent1")
    assert theme.accent(4).slot == "accent4"
    assert theme.accent(4) != Paint("accent4")
    assert "Accent 4" in {note.subject for note in master("halden").report if note.outcome is LookOutcome.ADJUSTED}


@pytest.mark.parametrize("name", NAMES)
def test_decks_have_no_schema_findings(name: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(name).data)
    assert [str(error) for error in validate_pptx(path).errors] == []


@pytest.mark.parametrize("name", NAMES)
def test_decks_have_no_errors_in_our_own_report(name: str) -> None:
    report = DeckInspector().inspect(deck(name).data, deck(name).slide_ids)
    assert [f"{f.rule} {f.slide_id} {f.detail}" for f in report.findings if f.severity == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_filled_placeholder_stands_on_its_layout_and_none_is_left_empty(name: str) -> None:
    for page in Presentation(io.BytesIO(deck(name).data)).slides:
        known = {p.placeholder_format.idx: p.placeholder_format.type for p in page.slide_layout.placeholders}
        for shape in page.placeholders:
            assert shape.placeholder_format.idx in known
            assert not shape.has_text_frame or shape.text_frame.text.strip()
        assert page.shapes.title is not None


@pytest.mark.parametrize("name", NAMES)
def test_titles_inherit_place_font_and_colour_from_their_layout(name: str) -> None:
    inherited = 0
    for page in Presentation(io.BytesIO(deck(name).data)).slides:
        element = page.shapes.title._element
        assert element.find(f"{P}spPr").getchildren() == []
        inherited += not re.search(r'sz="|<a:latin|<a:solidFill', etree.tostring(element).decode())
    assert inherited >= 10


def test_slides_take_the_layouts_that_the_report_names() -> None:
    layouts = Counter(page.slide_layout.name for page in Presentation(io.BytesIO(deck("halden").data)).slides)
    assert layouts["Cover – Photo"] == layouts["Chapter"] == layouts["Content + Image"] == 1
    assert layouts["Title Only"] >= 4


def test_a_picture_fills_the_masters_picture_placeholder() -> None:
    page = Presentation(io.BytesIO(deck("auental").data)).slides[9]
    kinds = {shape.placeholder_format.type for shape in page.placeholders}
    assert pptx.enum.shapes.PP_PLACEHOLDER.PICTURE in kinds


def test_footers_and_numbers_are_those_of_the_layout() -> None:
    page = Presentation(io.BytesIO(deck("halden").data)).slides[3]
    texts = {shape.placeholder_format.idx: shape.text_frame.text for shape in page.placeholders}
    assert texts[11] == "© Halden Logistics · Internal"
    assert texts[12] == "4"


def test_a_placeholder_whose_font_nothing_names_is_written_in_the_one_that_is_meant() -> None:
    def fonts(name: str) -> dict[int, set[str]]:
        page = Presentation(io.BytesIO(deck(name).data)).slides[3]
        return {
            shape.placeholder_format.idx: {f.get("typeface", "") for f in shape._element.iter(f"{A}latin")}
            for shape in page.placeholders
        }

    plain = fonts("halden")
    assert plain[11] == plain[12] == {"+mn-lt"}
    assert plain[0] == set()


def test_size_and_parts_of_the_master_are_kept_and_its_slides_are_not() -> None:
    kept = read(with_slides(), "m", painted_layouts)
    data = build([DeckSlide(slide("title"), "s1")], title="T", master=kept).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert [n for n in names if n.startswith("ppt/slides/slide")] == ["ppt/slides/slide1.xml"]
        assert not any(b"Secret" in package.read(n) for n in names)
    small = Presentation(io.BytesIO(deck("aoba").data))
    assert (small.slide_width, small.slide_height) == (9_144_000, 5_143_500)


def test_plain_points_stand_in_the_masters_own_list() -> None:
    long = "A point that says in one sentence what has changed and what it means for everybody who drives at night"
    points = slide("bullets", "What drivers told us", items=[{"text": long}] * 6)
    page = Presentation(io.BytesIO(build([DeckSlide(points, "s1")], title="T", master=master("halden")).data)).slides[0]
    assert page.slide_layout.name == "Content"
    body = next(p for p in page.placeholders if p.placeholder_format.idx == 1)
    assert len(body.text_frame.paragraphs) == 6
    assert body._element.find(f"{P}spPr").getchildren() == []


def test_a_picture_without_a_place_is_named() -> None:
    slides = deck_slides([ordinary()[1]])
    built = build(slides, title="T", master=master("halden"))
    assert built.unplaced == ("s0",)


def test_previews_stand_on_the_layouts_that_the_deck_uses() -> None:
    _, story = STORIES["halden"]
    cards = story()[3]
    page = Presentation(
        io.BytesIO(build_preview(cards, title="T", number=4, total=12, master=master("halden")))
    ).slides[0]
    assert page.slide_layout.name == Presentation(io.BytesIO(deck("halden").data)).slides[3].slide_layout.name


def test_right_to_left_decks_on_a_master_are_valid(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(build(deck_slides(ordinary()), title="T", language="Arabic", master=master("halden")).data)
    assert [str(error) for error in validate_pptx(path).errors] == []


def test_art_that_text_cannot_be_read_on_is_repaired_and_told() -> None:
    dark = {
        hostile_files.LAYOUT.replace("1.xml", f"{n}.xml"): lambda x: x.replace(
            b"<p:spTree>",
            b'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="101010"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>',
            1,
        )
        for n in (3, 6)
    }
    night = read(hostile_files.changed(halden(), dark), "night", painted_layouts)
    assert "Contrast on “Content”" in {note.subject for note in night.report}
    built = build([DeckSlide(s, "s") for s in ordinary()[4:7] if not s.image], title="T", master=night)
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.rule == "contrast_low"] == []


def test_placeholders_without_an_index_are_told_apart() -> None:
    bare = {hostile_files.LAYOUT: lambda x: x.replace(b'type="subTitle" idx="1"', b'type="subTitle"')}
    kept = read(hostile_files.changed(halden(), bare), "bare", painted_layouts)
    cover = slide("title", "Winter network", subtitle="Review")
    page = Presentation(io.BytesIO(build([DeckSlide(cover, "s1")], title="T", master=kept).data)).slides[0]
    assert page.shapes.title.text_frame.text == "Winter network"
    assert [
        p.text_frame.text
        for p in page.placeholders
        if p.placeholder_format.type == pptx.enum.shapes.PP_PLACEHOLDER.SUBTITLE
    ] == ["Review"]


def test_a_title_on_art_that_no_colour_suits_stands_on_a_panel() -> None:
    m = example()
    stripes = "".join(m.rectangle((n * 0.8, 0.3, 0.4, 1.2), "000000") for n in range(17)).replace('id="0"', 'id="80"')
    loud = {"ppt/slideLayouts/slideLayout6.xml": lambda x: x.replace(b"<p:sp>", stripes.encode() + b"<p:sp>", 1)}
    kept = read(hostile_files.changed(halden(), loud), "loud", painted_layouts)
    cards = english()[3]
    built = build([cards], title="T", master=kept)
    names = [shape.name for shape in Presentation(io.BytesIO(built.data)).slides[0].shapes]
    assert names[0].startswith("Scrim")
    report = DeckInspector().inspect(built.data, built.slide_ids)
    assert [f.detail for f in report.findings if f.rule == "contrast_low"] == []


def test_titles_in_capitals_keep_their_words_and_their_size() -> None:
    loud = {
        hostile_files.MASTER: lambda x: x.replace(
            b'<a:defRPr sz="3000" b="1">', b'<a:defRPr sz="3000" b="1" cap="all">'
        )
    }
    kept = read(hostile_files.changed(halden(), loud), "caps", painted_layouts)
    page = Presentation(io.BytesIO(build([english()[3]], title="T", master=kept).data)).slides[0]
    assert page.shapes.title.text_frame.text == "Three changes made the difference"
    assert b' sz="' not in etree.tostring(page.shapes.title._element)


def faults(kept: Master, layout: SlideLayout) -> list[str]:
    width, height = kept.width / kept.read.scale, 540.0 / kept.read.scale
    told = []
    for element in layout.elements:
        box = element.box
        if box.x < -1 or box.y < -1 or box.right > width + 1 or box.bottom > height + 1:
            told.append(f"{element.name} is off the slide: {box}")
        text = element.text if isinstance(element, Shape) and element.role is not Role.TITLE else None
        if text is not None and text.height > box.h + 1.5:
            told.append(f"{element.name} holds {text.height:.0f} pt of text in {box.h:.0f} pt")
        if isinstance(element, TableFrame):
            told += [element.name for row in element.rows for c in row.cells if c.text.height > row.height + 1]
    return told


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(what=hostile())
def test_whatever_a_slide_holds_it_stays_on_the_slide(what: object) -> None:
    for name in NAMES:
        kept = master(name)
        image = getattr(what, "image", None)
        info = PictureInfo(800, 600, "A hill") if image else None
        ctx = Context(kept.theme, Place(2, 5, 1, ("A", "B")), deck_title="Deck", picture=info)
        for layout in compose_on(kept, what, ctx):  # type: ignore[arg-type]
            assert faults(kept, layout) == []


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("not_pptx", lambda: b"hello"),
        ("not_pptx", lambda: hostile_files.changed(halden(), dropped="[Content_Types]")),
        ("not_pptx", lambda: hostile_files.changed(halden(), {hostile_files.TYPES: lambda x: x.replace(b"presentationml.presentation.main", b"wordprocessingml.document.main")})),
        ("encrypted", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("encrypted", lambda: hostile_files.encrypted(halden())),
        ("macros", lambda: hostile_files.changed(halden(), added={"ppt/vbaProject.bin": b"x"})),
        ("macros", lambda: hostile_files.changed(halden(), {hostile_files.TYPES: lambda x: x.replace(b"vnd.openxmlformats-officedocument.presentationml.presentation.main", b"vnd.ms-powerpoint.presentation.macroEnabled.main")})),
        ("bomb", hostile_files.bomb),
        ("too_large", lambda: bytes(50_000_001)),
        ("entities", lambda: hostile_files.entities(halden())),
        ("damaged", lambda: hostile_files.changed(halden(), {hostile_files.MASTER: lambda x: x[: len(x) // 2]})),
        ("damaged", lambda: hostile_files.changed(halden(), dropped="ppt/slideLayouts/slideLayout2.xml")),
        ("no_master", lambda: hostile_files.changed(halden(), {"ppt/presentation.xml": lambda x: re.sub(rb"<p:sldMasterIdLst>.*</p:sldMasterIdLst>", b"", x)})),
        ("no_layouts", lambda: hostile_files.changed(halden(), {hostile_files.MASTER: lambda x: re.sub(rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", b"", x)})),
        ("no_titles", lambda: hostile_files.changed(halden(), {f"ppt/slideLayouts/slideLayout{n}.xml": lambda x: x.replace(b'type="title"/', b'type="body" idx="77"/').replace(b'type="ctrTitle"/', b'type="body" idx="77"/') for n in range(1, 9)})),
        ("shape", lambda: hostile_files.changed(halden(), {"ppt/presentation.xml": lambda x: re.sub(rb'<p:sldSz cx="\d+"', b'<p:sldSz cx="5000000"', x)})),
    ],
)  # fmt: skip
def test_files_that_cannot_be_masters_are_refused_with_the_reason(reason: str, data: object) -> None:
    with pytest.raises(RefusedError) as caught:
        read(data(), "m", painted_layouts)  # type: ignore[operator]
    assert caught.value.reason == reason
    assert caught.value.detail.endswith(".")


@pytest.mark.parametrize(
    ("change", "trace"),
    [
        (hostile_files.linked_picture, b"spy.example"),
        (hostile_files.ole_object, b"oleObj"),
        (hostile_files.hyperlink, b"a.example"),
    ],
)
def test_what_reaches_out_of_a_master_is_left_behind_and_told(change: object, trace: bytes, tmp_path: Path) -> None:
    kept = read(change(halden()), "m", painted_layouts)  # type: ignore[operator]
    data = build([DeckSlide(slide("title"), "s1")], title="T", master=kept).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(trace in package.read(name) for name in package.namelist())
    assert any(note.outcome is LookOutcome.REMOVED for note in kept.report)
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    assert [str(error) for error in validate_pptx(path).errors] == []
