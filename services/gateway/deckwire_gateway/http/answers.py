"""Answers and readings that all HTTP handlers share."""

from __future__ import annotations

import json
import math
from typing import Any

from aiohttp import web
from deckwire_contracts import Problem, ProblemCode, ProblemError

from ..core.access import Principal
from ..core.body import invalid, parse_json
from .context import CONTEXT, PRINCIPAL, Services

PROBLEM_JSON = "application/problem+json"


def json_answer(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return a JSON answer that no cache keeps."""
    return web.Response(
        body=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def problem_answer(problem: Problem) -> web.Response:
    """Return a problem as RFC 9457 wants it."""
    headers = {"Cache-Control": "no-store"}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(math.ceil(problem.retry_after_s))
    if problem.code is ProblemCode.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer realm="deckwire"'
    return web.Response(
        text=problem.model_dump_json(exclude_none=True),
        status=problem.status,
        content_type=PROBLEM_JSON,
        headers=headers,
    )


def services(request: web.Request) -> Services:
    """Return what handlers call; raises ProblemError `unavailable` while the bus is not connected."""
    found = request.app[CONTEXT].services
    if found is None:
        raise ProblemError.of(ProblemCode.UNAVAILABLE, "The gateway is starting or stopping.", retry_after_s=1)
    return found


def principal(request: web.Request) -> Principal:
    """Return who calls, as the route's guard found out."""
    return request[PRINCIPAL]


async def read_json(request: web.Request, *, required: bool = True) -> Any:
    """Return the sanitized JSON body; an empty one counts as `{}` unless `required`. Raises ProblemError."""
    most = request.app[CONTEXT].max_json_bytes
    if request.content_length is not None and request.content_length > most:
        raise _too_large(most)
    if not required and not request.can_read_body:
        return {}
    if request.content_type != "application/json":
        raise ProblemError.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "The body must be JSON.",
            hint="Send it with `Content-Type: application/json`.",
        )
    if (request.charset or "utf-8").lower().replace("_", "-") not in {"utf-8", "utf8"}:
        raise ProblemError.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be in UTF-8.")
    raw = bytearray()
    async for chunk in request.content.iter_chunked(65_536):
        raw += chunk
        if len(raw) > most:
            raise _too_large(most)
    if not raw.strip() and not required:
        return {}
    return parse_json(bytes(raw))


def _too_large(most: int) -> ProblemError:
    return ProblemError.of(
        ProblemCode.BODY_TOO_LARGE,
        f"The body is larger than {most:,} bytes.",
        hint="Send long documents with `POST /api/v1/uploads` and name them in `files`.",
    )


def whole_number(request: web.Request, name: str, *, least: int, most: int, default: int | None = None) -> int | None:
    """Return a query parameter as an integer; raises ProblemError that names it when it is none or out of range."""
    text = request.query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and least <= int(text) <= most):
        raise invalid((name, f"must be a whole number from {least} to {most}"))
    return int(text)
