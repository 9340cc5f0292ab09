"""In which language each stretch of a text is, where its script tells that it is not the deck's."""

from __future__ import annotations

import re

_HAN = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff61-\uff9f"
_SCRIPTS = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Deva": "\u0900-\u097f",
    "Thai": "\u0e00-\u0e7f",
    "Hang": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Jpan": _HAN + _KANA,
}
_TAGS = {"Arab": "ar-SA", "Hebr": "he-IL", "Deva": "hi-IN", "Thai": "th-TH", "Hang": "ko-KR"}
_OWN = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "ku": "Arab", "ug": "Arab", "sd": "Arab", "he": "Hebr",
    "yi": "Hebr", "hi": "Deva", "mr": "Deva", "ne": "Deva", "sa": "Deva", "th": "Thai", "ko": "Hang",
}  # fmt: skip
_EAST = ("ja", "zh", "ko")
_FOREIGN = re.compile("[" + "".join(_SCRIPTS.values()) + "]")
# A stretch of one script; what stands between two letters of it goes with them.
_STRETCH = {
    name: re.compile(f"[{letters}](?:[^A-Za-z{''.join(v for k, v in _SCRIPTS.items() if k != name)}]*[{letters}])*")
    for name, letters in _SCRIPTS.items()
}
_KANA_LETTER = re.compile(f"[{_KANA}]")


def attributes(language: str) -> str:
    """Return the language of a run as attributes: that of East Asia with the language of its Latin words."""
    return f'lang="{language}" altLang="en-US"' if language.split("-", maxsplit=1)[0] in _EAST else f'lang="{language}"'


def breaks_by_word(language: str) -> bool:
    """Return whether a line in the language ends between words though its letters fill a cell, as in Korean."""
    return language.split("-", maxsplit=1)[0] == "ko"


def stretches(text: str, language: str) -> list[tuple[str, str]]:
    """Return the text in stretches, each with the tag of its language; words in Latin letters are the deck's."""
    if text.isascii() or not _FOREIGN.search(text):
        return [(text, language)]
    base = language.split("-", maxsplit=1)[0]
    found: list[tuple[int, int, str]] = []
    for name, pattern in _STRETCH.items():
        if name == _OWN.get(base) or (name == "Jpan" and base in _EAST):
            continue
        found += [(m.start(), m.end(), _tag(name, m.group())) for m in pattern.finditer(text)]
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end, tag in sorted(found):
        if start > at:
            parts.append((text[at:start], language))
        parts.append((text[start:end], tag))
        at = end
    if at < len(text):
        parts.append((text[at:], language))
    return parts


def _tag(script: str, text: str) -> str:
    if script == "Jpan":
        return "ja-JP" if _KANA_LETTER.search(text) else "zh-CN"
    return _TAGS[script]
