"""Somebody's words inside running text: “…”, said Ada Lovelace, engineer."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

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
_LEAST_WORDS = 6


def spoken(said: list[Said]) -> tuple[Said, str, str, str] | None:
    """Return the first sentence that quotes a named person, with the words, the name and the role; None without one."""
    for one in said:
        match = _SPOKEN.match(one.text.strip())
        if match is None or length(match["words"]) < _LEAST_WORDS:
            continue
        role = match["role"] or ""
        words = match["words"].strip().rstrip(",")
        return one, words, match["who"].strip(), "" if _BOUND.match(role) else role
    return None
