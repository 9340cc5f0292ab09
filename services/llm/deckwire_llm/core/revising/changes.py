"""Changes to the outline of an older revision; slides that none of them names are taken from it as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deckwire_contracts import DeckState, Outline, Slide, SlideBrief
from deckwire_contracts.slides import SlideType

from .agenda import brought_up
from .replacing import Replace, replacing


class NoSuchSlideError(LookupError):
    """A change names a slide that the deck does not have."""


@dataclass(frozen=True)
class Rewrite:
    """A slide is to be written anew; what is empty or None stays as it was planned."""

    slide_id: str
    instruction: str
    type: SlideType | None = None
    title: str = ""
    message: str = ""
    points: tuple[str, ...] = ()
    wants_image: bool | None = None
    figure: str | None = None


@dataclass(frozen=True)
class Add:
    """A slide is to stand at place `at`, counted from 1 (beyond the end is the end), and to be written unless given."""

    at: int
    type: SlideType
    title: str
    instruction: str = ""
    message: str = ""
    points: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    wants_image: bool = False
    figure: str | None = None
    given: Slide | None = None


@dataclass(frozen=True)
class Remove:
    """A slide goes."""

    slide_id: str


@dataclass(frozen=True)
class Move:
    """A slide moves to place `to`, counted from 1 in the order without it."""

    slide_id: str
    to: int


@dataclass(frozen=True)
class Arrange:
    """The slides that stay, by id in their order; the others go."""

    slide_ids: tuple[str, ...]


SlideChange = Rewrite | Replace | Remove | Move
"""A change of one slide that is there."""

Change = Arrange | SlideChange | Add
"""Any change."""


@dataclass
class _Order:
    """The slides while changes are applied to them one after another."""

    revision: int
    briefs: list[SlideBrief]
    added: int = field(default=0)

    def place(self, slide_id: str) -> int:
        for n, brief in enumerate(self.briefs):
            if brief.id == slide_id:
                return n
        raise NoSuchSlideError(slide_id)

    def apply(self, change: Change) -> None:
        match change:
            case Rewrite():
                at = self.place(change.slide_id)
                self.briefs[at] = _rewritten(self.briefs[at], change)
            case Replace():
                at = self.place(change.slide_id)
                self.briefs[at] = replaced(self.briefs[at], change)
            case Remove():
                del self.briefs[self.place(change.slide_id)]
            case Arrange():
                self.briefs = [self.briefs[self.place(slide_id)] for slide_id in change.slide_ids]
            case Move():
                moved = self.briefs.pop(self.place(change.slide_id))
                self.briefs.insert(max(0, change.to - 1), moved)
            case Add():
                self.added += 1
                self.briefs.insert(max(0, change.at - 1), self._new(change))

    def _new(self, change: Add) -> SlideBrief:
        return SlideBrief(
            # An id that no earlier revision can have used for another slide.
            id=f"r{self.revision}s{self.added}",
            number=1,
            type=change.type,
            title=change.title,
            message=change.message,
            points=list(change.points),
            material=list(change.material),
            wants_image=change.wants_image,
            figure=change.figure,
            given=change.given,
            instruction=change.instruction,
        )


def _rewritten(brief: SlideBrief, change: Rewrite) -> SlideBrief:
    return brief.model_copy(
        update={
            "from_revision": None,
            "revises": brief.from_revision or brief.revises,
            "given": None,
            "pictured": None,
            "instruction": change.instruction,
            "type": change.type or brief.type,
            "title": change.title or brief.title,
            "message": change.message or brief.message,
            "points": list(change.points) or brief.points,
            "wants_image": brief.wants_image if change.wants_image is None else change.wants_image,
            "figure": change.figure or brief.figure,
        }
    )


def replaced(brief: SlideBrief, change: Replace) -> SlideBrief:
    """Return the brief of a slide that is complete: nobody has to write it, and its picture goes along."""
    slide = change.slide
    return brief.model_copy(
        update={
            "from_revision": None,
            "revises": brief.from_revision or brief.revises,
            "given": slide,
            "pictured": change.pictured,
            "instruction": "",
            "type": slide.type,
            "title": slide.title,
            "wants_image": slide.image is not None,
            "figure": brief.figure if change.pictured else None,
        }
    )


def carried(state: DeckState) -> Outline:
    """Return the outline of `state` for another revision: every slide that is complete is taken from where it was.

    A slide that the revision left unfinished is to be written again. Raises ValueError when there is no outline.
    """
    if state.outline is None:
        raise ValueError("a revision without an outline has nothing to carry over")
    briefs = [
        slide.brief.model_copy(
            update={
                "from_revision": slide.brief.from_revision or state.revision,
                "given": None,
                "pictured": None,
                "instruction": "",
            }
            if slide.complete
            else {"from_revision": None}
        )
        for slide in state.slides
    ]
    return state.outline.model_copy(update={"slides": briefs})


def copied(state: DeckState) -> Outline:
    """Return the outline of `state` for another deck: every slide goes along whole, with its picture.

    A slide that the revision left unfinished is to be written again. Raises ValueError when there is no outline.
    """
    base = carried(state)
    own = {slide.brief.id: slide for slide in state.slides}
    briefs = []
    for brief in base.slides:
        slide = own[brief.id]
        if slide.complete and slide.drafted:
            copy = replaced(brief, replacing(slide, slide.drafted.slide))
            briefs.append(copy.model_copy(update={"revises": None}))
        else:
            briefs.append(brief.model_copy(update={"revises": None}))
    return base.model_copy(update={"slides": briefs})


def changed(
    state: DeckState,
    revision: int,
    changes: Sequence[Change],
    *,
    title: str = "",
    theme: str = "",
    language: str = "",
) -> Outline:
    """Return the outline of `revision`: that of `state` after `changes`, one after another, slides numbered anew.

    Raises NoSuchSlideError for a change that names a slide which is not there (any more), and ValueError when no slide
    is left.
    """
    base = carried(state)
    order = _Order(revision, list(base.slides))
    for change in changes:
        order.apply(change)
    if not order.briefs:
        raise ValueError("a deck keeps at least one slide")
    renewed = brought_up(state, order.briefs)
    if renewed is not None:
        order.apply(renewed)
    return Outline(
        title=title or base.title,
        subtitle=base.subtitle,
        language=language or base.language,
        theme=theme or base.theme,
        slides=[brief.model_copy(update={"number": n}) for n, brief in enumerate(order.briefs, start=1)],
    )
