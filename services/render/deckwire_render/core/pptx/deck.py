"""Composes slides and writes them into a presentation over the generated template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from deckwire_contracts.slides import SectionSlide
from deckwire_contracts.text import one_line

from ..layout import Context, PictureInfo, Place, SlideLayout, compose
from ..layout.frame import sources
from ..layout.safe import legible
from ..layout.samples import STANDARD
from ..markup import NS, attribute, clean
from ..master import Master, compose_on, shows_picture_on
from ..opc import Package, part
from ..rhythm import before
from ..template import MAIN_TYPE, Template, template
from ..text.families import beside_rtl
from ..themes import DEFAULT, Theme, get
from . import language as languages
from .compositions import Compositions, key_of
from .media import Media, media
from .model import Built, Composed, DeckSlide
from .parts import PartWriter

_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def build(
    slides: Sequence[DeckSlide],
    *,
    title: str,
    language: str = "en",
    theme: Theme | str = DEFAULT,
    author: str = "Deckwire",
    created: datetime | None = None,
    notes: bool = True,
    master: Master | None = None,
    known: Compositions | None = None,
) -> Built:
    """Return the deck: slides composed in order, with continuation slides where a slide does not fit one.

    `theme` is a theme or the id of one in the catalogue; a `master` of the user's goes before it. The same input
    gives the same bytes, whatever is `known` of it. Raises `UnknownThemeError`.
    """
    look = master.theme if master else _spoken(theme, language)
    composed, unreadable = _compose(slides, title, language, look, master=master, known=known)
    base = master.template if master else _template(look, language, STANDARD | _used(composed))
    data = _write(composed, base, title, language, look, author=author, created=created or _FIXED, notes=notes)
    ids = tuple(c.source.slide_id for c in composed)
    unplaced = tuple(s.slide_id for s in slides if master and s.image and not shows_picture_on(master, s.slide))
    return Built(data, ids, tuple(c.layout for c in composed), tuple(unreadable), unplaced)


def build_deck(
    slides: Sequence[DeckSlide],
    *,
    title: str,
    language: str = "en",
    theme: Theme | str = DEFAULT,
    author: str = "Deckwire",
    created: datetime | None = None,
    notes: bool = True,
) -> bytes:
    """Return the deck as .pptx bytes; see `build`."""
    return build(slides, title=title, language=language, theme=theme, author=author, created=created, notes=notes).data


def build_preview(
    slide: DeckSlide,
    *,
    title: str,
    language: str = "en",
    theme: Theme | str = DEFAULT,
    number: int = 1,
    total: int = 1,
    section: int = 0,
    sections: Sequence[str] = (),
    master: Master | None = None,
    known: Compositions | None = None,
) -> bytes:
    """Return a .pptx that holds the one slide as it stands at `number` of `total` in its deck."""
    look = master.theme if master else _spoken(theme, language)
    if slide.slide.image is not None and slide.image is None:
        slide = replace(slide, awaiting=True)
    place = Place(number, total, section, tuple(sections), before=slide.before)
    composed, _ = _compose([slide], title, language, look, place=place, master=master, known=known)
    base = master.template if master else _template(look, language, _used(composed))
    return _write(composed, base, title, language, look, author="Deckwire", created=_FIXED, notes=False)


def _spoken(theme: Theme | str, language: str) -> Theme:
    """Return the theme as it looks in the language: from right to left all letters and digits are of one font."""
    look = theme if isinstance(theme, Theme) else get(theme)
    if not languages.right_to_left(language):
        return look
    return replace(look, heading_font=beside_rtl(look.heading_font), body_font=beside_rtl(look.body_font))


def _used(composed: Sequence[Composed]) -> frozenset[str]:
    return frozenset(item.layout.layout for item in composed)


def _template(theme: Theme, language: str, only: frozenset[str]) -> Template:
    return template(theme, rtl=languages.right_to_left(language), only=only)


def _compose(
    slides: Sequence[DeckSlide],
    title: str,
    language: str,
    theme: Theme,
    place: Place | None = None,
    master: Master | None = None,
    known: Compositions | None = None,
) -> tuple[list[Composed], list[str]]:
    tag = languages.tag(language)
    rtl = languages.right_to_left(language)
    sections = tuple(s.slide.title for s in slides if isinstance(s.slide, SectionSlide))
    kinds = [s.slide.type for s in slides]
    found: list[Composed] = []
    unreadable: list[str] = []
    opened = 0
    base = Context(theme, Place(), tag, rtl, one_line(title))
    pictures = [media(s.image, s.media_type) if s.image else None for s in slides]

    def pages(source: DeckSlide, picture: Media | None, where: Place) -> tuple[SlideLayout, ...]:
        size = (picture.width, picture.height) if picture else (0, 0)
        info = PictureInfo(*size, source.alt, source.credit_text, source.whole) if picture else None
        awaiting = source.awaiting and picture is None
        ctx = replace(base, place=where, picture=info, awaiting=awaiting, care=source.care)

        def made() -> list[SlideLayout]:
            layouts = compose_on(master, source.slide, ctx) if master else compose(source.slide, ctx)
            return [legible(layout.without_blanks(), theme, source.unreadable) for layout in layouts]

        if known is None:
            return tuple(made())
        return known.of(key_of(source.slide, ctx, source.unreadable, master), made)

    # The agenda links to sections, whose numbers are known only when all slides are composed.
    agendas: list[tuple[int, int, DeckSlide, Media | None, Place]] = []
    starts: list[int] = []
    for ordinal, (source, picture) in enumerate(zip(slides, pictures, strict=True), 1):
        if source.image and picture is None:
            unreadable.append(source.slide_id)
        number = len(found) + 1
        if isinstance(source.slide, SectionSlide):
            opened += 1
            starts.append(number)
        turn = before(kinds, ordinal) if source.before is None else source.before
        where = place or Place(number, len(slides), opened, sections, ordinal=ordinal, before=turn)
        composed = pages(source, picture, where)
        if source.slide.type == "agenda" and place is None:
            agendas.append((len(found), len(composed), source, picture, where))
        found += [Composed(source, layout, picture, _notes(source)) for layout in composed]
    for at, count, source, picture, where in agendas:
        again = pages(source, picture, replace(where, section_slides=tuple(starts)))
        if len(again) == count:
            found[at : at + count] = [Composed(source, layout, picture, _notes(source)) for layout in again]
    return found, unreadable


def _notes(source: DeckSlide) -> str:
    """Return the speaker notes, with the sources, unless they name them, and the picture's credit in full."""
    named = all(ref.name in source.slide.notes for ref in source.slide.sources)
    refs = "" if named else sources(source.slide)
    return "\n\n".join(t for t in (source.slide.notes, refs, source.credit_text) if t)


def _write(
    composed: Sequence[Composed],
    base: Template,
    title: str,
    language: str,
    theme: Theme,
    *,
    author: str,
    created: datetime,
    notes: bool,
) -> bytes:
    """Return the composed slides as a .pptx over `base`, whose layouts they name."""
    rtl = languages.right_to_left(language)
    tag = languages.tag(language)
    package = Package(base.parts)
    relations = base.relations.copy()
    writer = PartWriter(package, base, relations, theme, tag, rtl=rtl)
    slides = [writer.slide(n, item, with_notes=notes) for n, item in enumerate(composed, 1)]
    writer.finish()
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="{rel}"/>' for n, rel in enumerate(slides, 1))
    main = base.main.text(f"<p:sldIdLst {NS}>{ids}</p:sldIdLst>", _sections(composed, title))
    package.add(part(base.main.name, main, MAIN_TYPE))
    package.relate(relations)
    package.add(part(_CORE, _properties(title, tag, author, created), _CORE_TYPE))
    root = base.package.copy()
    root.add(_CORE_RELATION, _CORE)
    package.relate(root)
    return package.data()


def _properties(title: str, tag: str, author: str, created: datetime) -> str:
    """Return the core properties part."""
    name, when = clean(one_line(author)[:250]), created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(one_line(title)[:250])}</dc:title><dc:creator>{name}</dc:creator>"
        f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        f"<dc:language>{tag}</dc:language></cp:coreProperties>"
    )


def _sections(composed: Sequence[Composed], title: str) -> str:
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
        digest = sha256(f"{n}:{one_line(name)}".encode()).hexdigest().upper()
        guid = f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-A{digest[17:20]}-{digest[20:32]}}}"
        members = "".join(f'<p14:sldId id="{i}"/>' for i in ids)
        body.append(f'<p14:section name="{shown}" id="{guid}"><p14:sldIdLst>{members}</p14:sldIdLst></p14:section>')
    return (
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(body)}</p14:sectionLst></p:ext>"
    )
