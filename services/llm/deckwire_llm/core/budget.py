"""Money: what a deck, a slide, a picture and one question may cost, so that a cap holds with everything in flight."""

from __future__ import annotations

import math
from dataclasses import dataclass

_OUTLINE_SHARE = 0.2
_PICTURES_SHARE = 0.6
_STEP_USD = 1e-9


@dataclass(frozen=True)
class Price:
    """US dollars per token that is read and per token that is written, and per request."""

    prompt: float
    completion: float
    request: float = 0.0

    def cost(self, prompt_tokens: float, completion_tokens: float) -> float:
        """Return what so many tokens cost in US dollars."""
        return prompt_tokens * self.prompt + completion_tokens * self.completion + self.request

    def worst(self, other: Price) -> Price:
        """Return a price that neither of the two exceeds."""
        return Price(
            max(self.prompt, other.prompt),
            max(self.completion, other.completion),
            max(self.request, other.request),
        )


@dataclass(frozen=True)
class Shares:
    """What each slide's draft and each picture may cost, in US dollars; None means no cap."""

    slide_usd: float | None
    image_usd: float | None


def outline_budget(cap_usd: float | None) -> float | None:
    """Return how much of a deck's cap its outline may use."""
    return None if cap_usd is None else _floor(cap_usd * _OUTLINE_SHARE)


def shares(
    cap_usd: float | None,
    *,
    outline_usd: float,
    slides: int,
    images: int,
    image_price_usd: float,
) -> Shares:
    """Return the shares of `slides` drafts and `images` pictures in what the outline left of the cap.

    All shares together never exceed it. Pictures get their price, or less when they would take more than
    three fifths.
    """
    if cap_usd is None:
        return Shares(None, None)
    left = max(0.0, cap_usd - outline_usd)
    image = _floor(min(image_price_usd, left * _PICTURES_SHARE / images)) if images else 0.0
    slide = _floor((left - image * images) / slides) if slides else 0.0
    return Shares(slide, image)


def _floor(usd: float) -> float:
    return max(0.0, math.floor(usd / _STEP_USD) * _STEP_USD)


def estimate_tokens(text: str) -> int:
    """Return a cautious estimate of how many tokens `text` has: rather too many than too few.

    English runs at about four characters a token, other alphabets at one and a half to two, and scripts that
    a tokenizer hardly knows at up to two tokens a character.
    """
    # Counted by encoded sizes, since a document has tens of thousands of characters and a loop is slow.
    narrow = len(text.encode("ascii", "ignore"))
    others = len(text) - narrow
    astral = len(text.encode("utf-16-le", "surrogatepass")) // 2 - len(text)
    # Beyond ASCII a character has two bytes up to U+07FF, four beyond U+FFFF, and three between.
    wide = len(text.encode("utf-8", "surrogatepass")) - narrow - 2 * others - astral
    middle = others - wide
    return math.ceil(narrow / 3.2 + middle / 1.2 + wide * 1.5) + 1


def affordable_tokens(budget_usd: float, price: Price, prompt_tokens: int, wanted: int) -> int:
    """Return how many tokens, at most `wanted`, may be written after `prompt_tokens` for `budget_usd`."""
    left = budget_usd - price.cost(prompt_tokens, 0)
    if left < 0:
        return 0
    if price.completion <= 0:
        return wanted
    return min(wanted, int(left / price.completion))
