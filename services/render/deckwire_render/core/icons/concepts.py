"""Which icon says what a text is about: an index of words, the same answer every time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_COLUMNS = ("en", "de", "es", "fr", "ja")
# Chinese shares the column of ideographs; a language without a column of its own has only English loanwords.
_COLUMN_OF = {"zh": "ja"}
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
# A stem shorter than this matches a word only with a short ending: of two letters, in German of three as in -ung.
_FREE_STEM = 5
_ENDING = 2
_VOICED = "\u3099\u309a"
# The first part of a compound has at least so many letters.
_FIRST_PART = 3
_COMPOUND = _UMLAUTS = "de"
# In a sentence the topic is named early and plainly; words of less weight or further back are said in passing.
_SENTENCE_WORDS, _TOPIC_WORDS, _TOPIC_WEIGHT = 8, 6, 2


@dataclass(frozen=True, slots=True)
class _Stem:
    icon: str
    weight: int
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Stems of one language by their first two letters, later parts of compounds, and phrases of several words."""

    starts: dict[str, tuple[_Stem, ...]]
    inner: tuple[_Stem, ...]
    phrases: tuple[_Stem, ...]
    ideographs: tuple[_Stem, ...]


def plain(text: str, *, accents: bool = False) -> str:
    """Return the text in small letters without accents, unless these are to stay; kana keep their voicing marks."""
    if text.isascii():
        return text.lower()
    if accents:
        return unicodedata.normalize("NFC", text.casefold())
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in folded if c in _VOICED or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


@cache
def _rows() -> tuple[tuple[str, int, dict[str, tuple[str, ...]]], ...]:
    found = []
    for line in (files(__package__) / "concepts.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, *columns = line.split("|")
        icon, weight = head.split()
        words = {
            name: tuple(plain(column, accents=name == _UMLAUTS).split())
            for name, column in zip(_COLUMNS, columns, strict=True)
        }
        found.append((icon, int(weight), words))
    return tuple(found)


@lru_cache(maxsize=8)
def _index(column: str) -> _Index:
    starts: dict[str, list[_Stem]] = {}
    inner: list[_Stem] = []
    phrases: list[_Stem] = []
    ideographs: list[_Stem] = []
    for icon, weight, words in _rows():
        for name in dict.fromkeys(("en", column)):
            for word in words.get(name, ()):
                stem = _Stem(icon, weight, word.lstrip("=").replace("_", " "), word.startswith("="))
                if name == "ja":
                    ideographs.append(stem)
                elif " " in stem.text:
                    phrases.append(stem)
                else:
                    starts.setdefault(stem.text[:2], []).append(stem)
                    if name == _COMPOUND and len(stem.text) >= _FREE_STEM and not stem.whole:
                        inner.append(stem)
    by_length = {key: tuple(sorted(stems, key=lambda s: -len(s.text))) for key, stems in starts.items()}
    return _Index(by_length, tuple(inner), tuple(phrases), tuple(ideographs))


def _matches(stem: _Stem, word: str, ending: int) -> bool:
    if stem.whole:
        return word == stem.text
    rest = len(word) - len(stem.text)
    return word.startswith(stem.text) and (len(stem.text) >= _FREE_STEM or rest <= ending)


@lru_cache(maxsize=8192)
def _of_word(column: str, word: str) -> tuple[_Stem, ...]:
    """Return the longest stems that a word begins with, else those of a later part of a compound."""
    index = _index(column)
    ending = _ENDING + (column == _COMPOUND)
    found = [stem for stem in index.starts.get(word[:2], ()) if _matches(stem, word, ending)]
    if not found:
        found = sorted((s for s in index.inner if word.find(s.text) >= _FIRST_PART), key=lambda s: -len(s.text))
    return tuple(stem for stem in found if len(stem.text) == len(found[0].text))


def ranked(text: str, language: str) -> list[str]:
    """Return the icons that a text speaks of, the best first: by weight, then by how early its word comes."""
    tongue = language.partition("-")[0].lower()
    column = _COLUMN_OF.get(tongue, tongue)
    index = _index(column)
    folded = plain(text, accents=tongue == _UMLAUTS)
    words = _WORD.findall(folded)
    sentence = len(words) > _SENTENCE_WORDS
    heard: list[tuple[float, int, _Stem]] = []
    for place, word in enumerate(words[:_TOPIC_WORDS] if sentence else words):
        heard += [
            (-stem.weight + place / 8, place, stem)
            for stem in _of_word(column, word)
            if not sentence or stem.weight >= _TOPIC_WEIGHT
        ]
    for stem in (*index.phrases, *index.ideographs):
        at = folded.find(stem.text)
        if at >= 0 and (stem in index.ideographs or f" {stem.text}" in f" {folded}"):
            heard.append((-stem.weight + min(at, 40) / 32, at, stem))
    best: dict[str, None] = {}
    for _, _, stem in sorted(heard, key=lambda h: (h[0], h[1], -len(h[2].text), h[2].icon)):
        best.setdefault(stem.icon)
    return list(best)


def chosen(heads: Sequence[str], language: str) -> tuple[str, ...] | None:
    """Return one icon for each head, all different, or None unless every one has an icon of its own."""
    return _distinct([ranked(head, language) for head in heads], ())


def _distinct(options: Sequence[Sequence[str]], taken: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return one of each of the options, none twice, preferring the first of the earlier ones."""
    if len(taken) == len(options):
        return taken
    for icon in options[len(taken)][:3]:
        if icon not in taken:
            found = _distinct(options, (*taken, icon))
            if found is not None:
                return found
    return None
