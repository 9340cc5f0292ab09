"""The report: every rule on every slide and on the deck, and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckwire_contracts import Finding, QualityReport

from .composition import Slide
from .metrics import metrics
from .rules import RULES, Deck, Found, Rule
from .written import DeckFile

_MAX_FINDINGS = 200
_ORDER = {"error": 0, "warning": 1, "info": 2}


def judged(file: DeckFile, slides: Sequence[Slide], slide_ids: Sequence[str] = (), *, unshown: int = 0) -> Deck:
    """Return the deck as the rules look at it.

    `slide_ids` names the slide of each page, the same for its continuations; if there are more or fewer pages,
    findings name no slide. `unshown` counts characters that no font at hand has.
    """
    return Deck(file, slides, _pages(slides, slide_ids), unshown)


def report(deck: Deck) -> QualityReport:
    """Return what the checks find, the gravest first."""
    findings = [_finding(deck, rule, found) for rule, found in look(deck)]
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return QualityReport(findings=findings[:_MAX_FINDINGS], metrics=metrics(deck, findings))


def look(deck: Deck) -> Iterator[tuple[Rule, Found]]:
    """Yield what each rule finds, slide by slide, then what concerns the deck."""
    for page, slide in enumerate(deck.slides):
        for rule in RULES:
            if rule.on_slide is not None:
                for found in rule.on_slide(slide):
                    yield rule, Found(found.detail, found.severity, found.subject, page)
    for rule in RULES:
        if rule.on_deck is not None:
            for found in rule.on_deck(deck):
                yield rule, found


def _pages(slides: Sequence[Slide], slide_ids: Sequence[str]) -> list[str | None]:
    return list(slide_ids) if len(slides) == len(slide_ids) else [None] * len(slides)


def _finding(deck: Deck, rule: Rule, found: Found) -> Finding:
    page = deck.pages[found.page] if found.page is not None else None
    return Finding(rule=rule.name, severity=found.severity or rule.severity, slide_id=page, detail=found.detail)
