"""`/themes`: the catalogue and brands' own themes, as JSON, as pictures and as a page."""

from __future__ import annotations

from aiohttp import web

from ..core.access import Action
from ..core.brands import no_such_theme
from ..core.signing import API
from .answers import json_answer, principal, read_json, services
from .context import CONTEXT
from .samples import removed, sample_number, sent


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
    number = sample_number(request, no_such_theme)
    themes, theme_id = services(request).themes, request.match_info["theme_id"]
    public, who = themes.public(theme_id), None
    if not public:
        access = request.app[CONTEXT].access
        who = access.by_header(request.headers.get("Authorization"))
        access.require(who, Action.READ)
    file = await themes.picture(who, theme_id, number)
    return await sent(request, file, public=public, max_age_s=3_600)


async def forget(request: web.Request) -> web.Response:
    """Remove a brand's theme at once, its bytes right after unless decks still need them."""
    finish = await services(request).themes.forget(principal(request), request.match_info["theme_id"])
    return removed(request, finish, "theme")
