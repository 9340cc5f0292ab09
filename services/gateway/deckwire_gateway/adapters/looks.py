"""What a look turns out like, asked of the service that renders it."""

from __future__ import annotations

from deckwire_contracts import LookAnswer, LookQuestion
from deckwire_kit.bus import Bus

from .ledger import answering


class BusLooks:
    """Asks render over the bus."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def ask(self, question: LookQuestion) -> LookAnswer:
        """Return the answer; raises ProblemError: the answer's own, or `unavailable` when none comes in time."""
        with answering():
            return await self._bus.ask("render-look", question, LookAnswer)
