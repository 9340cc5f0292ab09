"""What is written without a model: on its own, or because the model failed."""

from __future__ import annotations

from deckwire_contracts import DeckRequested, Degradation, ProblemCode, SlideBrief, SlideContext, Stage, Usage

from deckwire_llm.core.material import Material
from deckwire_llm.core.offline import WRITER, draft, outline

from .outline import WrittenOutline
from .script import EXPLAINED
from .slide import WrittenSlide

FATAL = frozenset(
    {
        ProblemCode.PROVIDER_AUTH,
        ProblemCode.PROVIDER_QUOTA,
        ProblemCode.PROVIDER_REFUSED,
        ProblemCode.PROVIDER_INVALID_REQUEST,
    }
)
"""Failures of an outline that its owner has to mend: a deck made all the same would hide them."""


def outline_without_model(request: DeckRequested, documents: list[Material]) -> tuple[WrittenOutline, Material]:
    """Return the offline writer's outline, and the material that its ids refer to. Takes CPU time."""
    made = outline(request, documents)
    return WrittenOutline(made.outline, made.reply, WRITER, Usage(), made.degradations), made.material


def outline_instead(
    request: DeckRequested, documents: list[Material], why: ProblemCode, usage: Usage
) -> tuple[WrittenOutline, Material]:
    """Return the offline writer's outline in place of a model's, marked with why. Takes CPU time."""
    made = outline(request, documents)
    cause = EXPLAINED.get(why, "The model failed.")
    # That a model is missing is what the offline writer says of itself; here there is one, and it failed.
    others = [mark for mark in made.degradations if mark.reason != "no_model"]
    mark = Degradation(stage=Stage.OUTLINE, reason=why.value, detail=f"{cause} The outline was made without a model.")
    skeleton = made.material.is_empty()
    reply = f"{cause} I planned {len(made.outline.slides)} slides " + (
        "from a general pattern; ask again later for a plan of your topic." if skeleton else "from the source itself."
    )
    return WrittenOutline(made.outline, reply, WRITER, usage, [mark, *others]), made.material


def slide_without_model(brief: SlideBrief, context: SlideContext, material: Material | None) -> WrittenSlide:
    """Return the offline writer's slide. Takes CPU time."""
    slide, marks = draft(brief, context, material or Material(title=context.deck_title, language=context.language))
    return WrittenSlide(slide, WRITER, Usage(), marks)
