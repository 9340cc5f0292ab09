"""A canvas in picture coordinates, drawn at twice the size and reduced, so that every edge is smooth."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from .palette import Rgb, mix

SUPERSAMPLING = 2
Point = tuple[float, float]


class Dice:
    """Numbers that look arbitrary and follow from the words alone; the same in every process and release."""

    def __init__(self, *words: str | int) -> None:
        self._seed = "\x1f".join(str(word) for word in words).encode("utf-8", "replace")
        self._count = 0

    def roll(self) -> float:
        """Return the next number, from 0 to below 1."""
        self._count += 1
        digest = hashlib.blake2b(self._seed, digest_size=8, salt=self._count.to_bytes(8, "big")).digest()
        return int.from_bytes(digest, "big") / 2**64

    def between(self, low: float, high: float) -> float:
        """Return the next number between two bounds."""
        return low + (high - low) * self.roll()

    def below(self, count: int) -> int:
        """Return the next whole number from 0 to below `count`."""
        return int(self.roll() * count)

    def chance(self, share: float) -> bool:
        """Return true in `share` of the cases."""
        return self.roll() < share


class Canvas:
    """Draws shapes; all lengths are pixels of the finished picture, angles degrees clockwise from three o'clock."""

    def __init__(self, width: int, height: int, ground: Rgb) -> None:
        self.width = width
        self.height = height
        self.short = min(width, height)
        self._image = Image.new("RGB", (width * SUPERSAMPLING, height * SUPERSAMPLING), ground)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def wash(self, top: Rgb, bottom: Rgb) -> None:
        """Fill everything with a gradient from top to bottom."""
        size = self._image.size
        column = Image.new("RGB", (1, size[1]))
        steps = max(1, size[1] - 1)
        column.putdata([mix(top, bottom, y / steps) for y in range(size[1])])
        self._image.paste(column.resize(size, Image.Resampling.NEAREST))

    def polygon(self, points: Sequence[Point], fill: Rgb, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points], fill=_rgba(fill, alpha))

    def disc(self, centre: Point, radius: float, fill: Rgb, alpha: float = 1.0) -> None:
        """Fill a circle."""
        self._draw.ellipse(self._box(centre, radius), fill=_rgba(fill, alpha))

    def ring(self, centre: Point, radius: float, width: float, fill: Rgb, alpha: float = 1.0) -> None:
        """Draw a circle's line; `radius` is that of its outer edge."""
        self._draw.ellipse(
            self._box(centre, radius), outline=_rgba(fill, alpha), width=max(1, round(width * SUPERSAMPLING))
        )

    def pie(self, centre: Point, radius: float, start: float, end: float, fill: Rgb, alpha: float = 1.0) -> None:
        """Fill a sector of a circle."""
        self._draw.pieslice(self._box(centre, radius), start, end, fill=_rgba(fill, alpha))

    def box(self, left: float, top: float, right: float, bottom: float, fill: Rgb) -> None:
        """Fill a rectangle whose neighbours may touch it without a gap."""
        s = SUPERSAMPLING
        self._draw.rectangle((round(left * s), round(top * s), round(right * s) - 1, round(bottom * s) - 1), fill=fill)

    def stroke(self, points: Sequence[Point], width: float, fill: Rgb, alpha: float = 1.0) -> None:
        """Draw a line through points, with rounded corners."""
        scaled = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points]
        self._draw.line(scaled, fill=_rgba(fill, alpha), width=max(1, round(width * SUPERSAMPLING)), joint="curve")

    def bar(self, start: Point, end: Point, width: float, fill: Rgb, alpha: float = 1.0) -> None:
        """Draw a thick straight line with round ends, as one shape."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        radius = width / 2
        half = [math.pi / 2 + math.pi * i / 48 for i in range(49)]
        left = [(start[0] + radius * math.cos(angle + a), start[1] + radius * math.sin(angle + a)) for a in half]
        right = [(end[0] - radius * math.cos(angle + a), end[1] - radius * math.sin(angle + a)) for a in half]
        self.polygon(left + right, fill, alpha)

    def _box(self, centre: Point, radius: float) -> tuple[float, float, float, float]:
        s = SUPERSAMPLING
        x, y = centre
        return ((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s)

    def finished(self) -> Image.Image:
        """Return the picture in its real size."""
        return self._image.reduce(SUPERSAMPLING)


def encoded(image: Image.Image) -> bytes:
    """Return the picture as a JPEG; large even areas keep it far below 300 kB."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=91, subsampling="4:4:4", optimize=False)
    return out.getvalue()


def smooth(anchors: Sequence[Point], steps: int = 16) -> list[Point]:
    """Return a closed curve through anchor points (Catmull-Rom), `steps` points between two of them."""
    count = len(anchors)
    curve: list[Point] = []
    for i in range(count):
        p0, p1, p2, p3 = (anchors[(i + k - 1) % count] for k in range(4))
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * p1[k]
                        + (p2[k] - p0[k]) * t
                        + (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t
                        + (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t**3
                    )
                    for k in (0, 1)
                )
            )
    return curve


def _rgba(colour: Rgb, alpha: float) -> tuple[int, ...]:
    return colour if alpha >= 1 else (*colour, round(255 * alpha))
