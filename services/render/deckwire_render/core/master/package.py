"""A master's parts as what a deck is written onto."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ..layout.ir import Placeholder
from ..markup import NS
from ..opc import OFFICE, Package, Part, Relations, part
from ..template import Template, shell
from ..template.model import MAIN_TYPE, Layout, MainPart
from ..template.parts import theme_part
from .kept import MASTER, THEME, Kept, Link, layout_name
from .paints import override
from .reading import Read
from .theme import MasterTheme

_KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_MAIN = "ppt/presentation.xml"
_NOTES = "ppt/notesMasters/notesMaster1.xml"
_GROUP = shell.GROUP


def key(number: int) -> str:
    """Return the name under which a layout of the master stands in its template."""
    return f"layout{number}"


def template_of(kept: Kept, read: Read, theme: MasterTheme) -> Template:
    """Return the master as a template; its layouts are keyed by their numbers."""
    parts, relations, package = _shared(kept)
    relations.keep("rIdNotes", f"{OFFICE}/notesMaster", _NOTES)
    notes = Relations(_NOTES)
    notes.add("theme", "ppt/theme/theme2.xml")
    parts += [
        part(_NOTES, shell.notes_master_part(), f"{_KIND}.notesMaster+xml"),
        notes.part(),
        part("ppt/theme/theme2.xml", theme_part(theme), _THEME),
    ]
    layouts = {}
    for n, tree in enumerate(kept.layouts, 1):
        slots = {slot.key: Placeholder(slot.type, slot.idx) for slot in read.layouts[n - 1].slots}
        own = override(tree)
        colours = etree.tostring(own, encoding="unicode", with_tail=False) if own is not None else ""
        layouts[key(n)] = Layout(layout_name(n), slots, colours)
    main = MainPart.read(_MAIN, _presentation(kept, notes=True).encode())
    return Template(main, relations, package, tuple(parts), layouts, _NOTES)


def _shared(kept: Kept) -> tuple[list[Part], Relations, Relations]:
    parts = [part(p.name, p.data, p.kind) for p in kept.parts]
    for name, tree, kind in (
        (THEME, kept.theme, _THEME),
        (MASTER, kept.master, f"{_KIND}.slideMaster+xml"),
        *((layout_name(n), tree, f"{_KIND}.slideLayout+xml") for n, tree in enumerate(kept.layouts, 1)),
    ):
        parts.append(part(name, etree.tostring(tree, encoding="UTF-8", standalone=True), kind))
        if kept.links.get(name):
            parts.append(_related(name, kept.links[name]))
    parts += [
        part("ppt/presProps.xml", f"{shell.HEAD}<p:presentationPr {NS}/>", f"{_KIND}.presProps+xml"),
        part("ppt/viewProps.xml", f"{shell.HEAD}<p:viewPr {NS}/>", f"{_KIND}.viewProps+xml"),
        part("ppt/tableStyles.xml", shell.table_styles_part(), f"{_KIND}.tableStyles+xml"),
        part("docProps/app.xml", shell.app_part(), _APP),
    ]
    relations = Relations(_MAIN)
    relations.keep("rId1", f"{OFFICE}/slideMaster", MASTER)
    for link in kept.font_links:
        relations.keep(link.id, link.type, link.target)
    for kind, target in (
        ("presProps", "ppt/presProps.xml"),
        ("viewProps", "ppt/viewProps.xml"),
        ("theme", THEME),
        ("tableStyles", "ppt/tableStyles.xml"),
    ):
        relations.add(kind, target)
    package = Relations("")
    package.add("officeDocument", _MAIN)
    package.add("extended-properties", "docProps/app.xml")
    return parts, relations, package


def _related(source: str, links: Sequence[Link]) -> Part:
    relations = Relations(source)
    for link in links:
        relations.keep(link.id, link.type, link.target)
    return relations.part()


def _presentation(kept: Kept, *, notes: bool) -> str:
    master = kept.master_id
    listed = '<p:notesMasterIdLst><p:notesMasterId r:id="rIdNotes"/></p:notesMasterIdLst>' if notes else ""
    return (
        f'{shell.HEAD}<p:presentation {NS} saveSubsetFonts="1" autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{master}" r:id="rId1"/></p:sldMasterIdLst>{listed}'
        f'<p:sldSz cx="{kept.width}" cy="{kept.height}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"{kept.fonts}{kept.text_style}</p:presentation>"
    )


def probe(kept: Kept, numbers: Sequence[int]) -> bytes:
    """Return a .pptx with one empty slide on each of these layouts, to be painted."""
    parts, relations, root = _shared(kept)
    package = Package(parts)
    ids = []
    for n, number in enumerate(numbers, 1):
        name = f"ppt/slides/slide{n}.xml"
        tree = kept.layouts[number - 1]
        own = override(tree)
        colours = etree.tostring(own, encoding="unicode", with_tail=False) if own is not None else ""
        text = (
            f"{shell.HEAD}<p:sld {NS}><p:cSld><p:spTree>{_GROUP}</p:spTree></p:cSld>"
            f"<p:clrMapOvr>{colours or '<a:masterClrMapping/>'}</p:clrMapOvr></p:sld>"
        )
        package.add(part(name, text, f"{_KIND}.slide+xml"))
        links = Relations(name)
        links.add("slideLayout", layout_name(number))
        package.relate(links)
        ids.append(f'<p:sldId id="{255 + n}" r:id="{relations.add("slide", name)}"/>')
    main = MainPart.read(_MAIN, _presentation(kept, notes=False).encode())
    package.add(part(_MAIN, main.text(f"<p:sldIdLst {NS}>{''.join(ids)}</p:sldIdLst>"), MAIN_TYPE))
    package.relate(relations)
    package.relate(root)
    return package.data()
