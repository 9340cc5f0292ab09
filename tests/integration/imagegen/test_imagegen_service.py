"""The service on a real broker against fakes that misbehave: the right picture, or artwork and the reason."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from deckwire_contracts import (
    DeckCancelled,
    DeckRequested,
    Pictured,
    Problem,
    ProblemCode,
    SlideDrafted,
    SlideIllustrated,
)
from deckwire_contracts.request import ImageType
from deckwire_contracts.topology import DECKS, PICTURES, consumer
from deckwire_imagegen import __main__ as main_module
from deckwire_imagegen.adapters.artist import Artist
from deckwire_imagegen.adapters.memory import BusMemory, NoMemory
from deckwire_imagegen.adapters.runware import RunwareOptions, RunwareProvider
from deckwire_imagegen.app import Ports, build
from deckwire_imagegen.core.orders import order_of
from deckwire_imagegen.handlers import Illustrator, SlideHandlers
from deckwire_imagegen.ports import BadOrderError, ImageProvider, KeptPicture, Kind
from deckwire_imagegen.settings import ImagegenSettings
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Permanent
from deckwire_kit.embedded import NatsServer
from deckwire_kit.streams import consumer_config
from deckwire_kit.testing import LoopWatch, connected_bus, eventually, nats_server
from PIL import Image

from tests.integration.imagegen.scenery import Scripted, drafted
from tests.providers import FakePexels, FakeRunware, RunwareBehaviour, runware

pytestmark = pytest.mark.connected


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path / "nats") as running:
        yield running


@pytest.fixture
async def bus(server: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(server.url, "llm") as connected:
        yield connected


def settings(server: NatsServer, fake: FakeRunware | None = None, **values: Any) -> ImagegenSettings:
    given: dict[str, Any] = {
        "nats_url": server.url,
        "image_poll_s": 0.01,
        "image_retry_delay_s": 0.01,
        "image_read_timeout_s": 0.3,
        "image_timeout_s": 5,
        "drain_s": 5,
        "_env_file": None,
    }
    for key in ("runware_api_key", "openai_api_key", "openrouter_api_key", "pexels_api_key"):
        given[key] = None
    if fake is not None:
        given |= {"runware_api_key": "runware-test-key", "runware_base_url": fake.base_url}
    return ImagegenSettings(**(given | values))


@asynccontextmanager
async def running(config: ImagegenSettings, ports: Ports | None = None) -> AsyncIterator[Any]:
    service = build(config, ports=ports)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def illustrated(bus: Bus, event: SlideDrafted, deadline_s: float = 10) -> SlideIllustrated:
    subject = event.subject.removesuffix("drafted") + "illustrated"
    fact = await eventually(lambda: bus.facts.get(subject), deadline_s=deadline_s, what=subject)
    assert isinstance(fact.event, SlideIllustrated)
    return fact.event


async def made(bus: Bus, event: SlideDrafted) -> SlideIllustrated:
    await bus.facts.write(event)
    return await illustrated(bus, event)


async def picture(bus: Bus, fact: SlideIllustrated) -> Image.Image:
    assert fact.image is not None
    return Image.open(io.BytesIO(await bus.artifacts.get(fact.image)))


def delivery(event: Any, attempt: int = 1) -> Delivery:
    return Delivery(event, event.subject, 1, attempt, "imagegen-illustrate")


async def test_a_picture_of_the_source_is_taken_as_it_is_and_nobody_is_asked_for_one(
    server: NatsServer, bus: Bus
) -> None:
    image = await bus.artifacts.put(b"a chart", "image/png")
    own = Pictured(image=image, width=900, height=520, alt="Trips", provider="source", fit="whole")
    async with FakeRunware() as fake, running(settings(server, fake)):
        fact = await made(bus, drafted().model_copy(update={"pictured": own}))
        asked = len(fake.requests)
    assert (fact.image, fact.width, fact.height, fact.provider, fact.fit) == (image, 900, 520, "source", "whole")
    assert (asked, fact.usage.images, fact.usage.cost_usd, fact.degradations) == (0, 0, 0.0, [])


async def test_artwork_that_stands_is_drawn_anew_in_the_colours_that_the_deck_has_now(
    server: NatsServer, bus: Bus
) -> None:
    async with FakeRunware() as fake, running(settings(server)):
        first = await made(bus, drafted())
        assert first.image is not None
        stood = Pictured(image=first.image, width=1, height=1, provider=first.provider, degradations=first.degradations)
        events = [
            drafted().model_copy(
                update={
                    "revision": revision,
                    "id": "",
                    "pictured": stood,
                    "context": drafted().context.model_copy(update={"theme": theme}),
                }
            )
            for revision, theme in ((2, drafted().context.theme), (3, "ember"))
        ]
        same, other = [await made(bus, event) for event in events]
        asked = len(fake.requests)
    assert (same.image, same.provider) == (first.image, "artwork")
    assert other.image != first.image
    assert (other.width, other.height) == (first.width, first.height)
    assert other.degradations == first.degradations
    assert asked == 0


async def test_slide_gets_its_generated_picture(server: NatsServer, bus: Bus) -> None:
    async with FakeRunware() as fake, running(settings(server, fake)) as service:
        event = drafted(image_style="watercolour")
        fact = await made(bus, event)
        image = await picture(bus, fact)
        metrics = service.metrics.render().decode()
    assert (image.format, image.size) == ("JPEG", (1344, 768))
    assert (fact.provider, fact.alt, fact.width, fact.height) == ("runware", "Ein Hafen am Morgen", 1344, 768)
    assert (fact.usage.images, fact.usage.calls, fact.usage.cost_usd) == (1, 1, fake.cost)
    assert fact.degradations == []
    assert fact.causation_id == event.id
    assert "watercolour" in fake.tasks[0]["positivePrompt"]
    assert 'deckwire_pictures_total{outcome="ok",provider="runware"} 1.0' in metrics


async def test_without_a_key_artwork_is_drawn_and_said_once(server: NatsServer, bus: Bus) -> None:
    async with running(settings(server)):
        fact = await made(bus, drafted(theme="forest", aspect="portrait"))
        asked_for = await made(bus, drafted(slide_id="s2", image_type=ImageType.ARTWORK))
    assert (await picture(bus, fact)).size == (768, 1344)
    assert (fact.provider, fact.usage.cost_usd, fact.usage.images) == ("artwork", 0, 0)
    assert [(d.reason, d.slide_id, d.stage.value) for d in fact.degradations] == [
        ("no_image_provider", "s1", "illustrate")
    ]
    assert (asked_for.provider, asked_for.degradations) == ("artwork", [])


async def test_photo_comes_with_its_credit(server: NatsServer, bus: Bus) -> None:
    async with FakePexels() as fake:
        config = settings(server, pexels_api_key="pexels-test-key", image_pexels_base_url=fake.base_url)
        async with running(config):
            fact = await made(bus, drafted(image_type=ImageType.STOCK))
            instead = await made(bus, drafted(slide_id="s2"))
    assert fact.provider == instead.provider == "pexels"
    assert fact.credit is not None
    assert fact.credit.text == "Photo by Ada Example on Pexels"
    assert fact.degradations == []
    assert instead.degradations[0].reason == "no_image_provider"


async def test_slides_that_want_no_picture_are_left_alone(server: NatsServer, bus: Bus) -> None:
    async with FakeRunware() as fake, running(settings(server, fake)):
        without = drafted(slide_id="s0", with_image=False)
        await bus.facts.write(without)
        none = await made(bus, drafted(slide_id="s1", image_type=ImageType.NONE))
        await made(bus, drafted(slide_id="s2"))
        assert await bus.facts.get(without.subject.removesuffix("drafted") + "illustrated") is None
    assert (none.image, none.degradations, none.usage.calls) == (None, [], 0)
    assert len(fake.billed) == 1


async def test_deck_that_has_ended_costs_nothing(server: NatsServer, bus: Bus) -> None:
    async with FakeRunware() as fake:
        event = drafted(deck_id="gone")
        await bus.facts.write(DeckCancelled(tenant_id="t1", deck_id="gone", revision=1))
        await bus.facts.write(event)
        async with running(settings(server, fake)):
            await made(bus, drafted(deck_id="d2"))
        assert await bus.facts.get(event.subject.removesuffix("drafted") + "illustrated") is None
    assert len(fake.billed) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        runware.READ_TIMEOUT,
        runware.TRUNCATED_BODY,
        runware.NO_DATA,
        runware.UNAVAILABLE,
        runware.QUEUE_FULL.but(headers={"Retry-After": "0"}),
        runware.BAD_GATEWAY,
        runware.PROVIDER_TIMEOUT,
        runware.INFERENCE_ERROR,
        RunwareBehaviour(reset_before_headers=True),
    ],
    ids=["read-timeout", "truncated", "no-data", "503", "429", "502-html", "timeout", "inference", "reset"],
)
async def test_passing_trouble_ends_in_the_right_picture_paid_once(
    server: NatsServer, bus: Bus, behaviour: RunwareBehaviour
) -> None:
    async with FakeRunware(behaviour) as fake, running(settings(server, fake)):
        fact = await made(bus, drafted())
    assert (fact.provider, fact.degradations) == ("runware", [])
    assert len(fake.billed) == 1
    assert fact.usage.cost_usd == fake.cost


@pytest.mark.parametrize(
    ("behaviour", "reason", "billed"),
    [
        (runware.UNAUTHORIZED, "provider_auth", 0),
        (runware.OUT_OF_CREDIT, "provider_quota", 0),
        (runware.QUEUE_FULL.but(headers={"Retry-After": "120"}), "provider_rate_limited", 0),
        (runware.UNAVAILABLE, "provider_unavailable", 0),
        (runware.BAD_GATEWAY, "provider_unavailable", 0),
        (runware.POLICY, "image_refused", 0),
        (runware.NSFW, "image_refused", 1),
        (runware.CORRUPT_IMAGE, "provider_invalid_answer", 1),
        (runware.HUGE_PIXELS, "provider_invalid_answer", 1),
        (RunwareBehaviour(huge_megabytes=3), "provider_invalid_answer", 1),
    ],
    ids=["401", "402", "429", "503", "502-html", "policy", "nsfw", "corrupt", "bomb", "huge"],
)
async def test_lasting_trouble_ends_in_artwork_and_says_why(
    server: NatsServer, bus: Bus, behaviour: RunwareBehaviour, reason: str, billed: int
) -> None:
    async with FakeRunware(default=behaviour) as fake:
        config = settings(server, fake, image_max_bytes=1_000_000, image_read_timeout_s=2)
        async with running(config):
            fact = await made(bus, drafted())
    assert (fact.provider, [d.reason for d in fact.degradations]) == ("artwork", [reason])
    assert (await picture(bus, fact)).size == (1344, 768)
    assert fact.alt == "Ein Hafen am Morgen"
    assert len(fake.billed) == billed
    assert (fact.usage.cost_usd > 0) == bool(billed)
    assert "harbour" not in fact.degradations[0].detail


async def test_slide_without_budget_left_gets_artwork_and_no_call_is_made(server: NatsServer, bus: Bus) -> None:
    async with FakeRunware() as fake, running(settings(server, fake)):
        fact = await made(bus, drafted(image_budget_usd=0.0001))
    assert (fact.provider, fact.degradations[0].reason, fake.tasks) == ("artwork", "cost_cap", [])


async def test_refused_key_is_asked_once_for_a_whole_deck(server: NatsServer, bus: Bus) -> None:
    async with (
        FakeRunware(key="another") as fake,
        running(settings(server, fake, image_provider_concurrency=1)) as service,
    ):
        events = [drafted(slide_id=f"s{n}", prompt=f"picture {n}") for n in range(5)]
        for event in events:
            await bus.facts.write(event)
        facts = [await illustrated(bus, event) for event in events]
        paused = service.metrics.registry.get_sample_value(
            "deckwire_picture_provider_paused_seconds", {"provider": "runware"}
        )
    assert 250 < paused <= 300
    assert {fact.degradations[0].reason for fact in facts} == {"provider_auth"}
    assert fake.count() == 1


async def test_calls_at_once_stay_within_the_limit_of_the_provider(server: NatsServer, bus: Bus) -> None:
    async with FakeRunware(latency_ms=30) as fake, running(settings(server, fake, image_provider_concurrency=2)):
        events = [drafted(slide_id=f"s{n}", prompt=f"picture {n}") for n in range(8)]
        for event in events:
            await bus.facts.write(event)
        for event in events:
            assert (await illustrated(bus, event)).provider == "runware"
    assert fake.most_in_flight == 2
    assert len(fake.billed) == 8


@asynccontextmanager
async def handlers(bus: Bus, *providers: ImageProvider, artist: ImageProvider | None = None, memory: bool = True):
    remembering = BusMemory(await bus.kv(PICTURES), bus.artifacts) if memory else NoMemory()
    illustrator = Illustrator(providers, artist or Artist(), remembering, bus.artifacts)
    try:
        yield SlideHandlers(bus.facts, illustrator)
    finally:
        await illustrator.aclose()


def provider(fake: FakeRunware) -> RunwareProvider:
    return RunwareProvider("runware-test-key", RunwareOptions(url=fake.base_url, poll_s=0.01))


async def test_redelivery_after_the_fact_asks_nobody(bus: Bus) -> None:
    async with FakeRunware() as fake, handlers(bus, provider(fake)) as slides:
        event = drafted()
        await slides.illustrate(delivery(event))
        await slides.illustrate(delivery(event, attempt=2))
        assert fake.count() == 1


async def test_crash_between_payment_and_fact_pays_nothing_again_and_keeps_the_cost(bus: Bus) -> None:
    async with FakeRunware() as fake, handlers(bus, provider(fake)) as slides:
        event = drafted()
        brief = event.slide.image
        assert brief is not None
        await slides._illustrator.illustrate(order_of(event, brief, delivery=1), ImageType.AI_GENERATED, "s1")
        await slides.illustrate(delivery(event, attempt=2))
        fact = await illustrated(bus, event)
    assert fake.count() == 1
    assert (fact.usage.cost_usd, fact.usage.images, fact.provider) == (fake.cost, 1, "runware")


async def test_same_order_in_another_deck_is_free_while_its_bytes_are_there(bus: Bus) -> None:
    async with FakeRunware() as fake, handlers(bus, provider(fake)) as slides:
        first, second, third = drafted("d1"), drafted("d2"), drafted("d3")
        await slides.illustrate(delivery(first))
        await slides.illustrate(delivery(second))
        one, other = await illustrated(bus, first), await illustrated(bus, second)
        assert len(fake.billed) == 1
        assert (other.image, other.usage.cost_usd, other.usage.calls) == (one.image, 0, 0)
        assert one.image is not None
        await bus.artifacts.delete(one.image)
        await slides.illustrate(delivery(third))
    assert len(fake.billed) == 2


async def test_remembered_order_that_cannot_be_read_is_made_anew(bus: Bus) -> None:
    bucket = await bus.kv(PICTURES)
    memory = BusMemory(bucket, bus.artifacts)
    await bucket.put("t1.abc", b"{broken")
    assert await memory.find("t1.abc") is None
    assert await memory.find("t1.other") is None
    ref = await bus.artifacts.put(b"bytes", "image/jpeg")
    kept = KeptPicture(image=ref, width=1, height=1)
    await memory.keep("t1.other", kept)
    assert await memory.find("t1.other") == kept
    await memory.keep("not a key at all !", kept)


async def test_exhausted_message_ends_in_artwork(bus: Bus) -> None:
    problem = Problem.of(ProblemCode.POISON_MESSAGE, "handler_failed")
    async with handlers(bus, memory=False) as slides:
        event = drafted()
        await slides.exhausted(delivery(event, attempt=5), problem)
        await slides.exhausted(delivery(event, attempt=5), problem)
        await slides.exhausted(delivery(drafted(slide_id="s2", with_image=False)), problem)
        fact = await illustrated(bus, event)
    assert (fact.provider, fact.degradations[0].reason) == ("artwork", "poison_message")


async def test_deck_can_end_even_if_nothing_can_be_drawn(bus: Bus) -> None:
    broken = Scripted("artwork", Kind.DRAWN, BadOrderError("no"))
    async with handlers(bus, artist=broken, memory=False) as slides:
        event = drafted()
        await slides.exhausted(delivery(event, attempt=5), Problem.of(ProblemCode.POISON_MESSAGE, "x"))
        fact = await illustrated(bus, event)
    assert (fact.image, fact.width, fact.alt) == (None, 0, "Ein Hafen am Morgen")
    assert "without a picture" in fact.degradations[0].detail


async def test_event_of_another_type_is_a_dead_letter(bus: Bus) -> None:
    async with handlers(bus, memory=False) as slides:
        with pytest.raises(Permanent):
            await slides.illustrate(delivery(DeckRequested(tenant_id="t1", deck_id="d1", revision=1, content="x")))


async def test_bug_in_a_handler_is_tried_again_and_pays_nothing(server: NatsServer, bus: Bus) -> None:
    class Memory(NoMemory):
        asked = 0

        async def find(self, key: str) -> KeptPicture | None:
            self.asked += 1
            if self.asked == 1:
                raise RuntimeError("a bug")
            return await super().find(key)

    provider = Scripted("runware", Kind.GENERATED)
    async with running(settings(server), Ports(providers=[provider], memory=Memory())):
        fact = await made(bus, drafted())
    assert fact.provider == "runware"
    assert [order.delivery for order in provider.orders] == [2]


async def _true(value: bool) -> bool:
    return value


async def test_drawing_does_not_hold_up_the_event_loop(server: NatsServer, bus: Bus) -> None:
    async with running(settings(server)), LoopWatch() as loop:
        events = [drafted(slide_id=f"s{n}", prompt=f"picture {n}") for n in range(12)]
        for event in events:
            await bus.facts.write(event)
        for event in events:
            await illustrated(bus, event)
    assert max(loop.busy) < 0.1, f"{max(loop.busy) * 1000:.0f} ms of work in one turn of the loop"


def environment(server: NatsServer, fake: FakeRunware, tmp_path: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return kept | {
        "NATS_URL": server.url,
        "RUNWARE_API_KEY": "runware-test-key",
        "RUNWARE_BASE_URL": fake.base_url,
        "DECKWIRE_DATA_DIR": str(tmp_path),
        "DECKWIRE_IMAGE_POLL_S": "0.02",
    }


async def test_process_killed_in_the_middle_of_a_call_pays_once(server: NatsServer, bus: Bus, tmp_path: Path) -> None:
    quick = replace(consumer("imagegen-illustrate"), ack_wait_s=1.0)
    await bus.js.delete_consumer(DECKS, quick.name)
    await bus.js.add_consumer(DECKS, consumer_config(quick))
    async with FakeRunware(latency_ms=300) as fake:

        async def process() -> asyncio.subprocess.Process:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "deckwire_imagegen",
                env=environment(server, fake, tmp_path),
                cwd=tmp_path,
                stderr=(tmp_path / "log").open("ab"),
            )

        event = drafted()
        await bus.facts.write(event)
        first = await process()
        await eventually(lambda: _true(bool(fake.tasks)), deadline_s=20)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        second = await process()
        try:
            fact = await illustrated(bus, event, deadline_s=30)
        finally:
            second.send_signal(signal.SIGTERM)
            code = await second.wait()
    assert (fact.provider, fact.degradations) == ("runware", [])
    assert len(fake.billed) == len(fake.tasks) == 1
    assert code == 0


async def test_service_says_that_it_is_ready(server: NatsServer) -> None:
    async with running(settings(server)) as service, httpx.AsyncClient() as client:
        answer = await client.get(service.health_url + "/readyz")
    assert answer.json()["ready"] is True


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGE_PROVIDERS", "artwork")
    monkeypatch.setenv("DECKWIRE_IMAGE_CONCURRENCY", "3")
    config = ImagegenSettings(_env_file=None)
    service = build(config)
    assert service.bus.subscriptions == [("imagegen-illustrate", 3)]


def test_main_runs_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Any] = []
    run: Callable[[Any], None] = ran.append
    monkeypatch.setattr(main_module, "run", run)
    main_module.main()
    assert ran[0].name == "imagegen"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("IMAGE_PROVIDERS", "runwear", "IMAGE_PROVIDERS names runwear"),
        ("DECKWIRE_IMAGE_MAX_SIDE", "secret-9", "image_max_side"),
    ],
)
def test_wrong_setting_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as caught:
        main_module.main()
    said = capsys.readouterr().err
    assert caught.value.code == 2
    assert says in said.lower() or says in said
    assert said.count("\n") == 1
    assert "secret-9" not in said
