"""Bytes by reference: named by content, verified, and never a reason to hang."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from deckwire_kit import direct
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.bus import Bus
from deckwire_kit.testing import connected_bus, nats_server

pytestmark = pytest.mark.connected


@pytest.fixture
async def bus(tmp_path: Path) -> AsyncIterator[Bus]:
    async with nats_server(tmp_path / "nats") as server, connected_bus(server.url) as connected:
        yield connected


def uncached(bus: Bus) -> Artifacts:
    return Artifacts(bus.nc, bus.js, cache_bytes=0)


@pytest.mark.parametrize("size", [0, 1, 128 * 1024, 128 * 1024 + 1, 9_000_000])
async def test_bytes_of_any_size_come_back_as_they_went(bus: Bus, size: int) -> None:
    data = os.urandom(size)
    ref = await bus.artifacts.put(data, "application/octet-stream")
    assert (ref.bytes, ref.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert await uncached(bus).get(ref) == data


async def test_the_same_bytes_are_stored_once(bus: Bus) -> None:
    data = os.urandom(300_000)
    first = await bus.artifacts.put(data, "image/png")
    await asyncio.gather(*(uncached(bus).put(data, "image/png") for _ in range(5)))
    info = await bus.js.stream_info("OBJ_artifacts")
    assert info.state.messages == 4
    assert await uncached(bus).get(first) == data


async def test_racing_writers_of_the_same_bytes_leave_them_readable(bus: Bus) -> None:
    data = os.urandom(700_000)
    refs = await asyncio.gather(*(uncached(bus).put(data, "image/png") for _ in range(6)))
    assert len(set(refs)) == 1
    info = await bus.js.stream_info("OBJ_artifacts")
    assert info.state.messages == 7, "one entry and the chunks of one writer"
    assert await uncached(bus).get(refs[0]) == data


async def test_chunks_that_were_purged_are_reported_as_missing_and_not_waited_for(bus: Bus) -> None:
    ref = await bus.artifacts.put(os.urandom(500_000), "image/png")
    await bus.js.purge_stream("OBJ_artifacts", subject="$O.artifacts.C.*")
    async with asyncio.timeout(5):
        with pytest.raises(ArtifactMissingError):
            await uncached(bus).get(ref)


async def test_bytes_that_do_not_match_their_hash_are_refused(bus: Bus) -> None:
    ref = await bus.artifacts.put(b"genuine", "text/plain")
    (chunk,) = await direct.last_of(bus.nc, "OBJ_artifacts", ["$O.artifacts.C.*"])
    await bus.js.purge_stream("OBJ_artifacts", subject=chunk.subject)
    await bus.js.publish(chunk.subject, b"forged!")
    with pytest.raises(ArtifactMissingError):
        await uncached(bus).get(ref)


async def test_deleted_bytes_are_gone_and_deleting_again_is_harmless(bus: Bus) -> None:
    ref = await bus.artifacts.put(b"x" * 1000, "text/plain")
    await bus.artifacts.delete(ref)
    await bus.artifacts.delete(ref)
    with pytest.raises(ArtifactMissingError):
        await bus.artifacts.get(ref)
    again = await bus.artifacts.put(b"x" * 1000, "text/plain")
    assert await uncached(bus).get(again) == b"x" * 1000


async def test_the_cache_serves_what_was_just_written_and_keeps_within_its_bounds(bus: Bus) -> None:
    small = Artifacts(bus.nc, bus.js, cache_bytes=2500)
    refs = [await small.put(os.urandom(1000), "a/b") for _ in range(4)]
    await bus.js.purge_stream("OBJ_artifacts")
    assert await small.get(refs[3])
    with pytest.raises(ArtifactMissingError):
        await small.get(refs[0])
