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

        What is yielded gives the place to the next one: for when this preview is painted and only to be stored.
        """
        await self._slots.acquire()
        placed = True

        def leave() -> None:
            nonlocal placed
            if placed:
                placed = False
                self._slots.release()

        done = self._in_hand[subject] = asyncio.Event()
        try:
            yield leave
        finally:
            leave()
            done.set()
            if self._in_hand.get(subject) is done:
                del self._in_hand[subject]

    async def finished(self, subjects: list[str]) -> None:
        """Return when none of these previews is in hand any more, or after a second."""
        waiting = [done.wait() for subject in subjects if (done := self._in_hand.get(subject))]
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_S):
                await asyncio.gather(*waiting)
