"""Colour arithmetic: hex, HSL as DrawingML applies it, and WCAG contrast."""

from __future__ import annotations

import colorsys


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


def mix(top: str, ground: str, alpha: float) -> str:
    """Return `top` at opacity `alpha` (0-1) laid over `ground`."""
    a, b = rgb(top), rgb(ground)
    return to_hex(
        (a[0] * alpha + b[0] * (1 - alpha), a[1] * alpha + b[1] * (1 - alpha), a[2] * alpha + b[2] * (1 - alpha))
    )


def luminance(hex_: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""

    def channel(c: float) -> float:
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    r, g, b = (channel(c) for c in rgb(hex_))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    a, b = luminance(one), luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
