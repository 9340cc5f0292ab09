"""The llm service on a real broker with a fake provider, and what tests ask of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckwire_contracts import DeckOptions, DeckRequested, DeckState, SourceFile
from deckwire_kit.bus import Bus
from deckwire_kit.service import Service
from deckwire_kit.testing import connected_bus, eventually, nats_server
from deckwire_llm.app import build
from deckwire_llm.settings import LlmSettings

from tests.providers import FakeOpenRouter

TENANT = "acme"


@dataclass
class World:
    """A broker, a fake provider, a bus of the test's own and the settings that the service gets."""

    nats_url: str
    provider: FakeOpenRouter
    bus: Bus
    settings: LlmSettings

    async def request(self, deck_id: str, content: str = "Tidal power", **more: Any) -> DeckRequested:
        """Ask for a deck; what DeckOptions knows goes there."""
        options = {name: more.pop(name) for name in list(more) if name in DeckOptions.model_fields}
        event = DeckRequested(
            tenant_id=TENANT,
            deck_id=deck_id,
            revision=more.pop("revision", 1),
            content=content,
            options=DeckOptions.model_validate(options),
            **more,
        )
        await self.bus.facts.write(event)
        return event

    async def upload(self, name: str, data: bytes) -> SourceFile:
        """Store a document."""
        return SourceFile(name=name, artifact=await self.bus.artifacts.put(data, "text/markdown"))

    async def drafted(self, deck_id: str, deadline_s: float = 15.0) -> DeckState:
        """Wait until every slide is drafted or the deck has ended."""

        async def probe() -> DeckState | None:
            state = await self.bus.facts.state(TENANT, deck_id, 1)
            done = state is not None and (state.end or (state.slides and all(s.drafted for s in state.slides)))
            return state if done else None

        state = await eventually(probe, deadline_s=deadline_s, what=f"{deck_id} is drafted or has ended")
        assert state is not None
        return state

    async def outlined(self, deck_id: str) -> DeckState:
        """Wait until the deck has an outline."""

        async def probe() -> DeckState | None:
            state = await self.bus.facts.state(TENANT, deck_id, 1)
            return state if state is not None and state.outlined else None

        state = await eventually(probe)
        assert state is not None
        return state

    async def idle(self) -> None:
        """Wait until no message of the llm service is in hand or waiting."""

        async def probe() -> bool:
            for name in ("llm-outline", "llm-brief", "llm-draft"):
                info = await self.bus.js.consumer_info("DECKS", name)
                if info.num_pending or info.num_ack_pending:
                    return False
            return True

        await eventually(probe, deadline_s=15, what="the llm service is idle")

    def calls(self) -> tuple[int, int]:
        """Return how many outlines and slides the provider was asked for."""
        return self.provider.count("outline"), self.provider.count("slide")


@asynccontextmanager
async def world(tmp_path: Path, provider: FakeOpenRouter | None = None, **settings: Any) -> AsyncIterator[World]:
    """Run broker and provider; the service is started by `running`."""
    async with (
        nats_server(tmp_path / "nats") as server,
        provider or FakeOpenRouter() as fake,
        connected_bus(server.url) as bus,
    ):
        given: dict[str, Any] = {
            "nats_url": server.url,
            "openrouter_api_key": "sk-or-test-0000",
            "openrouter_base_url": fake.base_url,
            "llm_retry_base_s": 0.01,
            "llm_retries": 1,
            "llm_redeliveries": 1,
            "drain_s": 3.0,
            "_env_file": None,
        }
        yield World(server.url, fake, bus, LlmSettings(**{**given, **settings}))


@asynccontextmanager
async def running(world: World) -> AsyncIterator[Service]:
    """Run the service in this process."""
    service = build(world.settings)
    await service.start()
    try:
        yield service
    finally:
        await asyncio.shield(service.stop())
