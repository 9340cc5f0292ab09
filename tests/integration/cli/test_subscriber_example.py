"""The subscriber of the README against a real broker."""

import asyncio
import subprocess
import sys
from pathlib import Path

from deckwire_contracts import ArtifactRef, DeckRendered, DeckRequested
from deckwire_kit.testing import connected_bus, nats_server

ROOT = Path(__file__).resolve().parents[3]
ABOUT = {"tenant_id": "dev", "deck_id": "deck1", "revision": 1}


async def test_subscriber_prints_what_was_and_what_comes(tmp_path):
    file = ArtifactRef(bucket="artifacts", key="a", sha256="0" * 64, bytes=45_000, media_type="application/zip")
    async with nats_server(tmp_path) as server, connected_bus(server.url) as bus:
        await bus.facts.write(DeckRequested(content="hello", **ABOUT))
        example = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "examples" / "subscriber.py"), server.url, stdout=subprocess.PIPE
        )
        try:
            async with asyncio.timeout(20):
                assert (await example.stdout.readline()).decode().endswith("deck1 1 requested\n")
                await bus.facts.write(DeckRendered(title="Hello", pptx=file, slide_count=7, **ABOUT))
                assert (await example.stdout.readline()).decode().endswith("deck1 1 rendered\n")
                assert (await example.stdout.readline()).decode().strip() == "“Hello”: 7 slides, 45 kB"
        finally:
            example.terminate()
            await example.wait()


def test_subscriber_stays_small():
    lines = (ROOT / "examples" / "subscriber.py").read_text().splitlines()
    assert len([line for line in lines if line.strip()]) <= 24
