"""A brief becomes a slide."""

from __future__ import annotations

import asyncio
import secrets

from deckwire_contracts import Problem, Slide, SlideBriefed, SlideDrafted, Usage
from deckwire_contracts.topology import deck_subject
from deckwire_kit.artifacts import ArtifactMissingError
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Permanent

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.core.writing import (
    AS_GIVEN,
    WrittenSlide,
    kept_slide,
    slide_without_model,
    stand_in,
    with_figure,
    write_slide,
)
from deckwire_llm.ports import AskFailedError, ChatModel

from .conversation import come_again, converse
from .sources import Sources


class DraftHandlers:
    """Writes slides; without `model` by the offline writer. `redeliveries` as in the settings."""

    def __init__(self, bus: Bus, sources: Sources, model: ChatModel | None, knobs: Knobs, *, redeliveries: int) -> None:
        self._bus = bus
        self._sources = sources
        self._model = model
        self._knobs = knobs
        self._redeliveries = redeliveries

    async def draft(self, delivery: Delivery) -> None:
        """Write one slide, degraded if it has to be, unless it stands already or its deck has ended."""
        briefed = _briefed(delivery)
        if await self._settled(briefed):
            return
        if briefed.brief.given is not None:
            written = WrittenSlide(briefed.brief.given, AS_GIVEN, pictured=briefed.brief.pictured)
        else:
            material = await self._sources.material(briefed.context.material)
            written = await self._write(briefed, material, delivery.attempt)
            written = with_figure(written, briefed.brief, briefed.context, material)
        await self._bus.facts.write(_fact(briefed, written), cause=briefed)

    async def exhausted(self, delivery: Delivery, problem: Problem) -> None:
        """Write the slide that stands in, so that one bad slide does not keep the deck."""
        briefed = _briefed(delivery)
        if await self._settled(briefed):
            return
        try:
            material = await self._sources.material(briefed.context.material)
        except ArtifactMissingError:
            # The plan alone has to do; that is said by the slide's degradation.
            material = None
        brief, context = briefed.brief, briefed.context
        before = await self._before(briefed)
        if before is not None:
            written = kept_slide(brief, before, problem.code, Usage())
        else:
            written = await asyncio.to_thread(stand_in, brief, context, material, problem.code, Usage())
        written = with_figure(written, brief, context, material)
        await self._bus.facts.write(_fact(briefed, written), cause=briefed)

    async def _write(self, briefed: SlideBriefed, material: Material | None, attempt: int) -> WrittenSlide:
        brief, context = briefed.brief, briefed.context
        if self._model is None:
            return await asyncio.to_thread(slide_without_model, brief, context, material)
        before = await self._before(briefed)
        script = write_slide(brief, context, material, self._knobs, secrets.token_hex(8), before=before)
        try:
            return await converse(script, self._model)
        except AskFailedError as failure:
            come_again(failure, attempt, self._redeliveries)
            if before is not None:
                return kept_slide(brief, before, failure.code, failure.usage)
            return await asyncio.to_thread(stand_in, brief, context, material, failure.code, failure.usage)

    async def _before(self, briefed: SlideBriefed) -> Slide | None:
        """Return the slide as the revision that it revises left it, None for a new one."""
        if briefed.brief.revises is None:
            return None
        suffix = f"slide.{briefed.slide_id}.{SlideDrafted.subject_suffix}"
        subject = deck_subject(briefed.tenant_id, briefed.deck_id, briefed.brief.revises, suffix)
        found = await self._bus.facts.get(subject)
        return found.event.slide if found and isinstance(found.event, SlideDrafted) else None

    async def _settled(self, briefed: SlideBriefed) -> bool:
        facts = self._bus.facts
        subject = briefed.subject.removesuffix(SlideBriefed.subject_suffix) + SlideDrafted.subject_suffix
        standing, ended = await asyncio.gather(facts.get(subject), facts.ended(briefed))
        return standing is not None or ended


def _briefed(delivery: Delivery) -> SlideBriefed:
    if not isinstance(delivery.event, SlideBriefed):
        raise Permanent("unexpected_event", f"{type(delivery.event).__name__} on {delivery.consumer}")
    return delivery.event


def _fact(briefed: SlideBriefed, written: WrittenSlide) -> SlideDrafted:
    return SlideDrafted(
        tenant_id=briefed.tenant_id,
        deck_id=briefed.deck_id,
        revision=briefed.revision,
        slide_id=briefed.slide_id,
        number=briefed.brief.number,
        slide=written.slide,
        pictured=written.pictured,
        context=briefed.context,
        writer=written.writer,
        usage=written.usage,
        degradations=written.degradations,
    )
