"""Who listens to which deck at this replica; it keeps no facts, the stream does."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from deckwire_contracts import DeckText, StoredFact


class Gap:
    """Something may have been missed: read again from the stream."""


class Closed:
    """This replica stops: clients go to another one, or come back."""


GAP = Gap()
CLOSED = Closed()
Item = StoredFact | DeckText | Gap


class Listener:
    """What one client has not been given yet, at most `capacity` items.

    When it is full, all that waits is dropped and a gap takes its place: the client then reads the stream at its
    own pace, so a slow client costs a bounded amount of memory and loses no fact.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: deque[Item] = deque()
        self._arrived = asyncio.Event()
        self._closed = False

    def close(self) -> None:
        """Let `get` return CLOSED from now on."""
        self._closed = True
        self._arrived.set()

    def put(self, item: Item) -> None:
        """Add an item; never waits."""
        if isinstance(item, Gap):
            self._items.clear()
        elif len(self._items) >= self._capacity:
            if isinstance(item, DeckText):
                return
            self._items.clear()
            item = GAP
        self._items.append(item)
        self._arrived.set()

    async def get(self, timeout: float) -> Item | Closed | None:
        """Return the next item, or None when none came within `timeout` seconds."""
        if not self._items and not self._closed:
            self._arrived.clear()
            try:
                async with asyncio.timeout(timeout):
                    await self._arrived.wait()
            except TimeoutError:
                return None
        return CLOSED if self._closed else self._items.popleft()


class Hub:
    """Listeners by (tenant, deck)."""

    def __init__(self, capacity: int = 1000) -> None:
        self._capacity = capacity
        self._rooms: dict[tuple[str, str], set[Listener]] = {}
        self.closed = False

    @contextmanager
    def listen(self, tenant_id: str, deck_id: str) -> Iterator[Listener]:
        """Join the room of a deck for as long as the block runs."""
        key = (tenant_id, deck_id)
        listener = Listener(self._capacity)
        if self.closed:
            listener.close()
        self._rooms.setdefault(key, set()).add(listener)
        try:
            yield listener
        finally:
            room = self._rooms[key]
            room.discard(listener)
            if not room:
                del self._rooms[key]

    def wanted(self, tenant_id: str, deck_id: str) -> bool:
        """Return whether anybody listens to the deck."""
        return (tenant_id, deck_id) in self._rooms

    def publish(self, tenant_id: str, deck_id: str, item: Item) -> None:
        """Give an item to all who listen to the deck."""
        for listener in self._rooms.get((tenant_id, deck_id), ()):
            listener.put(item)

    def gap(self) -> None:
        """Tell every listener that something may have been missed."""
        for room in self._rooms.values():
            for listener in room:
                listener.put(GAP)

    def close(self) -> None:
        """Send every listener away, those to come as well."""
        self.closed = True
        for room in self._rooms.values():
            for listener in room:
                listener.close()

    def __len__(self) -> int:
        return sum(len(room) for room in self._rooms.values())
