"""Bold geometry of covers and its small echo elsewhere: native shapes in theme colours, nothing random."""

from __future__ import annotations

from collections.abc import Callable

from ...themes.model import Theme
from ..ir import SLIDE_H, SLIDE_W, Box, Role, Shape
from . import patterns, rounds, straight
from .drawing import Art

_FROM_CORNER = frozenset({"rings", "bubbles", "frame", "orbit", "slices", "sun"})
"""Motifs that stand in the bottom right corner rather than fill a strip."""

_MOTIFS: dict[str, Callable[[Art, Box], list[Shape]]] = {
    "rings": rounds.rings,
    "bubbles": rounds.bubbles,
    "sun": rounds.sun,
    "slices": rounds.slices,
    "orbit": rounds.orbit,
    "horizon": rounds.horizon,
    "ribbons": rounds.ribbons,
    "diagonal": straight.diagonal,
    "bars": straight.bars,
    "frame": straight.frame,
    "steps": straight.steps,
    "facets": straight.facets,
    "chevrons": straight.chevrons,
    "quarters": patterns.quarters,
    "petals": patterns.petals,
    "arches": patterns.arches,
    "dots": patterns.dots,
    "fans": patterns.fans,
}


def cover(theme: Theme) -> list[Shape]:
    """Return the motif that fills the right two fifths of a cover on the deep ground."""
    return base(theme, Box(588.0, 0.0, SLIDE_W - 588.0, SLIDE_H))


def corner(theme: Theme) -> list[Shape]:
    """Return the motif as it stands small at the right of a section slide on the deep ground."""
    if theme.motif in _FROM_CORNER:
        return base(theme, Box(SLIDE_W - 280.0, SLIDE_H - 280.0, 280.0, 280.0))
    return base(theme, Box(SLIDE_W - 190.0, 0.0, 190.0, SLIDE_H))


def base(theme: Theme, box: Box) -> list[Shape]:
    """Return the motif as it fills a box on the deep ground."""
    return _MOTIFS[theme.motif](Art.of(theme), box)


def panel(theme: Theme, box: Box) -> list[Shape]:
    """Return a panel of the deep ground with the motif in it, for the place of a picture that is not there."""
    ground = Shape(box, Role.DECORATION, "rect", fill=theme.deep, name="Panel")
    return [ground, *base(theme, box)]
