"""What a server's `GET /models` says: ids, prices, limits and parameters."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import httpx

from deckwire_llm.core.budget import Price

_KEEP_S = 3600.0
_AGAIN_S = 60.0


@dataclass(frozen=True)
class Card:
    """What is known of one model; None where the server does not say."""

    id: str
    price: Price | None = None
    max_completion_tokens: int | None = None
    context_tokens: int | None = None
    parameters: frozenset[str] | None = None


class Catalogue:
    """The models of one server, read once an hour at most; a server without a list has unknown models."""

    def __init__(self, http: httpx.AsyncClient, *, timeout_s: float = 5.0, fixed: Price | None = None) -> None:
        self._http = http
        self._timeout_s = timeout_s
        self._fixed = fixed
        self._cards: dict[str, Card] = {}
        self._read_at: float | None = None
        self._keep_s = _KEEP_S
        self._lock = asyncio.Lock()

    async def card(self, model: str) -> Card:
        """Return what is known of `model`; variants such as `:nitro` count as their base model."""
        await self._load()
        found = self._cards.get(model) or self._cards.get(model.partition(":")[0]) or Card(model)
        if self._fixed:
            return Card(model, self._fixed, found.max_completion_tokens, found.context_tokens, found.parameters)
        return found

    async def first(self) -> str | None:
        """Return the id of the server's first model, or None."""
        await self._load()
        return next(iter(self._cards), None)

    async def _load(self) -> None:
        if self._read_at is not None and time.monotonic() - self._read_at < self._keep_s:
            return
        async with self._lock:
            if self._read_at is not None and time.monotonic() - self._read_at < self._keep_s:
                return
            try:
                # A lone timeout only bounds each read; the whole list has to come in this time.
                async with asyncio.timeout(self._timeout_s):
                    response = await self._http.get("models")
                payload = response.json() if response.status_code == 200 else None
            except (httpx.HTTPError, ValueError, TimeoutError):
                # The list is a convenience: without it prices are unknown and the schema tier is learned.
                payload = None
            cards = _cards(payload)
            self._cards = cards or self._cards
            self._keep_s = _KEEP_S if cards else _AGAIN_S
            self._read_at = time.monotonic()


def _cards(payload: Any) -> dict[str, Card]:
    rows = payload.get("data") if isinstance(payload, dict) else payload
    if not isinstance(rows, list):
        return {}
    cards = (_card(row) for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str))
    return {card.id: card for card in cards}


def _card(row: dict[str, Any]) -> Card:
    top = row.get("top_provider") if isinstance(row.get("top_provider"), dict) else {}
    meta = row.get("meta") if isinstance(row.get("meta"), dict) else {}
    parameters = row.get("supported_parameters")
    return Card(
        id=row["id"],
        price=_price(row.get("pricing")),
        max_completion_tokens=_positive((top or {}).get("max_completion_tokens")),
        context_tokens=_positive(row.get("context_length") or row.get("max_model_len") or (meta or {}).get("n_ctx")),
        parameters=frozenset(str(p) for p in parameters) if isinstance(parameters, list) and parameters else None,
    )


def _positive(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _price(pricing: Any) -> Price | None:
    """Prices are strings in dollars per token; a router's own price is unknown until it has routed: "-1"."""
    if not isinstance(pricing, dict):
        return None
    try:
        price = Price(float(pricing["prompt"]), float(pricing["completion"]), float(pricing.get("request") or 0))
    except (KeyError, TypeError, ValueError):
        return None
    return price if min(price.prompt, price.completion, price.request) >= 0 else None
