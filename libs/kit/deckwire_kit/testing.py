"""What tests of services need: a real broker, and waiting with a deadline instead of sleeping."""

from __future__ import annotations

import asyncio
import gc
import threading
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


class LoopWatch:
    """Notes how long each turn of the event loop computes, while it is entered; `busy` are seconds of CPU time.

    Only what the loop's own thread computes counts, so that other work on the machine does not; what the garbage
    collector takes is left out, because it walks through all that the test process holds.
    """

    def __init__(self, every_s: float = 0.01) -> None:
        self.busy: list[float] = []
        self._every_s = every_s
        self._thread = 0
        self._collecting_since = 0.0
        self._collected_s = 0.0
        self._pulse: asyncio.Task[None] | None = None

    async def __aenter__(self) -> LoopWatch:
        self._thread = threading.get_ident()
        gc.callbacks.append(self._note)
        self._pulse = asyncio.create_task(self._beat())
        return self

    async def __aexit__(self, *_: object) -> None:
        gc.callbacks.remove(self._note)
        if self._pulse:
            self._pulse.cancel()

    async def _beat(self) -> None:
        while True:
            began = time.thread_time() - self._collected_s
            await asyncio.sleep(self._every_s)
            self.busy.append(time.thread_time() - self._collected_s - began)

    def _note(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() != self._thread:
            return
        if phase == "start":
            self._collecting_since = time.thread_time()
        else:
            self._collected_s += time.thread_time() - self._collecting_since
