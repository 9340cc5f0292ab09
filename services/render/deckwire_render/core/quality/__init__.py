"""Deterministic checks of a finished deck, on the file as written and as it is seen."""

from .composition import Slide
from .faults import MENDABLE, faults, weight
from .painted import SlideView, view
from .report import judged, report
from .rules import RULES, Deck, Rule
from .written import DeckFile, SlideFile, read

__all__ = [
    "MENDABLE",
    "RULES",
    "Deck",
    "DeckFile",
    "Rule",
    "Slide",
    "SlideFile",
    "SlideView",
    "faults",
    "judged",
    "read",
    "report",
    "view",
    "weight",
]
