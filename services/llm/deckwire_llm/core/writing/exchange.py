"""The ladder that every conversation climbs: ask, repair, make room or ask again once, salvage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from deckwire_contracts import Problem, ProblemCode

from deckwire_llm.core.answer import UnusableAnswerError, parse_object, salvage_object
from deckwire_llm.core.prompting import ask_again, ask_for_more_room
from deckwire_llm.ports import Ask, AskFailedError

from .script import EXPLAINED, Ledger, Script

T = TypeVar("T")

_SHRINKS = 3


@dataclass(frozen=True)
class Wanted(Generic[T]):
    """What a conversation is about: the question for so many characters of material, and how an answer is read.

    `read` raises UnusableAnswerError; `material_chars` is where to begin, and shrinks while the model's context
    is too small.
    """

    ask: Callable[[int], Ask]
    read: Callable[[dict[str, Any]], T]
    material_chars: int
    budget_usd: float | None


def obtain(wanted: Wanted[T], ledger: Ledger) -> Script[T]:
    """Return what was wanted, asking at most twice for content; raises AskFailedError with all that was used.

    An answer cut short is asked for again with more room; when it is cut again, what is whole of it is used and
    marked. An object that was whole before the cut is whole. One that broke off with the connection is asked
    for again as it was.
    """
    chars, shrinks = wanted.material_chars, 0
    pending = wanted.ask(chars)
    again = False
    while True:
        ask = replace(pending, budget_usd=ledger.left(wanted.budget_usd))
        try:
            answer = yield ask
        except AskFailedError as failure:
            if failure.context_exceeded and shrinks < _SHRINKS:
                ledger.usage = ledger.usage + failure.usage
                shrinks, chars = shrinks + 1, chars // 3
                pending = wanted.ask(chars)
                continue
            if failure.broken_off and not again:
                ledger.usage = ledger.usage + failure.usage
                again = True
                continue
            raise ledger.failed(failure) from failure
        ledger.take(answer, ask)
        data = parse_object(answer.text)
        cut = answer.truncated and data is None
        if cut and not again:
            pending, again = ask_for_more_room(ask, silent=not answer.text.strip()), True
            continue
        data = salvage_object(answer.text) if cut else data
        code = ProblemCode.PROVIDER_TRUNCATED if cut else ProblemCode.PROVIDER_INVALID_ANSWER
        if data is None:
            complaints = ["the answer was cut short" if cut else "it is not one JSON object"]
        else:
            try:
                found = wanted.read(data)
            except UnusableAnswerError as error:
                complaints = error.complaints
            else:
                if cut:
                    ledger.note(code.value, EXPLAINED[code])
                return found
        if again:
            raise AskFailedError(Problem.of(code, "; ".join(complaints)[:400]), usage=ledger.usage)
        pending, again = ask_again(ask, answer.text, complaints), True
