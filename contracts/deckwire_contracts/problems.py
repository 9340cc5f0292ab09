"""Typed failures, in the shape of RFC 9457 problem details."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .text import Line, Prose


class ProblemCode(StrEnum):
    """Every failure that a user or a program can meet; codes are added, never renamed."""

    INVALID_REQUEST = "invalid_request"
    MALFORMED_BODY = "malformed_body"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    BODY_TOO_LARGE = "body_too_large"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    IDEMPOTENCY_MISMATCH = "idempotency_mismatch"
    NOT_READY = "not_ready"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    SOURCE_UNREADABLE = "source_unreadable"
    SOURCE_TOO_LARGE = "source_too_large"
    SOURCE_EMPTY = "source_empty"
    TEMPLATE_REFUSED = "template_refused"
    PROVIDER_AUTH = "provider_auth"
    PROVIDER_QUOTA = "provider_quota"
    PROVIDER_RATE_LIMITED = "provider_rate_limited"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    PROVIDER_TIMEOUT = "provider_timeout"
    PROVIDER_REFUSED = "provider_refused"
    PROVIDER_INVALID_REQUEST = "provider_invalid_request"
    PROVIDER_INVALID_ANSWER = "provider_invalid_answer"
    PROVIDER_TRUNCATED = "provider_truncated"
    COST_CAP = "cost_cap"
    DEADLINE = "deadline"
    RENDER_FAILED = "render_failed"
    POISON_MESSAGE = "poison_message"


_STATUS: dict[ProblemCode, tuple[int, str]] = {
    ProblemCode.INVALID_REQUEST: (422, "The request has invalid values"),
    ProblemCode.MALFORMED_BODY: (400, "The body cannot be read"),
    ProblemCode.UNSUPPORTED_MEDIA_TYPE: (415, "This content type is not supported"),
    ProblemCode.BODY_TOO_LARGE: (413, "The body is too large"),
    ProblemCode.UNAUTHENTICATED: (401, "Sign in first"),
    ProblemCode.FORBIDDEN: (403, "Not allowed"),
    ProblemCode.NOT_FOUND: (404, "Not found"),
    ProblemCode.METHOD_NOT_ALLOWED: (405, "Method not allowed"),
    ProblemCode.CONFLICT: (409, "The deck has moved on"),
    ProblemCode.IDEMPOTENCY_MISMATCH: (422, "This idempotency key was used with another body"),
    ProblemCode.NOT_READY: (409, "Not ready yet"),
    ProblemCode.RATE_LIMITED: (429, "Too many requests"),
    ProblemCode.UNAVAILABLE: (503, "Temporarily unavailable"),
    ProblemCode.INTERNAL: (500, "Something went wrong on our side"),
    ProblemCode.SOURCE_UNREADABLE: (422, "A source document cannot be read"),
    ProblemCode.SOURCE_TOO_LARGE: (413, "A source document is too large"),
    ProblemCode.SOURCE_EMPTY: (422, "A source document holds no text"),
    ProblemCode.TEMPLATE_REFUSED: (422, "This file cannot be a template"),
    ProblemCode.PROVIDER_AUTH: (502, "The model provider refused the key"),
    ProblemCode.PROVIDER_QUOTA: (502, "The provider account has no credit left"),
    ProblemCode.PROVIDER_RATE_LIMITED: (502, "The provider limits our rate"),
    ProblemCode.PROVIDER_UNAVAILABLE: (502, "The provider is unavailable"),
    ProblemCode.PROVIDER_TIMEOUT: (504, "The provider took too long"),
    ProblemCode.PROVIDER_REFUSED: (502, "The provider refused the content"),
    ProblemCode.PROVIDER_INVALID_REQUEST: (502, "The provider rejected our request"),
    ProblemCode.PROVIDER_INVALID_ANSWER: (502, "The provider's answer cannot be used"),
    ProblemCode.PROVIDER_TRUNCATED: (502, "The provider cut its answer short"),
    ProblemCode.COST_CAP: (402, "The cost cap is reached"),
    ProblemCode.DEADLINE: (504, "The deck was not finished in time"),
    ProblemCode.RENDER_FAILED: (500, "The deck could not be rendered"),
    ProblemCode.POISON_MESSAGE: (500, "A message could not be handled"),
}


class FieldError(BaseModel):
    """What is wrong with one field of a request; `field` is a dotted path."""

    field: Line
    message: Line


class Problem(BaseModel):
    """One failure as RFC 9457 shapes it, with a stable `code`, what to do (`hint`) and the fields at fault."""

    model_config = ConfigDict(extra="ignore")

    type: str = "about:blank"
    title: Line
    status: int = Field(ge=400, le=599)
    code: ProblemCode
    detail: Annotated[Prose, Field(max_length=2000)] = ""
    hint: Annotated[Prose, Field(max_length=2000)] | None = None
    errors: list[FieldError] = Field(default_factory=list)
    retry_after_s: float | None = None

    @classmethod
    def of(
        cls,
        code: ProblemCode,
        detail: str,
        *,
        hint: str | None = None,
        errors: list[FieldError] | None = None,
        retry_after_s: float | None = None,
    ) -> Problem:
        """Return the problem of `code`, with the status and title that belong to it."""
        status, title = _STATUS[code]
        return cls(
            type=f"urn:deckwire:problem:{code.value}",
            title=title,
            status=status,
            code=code,
            detail=detail[:2000],
            hint=hint,
            errors=errors or [],
            retry_after_s=retry_after_s,
        )


class ProblemError(Exception):
    """An exception that carries the `Problem` to show; raise it wherever a typed failure is the answer."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code.value}: {problem.detail}")
        self.problem = problem

    @classmethod
    def of(
        cls,
        code: ProblemCode,
        detail: str,
        *,
        hint: str | None = None,
        errors: list[FieldError] | None = None,
        retry_after_s: float | None = None,
    ) -> ProblemError:
        """Return the error for `Problem.of` with the same arguments."""
        return cls(Problem.of(code, detail, hint=hint, errors=errors, retry_after_s=retry_after_s))
