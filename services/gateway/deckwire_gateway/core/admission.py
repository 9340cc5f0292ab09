"""The door that every read and write passes: who may (access) and how often (limits)."""

from __future__ import annotations

from deckwire_contracts import ProblemCode, ProblemError

from ..ports import Limiter
from .access import Access, Action, Principal


class Door:
    """Asks `access` before each read and write, and counts the writes of a tenant."""

    def __init__(self, access: Access, limiter: Limiter) -> None:
        self.access = access
        self._limiter = limiter

    def read(self, principal: Principal, *, file: tuple[str, str, int] | None = None) -> None:
        """Raise ProblemError unless the principal may read; `file` is (deck id, name, revision) of a file."""
        self.access.require(principal, Action.READ, file=file)

    async def write(self, principal: Principal) -> None:
        """Raise ProblemError unless the principal may write now, `rate_limited` with the time to wait if too often."""
        self.access.require(principal, Action.WRITE)
        wait_s = await self._limiter.hit(principal.tenant)
        if wait_s is not None:
            raise ProblemError.of(
                ProblemCode.RATE_LIMITED,
                "This tenant sends more requests than it may.",
                hint=f"Try again in {wait_s:.0f} s.",
                retry_after_s=wait_s,
            )
