"""What has been seen of slides already, so that no slide is looked at twice that is the same in every byte."""

from __future__ import annotations

import threading
from collections import OrderedDict
from io import BytesIO

from ..core import quality
from .engine import OpenDeck, opened

KEPT = 256


class Readings:
    """The slides read last, by the hash of all that they are drawn from; safe to be called from several threads.

    A slide is read when its preview is painted; by the time that its deck is checked, most are known.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._known: OrderedDict[str, quality.Reading] = OrderedDict()
        self._kept = kept
        self._lock = threading.Lock()

    def of(self, excerpt: quality.Excerpt) -> quality.Reading:
        """Return what there is to see on a slide; raises what the layout engine and lxml raise."""
        with self._lock:
            found = self._known.get(excerpt.key)
            if found is not None:
                self._known.move_to_end(excerpt.key)
                return found
        file = quality.slide(*excerpt.reading())  # before the engine sees it, which says less of what is no XML
        with opened(excerpt.data()) as held:
            return self._keep(excerpt, file, held)

    def read(self, excerpt: quality.Excerpt, held: OpenDeck) -> None:
        """Keep what there is to see on the slide of `excerpt`, which stands open as `held`."""
        self._keep(excerpt, quality.slide(*excerpt.reading()), held)

    def _keep(self, excerpt: quality.Excerpt, file: quality.SlideFile, held: OpenDeck) -> quality.Reading:
        sizes = {path: size for path, (data, _) in held.media().items() if (size := _pixels(data)) is not None}
        slide = quality.Slide(file, quality.view(held.display_list(0)), sizes)
        found = quality.judged_slide(slide, unshown=held.missing)
        with self._lock:
            self._known[excerpt.key] = found
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return found


def _pixels(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture, or None for what is no picture that can be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        return None
