"""What every provider must keep, run against each of them with its fake."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from deckwire_imagegen.adapters.artist import Artist
from deckwire_imagegen.adapters.http import Deadlines
from deckwire_imagegen.adapters.openai_images import OpenAIImagesOptions, OpenAIImagesProvider
from deckwire_imagegen.adapters.pexels import PexelsOptions, PexelsProvider
from deckwire_imagegen.adapters.runware import RunwareOptions, RunwareProvider
from deckwire_imagegen.core.pixels import PixelLimits, encode_anew
from deckwire_imagegen.ports import ImageProvider, KeyRefusedError, Kind, UnavailableError
from PIL import Image

from tests.integration.imagegen.scenery import order
from tests.providers import FakeOpenAIImages, FakeOpenRouter, FakePexels, FakeRunware

DEADLINES = Deadlines(connect_s=1, read_s=2, total_s=3)


def runware(url: str, key: str = "runware-test-key", **options: Any) -> RunwareProvider:
    return RunwareProvider(key, RunwareOptions(url=url, poll_s=0.01, deadlines=DEADLINES, **options))


def images(url: str, key: str, dialect: Any, model: str = "gpt-image-1-mini") -> OpenAIImagesProvider:
    path = "/images" if dialect == "openrouter" else "/images/generations"
    return OpenAIImagesProvider(
        OpenAIImagesOptions(dialect, dialect, url + path, model, dialect, api_key=key, deadlines=DEADLINES)
    )


def pexels(url: str, key: str = "pexels-test-key") -> PexelsProvider:
    return PexelsProvider(key, PexelsOptions(base_url=url, deadlines=DEADLINES))


@dataclass
class Case:
    fake: Callable[[], Any] | None
    make: Callable[[str, str], ImageProvider]
    key: str = ""
    kind: Kind = Kind.GENERATED


CASES = {
    "runware": Case(FakeRunware, runware, "runware-test-key"),
    "runware-async": Case(FakeRunware, lambda url, key: runware(url, key, delivery="async"), "runware-test-key"),
    "runware-url": Case(FakeRunware, lambda url, key: runware(url, key, output="URL"), "runware-test-key"),
    "runware-uri": Case(FakeRunware, lambda url, key: runware(url, key, output="dataURI"), "runware-test-key"),
    "openai": Case(FakeOpenAIImages, lambda url, key: images(url, key, "openai"), "sk-test-openai"),
    "openai-2.5": Case(
        FakeOpenAIImages, lambda url, key: images(url, key, "openai", "gpt-image-2.5-flare"), "sk-test-openai"
    ),
    "openrouter": Case(
        lambda: FakeOpenRouter(key="sk-or-test"),
        lambda url, key: images(url, key, "openrouter", "bytedance-seed/seedream-4.5"),
        "sk-or-test",
    ),
    "local": Case(lambda: FakeOpenAIImages(local=True), lambda url, key: images(url, key, "local", "sd"), ""),
    "pexels": Case(FakePexels, pexels, "pexels-test-key", Kind.STOCK),
    "artwork": Case(None, lambda url, key: Artist(), "", Kind.DRAWN),
}


@asynccontextmanager
async def provided(name: str, key: str | None = None) -> AsyncIterator[ImageProvider]:
    case = CASES[name]
    given = case.key if key is None else key
    if case.fake is None:
        yield case.make("", given)
        return
    async with case.fake() as fake:
        provider = case.make(fake.base_url, given)
        try:
            yield provider
        finally:
            await provider.aclose()


every = pytest.mark.parametrize("name", CASES)


@every
async def test_provider_describes_itself(name: str) -> None:
    async with provided(name) as provider:
        assert isinstance(provider, ImageProvider)
        assert provider.kind is CASES[name].kind
        assert provider.title
        assert provider.model
        assert provider.price_usd >= 0
        assert provider.concurrency >= 1


@every
@pytest.mark.parametrize("size", [(1344, 768), (768, 1344), (1024, 1024)], ids=str)
async def test_picture_decodes_and_has_the_shape_asked_for(name: str, size: tuple[int, int]) -> None:
    async with provided(name) as provider:
        picture = await provider.generate(order(width=size[0], height=size[1]))
    image = Image.open(io.BytesIO(picture.data))
    wanted, got = size[0] / size[1], image.width / image.height
    if name not in ("pexels", "openrouter"):
        assert (wanted > 1.1, wanted < 0.9) == (got > 1.1, got < 0.9)
    assert encode_anew(picture.data, PixelLimits()).width > 500
    assert picture.cost_usd >= 0
    assert (picture.credit is not None) == (provider.kind is Kind.STOCK)


@every
async def test_many_orders_at_once_each_get_a_picture(name: str) -> None:
    async with provided(name) as provider:
        orders = [order(f"picture {n}", task=f"t{n}", width=640, height=640) for n in range(5)]
        pictures = await asyncio.gather(*map(provider.generate, orders))
        assert all(picture.data for picture in pictures)


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case.key])
async def test_wrong_key_is_a_refused_key(name: str) -> None:
    async with provided(name, "wrong") as provider:
        with pytest.raises(KeyRefusedError) as caught:
            await provider.generate(order())
    assert caught.value.trips == "now"
    assert "wrong" not in str(caught.value)
    assert "harbour" not in str(caught.value)


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case.fake])
async def test_provider_that_is_not_there_is_unavailable_and_costs_nothing(name: str) -> None:
    provider = CASES[name].make("http://127.0.0.1:9", CASES[name].key)
    with pytest.raises(UnavailableError) as caught:
        await provider.generate(order())
    assert caught.value.retryable
    assert caught.value.cost_usd == 0
    await provider.aclose()
