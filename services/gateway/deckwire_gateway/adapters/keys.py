"""Small values in key-value buckets of the bus."""

from __future__ import annotations

from deckwire_kit.bus import Bus
from nats.js.errors import APIError, KeyNotFoundError, KeyWrongLastSequenceError, NotFoundError
from nats.js.kv import KeyValue

from .ledger import answering


class BucketKeys:
    """One key-value bucket; every method raises ProblemError `unavailable` when the bus does not answer."""

    def __init__(self, bus: Bus, bucket: str) -> None:
        self._bus = bus
        self._bucket = bucket
        self._opened: KeyValue | None = None

    async def _kv(self) -> KeyValue:
        if self._opened is None:
            self._opened = await self._bus.kv(self._bucket)
        return self._opened

    async def get(self, key: str) -> tuple[bytes, int] | None:
        """Return the value and its version, or None."""
        with answering():
            try:
                entry = await (await self._kv()).get(key)
            except KeyNotFoundError:
                return None
        return (entry.value or b"", entry.revision or 0)

    async def create(self, key: str, value: bytes) -> bool:
        """Store the value unless the key has one; return whether it was stored."""
        with answering():
            try:
                await (await self._kv()).create(key, value)
            except KeyWrongLastSequenceError:
                return False
        return True

    async def update(self, key: str, value: bytes, version: int) -> bool:
        """Replace the value of that version; return whether it was still that one."""
        with answering():
            try:
                await (await self._kv()).update(key, value, last=version)
            except (KeyWrongLastSequenceError, APIError) as error:
                if isinstance(error, KeyWrongLastSequenceError) or error.err_code == 10071:
                    return False
                raise
        return True

    async def delete(self, key: str) -> None:
        """Remove the key and its value."""
        with answering():
            await (await self._kv()).purge(key)

    async def entries(self, prefix: str = "") -> list[tuple[str, bytes]]:
        """Return key and value of all whose key begins with `prefix`, which ends in a dot unless it is empty.

        The bucket allows no batched direct gets, so they are asked for one by one.
        """
        root = f"$KV.{self._bucket}."
        found: list[tuple[str, bytes]] = []
        seq = 0
        while True:
            with answering():
                try:
                    message = await self._bus.js.get_msg(
                        f"KV_{self._bucket}", seq=seq + 1, subject=f"{root}{prefix}>", next=True
                    )
                except NotFoundError:
                    return found
            seq = message.seq or seq + 1
            # A key that was removed leaves a marker without bytes.
            if message.data:
                found.append((str(message.subject).removeprefix(root), message.data))
