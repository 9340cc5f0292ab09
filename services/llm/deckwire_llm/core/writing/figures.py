"""Pictures of the source on slides: the slide shows the document's own picture, and none is made for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from deckwire_contracts import (
    Degradation,
    ImageBrief,
    ImageType,
    Pictured,
    Slide,
    SlideBrief,
    SlideContext,
    SourceFigure,
    SourceRef,
    Stage,
)

from deckwire_llm.core.figures import FIGURE_TYPES
from deckwire_llm.core.material import Material
from deckwire_llm.core.offline.notes import source_line
from deckwire_llm.core.offline.phrases import phrases

from .slide import WrittenSlide

PROVIDER = "source"
"""Who a picture is from that stands in a source."""

_MOST_NOTES = 4000
_MOST_SOURCES = 12


def with_figure(
    written: WrittenSlide, brief: SlideBrief, context: SlideContext, material: Material | None
) -> WrittenSlide:
    """Return the slide with the figure that its brief names, and with where that is from in its notes and sources.

    A figure that is not there any more is said to be missing; a slide without a place for one stays as it is.
    """
    if brief.figure is None or context.options.image_type is ImageType.NONE:
        return written
    if written.slide.type not in FIGURE_TYPES:
        return written
    figure = material.figure(brief.figure) if material else None
    if figure is None:
        mark = Degradation(
            slide_id=brief.id,
            stage=Stage.DRAFT,
            reason="figure_missing",
            detail="The picture of the source that belongs on this slide is not stored any more.",
        )
        bare = written.slide.model_copy(update={"image": None})
        return replace(written, slide=bare, degradations=[*written.degradations, mark])
    slide = written.slide
    alt = figure.alt or figure.caption or _unnamed(slide, figure, context)
    ref = SourceRef(name=figure.source, section=figure.section, page=figure.page) if figure.source else None
    known = any((s.name, s.section, s.page) == (figure.source, figure.section, figure.page) for s in slide.sources)
    sources = slide.sources if known or ref is None else [*slide.sources, ref][-_MOST_SOURCES:]
    notes = _credited(slide.notes, figure, ref, context) if context.options.include_speaker_notes else slide.notes
    shown = slide.model_copy(
        update={
            "image": ImageBrief(prompt=alt, alt=alt, aspect=_aspect(figure)),
            "sources": sources,
            "notes": notes,
        }
    )
    pictured = Pictured(
        image=figure.image, width=figure.width, height=figure.height, alt=alt, provider=PROVIDER, fit=figure.fit
    )
    return replace(written, slide=shown, pictured=pictured)


def _unnamed(slide: Slide, figure: SourceFigure, context: SlideContext) -> str:
    """What can be said of a picture that its document does not name: what it stands for, and its size."""
    about = [part for part in dict.fromkeys((slide.title, context.deck_title)) if part]
    return f"{' – '.join(about)} ({figure.width} × {figure.height})"[:300]


def _credited(notes: str, figure: SourceFigure, ref: SourceRef | None, context: SlideContext) -> str:
    """The notes, and under them what the picture is called and where it is from; said once."""
    words = phrases(context.language)
    place = source_line(ref, words) if ref else ""
    called = figure.caption or figure.alt
    line = f"{words.source}: {f'{called} ({place})' if called and place else called or place}"
    if not (called or place) or line in notes:
        return notes
    return "\n\n".join(part for part in (notes[: _MOST_NOTES - len(line) - 2], line) if part)


def _aspect(figure: SourceFigure) -> Literal["wide", "half", "portrait", "square"]:
    share = figure.width / figure.height
    return "wide" if share > 1.5 else "half" if share > 1.15 else "square" if share > 0.85 else "portrait"
