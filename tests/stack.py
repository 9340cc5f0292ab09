"""The whole of Deckwire as separate processes, for tests that start, watch and kill them."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import httpx
from deckwire_kit.embedded import free_port, server_binary, server_config

from tests.providers import FakeOpenRouter, FakeRunware, RunwareBehaviour, Script

ROOT = Path(__file__).resolve().parent.parent
BROKER = "nats"
SERVICES = ("llm", "imagegen", "render", "gateway")
START_S = 60.0
OPENROUTER_KEY = "sk-or-test-0000"
RUNWARE_KEY = "runware-test-key"

# What the developer's own shell must not leak into a test.
_FOREIGN = ("LLM_", "OPENROUTER_", "RUNWARE_", "PEXELS_", "OPENAI_", "IMAGE_", "OTEL_", "DECKWIRE_", "NATS_", "JWT_")


class StackError(RuntimeError):
    """A process did not come up; the message holds the end of its log."""


@dataclass
class Node:
    """One process: what it is, where it answers, and what it said."""

    name: str
    index: int
    argv: list[str]
    env: dict[str, str]
    ready_url: str
    log: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    starts: int = 0

    @property
    def key(self) -> str:
        """Name and number: `llm.0`."""
        return f"{self.name}.{self.index}"

    @property
    def pid(self) -> int:
        """The process id; raises StackError when it does not run."""
        if self.process is None or self.process.poll() is not None:
            raise StackError(f"{self.key} does not run\n{self.tail()}")
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def tail(self, lines: int = 15) -> str:
        """Return the end of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def said(self) -> str:
        """Return everything that it logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def start(self, cwd: Path) -> None:
        """Start it; its output is appended to its log."""
        self.starts += 1
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.argv,
                env=self.env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill it and what it started, at once, as a crash would."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def terminate(self, deadline_s: float = 10.0) -> int:
        """Ask it to end and return its exit code; kills it after the deadline."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(deadline_s)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.process.returncode)

    def rss_mb(self) -> float:
        """Return the resident memory of the process and its children in megabytes (10^6 bytes)."""
        return sum(_rss_kb(pid) for pid in [self.pid, *_descendants(self.pid)]) * 1024 / 1e6


def _rss_kb(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    return found


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without settings of Deckwire or of providers, and with `extra`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
    # An empty variable would hide the difference between "not set" and "set to nothing".
    return kept | {"PYTHONUNBUFFERED": "1"} | dict(extra or {})


class Stack:
    """A broker and services on free loopback ports; `counts` says how many of each service (default one).

    `env` goes to every service. Synchronous on purpose: it can be shared by tests with loops of their own.
    """

    def __init__(
        self, folder: Path, *, counts: Mapping[str, int] | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.nats_port = free_port()
        self.nats_url = f"nats://127.0.0.1:{self.nats_port}"
        self.nodes: dict[str, Node] = {}
        self._env = clean_environment(
            {
                "NATS_URL": self.nats_url,
                "JWT_SECRET_KEY": secrets.token_hex(32),
                "DECKWIRE_DATA_DIR": str(folder / "data"),
                "DECKWIRE_LOG_FORMAT": "json",
                "DECKWIRE_RATE_LIMIT": "100000/minute",
                **(env or {}),
            }
        )
        self._add_broker()
        for name in SERVICES:
            for index in range((counts or {}).get(name, 1)):
                self._add_service(name, index)

    def _add_broker(self) -> None:
        store = self.folder / "nats"
        store.mkdir(exist_ok=True)
        config = self.folder / "nats-server.conf"
        config.write_text(server_config(self.nats_port, store, sync_always=True))
        self.nodes[f"{BROKER}.0"] = Node(
            BROKER, 0, [str(server_binary()), "-c", str(config)], clean_environment(), "", self.folder / "nats.log"
        )

    def _add_service(self, name: str, index: int) -> None:
        health, port = free_port(), free_port() if name == "gateway" else 0
        env = self._env | {"DECKWIRE_HEALTH_PORT": str(health), "DECKWIRE_HEALTH_HOST": "127.0.0.1"}
        if name == "gateway":
            env |= {"DECKWIRE_HOST": "127.0.0.1", "DECKWIRE_PORT": str(port)}
        ready = f"http://127.0.0.1:{port or health}/readyz"
        argv = [sys.executable, "-m", f"deckwire_{name}"]
        self.nodes[f"{name}.{index}"] = Node(
            name, index, argv, env, ready, self.folder / f"{name}.{index}.log", port or health
        )

    # -- life ---------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        self.stop()

    def start(self) -> Self:
        """Start the broker, then all services at once, and return when all are ready."""
        self.node(BROKER).start(self.folder)
        self._wait_for_broker()
        services = [node for node in self.nodes.values() if node.name != BROKER]
        for node in services:
            node.start(self.folder)
        self.wait_ready(services)
        return self

    def stop(self) -> None:
        """Stop services, then the broker."""
        services = [node for node in self.nodes.values() if node.name != BROKER]
        for node in services:
            if node.running and node.process:
                node.process.terminate()
        for node in [*services, self.node(BROKER)]:
            node.terminate()

    def kill(self, name: str, index: int = 0) -> int:
        """Kill one process at once and return the pid it had."""
        node = self.node(name, index)
        pid = node.pid
        node.kill()
        return pid

    def restart(self, name: str, index: int = 0, *, wait: bool = True) -> None:
        """Start a dead process again on the same ports and data."""
        node = self.node(name, index)
        node.start(self.folder)
        if name == BROKER:
            self._wait_for_broker()
        elif wait:
            self.wait_ready([node])

    def wait_ready(self, nodes: Iterable[Node], deadline_s: float = START_S) -> None:
        """Return when all of `nodes` say that they are ready; raises StackError with the log of one that is not."""
        end = time.monotonic() + deadline_s
        with httpx.Client(timeout=2) as client:
            for node in nodes:
                while not _answers(client, node.ready_url):
                    if not node.running:
                        raise StackError(f"{node.key} ended with code {node.terminate()}:\n{node.tail()}")
                    if time.monotonic() > end:
                        raise StackError(f"{node.key} is not ready after {deadline_s:g} s:\n{node.tail()}")
                    time.sleep(0.05)

    def _wait_for_broker(self) -> None:
        end = time.monotonic() + START_S
        node = self.node(BROKER)
        while time.monotonic() < end:
            if not node.running:
                raise StackError(f"nats-server ended:\n{node.tail()}")
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.nats_port), 1) as probe:
                if probe.recv(5) == b"INFO ":
                    return
            time.sleep(0.02)
        raise StackError("nats-server does not accept connections")

    # -- what is there ------------------------------------------------------------------------------------

    def node(self, name: str, index: int = 0) -> Node:
        """Return one process."""
        return self.nodes[f"{name}.{index}"]

    def url(self, index: int = 0) -> str:
        """Return the address of a gateway."""
        return f"http://127.0.0.1:{self.node('gateway', index).port}"

    def health(self, name: str, index: int = 0) -> dict[str, Any]:
        """Return what `/readyz` of a process says."""
        answer: dict[str, Any] = httpx.get(self.node(name, index).ready_url, timeout=5).json()
        return answer

    def logs(self) -> str:
        """Return the ends of all logs, for a failure's message."""
        return "\n".join(f"--- {node.key}\n{node.tail()}" for node in self.nodes.values())


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).status_code == 200
    except httpx.TransportError:
        return False


class ProviderProcess:
    """All fake providers in a process of their own; `urls` maps a name to its base URL."""

    def __init__(self, *, outline_ms: float = 0, slide_ms: float = 0, image_ms: float = 0) -> None:
        self._argv = [sys.executable, "-m", "tests.providers"]
        self._argv += ["--outline-ms", f"{outline_ms:g}", "--slide-ms", f"{slide_ms:g}", "--image-ms", f"{image_ms:g}"]
        self._process: subprocess.Popen[str] | None = None
        self.urls: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._argv, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, text=True
        )
        out: IO[str] | None = self._process.stdout
        line = out.readline() if out else ""
        if not line:
            raise StackError("the fake providers did not start")
        self.urls = json.loads(line)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(10)
            if self._process.stdout:
                self._process.stdout.close()

    def env(self) -> dict[str, str]:
        """Return the settings that point the services at these fakes."""
        return provider_env(self.urls["openrouter"], self.urls["runware"])

    def requests(self, name: str) -> list[dict[str, Any]]:
        """Return what one fake was asked so far."""
        url = httpx.URL(self.urls[name]).copy_with(path="/__fake__/requests")
        answer: list[dict[str, Any]] = httpx.get(url, timeout=20).json()
        return answer


class ProviderThread:
    """Fake OpenRouter and Runware in a thread of this process, so that a test can script and inspect them.

    A thread with a loop of its own serves tests of any scope; set `openrouter.script` or `runware.default` between
    requests.
    """

    def __init__(self, *, outline_ms: float = 0, slide_ms: float = 0, image_ms: float = 0) -> None:
        latency = {"outline": outline_ms, "slide": slide_ms}
        self.openrouter = FakeOpenRouter(latency_ms=latency, key=OPENROUTER_KEY, fresh_pictures=True)
        self.runware = FakeRunware(latency_ms=image_ms, key=RUNWARE_KEY)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-providers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        for fake in (self.openrouter, self.runware):
            asyncio.run_coroutine_threadsafe(fake.start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        for fake in (self.openrouter, self.runware):
            asyncio.run_coroutine_threadsafe(fake.stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def env(self) -> dict[str, str]:
        """Return the settings that point the services at these fakes."""
        return provider_env(self.openrouter.base_url, self.runware.base_url)

    def reset(self) -> None:
        """Forget what was asked, and behave well."""
        self.openrouter.script = Script()
        self.runware.default = RunwareBehaviour()
        self.runware.sequence.clear()
        self.runware.rules.clear()
        for fake in (self.openrouter, self.runware):
            fake.requests.clear()
        self.runware.billed.clear()
        self.runware.tasks.clear()

    def slow(self, *, outline_ms: float = 0, slide_ms: float = 0, image_ms: float = 0) -> None:
        """Set how long calls take from now on."""
        self.openrouter.latency_ms = {"outline": outline_ms, "slide": slide_ms}
        self.runware.latency_ms = image_ms


def provider_env(openrouter_url: str, runware_url: str) -> dict[str, str]:
    """Return the settings of services that use a fake OpenRouter and a fake Runware."""
    return {
        "OPENROUTER_API_KEY": OPENROUTER_KEY,
        "OPENROUTER_BASE_URL": openrouter_url,
        "RUNWARE_API_KEY": RUNWARE_KEY,
        "RUNWARE_BASE_URL": runware_url,
        "IMAGE_PROVIDERS": "runware,artwork",
    }
