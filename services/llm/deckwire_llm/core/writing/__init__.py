"""Outlines and slides: written with a model, as conversations that somebody else carries to it, or without one."""

from .change import change_of_look, change_without_model, edited, forked, restored, write_change
from .fallback import FATAL, outline_instead, outline_without_model, slide_without_model
from .figures import with_figure
from .outline import WrittenOutline, gathered, slides_wanted, write_outline
from .script import Script
from .slide import AS_GIVEN, WrittenSlide, kept_slide, stand_in, write_slide

__all__ = [
    "AS_GIVEN",
    "FATAL",
    "Script",
    "WrittenOutline",
    "WrittenSlide",
    "change_of_look",
    "change_without_model",
    "edited",
    "forked",
    "gathered",
    "kept_slide",
    "outline_instead",
    "outline_without_model",
    "restored",
    "slide_without_model",
    "slides_wanted",
    "stand_in",
    "with_figure",
    "write_change",
    "write_outline",
    "write_slide",
]
