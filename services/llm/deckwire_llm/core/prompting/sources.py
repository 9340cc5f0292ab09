"""Source material as a model reads it: data between delimiters that nobody can guess, never instructions."""

from __future__ import annotations

from collections.abc import Iterable

from deckwire_llm.core.material import (
    Block,
    CodeBlock,
    ListBlock,
    Material,
    Paragraph,
    QuoteBlock,
    Section,
    TableBlock,
)

_CUT = " […]"
_SHORTEST = 160


def as_data(label: str, text: str, nonce: str) -> str:
    """Return `text` as a fenced block of data; `nonce` must be fresh and secret to whoever wrote the text."""
    # Whoever guesses the nonce could close the fence, so a text that holds it loses it.
    inner = text.replace(nonce, "")
    return f"[{label} {nonce}]\n{inner}\n[end of {label} {nonce}]"


def whole_text(material: Material, limit: int) -> str:
    """Return all sections with their ids in at most about `limit` characters.

    When there is more, every section keeps its beginning, in proportion to its length.
    """
    return _fit([(_head(section) + _figures(section), _blocks(section.blocks)) for section in material.sections], limit)


def picked_text(material: Material, ids: list[str], limit: int) -> str:
    """Return the sections and blocks that `ids` name, in at most about `limit` characters; empty when none do."""
    parts: dict[str, tuple[str, list[Block]]] = {}
    for section, block in material.pick(ids):
        parts.setdefault(section.id, (_head(section), []))[1].append(block)
    return _fit([(head, _blocks(blocks)) for head, blocks in parts.values()], limit)


def _fit(parts: list[tuple[str, str]], limit: int) -> str:
    total = sum(len(head) + len(body) + 2 for head, body in parts)
    if total <= limit:
        return "\n\n".join(f"{head}\n{body}".strip() for head, body in parts)
    share = limit / total
    shown: list[str] = []
    left = limit
    for head, body in parts:
        room = min(left - len(head), max(_SHORTEST, int(len(body) * share)))
        if room <= 0:
            break
        cut = body if len(body) <= room else body[:room].rsplit(None, 1)[0] + _CUT
        shown.append(f"{head}\n{cut}".strip())
        left -= len(head) + len(cut) + 2
    return "\n\n".join(shown)


def _head(section: Section) -> str:
    said = [f"({section.id})", "#" * max(1, section.level), section.heading or "(no heading)"]
    if section.source:
        said.append(f"[{section.source}]")
    if section.page is not None:
        said.append(f"[page {section.page}]")
    return " ".join(said)


def _figures(section: Section) -> str:
    shown = [f"[figure {figure.id}: {figure.name or 'without a caption'}]" for figure in section.figures]
    return "".join(f"\n{line}" for line in shown)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text
        case ListBlock():
            marks = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
            lines = [block.intro] if block.intro else []
            for mark, item in zip(marks, block.items, strict=True):
                lines.append(f"{mark} {item.text}")
                lines.extend(f"  - {child}" for child in item.children)
            return "\n".join(lines)
        case TableBlock():
            rows = [block.headers, *block.rows]
            lines = [" | ".join(row) for row in rows]
            return "\n".join([f"Table: {block.caption}" if block.caption else "Table:", *lines])
        case QuoteBlock():
            return f"“{block.text}”" + (f" ({block.attribution})" if block.attribution else "")
        case CodeBlock():
            return block.text
