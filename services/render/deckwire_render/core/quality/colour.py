"""Colours as they are seen: paints at a point, contrast, hue. Channels and opacities run from 0 to 1."""

from __future__ import annotations

import colorsys
import math
from functools import lru_cache
from typing import Any

from .geometry import Rect

Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)


@lru_cache(maxsize=1024)
def parse(value: str) -> tuple[Rgb, float]:
    """Return red, green, blue and opacity of `#RRGGBB` or `#RRGGBBAA`."""
    digits = value.lstrip("#")
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return (red, green, blue), int(digits[6:8], 16) / 255 if len(digits) >= 8 else 1.0


def written(rgb: Rgb) -> str:
    """Return a colour as `RRGGBB`."""
    return "".join(f"{round(channel * 255):02X}" for channel in rgb)


def over(rgb: Rgb, alpha: float, ground: Rgb) -> Rgb:
    """Return what is seen of a colour of that opacity on a ground."""
    red, green, blue = (c * alpha + g * (1 - alpha) for c, g in zip(rgb, ground, strict=True))
    return (red, green, blue)


def paint_at(paint: dict[str, Any], box: Rect, x: float, y: float) -> tuple[Rgb, float]:
    """Return the colour and opacity of a paint at a point of its box."""
    if paint["kind"] == "solid":
        return parse(paint["color"])
    stops = sorted(((float(s["position"]), *parse(s["color"])) for s in paint["stops"]), key=lambda s: s[0])
    mid_x, mid_y = box.x + box.w / 2, box.y + box.h / 2
    if paint["gradientType"] == "linear":
        angle = math.radians(paint.get("angleDeg") or 0.0)
        reach = (abs(box.w * math.cos(angle)) + abs(box.h * math.sin(angle))) / 2 or 1.0
        at = ((x - mid_x) * math.cos(angle) + (y - mid_y) * math.sin(angle)) / (2 * reach) + 0.5
    else:
        at = math.hypot(x - mid_x, y - mid_y) / (math.hypot(box.w, box.h) / 2 or 1.0)
    before = next((s for s in reversed(stops) if s[0] <= at), stops[0])
    after = next((s for s in stops if s[0] >= at), stops[-1])
    span = after[0] - before[0]
    share = (at - before[0]) / span if span > 0 else 0.0
    red, green, blue = (b + (a - b) * share for b, a in zip(before[1], after[1], strict=True))
    return (red, green, blue), before[2] + (after[2] - before[2]) * share


@lru_cache(maxsize=4096)
def contrast(one: Rgb, two: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(rgb: Rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=1024)
def hue(value: str) -> int | None:
    """Return the hue of a colour in degrees, None for greys and for what is nearly black or white."""
    rgb, alpha = parse(value)
    angle, lightness, saturation = colorsys.rgb_to_hls(*rgb)
    chroma = saturation * (1 - abs(2 * lightness - 1))
    return round(angle * 360) if chroma >= 0.18 and alpha >= 0.3 else None
