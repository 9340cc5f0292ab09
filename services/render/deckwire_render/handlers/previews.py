"""Slides become pictures of themselves, as they are drafted and again when their own picture is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Literal

from deckwire_contracts import (
    DeckState,
    Event,
    Outline,
    Problem,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
    SlideState,
)
from deckwire_contracts.topology import deck_subject
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Retry
from deckwire_kit.logs import logger

from ..core.rhythm import before
from ..ports import Painted, Picture, PreviewJob, SlideJob, Workshop
from .looks import logo_of, master_of
from .pace import Pace

PreviewStage = Literal["text", "full", "repaired"]


class PreviewHandlers:
    """Paints previews, a few at a time, while decks go their own way."""

    def __init__(self, bus: Bus, workshop: Workshop, pace: Pace) -> None:
        self._bus = bus
        self._workshop = workshop
        self._pace = pace

    async def preview(self, d: Delivery) -> None:
        """Paint a slide when it is drafted, and again when its picture is there."""
        event = d.event
        if isinstance(event, SlideIllustrated):
            subject = f"{event.subject.removesuffix('illustrated')}previewed.full"
            async with self._pace.previewing(subject) as leave:
                await self._illustrated(event, leave)
        elif isinstance(event, SlideDrafted):
            stage: PreviewStage = "text" if event.slide.image else "full"
            subject = preview_subject(event, stage)
            async with self._pace.previewing(subject) as leave:
                needless = [subject, *_with_picture(event)] if event.slide.image else [subject]
                if not await self._settled(event, needless):
                    await self._paint(event, None, stage, cause=event, painted=leave)

    async def preview_exhausted(self, d: Delivery, problem: Problem) -> None:
        """Leave a slide without its preview: the deck is made all the same, and says so."""
        logger.bind(subject=d.subject, code=problem.code).error("a preview is given up")

    async def _illustrated(self, event: SlideIllustrated, painted: Callable[[], None]) -> None:
        slide = event.subject.removesuffix("illustrated")
        if await self._settled(event, [f"{slide}previewed.full"]):
            return
        drafted, picture = await asyncio.gather(
            self._bus.facts.get(f"{slide}drafted"), picture_of(event, self._bus.artifacts)
        )
        if drafted is None or not isinstance(drafted.event, SlideDrafted):
            raise Retry("a picture without its slide")
        await self._paint(drafted.event, picture, "full", cause=event, painted=painted)

    async def _settled(self, event: Event, subjects: list[str]) -> bool:
        """Return whether a fact stands that makes the preview needless, or the revision has ended."""
        ended = deck_subject(event.tenant_id, event.deck_id, event.revision, "ended.*")
        return bool(await self._bus.facts.standing([*subjects, ended]))

    async def _paint(
        self,
        drafted: SlideDrafted,
        picture: Picture | None,
        stage: PreviewStage,
        *,
        cause: Event,
        painted: Callable[[], None],
    ) -> None:
        context = drafted.context
        look = context.options.look
        logo, _ = await logo_of(look, context.theme, self._bus.artifacts)
        master, _ = await master_of(look, self._bus.artifacts)
        job = PreviewJob(
            slide=SlideJob(drafted.slide, drafted.slide_id, picture, awaiting=stage == "text", before=turn_of(drafted)),
            number=drafted.number,
            total=max(len(context.titles), drafted.number),
            title=context.deck_title,
            language=context.language,
            theme=context.theme,
            section=sum(1 for n in context.section_slides if n <= drafted.number),
            sections=tuple(context.titles[n - 1] for n in context.section_slides if 0 < n <= len(context.titles)),
            look=look,
            logo=logo,
            master=master,
        )
        image = await self._workshop.preview(job)
        painted()  # the next one is painted while this one is stored
        await keep(self._bus, drafted, stage, image, cause=cause)


def turn_of(drafted: SlideDrafted) -> int | None:
    """Return how many slides of its kind the outline had before a slide when it was written.

    Preview and deck both go by this, so that they show the same design, also in a later revision.
    """
    return before(drafted.context.types, drafted.number)


async def keep(
    bus: Bus, drafted: SlideDrafted, stage: PreviewStage, painted: Painted, *, cause: Event, revision: int | None = None
) -> None:
    """Store a preview and write its fact, in `revision` if the slide is shown there as it was not drawn before."""
    image = await bus.artifacts.put(painted.data, painted.media_type)
    fact = SlidePreviewed(
        tenant_id=drafted.tenant_id,
        deck_id=drafted.deck_id,
        revision=revision or drafted.revision,
        slide_id=drafted.slide_id,
        stage=stage,
        image=image,
        width=painted.width,
        height=painted.height,
    )
    await bus.facts.write(fact, cause=cause)


async def picture_of(illustrated: SlideIllustrated | None, artifacts: Artifacts) -> Picture | None:
    """Return the bytes of a picture, or None when there is none or they are gone."""
    if illustrated is None or illustrated.image is None:
        return None
    try:
        data = await artifacts.get(illustrated.image)
    except ArtifactMissingError:
        logger.bind(slide_id=illustrated.slide_id).warning("the bytes of a picture are missing")
        return None
    whole = illustrated.fit == "whole"
    return Picture(data, illustrated.image.media_type, illustrated.alt, illustrated.credit, whole)


def preview_subject(drafted: SlideDrafted, stage: PreviewStage = "full", *, revision: int | None = None) -> str:
    """Return where the preview of a drafted slide stands, in the revision that drafted it or another."""
    where = (drafted.tenant_id, drafted.deck_id, revision or drafted.revision)
    return deck_subject(*where, f"slide.{drafted.slide_id}.previewed.{stage}")


def unpainted(slide: SlideState, state: DeckState) -> bool:
    """Return whether the slide has no preview that shows it as it stands in this revision.

    A slide that an older revision drafted keeps its preview unless its number, its sections or its look are others now.
    """
    seen, drafted, outline = slide.preview_full, slide.drafted, state.outline
    if seen is None or drafted is None or outline is None:
        return True
    if seen.revision == state.revision:
        return False
    before, options = drafted.context, state.outlined.options if state.outlined else None
    look = options.look if options else None
    return (
        (drafted.number, before.theme, before.language) != (slide.brief.number, outline.theme, outline.language)
        or (before.deck_title, before.options.look) != (outline.title, look)
        or _sections(before.titles, before.section_slides) != _sections_of(outline)
    )


def _sections(titles: Sequence[str], numbers: Sequence[int]) -> list[tuple[int, str]]:
    return [(n, titles[n - 1]) for n in numbers if 0 < n <= len(titles)]


def _sections_of(outline: Outline) -> list[tuple[int, str]]:
    return [(brief.number, brief.title[:160]) for brief in outline.slides if brief.type == "section"]


def _with_picture(drafted: SlideDrafted) -> list[str]:
    # Once the picture is there, nobody needs to see the slide without it.
    return [preview_subject(drafted), f"{drafted.subject.removesuffix('drafted')}illustrated"]
