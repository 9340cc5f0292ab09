"""What the handlers need from outside the core, as protocols, and the values that pass through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from deckwire_contracts import Credit, Degradation, LookNote, QualityReport, Slide
from deckwire_contracts.look import Look


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a slide's picture, what it shows, who is to be credited, and whether it must not be cropped."""

    data: bytes
    media_type: str
    alt: str
    credit: Credit | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What another setting of a slide may mend: whether it lacks room, and which of its texts cannot be read.

    `unreadable` are names of texts with the ground, `RRGGBB`, that they were seen on. `grave` when something is wrong
    and not just less than good: for that alone a slide gives up its design.
    """

    tight: bool = False
    unreadable: tuple[tuple[str, str], ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a slide that came out with faults is set again: `care` 1 keeps more room in reserve, 2 sets it in plain rows.

    `unreadable` as in `Fault`; those texts get another ink.
    """

    care: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SlideJob:
    """One slide to compose, with its picture if it has one; `awaiting` keeps room for one that is to come.

    `before` counts the slides of its kind that come before it in the outline, None when that is not known.
    """

    slide: Slide
    slide_id: str
    picture: Picture | None = None
    awaiting: bool = False
    before: int | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class PreviewJob:
    """A slide to paint as it will stand in the deck: its number among `total`, the theme and the language.

    `section` is the number of the section that it belongs to, 0 before the first, `sections` the titles of all.
    `look` holds what a theme that is not of the catalogue stands for, `logo` the bytes of its logo, `master` those of
    the user's own master.
    """

    slide: SlideJob
    number: int
    total: int
    title: str
    language: str
    theme: str
    section: int = 0
    sections: tuple[str, ...] = ()
    look: Look | None = None
    logo: bytes | None = None
    master: bytes | None = None


@dataclass(frozen=True, slots=True)
class DeckJob:
    """A deck to build; `pdf` asks for pages as well, `notes` for speaker notes.

    `look` holds what a theme that is not of the catalogue stands for, `logo` the bytes of its logo, `master` those of
    the user's own master.
    """

    slides: Sequence[SlideJob]
    title: str
    language: str
    theme: str
    pdf: bool = False
    notes: bool = True
    look: Look | None = None
    logo: bytes | None = None
    master: bytes | None = None


@dataclass(frozen=True, slots=True)
class LookJob:
    """A look to show: a theme, and what it stands for as in `DeckJob`."""

    theme: str
    look: Look | None = None
    logo: bytes | None = None
    master: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """How a look turns out: a deck of sample slides, colours as `RRGGBB`, fonts, and what became of what was given."""

    data: bytes
    dark: bool
    palette: tuple[str, ...]
    heading_font: str
    body_font: str
    notes: tuple[LookNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture of a slide; width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Made:
    """A finished deck: its files, what checks found, what it lacks, and milliseconds spent per step.

    `pages` names for each page the slide it came from.
    """

    pptx: bytes
    pdf: bytes | None
    pages: tuple[str, ...]
    quality: QualityReport
    degradations: list[Degradation] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """A written .pptx; `slide_ids` names for each page the slide it came from, `unreadable` slides whose picture
    could not be read, `unplaced` those whose picture has no place on the master, `theme_unknown` that another theme
    had to be taken. `remarks` are (slide, what was done otherwise than asked).
    """

    data: bytes
    slide_ids: tuple[str, ...]
    unreadable: tuple[str, ...] = ()
    theme_unknown: bool = False
    unplaced: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


class Composer(Protocol):
    """Lays out slides and writes a .pptx; blocking."""

    def preview(self, job: PreviewJob) -> bytes:
        """Return a .pptx whose first slide is the slide of `job` as it will stand in the deck."""

    def deck(self, job: DeckJob) -> Composed:
        """Return the finished .pptx."""

    def sample(self, job: LookJob) -> Sample:
        """Return sample slides in a look; raises ProblemError when there is no such look."""


class Inspector(Protocol):
    """Checks a finished .pptx; blocking."""

    def faults(self, deck: bytes, slide_ids: Sequence[str]) -> Mapping[str, Fault]:
        """Return the slides with faults that another setting may mend, by id."""

    def inspect(self, deck: bytes, slide_ids: Sequence[str]) -> QualityReport:
        """Return what is found; `slide_ids` name the slide of each page."""


class Painter(Protocol):
    """Paints slides of a .pptx; blocking."""

    def paint(self, deck: bytes, pages: Sequence[int] = (0,)) -> list[Painted]:
        """Return the pictures of some pages, counted from 0."""


class Printer(Protocol):
    """Turns a .pptx into a PDF; blocking."""

    def pdf(self, deck: bytes, *, title: str, language: str) -> bytes:
        """Return the deck as a PDF of one page per slide."""


OnComposed = Callable[[bytes, Sequence[str]], None]
"""Takes a deck that is composed and not checked yet, with the slide of each page."""


class Workshop(Protocol):
    """Does the heavy work without holding up the event loop."""

    async def preview(self, job: PreviewJob) -> Painted:
        """Compose and paint one slide."""

    async def pages(self, deck: bytes, pages: Sequence[int]) -> list[Painted]:
        """Paint some pages of a finished deck."""

    async def deck(self, job: DeckJob, *, composed: OnComposed | None = None) -> Made:
        """Build a deck, its PDF if asked for, and its quality report.

        `composed` is called as soon as there is a file, before it is checked; slides that are set again after that
        stand in the report as repaired.
        """

    async def look(self, job: LookJob) -> tuple[Sample, list[Painted]]:
        """Compose and paint the sample slides of a look; raises ProblemError when there is no such look."""

    async def warm(self) -> None:
        """Load what the first job would otherwise wait for."""

    def close(self) -> None:
        """Let go of threads; jobs that have not begun are dropped."""
