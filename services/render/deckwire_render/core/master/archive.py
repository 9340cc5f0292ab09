"""The parts of a .pptx that somebody sent, unpacked with limits and parsed without trust."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .refusal import RefusedError

MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_PARTS = 4_000
MAX_XML = 8_000_000
MAX_ALL_XML = 40_000_000
_MAX_RATIO = 200
_RATIO_MATTERS_FROM = 10_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_ACCEPTED = frozenset(f"{_MAIN}{kind}.main+xml" for kind in ("presentation", "template", "slideshow"))
_SAVE_ANEW = "Open it in PowerPoint, save it as .pptx and send it again."


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: the last word of its type, and the part it leads to; `external` ones lead out of the file."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass
class Source:
    """A file whose parts can be asked for one by one; `kinds` holds the content type of each."""

    packed: zipfile.ZipFile
    main: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    _taken: int = 0
    _parsed: int = 0

    def names(self) -> frozenset[str]:
        """Return the names of all parts."""
        return frozenset(self.packed.NameToInfo)

    def data(self, name: str) -> bytes:
        """Return the bytes of a part; raises RefusedError when it is missing, damaged or larger than is safe."""
        info = self.packed.NameToInfo.get(name)
        if info is None:
            raise RefusedError("damaged", f"The file names a part {name!r} that it does not hold.", _SAVE_ANEW)
        try:
            with self.packed.open(info) as stream:
                # What the directory says of a part's size need not be true.
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise RefusedError("damaged", f"The part {name!r} cannot be unpacked.", _SAVE_ANEW) from error
        self._taken += len(data)
        if len(data) > info.file_size or self._taken > 2 * MAX_UNPACKED:
            raise RefusedError("bomb", "The file unpacks to more than it says.")
        return data

    def xml(self, name: str) -> Any:
        """Return the root element of a part; raises RefusedError when it cannot be read safely."""
        data = self.data(name)
        self._parsed += len(data)
        if len(data) > MAX_XML or self._parsed > MAX_ALL_XML:
            raise RefusedError("too_large", f"The part {name!r} holds {len(data) // 1_000_000} MB of XML.")
        return parse(data, name)

    def relations(self, name: str) -> list[Relation]:
        """Return the relationships of a part in the order of the file."""
        folder, base = posixpath.split(name)
        path = f"{folder}/_rels/{base}.rels".lstrip("/")
        if path not in self.packed.NameToInfo:
            return []
        found = []
        for item in self.xml(path).iterfind(f"{_RELS}Relationship"):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(whole)
            found.append(Relation(item.get("Id", ""), item.get("Type", "").rsplit("/", 1)[-1], target, external))
        return found

    def kind(self, name: str) -> str:
        """Return the content type of a part."""
        return self.kinds.get(f"/{name}") or self.kinds.get(posixpath.splitext(name)[1][1:].lower(), "")


def parse(data: bytes, name: str) -> Any:
    """Return the root of an XML part; entities, DTDs, networks and huge trees are not for masters."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise RefusedError("entities", f"The part {name!r} declares entities, which no office program writes.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("damaged", f"The part {name!r} is not well-formed XML.", _SAVE_ANEW) from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError("entities", f"The part {name!r} declares entities, which no office program writes.")
    return root


def opened(data: bytes) -> Source:
    """Return the parts of a .pptx, .potx or .ppsx; raises RefusedError for everything else, and says what it is."""
    if len(data) > MAX_BYTES:
        raise RefusedError(
            "too_large", f"The file has {len(data) // 1_000_000} MB; {MAX_BYTES // 1_000_000} are taken."
        )
    if data.startswith(_OLE):
        raise RefusedError(
            "encrypted",
            "The file is protected by a password, or an old .ppt.",
            "Take the password away, or save it as .pptx, and send it again.",
        )
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise RefusedError(
            "not_pptx", "The file is not a .pptx.", "Send a PowerPoint file (.pptx or .potx)."
        ) from error
    _check_directory(packed, len(data))
    source = Source(packed)
    _check_kind(source)
    return source


def _check_directory(packed: zipfile.ZipFile, size: int) -> None:
    parts = packed.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise RefusedError("encrypted", "Parts of the file are encrypted.", "Take the password away and send it again.")
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > _RATIO_MATTERS_FROM and unpacked > _MAX_RATIO * size
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen:
        raise RefusedError(
            "bomb",
            f"The file would unpack to {unpacked // 1_000_000} MB in {len(parts)} parts, which is more than is safe.",
            "Delete slides and large pictures from it, so that the master is left, and send it again.",
        )
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise RefusedError("damaged", "The file holds two parts of one name.", _SAVE_ANEW)


def _check_kind(source: Source) -> None:
    if "[Content_Types].xml" not in source.names():
        raise RefusedError("not_pptx", "The file is an archive, but not a .pptx.", "Send a PowerPoint file.")
    for item in source.xml("[Content_Types].xml"):
        key = item.get("PartName") if item.tag == f"{_TYPES}Override" else item.get("Extension", "").lower()
        if key:
            source.kinds[key] = item.get("ContentType", "")
    main = next((r.target for r in source.relations("") if r.kind == "officeDocument" and not r.external), None)
    kind = source.kind(main) if main else ""
    macros = any("vbaproject" in name.lower() for name in source.names())
    if "macroEnabled" in kind or macros or any("vbaProject" in k or "macroEnabled" in k for k in source.kinds.values()):
        raise RefusedError("macros", "The file holds macros.", "Save it as .pptx without macros and send it again.")
    if main is None or kind not in _ACCEPTED:
        raise RefusedError("not_pptx", "The file is an office document, but not a presentation.", "Send a .pptx.")
    source.main = main
