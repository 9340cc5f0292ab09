"""Which slides can show a picture of the source."""

from __future__ import annotations

from deckwire_contracts.slides import SlideType

FIGURE_TYPES: frozenset[SlideType] = frozenset({"title", "bullets", "image_text", "full_image"})
"""The types of slide on which a picture of the source has a place of its own."""
