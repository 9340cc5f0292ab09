"""The report: every rule on every slide and on the deck, and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckwire_contracts import Finding, QualityReport

from .composition import Slide
from .metrics import metrics
from .rules import RULES, Deck, Found, Rule
from .written import DeckFile

_MAX_FINDINGS = 200
_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """A slide as it is written and seen, and what the rules find on it wherever it stands.

    `unshown` counts its characters that no font at hand has.
    """

    slide: Slide
    found: tuple[tuple[Rule, Found], ...]
    unshown: int = 0


def judged_slide(slide: Slide, *, unshown: int = 0) -> Reading:
    """Return the slide with what the rules find on it."""
    found = [(rule, one) for rule in RULES if rule.on_slide is not None for one in rule.on_slide(slide)]
    return Reading(slide, tuple(found), unshown)


def judged(file: DeckFile, readings: Sequence[Reading], slide_ids: Sequence[str] = ()) -> Deck:
    """Return the deck as the rules look at it.

    `slide_ids` names the slide of each page, the same for its continuations; if there are more or fewer pages,
    findings name no slide.
    """
    slides = [reading.slide for reading in readings]
    unshown = sum(reading.unshown for reading in readings)
    return Deck(file, slides, _pages(slides, slide_ids), [reading.found for reading in readings], unshown)


def report(deck: Deck) -> QualityReport:
    """Return what the checks find, the gravest first."""
    findings = [_finding(deck, rule, found) for rule, found in look(deck)]
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return QualityReport(findings=findings[:_MAX_FINDINGS], metrics=metrics(deck, findings))


def look(deck: Deck) -> Iterator[tuple[Rule, Found]]:
    """Yield what each rule finds, slide by slide, then what concerns the deck."""
    for n, (slide, page, known) in enumerate(zip(deck.slides, deck.file.pages, deck.found, strict=True)):
        for rule, found in known:
            yield rule, replace(found, page=n)
        for rule in RULES:
            if rule.on_page is not None:
                for found in rule.on_page(slide, page):
                    yield rule, replace(found, page=n)
    for rule in RULES:
        if rule.on_deck is not None:
            for found in rule.on_deck(deck):
                yield rule, found


def _pages(slides: Sequence[Slide], slide_ids: Sequence[str]) -> list[str | None]:
    return list(slide_ids) if len(slides) == len(slide_ids) else [None] * len(slides)


def _finding(deck: Deck, rule: Rule, found: Found) -> Finding:
    page = deck.pages[found.page] if found.page is not None else None
    return Finding(rule=rule.name, severity=found.severity or rule.severity, slide_id=page, detail=found.detail)
