"""What a model said, parsed, repaired, checked and made typed; and what stands in for it when that fails."""

from .outline import Planned, read_outline
from .parsing import parse_object, salvage_object
from .slide import UnusableAnswerError, read_slide
from .substitute import plain_slide
from .typed import Typed

__all__ = [
    "Planned",
    "Typed",
    "UnusableAnswerError",
    "parse_object",
    "plain_slide",
    "read_outline",
    "read_slide",
    "salvage_object",
]
