"""Questions between services on a real nats-server: answers, problems, silence, spans and stopping."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from deckwire_contracts import LookAnswer, LookQuestion, ProblemCode, ProblemError
from deckwire_contracts.topology import question
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.service import Service
from deckwire_kit.settings import ServiceSettings
from deckwire_kit.telemetry import Telemetry, span
from deckwire_kit.testing import connected_bus, nats_server
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

pytestmark = pytest.mark.connected

Handler = Callable[[LookQuestion], Awaitable[LookAnswer]]
LOOK = question("render-look")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path / "nats") as running:
        yield running


@pytest.fixture
async def bus(server: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(server.url, "gateway") as connected:
        yield connected


@asynccontextmanager
async def answering(server: NatsServer, handler: Handler, telemetry: Telemetry | None = None) -> AsyncIterator[Service]:
    settings = ServiceSettings(nats_url=server.url, drain_s=5, _env_file=None)  # type: ignore[call-arg]
    service = Service("render", settings, telemetry=telemetry)
    service.bus.answer("render-look", LookQuestion, LookAnswer, handler)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def named(asked: LookQuestion) -> LookAnswer:
    return LookAnswer(heading_font=f"font of {asked.theme}")


async def test_of_several_processes_one_answers(server: NatsServer, bus: Bus) -> None:
    async with answering(server, named) as one, answering(server, named) as other:
        answer = await bus.ask("render-look", LookQuestion(theme="mono"), LookAnswer)
        assert answer.heading_font == "font of mono"
        handled = [s.metrics.deliveries.labels("render-look", "answered")._value.get() for s in (one, other)]
        assert sum(handled) == 1


async def test_a_problem_is_an_answer_and_is_raised_where_it_was_asked(server: NatsServer, bus: Bus) -> None:
    async def unknown(asked: LookQuestion) -> LookAnswer:
        raise ProblemError.of(ProblemCode.NOT_FOUND, f"There is no theme {asked.theme}.")

    async with answering(server, unknown):
        with pytest.raises(ProblemError) as caught:
            await bus.ask("render-look", LookQuestion(theme="neon"), LookAnswer)
    assert caught.value.problem.code == ProblemCode.NOT_FOUND
    assert "neon" in caught.value.problem.detail


async def test_a_failure_is_told_without_its_text(server: NatsServer, bus: Bus) -> None:
    async def broken(asked: LookQuestion) -> LookAnswer:
        raise RuntimeError(f"secret {asked.theme}")

    async with answering(server, broken):
        with pytest.raises(ProblemError) as caught:
            await bus.ask("render-look", LookQuestion(theme="mono"), LookAnswer)
    assert caught.value.problem.code == ProblemCode.INTERNAL
    assert "secret" not in caught.value.problem.model_dump_json()


async def test_a_question_that_cannot_be_read_is_answered(server: NatsServer, bus: Bus) -> None:
    async with answering(server, named):
        reply = await bus.nc.request(LOOK.subject, b'{"theme": 7}', timeout=5)
    problem = LookAnswer.model_validate_json(reply.data).problem
    assert problem is not None
    assert problem.code == ProblemCode.INVALID_REQUEST


async def test_when_nobody_listens_the_asker_knows_at_once(bus: Bus) -> None:
    async with asyncio.timeout(LOOK.timeout_s / 2):
        with pytest.raises(ProblemError) as caught:
            await bus.ask("render-look", LookQuestion(), LookAnswer)
    assert (caught.value.problem.code, caught.value.problem.status) == (ProblemCode.UNAVAILABLE, 503)


async def test_an_answer_that_does_not_come_in_time_is_not_waited_for(server: NatsServer, bus: Bus) -> None:
    forgotten = asyncio.Event()

    async def slow(asked: LookQuestion) -> LookAnswer:
        await forgotten.wait()
        return LookAnswer()

    async with answering(server, slow):
        with pytest.raises(ProblemError) as caught:
            await bus.ask(replace(LOOK, timeout_s=0.2), LookQuestion(), LookAnswer)
        forgotten.set()
    assert caught.value.problem.code == ProblemCode.UNAVAILABLE


async def test_a_service_that_stops_answers_what_it_has_in_hand(server: NatsServer, bus: Bus) -> None:
    begun, stopping = asyncio.Event(), asyncio.Event()

    async def handler(asked: LookQuestion) -> LookAnswer:
        begun.set()
        await stopping.wait()
        return await named(asked)

    async with answering(server, handler) as service:
        asking = asyncio.create_task(bus.ask("render-look", LookQuestion(theme="ocean"), LookAnswer))
        await begun.wait()
        stop = asyncio.create_task(service.stop())
        stopping.set()
        assert (await asking).heading_font == "font of ocean"
        await stop


async def test_question_and_answer_are_one_trace(server: NatsServer, bus: Bus) -> None:
    spans = InMemorySpanExporter()
    telemetry = Telemetry("render", exporter=spans)
    async with answering(server, named, telemetry):
        telemetry.use()
        with span("request"):
            await bus.ask("render-look", LookQuestion(theme="mono"), LookAnswer)
    found = {s.name: s for s in spans.get_finished_spans()}
    asked, answered = found["ask ask.render.look"], found["answer ask.render.look"]
    assert answered.parent is not None
    assert asked.context is not None
    assert answered.parent.span_id == asked.context.span_id
