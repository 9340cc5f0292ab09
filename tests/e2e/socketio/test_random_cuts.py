"""Connections are cut at random, in the middle of frames: no client misses an event or sees one twice.

Each client holds whole conversations over a line that is cut all the time: it asks, subscribes again after each cut
with the last sequence it saw, and asks once more when an answer was lost; `base_revision` tells it whether it had been
heard. The long run (`make chaos`, or DECKWIRE_CHAOS=long with -s to see it go on) makes 1,000 cuts with each client.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, Protocol

import pytest
import socketio
from deckwire_kit.testing import eventually

from tests.cutting import CuttingProxy
from tests.deck_client import DeckClient
from tests.node_client import ENDS, NodeClients, Socket
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected]

LONG = os.environ.get("DECKWIRE_CHAOS") == "long"
CUTS = 1000 if LONG else 40
# What one step of a conversation may take while the line is cut all the time.
STEP_S = 120.0
ANSWER_S = 2.0
TEXT = "# Harbours\n\n" + "\n\n".join(f"## Part {n}\n\nIn part {n}, calls grew by {n} %." for n in range(1, 13))
SAID: tuple[tuple[str, dict[str, Any]], ...] = (
    ("deck:message", {"content": "remove slide 2"}),
    ("deck:message", {"content": "use the theme ocean"}),
    ("deck:restore", {"revision": 1}),
)


class Talker(Protocol):
    """A client on the bad line, subscribed to one deck; `seen` are the events that it got, in order."""

    @property
    def seen(self) -> list[dict[str, Any]]:
        """The events so far."""

    async def ask(self, event: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """Return the server's acknowledgement, None when it was lost."""


class PythonTalker:
    """python-socketio's client, with its own way of connecting again."""

    def __init__(self, deck_id: str) -> None:
        self.seen: list[dict[str, Any]] = []
        self._deck_id = deck_id
        self._client = socketio.AsyncClient(
            reconnection_delay=0.01, reconnection_delay_max=0.05, randomization_factor=0
        )
        self._client.on("deck:event", self._take)
        self._client.on("connect", self._subscribe)

    async def _take(self, event: dict[str, Any]) -> None:
        self.seen.append(event)

    async def _subscribe(self) -> None:
        after = self.seen[-1]["seq"] if self.seen else 0
        await self._client.emit("deck:subscribe", {"deck_id": self._deck_id, "after": after})

    async def connect(self, url: str) -> None:
        """Connect, however often that takes."""
        await self._client.connect(url, socketio_path="/ws/socket.io", transports=["websocket"], retry=True)

    async def ask(self, event: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """Return the server's acknowledgement, None when it was lost."""
        try:
            answer: dict[str, Any] = await self._client.call(event, data, timeout=ANSWER_S)
        except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
            return None
        return answer

    async def close(self) -> None:
        """Disconnect for good."""
        await self._client.shutdown()


class NodeTalker:
    """The official client from npm."""

    def __init__(self, socket: Socket, deck_id: str) -> None:
        self._socket = socket
        self._deck_id = deck_id

    @property
    def seen(self) -> list[dict[str, Any]]:
        """The events so far."""
        return self._socket.of(self._deck_id)

    async def ask(self, event: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """Return the server's acknowledgement, None when it was lost."""
        return await self._socket.ask(event, data, ANSWER_S)


async def converse(talker: Talker, deck_id: str) -> None:
    """Hold a conversation to its end: two changes and an undo, each once the one before is over."""
    await _ended(talker, 1)
    for revision, (event, data) in enumerate(SAID, 1):
        await _asked(talker, event, {**data, "deck_id": deck_id, "base_revision": revision})
        await _ended(talker, revision + 1)


async def _asked(talker: Talker, event: str, data: dict[str, Any]) -> None:
    async def heard() -> bool:
        answer = await talker.ask(event, data)
        if answer is None:
            return False
        # A conflict says that an earlier try was heard, whose answer was lost.
        assert answer["ok"] or answer["problem"]["code"] == "conflict", answer
        return True

    await eventually(heard, deadline_s=STEP_S, every_s=0.05, what=f"{event} is heard")


async def _ended(talker: Talker, revision: int) -> None:
    async def over() -> bool:
        return any(event["revision"] == revision and event["type"] in ENDS for event in talker.seen)

    await eventually(over, deadline_s=STEP_S, every_s=0.05, what=f"revision {revision} has ended")


async def check(talker: Talker, http: DeckClient, deck_id: str) -> int:
    """Compare what the client saw with the deck's events, and return how many there are."""
    whole = [event["seq"] async for event in http.events(deck_id)]

    async def all_seen() -> bool:
        return len(talker.seen) >= len(whole)

    await eventually(all_seen, deadline_s=STEP_S, every_s=0.05, what="the last events have come")
    assert [event["seq"] for event in talker.seen] == whole
    assert {event["type"] for event in talker.seen if event["type"] in ENDS} == {"rendered"}
    assert {event["revision"] for event in talker.seen} == {1, 2, 3, 4}
    return len(whole)


class Tally:
    """Counts what was held so far, and says so in a long run."""

    def __init__(self, client: str) -> None:
        self._client = client
        self._began = time.monotonic()
        self.conversations = 0
        self.events = 0

    def add(self, events: int, cuts: int) -> None:
        """Count one conversation."""
        self.conversations += 1
        self.events += events
        if LONG:
            sys.stderr.write(
                f"{self._client}: {cuts} of {CUTS} cuts, {self.conversations} conversations, {self.events} events,"
                f" none missed, none twice, {time.monotonic() - self._began:.0f} s\n"
            )


@pytest.mark.timeout(3600 if LONG else 240)
async def test_python_client_misses_nothing_and_sees_nothing_twice(offline_stack: Stack) -> None:
    tally = Tally("python-socketio")
    async with DeckClient(offline_stack.url()) as http, CuttingProxy(offline_stack.url(), seed=1) as proxy:
        while proxy.cuts < CUTS:
            deck_id = (await http.create(TEXT))["id"]
            talker = PythonTalker(deck_id)
            await talker.connect(proxy.url)
            try:
                await converse(talker, deck_id)
                tally.add(await check(talker, http, deck_id), proxy.cuts)
            finally:
                await talker.close()
    assert proxy.cuts >= CUTS


@pytest.mark.node
@pytest.mark.timeout(3600 if LONG else 240)
async def test_official_client_misses_nothing_and_sees_nothing_twice(offline_stack: Stack) -> None:
    tally = Tally("socket.io-client")
    async with (
        DeckClient(offline_stack.url()) as http,
        # What this client gets is compressed.
        CuttingProxy(offline_stack.url(), seed=2, least=350, most=4000) as proxy,
        NodeClients() as node,
    ):
        while proxy.cuts < CUTS:
            deck_id = (await http.create(TEXT))["id"]
            socket = await node.connect(proxy.url)
            await socket.follow(deck_id)
            talker = NodeTalker(socket, deck_id)
            await converse(talker, deck_id)
            tally.add(await check(talker, http, deck_id), proxy.cuts)
            await socket.close()
    assert proxy.cuts >= CUTS
