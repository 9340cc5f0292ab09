"""When something happened, read from the words that people write: `May 2025`, `Q3 2026`, `12. März`, `2026年4月`."""

from __future__ import annotations

import re

from ..icons.concepts import plain

# The first letters that tell each month from the others in English, German, Spanish, French, Italian and Portuguese.
_MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fev"), ("mar", "maer"), ("apr", "avr", "abr"), ("may", "mai", "mag"),
    ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "ago", "aou"), ("sep", "set"), ("oct", "okt", "ott", "out"),
    ("nov",), ("dec", "dez", "dic"),
)  # fmt: skip
_LONGEST_MONTH = 10
_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20|21)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_EASTERN = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_QUARTER = re.compile(r"\b[qt]\s?([1-4])\b|\b([1-4])[.]?\s?(?:q|quartal|trimestre|trim)\b")
_HALF = re.compile(r"\b[hs]\s?([12])\b")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def when(text: str) -> float | None:
    """Return the moment that a text names in years, as in 2025.33 for May 2025; None when it names none.

    Months without a year count from year 0. Of a period it is the beginning.
    """
    said = plain(text)
    for pattern, order in ((_EASTERN, (0, 1, 2)), (_ISO, (0, 1, 2)), (_DOTTED, (2, 1, 0))):
        found = pattern.search(said)
        if found:
            return _moment(*(int(found.groups()[i] or 1) for i in order))
    year_found = _YEAR.search(said)
    year = int(year_found[1]) if year_found else 0
    rest = _YEAR.sub(" ", said)
    quarter = _QUARTER.search(rest)
    if quarter:
        return _moment(year, 3 * int(quarter[1] or quarter[2]) - 2, 1)
    month = _month(rest)
    if month:
        dated = _DAY.search(rest)
        return _moment(year, month, int(dated[1]) if dated else 1)
    half = _HALF.search(rest)
    if half is not None:
        return _moment(year, 6 * int(half[1]) - 5, 1)
    return float(year) if year_found and not _DAY.search(rest) else None


def _month(text: str) -> int:
    """Return the month that a text names, 1 to 12, or 0."""
    for word in _WORD.findall(text):
        for number, starts in enumerate(_MONTHS, 1):
            if word.startswith(starts) and len(word) <= _LONGEST_MONTH:
                return number
    return 0


def _moment(year: int, month: int, day: int) -> float | None:
    """Return a date in years, None when there is no such date."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return year + (month - 1) / 12 + (day - 1) / 366
