"""How long each stage of a revision took, from the times of its facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from deckwire_contracts import DeckState, Stage


def stage_timings(state: DeckState, render: Mapping[str, float], now: datetime | None = None) -> dict[str, float]:
    """Return milliseconds from the request to the last fact of each stage, and those spent in each render step.

    Slides that an older revision drafted do not count. `total` reaches to `now`, which is the present time if
    not given; steps of rendering are named `render.<step>`.
    """
    if state.requested is None:
        return {}
    start = state.requested.time
    times: dict[str, list[datetime]] = {stage.value: [] for stage in Stage}
    if state.outlined:
        times[Stage.OUTLINE.value].append(state.outlined.time)
    for slide in state.slides:
        for stage, fact in (
            (Stage.DRAFT, slide.drafted),
            (Stage.ILLUSTRATE, slide.illustrated),
            (Stage.PREVIEW, slide.preview),
        ):
            if fact is not None and fact.revision == state.revision:
                times[stage.value].append(fact.time)
    now = now or datetime.now(UTC)
    found = {stage: _ms(start, max(seen)) for stage, seen in times.items() if seen}
    if state.ready:
        found["ready"] = _ms(start, state.ready.time)
    found[Stage.RENDER.value] = found["total"] = _ms(start, now)
    return found | {f"render.{step}": value for step, value in render.items()}


def stage_of(state: DeckState) -> Stage:
    """Return the stage at which an unfinished revision stands."""
    if state.outlined is None:
        return Stage.OUTLINE
    if state.complete or state.ready:
        return Stage.RENDER
    if state.slides and all(slide.drafted for slide in state.slides):
        return Stage.ILLUSTRATE
    return Stage.DRAFT


def _ms(start: datetime, end: datetime) -> float:
    return round(max(0.0, (end - start).total_seconds() * 1000), 1)
