"""Writing one slide with a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import (
    Degradation,
    Pictured,
    ProblemCode,
    Slide,
    SlideBrief,
    SlideContext,
    SourceRef,
    Stage,
    Usage,
)
from deckwire_contracts.slides import ChartSlide

from deckwire_llm.core.answer import plain_slide, read_slide
from deckwire_llm.core.answer.numerals import numbers_in
from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.core.offline import WRITER, draft
from deckwire_llm.core.prompting import slide_ask, slide_schema, wants_picture
from deckwire_llm.core.prompting.sources import picked_text
from deckwire_llm.ports import Ask

from .exchange import Wanted, obtain
from .script import EXPLAINED, Ledger, Script

_MOST_SOURCES = 12
AS_GIVEN = "as given"
"""The writer of a slide that was complete already."""


@dataclass(frozen=True)
class WrittenSlide:
    """A slide, who wrote it, what it used, in what it falls short, and its picture if that stands already."""

    slide: Slide
    writer: str
    usage: Usage = field(default_factory=Usage)
    degradations: list[Degradation] = field(default_factory=list)
    pictured: Pictured | None = None


def write_slide(
    brief: SlideBrief,
    context: SlideContext,
    material: Material | None,
    knobs: Knobs,
    nonce: str,
    *,
    before: Slide | None = None,
) -> Script[WrittenSlide]:
    """Write the slide of `brief`, anew if it stood as `before`; raises AskFailedError when no model does."""
    ledger = Ledger(Stage.DRAFT, brief.id)
    source = picked_text(material, brief.material, knobs.slide_material_chars) if material else ""
    stood = before.model_dump_json() if before else ""
    said = [brief.title, brief.message, *brief.points, brief.instruction, context.options.instructions or ""]
    known = "\n".join([source, stood, *said])

    schema = slide_schema(brief, context.options, picture=wants_picture(brief, context))

    def ask(chars: int) -> Ask:
        return slide_ask(brief, context, material, knobs, nonce=nonce, material_chars=chars, before=before)

    def read(data: dict[str, Any]) -> Slide:
        return read_slide(data, schema, brief, context.options, allowed=known)

    wanted = Wanted(ask, read, knobs.slide_material_chars, context.budget_usd)
    slide = yield from obtain(wanted, ledger)
    slide = _with_sources(slide, brief, material)
    if isinstance(slide, ChartSlide):
        _check_numbers(slide, known, ledger, from_material=bool(source))
    return WrittenSlide(slide, ledger.writer, ledger.usage, ledger.degradations)


def stand_in(
    brief: SlideBrief, context: SlideContext, material: Material | None, why: ProblemCode, usage: Usage
) -> WrittenSlide:
    """Return the slide that stands in for one that no model wrote, marked with the reason.

    It is made of the material's own words where the plan names any, else of the plan alone.
    """
    slide, writer = plain_slide(brief, context), "plan"
    said = "The slide holds only what was planned for it."
    if material and material.pick(brief.material):
        slide, _ = draft(brief, context, material)
        writer, said = WRITER, "The slide was made of the source's own words."
    reason = "writer_failed" if why is ProblemCode.POISON_MESSAGE else why.value
    detail = " ".join(part for part in (EXPLAINED.get(why, ""), said) if part)
    mark = Degradation(slide_id=brief.id, stage=Stage.DRAFT, reason=reason, detail=detail)
    return WrittenSlide(slide, writer, usage, [mark])


def kept_slide(brief: SlideBrief, before: Slide, why: ProblemCode, usage: Usage) -> WrittenSlide:
    """Return the slide as it stood, because it could not be written anew, marked with the reason."""
    reason = "writer_failed" if why is ProblemCode.POISON_MESSAGE else why.value
    detail = " ".join(part for part in (EXPLAINED.get(why, ""), "The slide was left as it was.") if part)
    mark = Degradation(slide_id=brief.id, stage=Stage.DRAFT, reason=reason, detail=detail)
    return WrittenSlide(before, AS_GIVEN, usage, [mark])


def _with_sources(slide: Slide, brief: SlideBrief, material: Material | None) -> Slide:
    """Name the sections that a slide draws on; a model is never asked where its words come from."""
    if material is None:
        return slide
    sections = dict.fromkeys(name.partition("-")[0] for name in brief.material)
    refs = [
        SourceRef(name=(section.source or material.source)[:160], section=section.heading[:160], page=section.page)
        for name in sections
        if (section := material.section(name)) and (section.source or material.source)
    ]
    slide.sources = refs[:_MOST_SOURCES]
    return slide


def _check_numbers(slide: ChartSlide, known: str, ledger: Ledger, *, from_material: bool) -> None:
    """Call a chart illustrative when none of its numbers stands in what its writer was given."""
    values = {abs(v) for series in slide.chart.series for v in series.values if v is not None}
    if values & numbers_in(known):
        return
    slide.chart.source = slide.chart.source or "Illustrative"
    if from_material:
        ledger.note("unsourced_numbers", "The numbers of this chart do not stand in the material; check them.")
