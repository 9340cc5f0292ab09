"""A limit on writes per tenant, counted in this process."""

from __future__ import annotations

import time

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter


class TenantLimiter:
    """A moving window over the writes of each tenant; `rule` is in the notation of `limits`, such as `300/minute`."""

    def __init__(self, rule: str) -> None:
        self._rule = parse(rule)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def hit(self, tenant_id: str) -> float | None:
        """Count one write; return None when it may pass, else the seconds after which to try again."""
        if await self._limiter.hit(self._rule, "write", tenant_id):
            return None
        stats = await self._limiter.get_window_stats(self._rule, "write", tenant_id)
        return max(1.0, stats.reset_time - time.time())
