"""What becomes of messages: acks, delayed retries, dead letters and handing over, on a real nats-server."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from deckwire_contracts import DeadLetter, DeckCancelled, DeckFailed, DeckRequested, Problem, ProblemCode
from deckwire_contracts.topology import DEADLETTERS, DECKS, ConsumerSpec, consumer
from deckwire_kit import direct
from deckwire_kit.bus import Bus
from deckwire_kit.delivery import Delivery, Permanent, Retry, retry_delay_s
from deckwire_kit.embedded import NatsServer
from deckwire_kit.metrics import Metrics
from deckwire_kit.service import Service
from deckwire_kit.settings import ServiceSettings
from deckwire_kit.streams import consumer_config
from deckwire_kit.telemetry import Telemetry, span
from deckwire_kit.testing import connected_bus, eventually, nats_server
from nats.errors import Error as NatsError
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

pytestmark = pytest.mark.connected

QUICK = replace(consumer("llm-outline"), name="quick", ack_wait_s=1.0, max_attempts=3)
Handler = Callable[[Delivery], Awaitable[None]]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path / "nats") as running:
        yield running


@pytest.fixture
async def bus(server: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(server.url, "gateway") as connected:
        await connected.js.add_consumer(DECKS, consumer_config(QUICK))
        yield connected


def settings(server: NatsServer, *, drain_s: float = 5.0) -> ServiceSettings:
    return ServiceSettings(nats_url=server.url, drain_s=drain_s, _env_file=None)  # type: ignore[call-arg]


class Workers:
    """Services that read the quick consumer; all are stopped at the end of the test."""

    def __init__(self, server: NatsServer) -> None:
        self._server = server
        self._services: list[Service] = []

    async def start(
        self,
        handler: Handler,
        *,
        exhausted: Callable[[Delivery, Problem], Awaitable[None]] | None = None,
        concurrency: int = 1,
        drain_s: float = 5.0,
        spec: ConsumerSpec = QUICK,
        telemetry: Telemetry | None = None,
    ) -> Service:
        service = Service("llm", settings(self._server, drain_s=drain_s), telemetry=telemetry)
        service.bus.subscribe(spec, handler, exhausted=exhausted, concurrency=concurrency)
        await service.start()
        self._services.append(service)
        return service

    async def stop(self) -> None:
        for service in self._services:
            await service.stop()


@pytest.fixture
async def workers(server: NatsServer, bus: Bus) -> AsyncIterator[Workers]:
    crew = Workers(server)
    yield crew
    await crew.stop()


async def ask(bus: Bus, deck: str = "d", content: str = "x") -> None:
    await bus.facts.write(DeckRequested(tenant_id="dev", deck_id=deck, revision=1, content=content))


async def letters(bus: Bus) -> list[DeadLetter]:
    found = [m async for m in direct.scan(bus.nc, DEADLETTERS, "deadletter.>")]
    return [DeadLetter.model_validate_json(m.data) for m in found]


async def settled(bus: Bus) -> bool:
    info = await bus.js.consumer_info(DECKS, QUICK.name)
    return info.num_pending == 0 and info.num_ack_pending == 0


async def test_a_transient_failure_comes_again_after_the_delay_that_was_asked(bus: Bus, workers: Workers) -> None:
    times: list[float] = []

    async def handler(delivery: Delivery) -> None:
        times.append(time.monotonic())
        if delivery.attempt < 3:
            raise Retry("not yet", delay_s=0.3)

    await workers.start(handler)
    await ask(bus)

    async def three() -> bool:
        return len(times) == 3 and await settled(bus)

    await eventually(three)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(0.28 <= gap < 1.0 for gap in gaps), gaps


@pytest.mark.parametrize("end", [DeckCancelled, DeckFailed])
async def test_work_for_a_revision_that_ends_is_called_off_and_does_not_come_again(
    bus: Bus, workers: Workers, end: type[DeckCancelled | DeckFailed]
) -> None:
    began, stopped = asyncio.Event(), asyncio.Event()
    calls: list[str] = []

    async def handler(delivery: Delivery) -> None:
        calls.append(delivery.event.deck_id)
        began.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.set()
            raise

    service = await workers.start(handler)
    await ask(bus)
    async with asyncio.timeout(10):
        await began.wait()
        more = {"problem": Problem.of(ProblemCode.DEADLINE, "late")} if end is DeckFailed else {}
        await bus.facts.write(end(tenant_id="dev", deck_id="d", revision=1, **more))
        await stopped.wait()
    await eventually(lambda: settled(bus))
    assert calls == ["d"]
    assert await letters(bus) == []
    assert 'outcome="called_off"' in service.metrics.render().decode()


async def test_the_end_of_one_revision_leaves_the_work_for_another_alone(bus: Bus, workers: Workers) -> None:
    began: dict[str, asyncio.Event] = {"d": asyncio.Event(), "e": asyncio.Event()}
    go_on = asyncio.Event()
    done: list[str] = []

    async def handler(delivery: Delivery) -> None:
        began[delivery.event.deck_id].set()
        await go_on.wait()
        done.append(delivery.event.deck_id)

    await workers.start(handler, concurrency=2)
    await ask(bus, "d")
    await ask(bus, "e")
    async with asyncio.timeout(10):
        await asyncio.gather(*(event.wait() for event in began.values()))
    await bus.facts.write(DeckCancelled(tenant_id="dev", deck_id="d", revision=1))

    async def one_left() -> bool:
        info = await bus.js.consumer_info(DECKS, QUICK.name)
        return bool(info.num_ack_pending == 1)

    await eventually(one_left)
    go_on.set()
    await eventually(lambda: settled(bus))
    assert done == ["e"]


def test_the_delay_between_attempts_grows_and_stays_bounded() -> None:
    delays = [retry_delay_s(attempt) for attempt in range(1, 12)]
    assert delays[0] < delays[1] < delays[2] < delays[3]
    assert max(delays) <= 66


async def test_a_failing_handler_is_not_hammered_and_ends_as_a_dead_letter_with_the_last_resort_done(
    bus: Bus, workers: Workers
) -> None:
    attempts: list[int] = []

    async def handler(delivery: Delivery) -> None:
        attempts.append(delivery.attempt)
        raise ValueError("the secret prompt")

    async def exhausted(delivery: Delivery, problem: Problem) -> None:
        await bus.facts.write(DeckFailed(tenant_id="dev", deck_id="d", revision=1, problem=problem))

    await workers.start(handler, exhausted=exhausted)
    await ask(bus)

    async def buried() -> list[DeadLetter]:
        return await letters(bus)

    (letter,) = await eventually(buried, deadline_s=15)
    assert attempts == [1, 2, 3]
    assert (letter.service, letter.consumer, letter.attempts) == ("llm", "quick", 3)
    assert (letter.reason, letter.detail) == ("handler_failed", "ValueError")
    assert "secret" not in letter.model_dump_json()
    state = await bus.facts.state("dev", "d")
    assert state is not None
    assert isinstance(state.end, DeckFailed)
    await eventually(lambda: settled(bus))


async def test_a_permanent_failure_is_not_tried_again(bus: Bus, workers: Workers) -> None:
    attempts: list[int] = []

    async def handler(delivery: Delivery) -> None:
        attempts.append(delivery.attempt)
        raise Permanent("unsupported", "no such kind")

    await workers.start(handler)
    await ask(bus)

    async def buried() -> list[DeadLetter]:
        return await letters(bus)

    (letter,) = await eventually(buried)
    assert (letter.reason, letter.detail, attempts) == ("unsupported", "no such kind", [1])


async def test_a_message_that_is_no_event_is_kept_as_a_dead_letter_and_blocks_nobody(
    bus: Bus, workers: Workers
) -> None:
    seen: list[str] = []

    async def handler(delivery: Delivery) -> None:
        seen.append(delivery.event.deck_id)

    await workers.start(handler)
    await bus.js.publish("deck.dev.bad.1.requested", b'{"type": "requested", "deck_id": 7}')
    await ask(bus, "good")

    async def both() -> bool:
        return seen == ["good"] and len(await letters(bus)) == 1

    await eventually(both)
    letter = (await letters(bus))[0]
    assert letter.reason == "invalid_message"
    assert "requested.tenant_id: missing" in letter.detail
    assert "requested.deck_id: string_type" in letter.detail


async def test_a_message_whose_handlers_all_died_is_given_up_without_being_run_again(
    bus: Bus, workers: Workers
) -> None:
    await ask(bus)
    pull = await bus.js.pull_subscribe("", durable=QUICK.name, stream=DECKS)
    for _ in range(2 * QUICK.max_attempts):
        (message,) = await pull.fetch(1, timeout=3)
        await message.nak()
    ran: list[int] = []

    async def handler(delivery: Delivery) -> None:
        ran.append(delivery.attempt)

    resorted: list[str] = []

    async def exhausted(delivery: Delivery, problem: Problem) -> None:
        resorted.append(problem.code.value)

    await workers.start(handler, exhausted=exhausted)

    async def buried() -> list[DeadLetter]:
        return await letters(bus)

    (letter,) = await eventually(buried)
    assert (letter.reason, ran, resorted) == ("crashed", [], ["poison_message"])


async def test_a_long_handler_keeps_its_message_and_every_message_is_handled_once(bus: Bus, workers: Workers) -> None:
    runs: list[str] = []

    async def handler(delivery: Delivery) -> None:
        runs.append(delivery.event.deck_id)
        await asyncio.sleep(QUICK.ack_wait_s * 1.8)

    await workers.start(handler, concurrency=2)
    for n in range(4):
        await ask(bus, f"d{n}")
    await eventually(lambda: settled(bus), deadline_s=15)
    assert sorted(runs) == ["d0", "d1", "d2", "d3"]


async def test_concurrency_is_the_number_of_messages_in_hand(bus: Bus, workers: Workers) -> None:
    now, most = 0, 0

    async def handler(delivery: Delivery) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.1)
        now -= 1

    await workers.start(handler, concurrency=3)
    for n in range(9):
        await ask(bus, f"d{n}")
    await eventually(lambda: settled(bus))
    assert most == 3


async def test_stopping_lets_the_message_in_hand_be_finished(bus: Bus, workers: Workers) -> None:
    began, finished = asyncio.Event(), []

    async def handler(delivery: Delivery) -> None:
        began.set()
        await asyncio.sleep(0.5)
        finished.append(delivery.seq)

    service = await workers.start(handler)
    await ask(bus)
    await began.wait()
    await service.stop()
    assert len(finished) == 1
    await eventually(lambda: settled(bus))


async def test_what_is_not_finished_in_the_drain_time_is_handed_over_at_once(bus: Bus, workers: Workers) -> None:
    began = asyncio.Event()

    async def stuck(delivery: Delivery) -> None:
        began.set()
        await asyncio.sleep(60)

    taken: list[int] = []

    async def quick(delivery: Delivery) -> None:
        taken.append(delivery.attempt)

    service = await workers.start(stuck, drain_s=0.3)
    await ask(bus)
    await began.wait()
    await service.stop()
    await workers.start(quick)

    async def handed_over() -> list[int]:
        return taken

    await eventually(handed_over, deadline_s=5)
    assert taken[0] >= 2


async def test_a_service_outlives_its_broker_and_goes_on_when_it_is_back(
    server: NatsServer, bus: Bus, workers: Workers
) -> None:
    seen: list[str] = []
    beats = 0

    async def handler(delivery: Delivery) -> None:
        seen.append(delivery.event.deck_id)

    async def heart() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0.05)

    service = await workers.start(handler)
    pulse = asyncio.create_task(heart())
    await server.kill()

    async def noticed() -> bool:
        return not (await service.readiness())["bus"]

    await eventually(noticed)
    before = beats

    async def still_beating() -> bool:
        return beats > before + 20

    await eventually(still_beating)
    await server.start()
    await ask(bus, "after")

    async def handled() -> bool:
        return seen == ["after"]

    await eventually(handled, deadline_s=15)
    pulse.cancel()
    assert (await service.readiness())["bus"]


async def test_what_a_crashed_broker_hands_out_again_is_not_begun_again_by_who_has_it_in_hand(
    server: NatsServer, bus: Bus, workers: Workers
) -> None:
    runs: list[int] = []
    go_on = asyncio.Event()

    async def handler(delivery: Delivery) -> None:
        runs.append(delivery.seq)
        await go_on.wait()

    service = await workers.start(handler, concurrency=8)
    for n in range(4):
        await ask(bus, f"deck{n}")

    async def in_hand() -> bool:
        return len(runs) == 4

    await eventually(in_hand)
    await server.kill()
    await server.start()

    async def handed_out_again() -> bool:
        return 'outcome="in_hand"' in service.metrics.render().decode() or len(runs) > 4

    await eventually(handed_out_again, deadline_s=15)
    go_on.set()

    async def done() -> bool:
        try:
            return await settled(bus)
        except (NatsError, TimeoutError):
            return False

    begun = list(runs)
    await eventually(done, deadline_s=15)
    assert len(begun) == len(set(begun)) == 4


async def test_one_trace_runs_from_the_writer_through_the_handler_to_what_it_writes(
    server: NatsServer, bus: Bus, workers: Workers
) -> None:
    spans = InMemorySpanExporter()

    async def handler(delivery: Delivery) -> None:
        await service.bus.facts.write(
            DeckFailed(
                tenant_id="dev",
                deck_id="d",
                revision=1,
                problem=Problem.of(ProblemCode.INTERNAL, "x"),
            ),
            cause=delivery.event,  # type: ignore[arg-type]
        )

    service = await workers.start(handler, telemetry=Telemetry("llm", exporter=spans))
    gateway = Telemetry("gateway", exporter=spans)
    gateway.use()
    with span("POST /decks"):
        await ask(bus)

    async def exported() -> bool:
        return len(spans.get_finished_spans()) >= 4

    await eventually(exported)
    by_name = {s.name: s for s in spans.get_finished_spans()}
    chain = [
        by_name["POST /decks"],
        by_name["publish deck.*.*.*.requested"],
        by_name["process deck.*.*.*.requested"],
        by_name["publish deck.*.*.*.ended.failed"],
    ]
    assert len({s.context.trace_id for s in chain}) == 1
    for parent, child in itertools.pairwise(chain):
        assert child.parent is not None
        assert child.parent.span_id == parent.context.span_id
    ended = await bus.facts.get("deck.dev.d.1.ended.failed")
    assert ended is not None
    assert ended.event.causation_id == "deck.dev.d.1.requested"
    assert ended.event.source == "llm"


async def test_work_for_a_deck_that_was_erased_meanwhile_is_dropped_quietly(bus: Bus, workers: Workers) -> None:
    attempts: list[int] = []

    async def handler(delivery: Delivery) -> None:
        attempts.append(delivery.attempt)
        outcome = DeckFailed(tenant_id="dev", deck_id="d", revision=1, problem=Problem.of(ProblemCode.INTERNAL, "x"))
        await service.bus.facts.write(outcome)
        await bus.facts.erase("dev", "d")
        await service.bus.facts.write(outcome)

    service = await workers.start(handler)
    await ask(bus)
    await eventually(lambda: settled(bus))
    assert attempts == [1]
    assert await letters(bus) == []
    assert [fact async for fact in bus.facts.replay("dev", "d")] == []


async def test_metrics_count_outcomes_by_consumer_and_carry_no_ids(bus: Bus, workers: Workers) -> None:
    async def handler(delivery: Delivery) -> None:
        return

    service = await workers.start(handler)
    await ask(bus, "deck-with-a-name")
    await eventually(lambda: settled(bus))
    text = service.metrics.render().decode()
    assert 'deckwire_deliveries_total{consumer="quick",outcome="acked"} 1.0' in text
    assert "deck-with-a-name" not in text


async def test_the_bus_says_what_is_missing_before_it_is_started(server: NatsServer) -> None:
    bus = Bus("llm", settings(server), Metrics())
    with pytest.raises(RuntimeError, match="not started"):
        _ = bus.facts
    with pytest.raises(RuntimeError, match="not started"):
        _ = bus.artifacts


async def test_without_provisioning_a_service_is_not_ready_until_its_consumers_exist(server: NatsServer) -> None:
    configured = settings(server).model_copy(update={"provision": False})
    bus = Bus("llm", configured, Metrics())
    bus.subscribe("llm-outline", lambda d: asyncio.sleep(0))
    await bus.connect()
    assert not await bus.ready()
    async with connected_bus(server.url):
        assert await bus.ready()
    await bus.stop()
