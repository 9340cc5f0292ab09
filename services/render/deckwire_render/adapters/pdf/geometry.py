"""Numbers, matrices and paths as PDF operators write them."""

from __future__ import annotations

import math
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Frame = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def number(value: float) -> str:
    """Return `value` with at most three decimals and no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def join(*values: float) -> str:
    """Return numbers separated by spaces."""
    return " ".join(map(number, values))


def around(frame: Frame, transform: dict[str, Any] | None) -> Matrix | None:
    """Return the matrix that turns and mirrors about the middle of `frame`, or None when nothing is to be done."""
    if not transform:
        return None
    x, y, w, h = frame
    angle = math.radians(transform.get("rotationDeg", 0.0))
    flip_x = -1.0 if transform.get("flipH") else 1.0
    flip_y = -1.0 if transform.get("flipV") else 1.0
    cos, sin = math.cos(angle), math.sin(angle)
    a, b, c, d = cos * flip_x, sin * flip_x, -sin * flip_y, cos * flip_y
    mid_x, mid_y = x + w / 2, y + h / 2
    return (a, b, c, d, mid_x - a * mid_x - c * mid_y, mid_y - b * mid_x - d * mid_y)


def path(commands: list[dict[str, Any]], frame: Frame) -> str:
    """Return path operators for `commands`, whose coordinates are fractions of `frame`."""
    x, y, w, h = frame
    parts: list[str] = []
    now_x = now_y = 0.0
    for command in commands:
        kind = command["type"]
        if kind == "close":
            parts.append("h")
            continue
        to_x, to_y = x + command["x"] * w, y + command["y"] * h
        if kind == "move":
            parts.append(f"{join(to_x, to_y)} m")
        elif kind == "line":
            parts.append(f"{join(to_x, to_y)} l")
        elif kind == "quad":
            # PDF has cubic curves only; this is the same curve, raised by one degree.
            via_x, via_y = x + command["cpx"] * w, y + command["cpy"] * h
            one = (now_x + (via_x - now_x) * 2 / 3, now_y + (via_y - now_y) * 2 / 3)
            two = (to_x + (via_x - to_x) * 2 / 3, to_y + (via_y - to_y) * 2 / 3)
            parts.append(f"{join(*one, *two, to_x, to_y)} c")
        else:
            one = (x + command["cp1x"] * w, y + command["cp1y"] * h)
            two = (x + command["cp2x"] * w, y + command["cp2y"] * h)
            parts.append(f"{join(*one, *two, to_x, to_y)} c")
        now_x, now_y = to_x, to_y
    return "\n".join(parts)


def rectangle(frame: Frame) -> str:
    """Return the path operator of a rectangle."""
    return f"{join(*frame)} re"


def colour(value: str) -> tuple[tuple[float, float, float], float]:
    """Return red, green, blue and opacity (0-1 each) of `#RRGGBB` or `#RRGGBBAA`."""
    digits = value.lstrip("#")
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    alpha = int(digits[6:8], 16) / 255 if len(digits) >= 8 else 1.0
    return (red, green, blue), alpha
