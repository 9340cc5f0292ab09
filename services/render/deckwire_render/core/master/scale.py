"""Composed slides in points of another size of slide: every length and every type size changes alike."""

from __future__ import annotations

from dataclasses import replace

from ..layout.ir import Box, ChartFrame, Element, Paragraph, Picture, Shape, SlideLayout, TableFrame, Text

_NEARLY = 0.985


def scaled(layout: SlideLayout, by: float) -> SlideLayout:
    """Return the slide with every length times `by`."""
    if abs(by - 1.0) < 1e-6:
        return layout
    return replace(layout, elements=tuple(_element(e, by) for e in layout.elements))


def fitted(elements: list[Element], body: Box) -> list[Element]:
    """Return the elements shrunk towards the body's top left corner if they reach beyond its foot or its right edge."""
    if not elements:
        return elements
    bottom, right = max(e.box.bottom for e in elements), max(e.box.right for e in elements)
    by = min(1.0, body.h / max(1.0, bottom - body.y), body.w / max(1.0, right - body.x))
    if by > _NEARLY:
        return elements
    found = []
    for element in elements:
        small = _element(element, by)
        box = replace(small.box, x=body.x + (element.box.x - body.x) * by, y=body.y + (element.box.y - body.y) * by)
        found.append(replace(small, box=box))
    return found


def _box(box: Box, by: float) -> Box:
    return Box(box.x * by, box.y * by, box.w * by, box.h * by)


def _paragraph(paragraph: Paragraph, by: float) -> Paragraph:
    # To the tenth of a point below, so that what fitted still does.
    size = int(paragraph.size * by * 10 + 1e-6) / 10
    return replace(paragraph, size=size, space_before=paragraph.space_before * by)


def _text(text: Text, by: float) -> Text:
    left, top, right, bottom = text.inset
    inset = (left * by, top * by, right * by, bottom * by)
    return replace(text, paragraphs=tuple(_paragraph(p, by) for p in text.paragraphs), inset=inset)


def _element(element: Element, by: float) -> Element:
    box = _box(element.box, by)
    if isinstance(element, Shape):
        text = _text(element.text, by) if element.text is not None else None
        return replace(element, box=box, text=text, stroke_w=element.stroke_w * by)
    if isinstance(element, Picture):
        return replace(element, box=box)
    if isinstance(element, ChartFrame):
        return replace(element, box=box, label_size=max(8.0, element.label_size * by))
    assert isinstance(element, TableFrame)
    rows = tuple(
        replace(row, height=row.height * by, cells=tuple(replace(c, text=_text(c.text, by)) for c in row.cells))
        for row in element.rows
    )
    return replace(element, box=box, widths=tuple(w * by for w in element.widths), rows=rows)
