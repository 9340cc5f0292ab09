"""A deck is steered by talking: what is touched is made anew and paid for, everything else stays."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import socketio
from deckwire_kit.testing import connected_bus

from tests import checker
from tests.deck_client import DeckClient
from tests.providers.server import Recorded
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(120)]

Plan = dict[str, Any]
BARE = {"to": None, "type": "keep", "title": "", "instruction": "", "points": [], "wants_image": False}


@pytest.fixture
def planning(providers: ProviderThread) -> Iterator[Callable[..., None]]:
    """Let the model answer the next instructions with these changes."""

    def plan(*changes: Plan, reply: str = "Done.", **more: Any) -> None:
        planned = {"reply": reply, "title": "", "theme": "keep", "language": "", **more}
        said = json.dumps({**planned, "changes": [{**BARE, **change} for change in changes]})

        def answer(entry: Recorded) -> str | None:
            return said if entry.kind == "change" else None

        providers.openrouter.answer = answer

    yield plan
    providers.openrouter.answer = None


async def say(client: DeckClient, deck_id: str, content: str, **more: Any) -> dict[str, Any]:
    """Say something and return the state of the revision that it led to."""
    answer = await client.post(f"/decks/{deck_id}/messages", {"content": content, **more})
    assert answer.status_code == 202, answer.text
    return await client.ended(deck_id)


def drafted(ledger: checker.Ledger, deck_id: str, revision: int) -> list[str]:
    facts = ledger.of(deck_id)
    return [f.event.slide_id for f in facts if f.event.type == "slide.drafted" and f.event.revision == revision]  # type: ignore[union-attr]


async def test_three_refinements_touch_what_they_name_and_undo_touches_nothing(
    model_stack: Stack, providers: ProviderThread, planning: Callable[..., None]
) -> None:
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        deck_id = (await client.create("Tidal power, 6 slides", n_slides=6))["id"]
        first = await client.ended(deck_id)
        pictures = len(providers.runware.billed)
        slides = providers.openrouter.count("slide")
        planning({"action": "rewrite", "slide": 3, "type": "bullets", "instruction": "Shorter"})
        one = await say(client, deck_id, "slide 3 is too long", base_revision=1)
        planning({"action": "move", "slide": 6, "to": 2}, {"action": "remove", "slide": 4}, theme="midnight")
        two = await say(client, deck_id, "the end first, slide 4 away, and dark")
        planning(reply="It has five slides.")
        three = await say(client, deck_id, "how many slides is that?")
        restored = await client.post(f"/decks/{deck_id}/restore", {"revision": 1})
        back = await client.ended(deck_id)
        ledger = await checker.assert_holds(checker.client_of(bus))
    assert restored.status_code == 202
    assert [state["status"] for state in (first, one, two, three, back)] == ["rendered"] * 5
    ids = [slide["id"] for slide in first["slides"]]
    assert drafted(ledger, deck_id, 2) == [ids[2]], "exactly one slide drafted anew"
    # On a busy machine a picture may come too late: the artwork in its place is drawn anew in the new colours.
    artwork = [mark["slide_id"] for mark in two["degradations"] if mark["stage"] == "illustrate"]
    assert [drafted(ledger, deck_id, revision) for revision in (3, 4, 5)] == [artwork, [], []]
    assert providers.openrouter.count("slide") == slides + 1
    assert len(providers.runware.billed) == pictures
    assert [slide["id"] for slide in two["slides"]] == [ids[0], ids[5], ids[1], ids[2], ids[4]]
    assert [slide["id"] for slide in back["slides"]] == ids
    assert [slide["title"] for slide in back["slides"]] == [slide["title"] for slide in first["slides"]]
    # A slide whose look or place changed is shown as it is now.
    assert not {slide["preview_url"] for slide in two["slides"]} & {slide["preview_url"] for slide in one["slides"]}
    replies = [f.event.reply for f in ledger.of(deck_id) if f.event.type == "outlined"]  # type: ignore[union-attr]
    assert replies[3] == "It has five slides."


async def test_a_fork_and_its_origin_go_their_own_ways(
    model_stack: Stack, providers: ProviderThread, planning: Callable[..., None]
) -> None:
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        deck_id = (await client.create("Tidal power, 4 slides", n_slides=4))["id"]
        first = await client.ended(deck_id)
        asked, pictures = providers.openrouter.count("slide"), len(providers.runware.billed)
        fork = (await client.post(f"/decks/{deck_id}/fork", {})).json()
        copy = await client.ended(fork["id"])
        planning({"action": "remove", "slide": 2})
        changed = await say(client, fork["id"], "without the second")
        origin = await client.state(deck_id)
        await checker.assert_holds(checker.client_of(bus))
    assert copy["status"] == changed["status"] == "rendered"
    assert [slide["title"] for slide in copy["slides"]] == [slide["title"] for slide in first["slides"]]
    assert len(changed["slides"]) == 3
    assert (origin["revision"], len(origin["slides"])) == (1, 4)
    assert providers.openrouter.count("slide") == asked
    assert len(providers.runware.billed) == pictures


async def test_a_whole_conversation_over_socket_io(model_stack: Stack, planning: Callable[..., None]) -> None:
    seen: list[dict[str, Any]] = []
    ends: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client = socketio.AsyncClient()

    async def on_event(event: dict[str, Any]) -> None:
        seen.append(event)
        if event["type"] in ("rendered", "failed", "cancelled"):
            await ends.put(event)

    client.on("deck:event", on_event)
    await client.connect(model_stack.url(), socketio_path="/ws/socket.io")
    try:
        created = await client.call("deck:create", {"content": "Tidal power, 4 slides", "n_slides": 4})
        deck_id = created["deck_id"]
        async with asyncio.timeout(60):
            assert (await ends.get())["type"] == "rendered"
            planning({"action": "rewrite", "slide": 2, "instruction": "Better"})
            slide_id = next(e["slide_id"] for e in seen if e["type"] == "slide.briefed")
            said = await client.call("deck:message", {"deck_id": deck_id, "content": "better", "base_revision": 1})
            assert (said["ok"], said["revision"]) == (True, 2)
            assert (await ends.get())["revision"] == 2
            stale = await client.call("deck:message", {"deck_id": deck_id, "content": "x", "base_revision": 1})
            assert (stale["ok"], stale["problem"]["code"]) == (False, "conflict")
            wrong = await client.call("deck:message", {"deck_id": deck_id, "content": "x", "slide": slide_id})
            assert (wrong["ok"], wrong["problem"]["errors"][0]["field"]) == (False, "slide")
            back = await client.call("deck:restore", {"deck_id": deck_id, "revision": 1})
            assert (back["ok"], back["revision"]) == (True, 3)
            assert (await ends.get())["revision"] == 3
    finally:
        await client.disconnect()
    numbers = [event["seq"] for event in seen]
    assert numbers == sorted(set(numbers))
    assert [event["type"] for event in seen if event["revision"] == 3][:2] == ["requested", "outlined"]
