"""The other services as the bus sees them."""

from __future__ import annotations

import asyncio
import time

from deckwire_contracts.topology import CONSUMERS, ConsumerSpec
from deckwire_kit.bus import Bus

from ..ports import WorkerState
from .ledger import answering

_KEEP_S = 2.0


class BusWorkers:
    """Looks at the consumers of the topology, at most every two seconds."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._seen: list[WorkerState] = []
        self._until = 0.0
        self._turn = asyncio.Lock()

    async def look(self) -> list[WorkerState]:
        """Return the state of every consumer; raises ProblemError `unavailable`."""
        async with self._turn:
            if time.monotonic() >= self._until:
                with answering():
                    self._seen = list(await asyncio.gather(*(self._one(spec) for spec in CONSUMERS)))
                self._until = time.monotonic() + _KEEP_S
            return self._seen

    async def _one(self, spec: ConsumerSpec) -> WorkerState:
        info = await self._bus.js.consumer_info(spec.stream, spec.name, timeout=2)
        in_hand = info.num_ack_pending or 0
        return WorkerState(
            service=spec.service,
            consumer=spec.name,
            # A service whose subscribers are all busy has no request open, but messages in hand.
            listening=bool(info.num_waiting) or in_hand > 0,
            waiting=info.num_pending or 0,
            in_hand=in_hand,
        )
