"""Numbers that a model wrote as text."""

from __future__ import annotations

import math
import re

# Groups of three behind spaces or apostrophes, or digits with points and commas between them.
_NUMBER = re.compile(r"[-−–]?(?:\d{1,3}(?:['\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)")
_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12}


def as_number(value: object) -> float | None:
    """Return `value` as a finite number: `"1,234.5"`, `"12 %"`, `"€3.2M"`; None when it holds none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    found = _NUMBER.search(value)
    if not found:
        return None
    number = _parse(found[0])
    if number is None:
        return None
    suffix = re.match(r"\s?([a-zA-Z]{1,2})\b", value[found.end() :])
    return number * _SCALES.get(suffix[1].lower(), 1.0) if suffix else number


def _parse(text: str) -> float | None:
    text = re.sub(r"['\u00a0\u202f ]", "", text.replace("−", "-").replace("–", "-"))
    if "," in text and "." in text:
        # The mark that comes last is the decimal one.
        decimal = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif text.count(",") > 1 or re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", text):
        text = text.replace(",", "")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    else:
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None


def numbers_in(text: str) -> set[float]:
    """Return all numbers that a text holds, their scale words left out."""
    found = (_parse(match[0]) for match in _NUMBER.finditer(text))
    return {abs(number) for number in found if number is not None}
