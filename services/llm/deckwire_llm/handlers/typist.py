"""The assistant's words while they come: typed out over the live subject, ten times a second at most."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deckwire_contracts import DeckText, Event
from deckwire_kit.bus import Bus

from deckwire_llm.core.answer import Typed

_EVERY_S = 0.1


class Typist:
    """Turns a model's raw text into readable pieces that wait to be sent."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self._typed = Typed()
        self._waiting: list[str] = []

    def begin(self) -> None:
        """Expect an answer from its beginning."""
        self._typed.begin()

    def text(self, piece: str) -> None:
        """Take what the model said next."""
        shown = self._typed.feed(piece)
        if shown:
            self._waiting.append(shown)
            self.arrived.set()

    def take(self) -> str:
        """Return what waits to be sent."""
        self.arrived.clear()
        delta = "".join(self._waiting)
        self._waiting.clear()
        return delta


@asynccontextmanager
async def typing(bus: Bus, event: Event) -> AsyncIterator[Typist]:
    """Yield what takes a model's text, and send the readable part of it to whoever listens to the deck."""
    typist = Typist()

    async def send() -> None:
        delta = typist.take()
        if delta:
            await bus.publish_live(
                DeckText(deck_id=event.deck_id, revision=event.revision, delta=delta), event.tenant_id
            )

    async def sender() -> None:
        while True:
            await typist.arrived.wait()
            await send()
            await asyncio.sleep(_EVERY_S)

    task = asyncio.create_task(sender())
    try:
        yield typist
    finally:
        task.cancel()
        await send()
