"""One HTTP exchange: a request goes out, a reply fills up, every failure gets its type."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
from deckwire_contracts import ProblemCode, Usage

from .faults import Fault, fault, fault_of_payload, fault_of_response
from .reply import Reply
from .sse import SseDecoder, SseEvent

_MAX_REPLY_BYTES = 8_000_000
_AFTER_FINISH_S = 3.0
_AFTER_DONE_S = 0.25

OnText = Callable[[str], None]


class AttemptFailedError(Exception):
    """One HTTP request that gave no usable answer, and what it used; `emitted` when part of an answer was heard."""

    def __init__(self, cause: Fault, *, usage: Usage | None = None, emitted: bool = False) -> None:
        super().__init__(cause.detail)
        self.fault = cause
        self.usage = usage or Usage()
        self.emitted = emitted


async def exchange(
    http: httpx.AsyncClient,
    body: dict[str, Any],
    reply: Reply,
    *,
    begin_by: float,
    deadline: float,
    on_text: OnText | None,
) -> Fault | None:
    """Send `body`, fill `reply` and return why it cannot be used, None when it can; times are loop times.

    Raises AttemptFailedError when the server turned the request down. Cancelling closes the connection, which
    is how a provider learns that it may stop.
    """
    try:
        await _exchange(http, body, reply, begin_by=begin_by, deadline=deadline, on_text=on_text)
        return reply.verdict()
    except TimeoutError:
        late = "the answer was not complete in time" if reply.spoke else "the model did not begin in time"
        cause = fault(ProblemCode.PROVIDER_TIMEOUT, late)
    except httpx.ReadTimeout:
        cause = fault(ProblemCode.PROVIDER_TIMEOUT, "the line was silent for too long")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        code = ProblemCode.PROVIDER_TRUNCATED if reply.emitted else ProblemCode.PROVIDER_UNAVAILABLE
        cause = fault(code, reason_of(error))
    # A reply that is whole stays whole, whatever happens to the connection after it.
    return cause if reply.verdict() else None


async def _exchange(
    http: httpx.AsyncClient,
    body: dict[str, Any],
    reply: Reply,
    *,
    begin_by: float,
    deadline: float,
    on_text: OnText | None,
) -> None:
    clock = asyncio.get_running_loop().time
    async with (
        asyncio.timeout_at(min(begin_by, deadline)) as limit,
        http.stream("POST", "chat/completions", json=body) as response,
    ):
        if response.status_code != 200:
            raw = await _read(response, 200_000)
            raise AttemptFailedError(fault_of_response(response.status_code, response.headers, raw))
        reply.accepted = True
        if "json" in response.headers.get("content-type", ""):
            _take_whole(await _read(response, _MAX_REPLY_BYTES), reply, on_text)
            return
        size, done, decoder = 0, False, SseDecoder()
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > _MAX_REPLY_BYTES:
                reply.fault = fault(ProblemCode.PROVIDER_INVALID_ANSWER, "the answer does not end")
            for event in decoder.feed(chunk):
                done = _take(event, reply, on_text) or done
            if reply.fault:
                return
            # Reading on to the end gives the connection back to the pool; it must not cost time.
            if done:
                limit.reschedule(min(deadline, clock() + _AFTER_DONE_S))
            elif reply.finish:
                limit.reschedule(min(deadline, clock() + _AFTER_FINISH_S))
            elif reply.spoke:
                limit.reschedule(deadline)
        for event in decoder.close():
            _take(event, reply, on_text)
        rest = reply.close()
        if rest and on_text:
            on_text(rest)


def _take(event: SseEvent, reply: Reply, on_text: OnText | None) -> bool:
    """Add one event to `reply`; return whether it says that nothing more comes."""
    if event.data.strip() == "[DONE]":
        return True
    try:
        payload = json.loads(event.data)
    except ValueError:
        payload = {"error": event.data} if event.name == "error" else None
    if event.name == "error" and reply.fault is None:
        reply.fault = fault_of_payload(payload)
        return False
    new = reply.take(payload)
    if new and on_text:
        on_text(new)
    return False


def _take_whole(raw: bytes, reply: Reply, on_text: OnText | None) -> None:
    """Take a reply that did not come as a stream, although one was asked for."""
    try:
        payload = json.loads(raw)
    except ValueError:
        reply.fault = fault(ProblemCode.PROVIDER_INVALID_ANSWER, "the server's answer is not JSON")
        return
    text = reply.take(payload) + reply.close()
    if text and on_text:
        on_text(text)


async def _read(response: httpx.Response, limit: int) -> bytes:
    """Read a body, but never more than about `limit` bytes of it."""
    parts = bytearray()
    async for chunk in response.aiter_bytes():
        parts += chunk
        if len(parts) > limit:
            break
    return bytes(parts)


def reason_of(error: BaseException) -> str:
    """Return what a transport error means in words that hold no address."""
    match error:
        case httpx.ConnectTimeout():
            return "no connection in time"
        case httpx.ConnectError():
            return "no connection"
        case httpx.NetworkError() | httpx.RemoteProtocolError():
            return "the connection broke"
        case _:
            return type(error).__name__
