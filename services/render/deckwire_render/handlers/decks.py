"""Slides become a deck: the join, the files, the end, the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

from deckwire_contracts import (
    ArtifactRef,
    DeadlinePassed,
    DeckFailed,
    DeckReady,
    DeckRendered,
    DeckState,
    Degradation,
    Event,
    ExportFormat,
    Problem,
    ProblemCode,
    SlideDrafted,
    SlideState,
    Stage,
    decide,
)
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Retry
from deckwire_kit.logs import logger

from ..core.progress import Progress
from ..core.timings import stage_of, stage_timings
from ..ports import DeckJob, Made, SlideJob, Workshop
from .looks import logo_of, master_of
from .pace import Pace
from .previews import PreviewStage, keep, picture_of, preview_subject, turn_of, unpainted

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF = "application/pdf"
_PREVIEWS_AT_ONCE = 2


class DeckHandlers:
    """Joins slides to decks and builds these; `workshop` does the heavy work."""

    def __init__(self, bus: Bus, workshop: Workshop, pace: Pace) -> None:
        self._bus = bus
        self._workshop = workshop
        self._pace = pace
        self._progress = Progress()
        self._joining: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def join(self, d: Delivery) -> None:
        """Mark the revision as ready when nothing is missing any more; of many who see that, one writes it."""
        event = d.event
        if isinstance(event, DeadlinePassed):
            return
        if isinstance(event, SlideDrafted) and event.slide.image is not None:
            self._progress.note(event)
            return  # its picture is still to come, and that event looks again
        if self._progress.is_joined(event) or await self._surely_incomplete(event, d.seq):
            return
        # The last facts of a deck come together; the first to fold them spares the others the same work.
        key = f"{event.tenant_id}.{event.deck_id}.{event.revision}"
        lock = self._joining.setdefault(key, asyncio.Lock())
        async with lock:
            if not self._progress.is_joined(event):
                await self._fold(event, d.seq)

    async def _fold(self, event: Event, seq: int) -> None:
        state = await self._bus.facts.state(event.tenant_id, event.deck_id, event.revision, at_least=seq)
        if state is None:
            return
        self._progress.learn(state)
        if not any(step.action == "ready" for step in decide(state)):
            return
        ready = DeckReady(
            tenant_id=event.tenant_id,
            deck_id=event.deck_id,
            revision=event.revision,
            slide_ids=[slide.brief.id for slide in state.slides],
        )
        await self._bus.facts.write(ready, cause=event)
        self._progress.joined(event)

    async def _surely_incomplete(self, event: Event, seq: int) -> bool:
        """Return whether a fact that the revision needs is not there yet; False when nothing is known.

        That fact is asked for together with the one in hand: a server that has this one and not that one has
        shown that the other is yet to be written, and its own event will look again.
        """
        self._progress.note(event)
        missing = self._progress.missing(event)
        if missing is None:
            return False
        return missing not in await self._bus.facts.standing([event.subject, missing], at_least=seq)

    async def deck(self, d: Delivery) -> None:
        """Render the revision: files, report, and the end."""
        ready = d.event
        if not isinstance(ready, DeckReady):
            return
        state = await self._bus.facts.state(ready.tenant_id, ready.deck_id, ready.revision, at_least=d.seq)
        if state is None or state.end or state.outline is None:
            return
        if not state.complete:
            raise Retry("a ready deck is not complete")
        job, missing = await self._job(state)
        painting: list[asyncio.Task[list[Degradation]]] = []

        def show(pptx: bytes, pages: Sequence[str]) -> None:
            painting.append(asyncio.create_task(self._previews(state, pptx, pages)))

        async def shown(made: Made) -> list[Degradation]:
            failed = [lack for task in painting for lack in await task]
            return failed + await self._repaired(state, made)

        try:
            made = await self._workshop.deck(job, composed=show)
            lacking, pptx, pdf = await asyncio.gather(
                shown(made), self._bus.artifacts.put(made.pptx, PPTX), self._put_pdf(made)
            )
        finally:
            for task in painting:
                task.cancel()  # does nothing to one that is done
        fact = DeckRendered(
            tenant_id=state.tenant_id,
            deck_id=state.deck_id,
            revision=state.revision,
            title=state.outline.title,
            pptx=pptx,
            pdf=pdf,
            slide_count=len(made.pages),
            quality=made.quality,
            usage=state.usage,
            timings_ms=stage_timings(state, made.timings_ms),
            degradations=[*state.degradations, *missing, *made.degradations, *lacking],
        )
        await self._bus.facts.write(fact, cause=ready)

    async def _put_pdf(self, made: Made) -> ArtifactRef | None:
        return await self._bus.artifacts.put(made.pdf, PDF) if made.pdf is not None else None

    async def _job(self, state: DeckState) -> tuple[DeckJob, list[Degradation]]:
        assert state.outline is not None
        pictures = await asyncio.gather(*(picture_of(slide.illustrated, self._bus.artifacts) for slide in state.slides))
        slides: list[SlideJob] = []
        missing: list[Degradation] = []
        for slide, picture in zip(state.slides, pictures, strict=True):
            assert slide.drafted is not None
            slides.append(SlideJob(slide.drafted.slide, slide.brief.id, picture, before=turn_of(slide.drafted)))
            if slide.illustrated and slide.illustrated.image and picture is None:
                missing.append(
                    Degradation(
                        slide_id=slide.brief.id,
                        stage=Stage.RENDER,
                        reason="picture_missing",
                        detail="The picture's bytes are no longer stored.",
                    )
                )
        options = state.outlined.options if state.outlined else None
        look = options.look if options else None
        logo, lost = await logo_of(look, state.outline.theme, self._bus.artifacts)
        master, gone = await master_of(look, self._bus.artifacts)
        missing += [*lost, *gone]
        job = DeckJob(
            slides=slides,
            title=state.outline.title,
            language=state.outline.language,
            theme=state.outline.theme,
            pdf=options is not None and ExportFormat.PDF in options.export_as,
            notes=options is None or options.include_speaker_notes,
            look=look,
            logo=logo,
            master=master,
        )
        return job, missing

    async def _previews(self, state: DeckState, pptx: bytes, pages: Sequence[str]) -> list[Degradation]:
        """Paint what shows the slides as the file holds them and does not stand yet; return what could not be painted.

        It goes through the deck from its end, slide by slide, while the preview handler goes on from the beginning:
        where they meet, one waits for what the other has in hand.
        """
        lacking = [slide for slide in reversed(state.slides) if slide.drafted and unpainted(slide, state)]
        return await self._painted(state, pptx, pages, lacking, "full")

    async def _repaired(self, state: DeckState, made: Made) -> list[Degradation]:
        """Paint the slides that were set again after their preview stood; return what could not be painted."""
        again = {finding.slide_id for finding in made.quality.repaired}
        outdated = [slide for slide in state.slides if slide.drafted and slide.brief.id in again]
        return await self._painted(state, made.pptx, made.pages, outdated, "repaired")

    async def _painted(
        self, state: DeckState, pptx: bytes, pages: Sequence[str], slides: list[SlideState], stage: PreviewStage
    ) -> list[Degradation]:
        """Paint slides from a file whose `pages` name the slides that they came from; return what failed."""
        page_of = {slide_id: page for page, slide_id in reversed(list(enumerate(pages)))}
        waiting = iter(slides)
        failed: list[Degradation] = []

        async def paint() -> None:
            for slide in waiting:
                try:
                    await self._late(state, slide, pptx, page_of[slide.brief.id], stage)
                except Exception as error:  # noqa: BLE001  a deck without previews is delivered, and says so
                    logger.bind(slide_id=slide.brief.id).opt(exception=error).error("a preview failed")
                    detail = "The slide could not be painted; the deck itself is complete."
                    failed.append(
                        Degradation(
                            slide_id=slide.brief.id, stage=Stage.PREVIEW, reason="preview_failed", detail=detail
                        )
                    )

        # While one preview is stored, the next is painted.
        await asyncio.gather(*(paint() for _ in range(_PREVIEWS_AT_ONCE)))
        return failed

    async def _late(self, state: DeckState, slide: SlideState, pptx: bytes, page: int, stage: PreviewStage) -> None:
        """Paint one page as the preview of a slide, unless that stands by then."""
        assert slide.drafted is not None
        subject = preview_subject(slide.drafted, stage, revision=state.revision)
        cause: Event = state.ready or slide.drafted
        if stage == "full" and slide.drafted.revision == state.revision:
            cause = slide.illustrated or slide.drafted
        async with self._pace.having(subject):
            if await self._bus.facts.standing([subject]):
                return
            [painted] = await self._workshop.pages(pptx, [page])
            await keep(self._bus, slide.drafted, stage, painted, cause=cause, revision=state.revision)

    async def gave_up(self, d: Delivery, problem: Problem) -> None:
        """End the revision as failed when it cannot be joined or rendered."""
        event = d.event
        if problem.code == ProblemCode.POISON_MESSAGE:
            problem = Problem.of(ProblemCode.RENDER_FAILED, problem.detail)
        failed = DeckFailed(
            tenant_id=event.tenant_id,
            deck_id=event.deck_id,
            revision=event.revision,
            stage=Stage.RENDER,
            problem=problem,
        )
        await self._bus.facts.write(failed, cause=event if isinstance(event, Event) else None)

    async def deadline(self, d: Delivery) -> None:
        """Fail a revision whose time is up and that has not ended."""
        passed = d.event
        if not isinstance(passed, DeadlinePassed):
            return
        state = await self._bus.facts.state(passed.tenant_id, passed.deck_id, passed.revision)
        if state is None or state.end:
            return
        stage = stage_of(state)
        detail = (
            f"The deck was not finished by {passed.deadline.isoformat(timespec='seconds')}; it stood at {stage.value}."
        )
        failed = DeckFailed(
            tenant_id=passed.tenant_id,
            deck_id=passed.deck_id,
            revision=passed.revision,
            stage=stage,
            problem=Problem.of(ProblemCode.DEADLINE, detail, hint="Ask again, with fewer slides or another model."),
        )
        await self._bus.facts.write(failed, cause=state.ready or state.requested)
