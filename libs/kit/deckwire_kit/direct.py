"""Batched direct gets, which nats-py does not offer yet (NATS ADR-31): many messages for one request."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeoutError

MAX_MULTI_LAST = 1024
"""The most subjects that one `multi_last` request may match; the server answers 413 beyond it."""

_STATUS = "Status"


class DirectGetError(RuntimeError):
    """The server refused a direct get; `status` is its code (408 bad request, 413 too many results)."""

    def __init__(self, status: str, description: str) -> None:
        super().__init__(f"direct get failed: {status} {description}")
        self.status = status


@dataclass(frozen=True)
class Stored:
    """A message as the stream holds it; `time` is when the stream stored it."""

    subject: str
    seq: int
    data: bytes
    headers: dict[str, str]
    time: datetime | None


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    head, _, fraction = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{head}.{(fraction + '000000')[:6]}+00:00")


def _stored(headers: dict[str, str], data: bytes) -> Stored:
    return Stored(
        subject=headers.get("Nats-Subject", ""),
        seq=int(headers["Nats-Sequence"]),
        data=data,
        headers=headers,
        time=_time(headers.get("Nats-Time-Stamp")),
    )


async def _batch(nc: Client, stream: str, request: dict[str, Any], timeout: float) -> tuple[list[Stored], int]:
    """Return the messages of one request and how many more match beyond the batch."""
    inbox = nc.new_inbox()
    subscription = await nc.subscribe(inbox)
    found: list[Stored] = []
    try:
        await nc.publish(f"$JS.API.DIRECT.GET.{stream}", json.dumps(request).encode(), reply=inbox)
        while True:
            message = await subscription.next_msg(timeout=timeout)
            headers = dict(message.headers or {})
            if _STATUS in headers:
                match headers[_STATUS]:
                    case "204":
                        return found, int(headers.get("Nats-Num-Pending", "0"))
                    case "404":
                        return found, 0
                    case "503":
                        raise NoRespondersError
                    case status:
                        raise DirectGetError(status, headers.get("Description", ""))
            found.append(_stored(headers, message.data))
    finally:
        await subscription.unsubscribe()


async def _retried(nc: Client, stream: str, request: dict[str, Any], timeout: float) -> tuple[list[Stored], int]:
    # The first request after a server start now and then finds no responder yet; a read may simply be asked again.
    try:
        return await _batch(nc, stream, request, timeout)
    except (NoRespondersError, NatsTimeoutError):
        return await _batch(nc, stream, request, timeout)


async def last_of(nc: Client, stream: str, filters: list[str], *, timeout: float = 5.0) -> list[Stored]:
    """Return the last message of every subject that matches one of `filters`, in stream order.

    Raises DirectGetError (413) when more than 1,024 subjects match.
    """
    found, _ = await _retried(nc, stream, {"multi_last": filters}, timeout)
    return found


async def from_seq(
    nc: Client, stream: str, subject: str, seq: int, *, limit: int = 256, timeout: float = 5.0
) -> tuple[list[Stored], int]:
    """Return up to `limit` messages that match `subject` from `seq` on, and how many more there are."""
    request = {"seq": max(1, seq), "next_by_subj": subject, "batch": limit}
    return await _retried(nc, stream, request, timeout)


async def scan(nc: Client, stream: str, subject: str, seq: int = 1) -> AsyncIterator[Stored]:
    """Yield every message that matches `subject` from `seq` to the end of the stream as it is now."""
    while True:
        found, pending = await from_seq(nc, stream, subject, seq)
        for message in found:
            yield message
        if not found or not pending:
            return
        seq = found[-1].seq + 1


async def last_one(nc: Client, stream: str, subject: str, *, timeout: float = 5.0) -> Stored | None:
    """Return the newest message that matches `subject` (wildcards allowed), or None."""
    request = json.dumps({"last_by_subj": subject}).encode()
    try:
        message = await nc.request(f"$JS.API.DIRECT.GET.{stream}", request, timeout=timeout)
    except (NoRespondersError, NatsTimeoutError):
        message = await nc.request(f"$JS.API.DIRECT.GET.{stream}", request, timeout=timeout)
    headers = dict(message.headers or {})
    match headers.get(_STATUS):
        case None:
            return _stored(headers, message.data)
        case "404":
            return None
        case status:
            raise DirectGetError(status, headers.get("Description", ""))
