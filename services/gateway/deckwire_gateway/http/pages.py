"""The pages: self-contained, no foreign host, nothing inline that their policy does not name by hash."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

from aiohttp import web

_INLINE = re.compile(rb"<(style|script)>(.*?)</\1>", re.DOTALL)


@cache
def _page(name: str) -> tuple[bytes, str]:
    """Return a page and its Content-Security-Policy."""
    body = resources.files(__package__).joinpath("static", name).read_bytes()
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for kind, content in _INLINE.findall(body):
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        hashes[kind.decode()].append(f"'sha256-{digest}'")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(hashes['style']) or chr(39) + 'none' + chr(39)}",
            f"script-src {' '.join(hashes['script']) or chr(39) + 'none' + chr(39)}",
            "connect-src 'self'",
            "img-src 'self' data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
    return body, policy


def _answer(name: str) -> web.Response:
    body, policy = _page(name)
    return web.Response(
        body=body,
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"},
    )


async def home(_: web.Request) -> web.Response:
    """Say what runs here, how to call it and whether it is ready."""
    return _answer("home.html")


async def docs(_: web.Request) -> web.Response:
    """Show the OpenAPI description."""
    return _answer("docs.html")
