"""The overview of a data sheet: how many rows, and what its columns come to."""

from __future__ import annotations

import re

from ..material import Section, TableBlock
from .blocks import Setting
from .numbers import written
from .planned import Planned
from .points import join
from .shorten import as_title
from .tables import Numeric, analyse

_COUNTED_ROWS = 12  # fewer can be seen at a glance
_NOT_SUMMED = re.compile(
    r"rate|margin|average|avg|mean|price|per |ratio|score|index|year|temp|rating|stars?|age\b|quote|preis|Ø",
    re.IGNORECASE,
)


def _in_order(numeric: Numeric) -> bool:
    """Whether there is one value for each period: a stock of customers is not to be added up over months."""
    return numeric.timed and len(set(numeric.labels)) == len(numeric.labels)


def overview_slide(section: Section, setting: Setting) -> list[Planned]:
    """Return a slide of key figures of the section's first table: its rows, and sums or means of its columns."""
    for index, block in enumerate(section.blocks):
        if not isinstance(block, TableBlock) or len(block.rows) < 3:
            continue
        style = setting.style
        total = max(block.total_rows, len(block.rows))
        counted = join(written(total, 0, comma=style.comma), style.words.row_label.format(columns=len(block.headers)))
        points = [counted] if total >= _COUNTED_ROWS else []
        numeric = analyse(block, decimal_comma=style.comma)
        whole = total == len(block.rows)
        for measure in numeric.measures if numeric is not None and whole and not _in_order(numeric) else ():
            present = measure.present
            if len(present) < 2 or len(points) == 4:
                continue
            if measure.is_percent or _NOT_SUMMED.search(f"{measure.name} {measure.unit}") or min(present) < 0:
                label = style.words.mean_of.format(name=measure.name)
                value = sum(present) / len(present)
            else:
                label = style.words.sum_of.format(name=measure.name)
                value = sum(present)
            points.append(join(style.value(measure, round(value, max(1, measure.decimals))), label))
        if len(points) < 2:
            return []
        topic = as_title(section.heading) or as_title(setting.material.title)
        title = f"{topic}: {style.words.overview.lower()}" if topic else style.words.overview
        return [Planned("big_number", title, points=points, material=[section.block_id(index)], value=1.6, topic=topic)]
    return []
