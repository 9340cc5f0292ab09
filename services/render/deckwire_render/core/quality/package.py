"""A .pptx as what it is: a zip of parts that name one another by relationships."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Self

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TARGET = re.compile(rb'r:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: its type and the last word of that, and the part or address that it leads to."""

    kind: str
    target: str
    external: bool = False
    type: str = ""


class Package:
    """The parts of a .pptx, each read once: `names` are there, `read` returns the bytes of one.

    Raises KeyError for a part that is not there and lxml.etree.XMLSyntaxError for one that is not well formed.
    """

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes]) -> None:
        self.names = frozenset(names)
        self._read = read
        self._relations: dict[str, dict[str, Relation]] = {}
        self._data: dict[str, bytes] = {}

    @classmethod
    def opened(cls, deck: bytes) -> Self:
        """Return the package that a file holds; raises zipfile.BadZipFile for what is no zip."""
        archive = zipfile.ZipFile(BytesIO(deck))
        return cls(archive.namelist(), archive.read)

    def data(self, part: str) -> bytes:
        """Return the bytes of a part."""
        found = self._data.get(part)
        if found is None:
            found = self._data[part] = self._read(part)
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
            whole = entry.get("Type", "")
            target = entry.get("Target", "")
            external = entry.get("TargetMode") == "External"
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[entry.get("Id", "")] = Relation(whole.rsplit("/", 1)[-1], target, external, whole)
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

    def content_type(self, part: str) -> str:
        """Return what a part is, empty when nothing says so."""
        defaults, named = self._types
        return named.get(part) or defaults.get(part.rpartition(".")[2].lower(), "")

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by the end of a name, and by name."""
        root = self.xml(CONTENT_TYPES)
        defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iterfind(f"{TYPES}Default")}
        named = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root.iterfind(f"{TYPES}Override")}
        return defaults, named

    @property
    def untyped(self) -> list[str]:
        """Parts without a content type, and content types of parts that are not there."""
        defaults, named = self._types
        parts = {name for name in self.names if not name.endswith("/") and name != CONTENT_TYPES}
        bare = {name for name in parts - named.keys() if name.rpartition(".")[2].lower() not in defaults}
        return sorted(bare | (named.keys() - parts))
