"""Spans are written where the settings say and cost nothing where they say nothing."""

from __future__ import annotations

import json
from pathlib import Path

from deckwire_kit.telemetry import Telemetry, extract, inject, span


def test_spans_go_to_a_file_as_json_lines_with_service_and_parent(tmp_path: Path) -> None:
    telemetry = Telemetry("render", file=tmp_path / "deep" / "spans.jsonl")
    telemetry.use()
    with span("outer", {"slides": 3}), span("inner"):
        pass
    telemetry.shutdown()
    inner, outer = (json.loads(line) for line in (tmp_path / "deep" / "spans.jsonl").read_text().splitlines())
    assert (outer["name"], outer["service"], outer["attributes"]) == ("outer", "deckwire-render", {"slides": 3})
    assert inner["parent_id"] == outer["span_id"]
    assert inner["trace_id"] == outer["trace_id"]


def test_the_trace_context_survives_headers_of_any_case(tmp_path: Path) -> None:
    telemetry = Telemetry("llm", file=tmp_path / "spans.jsonl")
    telemetry.use()
    headers: dict[str, str] = {}
    with span("sender") as sent:
        inject(headers)
    with span("receiver", parent=extract({"Traceparent": headers["traceparent"]})) as received:
        assert received.get_span_context().trace_id == sent.get_span_context().trace_id
    telemetry.shutdown()


def test_without_an_exporter_spans_are_not_recorded() -> None:
    Telemetry("llm").use()
    with span("nothing") as current:
        assert not current.is_recording()
