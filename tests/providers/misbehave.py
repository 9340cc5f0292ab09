"""Named misbehaviours of chat providers, each as it is met in the wild."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from .behaviour import GOOD, Behaviour, ErrorBody, ErrorShape


def http_error(
    status: int,
    message: str = "Provider returned error",
    *,
    shape: ErrorShape = "dict",
    code: int | str | None = None,
    metadata: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Behaviour:
    """An error with its real status, before any token."""
    return Behaviour(error=ErrorBody(status, message, code, metadata, shape, headers or {}))


def rate_limited(retry_after_s: float | None = 1, *, as_date: bool = False, milliseconds: bool = False) -> Behaviour:
    """429; Retry-After in seconds, as an HTTP date, in the header `retry-after-ms`, or absent."""
    headers: dict[str, str] = {}
    if retry_after_s is not None and milliseconds:
        headers["retry-after-ms"] = str(round(retry_after_s * 1000))
    elif retry_after_s is not None and as_date:
        headers["Retry-After"] = format_datetime(datetime.now(UTC) + timedelta(seconds=retry_after_s), usegmt=True)
    elif retry_after_s is not None:
        headers["Retry-After"] = f"{retry_after_s:g}"
    return http_error(429, "Rate limit exceeded", metadata={"error_type": "rate_limit_exceeded"}, headers=headers)


def out_of_credits() -> Behaviour:
    """402."""
    return http_error(402, "Insufficient credits", metadata={"error_type": "payment_required"})


def bad_key() -> Behaviour:
    """401."""
    return http_error(401, "User not found.", metadata={"error_type": "authentication"})


def moderated() -> Behaviour:
    """403 of a moderated model, with what was flagged."""
    return http_error(
        403,
        "Your chosen model requires moderation and your input was flagged",
        metadata={
            "reasons": ["violence"],
            "flagged_input": "the first words of …",
            "provider_name": "OpenAI",
            "model_slug": "openai/gpt-5-mini",
        },
    )


def no_endpoints() -> Behaviour:
    """404 in the variant without a code."""
    return http_error(
        404,
        "No endpoints found matching your data policy",
        shape="availability",
        metadata={"code": "no_endpoints", "retryable": False, "requested_models": ["openai/gpt-5-mini"]},
    )


def schema_not_supported(shape: ErrorShape = "dict") -> Behaviour:
    """400 of an endpoint that cannot be held to a JSON schema."""
    return http_error(400, "response_format: json_schema is not supported by this model", shape=shape)


def context_too_long() -> Behaviour:
    """400 because the prompt does not fit."""
    return http_error(
        400,
        "This endpoint's maximum context length is 8192 tokens",
        metadata={"error_type": "context_length_exceeded"},
    )


def bad_gateway_html(status: int = 502) -> Behaviour:
    """An edge proxy's page in place of JSON."""
    return http_error(status, "Bad Gateway", shape="html")


def overloaded(retry_after_s: float | None = None) -> Behaviour:
    """529 of a provider that has too much to do."""
    headers = {} if retry_after_s is None else {"Retry-After": f"{retry_after_s:g}"}
    return http_error(529, "Overloaded", metadata={"error_type": "provider_overloaded"}, headers=headers)


def mid_stream_error(after_chars: int = 40, *, code: int | str = 502, bare: bool = False) -> Behaviour:
    """An error chunk under HTTP 200; `bare` without choices, as vLLM words it."""
    error = {"code": code, "message": "Provider disconnected", "metadata": {"error_type": "provider_unavailable"}}
    return GOOD.but(break_after_chars=after_chars, error_chunk=error, error_chunk_bare=bare)


def choice_error(code: int = 502) -> Behaviour:
    """HTTP 200 with finish_reason `error` and the error inside the choice."""
    error = {"code": code, "message": "Upstream failed", "metadata": {"error_type": "provider_unavailable"}}
    return GOOD.but(keep_chars=30, finish_reason="error", choice_error=error)


def missing_done() -> Behaviour:
    """A finish reason and usage, but no `[DONE]`: complete all the same."""
    return GOOD.but(done=False)


def end_without_finish(after_chars: int = 40) -> Behaviour:
    """The stream ends in the middle, properly closed, no finish reason and no `[DONE]`."""
    return GOOD.but(keep_chars=after_chars, finish_reason=None, usage=False, done=False)


def done_without_finish(after_chars: int = 40) -> Behaviour:
    """Only `[DONE]` says that it is over: incomplete."""
    return GOOD.but(keep_chars=after_chars, finish_reason=None, usage=False)


def truncated(after_chars: int = 60) -> Behaviour:
    """finish_reason `length` in the middle of the JSON."""
    return GOOD.but(keep_chars=after_chars, finish_reason="length")


def empty_length() -> Behaviour:
    """A reasoning model that spent the whole budget thinking: empty content, finish_reason `length`."""
    return GOOD.but(content="", reasoning="Let me think about this. " * 20, finish_reason="length")


def empty_stop() -> Behaviour:
    """Nothing said at all, finish_reason `stop`."""
    return GOOD.but(content="")


def refused(text: str = "I'm sorry, but I can't help with that.") -> Behaviour:
    """`delta.refusal` in place of content."""
    return GOOD.but(content="", refusal=text)


def content_filtered() -> Behaviour:
    """finish_reason `content_filter` after a few words."""
    return GOOD.but(keep_chars=20, finish_reason="content_filter")


def prose(text: str = "I'm afraid I cannot produce that presentation.") -> Behaviour:
    """A short sentence where JSON was asked for."""
    return GOOD.but(content=text)


def fenced() -> Behaviour:
    """Good JSON inside a Markdown fence with prose around it."""
    return GOOD.but(rewrite=lambda s: f"Sure! Here is the JSON you asked for:\n\n```json\n{s}\n```\n\nLet me know!")


def thinking_aloud() -> Behaviour:
    """Good JSON after a <think> block inside the content, braces in it included."""
    return GOOD.but(rewrite=lambda s: f'<think>\nThe user wants {{"slides": []}}, so…\n</think>\n\n{s}')


def with_bom() -> Behaviour:
    """Good JSON after a byte order mark."""
    return GOOD.but(rewrite=lambda s: "\ufeff" + s)


def invalid_json() -> Behaviour:
    """Broken beyond a trailing comma: no closing bracket and stray words, finish_reason `stop`."""
    return GOOD.but(rewrite=lambda s: s[: len(s) // 2] + " and so on ¯\\_(ツ)_/¯")


def trailing_comma() -> Behaviour:
    """JSON with one comma too many."""
    return GOOD.but(rewrite=lambda s: s[: s.rstrip().rfind("}")] + ",}")


def wrong_schema() -> Behaviour:
    """Valid JSON of another shape."""
    return GOOD.but(content='{"answer": 42, "explanation": "This is what you asked for."}')


def line_separators() -> Behaviour:
    """U+2028, U+2029 and U+0085 raw inside JSON strings: legal there, and line ends to careless readers."""
    marks = iter("\u2028\u2029\u0085")

    def one(found: re.Match[str]) -> str:
        return next(marks, found[0])

    # Between letters, so inside a string: between tokens these are no JSON.
    return GOOD.but(rewrite=lambda s: re.sub(r"(?<=[a-z]) (?=[a-z])", one, s))


def byte_by_byte() -> Behaviour:
    """Each byte in a write of its own."""
    return GOOD.but(one_byte_writes=True, chunk_chars=200)


def crlf() -> Behaviour:
    """Lines that end with CR LF."""
    return GOOD.but(crlf=True)


def slow_start(keep_alives: int = 20, every_ms: float = 50) -> Behaviour:
    """Nothing but keep-alive comments for a while, then a good answer."""
    return GOOD.but(keep_alives=keep_alives, keep_alive_every_ms=every_ms)


def keep_alives_only() -> Behaviour:
    """Keep-alive comments for ever, never a token."""
    return GOOD.but(keep_alives_for_ever=True, keep_alive_every_ms=50)


def stalled(after_chars: int = 40) -> Behaviour:
    """Some content, then not one byte more; the connection stays open."""
    return GOOD.but(break_after_chars=after_chars, stall=True)


def stalled_from_the_start() -> Behaviour:
    """The headers, then not one byte."""
    return GOOD.but(keep_alives=0, break_after_chars=0, stall=True)


def reset_before_headers() -> Behaviour:
    """The connection is cut before a status line."""
    return GOOD.but(reset_before_headers=True)


def reset_mid_stream(after_chars: int = 40) -> Behaviour:
    """The connection is cut in the middle of the content."""
    return GOOD.but(break_after_chars=after_chars, reset=True)


def no_usage() -> Behaviour:
    """A good answer that does not say what it used."""
    return GOOD.but(usage=False)


def wrong_slide_count(count: int) -> Behaviour:
    """An outline with `count` slides, whatever was asked."""

    def cut(text: str) -> str:
        import json

        data = json.loads(text)
        for key, value in data.items():
            if key == "slides" and value:
                data[key] = [value[i % len(value)] for i in range(count)]
        return json.dumps(data, ensure_ascii=False)

    return GOOD.but(rewrite=cut)


def unlike_json(text: str) -> Behaviour:
    """Exactly this text as content."""
    return GOOD.but(content=text)
