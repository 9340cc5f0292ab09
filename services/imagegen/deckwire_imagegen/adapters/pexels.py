"""Photos from Pexels, each with the credit that its licence asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import Credit
from pydantic import ValidationError

from ..ports import (
    BadAnswerError,
    BadOrderError,
    KeyRefusedError,
    Kind,
    NothingFoundError,
    Picture,
    PictureOrder,
    RateLimitedError,
    UnavailableError,
)
from . import http as web
from .payload import fetch_picture

_HOSTS = ("pexels.com",)
_MAX_SEARCH_BYTES = 2_000_000
_PER_PAGE = 15
_CHOICE = 5
"""The first few hits fit best; which of them is taken depends on the seed, so that two slides differ."""
_SIZES = ("large2x", "large", "original")


@dataclass(frozen=True)
class PexelsOptions:
    """How Pexels is used; `base_url` without a slash at its end."""

    base_url: str = "https://api.pexels.com/v1"
    concurrency: int = 4
    max_bytes: int = 25_000_000
    deadlines: web.Deadlines = field(default_factory=web.Deadlines)


class PexelsProvider:
    """Finds a photo on Pexels. Free of charge; 200 searches an hour by default."""

    name = "pexels"
    title = "Pexels"
    kind = Kind.STOCK
    model = "search"
    price_usd = 0.0

    def __init__(self, api_key: str, options: PexelsOptions | None = None) -> None:
        self._options = options or PexelsOptions()
        self._headers = {"Authorization": api_key}  # Without a scheme: "Bearer" would be refused.
        self._http = web.client(self._options.deadlines, concurrency=self._options.concurrency)

    @property
    def concurrency(self) -> int:
        """How many calls may run at once."""
        return self._options.concurrency

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def generate(self, order: PictureOrder) -> Picture:
        """Return the photo that a search finds for the order; raises PictureError."""
        photos = await self._search(order)
        if not photos:
            raise NothingFoundError("no photo for these words")
        photo = photos[order.seed % min(len(photos), _CHOICE)]
        sources = photo.get("src")
        urls = [sources[size] for size in _SIZES if sources.get(size)] if isinstance(sources, Mapping) else []
        if not urls:
            raise BadAnswerError("the photo has no address")
        data = await fetch_picture(
            self._http,
            urls[0],
            base_url=self._options.base_url,
            hosts=_HOSTS,
            max_bytes=self._options.max_bytes,
            deadlines=self._options.deadlines,
        )
        return Picture(data, "image/jpeg", order.width, order.height, credit=_credit(photo))

    async def _search(self, order: PictureOrder) -> list[Mapping[str, Any]]:
        shape = order.width / order.height
        orientation = "square" if 0.9 < shape < 1.1 else "landscape" if shape > 1 else "portrait"
        try:
            reply = await web.call(
                self._http,
                "GET",
                f"{self._options.base_url}/search",
                params={"query": order.query, "orientation": orientation, "per_page": str(_PER_PAGE)},
                headers=self._headers,
                max_bytes=_MAX_SEARCH_BYTES,
                within_s=self._options.deadlines.total_s,
            )
        except (web.NotSentError, web.InterruptedCallError) as error:
            raise UnavailableError(str(error)) from error
        except web.TooLargeError as error:
            raise BadAnswerError(str(error)) from error
        _check(reply)
        body = reply.json()
        photos = body.get("photos") if isinstance(body, dict) else None
        if not isinstance(photos, list):
            raise BadAnswerError("the answer has no list of photos")
        return [photo for photo in photos if isinstance(photo, Mapping)]


def _check(reply: web.Reply) -> None:
    if reply.status == 200:
        return
    shown = f"HTTP {reply.status}"
    if reply.status in (401, 403):
        raise KeyRefusedError(shown)
    if reply.status == 429:
        raise RateLimitedError(shown, retry_after_s=web.retry_after_s(reply.headers))
    if reply.status in (408, 425) or reply.status >= 500:
        raise UnavailableError(shown, retry_after_s=web.retry_after_s(reply.headers))
    raise BadOrderError(shown)


def _credit(photo: Mapping[str, Any]) -> Credit:
    who = str(photo.get("photographer") or "an unnamed photographer")[:150]
    text = f"Photo by {who} on Pexels"
    try:
        return Credit(text=text, url=str(photo.get("url") or "https://www.pexels.com"))
    except ValidationError:
        return Credit(text=text, url="https://www.pexels.com")
