"""What is sent to which model, what has been learned about it, and what it may cost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import ProblemCode, Usage

from deckwire_llm.core.budget import Price, affordable_tokens, estimate_tokens
from deckwire_llm.ports import Ask

from .catalogue import Card, Catalogue
from .exchange import AttemptFailedError
from .faults import Fault, fault
from .profile import Profile, Tier, response_format
from .reply import Reply

# OpenRouter takes a short list; the client itself goes on to what stands behind it.
_LISTED = 3


@dataclass
class _Learned:
    """What a server taught us about one model."""

    tier: Tier
    dropped: set[str] = field(default_factory=set)
    prose: int = 0
    token_ratio: float = 1.0


@dataclass(frozen=True)
class Plan:
    """One attempt: the body to send and what it is expected to cost at most."""

    body: dict[str, Any]
    model: str
    tier: Tier
    prompt_tokens: int
    max_tokens: int
    price: Price | None


class Planner:
    """Plans attempts at the models of one server and learns from how they end."""

    def __init__(self, profile: Profile, catalogue: Catalogue, *, data_collection: str | None) -> None:
        self._profile = profile
        self._catalogue = catalogue
        self._data_collection = data_collection
        self._learned: dict[str, _Learned] = {}

    async def plan(self, ask: Ask, models: tuple[str, ...], spent: Usage) -> Plan:
        """Return the next attempt at the first of `models`, after `spent`.

        Raises AttemptFailedError when what is left of the budget does not buy an answer worth having.
        """
        cards = [await self._catalogue.card(model) for model in models]
        # Only OpenRouter goes on to the other models by itself.
        listed = "models" in self._profile.fields and len(models) > 1
        cards = cards[:_LISTED] if listed else cards[:1]
        model = models[0]
        known = self._learned.setdefault(model, _Learned(_first_tier(self._profile, cards[0])))
        schema_text = json.dumps(ask.schema)
        prompt_tokens = sum(estimate_tokens(turn.content) + 8 for turn in ask.turns)
        prompt_tokens = int((prompt_tokens + estimate_tokens(schema_text)) * known.token_ratio)
        price = _worst_price(cards)
        max_tokens = min([ask.max_tokens, *(c.max_completion_tokens for c in cards if c.max_completion_tokens)])
        if ask.budget_usd is not None:
            left = ask.budget_usd - spent.cost_usd
            if price is not None:
                max_tokens = affordable_tokens(left, price, prompt_tokens, max_tokens)
            elif left <= 0:
                # What a call would cost is not known beforehand, but that nothing is left is.
                max_tokens = 0
            if max_tokens < min(ask.min_tokens, ask.max_tokens):
                detail = f"another call could cost more than the {max(0.0, left):.6f} USD that are left for it"
                raise AttemptFailedError(fault(ProblemCode.COST_CAP, detail), usage=spent)
        return Plan(
            body=self._body(ask, models[:_LISTED] if listed else (model,), known, cards, max_tokens),
            model=model,
            tier=known.tier,
            prompt_tokens=prompt_tokens,
            max_tokens=max_tokens,
            price=price,
        )

    def _body(
        self, ask: Ask, models: tuple[str, ...], known: _Learned, cards: list[Card], max_tokens: int
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": models[0],
            "messages": [{"role": turn.role, "content": turn.content} for turn in ask.turns],
            "stream": True,
        }
        cap = self._profile.cap_field
        if cap in known.dropped:
            cap = "max_completion_tokens" if cap == "max_tokens" else "max_tokens"
        if cap not in known.dropped:
            body[cap] = max_tokens
        accepts = _Accepts(self._profile, known.dropped, cards)
        wanted = response_format(known.tier, ask.schema_name, ask.schema, self._profile)
        if wanted:
            body["response_format"] = wanted
        if len(models) > 1:
            body["models"] = list(models)
        if accepts("temperature") and ask.temperature is not None:
            body["temperature"] = ask.temperature
        if accepts("stream_options"):
            body["stream_options"] = {"include_usage": True}
        if accepts("reasoning", only_known=True) and ask.effort:
            body["reasoning"] = {"effort": ask.effort}
        if accepts("reasoning_effort") and ask.effort:
            body["reasoning_effort"] = ask.effort
        if "provider" in self._profile.fields:
            provider: dict[str, Any] = {}
            if self._data_collection and "data_collection" not in known.dropped:
                provider["data_collection"] = self._data_collection
            # Without this a provider may take the request and ignore the schema; with it, a parameter that
            # the model does not list would leave no provider at all.
            if wanted and cards[0].parameters is not None and "require_parameters" not in known.dropped:
                provider["require_parameters"] = True
            if provider:
                body["provider"] = provider
        return body

    def learn(self, plan: Plan, cause: Fault) -> bool:
        """Take in what a rejected request teaches; return whether it is worth sending a simpler one at once."""
        known = self._learned[plan.model]
        unwanted = next((f for f in cause.fields if f not in known.dropped and _mentions(plan.body, f)), None)
        if unwanted:
            known.dropped.add(unwanted)
            return True
        if cause.schema and plan.tier < Tier.PROMPT:
            known.tier = Tier(max(known.tier, plan.tier + 1))
            return True
        return False

    def usage(self, plan: Plan, reply: Reply, *, failed: bool, capped: bool) -> tuple[Usage, bool]:
        """Return what an attempt used, and whether its cost is known."""
        said = reply.usage
        price = plan.price
        if said is not None:
            prompt = _count(said.get("prompt_tokens"))
            completion = _count(said.get("completion_tokens"))
            cost = said.get("cost")
            if prompt:
                self._calibrate(plan, prompt)
            if isinstance(cost, int | float) and not isinstance(cost, bool) and cost >= 0:
                return Usage(prompt_tokens=prompt, completion_tokens=completion, cost_usd=cost, calls=1), True
            known = price.cost(prompt, completion) if price else 0.0
            usage = Usage(
                prompt_tokens=prompt,
                completion_tokens=completion,
                cost_usd=known,
                calls=1,
                estimated=price is None,
            )
            return usage, price is not None
        if not reply.accepted:
            return Usage(), True
        silent = failed and not reply.spoke
        if silent and not capped:
            return Usage(calls=1), True
        written = (len(reply.text) + reply.thought_chars) // 3
        # Hidden thinking is billed as well: under a cap a silent failure counts as if it had used everything.
        completion = plan.max_tokens if silent else min(plan.max_tokens, written)
        cost_usd = price.cost(plan.prompt_tokens, completion) if price else 0.0
        usage = Usage(
            prompt_tokens=plan.prompt_tokens,
            completion_tokens=completion,
            cost_usd=cost_usd,
            calls=1,
            estimated=True,
        )
        return usage, price is not None

    def _calibrate(self, plan: Plan, prompt_tokens: int) -> None:
        """Let a model whose tokens are shorter than expected raise the next estimates."""
        known = self._learned[plan.model]
        seen = prompt_tokens / max(1.0, plan.prompt_tokens / known.token_ratio)
        known.token_ratio = max(1.0, 0.7 * known.token_ratio + 0.3 * seen * 1.1, seen * 1.05 if seen > 1 else 0.0)

    def watch_shape(self, plan: Plan, text: str) -> None:
        """Give up a tier under which a model has twice answered in prose or in a fence."""
        known = self._learned[plan.model]
        if plan.tier is Tier.PROMPT or text.lstrip("\ufeff \r\n\t").startswith("{"):
            known.prose = 0
            return
        if not text.strip():
            return
        known.prose += 1
        if known.prose >= 2 and known.tier == plan.tier:
            known.tier, known.prose = Tier(plan.tier + 1), 0


class _Accepts:
    """Whether an optional field may be sent to every model that may run."""

    def __init__(self, profile: Profile, dropped: set[str], cards: list[Card]) -> None:
        self._profile = profile
        self._dropped = dropped
        self._cards = cards

    def __call__(self, name: str, *, only_known: bool = False) -> bool:
        if name not in self._profile.fields or name in self._dropped:
            return False
        if name == "stream_options":
            return True
        return all(name in card.parameters if card.parameters is not None else not only_known for card in self._cards)


def _first_tier(profile: Profile, card: Card) -> Tier:
    if card.parameters is None:
        return profile.tier
    if "structured_outputs" in card.parameters:
        return profile.tier
    return Tier.OBJECT if "response_format" in card.parameters else Tier.PROMPT


def _worst_price(cards: list[Card]) -> Price | None:
    worst: Price | None = None
    for card in cards:
        if card.price is None:
            return None
        worst = card.price if worst is None else worst.worst(card.price)
    return worst


def _mentions(body: dict[str, Any], name: str) -> bool:
    return name in body or name in body.get("provider", {})


def _count(value: Any) -> int:
    return max(0, int(value)) if isinstance(value, int | float) else 0
