"""Messages in, facts out: previews, the join, the deck, the deadline."""

from .decks import PDF, PPTX, DeckHandlers
from .looks import LookHandlers
from .pace import Pace
from .previews import PreviewHandlers

__all__ = ["PDF", "PPTX", "DeckHandlers", "LookHandlers", "Pace", "PreviewHandlers"]
