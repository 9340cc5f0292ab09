"""The command's own connection to the broker, for what looks straight at the bus."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError

from deckwire.faults import Fault, Mistake
from deckwire.stack import runfile

CONNECT_S = 3.0


def nats_url(given: str | None, env: Mapping[str, str], data: Path) -> str:
    """Return the broker's URL: as given, else `NATS_URL`, else of the stack that runs on `data`; raises Mistake."""
    if given or env.get("NATS_URL"):
        return given or env["NATS_URL"]
    running = runfile.read(data)
    if running is None:
        raise Mistake("no broker to look at", f"nothing runs on {data}", "start `deckwire up`, or set NATS_URL")
    return running.nats_url


@contextlib.asynccontextmanager
async def connection(url: str) -> AsyncIterator[Client]:
    """Connect for the length of the block; raises Fault when the broker cannot be reached within 3 s."""
    try:
        client = await nats.connect(
            url,
            name="deckwire-cli",
            connect_timeout=int(CONNECT_S),
            allow_reconnect=False,
            error_cb=_ignore,
        )
    except (NatsError, OSError, TimeoutError) as error:
        raise Fault(
            f"cannot reach the broker at {url.rpartition('@')[2]}",
            str(error) or type(error).__name__,
            "is it running? `deckwire doctor` looks closer",
        ) from error
    try:
        yield client
    finally:
        await client.close()


async def _ignore(error: Exception) -> None:
    """Leave it to the call that fails: nats-py would print a traceback besides raising."""
