"""What tests use to see that nobody computes on the event loop."""

from __future__ import annotations

import asyncio
import gc
import time

from deckwire_kit.testing import LoopWatch


def _compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def test_a_turn_that_computes_is_noticed() -> None:
    async with LoopWatch() as loop:
        await asyncio.sleep(0.03)
        _compute(0.15)
        await asyncio.sleep(0.03)
    assert max(loop.busy) >= 0.15


async def test_work_in_a_thread_is_none_of_the_loop() -> None:
    async with LoopWatch() as loop:
        await asyncio.to_thread(_compute, 0.15)
        await asyncio.sleep(0.03)
    assert loop.busy
    assert max(loop.busy) < 0.1


async def test_the_garbage_collector_does_not_count() -> None:
    held = [[n] for n in range(300_000)]
    async with LoopWatch() as loop:
        await asyncio.sleep(0.03)
        for _ in range(20):
            gc.collect()
        await asyncio.sleep(0.03)
    assert len(held) == 300_000
    assert max(loop.busy) < 0.1
