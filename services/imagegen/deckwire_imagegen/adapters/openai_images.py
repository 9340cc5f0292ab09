"""Any endpoint that speaks like OpenAI's image API: OpenAI itself, OpenRouter's `/images`, servers at home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from ..core.model_sizes import SizeRule, nearest, rule_for
from ..core.orders import full_prompt
from ..ports import (
    BadAnswerError,
    BadOrderError,
    KeyRefusedError,
    Kind,
    Picture,
    PictureError,
    PictureOrder,
    QuotaError,
    RateLimitedError,
    RefusedError,
    TimedOutError,
    UnavailableError,
)
from . import http as web
from .payload import base64_limit, fetch_picture, from_base64

_REFUSALS = ("moderation", "content_policy", "content_filter", "safety", "flagged", "sensitive")
_NO_CREDIT = ("insufficient_quota", "billing", "insufficient_credit", "payment_required")
_ASPECTS: tuple[tuple[str, float], ...] = (
    ("16:9", 16 / 9),
    ("4:3", 4 / 3),
    ("1:1", 1.0),
    ("3:4", 3 / 4),
    ("9:16", 9 / 16),
)


@dataclass(frozen=True)
class OpenAIImagesOptions:
    """One endpoint: `url` is the whole address; `dialect` says which fields it understands."""

    name: str
    title: str
    url: str
    model: str
    dialect: Literal["openai", "openrouter", "local"]
    api_key: str | None = None
    quality: str = "medium"
    price_usd: float = 0.02
    concurrency: int = 4
    max_bytes: int = 25_000_000
    deadlines: web.Deadlines = field(default_factory=web.Deadlines)


class OpenAIImagesProvider:
    """Generates pictures at an endpoint of the OpenAI Images shape.

    These endpoints have no handle by which a lost answer could be had again, so a call whose answer is lost is
    not repeated: the picture may have been made and charged.
    """

    kind = Kind.GENERATED

    def __init__(self, options: OpenAIImagesOptions) -> None:
        self._options = options
        local = options.dialect == "local"
        self._rule: SizeRule = SizeRule(step=64, low=256) if local else rule_for(options.model)
        self._headers = {"Authorization": f"Bearer {options.api_key}"} if options.api_key else {}
        self._http = web.client(options.deadlines, concurrency=options.concurrency)

    @property
    def name(self) -> str:
        """The short name in `IMAGE_PROVIDERS`."""
        return self._options.name

    @property
    def title(self) -> str:
        """The name that people know."""
        return self._options.title

    @property
    def model(self) -> str:
        """The model, with the quality where that changes the picture."""
        model = self._options.model
        return f"{model}:{self._options.quality}" if self._options.dialect == "openai" else model

    @property
    def price_usd(self) -> float:
        """The estimated price of one picture."""
        return self._options.price_usd

    @property
    def concurrency(self) -> int:
        """How many calls may run at once."""
        return self._options.concurrency

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def generate(self, order: PictureOrder) -> Picture:
        """Return a picture for the order; raises PictureError."""
        price, guess = self.price_usd, self.price_usd > 0
        try:
            reply = await web.call(
                self._http,
                "POST",
                self._options.url,
                body=self._body(order),
                headers=self._headers,
                max_bytes=base64_limit(self._options.max_bytes),
                within_s=self._options.deadlines.total_s,
            )
        except web.NotSentError as error:
            raise UnavailableError(f"no connection: {error}") from error
        except web.InterruptedCallError as error:
            raise TimedOutError(str(error), cost_usd=price, estimated=guess) from error
        except web.TooLargeError as error:
            raise BadAnswerError(str(error), cost_usd=price, estimated=guess) from error
        return await self._picture(reply, order)

    def _body(self, order: PictureOrder) -> dict[str, Any]:
        # `response_format` is left out on purpose: today's models refuse it and always answer with base64.
        body: dict[str, Any] = {"model": self._options.model, "prompt": full_prompt(order), "n": 1}
        if self._options.dialect == "openrouter":
            shape = order.width / order.height
            body["aspect_ratio"] = min(_ASPECTS, key=lambda aspect: abs(aspect[1] - shape))[0]
            body["seed"] = order.seed
            return body
        width, height = nearest(self._rule, order.width, order.height)
        body["size"] = f"{width}x{height}"
        if self._options.dialect == "openai":
            body["quality"] = self._options.quality
            body["output_format"] = "jpeg"
        return body

    async def _picture(self, reply: web.Reply, order: PictureOrder) -> Picture:
        if reply.status >= 400:
            raise _failure(reply, _error_of(reply))
        try:
            body = reply.json()
        except BadAnswerError as error:
            raise self._paid(error.detail) from error
        if not isinstance(body, dict):
            raise self._paid("the answer is not an object")
        if body.get("error"):
            raise _failure(reply, body["error"])
        cost, estimated = self._cost(body.get("usage"))
        items = body.get("data")
        item = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
        try:
            data = await self._bytes(item)
        except BadAnswerError as error:
            raise BadAnswerError(error.detail, cost_usd=cost, estimated=estimated) from error
        media_type = item.get("media_type")
        return Picture(
            data,
            media_type if isinstance(media_type, str) else "image/png",
            order.width,
            order.height,
            cost_usd=cost,
            estimated=estimated,
        )

    async def _bytes(self, item: Mapping[str, Any]) -> bytes:
        if not item.get("b64_json") and item.get("url"):
            return await fetch_picture(
                self._http,
                item["url"],
                base_url=self._options.url,
                hosts=(urlsplit(self._options.url).hostname or "",),
                max_bytes=self._options.max_bytes,
                deadlines=self._options.deadlines,
            )
        return from_base64(item.get("b64_json"), max_bytes=self._options.max_bytes)

    def _cost(self, usage: object) -> tuple[float, bool]:
        cost = usage.get("cost") if isinstance(usage, dict) else None
        if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < 1000:
            return float(cost), False
        return self.price_usd, self.price_usd > 0

    def _paid(self, detail: str) -> BadAnswerError:
        return BadAnswerError(detail, cost_usd=self.price_usd, estimated=self.price_usd > 0)


def _error_of(reply: web.Reply) -> object:
    try:
        body = reply.json()
    except BadAnswerError:
        return None
    if not isinstance(body, dict):
        return None
    return body.get("error") or body.get("detail") or body.get("message")


def _failure(reply: web.Reply, error: object) -> PictureError:
    """Return what an error means; only its code is kept, its message may quote the prompt."""
    code, words = "", ""
    status = reply.status
    if isinstance(error, Mapping):
        code = str(error.get("code") or error.get("type") or "")
        metadata = error.get("metadata")
        kind = str(metadata.get("error_type") or "") if isinstance(metadata, Mapping) else ""
        flagged = "flagged" if isinstance(metadata, Mapping) and metadata.get("reasons") else ""
        words = f"{code} {error.get('type') or ''} {kind} {flagged} {error.get('message') or ''}".lower()
        if status < 400:
            status = int(code) if code.isdigit() and 400 <= int(code) <= 599 else 502
    elif error:
        words = str(error).lower()
        status = status if status >= 400 else 502
    shown = f"HTTP {status} " + "".join(c for c in code if c.isalnum() or c in "_-.")[:60]
    wait = web.retry_after_s(reply.headers)
    return _type_of(status, words)(shown.strip(), retry_after_s=wait)


def _type_of(status: int, words: str) -> type[PictureError]:
    if status in (400, 403, 422) and any(word in words for word in _REFUSALS):
        return RefusedError
    if status == 402 or (status in (400, 403, 429) and any(word in words for word in _NO_CREDIT)):
        return QuotaError
    if status in (401, 403):
        return KeyRefusedError
    if status == 429:
        return RateLimitedError
    if status in (408, 409, 425) or status >= 500:
        return UnavailableError
    return BadOrderError
