"""Puts the parts of a template together."""

from __future__ import annotations

from functools import lru_cache

from ..layout.samples import samples
from ..markup import NS
from ..opc import Part, Relations, part
from ..themes import Theme
from . import parts, shell
from .model import Layout, MainPart, Template

_KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_MAIN = "ppt/presentation.xml"
_MASTER = "ppt/slideMasters/slideMaster1.xml"
_NOTES = "ppt/notesMasters/notesMaster1.xml"


@lru_cache(maxsize=1024)
def _layout(key: str, theme: Theme, *, rtl: bool) -> tuple[tuple[Part, Part], Layout]:
    """Return a layout's part and its relationships, and what a deck needs to know of it; built once per process."""
    sample = parts.composed(key, theme, rtl=rtl)
    number = list(samples()).index(key) + 1
    name = f"ppt/slideLayouts/slideLayout{number}.xml"
    text = parts.layout_part(key, samples()[key].name, sample, theme, rtl=rtl)
    logo = [("image", _logo_name(theme))] if theme.logo and f'"{parts.LOGO_RELATION}"' in text else []
    made = part(name, text, f"{_KIND}.slideLayout+xml"), _related(name, ("slideMaster", _MASTER), *logo)
    return made, Layout(name, {e.placeholder.idx: e.placeholder for e in sample.elements if e.placeholder})


def _logo_name(theme: Theme) -> str:
    return f"ppt/media/logo.{theme.logo.extension}" if theme.logo else ""


@lru_cache(maxsize=256)
def template(theme: Theme, *, rtl: bool = False, only: frozenset[str] | None = None) -> Template:
    """Return the template of a theme with the layouts that `only` names, in their order, or with all."""
    found = {key: _layout(key, theme, rtl=rtl) for key in samples() if only is None or key in only}
    logo_name = _logo_name(theme)
    names = [layout.part for _, layout in found.values()]
    made = [
        part(_MASTER, parts.master_part(theme, len(found), rtl=rtl), f"{_KIND}.slideMaster+xml"),
        _related(_MASTER, *(("slideLayout", name) for name in names), ("theme", "ppt/theme/theme1.xml")),
    ]
    for pair, _ in found.values():
        made += pair
    made += [
        part("ppt/theme/theme1.xml", parts.theme_part(theme), _THEME),
        part(_NOTES, shell.notes_master_part(), f"{_KIND}.notesMaster+xml"),
        _related(_NOTES, ("theme", "ppt/theme/theme2.xml")),
        part("ppt/theme/theme2.xml", parts.theme_part(theme), _THEME),
        part("ppt/presProps.xml", f"{shell.HEAD}<p:presentationPr {NS}/>", f"{_KIND}.presProps+xml"),
        part("ppt/viewProps.xml", f"{shell.HEAD}<p:viewPr {NS}/>", f"{_KIND}.viewProps+xml"),
        part("ppt/tableStyles.xml", shell.table_styles_part(), f"{_KIND}.tableStyles+xml"),
        part("docProps/app.xml", shell.app_part(), _APP),
    ]
    if theme.logo:
        made.append(part(logo_name, theme.logo.data, theme.logo.media_type))
    relations = Relations(_MAIN)
    for kind, target in (
        ("slideMaster", _MASTER),
        ("notesMaster", _NOTES),
        ("presProps", "ppt/presProps.xml"),
        ("viewProps", "ppt/viewProps.xml"),
        ("theme", "ppt/theme/theme1.xml"),
        ("tableStyles", "ppt/tableStyles.xml"),
    ):
        relations.add(kind, target)
    package = Relations("")
    package.add("officeDocument", _MAIN)
    package.add("extended-properties", "docProps/app.xml")
    layouts = {key: layout for key, (_, layout) in found.items()}
    main = MainPart.read(_MAIN, shell.presentation_part().encode())
    return Template(main, relations, package, tuple(made), layouts, _NOTES)


def _related(source: str, *targets: tuple[str, str]) -> Part:
    """Return the relationships file of a part; entries are (type, target), numbered rId1 …"""
    relations = Relations(source)
    for kind, target in targets:
        relations.add(kind, target)
    return relations.part()
