"""Icons: drawn outlines from Lucide, chosen by what a text is about."""

from .concepts import chosen
from .outlines import MEASURE, Command, outline

__all__ = ["MEASURE", "Command", "chosen", "outline"]
