"""Packages: archives, relationships, content types, and templates that bring parts of their own."""

from __future__ import annotations

import io
import zipfile

import pytest
from deckwire_render.core.opc import Package, Relations, packed, part
from deckwire_render.core.opc.archive import deflated, stored
from deckwire_render.core.template import MainPart
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

XML = b"<a>" + b"<b/>" * 500 + b"</a>"
MAIN = (
    '<q:presentation xmlns:q="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<q:sldMasterIdLst><q:sldMasterId id="2147483648" r:id="rId1"/></q:sldMasterIdLst>'
    '{slides}<q:sldSz cx="12192000" cy="6858000"/><q:notesSz cx="6858000" cy="9144000"/>{extensions}</q:presentation>'
)
SLIDES = '<q:sldIdLst><q:sldId id="256" r:id="rId7"/></q:sldIdLst>'
SECTIONS = '<q:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"/>'
GUIDES = '<q:ext uri="{EFAFB233-063F-42B5-8137-9DF3F51BA10A}"><x:guides xmlns:x="urn:guides"/></q:ext>'
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
NEW = '<p:sldIdLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'


@given(st.dictionaries(st.from_regex(r"[a-zé日]{1,9}\.(xml|png|xlsx)", fullmatch=True), st.binary(max_size=3000)))
def test_an_archive_holds_what_was_put_in(files: dict[str, bytes]) -> None:
    data = Package(part(name, content) for name, content in files.items()).data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = [n for n in archive.namelist() if n != "[Content_Types].xml"]
        assert {name: archive.read(name) for name in names} == files
        assert names == list(files)


def test_members_give_back_their_bytes_and_save_room_only_where_there_is_any() -> None:
    assert deflated("a.xml", XML).plain() == XML
    assert stored("a.png", XML).plain() == XML
    assert len(packed([deflated("a.xml", XML)])) < len(XML) < len(packed([stored("a.xml", XML)]))


def test_part_names_are_unique_whatever_their_case() -> None:
    package = Package([part("ppt/media/Image1.png", b"a", "image/png")])
    assert package.free("ppt/media/image", "png") == "ppt/media/image2.png"
    assert package.free("ppt/media/image", "png") == "ppt/media/image3.png"
    with pytest.raises(ValueError, match="two parts"):
        package.add(part("ppt/media/image1.PNG", b"b", "image/png"))


def test_relationships_are_relative_escaped_and_made_once() -> None:
    relations = Relations("ppt/slides/slide1.xml")
    relations.keep("rId2", "urn:link", 'https://example.org/?a=1&b="2"', external=True)
    layout = relations.add("slideLayout", "ppt/slideLayouts/layout & more.xml")
    assert relations.add("slideLayout", "ppt/slideLayouts/layout & more.xml") == layout
    assert relations.add("slide", "ppt/slides/slide2.xml") not in ("rId2", layout)
    assert relations.add("extended-properties", "docProps/app.xml")
    written = relations.part()
    assert written.name == "ppt/slides/_rels/slide1.xml.rels"
    assert [r.get("Target") for r in etree.fromstring(written.file.plain())] == [
        'https://example.org/?a=1&b="2"',
        "../slideLayouts/layout & more.xml",
        "slide2.xml",
        "../../docProps/app.xml",
    ]


def test_relationships_that_a_template_had_are_found_again() -> None:
    relations = Relations("ppt/presentation.xml")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations.keep("rId9", f"{office}/slideMaster", "ppt/slideMasters/slideMaster1.xml")
    copy = relations.copy()
    assert copy.add("slideMaster", "ppt/slideMasters/slideMaster1.xml") == "rId9"
    copy.add("slide", "ppt/slides/slide1.xml")
    assert len(relations.entries) == 1


def test_content_types_name_every_part_whose_ending_does_not_tell() -> None:
    kinds = {"a.xml": "application/odd+xml", "b.jpg": "image/jpeg", "c.jpg": "image/odd", "d.fntdata": "application/x"}
    data = Package(part(name, b"", kind) for name, kind in kinds.items()).data()
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml"))
    defaults = {e.get("Extension"): e.get("ContentType") for e in root if e.tag.endswith("Default")}
    overrides = {e.get("PartName")[1:]: e.get("ContentType") for e in root if e.tag.endswith("Override")}
    assert {name: overrides.get(name, defaults.get(name.rpartition(".")[2])) for name in kinds} == kinds


@pytest.mark.parametrize(
    "extensions", ["", f"<q:extLst>{SECTIONS}</q:extLst>", f"<q:extLst>{GUIDES}{SECTIONS}</q:extLst>"]
)
def test_a_main_part_loses_its_slides_and_sections_and_takes_new_ones(extensions: str) -> None:
    main = MainPart.read("ppt/presentation.xml", MAIN.format(slides=SLIDES, extensions=extensions).encode())
    section = '<p:ext xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" uri="new"/>'
    root = etree.fromstring(main.text(NEW, section).encode())
    assert [child.tag.removeprefix(P) for child in root] == ["sldMasterIdLst", "sldIdLst", "sldSz", "notesSz", "extLst"]
    assert not len(root[1])
    assert [e.get("uri") for e in root[-1]][-1] == "new"
    assert ("{EFAFB233-063F-42B5-8137-9DF3F51BA10A}" in main.text()) == (GUIDES in extensions)
    assert "521415D9" not in main.text()


def test_a_main_part_of_another_program_is_refused() -> None:
    with pytest.raises(ValueError, match="no presentation"):
        MainPart.read("word/document.xml", b"<document/>")
