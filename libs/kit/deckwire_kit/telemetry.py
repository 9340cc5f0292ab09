"""OpenTelemetry: spans that travel over the bus in W3C `traceparent` headers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import (
    BatchSpanProcessor,
    SimpleSpanProcessor,
    SpanExporter,
    SpanExportResult,
)
from opentelemetry.trace import Span, SpanKind, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACER: ContextVar[Tracer | None] = ContextVar("deckwire_tracer", default=None)

AttributeValue = str | bool | int | float


class FileSpanExporter(SpanExporter):
    """Appends each span as one JSON line to a file that several processes may share."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Write the spans in one append, so that lines of different processes do not mix."""
        lines = "".join(json.dumps(_span_record(span)) + "\n" for span in spans)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(lines)
        return SpanExportResult.SUCCESS


def _span_record(span: ReadableSpan) -> dict[str, object]:
    context = span.get_span_context()
    return {
        "name": span.name,
        "service": span.resource.attributes.get("service.name", ""),
        "trace_id": f"{context.trace_id:032x}" if context else "",
        "span_id": f"{context.span_id:016x}" if context else "",
        "parent_id": f"{span.parent.span_id:016x}" if span.parent else None,
        "start_ns": span.start_time,
        "end_ns": span.end_time,
        "attributes": dict(span.attributes or {}),
        "status": span.status.status_code.name,
    }


class Telemetry:
    """One service's tracer; nothing global, so that several services can share a process."""

    def __init__(
        self,
        service: str,
        *,
        otlp_endpoint: str | None = None,
        file: Path | None = None,
        exporter: SpanExporter | None = None,
    ) -> None:
        self._provider: TracerProvider | None = None
        if otlp_endpoint or file or exporter:
            self._provider = TracerProvider(resource=Resource.create({"service.name": f"deckwire-{service}"}))
            if otlp_endpoint:
                from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

                self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
            if file:
                self._provider.add_span_processor(BatchSpanProcessor(FileSpanExporter(file), schedule_delay_millis=200))
            if exporter:
                self._provider.add_span_processor(SimpleSpanProcessor(exporter))

    def use(self) -> None:
        """Make this the tracer of the running task and of every task that it starts."""
        _TRACER.set(self._provider.get_tracer("deckwire") if self._provider else trace.NoOpTracer())

    def shutdown(self) -> None:
        """Send what is left and stop."""
        if self._provider:
            self._provider.shutdown()


@contextmanager
def span(
    name: str,
    attributes: Mapping[str, AttributeValue] | None = None,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: Context | None = None,
) -> Iterator[Span]:
    """Run the block in a span of the current service; ids and sizes are fit attributes, contents are not."""
    tracer = _TRACER.get() or trace.NoOpTracer()
    with tracer.start_as_current_span(
        name, context=parent, kind=kind, attributes=dict(attributes or {}), record_exception=False
    ) as current:
        yield current


def inject(headers: MutableMapping[str, str]) -> None:
    """Write the current trace context into `headers` as W3C Trace Context names it."""
    _PROPAGATOR.inject(headers)


def extract(headers: Mapping[str, str]) -> Context:
    """Return the trace context that `headers` carry, an empty one if none."""
    return _PROPAGATOR.extract({key.lower(): value for key, value in headers.items()})
