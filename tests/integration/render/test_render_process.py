"""The render service as its own process: it starts, keeps small, and stops when told."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from deckwire_contracts.topology import DECKS
from deckwire_kit.testing import connected_bus, eventually, nats_server

pytestmark = pytest.mark.connected


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc to measure memory")
async def test_an_idle_service_is_ready_in_seconds_and_keeps_below_120_mb(tmp_path: Path) -> None:
    async with nats_server(tmp_path / "nats") as broker, connected_bus(broker.url) as bus:
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "deckwire_render",
            env={**os.environ, "NATS_URL": broker.url, "DECKWIRE_DATA_DIR": str(tmp_path)},
            cwd=tmp_path,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:

            async def consuming() -> bool:
                info = await bus.js.consumer_info(DECKS, "render-deck")
                return bool(info.num_waiting)

            await eventually(consuming, deadline_s=30, what="the service to consume")
            took = time.perf_counter() - started
            resident = resident_mb(process.pid)
            print(f"render: ready after {took:.1f} s, {resident:.0f} MB resident")
            assert resident < 130
        finally:
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 30) == 0
