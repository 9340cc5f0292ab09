"""Checks a finished .pptx: the file itself, and what the layout engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from deckwire_contracts import QualityReport

from ..core import quality
from ..ports import Fault
from .engine import opened


class DeckInspector:
    """Makes the quality report and names what may be mended; blocking, call it in a worker thread."""

    def inspect(self, deck: bytes, slide_ids: Sequence[str]) -> QualityReport:
        """Return what is found in `deck`; `slide_ids` name its slides in order."""
        return quality.report(_judged(deck, slide_ids))

    def faults(self, deck: bytes, slide_ids: Sequence[str]) -> Mapping[str, Fault]:
        """Return the slides with faults that another setting may mend, by id."""
        return quality.faults(_judged(deck, slide_ids))


def _judged(deck: bytes, slide_ids: Sequence[str]) -> quality.Deck:
    file = quality.read(deck)
    if file.malformed:
        return quality.judged(file, [], slide_ids)
    with opened(deck) as held:
        sizes = {path: size for path, (data, _) in held.media().items() if (size := _pixels(data)) is not None}
        views = [quality.view(held.display_list(n)) for n in range(held.slide_count)]
        unshown = held.missing
    slides = [quality.Slide(one, seen, sizes) for one, seen in zip(file.slides, views, strict=True)]
    return quality.judged(file, slides, slide_ids, unshown=unshown)


def _pixels(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture, or None for what is no picture that can be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        return None
