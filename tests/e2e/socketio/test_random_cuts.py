"""Connections are cut at random, in the middle of frames: no client misses an event or sees one twice."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest
import socketio
from deckwire_kit.testing import eventually

from tests.cutting import CuttingProxy
from tests.deck_client import DeckClient
from tests.node_client import NodeClients
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected]

LONG = os.environ.get("DECKWIRE_CHAOS") == "long"
CUTS = 1000 if LONG else 40
# A pass ends when the whole conversation was seen; then the next client begins anew.
DEADLINE_S = 600 if LONG else 60


async def conversation(client: DeckClient, deck_id: str) -> None:
    """Hold the rest of a conversation: two changes and an undo, each waited for."""
    await client.ended(deck_id)
    for path, body in (
        ("messages", {"content": "remove slide 2"}),
        ("messages", {"content": "use the theme ocean"}),
        ("restore", {"revision": 1}),
    ):
        answer = await client.post(f"/decks/{deck_id}/{path}", body)
        assert answer.status_code == 202, answer.text
        await client.ended(deck_id)


async def everything(client: DeckClient, deck_id: str) -> list[int]:
    return [event["seq"] async for event in client.events(deck_id)]


@pytest.mark.timeout(900)
async def test_python_client_misses_nothing_and_sees_nothing_twice(offline_stack: Stack) -> None:
    text = "# Harbours\n\n" + "\n\n".join(f"## Part {n}\n\nIn part {n}, calls grew by {n} %." for n in range(1, 13))
    async with DeckClient(offline_stack.url()) as http, CuttingProxy(offline_stack.url(), seed=1) as proxy:
        deck_id = (await http.create(text))["id"]
        talking = asyncio.create_task(conversation(http, deck_id))
        runs: list[list[int]] = []
        while proxy.cuts < CUTS or not runs:
            runs.append(await _followed(proxy, deck_id, talking, http))
        await talking
        whole = await everything(http, deck_id)
    assert all(run == whole[: len(run)] for run in runs)
    assert runs[-1] == whole
    assert proxy.cuts >= CUTS


async def _followed(proxy: CuttingProxy, deck_id: str, talking: asyncio.Task[None], http: DeckClient) -> list[int]:
    """Follow the deck through the proxy until the conversation is over and all of it has come."""
    seen: list[int] = []
    client = socketio.AsyncClient(reconnection_delay=0.01, reconnection_delay_max=0.05, randomization_factor=0)

    async def on_event(event: dict[str, Any]) -> None:
        seen.append(event["seq"])

    async def on_connect() -> None:
        await client.emit("deck:subscribe", {"deck_id": deck_id, "after": seen[-1] if seen else 0})

    client.on("deck:event", on_event)
    client.on("connect", on_connect)
    await client.connect(proxy.url, socketio_path="/ws/socket.io", transports=["websocket"], retry=True)
    try:

        async def whole() -> bool:
            return talking.done() and seen[-1:] == (await everything(http, deck_id))[-1:]

        await eventually(whole, deadline_s=DEADLINE_S, every_s=0.1, what="the whole conversation has come")
    finally:
        await client.shutdown()
    return seen


@pytest.mark.node
@pytest.mark.timeout(900)
async def test_official_client_misses_nothing_and_sees_nothing_twice(offline_stack: Stack) -> None:
    text = "# Quays\n\n" + "\n\n".join(f"## Quay {n}\n\nAt quay {n}, calls grew by {n} %." for n in range(1, 13))
    async with (
        DeckClient(offline_stack.url()) as http,
        CuttingProxy(offline_stack.url(), seed=2) as proxy,
        NodeClients() as node,
    ):
        deck_id = (await http.create(text))["id"]
        talking = asyncio.create_task(conversation(http, deck_id))
        runs: list[list[int]] = []
        while proxy.cuts < CUTS or not runs:
            socket = await node.connect(proxy.url)
            await socket.follow(deck_id)

            async def whole(of: Any = socket) -> bool:
                got = [event["seq"] for event in of.of(deck_id)]
                return talking.done() and got[-1:] == (await everything(http, deck_id))[-1:]

            await eventually(whole, deadline_s=DEADLINE_S, every_s=0.1, what="the whole conversation has come")
            runs.append([event["seq"] for event in socket.of(deck_id)])
            await socket.close()
        await talking
        whole_deck = await everything(http, deck_id)
    assert all(run == whole_deck for run in runs)
    assert proxy.cuts >= CUTS
