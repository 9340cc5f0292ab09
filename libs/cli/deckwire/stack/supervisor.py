"""The supervisor: starts the broker and the services, keeps them running, stops them in order."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

from deckwire import runfile
from deckwire.faults import ChildEnded, Fault, Mistake
from deckwire.stack.child import Child, Spec
from deckwire.stack.logs import LogFile, Terminal
from deckwire.stack.plan import BROKER, Plan

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
STEADY_S = 30.0
"""A child that ran this long before it died starts again without the delay of earlier deaths."""


@contextlib.contextmanager
def sole_owner(data: Path) -> Iterator[None]:
    """Hold the data folder for this process; raises Mistake when another stack runs on it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = runfile.read(data)
            where = f" at {other.url} (process {other.supervisor})" if other else ""
            raise Mistake(
                f"the data folder {data} is in use",
                f"another deckwire runs on it{where}",
                "stop that one, or give another folder with --data",
            ) from None
        yield


class Supervisor:
    """Runs one plan until it is told to stop.

    A child that ends before everything was ready once stops the run with that child's exit code; one that ends later
    is started again after a delay that doubles with each death in a row, from 0.5 to 30 seconds.
    """

    def __init__(self, plan: Plan, terminal: Terminal, *, provision: Callable[[str], Awaitable[None]]) -> None:
        self._plan = plan
        self._terminal = terminal
        self._provision = provision
        self._children: dict[str, Child] = {}
        self._logs: dict[str, LogFile] = {}
        self._stop = asyncio.Event()
        self._at_once = False

    async def run(self, on_ready: Callable[[Plan], None]) -> None:
        """Start everything, call `on_ready`, and return after `stop` when all has ended.

        Raises ChildEnded or Fault when the stack cannot start.
        """
        try:
            starting = asyncio.create_task(self._start())
            stopping = asyncio.create_task(self._stop.wait())
            await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():
                starting.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await starting
                return
            stopping.cancel()
            starting.result()
            self._write_run_file()
            on_ready(self._plan)
            await self._watch()
        finally:
            runfile.remove(self._plan.data)
            await self._stop_all()

    def stop(self) -> None:
        """End the run in good order; asked a second time, kill everything at once."""
        if self._stop.is_set():
            self._at_once = True
            for child in self._children.values():
                child.kill()
        self._stop.set()

    async def _start(self) -> None:
        if self._plan.embedded:
            await (await self._launch(self._plan.broker())).wait_ready()
        await self._provision(self._plan.nats_url)
        started = [await self._launch(self._plan.service(name)) for name in self._plan.services]
        ready = asyncio.create_task(_all_ready(started))
        lives = [asyncio.create_task(child.must_live()) for child in self._children.values()]
        try:
            done, _ = await asyncio.wait({ready, *lives}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                await task
        finally:
            for task in (ready, *lives):
                task.cancel()
            await asyncio.gather(ready, *lives, return_exceptions=True)

    async def _launch(self, spec: Spec) -> Child:
        log = self._logs.get(spec.name)
        if log is None:
            log = self._logs[spec.name] = LogFile(self._plan.data / "logs" / f"{spec.name}.log")
        child = await Child.start(spec, log, self._terminal)
        self._children[spec.name] = child
        return child

    def _write_run_file(self) -> None:
        runfile.RunFile(
            url=self._plan.url,
            nats_url=self._plan.nats_url,
            pids={name: child.pid for name, child in self._children.items()},
            supervisor=os.getpid(),
        ).write(self._plan.data)

    async def _watch(self) -> None:
        keepers = [asyncio.create_task(self._keep(name)) for name in self._children]
        stopping = asyncio.create_task(self._stop.wait())
        try:
            done, _ = await asyncio.wait({stopping, *keepers}, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                await task
        finally:
            for task in (stopping, *keepers):
                task.cancel()
            await asyncio.gather(stopping, *keepers, return_exceptions=True)

    async def _keep(self, name: str) -> None:
        delay_s = FIRST_DELAY_S
        while True:
            since = time.monotonic()
            child = self._children[name]
            code = await child.wait()
            if time.monotonic() - since > STEADY_S:
                delay_s = FIRST_DELAY_S
            why = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
            words = "" if code < 0 else f" ({await child.last_words()})"
            self._terminal.say("deckwire", f"{name} was {why}{words}; starting it again in {delay_s:g} s")
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)
            again = await self._launch(self._plan.broker() if name == BROKER else self._plan.service(name))
            self._write_run_file()
            try:
                await again.wait_ready()
            except ChildEnded:
                continue
            except Fault as fault:
                self._terminal.say("deckwire", fault.line())
                again.kill()
                continue
            self._terminal.say("deckwire", f"{name} is back (process {again.pid})")

    async def _stop_all(self) -> None:
        services = [child for name, child in self._children.items() if name != BROKER]
        if self._at_once:
            for child in self._children.values():
                child.kill()
        # The broker goes last: services acknowledge what they have in hand while they drain.
        await asyncio.gather(*(child.stop() for child in services))
        if BROKER in self._children:
            await self._children[BROKER].stop()
        for log in self._logs.values():
            log.close()


async def _all_ready(children: Sequence[Child]) -> None:
    await asyncio.gather(*(child.wait_ready() for child in children))


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Call `stop` on each SIGINT and SIGTERM of this process; call inside the running loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
