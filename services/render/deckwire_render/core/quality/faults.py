"""Which slides may be mended by setting them again, and what of them cannot be read."""

from __future__ import annotations

import re

from deckwire_contracts import Finding

from ...ports import Fault
from .composition import Slide
from .report import look
from .rules import RULES, Deck

MENDABLE = frozenset(rule.name for rule in RULES if rule.repaired)
"""The rules whose findings another setting of the slide may put right."""

_COST = {"error": 40.0, "warning": 12.0, "info": 0.0}
_NUMBER = re.compile(r" \d+$")


def faults(deck: Deck) -> dict[str, Fault]:
    """Return the slides with findings of `MENDABLE` rules by id; slides whose id is not known are left out."""
    found: dict[str, Fault] = {}
    for rule, one in look(deck):
        name = deck.pages[one.page] if one.page is not None else None
        if name is None or one.page is None or rule.name not in MENDABLE:
            continue
        before = found.get(name, Fault())
        grave = before.grave or (one.severity or rule.severity) == "error"
        if rule.name == "contrast_low" and one.subject is not None:
            pale = _unreadable(deck.slides[one.page], one.subject)
            found[name] = Fault(before.tight, before.unreadable + pale, grave)
        else:
            found[name] = Fault(True, before.unreadable, grave)
    return found


def _unreadable(slide: Slide, subject: int) -> tuple[tuple[str, str], ...]:
    """Return the name of an object as it was composed, without the number that the file adds, and its ground."""
    thing = slide.file.named(subject)
    lines = [line for line in slide.view.lines_of(subject) if line.contrast is not None and line.inside != "chart"]
    if thing is None or not lines:
        return ()
    worst = min(lines, key=lambda line: line.contrast or 0.0)
    return ((_NUMBER.sub("", thing.name), worst.ground),)


def weight(findings: list[Finding]) -> float:
    """Return how grave the findings are together, to compare two settings of one deck."""
    return sum(_COST[finding.severity] for finding in findings)
