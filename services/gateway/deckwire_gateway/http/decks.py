"""`/decks`: create, list, look, stop, approve, erase."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from deckwire_contracts import DeckState, ProblemError, Status
from deckwire_kit.logs import logger

from ..core import asking
from ..core.access import Principal
from ..core.body import invalid
from ..core.signing import API
from .answers import json_answer, principal, read_json, services, whole_number
from .context import CONTEXT, Context

MAX_PAGE = 100
MAX_REVISION = 100_000


def _shown(request: web.Request, state: DeckState, *, status: int, headers: dict[str, str]) -> web.Response:
    view = services(request).desk.presenter.deck(state, time.time())
    return json_answer(view.as_json(), status=status, headers=headers)


async def create(request: web.Request) -> web.Response:
    """Ask for a deck: 202 once the request is on the stream; 201 when it is rendered within `Prefer: wait`."""
    desk, who = services(request).desk, principal(request)
    value = await read_json(request)
    created = await desk.create(who, value, request.headers.get("Idempotency-Key"))
    state = created.state
    headers = {"Location": f"{API}/decks/{state.deck_id}"}
    wait_s = asking.wait_seconds(request.headers.get("Prefer"))
    if wait_s is not None:
        headers["Preference-Applied"] = f"wait={wait_s:.0f}"
        state = await desk.until_end(who, state.deck_id, state.revision, wait_s)
    rendered = wait_s is not None and state.status is Status.RENDERED
    return _shown(request, state, status=201 if rendered else 202, headers=headers)


async def page(request: web.Request) -> web.Response:
    """List the tenant's decks, newest first."""
    limit = whole_number(request, "limit", least=1, most=MAX_PAGE, default=20)
    assert limit is not None
    found = await services(request).desk.page(principal(request), limit, request.query.get("cursor"))
    return json_answer(found.model_dump(mode="json"))


async def show(request: web.Request) -> web.Response:
    """Show a deck's state."""
    revision = whole_number(request, "revision", least=1, most=MAX_REVISION)
    state = await services(request).desk.state(principal(request), request.match_info["deck_id"], revision)
    return _shown(request, state, status=200, headers={})


async def cancel(request: web.Request) -> web.Response:
    """Stop the newest revision."""
    state = await services(request).desk.cancel(principal(request), request.match_info["deck_id"])
    return _shown(request, state, status=200, headers={})


async def approve(request: web.Request) -> web.Response:
    """Approve the outline, as is or edited."""
    value = await read_json(request, required=False)
    if not isinstance(value, dict):
        raise invalid(("body", "must be a JSON object"))
    state = await services(request).desk.approve(principal(request), request.match_info["deck_id"], value)
    return _shown(request, state, status=200, headers={})


async def message(request: web.Request) -> web.Response:
    """Ask for what the user says of the deck: 202 once the request is on the stream."""
    return await _asked(request, services(request).desk.revisions.message)


async def edit(request: web.Request) -> web.Response:
    """Ask for what the user changed by hand."""
    return await _asked(request, services(request).desk.revisions.edit)


async def restore(request: web.Request) -> web.Response:
    """Ask for an older revision back."""
    return await _asked(request, services(request).desk.revisions.restore)


async def retry(request: web.Request) -> web.Response:
    """Ask once more for what failed or was cancelled."""
    return await _asked(request, services(request).desk.revisions.retry, required=False)


async def fork(request: web.Request) -> web.Response:
    """Ask for a deck of its own that begins as this one."""
    return await _asked(request, services(request).desk.revisions.fork, required=False)


async def _asked(
    request: web.Request, ask: Callable[[Principal, str, Any], Awaitable[DeckState]], *, required: bool = True
) -> web.Response:
    value = await read_json(request, required=required)
    state = await ask(principal(request), request.match_info["deck_id"], value)
    return _shown(request, state, status=202, headers={"Location": f"{API}/decks/{state.deck_id}"})


async def erase(request: web.Request) -> web.Response:
    """Erase a deck: its facts at once, its bytes right after."""
    context = request.app[CONTEXT]
    finish = await services(request).desk.erase(principal(request), request.match_info["deck_id"])

    async def later() -> None:
        try:
            await finish()
            # Workers may still have had a slide of the deck in hand: look once more when they must be done.
            await _drained_or(context, context.erase_again_s)
            await finish()
        except ProblemError as error:
            logger.bind(code=error.problem.code.value).warning("the bytes of an erased deck could not all be deleted")

    task = asyncio.create_task(later())
    context.background.add(task)
    task.add_done_callback(context.background.discard)
    return web.Response(status=204)


async def _drained_or(context: Context, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await context.draining.wait()
    except TimeoutError:
        return
