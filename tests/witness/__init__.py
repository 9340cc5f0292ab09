"""LibreOffice as a second witness of what a deck looks like, independent of the engine that paints the previews."""

from .agreement import Agreement, compared
from .office import OfficeMissingError, converted

__all__ = ["Agreement", "OfficeMissingError", "compared", "converted"]
