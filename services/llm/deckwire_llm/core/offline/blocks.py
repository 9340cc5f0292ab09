"""Slides from one table or one quote, and what every planner of slides needs."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from dataclasses import dataclass

from ..material import Material, QuoteBlock, Section, TableBlock
from .amount import Amount
from .charts import ChartPlan, plan_charts
from .findings import Style
from .periods import is_period
from .planned import Planned
from .points import tight
from .scoring import Scorer
from .shorten import as_title, clip, leads, shorten
from .words import contained, length

TABLE_ROWS = 8
TABLE_COLUMNS = 7
_GLANCE_ROWS = 3
TITLE_CHARS = 90
_FINDING_WORDS = (16, 13, 10, 7)  # tried in this order until the line is short enough
_LABEL_WORDS = 4
_LINK = re.compile(r"https?://|www\.\S|\S+@\S+\.\w")
STEP_WORDS = re.compile(
    r"^(?:first|second|third|then|next|after that|finally|lastly|step \d+|zuerst|zunächst|dann|danach|schließlich|d'abord|"
    r"ensuite|puis|enfin|primero|luego|después|首先|然后|最后|まず|次に|最後に|затем|сначала|наконец)(?:\b|(?<=[\u3040-\u9fff])),?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:how|what|where|why|when|who|which|wie|was|wo|warum|wann|wer|welche\w*|comment|pourquoi|où|quand|quels?|quelles?|"
    r"cómo|qué|dónde|por qué|cuándo|quién|come|perché|dove|como|onde|как|что|где|почему|когда|كيف|ماذا|لماذا)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Setting:
    """What every planner of slides needs: the material, its sentences' scores, the amounts and the wording."""

    material: Material
    scorer: Scorer
    amount: Amount
    style: Style

    def about(self, subject: str) -> Style:
        """Return the wording for a table that is about `subject`."""
        return Style(self.style.words, self.style.language, self.style.comma, self.style.spaced, subject)


def table_slides(section: Section, index: int, block: TableBlock, setting: Setting, topic: str) -> list[Planned]:
    """Return the slides of a table: its charts, and the table itself where it says more than they do."""
    subject = block.caption or topic
    ids = [section.block_id(index)]
    source = section.source or setting.material.source
    made: list[Planned] = []
    plans = plan_charts(block, setting.about(subject), source)
    at_a_glance = _at_a_glance(block, plans)
    for number, plan in enumerate(plans[:3]):
        made.append(
            Planned(
                type="chart",
                title=plan.title or as_title(subject),
                message=plan.takeaway,
                points=list(plan.names),
                material=list(ids),
                value=plan.value if number == 0 else plan.value - 0.8,
                core=(number == 0 or plan.value >= 2.5) and not at_a_glance,
                titles=[as_title(subject)],
                gist=plan.title,
            )
        )
    shown = len(block.headers) <= 1 or _words(block)
    parts = _row_parts(len(block.rows), verbatim=setting.amount.verbatim)
    for number, (start, end) in enumerate(parts):
        label = _table_title(block, subject, setting)
        made.append(
            Planned(
                type="table",
                title=label,
                message=_unshown(block, end if number == len(parts) - 1 else 0, setting),
                points=[f"{start + 1}–{end}"] if len(block.rows) > TABLE_ROWS else [],
                material=list(ids),
                value=(2.2 if not plans or at_a_glance else 1.5 if shown else 0.8) - 0.3 * number,
                core=setting.amount.verbatim
                or (number == 0 and (not plans or at_a_glance or (shown and len(block.headers) > 2))),
                titles=[
                    f"{label}: {setting.style.words.table[:1].lower()}{setting.style.words.table[1:]}",
                    f"{label} ({start + 1}–{end})",
                ],
            )
        )
    return made


def _at_a_glance(block: TableBlock, plans: list[ChartPlan]) -> bool:
    """Whether the table is so small, and its measures so different, that it says more than several charts of it."""
    units = {plan.chart.unit for plan in plans}
    timed = any(is_period(row[0]) for row in block.rows)
    return len(plans) > 1 and len(units) == len(plans) and len(block.rows) <= _GLANCE_ROWS and not timed


def _words(block: TableBlock) -> bool:
    """Whether a column besides the first holds words that no chart can show."""
    return any(
        sum(len(cell) > 12 and sum(c.isalpha() for c in cell) > 8 for cell in block.column(column)) >= 2
        for column in range(1, len(block.headers))
    )


def _row_parts(rows: int, *, verbatim: bool) -> list[tuple[int, int]]:
    if rows <= TABLE_ROWS + 2:
        return [(0, rows)] if rows else []
    most = 5 if verbatim else 2 if rows <= 2 * TABLE_ROWS else 1
    return [(start, min(start + TABLE_ROWS, rows)) for start in range(0, rows, TABLE_ROWS)][:most]


def _unshown(block: TableBlock, end: int, setting: Setting) -> str:
    total = max(block.total_rows, len(block.rows))
    return setting.style.words.more_rows.format(shown=end, total=total) if end and total > end else ""


def _table_title(block: TableBlock, subject: str, setting: Setting) -> str:
    if block.caption and length(block.caption) >= 2:
        return as_title(clip(block.caption, 120))
    return as_title(clip(subject or " / ".join(h for h in block.headers[:3] if h) or setting.style.words.table, 120))


def setting_point(text: str, setting: Setting) -> str:
    """Return a list item as a point of the asked length."""
    return tight(text, setting.amount.words, verbatim=setting.amount.verbatim)


def quote_slide(section: Section, index: int, block: QuoteBlock, setting: Setting, topic: str) -> list[Planned]:
    """Return the slide of a quote; one too long to be read at a glance is shortened to its first sentences."""
    words = length(block.text)
    if words < (2 if block.attribution else 4):
        return []
    return [
        Planned(
            "quote",
            _voice(block, setting) or as_title(topic) or setting.style.words.overview,
            message=clip(block.text, 400),
            points=[clip(block.attribution, 200)] if block.attribution else [],
            material=[section.block_id(index)],
            value=1.7 if block.attribution else 1.0,
            core=bool(block.attribution) and words <= 70,
            titles=[as_title(topic)],
        )
    ]


def _voice(block: QuoteBlock, setting: Setting) -> str:
    name = clip(re.split(r"[,(（、،–—]", block.attribution)[0].strip(), 60)
    return setting.style.words.voice.format(name=name) if name else ""


def title_from(sentence: str) -> str | None:
    """Return a sentence as a slide title, or None when it cannot be one: too long, a question, tied to another one."""
    if sentence.rstrip().endswith((":", "：", "?", "？", "…")) or len(sentence) > 400 or _LINK.search(sentence):
        return None
    for words in _FINDING_WORDS:
        short = shorten(sentence, words)
        if short is None or length(short) < 4:
            return None
        if len(short) <= TITLE_CHARS and short[:1].isalnum() and leads(short):
            return as_title(short)
    return None


def is_label(heading: str) -> bool:
    """Return whether a heading only names what follows and leaves open what is found."""
    return length(heading) <= _LABEL_WORDS or bool(_ASKS.match(heading)) or heading.endswith(("?", "？"))


def is_said(sentence: str, points: list[str]) -> bool:
    """Return whether one of the points was made from this sentence."""
    return any(contained(point.replace(" — ", " "), sentence) for point in points if point)
