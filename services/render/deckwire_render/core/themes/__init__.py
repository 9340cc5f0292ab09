"""Themes: colours, fonts and motifs, and the rule that everything on them can be read."""

from .catalogue import DEFAULT, UnknownThemeError, catalogue, get
from .colour import contrast
from .model import Paint, Theme

__all__ = ["DEFAULT", "Paint", "Theme", "UnknownThemeError", "catalogue", "contrast", "get"]
