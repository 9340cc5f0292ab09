"""What the gateway counts; labels are route patterns, methods and outcomes, never ids."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Measures:
    """The gateway's own metrics in the registry of its service."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "deckwire_http_requests_total",
            "HTTP requests, by route, method and status.",
            ["route", "method", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "deckwire_http_request_seconds",
            "How long answering took; event streams and sockets are left out.",
            ["route", "method"],
            registry=registry,
            buckets=_SECONDS,
        )
        self.sockets = Gauge("deckwire_sockets", "Connected Socket.IO clients.", registry=registry)
        self.socket_calls = Counter(
            "deckwire_socket_calls_total",
            "Calls of Socket.IO clients, by name and outcome.",
            ["call", "outcome"],
            registry=registry,
        )
        self.streams = Gauge("deckwire_event_streams", "Open Server-Sent Events streams.", registry=registry)
        self.followers = Gauge(
            "deckwire_followers", "Clients that follow a deck, over sockets and streams.", registry=registry
        )
        self.sent = Counter("deckwire_events_sent_total", "Facts sent to clients, by way.", ["way"], registry=registry)
        self.dropped = Counter(
            "deckwire_slow_clients_total",
            "Clients that were let go because they did not read.",
            ["way"],
            registry=registry,
        )
