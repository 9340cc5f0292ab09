"""What goes into a deck and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

from deckwire_contracts import Credit
from deckwire_contracts.slides import Slide

from ..layout import SlideLayout
from .media import Media


@dataclass(frozen=True, slots=True)
class DeckSlide:
    """One slide and its picture, not to be cropped if `whole`; `awaiting` keeps room for one that is still to come.

    `before` counts the slides of its kind that the outline has before it; None where no outline is at hand.
    A slide that came out with faults is set again with `care` (see `Context`); `unreadable` are names of its texts
    with the ground, `RRGGBB`, that they could not be read on.
    """

    slide: Slide
    slide_id: str
    image: bytes | None = None
    media_type: str = ""
    alt: str = ""
    credit: Credit | None = None
    whole: bool = False
    awaiting: bool = False
    before: int | None = None
    care: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()

    @property
    def credit_text(self) -> str:
        """Who is to be credited, as it is shown."""
        return self.credit.text if self.credit and self.image else ""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished .pptx; `slide_ids` names for every slide in it the slide that it came from.

    `unreadable` are the ids of slides whose picture could not be read and was left out, `unplaced` of those on whose
    layout of a user's master a picture has no place.
    """

    data: bytes
    slide_ids: tuple[str, ...]
    layouts: tuple[SlideLayout, ...]
    unreadable: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What was done otherwise than asked, with the slide that it concerns."""
        pages = zip(self.slide_ids, self.layouts, strict=True)
        return tuple((slide_id, remark) for slide_id, layout in pages if layout.part == 1 for remark in layout.remarks)


@dataclass(frozen=True, slots=True)
class Composed:
    """One slide of the finished deck before it is written, with its picture and its notes."""

    source: DeckSlide
    layout: SlideLayout
    picture: Media | None
    notes: str
