"""The checker of stream invariants finds each breach that is planted."""

from __future__ import annotations

from typing import Any

import pytest
from deckwire_contracts import (
    AnyEvent,
    ArtifactRef,
    DeckCancelled,
    DeckOutlined,
    DeckReady,
    DeckRendered,
    DeckRequested,
    ImageBrief,
    Outline,
    SlideBrief,
    SlideBriefed,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
)
from deckwire_contracts.slides import BulletItem, BulletsSlide

from tests.checker import Fact, Ledger, check

WHERE: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 1, "source": "test"}
REF = ArtifactRef(bucket="artifacts", key="k", sha256="0" * 64, bytes=1, media_type="image/png")
CONTEXT = SlideContext(deck_title="Deck")


def slide(name: str, number: int) -> SlideBrief:
    return SlideBrief(id=name, number=number, type="bullets", title=name)


def drafted(name: str, *, image: bool = False) -> SlideDrafted:
    brief = ImageBrief(prompt="a harbour", alt="a harbour") if image else None
    content = BulletsSlide(title=name, items=[BulletItem(text="x")], image=brief)
    return SlideDrafted(**WHERE, slide_id=name, slide=content, context=CONTEXT)


def good() -> list[AnyEvent]:
    briefs = [slide("a", 1), slide("b", 2)]
    return [
        DeckRequested(**WHERE, content="x"),
        DeckOutlined(**WHERE, outline=Outline(title="Deck", slides=briefs)),
        *(SlideBriefed(**WHERE, slide_id=brief.id, brief=brief, context=CONTEXT) for brief in briefs),
        drafted("a", image=True),
        drafted("b"),
        SlideIllustrated(**WHERE, slide_id="a", image=REF, provider="test"),
        DeckReady(**WHERE, slide_ids=["a", "b"]),
        DeckRendered(**WHERE, pptx=REF, slide_count=2),
        SlidePreviewed(**WHERE, slide_id="a", stage="full", image=REF, width=1, height=1),
    ]


def ledger(events: list[AnyEvent]) -> Ledger:
    headers = {"ce-specversion": "1.0", "ce-type": "x"}
    return Ledger(
        [
            Fact(seq, event.subject, headers | {"Nats-Msg-Id": event.id}, event)
            for seq, event in enumerate(events, start=1)
        ]
    )


def test_good_deck_has_no_problem() -> None:
    assert check(ledger(good())) == []


def without(index: int) -> list[AnyEvent]:
    events = good()
    del events[index]
    return events


BREACHES: dict[str, tuple[list[AnyEvent], str]] = {
    "fact twice": ([*good(), good()[4]], "written 2 times"),
    "two ends": ([*good(), DeckCancelled(**WHERE)], "2 ends"),
    "no end": (without(8), "has not ended"),
    "no request": (without(0), "requested 0 times"),
    "no outline": (without(1), "without an outline"),
    "no brief": (without(3), "0 briefs"),
    "no draft": (without(5), "0 drafts"),
    "no picture": (without(6), "wants a picture and has 0"),
    "not ready": (without(7), "without being ready"),
    "unwanted picture": (
        [*good()[:7], SlideIllustrated(**WHERE, slide_id="b", image=REF), *good()[7:]],
        "did not want",
    ),
    "draft after ready": ([*good()[:4], good()[5], good()[6], good()[7], good()[4], good()[8]], "out of order"),
    "outline after request only": ([good()[1], good()[0], *good()[2:]], "before the request"),
    "fact after the end": ([*without(6), good()[6]], "facts after the end"),
    "unknown cause": ([*good()[:-1], good()[-1].model_copy(update={"causation_id": "nobody"})], "unknown event"),
    "nameless writer": ([*good()[:-1], good()[-1].model_copy(update={"source": ""})], "who wrote it"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_planted_breach_is_found(name: str) -> None:
    events, message = BREACHES[name]
    assert any(message in problem for problem in check(ledger(events))), check(ledger(events))


def test_open_deck_may_be_allowed() -> None:
    assert check(ledger(without(8)[:7]), all_ended=False) == []
