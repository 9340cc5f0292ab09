"""The gateway as a process and before its bus is there."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from deckwire_gateway import __main__ as entry
from deckwire_gateway.app import build
from deckwire_kit.embedded import NatsServer, free_port
from deckwire_kit.testing import eventually, nats_server

from tests.integration.gateway import world
from tests.integration.gateway.world import Api

pytestmark = pytest.mark.connected


async def test_gateway_without_a_bus_is_alive_but_not_ready_and_serves_once_it_is_there(tmp_path: Path) -> None:
    port = free_port()
    service = build(world.settings(f"nats://127.0.0.1:{port}"))
    starting = asyncio.create_task(service.start())
    try:

        async def listening() -> bool:
            return service._server._port != 0

        await eventually(listening)
        async with Api(service.url) as api:
            assert (await api.call("GET", "/healthz", bare=True))[0] == 200
            assert (await api.call("GET", "/readyz", bare=True))[0] == 503
            status, problem, headers = await api.call("POST", "/decks", json={"content": "x"})
            assert (status, problem["code"], headers["Retry-After"]) == (503, "unavailable", "1")
            assert (await api.call("GET", "/models"))[0] == 200
            async with nats_server(tmp_path, port=port):
                await asyncio.wait_for(starting, 20)
                assert (await api.call("GET", "/readyz", bare=True))[0] == 200
                await api.create()
    finally:
        starting.cancel()
        with suppress(asyncio.CancelledError):
            await starting
        await service.stop()


async def test_process_serves_and_ends_with_0_when_asked(broker: NatsServer, tmp_path: Path) -> None:
    port, health_port = free_port(), free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deckwire_gateway",
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "NATS_URL": broker.url,
            "DECKWIRE_PORT": str(port),
            "DECKWIRE_HEALTH_PORT": str(health_port),
        },
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with aiohttp.ClientSession() as http:

            async def ready() -> bool:
                for url in (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{health_port}"):
                    try:
                        async with http.get(f"{url}/readyz") as answer:
                            if answer.status != 200:
                                return False
                    except aiohttp.ClientError:
                        return False
                return True

            await eventually(ready, deadline_s=30)
            secret = "words that must not be in any log"
            async with http.post(f"http://127.0.0.1:{port}/api/v1/decks", json={"content": secret}) as answer:
                assert answer.status == 202
            process.send_signal(signal.SIGTERM)
            _, said = await asyncio.wait_for(process.communicate(), 15)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0
    assert b"words that must" not in said
    assert b"Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("JWT_SECRET_KEY", "", "JWT_SECRET_KEY is not set"), ("DECKWIRE_PORT", "many", "the settings are wrong: port")],
)
def test_wrong_setting_ends_with_2_and_says_what(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROJECT_ENV", "production")
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
