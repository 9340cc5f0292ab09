"""The fold is a pure function of the facts: order, duplicates and strangers cannot matter."""

from __future__ import annotations

import random
from typing import Any

import pytest
from deckwire_contracts import (
    AnyEvent,
    ArtifactRef,
    DeckCancelled,
    DeckFailed,
    DeckOptions,
    DeckOutlined,
    DeckReady,
    DeckRendered,
    DeckRequested,
    DeckState,
    Degradation,
    ImageBrief,
    Outline,
    OutlineApproved,
    Problem,
    ProblemCode,
    SlideBrief,
    SlideBriefed,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
    Stage,
    Status,
    StoredFact,
    Usage,
    decide,
    fold,
    older_slides,
)
from deckwire_contracts.slides import TitleSlide
from hypothesis import given
from hypothesis import strategies as st

REF = ArtifactRef(bucket="artifacts", key="a" * 64, sha256="a" * 64, bytes=1, media_type="image/png")
CONTEXT = SlideContext(deck_title="T")


def _id(revision: int = 1, **more: Any) -> dict[str, Any]:
    return {"tenant_id": "dev", "deck_id": "d", "revision": revision, **more}


def _outline(*ids: str, unchanged: dict[str, int] | None = None) -> Outline:
    return Outline(
        title="T",
        slides=[
            SlideBrief(id=i, number=n, type="title", title=i, from_revision=(unchanged or {}).get(i))
            for n, i in enumerate(ids, start=1)
        ],
    )


def _drafted(slide_id: str, *, image: bool, revision: int = 1) -> SlideDrafted:
    brief = ImageBrief(prompt="p", alt="a") if image else None
    return SlideDrafted(
        **_id(revision),
        slide_id=slide_id,
        slide=TitleSlide(title=slide_id, image=brief),
        context=CONTEXT,
        usage=Usage(prompt_tokens=10, cost_usd=0.1, calls=1),
        degradations=[Degradation(slide_id=slide_id, stage=Stage.DRAFT, reason="x")] if slide_id == "b" else [],
    )


def _illustrated(slide_id: str, revision: int = 1) -> SlideIllustrated:
    return SlideIllustrated(
        **_id(revision), slide_id=slide_id, image=REF, alt="a", usage=Usage(images=1, cost_usd=0.01)
    )


def _briefed(slide_id: str) -> SlideBriefed:
    return SlideBriefed(
        **_id(), slide_id=slide_id, brief=SlideBrief(id=slide_id, number=1, type="title", title="x"), context=CONTEXT
    )


def _whole_deck() -> list[AnyEvent]:
    return [
        DeckRequested(**_id(), content="x"),
        DeckOutlined(**_id(), outline=_outline("a", "b"), usage=Usage(prompt_tokens=5, cost_usd=0.2, calls=1)),
        _briefed("a"),
        _briefed("b"),
        _drafted("a", image=True),
        SlidePreviewed(**_id(), slide_id="a", stage="text", image=REF, width=1, height=1),
        _drafted("b", image=False),
        _illustrated("a"),
        SlidePreviewed(**_id(), slide_id="a", stage="full", image=REF, width=2, height=2),
        DeckReady(**_id(), slide_ids=["a", "b"]),
        DeckRendered(**_id(), pptx=REF, slide_count=2),
    ]


def _facts(events: list[AnyEvent]) -> list[StoredFact]:
    return [StoredFact(seq=n, event=e) for n, e in enumerate(events, start=1)]


def _fold(events: list[AnyEvent], revision: int = 1) -> DeckState:
    return fold("dev", "d", revision, _facts(events))


@given(st.integers(0, 11), st.randoms(use_true_random=False))
def test_any_order_and_any_duplicates_of_a_prefix_give_the_same_state_and_steps(cut: int, rng: random.Random) -> None:
    prefix = _facts(_whole_deck())[:cut]
    shuffled = [*prefix, *rng.sample(prefix, k=len(prefix) // 2)]
    rng.shuffle(shuffled)
    one, other = fold("dev", "d", 1, prefix), fold("dev", "d", 1, shuffled)
    assert one == other
    assert decide(one) == decide(other)


@pytest.mark.parametrize(
    ("count", "status", "actions"),
    [
        (0, Status.QUEUED, []),
        (1, Status.OUTLINING, ["outline"]),
        (2, Status.DRAFTING, ["brief", "brief"]),
        (4, Status.DRAFTING, ["draft", "draft"]),
        (5, Status.DRAFTING, ["illustrate", "draft"]),
        (7, Status.DRAFTING, ["illustrate"]),
        (8, Status.RENDERING, ["ready"]),
        (10, Status.RENDERING, ["render"]),
        (11, Status.RENDERED, []),
    ],
)
def test_each_fact_moves_the_deck_one_step_on(count: int, status: Status, actions: list[str]) -> None:
    state = _fold(_whole_deck()[:count])
    assert state.status is status
    assert [step.action for step in decide(state)] == actions


def test_review_mode_waits_for_approval_and_then_uses_the_approved_outline() -> None:
    events: list[AnyEvent] = [
        DeckRequested(**_id(), content="x"),
        DeckOutlined(**_id(), outline=_outline("a", "b"), options=DeckOptions(review_outline=True)),
    ]
    waiting = _fold(events)
    assert (waiting.status, decide(waiting)) == (Status.AWAITING_APPROVAL, [])
    approved = _fold([*events, OutlineApproved(**_id(), outline=_outline("b"), edited=True)])
    assert [step.slide_id for step in decide(approved)] == ["b"]


def test_an_unchanged_slide_is_taken_from_the_revision_that_drafted_it_and_not_counted_again() -> None:
    first = _whole_deck()
    outline = _outline("a", "c", unchanged={"a": 1})
    second: list[AnyEvent] = [
        DeckRequested(**_id(2), kind="message"),
        DeckOutlined(**_id(2), outline=outline),
        _drafted("c", image=False, revision=2),
    ]
    state = _fold([*first, *second], revision=2)
    assert older_slides(outline, 2) == [(1, "a")]
    assert state.complete
    assert state.slide("a") is not None
    assert state.usage.cost_usd == pytest.approx(0.1)
    assert [step.action for step in decide(state)] == ["ready"]


def test_usage_and_degradations_add_up_over_the_slides() -> None:
    state = _fold(_whole_deck()[:9])
    assert state.usage.model_dump() == Usage(prompt_tokens=25, images=1, cost_usd=0.41, calls=3).model_dump()
    assert [d.slide_id for d in state.degradations] == ["b"]


def test_facts_of_other_decks_and_tenants_do_not_count() -> None:
    stranger = DeckFailed(tenant_id="other", deck_id="d", revision=1, problem=Problem.of(ProblemCode.INTERNAL, "x"))
    assert _fold([*_whole_deck()[:3], stranger]).end is None


def test_an_end_stops_everything_that_would_come_next() -> None:
    events = _whole_deck()[:4]
    assert decide(_fold([*events, DeckCancelled(**_id())])) == []
    failed = _fold([*events, DeckFailed(**_id(), problem=Problem.of(ProblemCode.DEADLINE, "late"))])
    assert failed.status is Status.FAILED


def test_the_newest_preview_is_the_one_with_the_picture() -> None:
    state = _fold(_whole_deck())
    slide = state.slide("a")
    assert slide is not None
    assert slide.preview is not None
    assert slide.preview.stage == "full"
    assert state.slide("zz") is None


@pytest.mark.parametrize(
    ("painted", "shown"),
    [
        ([(1, "text")], (1, "text")),
        ([(1, "text"), (1, "full")], (1, "full")),
        ([(1, "full"), (1, "repaired")], (1, "repaired")),
        ([(1, "full"), (1, "repaired"), (2, "full")], (2, "full")),
        ([(1, "full"), (2, "full"), (2, "repaired")], (2, "repaired")),
    ],
)
def test_the_preview_that_counts_is_the_newest_revisions_most_complete(
    painted: list[tuple[int, Any]], shown: tuple[int, str]
) -> None:
    outlined = DeckOutlined(**_id(2), outline=_outline("a", unchanged={"a": 1}))
    previews = [
        SlidePreviewed(**_id(revision), slide_id="a", stage=stage, image=REF, width=1, height=1)
        for revision, stage in painted
    ]
    facts = [StoredFact(seq=n, event=event) for n, event in enumerate([outlined, *previews], start=1)]
    for order in (facts, facts[::-1]):
        preview = fold("dev", "d", 2, order).slides[0].preview
        assert preview is not None
        assert (preview.revision, preview.stage) == shown
