"""What the gateway needs from the outside world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deckwire_contracts import ArtifactRef, DeckState, Event, LookAnswer, LookQuestion, StoredFact
from deckwire_kit.facts import Written


class Facts(Protocol):
    """The facts of decks on the stream."""

    async def write(self, event: Event, *, cause: Event | None = None) -> Written[Event]:
        """Write the event once; the answer holds the fact that stands."""
        ...

    async def state(self, tenant_id: str, deck_id: str, revision: int | None = None) -> DeckState | None:
        """Return the folded state of one revision, of the newest if None; None when there are no facts."""
        ...

    def replay(self, tenant_id: str, deck_id: str, after: int = 0) -> AsyncIterator[StoredFact]:
        """Yield the deck's facts with a sequence greater than `after`, oldest first."""
        ...


class Artifacts(Protocol):
    """Bytes by reference."""

    async def put(self, data: bytes, media_type: str) -> ArtifactRef:
        """Store the bytes and return their reference."""
        ...

    async def get(self, ref: ArtifactRef) -> bytes:
        """Return the verified bytes; raises ProblemError `not_found` when they are gone."""
        ...


@dataclass(frozen=True)
class Listed:
    """A deck found in the stream and the sequence of its first request."""

    deck_id: str
    seq: int


class Shelf(Protocol):
    """All decks of a tenant, and what it takes to remove one."""

    async def newest(self, tenant_id: str, limit: int, before: int | None = None) -> list[Listed]:
        """Return up to `limit` decks, newest first, requested before the sequence `before`."""
        ...

    async def erase(self, tenant_id: str, deck_id: str) -> None:
        """Remove every fact and timer of the deck."""
        ...

    async def discard(self, tenant_id: str, refs: list[ArtifactRef]) -> int:
        """Delete the bytes that no fact of any deck, no template and no other tenant's upload names; return how many.

        The tenant's own uploads of such bytes are forgotten as well.
        """
        ...


class Timers(Protocol):
    """Deadlines that pass even when nobody is running."""

    async def schedule(self, tenant_id: str, deck_id: str, revision: int, in_s: float) -> datetime:
        """Have the revision's deadline pass in `in_s` seconds, in place of an earlier one, and return when."""
        ...


class Keys(Protocol):
    """A bucket of small values."""

    async def get(self, key: str) -> tuple[bytes, int] | None:
        """Return the value and its version, or None."""
        ...

    async def create(self, key: str, value: bytes) -> bool:
        """Store the value unless the key has one; return whether it was stored."""
        ...

    async def update(self, key: str, value: bytes, version: int) -> bool:
        """Replace the value of that version; return whether it was still that one."""
        ...

    async def delete(self, key: str) -> None:
        """Remove the key."""
        ...

    async def entries(self, prefix: str = "") -> list[tuple[str, bytes]]:
        """Return key and value of all whose key begins with `prefix`, which ends in a dot unless it is empty."""
        ...


class Limiter(Protocol):
    """A limit on how often a tenant may write."""

    async def hit(self, tenant_id: str) -> float | None:
        """Count one write; return None when it may pass, else the seconds after which to try again."""
        ...


@dataclass(frozen=True)
class WorkerState:
    """Whether somebody listens on one consumer, and how much waits there."""

    service: str
    consumer: str
    listening: bool
    waiting: int
    in_hand: int


class Workers(Protocol):
    """The other services as the bus sees them."""

    async def look(self) -> list[WorkerState]:
        """Return the state of every consumer of the topology."""
        ...


class Looks(Protocol):
    """What looks turn out like."""

    async def ask(self, question: LookQuestion) -> LookAnswer:
        """Return colours, sample pictures and a report; raises ProblemError when there is no answer."""
        ...


@dataclass(frozen=True)
class Ports:
    """All ports of the gateway."""

    facts: Facts
    artifacts: Artifacts
    shelf: Shelf
    timers: Timers
    idempotency: Keys
    uploads: Keys
    templates: Keys
    brands: Keys
    limiter: Limiter
    workers: Workers
    looks: Looks
