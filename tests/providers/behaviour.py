"""What a fake chat provider does with a request, and scripts that say which request gets what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from .server import Recorded

ErrorShape = Literal["dict", "string", "array", "flat", "none", "html", "availability"]
Matcher = Callable[[Recorded], bool]


@dataclass(frozen=True)
class ErrorBody:
    """An error as some server words it; `shape` picks one of the shapes that are met in the wild."""

    status: int
    message: str = "Provider returned error"
    code: int | str | None = None
    metadata: dict[str, Any] | None = None
    shape: ErrorShape = "dict"
    headers: dict[str, str] = field(default_factory=dict)

    def payload(self) -> Any:
        """Return the JSON value of the body, or a string for HTML, or None for an empty body."""
        code = self.status if self.code is None else self.code
        error: dict[str, Any] = {"code": code, "message": self.message}
        if self.metadata is not None:
            error["metadata"] = self.metadata
        match self.shape:
            case "dict":
                return {"error": error}
            case "string":
                return {"error": self.message}
            case "array":
                return [{"error": {"code": code, "message": self.message, "status": "INVALID_ARGUMENT"}}]
            case "flat":
                return {"object": "error", "message": self.message, "type": "BadRequestError", "code": code}
            case "html":
                return f"<html><head><title>{self.status}</title></head><body><h1>{self.message}</h1></body></html>"
            case "availability":
                # This variant has no `code`; what matters lies under `availability`.
                return {
                    "error": {
                        "message": self.message,
                        "error_type": "not_found",
                        "http_status": self.status,
                        "availability": self.metadata or {"code": "no_endpoints", "retryable": False},
                    }
                }
            case "none":
                return None


@dataclass(frozen=True)
class Behaviour:
    """One answer and how it departs from the good one; departures combine. Times in milliseconds.

    With `error` the answer is that HTTP error. Otherwise content is streamed (or sent whole): `ttft_ms` to the
    first token and `total_ms` to the last; None takes the server's latency for this kind of call.
    """

    # before the headers
    delay_ms: float = 0.0
    reset_before_headers: bool = False
    error: ErrorBody | None = None
    # what is said
    content: str | None = None
    rewrite: Callable[[str], str] | None = None
    keep_chars: int | None = None
    refusal: str | None = None
    reasoning: str | None = None
    finish_reason: str | None = "stop"
    choice_error: dict[str, Any] | None = None
    # how it is framed
    keep_alives: int = 2
    keep_alive_every_ms: float = 5.0
    ttft_ms: float | None = None
    total_ms: float | None = None
    chunk_chars: int = 64
    one_byte_writes: bool = False
    crlf: bool = False
    usage: bool = True
    done: bool = True
    null_first_content: bool = False
    # how it breaks off
    error_chunk: dict[str, Any] | None = None
    error_chunk_bare: bool = False
    break_after_chars: int | None = None
    stall: bool = False
    reset: bool = False
    keep_alives_for_ever: bool = False

    def but(self, **changes: Any) -> Behaviour:
        """Return this behaviour with some departures changed."""
        return replace(self, **changes)


GOOD = Behaviour()


def any_request(entry: Recorded) -> bool:
    """Match everything."""
    return True


def kind(name: str) -> Matcher:
    """Match requests of one kind: `outline`, `change`, `slide`, `text`."""
    return lambda entry: entry.kind == name


def mentions(text: str) -> Matcher:
    """Match requests whose body holds `text`."""
    return lambda entry: text in entry.text


@dataclass
class _Rule:
    match: Matcher
    left: list[Behaviour]
    for_ever: bool


class Script:
    """Which request gets which behaviour: first the rules in order, then the sequence, then the default.

    `Script(b1, b2)` gives the first request `b1`, the second `b2` and all others `default`.
    """

    def __init__(self, *sequence: Behaviour, default: Behaviour = GOOD) -> None:
        self.default = default
        self._rules: list[_Rule] = []
        if sequence:
            self._rules.append(_Rule(any_request, list(sequence), for_ever=False))

    def when(self, match: Matcher, *behaviours: Behaviour) -> Self:
        """Give the next matching requests these behaviours, one each, before other rules are asked."""
        self._rules.insert(0, _Rule(match, list(behaviours), for_ever=False))
        return self

    def always(self, match: Matcher, behaviour: Behaviour) -> Self:
        """Give every matching request this behaviour, before other rules are asked."""
        self._rules.insert(0, _Rule(match, [behaviour], for_ever=True))
        return self

    def take(self, entry: Recorded) -> Behaviour:
        """Return the behaviour for this request and use it up."""
        for rule in self._rules:
            if rule.left and rule.match(entry):
                return rule.left[0] if rule.for_ever else rule.left.pop(0)
        return self.default
