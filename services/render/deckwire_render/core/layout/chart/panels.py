"""Small multiples: a native chart for each series on one grid."""

from __future__ import annotations

from ...text.numerals import Numerals
from ..context import Context
from ..ir import Box, ChartFrame, Element, Placeholder
from ..typeset import label, largest
from .finding import scaled
from .form import Form

_GRIDS = {2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 3, 10: 4, 11: 4, 12: 4}
_GAP = 28.0


def panels(ctx: Context, form: Form, alt: str, named: int | None, numerals: Numerals, area: Box) -> list[Element]:
    """Return the panels of `form` under their names; the series that carries the finding stands out.

    Panels that share a scale are drawn to one; those of different units each have their own, with the unit beside
    the name.
    """
    from .designs import captioned

    specs = [scaled(panel, numerals) for panel in form.panels]
    elements: list[Element] = []
    reach: tuple[float, float] | None = None
    if form.shared:
        whole, unit = scaled(form.chart, numerals)
        specs = [(p.model_copy(update={"series": [s]}), unit) for p, s in zip(form.panels, whole.series, strict=True)]
        values = [v for s in whole.series for v in s.values if v is not None]
        reach = (min(values), max(values))
        if unit and unit.strip() not in {"%", "٪"}:
            elements, area = captioned(ctx, unit, area)
            area = Box(area.x, area.y + 6.0, area.w, area.h - 6.0)
    across = _GRIDS[len(specs)]
    down = -(-len(specs) // across)
    cells = [cell for row in area.rows(down, 18.0) for cell in row.columns(across, _GAP)]
    for i, ((spec, unit), cell) in enumerate(zip(specs, cells, strict=False)):
        name = spec.series[0].name or "–"
        if not form.shared and unit and unit.lower() not in name.lower():
            name = f"{name} ({unit})"
        held_back = named is not None and named != i
        paint = ctx.theme.ink if named is None else ctx.theme.muted if held_back else ctx.theme.accent()
        head = largest(
            ctx, name, Box(0, 0, cell.w, 40.0), (16.0, 14.0, 12.0), max_lines=1, bold=not held_back, paint=paint
        )
        if len(head.lines) > 2:
            head = largest(ctx, name, Box(0, 0, cell.w, cell.h * 0.4), (12.0, 10.0), paint=paint)
        elements.append(label(Box(cell.x, cell.y, cell.w, head.height), [head], name="Series"))
        box = Box(cell.x, cell.y + head.height + 2.0, cell.w, cell.h - head.height - 2.0)
        elements.append(
            ChartFrame(
                box,
                spec,
                f"{spec.series[0].name}. {alt}"[:900],
                (None, None),
                12.0,
                Placeholder("chart", 31) if not i else None,
                panel=True,
                reach=reach,
                muted=held_back,
            )
        )
    return elements
