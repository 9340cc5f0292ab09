"""What an instruction changes in a deck, with a model or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from deckwire_contracts import DeckEdit, DeckRequested, DeckState, Degradation, ProblemCode, Stage, Usage

from deckwire_llm.core.answer.change import Proposed, read_change
from deckwire_llm.core.budget import outline_budget
from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.core.offline import WRITER
from deckwire_llm.core.prompting.change import change_ask, change_schema
from deckwire_llm.core.revising import (
    Arrange,
    Change,
    NoSuchSlideError,
    agenda_changed,
    carried,
    changed,
    copied,
    looked,
    replacing,
    understood,
)
from deckwire_llm.ports import Ask

from .exchange import Wanted, obtain
from .outline import WrittenOutline
from .script import EXPLAINED, Ledger, Script

_MECHANICAL = (
    "moving, removing, swapping and retitling slides, shortening, another number of slides, another theme or master"
)
_AGENDA = "The agenda follows."


def write_change(
    request: DeckRequested,
    base: DeckState,
    said: Sequence[tuple[str, str]],
    material: Material | None,
    knobs: Knobs,
    nonce: str,
) -> Script[WrittenOutline]:
    """Plan what the instruction of `request` does to the deck of `base`; raises AskFailedError when no model does."""
    assert request.instruction is not None
    content, slide_id = request.instruction.content, request.instruction.slide_id
    ledger = Ledger(Stage.OUTLINE)
    brands = [look.brand for look in request.instruction.looks if look.brand]
    knobs = replace(knobs, themes=(*knobs.themes, *(brand.id for brand in brands)))
    schema = change_schema(request.options, knobs.themes, material)
    figures = frozenset(figure.id for figure in material.shown_figures()) if material else frozenset()

    def ask(chars: int) -> Ask:
        return change_ask(base, content, slide_id, said, material, knobs, nonce=nonce, material_chars=chars, own=brands)

    def read(data: dict[str, Any]) -> Proposed:
        return read_change(data, schema, base, content, slide_id, figures)

    budget = outline_budget(request.options.max_cost_usd)
    found = yield from obtain(Wanted(ask, read, knobs.slide_material_chars, budget), ledger)
    if found.elsewhere:
        ledger.note(
            "other_slides", "The model wanted to change slides that were not meant; they were left as they are."
        )
    outline = changed(
        base, request.revision, found.changes, title=found.title, theme=found.theme, language=found.language
    )
    return WrittenOutline(outline, found.reply, ledger.writer, ledger.usage, ledger.degradations)


def change_without_model(
    request: DeckRequested, base: DeckState, why: ProblemCode | None = None, usage: Usage | None = None
) -> WrittenOutline:
    """Return what the instruction does as far as that takes no model; with `why` because the model failed.

    What takes one leaves the deck as it is, and is said. Takes CPU time.
    """
    assert request.instruction is not None
    said = request.instruction
    found = understood(base, said.content, said.slide_id, said.looks)
    if found is not None:
        outline = changed(base, request.revision, found.changes, title=found.title, theme=found.theme)
        reply = f"{found.reply} {_AGENDA}" if agenda_changed(base, outline) else found.reply
        return WrittenOutline(outline, reply, WRITER, usage or Usage(), template=found.template)
    cause = EXPLAINED.get(why, "The model failed.") if why else "No language model is configured."
    reason = why.value if why else "no_model"
    detail = f"{cause} The deck was left as it is; without a model these are possible: {_MECHANICAL}."
    reply = f"{cause} I left the deck as it is. Without a model I can do this: {_MECHANICAL}."
    mark = Degradation(stage=Stage.OUTLINE, reason=reason, detail=detail)
    return WrittenOutline(carried(base), reply, WRITER, usage or Usage(), [mark])


def change_of_look(request: DeckRequested, base: DeckState) -> WrittenOutline | None:
    """Return what the instruction does when all that it asks for is one of the user's own looks, else None.

    Nobody has to think about that, and no slide is written anew.
    """
    said = request.instruction
    found = looked(base, said.content, said.looks) if said and said.looks else None
    if found is None:
        return None
    outline = changed(base, request.revision, found.changes, theme=found.theme)
    return WrittenOutline(outline, found.reply, WRITER, template=found.template)


def restored(base: DeckState) -> WrittenOutline:
    """Return the outline that `base` had: nothing is written anew."""
    reply = f"The deck is back at revision {base.revision}; nothing had to be written again."
    return WrittenOutline(carried(base), reply, WRITER)


def forked(base: DeckState) -> WrittenOutline:
    """Return the outline of a deck of its own that begins where `base` stands: nothing is written anew."""
    reply = f"This deck begins as a copy of revision {base.revision} of the other; both go on by themselves."
    return WrittenOutline(copied(base), reply, WRITER)


def edited(edit: DeckEdit, base: DeckState, revision: int) -> WrittenOutline:
    """Return the outline after what the user changed by hand; raises NoSuchSlideError for a slide that is not there."""
    changes: list[Change] = []
    edits = {slide_edit.slide_id for slide_edit in edit.slides}
    for slide_edit in edit.slides:
        slide = base.slide(slide_edit.slide_id)
        if slide is None:
            raise NoSuchSlideError(slide_edit.slide_id)
        changes.append(replacing(slide, slide_edit.slide))
    if edit.order is not None:
        changes.append(Arrange(tuple(edit.order)))
    outline = changed(base, revision, changes, title=edit.title or "", theme=edit.theme or "")
    touched = [n for n, brief in enumerate(outline.slides, 1) if brief.from_revision is None]
    if agenda_changed(base, outline):
        touched = [n for n in touched if outline.slides[n - 1].type != "agenda" or outline.slides[n - 1].id in edits]
    told = f"I took over what you changed on {_numbers(touched)}." if touched else "I took over what you changed."
    return WrittenOutline(outline, f"{told} {_AGENDA}" if agenda_changed(base, outline) else told, WRITER)


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers))
    return f"slide {shown}" if len(numbers) == 1 else f"slides {shown}"
