"""Conversations with a model as plain generators: they yield questions and are sent answers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TypeVar

from deckwire_contracts import Degradation, ProblemCode, Stage, Usage

from deckwire_llm.ports import Answer, Ask, AskFailedError

T = TypeVar("T")

Script = Generator[Ask, Answer, T]
"""Yields a question, is sent its answer or thrown the AskFailedError, and returns what was written."""


@dataclass
class Ledger:
    """What a conversation has used, which model spoke, and what there is to say about it."""

    stage: Stage
    slide_id: str | None = None
    usage: Usage = field(default_factory=Usage)
    writer: str = ""
    degradations: list[Degradation] = field(default_factory=list)

    def take(self, answer: Answer, ask: Ask) -> None:
        """Book an answer."""
        self.usage = self.usage + answer.usage
        self.writer = answer.model or self.writer
        if not answer.priced and ask.budget_usd is not None:
            self.note(
                "cost_unknown", f"The price of {answer.model} is not known, so the cost cap could not be checked."
            )

    def failed(self, failure: AskFailedError) -> AskFailedError:
        """Book a failure and return it with all that the conversation has used."""
        self.usage = self.usage + failure.usage
        return AskFailedError(
            failure.problem,
            usage=self.usage,
            transient=failure.transient,
            context_exceeded=failure.context_exceeded,
        )

    def note(self, reason: str, detail: str) -> None:
        """Remember something that the user should know, once."""
        if all(known.reason != reason for known in self.degradations):
            self.degradations.append(
                Degradation(slide_id=self.slide_id, stage=self.stage, reason=reason, detail=detail[:600])
            )

    def left(self, budget_usd: float | None) -> float | None:
        """Return what is left of a budget."""
        return None if budget_usd is None else max(0.0, budget_usd - self.usage.cost_usd)


EXPLAINED: dict[ProblemCode, str] = {
    ProblemCode.PROVIDER_TRUNCATED: "The model's answer was cut short.",
    ProblemCode.PROVIDER_INVALID_ANSWER: "The model's answers could not be used.",
    ProblemCode.PROVIDER_REFUSED: "The model declined.",
    ProblemCode.PROVIDER_UNAVAILABLE: "The model provider was not available.",
    ProblemCode.PROVIDER_TIMEOUT: "The model took too long.",
    ProblemCode.PROVIDER_RATE_LIMITED: "The provider limited our rate.",
    ProblemCode.PROVIDER_AUTH: "The provider refused the key.",
    ProblemCode.PROVIDER_QUOTA: "The provider account has no credit left.",
    ProblemCode.PROVIDER_INVALID_REQUEST: "The provider rejected the request.",
    ProblemCode.COST_CAP: "The cost cap left no room for another call.",
}
"""A sentence for the user on each way in which a provider fails."""
