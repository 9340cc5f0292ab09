"""The one table of HTTP calls: what the router serves is what OpenAPI describes."""

from __future__ import annotations

from aiohttp import web

from ...core.signing import API
from .. import events, pages
from ..context import CONTEXT, PRINCIPAL
from ..files import by_link
from . import catalogues, decks, descriptions, files, revisions, sources, templates, themes
from .route import Handler, Route

ROUTES: tuple[Route, ...] = (
    *decks.ROUTES,
    *revisions.ROUTES,
    *files.ROUTES,
    *sources.ROUTES,
    *templates.ROUTES,
    *themes.ROUTES,
    *catalogues.ROUTES,
    *descriptions.ROUTES,
)
"""Every call below `/api/v1`."""


def guarded(route: Route) -> Handler:
    """Return the handler behind the door: whoever comes is known before it runs."""

    async def handle(request: web.Request) -> web.StreamResponse:
        access = request.app[CONTEXT].access
        who = by_link(request) if route.operation.signed else None
        who = who or access.by_header(request.headers.get("Authorization"))
        if not route.operation.signed and route.operation.action is not None:
            access.require(who, route.operation.action)
        request[PRINCIPAL] = who
        return await route.handler(request)

    return handle


def add_routes(router: web.UrlDispatcher) -> None:
    """Add every route of the table to the router."""
    for route in ROUTES:
        handler = guarded(route) if route.operation.action else route.handler
        path = f"{API}{route.operation.path}"
        if route.operation.method == "GET":
            router.add_get(path, handler, allow_head=route.handler is not events.stream)
        else:
            router.add_route(route.operation.method, path, handler)
    router.add_get("/themes", pages.themes)
