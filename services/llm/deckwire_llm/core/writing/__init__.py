"""Outlines and slides: written with a model, as conversations that somebody else carries to it, or without one."""

from .fallback import FATAL, outline_instead, outline_without_model, slide_without_model
from .outline import WrittenOutline, gathered, slides_wanted, write_outline
from .script import Script
from .slide import WrittenSlide, stand_in, write_slide

__all__ = [
    "FATAL",
    "Script",
    "WrittenOutline",
    "WrittenSlide",
    "gathered",
    "outline_instead",
    "outline_without_model",
    "slide_without_model",
    "slides_wanted",
    "stand_in",
    "write_outline",
    "write_slide",
]
