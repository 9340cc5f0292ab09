"""Replay and live events are one sequence, whatever happens in between."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
from deckwire_contracts import DeckCancelled, DeckRequested, DeckText, ProblemCode, ProblemError, StoredFact
from deckwire_gateway.core.following import follow
from deckwire_gateway.core.hub import CLOSED, GAP, Gap, Hub

DECK = ("acme", "d1")


def fact(seq: int, *, end: bool = False) -> StoredFact:
    kind = DeckCancelled if end else DeckRequested
    return StoredFact(seq=seq, event=kind(tenant_id="acme", deck_id="d1", revision=seq))


class Stream:
    """A stream in memory that is slow to read and may be silent."""

    def __init__(self) -> None:
        self.facts: list[StoredFact] = []
        self.silent = 0
        self.reads = 0

    async def replay(self, tenant_id: str, deck_id: str, after: int = 0) -> AsyncIterator[StoredFact]:
        self.reads += 1
        if self.silent:
            self.silent -= 1
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "silent")
        for found in list(self.facts):
            if found.seq > after:
                await asyncio.sleep(0)
                yield found


@pytest.mark.parametrize("seed", range(30))
async def test_client_gets_every_fact_once_whatever_is_lost_on_the_way(seed: int) -> None:
    rng = random.Random(seed)
    hub, stream = Hub(capacity=rng.choice((1, 3, 100))), Stream()
    stream.silent = rng.choice((0, 0, 2))
    count = 60

    async def write() -> None:
        for seq in range(1, count + 1):
            stream.facts.append(fact(seq))
            if rng.random() < 0.9:
                hub.publish(*DECK, fact(seq))
                if rng.random() < 0.2:
                    hub.publish(*DECK, fact(seq))
            else:
                # The connection was away: the message is lost, and the gap is told.
                hub.gap()
                stream.silent += rng.random() < 0.3
            if rng.random() < 0.5:
                await asyncio.sleep(0)

    after = rng.choice((0, 0, 7))
    seen: list[int] = []
    writing = asyncio.create_task(write())
    items = follow(hub, stream, *DECK, after=after, idle_s=0.01)
    async with asyncio.timeout(10), aclosing(items):
        async for item in items:
            if isinstance(item, StoredFact):
                seen.append(item.seq)
                if rng.random() < 0.3:
                    await asyncio.sleep(0)
                if item.seq == count:
                    break
    await writing
    assert seen == list(range(after + 1, count + 1))
    assert len(hub) == 0


async def test_lost_message_is_found_when_the_deck_is_silent() -> None:
    hub, stream = Hub(), Stream()
    stream.facts.append(fact(1))
    items = follow(hub, stream, *DECK, idle_s=0.01)
    async with asyncio.timeout(5), aclosing(items):
        await anext(items)
        stream.facts.append(fact(2))
        found = [item async for item in _until(items, 2)]
    assert found[-1].seq == 2


async def _until(items: AsyncIterator[object], seq: int) -> AsyncIterator[StoredFact]:
    async for item in items:
        if isinstance(item, StoredFact):
            yield item
            if item.seq >= seq:
                return


async def test_silent_deck_that_has_ended_is_not_read_again() -> None:
    hub, stream = Hub(), Stream()
    stream.facts += [fact(1), fact(2, end=True)]
    items = follow(hub, stream, *DECK, idle_s=0.001)
    async with asyncio.timeout(5), aclosing(items):
        for _ in range(2):
            await anext(items)
        for _ in range(5):
            assert await anext(items) is None
    assert stream.reads == 1


async def test_follower_of_a_replica_that_stops_is_sent_away() -> None:
    hub, stream = Hub(), Stream()
    stream.facts.append(fact(1))
    items = follow(hub, stream, *DECK, idle_s=60)
    async with asyncio.timeout(5), aclosing(items):
        await anext(items)
        hub.close()
        assert [item async for item in items] == []
        assert [item.seq async for item in follow(hub, stream, *DECK)] == [1]
        stream.silent = 99
        assert [item async for item in follow(hub, stream, *DECK)] == [None]


async def test_other_problems_reach_the_follower() -> None:
    class Broken(Stream):
        async def replay(self, tenant_id: str, deck_id: str, after: int = 0) -> AsyncIterator[StoredFact]:
            raise ProblemError.of(ProblemCode.INTERNAL, "broken")
            yield

    with pytest.raises(ProblemError):
        await anext(follow(Hub(), Broken(), *DECK))


async def test_full_listener_keeps_a_gap_in_place_of_facts_and_drops_words() -> None:
    hub = Hub(capacity=2)
    with hub.listen(*DECK) as listener:
        for seq in (1, 2):
            hub.publish(*DECK, fact(seq))
        hub.publish(*DECK, DeckText(deck_id="d1", revision=1, delta="x"))
        got = [await listener.get(1), await listener.get(1)]
        assert [item.seq for item in got if isinstance(item, StoredFact)] == [1, 2]
        assert await listener.get(0.001) is None
        for seq in (1, 2, 3):
            hub.publish(*DECK, fact(seq))
        assert isinstance(await listener.get(1), Gap)
        hub.publish(*DECK, fact(4))
        hub.gap()
        assert await listener.get(1) is GAP
        hub.close()
        assert await listener.get(1) is CLOSED
    assert not hub.wanted(*DECK)


async def test_words_come_live_and_only_live() -> None:
    hub, stream = Hub(), Stream()
    stream.facts.append(fact(1))
    items = follow(hub, stream, *DECK, idle_s=60)
    async with asyncio.timeout(5), aclosing(items):
        await anext(items)
        waiting = asyncio.ensure_future(anext(items))
        await asyncio.sleep(0)
        text = DeckText(deck_id="d1", revision=1, delta="Hello")
        hub.publish(*DECK, text)
        assert await waiting == text
