"""Somebody's words inside running text: “…”, said Ada Lovelace, engineer."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from dataclasses import dataclass

from .scoring import Said
from .words import length

_SAYS = (
    r"(?:said|says|told|explained|explains|added|adds|recalls|recalled|warns|warned|argues|argued|writes|wrote|sagt|sagte|erklärt|erklärte|"
    r"meint|meinte|berichtet|so|dit|a déclaré|déclare|explique|affirme|dice|dijo|afirma|explica|spiega|ha detto|diz|disse|говорит|сказал[аи]?|отмечает)"
)
_NAME = r"(?P<who>(?:(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr|Mme|M|Sra?)\.?\s+)?[^\W\d_a-zа-я][\w’'.-]+(?:\s+(?:(?:von|van|de|da|di|el|al|bin)\s+)?[^\W\d_a-zа-я][\w’'.-]+){1,3})"
_SPOKEN = re.compile(
    rf"^[„“\"«](?P<words>[^“”\"»«]{{20,320}})[”“\"»],?\s*{_SAYS}\s+{_NAME}(?:,\s+(?P<role>[^.;:“”\"]{{3,80}}))?\.?$"
)
_BOUND = re.compile(
    r"^(?:who|which|whose|and|but|while|when|as|der|die|das|und|qui|et|que|y|который|и)\b\s*", re.IGNORECASE
)
_ONLY_WORDS = re.compile('^[„“"«]([^“”"»«]{10,240})[”“"»]$')
_LEAST_WORDS = 6


@dataclass(frozen=True)
class Spoken:
    """What a named person says, and the sentences of the text that hold it."""

    words: str
    who: str
    role: str
    sentences: tuple[Said, ...]


def spoken(said: list[Said]) -> Spoken | None:
    """Return the first words of a named person in these sentences, as far as the quotation goes on; None without any."""
    for number, one in enumerate(said):
        match = _SPOKEN.match(one.text.strip())
        if match is None or length(match["words"]) < _LEAST_WORDS:
            continue
        words, role = match["words"].strip().rstrip(","), match["role"] or ""
        following = said[number + 1] if number + 1 < len(said) else None
        more = _ONLY_WORDS.match(following.text.strip()) if following and following.block == one.block else None
        held = (one, following) if more and following else (one,)
        whole = f"{words.rstrip('.')}. {more[1].strip()}" if more else words
        return Spoken(whole, match["who"].strip(), "" if _BOUND.match(role) else role, held)
    return None
