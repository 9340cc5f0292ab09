"""Sentences, words and keywords of a text in any script."""

from __future__ import annotations

import re
from collections import Counter

from ..material import stop_words

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff66-\uff9f"
_CJK_CHAR = re.compile(f"[{_CJK}]")
# Vowel signs of Hebrew, Arabic, Devanagari and Thai belong to the letter before them, which `\w` does not know.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:[.,'’:/&-][^\W_](?:[^\W_]|[{_MARKS}])*)*%?|[{_CJK}]")
_WORD = re.compile(rf"[{_CJK}]{{2,}}|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’-][^\W\d_](?:[^\W\d_]|[{_MARKS}])*)*")
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_WORD = 4  # letters of an average Thai word, which no space sets off
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u30a1-\u30fa\u30fc]+")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PARTICLE = re.compile("(?:에서|으로|까지|부터|에게|보다|은|는|이|가|을|를|의|에|로|와|과|도|만)$")
_QUOTES = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_BOUNDARY = re.compile(
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[¿¡]*[^\W_a-zà-ÿ])|(?<=[。！？；])[」』”）]*\s*|(?<=[؟।])\s+"
)
_CASUAL_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=\S)|(?<=[。！？；])[」』”）]*\s*")
_SHORTEST_CASUAL = 3  # words of a sentence in text that is typed without capitals
_LONGEST_QUOTATION = 320  # characters
_LONGEST = 30_000  # characters of one paragraph that are read; more is no prose
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|Inc|Ltd|Co|Corp|vs|cf|approx|ca|bzw|usw|Nr|No|Fig|Abb|Vol|pp|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Bd|Hr|Fr|Mio|Mrd|Tsd|resp|Sr|Jr|Gen|Art|ed|al|env|Mme|Sra?|evtl|ggf|inkl|exkl|max|min)"
    r"|\b(?:e\.g|i\.e|z\.B|d\.h|u\.a|p\.ex|a\.m|p\.m|U\.S|U\.K|S\.A|v\.a)|(?<!°)\b[A-Za-z]|\b\d{1,2})\.$"
)
_MONTH_AHEAD = re.compile(
    r"^(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz]|janv|févr|mars|avr|juin|juil|août|Quart|Halb)",
)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order; abbreviations, initials and ordinals do not end one.

    In text that begins with a small letter, as people type in a chat, a sentence may begin with one.
    """
    found: list[str] = []
    start = 0
    text = text[:_LONGEST]
    spoken = _quotations(text)
    casual = next((c for c in text if c.isalpha()), "").islower()
    for match in (_CASUAL_BOUNDARY if casual else _BOUNDARY).finditer(text):
        head = text[start : match.start()].strip()
        if not head or match.start() == start:
            continue
        while spoken and spoken[0][1] < match.end():
            spoken.pop(0)
        if spoken and spoken[0][0] < match.start():
            continue
        if casual and length(head) < _SHORTEST_CASUAL:
            continue
        if _ABBREVIATION.search(head[-24:]) and not _ends_sentence(head[-60:], text[match.end() : match.end() + 40]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    tail = text[start:].strip()
    if tail:
        found.append(tail)
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def _quotations(text: str) -> list[tuple[int, int]]:
    """Where somebody speaks, from mark to mark; what is not closed soon is no quotation."""
    found: list[tuple[int, int]] = []
    closing, opened = "", 0
    for position, character in enumerate(text):
        if closing and position - opened > _LONGEST_QUOTATION:
            closing = ""
        if closing and character in closing:
            found.append((opened, position))
            closing = ""
        elif not closing and character in _QUOTES:
            closing, opened = _QUOTES[character], position
    return found


def _ends_sentence(head: str, ahead: str) -> bool:
    """Whether the full stop after a bare number ends a sentence: it does unless an ordinal or date goes on."""
    number = re.search(r"\b\d{1,2}\.$", head)
    return bool(number) and len(head.split()) > 3 and not _MONTH_AHEAD.match(ahead.lstrip())


def length(text: str) -> int:
    """Return how long `text` reads, in words; two ideographs or kana, or four Thai letters, count as one word."""
    ideographs = len(_CJK_CHAR.findall(text))
    rest = _CJK_CHAR.sub(" ", text)
    if thai := len(_THAI.findall(rest)):
        rest = _THAI.sub(" ", rest)
    return len(rest.split()) + (ideographs + 1) // 2 + (thai + _THAI_WORD - 1) // _THAI_WORD


def ideographic(text: str) -> bool:
    """Return whether `text` is written in ideographs or kana, and so is listed with their comma."""
    return 2 * len(_CJK_CHAR.findall(text)) > sum(map(str.isalpha, text))


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text`, lower case."""
    return [token.lower() for token in _TOKEN.findall(text)]


def content_words(text: str, language: str) -> list[str]:
    """Return the words of `text` that carry meaning, lower case, in order."""
    stops = stop_words(language)
    return [word for word in (w.lower() for w in _WORD.findall(text)) if word not in stops and len(word) > 1]


def terms(text: str, language: str) -> list[str]:
    """Return what of `text` can be found again in another text: content words, pairs of ideographs, Korean stems."""
    found: list[str] = []
    for word in content_words(text, language):
        if _HANGUL.match(word):
            stem = _PARTICLE.sub("", word) if len(word) > 2 else word
            found.append(stem)
        elif _CJK_CHAR.match(word):
            for run in _HAN_RUN.findall(word):
                found.extend([run] if len(run) < 3 else [run[n : n + 2] for n in range(len(run) - 1)])
        else:
            found.append(word)
    return found


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
    """Return which share of the terms of the shorter text the other one holds too, 0 to 1."""
    first, second = set(terms(a, language)), set(terms(b, language))
    small = min(len(first), len(second))
    return len(first & second) / small if small else 0.0
