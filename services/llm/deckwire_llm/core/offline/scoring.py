"""Which sentences of a document carry it: an extractive score of plain, deterministic signs."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..material import Material, Paragraph, Section
from .numbers import key_figures
from .shorten import stands_alone
from .words import length, overlap, sentences, terms

_NOISE = re.compile(
    r"https?://|www\.|\S+@\S+\.\w|[{}<>=\\]{2,}|::|`|\b(?:click here|see (?:also|below|above|the (?:section|appendix|figure|table|chapter|documentation|docs))|read more|copyright"
    r"|^(?:present|attendees?|attending|apologies|absent|participants|anwesend|teilnehmer\w*|entschuldigt|abwesend|"
    r"présents?|excusés?|absents?|asistentes|ausentes|presenti|assenti|出席者?|欠席者?|参会人员?)\s*[:：]"
    r"|©|all rights reserved|licen[sc]ed? under|siehe|cookie)\b",
    re.IGNORECASE,
)
_SIGNAL = re.compile(
    r"\b(?:most|main|key|significant|important|result|increase|decrease|grew|rose|fell|reached|record|first|largest|"
    r"recommend|conclude|must|will|wichtig|ergebnis|gestiegen|gesunken|erreicht|größte|important|résultat|hausse|baisse|"
    r"importante|resultado|aumento|creció)\w*\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A sentence of the document, where it stands, and how much it carries."""

    text: str
    block: str
    order: int
    score: float


class Scorer:
    """Scores sentences against one document."""

    def __init__(self, material: Material) -> None:
        self._language = material.language
        self._title = material.title
        counts = Counter(terms(material.prose()[:200_000], material.language))
        self._common = {word: n for word, n in counts.most_common(40) if n > 1}
        self._top = max(self._common.values(), default=1)

    def said(self, section: Section, only: set[int] | None = None) -> list[Said]:
        """Return the sentences of the section's paragraphs in order; `only` names the blocks to read."""
        found: list[Said] = []
        for index, block in enumerate(section.blocks):
            if not isinstance(block, Paragraph) or (only is not None and index not in only):
                continue
            for position, sentence in enumerate(sentences(block.text)):
                score = self.score(sentence, section.heading, position, first=not found)
                found.append(Said(sentence, section.block_id(index), len(found), score))
        return found

    def score(self, sentence: str, heading: str, position: int, *, first: bool = False) -> float:
        """Return how much a sentence carries: place, figures, the heading's words, the document's words, length."""
        words = length(sentence)
        score = 1.0 / (1 + position) + (0.3 if first else 0.0)
        score += 0.7 * bool(key_figures(sentence)) + 0.2 * bool(re.search(r"\d", sentence))
        score += 0.6 * overlap(heading, sentence, self._language) if heading else 0.0
        score += 0.2 * overlap(self._title, sentence, self._language) if self._title else 0.0
        score += 0.3 * bool(_SIGNAL.search(sentence))
        told = set(terms(sentence, self._language))
        score += min(0.8, sum(self._common.get(word, 0) for word in told) / self._top / 4)
        if words < 3:
            score -= 1.0
        elif words > 30:
            score -= 0.03 * (words - 30)
        if not stands_alone(sentence):
            score -= 0.9
        if sentence.rstrip().endswith(("?", "？")):
            score -= 0.6
        if _NOISE.search(sentence):
            score -= 2.0
        return score
