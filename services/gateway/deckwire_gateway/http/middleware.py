"""What happens around every HTTP request: problems, security headers, metrics, logs and a span."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from deckwire_contracts import Problem, ProblemCode, ProblemError
from deckwire_kit.logs import logger
from deckwire_kit.telemetry import extract, span
from opentelemetry.trace import SpanKind

from ..core.signing import API
from .answers import problem_answer
from .context import CONTEXT

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LASTING = ("/events", "/ws/socket.io")
_BY_STATUS = {
    400: ProblemCode.MALFORMED_BODY,
    403: ProblemCode.FORBIDDEN,
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.METHOD_NOT_ALLOWED,
    413: ProblemCode.BODY_TOO_LARGE,
    415: ProblemCode.UNSUPPORTED_MEDIA_TYPE,
}


def route_of(request: web.Request) -> str:
    """Return the pattern of the route, fit as a label."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"


def _of_http(error: web.HTTPException, request: web.Request) -> web.StreamResponse:
    code = _BY_STATUS.get(error.status, ProblemCode.INTERNAL if error.status >= 500 else ProblemCode.INVALID_REQUEST)
    allow = error.headers.get("Allow")
    hint = f"See {API}/docs." if request.path.startswith("/api/") else None
    match code:
        case ProblemCode.NOT_FOUND:
            problem = Problem.of(code, "Nothing is served at this path.", hint=hint)
        case ProblemCode.METHOD_NOT_ALLOWED:
            problem = Problem.of(code, f"This path takes {(allow or '').replace(',', ', ')}.", hint=hint)
        case _:
            problem = Problem.of(code, error.reason or "The request cannot be answered.")
    answer = problem_answer(problem.model_copy(update={"status": error.status}))
    if allow:
        answer.headers["Allow"] = allow
    return answer


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ProblemError as error:
        return problem_answer(error.problem)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _of_http(error, request)
    except asyncio.CancelledError:
        raise
    except (HttpProcessingError, web.RequestPayloadError) as error:
        logger.bind(error=type(error).__name__, route=route_of(request)).debug("a body could not be read")
        return problem_answer(Problem.of(ProblemCode.MALFORMED_BODY, "The body cannot be read to its end."))
    except Exception as error:
        if isinstance(error, ConnectionError) and (request.transport is None or request.transport.is_closing()):
            raise
        logger.opt(exception=error).bind(route=route_of(request), method=request.method).error("a request failed")
        return problem_answer(
            Problem.of(ProblemCode.INTERNAL, "The request could not be answered.", hint="Try again; it is our fault.")
        )


@web.middleware
async def around(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every failure as a problem; count, log and trace the request."""
    context = request.app[CONTEXT]
    route = route_of(request)
    lasting = route.startswith(_LASTING[1]) or route.endswith(_LASTING[0])
    began = time.monotonic()
    if lasting or not route.startswith("/api/"):
        answer = await _answered(request, handler)
    else:
        attributes = {"http.request.method": request.method, "http.route": route}
        headers = {name: value for name, value in request.headers.items() if name.lower().startswith("trace")}
        with span(f"{request.method} {route}", attributes, kind=SpanKind.SERVER, parent=extract(headers)) as current:
            answer = await _answered(request, handler)
            current.set_attribute("http.response.status_code", answer.status)
    context.measures.requests.labels(route, request.method, str(answer.status)).inc()
    if not lasting:
        took = time.monotonic() - began
        context.measures.seconds.labels(route, request.method).observe(took)
        logger.bind(method=request.method, route=route, status=answer.status, ms=round(took * 1000, 1)).debug("request")
    return answer


async def secure(request: web.Request, answer: web.StreamResponse) -> None:
    """Give every answer the headers that keep browsers careful, and let pages of known origins read it."""
    origin = request.headers.get("Origin")
    if origin in request.app[CONTEXT].origins and request.path.startswith("/api/"):
        answer.headers["Access-Control-Allow-Origin"] = str(origin)
        answer.headers["Access-Control-Expose-Headers"] = (
            "Location, ETag, Content-Disposition, Retry-After, Preference-Applied"
        )
        answer.headers["Vary"] = "Origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    for name, value in _SECURITY.items():
        answer.headers.setdefault(name, value)


def _foreign(request: web.Request) -> bool:
    """Return whether a page of an origin that is neither ours nor known sent the request."""
    origin = request.headers.get("Origin")
    if origin is None or origin in request.app[CONTEXT].origins:
        return False
    return urlsplit(origin).netloc.lower() != request.host.lower()


@web.middleware
async def cross_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a browser's question before a call from a known origin, and refuse writes from unknown ones.

    Browsers send forms anywhere without asking first, and in development no token stands in their way.
    """
    if not request.path.startswith("/api/") or request.method in ("GET", "HEAD") or "Origin" not in request.headers:
        return await handler(request)
    if _foreign(request):
        return problem_answer(Problem.of(ProblemCode.FORBIDDEN, "Pages of other origins may not call this server."))
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return await handler(request)
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
            "Access-Control-Allow-Headers": (
                "Authorization, Content-Type, Idempotency-Key, Prefer, Last-Event-ID, If-None-Match, Range"
            ),
            "Access-Control-Max-Age": "600",
        },
    )
