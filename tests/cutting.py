"""A TCP proxy on loopback that cuts connections at random, in the middle of whatever passes."""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
from typing import Self
from urllib.parse import urlsplit


class CuttingProxy:
    """Forwards to `url`; each connection is aborted after a random number of bytes to the client, up to `most_cuts`.

    Small numbers are as likely as large ones: half of the connections end below the geometric mean of `least` and
    `most`. `most` must be larger than the largest message, or a client could never get past it.
    """

    def __init__(
        self, url: str, *, seed: int, least: int = 300, most: int = 24_000, most_cuts: int = 1_000_000
    ) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._random = random.Random(seed)
        self._bounds = (math.log(least), math.log(most))
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.most_cuts = most_cuts
        self.cuts = 0
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        there, back = await asyncio.open_connection(*self._target)
        up = asyncio.create_task(_forward(reader, back, None))
        try:
            budget = round(math.exp(self._random.uniform(*self._bounds))) if self.cuts < self.most_cuts else None
            if await _forward(there, writer, budget):
                self.cuts += 1
        finally:
            up.cancel()
            for end in (writer, back):
                end.transport.abort()


async def _forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, budget: int | None) -> bool:
    """Forward until the end, or until `budget` bytes have passed; return whether it was the budget."""
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65_536 if budget is None else min(65_536, budget)):
            writer.write(data)
            await writer.drain()
            if budget is not None:
                budget -= len(data)
                if budget <= 0:
                    return True
    return False
