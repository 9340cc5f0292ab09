"""Text measured with metric twins of the fonts that decks name."""

from .measure import (
    LINE_PITCH,
    RESERVE,
    Fit,
    Para,
    ParagraphsFit,
    Wrapped,
    fit,
    fit_paragraphs,
    lines,
    scaled,
    width,
    wrap,
)

__all__ = [
    "LINE_PITCH",
    "RESERVE",
    "Fit",
    "Para",
    "ParagraphsFit",
    "Wrapped",
    "fit",
    "fit_paragraphs",
    "lines",
    "scaled",
    "width",
    "wrap",
]
