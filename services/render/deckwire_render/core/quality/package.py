"""What the file says of each slide: objects with their names, alternative texts and places in the layout."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
TITLES = frozenset({"title", "ctrTitle"})
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass
class Thing:
    """One object of a slide: `kind` is `shape`, `picture`, `chart`, `table` or `other`; `id` is its drawing id."""

    id: int
    kind: str
    name: str
    alt: str
    text: str
    placeholder: str | None = None
    decorative: bool = False
    header_row: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.placeholder in TITLES


@dataclass
class SlideFile:
    """What the package holds of one slide; `name` is the slide's own name, if any."""

    number: int
    name: str
    layout: str
    notes: str
    things: list[Thing] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The text of the title placeholder."""
        return next((thing.text for thing in self.things if thing.is_title), "")

    @property
    def words(self) -> int:
        """Words in shapes and tables, page furniture aside."""
        return sum(len(thing.text.split()) for thing in self.things if thing.placeholder not in FURNITURE)


def read(deck: bytes) -> list[SlideFile]:
    """Return what the .pptx says of its slides, in order; raises zipfile.BadZipFile or KeyError for another file."""
    with zipfile.ZipFile(BytesIO(deck)) as package:
        root = etree.fromstring(package.read("ppt/presentation.xml"), _PARSER)
        targets = _relations(package, "ppt/presentation.xml")
        layouts: dict[str, str] = {}
        return [
            _slide(package, targets[entry.get(f"{R}id")][1], number, layouts)
            for number, entry in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), start=1)
        ]


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return relationship id to (last word of the type, part) of the internal relationships of `part`."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.NameToInfo:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for relation in etree.fromstring(package.read(path), _PARSER).iterfind(f"{RELS}Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], full)
    return found


def _slide(package: zipfile.ZipFile, part: str, number: int, layouts: dict[str, str]) -> SlideFile:
    root = etree.fromstring(package.read(part), _PARSER)
    layout = notes = ""
    for kind, target in _relations(package, part).values():
        if kind == "slideLayout":
            if target not in layouts:
                named = etree.fromstring(package.read(target), _PARSER).find(f"{P}cSld")
                layouts[target] = named.get("name", target) if named is not None else target
            layout = layouts[target]
        elif kind == "notesSlide":
            notes = _notes(etree.fromstring(package.read(target), _PARSER))
    common = root.find(f"{P}cSld")
    tree = common.find(f"{P}spTree") if common is not None else None
    slide = SlideFile(number, common.get("name", "") if common is not None else "", layout, notes)
    if tree is not None:
        slide.things = list(_things(tree))
    return slide


def _notes(root: Any) -> str:
    for shape in root.iter(f"{P}sp"):
        slot = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if slot is not None and slot.get("type") == "body":
            return _text(shape)
    return ""


def _things(tree: Any) -> Iterator[Thing]:
    for element in tree:
        if element.tag == f"{P}grpSp":
            yield from _things(element)
            continue
        named = next(element.iter(f"{P}cNvPr"), None)
        if named is None:
            continue
        slot = next(element.iter(f"{P}ph"), None)
        kind, header = _kind(element)
        yield Thing(
            id=int(named.get("id", "0")),
            kind=kind,
            name=named.get("name", ""),
            alt=named.get("descr", "").strip(),
            text=_text(element),
            placeholder=slot.get("type", "body") if slot is not None else None,
            decorative=any(mark.get("val") in ("1", "true") for mark in named.iter(DECORATIVE)),
            header_row=header,
        )


def _kind(element: Any) -> tuple[str, bool]:
    if element.tag == f"{P}pic":
        return "picture", False
    if element.tag == f"{P}sp":
        return "shape", False
    if element.tag == f"{P}graphicFrame":
        data = next(element.iter(f"{A}graphicData"), None)
        uri = data.get("uri", "") if data is not None else ""
        if uri.endswith("/chart"):
            return "chart", False
        if uri.endswith("/table"):
            properties = next(element.iter(f"{A}tblPr"), None)
            return "table", properties is not None and properties.get("firstRow") in ("1", "true")
    return "other", False


def _text(element: Any) -> str:
    paragraphs = ("".join(piece.text or "" for piece in p.iter(f"{A}t")) for p in element.iter(f"{A}p"))
    return "\n".join(paragraphs).strip()
