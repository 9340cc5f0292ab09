"""Streams, consumers and buckets are made once, before the first service starts."""

from __future__ import annotations

import asyncio

from deckwire_kit import streams
from nats.errors import Error as NatsError

from deckwire.broker import connection
from deckwire.faults import Fault

PATIENCE_S = 15.0


async def provision(nats_url: str) -> None:
    """Create what is missing on the broker; raises Fault when it does not let us within 15 s.

    A server that has just started may know no JetStream leader yet, so a refusal is tried again.
    """
    trouble: Exception | None = None
    try:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    async with connection(nats_url) as client:
                        await streams.provision(client.jetstream(timeout=5))
                        return
                except (NatsError, Fault) as error:
                    trouble = error
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        raise Fault(
            "the streams could not be made",
            str(trouble) or "the broker gave no answer",
            "does the broker have JetStream switched on?",
        ) from error
