"""Prometheus metrics of one service; labels are names of consumers and outcomes, never ids."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The registry of one service with what the kit itself counts; a service adds its own to `registry`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.deliveries = Counter(
            "deckwire_deliveries_total",
            "Messages handled, by consumer and outcome.",
            ["consumer", "outcome"],
            registry=self.registry,
        )
        self.handler_seconds = Histogram(
            "deckwire_handler_seconds",
            "How long handling one message took.",
            ["consumer"],
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.in_hand = Gauge(
            "deckwire_messages_in_hand", "Messages being handled now.", ["consumer"], registry=self.registry
        )
        self.facts = Counter(
            "deckwire_facts_total", "Facts written, by type and outcome.", ["type", "outcome"], registry=self.registry
        )

    def render(self) -> bytes:
        """Return all metrics in the Prometheus text format."""
        return generate_latest(self.registry)
