"""`/templates`: users' own masters come in, are listed, shown and removed."""

from __future__ import annotations

from aiohttp import web

from ..core.templates import no_such_template
from .answers import json_answer, principal, services
from .context import CONTEXT
from .samples import removed, sample_number, sent
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
    number = sample_number(request, no_such_template)
    file = await services(request).templates.picture(principal(request), request.match_info["template_id"], number)
    return await sent(request, file, public=False, max_age_s=86_400)


async def forget(request: web.Request) -> web.Response:
    """Remove a master at once, its bytes right after unless decks still need them."""
    finish = await services(request).templates.forget(principal(request), request.match_info["template_id"])
    return removed(request, finish, "template")
