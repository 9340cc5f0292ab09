"""What must hold of every deck of the gallery, by all judges: schema, our own report, LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deckwire_render.adapters.inspector import DeckInspector
from openxml_audit import validate_pptx

from tests.witness import Agreement, OfficeMissingError, compared, converted


@dataclass
class Verdict:
    """What the judges say of one deck; `agreement` is None when LibreOffice was not asked."""

    name: str
    slides: int
    invalid: list[str]
    errors: list[str]
    agreement: Agreement | None = None

    def complaints(self) -> list[str]:
        """Return everything that must not be."""
        found = [f"schema: {text}" for text in self.invalid] + [f"report: {text}" for text in self.errors]
        return found + [f"LibreOffice: {text}" for text in (self.agreement.complaints() if self.agreement else ())]


@dataclass
class Verdicts:
    """What is said of all decks; `unasked` tells why LibreOffice was not asked."""

    decks: list[Verdict] = field(default_factory=list)
    unasked: str = ""

    def table(self) -> str:
        """Return the verdicts for people."""
        rows = [
            f"{'deck':<36}{'slides':>7}{'schema':>8}{'report':>8}{'lines':>8}{'left out':>10}{'agree':>8}{'picture':>9}"
        ]
        for deck in self.decks:
            row = f"{deck.name:<36}{deck.slides:>7}{len(deck.invalid):>8}{len(deck.errors):>8}"
            if (seen := deck.agreement) is not None:
                row += (
                    f"{seen.lines:>8}{seen.left_out:>10}{seen.line_share:>8.1%}{max(seen.pictures, default=0.0):>9.1f}"
                )
            rows += [row, *(f"    {text}" for text in deck.complaints())]
        if self.unasked:
            rows.append(f"not compared with LibreOffice: {self.unasked}")
        good = sum(not deck.complaints() for deck in self.decks)
        rows.append(f"{good} of {len(self.decks)} decks are as they must be")
        return "\n".join(rows)

    @property
    def good(self) -> bool:
        """Whether there are decks and nothing is to be said against any."""
        return bool(self.decks) and not any(deck.complaints() for deck in self.decks)


def check(paths: Sequence[Path], *, office: bool = True) -> Verdicts:
    """Return what the judges say of the decks at `paths`; without `office` LibreOffice is not asked."""
    found = Verdicts()
    for path in paths:
        report = DeckInspector().inspect(path.read_bytes(), ())
        errors = [f"{one.rule}: {one.detail}" for one in report.findings if one.severity == "error"]
        invalid = [str(error) for error in validate_pptx(path).errors]
        found.decks.append(Verdict(path.name, int(report.metrics["slides"]), invalid, errors))
    if not office:
        found.unasked = "nobody wanted it"
        return found
    with tempfile.TemporaryDirectory(prefix="deckwire-gallery-") as folder:
        try:
            pages = converted(paths, Path(folder))
        except OfficeMissingError as error:
            found.unasked = str(error)
            return found
        for verdict, path, pdf in zip(found.decks, paths, pages, strict=True):
            verdict.agreement = compared(path.read_bytes(), pdf)
    return found
