"""Sentences, words and keywords of a text in any script."""

from __future__ import annotations

import re
from collections import Counter

from ..material import stop_words

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff66-\uff9f"
_CJK_CHAR = re.compile(f"[{_CJK}]")
_TOKEN = re.compile(rf"[^\W_]+(?:[.,'’:/&-][^\W_]+)*%?|[{_CJK}]")
_WORD = re.compile(rf"[{_CJK}]{{2,}}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BOUNDARY = re.compile(
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[¿¡]*[^\W_a-zà-ÿ])|(?<=[。！？])[」』”）]*\s*|(?<=[؟।])\s+"
)
_LONGEST = 30_000  # characters of one paragraph that are read; more is no prose
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|Inc|Ltd|Co|Corp|vs|cf|approx|ca|bzw|usw|Nr|No|Fig|Abb|Vol|pp|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Bd|Hr|Fr|Mio|Mrd|Tsd|resp|Sr|Jr|Gen|Art|ed|al|env|Mme|Sra?|evtl|ggf|inkl|exkl|max|min)"
    r"|\b(?:e\.g|i\.e|z\.B|d\.h|u\.a|p\.ex|a\.m|p\.m|U\.S|U\.K|S\.A|v\.a)|\b[A-Za-z]|\b\d{1,2})\.$"
)
_MONTH_AHEAD = re.compile(
    r"^(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz]|janv|févr|mars|avr|juin|juil|août|Quart|Halb)",
)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order; abbreviations, initials and ordinals do not end one."""
    found: list[str] = []
    start = 0
    text = text[:_LONGEST]
    for match in _BOUNDARY.finditer(text):
        head = text[start : match.start()].strip()
        if not head or match.start() == start:
            continue
        if _ABBREVIATION.search(head[-24:]) and not _ends_sentence(head[-60:], text[match.end() : match.end() + 40]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    tail = text[start:].strip()
    if tail:
        found.append(tail)
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def _ends_sentence(head: str, ahead: str) -> bool:
    """Whether the full stop after a bare number ends a sentence: it does unless an ordinal or date goes on."""
    number = re.search(r"\b\d{1,2}\.$", head)
    return bool(number) and len(head.split()) > 3 and not _MONTH_AHEAD.match(ahead.lstrip())


def length(text: str) -> int:
    """Return how long `text` reads, in words; two ideographs or kana count as one word."""
    ideographs = len(_CJK_CHAR.findall(text))
    return len(_CJK_CHAR.sub(" ", text).split()) + (ideographs + 1) // 2


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text`, lower case."""
    return [token.lower() for token in _TOKEN.findall(text)]


def content_words(text: str, language: str) -> list[str]:
    """Return the words of `text` that carry meaning, lower case, in order."""
    stops = stop_words(language)
    return [word for word in (w.lower() for w in _WORD.findall(text)) if word not in stops and len(word) > 1]


def keywords(texts: list[str], language: str, limit: int = 6) -> list[str]:
    """Return the most telling words of `texts`: frequent, long enough, those of the first text first."""
    lead = set(content_words(texts[0], language)) if texts else set()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(w for w in content_words(text, language) if len(w) > 3 or _CJK_CHAR.match(w))
    for word in lead:
        if word in counts:
            counts[word] += 3
    return [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))][:limit]


def contained(part: str, whole: str) -> bool:
    """Return whether `part` was made of `whole` by leaving words out."""
    have = Counter(tokens(whole))
    need = Counter(tokens(part))
    if not need:
        return True
    missing = sum((need - have).values())
    return missing <= len(need) // 10


def overlap(a: str, b: str, language: str) -> float:
    """Return which share of the content words of the shorter text the other one holds too, 0 to 1."""
    first, second = set(content_words(a, language)), set(content_words(b, language))
    small = min(len(first), len(second))
    return len(first & second) / small if small else 0.0
