"""Points of a slide: list items taken apart, figures with their meaning, and how both travel in a brief.

A brief holds each point as one line; parts of a point (words and detail, value and label, date and event) are joined
by an em dash between spaces.
"""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from deckwire_contracts.slides import Stat

from .numbers import key_figures
from .periods import is_period
from .shorten import clip, plain, shorten, stands_alone
from .words import length

JOINT = " — "
SHORT = 400

_TERM = re.compile(
    r"^(?P<term>(?:(?:Dr|Prof|Mr|Mrs|Ms|St|No|Nr)\.\s)?[^:：–—.!?。]{2,60}?)\s*(?::\s+|：\s*|\s[–—-]\s+)(?P<rest>\S.*)$"
)
_WHEN = re.compile(
    r"^(?:(?:in|by|on|from|since|until|im|bis|ab|en)\s+)?(?P<when>[^:：–—,]{2,24}?)\s*(?::\s+|：\s*|\s[–—-]\s+|,\s+)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^(?P<rest>.{4,}?)\s*[(（](?P<when>[^()（）]{2,24})[)）]\.?$")
_AT_THE_END = re.compile(r"^(?P<rest>.{4,})\s+(?:in|by|im|bis)\s+(?P<when>[^,]{2,20}?)\.?$")
_STATES = re.compile(
    r"^(?P<subject>[^,;:()]{3,70}?)\s+(?:(?:now|already|still|currently|then)\s+)?(?P<verb>was|is|were|are|reached|reaches|stood at|stands at|rose to|"
    r"fell to|grew to|climbed to|dropped to|came to|totalled|totaled|amounted to|hit|remained at|improved to|declined "
    r"to|increased to|decreased to|beträgt|betrug|erreichte|stieg auf|sank auf|fiel auf|lag bei|liegt bei)\s+"
    r"(?:(?:about|around|nearly|almost|over|more than|just|roughly|rund|etwa|knapp|über)\s+)?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^,?\s*(?:up|down)?\s*(?:from|von|nach|after)\s+((?:[^,;.]|[.,](?=\d)){1,30}?)(?=[,;.](?!\d)|$)", re.IGNORECASE
)
_TOWARDS = re.compile(r"^\s*(?:to|auf|à|a|al|para|до|إلى|σε|ל-?|naar|から|到|至|에서|से)\s*$", re.IGNORECASE)
_UP_DOWN = re.compile(r"^,?\s*((?:up|down)\s+(?:by\s+)?(?:[^,;.]|[.,](?=\d)){1,40}?)(?=[,;.](?!\d)|$)", re.IGNORECASE)


def join(*parts: str) -> str:
    """Return the parts of a point as the one line that a brief holds, empty parts left out."""
    return clip(JOINT.join(part for part in (" ".join(p.split()) for p in parts) if part), SHORT)


def parts(point: str, most: int = 2) -> list[str]:
    """Return the parts of a point, at most so many; the last one keeps what follows."""
    return [part.strip() for part in point.split(JOINT, most - 1)]


def term_and_detail(item: str) -> tuple[str, str]:
    """Return a list item as the words that carry it and the explanation behind them, which may be empty."""
    match = _TERM.match(item)
    if match and length(match["term"]) <= 8 and not re.search(r"https?$", match["term"]):
        rest = match["rest"].strip()
        return match["term"].strip(), rest[:1].upper() + rest[1:] if rest[:1].isalpha() else rest
    return item, ""


def tight(item: str, words: int, *, verbatim: bool = False) -> str:
    """Return a list item as a point of about `words` words."""
    if verbatim:
        return _as_written(item, plain(item))
    head, detail = term_and_detail(item)
    if not detail:
        first = re.split(r"(?<=[.!?。])\s+(?=[A-ZÀ-Ý])", item)[0]
        return _as_written(item, shorten(item, words) or shorten(first, words + 8) or plain(first))
    budget = max(8, words - length(head) // 2)
    first = re.split(r"(?<=[.!?。])\s+(?=[A-ZÀ-Ý])", detail)[0]
    return join(head, shorten(detail, budget) or shorten(first, budget + 6) or plain(first))


def _as_written(item: str, point: str) -> str:
    """The point with the first letter of the item: what is small in a list is often a name, like libz."""
    return item[0] + point[1:] if point[:1].lower() == item[:1] else point


def dated(item: str) -> tuple[str, str] | None:
    """Return when and what, if a list item says when something happens; None otherwise."""
    match = _WHEN.match(item)
    if match and is_period(match["when"]):
        return match["when"].strip(), match["rest"].strip()
    for pattern in (_IN_BRACKETS, _AT_THE_END):
        match = pattern.match(item)
        if match and is_period(match["when"]):
            return match["when"].strip(), match["rest"].strip(" ,")
    return None


def stat(sentence: str, words: int) -> Stat | None:
    """Return the figure of a sentence with what it means, or None when the sentence has no clear one.

    A statement of the form "subject is figure" gives its subject as label; any other gives the shortened sentence.
    """
    figures = key_figures(sentence)
    if not figures or not stands_alone(sentence):
        return None
    for figure in figures:
        at = sentence.find(figure)
        head, tail = sentence[:at], sentence[at + len(figure) :]
        match = _STATES.match(plain(head + "x")[:-1] if head else "")
        if (
            match
            and length(match["subject"]) <= 9
            and re.match(r"\s*(?:[.,;!]|$|\s(?:in|at|from|by|per|im|of the year)\s)", tail)
        ):
            where = re.match(
                r"\s+((?:in|at|by|per|im)\s+(?:[^,;.]|[.,](?=\d)){2,40}?)(?=[,;.](?!\d)|\s+(?:from|up|down)\s|$)", tail
            )
            rest = tail[where.end() :] if where else tail
            change = _FROM.match(rest.strip()) or _UP_DOWN.match(rest.strip())
            if change is None:
                change = re.match(
                    r",\s+(the (?:highest|lowest|best|largest|first|most)\b[^,;.]{3,55})(?=[,;.]|$)", rest
                )
            delta = change.group().strip(" ,") if change else ""
            return Stat(
                value=figure[:40],
                label=" ".join([match["subject"], where[1] if where else ""]).strip(),
                delta=clip(delta, 60),
            )
    label = shorten(sentence, words)
    value = _reached(sentence, figures)
    if label is None or value not in label or len(value) > 24:
        return None
    return Stat(value=value, label=clip(label, 200))


def _reached(sentence: str, figures: list[str]) -> str:
    """The figure that counts: of "from 31% to 24%" the second one."""
    if len(figures) > 1:
        between = sentence[
            sentence.find(figures[0]) + len(figures[0]) : sentence.find(figures[1], sentence.find(figures[0]) + 1)
        ]
        if _TOWARDS.match(between):
            return figures[1]
    return figures[0]
