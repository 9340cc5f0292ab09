"""DOCX: headings by style, lists by numbering, tables, quotes; what is hidden stays out."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from deckwire_llm.core.material import Builder, ListItem, Material

from .gallery import Gallery
from .word_drawings import Drawings

_HEADING = re.compile(r"^(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek)\s*(\d)$", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)|aufzählung|listen", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:caption|beschriftung|légende|leyenda|didascalia|legenda)", re.IGNORECASE)
_QUOTE = re.compile(r"quote|zitat|citation", re.IGNORECASE)


def read_docx(name: str, data: bytes, gallery: Gallery) -> Material:  # noqa: PLR0912, PLR0915  one branch for each kind
    """Return the material of a DOCX; raises what python-docx raises on a broken one."""
    document = Document(io.BytesIO(data))
    builder = Builder(source=name)
    properties = document.core_properties
    builder.author = (properties.author or "").replace("python-docx", "")
    ordered = _ordered_lists(document)
    pending: list[tuple[ListItem, bool]] = []
    drawings = Drawings(document.part, builder, gallery)

    def flush() -> None:
        if pending:
            builder.items([item for item, _ in pending], ordered=all(numbered for _, numbered in pending))
            pending.clear()

    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            flush()
            builder.table([[_visible_cell(cell) for cell in _unique(row.cells)] for row in block.rows[:5000]])
            drawings.take(block._element, flush)  # noqa: SLF001  drawings have no public name
            continue
        drawings.take(block._element, flush)  # noqa: SLF001  the same
        text = _visible(block)
        if not text.strip():
            continue
        style = (block.style.name if block.style is not None else "") or ""
        heading = _HEADING.match(style)
        if _CAPTION.search(style) and builder.caption(text):
            continue
        if style.lower() in {"title", "titel", "titre", "título"} and not builder.title:
            flush()
            builder.title = text.strip()
        elif style.lower() in {"subtitle", "untertitel", "sous-titre"}:
            builder.subtitle = builder.subtitle or text.strip()
        elif heading or _outline_level(block) is not None:
            flush()
            builder.heading(text, int(heading[1]) if heading else (_outline_level(block) or 0) + 1)
        elif (number := _numbering(block)) is not None or _LIST.search(style):
            level = number[1] if number else 0
            numbered = (ordered.get(number, False) if number else False) or "number" in style.lower()
            if level and pending:
                pending[-1][0].children.append(text.strip())
            else:
                pending.append((ListItem(text=_with_lead(block, text)), numbered))
        elif _QUOTE.search(style):
            flush()
            builder.quote(text)
        elif _is_bold_line(block, text):
            flush()
            builder.heading(text, 3)
        else:
            flush()
            builder.paragraph(text)
        if builder.full:
            break
    flush()
    return builder.material()


def _visible(paragraph: Any) -> str:
    """The text of a paragraph without runs that nobody can see: hidden, white, or one point high."""
    pieces: list[str] = []
    for element in paragraph._p.iter(qn("w:r")):  # noqa: SLF001  links and insertions hold runs that `runs` leaves out
        properties = element.find(qn("w:rPr"))
        if properties is not None and _is_hidden(properties):
            continue
        for part in element:
            if part.tag == qn("w:t"):
                pieces.append(part.text or "")
            elif part.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
                pieces.append(" ")
            elif part.tag == qn("w:noBreakHyphen"):
                pieces.append("-")
    return "".join(pieces)


def _is_hidden(properties: Any) -> bool:
    for tag in ("w:vanish", "w:webHidden"):
        mark = properties.find(qn(tag))
        if mark is not None and mark.get(qn("w:val")) not in {"0", "false"}:
            return True
    colour = properties.find(qn("w:color"))
    shaded = properties.find(qn("w:shd")) is not None or properties.find(qn("w:highlight")) is not None
    if colour is not None and (colour.get(qn("w:val")) or "").upper() == "FFFFFF" and not shaded:
        return True
    size = properties.find(qn("w:sz"))
    value = size.get(qn("w:val")) if size is not None else None
    return value is not None and value.isdigit() and int(value) <= 4  # half points


def _visible_cell(cell: Any) -> str:
    return " ".join(text for text in (_visible(paragraph).strip() for paragraph in cell.paragraphs) if text)


def _unique(cells: Any) -> list[Any]:
    """Cells of a row, a merged one once."""
    seen: list[Any] = []
    for cell in cells:
        if not seen or cell._tc is not seen[-1]._tc:  # noqa: SLF001  identity of merged cells is not public
            seen.append(cell)
    return seen


def _outline_level(paragraph: Any) -> int | None:
    properties = paragraph._p.pPr  # noqa: SLF001  outline level has no public name
    level = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = level.get(qn("w:val")) if level is not None else None
    return int(value) if value is not None and value.isdigit() and int(value) < 9 else None


def _numbering(paragraph: Any) -> tuple[str, int] | None:
    """The id of the list a paragraph belongs to and its depth."""
    properties = paragraph._p.pPr  # noqa: SLF001  list membership has no public name
    numbering = properties.numPr if properties is not None else None
    if numbering is None or numbering.numId is None or numbering.numId.val == 0:
        return None
    return str(numbering.numId.val), int(numbering.ilvl.val) if numbering.ilvl is not None else 0


def _ordered_lists(document: Any) -> dict[tuple[str, int], bool]:
    """Which lists count: by list id and depth."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    formats: dict[tuple[str, int], bool] = {}
    abstract: dict[str, dict[int, bool]] = {}
    for definition in root.findall(qn("w:abstractNum")):
        levels = abstract.setdefault(definition.get(qn("w:abstractNumId")) or "", {})
        for level in definition.findall(qn("w:lvl")):
            kind = level.find(qn("w:numFmt"))
            depth = level.get(qn("w:ilvl")) or "0"
            if kind is not None and depth.isdigit():
                levels[int(depth)] = kind.get(qn("w:val")) not in {"bullet", "none"}
    for number in root.findall(qn("w:num")):
        target = number.find(qn("w:abstractNumId"))
        for depth, counts in abstract.get(target.get(qn("w:val")) if target is not None else "", {}).items():
            formats[(number.get(qn("w:numId")) or "", depth)] = counts
    return formats


def _with_lead(paragraph: Any, text: str) -> str:
    """A list item whose bold beginning ends with a colon, so that it stays apart from the rest."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    clean = text.strip()
    if len(runs) > 1 and runs[0].bold and not runs[1].bold:
        lead = runs[0].text.strip()
        if lead.endswith((".", ":")) and clean.startswith(lead) and len(lead) < 60:
            return f"{lead.rstrip('.:')}: {clean[len(lead) :].strip()}"
    return clean


def _is_bold_line(paragraph: Any, text: str) -> bool:
    """A short line all in bold is a heading that was never given a heading style."""
    clean = text.strip()
    runs = [run for run in paragraph.runs if run.text.strip()]
    short = 2 < len(clean) <= 70 and not clean.endswith((".", ",", ";", ":"))
    return short and bool(runs) and all(run.bold for run in runs)
