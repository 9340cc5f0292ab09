"""Carries a conversation to a model, and decides whether a failed one comes again by way of the bus."""

from __future__ import annotations

from typing import TypeVar

from deckwire_contracts import ProblemCode
from deckwire_kit.delivery import Retry

from deckwire_llm.core.writing import Script
from deckwire_llm.ports import AskFailedError, ChatModel

from .typist import Typist

T = TypeVar("T")

_NOT_AGAIN = frozenset({ProblemCode.PROVIDER_TIMEOUT, ProblemCode.PROVIDER_INVALID_ANSWER})


async def converse(script: Script[T], model: ChatModel, typist: Typist | None = None) -> T:
    """Ask `model` what the script asks until it returns; raises AskFailedError when the script lets it through."""
    try:
        ask = next(script)
        while True:
            try:
                if typist:
                    typist.begin()
                answer = await model.ask(ask, typist.text if typist else None)
            except AskFailedError as failure:
                ask = script.throw(failure)
            else:
                ask = script.send(answer)
    except StopIteration as end:
        found: T = end.value
        return found


def come_again(failure: AskFailedError, attempt: int, redeliveries: int) -> None:
    """Raise Retry when the message should be delivered again, which frees its place meanwhile.

    Never after anything was paid: a redelivery knows nothing of what this one has used. Never after a time-out
    either, since the client has tried for as long as a question may take.
    """
    paid = failure.usage.cost_usd > 0 or failure.usage.completion_tokens > 0
    if failure.transient and not paid and attempt <= redeliveries and failure.code not in _NOT_AGAIN:
        raise Retry(failure.code.value, failure.problem.retry_after_s) from failure
