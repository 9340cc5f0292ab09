"""Runware's task API over REST: one URL, an array of tasks, pictures that really decode."""

from __future__ import annotations

import asyncio
import base64
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from .picture import decompression_bomb, oversized, picture
from .server import FakeServer, Recorded

# fmt: off
_TASK_FIELDS = {
    "taskType", "taskUUID", "model", "positivePrompt", "negativePrompt", "width", "height", "numberResults", "steps",
    "CFGScale", "scheduler", "strength", "lora", "seed", "outputType", "outputFormat", "outputQuality",
    "deliveryMethod", "includeCost", "safety", "checkNSFW", "webhookURL", "uploadEndpoint", "ttl", "routing",
    "providerSettings", "inputs", "acceleration",
}
# fmt: on
_FORMATS = {"JPG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "WEBP": ("WEBP", "webp")}


@dataclass(frozen=True)
class RunwareBehaviour:
    """What happens to one imageInference task and how it departs from the good answer.

    `hang_after_work` does the work, bills it and then says nothing, so the client runs into its read timeout;
    `polls` is how often getResponse says `processing` before the picture is there.
    """

    delay_ms: float | None = None
    error: dict[str, Any] | None = None
    error_in_200: bool = False
    error_in_item: bool = False
    singular_error: bool = False
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    html: bool = False
    nsfw: bool = False
    hang_after_work: bool = False
    reset_before_headers: bool = False
    truncate_body: bool = False
    corrupt_image: bool = False
    huge_pixels: bool = False
    huge_megabytes: int = 0
    url_gone: bool = False
    polls: int = 2
    without_data: bool = False

    def but(self, **changes: Any) -> RunwareBehaviour:
        """Return this behaviour with some departures changed."""
        return replace(self, **changes)


GOOD = RunwareBehaviour()
UNAUTHORIZED = RunwareBehaviour(status=401, error={"code": "invalidApiKey", "message": "Invalid API key"})
OUT_OF_CREDIT = RunwareBehaviour(status=402, error={"code": "insufficientCredits", "message": "Insufficient credits"})
FORBIDDEN = RunwareBehaviour(status=403, error={"code": "permissionDenied", "message": "Not allowed for this model"})
QUEUE_FULL = RunwareBehaviour(
    status=429, error={"code": "rateLimitExceeded", "message": "Queue is full"}, headers={"Retry-After": "1"}
)
UNAVAILABLE = RunwareBehaviour(status=503, error={"code": "serviceUnavailable", "message": "Try again later"})
BAD_GATEWAY = RunwareBehaviour(status=502, html=True)
PROVIDER_TIMEOUT = RunwareBehaviour(error={"code": "timeoutProvider", "message": "Timed out"}, error_in_200=True)
INFERENCE_ERROR = RunwareBehaviour(error={"code": "inferenceError", "message": "Inference failed"}, error_in_200=True)
POLICY = RunwareBehaviour(
    status=400, error={"code": "contentPolicyViolation", "message": "The prompt violates the content policy"}
)
NSFW = RunwareBehaviour(nsfw=True)
TRUNCATED_BODY = RunwareBehaviour(truncate_body=True)
CORRUPT_IMAGE = RunwareBehaviour(corrupt_image=True)
HUGE_PIXELS = RunwareBehaviour(huge_pixels=True)
READ_TIMEOUT = RunwareBehaviour(hang_after_work=True)
NO_DATA = RunwareBehaviour(without_data=True)


class FakeRunware(FakeServer):
    """`base_url` is the whole URL that is POSTed to.

    Behaviours are taken per imageInference task: `sequence` first, then `rules` in order, then `default`. `billed`
    holds the UUID of each task that was worked on and charged. `async_only` models refuse sync delivery.
    """

    prefix = "/v1"

    def __init__(
        self,
        *sequence: RunwareBehaviour,
        default: RunwareBehaviour = GOOD,
        rules: list[tuple[Callable[[dict[str, Any]], bool], RunwareBehaviour]] | None = None,
        key: str | None = "runware-test-key",
        latency_ms: float = 0.0,
        cost: float = 0.00078,
        size_multiple: int = 16,
        async_only: bool = False,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        super().__init__(host=host, port=port)
        self.sequence = list(sequence)
        self.default = default
        self.rules = rules or []
        self.key = key
        self.latency_ms = latency_ms
        self.cost = cost
        self.size_multiple = size_multiple
        self.async_only = async_only
        self.balance = 25.0
        self.billed: list[str] = []
        self.tasks: list[dict[str, Any]] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self._results: dict[str, dict[str, Any]] = {}
        self._polls_left: dict[str, int] = {}
        self._gone: set[str] = set()
        self._pictures: dict[str, tuple[bytes, str]] = {}
        self._background: set[asyncio.Task[None]] = set()

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_post(self.prefix, self._post)
        router.add_get("/image/{name}", self._image)

    # -- the one URL --------------------------------------------------------------------------------------

    async def _post(self, request: web.Request) -> web.StreamResponse:
        entry = await self.record(request, "tasks")
        tasks = entry.body
        if not isinstance(tasks, list) or not tasks or not all(isinstance(t, dict) for t in tasks):
            return self._failed(entry, 400, _error("invalidRequest", "The body must be an array of task objects"))
        bearer = request.headers.get("Authorization")
        first = tasks[0]
        if first.get("taskType") == "authentication":
            if bearer:
                return self._failed(entry, 400, _error("conflictAuthentication", "Header and task both authenticate"))
            given, tasks = f"Bearer {first.get('apiKey')}", tasks[1:]
            first["apiKey"] = "…"
        else:
            given = bearer or ""
        if self.key is not None and given != f"Bearer {self.key}":
            return self._failed(entry, 401, _error("invalidApiKey", "Invalid API key"))
        entry.kind = str(tasks[0].get("taskType")) if tasks else "authentication"
        data: list[dict[str, Any]] = []
        errors: list[dict[str, Any]] = []
        for task in tasks:
            answer = await self._task(request, entry, task, data, errors)
            if answer is not None:
                return answer
        entry.status = 400 if errors and not data else 200
        entry.completed = True
        payload: dict[str, Any] = {}
        if data or not errors:
            payload["data"] = data
        if errors:
            payload["errors"] = errors
        return web.json_response(payload, status=entry.status)

    async def _task(
        self,
        request: web.Request,
        entry: Recorded,
        task: dict[str, Any],
        data: list[dict[str, Any]],
        errors: list[dict[str, Any]],
    ) -> web.StreamResponse | None:
        match task.get("taskType"):
            case "imageInference":
                return await self._inference(request, entry, task, data, errors)
            case "getResponse":
                self._get_response(task, data, errors)
            case "getTaskDetails":
                self._get_response(task, data, errors)
            case "accountManagement":
                data.append(
                    {"taskType": "accountManagement", "taskUUID": task.get("taskUUID"), "balance": self.balance}
                )
            case "ping":
                data.append({"taskType": "ping", "pong": True})
            case other:
                errors.append(_error("invalidTaskType", f"Unknown task type {other}", task, "taskType"))
        return None

    # -- pictures -----------------------------------------------------------------------------------------

    def _fault(self, task: dict[str, Any]) -> dict[str, Any] | None:
        try:
            given = uuid.UUID(str(task.get("taskUUID")))
        except ValueError:
            given = None
        if given is None or given.version != 4:
            return _error("invalidTaskUUID", "taskUUID must be a UUID v4", task, "taskUUID")
        if any(t["taskUUID"] == task["taskUUID"] for t in self.tasks):
            return _error("conflictTaskUUID", "This taskUUID was already used", task, "taskUUID")
        if unknown := sorted(set(task) - _TASK_FIELDS):
            return _error("unknownParameter", f"Unknown parameter {unknown[0]}", task, unknown[0])
        if not isinstance(task.get("model"), str) or ":" not in task["model"]:
            return _error("invalidModel", "model must be an AIR identifier", task, "model")
        prompt = task.get("positivePrompt")
        if not isinstance(prompt, str) or not 2 <= len(prompt) <= 3000:
            return _error(
                "invalidPositivePrompt", "positivePrompt must have 2 to 3000 characters", task, "positivePrompt"
            )
        for side in ("width", "height"):
            value = task.get(side)
            if not isinstance(value, int) or not 128 <= value <= 2048 or value % self.size_multiple:
                return _error(
                    f"invalid{side.title()}", f"{side} must be a multiple of {self.size_multiple}", task, side
                )
        if not 1 <= int(task.get("numberResults", 1)) <= 20:
            return _error("invalidNumberResults", "numberResults must lie between 1 and 20", task, "numberResults")
        if task.get("outputType", "URL") not in ("URL", "base64Data", "dataURI"):
            return _error("invalidOutputType", "outputType is not valid", task, "outputType")
        if task.get("outputFormat", "JPG") not in _FORMATS:
            return _error("invalidOutputFormat", "outputFormat is not valid", task, "outputFormat")
        quality = task.get("outputQuality", 95)
        if not isinstance(quality, int) or not 20 <= quality <= 99:
            return _error("invalidOutputQuality", "outputQuality must lie between 20 and 99", task, "outputQuality")
        seed = task.get("seed", 1)
        if not isinstance(seed, int) or not 1 <= seed <= 9223372036854775807:
            return _error("invalidSeed", "seed is out of range", task, "seed")
        delivery = task.get("deliveryMethod", "sync")
        if delivery not in ("sync", "async") or (self.async_only and delivery != "async"):
            return _error("unsupportedDeliveryMethod", "deliveryMethod is not supported", task, "deliveryMethod")
        if not isinstance(task.get("safety", {}), dict):
            return _error("invalidSafety", "safety must be an object", task, "safety")
        return None

    def _take(self, task: dict[str, Any]) -> RunwareBehaviour:
        if self.sequence:
            return self.sequence.pop(0)
        for match, behaviour in self.rules:
            if match(task):
                return behaviour
        return self.default

    async def _inference(
        self,
        request: web.Request,
        entry: Recorded,
        task: dict[str, Any],
        data: list[dict[str, Any]],
        errors: list[dict[str, Any]],
    ) -> web.StreamResponse | None:
        if fault := self._fault(task):
            errors.append(fault)
            return None
        if request.headers.get("X-Runware-Dry-Run") == "1":
            data.append({"taskType": "imageInference", "taskUUID": task["taskUUID"], "cost": self.cost})
            return None
        behaviour = self._take(task)
        self.tasks.append(task)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._work(request, entry, task, behaviour, data, errors)
        except (asyncio.CancelledError, ConnectionError):
            entry.aborted = True
            raise
        finally:
            self.in_flight -= 1

    async def _work(
        self,
        request: web.Request,
        entry: Recorded,
        task: dict[str, Any],
        behaviour: RunwareBehaviour,
        data: list[dict[str, Any]],
        errors: list[dict[str, Any]],
    ) -> web.StreamResponse | None:
        if behaviour.reset_before_headers:
            if request.transport:
                request.transport.abort()
            return web.Response()
        if behaviour.html:
            entry.status = behaviour.status or 502
            return web.Response(status=entry.status, text="<html><h1>Bad Gateway</h1></html>", content_type="text/html")
        if behaviour.error is not None and not behaviour.error_in_item:
            error = _error(behaviour.error["code"], behaviour.error["message"], task, behaviour.error.get("parameter"))
            if behaviour.singular_error:
                return web.json_response({"error": error}, status=behaviour.status or 200)
            if behaviour.error_in_200:
                entry.status = 200
                return web.json_response({"errors": [error]})
            if behaviour.status:
                return self._failed(entry, behaviour.status, error, behaviour.headers)
            errors.append(error)
            return None
        # Drawing belongs to the time that the provider is said to take.
        begun = time.monotonic()
        items = self._results_of(request, task, behaviour)
        latency = (self.latency_ms if behaviour.delay_ms is None else behaviour.delay_ms) / 1000
        latency -= time.monotonic() - begun
        if task.get("deliveryMethod") == "async":
            self._bill(task, items)
            self._polls_left[task["taskUUID"]] = behaviour.polls
            data.append({"taskType": "imageInference", "taskUUID": task["taskUUID"]})
            return None
        if behaviour.hang_after_work:
            self._bill(task, items)
            self._polls_left[task["taskUUID"]] = 0
            await asyncio.sleep(3600)
        # A client that leaves does not stop the work, and does not get its money back.
        work = asyncio.create_task(self._finish(task, items, latency))
        self._background.add(work)
        work.add_done_callback(self._background.discard)
        await asyncio.shield(work)
        if behaviour.without_data:
            return None
        if behaviour.truncate_body:
            return await self._truncated(request, entry, items)
        data.extend(items)
        return None

    async def _finish(self, task: dict[str, Any], items: list[dict[str, Any]], latency_s: float) -> None:
        if latency_s > 0:
            await asyncio.sleep(latency_s)
        self._bill(task, items)
        self._polls_left.setdefault(task["taskUUID"], 0)

    def _bill(self, task: dict[str, Any], items: list[dict[str, Any]]) -> None:
        if task["taskUUID"] in self.billed:
            return
        self.billed.append(task["taskUUID"])
        self.balance -= self.cost * len(items)
        self._results[task["taskUUID"]] = {"items": items}

    def _results_of(
        self, request: web.Request, task: dict[str, Any], behaviour: RunwareBehaviour
    ) -> list[dict[str, Any]]:
        if behaviour.error_in_item and behaviour.error:
            item = {"taskType": "imageInference", "taskUUID": task["taskUUID"], "status": "error"}
            return [item | {"error": {"code": behaviour.error["code"], "message": behaviour.error["message"]}}]
        pillow, suffix = _FORMATS[task.get("outputFormat", "JPG")]
        items = []
        for i in range(int(task.get("numberResults", 1))):
            seed = int(task.get("seed", 1)) + i
            bytes_ = picture(task["positivePrompt"], task["width"], task["height"], pillow, seed)
            if behaviour.huge_pixels:
                bytes_, suffix = decompression_bomb(), "png"
            if behaviour.huge_megabytes:
                bytes_ = oversized(behaviour.huge_megabytes)
            if behaviour.corrupt_image:
                bytes_ = bytes_[: len(bytes_) // 2]
            items.append(self._item(request, task, bytes_, suffix, seed, behaviour))
        return items

    def _item(
        self,
        request: web.Request,
        task: dict[str, Any],
        data: bytes,
        suffix: str,
        seed: int,
        behaviour: RunwareBehaviour,
    ) -> dict[str, Any]:
        name = f"{uuid.uuid5(uuid.NAMESPACE_URL, task['taskUUID'] + str(seed))}"
        item: dict[str, Any] = {
            "taskType": "imageInference",
            "taskUUID": task["taskUUID"],
            "imageUUID": name,
            "seed": seed,
        }
        if (task.get("safety") or {}).get("checkContent") or task.get("checkNSFW"):
            item["NSFWContent"] = behaviour.nsfw
        if task.get("includeCost"):
            item["cost"] = self.cost
        encoded = base64.b64encode(data).decode()
        mime = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}[suffix]
        match task.get("outputType", "URL"):
            case "base64Data":
                item["imageBase64Data"] = encoded
            case "dataURI":
                item["imageDataURI"] = f"data:{mime};base64,{encoded}"
            case _:
                self._pictures[f"{name}.{suffix}"] = (data, mime)
                if behaviour.url_gone:
                    self._gone.add(f"{name}.{suffix}")
                item["imageURL"] = f"{self.url}/image/{name}.{suffix}"
        return item

    def _get_response(self, task: dict[str, Any], data: list[dict[str, Any]], errors: list[dict[str, Any]]) -> None:
        wanted = str(task.get("taskUUID"))
        stored = self._results.get(wanted)
        if stored is None:
            pending = any(t["taskUUID"] == wanted for t in self.tasks) and self.in_flight
            if pending:
                data.append({"taskType": "imageInference", "taskUUID": wanted, "status": "processing"})
            else:
                errors.append(_error("taskNotFound", "No such task", task, "taskUUID"))
            return
        left = self._polls_left.get(wanted, 0)
        if left > 0:
            self._polls_left[wanted] = left - 1
            data.append({"taskType": "imageInference", "taskUUID": wanted, "status": "processing", "progress": 40})
            return
        data.extend(i if i.get("status") == "error" else i | {"status": "success"} for i in stored["items"])

    async def _truncated(
        self, request: web.Request, entry: Recorded, items: list[dict[str, Any]]
    ) -> web.StreamResponse:
        body = json.dumps({"data": items}).encode()
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        entry.status = 200
        if request.transport:
            request.transport.close()
        return response

    async def _image(self, request: web.Request) -> web.Response:
        entry = await self.record(request, "download")
        name = request.match_info["name"]
        if name not in self._pictures or name in self._gone:
            entry.status = 404
            return web.Response(status=404, text="gone")
        data, mime = self._pictures[name]
        entry.status, entry.completed = 200, True
        return web.Response(body=data, content_type=mime)

    def _failed(
        self, entry: Recorded, status: int, error: dict[str, Any], headers: dict[str, str] | None = None
    ) -> web.Response:
        entry.status = status
        entry.completed = True
        return web.json_response({"errors": [error]}, status=status, headers=headers)


def _error(code: str, message: str, task: dict[str, Any] | None = None, parameter: str | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": message}
    if parameter:
        error["parameter"] = parameter
    if task:
        error |= {"taskType": task.get("taskType"), "taskUUID": task.get("taskUUID")}
    error["documentation"] = "https://runware.ai/docs/en/image-inference/api-reference"
    return error
