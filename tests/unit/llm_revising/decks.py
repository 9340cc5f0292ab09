"""A finished deck to change."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import (
    SLIDE,
    ArtifactRef,
    DeckOptions,
    DeckOutlined,
    DeckState,
    Outline,
    Slide,
    SlideBrief,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    SlideState,
)

REF = ArtifactRef(bucket="artifacts", key="a" * 64, sha256="a" * 64, bytes=1, media_type="image/png")
IDS = {"tenant_id": "t", "deck_id": "d", "revision": 1}


def bullets(title: str, *points: str, **more: Any) -> Slide:
    items = [{"text": point} for point in points or ("One point", "Another point")]
    return SLIDE.validate_python({"type": "bullets", "title": title, "items": items, **more})


def deck(*slides: Slide, drafted: int | None = None, theme: str = "indigo") -> DeckState:
    """Return revision 1 of a deck of these slides, of which the first `drafted` are written."""
    briefs = [
        SlideBrief(id=f"s{n:02d}", number=n, type=slide.type, title=slide.title) for n, slide in enumerate(slides, 1)
    ]
    outline = Outline(title="Harbours", theme=theme, slides=briefs)
    context = SlideContext(deck_title="Harbours", theme=theme)
    states = []
    for n, (brief, slide) in enumerate(zip(briefs, slides, strict=True), 1):
        done = drafted is None or n <= drafted
        draft = SlideDrafted(**IDS, slide_id=brief.id, number=n, slide=slide, context=context) if done else None
        pictured = done and slide.image is not None
        made = SlideIllustrated(**IDS, slide_id=brief.id, image=REF, width=4, height=3, alt="x") if pictured else None
        states.append(SlideState(brief=brief, drafted=draft, illustrated=made))
    outlined = DeckOutlined(**IDS, outline=outline, options=DeckOptions())
    return DeckState(**IDS, outlined=outlined, slides=states)


def five() -> DeckState:
    """Return a deck of a cover and four slides of points, the third with a picture."""
    picture = {"prompt": "a quay", "alt": "A quay"}
    cover = SLIDE.validate_python({"type": "title", "title": "Harbours"})
    return deck(
        cover, bullets("Two"), bullets("Three", image=picture), bullets("Four"), bullets("Five"),
    )  # fmt: skip
