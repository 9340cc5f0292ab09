"""Asking for a further revision of a deck: by words, by hand, back to an older one, or as a deck of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

from deckwire_contracts import (
    DeckEdit,
    DeckOptions,
    DeckRendered,
    DeckRequested,
    DeckState,
    Instruction,
    Look,
    ProblemCode,
    ProblemError,
)
from deckwire_contracts.text import Name, Prose
from pydantic import BaseModel, ConfigDict, Field
from ulid import ULID

from ..ports import Ports
from .access import Principal
from .admission import Door
from .body import invalid, validate

if TYPE_CHECKING:
    from .wardrobe import Wardrobe

StateOf = Callable[[Principal, str, int | None], Awaitable[DeckState]]

_FURTHEST_BACK = 20


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MessageRequest(_Body):
    """The body of `POST /decks/{id}/messages`: what the user says, of the whole deck or of one slide."""

    content: Annotated[Prose, Field(min_length=1, max_length=20_000)]
    slide_id: Name | None = None
    base_revision: int | None = Field(default=None, ge=1)


class RestoreRequest(_Body):
    """The body of `POST /decks/{id}/restore`: the revision to go back to."""

    revision: int = Field(ge=1)
    base_revision: int | None = Field(default=None, ge=1)


class ForkRequest(_Body):
    """The body of `POST /decks/{id}/fork`: the revision that the new deck begins with, the newest if None."""

    revision: int | None = Field(default=None, ge=1)


class RetryRequest(_Body):
    """The body of `POST /decks/{id}/retry`."""

    base_revision: int | None = Field(default=None, ge=1)


class EditRequest(DeckEdit):
    """The body of `PATCH /decks/{id}`: what the user changed by hand."""

    model_config = ConfigDict(extra="forbid")

    base_revision: int | None = Field(default=None, ge=1)


class Revisions:
    """Writes requests for further revisions; the first of two on one base wins and the other is told so.

    `state_of` returns the state of a revision (None: the newest) or raises ProblemError; `deadline_s` is what a
    revision may take.
    """

    def __init__(self, ports: Ports, *, door: Door, state_of: StateOf, deadline_s: float, wardrobe: Wardrobe) -> None:
        self._ports = ports
        self._door = door
        self._state_of = state_of
        self._deadline_s = deadline_s
        self._wardrobe = wardrobe

    async def message(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Ask for what the user says; raises ProblemError, `conflict` when the deck has moved on meanwhile."""
        await self._door.write(principal)
        request = validate(MessageRequest, value)
        newest = await self._newest(principal, deck_id, request.base_revision)
        base = await self._outlined(principal, newest)
        if request.slide_id is not None and base.slide(request.slide_id) is None:
            raise invalid(("slide_id", f"is not a slide of revision {base.revision}"))
        looks = await self._wardrobe.named(principal, request.content)
        instruction = Instruction(content=request.content, slide_id=request.slide_id, looks=looks)
        return await self._ask(principal, newest, base, kind="message", instruction=instruction)

    async def edit(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Ask for what the user changed by hand; raises ProblemError, `conflict` when the deck has moved on."""
        await self._door.write(principal)
        request = validate(EditRequest, value)
        newest = await self._newest(principal, deck_id, request.base_revision)
        base = await self._outlined(principal, newest)
        self._check(request, base)
        edit = DeckEdit.model_validate(request.model_dump(exclude={"base_revision"}))
        options = await self._worn(principal, edit, base)
        return await self._ask(principal, newest, base, kind="edit", edit=edit, options=options)

    async def _worn(self, principal: Principal, edit: DeckEdit, base: DeckState) -> DeckOptions:
        """Return the options of an edit with the theme and the master that it chooses; what it leaves open stays."""
        options = _options(base)
        if edit.theme is None and edit.template is None:
            return options
        chosen = await self._wardrobe.look(principal, theme=edit.theme, template=edit.template)
        before = options.look
        brand = chosen.brand if chosen else None
        if edit.theme is None:
            brand = before.brand if before else None
        template = chosen.template if chosen else None
        if edit.template is None:
            template = before.template if before else None
        return options.model_copy(
            update={
                "theme": edit.theme or options.theme,
                "template": template.id if template else None,
                "look": Look(brand=brand, template=template) if brand or template else None,
            }
        )

    def _check(self, request: EditRequest, base: DeckState) -> None:
        errors: list[tuple[str, str]] = []
        asked = (request.title, request.theme, request.template, request.order)
        if all(value is None for value in asked) and not request.slides:
            errors.append(("body", "changes nothing; give title, theme, template, slides or order"))
        if request.theme == "":
            errors.append(("theme", "must not be empty"))
        if request.title == "":
            errors.append(("title", "must not be empty"))
        known = {slide.brief.id for slide in base.slides}
        unknown = f"is not a slide of revision {base.revision}"
        for n, slide in enumerate(request.slides):
            if slide.slide_id not in known:
                errors.append((f"slides.{n}.slide_id", unknown))
        order = request.order or []
        errors += [(f"order.{n}", unknown) for n, slide_id in enumerate(order) if slide_id not in known]
        if len(set(order)) != len(order):
            errors.append(("order", "names a slide twice"))
        if len({slide.slide_id for slide in request.slides}) != len(request.slides):
            errors.append(("slides", "names a slide twice"))
        if errors:
            raise invalid(*errors)

    async def restore(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Ask for an older revision back; raises ProblemError, `not_found` when there is no such revision."""
        await self._door.write(principal)
        request = validate(RestoreRequest, value)
        base = await self._state_of(principal, deck_id, request.revision)
        if base.outline is None:
            raise invalid(("revision", f"revision {base.revision} was never outlined"))
        newest = await self._newest(principal, deck_id, request.base_revision)
        return await self._ask(principal, newest, base, kind="restore")

    async def fork(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Ask for a deck of its own that begins as this one; raises ProblemError."""
        await self._door.write(principal)
        request = validate(ForkRequest, value)
        base = await self._state_of(principal, deck_id, request.revision)
        if request.revision is None:
            base = await self._outlined(principal, base)
        elif base.outline is None:
            raise invalid(("revision", f"revision {base.revision} was never outlined"))
        event = DeckRequested(
            tenant_id=principal.tenant,
            deck_id=str(ULID()).lower(),
            revision=1,
            kind="fork",
            base_deck_id=deck_id,
            base_revision=base.revision,
            options=_options(base),
            requested_by=principal.subject,
        )
        return await self._write(principal, event)

    async def retry(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Ask once more for what the newest revision was asked for; raises ProblemError, `conflict` when it is there.

        Words, sources and wishes are those of the request that failed or was cancelled.
        """
        await self._door.write(principal)
        request = validate(RetryRequest, value)
        newest = await self._newest(principal, deck_id, request.base_revision)
        if newest.requested is None or isinstance(newest.end, DeckRendered):
            raise ProblemError.of(
                ProblemCode.CONFLICT,
                f"Revision {newest.revision} is there; only one that failed or was cancelled can be tried again.",
                hint="Send a message with what should change.",
            )
        kept = {"kind", "content", "slides_markdown", "options", "sources", "instruction", "edit"}
        event = DeckRequested(
            tenant_id=principal.tenant,
            deck_id=deck_id,
            revision=newest.revision + 1,
            base_revision=newest.requested.base_revision,
            base_deck_id=newest.requested.base_deck_id,
            requested_by=principal.subject,
            **{name: getattr(newest.requested, name) for name in kept},
        )
        return await self._write(principal, event)

    async def _newest(self, principal: Principal, deck_id: str, base_revision: int | None) -> DeckState:
        newest = await self._state_of(principal, deck_id, None)
        if base_revision is not None and base_revision > newest.revision:
            raise ProblemError.of(ProblemCode.NOT_FOUND, f"The deck has no revision {base_revision}.")
        if base_revision is not None and base_revision != newest.revision:
            raise _stale(base_revision, newest.revision)
        if newest.end is None:
            raise ProblemError.of(
                ProblemCode.CONFLICT,
                f"Revision {newest.revision} is still being made.",
                hint="Wait until it has ended, or cancel it.",
            )
        return newest

    async def _outlined(self, principal: Principal, newest: DeckState) -> DeckState:
        """Return the newest revision that has slides: one that failed before it had any is not built upon."""
        state = newest
        for revision in range(newest.revision - 1, max(0, newest.revision - _FURTHEST_BACK), -1):
            if state.outline is not None:
                break
            state = await self._state_of(principal, newest.deck_id, revision)
        if state.outline is None:
            raise ProblemError.of(
                ProblemCode.CONFLICT, "The deck has no slides that could be changed.", hint="Create a new deck."
            )
        return state

    async def _ask(self, principal: Principal, newest: DeckState, base: DeckState, **fields: Any) -> DeckState:
        event = DeckRequested(
            tenant_id=principal.tenant,
            deck_id=newest.deck_id,
            revision=newest.revision + 1,
            base_revision=base.revision,
            requested_by=principal.subject,
            **{"options": _options(base), **fields},
        )
        return await self._write(principal, event)

    async def _write(self, principal: Principal, event: DeckRequested) -> DeckState:
        # As with a first revision, a timer without a revision does nothing.
        deadline = await self._ports.timers.schedule(principal.tenant, event.deck_id, event.revision, self._deadline_s)
        event = event.model_copy(update={"deadline": deadline})
        written = await self._ports.facts.write(event)
        if not written.won:
            raise _stale(event.revision - 1, event.revision)
        return DeckState(
            tenant_id=principal.tenant,
            deck_id=event.deck_id,
            revision=event.revision,
            seq=written.seq,
            requested=event,
            updated_at=event.time,
        )


def _stale(base: int, newest: int) -> ProblemError:
    return ProblemError.of(
        ProblemCode.CONFLICT,
        f"The deck was changed meanwhile: revision {base} is not the newest, revision {newest} is.",
        hint=f"Look at revision {newest} and ask again with it as base_revision.",
    )


def _options(base: DeckState) -> DeckOptions:
    """Return what was wished for the deck, without what concerned its first plan alone."""
    options = base.outlined.options if base.outlined else DeckOptions()
    return options.model_copy(update={"review_outline": False, "n_slides": None})
