"""What speaks for and what against: a green and a red of the theme's own accents."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product

from . import colour
from .model import Paint, Theme

# Hues in OKLab, in degrees: the green and the red that are looked for, and how far before and behind them it may lie.
# A blue stands in for a green, a yellow does not; an orange or a pink stands in for a red.
_GREEN, _GREENISH = 155.0, (-48.0, 110.0)
_RED, _REDDISH = 25.0, (-48.0, 48.0)
_GREY = 0.05
# Accents that are less apart than this, to anyone, say nothing by their colour.
_APART = 8.0


@lru_cache(maxsize=64)
def verdict(theme: Theme) -> tuple[Paint, Paint] | None:
    """Return the paints of what is good and what is bad, None where the accents hold no such pair.

    They are the accents nearest to green and red that colour-blind people tell apart (`colour.VISIONS`). Signs go
    with them all the same: nothing is said by colour alone.
    """
    greens, reds = _near(theme, _GREEN, _GREENISH), _near(theme, _RED, _REDDISH)
    pairs = [
        (off + 2 * other, good, bad)
        for (good, off), (bad, other) in product(greens, reds)
        if good != bad and _apart(theme, good, bad) >= _APART
    ]
    if not pairs:
        return None
    _, good, bad = min(pairs)
    return theme.accent(good), theme.accent(bad)


def _near(theme: Theme, hue: float, about: tuple[float, float]) -> list[tuple[int, float]]:
    """Return the accents with a hue near `hue`, each with how far it is from it, in degrees."""
    found = []
    for n, accent in enumerate(theme.accents, 1):
        _, chroma, radians = colour.lch(accent)
        off = (math.degrees(radians) - hue + 180.0) % 360.0 - 180.0
        if chroma >= _GREY and about[0] <= off <= about[1]:
            # A full colour says more than a brown of the same hue.
            found.append((n, abs(off) - 50 * chroma))
    return found


def _apart(theme: Theme, one: int, other: int) -> float:
    pair = theme.accents[one - 1], theme.accents[other - 1]
    return min(colour.difference(*(colour.seen(hex_, vision) for hex_ in pair)) for vision in colour.VISIONS)
