"""Source material: what a document says, in order, typed, with ids that a slide brief can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from deckwire_contracts import ArtifactRef, PictureFit, SourceFigure
from deckwire_contracts.text import Line, Prose
from pydantic import BaseModel, ConfigDict, Field

MAX_FIGURES = 100
"""How many pictures the sources of one deck have at most; what is planned is chosen among them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Paragraph(_Part):
    """Running text."""

    kind: Literal["paragraph"] = "paragraph"
    text: Line


class ListItem(_Part):
    """One point of a list and the points nested under it."""

    text: Line
    children: list[Line] = Field(default_factory=list)


class ListBlock(_Part):
    """A list; `intro` is the line that announces it."""

    kind: Literal["list"] = "list"
    ordered: bool = False
    intro: Line = ""
    items: list[ListItem] = Field(min_length=1)


class TableBlock(_Part):
    """A header row and body rows, all of the same width, as they are written in the document."""

    kind: Literal["table"] = "table"
    caption: Line = ""
    headers: list[Line] = Field(min_length=1)
    rows: list[list[Line]] = Field(default_factory=list)
    total_rows: int = 0

    def column(self, index: int) -> list[str]:
        """Return the cells of one column, without its header."""
        return [row[index] for row in self.rows]


class QuoteBlock(_Part):
    """Somebody's words, and whose."""

    kind: Literal["quote"] = "quote"
    text: Line
    attribution: Line = ""


class CodeBlock(_Part):
    """Text that is for a machine."""

    kind: Literal["code"] = "code"
    text: Prose
    language: Line = ""


Block = Annotated[Paragraph | ListBlock | TableBlock | QuoteBlock | CodeBlock, Field(discriminator="kind")]
"""One piece of a section; `kind` tells which."""


class Figure(_Part):
    """A picture of the document. `sha256` names its bytes; `image` is where they are kept, None before they are.

    `after` is how many blocks of its section stand before it. `caption` and `alt` are as in `SourceFigure`; `source` is
    the file it came in if that is not the section's document.
    """

    id: Annotated[str, Field(pattern=r"^f[0-9]{3,6}$")] = "f000"
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    media_type: Literal["image/png", "image/jpeg"]
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    fit: PictureFit = "whole"
    caption: Annotated[Line, Field(max_length=300)] = ""
    alt: Annotated[Line, Field(max_length=300)] = ""
    page: int | None = Field(default=None, ge=1)
    source: Line = ""
    after: int = Field(default=0, ge=0)
    image: ArtifactRef | None = None

    @property
    def name(self) -> str:
        """What the document calls it, empty when it does not."""
        return self.caption or self.alt


class Section(_Part):
    """A heading and what stands under it up to the next heading.

    `level` is 1 for the outermost headings; 0 is text before any heading. `page` counts from 1 (a page of a PDF, a
    slide of a PPTX). `source` names the document when several were merged.
    """

    id: Annotated[str, Field(pattern=r"^m[0-9]{3,6}$")]
    level: int = Field(ge=0, le=9)
    heading: Line = ""
    blocks: list[Block] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    page: int | None = Field(default=None, ge=1)
    notes: Prose = ""
    source: Line = ""

    def block_id(self, index: int) -> str:
        """Return the id of the block at `index`: the section's id, a hyphen and the position from 0."""
        return f"{self.id}-{index}"


class Material(_Part):
    """A document as the writers read it; it travels as a JSON artifact.

    `notices` say what could not be read (a document that was cut, for example), in words for the user. `pictures`
    holds the bytes of figures by their SHA-256 until they are stored; it does not travel.
    """

    title: Line = ""
    subtitle: Line = ""
    author: Line = ""
    date: Line = ""
    language: Line = "en"
    source: Line = ""
    sections: list[Section] = Field(default_factory=list)
    notices: list[Line] = Field(default_factory=list)
    pictures: dict[str, bytes] = Field(default_factory=dict, exclude=True, repr=False)

    def section(self, material_id: str) -> Section | None:
        """Return the section that a section id or a block id names, or None."""
        wanted = material_id.partition("-")[0]
        return next((section for section in self.sections if section.id == wanted), None)

    def pick(self, material_ids: list[str]) -> list[tuple[Section, Block]]:
        """Return the blocks that the ids name, in the document's order; a section id names all its blocks.

        A section whose blocks are named one by one contributes only those.
        """
        wanted = set(material_ids)
        narrowed = {name.partition("-")[0] for name in wanted if "-" in name}
        picked: list[tuple[Section, Block]] = []
        for section in self.sections:
            whole = section.id in wanted and section.id not in narrowed
            picked.extend(
                (section, block)
                for index, block in enumerate(section.blocks)
                if whole or section.block_id(index) in wanted
            )
        return picked

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Yield every block with its section, in order."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    def figures(self) -> Iterator[tuple[Section, Figure]]:
        """Yield every figure with its section, in order."""
        for section in self.sections:
            for figure in section.figures:
                yield section, figure

    def figure(self, figure_id: str | None) -> SourceFigure | None:
        """Return the figure of that id as a slide can show it, None when there is none or its bytes are not kept."""
        return next((figure for figure in self.shown_figures() if figure.id == figure_id), None)

    def shown_figures(self) -> list[SourceFigure]:
        """Return the figures whose bytes are kept, in order, with where they stand."""
        return [
            SourceFigure(
                id=figure.id,
                image=figure.image,
                width=figure.width,
                height=figure.height,
                fit=figure.fit,
                caption=figure.caption,
                alt=figure.alt,
                source=(figure.source or section.source or self.source)[:160],
                section="" if figure.source else section.heading[:160],
                page=figure.page or section.page,
            )
            for section, figure in self.figures()
            if figure.image is not None
        ]

    def with_images(self, images: Mapping[str, ArtifactRef]) -> Material:
        """Return the material with the references of its figures' bytes, by SHA-256, and without the bytes."""
        sections = [
            section.model_copy(
                update={"figures": [f.model_copy(update={"image": images.get(f.sha256)}) for f in section.figures]}
            )
            if section.figures
            else section
            for section in self.sections
        ]
        return self.model_copy(update={"sections": sections, "pictures": {}})

    def is_empty(self) -> bool:
        """Return whether nothing but headings was found."""
        return not self.has_words() and not any(section.figures for section in self.sections)

    def has_words(self) -> bool:
        """Return whether there is something to write from: text, tables or notes."""
        return any(section.blocks or section.notes for section in self.sections)

    def prose(self) -> str:
        """Return the text of all paragraphs, list items and quotes, one per line."""
        lines: list[str] = []
        for _, block in self.blocks():
            if isinstance(block, Paragraph | QuoteBlock):
                lines.append(block.text)
            elif isinstance(block, ListBlock):
                lines.extend(item.text for item in block.items)
        return "\n".join(lines)


def merge(materials: list[Material]) -> Material:
    """Return one material that holds all sections in order under fresh ids; raises ValueError for an empty list.

    The first document gives the title, the language and the author; each document is one outermost section, and each
    section remembers its document. Pictures come behind the words; beside a single document they are part of it.
    """
    if not materials:
        raise ValueError("there is nothing to merge")
    worded = [material for material in materials if material.has_words()]
    if len(worded) <= 1:
        document = worded[0] if worded else materials[0]
        return _with_pictures(document, [material for material in materials if material is not document])
    materials = [*worded, *(material for material in materials if not material.has_words())]
    sections: list[Section] = []
    for material in materials:
        for position, section in enumerate(material.sections):
            heading = section.heading if position or section.heading else material.title or material.source
            sections.append(
                section.model_copy(
                    update={
                        "id": section_id(len(sections) + 1),
                        "source": section.source or material.source,
                        "heading": heading,
                        "level": min(9, max(1, section.level) + 1) if position else 1,
                    }
                )
            )
    first = materials[0]
    return first.model_copy(
        update={
            "sections": numbered(sections),
            "source": ", ".join(dict.fromkeys(m.source for m in materials if m.source)),
            "notices": [*(notice for material in materials for notice in material.notices), *_too_many(sections)],
        }
    )


def _with_pictures(document: Material, pictures: list[Material]) -> Material:
    """A document to which pictures were added that came as files of their own: each a section without words."""
    sections, notices = list(document.sections), list(document.notices)
    level = min((section.level for section in sections if section.level), default=1)
    for picture in pictures:
        figures = [f.model_copy(update={"source": picture.source}) for _, f in picture.figures()]
        number = section_id(len(sections) + 1)
        sections.append(Section(id=number, level=level, heading=picture.title, figures=figures, source=document.source))
        notices += picture.notices
    notices += _too_many(sections)
    return document.model_copy(update={"sections": numbered(sections), "notices": notices}) if pictures else document


def _too_many(sections: list[Section]) -> list[str]:
    beyond = sum(len(section.figures) for section in sections) - MAX_FIGURES
    return [f"Of all pictures only the first {MAX_FIGURES} can be shown; {beyond} were left out."] if beyond > 0 else []


def numbered(sections: list[Section]) -> list[Section]:
    """Return the sections, figures numbered in order (`f001`, `f002`, …), without those beyond the most."""
    made: list[Section] = []
    count = 0
    for section in sections:
        kept = section.figures[: MAX_FIGURES - count]
        figures = [f.model_copy(update={"id": f"f{n:03d}"}) for n, f in enumerate(kept, start=count + 1)]
        count += len(figures)
        made.append(section.model_copy(update={"figures": figures}) if section.figures else section)
    return made


def section_id(number: int) -> str:
    """Return the id of the section at `number`, counted from 1: `m001`, `m002`, …."""
    return f"m{number:03d}"
