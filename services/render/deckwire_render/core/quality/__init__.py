"""Deterministic checks of a finished deck, on the file as written and as it is seen."""

from .composition import Slide
from .painted import SlideView, view
from .report import judge
from .rules import RULES, Rule
from .written import DeckFile, SlideFile, read

__all__ = ["RULES", "DeckFile", "Rule", "Slide", "SlideFile", "SlideView", "judge", "read", "view"]
