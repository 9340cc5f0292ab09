"""A deck through the official Socket.IO client, and the same by HTTP, against services as separate processes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from typing import Any

import pytest

from tests.deck_client import DeckClient
from tests.node_client import NodeClients, Socket
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(150)]

ASK = {"content": "Why small harbours should buy tidal turbines. Make it 6 slides.", "n_slides": 6}


def facts(events: list[dict[str, Any]]) -> Counter[str]:
    return Counter(event["type"] for event in events)


def shape(state: dict[str, Any]) -> dict[str, Any]:
    """What two decks from the same words must share: everything but ids, times and costs."""
    return {
        "status": state["status"],
        "title": state["title"],
        "stage": state["stage"],
        "slides": [(s["number"], s["title"], s["type"]) for s in state["slides"]],
        "artifacts": sorted(kind for kind, artifact in state["artifacts"].items() if artifact),
        "degradations": [d["reason"] for d in state["degradations"]],
    }


def assert_in_order(events: list[dict[str, Any]]) -> None:
    seqs = [event["seq"] for event in events]
    assert seqs == sorted(set(seqs))
    types = [event["type"] for event in events]
    assert types[0] == "requested"
    assert types[1] == "outlined"
    assert types.index("ready") < types.index("rendered")


def assert_is_deck(data: bytes, slides: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as deck:
        assert deck.testzip() is None
        found = [name for name in deck.namelist() if name.startswith("ppt/slides/slide") and name.endswith(".xml")]
    assert len(found) == slides


async def by_socket(socket: Socket, url: str) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    ack = await socket.emit("deck:create", ASK)
    assert ack["ok"] is True, ack
    events = await socket.end(ack["deck_id"])
    async with DeckClient(url) as client:
        return ack["deck_id"], events, await client.state(ack["deck_id"])


@pytest.mark.node
async def test_official_client_creates_a_deck_gets_every_event_and_downloads_it(model_stack: Stack) -> None:
    async with NodeClients() as node:
        socket = await node.connect(model_stack.url())
        deck_id, events, state = await by_socket(socket, model_stack.url())
    assert_in_order(events)
    assert state["status"] == "rendered"
    assert facts(events)["slide.drafted"] == 6
    assert {event["revision"] for event in events} == {1}
    artifact = state["artifacts"]["pptx"]
    async with DeckClient(model_stack.url()) as client:
        answer = await client.download(artifact["url"])
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == artifact["sha256"]
    assert len(answer.content) == artifact["bytes"]
    assert_is_deck(answer.content, len(state["slides"]))
    assert "attachment" in answer.headers["content-disposition"]
    assert deck_id == state["id"]


@pytest.mark.node
async def test_socket_prefer_wait_and_sse_give_the_same_facts(model_stack: Stack) -> None:
    url = model_stack.url()
    async with NodeClients() as node, DeckClient(url, timeout=130) as client:
        _, by_socket_events, by_socket_state = await by_socket(await node.connect(url), url)

        waited = await client.post("/decks", ASK, headers={"Prefer": "wait=60"})
        assert waited.status_code == 201, waited.text
        waited_id = waited.json()["id"]
        waited_events = await client.all_events(waited_id)

        accepted = await client.post("/decks", ASK)
        assert accepted.status_code == 202
        assert accepted.headers["location"].endswith(accepted.json()["id"])
        sse_events = await client.all_events(accepted.json()["id"])
        sse_state = await client.state(accepted.json()["id"])
    for events in (by_socket_events, waited_events, sse_events):
        assert_in_order(events)
    # Whether a slide with a picture is also shown before the picture came depends on who was faster.
    reliable = [
        {k: v for k, v in facts(e).items() if k != "slide.previewed"}
        for e in (by_socket_events, waited_events, sse_events)
    ]
    assert reliable[0] == reliable[1] == reliable[2]
    assert shape(by_socket_state) == shape(waited.json()) == shape(sse_state)


@pytest.mark.node
async def test_client_that_was_cut_off_misses_nothing_and_sees_nothing_twice(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.slow(outline_ms=300, slide_ms=700, image_ms=300)
    async with NodeClients() as node, DeckClient(model_stack.url()) as client:
        first = await node.connect(model_stack.url())
        ack = await first.emit("deck:create", ASK)
        deck_id = ack["deck_id"]
        await first.until(lambda s: any(e["type"] == "outlined" for e in s.of(deck_id)))
        seen = first.of(deck_id)
        await first.close()
        second = await node.connect(model_stack.url())
        again = await second.emit("deck:subscribe", {"deck_id": deck_id, "after": seen[-1]["seq"]})
        assert again["ok"] is True, again
        rest = await second.end(deck_id)
        together = [event["seq"] for event in seen + rest]
        everything = [event["seq"] for event in await client.all_events(deck_id)]
    assert together == everything[: len(together)]
    assert len(together) == len(set(together))


@pytest.mark.node
async def test_client_on_long_polling_gets_the_same_events(model_stack: Stack) -> None:
    async with NodeClients() as node:
        socket = await node.connect(model_stack.url(), transports=["polling"])
        deck_id, events, _ = await by_socket(socket, model_stack.url())
    assert_in_order(events)
    assert all(event["deck_id"] == deck_id for event in events)


@pytest.mark.node
async def test_socket_answers_bad_input_with_a_problem(model_stack: Stack) -> None:
    async with NodeClients() as node:
        socket = await node.connect(model_stack.url())
        cases: dict[str, tuple[str, Any, str]] = {
            "empty prompt": ("deck:create", {"content": "  "}, "invalid_request"),
            "no slides": ("deck:create", {"content": "x", "n_slides": 0}, "invalid_request"),
            "too many slides": ("deck:create", {"content": "x", "n_slides": 51}, "invalid_request"),
            "unknown field": ("deck:create", {"content": "x", "n_slide": 5}, "invalid_request"),
            "unknown theme": ("deck:create", {"content": "x", "theme": "no-such-theme"}, "invalid_request"),
            "not an object": ("deck:create", "a deck please", "invalid_request"),
            "nothing": ("deck:create", None, "invalid_request"),
            "no such deck": ("deck:subscribe", {"deck_id": "nosuchdeck"}, "not_found"),
            "wildcard as id": ("deck:subscribe", {"deck_id": ">"}, "not_found"),
            "cancel of no deck": ("deck:cancel", {"deck_id": "nosuchdeck"}, "not_found"),
        }
        answers = {name: await socket.emit(event, data) for name, (event, data, _) in cases.items()}
        assert not socket.events
    for name, (_, _, code) in cases.items():
        answer = answers[name]
        assert answer["ok"] is False, name
        allowed = {code, "malformed_body"} if code == "invalid_request" else {code, "invalid_request"}
        assert answer["problem"]["code"] in allowed, (name, answer)
    assert answers["unknown field"]["problem"]["errors"][0]["field"] == "n_slide"
