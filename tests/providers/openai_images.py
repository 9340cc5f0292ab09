"""An endpoint of the OpenAI Images shape."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

from aiohttp import web

from .behaviour import ErrorBody, Script
from .picture import picture
from .server import FakeServer

# fmt: off
_FIELDS = {
    "model", "prompt", "n", "size", "quality", "output_format", "output_compression", "background", "moderation",
    "stream", "partial_images", "safety_identifier", "user",
}
# fmt: on
_FIXED_SIZES = {"auto", "1024x1024", "1536x1024", "1024x1536"}


class FakeOpenAIImages(FakeServer):
    """`POST /v1/images/generations`, strict as the vendor's: an unknown field is a 400.

    `local` is lenient about sizes and keys, as servers at home are.
    """

    prefix = "/v1"

    def __init__(
        self,
        *,
        key: str | None = "sk-test-openai",
        script: Script | None = None,
        latency_ms: float = 0.0,
        local: bool = False,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        super().__init__(host=host, port=port)
        self.key = key
        self.script = script or Script()
        self.latency_ms = latency_ms
        self.local = local
        self.billed = 0

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/v1/images/generations", self._generate)

    def _fault(self, request: web.Request, body: Any) -> ErrorBody | None:
        if not self.local and self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return ErrorBody(401, "Incorrect API key provided", "invalid_api_key")
        if not isinstance(body, dict) or not body.get("prompt"):
            return ErrorBody(400, "Missing required parameter: 'prompt'.", "missing_required_parameter")
        if "response_format" in body and not self.local:
            return ErrorBody(400, "Unknown parameter: 'response_format'.", "unknown_parameter")
        if not self.local and (unknown := sorted(set(body) - _FIELDS)):
            return ErrorBody(400, f"Unknown parameter: '{unknown[0]}'.", "unknown_parameter")
        if len(body["prompt"]) > 32_000:
            return ErrorBody(400, "Prompt is too long.", "string_above_max_length")
        if body.get("output_format", "png") not in ("png", "jpeg", "webp"):
            return ErrorBody(400, "Invalid value for output_format.", "invalid_value")
        if body.get("quality", "auto") not in ("auto", "low", "medium", "high", "xhigh", "max"):
            return ErrorBody(400, "Invalid value for quality.", "invalid_value")
        return self._size_fault(str(body.get("model", "")), str(body.get("size", "auto")))

    def _size_fault(self, model: str, size: str) -> ErrorBody | None:
        if size in _FIXED_SIZES or self.local:
            return None
        if not model.startswith("gpt-image-2"):
            return ErrorBody(400, f"Invalid size '{size}'.", "invalid_value")
        try:
            width, height = (int(v) for v in size.split("x"))
        except ValueError:
            return ErrorBody(400, f"Invalid size '{size}'.", "invalid_value")
        if width % 16 or height % 16 or not 1 / 3 <= width / height <= 3 or width > 3840 or height > 2160:
            return ErrorBody(400, f"Invalid size '{size}'.", "invalid_value")
        return None

    async def _generate(self, request: web.Request) -> web.StreamResponse:
        entry = await self.record(request, "image")
        body = entry.body
        if error := self._fault(request, body):
            entry.kind = "refused"
            return self._failed(entry.n, error)
        behaviour = self.script.take(entry)
        if behaviour.reset_before_headers:
            if request.transport:
                request.transport.abort()
            return web.Response()
        if behaviour.error:
            return self._failed(entry.n, behaviour.error)
        await asyncio.sleep((self.latency_ms if behaviour.total_ms is None else behaviour.total_ms) / 1000)
        size = str(body.get("size", "auto"))
        width, height = (1024, 1024) if size == "auto" else (int(v) for v in size.split("x"))
        kind = body.get("output_format", "png")
        data = picture(body["prompt"], width, height, {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}[kind])
        count = int(body.get("n", 1))
        self.billed += count
        entry.status, entry.completed = 200, True
        usage = {"input_tokens": 30, "output_tokens": 1056 * count, "total_tokens": 30 + 1056 * count}
        return web.json_response(
            {
                "created": 1763856000,
                "data": [{"b64_json": base64.b64encode(data).decode()}] * count,
                "size": f"{width}x{height}",
                "quality": body.get("quality", "auto"),
                "output_format": kind,
                "background": "opaque",
                "usage": usage | {"input_tokens_details": {"text_tokens": 30, "image_tokens": 0}},
            }
        )

    def _failed(self, n: int, error: ErrorBody) -> web.Response:
        self.requests[n - 1].status = error.status
        if error.shape == "html":
            return web.Response(status=error.status, text=str(error.payload()), content_type="text/html")
        payload = {
            "error": {"message": error.message, "type": "invalid_request_error", "param": None, "code": error.code}
        }
        return web.json_response(payload, status=error.status, headers=error.headers)


def blocked_by_moderation() -> ErrorBody:
    """The vendor's refusal of a prompt."""
    return ErrorBody(400, "Your request was rejected as a result of our safety system.", "moderation_blocked")
