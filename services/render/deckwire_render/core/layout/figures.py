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


def key_figure(chart: Chart, *texts: str) -> Figure | None:
    """Return the first amount or share that the texts name, or None; plain counts and years are passed over.

    A share that is the change from the first to the last value of a lone or first series gets its sign.
    """
    for text in texts:
        for found in _FIGURE.finditer(text.replace("\u00a0", " ")):
            number, gap, percent, scale, asian, currency, short = found.groups()
            number = number.rstrip(".,'’").strip()
            if percent:
                sign = _sign(chart, number) if number[0].isdigit() else ""
                between = "\u00a0" if gap else ""
                return Figure(f"{sign}{number}{between}{percent}")
            signed = number[0] in "+-−" and len(number) > 1
            if not (_CURRENCY.search(number) or scale or asian or currency or short or signed):
                continue
            number += asian or ""
            tail = f"\u00a0{currency}" if currency else short or ""
            return Figure(f"{number}{tail}" if not scale else number, f"{scale}{tail}" if scale else "")
    return None


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
