"""What the offline writer can say itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Phrases:
    """Labels and finding templates of one language.

    The templates of findings take `name`, `first`, `last`, `to`, `change`, `cat`, `value`, `low`, `low_value`,
    `a`, `b`, `diff`; a     language without its own ones uses the neutral ones, which hold signs and numbers only.
    """

    agenda: str = "Agenda"
    takeaways: str = "Key takeaways"
    overview: str = "Overview"
    key_figures: str = "Key figures"
    source: str = "Source"
    page: str = "page"
    table: str = "The figures"
    illustration: str = "Abstract illustration"
    more_rows: str = "{shown} of {total} rows shown"
    next_steps: str = "Next steps"
    rose: str = "{name}: {first} → {last} +{change}, {to}"
    fell: str = "{name}: {first} → {last} −{change}, {to}"
    level: str = "{name}: {first} → {last} ±{change}, {to}"
    moved: str = "{name}: {first} {start} → {last} {to}"
    rose_most: str = "{name}: +{change}, {first} → {last}"
    fell_most: str = "{name}: −{change}, {first} → {last}"
    leads: str = "{cat}: {value} ({change})"
    highest: str = "{cat}: {value} > {low}: {low_value}"
    top: str = "{cat}: {value}"
    below: str = "{a} < {b}; max. {cat}: {diff}"
    share: str = "{cat}: {change}, {name}"
    peak: str = "{name}: max. {value}, {cat}"
    total: str = "{name}: Σ {value}"
    second: str = "{cat}: {value}"
    points: str = "pp"
    step: str = "{first} → {last}: {change}"
    voice: str = "{name}"
    colon: str = ": "
    by: str = "{measure} / {column}"
    row_label: str = "× {columns}"
    sum_of: str = "Σ {name}"
    mean_of: str = "Ø {name}"
    skeleton: tuple[tuple[str, tuple[str, ...]], ...] = field(default_factory=tuple)
    skeleton_end: tuple[str, ...] = ()
    skeleton_subtitle: str = ""
    skeleton_note: str = ""
