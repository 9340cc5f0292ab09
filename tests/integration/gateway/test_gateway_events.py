"""Every fact reaches every client, in order, none missed and none twice, wherever it comes back in."""

from __future__ import annotations

import asyncio
import random
import secrets
from typing import Any

import aiohttp
import pytest
import socketio
from deckwire_contracts import DeckText
from deckwire_gateway.app import Gateway
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.testing import connected_bus, eventually, nats_server

from tests.integration.gateway import world
from tests.integration.gateway.world import Api, Author, Sse

pytestmark = pytest.mark.connected


class Client:
    """A Socket.IO client that keeps what it gets."""

    def __init__(self) -> None:
        self.sio = socketio.AsyncClient(reconnection=False)
        self.events: list[dict[str, Any]] = []
        self.texts: list[dict[str, Any]] = []
        self.order: list[str] = []
        self.sio.on("deck:event", self._event)
        self.sio.on("deck:text", self.texts.append)

    def _event(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        self.order.append(event["type"])

    async def connect(self, url: str, **auth: Any) -> Client:
        await self.sio.connect(url, socketio_path="/ws/socket.io", transports=["websocket"], auth=auth or None)
        return self

    async def call(self, name: str, body: Any = None) -> Any:
        answer = await self.sio.call(name, body, timeout=10)
        self.order.append(f"ack {name}")
        return answer

    async def until(self, kind: str) -> list[dict[str, Any]]:
        async def seen() -> bool:
            return any(event["type"] == kind for event in self.events)

        await eventually(seen, what=f"event {kind}")
        return self.events


async def until_end(api: Api, deck_id: str, query: str = "", headers: dict[str, str] | None = None) -> list[Sse]:
    async with asyncio.timeout(15):
        return [event async for event in api.events(deck_id, query, headers)]


async def slowly(author: Author) -> None:
    await author.outline()
    for slide_id in author.ids:
        await author.brief(slide_id)
        await asyncio.sleep(random.random() * 0.01)
        await author.draft(slide_id)
        await author.preview(slide_id, slide_id.encode())
    await author.render()


EXPECTED = ["requested", "outlined", *["slide.briefed", "slide.drafted", "slide.previewed"] * 2, "ready", "rendered"]


async def test_stream_sends_every_fact_and_ends_with_the_revision(api: Api, bus: Bus) -> None:
    deck = await api.create()
    working = asyncio.create_task(slowly(Author(bus, "dev", deck["id"])))
    events = await until_end(api, deck["id"])
    await working
    assert [event.event for event in events] == EXPECTED
    assert [event.data["type"] for event in events] == EXPECTED
    assert [event.id for event in events] == [event.data["seq"] for event in events]
    first = events[0].data
    assert set(first) == {"seq", "type", "deck_id", "revision", "time", "data"}
    assert "tenant_id" not in first["data"]
    assert events[2].data["slide_id"] == "s1"


async def test_stream_taken_up_behind_the_end_sends_what_came_late_and_ends(api: Api, bus: Bus) -> None:
    deck = await api.create()
    author = Author(bus, "dev", deck["id"])
    await author.outline()
    status, cancelled, _ = await api.call("POST", f"/decks/{deck['id']}/cancel")
    await author.draft(author.ids[0])
    await author.draft(author.ids[1])
    end = cancelled["seq"]
    everything = await until_end(api, deck["id"])
    assert [event.event for event in everything][-3:] == ["cancelled", "slide.drafted", "slide.drafted"]
    assert everything == await until_end(api, deck["id"], "?after=0")
    for after, late in ((end, 2), (int(everything[-2].id), 1)):
        assert len(await until_end(api, deck["id"], headers={"Last-Event-ID": str(after)})) == late
    assert status == 200


async def test_stream_taken_up_at_any_cut_misses_nothing_and_repeats_nothing(
    gateway: Gateway, api: Api, bus: Bus
) -> None:
    async def one(n: int) -> None:
        rng = random.Random(n)
        deck = await api.create()
        working = asyncio.create_task(slowly(Author(bus, "dev", deck["id"], slides=4)))
        seen: list[Sse] = []
        async with asyncio.timeout(20):
            while not seen or seen[-1].event != "rendered":
                cut = rng.randint(1, 4)
                headers = {"Last-Event-ID": str(seen[-1].id)} if seen and rng.random() < 0.5 else None
                query = f"?after={seen[-1].id}" if seen and headers is None else ""
                part = api.events(deck["id"], query, headers)
                async for event in part:
                    seen.append(event)
                    cut -= 1
                    if cut == 0:
                        break
                await part.aclose()
        await working
        stored = [fact.seq async for fact in bus.facts.replay("dev", deck["id"])]
        assert [event.id for event in seen] == stored

    await asyncio.gather(*(one(n) for n in range(12)))


async def test_client_that_saw_the_end_is_told_not_to_come_back(api: Api, bus: Bus) -> None:
    deck = await api.create()
    await Author(bus, "dev", deck["id"]).finish()
    last = (await until_end(api, deck["id"]))[-1].id
    assert (await api.call("GET", f"/decks/{deck['id']}/events", headers={"Last-Event-ID": str(last)}))[0] == 204
    for headers, query, field in (({"Last-Event-ID": "x"}, "", "Last-Event-ID"), ({}, "?after=-1", "after")):
        status, problem, _ = await api.call("GET", f"/decks/{deck['id']}/events{query}", headers=headers)
        assert (status, problem["errors"][0]["field"]) == (422, field)


async def test_following_stream_stays_after_the_end_and_shows_it_lives(gateway: Gateway, api: Api, bus: Bus) -> None:
    deck = await api.create()
    author = Author(bus, "dev", deck["id"])
    await author.finish()
    async with api.http.get(f"/api/v1/decks/{deck['id']}/events?follow=1") as answer:
        text = b""
        async with asyncio.timeout(10):
            while b": still here" not in text:
                text += await answer.content.readany()
            assert b"event: rendered" in text
            await author.request(revision=2)
            while b'"revision":2' not in text:
                text += await answer.content.readany()


async def test_socket_creates_gets_its_answer_first_and_then_every_event(gateway: Gateway, bus: Bus) -> None:
    client = await Client().connect(gateway.url)
    ack = await client.call("deck:create", {"content": "Tides", "n_slides": 3})
    assert ack["ok"] is True
    assert set(ack) == {"ok", "deck_id", "revision", "seq"}
    await slowly(Author(bus, "dev", ack["deck_id"]))
    events = await client.until("rendered")
    assert client.order[0] == "ack deck:create"
    assert [event["type"] for event in events] == EXPECTED
    assert events[0]["seq"] == ack["seq"]
    await client.sio.disconnect()


async def test_socket_that_comes_back_gets_what_it_missed_once(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url) as first, world.gateway(broker.url) as second, Api(first.url) as api:

        async def one(n: int) -> None:
            rng = random.Random(n)
            deck = await api.create()
            working = asyncio.create_task(slowly(Author(bus, "dev", deck["id"], slides=4)))
            seen: list[dict[str, Any]] = []
            async with asyncio.timeout(20):
                while not seen or seen[-1]["type"] != "rendered":
                    client = await Client().connect(rng.choice((first, second)).url)
                    after = seen[-1]["seq"] if seen else 0
                    ack = await client.call("deck:subscribe", {"deck_id": deck["id"], "after": after})
                    assert ack["ok"], ack
                    assert ack["state"]["id"] == deck["id"]
                    want = rng.randint(1, 5)

                    async def enough(client: Client = client, want: int = want) -> bool:
                        return len(client.events) >= want or any(e["type"] == "rendered" for e in client.events)

                    await eventually(enough)
                    await client.sio.disconnect()
                    seen += client.events
            await working
            stored = [fact.seq async for fact in bus.facts.replay("dev", deck["id"])]
            assert [event["seq"] for event in seen] == stored

        await asyncio.gather(*(one(n) for n in range(8)))


async def test_two_gateways_show_the_same_events_in_the_same_order(broker: NatsServer, bus: Bus) -> None:
    async with (
        world.gateway(broker.url) as first,
        world.gateway(broker.url) as second,
        Api(first.url) as one,
        Api(second.url) as two,
    ):
        decks = [(await one.create())["id"] for _ in range(10)]
        streams = [asyncio.create_task(until_end(api, deck)) for deck in decks for api in (one, two)]
        await asyncio.gather(*(slowly(Author(bus, "dev", deck)) for deck in decks))
        got = await asyncio.gather(*streams)
    for left, right in zip(got[::2], got[1::2], strict=True):
        assert [(e.id, e.event) for e in left] == [(e.id, e.event) for e in right]
        assert [e.event for e in left] == EXPECTED


async def test_listeners_read_what_they_missed_while_the_broker_was_away(tmp_path: Any) -> None:
    async with (
        nats_server(tmp_path, sync_always=True) as server,
        world.gateway(server.url) as service,
        Api(service.url) as api,
        connected_bus(server.url) as bus,
    ):
        deck = await api.create()
        author = Author(bus, "dev", deck["id"])
        reading = asyncio.create_task(until_end(api, deck["id"]))
        await author.outline()
        for slide_id in author.ids:
            await server.kill()
            status, problem, headers = await api.call("GET", f"/decks/{deck['id']}")
            assert (status, problem["code"], headers["Retry-After"]) == (503, "unavailable", "1")
            await server.start()
            await author.brief(slide_id)
        for slide_id in author.ids:
            await author.draft(slide_id)
        await author.render()
        events = await reading
        assert [e.id for e in events] == [fact.seq async for fact in bus.facts.replay("dev", deck["id"])]


async def test_assistants_words_reach_those_who_follow(gateway: Gateway, bus: Bus, api: Api) -> None:
    deck = await api.create()
    client = await Client().connect(gateway.url)
    await client.call("deck:subscribe", {"deck_id": deck["id"]})
    await client.until("requested")

    async def said() -> list[dict[str, Any]]:
        await bus.publish_live(DeckText(deck_id=deck["id"], revision=1, delta="Hello"), "dev")
        await bus.nc.publish(f"live.dev.{deck['id']}.1", b"no json")
        return client.texts

    texts = await eventually(said)
    assert texts[0] == {"deck_id": deck["id"], "revision": 1, "delta": "Hello"}
    await client.sio.disconnect()


async def test_new_subscription_takes_the_place_of_the_old_one(gateway: Gateway, api: Api, bus: Bus) -> None:
    deck = await api.create()
    author = Author(bus, "dev", deck["id"])
    client = await Client().connect(gateway.url)
    for _ in range(5):
        await client.call("deck:subscribe", {"deck_id": deck["id"], "after": deck["seq"]})
    await author.outline()
    await author.request(revision=2)
    await client.until("requested")
    assert [event["type"] for event in client.events] == ["outlined", "requested"]
    assert (await client.call("deck:unsubscribe", {"deck_id": deck["id"]}))["ok"] is True
    await client.sio.disconnect()


async def test_socket_stops_and_approves_like_http(gateway: Gateway, bus: Bus) -> None:
    client = await Client().connect(gateway.url)
    ack = await client.call("deck:create", {"content": "Tides", "review_outline": True})
    author = Author(bus, "dev", ack["deck_id"])
    asked = await bus.facts.get(f"deck.dev.{ack['deck_id']}.1.requested")
    await author.outline(options=asked.event.options)
    approved = await client.call("deck:approve", {"deck_id": ack["deck_id"]})
    assert (approved["ok"], approved["state"]["status"]) == (True, "drafting")
    cancelled = await client.call("deck:cancel", {"deck_id": ack["deck_id"]})
    assert (cancelled["ok"], cancelled["state"]["status"]) == (True, "cancelled")
    await client.until("cancelled")
    await client.sio.disconnect()


@pytest.mark.parametrize(
    ("call", "body", "code", "field"),
    [
        ("deck:create", {"content": ""}, "invalid_request", "content"),
        ("deck:create", {"content": "x", "n_slides": "5"}, "invalid_request", "n_slides"),
        ("deck:create", "text", "invalid_request", "body"),
        ("deck:create", None, "invalid_request", "content"),
        ("deck:subscribe", {}, "invalid_request", "deck_id"),
        ("deck:subscribe", {"deck_id": "a", "after": True}, "invalid_request", "after"),
        ("deck:subscribe", {"deck_id": "a", "extra": 1}, "invalid_request", "extra"),
        ("deck:subscribe", {"deck_id": "a.>"}, "not_found", None),
        ("deck:subscribe", {"deck_id": "nosuchdeck"}, "not_found", None),
        ("deck:cancel", {"deck_id": "nosuchdeck"}, "not_found", None),
        ("deck:approve", {"deck_id": "nosuchdeck", "outlin": {}}, "invalid_request", "outlin"),
        ("deck:message", {"deck_id": "a", "content": "x"}, "not_found", None),
        ("deck:restore", {"deck_id": "a", "revision": 1}, "not_found", None),
        ("deck:nonsense", {}, "not_found", None),
    ],
)
async def test_socket_call_that_cannot_be_done_says_why(
    gateway: Gateway, call: str, body: Any, code: str, field: str | None
) -> None:
    client = await Client().connect(gateway.url)
    answer = await client.call(call, body)
    assert answer["ok"] is False
    assert answer["problem"]["code"] == code
    if field is not None:
        assert field in [error["field"] for error in answer["problem"]["errors"]]
    await client.sio.disconnect()


async def test_socket_needs_a_token_in_production(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url, project_env="production") as service:
        for auth in ({}, {"token": "nonsense"}, {"token": 7}, {"token": world.token(exp=1)}):
            with pytest.raises(socketio.exceptions.ConnectionError):
                await Client().connect(service.url, **auth)
        client = await Client().connect(service.url, token=world.token("acme"))
        ack = await client.call("deck:create", {"content": "Tides"})
        other = await Client().connect(service.url, token=world.token("evil"))
        for name in ("deck:subscribe", "deck:cancel", "deck:approve"):
            answer = await other.call(name, {"deck_id": ack["deck_id"]})
            assert (answer["ok"], answer["problem"]["code"]) == (False, "not_found")
        await Author(bus, "acme", ack["deck_id"]).finish()
        await client.until("rendered")
        assert other.events == []
        await client.sio.disconnect()
        await other.sio.disconnect()


async def test_socket_whose_token_has_expired_may_do_nothing_more(gateway: Gateway, bus: Bus) -> None:
    clock = [0.0]
    real = gateway._access._clock
    gateway._access._clock = lambda: real() + clock[0]
    client = await Client().connect(gateway.url, token=world.token("acme"))
    ack = await client.call("deck:create", {"content": "Tides"})
    await client.until("requested")
    clock[0] = 10_000
    assert (await client.call("deck:cancel", {"deck_id": ack["deck_id"]}))["problem"]["code"] == "unauthenticated"
    await Author(bus, "acme", ack["deck_id"]).finish()

    async def cut() -> bool:
        return not client.sio.connected

    await eventually(cut)
    assert [event["type"] for event in client.events] == ["requested"]


async def test_gateway_that_stops_sends_its_clients_away_and_another_goes_on(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url) as second:
        async with world.gateway(broker.url) as first, Api(first.url) as api:
            deck = await api.create()
            client = await Client().connect(first.url)
            await client.call("deck:subscribe", {"deck_id": deck["id"]})
            await client.until("requested")
            answer = await api.http.get(f"/api/v1/decks/{deck['id']}/events")
            text = await answer.content.readuntil(b"}\n\n")
            waiting = asyncio.create_task(
                api.call("POST", "/decks", json={"content": "x"}, headers={"Prefer": "wait=60"})
            )

            async def followed() -> bool:
                return len(first._hub) == 3

            await eventually(followed)
            stopping = asyncio.create_task(first.stop())
            async with asyncio.timeout(5):
                text += await answer.content.read()
                status, state, _ = await waiting
                await stopping
            assert b"retry: 1000" in text
            assert (status, state["status"]) == (202, "outlining")

            async def cut() -> bool:
                return not client.sio.connected

            await eventually(cut)
        await Author(bus, "dev", deck["id"]).finish()
        async with Api(second.url) as other:
            events = await until_end(other, deck["id"], f"?after={deck['seq']}")
            assert events[-1].event == "rendered"


async def test_client_that_does_not_read_is_let_go_and_can_come_back(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url, stuck_client_s=0.3) as service, Api(service.url) as api:
        deck = await api.create()
        reader, writer = await asyncio.open_connection("127.0.0.1", service._server._port, limit=1024)
        writer.write(f"GET /api/v1/decks/{deck['id']}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        author = Author(bus, "dev", deck["id"])
        await author.outline()
        big = secrets.token_hex(100_000)
        for n in range(60):
            await author.request(revision=n + 2, slides_markdown=[big[:100_000]])

        async def gone() -> bool:
            return len(service._hub) == 0

        await eventually(gone, deadline_s=20)
        writer.close()
        assert b'deckwire_slow_clients_total{way="sse"} 1.0' in service.metrics.render()
        del reader


async def test_socket_that_does_not_read_is_cut_while_others_go_on(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url, stuck_client_s=0.3) as service, Api(service.url) as api:
        deck = await api.create()
        author = Author(bus, "dev", deck["id"])
        well = await Client().connect(service.url)
        impatient = aiohttp.ClientWSTimeout(ws_close=0.1)
        await well.call("deck:subscribe", {"deck_id": deck["id"]})
        async with api.http.ws_connect("/ws/socket.io/?EIO=4&transport=websocket", timeout=impatient) as stuck:
            await stuck.receive()
            await stuck.send_str("40")
            await stuck.receive()
            assert stuck._response.connection is not None
            stuck._response.connection.transport.pause_reading()
            await stuck.send_str(f'42["deck:subscribe",{{"deck_id":"{deck["id"]}"}}]')

            async def both() -> bool:
                return len(service._hub) == 2

            await eventually(both)
            big = [secrets.token_hex(50_000)]
            for n in range(220):
                await author.request(revision=n + 2, slides_markdown=big if n < 90 else [])

            async def one() -> bool:
                return len(service._hub) == 1

            await eventually(one, deadline_s=20)

        async def all_there() -> bool:
            return len(well.events) == 221

        await eventually(all_there, deadline_s=20)
        assert b'deckwire_slow_clients_total{way="socket"} 1.0' in service.metrics.render()
        await well.sio.disconnect()
