"""Phrases of languages that are written without spaces, found by the small models of BudouX."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_NUMBER = re.compile(r"\d[\d.,:]*")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")


@lru_cache(maxsize=4)
def _parser(language: str) -> Any:
    """Return the model of `ja`, `zh-hans`, `zh-hant` or `th`; loaded when a text first needs it."""
    import budoux

    load = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "th": budoux.load_default_thai_parser,
    }
    return load[language]()


@lru_cache(maxsize=2048)
def thai(text: str) -> tuple[int, ...]:
    """Return the offsets in a run of Thai letters at which a new phrase begins."""
    return _begins("th", text)


@lru_cache(maxsize=512)
def ideographs(text: str, language: str = "") -> tuple[int, ...]:
    """Return the offsets in a Japanese or Chinese text at which a new phrase begins; none for other texts.

    `language` is a tag; without it kana tell Japanese.
    """
    if _KANA.search(text) or (language.startswith("ja") and _HAN.search(text)):
        return _begins("ja", text)
    if _HAN.search(text):
        hant = any(part in language for part in ("Hant", "TW", "HK", "MO"))
        return _begins("zh-hant" if hant else "zh-hans", text)
    return ()


def _begins(language: str, text: str) -> tuple[int, ...]:
    """Return the offsets of phrases; what stands between spaces is looked at by itself, a number as one digit.

    The models have not learnt numbers, which they would cut; a last letter alone is no phrase.
    """
    found: list[int] = []
    for part in re.finditer(r"\S+", text):
        if part.start():
            found.append(part.start())
        numbers = [n.span() for n in _NUMBER.finditer(part.group())]
        at = part.start()
        for phrase in _parser(language).parse(_NUMBER.sub("1", part.group()))[:-1]:
            at += len(phrase)
            while numbers and numbers[0][0] + part.start() < at:
                start, end = numbers.pop(0)
                at += end - start - 1
            if at < part.end() - 1:
                found.append(at)
    return tuple(found)
