"""Kill -9 of each process in the middle of a deck: the deck ends rendered, each fact once, little paid twice.

`DECKWIRE_CHAOS=long` makes many rounds with several decks each; without it there is one round per process.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Iterator

import pytest
from deckwire_contracts import SlideIllustrated
from deckwire_contracts.topology import DECKS
from deckwire_kit import direct
from deckwire_kit.bus import Bus
from deckwire_kit.testing import connected_bus, eventually

from tests import checker
from tests.deck_client import DeckClient
from tests.stack import BROKER, ProviderThread, Stack

LONG = os.environ.get("DECKWIRE_CHAOS") == "long"
ROUNDS = int(os.environ.get("DECKWIRE_CHAOS_ROUNDS", "40" if LONG else "1"))
SLIDES = 10

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(3600 if LONG else 240)]


@pytest.fixture(scope="module")
def chaos_providers() -> Iterator[ProviderThread]:
    with ProviderThread() as made:
        yield made


@pytest.fixture(scope="module")
def chaos_stack(tmp_path_factory: pytest.TempPathFactory, chaos_providers: ProviderThread) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("chaos"), env=chaos_providers.env()) as stack:
        yield stack


@pytest.fixture
def slow_providers(chaos_providers: ProviderThread) -> ProviderThread:
    chaos_providers.reset()
    # Slow enough that the middle of a deck lasts seconds.
    chaos_providers.slow(outline_ms=400, slide_ms=1200, image_ms=1200)
    return chaos_providers


async def has(bus: Bus, deck_id: str, suffix: str) -> bool:
    return await direct.last_one(bus.nc, DECKS, f"deck.*.{deck_id}.1.{suffix}") is not None


Moment = Callable[[Bus, str, ProviderThread], Awaitable[bool]]


async def drafting(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return providers.openrouter.in_flight > 3 and await has(bus, deck_id, "slide.*.briefed")


async def outlining(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return providers.openrouter.in_flight > 0


async def illustrating(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return providers.runware.in_flight > 0


async def first_draft(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return await has(bus, deck_id, "slide.*.drafted")


async def ready(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return await has(bus, deck_id, "ready")


async def outlined(bus: Bus, deck_id: str, providers: ProviderThread) -> bool:
    return await has(bus, deck_id, "outlined")


MOMENTS: list[tuple[str, Moment]] = [
    ("llm", drafting),
    ("llm", outlining),
    ("imagegen", illustrating),
    ("render", first_draft),
    ("render", ready),
    ("gateway", outlined),
    (BROKER, drafting),
    (BROKER, ready),
]


@pytest.mark.parametrize(("victim", "moment"), MOMENTS, ids=[f"{v}-{m.__name__}" for v, m in MOMENTS])
async def test_deck_ends_rendered_though_a_process_was_killed_in_its_middle(
    chaos_stack: Stack, slow_providers: ProviderThread, victim: str, moment: Moment
) -> None:
    providers = slow_providers
    async with DeckClient(chaos_stack.url()) as client, connected_bus(chaos_stack.nats_url) as bus:
        deck = await client.create(f"Tides and harbours, {SLIDES} slides", n_slides=SLIDES)

        async def now() -> bool:
            return await moment(bus, deck["id"], providers)

        await eventually(now, deadline_s=60, every_s=0.01, what=f"{moment.__name__} of the deck")
        in_the_middle = not await has(bus, deck["id"], "ended.*")
        chaos_stack.kill(victim)
        # What the dead process had sent is still being read by the other side.
        await asyncio.sleep(0.1)
        calls, tasks = providers.openrouter.count("slide"), len(providers.runware.tasks)
        standing = (await checker.read(bus.nc)).types(deck["id"]) if victim != BROKER else None
        await asyncio.to_thread(chaos_stack.restart, victim)
        state = await client.ended(deck["id"], deadline_s=120)
        assert state["status"] == "rendered", state
        ledger = await checker.assert_holds(bus.nc)
        events = await client.all_events(deck["id"])
    assert in_the_middle or moment is ready, "the deck had ended before the kill"
    facts = ledger.of(deck["id"])
    end = next(fact.seq for fact in facts if fact.event.type == "rendered")
    # A last preview may be painted after the end.
    assert [e["seq"] for e in events if e["seq"] <= end] == [fact.seq for fact in facts if fact.seq <= end]
    pictures = [fact for fact in facts if isinstance(fact.event, SlideIllustrated)]
    drafted = ledger.types(deck["id"])["slide.drafted"]
    if standing is not None:
        # Calls that had no fact yet when the process died may be made once more, and no others.
        assert providers.openrouter.count("slide") <= calls + drafted - standing["slide.drafted"]
        assert len(providers.runware.billed) <= tasks + len(pictures) - standing["slide.illustrated"]
    assert providers.openrouter.count("outline") <= (2 if victim == "llm" else 1)
    assert state["degradations"] == []
    if victim != "llm":
        # Neither a worker next door nor the broker takes a call with it when it dies.
        assert providers.openrouter.count("slide") == drafted
    if victim != "imagegen":
        assert len(providers.runware.billed) == len(pictures)


@pytest.mark.skipif(not LONG, reason="the long fault run: set DECKWIRE_CHAOS=long (`make chaos`)")
async def test_many_decks_survive_many_random_kills(chaos_stack: Stack, slow_providers: ProviderThread) -> None:
    dice = random.Random(int(os.environ.get("DECKWIRE_CHAOS_SEED", "7")))
    made: list[str] = []
    async with DeckClient(chaos_stack.url()) as client, connected_bus(chaos_stack.nats_url) as bus:
        for _ in range(ROUNDS):
            for _ in range(3):
                deck = await client.create("Harbours under fire", n_slides=dice.randint(3, 8))
                made.append(deck["id"])
            await asyncio.sleep(dice.uniform(0.1, 4.0))
            victims = dice.sample(["llm", "imagegen", "render", "gateway", BROKER], dice.choice([1, 1, 2, 5]))
            for victim in victims:
                chaos_stack.kill(victim)
            await asyncio.sleep(dice.uniform(0.0, 1.0))
            # A service that finds no broker waits for it, so the order in which they come back does not matter.
            for victim in victims:
                await asyncio.to_thread(chaos_stack.restart, victim, wait=victim == BROKER)
            await asyncio.to_thread(
                chaos_stack.wait_ready, [chaos_stack.node(victim) for victim in victims if victim != BROKER]
            )
        for deck_id in made:
            assert (await client.ended(deck_id, deadline_s=600))["status"] == "rendered"
        await checker.assert_holds(bus.nc)
