"""Replay, then live: every fact of a deck in order, none missed and none twice."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from deckwire_contracts import DeckEnded, DeckText, ProblemCode, ProblemError, StoredFact

from ..ports import Facts
from .hub import Closed, Gap, Hub, Listener

_RETRY_S = 0.5


class _Follower:
    """What one client has been given so far, and what it is to be given next."""

    def __init__(self, listener: Listener, facts: Facts, deck: tuple[str, str], after: int, idle_s: float) -> None:
        self._listener = listener
        self._facts = facts
        self._deck = deck
        self._idle_s = idle_s
        self._last = after
        self._ended = False
        self.closed = False

    def _new(self, fact: StoredFact) -> bool:
        if fact.seq <= self._last:
            return False
        self._last = fact.seq
        self._ended = isinstance(fact.event, DeckEnded)
        return True

    async def replay(self) -> AsyncGenerator[StoredFact | None, None]:
        """Yield what the stream holds above the last fact; None before each new try while the bus is silent."""
        while not self.closed:
            try:
                async for fact in self._facts.replay(*self._deck, self._last):
                    if self._new(fact):
                        yield fact
            except ProblemError as error:
                if error.problem.code is not ProblemCode.UNAVAILABLE:
                    raise
                self.closed = isinstance(await self._listener.get(_RETRY_S), Closed)
                yield None
            else:
                return

    async def live(self) -> AsyncGenerator[StoredFact | DeckText | None, None]:
        """Yield what happens, None when nothing does; ends when the stream must be read again."""
        while True:
            item = await self._listener.get(self._idle_s)
            match item:
                case Closed():
                    self.closed = True
                    return
                case Gap():
                    return
                case None:
                    yield None
                    if not self._ended:
                        return
                case DeckText():
                    yield item
                case StoredFact():
                    if self._new(item):
                        yield item


async def follow(
    hub: Hub, facts: Facts, tenant_id: str, deck_id: str, *, after: int = 0, idle_s: float = 15.0
) -> AsyncGenerator[StoredFact | DeckText | None, None]:
    """Yield the deck's facts above the sequence `after`, then those to come; None when nothing came for `idle_s`.

    It joins the deck's room first, so that what happens during the replay is held; what the replay has shown is
    dropped when the room is read. After a gap (the broker was away, or this client was slow) it reads the stream
    again from the last sequence it yielded, and it does so when a deck has been silent as well, because a
    republished message may be lost. Assistant's words (DeckText) come only live. It ends when the replica
    stops. Close it with `aclosing`.
    """
    with hub.listen(tenant_id, deck_id) as listener:
        follower = _Follower(listener, facts, (tenant_id, deck_id), after, idle_s)
        while not follower.closed:
            async with aclosing(follower.replay()) as stored:
                async for fact in stored:
                    yield fact
            async with aclosing(follower.live()) as live:
                async for item in live:
                    yield item
