"""The command's own connection to the broker, for what looks straight at the bus."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deckwire import runfile
from deckwire.faults import Fault, Mistake

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
async def connection(url: str, *, on_return: Callable[[], Awaitable[None]] | None = None) -> AsyncIterator[Client]:
    """Connect for the length of the block; raises Fault when the broker cannot be reached within 3 s.

    With `on_return` a connection that is lost later is made again, for ever, and `on_return` is called each time.
    """
    client = Client()
    try:
        # nats-py tries a server that refuses for two minutes, whatever its own connect_timeout.
        async with asyncio.timeout(CONNECT_S):
            await client.connect(
                url,
                name="deckwire-cli",
                allow_reconnect=on_return is not None,
                max_reconnect_attempts=-1 if on_return else 1,
                reconnect_time_wait=1,
                reconnected_cb=on_return,
                error_cb=_ignore,
            )
    except (NatsError, OSError, TimeoutError) as error:
        await client.close()
        raise Fault(
            f"cannot reach the broker at {url.rpartition('@')[2]}",
            str(error) or f"no answer within {CONNECT_S:g} s",
            "is it running? `deckwire doctor` looks closer",
        ) from error
    try:
        yield client
    finally:
        await client.close()


async def _ignore(error: Exception) -> None:
    """Leave it to the call that fails: nats-py would print a traceback besides raising."""
