"""Artwork drawn here: quiet geometry in the colours of the theme, the same for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import Canvas, Dice, encoded
from .motifs import MOTIFS
from .palette import Tones, colours_of

__all__ = ["MOTIFS", "Drawing", "draw", "motif_for"]


@dataclass(frozen=True)
class Drawing:
    """A finished drawing as a JPEG; width and height in pixels."""

    data: bytes
    width: int
    height: int
    motif: str
    media_type: str = "image/jpeg"


def motif_for(prompt: str, seed: int) -> str:
    """Return the name of the motif that a prompt gets."""
    return list(MOTIFS)[Dice("motif", prompt, seed).below(len(MOTIFS))]


def draw(
    prompt: str,
    *,
    theme: str,
    palette: Sequence[str] = (),
    width: int,
    height: int,
    seed: int = 0,
    motif: str | None = None,
) -> Drawing:
    """Return a drawing for a prompt in the colours of a theme; takes some 100 ms, so call it in a thread.

    `palette` holds the colours of a theme that is not of the catalogue, in the order of `ThemeInfo.palette`.
    Raises KeyError when `motif` is named and unknown.
    """
    name = motif or motif_for(prompt, seed)
    dice = Dice("artwork", name, prompt, seed)
    tones = Tones(colours_of(theme, palette), night=dice.chance(0.4), pop=1 + dice.below(3))
    canvas = Canvas(width, height, tones.at(0.0))
    MOTIFS[name](canvas, tones, dice)
    return Drawing(encoded(canvas.finished()), width, height, name)
