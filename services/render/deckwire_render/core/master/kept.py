"""What is kept of a file: one master with its layouts, theme, pictures and fonts, cleaned of all that reaches out."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .archive import Relation, Source
from .names import A, P, R
from .refusal import RefusedError

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HD = "http://schemas.microsoft.com/office/2007/relationships/hdphoto"
_IMAGES = {
    "image/png": "png", "image/jpeg": "jpeg", "image/jpg": "jpg", "image/gif": "gif", "image/x-emf": "emf",
    "image/emf": "emf", "image/x-wmf": "wmf", "image/wmf": "wmf", "image/tiff": "tiff", "image/bmp": "bmp",
    "image/svg+xml": "svg", "image/vnd.ms-photo": "wdp",
}  # fmt: skip
_FONTS = frozenset({"application/x-fontdata", "application/x-font-ttf", "application/vnd.ms-opentype"})
_MAX_LAYOUTS = 120
_MAX_MEDIA = 40_000_000
_LIVE_SVG = re.compile(
    rb"<script|<!ENTITY|<!DOCTYPE|<foreignObject|\son\w+\s*=|href\s*=\s*[\"'](?!#|data:image/)", re.I
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SHAPES = frozenset({f"{P}sp", f"{P}pic", f"{P}graphicFrame", f"{P}cxnSp", f"{P}grpSp", f"{P}contentPart", _ALTERNATE})
_LINKS = frozenset({f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it goes into decks: its name, content type and bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a kept part: its id there, its full type, and the part that it leads to."""

    id: str
    type: str
    target: str


@dataclass
class Kept:
    """One master and what belongs to it; trees are cleaned, `links` go by the new names of the parts.

    `width` and `height` are the slide's in EMU. `dropped` tells what was left behind, in words.
    """

    width: int
    height: int
    master: Any
    theme: Any
    layouts: list[Any] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    links: dict[str, list[Link]] = field(default_factory=dict)
    master_id: str = "2147483648"
    text_style: str = ""
    fonts: str = ""
    font_links: list[Link] = field(default_factory=list)
    embedded: tuple[str, ...] = ()
    masters: int = 1
    dropped: list[str] = field(default_factory=list)


MASTER = "ppt/slideMasters/slideMaster1.xml"
THEME = "ppt/theme/theme1.xml"


def layout_name(number: int) -> str:
    """Return the part of the layout with that number, counted from 1."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def keep(source: Source) -> Kept:
    """Return the first master that has layouts; raises RefusedError when there is none or the file is damaged."""
    root = source.xml(source.main)
    if root.tag != f"{P}presentation":
        raise RefusedError("not_pptx", "The main part of the file is not a presentation.")
    width, height = _size(root)
    relations = {r.id: r for r in source.relations(source.main)}
    entries = root.findall(f"{P}sldMasterIdLst/{P}sldMasterId")
    if not entries:
        raise RefusedError("no_master", "The file has no slide master.", "Send a file that has one.")
    chosen = None
    for entry in entries:
        relation = relations.get(entry.get(f"{R}id"))
        if relation is None or relation.external:
            raise RefusedError("damaged", "The file names a slide master that it does not hold.")
        layouts = _layouts(source, relation.target)
        if layouts and (chosen is None or len(layouts) > 3 * len(chosen[2])):
            chosen = (entry, relation.target, layouts)
    if chosen is None:
        raise RefusedError("no_layouts", "The slide master has no layouts.", "Add layouts to it in PowerPoint.")
    return _Keeper(source, Kept(width, height, None, None, masters=len(entries))).take(root, *chosen)


def _size(root: Any) -> tuple[int, int]:
    size = root.find(f"{P}sldSz")
    try:
        width, height = int(size.get("cx")), int(size.get("cy"))
    except (AttributeError, TypeError, ValueError):
        raise RefusedError("damaged", "The file does not say how large its slides are.") from None
    if not (914_400 <= width <= 51_206_400 and 914_400 <= height <= 51_206_400):
        raise RefusedError("damaged", "The size of the slides is out of range.")
    if not 1.2 <= width / height <= 2.4:
        raise RefusedError(
            "shape",
            f"The slides are {width / 914_400:.1f} × {height / 914_400:.1f} inches; decks are made from 6:5 to 12:5.",
            "Send a master in landscape, such as 16:9 or 4:3.",
        )
    return width, height


def _layouts(source: Source, master: str) -> list[tuple[Any, str]]:
    """Return (entry of the list, part) of every layout of a master."""
    root = source.xml(master)
    if root.tag != f"{P}sldMaster":
        raise RefusedError("damaged", f"The part {master!r} is not a slide master.")
    relations = {r.id: r for r in source.relations(master)}
    found = []
    for entry in root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
        relation = relations.get(entry.get(f"{R}id"))
        if relation is None or relation.external:
            raise RefusedError("damaged", "The slide master names a layout that the file does not hold.")
        found.append((entry, relation.target))
    if len(found) > _MAX_LAYOUTS:
        raise RefusedError("too_large", f"The master has {len(found)} layouts; {_MAX_LAYOUTS} are taken.")
    return found


class _Keeper:
    """Collects the parts of one master."""

    def __init__(self, source: Source, kept: Kept) -> None:
        self._source = source
        self._kept = kept
        self._media: dict[str, str] = {}
        self._media_bytes = 0

    def take(self, root: Any, entry: Any, master: str, layouts: list[tuple[Any, str]]) -> Kept:
        kept = self._kept
        kept.master_id = entry.get("id", kept.master_id)
        kept.master = self._source.xml(master)
        relations = self._source.relations(master)
        theme = next((r.target for r in relations if r.kind == "theme" and not r.external), None)
        if theme is None:
            raise RefusedError("damaged", "The slide master has no theme.")
        kept.theme = self._source.xml(theme)
        self._adopt(THEME, kept.theme, self._source.relations(theme), "theme")
        places = {target: layout_name(n) for n, (_, target) in enumerate(layouts, 1)}
        self._adopt(MASTER, kept.master, relations, "slide master")
        # The master's own links are written anew, in the order of its list of layouts.
        listed = [Link(e.get(f"{R}id"), f"{_OFFICE}/slideLayout", places[target]) for e, target in layouts]
        taken = {link.id for link in (*listed, *kept.links[MASTER])}
        free = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        kept.links[MASTER] += [*listed, Link(free, f"{_OFFICE}/theme", THEME)]
        for n, (_, target) in enumerate(layouts, 1):
            layout = self._source.xml(target)
            if layout.tag != f"{P}sldLayout":
                raise RefusedError("damaged", f"The part {target!r} is not a layout.")
            name = layout_name(n)
            self._adopt(name, layout, self._source.relations(target), f"layout {n}")
            taken = {link.id for link in kept.links[name]}
            free = next(f"rId{k}" for k in range(1, 10_000) if f"rId{k}" not in taken)
            kept.links[name].append(Link(free, f"{_OFFICE}/slideMaster", MASTER))
            kept.layouts.append(layout)
        self._presentation(root)
        return kept

    def _adopt(self, name: str, tree: Any, relations: list[Relation], what: str) -> None:
        """Clean a part and keep those of its relationships that lead to pictures."""
        links: list[Link] = []
        gone: dict[str, str] = {}
        used = {value for e in tree.iter() for key, value in e.attrib.items() if key.startswith(R)}
        for relation in relations:
            if relation.kind in ("slideLayout", "slideMaster", "theme") and not relation.external:
                continue
            link = self._picture(relation) if relation.id in used else None
            if link is not None:
                links.append(link)
            elif relation.id in used:
                gone[relation.id] = "linked content" if relation.external else relation.kind
        self._kept.links[name] = links
        known = {link.id for link in links} | {r.id for r in relations if r.id not in gone}
        for timing in tree.findall(f"{P}timing"):
            tree.remove(timing)
            self._drop(what, "animations")
        for element in list(tree.iter()):
            for key, value in list(element.attrib.items()):
                if not key.startswith(R) or value in known or not value:
                    continue
                self._remove(tree, element, what, gone.get(value, "a part that is missing"))
        for extra in ("custDataLst", "controls"):
            for element in list(tree.iter(f"{P}{extra}")):
                element.getparent().remove(element)
        for oddity in list(tree.iter(f"{P}oleObj", f"{P}control")):
            self._remove(tree, oddity, what, "an embedded object")

    def _drop(self, where: str, what: str) -> None:
        words = {"hyperlink": "a link to another place", "oleObject": "an embedded object", "tags": ""}
        told = words.get(what, what)
        text = f"{told} on the {where}"
        if told and text not in self._kept.dropped:
            self._kept.dropped.append(text)

    def _remove(self, tree: Any, element: Any, where: str, what: str) -> None:
        """Take out what hangs on a relationship that is not kept: a link, an extension, or the whole shape."""
        if element.getroottree().getroot() is not tree:
            return
        at = element
        while at is not None:
            above = at.getparent()
            if above is None:
                return
            if at.tag in _LINKS or at.tag in (f"{A}ext", f"{P}ext", f"{P}custDataLst", f"{P}snd", f"{P}transition"):
                break
            if at.tag in _SHAPES and above.tag in (f"{P}spTree", f"{P}grpSp"):
                break
            if at.tag == f"{P}bg":
                break
            if at.tag == f"{A}blipFill" and above.tag in (f"{A}fillStyleLst", f"{A}bgFillStyleLst"):
                # Styles are found by their number: one may change, but none may go.
                plain = etree.SubElement(above, f"{A}solidFill")
                etree.SubElement(plain, f"{A}schemeClr", val="phClr")
                above.replace(at, plain)
                self._drop(where, what)
                return
            at = above
        parent = at.getparent()
        if parent is not None:
            parent.remove(at)
            self._drop(where, what)

    def _picture(self, relation: Relation) -> Link | None:
        if relation.external or relation.kind not in ("image", "hdphoto"):
            return None
        kind = self._source.kind(relation.target)
        extension = _IMAGES.get(kind)
        if extension is None or relation.target not in self._source.names():
            return None
        if relation.target not in self._media:
            data = self._source.data(relation.target)
            if extension == "svg" and _LIVE_SVG.search(data):
                return None
            self._media_bytes += len(data)
            if self._media_bytes > _MAX_MEDIA:
                raise RefusedError("too_large", "The pictures of the master are larger than 40 MB together.")
            name = f"ppt/media/master{len(self._media) + 1}.{extension}"
            self._media[relation.target] = name
            self._kept.parts.append(Part(name, kind, data))
        type_ = _HD if relation.kind == "hdphoto" else f"{_OFFICE}/image"
        return Link(relation.id, type_, self._media[relation.target])

    def _presentation(self, root: Any) -> None:
        """Keep the default text style and the embedded fonts of the presentation."""
        kept = self._kept
        style = root.find(f"{P}defaultTextStyle")
        if style is not None:
            kept.text_style = etree.tostring(style, encoding="unicode")
        listed = root.find(f"{P}embeddedFontLst")
        if listed is None:
            return
        relations = {r.id: r for r in self._source.relations(self._source.main)}
        names: list[str] = []
        for n, font in enumerate(list(listed)):
            faces = [e for e in font if e.get(f"{R}id")]
            sound = True
            for face in faces:
                relation = relations.get(face.get(f"{R}id"))
                kind = self._source.kind(relation.target) if relation and not relation.external else ""
                if relation is None or kind not in _FONTS or relation.target not in self._source.names():
                    sound = False
                    break
                part = f"ppt/fonts/font{len(kept.font_links) + 1}{posixpath.splitext(relation.target)[1] or '.fntdata'}"
                kept.parts.append(Part(part, kind, self._source.data(relation.target)))
                new = f"rIdFont{len(kept.font_links) + 1}"
                face.set(f"{R}id", new)
                kept.font_links.append(Link(new, f"{_OFFICE}/font", part))
            if not sound:
                listed.remove(font)
                self._drop("file", f"embedded font {n + 1}")
                continue
            named = font.find(f"{P}font")
            if named is not None:
                names.append(named.get("typeface", ""))
        kept.embedded = tuple(names)
        if len(listed):
            kept.fonts = etree.tostring(listed, encoding="unicode")
