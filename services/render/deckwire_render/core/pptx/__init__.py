"""Writes composed slides as a .pptx that opens without repair."""

from .deck import build, build_deck, build_preview
from .model import Built, DeckSlide

__all__ = ["Built", "DeckSlide", "build", "build_deck", "build_preview"]
