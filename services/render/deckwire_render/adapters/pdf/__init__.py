"""The deck as PDF, drawn from the layout of the .pptx itself: text that can be found and copied, sharp at any size."""

from .printer import VectorPrinter

__all__ = ["VectorPrinter"]
