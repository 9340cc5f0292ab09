"""Writes composed slides as a .pptx that opens without repair."""

from .compositions import Compositions
from .deck import build, build_deck, build_preview
from .model import Built, DeckSlide

__all__ = ["Built", "Compositions", "DeckSlide", "build", "build_deck", "build_preview"]
