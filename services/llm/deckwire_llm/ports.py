"""What the llm service needs from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from deckwire_contracts import Problem, ProblemCode, ProblemError, Usage

M_co = TypeVar("M_co", covariant=True)


@dataclass(frozen=True)
class Turn:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Ask:
    """One question to a model that wants one JSON object of `schema` back.

    `model` None leaves the choice to the settings. `budget_usd` is the most that everything done to get the
    answer may cost; None means no cap. Under `min_tokens` an answer is not worth asking for.
    """

    turns: tuple[Turn, ...]
    schema_name: str
    schema: dict[str, Any]
    max_tokens: int
    min_tokens: int = 256
    temperature: float | None = None
    effort: str | None = None
    model: str | None = None
    budget_usd: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a model said, reasoning and thinking removed.

    `truncated` when it stopped at the token cap. `priced` is False when the cost of `usage` could not be known.
    """

    text: str
    model: str
    truncated: bool = False
    usage: Usage = field(default_factory=Usage)
    priced: bool = True


class AskFailedError(ProblemError):
    """A question that got no answer: a typed problem, and what was spent all the same.

    `transient` when asking again later may help; `broken_off` when the answer had begun and asking once more may
    help; `context_exceeded` when a shorter question may.
    """

    def __init__(
        self,
        problem: Problem,
        *,
        usage: Usage | None = None,
        transient: bool = False,
        broken_off: bool = False,
        context_exceeded: bool = False,
    ) -> None:
        super().__init__(problem)
        self.usage = usage or Usage()
        self.transient = transient
        self.broken_off = broken_off
        self.context_exceeded = context_exceeded

    @property
    def code(self) -> ProblemCode:
        """The problem's code."""
        return self.problem.code


class ChatModel(Protocol):
    """A language model behind some server."""

    async def ask(self, ask: Ask, on_text: Callable[[str], None] | None = None) -> Answer:
        """Return the answer; `on_text` gets its text piece by piece. Raises AskFailedError."""
        ...

    async def check(self) -> None:
        """Return when the server can be reached; raises AskFailedError when it cannot."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


class DocumentReader(Protocol[M_co]):
    """Takes uploaded documents apart."""

    async def read(self, name: str, data: bytes) -> M_co:
        """Return what the document called `name` says; raises ProblemError when it cannot be read."""
        ...
