"""A deck from a bare topic without a model: questions to answer instead of invented content, and it says so."""

from __future__ import annotations

from .phrases import skeleton_phrases
from .planned import Planned
from .shorten import clip

USUAL = 7


def skeleton_slides(topic: str, language: str, count: int | None, *, cover: bool) -> list[Planned]:
    """Return the slides of a skeleton: a cover, questions, an end; `count` of them, as far as there are questions."""
    words = skeleton_phrases(language)
    total = count or USUAL
    room = total - (1 if cover and total > 1 else 0) - (1 if total > 2 else 0)
    made: list[Planned] = []
    if cover and total > 1:
        made.append(Planned("title", topic, message=words.skeleton_subtitle, wants_image=True))
    for title, questions in words.skeleton[: max(1, room)]:
        made.append(Planned("bullets", title.format(topic=clip(topic, 80)), points=list(questions)))
    if total > 2:
        made.append(Planned("closing", words.takeaways, points=list(words.skeleton_end)))
    return made
