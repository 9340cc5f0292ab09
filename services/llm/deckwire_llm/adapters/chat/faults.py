"""What a provider's error means, in whichever of its shapes it comes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from deckwire_contracts import ProblemCode
from deckwire_contracts.text import one_line

_KEYLIKE = re.compile(r"\b(?:sk|key|Bearer)[-_ ][A-Za-z0-9*._-]{6,}", re.IGNORECASE)
_SCHEMA = re.compile(r"response_format|json_schema|json_object|structured.?output|schema|grammar", re.IGNORECASE)
_CONTEXT = re.compile(
    r"context (?:length|size|window)|maximum context|context_length|exceed_context|too many tokens|prompt is too long",
    re.IGNORECASE,
)
_REFUSAL = re.compile(r"content.?(?:policy|filter|management)|moderation|flagged|safety", re.IGNORECASE)
_WORD = re.compile(r"[a-z_]+")
_QUOTA = re.compile(r"insufficient.?(?:quota|credit|balance|funds)|billing|payment", re.IGNORECASE)
_OPTIONAL_FIELDS = (
    "max_completion_tokens",
    "max_tokens",
    "stream_options",
    "temperature",
    "reasoning_effort",
    "reasoning",
    "require_parameters",
    "data_collection",
)

_BY_TYPE: dict[str, ProblemCode] = {
    "authentication": ProblemCode.PROVIDER_AUTH,
    "permission_denied": ProblemCode.PROVIDER_AUTH,
    "payment_required": ProblemCode.PROVIDER_QUOTA,
    "insufficient_quota": ProblemCode.PROVIDER_QUOTA,
    "rate_limit_exceeded": ProblemCode.PROVIDER_RATE_LIMITED,
    "provider_overloaded": ProblemCode.PROVIDER_UNAVAILABLE,
    "provider_unavailable": ProblemCode.PROVIDER_UNAVAILABLE,
    "server": ProblemCode.PROVIDER_UNAVAILABLE,
    "server_error": ProblemCode.PROVIDER_UNAVAILABLE,
    "timeout": ProblemCode.PROVIDER_TIMEOUT,
    "content_policy_violation": ProblemCode.PROVIDER_REFUSED,
    "refusal": ProblemCode.PROVIDER_REFUSED,
}
_BY_STATUS: dict[int, ProblemCode] = {
    401: ProblemCode.PROVIDER_AUTH,
    402: ProblemCode.PROVIDER_QUOTA,
    403: ProblemCode.PROVIDER_AUTH,
    408: ProblemCode.PROVIDER_TIMEOUT,
    409: ProblemCode.PROVIDER_UNAVAILABLE,
    425: ProblemCode.PROVIDER_UNAVAILABLE,
    429: ProblemCode.PROVIDER_RATE_LIMITED,
    504: ProblemCode.PROVIDER_TIMEOUT,
    524: ProblemCode.PROVIDER_TIMEOUT,
}
_RETRIED = frozenset(
    {
        ProblemCode.PROVIDER_RATE_LIMITED,
        ProblemCode.PROVIDER_UNAVAILABLE,
        ProblemCode.PROVIDER_TIMEOUT,
        ProblemCode.PROVIDER_TRUNCATED,
        ProblemCode.PROVIDER_INVALID_ANSWER,
    }
)
_NEXT_MODEL = _RETRIED | {ProblemCode.PROVIDER_REFUSED}


@dataclass(frozen=True)
class Fault:
    """Why a request failed and what may be done about it.

    `retry`: the same request may work later, after `retry_after_s` if given. `next_model`: another model may
    take it. `schema`: the server cannot be held to this response format. `fields`: optional fields of the
    request that it complains about. `context`: the prompt is too long.
    """

    code: ProblemCode
    detail: str
    status: int = 0
    retry: bool = False
    retry_after_s: float | None = None
    next_model: bool = False
    schema: bool = False
    fields: tuple[str, ...] = ()
    context: bool = False


def fault(code: ProblemCode, detail: str) -> Fault:
    """Return the fault of `code` with what usually may be done about it."""
    return Fault(code, detail, retry=code in _RETRIED, next_model=code in _NEXT_MODEL)


def fault_of_response(status: int, headers: Mapping[str, str], body: bytes) -> Fault:
    """Return what an HTTP error response means."""
    try:
        payload: Any = json.loads(body)
    except ValueError:
        payload = None
    found = fault_of_payload(payload, status=status)
    wait = retry_after(headers)
    if wait is not None:
        found = replace(found, retry_after_s=wait)
    # The server knows best whether the same request may be sent again.
    said = headers.get("x-should-retry", "").lower()
    if said in {"true", "false"}:
        found = replace(found, retry=said == "true")
    return found


def fault_of_payload(payload: Any, *, status: int = 0) -> Fault:
    """Return what an error means: an object, a string or an array, with an `error` inside or flat.

    Codes may be numbers or strings or missing; without `status` the code is taken as one if it looks like one.
    """
    if isinstance(payload, list):
        payload = next((item for item in payload if isinstance(item, dict)), {})
    error: Any = payload.get("error", payload) if isinstance(payload, dict) else payload
    if isinstance(error, str):
        error = {"message": error}
    if not isinstance(error, dict):
        error = {}
    metadata = error.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    availability = error.get("availability")
    availability = availability if isinstance(availability, dict) else {}
    code = error.get("code")
    kinds = [metadata.get("error_type"), error.get("error_type"), error.get("type"), code, error.get("status")]
    names = [str(kind).lower() for kind in kinds if isinstance(kind, str)]
    status = status or _as_status(error.get("http_status")) or _as_status(code)
    message = one_line(str(error.get("message") or ""))[:300]
    found = _classify(status, names, message, metadata)
    if availability:
        later = bool(availability.get("retryable"))
        wait = availability.get("retry_after")
        found = replace(
            found,
            retry=later,
            next_model=True,
            retry_after_s=float(wait) if isinstance(wait, int | float) else None,
        )
    return found


def _as_status(value: Any) -> int:
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    return value if isinstance(value, int) and 400 <= value <= 599 else 0


def _classify(status: int, names: list[str], message: str, metadata: Mapping[str, Any]) -> Fault:
    code = next((_BY_TYPE[name] for name in names if name in _BY_TYPE), None)
    said = " ".join([*names, message])
    refused = bool(metadata.get("reasons") or metadata.get("patterns") or metadata.get("flagged_input"))
    if status == 403 and (refused or _REFUSAL.search(said)):
        code = ProblemCode.PROVIDER_REFUSED
    if status in {400, 429} and _QUOTA.search(said):
        code = ProblemCode.PROVIDER_QUOTA
    context = status in {0, 400, 413, 422} and bool(_CONTEXT.search(said))
    if code is None and status == 400 and not context and _REFUSAL.search(said):
        code = ProblemCode.PROVIDER_REFUSED
    if code is None:
        code = _BY_STATUS.get(status)
    if code is None:
        broken = status == 0 or status >= 500
        code = ProblemCode.PROVIDER_UNAVAILABLE if broken else ProblemCode.PROVIDER_INVALID_REQUEST
    detail = _KEYLIKE.sub("[key]", message) or (f"HTTP {status}" if status else "no reason given")
    rejected = code is ProblemCode.PROVIDER_INVALID_REQUEST and status in {400, 404, 422}
    named = set(_WORD.findall(message))
    return Fault(
        code=code,
        detail=detail,
        status=status,
        retry=code in _RETRIED,
        next_model=code in _NEXT_MODEL or status == 404,
        schema=rejected and not context and bool(_SCHEMA.search(message)),
        fields=tuple(name for name in _OPTIONAL_FIELDS if name in named) if rejected and not context else (),
        context=context,
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a server asks to wait: `retry-after-ms`, or `Retry-After` as seconds or as a date."""
    milliseconds = headers.get("retry-after-ms")
    try:
        if milliseconds:
            return max(0.0, float(milliseconds) / 1000)
    except ValueError:
        pass  # The other header may still be readable.
    value = headers.get("retry-after")
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass  # RFC 9110 clause 10.2.3 allows a date as well.
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
