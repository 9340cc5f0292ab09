"""Documents become material, in a process of their own so that a hostile file hurts nobody."""

from .reader import Documents, ReadingLimits

__all__ = ["Documents", "ReadingLimits"]
