"""A request becomes an outline."""

from __future__ import annotations

import asyncio
import secrets

from deckwire_contracts import (
    DeckFailed,
    DeckOutlined,
    DeckRequested,
    Problem,
    ProblemError,
    Stage,
)
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Permanent

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.core.writing import (
    FATAL,
    WrittenOutline,
    gathered,
    outline_instead,
    outline_without_model,
    write_outline,
)
from deckwire_llm.ports import AskFailedError, ChatModel

from .conversation import come_again, converse
from .revision import Revisions
from .sources import Sources
from .typist import typing


class OutlineHandlers:
    """Plans decks; without `model` by the offline writer. `redeliveries` as in the settings."""

    def __init__(self, bus: Bus, sources: Sources, model: ChatModel | None, knobs: Knobs, *, redeliveries: int) -> None:
        self._bus = bus
        self._sources = sources
        self._model = model
        self._knobs = knobs
        self._redeliveries = redeliveries
        self._revisions = Revisions(bus, sources, model, knobs, redeliveries=redeliveries)

    async def outline(self, delivery: Delivery) -> None:
        """Write the outline of a request, or the typed failure that ends it, unless either stands already."""
        requested = _requested(delivery)
        if await self._settled(requested):
            return
        try:
            outlined = await self._outlined(requested, delivery.attempt)
        except ProblemError as error:
            await self._fail(requested, error.problem)
            return
        await self._bus.facts.write(outlined, cause=requested)

    async def _outlined(self, requested: DeckRequested, attempt: int) -> DeckOutlined:
        if requested.kind != "create":
            return await self._revisions.outlined(requested, attempt)
        documents = await self._sources.documents(requested)
        written, material = await self._write(requested, documents, attempt)
        ref = await self._sources.keep(material)
        figures = material.shown_figures() if material else []
        return _fact(requested, written).model_copy(update={"material": ref, "figures": figures})

    async def exhausted(self, delivery: Delivery, problem: Problem) -> None:
        """End a revision that cannot be outlined."""
        requested = _requested(delivery)
        if not await self._settled(requested):
            await self._fail(requested, problem)

    async def _write(
        self, requested: DeckRequested, documents: list[Material], attempt: int
    ) -> tuple[WrittenOutline, Material | None]:
        # Slides that the user wrote one by one are their own outline.
        if self._model is None or requested.slides_markdown:
            return await asyncio.to_thread(outline_without_model, requested, documents)
        material = await asyncio.to_thread(gathered, requested, documents)
        script = write_outline(requested, material, self._knobs, secrets.token_hex(8))
        try:
            async with typing(self._bus, requested) as typist:
                return await converse(script, self._model, typist), material
        except AskFailedError as failure:
            come_again(failure, attempt, self._redeliveries)
            if failure.code in FATAL:
                raise
            return await asyncio.to_thread(outline_instead, requested, documents, failure.code, failure.usage)

    async def _settled(self, requested: DeckRequested) -> bool:
        facts = self._bus.facts
        standing, ended = await asyncio.gather(facts.get(_subject(requested)), facts.ended(requested))
        return standing is not None or ended

    async def _fail(self, requested: DeckRequested, problem: Problem) -> None:
        failed = DeckFailed(
            tenant_id=requested.tenant_id,
            deck_id=requested.deck_id,
            revision=requested.revision,
            stage=Stage.OUTLINE,
            problem=problem,
        )
        await self._bus.facts.write(failed, cause=requested)


def _requested(delivery: Delivery) -> DeckRequested:
    if not isinstance(delivery.event, DeckRequested):
        raise Permanent("unexpected_event", f"{type(delivery.event).__name__} on {delivery.consumer}")
    return delivery.event


def _subject(requested: DeckRequested) -> str:
    return requested.subject.removesuffix(DeckRequested.subject_suffix) + DeckOutlined.subject_suffix


def _fact(requested: DeckRequested, written: WrittenOutline) -> DeckOutlined:
    return DeckOutlined(
        tenant_id=requested.tenant_id,
        deck_id=requested.deck_id,
        revision=requested.revision,
        outline=written.outline,
        options=requested.options,
        reply=written.reply,
        writer=written.writer,
        usage=written.usage,
        degradations=written.degradations,
    )
