"""The benchmark runs, and slides are written and illustrated side by side, as many at once as is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import pipeline
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected]


async def test_twenty_slides_are_made_side_by_side_within_their_bounds(tmp_path: Path) -> None:
    with (
        # Slow enough that a busy machine sends the next call before the first is answered.
        ProviderThread(
            outline_ms=pipeline.OUTLINE_MS, slide_ms=3 * pipeline.SLIDE_MS, image_ms=3 * pipeline.IMAGE_MS
        ) as providers,
        Stack(tmp_path, env=providers.env()) as stack,
    ):
        idle = pipeline.idle_memory(stack)
        cold, runs = await pipeline.measure(stack, 1)
    result = pipeline.summary(cold, runs, idle, idle)
    assert pipeline.DRAFTS_AT_ONCE / 2 <= providers.openrouter.most_in_flight <= pipeline.DRAFTS_AT_ONCE
    assert 2 <= providers.runware.most_in_flight <= pipeline.PICTURES_AT_ONCE
    # The bench reports what was measured: 20 slides, their pictures, and times that fit together.
    twenty = result["slides_20"]
    assert twenty["slides"] == 20
    assert twenty["pictures"] == runs[20][0].pictures > 0
    assert 0 < twenty["outlined_ms"] < twenty["drafted_ms"] <= twenty["ready_ms"] < twenty["turnaround_ms"]
    # The goal is 120 MB each; this only catches a library that nobody meant to load.
    assert all(value < 200 for value in idle.values()), idle
