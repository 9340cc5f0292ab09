# ruff: noqa: E501 - a line of markup is easier to read whole
"""Slide, notes, chart, workbook and picture parts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from ..layout import ChartFrame, Picture
from ..markup import NS, Writer, clean
from ..opc import Package, Relations, part
from ..template import Template
from ..themes import Theme
from .charts import ChartXml
from .media import Media
from .model import Composed
from .workbook import workbook

_CT = "application/vnd.openxmlformats-officedocument"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class _Slide:
    """A slide that waits for the names of those it leads to."""

    name: str
    text: str
    relations: Relations
    links: dict[str, int]


def slide_name(n: int) -> str:
    """Return the name of the part of slide `n`."""
    return f"ppt/slides/slide{n}.xml"


class PartWriter:
    """Adds slide, notes, chart, workbook and picture parts to a package that holds a template."""

    def __init__(self, package: Package, base: Template, relations: Relations, theme: Theme, tag: str, *, rtl: bool):
        self._package = package
        self._base = base
        self._main = relations
        self._theme = theme
        self._tag = tag
        self._rtl = rtl
        self._pictures: dict[str, str] = {}
        self._pending: list[_Slide] = []

    def slide(self, n: int, item: Composed, *, with_notes: bool) -> str:
        """Add slide `n` with all that belongs to it and return its relationship; it is written by `finish`."""
        layout = self._base.layouts[item.layout.layout]
        name = slide_name(n)
        relations = Relations(name)
        relations.add("slideLayout", layout.part)
        writer = Writer(self._tag, self._rtl, layout.slots)
        shapes = []
        for element in item.layout.elements:
            rel = ""
            if isinstance(element, Picture):
                assert item.picture is not None
                rel = relations.add("image", self._picture(item.picture))
            elif isinstance(element, ChartFrame):
                rel = relations.add("chart", self._chart(element))
            shapes.append(writer.element(element, rel))
        text = (
            f"{_HEAD}<p:sld {NS}><p:cSld><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
            f"<p:clrMapOvr>{layout.colours or '<a:masterClrMapping/>'}</p:clrMapOvr></p:sld>"
        )
        if with_notes and item.notes and self._base.notes_master:
            relations.add("notesSlide", self._notes(n, name, item.notes))
        self._pending.append(_Slide(name, text, relations, writer.links))
        return self._main.add("slide", name)

    def finish(self) -> None:
        """Write the slides; jumps between them point at slides that are all known by now."""
        for slide in self._pending:
            text = slide.text
            for key, number in slide.links.items():
                assert 1 <= number <= len(self._pending), f"{slide.name} leads to slide {number}, which there is not"
                text = text.replace(f'"{key}"', f'"{slide.relations.add("slide", slide_name(number))}"')
            self._package.add(part(slide.name, text, f"{_CT}.presentationml.slide+xml"))
            self._package.relate(slide.relations)

    def _picture(self, picture: Media) -> str:
        digest = sha256(picture.data).hexdigest()
        if digest not in self._pictures:
            name = self._pictures[digest] = self._package.free("ppt/media/image", picture.extension)
            self._package.add(part(name, picture.data, picture.media_type))
        return self._pictures[digest]

    def _chart(self, frame: ChartFrame) -> str:
        name = self._package.free("ppt/charts/chart", "xml")
        book = self._package.free("ppt/embeddings/workbook", "xlsx")
        relations = Relations(name)
        rel = relations.add("package", book)
        external = f'<c:externalData r:id="{rel}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        text = ChartXml(frame, self._theme, self._tag).text().replace("</c:chartSpace>", external)
        self._package.add(part(name, text, f"{_CT}.drawingml.chart+xml"))
        self._package.relate(relations)
        self._package.add(part(book, workbook(frame.chart, self._tag), f"{_CT}.spreadsheetml.sheet"))
        return name

    def _notes(self, n: int, slide: str, notes: str) -> str:
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
        name = f"ppt/notesSlides/notesSlide{n}.xml"
        relations = Relations(name)
        relations.add("notesMaster", self._base.notes_master)
        relations.add("slide", slide)
        self._package.add(part(name, xml, f"{_CT}.presentationml.notesSlide+xml"))
        self._package.relate(relations)
        return name
