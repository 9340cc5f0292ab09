"""Deterministic checks of a finished deck, on the file as written and as it is seen."""

from .package import SlideFile, read
from .painted import SlideView, view
from .report import judge
from .rules import RULES, Slide

__all__ = ["RULES", "Slide", "SlideFile", "SlideView", "judge", "read", "view"]
