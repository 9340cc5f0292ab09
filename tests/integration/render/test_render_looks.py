"""Looks on a real broker: a brand's deck, and the questions how a look turns out."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from deckwire_contracts import Brand, Look, LookAnswer, LookQuestion, ProblemCode, ProblemError
from deckwire_contracts.themes import THEMES
from deckwire_kit.bus import Bus
from deckwire_kit.testing import connected_bus, nats_server
from deckwire_render.app import build
from deckwire_render.settings import RenderSettings
from PIL import Image

pytestmark = pytest.mark.connected

BRAND = Brand(id="brand-1", title="Acme", colours=("#FFD400", "#1B3A6B"))


@pytest.fixture
async def bus(tmp_path: Path) -> AsyncIterator[Bus]:
    async with nats_server(tmp_path / "nats") as server, connected_bus(server.url, "gateway") as connected:
        service = build(RenderSettings(nats_url=server.url, warm_up=False, drain_s=3, _env_file=None))
        await service.start()
        try:
            yield connected
        finally:
            await service.stop()


async def test_looks_are_painted_once_and_told(bus: Bus) -> None:
    answer = await bus.ask("render-look", LookQuestion(theme="forest"), LookAnswer)
    listed = next(theme for theme in THEMES if theme.id == "forest")
    assert (answer.palette, answer.dark) == (listed.palette, False)
    pictures = [Image.open(io.BytesIO(await bus.artifacts.get(ref))) for ref in answer.previews]
    assert [picture.width for picture in pictures] == [1280, 1280, 1280]
    assert await bus.ask("render-look", LookQuestion(theme="forest"), LookAnswer) == answer

    brand = await bus.ask("render-look", LookQuestion(look=Look(brand=BRAND)), LookAnswer)
    assert brand.palette[0] == "#FFFFFF"
    assert {note.subject for note in brand.report} >= {"#FFD400", "#1B3A6B"}
    assert brand.previews[0] != answer.previews[0]

    with pytest.raises(ProblemError) as caught:
        await bus.ask("render-look", LookQuestion(theme="neon"), LookAnswer)
    assert caught.value.problem.code == ProblemCode.NOT_FOUND
