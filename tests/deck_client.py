"""A plain HTTP and SSE client of Deckwire, written from the interface and sharing nothing with the product."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any, Self

import httpx

Json = dict[str, Any]
ENDS = ("rendered", "failed", "cancelled")


class DeckClient:
    """Speaks to one gateway."""

    def __init__(self, url: str, *, token: str | None = None, timeout: float = 60.0) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.AsyncClient(base_url=url + "/api/v1", headers=headers, timeout=timeout)
        self.root = url

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """POST JSON."""
        return await self.http.post(path, json=body, **options)

    async def create(self, content: str = "The tide tables of small harbours", **body: Any) -> Json:
        """Create a deck and return its state; raises AssertionError unless it is accepted."""
        answer = await self.http.post("/decks", json={"content": content, **body})
        assert answer.status_code in (201, 202), f"{answer.status_code}: {answer.text[:500]}"
        state: Json = answer.json()
        return state

    async def state(self, deck_id: str) -> Json:
        """Return the state of a deck."""
        answer = await self.http.get(f"/decks/{deck_id}")
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:500]}"
        state: Json = answer.json()
        return state

    async def events(self, deck_id: str, *, after: int | None = None, follow: bool = False) -> AsyncIterator[Json]:
        """Yield the deck's events by SSE until the stream ends."""
        headers = {"Accept": "text/event-stream"}
        if after is not None:
            headers["Last-Event-ID"] = str(after)
        path = f"/decks/{deck_id}/events" + ("?follow=1" if follow else "")
        async with self.http.stream("GET", path, headers=headers) as answer:
            if answer.status_code == 204:
                # Nothing will ever come: what tells an EventSource not to connect again.
                return
            assert answer.status_code == 200, f"{answer.status_code}: {await answer.aread()!r}"
            buffer = b""
            async for chunk in answer.aiter_bytes():
                buffer += chunk.replace(b"\r\n", b"\n")
                while b"\n\n" in buffer:
                    block, buffer = buffer.split(b"\n\n", 1)
                    if event := _event(block.decode()):
                        yield event

    async def all_events(self, deck_id: str, *, after: int | None = None, deadline_s: float = 60.0) -> list[Json]:
        """Return the deck's events until its end."""
        async with asyncio.timeout(deadline_s):
            return [event async for event in self.events(deck_id, after=after)]

    async def first(self, deck_id: str, wanted: str, *, deadline_s: float = 60.0) -> Json:
        """Return the first event of that type."""
        async with asyncio.timeout(deadline_s):
            async for event in self.events(deck_id):
                if event["type"] == wanted:
                    return event
        raise AssertionError(f"the deck ended without {wanted}")

    async def ended(self, deck_id: str, *, deadline_s: float = 60.0) -> Json:
        """Return the state once the deck has ended; asks again through restarts of the gateway."""
        end = time.monotonic() + deadline_s
        last: object = None
        while time.monotonic() < end:
            try:
                answer = await self.http.get(f"/decks/{deck_id}")
            except httpx.TransportError as error:
                last = error
            else:
                last = answer.text[:600]
                if answer.status_code == 200 and answer.json()["status"] in ENDS:
                    state: Json = answer.json()
                    return state
            await asyncio.sleep(0.1)
        raise AssertionError(f"deck {deck_id} has not ended after {deadline_s:g} s: {last}")

    async def download(self, path_or_url: str) -> httpx.Response:
        """GET bytes by a path under the API or by a URL as found in state and events."""
        if path_or_url.startswith("/api/"):
            path_or_url = self.root + path_or_url
        return await self.http.get(path_or_url)


def _event(block: str) -> Json | None:
    data: list[str] = []
    identity = ""
    kind = ""
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name == "id":
            identity = value
        elif name == "event":
            kind = value
    if not data:
        return None
    event: Json = json.loads("\n".join(data))
    event["sse_id"], event["sse_event"] = identity, kind
    return event
