"""From folded state and stored facts to what clients see, with signed links in place of references."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import (
    ArtifactRef,
    DeckFailed,
    DeckRendered,
    DeckState,
    SlideEvent,
    SlidePreviewed,
    SlideState,
    SourceRef,
    Status,
    StoredFact,
)
from pydantic import BaseModel

from .signing import Grant, UrlSigner
from .views import DeckSummary, DeckView, EventView, FileView, SlideView, StageCounts


def preview_name(slide_id: str) -> str:
    """Return the name of a slide's preview below its deck."""
    return f"slides/{slide_id}.png"


class Presenter:
    """Shows decks and facts; `now` of its methods is the time in Unix seconds from which links run."""

    def __init__(self, signer: UrlSigner) -> None:
        self._signer = signer

    def _link(self, state_or_event: tuple[str, str, int], name: str, ref: ArtifactRef, now: float) -> str:
        tenant, deck_id, revision = state_or_event
        return self._signer.url(Grant(tenant, deck_id, name, revision), now, version=ref.sha256)

    def _file(self, key: tuple[str, str, int], name: str, ref: ArtifactRef, now: float) -> FileView:
        return FileView(url=self._link(key, name, ref, now), bytes=ref.bytes, sha256=ref.sha256)

    def _files(self, state: DeckState, now: float) -> dict[str, FileView]:
        if not isinstance(state.end, DeckRendered):
            return {}
        key = (state.tenant_id, state.deck_id, state.revision)
        files = {"pptx": self._file(key, "deck.pptx", state.end.pptx, now)}
        if state.end.pdf:
            files["pdf"] = self._file(key, "deck.pdf", state.end.pdf, now)
        return files

    def _preview(self, state: DeckState, slide: SlideState, now: float) -> str | None:
        if slide.preview is None:
            return None
        key = (state.tenant_id, state.deck_id, state.revision)
        return self._link(key, preview_name(slide.brief.id), slide.preview.image, now)

    def deck(self, state: DeckState, now: float) -> DeckView:
        """Return the whole state of a deck."""
        rendered = state.end if isinstance(state.end, DeckRendered) else None
        return DeckView(
            id=state.deck_id,
            revision=state.revision,
            seq=state.seq,
            status=state.status,
            title=deck_title(state),
            stage=stage_counts(state),
            slides=[
                SlideView(
                    id=slide.brief.id,
                    number=number,
                    title=slide.drafted.slide.title if slide.drafted else slide.brief.title,
                    type=slide.drafted.slide.type if slide.drafted else slide.brief.type,
                    preview_url=self._preview(state, slide, now),
                    degradations=slide.degradations,
                )
                for number, slide in enumerate(state.slides, start=1)
            ],
            artifacts=self._files(state, now),
            quality=rendered.quality if rendered else None,
            usage=rendered.usage if rendered else state.usage,
            degradations=state.degradations,
            problem=state.end.problem if isinstance(state.end, DeckFailed) else None,
            outline=state.outline if state.status is Status.AWAITING_APPROVAL else None,
            created_at=state.requested.time if state.requested else None,
            updated_at=state.updated_at,
        )

    def summary(self, state: DeckState, now: float) -> DeckSummary:
        """Return one line of the list of decks."""
        first = next((slide for slide in state.slides if slide.preview), None)
        return DeckSummary(
            id=state.deck_id,
            revision=state.revision,
            seq=state.seq,
            status=state.status,
            title=deck_title(state),
            stage=stage_counts(state),
            preview_url=self._preview(state, first, now) if first else None,
            artifacts=self._files(state, now),
            created_at=state.requested.time if state.requested else None,
            updated_at=state.updated_at,
        )

    def event(self, fact: StoredFact, now: float) -> dict[str, Any]:
        """Return a fact as clients get it: `data` holds its own fields, with a `url` beside each file's reference."""
        event = fact.event
        data = event.data()
        key = (event.tenant_id, event.deck_id, event.revision)
        if isinstance(event, DeckRendered):
            data["pptx"]["url"] = self._link(key, "deck.pptx", event.pptx, now)
            if event.pdf:
                data["pdf"]["url"] = self._link(key, "deck.pdf", event.pdf, now)
        elif isinstance(event, SlidePreviewed):
            url = self._link(key, preview_name(event.slide_id), event.image, now)
            data["image"]["url"] = url
            data["preview_url"] = url
        view = EventView(
            seq=fact.seq,
            type=event.type,
            deck_id=event.deck_id,
            revision=event.revision,
            slide_id=event.slide_id if isinstance(event, SlideEvent) else None,
            time=event.time,
            data=data,
        ).model_dump(mode="json")
        if view["slide_id"] is None:
            del view["slide_id"]
        return view


def deck_title(state: DeckState) -> str:
    """Return the deck's title, empty before there is an outline."""
    if isinstance(state.end, DeckRendered) and state.end.title:
        return state.end.title
    return state.outline.title if state.outline else ""


def stage_counts(state: DeckState) -> StageCounts:
    """Return how many slides have passed each stage."""
    return StageCounts(
        outlined=len(state.slides),
        drafted=sum(slide.drafted is not None for slide in state.slides),
        illustrated=sum(slide.complete for slide in state.slides),
        previewed=sum(slide.preview is not None for slide in state.slides),
        total=len(state.slides),
    )


def notes_markdown(state: DeckState) -> str | None:
    """Return the speaker notes of all drafted slides as Markdown, None when no slide is drafted yet.

    Sources that the notes do not name stand beneath them.
    """
    drafted = [(number, slide.drafted) for number, slide in enumerate(state.slides, start=1) if slide.drafted]
    if not drafted:
        return None
    parts = [f"# {deck_title(state)}"]
    for number, draft in drafted:
        parts.append(f"## {number}. {draft.slide.title}")
        notes = draft.slide.notes
        parts.append(notes or "*No notes.*")
        if not all(ref.name in notes for ref in draft.slide.sources):
            parts.append("\n".join(f"- {_place(ref)}" for ref in draft.slide.sources))
    return "\n\n".join(parts) + "\n"


def _place(ref: SourceRef) -> str:
    """A source on one line: document, section, page."""
    return ", ".join(part for part in (ref.name, ref.section, f"{ref.page}" if ref.page else "") if part)


def references(facts: list[StoredFact]) -> list[ArtifactRef]:
    """Return every reference to bytes in the facts, each once."""
    found: dict[str, ArtifactRef] = {}

    def walk(value: object) -> None:
        if isinstance(value, ArtifactRef):
            found.setdefault(value.key, value)
        elif isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                walk(getattr(value, name))

    for fact in facts:
        walk(fact.event)
    return list(found.values())
