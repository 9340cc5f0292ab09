"""Processes of the stack are killed in the middle of a deck."""

import asyncio
import os
import signal
import sys
import threading
import time

import pytest
from deckwire import runfile
from deckwire.client import Client
from deckwire_kit.testing import eventually

pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]

SERVICES = {"gateway", "llm", "imagegen", "render"}


def test_deck_ends_although_every_service_and_the_broker_are_killed(stack, report):
    with Client(stack.url) as client:
        deck = client.create({"content": report, "n_slides": 6})
        for name in ("llm", "render", "imagegen", "nats"):
            os.kill(stack.file.pids[name], signal.SIGKILL)
        ended = client.wait(deck.id)
    assert ended.status == "rendered", ended

    async def all_back():
        file = stack.file
        return file is not None and all(runfile.alive(pid) for pid in file.pids.values())

    asyncio.run(eventually(all_back, deadline_s=60))
    assert "llm was killed by SIGKILL; starting it again" in stack.said()


def test_stream_survives_the_gateway(stack, report):
    with Client(stack.url) as client:
        deck = client.create({"content": report})
        os.kill(stack.file.pids["gateway"], signal.SIGKILL)
        seen = []
        assert client.wait(deck.id, on_event=lambda event: seen.append(event.seq)).status == "rendered"
    assert seen == sorted(set(seen))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process ask to die with its parent")
def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path, start):
    running = start(tmp_path / "data", "--quiet")
    pids = running.file.pids
    running.process.kill()
    running.process.wait()
    end = time.monotonic() + 10

    def alive():
        return [name for name, pid in pids.items() if runfile.alive(pid)]

    while alive() and time.monotonic() < end:
        threading.Event().wait(0.02)
    assert alive() == []
    running.process.stdout.close()
    running.errors.close()
