"""Puts the parts of a template together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..layout.ir import SlideLayout
from ..markup import NS
from ..themes import get
from . import parts, shell
from .archive import pack

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_EMPTY = {
    "presProps": ("presentationPr", "presProps"),
    "viewProps": ("viewPr", "viewProps"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A presentation without slides.

    `layouts` maps the key of a composition to the position of its layout; `slots` maps it to the placeholder
    indexes that the layout has.
    """

    data: bytes
    layouts: dict[str, int]
    slots: dict[str, frozenset[int]]


@lru_cache(maxsize=32)
def _composed(theme_id: str, *, rtl: bool) -> dict[str, tuple[str, SlideLayout]]:
    return parts.composed(get(theme_id), rtl=rtl)


@lru_cache(maxsize=256)
def template(theme_id: str, *, rtl: bool = False, only: str | None = None) -> Template:
    """Return the template of a theme, with one layout if `only` names it; built once per process.

    Raises `UnknownThemeError`.
    """
    theme = get(theme_id)
    found = dict(_composed(theme_id, rtl=rtl))
    if only is not None:
        found = {only: found[only]}
    members: list[tuple[str, bytes]] = []
    overrides: list[tuple[str, str]] = []

    def add(name: str, text: str, kind: str = "") -> None:
        members.append((name, text.encode()))
        if kind:
            overrides.append((name, kind))

    add("ppt/presentation.xml", shell.presentation_part(), f"{_MAIN}.presentation.main+xml")
    add(
        "ppt/_rels/presentation.xml.rels",
        shell.relationships(
            [
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("notesMaster", "notesMasters/notesMaster1.xml"),
                ("presProps", "presProps.xml"),
                ("viewProps", "viewProps.xml"),
                ("theme", "theme/theme1.xml"),
                ("tableStyles", "tableStyles.xml"),
            ]
        ),
    )
    for name, (tag, kind) in _EMPTY.items():
        add(f"ppt/{name}.xml", f"{shell.HEAD}<p:{tag} {NS}/>", f"{_MAIN}.{kind}+xml")
    add(
        "ppt/tableStyles.xml",
        f'{shell.HEAD}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>',
        f"{_MAIN}.tableStyles+xml",
    )
    add("ppt/theme/theme1.xml", parts.theme_part(theme), "application/vnd.openxmlformats-officedocument.theme+xml")
    add("ppt/theme/theme2.xml", parts.theme_part(theme), "application/vnd.openxmlformats-officedocument.theme+xml")
    add("ppt/slideMasters/slideMaster1.xml", parts.master_part(theme, len(found), rtl=rtl), f"{_MAIN}.slideMaster+xml")
    add(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        shell.relationships(
            [
                *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, len(found) + 1)),
                ("theme", "../theme/theme1.xml"),
            ]
        ),
    )
    for n, (key, (name, sample)) in enumerate(found.items(), 1):
        add(
            f"ppt/slideLayouts/slideLayout{n}.xml",
            parts.layout_part(key, name, sample, theme, rtl=rtl),
            f"{_MAIN}.slideLayout+xml",
        )
        add(
            f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels",
            shell.relationships([("slideMaster", "../slideMasters/slideMaster1.xml")]),
        )
    add("ppt/notesMasters/notesMaster1.xml", shell.notes_master_part(), f"{_MAIN}.notesMaster+xml")
    add("ppt/notesMasters/_rels/notesMaster1.xml.rels", shell.relationships([("theme", "../theme/theme2.xml")]))
    add(
        "docProps/app.xml",
        f'{shell.HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Deckwire</Application></Properties>",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    head = [
        (
            "[Content_Types].xml",
            (
                f'{shell.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
            ).encode(),
        ),
        (
            "_rels/.rels",
            shell.relationships(
                [("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml")]
            ).encode(),
        ),
    ]
    slots = {
        key: frozenset(e.placeholder.idx for e in sample.elements if e.placeholder is not None)
        for key, (_, sample) in found.items()
    }
    return Template(pack([*head, *members]), {key: n for n, key in enumerate(found)}, slots)
