"""Everything that Runware can do to us, and that nothing is paid twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from deckwire_imagegen.adapters.http import Deadlines
from deckwire_imagegen.adapters.runware import RunwareOptions, RunwareProvider, task_uuid
from deckwire_imagegen.ports import (
    BadAnswerError,
    BadOrderError,
    KeyRefusedError,
    PictureError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    TimedOutError,
    UnavailableError,
)
from deckwire_kit.testing import eventually

from tests.integration.imagegen.scenery import order
from tests.providers import FakeRunware, RunwareBehaviour, runware

QUICK = Deadlines(connect_s=1, read_s=0.15, total_s=3)


async def one(fake: FakeRunware, deadlines: Deadlines = QUICK, *, change: dict[str, Any] | None = None, **opts: Any):
    provider = RunwareProvider(
        "runware-test-key", RunwareOptions(**({"url": fake.base_url, "poll_s": 0.01, "deadlines": deadlines} | opts))
    )
    try:
        return await provider.generate(order(**(change or {})))
    finally:
        await provider.aclose()


async def seen(things: list[Any]) -> None:
    async def any_there() -> bool:
        return bool(things)

    await eventually(any_there, deadline_s=5, every_s=0.005)


async def test_task_says_all_that_matters() -> None:
    async with FakeRunware() as fake:
        picture = await one(fake)
    (task,) = fake.tasks
    assert (task["width"], task["height"], task["seed"], task["numberResults"]) == (1344, 768, 1, 1)
    assert task["safety"] == {"checkContent": True}
    assert task["includeCost"] is True
    assert task["taskUUID"] == task_uuid("deck.t1.d1.1.slide.s1.drafted", 0)
    assert (picture.cost_usd, picture.estimated) == (fake.cost, False)


@pytest.mark.parametrize(
    "behaviour",
    [
        runware.READ_TIMEOUT,
        runware.TRUNCATED_BODY,
        runware.NO_DATA,
        RunwareBehaviour(delay_ms=400),
    ],
    ids=["read-timeout", "truncated", "no-data", "slow"],
)
async def test_lost_answer_is_asked_for_again_and_paid_once(behaviour: RunwareBehaviour) -> None:
    async with FakeRunware(behaviour) as fake:
        picture = await one(fake, poll_s=0.08)
    assert picture.data.startswith(b"\xff\xd8\xff")
    assert len(fake.billed) == len(fake.tasks) == 1
    assert {e.body[0]["taskUUID"] for e in fake.of("getResponse")} == {fake.tasks[0]["taskUUID"]}
    assert fake.count("getResponse") >= 1


@pytest.mark.parametrize("behaviour", [runware.BAD_GATEWAY, RunwareBehaviour(reset_before_headers=True)], ids=str)
async def test_task_that_never_arrived_is_known_to_have_failed(behaviour: RunwareBehaviour) -> None:
    async with FakeRunware(behaviour) as fake:
        with pytest.raises(UnavailableError) as caught:
            await one(fake)
        assert (fake.billed, caught.value.cost_usd) == ([], 0)
        assert fake.count("getResponse") >= 2
        await one(fake, change={"attempt": 1})
    assert len({task["taskUUID"] for task in fake.tasks}) == 2
    assert len(fake.billed) == 1


async def test_asynchronous_task_is_asked_for_until_it_is_done() -> None:
    async with FakeRunware(RunwareBehaviour(polls=4), async_only=True) as fake:
        picture = await one(fake, delivery="async")
        assert picture.cost_usd == fake.cost
        assert fake.count("getResponse") == 5
        with pytest.raises(BadOrderError):
            await one(fake, change={"task": "other"})
    assert len(fake.billed) == 1


async def test_task_that_is_never_done_ends_in_time_and_may_have_cost_something() -> None:
    async with FakeRunware(RunwareBehaviour(polls=10_000)) as fake:
        with pytest.raises(TimedOutError) as caught:
            await one(fake, Deadlines(connect_s=1, read_s=0.1, total_s=0.2), delivery="async")
    assert (caught.value.cost_usd, caught.value.estimated, caught.value.retryable) == (0.002, True, False)


async def test_provider_that_goes_silent_ends_in_time() -> None:
    async with FakeRunware(runware.READ_TIMEOUT) as fake:

        async def stop_when_asked() -> None:
            await seen(fake.tasks)
            await fake.stop()

        stopping = asyncio.create_task(stop_when_asked())
        with pytest.raises(TimedOutError):
            await one(fake, Deadlines(connect_s=0.1, read_s=0.1, total_s=0.4))
        await stopping


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (runware.UNAUTHORIZED, KeyRefusedError),
        (runware.FORBIDDEN, KeyRefusedError),
        (runware.OUT_OF_CREDIT, QuotaError),
        (runware.QUEUE_FULL, RateLimitedError),
        (runware.UNAVAILABLE, UnavailableError),
        (runware.PROVIDER_TIMEOUT, UnavailableError),
        (runware.INFERENCE_ERROR, UnavailableError),
        (runware.POLICY, RefusedError),
        (runware.POLICY.but(singular_error=True, status=200), RefusedError),
        (runware.POLICY.but(status=None), RefusedError),
        (runware.INFERENCE_ERROR.but(error_in_200=False, error_in_item=True), UnavailableError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
async def test_failure_has_its_type(behaviour: RunwareBehaviour, kind: type[PictureError]) -> None:
    async with FakeRunware(behaviour) as fake:
        with pytest.raises(PictureError) as caught:
            await one(fake)
    assert type(caught.value) is kind
    assert caught.value.cost_usd == 0
    assert caught.value.retry_after_s == (1 if behaviour is runware.QUEUE_FULL else None)


async def test_unsafe_picture_is_refused_and_its_cost_is_told() -> None:
    async with FakeRunware(runware.NSFW) as fake:
        with pytest.raises(RefusedError) as caught:
            await one(fake)
    assert (caught.value.cost_usd, caught.value.estimated) == (fake.cost, False)


async def test_picture_past_the_limit_of_bytes_is_not_read() -> None:
    async with FakeRunware(RunwareBehaviour(huge_megabytes=3)) as fake:
        with pytest.raises(BadAnswerError) as caught:
            await one(fake, Deadlines(1, 2, 3), max_bytes=1_000_000)
    assert caught.value.cost_usd > 0
    assert not caught.value.retryable


async def test_picture_by_address_past_the_limit_is_not_read() -> None:
    async with FakeRunware(RunwareBehaviour(huge_megabytes=3)) as fake:
        with pytest.raises(BadAnswerError, match="too large"):
            await one(fake, Deadlines(1, 2, 3), max_bytes=1_000_000, output="URL")


async def test_address_that_is_gone_is_a_bad_answer_that_cost_something() -> None:
    async with FakeRunware(RunwareBehaviour(url_gone=True)) as fake:
        with pytest.raises(BadAnswerError, match="404") as caught:
            await one(fake, output="URL")
        assert fake.count("download") == 3
    assert caught.value.cost_usd == fake.cost


async def test_key_never_goes_to_the_host_of_the_picture() -> None:
    async with FakeRunware() as fake:
        await one(fake, output="URL")
        (download,) = fake.of("download")
    assert "authorization" not in download.headers


async def test_later_delivery_finds_the_picture_of_the_earlier_one() -> None:
    async with FakeRunware() as fake:
        first = await one(fake)
        second = await one(fake, change={"delivery": 2})
    assert first.data == second.data
    assert len(fake.billed) == len(fake.tasks) == 1


async def test_picture_that_comes_late_is_found_before_the_next_try_is_paid() -> None:
    async with FakeRunware(RunwareBehaviour(delay_ms=1200)) as fake:
        with pytest.raises(UnavailableError, match="does not know"):
            await one(fake)
        await seen(fake.billed)
        picture = await one(fake, change={"attempt": 1})
    assert picture.data
    assert len(fake.billed) == len(fake.tasks) == 1


async def test_later_delivery_waits_for_a_picture_that_is_being_made() -> None:
    async with FakeRunware(RunwareBehaviour(delay_ms=300)) as fake:
        first = asyncio.create_task(one(fake, Deadlines(1, 2, 3)))
        await seen(fake.tasks)
        second = await one(fake, change={"delivery": 2})
        assert (await first).data == second.data
    assert second.data
    assert len(fake.billed) == 1


async def test_later_delivery_orders_anew_with_an_unused_id_when_nothing_was_made() -> None:
    async with FakeRunware() as fake:
        picture = await one(fake, change={"delivery": 3})
        (asked,) = fake.of("getResponse")
    assert picture.data
    assert len(asked.body) == 6
    assert fake.tasks[0]["taskUUID"] not in {task["taskUUID"] for task in asked.body}


async def test_later_delivery_pays_nothing_on_a_guess() -> None:
    async with FakeRunware() as fake:
        url = fake.base_url
    provider = RunwareProvider("k", RunwareOptions(url=url, poll_s=0.01, deadlines=QUICK))
    with pytest.raises(UnavailableError, match="earlier tasks"):
        await provider.generate(order(delivery=2))
    await provider.aclose()
