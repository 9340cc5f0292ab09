"""What stays together on a line - numbers with their units, marks with their words - and what is seen of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NBSP = "\u00a0"
_LRM = "\u200e"
_UNITS = (
    "km|kg|cm|mm|m|g|l|t|ha|m²|km²|m³|GB|MB|TB|PB|kWh|MWh|GWh|TWh|kW|MW|GW|W|V|A|Hz|kHz|MHz|GHz|dB|ms|s|min|h|bn|mn|pp|"
    "bps|px|pt|k|M|B|EUR|USD|GBP|CHF|JPY|CNY|INR|kr|zł|Kč|Ft|lei|Mio|Mrd|Tsd|Uhr|млн|млрд|трлн|тыс|км|кг|руб|грн|εκ|δισ|χιλ"
)
_UNIT = re.compile(rf"(\d) (%|‰|°C|°F|[€$£¥₹₽₩₪฿₫]|(?:{_UNITS})\b)")
# Written out, what multiplies a number still belongs to it.
_SCALES = re.compile(
    r"(\d) (?=(?:thousand|[mb]illions?|trillions?|Millionen|Milliarden?|Million|Tausend|Prozent|percent|per cent|"
    r"millones|mil|milliards?|mille|milioni?|miliard[iy]|miliardów|milhões|bilhões|milionów|milionů|miljoner|miljarder|"
    r"тысяч[аи]?|миллион\w*|миллиард\w*|مليون|مليار|ألف)\b)"
)
# "Of the year" and its number.
_YEAR = re.compile(r"((?:^|\s)[وفلب]?(?:ال)?(?:عام|سنة)) (?=\d)")
_AMOUNT = re.compile(r"(\d\u00a0\S{1,5}) (?=[€$£¥₹₽₩₪฿])")
_CURRENCY = re.compile(r"([€$£¥₹₽₩₪฿№§]) (?=\d)")
_GROUPS = re.compile(r"(?<!\d)(?<!\d )\d{1,3}(?: \d{3}){1,4}(?! ?\d)")
_BEFORE_MARK = re.compile(r"(?<=\S) (?=[?!:;»›](?:\s|$)|[%‰])")
_AFTER_MARK = re.compile(r"(?<=[«‹]) (?=\S)")
# One-letter words that no Slavic typesetter leaves at the end of a line.
_ONE_LETTER = re.compile(r"(?<!\w)([aikosuvwzAIKOSUVWZаиксуовяєіїйАИКСУОВЯЄІЇЙ]) (?=\w)")
_SLAVIC = ("be", "bg", "cs", "pl", "ru", "sk", "uk")
_SIGNED = re.compile(r"(?<![\w.,\u200e])[+\-−±](?=\d)")


@lru_cache(maxsize=4096)
def bound(text: str, language: str = "", *, rtl: bool = False) -> str:
    """Return `text` with spaces that end no line where something must stay together.

    In a text from right to left a sign before a number gets a mark that keeps it on the number's left.
    """
    if text.isalpha():
        return text
    text = _GROUPS.sub(lambda found: found.group().replace(" ", _NBSP), text)
    text = _UNIT.sub(rf"\1{_NBSP}\2", text)
    text = _SCALES.sub(rf"\1{_NBSP}", text)
    text = _AMOUNT.sub(rf"\1{_NBSP}", text)
    text = _CURRENCY.sub(rf"\1{_NBSP}", text)
    text = _AFTER_MARK.sub(_NBSP, _BEFORE_MARK.sub(_NBSP, text))
    if language[:2] in _SLAVIC:
        text = _ONE_LETTER.sub(rf"\1{_NBSP}", text)
    if rtl:
        text = _YEAR.sub(rf"\1{_NBSP}", text)
        text = _SIGNED.sub(rf"{_LRM}\g<0>", text)
    return text


def visible(text: str) -> bool:
    """Return whether anything is seen of `text`: not only spaces and marks of direction."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in text)
