"""`/decks/{id}/events`: every fact of a deck as Server-Sent Events, from any point on."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import aclosing
from dataclasses import dataclass

from aiohttp import web
from deckwire_contracts import DeckEnded, DeckRequested, ProblemError, StoredFact

from ..core.body import invalid
from ..core.presenting import Presenter
from .answers import principal, services, whole_number
from .context import CONTEXT

_MAX_SEQ = 2**53
_RETRY = b"retry: 1000\n\n"


@dataclass
class _Progress:
    """Which revision the stream waits for, and the sequence that it goes up to once its end is known.

    Facts that workers were busy with may lie behind the end, so a client may come back with a sequence above it.
    """

    revision: int
    until: int | None

    def over(self, fact: StoredFact) -> bool:
        """Take in a fact that was sent and return whether nothing more is to be sent."""
        if isinstance(fact.event, DeckRequested) and fact.event.revision > self.revision:
            self.revision, self.until = fact.event.revision, None
        if isinstance(fact.event, DeckEnded) and fact.event.revision == self.revision:
            self.until = max(self.until or 0, fact.seq)
        return self.until is not None and fact.seq >= self.until


def _after(request: web.Request) -> int:
    after = whole_number(request, "after", least=0, most=_MAX_SEQ, default=0) or 0
    header = request.headers.get("Last-Event-ID", "").strip()
    if header:
        if not (header.isascii() and header.isdigit() and len(header) <= 16):
            raise invalid(("Last-Event-ID", "must be a sequence number"))
        after = max(after, int(header))
    return after


async def stream(request: web.Request) -> web.StreamResponse:
    """Send every fact above `after` or `Last-Event-ID`, then live ones until the newest revision has ended.

    A client that has seen the end already gets 204, which tells a browser's EventSource to stop asking.
    """
    context, desk, who = request.app[CONTEXT], services(request).desk, principal(request)
    deck_id = request.match_info["deck_id"]
    after = _after(request)
    keep = request.query.get("follow", "0") not in ("0", "", "false")
    state = await desk.state(who, deck_id)
    if not keep and state.end is not None and after >= state.seq:
        return web.Response(status=204, headers={"Cache-Control": "no-store"})
    answer = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    await answer.prepare(request)
    items = desk.follow(who, deck_id, after)
    progress = _Progress(state.revision, until=None if state.end is None else state.seq)
    with context.measures.streams.track_inprogress(), context.measures.followers.track_inprogress():
        try:
            async with aclosing(items):
                await _write(answer, _RETRY, context.stuck_client_s)
                async for item in items:
                    if isinstance(item, StoredFact):
                        await _write(answer, _encode(desk.presenter, item), context.stuck_client_s)
                        context.measures.sent.labels("sse").inc()
                        if progress.over(item) and not keep:
                            break
                    elif item is None:
                        await _write(answer, b": still here\n\n", context.stuck_client_s)
                else:
                    await _write(answer, b": this server stops, come back\n" + _RETRY, context.stuck_client_s)
        except TimeoutError:
            context.measures.dropped.labels("sse").inc()
            if request.transport is not None:
                request.transport.abort()
        except ProblemError as error:
            # The stream has begun, so a status is too late: say it in the stream and let the client come back.
            await _write(answer, f": {error.problem.code.value}\nretry: 2000\n\n".encode(), context.stuck_client_s)
    return answer


async def _write(answer: web.StreamResponse, data: bytes, timeout_s: float) -> None:
    """Write, and wait for a slow client up to `timeout_s`; raises TimeoutError when it does not read at all."""
    async with asyncio.timeout(timeout_s):
        await answer.write(data)


def _encode(presenter: Presenter, fact: StoredFact) -> bytes:
    shown = presenter.event(fact, time.time())
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return f"id: {fact.seq}\nevent: {fact.event.type}\ndata: {data}\n\n".encode()
