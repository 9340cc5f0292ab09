"""Rules about pictures."""

from __future__ import annotations

from collections.abc import Iterator

from ..composition import Slide
from .model import BRIEF, Found, Rule, percent

MAX_DISTORTION = 0.02
WHOLE = 0.75


def distortion(slide: Slide) -> Iterator[Found]:
    """What is cropped away counts as not there."""
    for frame in slide.view.frames:
        size = slide.sizes.get(frame.asset)
        # A layout's own art is as its designer wants it.
        if frame.kind != "image" or not size or frame.box.area <= 0 or frame.owner < 0:
            continue
        natural = (size[0] * frame.kept[0]) / max(1e-6, size[1] * frame.kept[1])
        shown = frame.box.w / frame.box.h
        stretch = max(natural / shown, shown / natural) - 1
        if stretch > MAX_DISTORTION:
            yield Found(f"A picture is stretched by {percent(stretch)}.", subject=frame.owner)


def pictured(slide: Slide) -> Iterator[Found]:
    """A slide that is one picture cannot be edited, searched or read aloud; under a title, however short, it can."""
    whole = slide.view.width * slide.view.height
    if slide.file.words:
        return
    if any(frame.kind == "image" and frame.box.area > WHOLE * whole for frame in slide.objects):
        yield Found("The slide is a picture, without text of its own.")


RULES = (
    Rule(
        "picture_distorted",
        "pictures",
        "warning",
        "Pictures keep their proportions.",
        f"{percent(MAX_DISTORTION)}",
        BRIEF,
        on_slide=distortion,
    ),
    Rule(
        "slide_pictured",
        "pictures",
        "error",
        "A slide is made of native objects, not of a picture of them.",
        f"a picture over {percent(WHOLE)} of the slide and no words",
        BRIEF,
        on_slide=pictured,
    ),
)
