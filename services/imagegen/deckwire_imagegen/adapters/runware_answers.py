"""What an answer of Runware says about each task that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..ports import BadAnswerError, PictureError
from . import http as web
from .runware_errors import error_type, means_unknown

_OUTPUT_KEYS = ("imageBase64Data", "imageDataURI", "imageURL")


class Status(StrEnum):
    """How a task stands; `silent` is an answer that does not mention it."""

    DONE = "done"
    WORKING = "working"
    SILENT = "silent"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True)
class Answer:
    """What an answer says about one task."""

    status: Status
    item: Mapping[str, Any] = field(default_factory=dict)
    error: PictureError | None = None


def read_answers(reply: web.Reply, tasks: Sequence[str], *, asked_again: bool = False) -> dict[str, Answer]:
    """Return what an answer says about each task; raises BadAnswerError when it has not the API's form."""
    body = reply.json()
    if not isinstance(body, dict):
        raise BadAnswerError("the answer is not an object")
    data = [item for item in _listed(body.get("data")) if isinstance(item, dict)]
    errors = [e for e in _listed(body.get("errors")) + _listed(body.get("error")) if isinstance(e, dict | str)]
    if reply.status >= 400 and not errors and not data:
        errors = [{"code": ""}]
    answers: dict[str, Answer] = {}
    for task in tasks:
        own = [item for item in data if item.get("taskUUID") in (task, None) or len(tasks) == 1]
        own = [item for item in own if item.get("taskUUID", task) == task]
        wrong = [e for e in errors if isinstance(e, str) or e.get("taskUUID") in (task, None)]
        answers[task] = _judge(own, wrong, reply, asked_again=asked_again)
    return answers


def _judge(items: list[dict[str, Any]], errors: list[Any], reply: web.Reply, *, asked_again: bool) -> Answer:
    for item in items:
        if item.get("status") != "error" and any(item.get(key) for key in _OUTPUT_KEYS):
            return Answer(Status.DONE, item)
    for item in items:
        if item.get("status") == "error" or item.get("error"):
            return _failed(item.get("error") or {}, reply, asked_again=asked_again)
        if item.get("status") == "success" or item.get("NSFWContent") is True:
            return Answer(Status.DONE, item)
    if errors:
        return _failed(errors[0], reply, asked_again=asked_again)
    return Answer(Status.WORKING if items else Status.SILENT)


def _failed(error: Any, reply: web.Reply, *, asked_again: bool) -> Answer:
    code = str(error.get("code") or "") if isinstance(error, dict) else str(error)[:80]
    if asked_again and means_unknown(code, reply.status):
        return Answer(Status.UNKNOWN)
    kind = error_type(code, reply.status)
    # The message may quote the prompt, so only the code goes on.
    shown = "".join(c for c in code if c.isalnum() or c in "_-.")[:60]
    return Answer(
        Status.FAILED,
        error=kind(f"HTTP {reply.status} {shown}".strip(), retry_after_s=web.retry_after_s(reply.headers)),
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
