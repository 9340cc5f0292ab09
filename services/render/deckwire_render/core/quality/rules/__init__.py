"""The rules: each has a lasting name, a meaning, a threshold, and one function that looks."""

from . import accessibility, deck, file, geometry, pictures, typography, words
from .model import Deck, Found, Rule, Severity

RULES: tuple[Rule, ...] = (
    *geometry.RULES,
    *typography.RULES,
    *words.RULES,
    *pictures.RULES,
    *accessibility.RULES,
    *deck.RULES,
    *file.RULES,
)
"""Every rule, in the order in which the report asks them."""

__all__ = ["RULES", "Deck", "Found", "Rule", "Severity"]
