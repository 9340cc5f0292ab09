"""Where a brand's logo stands: on covers, and small in the foot line of content slides; always on a layout."""

from __future__ import annotations

from dataclasses import dataclass

from ..themes import colour
from ..themes.model import Logo, Paint, Theme
from .ir import Box, Picture, Role, Shape

COVER_ROOM = 46.0
"""What a logo takes from the top of a cover, in points."""

_COVER = Box(60.0, 34.0, 150.0, 38.0)
_FOOT_W, _FOOT_H, _GAP = 92.0, 18.0, 12.0
_SEEN = 2.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A logo in its box, on a plate if it would not be seen on the ground."""

    picture: Picture
    plate: Shape | None


def foot_room(theme: Theme) -> float:
    """Return what the logo takes from the foot line, in points."""
    return _fitted(theme.logo, Box(0.0, 0.0, _FOOT_W, _FOOT_H)).w + _GAP if theme.logo else 0.0


def on_cover(theme: Theme, logo: Logo, *, rtl: bool = False) -> Placed:
    """Return the logo at the upper corner where lines begin."""
    box = _fitted(logo, _COVER)
    return _placed(theme, logo, box.mirrored() if rtl else box, theme.deep)


def in_foot(theme: Theme, logo: Logo, number: Box, *, rtl: bool = False) -> Placed:
    """Return the logo in the foot line beside the box of the page number."""
    box = _fitted(logo, Box(0.0, number.y + number.h / 2 - _FOOT_H / 2, _FOOT_W, _FOOT_H))
    x = number.right + _GAP if rtl else number.x - _GAP - box.w
    return _placed(theme, logo, Box(x, box.y, box.w, box.h), theme.ground)


def _fitted(logo: Logo, room: Box) -> Box:
    """Return the largest box of the logo's shape in `room`, at its left and centred in its height."""
    scale = min(room.w / logo.width, room.h / logo.height)
    w, h = logo.width * scale, logo.height * scale
    return Box(room.x, room.y + (room.h - h) / 2, w, h)


def _placed(theme: Theme, logo: Logo, box: Box, ground: Paint) -> Placed:
    picture = Picture(box, logo.alt, name="Logo")
    if logo.opaque or colour.contrast(logo.mean, theme.resolve(ground)) >= _SEEN:
        return Placed(picture, None)
    plain = max((Paint("bg1"), Paint("tx1")), key=lambda paint: colour.contrast(theme.resolve(paint), logo.mean))
    pad = box.h * 0.18
    return Placed(picture, Shape(box.inset(-pad, -pad), Role.DECORATION, fill=plain, name="Plate"))
