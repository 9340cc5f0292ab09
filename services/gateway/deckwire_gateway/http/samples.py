"""Sample slides of themes and masters as pictures, and how either goes; both are sent and removed in the same way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from deckwire_contracts import ProblemError
from deckwire_kit.logs import logger

from ..core.delivery import disposition, matches
from ..core.files import File
from .context import CONTEXT


def sample_number(request: web.Request, missing: Callable[[], ProblemError]) -> int:
    """Return the number of the sample slide in the path, 1 if there is none; raises `missing` when it is no number."""
    number = request.match_info.get("number", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise missing()
    return int(number)


async def sent(request: web.Request, file: File, *, public: bool, max_age_s: int) -> web.Response:
    """Send a picture, or 304 when the client has it; a cache that others share keeps it only if it is `public`."""
    headers = {
        "ETag": f'"{file.etag}"',
        "Cache-Control": f"{'public' if public else 'private'}, max-age={max_age_s}",
        "Content-Disposition": disposition(file.title, file.extension, inline=True),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if matches(request.headers.get("If-None-Match"), file.etag):
        return web.Response(status=304, headers=headers)
    return web.Response(body=await file.read(), content_type=file.media_type, headers=headers)


def removed(request: web.Request, finish: Callable[[], Awaitable[None]], what: str) -> web.Response:
    """Answer that something is gone, and delete its bytes right after unless decks still need them."""
    context = request.app[CONTEXT]

    async def later() -> None:
        try:
            await finish()
        except ProblemError as error:
            logger.bind(code=error.problem.code.value).warning("the bytes of a removed {} could not be deleted", what)

    task = asyncio.create_task(later())
    context.background.add(task)
    task.add_done_callback(context.background.discard)
    return web.Response(status=204)
