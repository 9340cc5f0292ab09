"""One slide of a .pptx with all that it is drawn from, as a package of its own.

Its names depend on nothing but the slide, so the same slide is the same excerpt in every deck, in its preview too.
What an excerpt shows and says need therefore be read only once, and one slide of many is opened as fast as one alone.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from lxml import etree

from ..opc import OFFICE, Part, Relations, rels_name, stored
from ..opc import Package as NewPackage
from .package import P, Package, R, Relation

_MAIN = "ppt/presentation.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_SLIDE = "ppt/slides/slide1.xml"
# Nothing of these is seen on a slide.
_LEFT_OUT = frozenset({"notesSlide", "notesMaster", "handoutMaster", "package", "comments", "tags"})
_OF_PRESENTATION = ("sldSz", "notesSz", "defaultTextStyle")
_NAME = re.compile(r"(.*?)\d*(\.\w+)?")


@dataclass(frozen=True)
class Excerpt:
    """The parts of one slide by name, relationships and content types included."""

    package: NewPackage
    files: dict[str, bytes]

    @cached_property
    def key(self) -> str:
        """The hash of everything in it."""
        digest = sha256()
        for name, data in self.files.items():
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()

    def data(self) -> bytes:
        """Return it as a .pptx of one slide."""
        return self.package.data()

    def reading(self) -> tuple[Package, str]:
        """Return it to be read, and the name of its slide."""
        return Package(self.files, self.files.__getitem__), _SLIDE


class Excerpts:
    """The slides of a package; what they have in common is prepared once.

    Raises what the package raises.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._masters: dict[str, bytes] = {}

    @cached_property
    def slides(self) -> list[str]:
        """The names of the slides' parts in order."""
        relations = self._package.relations(_MAIN)
        return [relations[entry.get(f"{R}id")].target for entry in self._root.iterfind(f"{P}sldIdLst/{P}sldId")]

    def of(self, page: int) -> Excerpt:
        """Return the excerpt of a slide, counted from 0."""
        return _Copy(self, self._package).of(self.slides[page])

    @cached_property
    def _root(self) -> Any:
        return self._package.xml(_MAIN)

    @cached_property
    def styles(self) -> str | None:
        """The name of the part with the table styles, None when there is none."""
        targets = (r.target for r in self._package.relations(_MAIN).values() if r.kind == "tableStyles")
        return next((target for target in targets if target in self._package.names), None)

    @cached_property
    def presentation(self) -> bytes:
        """The presentation part of every excerpt: one master, one slide, the size and the defaults of this one."""
        root = etree.Element(self._root.tag, attrib=dict(self._root.attrib), nsmap=self._root.nsmap)
        masters = etree.SubElement(root, f"{P}sldMasterIdLst")
        etree.SubElement(masters, f"{P}sldMasterId", {"id": "2147483648", f"{R}id": "rId1"})
        slides = etree.SubElement(root, f"{P}sldIdLst")
        etree.SubElement(slides, f"{P}sldId", {"id": "256", f"{R}id": "rId2"})
        for name in _OF_PRESENTATION:
            root.extend(deepcopy(part) for part in self._root.iterfind(f"{P}{name}"))
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def master(self, part: str) -> bytes:
        """Return a master without its list of layouts: an excerpt has but one, which names its master itself."""
        if part not in self._masters:
            root = self._package.xml(part)
            for layouts in root.findall(f"{P}sldLayoutIdLst"):
                root.remove(layouts)
            text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            self._masters[part] = bytes(text)
        return self._masters[part]


class _Copy:
    """Copies one slide and what it leads to, under new names."""

    def __init__(self, whole: Excerpts, package: Package) -> None:
        self._whole = whole
        self._source = package
        self._names: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._parts: list[Part] = []
        self._files: dict[str, bytes] = {}
        self._master = ""

    def of(self, slide: str) -> Excerpt:
        self._take(slide, "slide", _SLIDE)
        main = Relations(_MAIN)
        if self._master:
            main.keep("rId1", f"{OFFICE}/slideMaster", self._master)
        main.keep("rId2", f"{OFFICE}/slide", _SLIDE)
        if self._whole.styles:
            main.keep("rId3", f"{OFFICE}/tableStyles", self._take(self._whole.styles, "tableStyles"))
        self._add(_MAIN, self._whole.presentation, _MAIN_TYPE)
        self._relate(main)
        root = Relations("")
        root.add("officeDocument", _MAIN)
        self._relate(root)
        return Excerpt(NewPackage(self._parts), self._files)

    def _take(self, part: str, kind: str, name: str = "") -> str:
        """Return the new name of a part, which is copied with all that it leads to unless it is there already."""
        if part in self._names:
            return self._names[part]
        name = self._names[part] = name or self._renamed(part)
        data = self._source.data(part)
        if kind == "slideMaster":
            self._master = self._master or name
            data = self._whole.master(part)
        self._add(name, data, self._source.content_type(part))
        relations = Relations(name)
        for key, relation in self._source.relations(part).items():
            target = self._target(relation, kind)
            if target:
                # A theme is found by what it is; its id counts the layouts of the whole.
                key = "rIdTheme" if relation.kind == "theme" else key  # noqa: PLW2901
                relations.keep(key, relation.type, target, external=relation.external)
        self._relate(relations)
        return name

    def _target(self, relation: Relation, owner: str) -> str:
        """Return where a relationship leads in the excerpt, empty when it is left out."""
        if relation.external:
            return relation.target
        if relation.kind in _LEFT_OUT or (relation.kind == "slideLayout" and owner == "slideMaster"):
            return ""
        if relation.kind == "slide":
            return _SLIDE  # a jump to another slide looks the same wherever it leads
        return self._take(relation.target, relation.kind) if relation.target in self._source.names else ""

    def _renamed(self, part: str) -> str:
        found = _NAME.fullmatch(part)
        stem, ending = (found[1], found[2] or "") if found else (part, "")
        self._counts[stem] += 1
        return f"{stem}{self._counts[stem]}{ending}"

    def _add(self, name: str, data: bytes, kind: str) -> None:
        self._files[name] = data
        self._parts.append(Part(stored(name, data), kind))

    def _relate(self, relations: Relations) -> None:
        if relations.entries:
            name = rels_name(relations.source)
            self._files[name] = relations.text().encode()
            self._parts.append(Part(stored(name, self._files[name])))
