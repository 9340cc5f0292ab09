"""Whose turn it is: a deck that somebody waits for never queues behind pictures of slides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

_LONGEST_S = 1.0


class Pace:
    """Lets `previews` previews be painted at once, which leaves a thread for decks, and knows which are in hand."""

    def __init__(self, previews: int) -> None:
        self._slots = asyncio.Semaphore(previews)
        self._in_hand: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def previewing(self, subject: str) -> AsyncIterator[Callable[[], None]]:
        """Wait for a place, then have the preview that will stand at `subject` in hand.

        What is yielded gives the place to the next one: for when this preview is painted and only to be stored. A
        preview that a deck has in hand is waited for without a place.
        """
        await self._slots.acquire()
        placed = True

        def leave() -> None:
            nonlocal placed
            if placed:
                placed = False
                self._slots.release()

        try:
            if subject in self._in_hand:
                leave()
            async with self.having(subject):
                yield leave
        finally:
            leave()

    @asynccontextmanager
    async def having(self, subject: str) -> AsyncIterator[None]:
        """Have a preview in hand when nobody else has, or after a second."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_S):
                while (other := self._in_hand.get(subject)) is not None:
                    await other.wait()
        done = self._in_hand[subject] = asyncio.Event()
        try:
            yield
        finally:
            done.set()
            if self._in_hand.get(subject) is done:
                del self._in_hand[subject]
