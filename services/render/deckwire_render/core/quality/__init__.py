"""Deterministic checks of a finished deck, on the file as written and as it is seen."""

from .composition import Slide
from .excerpts import Excerpt, Excerpts
from .faults import MENDABLE, faults, weight
from .package import Package
from .painted import SlideView, view
from .report import Reading, judged, judged_slide, report
from .rules import RULES, Deck, Rule
from .written import DeckFile, PageFile, SlideFile, read, slide

__all__ = [
    "MENDABLE",
    "RULES",
    "Deck",
    "DeckFile",
    "Excerpt",
    "Excerpts",
    "Package",
    "PageFile",
    "Reading",
    "Rule",
    "Slide",
    "SlideFile",
    "SlideView",
    "faults",
    "judged",
    "judged_slide",
    "read",
    "report",
    "slide",
    "view",
    "weight",
]
