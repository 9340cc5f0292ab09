"""OpenRouter: chat, models, key, generation and images under one base URL."""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from .behaviour import ErrorBody
from .chat import FakeChat, InvalidRequestError
from .picture import picture
from .server import Recorded

# fmt: off
_PROVIDER_FIELDS = {
    "order", "only", "ignore", "allow_fallbacks", "require_parameters", "data_collection", "zdr",
    "enforce_distillable_text", "quantizations", "sort", "preferred_min_throughput", "preferred_max_latency",
    "max_price", "options",
}
# fmt: on
# fmt: off
_CHAT_FIELDS = {
    "messages", "model", "models", "provider", "response_format", "stream", "stream_options", "temperature", "top_p",
    "top_k", "top_a", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty",
    "max_completion_tokens", "max_tokens", "seed", "stop", "logit_bias", "logprobs", "top_logprobs", "tools",
    "tool_choice", "parallel_tool_calls", "reasoning", "reasoning_effort", "plugins", "modalities", "image_config",
    "prediction", "prompt_cache_key", "prompt_cache_options", "cache_control", "service_tier", "session_id", "user",
    "metadata", "trace", "debug", "stop_server_tools_when", "deferred_tools", "usage", "transforms", "route",
}
# fmt: on
_EFFORTS = {"max", "xhigh", "high", "medium", "low", "minimal", "none"}
# fmt: off
_IMAGE_FIELDS = {
    "model", "prompt", "n", "size", "resolution", "aspect_ratio", "quality", "output_format", "background",
    "output_compression", "seed", "input_references", "provider", "stream", "user", "session_id",
}
# fmt: on


class FakeOpenRouter(FakeChat):
    """OpenRouter's API as its specification and clients have it.

    `key` is the one that is accepted. `models` are the ids that exist (None: any); `image_cost` is the price of a
    picture. Prices per token are those that `/models` shows.
    """

    prefix = "/api/v1"
    path_prefix_of_id = "gen"

    def __init__(
        self,
        *,
        key: str | None = "sk-or-test-0000",
        models: list[str] | None = None,
        strict_rules: bool = True,
        image_cost: float = 0.04,
        limit_remaining: float | None = 12.5,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.key = key
        self.models = models
        self.strict_rules = strict_rules
        self.image_cost = image_cost
        self.limit_remaining = limit_remaining
        self.price_prompt = 0.0000002
        self.price_completion = 0.0000008
        self.ignored_fields: set[str] = set()
        self._usage: dict[str, dict[str, Any]] = {}

    def routes(self, router: web.UrlDispatcher) -> None:
        super().routes(router)
        router.add_get(self.prefix + "/models", self._models)
        router.add_get(self.prefix + "/key", self._key)
        router.add_get(self.prefix + "/credits", self._credits)
        router.add_get(self.prefix + "/generation", self._generation)
        router.add_post(self.prefix + "/images", self._images)

    # -- chat ---------------------------------------------------------------------------------------------

    def check(self, request: web.Request, body: dict[str, Any], entry: Recorded) -> None:
        self._authorise(request)
        self.ignored_fields |= set(body) - _CHAT_FIELDS
        if not body.get("model") and not body.get("models"):
            raise InvalidRequestError(ErrorBody(400, "No models provided"))
        models = body.get("models")
        if models is not None and not (isinstance(models, list) and all(isinstance(m, str) for m in models)):
            raise InvalidRequestError(ErrorBody(400, "models: must be an array of strings"))
        wanted = [m for m in [body.get("model"), *(models or [])] if m]
        if self.models is not None and not any(m.split(":")[0] in self.models for m in wanted):
            raise InvalidRequestError(ErrorBody(400, f"{wanted[0]} is not a valid model ID"))
        provider = body.get("provider", {})
        if not isinstance(provider, dict):
            raise InvalidRequestError(ErrorBody(400, "provider: must be an object"))
        if unknown := set(provider) - _PROVIDER_FIELDS:
            raise InvalidRequestError(ErrorBody(400, f"provider: Unrecognized key(s) {sorted(unknown)}"))
        if provider.get("data_collection", "allow") not in ("allow", "deny"):
            raise InvalidRequestError(ErrorBody(400, "provider.data_collection: must be allow or deny"))
        self._check_reasoning(body)
        for plugin in body.get("plugins", []):
            if plugin.get("id") == "response-healing" and body.get("stream"):
                raise InvalidRequestError(ErrorBody(400, "response-healing cannot be used with stream"))
        if len(str(body.get("session_id", ""))) > 256:
            raise InvalidRequestError(ErrorBody(400, "session_id: at most 256 characters"))
        if len(body.get("metadata") or {}) > 16:
            raise InvalidRequestError(ErrorBody(400, "metadata: at most 16 pairs"))
        self.check_response_format(body, strict_rules=self.strict_rules)

    @staticmethod
    def _check_reasoning(body: dict[str, Any]) -> None:
        reasoning = body.get("reasoning")
        if reasoning is None:
            return
        if unknown := set(reasoning) - {"effort", "summary", "max_tokens", "exclude", "enabled"}:
            raise InvalidRequestError(ErrorBody(400, f"reasoning: Unrecognized key(s) {sorted(unknown)}"))
        if reasoning.get("effort") is not None and reasoning["effort"] not in _EFFORTS:
            raise InvalidRequestError(ErrorBody(400, "reasoning.effort: invalid"))
        if reasoning.get("effort") is not None and reasoning.get("max_tokens") is not None:
            raise InvalidRequestError(ErrorBody(400, "reasoning: only one of effort and max_tokens"))

    def usage_of(self, body: dict[str, Any], content: str, reasoning: str) -> dict[str, Any]:
        usage = super().usage_of(body, content, reasoning)
        cost = usage["prompt_tokens"] * self.price_prompt + usage["completion_tokens"] * self.price_completion
        return usage | {
            "cost": round(cost, 9),
            "is_byok": False,
            "prompt_tokens_details": {"cached_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": len(reasoning) // 4},
            "cost_details": {"upstream_inference_cost": None},
        }

    def extra_chunk_fields(self) -> dict[str, Any]:
        return {"provider": "FakeProvider"}

    def answer_headers(self, generation: str) -> dict[str, str]:
        return {"X-Generation-Id": generation}

    # -- the rest -----------------------------------------------------------------------------------------

    def _authorise(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "")
        if not given.startswith("Bearer "):
            raise InvalidRequestError(
                ErrorBody(401, "Missing Authentication header", metadata={"error_type": "authentication"})
            )
        if self.key is not None and given != f"Bearer {self.key}":
            raise InvalidRequestError(ErrorBody(401, "User not found.", metadata={"error_type": "authentication"}))

    async def _models(self, request: web.Request) -> web.Response:
        await self.record(request, "models")
        names = self.models or ["openai/gpt-5-mini", "anthropic/claude-sonnet-4.6", "meta-llama/llama-3.3-70b-instruct"]
        return web.json_response({"data": [self._model(name) for name in names]})

    def _model(self, name: str) -> dict[str, Any]:
        return {
            "id": name,
            "canonical_slug": name,
            "name": name,
            "created": 1763000000,
            "description": "",
            "context_length": 128000,
            "architecture": {
                "modality": "text->text",
                "input_modalities": ["text"],
                "output_modalities": ["text"],
                "tokenizer": "GPT",
                "instruct_type": None,
            },
            # Prices are strings in USD per token.
            "pricing": {
                "prompt": f"{self.price_prompt:.10f}".rstrip("0"),
                "completion": f"{self.price_completion:.10f}".rstrip("0"),
                "request": "0",
                "image": "0",
            },
            "top_provider": {"context_length": 128000, "max_completion_tokens": 16384, "is_moderated": False},
            "supported_parameters": ["max_tokens", "temperature", "seed", "response_format", "structured_outputs"],
            "default_parameters": {},
            "per_request_limits": None,
        }

    async def _key(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "key")
        try:
            self._authorise(request)
        except InvalidRequestError as refusal:
            return self._error(entry, refusal.body, "")
        data = {
            "label": "sk-or-v1-abc...123",
            "limit": None if self.limit_remaining is None else 20,
            "limit_reset": None,
            "limit_remaining": self.limit_remaining,
            "usage": 7.5,
            "usage_daily": 0.5,
            "is_free_tier": False,
            "is_management_key": False,
            "expires_at": None,
        }
        return web.json_response({"data": data})

    async def _credits(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "credits")
        return self._error(entry, ErrorBody(403, "Only management keys can fetch credits"), "")

    async def _generation(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "generation")
        number = request.query.get("id", "").rpartition("-")[2]
        asked = next(
            (e for e in self.requests if str(e.n) == number.lstrip("0") and e.kind in ("outline", "slide", "text")),
            None,
        )
        if asked is None:
            return self._error(entry, ErrorBody(404, "Generation not found"), "")
        usage = self.usage_of(asked.body, "x" * 400, "")
        return web.json_response(
            {
                "data": {
                    "id": request.query["id"],
                    "model": asked.body.get("model"),
                    "provider_name": "FakeProvider",
                    "total_cost": usage["cost"],
                    "usage": usage["cost"],
                    "tokens_prompt": usage["prompt_tokens"],
                    "tokens_completion": usage["completion_tokens"],
                    "finish_reason": "stop",
                    "streamed": True,
                    "cancelled": asked.aborted,
                }
            }
        )

    async def _images(self, request: web.Request) -> web.StreamResponse:
        entry = await self.record(request, "image")
        try:
            body = self._checked_picture(request, entry)
        except InvalidRequestError as refusal:
            entry.kind = "refused"
            return self._error(entry, refusal.body, "")
        size = str(body.get("size", ""))
        behaviour = self.script.take(entry)
        if behaviour.error:
            return self._error(entry, behaviour.error, "")
        width, height = (int(v) for v in size.split("x")) if "x" in size else (1344, 768)
        data = picture(body["prompt"], width, height, "PNG", int(body.get("seed") or 0))
        items = [{"b64_json": base64.b64encode(data).decode(), "media_type": "image/png"}] * int(body.get("n") or 1)
        usage = {
            "prompt_tokens": 20,
            "completion_tokens": 1290,
            "total_tokens": 1310,
            "cost": self.image_cost * len(items),
        }
        entry.status, entry.completed = 200, True
        return web.json_response({"created": 1763856000, "data": items, "usage": usage})

    def _checked_picture(self, request: web.Request, entry: Recorded) -> dict[str, Any]:
        self._authorise(request)
        body: dict[str, Any] = entry.body if isinstance(entry.body, dict) else {}
        if unknown := set(body) - _IMAGE_FIELDS:
            raise InvalidRequestError(ErrorBody(400, f"Unrecognized key(s) {sorted(unknown)}"))
        if not body.get("model") or not body.get("prompt"):
            raise InvalidRequestError(ErrorBody(400, "model and prompt are required"))
        if "x" in str(body.get("size", "")) and (body.get("resolution") or body.get("aspect_ratio")):
            raise InvalidRequestError(ErrorBody(400, "size conflicts with resolution or aspect_ratio"))
        return body
