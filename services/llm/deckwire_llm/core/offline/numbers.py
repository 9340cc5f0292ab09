"""Numbers as people write them, read and written: thousands marks, decimal commas, units, scales, percent."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from dataclasses import dataclass

_SPACES = "\u00a0\u202f\u2009"
_CURRENCY = "€$£¥₹₽₩₺₴"
_CODES = "EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|INR|BRL|AUD|CAD"
_SCALES: dict[str, float] = {
    "k": 1e3, "thousand": 1e3, "tsd": 1e3, "tsd.": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "mio.": 1e6, "million": 1e6,
    "millions": 1e6, "millionen": 1e6, "millones": 1e6, "milioni": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "mrd": 1e9, "mrd.": 1e9, "milliarden": 1e9, "milliards": 1e9, "trillion": 1e12, "tn": 1e12, "万": 1e4, "億": 1e8,
    "亿": 1e8, "만": 1e4, "억": 1e8, "тыс": 1e3, "тыс.": 1e3, "тысяч": 1e3, "млн": 1e6, "млрд": 1e9,
    "लाख": 1e5, "करोड़": 1e7, "ألف": 1e3, "مليون": 1e6, "مليار": 1e9, "אלף": 1e3, "מיליון": 1e6,
    "mil": 1e3, "mln": 1e6, "mld": 1e9, "milhões": 1e6, "ล้าน": 1e6, "εκατ.": 1e6, "εκατομμύρια": 1e6,
}  # fmt: skip
_SCALE_WORDS = "|".join(re.escape(word) for word in sorted(_SCALES, key=len, reverse=True))
_BODY = r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+"
_CELL = re.compile(
    rf"^(?P<open>\()?\s*(?P<sign>[+\-−–±~≈]?)\s*(?P<pre>[{_CURRENCY}]|(?:{_CODES})\b)?\s*(?P<sign2>[+\-−–]?)\s*"
    rf"(?P<number>{_BODY})\s*(?P<scale>(?:{_SCALE_WORDS})(?![a-z]))?\s*"
    rf"(?P<post>%|‰|pp|pts?|[{_CURRENCY}]|(?:{_CODES})\b|x|×|°C|h|hrs?|hours?|min|mins|ms|s|days?|kg|g|t|km|cm|mm|m²|"
    r"GWh|MWh|kWh|MW|GB|MB|TB|kB|Stunden|Tage)?\s*(?P<close>\))?\s*[*†]?$",
    re.IGNORECASE,
)
_GAPS = frozenset({"", "-", "–", "—", "n/a", "n.a.", "na", "nan", "null", "none", "…", "...", "k.a.", "k. a.", "tbd"})
_KEY = re.compile(
    rf"(?<![\w.,])(?:[+\-−]\s?)?(?:[{_CURRENCY}]\s?(?:{_BODY})(?:\s?(?:{_SCALE_WORDS})\b)?"
    rf"|(?:{_CODES})\s?(?:{_BODY})(?:\s?(?:{_SCALE_WORDS})\b)?"
    rf"|(?:{_BODY})(?:\s?(?:{_SCALE_WORDS})\b\.?)?\s?(?:[{_CURRENCY}]|(?:{_CODES})\b|%|percent\b|per cent\b|Prozent\b|"
    rf"percentage points\b|pour cent\b|por ciento\b|-fold\b|×|x\b|times\b)"
    rf"|(?:{_BODY})\s?(?:{_SCALE_WORDS})\b)(?![\w%])"
    rf"|(?<![\d.,A-Za-z])(?:[₹￥¥]\s?)?(?:{_BODY})\s?(?:[万億亿만억](?:\s?[人円名件台回次元명원개대])?|%|円|元|원|लाख|करोड़|ล้าน(?:บาท)?)"
)
_LEADING = re.compile(
    rf"^(?:[+\-−]\s?)?(?:[{_CURRENCY}]\s?)?(?:{_BODY})(?:\s?(?:{_SCALE_WORDS})(?![^\W\d_])\.?)?"
    rf"(?:\s?(?:%|[{_CURRENCY}]|×|(?:{_CODES})\b))?(?=[\s:–—-]|$)"
)


@dataclass(frozen=True)
class Number:
    """A number as it was written: its value with scale and sign applied, its unit and the digits after the point."""

    value: float
    unit: str = ""
    decimals: int = 0


def is_gap(cell: str) -> bool:
    """Return whether a cell says that there is no value."""
    return cell.strip().lower() in _GAPS


def parse(cell: str, *, decimal_comma: bool = False) -> Number | None:
    """Return the number that a whole cell holds, or None when it holds words too.

    `decimal_comma` decides what `1,234` and `1.234` mean; everything else is unambiguous.
    """
    text = cell.strip().strip("*_`").strip()
    if len(text) > 40:
        return None
    match = _CELL.match(text)
    if match is None:
        return None
    number = _to_float(match["number"], decimal_comma=decimal_comma)
    if number is None:
        return None
    digits, decimals = number
    negative = (match["sign"] or "") in "-−–" and bool(match["sign"])
    negative = negative or ((match["sign2"] or "") in "-−–" and bool(match["sign2"]))
    negative = negative or bool(match["open"] and match["close"])
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    unit = (match["pre"] or "") + (match["post"] or "")
    value = -digits * scale if negative else digits * scale
    return Number(value=value, unit=unit, decimals=decimals)


def _to_float(text: str, *, decimal_comma: bool) -> tuple[float, int] | None:
    raw = text
    for space in (*_SPACES, " ", "'", "’"):
        raw = raw.replace(space, "")
    dots, commas = raw.count("."), raw.count(",")
    if dots and commas:
        point = max(raw.rfind("."), raw.rfind(","))
        raw = re.sub("[.,]", "", raw[:point]) + "." + raw[point + 1 :]
    elif dots > 1 or commas > 1:
        raw = re.sub("[.,]", "", raw)
    elif dots or commas:
        mark = "." if dots else ","
        whole, _, fraction = raw.partition(mark)
        thousands = len(fraction) == 3 and whole not in {"", "0"} and (mark == ",") != decimal_comma
        raw = whole + fraction if thousands else f"{whole or 0}.{fraction}"
    try:
        value = float(raw)
    except ValueError:
        return None
    return value, len(raw.partition(".")[2])


def decimal_comma_in(texts: list[str], *, default: bool) -> bool:
    """Return whether these cells write decimals with a comma; `default` when no cell tells."""
    votes = 0
    for text in texts[:500]:
        if re.search(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\d\.\d{3},", text):
            votes += 1
        if re.search(r"\d\.\d{1,2}(?![\d.])|\d\.\d{4,}|\d,\d{3}\.", text):
            votes -= 1
    return default if votes == 0 else votes > 0


def key_figures(sentence: str) -> list[str]:
    """Return the telling figures of a sentence as they are written: money, percentages, multiples, big amounts."""
    return [match.group().strip().rstrip(".") for match in _KEY.finditer(sentence)]


def leading_figure(text: str) -> tuple[str, str] | None:
    """Return the figure that a line begins with and what follows it: `9.1 million farms` gives `9.1 million`, `farms`."""
    match = _LEADING.match(text.strip())
    if match is None:
        return None
    label = text.strip()[match.end() :].strip(" :–—-")
    return (match.group().strip(), label) if label and not label[0].isdigit() else None


def percent(ratio: float, *, comma: bool, spaced: bool) -> str:
    """Return a ratio as a percentage for reading: no decimals from 10 % on, one below."""
    value = abs(ratio) * 100
    text = f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}".removesuffix(".0")
    if comma:
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text}\u00a0%" if spaced else f"{text}%"


def written(value: float, decimals: int, *, comma: bool) -> str:
    """Return a number with thousands marks and a true minus sign."""
    text = f"{abs(value):,.{decimals}f}"
    if comma:
        text = text.translate(str.maketrans(",.", ".,"))
    zero = not any(c in "123456789" for c in text)
    return f"−{text}" if value < 0 and not zero else text
