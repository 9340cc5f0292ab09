"""The official npm client against gateways in this process: it comes back by itself and misses nothing."""

from __future__ import annotations

import asyncio

import pytest
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer

from tests.integration.gateway import world
from tests.integration.gateway.world import Api, Author
from tests.node_client import NodeClients, Socket

pytestmark = [pytest.mark.connected, pytest.mark.node]


def connects(socket: Socket) -> int:
    return sum(line.get("on") == "connect" for line in socket.lines)


async def again(socket: Socket, deck_id: str) -> None:
    """Subscribe from the last event that came, as a page does when its connection is back."""
    events = socket.of(deck_id)
    answer = await socket.emit("deck:subscribe", {"deck_id": deck_id, "after": events[-1]["seq"]})
    assert answer["ok"], answer


async def test_official_client_goes_on_after_a_cut_and_after_its_gateway_was_replaced(
    broker: NatsServer, bus: Bus
) -> None:
    async with NodeClients() as node:
        async with world.gateway(broker.url) as first:
            port = first._server._port
            socket = await node.connect(first.url)
            ack = await socket.emit("deck:create", {"content": "Tides", "n_slides": 2})
            deck_id = ack["deck_id"]
            author = Author(bus, "dev", deck_id)
            await socket.until(lambda s: bool(s.of(deck_id)), 10)
            await socket.drop()
            await author.outline()
            await socket.until(lambda s: connects(s) == 2, 10)
            await again(socket, deck_id)
            await author.brief("s1")
            await socket.until(lambda s: s.of(deck_id)[-1]["type"] == "slide.briefed", 10)
        await author.draft("s1")
        async with world.gateway(broker.url, port=port):
            await socket.until(lambda s: connects(s) == 3, 15)
            await again(socket, deck_id)
            await author.brief("s2")
            await author.draft("s2")
            await author.render()
            events = await socket.end(deck_id, 10)
    assert [event["seq"] for event in events] == [fact.seq async for fact in bus.facts.replay("dev", deck_id)]


async def test_official_client_by_polling_gets_the_same(broker: NatsServer, bus: Bus) -> None:
    async with NodeClients() as node, world.gateway(broker.url) as service, Api(service.url) as api:
        deck = await api.create()
        socket = await node.connect(service.url, transports=["polling", "websocket"])
        answer = await socket.emit("deck:subscribe", {"deck_id": deck["id"]})
        assert answer["ok"]
        working = asyncio.create_task(Author(bus, "dev", deck["id"]).finish())
        events = await socket.end(deck["id"], 10)
        await working
    assert [event["seq"] for event in events] == [fact.seq async for fact in bus.facts.replay("dev", deck["id"])]


async def test_official_client_is_told_why_it_may_not_connect(broker: NatsServer) -> None:
    async with NodeClients() as node, world.gateway(broker.url, project_env="production") as service:
        socket = await node.connect(service.url, token="nonsense", expect="connect_error")
    refused = next(line for line in socket.lines if line["on"] == "connect_error")
    assert refused["data"]["code"] == "unauthenticated"
