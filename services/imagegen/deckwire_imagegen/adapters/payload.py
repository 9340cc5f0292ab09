"""Pictures as providers wrap them: base64, data URIs, addresses to fetch from."""

from __future__ import annotations

import base64
import binascii

import httpx

from ..ports import BadAnswerError
from .http import Deadlines, InterruptedCallError, NotSentError, Reply, TooLargeError, call, may_fetch

_FETCH_TRIES = 3


def from_base64(text: object, *, max_bytes: int) -> bytes:
    """Return the bytes of a base64 string or data URI; raises BadAnswerError when it is none or too long."""
    if not isinstance(text, str) or not text:
        raise BadAnswerError("the answer holds no picture")
    if text.startswith("data:"):
        text = text.partition(",")[2]
    if len(text) > max_bytes * 4 // 3 + 4:
        raise BadAnswerError(f"the picture is larger than {max_bytes} bytes")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadAnswerError("the picture is not valid base64") from error


def base64_limit(max_bytes: int) -> int:
    """Return how many bytes of JSON a picture of `max_bytes` may take."""
    return max_bytes * 4 // 3 + 100_000


async def fetch_picture(
    http: httpx.AsyncClient,
    url: object,
    *,
    base_url: str,
    hosts: tuple[str, ...],
    max_bytes: int,
    deadlines: Deadlines,
) -> bytes:
    """Return the bytes behind an address that a provider named; raises BadAnswerError when they cannot be had.

    Only allowed hosts, no redirects, no key sent along; a failed download is tried again, which costs nothing.
    """
    if not isinstance(url, str) or not may_fetch(url, base_url=base_url, hosts=hosts):
        raise BadAnswerError("the picture lies at an address that is not allowed")
    trouble = ""
    for _ in range(_FETCH_TRIES):
        try:
            reply: Reply = await call(http, "GET", url, max_bytes=max_bytes, within_s=deadlines.total_s)
        except TooLargeError as error:
            raise BadAnswerError(f"the picture is too large: {error}") from error
        except (NotSentError, InterruptedCallError) as error:
            trouble = f"the picture could not be fetched: {error}"
            continue
        if reply.status == 200:
            return reply.body
        trouble = f"the picture could not be fetched: HTTP {reply.status}"
        if reply.status < 500 and reply.status not in (404, 408, 429):
            break
    raise BadAnswerError(trouble)
