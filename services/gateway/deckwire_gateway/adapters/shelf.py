"""All decks of a tenant, found in the stream itself; and their removal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from deckwire_contracts import ArtifactRef
from deckwire_contracts.topology import DECKS, is_token
from deckwire_kit import direct
from deckwire_kit.bus import Bus

from ..ports import Keys, Listed
from .ledger import answering

_GROWTH = 4
_SHA256 = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
# The facts that refer to bytes; drafts and briefs only repeat what their outline refers to.
_REFERRING = (
    "deck.*.*.*.requested",
    "deck.*.*.*.outlined",
    "deck.*.*.*.slide.*.illustrated",
    "deck.*.*.*.slide.*.previewed.*",
    "deck.*.*.*.ended.rendered",
)


class StreamShelf:
    """The decks on the stream; `lasting` are the buckets whose records keep the bytes that they name."""

    def __init__(self, bus: Bus, uploads: Keys, lasting: Sequence[Keys]) -> None:
        self._bus = bus
        self._uploads = uploads
        self._lasting = lasting

    async def newest(self, tenant_id: str, limit: int, before: int | None = None) -> list[Listed]:
        """Return up to `limit` decks, newest first, requested before the sequence `before`.

        The stream is read backwards in windows that grow until they hold enough, and shrink when they hold far too
        much; what a window holds is counted by the server, so a page costs a dozen small requests however long the
        stream is. Raises ProblemError `unavailable`.
        """
        if not is_token(tenant_id):
            return []
        subject = f"deck.{tenant_id}.*.1.requested"
        with answering():
            last = await direct.last_one(self._bus.nc, DECKS, subject)
            if last is None:
                return []
            high = min(before, last.seq + 1) if before is not None else last.seq + 1
            low = await self._window(subject, high, limit)
            found: list[Listed] = []
            async for message in direct.scan(self._bus.nc, DECKS, subject, low):
                if message.seq >= high:
                    break
                found.append(Listed(message.subject.split(".")[2], message.seq))
        return found[::-1][:limit]

    async def _count(self, subject: str, seq: int) -> int:
        """Return how many messages match from `seq` on."""
        found, pending = await direct.from_seq(self._bus.nc, DECKS, subject, seq, limit=1)
        return len(found) + pending

    async def _window(self, subject: str, high: int, limit: int) -> int:
        """Return the start of a window below `high` that holds `limit` matches, not many more, or all there are."""
        above = await self._count(subject, high)
        size = _GROWTH * limit
        while True:
            low = max(1, high - size)
            held = await self._count(subject, low) - above
            if held >= limit or low == 1:
                break
            size *= _GROWTH
        outside = high
        while held > 2 * limit and outside - low > 1:
            middle = (low + outside) // 2
            inside = await self._count(subject, middle) - above
            if inside >= limit:
                low, held = middle, inside
            else:
                outside = middle
        return low

    async def erase(self, tenant_id: str, deck_id: str) -> None:
        """Remove every fact and timer of the deck; raises ProblemError `unavailable`."""
        with answering():
            await self._bus.facts.erase(tenant_id, deck_id)

    async def discard(self, tenant_id: str, refs: list[ArtifactRef]) -> int:
        """Delete the bytes that nothing else names and return how many files; raises ProblemError `unavailable`.

        Names are content hashes, so two decks, even of two tenants, may share bytes: every fact that can refer to
        bytes is looked at, which takes a while on a long stream.
        """
        doomed = {ref.sha256.encode(): ref for ref in refs}
        with answering():
            for subject in _REFERRING:
                if not doomed:
                    return 0
                async for message in direct.scan(self._bus.nc, DECKS, subject):
                    _spare(doomed, message.data)
            # Templates and brands outlive the decks that were made with them.
            for keys in self._lasting:
                for _, record in await keys.entries() if doomed else ():
                    _spare(doomed, record)
            forget: list[str] = []
            for key, record in await self._uploads.entries("upload."):
                named = doomed.keys() & set(_SHA256.findall(record))
                if named and json.loads(record)["tenant"] == tenant_id:
                    forget.append(key)
                else:
                    for sha in named:
                        del doomed[sha]
            for key in forget:
                await self._uploads.delete(key)
            for ref in doomed.values():
                await self._bus.artifacts.delete(ref)
        return len(doomed)


def _spare(doomed: dict[bytes, ArtifactRef], record: bytes) -> None:
    """Take out of `doomed` what a record names."""
    for sha in doomed.keys() & set(_SHA256.findall(record)):
        del doomed[sha]
