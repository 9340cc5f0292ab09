"""The chat protocol that OpenRouter and the OpenAI-compatible servers share, framed as the real ones frame it."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from .behaviour import Behaviour, ErrorBody, Script
from .sample import Sampler, schema_in_words, slides_asked_for, strictness_errors
from .server import FakeServer, Recorded

CHARS_PER_TOKEN = 4


class InvalidRequestError(Exception):
    """The request breaks the provider's rules; carries the answer."""

    def __init__(self, body: ErrorBody) -> None:
        super().__init__(body.message)
        self.body = body


def text_of(message: dict[str, Any]) -> str:
    """Return the text of a message whose content is a string or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(part.get("text", "") for part in content if isinstance(part, dict))
    return content or ""


class FakeChat(FakeServer):
    """Chat completions, streamed and whole.

    `script` says how each request is answered; content obeys the schema of the request. `latency_ms` maps a kind
    of call (`outline`, `slide`, `text`) to the milliseconds from request to the last token. `answer` may supply
    the content of a request in place of the sampler. With `fresh_pictures` no two answers describe the same picture,
    so that nothing downstream can be taken from a cache.
    """

    path = "/chat/completions"
    path_prefix_of_id = "chatcmpl"

    def __init__(
        self,
        *,
        script: Script | None = None,
        latency_ms: dict[str, float] | None = None,
        answer: Callable[[Recorded], str | None] | None = None,
        fresh_pictures: bool = False,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        super().__init__(host=host, port=port)
        self.fresh_pictures = fresh_pictures
        self.script = script or Script()
        self.latency_ms = latency_ms or {}
        self.answer = answer
        self.in_flight = 0
        self.most_in_flight = 0
        self._schemas: dict[str, dict[str, Any]] = {}
        self._studies = itertools.count(1)

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_post(self.prefix + self.path, self._chat)

    # -- what servers differ in ---------------------------------------------------------------------------

    def check(self, request: web.Request, body: dict[str, Any], entry: Recorded) -> None:
        """Raise InvalidRequestError when this provider would refuse the request."""

    def sends_usage(self, body: dict[str, Any]) -> bool:
        """Return whether a stream ends with a usage chunk."""
        return True

    def usage_of(self, body: dict[str, Any], content: str, reasoning: str) -> dict[str, Any]:
        """Return the usage object."""
        prompt = sum(len(text_of(m)) for m in body.get("messages", [])) // CHARS_PER_TOKEN + 1
        completion = (len(content) + len(reasoning)) // CHARS_PER_TOKEN + (1 if content else 0)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}

    def extra_chunk_fields(self) -> dict[str, Any]:
        """Return what this server adds to each chunk."""
        return {}

    def answer_headers(self, generation: str) -> dict[str, str]:
        """Return headers of every answer."""
        return {}

    # -- the request --------------------------------------------------------------------------------------

    def parse(self, request: web.Request, entry: Recorded) -> dict[str, Any]:
        """Return the body, checked as far as every server checks it."""
        body = entry.body
        if "json" not in request.headers.get("Content-Type", ""):
            raise InvalidRequestError(ErrorBody(415, "Content-Type must be application/json"))
        if not isinstance(body, dict):
            raise InvalidRequestError(ErrorBody(400, "Body must be a JSON object"))
        messages = body.get("messages")
        if not isinstance(messages, list) or not messages:
            raise InvalidRequestError(ErrorBody(400, "messages: at least one message is required"))
        for i, message in enumerate(messages):
            if not isinstance(message, dict) or message.get("role") not in (
                "system",
                "developer",
                "user",
                "assistant",
                "tool",
            ):
                raise InvalidRequestError(ErrorBody(400, f"messages.{i}.role: invalid"))
            if not isinstance(message.get("content"), str | list):
                raise InvalidRequestError(ErrorBody(400, f"messages.{i}.content: must be a string or a list of parts"))
        self._check_ranges(body)
        self.check(request, body, entry)
        return body

    @staticmethod
    def _check_ranges(body: dict[str, Any]) -> None:
        ranges = {"temperature": (0, 2), "top_p": (0, 1), "frequency_penalty": (-2, 2), "presence_penalty": (-2, 2)}
        for name, (low, high) in ranges.items():
            value = body.get(name)
            if value is not None and not (isinstance(value, int | float) and low <= value <= high):
                raise InvalidRequestError(ErrorBody(400, f"{name}: must lie between {low} and {high}"))
        for name in ("max_tokens", "max_completion_tokens"):
            value = body.get(name)
            if value is not None and not (isinstance(value, int) and value >= 1):
                raise InvalidRequestError(ErrorBody(400, f"{name}: must be a positive integer"))
        if not isinstance(body.get("stream", False), bool):
            raise InvalidRequestError(ErrorBody(400, "stream: must be a boolean"))

    def check_response_format(self, body: dict[str, Any], *, strict_rules: bool) -> None:
        """Raise InvalidRequestError when `response_format` is not as the OpenAI shape wants it."""
        wanted = body.get("response_format")
        if wanted is None:
            return
        kind = wanted.get("type") if isinstance(wanted, dict) else None
        if kind not in ("text", "json_object", "json_schema", "grammar", "python"):
            raise InvalidRequestError(ErrorBody(400, "response_format.type: invalid"))
        if kind == "json_object" and "json" not in json.dumps(body["messages"]).lower():
            # OpenAI refuses JSON mode unless the word occurs in a message.
            raise InvalidRequestError(
                ErrorBody(400, "'messages' must contain the word 'json' in some form to use 'response_format'")
            )
        if kind != "json_schema":
            return
        named = wanted.get("json_schema")
        if not isinstance(named, dict) or not isinstance(named.get("schema"), dict):
            raise InvalidRequestError(ErrorBody(400, "response_format.json_schema.schema: required"))
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(named.get("name", ""))):
            raise InvalidRequestError(
                ErrorBody(400, "response_format.json_schema.name: must match [A-Za-z0-9_-]{1,64}")
            )
        if unknown := set(named) - {"name", "strict", "schema", "description"}:
            raise InvalidRequestError(ErrorBody(400, f"response_format.json_schema: unknown {sorted(unknown)}"))
        if named.get("strict") and strict_rules and (errors := strictness_errors(named["schema"])):
            raise InvalidRequestError(
                ErrorBody(400, f"Invalid schema for response_format '{named['name']}': {'; '.join(errors[:5])}")
            )

    # -- the answer ---------------------------------------------------------------------------------------

    def schema_of(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Return the schema the answer must obey: from the request, from its prompt, or as last asked for."""
        wanted = body.get("response_format") or {}
        schema = (wanted.get("json_schema") or {}).get("schema") or wanted.get("schema")
        said = "\n".join(text_of(m) for m in body["messages"])
        user = next((text_of(m) for m in reversed(body["messages"]) if m["role"] == "user"), "")
        schema = schema or _schema_in(said) or schema_in_words(user) or schema_in_words(said)
        schema = schema or self._schemas.get(user)
        if schema:
            self._schemas[user] = schema
        return schema

    def content_for(self, body: dict[str, Any], entry: Recorded, schema: dict[str, Any] | None) -> str:
        """Return what a good model would say."""
        if self.answer and (given := self.answer(entry)) is not None:
            return given
        if schema is None:
            return "Tidal power is predictable, and that is worth more than it sounds."
        # What is asked of this call stands in the user's words; the system's describe every type of slide.
        user = "\n".join(text_of(m) for m in body["messages"] if m["role"] == "user")
        system = "\n".join(text_of(m) for m in body["messages"] if m["role"] != "user")
        slides = slides_asked_for(user) or slides_asked_for(system)
        made = Sampler(schema, user, slides=slides).value()
        if self.fresh_pictures and isinstance(made, dict) and isinstance(made.get("image"), dict):
            made["image"]["prompt"] = f"{made['image']['prompt']}, study {next(self._studies)}"
        return json.dumps(made, ensure_ascii=False)

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        begun = time.monotonic()
        entry = await self.record(request, "chat")
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._handle(request, entry, begun)
        except (asyncio.CancelledError, ConnectionError):
            entry.aborted = True
            raise
        finally:
            self.in_flight -= 1

    async def _handle(self, request: web.Request, entry: Recorded, begun: float) -> web.StreamResponse:
        generation = f"{self.path_prefix_of_id}-{entry.n:06d}"
        try:
            body = self.parse(request, entry)
        except InvalidRequestError as refusal:
            entry.kind = "refused"
            entry.notes["refused"] = refusal.body.message
            return self._error(entry, refusal.body, generation)
        schema = self.schema_of(body)
        entry.kind = _kind_of(schema)
        behaviour = self.script.take(entry)
        if behaviour.delay_ms:
            await asyncio.sleep(behaviour.delay_ms / 1000)
            begun = time.monotonic()
        if behaviour.reset_before_headers:
            if request.transport:
                request.transport.abort()
            return web.Response()
        if behaviour.error:
            return self._error(entry, behaviour.error, generation)
        content = behaviour.content
        if content is None:
            content = self.content_for(body, entry, schema)
        if behaviour.rewrite:
            content = behaviour.rewrite(content)
        answer = _Answer(self, request, entry, body, behaviour, generation, content, begun)
        return await (answer.stream() if body.get("stream") else answer.whole())

    def _error(self, entry: Recorded, error: ErrorBody, generation: str) -> web.Response:
        entry.status = error.status
        entry.completed = True
        payload = error.payload()
        headers = {**self.answer_headers(generation), **error.headers}
        if payload is None:
            return web.Response(status=error.status, headers=headers)
        if isinstance(payload, str):
            return web.Response(status=error.status, text=payload, content_type="text/html", headers=headers)
        return web.json_response(payload, status=error.status, headers=headers)


class _Answer:
    """One answer on its way."""

    def __init__(
        self,
        server: FakeChat,
        request: web.Request,
        entry: Recorded,
        body: dict[str, Any],
        behaviour: Behaviour,
        generation: str,
        content: str,
        begun: float,
    ) -> None:
        self.server, self.request, self.entry, self.body, self.b = server, request, entry, body, behaviour
        self.generation, self.content = generation, content
        self.model = str(body.get("model") or (body.get("models") or ["fake/model"])[0])
        self.usage = server.usage_of(body, content, behaviour.reasoning or "")
        self.response = web.StreamResponse()
        self.started = begun  # thinking of an answer belongs to the time that it is said to take
        total = behaviour.total_ms if behaviour.total_ms is not None else server.latency_ms.get(entry.kind, 0.0)
        first = behaviour.ttft_ms if behaviour.ttft_ms is not None else min(total, total * 0.2)
        self.total_s, self.first_s = max(total, first) / 1000, first / 1000

    def _chunk(self, delta: dict[str, Any] | None, finish: str | None = None, **extra: Any) -> dict[str, Any]:
        choices: list[dict[str, Any]] = []
        if delta is not None:
            choices = [{"index": 0, "delta": delta, "finish_reason": finish, "native_finish_reason": finish}]
        return {
            "id": self.generation,
            "object": "chat.completion.chunk",
            "created": 1763856000 + self.entry.n,
            "model": self.model,
            **self.server.extra_chunk_fields(),
            "choices": choices,
            **extra,
        }

    async def _wait_until(self, elapsed_s: float) -> None:
        left = self.started + elapsed_s - time.monotonic()
        if left > 0:
            await asyncio.sleep(left)

    async def _line(self, line: str) -> None:
        end = "\r\n" if self.b.crlf else "\n"
        data = (line + end + end).encode("utf-8")
        if not self.b.one_byte_writes:
            await self.response.write(data)
            return
        for i in range(len(data)):
            await self.response.write(data[i : i + 1])
            if i % 64 == 0:
                await asyncio.sleep(0)

    async def _event(self, data: dict[str, Any]) -> None:
        await self._line("data: " + json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    async def _keep_alive(self) -> None:
        await self._line(
            ": OPENROUTER PROCESSING"
            if isinstance(self.server.prefix, str) and "api/v1" in self.server.prefix
            else ": ping"
        )

    async def stream(self) -> web.StreamResponse:
        """Send the answer as server-sent events."""
        b, entry = self.b, self.entry
        self.response = web.StreamResponse(headers=self.server.answer_headers(self.generation))
        self.response.content_type = "text/event-stream"
        self.response.headers["Cache-Control"] = "no-cache"
        await self.response.prepare(self.request)
        entry.status = 200
        for _ in range(b.keep_alives):
            await self._keep_alive()
            await asyncio.sleep(b.keep_alive_every_ms / 1000)
        while b.keep_alives_for_ever:
            await self._keep_alive()
            await asyncio.sleep(b.keep_alive_every_ms / 1000)
        if b.break_after_chars != 0:
            await self._event(self._chunk({"role": "assistant", "content": None if b.null_first_content else ""}))
        await self._wait_until(self.first_s)
        if b.reasoning:
            for piece in _pieces(b.reasoning, 80):
                await self._event(self._chunk({"reasoning": piece, "content": ""}))
        if b.refusal:
            await self._event(self._chunk({"refusal": b.refusal}))
        if await self._content():
            return self.response
        await self._ending()
        return self.response

    async def _content(self) -> bool:
        """Send the content; return whether the stream broke off."""
        b = self.b
        text = self.content if b.keep_chars is None else self.content[: b.keep_chars]
        if b.break_after_chars is not None:
            text = text[: b.break_after_chars]
        pieces = _pieces(text, b.chunk_chars)
        for i, piece in enumerate(pieces, start=1):
            await self._wait_until(self.first_s + (self.total_s - self.first_s) * i / len(pieces))
            await self._event(self._chunk({"content": piece}))
        if b.break_after_chars is None:
            return False
        while b.stall:
            await asyncio.sleep(0.05)
            if self.request.transport is None or self.request.transport.is_closing():
                self.entry.aborted = True
                return True
        if b.reset:
            if self.request.transport:
                self.request.transport.abort()
            return True
        if b.error_chunk is not None:
            await self._error_chunk(b.error_chunk)
            return True
        return False

    async def _error_chunk(self, error: dict[str, Any]) -> None:
        if self.b.error_chunk_bare:
            await self._event({"error": error})
            await self._line("data: [DONE]")
        else:
            await self._event(self._chunk({"content": ""}, "error", error=error))
        await self.response.write_eof()

    async def _ending(self) -> None:
        b = self.b
        if b.choice_error is not None:
            chunk = self._chunk({}, "error")
            chunk["choices"][0]["error"] = b.choice_error
            await self._event(chunk)
        elif b.finish_reason is not None:
            await self._event(self._chunk({}, b.finish_reason))
        if b.usage and self.server.sends_usage(self.body):
            await self._event(self._chunk(None, usage=self.usage))
        if b.done:
            await self._line("data: [DONE]")
        await self.response.write_eof()
        self.entry.completed = True

    async def whole(self) -> web.StreamResponse:
        """Send the answer as one JSON object."""
        b = self.b
        await self._wait_until(self.total_s)
        text = self.content if b.keep_chars is None else self.content[: b.keep_chars]
        if b.stall or b.keep_alives_for_ever:
            await asyncio.sleep(3600)
        if b.reset and self.request.transport:
            self.request.transport.abort()
            return web.Response()
        if b.error_chunk is not None:
            self.entry.status = 200
            return web.json_response({"error": b.error_chunk})
        choice: dict[str, Any] = {
            "index": 0,
            "finish_reason": b.finish_reason,
            "native_finish_reason": b.finish_reason,
            "logprobs": None,
            "message": {
                "role": "assistant",
                "content": text if text or not b.refusal else None,
                "refusal": b.refusal,
                "reasoning": b.reasoning,
            },
        }
        if b.choice_error is not None:
            choice["error"] = b.choice_error
        answer = self._chunk(None) | {"object": "chat.completion", "choices": [choice]}
        if b.usage:
            answer["usage"] = self.usage
        self.entry.status = 200
        self.entry.completed = True
        return web.json_response(
            answer,
            headers=self.server.answer_headers(self.generation),
            dumps=lambda data: json.dumps(data, ensure_ascii=False),
        )


def _pieces(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]


def _kind_of(schema: dict[str, Any] | None) -> str:
    if schema is None:
        return "text"
    fields = schema.get("properties", {})
    return "outline" if "slides" in fields else "change" if "changes" in fields else "slide"


def _schema_in(text: str) -> dict[str, Any] | None:
    """Return a JSON schema that stands somewhere in `text`."""
    decoder = json.JSONDecoder()
    for found in re.finditer(r"\{", text):
        start = found.start()
        if '"properties"' not in text[start : start + 4000]:
            continue
        try:
            value, _ = decoder.raw_decode(text, start)
        except ValueError:
            continue
        if isinstance(value, dict) and "properties" in value:
            return value
    return None
