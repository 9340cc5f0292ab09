"""What can be done with decks; HTTP and Socket.IO both come through here, and nothing else does."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deckwire_contracts import (
    DeckCancelled,
    DeckEnded,
    DeckRequest,
    DeckRequested,
    DeckState,
    DeckText,
    Look,
    OutlineApproved,
    ProblemCode,
    ProblemError,
    SourceFile,
    StoredFact,
)
from deckwire_contracts.topology import is_token
from ulid import ULID

from ..ports import Ports
from . import asking, paging
from .access import Principal
from .admission import Door
from .body import invalid, validate
from .following import follow
from .hub import Hub
from .presenting import Presenter, references
from .revising import Revisions
from .sources import upload_key
from .views import DeckList

if TYPE_CHECKING:
    from .wardrobe import Wardrobe

_STATES_AT_ONCE = 8


@dataclass(frozen=True)
class Rules:
    """What the desk goes by; durations are seconds."""

    deadline_s: float
    idle_s: float
    themes: Collection[str]


@dataclass(frozen=True)
class Created:
    """A deck that was asked for; `replayed` when an earlier request with the same key had asked for it."""

    state: DeckState
    replayed: bool


def no_such_deck() -> ProblemError:
    """Return the problem for a deck that is not there, or is another tenant's: the two look the same."""
    return ProblemError.of(ProblemCode.NOT_FOUND, "There is no such deck.")


class Desk:
    """Creates, shows, follows, approves, cancels and erases decks; asks the door before each."""

    def __init__(
        self,
        ports: Ports,
        *,
        door: Door,
        presenter: Presenter,
        hub: Hub,
        rules: Rules,
        wardrobe: Wardrobe,
    ) -> None:
        self._ports = ports
        self._wardrobe = wardrobe
        self._door = door
        self._rules = rules
        self._hub = hub
        self.presenter = presenter
        self.revisions = Revisions(
            ports, door=door, state_of=self._readable, deadline_s=rules.deadline_s, wardrobe=wardrobe
        )

    async def _readable(self, principal: Principal, deck_id: str, revision: int | None) -> DeckState:
        return await self._state(principal, deck_id, revision)

    async def create(self, principal: Principal, value: Any, key: str | None = None) -> Created:
        """Write the request for a deck and return when the stream holds it.

        With `key` (an `Idempotency-Key`) the same request asks for the same deck for 24 hours. Raises ProblemError.
        """
        await self._door.write(principal)
        request = asking.deck_request(value, self._rules.themes)
        if key is None:
            sources, look = await self._material(principal, request)
            state = await self._request(principal, str(ULID()).lower(), request, sources, look)
            return Created(state, replayed=False)
        return await self._create_once(principal, request, asking.idempotency_key(principal.tenant, key))

    async def _create_once(self, principal: Principal, request: DeckRequest, key: str) -> Created:
        keys = self._ports.idempotency
        fingerprint = asking.fingerprint(request)
        if await keys.get(key) is None:
            # The request must be sound before its key is taken, or a corrected one could not use the key.
            await self._material(principal, request)
            record = {"deck_id": str(ULID()).lower(), "request": fingerprint, "written": False}
            await keys.create(key, json.dumps(record).encode())
        found = await keys.get(key)
        if found is None:
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "The key could not be read back.", retry_after_s=1)
        record, version = json.loads(found[0]), found[1]
        if record["request"] != fingerprint:
            raise ProblemError.of(
                ProblemCode.IDEMPOTENCY_MISMATCH,
                "This Idempotency-Key was used with another body within the last 24 hours.",
                hint="Use a new key for a new deck.",
            )
        if record["written"]:
            return Created(await self.state(principal, record["deck_id"]), replayed=True)
        # Either we have just made the record, or whoever made it has not said that the fact is written; writing it
        # is safe both ways, because a fact is written once.
        sources, look = await self._material(principal, request)
        state = await self._request(principal, record["deck_id"], request, sources, look)
        await keys.update(key, json.dumps({**record, "written": True}).encode(), version)
        return Created(state, replayed=False)

    async def _material(self, principal: Principal, request: DeckRequest) -> tuple[list[SourceFile], Look | None]:
        """Return what the ids in a request stand for; raises ProblemError when the tenant has none of that id."""
        sources = await self._sources(principal, request)
        return sources, await self._wardrobe.look(principal, theme=request.theme, template=request.template)

    async def _sources(self, principal: Principal, request: DeckRequest) -> list[SourceFile]:
        found: list[SourceFile] = []
        unknown: list[tuple[str, str]] = []
        for index, upload_id in enumerate(request.files):
            entry = await self._ports.uploads.get(upload_key(upload_id)) if is_token(upload_id) else None
            record = json.loads(entry[0]) if entry else None
            if record is None or record["tenant"] != principal.tenant:
                unknown.append((f"files.{index}", "is not the id of an upload"))
                continue
            found.append(SourceFile.model_validate(record["source"]))
        if unknown:
            raise invalid(*unknown)
        return found

    async def _request(
        self,
        principal: Principal,
        deck_id: str,
        request: DeckRequest,
        sources: list[SourceFile],
        look: Look | None,
    ) -> DeckState:
        # The timer comes first: a timer without a deck does nothing, a deck without a timer could hang for ever.
        deadline = await self._ports.timers.schedule(principal.tenant, deck_id, 1, self._rules.deadline_s)
        event = DeckRequested(
            tenant_id=principal.tenant,
            deck_id=deck_id,
            revision=1,
            content=request.content,
            slides_markdown=request.slides_markdown,
            options=request.options(look),
            sources=sources,
            requested_by=principal.subject,
            deadline=deadline,
        )
        written = await self._ports.facts.write(event)
        if isinstance(written.event, DeckRequested):
            event = written.event
        return DeckState(
            tenant_id=principal.tenant,
            deck_id=deck_id,
            revision=1,
            seq=written.seq,
            requested=event,
            updated_at=event.time,
        )

    async def state(self, principal: Principal, deck_id: str, revision: int | None = None) -> DeckState:
        """Return the state of a revision, the newest if None; raises ProblemError `not_found`."""
        self._door.read(principal)
        return await self._state(principal, deck_id, revision)

    async def _state(self, principal: Principal, deck_id: str, revision: int | None = None) -> DeckState:
        if not is_token(deck_id):
            raise no_such_deck()
        state = await self._ports.facts.state(principal.tenant, deck_id, revision)
        if state is None or state.requested is None:
            if revision is not None and await self._ports.facts.state(principal.tenant, deck_id) is not None:
                raise ProblemError.of(ProblemCode.NOT_FOUND, f"The deck has no revision {revision}.")
            raise no_such_deck()
        return state

    async def page(self, principal: Principal, limit: int, cursor: str | None) -> DeckList:
        """Return one page of the tenant's decks, newest first; raises ProblemError for a cursor that is not ours."""
        self._door.read(principal)
        before = paging.decode(cursor) if cursor else None
        listed = await self._ports.shelf.newest(principal.tenant, limit + 1, before)
        page, more = listed[:limit], len(listed) > limit
        gate = asyncio.Semaphore(_STATES_AT_ONCE)

        async def read(deck_id: str) -> DeckState | None:
            async with gate:
                return await self._ports.facts.state(principal.tenant, deck_id)

        states = await asyncio.gather(*(read(entry.deck_id) for entry in page))
        now = time.time()
        return DeckList(
            decks=[self.presenter.summary(state, now) for state in states if state is not None],
            next_cursor=paging.encode(page[-1].seq) if more else None,
        )

    async def cancel(self, principal: Principal, deck_id: str) -> DeckState:
        """End the newest revision as cancelled; raises ProblemError `conflict` when it has another end."""
        await self._door.write(principal)
        state = await self._state(principal, deck_id)
        if state.end is None:
            await self._ports.facts.write(
                DeckCancelled(
                    tenant_id=principal.tenant,
                    deck_id=deck_id,
                    revision=state.revision,
                    cancelled_by=principal.subject,
                ),
                cause=state.requested,
            )
            state = await self._state(principal, deck_id, state.revision)
        if not isinstance(state.end, DeckCancelled):
            raise ProblemError.of(ProblemCode.CONFLICT, f"The deck is {state.status.value}; it cannot be stopped.")
        return state

    async def approve(self, principal: Principal, deck_id: str, value: Any) -> DeckState:
        """Approve the outline that waits, as is or as edited; raises ProblemError when none waits."""
        await self._door.write(principal)
        request = validate(asking.ApprovalRequest, value)
        state = await self._state(principal, deck_id, request.revision)
        if state.approved and (request.outline is None or request.outline == state.approved.outline):
            return state
        outline = asking.approved_outline(state, request, self._rules.themes)
        written = await self._ports.facts.write(
            OutlineApproved(
                tenant_id=principal.tenant,
                deck_id=deck_id,
                revision=state.revision,
                outline=outline,
                edited=outline != state.outline,
            ),
            cause=state.outlined,
        )
        stands = written.event.outline if isinstance(written.event, OutlineApproved) else None
        if not written.won and request.outline is not None and stands != outline:
            raise ProblemError.of(ProblemCode.CONFLICT, "Another outline was approved at the same moment.")
        return await self._state(principal, deck_id, state.revision)

    async def erase(self, principal: Principal, deck_id: str) -> Callable[[], Awaitable[None]]:
        """Remove a deck's facts; return what still has to be done about its bytes, which may take a while.

        A deck in the making is stopped first. Once this returns the deck is gone for everybody, and so is the way
        to its bytes; those that no other deck shares are deleted by the returned function.
        """
        await self._door.write(principal)
        state = await self._state(principal, deck_id)
        if state.end is None:
            await self._ports.facts.write(
                DeckCancelled(
                    tenant_id=principal.tenant,
                    deck_id=deck_id,
                    revision=state.revision,
                    cancelled_by=principal.subject,
                )
            )
        facts = [fact async for fact in self._ports.facts.replay(principal.tenant, deck_id)]
        await self._ports.shelf.erase(principal.tenant, deck_id)

        async def finish() -> None:
            # A worker that was busy with the deck may have written one more fact.
            late = [fact async for fact in self._ports.facts.replay(principal.tenant, deck_id)]
            await self._ports.shelf.erase(principal.tenant, deck_id)
            await self._ports.shelf.discard(principal.tenant, references([*facts, *late]))

        return finish

    def follow(
        self, principal: Principal, deck_id: str, after: int
    ) -> AsyncGenerator[StoredFact | DeckText | None, None]:
        """Yield the deck's facts above `after`, then live ones; None when all is quiet. Ask for the state first."""
        self._door.read(principal)
        return self._follow(principal, deck_id, after)

    async def _follow(
        self, principal: Principal, deck_id: str, after: int
    ) -> AsyncGenerator[StoredFact | DeckText | None, None]:
        items = follow(self._hub, self._ports.facts, principal.tenant, deck_id, after=after, idle_s=self._rules.idle_s)
        async with aclosing(items):
            async for item in items:
                self._door.read(principal)
                yield item

    async def until_end(self, principal: Principal, deck_id: str, revision: int, timeout_s: float) -> DeckState:
        """Return the state when the revision has ended, or as it is after `timeout_s`."""
        items = self.follow(principal, deck_id, 0)
        try:
            async with asyncio.timeout(timeout_s), aclosing(items):
                async for item in items:
                    if isinstance(item, StoredFact) and _ends(item, revision):
                        break
        except TimeoutError:
            pass
        return await self.state(principal, deck_id, revision)


def _ends(fact: StoredFact, revision: int) -> bool:
    return isinstance(fact.event, DeckEnded) and fact.event.revision == revision
