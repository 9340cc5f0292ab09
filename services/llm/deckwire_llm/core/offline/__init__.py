"""The writer that needs no model: a document becomes a deck from its own words, tables and numbers."""

from .asked import is_text, topic
from .draft import draft
from .write import WRITER, OfflineOutline, outline

__all__ = ["WRITER", "OfflineOutline", "draft", "is_text", "outline", "topic"]
