"""One trace runs from the user's message through every service, and holds no secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from deckwire_kit.testing import connected_bus, eventually

from tests import checker
from tests.deck_client import DeckClient
from tests.stack import OPENROUTER_KEY, RUNWARE_KEY, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected]

SERVICES = {"deckwire-gateway", "deckwire-llm", "deckwire-imagegen", "deckwire-render"}


def spans_of(path: Path, trace_id: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    spans = [json.loads(line) for line in path.read_text().splitlines()]
    return [span for span in spans if span["trace_id"] == trace_id]


async def test_one_trace_holds_spans_of_all_four_services(model_stack: Stack) -> None:
    path = model_stack.folder / "spans.jsonl"
    canary = "zanzibarquokka"
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        deck = await client.create(f"The {canary} report on harbours, 5 slides", n_slides=5)
        assert (await client.ended(deck["id"]))["status"] == "rendered"
        facts = (await checker.read(bus.nc)).of(deck["id"])
    traces = {fact.headers["traceparent"].split("-")[1] for fact in facts}
    assert len(traces) == 1
    trace_id = traces.pop()

    async def complete() -> list[dict[str, Any]]:
        found = spans_of(path, trace_id)
        ends = [span for span in found if "ended.rendered" in span["name"]]
        # A span is written when it ends, so a child may be there before its parent.
        known = {span["span_id"] for span in found}
        whole = all(span["parent_id"] in known for span in found if span["parent_id"])
        return found if {span["service"] for span in found} >= SERVICES and ends and whole else []

    spans = await eventually(complete, deadline_s=15, what="spans of all four services, each with its parent")
    roots = [span for span in spans if span["parent_id"] is None]
    assert len(roots) == 1, [span["name"] for span in roots]
    assert roots[0]["service"] == "deckwire-gateway"
    assert any("llm" in span["name"] or "chat" in span["name"] for span in spans if span["service"] == "deckwire-llm")
    assert not any(deck["id"] in span["name"] for span in spans)

    everything = path.read_text() + "".join(node.said() for node in model_stack.nodes.values() if node.name != "nats")
    for secret in (canary, OPENROUTER_KEY, RUNWARE_KEY):
        assert secret not in everything


async def test_traceparent_of_the_caller_is_continued(model_stack: Stack) -> None:
    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"traceparent": f"00-{trace_id}-00f067aa0ba902b7-01"}
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        answer = await client.post("/decks", {"content": "Harbours", "n_slides": 2}, headers=headers)
        await client.ended(answer.json()["id"])
        facts = (await checker.read(bus.nc)).of(answer.json()["id"])
    assert {fact.headers["traceparent"].split("-")[1] for fact in facts} == {trace_id}
