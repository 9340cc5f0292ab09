"""Finding the stack that a command talks to, or starting one for as long as the command runs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from deckwire import runfile
from deckwire.client import Client, ClientError, RefusedError, UnreachableError
from deckwire.faults import Fault, Mistake
from deckwire.stack import leash

STOP_S = 60.0


def find(url: str | None, env: Mapping[str, str], data: Path) -> str | None:
    """Return the URL of the server to use: as given, else `DECKWIRE_URL`, else of the stack on `data`, else None."""
    if url or env.get("DECKWIRE_URL"):
        return url or env["DECKWIRE_URL"]
    running = runfile.read(data)
    return running.url or None if running else None


def require(url: str | None, env: Mapping[str, str], data: Path) -> str:
    """Return the URL of the server to use; raises Mistake when there is none."""
    found = find(url, env, data)
    if found is None:
        raise Mistake("no server to ask", f"nothing runs on {data}", "start `deckwire up`, or name one with --url")
    return found


def client(url: str, token: str | None, env: Mapping[str, str]) -> Client:
    """Return a client of that server with the token given or in `DECKWIRE_TOKEN`."""
    if not url.startswith(("http://", "https://")):
        raise Mistake(f"{url!r} is no URL of a server", "", "it starts with http:// or https://")
    return Client(url, token=token or env.get("DECKWIRE_TOKEN"))


@contextlib.contextmanager
def temporary(data: Path) -> Iterator[str]:
    """Start the stack on free ports for the length of the block and yield its URL; raises Fault when it fails.

    It runs in a session of its own: Ctrl-C reaches this command alone, which then still has a server to tell that
    the deck is cancelled. Should this command die, the kernel stops the stack.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [
                *(sys.executable, "-I", "-S", str(Path(leash.__file__)), str(os.getpid()), str(int(signal.SIGTERM))),
                *(sys.executable, "-m", "deckwire", "up", "--port", "0", "--quiet", "--data", str(data)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            start_new_session=True,
        )
        try:
            yield _url(process, complaints)
        finally:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()


def _url(process: subprocess.Popen[str], complaints: IO[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    _, _, url = line.strip().rpartition(" ")
    if url.startswith("http"):
        return url
    code = process.wait()
    complaints.seek(0)
    words = [text.removeprefix("deckwire: ") for text in complaints.read().splitlines() if text.strip()]
    kind = Mistake if code == Mistake.exit_code else Fault
    raise kind("the stack did not start", words[-1] if words else f"it ended with code {code}")


def told(error: ClientError) -> Fault:
    """Return the fault to show for an error of the client."""
    if isinstance(error, RefusedError):
        problem = error.problem
        why = problem.detail
        if problem.errors:
            why = "; ".join(f"{one.field}: {one.message}" for one in problem.errors[:5])
        kind = Mistake if problem.status < 500 and problem.status != 429 else Fault
        return kind(problem.title, why, problem.hint or "")
    if isinstance(error, UnreachableError):
        return Fault(str(error), "", "is the server running? `deckwire doctor` looks closer")
    return Fault(str(error))
