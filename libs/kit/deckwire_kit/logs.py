"""Logs as JSON lines with trace and deck ids; prompts, documents and secrets are never in them."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal, TextIO

from deckwire_contracts.text import one_line
from loguru import logger
from opentelemetry import trace

if TYPE_CHECKING:
    from loguru import Message

SERVICE: ContextVar[str] = ContextVar("deckwire_service", default="deckwire")
"""The service in whose tasks a line is logged; several may share a process."""


def _ids() -> dict[str, str]:
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    return {"trace_id": f"{context.trace_id:032x}", "span_id": f"{context.span_id:016x}"}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)[:2000]
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(k): _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(v) for v in value]
    return one_line(str(value))[:2000]


def _entry(message: Message) -> dict[str, Any]:
    record = message.record
    extra = dict(record["extra"])
    entry: dict[str, Any] = {
        "time": record["time"].isoformat(timespec="milliseconds"),
        "level": record["level"].name.lower(),
        "service": extra.pop("service", SERVICE.get()),
        "message": one_line(record["message"])[:2000],
        **{key: _clean(value) for key, value in extra.items()},
    }
    error = record["exception"]
    if error is not None and error.type is not None:
        entry["error"] = error.type.__name__
        # Frames only: an exception's text may quote a prompt or a document.
        entry["stack"] = [
            f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.traceback)[-12:]
        ]
    return entry


class _Sink:
    def __init__(self, stream: TextIO, style: Literal["json", "text"]) -> None:
        self._stream = stream
        self._style = style

    def write(self, message: Message) -> None:
        entry = _entry(message)
        if self._style == "json":
            line = json.dumps(entry, ensure_ascii=False)
        else:
            fixed = ("time", "level", "service", "message")
            rest = " ".join(f"{k}={v}" for k, v in entry.items() if k not in fixed)
            line = f"{entry['time'][11:23]} {entry['level']:<7} {entry['service']:<9} {entry['message']} {rest}"
        self._stream.write(line.rstrip() + "\n")
        self._stream.flush()


class _Bridge(logging.Handler):
    """Brings the standard library's records (aiohttp, nats, faststream) into the same stream."""

    def emit(self, record: logging.LogRecord) -> None:
        level = record.levelname if record.levelname in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"} else "INFO"
        logger.opt(exception=record.exc_info).bind(logger=record.name).log(level, "{}", record.getMessage())


def configure_logs(level: str = "INFO", style: Literal["json", "text"] = "json", stream: TextIO | None = None) -> None:
    """Send every log line of the process to `stream` (standard error) in `style`; call once per process."""

    def patch(record: Any) -> None:
        record["extra"] = {"service": SERVICE.get(), **_ids(), **record["extra"]}

    logger.remove()
    logger.configure(patcher=patch)
    logger.add(_Sink(stream or sys.stderr, style).write, level=level.upper(), format="{message}", backtrace=False)
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


__all__ = ["SERVICE", "configure_logs", "logger"]
