"""Checks a finished .pptx: the file itself, and what the layout engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckwire_contracts import QualityReport
from lxml import etree

from ..core import quality
from ..ports import Fault
from .readings import Readings


class DeckInspector:
    """Makes the quality report and names what may be mended; blocking, call it in a worker thread.

    Slides that `readings` knows are not looked at again; the report is the same whoever read them.
    """

    def __init__(self, readings: Readings | None = None) -> None:
        self._readings = readings or Readings()

    def inspect(self, deck: bytes, slide_ids: Sequence[str]) -> QualityReport:
        """Return what is found in `deck`; `slide_ids` name its slides in order."""
        return quality.report(self._judged(deck, slide_ids))

    def faults(self, deck: bytes, slide_ids: Sequence[str]) -> Mapping[str, Fault]:
        """Return the slides with faults that another setting may mend, by id."""
        return quality.faults(self._judged(deck, slide_ids))

    def _judged(self, deck: bytes, slide_ids: Sequence[str]) -> quality.Deck:
        package = quality.Package.opened(deck)
        excerpts = quality.Excerpts(package)
        try:
            file = quality.read(package, excerpts.slides)
            readings = [self._readings.of(excerpts.of(page)) for page in range(len(excerpts.slides))]
        except etree.XMLSyntaxError as error:
            return quality.judged(quality.DeckFile([], malformed=str(error)), [], slide_ids)
        return quality.judged(file, readings, slide_ids)
