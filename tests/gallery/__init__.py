"""The example decks as pictures: made through the whole system, painted onto sheets, judged."""

from .sheets import compressed, painted, sheet

__all__ = ["compressed", "painted", "sheet"]
