"""The memory of what a revision waits for: it names a missing fact, or nothing, and never hides completeness."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import (
    SLIDE,
    DeckOptions,
    DeckOutlined,
    DeckRequested,
    Outline,
    SlideBrief,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    StoredFact,
    fold,
)
from deckwire_render.core.progress import Progress

IDS: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 2}


def outlined(*, review: bool = False, old: int | None = None) -> DeckOutlined:
    slides = [SlideBrief(id=f"s{n}", number=n, type="bullets", title="T") for n in (1, 2)]
    if old:
        slides.append(SlideBrief(id="s3", number=3, type="bullets", title="T", from_revision=old))
    options = DeckOptions(review_outline=review)
    return DeckOutlined(**IDS, outline=Outline(title="D", slides=slides), options=options)


def drafted(number: int, *, picture: bool = False) -> SlideDrafted:
    image = {"prompt": "p", "alt": "a"} if picture else None
    slide = SLIDE.validate_python({"type": "bullets", "title": "T", "items": [{"text": "x"}], "image": image})
    return SlideDrafted(**IDS, slide_id=f"s{number}", slide=slide, context=SlideContext(deck_title="D"))


def illustrated(number: int) -> SlideIllustrated:
    return SlideIllustrated(**IDS, slide_id=f"s{number}", image=None)


def known(*events: Any, outline: DeckOutlined | None = None) -> Progress:
    facts = [DeckRequested(**IDS), outline or outlined(), *events]
    progress = Progress()
    progress.learn(fold("t", "d", 2, [StoredFact(seq=n, event=e) for n, e in enumerate(facts, start=1)]))
    return progress


def test_nothing_is_known_of_a_revision_that_was_not_seen() -> None:
    progress = Progress()
    progress.note(drafted(1))
    assert progress.missing(drafted(1)) is None


def test_the_draft_of_another_slide_is_missing() -> None:
    progress = known()
    progress.note(drafted(2))
    assert progress.missing(drafted(2)) == "deck.t.d.2.slide.s1.drafted"


def test_a_draft_with_a_picture_waits_for_the_picture() -> None:
    progress = known(drafted(1))
    progress.note(drafted(2, picture=True))
    assert progress.missing(drafted(2)) == "deck.t.d.2.slide.s2.illustrated"
    progress.note(illustrated(2))
    assert progress.missing(illustrated(2)) is None


def test_a_draft_that_comes_after_its_picture_was_seen_is_not_waited_for_again() -> None:
    progress = known()
    progress.note(illustrated(2))
    progress.note(drafted(2, picture=True))
    assert progress.missing(drafted(2)) == "deck.t.d.2.slide.s1.drafted"


def test_nothing_is_missing_when_all_is_there() -> None:
    progress = known(drafted(1))
    progress.note(drafted(2))
    assert progress.missing(drafted(2)) is None


def test_slides_of_older_revisions_are_not_waited_for() -> None:
    progress = known(drafted(1), drafted(2), outline=outlined(old=1))
    assert progress.missing(drafted(2)) is None


def test_an_outline_under_review_is_not_remembered() -> None:
    assert known(outline=outlined(review=True)).missing(drafted(1)) is None


def test_the_oldest_revision_is_forgotten_first() -> None:
    progress = Progress(remembered=1)
    for deck in ("a", "b"):
        ids = {**IDS, "deck_id": deck}
        outline = outlined().model_copy(update={"deck_id": deck})
        facts = [StoredFact(seq=1, event=DeckRequested(**ids)), StoredFact(seq=2, event=outline)]
        progress.learn(fold("t", deck, 2, facts))
    assert progress.missing(drafted(1).model_copy(update={"deck_id": "a"})) is None
    assert progress.missing(drafted(1).model_copy(update={"deck_id": "b"})) is not None


def test_a_joined_revision_is_not_looked_at_again_until_it_is_forgotten() -> None:
    progress = Progress(remembered=1)
    first = drafted(1)
    other = first.model_copy(update={"deck_id": "other"})
    assert not progress.is_joined(first)
    progress.joined(first)
    assert progress.is_joined(first)
    progress.joined(other)
    assert progress.is_joined(other)
    assert not progress.is_joined(first)
