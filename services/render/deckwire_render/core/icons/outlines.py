"""The strokes of each icon, as commands of a path."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

MEASURE = 24.0
"""Icons are drawn on a square of this side, with strokes of 2."""

Command = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
"""A letter as SVG has it and absolute coordinates as fractions of the square."""

_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


@cache
def _drawn() -> dict[str, str]:
    text = (files(__package__) / "lucide.json").read_text("utf-8")
    icons: dict[str, str] = json.loads(text)["icons"]
    return icons


@lru_cache(maxsize=256)
def outline(name: str) -> tuple[Command, ...]:
    """Return the strokes of an icon; raises KeyError for a name that is not in the set."""
    return tuple(
        (letter, tuple(float(n) / MEASURE for n in numbers.split()))
        for letter, numbers in _COMMAND.findall(_drawn()[name])
    )
