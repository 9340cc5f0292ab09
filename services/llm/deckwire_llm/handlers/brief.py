"""An outline becomes one brief per slide."""

from __future__ import annotations

import asyncio

from deckwire_contracts import DeckFailed, DeckOutlined, Event, OutlineApproved, Problem, SlideBriefed, Stage
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Permanent

from deckwire_llm.core.briefing import briefs_of


class BriefHandlers:
    """Hands out slides to write, `at_once` in flight; in review mode only once the outline is approved."""

    def __init__(self, bus: Bus, *, image_price_usd: float, at_once: int) -> None:
        self._bus = bus
        self._image_price_usd = image_price_usd
        self._at_once = asyncio.Semaphore(at_once)

    async def brief(self, delivery: Delivery) -> None:
        """Write the briefs that are missing, unless the deck has ended or waits for its user."""
        event = _outline_event(delivery)
        state = await self._bus.facts.state(event.tenant_id, event.deck_id, event.revision, at_least=delivery.seq)
        if state is None or state.end or state.needs_approval:
            return
        missing = {slide.brief.id for slide in state.slides if slide.briefed is None}
        briefs = briefs_of(state, image_price_usd=self._image_price_usd)
        await asyncio.gather(*(self._write(brief, event) for brief in briefs if brief.slide_id in missing))

    async def _write(self, brief: SlideBriefed, cause: Event) -> None:
        async with self._at_once:
            await self._bus.facts.write(brief, cause=cause)

    async def exhausted(self, delivery: Delivery, problem: Problem) -> None:
        """End a revision whose slides cannot be handed out."""
        event = _outline_event(delivery)
        failed = DeckFailed(
            tenant_id=event.tenant_id,
            deck_id=event.deck_id,
            revision=event.revision,
            stage=Stage.DRAFT,
            problem=problem,
        )
        await self._bus.facts.write(failed, cause=event)


def _outline_event(delivery: Delivery) -> DeckOutlined | OutlineApproved:
    if not isinstance(delivery.event, DeckOutlined | OutlineApproved):
        raise Permanent("unexpected_event", f"{type(delivery.event).__name__} on {delivery.consumer}")
    return delivery.event
