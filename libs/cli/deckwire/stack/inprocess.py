"""The whole stack in one event loop, for a debugger: the services as objects, the broker as the only child."""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from deckwire_kit.embedded import NatsServer
from deckwire_kit.logs import configure_logs
from deckwire_kit.settings import ServiceSettings

from deckwire import runfile
from deckwire.stack.plan import BROKER, Plan

if TYPE_CHECKING:
    from deckwire_kit.service import Service


def build(name: str) -> Service:
    """Return the service of that name, built from the environment of this process."""
    module = importlib.import_module(f"deckwire_{name}.settings")
    settings = next(
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, ServiceSettings) and kind is not ServiceSettings
    )()
    service: Service = importlib.import_module(f"deckwire_{name}.app").build(settings)
    return service


async def run(plan: Plan, stop: asyncio.Event, on_ready: Callable[[Plan], None]) -> None:
    """Run the plan's services in this process until `stop`; there is nobody here to start a dead one again."""
    os.environ.update(plan.env)
    configure_logs(plan.env.get("DECKWIRE_LOG_LEVEL", "INFO"), "text")
    broker: NatsServer | None = None
    pids = dict.fromkeys(plan.services, os.getpid())
    started: list[Service] = []
    try:
        if plan.embedded:
            plan.data.mkdir(parents=True, exist_ok=True)
            broker = NatsServer(plan.data / "nats", port=int(plan.nats_url.rpartition(":")[2]))
            await broker.start()
            pids[BROKER] = broker.process.pid
        for name in plan.services:
            service = build(name)
            started.append(service)
            await service.start()
        runfile.RunFile(url=plan.url, nats_url=plan.nats_url, pids=pids, supervisor=os.getpid()).write(plan.data)
        on_ready(plan)
        await stop.wait()
    finally:
        runfile.remove(plan.data)
        for service in reversed(started):
            await service.stop()
        if broker is not None:
            await broker.stop()
