"""What is drawn in a DOCX: pictures, and charts with the numbers behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from deckwire_llm.core.material import Builder

from .gallery import NO_CROP, Crop, Gallery

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LEAST_EMU = 457_200  # half an inch
_MOST_POINTS = 200


class Drawings:
    """Gives pictures and charts of the main part of a document to a builder."""

    def __init__(self, part: Any, builder: Builder, gallery: Gallery) -> None:
        self._part = part
        self._builder = builder
        self._gallery = gallery

    def take(self, element: Any, before: Callable[[], None]) -> None:
        """Add what is drawn below an element, in order; if there is something, `before` is called first."""
        for drawing in element.iter(qn("w:drawing")):
            before()
            properties = next(drawing.iter(qn("wp:docPr")), None)
            alt = (properties.get("descr") or "") if properties is not None else ""
            size = next(drawing.iter(qn("wp:extent")), None)
            if size is not None and min(_number(size.get("cx")), _number(size.get("cy"))) < _LEAST_EMU:
                continue
            for blip in drawing.iter(qn("a:blip")):
                part = self._related(blip.get(qn("r:embed")))
                figure = self._gallery.take(part.blob, _crop(blip)) if part is not None else None
                if figure is not None:
                    self._builder.figure(figure, alt=alt)
            for chart in drawing.iter(f"{_CHART}chart"):
                part = self._related(chart.get(qn("r:id")))
                if part is not None:
                    self._builder.table(_table(part.blob), caption=alt)

    def _related(self, relation: str | None) -> Any:
        # A linked picture has no part: its address leads outside and is not followed.
        return self._part.related_parts.get(relation) if relation else None


def _crop(blip: Any) -> Crop:
    """What is cut off a picture left, top, right and bottom; the file says it in thousandths of a percent."""
    cut = next(blip.getparent().iter(qn("a:srcRect")), None)
    if cut is None:
        return NO_CROP
    left, top, right, bottom = (_number(cut.get(side)) / 100_000 for side in "ltrb")
    return left, top, right, bottom


def _number(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0


def _table(xml: bytes) -> list[list[str]]:
    """Return the numbers of a chart as they were last computed: categories down, series across."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xml, parser)
    columns: list[tuple[str, dict[int, str]]] = []
    categories: dict[int, str] = {}
    for series in root.iter(f"{_CHART}ser"):
        name = " ".join(v.text or "" for v in series.iterfind(f"{_CHART}tx//{_CHART}v"))
        categories = categories or _points(series, "cat") or _points(series, "xVal")
        columns.append((name, _points(series, "val") or _points(series, "yVal")))
    if not categories or not any(values for _, values in columns):
        return []
    shown = sorted(categories)[:_MOST_POINTS]
    return [
        ["", *(name for name, _ in columns)],
        *([categories[n], *(values.get(n, "") for _, values in columns)] for n in shown),
    ]


def _points(series: Any, axis: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in series.iterfind(f"{_CHART}{axis}//{_CHART}pt"):
        value = point.find(f"{_CHART}v")
        index = point.get("idx") or ""
        if value is not None and value.text and index.isdigit():
            found[int(index)] = _plain(value.text) if axis in {"val", "yVal"} else value.text
    return found


def _plain(number: str) -> str:
    """A number without the digits that binary fractions add to it."""
    try:
        return f"{float(number):.10g}"
    except ValueError:
        return number
