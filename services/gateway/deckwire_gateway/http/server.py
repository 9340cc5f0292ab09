"""The HTTP server of the gateway: one port for the interface, the sockets, health and the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from aiohttp import web

from .chat import ChatPage
from .context import CONTEXT, Context
from .middleware import around, cross_origin, secure
from .routes import add_routes

_FAREWELL_S = 5.0


def application(context: Context, health: Iterable[web.RouteDef]) -> web.Application:
    """Return the application with every route; the sockets attach themselves to it."""
    app = web.Application(
        middlewares=[cross_origin, around],
        client_max_size=context.max_json_bytes,
    )
    app[CONTEXT] = context
    app.on_response_prepare.append(secure)
    add_routes(app.router)
    ChatPage.built().add_routes(app.router)
    app.add_routes(list(health))
    return app


class Server:
    """Serves an application on one address; port 0 takes a free one."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        """Where the server answers; port 0 until it is started."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self._host, self._host)  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self._port}"

    async def start(self) -> None:
        """Begin to listen; raises OSError when the address is taken."""
        self._runner = web.AppRunner(
            self._app, access_log=None, handler_cancellation=True, shutdown_timeout=_FAREWELL_S, keepalive_timeout=75.0
        )
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, self._host, self._port, backlog=1024)
        await self._site.start()
        self._port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Accept nobody any more; who is connected stays."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def stop(self) -> None:
        """Wait a moment for what is being answered, and stop."""
        await self.close()
        if self._runner is not None:
            async with asyncio.timeout(2 * _FAREWELL_S):
                await self._runner.cleanup()
            self._runner = None
