# ruff: noqa: E501 - a line of markup is easier to read whole
"""Slide, notes, chart, workbook and picture parts."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from ..layout import ChartFrame, Picture
from ..markup import NS, Writer, clean
from ..template import Template
from ..template.archive import pack
from ..themes import Theme
from .charts import ChartXml
from .media import Media
from .model import Composed
from .workbook import workbook

_RT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CT = "application/vnd.openxmlformats-officedocument"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class PartWriter:
    """Adds slide, notes, chart, workbook and picture parts to a presentation."""

    def __init__(self, presentation: Any, base: Template, theme: Theme, tag: str, *, rtl: bool) -> None:
        from pptx.opc.package import Part
        from pptx.opc.packuri import PackURI

        self._part = Part
        self._uri = PackURI
        self._package = presentation.part.package
        self._main = presentation.part
        self._layouts = [layout.part for layout in presentation.slide_layouts]
        self._notes_master = self._main.part_related_by(f"{_RT}/notesMaster")
        self._base = base
        self._theme = theme
        self._tag = tag
        self._rtl = rtl
        self._charts = 0
        self._pictures: dict[str, Any] = {}
        self._slides: list[Any] = []
        self._jumps: list[tuple[Any, dict[str, int], str, list[str]]] = []
        self.relations: list[str] = []

    def _new(self, name: str, kind: str, blob: bytes) -> Any:
        return self._part(self._uri(name), kind, self._package, blob)

    def slide(self, n: int, item: Composed, *, with_notes: bool) -> None:
        """Add slide `n` with all that belongs to it."""
        layout = item.layout
        slots = self._base.slots[layout.layout]
        part = self._new(f"/ppt/slides/slide{n}.xml", f"{_CT}.presentationml.slide+xml", b"")
        part.relate_to(self._layouts[self._base.layouts[layout.layout]], f"{_RT}/slideLayout")
        writer = Writer(self._tag, self._rtl, slots)
        shapes = []
        for element in layout.elements:
            rel = ""
            if isinstance(element, Picture):
                assert item.picture is not None
                rel = part.relate_to(self._picture(item.picture), f"{_RT}/image")
            elif isinstance(element, ChartFrame):
                rel = part.relate_to(self._chart(element), f"{_RT}/chart")
            shapes.append(writer.element(element, rel))
        part.blob = (
            f"{_HEAD}<p:sld {NS}><p:cSld><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        ).encode()
        self._slides.append(part)
        self.relations.append(self._main.relate_to(part, f"{_RT}/slide"))
        if writer.links:
            self._jumps.append((part, writer.links, "", []))
        if with_notes and item.notes:
            self._notes(n, part, item.notes)

    def connect(self) -> None:
        """Point the jumps between slides at their slides, now that all are there."""
        for part, links, _, _ in self._jumps:
            text = part.blob.decode()
            for key, number in links.items():
                rel = part.relate_to(self._slides[number - 1], f"{_RT}/slide")
                text = text.replace(f'"{key}"', f'"{rel}"')
            part.blob = text.encode()

    def _picture(self, picture: Media) -> Any:
        digest = sha256(picture.data).hexdigest()
        if digest not in self._pictures:
            name = f"/ppt/media/image{len(self._pictures) + 1}.{picture.extension}"
            self._pictures[digest] = self._new(name, picture.media_type, picture.data)
        return self._pictures[digest]

    def _chart(self, frame: ChartFrame) -> Any:
        self._charts += 1
        n = self._charts
        text = ChartXml(frame, self._theme, self._tag).text()
        part = self._new(f"/ppt/charts/chart{n}.xml", f"{_CT}.drawingml.chart+xml", b"")
        book = self._new(f"/ppt/embeddings/workbook{n}.xlsx", f"{_CT}.spreadsheetml.sheet", workbook(frame.chart))
        rel = part.relate_to(book, f"{_RT}/package")
        external = f'<c:externalData r:id="{rel}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        part.blob = text.replace("</c:chartSpace>", external).encode()
        return part

    def _notes(self, n: int, slide: Any, notes: str) -> None:
        paragraphs = "".join(
            f'<a:p><a:r><a:rPr lang="{self._tag}" dirty="0"/><a:t>{clean(text)}</a:t></a:r></a:p>'
            if text
            else f'<a:p><a:endParaRPr lang="{self._tag}" dirty="0"/></a:p>'
            for text in notes.split("\n")
        )
        if self._rtl:
            paragraphs = paragraphs.replace("<a:p>", '<a:p><a:pPr algn="r" rtl="1"/>')
        xml = (
            f"{_HEAD}<p:notes {NS}><p:cSld><p:spTree>{_GROUP}"
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
            '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        )
        part = self._new(f"/ppt/notesSlides/notesSlide{n}.xml", f"{_CT}.presentationml.notesSlide+xml", xml.encode())
        part.relate_to(self._notes_master, f"{_RT}/notesMaster")
        part.relate_to(slide, f"{_RT}/slide")
        slide.relate_to(part, f"{_RT}/notesSlide")


def serialised(package: Any) -> bytes:
    """Return the package as bytes that depend on its content alone."""
    from pptx.opc.oxml import serialize_part_xml as serialise
    from pptx.opc.packuri import PACKAGE_URI
    from pptx.opc.serialized import _ContentTypesItem

    package.core_properties  # noqa: B018 - made when first asked for
    parts = tuple(package.iter_parts())
    members = [
        ("[Content_Types].xml", serialise(_ContentTypesItem.xml_for(parts))),
        (PACKAGE_URI.rels_uri.membername, package._rels.xml),  # noqa: SLF001
    ]
    for part in parts:
        members.append((part.partname.membername, part.blob))
        if part.rels:
            members.append((part.partname.rels_uri.membername, part.rels.xml))
    return pack(members)
