"""A deck that exists is changed: from an instruction, or an older revision, to the outline of a new one."""

from __future__ import annotations

import asyncio
import secrets

from deckwire_contracts import (
    DeckOptions,
    DeckOutlined,
    DeckRequested,
    DeckState,
    Look,
    Outline,
    ProblemCode,
    ProblemError,
)
from deckwire_contracts.topology import deck_subject
from deckwire_kit.bus import Bus

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.revising import recoloured
from deckwire_llm.core.writing import (
    FATAL,
    WrittenOutline,
    change_of_look,
    change_without_model,
    edited,
    forked,
    restored,
    write_change,
)
from deckwire_llm.ports import AskFailedError, ChatModel

from .conversation import come_again, converse
from .sources import Sources
from .typist import typing

_REMEMBERED = 6


class Revisions:
    """Plans new revisions of decks; without `model` by what needs none. `redeliveries` as in the settings."""

    def __init__(self, bus: Bus, sources: Sources, model: ChatModel | None, knobs: Knobs, *, redeliveries: int) -> None:
        self._bus = bus
        self._sources = sources
        self._model = model
        self._knobs = knobs
        self._redeliveries = redeliveries

    async def outlined(self, requested: DeckRequested, attempt: int) -> DeckOutlined:
        """Return the outline of the revision that `requested` asks for.

        Raises ProblemError when there is nothing to build on or the model's failure has to be mended first.
        """
        base = await self._base(requested)
        written = await self._written(requested, base, attempt)
        material = base.outlined.material if base.outlined else None
        options = _options(requested, base, written)
        return DeckOutlined(
            tenant_id=requested.tenant_id,
            deck_id=requested.deck_id,
            revision=requested.revision,
            outline=_in_its_colours(written.outline, options, base),
            options=options,
            reply=written.reply,
            writer=written.writer,
            material=material,
            figures=base.outlined.figures if base.outlined else [],
            usage=written.usage,
            degradations=written.degradations,
        )

    async def _written(self, requested: DeckRequested, base: DeckState, attempt: int) -> WrittenOutline:
        match requested.kind:
            case "restore":
                return restored(base)
            case "fork":
                return forked(base)
            case "edit" if requested.edit is not None:
                try:
                    return edited(requested.edit, base, requested.revision)
                except LookupError as error:
                    raise ProblemError.of(
                        ProblemCode.INVALID_REQUEST, f"Revision {base.revision} has no slide {error}."
                    ) from error
            case _:
                return await self._changed(requested, base, attempt)

    async def _base(self, requested: DeckRequested) -> DeckState:
        deck_id = requested.base_deck_id or requested.deck_id
        base = await self._bus.facts.state(requested.tenant_id, deck_id, requested.base_revision)
        if base is None or base.outline is None or requested.base_revision is None:
            raise ProblemError.of(
                ProblemCode.INVALID_REQUEST,
                f"Revision {requested.base_revision} has no outline to build on.",
                hint="Ask for a change of a revision that has slides.",
            )
        return base

    async def _changed(self, requested: DeckRequested, base: DeckState, attempt: int) -> WrittenOutline:
        if requested.instruction is None:
            raise ProblemError.of(ProblemCode.INVALID_REQUEST, "The message says nothing.")
        worn = change_of_look(requested, base)
        if worn is not None:
            return worn
        if self._model is None:
            return await asyncio.to_thread(change_without_model, requested, base)
        ref = base.outlined.material if base.outlined else None
        said, material = await asyncio.gather(self._said(requested), self._sources.material(ref))
        script = write_change(requested, base, said, material, self._knobs, secrets.token_hex(8))
        try:
            async with typing(self._bus, requested) as typist:
                return await converse(script, self._model, typist)
        except AskFailedError as failure:
            come_again(failure, attempt, self._redeliveries)
            if failure.code in FATAL:
                raise
            return await asyncio.to_thread(change_without_model, requested, base, failure.code, failure.usage)

    async def _said(self, requested: DeckRequested) -> list[tuple[str, str]]:
        """Return what was said of the deck before: instructions with the replies to them, oldest first."""
        first = max(1, requested.revision - _REMEMBERED)
        pairs = await asyncio.gather(*(self._pair(requested, n) for n in range(first, requested.revision)))
        return [pair for pair in pairs if pair is not None]

    async def _pair(self, requested: DeckRequested, revision: int) -> tuple[str, str] | None:
        def subject(suffix: str) -> str:
            return deck_subject(requested.tenant_id, requested.deck_id, revision, suffix)

        facts = self._bus.facts
        asked, planned = await asyncio.gather(facts.get(subject("requested")), facts.get(subject("outlined")))
        if asked is None or not isinstance(asked.event, DeckRequested):
            return None
        content = asked.event.instruction.content if asked.event.instruction else asked.event.content
        reply = planned.event.reply if planned and isinstance(planned.event, DeckOutlined) else ""
        return (content[:2000], reply) if content else None


def _in_its_colours(outline: Outline, options: DeckOptions, base: DeckState) -> Outline:
    """Return the outline, artwork to be drawn anew when the look is another one."""
    before = base.outlined.options.look if base.outlined else None
    same = base.outline is not None and outline.theme == base.outline.theme and options.look == before
    return outline if same else recoloured(base, outline)


def _options(requested: DeckRequested, base: DeckState, written: WrittenOutline) -> DeckOptions:
    """Return the options of the revision: with the look that the outline's theme and the chosen master stand for.

    An edit brings its look along. What an instruction names is among its looks; a theme of the catalogue takes the
    place of a brand's.
    """
    options = requested.options
    instruction = requested.instruction
    if instruction is None or base.outline is None:
        return options
    before = options.look
    template = written.template or (before.template if before else None)
    theme = written.outline.theme
    known = [look.brand for look in (before, *instruction.looks) if look and look.brand]
    brand = next((brand for brand in known if brand.id == theme), None)
    look = Look(brand=brand, template=template) if brand or template else None
    if look == before and theme == base.outline.theme:
        return options
    return options.model_copy(update={"theme": theme, "template": template.id if template else None, "look": look})
