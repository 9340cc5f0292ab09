"""Themes: colours, fonts and motifs, and the rule that everything on them can be read."""

from .brand import Branded, branded
from .catalogue import DEFAULT, UnknownThemeError, catalogue, get
from .colour import contrast
from .look import theme_of
from .model import Logo, Paint, Theme

__all__ = [
    "DEFAULT",
    "Branded",
    "Logo",
    "Paint",
    "Theme",
    "UnknownThemeError",
    "branded",
    "catalogue",
    "contrast",
    "get",
    "theme_of",
]
