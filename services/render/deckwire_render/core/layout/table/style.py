"""How tables look: the one place for their colours and rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...themes import colour
from ...themes.model import Paint, Theme

_READABLE = 4.5


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Colours and rules of a table; `heat` are grounds from faint to strong on which ink can be read.

    `head_fill` is the ground of a filled header, `band` that of every second row; None for none.
    """

    head: Paint
    head_fill: Paint | None
    band: Paint | None
    caps: bool
    head_rule: Paint
    head_rule_w: float
    ink: Paint
    loud: Paint
    line: Paint
    line_w: float
    picked: Paint
    total_rule: Paint
    total_rule_w: float
    heat: tuple[Paint, ...]


def style(theme: Theme) -> TableStyle:
    """Return the style of tables in a theme."""
    boxed = theme.table == "boxed"
    return TableStyle(
        head=theme.on_accent if boxed else theme.muted,
        head_fill=theme.accent() if boxed else None,
        band=theme.surface if theme.table == "banded" else None,
        caps=theme.caps,
        head_rule=theme.accent(),
        head_rule_w=2.0,
        ink=theme.ink,
        loud=theme.accent(),
        line=theme.line,
        line_w=0.75,
        picked=theme.tint(),
        total_rule=theme.muted,
        total_rule_w=1.25,
        heat=_heat(theme),
    )


def _heat(theme: Theme) -> tuple[Paint, ...]:
    """Return four grounds of the accent from faint to strong; all the same where ink could not be read on one."""
    tint = theme.tint()
    if tint.slot.startswith("accent") and tint.lum_off:
        levels = tuple(replace(tint, lum_mod=share, lum_off=100 - share) for share in (6, 12, 20, 30))
    else:
        levels = tuple(replace(tint, lum_mod=round(tint.lum_mod * share)) for share in (0.72, 0.86, 1.0, 1.14))
    ink = theme.resolve(theme.ink)
    readable = all(colour.contrast(ink, theme.resolve(level)) >= _READABLE for level in levels)
    return levels if readable else (tint,) * len(levels)
