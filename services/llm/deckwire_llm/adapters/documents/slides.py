"""PPTX: every slide a section with its title, points, tables, the numbers of its charts, and its notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from deckwire_contracts.text import sanitize
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Inches, Pt

from deckwire_llm.core.material import Builder, ListItem, Material

from .gallery import Gallery

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


def read_pptx(name: str, data: bytes, gallery: Gallery) -> Material:
    """Return the material of a PPTX, hidden slides left out; raises what python-pptx raises on a broken one."""
    deck = Presentation(io.BytesIO(data))
    builder = Builder(source=name)
    builder.author = deck.core_properties.author or ""
    for number, slide in enumerate(deck.slides, start=1):
        if slide._element.get("show") in {"0", "false"} or builder.full:  # noqa: SLF001  hiding has no public name
            continue
        shapes = sorted(_flat(slide.shapes), key=lambda shape: ((shape.top or 0) // 300_000, shape.left or 0))
        title = next((s.text_frame.text for s in shapes if _placeholder(s) in _TITLES and s.has_text_frame), "")
        cover = number == 1 and any(_placeholder(s) == PP_PLACEHOLDER.SUBTITLE for s in shapes)
        if cover and title.strip():
            builder.title = " ".join(title.split())
        builder.heading(title or f"{number}", 1 if cover else 2, page=number)
        for shape in shapes:
            if _placeholder(shape) not in _TITLES | _FURNITURE:
                _shape(shape, builder, number, gallery, cover=cover)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = sanitize(slide.notes_slide.notes_text_frame.text).strip()
            if notes:
                builder.notes(notes[:4000])
    return builder.material()


def _flat(shapes: Any, depth: int = 0) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < 8:
            yield from _flat(shape.shapes, depth + 1)
        else:
            yield shape


def _placeholder(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _shape(shape: Any, builder: Builder, page: int, gallery: Gallery, *, cover: bool) -> None:
    if getattr(shape, "has_table", False) and shape.has_table:
        builder.table([[cell.text for cell in row.cells] for row in shape.table.rows], page=page)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        _chart(shape.chart, builder, page)
    elif hasattr(shape, "crop_left"):
        _picture(shape, builder, page, gallery)
    elif shape.has_text_frame:
        paragraphs = [p for p in shape.text_frame.paragraphs if _shown(p).strip()]
        if cover and _placeholder(shape) == PP_PLACEHOLDER.SUBTITLE and paragraphs:
            builder.subtitle = builder.subtitle or " ".join(_shown(paragraphs[0]).split())
            return
        items: list[ListItem] = []
        for paragraph in paragraphs:
            if paragraph.level and items:
                items[-1].children.append(_shown(paragraph).strip())
            else:
                items.append(ListItem(text=_shown(paragraph).strip()))
        if len(items) > 1:
            builder.items(items, page=page)
        elif items:
            builder.paragraph(items[0].text, page=page)
            if items[0].children:
                builder.items([ListItem(text=child) for child in items[0].children], page=page)


def _picture(shape: Any, builder: Builder, page: int, gallery: Gallery) -> None:
    """Take a picture unless it is a mark of less than half an inch, or lies outside the file."""
    if min(shape.width or 0, shape.height or 0) < Inches(0.5):
        return
    try:
        data = shape.image.blob
        crop = (shape.crop_left, shape.crop_top, shape.crop_right, shape.crop_bottom)
    except (ValueError, KeyError, AttributeError):
        return
    figure = gallery.take(data, crop)
    if figure is not None:
        builder.figure(figure, alt=shape._element.nvPicPr.cNvPr.get("descr") or "", page=page)  # noqa: SLF001  no public name


def _shown(paragraph: Any) -> str:
    """The text of a paragraph without runs too small to be seen."""
    return "".join(run.text for run in paragraph.runs if run.font.size is None or run.font.size > Pt(2)) or (
        "" if paragraph.runs else paragraph.text
    )


def _chart(chart: Any, builder: Builder, page: int) -> None:
    plots = list(chart.plots)
    if not plots:
        return
    categories = [str(category) for category in plots[0].categories]
    series = [(s.name or "", list(s.values)) for s in plots[0].series]
    if not categories or not series:
        return
    rows = [["", *(name for name, _ in series)]]
    for n, category in enumerate(categories):
        rows.append([category, *(_number(values[n]) if n < len(values) else "" for _, values in series)])
    caption = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
    builder.table(rows, caption=caption, page=page)


def _number(value: Any) -> str:
    return "" if value is None else f"{value:.6g}"
