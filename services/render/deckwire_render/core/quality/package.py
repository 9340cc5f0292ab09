"""A .pptx as what it is: a zip of parts that name one another by relationships."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TARGET = re.compile(rb'r:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: the last word of its type, and the part or address that it leads to."""

    kind: str
    target: str
    external: bool = False


class Package:
    """The parts of a .pptx; each is read once.

    Raises zipfile.BadZipFile for what is no zip, KeyError for a part that is not there and lxml.etree.XMLSyntaxError
    for one that is not well formed.
    """

    def __init__(self, deck: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(deck))
        self.names = frozenset(self._zip.namelist())
        self._relations: dict[str, dict[str, Relation]] = {}
        self._data: dict[str, bytes] = {}

    def data(self, part: str) -> bytes:
        """Return the bytes of a part."""
        found = self._data.get(part)
        if found is None:
            found = self._data[part] = self._zip.read(part)
        return found

    def xml(self, part: str) -> Any:
        """Return the root element of a part."""
        return etree.fromstring(self.data(part), _PARSER)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id; of the package itself for the empty name."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if path not in self.names:
            return {}
        found: dict[str, Relation] = {}
        for entry in self.xml(path).iterfind(f"{RELS}Relationship"):
            kind = entry.get("Type", "").rsplit("/", 1)[-1]
            target = entry.get("Target", "")
            external = entry.get("TargetMode") == "External"
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[entry.get("Id", "")] = Relation(kind, target, external)
        return found

    def dangling(self, part: str) -> list[str]:
        """Return what a part leads to that is not there: relationship ids it uses, parts that they name."""
        known = self.relations(part)
        used = {value.decode("ascii", "replace") for value in _TARGET.findall(self.data(part))}
        found = sorted(key for key in used if key and key not in known)
        found += sorted(
            r.target for r in known.values() if not r.external and r.target.partition("#")[0] not in self.names
        )
        return found

    @cached_property
    def untyped(self) -> list[str]:
        """Parts without a content type, and content types of parts that are not there."""
        root = self.xml("[Content_Types].xml")
        defaults = {entry.get("Extension", "").lower() for entry in root.iterfind(f"{TYPES}Default")}
        named = {entry.get("PartName", "").lstrip("/") for entry in root.iterfind(f"{TYPES}Override")}
        parts = {name for name in self.names if not name.endswith("/") and name != "[Content_Types].xml"}
        bare = {name for name in parts - named if name.rpartition(".")[2].lower() not in defaults}
        return sorted(bare | (named - parts))
