"""The number that a sentence turns on, to be set large beside a chart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckwire_contracts.slides import Chart, ChartKind, ChartSeries

ROUND = frozenset({ChartKind.PIE, ChartKind.DOUGHNUT})

_SCALES = (
    "million|millions|billion|billions|thousand|trillion|Millionen|Milliarden|Tausend|Mio\\.?|Mrd\\.?|milliards?|"
    "millones|milioni|miliardi|miljoner|miljoen|miljard"
)
# A letter of a script that parts words by blanks.
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
_FIGURE = re.compile(
    rf"(?<!{_LETTER})(?<![.,])([+\-−]?[€$£¥]?\s?[+\-−]?\d[\d.,'’]*)"
    rf"(?:(\s?)([%‰٪])|(?:\s({_SCALES})(?!\w)|([万億兆亿만억]+[円元원]?))?\s?([€$£¥])?(?!{_LETTER})|(bn|mn|[mkMB])(?!\w))?"
)
_NONE = Chart(categories=["–"], series=[ChartSeries(name="–", values=[None])])
_CURRENCY = re.compile("[€$£¥]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is to be read, and the word that belongs to it, if any."""

    numeral: str
    unit: str = ""


_TOWARDS = re.compile(
    r"\s*(?:[^\W\d_]{1,8}\s+)?(?:in\s[^,;.]{1,16}?\s+)?(?:to|auf|à|a|al|para|do|до|إلى|σε|ל-?|naar)\s*"
    r"|[^\W\d_]{0,3}(?:から|到|至|에서)(?:\d{4}年の?)?\s*",
    re.IGNORECASE,
)


def key_figure(chart: Chart, *texts: str) -> Figure | None:
    """Return the first amount or share that the texts name, or None; plain counts and years are passed over.

    Of two between which something moved ("from 31 % to 24 %") it is the one that was reached. A share that is the
    change from the first to the last value of a lone or first series gets its sign.
    """
    for text in texts:
        flat = text.replace("\u00a0", " ")
        named = [(match, figure) for match in _FIGURE.finditer(flat) if (figure := _figure(chart, match))]
        if not named:
            continue
        if len(named) > 1 and _TOWARDS.fullmatch(flat[named[0][0].end() : named[1][0].start()]):
            return named[1][1]
        return named[0][1]
    return None


def _figure(chart: Chart, found: re.Match[str]) -> Figure | None:
    number, gap, percent, scale, asian, currency, short = found.groups()
    number = number.rstrip(".,'’").strip()
    if percent:
        sign = _sign(chart, number) if number[0].isdigit() else ""
        between = "\u00a0" if gap else ""
        return Figure(f"{sign}{number}{between}{percent}")
    signed = number[0] in "+-−" and len(number) > 1
    if not (_CURRENCY.search(number) or scale or asian or currency or short or signed):
        return None
    number += asian or ""
    tail = f"\u00a0{currency}" if currency else short or ""
    return Figure(f"{number}{tail}" if not scale else number, f"{scale}{tail}" if scale else "")


def amount(*texts: str) -> str:
    """Return the first amount or share that the texts name as one string, empty if there is none."""
    found = key_figure(_NONE, *texts)
    return " ".join(t for t in (found.numeral, found.unit) if t) if found else ""


def _sign(chart: Chart, number: str) -> str:
    values = [v for v in chart.series[0].values if v is not None]
    try:
        share = float(number.replace(",", "."))
    except ValueError:
        return ""
    if len(values) < 2 or values[0] <= 0 or chart.kind in ROUND or share == 0:
        return ""
    change = (values[-1] / values[0] - 1) * 100
    if abs(abs(change) - share) > 1:
        return ""
    return "+" if change > 0 else "−"
