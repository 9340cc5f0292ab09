"""Who is asked, how often, at what cost, and what stands in."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import pytest
from deckwire_contracts import ArtifactRef
from deckwire_contracts.request import ImageType
from deckwire_imagegen.adapters.artist import Artist
from deckwire_imagegen.adapters.memory import NoMemory
from deckwire_imagegen.core.breaker import BreakerState
from deckwire_imagegen.handlers import Illustrator, Patience
from deckwire_imagegen.ports import (
    BadAnswerError,
    ImageProvider,
    KeptPicture,
    KeyRefusedError,
    Kind,
    Picture,
    RateLimitedError,
    RefusedError,
    TimedOutError,
    UnavailableError,
)

from tests.integration.imagegen.scenery import Scripted, jpeg, order

AI, STOCK = ImageType.AI_GENERATED, ImageType.STOCK


class Shelf:
    """Bytes and orders in memory."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}
        self.orders: dict[str, KeptPicture] = {}

    def ref(self, data: bytes, media_type: str) -> ArtifactRef:
        sha = hashlib.sha256(data).hexdigest()
        return ArtifactRef(bucket="artifacts", key=sha, sha256=sha, bytes=len(data), media_type=media_type)

    async def put(self, data: bytes, media_type: str) -> ArtifactRef:
        ref = self.ref(data, media_type)
        self.bytes[ref.key] = data
        return ref

    async def find(self, key: str) -> KeptPicture | None:
        return self.orders.get(key)

    async def keep(self, key: str, picture: KeptPicture) -> None:
        self.orders[key] = picture


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Scene:
    def __init__(self, *providers: ImageProvider, remember: bool = True, **patience: Any) -> None:
        self.shelf, self.clock = Shelf(), Clock()
        self.outcomes: list[tuple[str, str]] = []
        self.illustrator = Illustrator(
            providers,
            Artist(),
            self.shelf if remember else NoMemory(),
            self.shelf,
            patience=Patience(**patience),
            clock=self.clock,
            sleep=self.clock.sleep,
            observe=lambda name, outcome: self.outcomes.append((name, outcome)),
        )

    async def ask(self, asked: ImageType = AI, **changes: Any) -> Any:
        return await self.illustrator.illustrate(order(**changes), asked, "s1")


def generator(*script: Picture | BaseException, name: str = "runware", price_usd: float = 0.001) -> Scripted:
    return Scripted(name, Kind.GENERATED, *script, price_usd=price_usd)


def good(cost_usd: float = 0.001, **changes: Any) -> Picture:
    return Picture(jpeg(), "image/jpeg", 320, 200, cost_usd=cost_usd, **changes)


async def test_picture_of_the_first_provider_is_what_was_asked_for() -> None:
    scene = Scene(generator())
    done = await scene.ask()
    assert (done.provider, done.width, done.height, done.degradations) == ("runware", 320, 200, [])
    assert (done.usage.images, done.usage.calls, done.usage.cost_usd) == (1, 1, 0.001)
    assert scene.shelf.bytes[done.image.sha256].startswith(b"\xff\xd8\xff")


async def test_transient_failure_is_tried_again_with_a_growing_pause() -> None:
    provider = generator(UnavailableError(), UnavailableError(), good())
    scene = Scene(provider, retry_delay_s=0.5)
    done = await scene.ask()
    assert done.provider == "runware"
    assert scene.clock.slept == [0.5, 1.0]
    assert [o.attempt for o in provider.orders] == [0, 1, 2]
    assert done.usage.calls == 3
    assert scene.outcomes == [("runware", "retried"), ("runware", "retried"), ("runware", "ok")]


async def test_retries_are_bounded_and_artwork_stands_in() -> None:
    provider = generator(UnavailableError())
    done = await Scene(provider).ask()
    assert len(provider.orders) == 3
    assert done.provider == "artwork"
    assert [d.reason for d in done.degradations] == ["provider_unavailable"]
    assert (done.usage.images, done.usage.calls) == (0, 3)


async def test_retry_after_is_honoured() -> None:
    scene = Scene(generator(RateLimitedError(retry_after_s=7), good()))
    assert (await scene.ask()).provider == "runware"
    assert scene.clock.slept == [7]


async def test_provider_that_asks_for_too_long_is_left_alone_for_that_long() -> None:
    provider = generator(RateLimitedError(retry_after_s=300), good())
    scene = Scene(provider)
    assert (await scene.ask()).degradations[0].reason == "provider_rate_limited"
    assert scene.clock.slept == []
    assert (await scene.ask(prompt="another")).provider == "artwork"
    assert len(provider.orders) == 1
    assert scene.illustrator.breakers()["runware"].retry_in_s == 300
    scene.clock.now += 300
    assert (await scene.ask()).provider == "runware"


async def test_picture_that_may_have_been_paid_is_not_ordered_again() -> None:
    provider = generator(TimedOutError(cost_usd=0.001, estimated=True))
    done = await Scene(provider).ask()
    assert len(provider.orders) == 1
    assert (done.usage.cost_usd, done.usage.estimated) == (0.001, True)
    assert done.degradations[0].reason == "provider_timeout"


async def test_second_generator_gives_what_was_asked_for_without_a_degradation() -> None:
    done = await Scene(generator(KeyRefusedError()), generator(name="openai")).ask()
    assert (done.provider, done.degradations) == ("openai", [])


async def test_photo_in_place_of_a_generated_picture_is_said() -> None:
    done = await Scene(generator(RefusedError(cost_usd=0.002)), Scripted("pexels", Kind.STOCK)).ask()
    assert done.provider == "pexels"
    assert done.degradations[0].reason == "image_refused"
    assert "stock photo stands in" in done.degradations[0].detail
    assert done.usage.cost_usd == 0.002


async def test_generator_is_not_asked_for_a_photo() -> None:
    provider = generator()
    done = await Scene(provider).ask(STOCK)
    assert provider.orders == []
    assert (done.provider, done.degradations[0].reason) == ("artwork", "no_image_provider")


async def test_artwork_that_was_asked_for_asks_nobody_and_degrades_nothing() -> None:
    provider = generator()
    done = await Scene(provider).ask(ImageType.ARTWORK)
    assert (done.provider, done.degradations, provider.orders) == ("artwork", [], [])
    assert done.usage.calls == 0


async def test_refused_key_opens_the_breaker_and_the_reason_is_still_said_later() -> None:
    provider = generator(KeyRefusedError(), good())
    scene = Scene(provider, breaker_account_s=300)
    for prompt in ("one", "two"):
        done = await scene.ask(prompt=prompt)
        assert done.degradations[0].reason == "provider_auth"
    assert len(provider.orders) == 1
    assert scene.illustrator.breakers()["runware"].state is BreakerState.OPEN
    scene.clock.now += 301
    assert (await scene.ask(prompt="three")).provider == "runware"
    assert scene.illustrator.breakers()["runware"].state is BreakerState.CLOSED


async def test_breaker_opens_after_failures_of_several_pictures() -> None:
    provider = generator(BadAnswerError())
    scene = Scene(provider, breaker_failures=4)
    for n in range(6):
        assert (await scene.ask(prompt=f"p{n}")).degradations[0].reason == "provider_invalid_answer"
    assert len(provider.orders) == 4


async def test_call_that_could_exceed_the_budget_is_not_made() -> None:
    provider = generator(price_usd=0.02)
    done = await Scene(provider).ask(budget_usd=0.019)
    assert provider.orders == []
    assert done.degradations[0].reason == "cost_cap"
    assert (await Scene(generator(price_usd=0.02)).ask(budget_usd=0.02)).provider == "runware"


async def test_what_failed_calls_cost_counts_against_the_budget() -> None:
    first, second = generator(RefusedError(cost_usd=0.01), price_usd=0.01), generator(name="openai", price_usd=0.01)
    done = await Scene(first, second).ask(budget_usd=0.015)
    assert second.orders == []
    assert done.usage.cost_usd == 0.01
    assert [d.reason for d in done.degradations] == ["image_refused"]


async def test_free_provider_needs_no_budget() -> None:
    assert (await Scene(Scripted("pexels", Kind.STOCK)).ask(STOCK, budget_usd=0.0)).provider == "pexels"


async def test_budget_cap_does_not_hold_a_probe_for_ever() -> None:
    provider = generator(KeyRefusedError(), good())
    scene = Scene(provider, breaker_account_s=10)
    await scene.ask()
    scene.clock.now += 20
    assert (await scene.ask(budget_usd=0.0)).degradations[0].reason == "cost_cap"
    assert (await scene.ask()).provider == "runware"


async def test_same_order_is_paid_once_and_costs_the_second_slide_nothing() -> None:
    provider = generator()
    scene = Scene(provider)
    first, second = await asyncio.gather(scene.ask(task="slide one"), scene.ask(task="slide two"))
    assert len(provider.orders) == 1
    assert first.image == second.image
    assert sorted([first.usage.cost_usd, second.usage.cost_usd]) == [0, 0.001]
    assert sorted([first.usage.images, second.usage.images]) == [0, 1]


async def test_cost_is_told_again_when_the_fact_was_not_written_the_first_time() -> None:
    provider = generator()
    scene = Scene(provider)
    await scene.ask()
    again = await scene.ask(delivery=2)
    assert (len(provider.orders), again.usage.cost_usd, again.usage.images) == (1, 0.001, 1)


async def test_order_of_another_tenant_is_not_shared() -> None:
    provider = generator()
    scene = Scene(provider)
    await scene.ask(tenant="a")
    await scene.ask(tenant="b")
    assert len(provider.orders) == 2


async def test_without_a_memory_every_order_is_made() -> None:
    provider = generator()
    scene = Scene(provider, remember=False)
    await scene.ask()
    await scene.ask()
    assert len(provider.orders) == 2


async def test_bytes_that_are_no_picture_are_paid_but_not_kept() -> None:
    broken = Picture(b"<html>", "image/jpeg", 1, 1, cost_usd=0.003)
    done = await Scene(generator(broken)).ask()
    assert done.provider == "artwork"
    assert done.degradations[0].reason == "provider_invalid_answer"
    assert done.usage.cost_usd == 0.003


async def test_nothing_is_begun_after_the_deadline_of_the_picture() -> None:
    provider, second = generator(RateLimitedError(retry_after_s=9)), generator(name="openai")
    scene = Scene(provider, second, deadline_s=10.0)
    done = await scene.ask()
    assert len(provider.orders) == 2
    assert done.provider == "openai"
    late = Scene(generator(), deadline_s=0.0)
    assert (await late.ask()).degradations[0].reason == "provider_timeout"


async def test_provider_gets_no_more_calls_at_once_than_it_bears() -> None:
    class Slow(Scripted):
        at_once = most = 0

        async def generate(self, order: Any) -> Picture:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            await asyncio.sleep(0.005)
            self.at_once -= 1
            return await super().generate(order)

    provider = Slow("runware", Kind.GENERATED)
    scene = Scene(provider)
    await asyncio.gather(*(scene.ask(prompt=f"p{n}") for n in range(9)))
    assert provider.most == provider.concurrency == 2


async def test_cancelled_call_lets_the_next_one_probe() -> None:
    started = asyncio.Event()

    class Hanging(Scripted):
        async def generate(self, order: Any) -> Picture:
            if len(self.orders) == 1:
                self.orders.append(order)
                started.set()
                await asyncio.sleep(3600)
            return await super().generate(order)

    provider = Hanging("runware", Kind.GENERATED, KeyRefusedError(), good())
    scene = Scene(provider, breaker_account_s=10)
    await scene.ask()
    scene.clock.now += 11
    probe = asyncio.create_task(scene.ask())
    await started.wait()
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    assert (await scene.ask()).provider == "runware"


async def test_closing_closes_every_provider() -> None:
    provider = generator()
    await Scene(provider).illustrator.aclose()
    assert provider.closed
