"""`/themes`: the catalogue and brands' own themes, as JSON, as pictures and as a page."""

from __future__ import annotations

import asyncio

from aiohttp import web
from deckwire_contracts import ProblemError
from deckwire_kit.logs import logger

from ..core.access import Action
from ..core.brands import no_such_theme
from ..core.delivery import disposition, matches
from ..core.signing import API
from .answers import json_answer, principal, read_json, services
from .context import CONTEXT


async def listed(request: web.Request) -> web.Response:
    """List the themes."""
    found = await services(request).themes.listed(principal(request))
    return json_answer(found.model_dump(mode="json"))


async def make(request: web.Request) -> web.Response:
    """Make a theme from a brand's colours, fonts and logo."""
    view = await services(request).themes.make(principal(request), await read_json(request))
    headers = {"Location": f"{API}/themes/{view.id}.png"}
    return json_answer(view.model_dump(mode="json"), status=201, headers=headers)


async def picture(request: web.Request) -> web.Response:
    """Send a sample slide: of the catalogue to anybody, of a brand's theme to its tenant."""
    number = request.match_info.get("number", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise no_such_theme()
    themes, theme_id = services(request).themes, request.match_info["theme_id"]
    public, who = themes.public(theme_id), None
    if not public:
        access = request.app[CONTEXT].access
        who = access.by_header(request.headers.get("Authorization"))
        access.require(who, Action.READ)
    file = await themes.picture(who, theme_id, int(number))
    headers = {
        "ETag": f'"{file.etag}"',
        "Cache-Control": "public, max-age=3600" if public else "private, max-age=3600",
        "Content-Disposition": disposition(file.title, file.extension, inline=True),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if matches(request.headers.get("If-None-Match"), file.etag):
        return web.Response(status=304, headers=headers)
    return web.Response(body=await file.read(), content_type=file.media_type, headers=headers)


async def forget(request: web.Request) -> web.Response:
    """Remove a brand's theme at once, its bytes right after unless decks still need them."""
    context = request.app[CONTEXT]
    finish = await services(request).themes.forget(principal(request), request.match_info["theme_id"])

    async def later() -> None:
        try:
            await finish()
        except ProblemError as error:
            logger.bind(code=error.problem.code.value).warning("the bytes of a removed theme could not be deleted")

    task = asyncio.create_task(later())
    context.background.add(task)
    task.add_done_callback(context.background.discard)
    return web.Response(status=204)
