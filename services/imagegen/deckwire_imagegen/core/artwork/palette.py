"""The colours of a picture: a ramp of tones and two accents, taken from a theme."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

from deckwire_contracts.themes import THEMES

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class ThemeColours:
    """What artwork takes of a theme, each as `#RRGGBB`: grounds of slide and cover, and the accents in order."""

    dark: bool
    ground: str
    deep: str
    accents: tuple[str, ...]


_BY_ID = {theme.id: theme for theme in THEMES}
_INK, _COVER_GROUND, _FIRST_ACCENT, _ACCENTS = 2, 3, 4, 4


def colours_of(theme: str, palette: Sequence[str] = ()) -> ThemeColours:
    """Return the colours in `palette`, else those of a theme; the default theme's for a name that is not known."""
    found = _BY_ID.get(theme.strip().lower(), THEMES[0])
    whole = len(palette) >= _FIRST_ACCENT + _ACCENTS
    colours = tuple(palette) if whole else found.palette
    dark = sum(rgb(colours[0])) < sum(rgb(colours[_INK])) if whole else found.dark
    accents = colours[_FIRST_ACCENT : _FIRST_ACCENT + _ACCENTS]
    return ThemeColours(dark, colours[0], colours[_COVER_GROUND], accents)


def rgb(text: str) -> Rgb:
    """Return `RRGGBB`, with or without `#`, as three numbers from 0 to 255."""
    text = text.removeprefix("#")
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return `one` with `share` (0 to 1) of `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def bright(colour: Rgb) -> Rgb:
    """Return the colour at least so bright and so saturated that a small area of it reads as an accent."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
    if 0.12 < hue < 0.19:
        hue = 0.115  # Olive made bright is acid; gold is what is meant.
    # A grey stays a grey.
    saturation = max(saturation, 0.5) if saturation > 0.1 else saturation
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, max(value, 0.76))
    return round(red * 255), round(green * 255), round(blue * 255)


class Tones:
    """A ramp from the calm ground of the picture (0) to its strongest tone (1), and accents that go with it.

    `night` paints a light theme on its deep ground; a dark theme always is.
    """

    def __init__(self, colours: ThemeColours, *, night: bool, pop: int = 2) -> None:
        ground, deep = rgb(colours.ground), rgb(colours.deep)
        lead = rgb(colours.accents[0])
        second = bright(rgb(colours.accents[(pop + 1) % len(colours.accents) or 1]))
        third = bright(rgb(colours.accents[pop % len(colours.accents)]))
        white = (255, 255, 255)
        self.night = night or colours.dark
        if colours.dark:
            self._stops = (ground, mix(deep, lead, 0.10), mix(deep, lead, 0.38), mix(deep, lead, 0.72), lead)
            self.second, self.pop = mix(deep, second, 0.62), mix(deep, third, 0.88)
            self.light = mix(lead, white, 0.55)
        elif night:
            if sum(abs(a - b) for a, b in zip(lead, deep, strict=True)) < 60:
                lead = mix(lead, white, 0.5)  # A theme in black and grey has no lead that shows on its deep ground.
            self._stops = (
                deep,
                mix(deep, lead, 0.22),
                mix(deep, lead, 0.55),
                mix(lead, white, 0.10),
                mix(lead, white, 0.38),
            )
            self.second, self.pop = mix(second, deep, 0.20), mix(third, white, 0.16)
            self.light = mix(lead, white, 0.82)
        else:
            self._stops = (
                mix(ground, lead, 0.07),
                mix(ground, lead, 0.20),
                mix(ground, lead, 0.46),
                mix(lead, deep, 0.10),
                mix(lead, deep, 0.78),
            )
            self.second, self.pop = mix(ground, second, 0.80), mix(ground, third, 0.92)
            self.light = mix(ground, lead, 0.02)

    def at(self, place: float) -> Rgb:
        """Return the tone at `place`, 0 to 1."""
        place = min(max(place, 0.0), 1.0) * (len(self._stops) - 1)
        index = min(int(place), len(self._stops) - 2)
        return mix(self._stops[index], self._stops[index + 1], place - index)
