"""Questions to a model: what it is told, what it is shown as data, and the schema of what it answers."""

from .again import ask_again, ask_for_more_room
from .draft import slide_ask, wants_picture
from .outline import MOST_SLIDES, outline_ask, outline_schema
from .slides import TITLE_CHARS, slide_schema

__all__ = [
    "MOST_SLIDES",
    "TITLE_CHARS",
    "ask_again",
    "ask_for_more_room",
    "outline_ask",
    "outline_schema",
    "slide_ask",
    "slide_schema",
    "wants_picture",
]
