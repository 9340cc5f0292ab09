"""The chat page as `npm run build` left it in `page/`; where it was not built, `/` says how to build it."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from aiohttp import web

from . import pages

# Only what the build put beside the page runs, and pictures come from here or are drawn by the page itself.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class ChatPage:
    """The built page: its HTML and, by their names, the files that it loads; `html` None when it was not built."""

    html: bytes | None
    assets: dict[str, bytes]

    @classmethod
    def built(cls, folder: Traversable | None = None) -> ChatPage:
        """Return what the build left in `folder`, by default in this package."""
        folder = folder or resources.files("deckwire_gateway").joinpath("page")
        index, assets = folder.joinpath("index.html"), folder.joinpath("assets")
        if not index.is_file() or not assets.is_dir():
            return cls(None, {})
        return cls(index.read_bytes(), {file.name: file.read_bytes() for file in assets.iterdir() if file.is_file()})

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the page at `/` and at the address of each deck, and its files below `/page/assets/`."""
        router.add_get("/", self._page)
        router.add_get("/d/{deck_id}", self._page)
        router.add_get("/page/assets/{name}", self._asset)
        router.add_get("/about", pages.about)

    async def _page(self, request: web.Request) -> web.Response:
        if self.html is None:
            return await pages.unbuilt(request)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        return web.Response(body=self.html, content_type="text/html", charset="utf-8", headers=headers)

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self.assets:
            raise web.HTTPNotFound
        # The name holds a hash of the content, so that a newer file has another name.
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        answer = web.Response(body=self.assets[name], content_type=kind, headers={"Cache-Control": _FOR_EVER})
        answer.enable_compression()
        return answer
