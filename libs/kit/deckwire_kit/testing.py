"""What tests of services need: a real broker, and waiting with a deadline instead of sleeping."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from .bus import Bus
from .embedded import NatsServer
from .metrics import Metrics
from .settings import ServiceSettings

T = TypeVar("T")


async def eventually(
    probe: Callable[[], Awaitable[T]], *, deadline_s: float = 10.0, every_s: float = 0.02, what: str = ""
) -> T:
    """Return the first truthy answer of `probe`; raises AssertionError when there is none before the deadline."""
    end = time.monotonic() + deadline_s
    while True:
        answer = await probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {deadline_s:g} s: {what or getattr(probe, '__name__', 'the condition')}")
        await asyncio.sleep(every_s)


@asynccontextmanager
async def nats_server(store: Path, *, port: int = 0, sync_always: bool = False) -> AsyncIterator[NatsServer]:
    """Run a real nats-server on a free loopback port with its data under `store`."""
    server = NatsServer(store, port=port, sync_always=sync_always)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def connected_bus(nats_url: str, name: str = "test") -> AsyncIterator[Bus]:
    """Connect a bus without subscriptions, with streams and buckets created, as another service would."""
    bus = Bus(name, ServiceSettings(nats_url=nats_url, _env_file=None), Metrics())
    await bus.connect()
    try:
        yield bus
    finally:
        await bus.stop()
