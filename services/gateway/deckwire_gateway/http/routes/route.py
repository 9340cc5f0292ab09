"""What the table of calls is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from ...core.openapi import Operation, Param

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REVISION = Param("revision", "query", {"type": "integer", "minimum": 1}, "The revision; the newest if left out.")


@dataclass(frozen=True)
class Route:
    """An operation and the function that carries it out."""

    operation: Operation
    handler: Handler
