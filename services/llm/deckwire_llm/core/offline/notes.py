"""Speaker notes: what the document says and the slide does not, and where it says so."""

from __future__ import annotations

import re

from deckwire_contracts.slides import SourceRef

from ..material import Block, ListBlock, Material, Paragraph, QuoteBlock, Section, TableBlock
from .amount import Amount
from .blocks import is_said
from .phrases import Phrases
from .shorten import clip
from .words import length, sentences

Picked = list[tuple[Section, Block]]

_MOST = 3500


def notes_for(
    picked: Picked, shown: list[str], amount: Amount, words: Phrases, material: Material, *, cover: bool = False
) -> str:
    """Return the notes of a slide that shows `shown`: sentences left out, the source; figures when all is said.

    A `cover` never repeats what it shows.
    """
    said: list[str] = []
    room = amount.notes
    for sentence in _spoken(picked):
        if room <= 0:
            break
        if sentence not in said and not is_said(sentence, shown) and not _repeats(sentence, shown):
            said.append(sentence)
            room -= length(sentence)
    if not said and not cover:
        said = [figures for _, block in picked if isinstance(block, TableBlock) and (figures := _figures(block))][:1]
    if not said and not cover:
        said = _spoken(picked)[:8]
    lines = [clip(" ".join(said), _MOST)] if said else []
    where = [source_line(ref, words) for ref in sources_of(picked, material)]
    if where:
        lines.append(f"{words.source}: {'; '.join(dict.fromkeys(where))}")
    return "\n\n".join(lines)


def sources_of(picked: Picked, material: Material) -> list[SourceRef]:
    """Return where the blocks come from, each place once, at most six."""
    found: dict[tuple[str, str, int | None], SourceRef] = {}
    for section, _ in picked:
        name = section.source or material.source
        if name:
            key = (name, section.heading, section.page)
            found.setdefault(
                key, SourceRef(name=clip(name, 160), section=clip(section.heading, 160), page=section.page)
            )
    return list(found.values())[:6]


def source_line(ref: SourceRef, words: Phrases) -> str:
    """Return a source as one line: document, section, page."""
    page = f"{words.page} {ref.page}" if ref.page else ""
    return ", ".join(part for part in (ref.name, f"“{ref.section}”" if ref.section else "", page) if part)


def _spoken(picked: Picked) -> list[str]:
    found: list[str] = []
    for section in {section.id: section for section, _ in picked}.values():
        if section.notes:
            found.extend(sentences(section.notes.replace("\n", " ")))
    for _, block in picked:
        if isinstance(block, Paragraph):
            found.extend(sentences(block.text))
        elif isinstance(block, ListBlock):
            for item in block.items:
                text = item.text if item.text.endswith((".", "!", "?", "。", ":")) else f"{item.text}."
                found.append(text)
                found.extend(f"{child.rstrip('.')}." for child in item.children)
        elif isinstance(block, QuoteBlock):
            found.append(f"“{block.text}”" + (f" — {block.attribution}" if block.attribution else ""))
    return found


def _repeats(sentence: str, shown: list[str]) -> bool:
    flat = sentence.strip(" .“”").lower()
    return any(flat and flat == text.strip(" .").lower() for text in shown)


def _figures(block: TableBlock) -> str:
    """The first rows of a table, to be read aloud."""
    rows = block.rows[:12]
    lines = []
    if all(re.search(r"\d", row[1]) for row in rows if len(row) > 1):
        for column in range(1, min(len(block.headers), 5)):
            pairs = [f"{row[0]} {row[column]}" for row in rows if row[column]]
            lines.append(f"{block.headers[column]}: {', '.join(pairs)}.")
        return " ".join(lines)
    for row in rows[:6]:
        told = "; ".join(cell.rstrip(".") for cell in row[1:6] if cell)
        lines.append(f"{row[0]}: {told}." if told else f"{row[0]}.")
    return " ".join(lines)
