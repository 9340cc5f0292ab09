"""Parts with their content types and relationships, and the package that they make."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.sax.saxutils import escape

from .archive import Member, deflated, member, packed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The root of the relationship types between office parts."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
# Kinds of file that say by their ending what they are; any other part is listed by name.
_BY_EXTENSION = {
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("tiff", "image/tiff"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
    ("svg", "image/svg+xml"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package and what it is; relationship files have no content type of their own (`""`)."""

    file: Member
    content_type: str = ""

    @property
    def name(self) -> str:
        """The name without leading slash, as in `ppt/slides/slide1.xml`."""
        return self.file.name


def part(name: str, data: str | bytes, content_type: str = "") -> Part:
    """Return a part of the given bytes or text."""
    return Part(member(name, data.encode() if isinstance(data, str) else data), content_type)


def rels_name(name: str) -> str:
    """Return the name of the file that holds the relationships of part `name`; `""` is the package itself."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


@dataclass
class Relations:
    """The relationships of one part by their id: type, target and whether the target lies outside the package.

    `source` is the name of the part, `""` for the package. Targets inside are part names and are written relative.
    """

    source: str
    entries: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def copy(self) -> Relations:
        """Return relationships that can be added to without touching these."""
        return Relations(self.source, dict(self.entries), dict(self._known))

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the relationship to `target`, which is made unless there is one.

        `kind` is the last word of an office relationship type, or a whole type.
        """
        known = self._known.get((kind, target))
        if known is not None:
            return known
        n = len(self.entries) + 1
        while f"rId{n}" in self.entries:
            n += 1
        self.entries[f"rId{n}"] = (kind if "/" in kind else f"{OFFICE}/{kind}", target, external)
        self._known[kind, target] = f"rId{n}"
        return f"rId{n}"

    def keep(self, key: str, kind: str, target: str, *, external: bool = False) -> None:
        """Take over a relationship with the id that it has; `kind` is a whole type."""
        self.entries[key] = (kind, target, external)
        self._known.setdefault((kind.removeprefix(f"{OFFICE}/"), target), key)

    def text(self) -> str:
        """Return the relationships file."""
        folder = posixpath.dirname(self.source)
        body = "".join(
            f'<Relationship Id="{key}" Type="{kind}" Target="{_quoted(target)}" TargetMode="External"/>'
            if external
            else f'<Relationship Id="{key}" Type="{kind}" Target="{_quoted(_relative(target, folder))}"/>'
            for key, (kind, target, external) in self.entries.items()
        )
        return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{body}</Relationships>'

    def part(self) -> Part:
        """Return the relationships file as a part."""
        return Part(deflated(rels_name(self.source), self.text().encode()))


@lru_cache(maxsize=4096)
def _quoted(target: str) -> str:
    return escape(target, {'"': "&quot;"})


@lru_cache(maxsize=4096)
def _relative(target: str, folder: str) -> str:
    """Return part `target` as seen from `folder`; the folders of a package are few and known, so it is done by hand."""
    if not folder:
        return target
    ours, theirs = folder.split("/"), target.split("/")
    same = 0
    while same < len(ours) and same < len(theirs) - 1 and ours[same] == theirs[same]:
        same += 1
    return "/".join([".."] * (len(ours) - same) + theirs[same:])


class Package:
    """A package in the making: parts are added, then it is written once.

    Part names that differ in case only are the same name (ECMA-376 part 2, 6.2.2.3).
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._parts: dict[str, Part] = {}
        self._counts: dict[str, int] = {}
        for entry in parts:
            self.add(entry)

    def add(self, entry: Part) -> None:
        """Add a part; raises ValueError when its name is taken."""
        if self._parts.setdefault(entry.name.lower(), entry) is not entry:
            raise ValueError(f"two parts are called {entry.name}")

    def relate(self, relations: Relations) -> None:
        """Add the relationships of a part, if it has any."""
        if relations.entries:
            self.add(relations.part())

    def free(self, stem: str, extension: str) -> str:
        """Return the next name of the form `{stem}{number}.{extension}` that no part has; each is given out once."""
        while True:
            n = self._counts[stem] = self._counts.get(stem, 0) + 1
            name = f"{stem}{n}.{extension}"
            if name.lower() not in self._parts:
                return name

    def data(self) -> bytes:
        """Return the package as bytes that depend on its content alone."""
        types = Part(deflated("[Content_Types].xml", self._content_types().encode()))
        return packed(entry.file for entry in (types, *self._parts.values()))

    def _content_types(self) -> str:
        defaults = dict(_DEFAULTS)
        overrides: list[str] = []
        for entry in self._parts.values():
            if not entry.content_type:
                continue
            extension, override = _typed(entry.name, entry.content_type)
            if extension and defaults.setdefault(extension, entry.content_type) == entry.content_type:
                continue
            overrides.append(override)
        by_extension = "".join(
            f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in sorted(defaults.items())
        )
        return f'{_HEAD}<Types xmlns="{_TYPES}">{by_extension}{"".join(overrides)}</Types>'


@lru_cache(maxsize=4096)
def _typed(name: str, kind: str) -> tuple[str, str]:
    """Return the extension that tells the type of a part, `""` if none does, and the entry that tells it by name."""
    extension = name.rpartition(".")[2].lower()
    override = f'<Override PartName="/{_quoted(name)}" ContentType="{kind}"/>'
    return extension if (extension, kind) in _BY_EXTENSION else "", override
