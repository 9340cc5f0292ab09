"""Log lines are JSON with ids, and nothing secret or long gets into them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from deckwire_kit.logs import SERVICE, configure_logs, logger
from deckwire_kit.telemetry import Telemetry, span
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    out = io.StringIO()
    configure_logs("INFO", "json", out)
    yield out
    configure_logs("INFO", "text")


def test_a_line_is_json_with_service_message_and_bound_ids(stream: io.StringIO) -> None:
    SERVICE.set("llm")
    logger.bind(deck_id="d1", attempt=2, nested={"a": ["x\ny", None]}).info("trying again")
    entry = json.loads(stream.getvalue())
    assert (entry["service"], entry["level"], entry["message"]) == ("llm", "info", "trying again")
    assert (entry["deck_id"], entry["attempt"], entry["nested"]) == ("d1", 2, {"a": ["x y", None]})


def test_a_line_inside_a_span_carries_its_trace(stream: io.StringIO) -> None:
    Telemetry("llm", exporter=InMemorySpanExporter()).use()
    with span("work") as current:
        logger.info("inside")
    assert json.loads(stream.getvalue())["trace_id"] == f"{current.get_span_context().trace_id:032x}"


def test_an_exceptions_text_is_not_logged_but_where_it_came_from_is(stream: io.StringIO) -> None:
    try:
        int("the user's secret document")
    except ValueError as error:
        logger.opt(exception=error).error("a handler failed")
    entry = json.loads(stream.getvalue())
    assert entry["error"] == "ValueError"
    assert "test_logs.py" in entry["stack"][-1]
    assert "secret" not in stream.getvalue()


def test_control_characters_cannot_forge_a_line(stream: io.StringIO) -> None:
    logger.bind(name='x"}\n{"level":"critical"').info("one\nline\x1b[31m")
    assert stream.getvalue().count("\n") == 1
    assert json.loads(stream.getvalue())["message"] == "one line[31m"


def test_records_of_the_standard_library_come_along(stream: io.StringIO) -> None:
    logging.getLogger("aiohttp.access").warning("slow %s", "client")
    entry = json.loads(stream.getvalue())
    assert (entry["logger"], entry["message"]) == ("aiohttp.access", "slow client")


def test_the_text_style_is_one_readable_line() -> None:
    out = io.StringIO()
    configure_logs("INFO", "text", out)
    SERVICE.set("render")
    logger.bind(deck_id="d1").warning("late")
    assert "warning render    late deck_id=d1" in out.getvalue()
