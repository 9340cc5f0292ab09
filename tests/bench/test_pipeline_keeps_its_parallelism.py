"""The benchmark runs, and what it measures is nowhere near a pipeline that works one thing after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import pipeline
from tests.stack import ProviderProcess, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected]


async def test_twenty_slides_take_far_less_than_their_sum(tmp_path: Path) -> None:
    with (
        ProviderProcess(
            outline_ms=pipeline.OUTLINE_MS, slide_ms=pipeline.SLIDE_MS, image_ms=pipeline.IMAGE_MS
        ) as providers,
        Stack(tmp_path, env=providers.env()) as stack,
    ):
        idle = pipeline.idle_memory(stack)
        cold, runs = await pipeline.measure(stack, 1)
    result = pipeline.summary(cold, runs, idle, idle)
    one_after_the_other = pipeline.OUTLINE_MS + 20 * pipeline.SLIDE_MS
    assert result["slides_20"]["turnaround_ms"] < one_after_the_other / 2
    assert result["slides_5"]["turnaround_ms"] < 3 * result["slides_5"]["ideal_ms"]
    # The goal is 120 MB each; this only catches a library that nobody meant to load.
    assert all(value < 200 for value in idle.values()), idle
