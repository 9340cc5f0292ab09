"""`/templates`: users' own masters come in, are listed, shown and removed."""

from __future__ import annotations

import asyncio

from aiohttp import web
from deckwire_contracts import ProblemError
from deckwire_kit.logs import logger

from ..core.delivery import disposition, matches
from ..core.templates import no_such_template
from .answers import json_answer, principal, services
from .context import CONTEXT
from .uploads import received


async def add(request: web.Request) -> web.Response:
    """Take in one .pptx master, in the part `file` of a multipart form, and say what was found in it."""
    templates, who = services(request).templates, principal(request)
    await templates.admit(who)
    async with request.app[CONTEXT].uploading:
        name, data = await received(request, templates.max_bytes, templates.too_large)
        view = await templates.store(who, name, data)
    return json_answer(view.model_dump(mode="json"), status=201)


async def listed(request: web.Request) -> web.Response:
    """List the masters."""
    found = await services(request).templates.listed(principal(request))
    return json_answer(found.model_dump(mode="json"))


async def picture(request: web.Request) -> web.Response:
    """Send a sample slide."""
    number = request.match_info["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise no_such_template()
    file = await services(request).templates.picture(principal(request), request.match_info["template_id"], int(number))
    headers = {
        "ETag": f'"{file.etag}"',
        "Cache-Control": "private, max-age=86400",
        "Content-Disposition": disposition(file.title, file.extension, inline=True),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if matches(request.headers.get("If-None-Match"), file.etag):
        return web.Response(status=304, headers=headers)
    return web.Response(body=await file.read(), content_type=file.media_type, headers=headers)


async def forget(request: web.Request) -> web.Response:
    """Remove a master at once, its bytes right after unless decks still need them."""
    context = request.app[CONTEXT]
    finish = await services(request).templates.forget(principal(request), request.match_info["template_id"])

    async def later() -> None:
        try:
            await finish()
        except ProblemError as error:
            logger.bind(code=error.problem.code.value).warning("the bytes of a removed template could not be deleted")

    task = asyncio.create_task(later())
    context.background.add(task)
    task.add_done_callback(context.background.discard)
    return web.Response(status=204)
