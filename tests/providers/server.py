"""A small HTTP server that records what it was asked."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

_SECRETS = ("authorization", "x-api-key", "cookie")


@dataclass
class Recorded:
    """One request as it came: secrets only in their shape, the body parsed when it is JSON."""

    n: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    at: float
    kind: str = ""
    status: int | None = None
    completed: bool = False
    aborted: bool = False
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Everything that was said, as one string to search in."""
        return self.body if isinstance(self.body, str) else json.dumps(self.body, ensure_ascii=False)

    def public(self) -> dict[str, Any]:
        """What another process may ask about this request."""
        return {
            "n": self.n,
            "method": self.method,
            "path": self.path,
            "kind": self.kind,
            "status": self.status,
            "completed": self.completed,
            "aborted": self.aborted,
            "at": self.at,
            "body": self.body,
        }


def shape_of_secret(value: str) -> str:
    """Return a secret header as its scheme and length: `Bearer sk-or-…(40)`."""
    scheme, _, rest = value.partition(" ")
    if not rest:
        scheme, rest = "", value
    prefix = re.match(r"(?:sk-or-|sk-|pexels-)?", rest)
    kept = prefix.group(0) if prefix else ""
    return f"{scheme} {kept}…({len(rest)})".strip()


class FakeServer:
    """An aiohttp server on loopback; `async with` starts and stops it.

    `base_url` is what a client is configured with. `/__fake__/requests` answers with what was recorded, for
    tests in another process.
    """

    prefix = ""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host = host
        self.port = port
        self.requests: list[Recorded] = []
        self._runner: web.AppRunner | None = None

    # -- life ---------------------------------------------------------------------------------------------

    async def start(self) -> Self:
        """Listen; with port 0 on a free one."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/__fake__/requests", self._recorded)
        self.routes(app.router)
        app.router.add_route("*", "/{tail:.*}", self._unknown)
        # A client that goes away must cancel the handler: that is how cancelling a stream is noticed.
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        """Stop listening and drop what is open."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """What a client's base URL setting takes."""
        return self.url + self.prefix

    # -- for subclasses -----------------------------------------------------------------------------------

    def routes(self, router: web.UrlDispatcher) -> None:
        """Add the provider's paths."""
        raise NotImplementedError

    async def record(self, request: web.Request, kind: str = "") -> Recorded:
        """Remember a request and return it."""
        # The number is taken before the body is read, so that it follows arrival.
        entry = Recorded(
            n=len(self.requests) + 1,
            method=request.method,
            path=request.path,
            query=dict(request.query),
            headers={k.lower(): shape_of_secret(v) if k.lower() in _SECRETS else v for k, v in request.headers.items()},
            body=None,
            at=time.monotonic(),
            kind=kind,
        )
        self.requests.append(entry)
        raw = await request.read()
        try:
            entry.body = json.loads(raw) if raw else None
        except ValueError:
            entry.body = raw.decode("utf-8", "replace")
        return entry

    async def _recorded(self, request: web.Request) -> web.Response:
        return web.json_response([entry.public() for entry in self.requests])

    async def _unknown(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "unknown")
        entry.status = 404
        return web.json_response({"error": {"code": 404, "message": f"No route for {request.path}"}}, status=404)

    # -- for tests ----------------------------------------------------------------------------------------

    def of(self, kind: str) -> list[Recorded]:
        """Return the requests of that kind, in order of arrival."""
        return [entry for entry in self.requests if entry.kind == kind]

    def count(self, kind: str | None = None) -> int:
        """Return how many requests there were, of one kind or of all that cost money."""
        return len(self.requests) if kind is None else len(self.of(kind))
