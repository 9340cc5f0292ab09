"""`/models`, `/workers` and the descriptions of the interface."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from ..core.views import WorkerList, WorkerView
from .answers import json_answer, services
from .context import CONTEXT


async def models(request: web.Request) -> web.Response:
    """List the configured models."""
    return json_answer(request.app[CONTEXT].models.model_dump(mode="json"))


async def workers(request: web.Request) -> web.Response:
    """Show which services listen on the bus."""
    found = await services(request).workers.look()
    return json_answer(WorkerList(workers=[WorkerView(**asdict(state)) for state in found]).model_dump(mode="json"))


async def document(request: web.Request) -> web.Response:
    """Send one of the descriptions that were made at the start."""
    name = request.path.rsplit("/", 1)[-1]
    return web.Response(
        body=request.app[CONTEXT].documents[name],
        content_type="application/json",
        headers={"Cache-Control": "no-cache"},
    )
