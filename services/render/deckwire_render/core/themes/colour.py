"""Colour arithmetic: hex, HSL as DrawingML applies it, WCAG contrast, OKLab, and colour blindness."""

from __future__ import annotations

import colorsys
import math


def rgb(hex_: str) -> tuple[float, float, float]:
    """Return the three channels of `RRGGBB` as fractions."""
    return int(hex_[0:2], 16) / 255, int(hex_[2:4], 16) / 255, int(hex_[4:6], 16) / 255


def to_hex(channels: tuple[float, float, float]) -> str:
    """Return channels that are fractions as `RRGGBB`."""
    return "".join(f"{round(max(0.0, min(1.0, c)) * 255):02X}" for c in channels)


def lum(hex_: str, mod: int, off: int) -> str:
    """Return the colour with its HSL luminance times `mod` percent plus `off` percent (`a:lumMod`, `a:lumOff`)."""
    if mod == 100 and off == 0:
        return hex_
    h, light, s = colorsys.rgb_to_hls(*rgb(hex_))
    return to_hex(colorsys.hls_to_rgb(h, max(0.0, min(1.0, light * mod / 100 + off / 100)), s))


def lightness(hex_: str) -> float:
    """Return the HSL lightness, 0 to 1."""
    return colorsys.rgb_to_hls(*rgb(hex_))[1]


def at_lightness(hex_: str, light: float) -> str:
    """Return the colour of the same HSL hue and saturation at another lightness, 0 to 1."""
    h, _, s = colorsys.rgb_to_hls(*rgb(hex_))
    return to_hex(colorsys.hls_to_rgb(h, max(0.0, min(1.0, light)), s))


def mix(top: str, ground: str, alpha: float) -> str:
    """Return `top` at opacity `alpha` (0-1) laid over `ground`."""
    a, b = rgb(top), rgb(ground)
    return to_hex(
        (a[0] * alpha + b[0] * (1 - alpha), a[1] * alpha + b[1] * (1 - alpha), a[2] * alpha + b[2] * (1 - alpha))
    )


def luminance(hex_: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    r, g, b = (_linear(c) for c in rgb(hex_))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    a, b = luminance(one), luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def oklab(hex_: str) -> tuple[float, float, float]:
    """Return lightness, a and b in OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab/)."""
    r, g, b = (_linear(c) for c in rgb(hex_))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def lch(hex_: str) -> tuple[float, float, float]:
    """Return lightness (0-1), chroma and hue (radians) in OKLab."""
    light, a, b = oklab(hex_)
    return light, math.hypot(a, b), math.atan2(b, a)


def from_lch(light: float, chroma: float, hue: float) -> str:
    """Return the sRGB colour as `RRGGBB`; chroma gives way where the screen cannot show it."""
    light = max(0.0, min(1.0, light))
    inside, outside = 0.0, chroma
    found = _srgb(light, chroma, hue)
    if not _shown(found):
        for _ in range(12):
            middle = (inside + outside) / 2
            if _shown(_srgb(light, middle, hue)):
                inside = middle
            else:
                outside = middle
        found = _srgb(light, inside, hue)
    return to_hex((_encoded(found[0]), _encoded(found[1]), _encoded(found[2])))


def difference(one: str, other: str) -> float:
    """Return how far two colours are apart: the distance in OKLab times 100, about 2 for one that is just seen."""
    return 100 * math.dist(oklab(one), oklab(other))


def _linear(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def _encoded(c: float) -> float:
    c = max(0.0, min(1.0, c))
    return c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def _srgb(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return linear sRGB, which may lie outside 0 to 1."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= c <= 1.0005 for c in channels)


# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# severity 1.0, applied to linear sRGB: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
_VISION = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
VISIONS = ("normal", *_VISION)
"""The ways of seeing that `seen` knows."""


def seen(hex_: str, vision: str) -> str:
    """Return the colour as it looks to somebody with `vision`, one of `VISIONS`."""
    if vision == "normal":
        return hex_
    linear = [_linear(c) for c in rgb(hex_)]
    red, green, blue = (
        _encoded(sum(share * channel for share, channel in zip(row, linear, strict=True))) for row in _VISION[vision]
    )
    return to_hex((red, green, blue))


def apart(one: str, other: str) -> float:
    """Return the difference of two colours for whoever of `VISIONS` sees the least of it."""
    return min(difference(seen(one, vision), seen(other, vision)) for vision in VISIONS)
