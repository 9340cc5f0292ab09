"""What a stat is made of: its numeral, the words behind it, and how it moved."""

from __future__ import annotations

import re

from ..text.binding import bound
from ..themes.model import Paint
from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape
from .typeset import label, largest

_NUMERAL = re.compile(r"^([^\w\s]?\s?[+\-−–~≈<>≤≥]?\s?[^\w\s]?\s?\d[\d.,'’]*(?:\s?[%‰×x€$£¥])?)\s+([^\W\d].*)$")
# As many letters as `kWh` or `km²` have, and as many as a number may have with them to be set as large as without.
_SIGN, _WHOLE = 3, 8
_RISE = ("+", "↑", "▲", "△", "⬆", "↗")
_FALL = ("-", "−", "–", "↓", "▼", "▽", "⬇", "↘")
# What an arrow takes before its text.
ARROW = 22.0
_DELTAS = (18.0, 16.0, 14.0)


def trend(delta: str) -> int:
    """Return 1 for a delta that rises, -1 for one that falls, 0 when it does not say."""
    start = delta.lstrip("( ")
    return 1 if start.startswith(_RISE) else -1 if start.startswith(_FALL) else 0


def parted(value: str) -> tuple[str, str]:
    """Return a value as its numeral and the words behind it, which are set smaller: `€14.2`, `million`.

    The short sign of a unit is not parted from a short number: `3.1 t`.
    """
    found = _NUMERAL.match(value.strip())
    if found is None or not found[2]:
        return value, ""
    whole = bound(f"{found[1]} {found[2]}")
    short = len(found[2]) <= _SIGN and len(whole) <= _WHOLE
    return (whole, "") if short and " " not in whole else (found[1], found[2])


def delta_text(
    ctx: Context, text: str, width: float, paint: Paint | None = None, *, at_most: float = _DELTAS[0]
) -> Paragraph:
    """Return a delta set beside its arrow, which takes the place of a sign that is one."""
    way = trend(text)
    bare = text.lstrip("".join((*_RISE[1:], *_FALL[3:]))) if way else text
    room = Box(0, 0, width - (ARROW if way else 0.0), 60.0)
    paint = paint or ctx.theme.accent()
    sizes = [size for size in _DELTAS if size <= at_most]
    return largest(ctx, bare.strip() or text, room, sizes, bold=True, paint=paint, max_lines=2)


def delta(
    ctx: Context,
    text: str,
    place: Box,
    ground: Paint,
    slot: int | None,
    paint: Paint | None = None,
    *,
    size: float = _DELTAS[0],
) -> list[Element]:
    """Return a delta of at most `size` from the top left of `place`, with an arrow up or down where it says so."""
    way = trend(text)
    shift = ARROW if way else 0.0
    paint = paint or ctx.theme.accent()
    found = delta_text(ctx, text, place.w, paint, at_most=size)
    elements: list[Element] = []
    if way:
        arrow = Box(place.x, place.y + found.size * 0.6 - 5.5, 13.0, 11.0)
        path = ((0.0, 1.0), (0.5, 0.0), (1.0, 1.0)) if way > 0 else ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
        elements.append(Shape(arrow, Role.DECORATION, "custom", path=path, fill=paint, name="Trend"))
    elements.append(
        label(
            Box(place.x + shift, place.y, place.w - shift, found.height),
            [found],
            role=Role.CAPTION,
            placeholder=Placeholder("body", slot) if slot else None,
            name="Change",
            ground=ground,
        )
    )
    return elements
