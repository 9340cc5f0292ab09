"""OpenAI-compatible servers that run at home, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .behaviour import ErrorBody, ErrorShape
from .chat import FakeChat, InvalidRequestError
from .server import Recorded


@dataclass(frozen=True)
class Flavour:
    """How one kind of server differs; `usage` is when a stream tells its usage."""

    name: str
    json_schema: bool = True
    json_object: bool = True
    needs_key: bool = False
    usage: str = "on_request"
    reasoning_field: str = "reasoning"
    error_shape: ErrorShape = "dict"
    token_field: str = "max_tokens"
    unknown_field_is_error: bool = False
    refuses_fields: frozenset[str] = field(default_factory=frozenset)
    model_info: dict[str, Any] = field(default_factory=dict)
    context_tokens: int | None = None


# What only OpenRouter knows; strict servers answer it with 400.
_OPENROUTER_ONLY = frozenset({"provider", "models", "plugins", "reasoning", "session_id", "transforms", "usage"})

FLAVOURS: dict[str, Flavour] = {
    "ollama": Flavour("ollama", error_shape="dict"),
    "vllm": Flavour("vllm", needs_key=True, model_info={"max_model_len": 32768}, error_shape="flat"),
    "llama.cpp": Flavour(
        "llama.cpp", reasoning_field="reasoning_content", model_info={"meta": {"n_ctx": 8192}}, context_tokens=8192
    ),
    "lm-studio": Flavour("lm-studio", json_object=False, error_shape="string", usage="on_request"),
    "gemini": Flavour(
        "gemini", needs_key=True, error_shape="array", unknown_field_is_error=True, refuses_fields=_OPENROUTER_ONLY
    ),
    "old": Flavour("old", json_schema=False, json_object=False, usage="never", error_shape="flat"),
    "json-mode": Flavour("json-mode", json_schema=False),
}

# fmt: off
_KNOWN = {
    "messages", "model", "stream", "stream_options", "temperature", "top_p", "max_tokens", "max_completion_tokens",
    "seed", "stop", "response_format", "frequency_penalty", "presence_penalty", "reasoning_effort", "user", "n",
    "tools", "tool_choice",
}
# fmt: on


class FakeCompatible(FakeChat):
    """`/v1` of a local server; `flavour` is one of FLAVOURS or made by hand."""

    prefix = "/v1"

    def __init__(self, flavour: Flavour | str = "llama.cpp", *, key: str | None = "local-key", **options: Any) -> None:
        super().__init__(**options)
        self.flavour = FLAVOURS[flavour] if isinstance(flavour, str) else flavour
        self.key = key

    def routes(self, router: web.UrlDispatcher) -> None:
        super().routes(router)
        router.add_get("/v1/models", self._models)
        router.add_get("/health", self._health)

    def _refuse(self, message: str, status: int = 400) -> InvalidRequestError:
        return InvalidRequestError(ErrorBody(status, message, shape=self.flavour.error_shape))

    def check(self, request: web.Request, body: dict[str, Any], entry: Recorded) -> None:
        flavour = self.flavour
        if flavour.needs_key and request.headers.get("Authorization") != f"Bearer {self.key}":
            raise self._refuse("Unauthorized", 401)
        if not body.get("model"):
            raise self._refuse("model is required")
        unknown = set(body) & flavour.refuses_fields
        if flavour.unknown_field_is_error:
            unknown |= set(body) - _KNOWN
        if unknown:
            raise self._refuse(
                f'Invalid JSON payload received. Unknown name "{sorted(unknown)[0]}": Cannot find field.'
            )
        wanted = (body.get("response_format") or {}).get("type")
        if wanted == "json_schema" and not flavour.json_schema:
            raise self._refuse("'response_format' of type 'json_schema' is not supported by this server")
        if wanted == "json_object" and not flavour.json_object:
            raise self._refuse("'response_format.type' must be 'json_schema' or 'text'")
        self.check_response_format(body, strict_rules=False)
        size = len(entry.text) // 4
        if flavour.context_tokens and size > flavour.context_tokens:
            raise self._refuse(
                f"request ({size} tokens) exceeds the available context size ({flavour.context_tokens} tokens)"
            )

    def sends_usage(self, body: dict[str, Any]) -> bool:
        if self.flavour.usage == "never":
            return False
        return bool((body.get("stream_options") or {}).get("include_usage"))

    async def _models(self, request: web.Request) -> web.Response:
        await self.record(request, "models")
        model = {"id": "local-model", "object": "model", "created": 1763856000, "owned_by": self.flavour.name}
        return web.json_response({"object": "list", "data": [model | self.flavour.model_info]})

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})
