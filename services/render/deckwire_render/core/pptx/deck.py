"""Composes slides and writes them into a presentation over the generated template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from deckwire_contracts import Credit
from deckwire_contracts.slides import SectionSlide, Slide

from ..layout import ChartFrame, Context, Picture, PictureInfo, Place, SlideLayout, compose
from ..layout.frame import sources
from ..template import Template, template
from ..template.archive import pack
from ..themes import Theme, get
from . import language as languages
from .charts import ChartXml, workbook
from .markup import NS, Writer, attribute, clean
from .media import Media, media

_RT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CT = "application/vnd.openxmlformats-officedocument"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DeckSlide:
    """One slide and its picture; `awaiting` keeps room for a picture that is still to come."""

    slide: Slide
    slide_id: str
    image: bytes | None = None
    media_type: str = ""
    alt: str = ""
    credit: Credit | None = None
    awaiting: bool = False

    @property
    def credit_text(self) -> str:
        """Who is to be credited, as it is shown."""
        return self.credit.text if self.credit and self.image else ""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished .pptx; `slide_ids` names for every slide in it the slide that it came from.

    `unreadable` are the ids of slides whose picture could not be read and was left out.
    """

    data: bytes
    slide_ids: tuple[str, ...]
    layouts: tuple[SlideLayout, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Composed:
    source: DeckSlide
    layout: SlideLayout
    picture: Media | None
    notes: str


@dataclass
class _Links:
    """Relationships of slides that can only be made when all slides stand."""

    pending: list[tuple[Any, str, int]] = field(default_factory=list)


def build(
    slides: Sequence[DeckSlide],
    *,
    title: str,
    language: str = "en",
    theme: str = "indigo",
    author: str = "Deckwire",
    created: datetime | None = None,
    notes: bool = True,
) -> Built:
    """Return the deck: slides composed in order, with continuation slides where a slide does not fit one.

    The same input gives the same bytes. Raises `UnknownThemeError`.
    """
    look = get(theme)
    composed, unreadable = _compose(slides, title, language, look)
    data = _write(composed, slides, title, language, look, author=author, created=created or _FIXED, notes=notes)
    ids = tuple(c.source.slide_id for c in composed)
    return Built(data, ids, tuple(c.layout for c in composed), tuple(unreadable))


def build_deck(
    slides: Sequence[DeckSlide],
    *,
    title: str,
    language: str = "en",
    theme: str = "indigo",
    author: str = "Deckwire",
    created: datetime | None = None,
    notes: bool = True,
) -> bytes:
    """Return the deck as .pptx bytes; see `build`."""
    return build(
        slides, title=title, language=language, theme=theme, author=author, created=created, notes=notes
    ).data


def build_preview(
    slide: DeckSlide,
    *,
    title: str,
    language: str = "en",
    theme: str = "indigo",
    number: int = 1,
    total: int = 1,
    section: int = 0,
    sections: Sequence[str] = (),
) -> bytes:
    """Return a .pptx that holds the one slide as it stands at `number` of `total` in its deck."""
    look = get(theme)
    if slide.slide.image is not None and slide.image is None:
        slide = replace(slide, awaiting=True)
    place = Place(number, total, section, tuple(sections))
    composed, _ = _compose([slide], title, language, look, place=place)
    return _write(composed, [slide], title, language, look, author="Deckwire", created=_FIXED, notes=False, alone=True)


def _compose(
    slides: Sequence[DeckSlide], title: str, language: str, theme: Theme, place: Place | None = None
) -> tuple[list[_Composed], list[str]]:
    tag = languages.tag(language)
    rtl = languages.right_to_left(language)
    sections = tuple(s.slide.title for s in slides if isinstance(s.slide, SectionSlide))
    found: list[_Composed] = []
    unreadable: list[str] = []
    opened = 0
    base = Context(theme, Place(), tag, rtl, title)
    pictures = [media(s.image, s.media_type) if s.image else None for s in slides]

    def pages(source: DeckSlide, picture: Media | None, where: Place) -> list[SlideLayout]:
        info = PictureInfo(picture.width, picture.height, source.alt, source.credit_text) if picture else None
        awaiting = source.awaiting and picture is None
        return compose(source.slide, replace(base, place=where, picture=info, awaiting=awaiting))

    # The agenda links to sections, whose numbers are known only when all slides are composed.
    agendas: list[tuple[int, int, DeckSlide, Media | None, Place]] = []
    starts: list[int] = []
    for source, picture in zip(slides, pictures, strict=True):
        if source.image and picture is None:
            unreadable.append(source.slide_id)
        number = len(found) + 1
        if isinstance(source.slide, SectionSlide):
            opened += 1
            starts.append(number)
        where = place or Place(number, len(slides), opened, sections)
        composed = pages(source, picture, where)
        if source.slide.type == "agenda" and place is None:
            agendas.append((len(found), len(composed), source, picture, where))
        found += [_Composed(source, layout, picture, _notes(source)) for layout in composed]
    for at, count, source, picture, where in agendas:
        again = pages(source, picture, replace(where, section_slides=tuple(starts)))
        if len(again) == count:
            found[at : at + count] = [_Composed(source, layout, picture, _notes(source)) for layout in again]
    return found, unreadable


def _notes(source: DeckSlide) -> str:
    """Return the speaker notes, with the sources and the picture's credit in full."""
    refs = sources(source.slide)
    return "\n\n".join(t for t in (source.slide.notes, refs, source.credit_text) if t)


def _write(
    composed: Sequence[_Composed],
    slides: Sequence[DeckSlide],
    title: str,
    language: str,
    theme: Theme,
    *,
    author: str,
    created: datetime,
    notes: bool,
    alone: bool = False,
) -> bytes:
    from pptx import Presentation
    from pptx.oxml import parse_xml

    rtl = languages.right_to_left(language)
    tag = languages.tag(language)
    base = template(theme.id, rtl=rtl, only=composed[0].layout.layout if alone and len(composed) == 1 else None)
    presentation = Presentation(io.BytesIO(base.data))
    _properties(presentation.core_properties, title, tag, author, created)
    writer = _PartWriter(presentation, base, theme, tag, rtl=rtl)
    for n, item in enumerate(composed, 1):
        writer.slide(n, item, with_notes=notes)
    writer.connect()
    element = presentation.part._element  # noqa: SLF001
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="{rel}"/>' for n, rel in enumerate(writer.relations, 1))
    element.find(_q("notesMasterIdLst")).addnext(parse_xml(f"<p:sldIdLst {NS}>{ids}</p:sldIdLst>"))
    extension = _sections(composed, title)
    if extension:
        element.append(parse_xml(f"<p:extLst {NS}>{extension}</p:extLst>"))
    del slides
    return _serialised(presentation.part.package)


def _q(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/presentationml/2006/main}}{name}"


def _properties(core: Any, title: str, tag: str, author: str, created: datetime) -> None:
    from deckwire_contracts.text import one_line

    core.title = one_line(title)[:250]
    core.language = tag
    core.author = one_line(author)[:250]
    core.last_modified_by = one_line(author)[:250]
    core.created = created.astimezone(UTC).replace(tzinfo=None)
    core.modified = created.astimezone(UTC).replace(tzinfo=None)
    core.revision = 1


def _sections(composed: Sequence[_Composed], title: str) -> str:
    """Return the section list: one section from each section slide to the next."""
    groups: list[tuple[str, list[int]]] = []
    for n, item in enumerate(composed):
        slide = item.source.slide
        if isinstance(slide, SectionSlide) and item.layout.part == 1:
            groups.append((slide.title or title, []))
        elif not groups:
            groups.append((title, []))
        groups[-1][1].append(256 + n)
    if len(groups) < 2:
        return ""
    seen: dict[str, int] = {}
    body = []
    for n, (name, ids) in enumerate(groups):
        plain = attribute(name, 120) or "–"
        seen[plain] = seen.get(plain, 0) + 1
        shown = plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"
        digest = sha256(f"{n}:{name}".encode()).hexdigest().upper()
        guid = f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-A{digest[17:20]}-{digest[20:32]}}}"
        members = "".join(f'<p14:sldId id="{i}"/>' for i in ids)
        body.append(f'<p14:section name="{shown}" id="{guid}"><p14:sldIdLst>{members}</p14:sldIdLst></p14:section>')
    return (
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(body)}</p14:sectionLst></p:ext>"
    )


class _PartWriter:
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

    def slide(self, n: int, item: _Composed, *, with_notes: bool) -> None:
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


def _serialised(package: Any) -> bytes:
    """Return the package as bytes that depend on its content alone."""
    from pptx.opc.packuri import PACKAGE_URI
    from pptx.opc.serialized import _ContentTypesItem
    from pptx.opc.serialized import serialize_part_xml as serialise

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
