"""Pictures of slides, painted from the bytes of the .pptx so that they show what the file holds."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from deckwire_kit.logs import logger

from ..core.quality import Excerpt, Excerpts, Package
from ..ports import Painted
from .engine import OpenDeck, opened
from .readings import Readings

WIDTH = 1280
_PNG_LIMIT = 250_000
_QUALITIES = (88, 80, 70, 60)


class EnginePainter:
    """Paints slides with the layout engine; blocking, call it in a worker thread.

    A slide with a photograph makes a PNG of a megabyte or more; such a picture becomes a JPEG of at most
    `limit` bytes if any acceptable quality allows it. What is painted is read for the report as well, into `readings`.
    """

    def __init__(self, *, width: int = WIDTH, limit: int = _PNG_LIMIT, readings: Readings | None = None) -> None:
        self._width = width
        self._limit = limit
        self._readings = readings

    def paint(self, deck: bytes, pages: Sequence[int] = (0,)) -> list[Painted]:
        """Return the pictures of some pages of `deck`, counted from 0."""
        excerpts = Excerpts(Package.opened(deck))
        return [self._page(excerpts.of(page)) for page in pages]

    def _page(self, excerpt: Excerpt) -> Painted:
        with opened(excerpt.data()) as held:
            painted = self._one(held)
            if self._readings is not None:
                self._read(self._readings, excerpt, held)
        return painted

    def _read(self, readings: Readings, excerpt: Excerpt, held: OpenDeck) -> None:
        try:
            readings.read(excerpt, held)
        except Exception as error:  # noqa: BLE001  the picture is good; whoever makes the report meets the error again
            logger.opt(exception=error).warning("a painted slide could not be read")

    def _one(self, held: OpenDeck) -> Painted:
        data, width, height = held.png(0, self._width)
        if len(data) <= self._limit:
            return Painted(data, "image/png", width, height)
        return Painted(smaller_jpeg(data, self._limit), "image/jpeg", width, height)


def smaller_jpeg(png: bytes, limit: int) -> bytes:
    """Return `png` as the best JPEG of at most `limit` bytes, or the smallest tried if none is."""
    from PIL import Image

    with Image.open(BytesIO(png)) as opened_image:
        image = opened_image.convert("RGB")
    data = b""
    for quality in _QUALITIES:
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= limit:
            break
    return data
