"""Ports for servers are not those of outgoing connections."""

from __future__ import annotations

import socket

from deckwire_kit.embedded import free_port


def test_a_free_port_is_none_that_an_outgoing_connection_may_take() -> None:
    assert all(20_000 <= free_port() < 32_000 for _ in range(50))


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            assert client.getpeername()[1] == port
