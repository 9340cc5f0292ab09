"""Two of each worker and two gateways on one stream: many decks at once all end, and every gateway tells all."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from deckwire_kit.testing import connected_bus, eventually

from tests import checker
from tests.deck_client import DeckClient
from tests.stack import ProviderThread, Stack

DECKS_AT_ONCE = int(os.environ.get("DECKWIRE_DECKS_AT_ONCE", "50"))
SLIDES = 3

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def fast_providers() -> Iterator[ProviderThread]:
    with ProviderThread(outline_ms=20, slide_ms=30, image_ms=20) as made:
        yield made


@pytest.fixture(scope="module")
def doubled_stack(tmp_path_factory: pytest.TempPathFactory, fast_providers: ProviderThread) -> Iterator[Stack]:
    counts = {"gateway": 2, "llm": 2, "imagegen": 2, "render": 2}
    with Stack(tmp_path_factory.mktemp("doubled"), counts=counts, env=fast_providers.env()) as stack:
        yield stack


async def test_fifty_decks_at_once_all_end_and_both_gateways_tell_every_event_in_order(
    doubled_stack: Stack, fast_providers: ProviderThread
) -> None:
    first, second = DeckClient(doubled_stack.url(0), timeout=400), DeckClient(doubled_stack.url(1), timeout=400)
    async with first, second, connected_bus(doubled_stack.nats_url) as bus:
        made = await asyncio.gather(
            *(
                (first if n % 2 else second).create(f"Harbour number {n}, {SLIDES} slides", n_slides=SLIDES)
                for n in range(DECKS_AT_ONCE)
            )
        )
        ids = [deck["id"] for deck in made]
        assert len(set(ids)) == DECKS_AT_ONCE

        async def heard(client: DeckClient, deck_id: str) -> list[dict[str, Any]]:
            return await client.all_events(deck_id, deadline_s=380)

        told = await asyncio.gather(*(heard(client, deck_id) for client in (first, second) for deck_id in ids))
        states = await asyncio.gather(*(second.state(deck_id) for deck_id in ids))
        ledger = await checker.assert_holds(bus.nc)
    assert {state["status"] for state in states} == {"rendered"}
    by_first, by_second = told[:DECKS_AT_ONCE], told[DECKS_AT_ONCE:]
    for deck_id, one, other in zip(ids, by_first, by_second, strict=True):
        stored = [fact.seq for fact in ledger.of(deck_id)]
        end = next(fact.seq for fact in ledger.of(deck_id) if fact.event.type == "rendered")
        until_the_end = [seq for seq in stored if seq <= end]
        for events in (one, other):
            assert [event["seq"] for event in events][: len(until_the_end)] == until_the_end
    assert fast_providers.openrouter.count("outline") == DECKS_AT_ONCE
    assert fast_providers.openrouter.count("slide") == DECKS_AT_ONCE * SLIDES
    pictures = sum(ledger.types(deck_id)["slide.illustrated"] for deck_id in ids)
    assert len(fast_providers.runware.billed) == pictures


async def test_deck_goes_on_when_one_of_two_workers_freezes_and_stays_whole_when_it_wakes(
    doubled_stack: Stack, fast_providers: ProviderThread
) -> None:
    fast_providers.reset()
    fast_providers.slow(outline_ms=100, slide_ms=1500, image_ms=20)
    async with DeckClient(doubled_stack.url()) as client, connected_bus(doubled_stack.nats_url) as bus:
        deck = await client.create("Harbours on ice, 12 slides", n_slides=12)

        async def drafting() -> bool:
            # One process drafts eight at most, so with ten in flight both have some.
            return fast_providers.openrouter.in_flight >= 10

        await eventually(drafting, deadline_s=20)
        frozen = doubled_stack.node("llm", 0)
        os.kill(frozen.pid, signal.SIGSTOP)
        try:
            state = await client.ended(deck["id"], deadline_s=60)
        finally:
            os.kill(frozen.pid, signal.SIGCONT)
        assert state["status"] == "rendered"
        await asyncio.to_thread(doubled_stack.wait_ready, [frozen])
        # What it had in hand when it froze it finishes now, and finds that others have written it.
        second = await client.create("Harbours after the ice, 3 slides", n_slides=3)
        assert (await client.ended(second["id"]))["status"] == "rendered"
        await checker.assert_holds(bus.nc)
    fast_providers.reset()
    fast_providers.slow()


async def test_both_of_each_worker_took_part(doubled_stack: Stack) -> None:
    for name in ("llm", "render"):
        for index in (0, 1):
            assert doubled_stack.node(name, index).running
