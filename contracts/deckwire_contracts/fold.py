"""The state of a deck as a pure fold over its facts, and what must happen next as a pure function of the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .events import (
    AnyEvent,
    DeckCancelled,
    DeckEnded,
    DeckFailed,
    DeckOutlined,
    DeckReady,
    DeckRendered,
    DeckRequested,
    OutlineApproved,
    SlideBriefed,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
)
from .outline import Outline, SlideBrief
from .report import Degradation, Usage


class Status(StrEnum):
    """Where a revision stands."""

    QUEUED = "queued"
    OUTLINING = "outlining"
    AWAITING_APPROVAL = "awaiting_approval"
    DRAFTING = "drafting"
    RENDERING = "rendering"
    RENDERED = "rendered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StoredFact(BaseModel):
    """An event with the sequence at which the stream holds it."""

    model_config = ConfigDict(frozen=True)

    seq: int = Field(ge=1)
    event: AnyEvent


class SlideState(BaseModel):
    """What is known of one slide."""

    brief: SlideBrief
    briefed: SlideBriefed | None = None
    drafted: SlideDrafted | None = None
    illustrated: SlideIllustrated | None = None
    preview_text: SlidePreviewed | None = None
    preview_full: SlidePreviewed | None = None
    preview_repaired: SlidePreviewed | None = None

    @property
    def wants_image(self) -> bool:
        """Whether the draft asks for a picture."""
        return self.drafted is not None and self.drafted.slide.image is not None

    @property
    def complete(self) -> bool:
        """Whether nothing is missing any more to render the slide."""
        return self.drafted is not None and (not self.wants_image or self.illustrated is not None)

    @property
    def preview(self) -> SlidePreviewed | None:
        """The preview that counts: of the newest revision that painted one, the most complete."""
        painted = [p for p in (self.preview_text, self.preview_full, self.preview_repaired) if p is not None]
        # Of equals the later one in this order wins.
        return max(reversed(painted), key=lambda preview: preview.revision, default=None)

    @property
    def degradations(self) -> list[Degradation]:
        """What this slide's draft and picture fall short of."""
        found = list(self.drafted.degradations) if self.drafted else []
        return found + (list(self.illustrated.degradations) if self.illustrated else [])


class DeckState(BaseModel):
    """One revision of a deck, folded from its facts."""

    tenant_id: str
    deck_id: str
    revision: int
    seq: int = 0
    requested: DeckRequested | None = None
    outlined: DeckOutlined | None = None
    approved: OutlineApproved | None = None
    slides: list[SlideState] = Field(default_factory=list)
    ready: DeckReady | None = None
    end: DeckRendered | DeckFailed | DeckCancelled | None = None
    updated_at: datetime | None = None

    @property
    def outline(self) -> Outline | None:
        """The outline that counts: as approved, else as written."""
        if self.approved:
            return self.approved.outline
        return self.outlined.outline if self.outlined else None

    @property
    def needs_approval(self) -> bool:
        """Whether drafting waits for the user."""
        return bool(self.outlined and self.outlined.options.review_outline and not self.approved)

    @property
    def complete(self) -> bool:
        """Whether every slide of the outline can be rendered."""
        return bool(self.slides) and not self.needs_approval and all(s.complete for s in self.slides)

    @property
    def status(self) -> Status:
        """Where the revision stands."""
        match self.end:
            case DeckRendered():
                return Status.RENDERED
            case DeckFailed():
                return Status.FAILED
            case DeckCancelled():
                return Status.CANCELLED
            case _:
                pass
        if self.ready or self.complete:
            return Status.RENDERING
        if self.outlined:
            return Status.AWAITING_APPROVAL if self.needs_approval else Status.DRAFTING
        return Status.OUTLINING if self.requested else Status.QUEUED

    @property
    def usage(self) -> Usage:
        """What this revision has used so far; slides that an older revision drafted are not counted again."""
        total = self.outlined.usage if self.outlined else Usage()
        for slide in self.slides:
            if slide.brief.from_revision not in (None, self.revision):
                continue
            if slide.drafted:
                total = total + slide.drafted.usage
            if slide.illustrated:
                total = total + slide.illustrated.usage
        return total

    @property
    def degradations(self) -> list[Degradation]:
        """Everything in which the revision falls short of what was asked."""
        if isinstance(self.end, DeckRendered):
            return list(self.end.degradations)
        found = list(self.outlined.degradations) if self.outlined else []
        for slide in self.slides:
            found += slide.degradations
        return found

    def slide(self, slide_id: str) -> SlideState | None:
        """Return the slide of that id, or None."""
        return next((s for s in self.slides if s.brief.id == slide_id), None)


def fold(
    tenant_id: str,
    deck_id: str,
    revision: int,
    facts: Iterable[StoredFact],
) -> DeckState:
    """Return the state of `revision` given its facts, and those of older slides that its outline points at.

    Order does not matter and a fact given twice counts once; facts of another deck are ignored. Facts of an
    older revision count only for the slides whose brief names that revision; a preview that this revision painted
    of such a slide stands before the older one.
    """
    state = DeckState(tenant_id=tenant_id, deck_id=deck_id, revision=revision)
    by_slide: dict[tuple[int, str], list[AnyEvent]] = {}
    for fact in facts:
        event = fact.event
        if event.tenant_id != tenant_id or event.deck_id != deck_id:
            continue
        if isinstance(event, SlideBriefed | SlideDrafted | SlideIllustrated | SlidePreviewed):
            by_slide.setdefault((event.revision, event.slide_id), []).append(event)
        if event.revision != revision:
            continue
        state.seq = max(state.seq, fact.seq)
        state.updated_at = max(state.updated_at or event.time, event.time)
        _fold_deck(state, event)
    if state.outline:
        state.slides = [_fold_slide(brief, revision, by_slide) for brief in state.outline.slides]
    return state


def _fold_deck(state: DeckState, event: AnyEvent) -> None:
    match event:
        case DeckRequested():
            state.requested = event
        case DeckOutlined():
            state.outlined = event
        case OutlineApproved():
            state.approved = event
        case DeckReady():
            state.ready = event
        case DeckEnded():
            state.end = event
        case _:
            pass


def _fold_slide(brief: SlideBrief, revision: int, by_slide: Mapping[tuple[int, str], list[AnyEvent]]) -> SlideState:
    slide = SlideState(brief=brief)
    found = list(by_slide.get((brief.from_revision or revision, brief.id), []))
    if brief.from_revision not in (None, revision):
        found += [e for e in by_slide.get((revision, brief.id), []) if isinstance(e, SlidePreviewed)]
    for event in found:
        match event:
            case SlideBriefed():
                slide.briefed = event
            case SlideDrafted():
                slide.drafted = event
            case SlideIllustrated():
                slide.illustrated = event
            case SlidePreviewed(stage="text"):
                slide.preview_text = event
            case SlidePreviewed(stage="repaired"):
                slide.preview_repaired = event
            case SlidePreviewed():
                slide.preview_full = event
            case _:
                pass
    return slide


def older_slides(outline: Outline, revision: int) -> list[tuple[int, str]]:
    """Return (revision, slide id) of each slide that the outline takes unchanged from an older revision."""
    return [
        (brief.from_revision, brief.id)
        for brief in outline.slides
        if brief.from_revision is not None and brief.from_revision != revision
    ]


class Step(BaseModel):
    """Something that must happen next: `brief` or `draft` or `illustrate` a slide, mark `ready`, or `render`."""

    model_config = ConfigDict(frozen=True)

    action: Literal["outline", "brief", "draft", "illustrate", "ready", "render"]
    slide_id: str | None = None


def decide(state: DeckState) -> list[Step]:
    """Return what must happen next for the revision, from its facts alone; empty when it waits or has ended.

    The answer does not depend on the order in which facts came, so duplicates, races and crashes cannot matter:
    whoever carries out a step writes a fact that can be written once.
    """
    if state.end or not state.requested:
        return []
    if not state.outlined:
        return [Step(action="outline")]
    if state.needs_approval:
        return []
    steps: list[Step] = []
    for slide in state.slides:
        if slide.complete:
            continue
        if slide.drafted:
            steps.append(Step(action="illustrate", slide_id=slide.brief.id))
        elif slide.briefed:
            steps.append(Step(action="draft", slide_id=slide.brief.id))
        else:
            steps.append(Step(action="brief", slide_id=slide.brief.id))
    if steps:
        return steps
    return [Step(action="render")] if state.ready else [Step(action="ready")]
