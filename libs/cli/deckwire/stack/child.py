"""One child process of the stack: started on a leash, watched until ready, stopped in good order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from deckwire.faults import ChildEnded, Fault
from deckwire.stack import leash
from deckwire.stack.logs import LogFile, Terminal, pump, reason

READY_S = 60.0
POLL_S = 0.05
ANSWER_S = 2.0


@dataclass(frozen=True)
class Spec:
    """How a child is started: its name, its command, what it adds to the environment, how one sees it is ready.

    `stop_s` is how long it may take to end after SIGTERM before it is killed.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    ready: Callable[[], Awaitable[bool]]
    stop_s: float


class Child:
    """A running process and the task that copies its output."""

    def __init__(self, spec: Spec, process: asyncio.subprocess.Process, output: asyncio.Task[list[bytes]]) -> None:
        self.spec = spec
        self._process = process
        self._output = output
        self._swept = False

    @classmethod
    async def start(cls, spec: Spec, log: LogFile, terminal: Terminal) -> Child:
        """Start the process in a group of its own, so that a terminal's Ctrl-C reaches only the supervisor."""
        # A pipe of our own: asyncio's `wait` on one of its pipes also waits for every process that inherited it.
        reading, writing = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-S",
                str(Path(leash.__file__)),
                str(os.getpid()),
                # What a process has acknowledged is on disk, so the hard signal is safe, and it cannot be ignored.
                str(int(signal.SIGKILL)),
                *spec.argv,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **spec.env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                start_new_session=True,
            )
        finally:
            os.close(writing)
        output = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(output), os.fdopen(reading, "rb", 0)
        )
        return cls(spec, process, asyncio.create_task(pump(output, log, spec.name, terminal)))

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.returncode is None

    async def wait(self) -> int:
        """Wait for the end; returns the exit code, -N after signal N."""
        code = await self._process.wait()
        self._sweep()
        return code

    async def must_live(self) -> None:
        """Raise ChildEnded as soon as it ends."""
        code = await self.wait()
        raise ChildEnded(self.spec.name, code, await self.last_words())

    async def wait_ready(self, deadline_s: float = READY_S) -> None:
        """Wait until it is ready; raises ChildEnded when it ends first, Fault when the deadline passes."""
        try:
            async with asyncio.timeout(deadline_s):
                while not await self.spec.ready():
                    if not self.running:
                        await self.must_live()
                    await asyncio.sleep(POLL_S)
        except TimeoutError as error:
            raise Fault(
                f"{self.spec.name} was not ready after {deadline_s:g} s", "", "its log in the data folder says why"
            ) from error

    async def last_words(self) -> str:
        """Return the last meaningful line of its output."""
        try:
            async with asyncio.timeout(2):
                return reason(await asyncio.shield(self._output))
        except TimeoutError:
            return "its output is still open"

    async def stop(self) -> None:
        """Ask it to end, and kill it with everything it started when it does not within `stop_s`."""
        if self.running:
            self._process.terminate()
            try:
                async with asyncio.timeout(self.spec.stop_s):
                    await self._process.wait()
            except TimeoutError:
                self.kill()
                await self._process.wait()
        self._sweep()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.shield(self._output)

    def kill(self) -> None:
        """Kill it and everything it started, at once."""
        if self.running:
            self._signal_group()

    def _sweep(self) -> None:
        """Kill what it had started itself and left behind: that would hold its ports and files.

        Done once, right after its end: later its process id may be another's.
        """
        if not self._swept:
            self._swept = True
            self._signal_group()

    def _signal_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


async def http_ready(url: str) -> bool:
    """Return whether GET `url` answers 200; a plain socket, so that starting needs no HTTP library."""
    parts = urlsplit(url)
    head = await _first_line(
        parts.hostname or "127.0.0.1",
        parts.port or 80,
        f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode(),
    )
    return head.split()[1:2] == [b"200"]


async def nats_ready(port: int) -> bool:
    """Return whether a NATS server greets on that port of the loopback interface."""
    return (await _first_line("127.0.0.1", port, b"")).startswith(b"INFO ")


async def _first_line(host: str, port: int, request: bytes) -> bytes:
    try:
        async with asyncio.timeout(ANSWER_S):
            reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
            try:
                if request:
                    writer.write(request)
                    await writer.drain()
                return await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError, ValueError):
        return b""
