"""A service starts, says how it is, and stops without losing what it holds."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
from deckwire_kit.embedded import BrokerStartError, NatsServer, free_port, server_binary
from deckwire_kit.service import Service
from deckwire_kit.settings import ServiceSettings
from deckwire_kit.testing import eventually, nats_server

pytestmark = pytest.mark.connected

WORKER = """
import asyncio, sys
from deckwire_contracts import DeckCancelled
from deckwire_kit.logs import logger
from deckwire_kit.service import Service, run
from deckwire_kit.settings import ServiceSettings

service = Service("llm", ServiceSettings(_env_file=None))

async def handler(delivery):
    logger.info("working")
    await asyncio.sleep(1.0)
    event = delivery.event
    await service.bus.facts.write(DeckCancelled(tenant_id=event.tenant_id, deck_id=event.deck_id, revision=1))

service.bus.subscribe("llm-outline", handler)
run(service)
"""


def settings(server: NatsServer) -> ServiceSettings:
    return ServiceSettings(nats_url=server.url, _env_file=None)  # type: ignore[call-arg]


async def test_health_endpoints_tell_alive_ready_and_metrics(tmp_path: Path) -> None:
    async with nats_server(tmp_path / "nats") as server:
        service = Service("llm", settings(server))
        order: list[str] = []

        async def note(word: str) -> None:
            order.append(word)

        async def sick() -> bool:
            return "drain" in order

        service.on_start(lambda: note("start"))
        service.on_drain(lambda: note("drain"))
        service.on_stop(lambda: note("stop"))
        await service.start()
        service.check("provider", sick)
        async with aiohttp.ClientSession(service.health_url) as http:
            async with http.get("/healthz") as answer:
                assert (answer.status, (await answer.json())["service"]) == (200, "llm")
            async with http.get("/readyz") as answer:
                assert answer.status == 503
                assert (await answer.json())["checks"] == {"bus": True, "provider": False}
            async with http.get("/metrics") as answer:
                assert "process_resident_memory_bytes" in await answer.text()
        await service.stop()
        await service.stop()
        assert order == ["start", "drain", "stop"]
        assert await service.readiness() == {"started": False}


async def test_a_failing_start_hook_stops_what_was_started(tmp_path: Path) -> None:
    async with nats_server(tmp_path / "nats") as server:
        service = Service("llm", settings(server))

        async def broken() -> None:
            raise ValueError("no fonts")

        service.on_start(broken)
        with pytest.raises(ValueError, match="no fonts"):
            await service.start()
        assert service.stopping


async def test_a_failing_stop_hook_does_not_keep_the_service_from_stopping(tmp_path: Path) -> None:
    async with nats_server(tmp_path / "nats") as server:
        service = Service("llm", settings(server))
        stopped: list[bool] = []

        async def broken() -> None:
            raise ValueError

        async def last() -> None:
            stopped.append(True)

        service.on_stop(last)
        service.on_stop(broken)
        await service.start()
        await service.stop()
        assert stopped == [True]


async def _worker(nats_url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        env={**os.environ, "NATS_URL": nats_url},
        stderr=asyncio.subprocess.PIPE,
    )


async def _line(process: asyncio.subprocess.Process, message: str) -> None:
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while json.loads(await process.stderr.readline())["message"] != message:
            pass


async def test_sigterm_finishes_the_message_in_hand_and_exits_with_zero(tmp_path: Path) -> None:
    from deckwire_contracts import DeckRequested
    from deckwire_kit.testing import connected_bus

    async with nats_server(tmp_path / "nats") as server, connected_bus(server.url) as bus:
        process = await _worker(server.url)
        await _line(process, "started")
        await bus.facts.write(DeckRequested(tenant_id="dev", deck_id="d", revision=1))

        await _line(process, "working")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
        state = await bus.facts.state("dev", "d")
        assert state is not None
        assert state.end is not None


async def test_sigterm_while_the_broker_is_away_still_ends_the_process(tmp_path: Path) -> None:
    process = await _worker(f"nats://127.0.0.1:{free_port()}")

    await eventually(lambda: _catches_sigterm(process.pid))
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 15) == 0


async def _catches_sigterm(pid: int) -> bool:
    """Whether the process has its own handler for SIGTERM (proc(5), SigCgt)."""
    status = await asyncio.to_thread(Path(f"/proc/{pid}/status").read_text, encoding="utf-8")
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(mask, 16) >> (signal.SIGTERM - 1) & 1)


async def test_a_port_in_use_is_reported_with_what_the_server_said(tmp_path: Path) -> None:
    async with nats_server(tmp_path / "one") as server:
        second = NatsServer(tmp_path / "two", port=server.port)
        with pytest.raises(BrokerStartError, match="address already in use"):
            await second.start()


async def test_a_server_that_was_never_started_says_so(tmp_path: Path) -> None:
    server = NatsServer(tmp_path)
    with pytest.raises(BrokerStartError, match="not been started"):
        _ = server.process
    await server.stop()
    assert server_binary().exists()
