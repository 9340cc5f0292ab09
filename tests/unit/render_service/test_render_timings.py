"""Timings and stages of a revision, from its facts alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from deckwire_contracts import (
    SLIDE,
    ArtifactRef,
    DeckOutlined,
    DeckReady,
    DeckRequested,
    DeckState,
    Outline,
    SlideBrief,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
    Stage,
    StoredFact,
    fold,
)
from deckwire_render.core.timings import stage_of, stage_timings

START = datetime(2026, 1, 1, tzinfo=UTC)
IDS: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 2}
REF = ArtifactRef(bucket="artifacts", key="k", sha256="0" * 64, bytes=1, media_type="image/png")


def at(ms: int) -> datetime:
    return START + timedelta(milliseconds=ms)


def state(*events: Any) -> DeckState:
    return fold("t", "d", 2, [StoredFact(seq=n, event=event) for n, event in enumerate(events, start=1)])


def brief(number: int, from_revision: int | None = None) -> SlideBrief:
    return SlideBrief(id=f"s{number}", number=number, type="bullets", title="T", from_revision=from_revision)


def drafted(number: int, ms: int, revision: int = 2, *, picture: bool = False) -> SlideDrafted:
    image = {"prompt": "p", "alt": "a"} if picture else None
    slide = SLIDE.validate_python({"type": "bullets", "title": "T", "items": [{"text": "x"}], "image": image})
    ids = {**IDS, "revision": revision}
    return SlideDrafted(**ids, slide_id=f"s{number}", time=at(ms), slide=slide, context=SlideContext(deck_title="D"))


REQUESTED = DeckRequested(**IDS, time=at(0))
OUTLINED = DeckOutlined(**IDS, time=at(300), outline=Outline(title="D", slides=[brief(1), brief(2), brief(3, 1)]))


def test_each_stage_reaches_to_its_last_fact() -> None:
    found = stage_timings(
        state(
            REQUESTED,
            OUTLINED,
            drafted(1, 900),
            drafted(2, 1100, picture=True),
            drafted(3, 5, revision=1),
            SlideIllustrated(**IDS, slide_id="s2", time=at(1800), image=REF),
            SlidePreviewed(**IDS, slide_id="s1", time=at(950), stage="full", image=REF, width=1, height=1),
            DeckReady(**IDS, time=at(1810), slide_ids=["s1", "s2", "s3"]),
        ),
        {"compose": 24.0},
        now=at(2000),
    )
    assert found == {
        "outline": 300,
        "draft": 1100,
        "illustrate": 1800,
        "preview": 950,
        "ready": 1810,
        "render": 2000,
        "total": 2000,
        "render.compose": 24,
    }


def test_a_revision_without_request_has_no_timings() -> None:
    assert stage_timings(state(), {}) == {}


def test_without_a_moment_given_the_total_reaches_to_now() -> None:
    requested = DeckRequested(**IDS)
    assert 0 <= stage_timings(state(requested), {})["total"] < 10_000


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ([REQUESTED], Stage.OUTLINE),
        ([REQUESTED, OUTLINED, drafted(1, 1)], Stage.DRAFT),
        ([REQUESTED, OUTLINED, drafted(1, 1), drafted(2, 1, picture=True), drafted(3, 1, 1)], Stage.ILLUSTRATE),
        ([REQUESTED, OUTLINED, drafted(1, 1), drafted(2, 1), drafted(3, 1, 1)], Stage.RENDER),
    ],
)
def test_the_stage_is_the_first_that_is_not_done(events: list[Any], stage: Stage) -> None:
    assert stage_of(state(*events)) == stage
