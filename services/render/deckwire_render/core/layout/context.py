"""What a composition knows besides the slide."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import measure
from ..themes.model import Theme

CAREFUL, PLAIN = 1, 2
"""Degrees of care: room in reserve when text is measured; plain rows instead of a design as well."""

RESERVES = (measure.RESERVE, 0.10, 0.18)
"""The share of a line's width that is kept free, by degree of care."""


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """A picture that is there; width and height in pixels, `whole` when it must not be cropped."""

    width: int
    height: int
    alt: str = ""
    credit: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the slide stands in its deck; `section` counts from 1, 0 before the first of `sections`.

    `section_slides` are the numbers of the slides that open the sections. `ordinal` counts slides where `number`
    counts pages, 0 when both are the same. `before` counts the slides of its kind that come before it, None when
    nobody did.
    """

    number: int = 1
    total: int = 1
    section: int = 0
    sections: tuple[str, ...] = ()
    section_slides: tuple[int, ...] = ()
    ordinal: int = 0
    before: int | None = None

    @property
    def last_but_one(self) -> bool:
        """Whether the next slide is the last."""
        return self.total - (self.ordinal or self.number) == 1

    @property
    def turn(self) -> int:
        """Whose turn it is among designs that suit alike, from 0: slides of a kind take them one after another."""
        return (self.ordinal or self.number) - 1 if self.before is None else self.before


@dataclass(frozen=True, slots=True)
class Context:
    """Theme, language, place and picture; `awaiting` when a picture will come but is not there yet.

    `care` is 0 for a slide that is set as it should be, else the degree of care after it came out with faults.
    `boxed` tells that only the body may be filled: no design that brings a title or a ground of its own.
    """

    theme: Theme
    place: Place = Place()
    language: str = "en-US"
    rtl: bool = False
    deck_title: str = ""
    picture: PictureInfo | None = None
    awaiting: bool = False
    care: int = 0
    boxed: bool = False

    @property
    def reserve(self) -> float:
        """The share of a line's width that is kept free."""
        return RESERVES[self.care]

    @property
    def has_picture(self) -> bool:
        """Whether room for a picture must be kept."""
        return self.picture is not None or self.awaiting
