"""Degradations, sizes and durations in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from deckwire_contracts import Finding
from deckwire_contracts.questions import LookOutcome

from deckwire.client import Deck, SlideView, Template

_REASONS = {
    "no_model": "no language model is set up, so the text was chosen from your own words",
    "no_provider": "no picture service is set up, so the picture was drawn here",
    "provider_refused": "the provider refused the content",
    "provider_auth": "the provider refused the key",
    "provider_quota": "the provider account has no credit left",
    "provider_rate_limited": "the provider limits our rate",
    "provider_unavailable": "the provider was not available",
    "provider_timeout": "the provider took too long",
    "provider_truncated": "the provider cut its answer short",
    "provider_invalid_answer": "the provider's answer could not be used",
    "cost_cap": "the cost cap was reached",
    "deadline": "time ran out",
}

_SEVERITIES = {"error": "error", "warning": "warning", "info": "note"}


def degradations(deck: Deck) -> list[str]:
    """Return one sentence per kind of shortfall: which slides, what, why."""
    numbers = {slide.id: slide.number for slide in deck.slides}
    found: dict[str, list[int]] = {}
    for item in deck.degradations:
        words = item.detail or _REASONS.get(item.reason) or item.reason.replace("_", " ")
        slides = found.setdefault(words, [])
        if item.slide_id in numbers and numbers[item.slide_id] not in slides:
            slides.append(numbers[item.slide_id])
    return [f"{_slides(sorted(slides))}{words}" for words, slides in found.items()]


_SAID = frozenset({LookOutcome.REPLACED, LookOutcome.ADJUSTED, LookOutcome.MISSING, LookOutcome.REMOVED})


def template_lines(template: Template) -> list[str]:
    """Return what a user should know of a master: how much was matched, then each thing that is other than there."""
    matched = [note for note in template.report if note.outcome is LookOutcome.MATCHED]
    told = [note for note in template.report if note.outcome in _SAID]
    first = f"template: {template.title}, {len(matched)} kinds of slides have a layout of their own"
    return [first, *(f"  {note.subject.lower()}: {note.detail}" for note in told)]


def quality(deck: Deck) -> list[str]:
    """Return what the checks of the finished deck found, the gravest first, and what was put right, one line each."""
    if deck.quality is None:
        return []
    numbers = {slide.id: f"slide {slide.number}: " for slide in deck.slides}

    def told(finding: Finding) -> str:
        return f"{numbers.get(finding.slide_id or '', '')}{finding.detail or finding.rule.replace('_', ' ')}"

    lines = [f"{_SEVERITIES[f.severity]}: {told(f)} [{f.rule}]" for f in deck.quality.findings]
    return lines + [f"repaired: {told(f)} [{f.rule}]" for f in deck.quality.repaired]


def verdict(deck: Deck) -> str:
    """Return the findings in one line, empty when the deck was not checked."""
    if deck.quality is None or "score" not in deck.quality.metrics:
        return ""
    counts = Counter(str(finding.severity) for finding in deck.quality.findings)
    parts = [_many(counts[severity], word) for severity, word in _SEVERITIES.items() if counts[severity]]
    parts += [f"{len(deck.quality.repaired)} repaired"] if deck.quality.repaired else []
    return f"quality {deck.quality.metrics['score']:.0f} of 100: {', '.join(parts) or 'nothing to remark'}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


def _slides(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    listed = ", ".join(map(str, numbers))
    return f"slide{'s' if len(numbers) > 1 else ''} {listed}: "


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def duration(ms: float) -> str:
    """Return a duration as people read it."""
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.2f} s"


def headline(deck: Deck) -> str:
    """Return one line about the deck: its title, status and slides."""
    slides: Sequence[SlideView] = deck.slides
    count = len(slides) or deck.stage.total
    return f"{deck.title or '(no title yet)'} · {deck.status} · {count} slides · revision {deck.revision}"
