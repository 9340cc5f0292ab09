"""From a drafted slide to the order for its picture, and the key under which an order is remembered."""

from __future__ import annotations

import hashlib
import json

from deckwire_contracts import SlideContext, SlideDrafted
from deckwire_contracts.slides import ImageBrief

from ..ports import PictureOrder

SIZES: dict[str, tuple[int, int]] = {
    "wide": (1344, 768),
    "half": (1152, 896),
    "portrait": (768, 1344),
    "square": (1024, 1024),
}
"""Pixels of each aspect; multiples of 64, which nearly every model of free size takes."""

_CLEAN = "No text, letters, numbers, logos or watermarks in the picture."


def order_of(drafted: SlideDrafted, brief: ImageBrief, *, delivery: int) -> PictureOrder:
    """Return the order for the picture of one slide; the same slide, words and style give the same seed."""
    context = drafted.context
    style = context.options.image_style or ""
    width, height = SIZES[brief.aspect]
    return PictureOrder(
        prompt=brief.prompt,
        query=brief.query or query_from(brief.prompt),
        alt=brief.alt,
        width=width,
        height=height,
        seed=seed_of(brief.prompt, style),
        style=style,
        theme=context.theme,
        palette=_palette(context),
        budget_usd=context.image_budget_usd,
        tenant=drafted.tenant_id,
        task=drafted.subject,
        delivery=delivery,
    )


def _palette(context: SlideContext) -> tuple[str, ...]:
    """Return the colours of the user's master or of the brand that the theme stands for, none for our own themes."""
    look = context.options.look
    if look and look.template:
        return look.template.palette
    brand = look.brand if look else None
    return brand.palette if brand and brand.id == context.theme else ()


def seed_of(*words: str) -> int:
    """Return a positive 31-bit seed that depends on the words alone."""
    digest = hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).digest()
    return 1 + int.from_bytes(digest[:4], "big") % 0x7FFF_FFFE


def query_from(prompt: str) -> str:
    """Return the first words of a prompt as a search, at most 80 characters."""
    words: list[str] = []
    for word in prompt.replace(",", " ").replace(".", " ").split()[:8]:
        if len(" ".join([*words, word])) > 80:
            break
        words.append(word)
    return " ".join(words) or prompt[:80]


def full_prompt(order: PictureOrder, *, limit: int = 3000) -> str:
    """Return what a generator is told: the picture, its style, and that it holds no writing; at most `limit` long."""
    tail = f" Style: {order.style}. {_CLEAN}" if order.style else f" {_CLEAN}"
    room = max(2, limit - len(tail))
    return f"{order.prompt[:room].rstrip()}{tail}"[:limit]


def order_key(order: PictureOrder, provider: str, model: str) -> str:
    """Return the key of an order at one provider: tenant and SHA-256 of everything that decides the picture."""
    parts = [provider, model, order.prompt, order.query, order.width, order.height, order.style, order.seed]
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
    return f"{order.tenant or '_'}.{digest}"
