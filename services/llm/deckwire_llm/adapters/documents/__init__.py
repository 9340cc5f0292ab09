"""Documents become material, in a process of their own so that a hostile file hurts nobody."""

from .limits import ReadingLimits
from .reader import Documents

__all__ = ["Documents", "ReadingLimits"]
