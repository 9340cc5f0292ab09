"""How much goes on a slide, as the options ask."""

from __future__ import annotations

from dataclasses import dataclass

from deckwire_contracts import ContentGeneration, DeckOptions, Verbosity

TITLE_WORDS = 12


@dataclass(frozen=True)
class Amount:
    """Points of a slide, words of a point, words of prose that one slide stands for, words of notes.

    `verbatim` keeps every sentence whole and shows all of them.
    """

    points: int
    words: int
    per_slide: int
    notes: int
    verbatim: bool = False


def amount(options: DeckOptions) -> Amount:
    """Return the amounts for these options."""
    if options.content_generation is ContentGeneration.PRESERVE:
        points = 3 if options.verbosity is Verbosity.CONCISE else 5
        return Amount(points=points, words=60, per_slide=60, notes=200, verbatim=True)
    chosen = {
        Verbosity.CONCISE: Amount(points=3, words=13, per_slide=190, notes=110),
        Verbosity.STANDARD: Amount(points=4, words=18, per_slide=130, notes=120),
        Verbosity.TEXT_HEAVY: Amount(points=6, words=28, per_slide=110, notes=180),
    }[options.verbosity]
    if options.content_generation is ContentGeneration.CONDENSE:
        return Amount(points=min(chosen.points, 4), words=min(chosen.words, 16), per_slide=400, notes=chosen.notes)
    return chosen
