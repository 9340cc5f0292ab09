"""Pexels: photo search and the photos themselves."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import web

from .picture import picture
from .server import FakeServer

_SIZES = {
    "original": (3000, 2000),
    "large2x": (1880, 1300),
    "large": (940, 650),
    "medium": (525, 350),
    "small": (195, 130),
    "portrait": (800, 1200),
    "landscape": (1200, 627),
    "tiny": (280, 200),
}
_PARAMETERS = {"query", "orientation", "size", "color", "locale", "page", "per_page"}
_SHAPES = {"landscape": (4800, 3200), "portrait": (3200, 4800), "square": (4000, 4000)}


class FakePexels(FakeServer):
    """`GET /v1/search` and the pictures it points at; the key stands in `Authorization` without a scheme.

    `remaining` is what is left of the hourly allowance; `nothing_for` are queries without a hit; `broken_downloads`
    makes every photo URL answer 404.
    """

    prefix = "/v1"

    def __init__(
        self,
        *,
        key: str = "pexels-test-key",
        remaining: int = 200,
        nothing_for: frozenset[str] = frozenset(),
        broken_downloads: bool = False,
        latency_ms: float = 0.0,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        super().__init__(host=host, port=port)
        self.key = key
        self.remaining = remaining
        self.nothing_for = nothing_for
        self.broken_downloads = broken_downloads
        self.latency_ms = latency_ms

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/v1/search", self._search)
        router.add_get("/photos/{id}/{file}", self._photo)

    async def _search(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "search")
        await asyncio.sleep(self.latency_ms / 1000)
        status, payload = self._answer(request)
        entry.status, entry.completed = status, True
        headers = {}
        if status == 200 or status == 429:
            headers = {
                "X-Ratelimit-Limit": "20000",
                "X-Ratelimit-Remaining": str(max(self.remaining, 0)),
                "X-Ratelimit-Reset": str(int(time.time()) + 3600),
            }
        return web.json_response(payload, status=status, headers=headers)

    def _answer(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        if request.headers.get("Authorization") != self.key:
            return 401, {"error": "Invalid API key. Please provide a valid API key in the Authorization header."}
        if self.remaining <= 0:
            return 429, {"error": "Rate limit exceeded"}
        query = request.query.get("query", "")
        per_page = request.query.get("per_page", "15")
        orientation = request.query.get("orientation", "landscape")
        if not query or set(request.query) - _PARAMETERS or orientation not in _SHAPES:
            return 400, {"error": "Bad request"}
        if not per_page.isdigit() or not 1 <= int(per_page) <= 80:
            return 400, {"error": "per_page must lie between 1 and 80"}
        self.remaining -= 1
        count = 0 if query in self.nothing_for else min(int(per_page), 5)
        photos = [self._describe(query, i, orientation) for i in range(count)]
        page = int(request.query.get("page", "1"))
        return 200, {"page": page, "per_page": int(per_page), "total_results": count, "photos": photos}

    def _describe(self, query: str, n: int, orientation: str) -> dict[str, Any]:
        width, height = _SHAPES[orientation]
        number = 1000 + (sum(map(ord, query)) * 7 + n) % 100_000
        base = f"{self.url}/photos/{number}"
        return {
            "id": number,
            "width": width,
            "height": height,
            "url": f"https://www.pexels.com/photo/{number}/",
            "photographer": "Ada Example",
            "photographer_url": "https://www.pexels.com/@ada-example",
            "photographer_id": 4242,
            "avg_color": "#5A6B7C",
            "src": {name: f"{base}/{name}.jpeg" for name in _SIZES},
            "liked": False,
            "alt": f"A photo of {query}",
        }

    async def _photo(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "download")
        size = _SIZES.get(request.match_info["file"].removesuffix(".jpeg"))
        if size is None or self.broken_downloads:
            entry.status = 404
            return web.Response(status=404, text="not found")
        entry.status, entry.completed = 200, True
        return web.Response(body=picture(request.match_info["id"], *size), content_type="image/jpeg")
