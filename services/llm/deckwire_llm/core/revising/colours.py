"""Artwork in the colours of a deck that got another look."""

from __future__ import annotations

from deckwire_contracts import DeckState, Outline

from .changes import replaced
from .replacing import replacing

ARTWORK = "artwork"
"""The provider of pictures that are drawn locally, in the colours of the theme."""


def recoloured(state: DeckState, outline: Outline) -> Outline:
    """Return the outline with slides of `state` that show artwork given once more, so that it is drawn anew.

    Their words stay as they are; nothing is asked of a model, and drawing costs nothing.
    """
    drawn = {s.brief.id: s for s in state.slides if s.illustrated and s.illustrated.provider == ARTWORK}
    briefs = []
    for brief in outline.slides:
        slide = drawn.get(brief.id)
        if brief.from_revision is not None and slide is not None and slide.drafted is not None:
            briefs.append(replaced(brief, replacing(slide, slide.drafted.slide)))
        else:
            briefs.append(brief)
    return outline.model_copy(update={"slides": briefs})
