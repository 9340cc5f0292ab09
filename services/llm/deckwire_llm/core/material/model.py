"""Source material: what a document says, in order, typed, with ids that a slide brief can name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from deckwire_contracts.text import Line, Prose
from pydantic import BaseModel, ConfigDict, Field


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


class Section(_Part):
    """A heading and what stands under it up to the next heading.

    `level` is 1 for the outermost headings; 0 is text before any heading. `page` counts from 1 (a page of a PDF, a
    slide of a PPTX). `source` names the document when several were merged.
    """

    id: Annotated[str, Field(pattern=r"^m[0-9]{3,6}$")]
    level: int = Field(ge=0, le=9)
    heading: Line = ""
    blocks: list[Block] = Field(default_factory=list)
    page: int | None = Field(default=None, ge=1)
    notes: Prose = ""
    source: Line = ""

    def block_id(self, index: int) -> str:
        """Return the id of the block at `index`: the section's id, a hyphen and the position from 0."""
        return f"{self.id}-{index}"


class Material(_Part):
    """A document as the writers read it; it travels as a JSON artifact.

    `notices` say what could not be read (a document that was cut, for example), in words for the user.
    """

    title: Line = ""
    subtitle: Line = ""
    author: Line = ""
    date: Line = ""
    language: Line = "en"
    source: Line = ""
    sections: list[Section] = Field(default_factory=list)
    notices: list[Line] = Field(default_factory=list)

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

    def is_empty(self) -> bool:
        """Return whether nothing but headings was found."""
        return not any(section.blocks or section.notes for section in self.sections)

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
    section remembers its document.
    """
    if not materials:
        raise ValueError("there is nothing to merge")
    if len(materials) == 1:
        return materials[0]
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
            "sections": sections,
            "source": ", ".join(dict.fromkeys(m.source for m in materials if m.source)),
            "notices": [notice for material in materials for notice in material.notices],
        }
    )


def section_id(number: int) -> str:
    """Return the id of the section at `number`, counted from 1: `m001`, `m002`, …."""
    return f"m{number:03d}"
