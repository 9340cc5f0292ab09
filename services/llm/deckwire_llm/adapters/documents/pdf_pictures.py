"""The pictures of a PDF: decoded by pdfium, put among the lines of their pages by their place."""

from __future__ import annotations

from typing import Any

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from .gallery import Gallery
from .limits import ReadingLimits
from .pdf_page import Line, Page

_LEAST_PT = 54.0
_WHOLE_PAGE = 0.85
_DEEP = 4
_MOST_OBJECTS = 100
_COLUMN_PT = 200.0


class PdfPictures:
    """Finds pictures in a PDF that is open at the same time as text."""

    def __init__(self, document: pypdfium2.PdfDocument, gallery: Gallery, limits: ReadingLimits) -> None:
        self._document = document
        self._gallery = gallery
        self._limits = limits

    def hang(self, page: Page) -> None:
        """Put the pictures of a page among its lines; one that fills the page is its ground, or a scan."""
        source = self._document[page.number - 1]
        try:
            width, height = source.get_size()
            objects = source.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEP)
            for _, image in zip(range(_MOST_OBJECTS), objects, strict=False):
                line = self._line(image, page.number, width, height)
                if line is not None:
                    page.lines.insert(_place(page.lines, line), line)
        finally:
            source.close()

    def _line(self, image: Any, number: int, width: float, height: float) -> Line | None:
        try:
            left, bottom, right, top = image.get_bounds()
            across, down = image.get_px_size()
            # What hangs over the edge of the page is not seen.
            left, bottom, right, top = max(left, 0.0), max(bottom, 0.0), min(right, width), min(top, height)
            large = (right - left) * (top - bottom) > _WHOLE_PAGE * width * height
            if large or min(right - left, top - bottom) < _LEAST_PT or across * down > self._limits.picture_pixels:
                return None
            # As it is drawn: with its mask, and turned the way it stands on the page.
            picture = image.get_bitmap(render=True, scale_to_original=True).to_pil()
        except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
            return None
        figure = self._gallery.take_image(picture)
        if figure is None:
            return None
        return Line("", 0, False, height - top, height - bottom, left, number, figure=figure)


def _place(lines: list[Line], figure: Line) -> int:
    """Return the position of a picture in reading order: behind the last line above it that it shares a column with."""
    above = [n for n, line in enumerate(lines, 1) if line.top < figure.top and line.x0 < figure.x0 + _COLUMN_PT]
    return above[-1] if above else 0
