"""What the pictures of a deck should show, from its own words."""

from __future__ import annotations

from typing import Literal

from deckwire_contracts import DeckOptions, ImageBrief, ImageType

from .phrases import phrases
from .shorten import clip
from .words import keywords

_STYLE = "calm abstract illustration, large soft geometric shapes, limited palette, no text, no logos, no people"


def image_brief(
    title: str, texts: list[str], slide_type: str, language: str, options: DeckOptions
) -> ImageBrief | None:
    """Return the brief of a slide's picture, or None when the deck has no pictures.

    The keywords stay in the document's language: without a model nothing can translate them.
    """
    if options.image_type is ImageType.NONE:
        return None
    words = keywords([title, *texts], language, limit=6) or [title or "presentation"]
    subject = ", ".join(words)
    aspect: Literal["wide", "half"] = "half" if slide_type in {"image_text", "title", "closing"} else "wide"
    style = f"{options.image_style}, no text" if options.image_style else _STYLE
    return ImageBrief(
        prompt=clip(f"{subject}; {style}", 1900),
        query=clip(" ".join(words[:3]), 100),
        alt=clip(f"{phrases(language).illustration}: {', '.join(words[:4])}", 300),
        aspect=aspect,
    )
