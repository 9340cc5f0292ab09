"""What the categories of a chart are: periods, dates, steps of an order, numbers, or names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from ...text.numerals import Numerals

_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"^(?:"
    rf"{_YEAR}(?:\s?(?:年|年度))?e?|(?:(?:FY|GJ|EX)\s?['’]?(?:{_YEAR}|\d\d)|['’]\d\d|{_YEAR})(?:\s?[/–-]\s?(?:{_YEAR}|\d\d))?"
    rf"|(?:[QHTSKP]|CW|KW|W|WK|Week|Woche|Semaine|Semana|Vecka|Uke)\s?\.?\d{{1,2}}(?:[\s'’/–.-]*(?:{_YEAR}|\d\d))?"
    rf"|(?:{_YEAR}|\d\d)[\s'’/–.-]*(?:[QHTSKW]|CW|KW)\s?\d{{1,2}}|\d[QTH](?:[\s'’/–-]*(?:{_YEAR}|\d\d))?"
    rf"|{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)?|\d{{1,2}}[./]{_YEAR}|\d{{1,2}}/\d\d"
    rf"|(?:{_YEAR}年)?\d{{1,2}}月(?:\d{{1,2}}日)?|第[1-4一二三四](?:四半期|季度)|{_YEAR}年第?[1-4一二三四](?:四半期|季度)"
    rf"|(?:\d\.|\d(?:st|nd|rd|th)|first|second|third|fourth)\s?(?:quarter|half|Quartal|Halbjahr)(?:\s{_YEAR})?"
    rf"|\d(?:er|e|ème|º|°)?\s?(?:trimestre|semestre)(?:\s{_YEAR})?"
    rf"|\d{{1,2}}(?::\d\d|\s?(?:h|Uhr|am|pm|AM|PM|時))"
    rf"|(?:Day|Tag|Jour|Día|Month|Monat|Mois|Mes|Year|Jahr|An|Año)\s?\d{{1,3}}"
    rf")$",
    re.IGNORECASE,
)
_ISO = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")
_RANGE = re.compile(
    r"^(?:[<>≤≥]\s?|(?:under|over|up to|unter|über|bis|ab|moins de|plus de|menos de|más de)\s)?"
    r"[€$£]?\d[\d.,\s]*(?:\s?(?:[–—-]|to|bis|à|a)\s?[€$£]?\d[\d.,\s]*|\s?\+)?\s?[%€$£A-Za-zäöü]{0,8}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\d{1,2}[.)]\s|(?:step|stage|phase|level|tier|grade|schritt|stufe|phase|étape|niveau|etapa|nivel)\s?\d)",
    re.IGNORECASE,
)
_ORDERS = (
    "very low|low|medium|average|high|very high", "small|medium|large|extra large", "xs|s|m|l|xl|xxl",
    "never|rarely|sometimes|often|always", "strongly disagree|disagree|neutral|agree|strongly agree",
    "very bad|bad|fair|good|very good|excellent", "very dissatisfied|dissatisfied|neutral|satisfied|very satisfied",
    "junior|mid|senior|lead|principal", "beginner|intermediate|advanced|expert", "before|after", "bronze|silver|gold",
    "sehr niedrig|niedrig|mittel|hoch|sehr hoch", "gering|mittel|hoch", "klein|mittel|groß",
    "nie|selten|manchmal|oft|immer", "sehr schlecht|schlecht|mittel|gut|sehr gut", "vorher|nachher",
    "ungenügend|mangelhaft|ausreichend|befriedigend|gut|sehr gut",
    "faible|moyen|élevé", "petit|moyen|grand", "jamais|rarement|parfois|souvent|toujours", "avant|après",
    "bajo|medio|alto", "pequeño|mediano|grande", "nunca|a veces|siempre", "antes|después", "低|中|高", "小|中|大",
)  # fmt: skip
_REST = re.compile(
    r"^(?:others?|rest|remaining|misc(?:ellaneous)?|all others?|sonstiges?|sonstige|andere|übrige|autres?|otr[oa]s|"
    r"altri|altro|outros|overige?n?|övriga?t?|その他|其他|기타|أخرى|прочее|другие)\b\.?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:(?:grand )?total|sum|overall|gesamt(?:summe)?|summe|insgesamt|ensemble|totale|総計|合計|总计|합계|المجموع|"
    r"الإجمالي|итого|всего)\b",
    re.IGNORECASE,
)
_YARDSTICK = re.compile(
    r"^(?:.*\s)?(?:target|goal|benchmark|average|mean|median|threshold|limit|ziel(?:wert)?|soll|durchschnitt|mittelwert|"
    r"grenzwert|schwelle|objectif|cible|moyenne|seuil|objetivo|meta|media|promedio|obiettivo|soglia|doel|gemiddelde|mål|"
    r"目標|平均|目标|평균|목표|الهدف|المستهدف|المتوسط|цель|среднее)(?:\s.*)?$",
    re.IGNORECASE,
)  # fmt: skip


def periods(categories: Sequence[str], tag: str = "en-US") -> bool:
    """Return whether all categories are points or stretches of time: years, quarters, months, weeks, dates, hours."""
    filled = [c.strip() for c in categories]
    return bool(filled) and all(c and (_PERIOD.match(c) or _named(c, tag)) for c in filled)


@lru_cache(maxsize=16)
def _calendar(tag: str) -> frozenset[str]:
    found: set[str] = set()
    for name in {tag.replace("-", "_"), "en_US"}:
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                found |= set(get_month_names(width, context, locale).values())
                found |= set(get_day_names(width, context, locale).values())
    return frozenset(name.lower().rstrip(".") for name in found)


def _named(category: str, tag: str) -> bool:
    """Return whether a category is a month or a day by name, with or without a year."""
    text = re.sub(rf"[\s'’,/-]*(?:{_YEAR}|\d\d)$", "", category.lower()).strip().rstrip(".")
    text = re.sub(r"^(?:\d{1,2}\.?\s|early |mid |late |anfang |mitte |ende )", "", text)
    names = _calendar(tag)
    parts = [part.strip().rstrip(".") for part in re.split(r"\s?[–/-]\s?", text)]
    return bool(text) and all(part in names for part in parts)


def dates(categories: Sequence[str]) -> list[date] | None:
    """Return the categories as dates when all are `YYYY-MM-DD` or `YYYY-MM` and in order, else None."""
    found: list[date] = []
    for text in categories:
        match = _ISO.match(text.strip())
        if match is None:
            return None
        try:
            day = date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return None
        if found and day <= found[-1]:
            return None
        found.append(day)
    return found if len(found) > 1 and found[0].year >= 1900 else None


def calendar(categories: Sequence[str]) -> list[date] | None:
    """Return the dates of categories that belong on an axis of dates: uneven ones, or too many to be named each."""
    days = dates(categories)
    if days is None:
        return None
    steps = [(b - a).days for a, b in pairwise(days)]
    return days if len(steps) > 1 and (max(steps) > 1.5 * min(steps) or len(days) > 14) else None


def ordered(categories: Sequence[str], tag: str = "en-US") -> bool:
    """Return whether the categories have an order of their own: time, ranges, steps, degrees."""
    if len(categories) < 2 or periods(categories, tag):
        return True
    texts = [c.strip().lower() for c in categories]
    if all(_RANGE.match(t) for t in texts) or all(_NUMBERED.match(t) for t in texts):
        return True
    return any(_in_order(texts, order.split("|")) for order in _ORDERS)


def _in_order(texts: Sequence[str], order: Sequence[str]) -> bool:
    """Return whether the texts are degrees of one scale, up or down."""
    at = [order.index(t) for t in texts if t in order]
    return len(at) == len(texts) and at in (sorted(at), sorted(at, reverse=True))


def numbers(categories: Sequence[str], numerals: Numerals) -> list[float] | None:
    """Return the categories as numbers, None when one of them is none."""
    found = [numerals.read(c) for c in categories]
    return [v for v in found if v is not None] if found and all(v is not None for v in found) else None


def rest(category: str) -> bool:
    """Return whether a category holds what is left beside the others."""
    return bool(_REST.match(category.strip()))


def total(category: str) -> bool:
    """Return whether a category sums up the others."""
    return bool(_TOTAL.match(category.strip()))


def yardstick(name: str) -> bool:
    """Return whether a series is what the others are held against: a target, an average, a limit."""
    return bool(_YARDSTICK.match(name.strip()))
