"""What the illustrator keeps per provider and per picture: patience, a place at the desk, a bill, the result."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from deckwire_contracts import Credit, Degradation, PictureFit, Usage
from deckwire_contracts.artifacts import ArtifactRef

from ..core.breaker import Breaker
from ..ports import ImageProvider


@dataclass(frozen=True)
class Patience:
    """How much is tried for one picture; seconds.

    A provider that asks for more than `retry_after_max_s` is left alone for that long and the next one asked.
    After `deadline_s` nothing more is begun for the picture.
    """

    retry_delay_s: float = 0.5
    retry_after_max_s: float = 15.0
    deadline_s: float = 180.0
    breaker_failures: int = 4
    breaker_open_s: float = 30.0
    breaker_account_s: float = 300.0


@dataclass(frozen=True)
class Illustration:
    """A picture that lies in the object store, how it came about, and whether it may be cropped."""

    image: ArtifactRef
    width: int
    height: int
    provider: str
    credit: Credit | None = None
    usage: Usage = field(default_factory=Usage)
    degradations: list[Degradation] = field(default_factory=list)
    fit: PictureFit = "fill"


@dataclass
class Bill:
    """What one picture has cost so far, failed calls included."""

    spent_usd: float = 0.0
    calls: int = 0
    estimated: bool = False

    def add(self, cost_usd: float, *, estimated: bool) -> None:
        """Count what a call cost, or may have cost."""
        self.spent_usd += cost_usd
        self.estimated = self.estimated or (estimated and cost_usd > 0)

    def usage(self, *, images: int) -> Usage:
        """Return the bill as an event carries it."""
        return Usage(images=images, cost_usd=round(self.spent_usd, 9), calls=self.calls, estimated=self.estimated)


class Desk:
    """One provider with its breaker and the number of calls that it bears."""

    def __init__(self, provider: ImageProvider, patience: Patience) -> None:
        self.provider = provider
        self.room = asyncio.Semaphore(provider.concurrency)
        self.breaker = Breaker(
            threshold=patience.breaker_failures,
            open_s=patience.breaker_open_s,
            account_s=patience.breaker_account_s,
        )
