"""The pages: self-contained, no foreign host, nothing inline that their policy does not name by hash."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib import resources

from aiohttp import web

from ..core.brands import catalogue
from ..core.views import ThemeView

_HOW_TO_BUILD = (
    b"<p role='status'><strong>The chat page is not built here.</strong> Install Node 20 or newer with npm, run"
    b" <code>make page</code> and start again. Everything else works without it.</p>"
)
_INLINE = re.compile(rb"<(style|script)>(.*?)</\1>", re.DOTALL)


@cache
def _page(name: str) -> tuple[bytes, str]:
    """Return a page and its Content-Security-Policy."""
    body = resources.files(__package__).joinpath("static", name).read_bytes()
    if name == "themes.html":
        found = catalogue()
        shown = "\n".join(_theme(theme) for theme in found)
        body = body.replace(b"COUNT", str(len(found)).encode()).replace(b"THEMES", shown.encode())
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


async def about(_: web.Request) -> web.Response:
    """Say what runs here, how to call it and whether it is ready."""
    return _answer("home.html")


def _theme(theme: ThemeView) -> str:
    """Return a theme as an item of the page; colours are attributes of a drawing, because styles are not inline."""
    title, width = escape(theme.title), 100 / len(theme.palette)
    pictures = "".join(
        f'<img src="{escape(url)}" alt="{title}: {what}" width="1280" height="720" loading="lazy">'
        for url, what in zip(theme.preview_urls, ("cover", "chart", "cards"), strict=True)
    )
    swatches = "".join(
        f'<rect x="{n * width:.2f}" width="{width + 0.1:.2f}" height="10" fill="{colour}"/>'
        for n, colour in enumerate(theme.palette)
    )
    fonts = " and ".join(dict.fromkeys((theme.heading_font, theme.body_font)))
    words = ", ".join(("dark" if theme.dark else "light", *theme.tags))
    return (
        f'<li><div class="pictures">{pictures}</div><div class="words"><header><h2>{title}</h2>'
        f"<code>{escape(theme.id)}</code></header><p>{escape(theme.description)}</p>"
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="Colours of {title}">'
        f"{swatches}</svg>"
        f"<small>{escape(fonts)} · {escape(words)}</small></div></li>"
    )


async def themes(_: web.Request) -> web.Response:
    """Show every theme of the catalogue."""
    return _answer("themes.html")


async def unbuilt(_: web.Request) -> web.Response:
    """Say what runs here, and above it how the chat page is built."""
    body, policy = _page("home.html")
    return web.Response(
        body=body.replace(b"<main>", b"<main>" + _HOW_TO_BUILD, 1),
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"},
    )


async def docs(_: web.Request) -> web.Response:
    """Show the OpenAPI description."""
    return _answer("docs.html")
