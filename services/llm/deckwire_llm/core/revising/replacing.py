"""A slide that takes another one's place, with its picture as long as that fits."""

from __future__ import annotations

from dataclasses import dataclass

from deckwire_contracts import Pictured, Slide, SlideState


@dataclass(frozen=True)
class Replace:
    """A slide is exchanged for one that is complete already, with its picture if that stands."""

    slide_id: str
    slide: Slide
    pictured: Pictured | None = None


def pictured(slide: SlideState, new: Slide) -> Pictured | None:
    """Return the picture of `slide` for the slide that takes its place, None when that asks for another or none."""
    old, made = slide.drafted, slide.illustrated
    if old is None or made is None or made.image is None or new.image is None or new.image != old.slide.image:
        return None
    return Pictured(
        image=made.image,
        width=made.width,
        height=made.height,
        alt=made.alt,
        credit=made.credit,
        provider=made.provider,
        fit=made.fit,
        degradations=made.degradations,
    )


def replacing(slide: SlideState, new: Slide) -> Replace:
    """Return the change that puts `new` in the place of `slide` and keeps its picture if that still fits."""
    return Replace(slide.brief.id, new, pictured(slide, new))
