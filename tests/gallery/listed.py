"""What the gallery holds: the sources and looks that `examples/gallery.toml` lists."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOOKS = 3


@dataclass(frozen=True)
class Look:
    """How a deck is to look: a theme of the catalogue, a file with a brand, or a .pptx master; one of them is set.

    A master may be a script that writes one to the path that it is given.
    """

    name: str
    theme: str = ""
    brand: Path | None = None
    template: Path | None = None


@dataclass(frozen=True)
class Source:
    """A document, its looks, and further fields of the request (`n_slides`, `language`, …)."""

    name: str
    file: Path
    looks: tuple[Look, ...]
    options: dict[str, Any] = field(default_factory=dict)


def listed(path: Path) -> list[Source]:
    """Return the sources that a gallery's file lists; raises ValueError for one that names what is not there.

    A source has its own `themes` or those of the whole file; a `brand` or a `template` of its own comes first, and no
    source has more than three looks.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = []
    for entry in table["source"]:
        options = dict(entry)
        name, file = options.pop("name"), path.parent / options.pop("file")
        looks = []
        if brand := options.pop("brand", None):
            looks.append(Look("brand", brand=_existing(path.parent / brand)))
        if template := options.pop("template", None):
            looks.append(Look("template", template=_existing(path.parent / template)))
        looks += [Look(theme, theme=theme) for theme in options.pop("themes", table["themes"])]
        found.append(Source(name, _existing(file), tuple(looks[:LOOKS]), options))
    names = [source.name for source in found]
    if len(set(names)) < len(names):
        raise ValueError(f"two sources of {path} have the same name")
    return found


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"there is no {path}")
    return path
