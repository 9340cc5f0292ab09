"""Sets slides again that came out with faults, a little more safely each time."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts import Finding, QualityReport
from deckwire_kit.logs import logger

from ..core.quality import MENDABLE, weight
from ..ports import Composed, Composer, DeckJob, Fault, Inspector, Remedy

ROUNDS = (1, 2)
"""The degrees of care that are tried, one after the other; two rounds are all a deck gets."""


def mended(
    job: DeckJob, composed: Composed, report: QualityReport, composer: Composer, inspector: Inspector
) -> tuple[Composed, QualityReport]:
    """Return the deck after at most two rounds of setting slides again, and its report.

    A round is kept when the findings of the whole deck weigh less than before it; slides that are whole are composed
    as they were. Rounds are for errors: nobody waits for what is merely less than good, and it keeps its design in the
    second one. What is found no more stands in the report as repaired. Raises what composer and inspector raise.
    """
    best, last = composed, report
    kept: dict[str, Remedy] = {}
    for care in ROUNDS:
        found = inspector.faults(best.data, best.slide_ids)
        if not any(fault.grave for fault in found.values()):
            break
        found = {name: fault for name, fault in found.items() if care == 1 or fault.grave}
        tried = kept | {name: _again(kept.get(name), care, fault) for name, fault in found.items()}
        slides = [replace(slide, remedy=tried.get(slide.slide_id)) for slide in job.slides]
        made = composer.deck(replace(job, slides=slides))
        judged = inspector.inspect(made.data, made.slide_ids)
        better = weight(judged.findings) < weight(last.findings)
        logger.bind(slides=len(found), care=care, better=better).info("slides were set again")
        if better:
            best, last, kept = made, judged, tried
    return best, last.model_copy(update={"repaired": _gone(report, last)})


def _again(before: Remedy | None, care: int, fault: Fault) -> Remedy:
    before = before or Remedy()
    pale = tuple(one for one in fault.unreadable if one not in before.unreadable)
    return Remedy(care if fault.tight else before.care, before.unreadable + pale)


def _gone(first: QualityReport, last: QualityReport) -> list[Finding]:
    left = {(finding.rule, finding.slide_id) for finding in last.findings}
    return [f for f in first.findings if f.rule in MENDABLE and (f.rule, f.slide_id) not in left]


__all__ = ["MENDABLE", "mended"]
