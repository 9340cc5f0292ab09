"""The key of a round chart: names with their shares, drawn beside it where no two can collide."""

from __future__ import annotations

from deckwire_contracts.slides import Chart

from ..text.numerals import Numerals
from ..themes.series import slice_paint
from .context import Context
from .ir import Box, Element, Role, Shape
from .rows import badge_adjust, badge_geometry, rule
from .typeset import label, para, whole_words

_SWATCH = 16.0


def shares(chart: Chart, numerals: Numerals) -> list[str]:
    """Return what each slice amounts to: its percentage, with one decimal where it would else read as nothing."""
    values = [v or 0.0 for v in chart.series[0].values]
    total = sum(values) or 1.0
    found = []
    if chart.unit.strip() in {"%", "٪"} and any(v != int(v) for v in values):
        return [numerals.percent(v, 1) for v in values]
    for value in values:
        share = value / total * 100
        found.append(numerals.percent(share, 1 if 0 < share < 1 else 0))
    return found


def key(ctx: Context, chart: Chart, box: Box, numerals: Numerals, highlight: int | None = None) -> list[Element] | None:
    """Return a row with colour, name and share for each slice, centred in `box`; None when they do not fit."""
    theme = ctx.theme
    amounts = shares(chart, numerals)
    for size in (20.0, 18.0, 16.0, 14.0):
        amount_w = size * 3.6
        name_w = box.w - amount_w - _SWATCH - 14.0
        if name_w < 60.0:
            continue
        names = [para(ctx, c or "–", size, name_w) for c in chart.categories]
        pad = size * 0.55
        heights = [n.height + 2 * pad for n in names]
        if sum(heights) <= box.h and all(whole_words(n) and len(n.lines) <= 3 for n in names):
            break
    else:
        return None
    stretch = min(16.0, (box.h - sum(heights)) / len(heights))
    y = box.y + (box.h - sum(heights) - stretch * len(heights)) / 2
    elements: list[Element] = []
    for i, (name, amount, tall) in enumerate(zip(names, amounts, heights, strict=True)):
        h = tall + stretch
        middle = y + h / 2
        if i:
            elements.append(rule(box.x, y, box.w, theme.line))
        elements.append(
            Shape(
                Box(box.x, middle - _SWATCH / 2, _SWATCH, _SWATCH),
                Role.DECORATION,
                badge_geometry(ctx),
                badge_adjust(ctx, _SWATCH),
                fill=slice_paint(theme, i, highlight),
                name="Colour",
            )
        )
        elements.append(
            label(
                Box(box.x + _SWATCH + 14.0, middle - name.height / 2, name_w, name.height),
                [name],
                name=f"Slice {i + 1}",
            )
        )
        found = para(ctx, amount, size, amount_w, bold=True, align="r")
        place = Box(box.right - amount_w, middle - found.height / 2, amount_w, found.height)
        elements.append(label(place, [found], name=f"Share {i + 1}"))
        y += h
    return elements
