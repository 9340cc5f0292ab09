"""Facts: events written once and read back, by way of the stream that is the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from deckwire_contracts import EVENT, AnyEvent, DeckEnded, DeckState, Event, StoredFact, fold, older_slides
from deckwire_contracts.topology import DECKS, deck_subject
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import APIError
from opentelemetry.trace import SpanKind
from pydantic import ValidationError

from . import direct
from .logs import logger
from .metrics import Metrics
from .telemetry import inject, span

_WRONG_LAST_SEQUENCE = 10071
_WRITE_BUDGET_S = 20.0
_FOLD_TRIES = 20

E = TypeVar("E", bound=Event)


class FactsUnavailableError(RuntimeError):
    """The broker did not take or give a fact in time; the caller may try again."""


class DeckErasedError(LookupError):
    """The deck was erased while somebody was still working on it; there is nothing left to do for it."""


@dataclass(frozen=True)
class Written(Generic[E]):
    """The fact that stands after a write: ours if `won`, else the one that another writer wrote before."""

    event: E | AnyEvent
    seq: int
    won: bool


def pattern(subject: str) -> str:
    """Return a deck subject with its ids replaced by `*`, fit for span names and metric labels."""
    tokens = subject.split(".")
    if tokens[0] == "deck" and len(tokens) > 4:
        tokens[1:4] = ["*"] * 3
        if tokens[4] == "slide" and len(tokens) > 5:
            tokens[5] = "*"
    elif tokens[0] == "timer" and len(tokens) > 2:
        tokens[2:] = ["*"] * (len(tokens) - 2)
    return ".".join(tokens)


def headers_of(event: Event) -> dict[str, str]:
    """Return the headers of an event: de-duplication id and CloudEvents 1.0 attributes (NATS binding)."""
    return {
        "Nats-Msg-Id": event.id,
        "Content-Type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": event.id,
        "ce-type": f"io.deckwire.deck.{event.type}.v1",
        "ce-source": f"/deckwire/{event.source or 'unknown'}",
        "ce-subject": event.subject,
        "ce-time": event.time.isoformat(),
    }


def decode(message: direct.Stored) -> StoredFact | None:
    """Return the stored event, or None when this release does not know it; such events are skipped, not fatal."""
    try:
        return StoredFact(seq=message.seq, event=EVENT.validate_json(message.data))
    except ValidationError as error:
        logger.bind(seq=message.seq, subject=pattern(message.subject), errors=error.error_count()).warning(
            "skipped a stored event that this release cannot read"
        )
        return None


class Facts:
    """Reads and writes facts of decks; `service` is named as their source."""

    def __init__(self, nc: Client, js: JetStreamContext, service: str, metrics: Metrics) -> None:
        self._nc = nc
        self._js = js
        self._service = service
        self._metrics = metrics

    async def write(self, event: E, *, cause: Event | None = None) -> Written[E]:
        """Write `event` unless its fact already stands, and return the fact that stands.

        An end is refused when any end of the revision stands. Raises FactsUnavailableError when the broker gives
        no answer within 20 s; the fact may or may not have been stored then, and writing it again is safe. Raises
        DeckErasedError when the fact stood and was erased with its deck.
        """
        updates: dict[str, object] = {"source": event.source or self._service}
        if cause is not None and event.causation_id is None:
            updates["causation_id"] = cause.id
        event = event.model_copy(update=updates)
        headers = headers_of(event)
        headers["Nats-Expected-Last-Subject-Sequence"] = "0"
        claimed = event.subject
        if isinstance(event, DeckEnded):
            claimed = deck_subject(event.tenant_id, event.deck_id, event.revision, "ended.*")
            headers["Nats-Expected-Last-Subject-Sequence-Subject"] = claimed
        body = event.model_dump_json().encode()
        with span(
            f"publish {pattern(event.subject)}",
            {
                "messaging.system": "nats",
                "messaging.destination.name": pattern(event.subject),
                "messaging.message.body.size": len(body),
                "deckwire.deck_id": event.deck_id,
                "deckwire.revision": event.revision,
            },
            kind=SpanKind.PRODUCER,
        ):
            inject(headers)
            seq = await self._publish(event.subject, body, headers)
        if seq is not None:
            self._metrics.facts.labels(event.type, "written").inc()
            return Written(event, seq, won=True)
        standing = await self._standing(claimed)
        # A publish that timed out may have been stored: then the fact that stands is our own.
        ours = standing.event.model_dump_json().encode() == body
        self._metrics.facts.labels(event.type, "written" if ours else "lost").inc()
        return Written(standing.event, standing.seq, won=ours)

    async def _publish(self, subject: str, body: bytes, headers: dict[str, str]) -> int | None:
        """Return the sequence, or None when a fact already stands there."""
        try:
            async with asyncio.timeout(_WRITE_BUDGET_S):
                while True:
                    try:
                        ack = await self._js.publish(subject, body, stream=DECKS, timeout=5.0, headers=headers)
                    except APIError as error:
                        if error.err_code == _WRONG_LAST_SEQUENCE:
                            return None
                        if error.code not in (500, 503):
                            raise
                    except (NatsError, OSError) as error:
                        logger.bind(error=type(error).__name__).warning("publishing again after no answer")
                    else:
                        return None if ack.duplicate else ack.seq
                    await asyncio.sleep(0.25)
        except TimeoutError as error:
            raise FactsUnavailableError(f"the broker did not confirm {pattern(subject)}") from error

    async def _standing(self, subject: str) -> StoredFact:
        for _ in range(_FOLD_TRIES):
            found = await self.get(subject)
            if found is not None:
                return found
            await asyncio.sleep(0.05)
        # The broker remembers the id of a message that is not there any more: it was purged with its deck.
        raise DeckErasedError(f"{pattern(subject)} was erased")

    async def get(self, subject: str) -> StoredFact | None:
        """Return the fact on `subject` (the newest, if it has wildcards), or None."""
        found = await direct.last_one(self._nc, DECKS, subject)
        return decode(found) if found else None

    async def standing(self, subjects: list[str], *, at_least: int = 0) -> set[str]:
        """Return which of `subjects` hold a fact, without reading the facts themselves.

        `at_least` is the sequence of the fact on one of them, which the answer must include; see `state`. Raises
        FactsUnavailableError when that does not become visible.
        """
        for _ in range(_FOLD_TRIES):
            found = await direct.last_of(self._nc, DECKS, subjects)
            if max((message.seq for message in found), default=0) >= at_least:
                return {message.subject for message in found}
            await asyncio.sleep(0.05)
        raise FactsUnavailableError("the stream's follower lags behind the fact in hand")

    async def ended(self, event: Event) -> bool:
        """Return whether the revision of `event` has an end."""
        subject = deck_subject(event.tenant_id, event.deck_id, event.revision, "ended.*")
        return await direct.last_one(self._nc, DECKS, subject) is not None

    async def latest_revision(self, tenant_id: str, deck_id: str) -> int | None:
        """Return the number of the deck's newest revision, or None when there is no such deck."""
        found = await direct.last_one(self._nc, DECKS, deck_subject(tenant_id, deck_id, "*", "requested"))
        return int(found.subject.split(".")[3]) if found else None

    async def state(
        self, tenant_id: str, deck_id: str, revision: int | None = None, *, at_least: int = 0
    ) -> DeckState | None:
        """Return the folded state of a revision (None: the newest), or None when there is no such revision.

        `at_least` is a sequence of this revision that the state must include: on a cluster a direct get may be
        answered by a follower that lags, and a join that folds such an answer would wait for ever. Raises
        FactsUnavailableError when the sequence does not become visible.
        """
        if revision is None:
            revision = await self.latest_revision(tenant_id, deck_id)
            if revision is None:
                return None
        for _ in range(_FOLD_TRIES):
            facts = await self._revision(tenant_id, deck_id, revision)
            state = fold(tenant_id, deck_id, revision, facts)
            if state.seq >= at_least:
                break
            await asyncio.sleep(0.05)
        else:
            raise FactsUnavailableError("the stream's follower lags behind the fact in hand")
        if state.requested is None:
            return None
        older = older_slides(state.outline, revision) if state.outline else []
        if older:
            filters = [deck_subject(tenant_id, deck_id, rev, f"slide.{slide_id}.>") for rev, slide_id in older]
            state = fold(tenant_id, deck_id, revision, [*facts, *await self._last_of(filters)])
        return state

    async def _revision(self, tenant_id: str, deck_id: str, revision: int) -> list[StoredFact]:
        return await self._last_of([deck_subject(tenant_id, deck_id, revision)])

    async def _last_of(self, filters: list[str]) -> list[StoredFact]:
        found = await direct.last_of(self._nc, DECKS, filters)
        return [fact for message in found if (fact := decode(message)) is not None]

    async def replay(self, tenant_id: str, deck_id: str, after: int = 0) -> AsyncIterator[StoredFact]:
        """Yield the deck's facts of all revisions in stream order, from the first with a sequence above `after`."""
        async for message in direct.scan(self._nc, DECKS, deck_subject(tenant_id, deck_id, "*"), after + 1):
            fact = decode(message)
            if fact is not None:
                yield fact

    async def erase(self, tenant_id: str, deck_id: str) -> int:
        """Remove every fact of the deck from the stream for good."""
        await self._js.purge_stream(DECKS, subject=f"timer.*.{tenant_id}.{deck_id}.*")
        return int(await self._js.purge_stream(DECKS, subject=deck_subject(tenant_id, deck_id, "*")))
