"""What the file says: of each slide its objects with their names and alternative texts, of the deck its properties."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .package import A, P, Package, R

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"
_DC = "{http://purl.org/dc/elements/1.1/}"

FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
TITLES = frozenset({"title", "ctrTitle"})
# Without an index, a slot is found by its type alone.
_CACHED = re.compile(rb"<c:numCache>(.*?)</c:numCache>", re.DOTALL)
_VALUE = re.compile(rb"<c:v>([^<]*)</c:v>")
_BULLETS = frozenset({f"{A}buChar", f"{A}buAutoNum"})
_LINKS = frozenset({"hyperlink", "slide"})
_SLIDE_IDS = range(256, 2_147_483_648)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the text of its cells by row, whether its first row is marked as header, whether cells are merged."""

    rows: tuple[tuple[str, ...], ...]
    header: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: what is read, and where it leads; empty for a place in the deck."""

    text: str
    target: str


@dataclass
class Thing:
    """One object of a slide: `kind` is `shape`, `picture`, `chart`, `table` or `other`; `id` is its drawing id.

    `slot` is the index of its placeholder, `bodiless` tells of a text body without a paragraph.
    """

    id: int
    kind: str
    name: str
    alt: str
    paragraphs: tuple[str, ...] = ()
    placeholder: str | None = None
    slot: int | None = None
    decorative: bool = False
    grid: Grid | None = None
    links: tuple[Link, ...] = ()
    bodiless: bool = False
    bulleted: int = 0

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(self.paragraphs).strip()

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.placeholder in TITLES

    @property
    def is_furniture(self) -> bool:
        """Whether it is a date, a footer or a page number."""
        return self.placeholder in FURNITURE


@dataclass
class SlideFile:
    """What the file holds of one slide, in the order of its drawing tree, which is the reading order.

    `orphans` are placeholders that its layout does not have, `odd` the values of its charts that are no numbers, `rtl`
    whether most of its paragraphs run from right to left.
    """

    name: str
    layout: str
    things: list[Thing] = field(default_factory=list)
    orphans: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    rtl: bool = False

    @property
    def title(self) -> str:
        """The text of the title placeholder."""
        return next((thing.text for thing in self.things if thing.is_title), "")

    @property
    def words(self) -> int:
        """Words in shapes and tables, page furniture aside."""
        return sum(len(thing.text.split()) for thing in self.things if not thing.is_furniture)

    @property
    def repeated_ids(self) -> list[int]:
        """Drawing ids that more than one object has."""
        return sorted(n for n, count in Counter(thing.id for thing in self.things).items() if count > 1)

    def named(self, number: int) -> Thing | None:
        """Return the object with a drawing id."""
        return next((thing for thing in self.things if thing.id == number), None)


@dataclass(frozen=True, slots=True)
class PageFile:
    """What the file holds beside a slide: its speaker notes, and what it leads to that is not there."""

    notes: str = ""
    dangling: tuple[str, ...] = ()


@dataclass
class DeckFile:
    """What the file holds of the deck: its pages in order, title, language, names of sections.

    `untyped` are parts whose content type is not said, or said of nothing; `slide_ids` as the presentation lists them.
    `malformed` says where the file is no XML; then nothing else is known of it.
    """

    pages: list[PageFile]
    title: str = ""
    language: str = ""
    sections: tuple[str, ...] = ()
    untyped: tuple[str, ...] = ()
    slide_ids: tuple[int, ...] = ()
    malformed: str = ""

    @property
    def wrong_slide_ids(self) -> list[int]:
        """Slide ids that are out of range or not unique."""
        return sorted(n for n, count in Counter(self.slide_ids).items() if count > 1 or n not in _SLIDE_IDS)


@dataclass(frozen=True, slots=True)
class _Layout:
    name: str
    slots: frozenset[int]
    types: frozenset[str]


def read(package: Package, slides: Sequence[str]) -> DeckFile:
    """Return what a .pptx says of itself; `slides` are the parts of its slides in order.

    Raises KeyError for another file and lxml.etree.XMLSyntaxError for a part that is not well formed.
    """
    root = package.xml("ppt/presentation.xml")
    title, language = _properties(package)
    return DeckFile(
        [_page(package, part) for part in slides],
        title,
        language,
        tuple(section.get("name", "") for section in root.iter(_SECTION)),
        tuple(package.untyped),
        tuple(int(entry.get("id", "0")) for entry in root.iterfind(f"{P}sldIdLst/{P}sldId")),
    )


def _page(package: Package, part: str) -> PageFile:
    notes = (r.target for r in package.relations(part).values() if r.kind == "notesSlide")
    said = next((_notes(package.xml(target)) for target in notes if target in package.names), "")
    return PageFile(said, tuple(package.dangling(part)))


def _properties(package: Package) -> tuple[str, str]:
    """Return title and language as the core properties have them."""
    part = next((r.target for r in package.relations("").values() if r.kind == "core-properties"), "")
    if part not in package.names:
        return "", ""
    root = package.xml(part)
    return (root.findtext(f"{_DC}title") or "").strip(), (root.findtext(f"{_DC}language") or "").strip()


def slide(package: Package, part: str) -> SlideFile:
    """Return what a slide says; raises as `read` does."""
    root = package.xml(part)
    layout = _Layout("", frozenset(), frozenset())
    odd: list[str] = []
    relations = package.relations(part)
    for relation in relations.values():
        if relation.target not in package.names:
            continue
        if relation.kind == "slideLayout":
            layout = _layout(package, relation.target)
        elif relation.kind == "chart":
            odd += _odd_values(package.data(relation.target))
    common = root.find(f"{P}cSld")
    tree = common.find(f"{P}spTree") if common is not None else None
    turned = [one.get("rtl") in ("1", "true") for one in root.iter(f"{A}pPr")]
    targets = {key: r.target if r.external else "" for key, r in relations.items() if r.kind in _LINKS}
    things = list(_things(tree, targets)) if tree is not None else []
    return SlideFile(
        common.get("name", "") if common is not None else "",
        layout.name,
        things,
        orphans=tuple(thing.name for thing in things if not _has(layout, thing)),
        odd=tuple(odd),
        languages=frozenset(run.get("lang") for run in root.iter(f"{A}rPr") if run.get("lang")),
        rtl=sum(turned) > len(turned) / 2,
    )


def _layout(package: Package, part: str) -> _Layout:
    common = package.xml(part).find(f"{P}cSld")
    if common is None:
        return _Layout(part, frozenset(), frozenset())
    slots = list(common.iter(f"{P}ph"))
    types = frozenset(slot.get("type", "obj") for slot in slots)
    return _Layout(common.get("name", part), frozenset(int(slot.get("idx", "0")) for slot in slots), types)


def _has(layout: _Layout, thing: Thing) -> bool:
    """Return whether the layout has the place that an object claims; titles are found by type alone."""
    if thing.placeholder is None:
        return True
    if thing.is_title:
        return bool(layout.types & TITLES)
    # What a layout lacks of date, footer and number is taken from the master.
    return thing.is_furniture or thing.slot in layout.slots


def _odd_values(chart: bytes) -> list[str]:
    """Return values of a chart's series that are not finite numbers."""
    found = []
    for cache in _CACHED.findall(chart):
        for value in _VALUE.findall(cache):
            text = value.decode("utf-8", "replace")
            try:
                finite = math.isfinite(float(text))
            except ValueError:
                finite = False
            if not finite:
                found.append(text)
    return found


def _notes(root: Any) -> str:
    for shape in root.iter(f"{P}sp"):
        slot = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if slot is not None and slot.get("type") == "body":
            return "\n".join(map(_said, shape.iter(f"{A}p"))).strip()
    return ""


def _things(tree: Any, targets: dict[str, str]) -> Iterator[Thing]:
    for element in tree:
        if element.tag == f"{P}grpSp":
            yield from _things(element, targets)
            continue
        # Names and place come first in every kind of object: p:nv…Pr with p:cNvPr first and p:nvPr last.
        head = element[0] if len(element) else None
        named = head.find(f"{P}cNvPr") if head is not None else None
        if head is None or named is None:
            continue
        slot = head.find(f"{P}nvPr/{P}ph")
        kind = _kind(element)
        paragraphs = list(element.iter(f"{A}p"))
        yield Thing(
            id=int(named.get("id", "0")),
            kind=kind,
            name=named.get("name", ""),
            alt=named.get("descr", "").strip(),
            paragraphs=tuple(map(_said, paragraphs)),
            placeholder=slot.get("type", "obj") if slot is not None else None,
            slot=int(slot.get("idx", "0")) if slot is not None else None,
            decorative=len(named) > 0 and any(mark.get("val") in ("1", "true") for mark in named.iter(DECORATIVE)),
            grid=_grid(element) if kind == "table" else None,
            links=tuple(_links(paragraphs, targets)) if targets else (),
            bodiless=any(body.find(f"{A}p") is None for body in element.iter(f"{P}txBody", f"{A}txBody")),
            bulleted=sum(1 for p in paragraphs if _bulleted(p)),
        )


def _kind(element: Any) -> str:
    if element.tag == f"{P}pic":
        return "picture"
    if element.tag == f"{P}sp":
        return "shape"
    if element.tag == f"{P}graphicFrame":
        data = next(element.iter(f"{A}graphicData"), None)
        uri = data.get("uri", "") if data is not None else ""
        if uri.endswith("/chart"):
            return "chart"
        if uri.endswith("/table"):
            return "table"
    return "other"


def _grid(frame: Any) -> Grid:
    properties = next(frame.iter(f"{A}tblPr"), None)
    rows = []
    merged = False
    for row in frame.iter(f"{A}tr"):
        cells = list(row.iterfind(f"{A}tc"))
        merged = merged or any(cell.get(name, "1") != "1" for cell in cells for name in ("gridSpan", "rowSpan"))
        rows.append(tuple("\n".join(map(_said, cell.iter(f"{A}p"))).strip() for cell in cells))
    header = properties is not None and properties.get("firstRow") in ("1", "true")
    return Grid(tuple(rows), header, merged)


def _said(paragraph: Any) -> str:
    return "".join(piece.text or "" if piece.tag == f"{A}t" else "\n" for piece in paragraph.iter(f"{A}t", f"{A}br"))


def _links(paragraphs: list[Any], targets: dict[str, str]) -> Iterator[Link]:
    for paragraph in paragraphs:
        for click in paragraph.iter(f"{A}hlinkClick"):
            run = click.getparent().getparent()
            yield Link(run.findtext(f"{A}t") or "", targets.get(click.get(f"{R}id", ""), ""))


def _bulleted(paragraph: Any) -> bool:
    properties = paragraph[0] if len(paragraph) else None
    if properties is None or properties.tag != f"{A}pPr":
        return False
    return any(child.tag in _BULLETS for child in properties)
