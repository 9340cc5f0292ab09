"""HTTP as picture providers need it: bounded answers, and knowing whether a request may have been carried out."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from ..ports import BadAnswerError


class NotSentError(Exception):
    """No connection came about, so the provider has done nothing."""


class InterruptedCallError(Exception):
    """The request went out and no whole answer came back: what the provider did is unknown."""


class TooLargeError(Exception):
    """The answer is larger than allowed; the rest of it was not read."""


@dataclass(frozen=True)
class Reply:
    """A whole answer, whatever its status."""

    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON; raises BadAnswerError when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise BadAnswerError(f"HTTP {self.status} with {len(self.body)} bytes that are not JSON") from error


@dataclass(frozen=True)
class Deadlines:
    """Seconds: to connect, between two pieces of an answer, and for one whole picture."""

    connect_s: float = 10.0
    read_s: float = 60.0
    total_s: float = 120.0


def client(deadlines: Deadlines, *, concurrency: int) -> httpx.AsyncClient:
    """Return a client that follows no redirect and keeps few connections."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(deadlines.read_s, connect=deadlines.connect_s, pool=deadlines.total_s),
        limits=httpx.Limits(max_connections=concurrency * 2, max_keepalive_connections=concurrency),
        follow_redirects=False,
        headers={"User-Agent": "deckwire-imagegen/0.1"},
    )


async def call(
    http: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    max_bytes: int,
    within_s: float,
    body: Any = None,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Send one request and read the answer up to `max_bytes` within `within_s` seconds.

    Raises NotSentError, InterruptedCallError or TooLargeError, nothing else of the transport.
    """
    try:
        async with (
            asyncio.timeout(within_s),
            http.stream(method, url, json=body, params=params, headers=headers) as response,
        ):
            announced = response.headers.get("content-length", "")
            if announced.isdigit() and int(announced) > max_bytes:
                raise TooLargeError(f"{announced} bytes announced, {max_bytes} allowed")
            data = bytearray()
            async for piece in response.aiter_bytes():
                data += piece
                if len(data) > max_bytes:
                    raise TooLargeError(f"more than {max_bytes} bytes")
            return Reply(response.status_code, response.headers, bytes(data))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        raise NotSentError(type(error).__name__) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
        raise NotSentError(type(error).__name__) from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise InterruptedCallError(type(error).__name__) from error
    except TimeoutError as error:
        raise InterruptedCallError(f"no whole answer within {within_s:g} s") from error


def retry_after_s(headers: httpx.Headers) -> float | None:
    """Return how long the provider asks us to wait: `Retry-After` in seconds or as a date, or its cousins."""
    text = headers.get("retry-after-ms", "")
    if _is_number(text):
        return max(0.0, float(text) / 1000)
    text = headers.get("retry-after", "").strip()
    if _is_number(text):
        return max(0.0, float(text))
    if text:
        try:
            when = parsedate_to_datetime(text)
        except ValueError:
            return None
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    text = headers.get("x-ratelimit-reset", "").strip()
    if _is_number(text):
        reset = float(text)
        # Some send seconds from now, some a Unix time, some that in milliseconds.
        if reset > 1e11:
            reset /= 1000
        return max(0.0, reset - time.time()) if reset > 1e8 else max(0.0, reset)
    return None


def _is_number(text: str) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return 0 <= value < 1e15


def is_loopback(host: str) -> bool:
    """Return whether a host name can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_fetch(url: str, *, base_url: str, hosts: tuple[str, ...]) -> bool:
    """Return whether a picture may be fetched from an address that a provider named.

    Only https on the usual port of an allowed host, or of a host beneath one; an address on this machine only
    when the provider itself is configured to be on this machine, as in tests and with local servers.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
        base_host = (urlsplit(base_url).hostname or "").lower()
    except ValueError:
        return False
    if parts.username or parts.password or not host:
        return False
    if is_loopback(host):
        return is_loopback(base_host) and parts.scheme in ("http", "https")
    if parts.scheme != "https" or port not in (None, 443):
        return False
    return any(host == allowed or host.endswith("." + allowed) for allowed in hosts)
