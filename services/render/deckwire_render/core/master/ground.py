"""What lies under a text: the painted layouts, asked for the colours in a box."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from ..layout.ir import Box
from ..themes import colour
from .reading import HEIGHT

_ACROSS = 24


class Pixels(Protocol):
    """A picture as Pillow has it, in RGB."""

    @property
    def width(self) -> int:
        """The width in pixels."""

    @property
    def height(self) -> int:
        """The height in pixels."""

    def getpixel(self, xy: tuple[int, int], /) -> object:
        """Return the channels of one pixel, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Under:
    """The colours in a box: the darkest and lightest of all but a few stray ones, and the usual one; `RRGGBB`."""

    darkest: str
    usual: str
    lightest: str

    @property
    def even(self) -> bool:
        """Whether one text colour does for all of it."""
        return colour.contrast(self.darkest, self.lightest) < 1.7

    def contrast(self, text: str) -> float:
        """Return the contrast of a text colour where it is worst."""
        return min(colour.contrast(text, self.darkest), colour.contrast(text, self.lightest))


def under(picture: Pixels, box: Box) -> Under:
    """Return what a painted layout shows in a box of the canvas."""
    scale = picture.height / HEIGHT
    columns = [_inside((box.x + box.w * (n + 0.5) / _ACROSS) * scale, picture.width) for n in range(_ACROSS)]
    rows = [_inside((box.y + box.h * (n + 0.5) / _ACROSS) * scale, picture.height) for n in range(_ACROSS)]
    # Layouts have few colours: each is looked at once.
    counts = Counter(picture.getpixel((x, y)) for y in rows for x in columns)
    seen = sorted((colour.luminance(text), text, n) for text, n in ((_written(c), n) for c, n in counts.items()))
    found = [text for _, text, n in seen for _ in range(n)]
    stray = len(found) // 25
    return Under(found[stray], found[len(found) // 2], found[-1 - stray])


def _inside(at: float, size: int) -> int:
    return min(max(int(at), 0), size - 1)


def _written(channels: object) -> str:
    assert isinstance(channels, tuple)
    return f"{channels[0]:02X}{channels[1]:02X}{channels[2]:02X}"
