"""Writes composed slides as a .pptx that opens without repair."""

from .deck import Built, DeckSlide, build, build_deck, build_preview

__all__ = ["Built", "DeckSlide", "build", "build_deck", "build_preview"]
