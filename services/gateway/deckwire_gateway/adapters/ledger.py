"""Facts and bytes on the bus, with the broker's silence as a typed problem."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime

from deckwire_contracts import (
    ArtifactRef,
    DeckState,
    Event,
    ProblemCode,
    ProblemError,
    StoredFact,
)
from deckwire_kit.artifacts import ArtifactMissingError, ArtifactsUnavailableError
from deckwire_kit.bus import Bus
from deckwire_kit.direct import DirectGetError
from deckwire_kit.facts import FactsUnavailableError, Written
from deckwire_kit.logs import logger
from nats.errors import Error as NatsError

_PUBLISH_TRIES = 3


@contextmanager
def answering() -> Iterator[None]:
    """Turn the broker's silence or refusal into the problem `unavailable`."""
    try:
        yield
    except (
        NatsError,
        DirectGetError,
        FactsUnavailableError,
        ArtifactsUnavailableError,
        TimeoutError,
        OSError,
    ) as error:
        logger.bind(error=type(error).__name__).warning("the bus did not answer")
        raise ProblemError.of(
            ProblemCode.UNAVAILABLE,
            "The bus does not answer at the moment.",
            hint="Nothing is lost; try again in a moment.",
            retry_after_s=1,
        ) from error


def _silent(bus: Bus) -> None:
    """Raise at once when the connection is away, in place of waiting for an answer that cannot come."""
    if not bus.nc.is_connected:
        raise FactsUnavailableError("not connected")


class BusFacts:
    """Facts of decks on the stream."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def write(self, event: Event, *, cause: Event | None = None) -> Written[Event]:
        """Write the event once and return the fact that stands; raises ProblemError `unavailable`."""
        with answering():
            return await self._bus.facts.write(event, cause=cause)

    async def state(self, tenant_id: str, deck_id: str, revision: int | None = None) -> DeckState | None:
        """Return the folded state; raises ProblemError `unavailable`."""
        with answering():
            _silent(self._bus)
            return await self._bus.facts.state(tenant_id, deck_id, revision)

    async def replay(self, tenant_id: str, deck_id: str, after: int = 0) -> AsyncIterator[StoredFact]:
        """Yield the facts above `after`; raises ProblemError `unavailable`."""
        facts = self._bus.facts.replay(tenant_id, deck_id, after)
        while True:
            with answering():
                _silent(self._bus)
                try:
                    fact = await anext(facts)
                except StopAsyncIteration:
                    return
            yield fact


class BusArtifacts:
    """Bytes in the object store."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def put(self, data: bytes, media_type: str) -> ArtifactRef:
        """Store the bytes; raises ProblemError `unavailable`."""
        with answering():
            return await self._bus.artifacts.put(data, media_type)

    async def get(self, ref: ArtifactRef) -> bytes:
        """Return the verified bytes; raises ProblemError `not_found` or `unavailable`."""
        with answering():
            try:
                return await self._bus.artifacts.get(ref)
            except ArtifactMissingError as error:
                logger.bind(sha256=ref.sha256[:12], bytes=ref.bytes).error("an artifact is missing")
                raise ProblemError.of(ProblemCode.NOT_FOUND, "The bytes of this file are gone.") from error


class BusTimers:
    """Deadlines as scheduled messages of the stream."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def schedule(self, tenant_id: str, deck_id: str, revision: int, in_s: float) -> datetime:
        """Schedule the revision's deadline and return when it is; raises ProblemError `unavailable`."""
        with answering():
            for attempt in range(1, _PUBLISH_TRIES + 1):
                try:
                    return await self._bus.schedule_deadline(tenant_id, deck_id, revision, in_s=in_s)
                except (NatsError, OSError):
                    # A schedule replaces the one before on its subject, so asking again is harmless.
                    if attempt == _PUBLISH_TRIES:
                        raise
                    await asyncio.sleep(0.1 * attempt)
        raise AssertionError("unreachable")
