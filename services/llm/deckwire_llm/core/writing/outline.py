"""Planning a deck with a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import DeckRequested, Degradation, Outline, Stage, TemplateRef, Usage

from deckwire_llm.core.answer import Planned, read_outline
from deckwire_llm.core.budget import outline_budget
from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material, from_text, merge
from deckwire_llm.core.offline import is_text
from deckwire_llm.core.offline.asked import slides_wanted as slides_in_words
from deckwire_llm.core.prompting import outline_ask, outline_schema
from deckwire_llm.core.prompting.sources import whole_text
from deckwire_llm.ports import Ask

from .exchange import Wanted, obtain
from .script import Ledger, Script


@dataclass(frozen=True)
class WrittenOutline:
    """An outline, the assistant's words about it, who wrote it, what it used and in what it falls short.

    `template` is a master of the user's that the deck is to stand on from now on, None when that stays.
    """

    outline: Outline
    reply: str
    writer: str
    usage: Usage = field(default_factory=Usage)
    degradations: list[Degradation] = field(default_factory=list)
    template: TemplateRef | None = None


def slides_wanted(request: DeckRequested) -> int | None:
    """Return how many slides the options or a short prompt ask for, None when that is left to the writer."""
    if request.options.n_slides:
        return request.options.n_slides
    return None if is_text(request.content) else slides_in_words(request.content)


def gathered(request: DeckRequested, documents: list[Material]) -> Material | None:
    """Return all that there is to write from, a prompt that is itself a text included; None when there is nothing."""
    filled = [document for document in documents if not document.is_empty()]
    if is_text(request.content):
        own = from_text(request.content)
        filled += [] if own.is_empty() else [own]
    return merge(filled) if filled else None


def write_outline(
    request: DeckRequested, material: Material | None, knobs: Knobs, nonce: str
) -> Script[WrittenOutline]:
    """Plan the deck of `request`; raises AskFailedError when no model does."""
    ledger = Ledger(Stage.OUTLINE)
    count = slides_wanted(request)
    known = request.content + (whole_text(material, knobs.material_chars) if material else "")

    schema = outline_schema(request.options, material, count, knobs.themes)

    def ask(chars: int) -> Ask:
        return outline_ask(request, material, knobs, nonce=nonce, material_chars=chars, count=count)

    def read(data: dict[str, Any]) -> Planned:
        return read_outline(data, schema, request.options, material, count=count, theme=knobs.themes[0], allowed=known)

    for notice in material.notices if material else ():
        ledger.degradations.append(Degradation(stage=Stage.OUTLINE, reason="source_truncated", detail=notice[:600]))
    if material and not material.has_words():
        ledger.note("pictures_unseen", "The model knows the names of the pictures, not the pictures: check its words.")
    budget = outline_budget(request.options.max_cost_usd)
    planned = yield from obtain(Wanted(ask, read, knobs.material_chars, budget), ledger)
    if planned.missing:
        ledger.note("slide_count", f"The plan has {planned.missing} slides fewer than were asked for.")
    return WrittenOutline(planned.outline, planned.reply, ledger.writer, ledger.usage, ledger.degradations)
