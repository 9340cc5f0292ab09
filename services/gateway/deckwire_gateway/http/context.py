"""What the HTTP handlers work with, found in the application by typed keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from ..core.access import Access, Principal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..core.brands import Themes
    from ..core.desk import Desk
    from ..core.files import Files
    from ..core.measures import Measures
    from ..core.sources import Sources
    from ..core.templates import Templates
    from ..core.views import ModelList
    from ..ports import Workers

_UPLOADS_AT_ONCE = 4


@dataclass(frozen=True)
class Services:
    """What handlers call once the bus is connected."""

    desk: Desk
    files: Files
    sources: Sources
    templates: Templates
    themes: Themes
    workers: Workers


@dataclass
class Context:
    """What handlers need; `services` is None until the bus is connected, `draining` is set when the gateway stops."""

    access: Access
    measures: Measures
    models: ModelList
    max_json_bytes: int
    origins: frozenset[str]
    keep_alive_s: float
    stuck_client_s: float
    erase_again_s: float
    draining: asyncio.Event
    documents: Mapping[str, bytes] = field(default_factory=dict)
    services: Services | None = None
    uploading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_UPLOADS_AT_ONCE))
    background: set[asyncio.Task[None]] = field(default_factory=set)


CONTEXT: web.AppKey[Context] = web.AppKey("context", Context)
PRINCIPAL: web.RequestKey[Principal] = web.RequestKey("principal", Principal)
