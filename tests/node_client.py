"""The official npm `socket.io-client` in a Node process, driven from Python."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pytest

from tests.stack import clean_environment

FOLDER = Path(__file__).resolve().parent / "e2e" / "socketio"
PATH = "/ws/socket.io"
ENDS = ("rendered", "failed", "cancelled")
Json = dict[str, Any]


@functools.cache
def node_modules() -> Path:
    """Return a folder with the client installed, kept between runs; skips the test when it cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("Node.js with npm is not installed: the official socket.io-client cannot run")
    package = (FOLDER / "package.json").read_bytes()
    script = (FOLDER / "client.mjs").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "deckwire-tests" / f"socketio-{hashlib.sha256(package).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_bytes(package)
    (folder / "client.mjs").write_bytes(script)
    if not (folder / "node_modules" / "socket.io-client" / "package.json").exists():
        done = subprocess.run(
            [npm, "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        if done.returncode != 0:
            pytest.skip(f"npm could not install socket.io-client: {done.stderr.strip()[-300:]}")
    return folder


class Socket:
    """One client socket; `events` are the `deck:event`s that it got, in order."""

    def __init__(self, driver: NodeClients, name: str) -> None:
        self._driver = driver
        self.name = name
        self.lines: list[Json] = []

    @property
    def events(self) -> list[Json]:
        """Every `deck:event` so far."""
        return [line["value"] for line in self.lines if line.get("on") == "deck:event"]

    def of(self, deck_id: str) -> list[Json]:
        """Every `deck:event` of one deck so far."""
        return [event for event in self.events if event["deck_id"] == deck_id]

    async def emit(self, event: str, data: Any) -> Json:
        """Send an event and return the server's acknowledgement; raises AssertionError when none comes."""
        return await self._driver.emit(self.name, event, data)

    async def ask(self, event: str, data: Any, timeout_s: float) -> Json | None:
        """Send an event and return the server's acknowledgement, None when none comes in time."""
        answer = await self._driver.ask(self.name, event, data, timeout_s)
        value: Json | None = answer.get("value")
        return value

    async def until(self, probe: Callable[[Socket], bool], deadline_s: float = 60.0) -> None:
        """Return when `probe(self)` is true; raises AssertionError with what came when it does not become so."""
        try:
            async with asyncio.timeout(deadline_s):
                while not probe(self):
                    await self._driver.changed()
        except TimeoutError:
            said = [line.get("value", {}).get("type", line) if "value" in line else line for line in self.lines]
            raise AssertionError(f"not within {deadline_s:g} s; got {said[-40:]}") from None

    async def end(self, deck_id: str, deadline_s: float = 60.0) -> list[Json]:
        """Return the deck's events once its end has come."""
        await self.until(lambda s: any(e["type"] in ENDS for e in s.of(deck_id)), deadline_s)
        return self.of(deck_id)

    async def follow(self, deck_id: str) -> None:
        """Subscribe to a deck, and again after each reconnect from the last event that came."""
        await self._driver.send({"op": "follow", "name": self.name, "deck_id": deck_id})

    async def close(self) -> None:
        """Disconnect."""
        await self._driver.send({"op": "close", "name": self.name})

    async def drop(self) -> None:
        """Cut the connection under the client, which then reconnects by itself."""
        await self._driver.send({"op": "drop", "name": self.name})


class NodeClients:
    """A Node process with any number of official clients in it."""

    def __init__(self) -> None:
        self._folder = node_modules()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._sockets: dict[str, Socket] = {}
        self._acks: dict[int, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            "node",
            "client.mjs",
            cwd=self._folder,
            env=clean_environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=16 * 1024 * 1024,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        if self._reader:
            self._reader.cancel()
            with suppress(asyncio.CancelledError):
                await self._reader

    async def _read(self) -> None:
        assert self._process
        assert self._process.stdout
        async for raw in self._process.stdout:
            line = json.loads(raw)
            if "ack" in line:
                self._acks.pop(line["ack"]).set_result(line)
            else:
                self._sockets[line["name"]].lines.append(line)
            self._changed.set()
            self._changed = asyncio.Event()

    async def changed(self) -> None:
        """Return when something has come."""
        await self._changed.wait()

    async def send(self, command: Json) -> None:
        """Give the driver a command."""
        assert self._process
        assert self._process.stdin
        self._process.stdin.write((json.dumps(command) + "\n").encode())
        await self._process.stdin.drain()

    async def connect(
        self, url: str, *, token: str | None = None, transports: list[str] | None = None, expect: str = "connect"
    ) -> Socket:
        """Connect a client and return it once it says `expect`."""
        name = f"s{next(self._numbers)}"
        socket = Socket(self, name)
        self._sockets[name] = socket
        await self.send(
            {"op": "connect", "name": name, "url": url, "path": PATH, "token": token, "transports": transports}
        )
        await socket.until(lambda s: any(line.get("on") == expect for line in s.lines), 15)
        return socket

    async def emit(self, name: str, event: str, data: Any) -> Json:
        """Emit with acknowledgement."""
        answer = await self.ask(name, event, data, 30)
        if "error" in answer:
            raise AssertionError(f"{event} was not acknowledged: {answer['error']}")
        value: Json = answer["value"]
        return value

    async def ask(self, name: str, event: str, data: Any, timeout_s: float) -> Json:
        """Emit with acknowledgement and return what the driver says of it: a `value` or an `error`."""
        n = next(self._numbers)
        self._acks[n] = asyncio.get_running_loop().create_future()
        ms = round(1000 * timeout_s)
        await self.send({"op": "emit", "name": name, "n": n, "event": event, "data": data, "ms": ms})
        return await asyncio.wait_for(self._acks_wait(n), timeout_s + 10)

    async def _acks_wait(self, n: int) -> Json:
        return await self._acks[n]
