"""Ports for servers are not those of outgoing connections."""

from __future__ import annotations

import socket
import subprocess
import sys

from deckwire_kit.embedded import free_port


def test_a_free_port_is_none_that_an_outgoing_connection_may_take() -> None:
    assert all(20_000 <= free_port() < 32_000 for _ in range(50))


def test_no_two_processes_are_given_the_same_port() -> None:
    program = "from deckwire_kit.embedded import free_port; print(*(free_port() for _ in range(60)))"
    mine = [free_port() for _ in range(60)]
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    theirs = [int(port) for port in told.stdout.split()]
    assert len({*mine, *theirs}) == 120


def test_a_port_that_was_given_long_ago_may_be_given_again() -> None:
    first = free_port()
    for _ in range(64):
        free_port()
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", first))


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            assert client.getpeername()[1] == port
