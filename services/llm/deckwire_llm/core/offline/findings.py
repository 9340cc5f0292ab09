"""What numbers say, in one sentence: computed from the data, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .numbers import percent, written
from .periods import is_period
from .phrases import Phrases
from .tables import UNIT_ONLY, Measure, Numeric
from .words import length

_YEAR = re.compile(r"^(.*?)[\s'’/-]*((?:19|20)\d\d)$")
_GENERIC = re.compile(
    r"^(?:values?|share|percentage|anteil|amount|number|count|figure|total|wert|anzahl|betrag|summe|valeur|montant|part|valor|importe|n|y|"
    r"quota|доля|значение|сумма|количество|割合|比率|構成比|金額|値|占比|比例|数值|金额|数量|비율|비중|금액|값|النسبة|القيمة|المبلغ|अनुपात|राशि|मूल्य|סכום|אחוז|ποσοστό|ποσό)$",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"^(?:share|percentage|proportion|part|anteil|part du?|cuota)\s+(?:of|am|an|de la|de)\s+(?=\S)", re.IGNORECASE
)
_COUNTED = re.compile("^[万億亿만억人円元名件台回次個个]")  # units that follow their number without a space
_COMPARABLE = 4  # how much larger the sum of one series may be for the two to be held against each other
_LEVEL = 0.01
_MANIFOLD = 10  # beyond, a growth in percent says less than both numbers
_NOT_ADDED = re.compile(
    r"°|%|/|\bper\b|\bpro\b|^(?:s|ms|sec\w*|min\w*|hours?|h|stunden?|days?|tage?|mm|cm|m|km|years?|jahre?|minuten?|分|時間|秒|ساعة|دقيقة)$",
    re.IGNORECASE,
)
_MAX_TITLE_WORDS = 15
_RATE = re.compile(
    r"rate|margin|average|avg|mean|median|score|index|price|per |ratio|quote|marge|schnitt|Ø", re.IGNORECASE
)


@dataclass(frozen=True)
class Style:
    """How findings are worded: phrases, language, decimal comma, a space before the percent sign, the subject.

    `subject` is what the table is about, for measures whose own name says nothing.
    """

    words: Phrases
    language: str = "en"
    comma: bool = False
    spaced: bool = False
    subject: str = ""

    def value(self, measure: Measure, value: float, *, plus: bool = False) -> str:
        """Return a value of `measure` with its unit, as a reader expects it."""
        unit = measure.unit
        decimals = measure.decimals if abs(value) < 1000 or unit else 0
        number = written(value, decimals, comma=self.comma)
        sign = "+" if plus and value > 0 else ""
        if measure.is_percent:
            space = "\u00a0" if self.spaced else ""
            return f"{sign}{number}{space}%"
        if unit and unit[0] in "€$£¥₹" and self.language.startswith(("en", "zh", "ja")):
            rest = unit[1:].strip()
            minus = "−" if number.startswith("−") else ""
            return f"{sign}{minus}{unit[0]}{number.lstrip('−')}" + (f"\u00a0{rest}" if rest else "")
        if unit and _COUNTED.match(unit):
            return f"{sign}{number}{unit}"
        if unit and length(unit) <= 3 and len(unit) <= 20:
            return f"{sign}{number}\u00a0{unit}"
        return f"{sign}{number}"

    def name(self, measure: Measure, *, inside: bool = False) -> str:
        """Return what `measure` measures; with `inside` as it stands in the middle of a sentence."""
        name = _SHARE_OF.sub("", measure.name) if inside else measure.name
        if (_GENERIC.match(name) or UNIT_ONLY.match(name) or is_period(name) or not name) and self.subject:
            name = self.subject
        plain = name[:1].isupper() and name[1:2].islower() and len(name.split()) <= 5
        rest = all(w.islower() or any(c.isdigit() for c in w) for w in name.split()[1:])
        if inside and self.language.startswith("en") and plain and rest:
            return name[0].lower() + name[1:]
        return name if inside else name[:1].upper() + name[1:]

    def change(self, ratio: float) -> str:
        """Return a ratio as a percentage without its sign."""
        return percent(ratio, comma=self.comma, spaced=self.spaced)


def over_time(measure: Measure, labels: tuple[str, ...], style: Style) -> str:  # noqa: PLR0911  one return for each case
    """Return how `measure` moved from its first value to its last; empty when there are not two."""
    points = [(label, value) for label, value in zip(labels, measure.values, strict=True) if value is not None]
    if len(points) < 2:
        return ""
    (first, start), (last, end) = points[0], points[-1]
    name, to = style.name(measure), style.value(measure, end)
    at = {"name": name, "first": _short_first(first, last), "last": last, "to": to}
    if measure.is_percent:
        diff = end - start
        decimals = measure.decimals
        step = f"{written(abs(diff), decimals, comma=style.comma)}\u00a0{style.words.points}"
        if round(diff, decimals) == 0:
            return style.words.level.format(**at, change="0")
        return (style.words.rose if diff > 0 else style.words.fell).format(**at, change=step)
    if start <= 0 or end <= 0:
        return style.words.moved.format(**at, start=style.value(measure, start))
    ratio = end / start - 1
    if abs(ratio) < _LEVEL:
        return style.words.level.format(**at, change=style.change(ratio))
    if ratio >= _MANIFOLD:
        return style.words.moved.format(**at, start=style.value(measure, start))
    return (style.words.rose if ratio > 0 else style.words.fell).format(**at, change=style.change(ratio))


def strongest(measures: tuple[Measure, ...], labels: tuple[str, ...], style: Style) -> tuple[str, Measure | None]:
    """Return which of several measures over time grew most (or fell least), and that measure."""
    moves: list[tuple[float, Measure, str, str]] = []
    for measure in measures:
        points = [(label, value) for label, value in zip(labels, measure.values, strict=True) if value is not None]
        if len(points) < 2:
            continue
        (first, start), (last, end) = points[0], points[-1]
        if measure.is_percent:
            moves.append((end - start, measure, first, last))
        elif start > 0 and end > 0:
            moves.append((end / start - 1, measure, first, last))
    if not moves:
        return "", None
    best, measure, first, last = max(moves, key=lambda move: move[0])
    if measure.is_percent:
        change = f"{written(abs(best), measure.decimals, comma=style.comma)}\u00a0{style.words.points}"
    else:
        change = style.change(best)
    if abs(best) < (0.05 if measure.is_percent else _LEVEL) or (best >= _MANIFOLD and not measure.is_percent):
        return over_time(measure, labels, style), measure
    template = style.words.rose_most if best > 0 else style.words.fell_most
    at = {"name": style.name(measure), "change": change, "first": _short_first(first, last), "last": last}
    return template.format(**at), measure


def among(measure: Measure, numeric: Numeric, style: Style, *, whole: bool) -> tuple[str, str]:  # noqa: PLR0911  one return for each case
    """Return who leads among categories, and a second finding; `whole` when the values are parts of one whole."""
    pairs = [(v, label) for label, v in zip(numeric.labels, measure.values, strict=True) if v is not None]
    if len(pairs) < 2:
        return "", ""
    ranked = sorted(pairs, key=lambda pair: -pair[0])
    (top, cat), (low_value, low) = ranked[0], ranked[-1]
    total = sum(value for value, _ in pairs)
    name = style.name(measure, inside=True)
    if top == low_value:
        return "", ""
    share = top / total if total > 0 else 0.0
    second = style.words.second.format(
        **_number(ranked[1][1]), cat=ranked[1][1], value=style.value(measure, ranked[1][0])
    )
    at = {"cat": cat, "name": name, "value": style.value(measure, top), "low": low, **_number(cat)}
    at["low_value"] = style.value(measure, low_value)
    if whole:
        change = style.value(measure, top) if measure.is_percent else style.change(share)
        return style.words.share.format(change=change, **at), second
    summable = not measure.is_percent and low_value >= 0 and not _RATE.search(f"{measure.name} {measure.unit}")
    summable = summable and not _NOT_ADDED.search(measure.unit)
    if summable and share >= 1.3 / len(pairs) and ranked[1][0] < top:
        return style.words.leads.format(change=style.change(share), **at), second
    if len(ranked) >= 2 and ranked[1][0] < top and ranked[-2][0] > low_value:
        both = style.words.highest.format(**at)
        return both if fits(both) else style.words.top.format(**at), second
    if ranked[1][0] < top:
        return style.words.highest.format(**at), ""
    return "", ""


def gap(measures: tuple[Measure, ...], labels: tuple[str, ...], style: Style) -> str:
    """Return that one of two measures is below the other everywhere, and where it is most; empty when it is not."""
    if len(measures) != 2 or len(labels) < 2:
        return ""
    pairs = list(zip(measures[0].values, measures[1].values, labels, strict=True))
    differences = [(a - b, label) for a, b, label in pairs if a is not None and b is not None]
    if len(differences) < len(labels) or any(d == 0 or (d < 0) != (differences[0][0] < 0) for d, _ in differences):
        return ""
    low, high = measures if differences[0][0] < 0 else measures[::-1]
    if sum(map(abs, high.present)) > _COMPARABLE * sum(map(abs, low.present)):
        return ""  # so far apart that they are hardly two of a kind
    widest, label = max(differences, key=lambda pair: abs(pair[0]))
    decimals = max(low.decimals, high.decimals)
    return style.words.below.format(
        a=style.name(low),
        be=_number(low.name)["be"],
        b=style.name(high, inside=True),
        cat=label,
        diff=style.value(high, round(abs(widest), decimals)),
    )


def humped(measure: Measure) -> bool:
    """Return whether the measure rises and falls again so much that its ends say nothing: a season."""
    values = measure.present
    return len(values) >= 3 and max(values) > 1.5 * max(values[0], values[-1], 1e-12)


def peak(measure: Measure, labels: tuple[str, ...], style: Style) -> str:
    """Return when `measure` was highest, if that was neither at the start nor at the end; else empty."""
    points = [(value, -n) for n, value in enumerate(measure.values) if value is not None]
    if len(points) < 3:
        return ""
    value, position = max(points)
    if -position in {0, len(labels) - 1} or sum(v == value for v, _ in points) > 1:
        return ""
    return style.words.peak.format(name=style.name(measure), cat=labels[-position], value=style.value(measure, value))


def step(measure: Measure, labels: tuple[str, ...], style: Style) -> str:
    """Return the largest change from one value to the next; empty when there are not three."""
    values = measure.values
    moves = [
        (abs(b - a), b - a, n) for n, (a, b) in enumerate(pairwise(values), start=1) if a is not None and b is not None
    ]
    if len(moves) < 2:
        return ""
    size, move, at = max(moves, key=lambda m: (m[0], -m[2]))
    if size == 0 or sum(abs(m[0] - size) < 1e-9 for m in moves) > 1:
        return ""
    rounded = round(move, measure.decimals)
    change = style.value(measure, rounded, plus=True)
    if measure.is_percent:
        sign = "+" if rounded > 0 else ""
        change = f"{sign}{written(rounded, measure.decimals, comma=style.comma)}\u00a0{style.words.points}"
    return style.words.step.format(first=_short_first(labels[at - 1], labels[at]), last=labels[at], change=change)


def _number(cat: str) -> dict[str, str]:
    """The endings of an English verb that `cat` governs."""
    last = cat.split("(", maxsplit=1)[0].strip().lower()
    many = (last.endswith("s") and not last.endswith(("ss", "us", "is", "ics"))) or " and " in last or " & " in last
    return {"s": "" if many else "s", "has": "have" if many else "has", "be": "are" if many else "is"}


def fits(title: str) -> bool:
    """Return whether a finding is short enough for a title."""
    return bool(title) and length(title) <= _MAX_TITLE_WORDS and len(title) <= 120


def _short_first(first: str, last: str) -> str:
    a, b = _YEAR.match(first), _YEAR.match(last)
    return a[1].strip() if a and b and a[2] == b[2] and a[1].strip() else first
