"""A master that is ready for decks: its parts, its theme, and the place of every kind of slide on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from deckwire_contracts import LookNote

from ..layout.ir import Box
from ..template import Template
from ..themes import colour
from ..themes.model import Paint
from .archive import opened
from .ground import Pixels, Under, under
from .kept import Kept, keep
from .mapping import Place, placed
from .package import probe, template_of
from .reading import HEIGHT, Read, look_at
from .report import notes
from .theme import MasterTheme, theme_of

Painted = Callable[[bytes, Sequence[int]], Sequence[Pixels]]
"""Paints pages of a .pptx, counted from 0."""

CLEAR = 6.5
"""The contrast of ink with a ground on which cards, charts and tables are to stand."""

_SAME = 1.12
_REMEMBERED = 500
_LARGE = 24.0
_LARGE_BOLD = 18.5


@dataclass(frozen=True)
class Master:
    """A user's master; lengths are points of a canvas 540 high, `scale` times those of its slides.

    `pictures` are its layouts as they look empty, by number.
    """

    identity: str
    read: Read
    places: Mapping[str, Place]
    theme: MasterTheme
    template: Template
    pictures: Mapping[int, Pixels]
    report: tuple[LookNote, ...] = ()
    _themes: dict[str, MasterTheme] = field(default_factory=dict)
    _seen: dict[tuple[int, ...], Under] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """The width of the canvas."""
        return self.read.width

    def under(self, place: Place, box: Box) -> Under:
        """Return what the layout shows in a box."""
        number = place.layout.number
        key = (number, round(box.x), round(box.y), round(box.w), round(box.h))
        found = self._seen.get(key)
        if found is None:
            inside = Box(max(0.0, box.x), max(0.0, box.y), min(box.w, self.width), min(box.h, HEIGHT))
            found = self._seen[key] = under(self.pictures[number], inside)
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
        return found

    def theme_on(self, seen: Under) -> MasterTheme:
        """Return the theme for what stands on that ground."""
        if colour.contrast(seen.usual, self.theme.resolve(self.theme.ground)) < _SAME:
            return self.theme
        if seen.usual not in self._themes:
            self._themes[seen.usual] = theme_of(self.read, f"{self.identity}-{seen.usual}", seen.usual)
        return self._themes[seen.usual]


def needed(size: float, *, bold: bool) -> float:
    """Return the contrast that text of that size needs (WCAG 2.2)."""
    return 3.0 if size >= _LARGE or (bold and size >= _LARGE_BOLD) else 4.5


def legible(master: Master, seen: Under, own: str, size: float, *, bold: bool, quiet: bool = False) -> Paint | None:
    """Return None when text of the colour `own` can be read there, else the theme's colour that is read best.

    `quiet` text takes the theme's muted colour if that can be read.
    """
    least = needed(size, bold=bold)
    if seen.contrast(own) >= least:
        return None
    theme = master.theme
    if quiet and seen.contrast(theme.resolve(theme.muted)) >= least:
        return theme.muted
    slots = ("tx1", "bg1", "tx2", "bg2")
    return Paint(max(slots, key=lambda s: (round(seen.contrast(theme.slots[s]), 1), -slots.index(s))))


def read(data: bytes, identity: str, paint: Painted) -> Master:
    """Return the master in a .pptx; raises RefusedError when the file is none that decks can be made on.

    `identity` names it among themes; the same bytes must have the same one.
    """
    kept: Kept = keep(opened(data))
    found = look_at(kept)
    places = placed(found)
    numbers = sorted({place.layout.number for place in places.values()})
    shown = dict(zip(numbers, paint(probe(kept, numbers), range(len(numbers))), strict=True))
    model = places["content"]
    seen = under(shown[model.layout.number], model.body)
    theme = theme_of(found, identity)
    if seen.even and colour.contrast(seen.usual, theme.slots["bg1"]) >= _SAME:
        other = theme_of(found, identity, seen.usual)
        # On a ground of middle tone nothing is read well: panels of the first background are put over it.
        theme = other if seen.contrast(other.resolve(other.ink)) >= CLEAR else theme
    master = Master(identity, found, places, theme, template_of(kept, found, theme), shown)
    return Master(identity, found, places, theme, master.template, shown, notes(kept, found, places, theme, shown))
