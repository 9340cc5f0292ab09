"""Numbers about a deck. Names last; shares run from 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from deckwire_contracts import Finding

from .composition import Slide
from .rules import RULES, Deck
from .rules.deck import skeleton

_COST = {"error": 40.0, "warning": 12.0, "info": 1.0}
_CHECKER = {rule.name: rule.checker for rule in RULES}


def score(findings: Sequence[Finding], slides: int) -> float:
    """Return 0 to 100: the mean of the slides' scores.

    A slide loses 40 for an error, 12 for a warning, 1 for an info, and cannot fall under 0; what is found on the deck
    as a whole counts as if it were one slide more. It adds up what the rules found and nothing else: a deck of 100
    breaks no rule, and may still be dull. A deck of which no slide can be read has 0.
    """
    if not slides:
        return 0.0
    lost: Counter[str | None] = Counter()
    for finding in findings:
        lost[finding.slide_id] += _COST[finding.severity]  # type: ignore[assignment]
    count = max(slides, len(lost)) + (1 if None in lost else 0)
    return 100.0 - sum(min(100.0, value) for value in lost.values()) / max(1, count)


def metrics(deck: Deck, findings: Sequence[Finding]) -> dict[str, float]:
    """Return the numbers of the report, rounded to three digits."""
    slides = deck.slides
    count = max(1, len(slides))
    kinds = Counter(thing.kind for slide in slides for thing in slide.file.things)
    texts = sum(1 for slide in slides for thing in slide.file.things if thing.kind == "shape" and thing.text)
    native = texts + kinds["chart"] + kinds["table"]
    lines = [line for slide in slides for line in slide.view.lines]
    words = [slide.file.words for slide in slides]
    severities = Counter(finding.severity for finding in findings)
    checker = Counter(_CHECKER.get(finding.rule, "") for finding in findings)
    fills = [slide.fill for slide in slides if slide.fill is not None]
    centres = [slide.centre for slide in slides if slide.centre is not None]
    found = {
        "slides": float(len(slides)),
        "score": score(findings, len(slides)),
        "errors": float(severities["error"]),
        "warnings": float(severities["warning"]),
        "infos": float(severities["info"]),
        "accessibility_errors": float(checker["error"]),
        "accessibility_warnings": float(checker["warning"]),
        "accessibility_tips": float(checker["tip"]),
        "words_mean": sum(words) / count,
        "words_max": float(max(words, default=0)),
        "charts": float(kinds["chart"]),
        "tables": float(kinds["table"]),
        "pictures": float(kinds["picture"]),
        "native_ratio": native / max(1, native + kinds["picture"]),
        "native_area_ratio": _native_area(slides),
        "notes_ratio": sum(1 for page in deck.file.pages if page.notes) / count,
        "layouts": float(len({slide.file.layout for slide in slides})),
        "variety_ratio": len({skeleton(slide) for slide in slides}) / count,
        "text_pt_min": min((line.size_pt for line in lines), default=0.0),
        "contrast_min": min((line.contrast for line in lines if line.contrast is not None), default=0.0),
        "coverage_mean": sum(map(_coverage, slides)) / count,
        "fill_mean": sum(fills) / len(fills) if fills else 0.0,
        "fill_min": min(fills, default=0.0),
        "centre_mean": sum(centres) / len(centres) if centres else 0.0,
        "edges_max": float(max((len({round(x / 4) for x, _ in s.edges}) for s in slides), default=0)),
    }
    return {name: round(value, 3) for name, value in found.items()}


def _native_area(slides: Sequence[Slide]) -> float:
    """Return the share of the area of all content that is text, chart, table or mark rather than picture."""
    shown = [(block.kind, block.box.area) for slide in slides for block in slide.shown]
    whole = sum(area for _, area in shown)
    return 1.0 - sum(area for kind, area in shown if kind == "image") / whole if whole else 1.0


def _coverage(slide: Slide) -> float:
    """Return the share of the slide that text, pictures, charts and tables take up, at most 1."""
    whole = slide.view.width * slide.view.height
    area = sum(line.box.area for line in slide.view.lines if not line.inside)
    area += sum(frame.box.area for frame in slide.objects)
    return min(1.0, area / whole) if whole else 0.0
