"""What lies under a text: the painted layouts, asked for the colours in a box."""

from __future__ import annotations

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
    found = []
    for row in range(_ACROSS):
        for column in range(_ACROSS):
            x = (box.x + box.w * (column + 0.5) / _ACROSS) * scale
            y = (box.y + box.h * (row + 0.5) / _ACROSS) * scale
            at = min(max(int(x), 0), picture.width - 1), min(max(int(y), 0), picture.height - 1)
            value = picture.getpixel(at)
            assert isinstance(value, tuple)
            found.append(f"{value[0]:02X}{value[1]:02X}{value[2]:02X}")
    found.sort(key=colour.luminance)
    stray = len(found) // 25
    return Under(found[stray], found[len(found) // 2], found[-1 - stray])
