"""Facts are written once and read back, on a real nats-server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from deckwire_contracts import (
    DeckCancelled,
    DeckFailed,
    DeckOutlined,
    DeckRequested,
    Outline,
    Problem,
    ProblemCode,
    SlideBrief,
    SlideContext,
    SlideDrafted,
)
from deckwire_contracts.slides import TitleSlide
from deckwire_contracts.topology import CONSUMERS, DECKS, STREAMS
from deckwire_kit import direct
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.facts import FactsUnavailableError, headers_of, pattern
from deckwire_kit.streams import provision, stream_config
from deckwire_kit.testing import connected_bus, eventually, nats_server
from nats.errors import NoRespondersError
from nats.js.api import StreamConfig

pytestmark = pytest.mark.connected


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path / "nats") as running:
        yield running


@pytest.fixture
async def bus(server: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(server.url, "gateway") as connected:
        yield connected


def requested(deck: str = "d", content: str = "x", revision: int = 1) -> DeckRequested:
    return DeckRequested(tenant_id="dev", deck_id=deck, revision=revision, content=content)


def cancelled(deck: str = "d") -> DeckCancelled:
    return DeckCancelled(tenant_id="dev", deck_id=deck, revision=1)


def failed(deck: str = "d") -> DeckFailed:
    return DeckFailed(tenant_id="dev", deck_id=deck, revision=1, problem=Problem.of(ProblemCode.INTERNAL, "x"))


async def test_a_second_writer_reads_the_fact_that_won(bus: Bus) -> None:
    first = await bus.facts.write(requested(content="first"))
    second = await bus.facts.write(requested(content="second"))
    assert (first.won, second.won) == (True, False)
    assert second.seq == first.seq
    assert isinstance(second.event, DeckRequested)
    assert second.event.content == "first"


async def test_of_eight_racing_writers_exactly_one_wins(bus: Bus) -> None:
    for deck in range(20):
        results = await asyncio.gather(*(bus.facts.write(requested(f"d{deck}", str(n))) for n in range(8)))
        assert sum(result.won for result in results) == 1
        assert len({result.event.model_dump_json() for result in results}) == 1


async def test_a_revision_has_one_end_whichever_kind_comes_first(bus: Bus) -> None:
    results = await asyncio.gather(*(bus.facts.write(make()) for make in (failed, cancelled) * 5))
    assert sum(result.won for result in results) == 1
    ends = await direct.last_of(bus.nc, DECKS, ["deck.dev.d.1.ended.*"])
    assert len(ends) == 1
    assert await bus.facts.ended(requested())


async def test_writing_the_very_same_event_again_counts_as_ours(bus: Bus) -> None:
    event = requested()
    assert (await bus.facts.write(event)).won
    assert (await bus.facts.write(event)).won


async def test_the_fact_stays_unique_after_the_duplicate_window_is_forgotten(server: NatsServer, bus: Bus) -> None:
    await bus.facts.write(requested())
    js = bus.js
    raw = requested(content="late").model_dump_json().encode()
    with pytest.raises(Exception, match="wrong last sequence"):
        await js.publish("deck.dev.d.1.requested", raw, headers={"Nats-Expected-Last-Subject-Sequence": "0"})


async def test_state_is_folded_from_one_read_and_points_at_older_slides(bus: Bus) -> None:
    await bus.facts.write(requested())
    slide = SlideDrafted(
        tenant_id="dev",
        deck_id="d",
        revision=1,
        slide_id="a",
        slide=TitleSlide(title="Hello"),
        context=SlideContext(deck_title="T"),
    )
    await bus.facts.write(slide)
    await bus.facts.write(requested(revision=2))
    brief = SlideBrief(id="a", number=1, type="title", title="Hello", from_revision=1)
    outlined = DeckOutlined(tenant_id="dev", deck_id="d", revision=2, outline=Outline(title="T", slides=[brief]))
    await bus.facts.write(outlined)
    state = await bus.facts.state("dev", "d")
    assert state is not None
    assert state.revision == 2
    assert state.complete
    assert await bus.facts.state("dev", "nobody") is None
    assert await bus.facts.state("dev", "d", 9) is None


async def test_a_state_that_must_hold_a_sequence_not_yet_visible_is_not_given(bus: Bus) -> None:
    written = await bus.facts.write(requested())
    assert await bus.facts.state("dev", "d", 1, at_least=written.seq) is not None
    with pytest.raises(FactsUnavailableError, match="lags"):
        await bus.facts.state("dev", "d", 1, at_least=written.seq + 1)


async def test_replay_gives_every_fact_of_the_deck_after_a_sequence_in_order(bus: Bus) -> None:
    for revision in range(1, 301):
        await bus.facts.write(requested(revision=revision))
        if revision % 3 == 0:
            await bus.facts.write(requested("other", revision=revision))
    seqs = [fact.seq async for fact in bus.facts.replay("dev", "d")]
    assert len(seqs) == 300
    assert seqs == sorted(seqs)
    rest = [fact.event.revision async for fact in bus.facts.replay("dev", "d", after=seqs[289])]
    assert rest == list(range(291, 301))


async def test_erasing_leaves_nothing_of_the_deck_and_everything_of_others(bus: Bus) -> None:
    await bus.facts.write(requested())
    await bus.facts.write(requested("other"))
    assert await bus.facts.erase("dev", "d") == 1
    assert await bus.facts.state("dev", "d") is None
    assert await bus.facts.state("dev", "other") is not None


async def test_an_event_of_a_later_release_is_skipped_and_not_fatal(bus: Bus) -> None:
    await bus.facts.write(requested())
    await bus.js.publish("deck.dev.d.1.translated", b'{"type":"translated"}')
    assert [fact.event.type async for fact in bus.facts.replay("dev", "d")] == ["requested"]


async def test_live_copies_carry_the_sequence_and_only_what_was_stored(bus: Bus) -> None:
    seen: list[tuple[str, str]] = []

    async def note(message: object) -> None:
        seen.append((message.subject, message.headers["Nats-Sequence"]))  # type: ignore[attr-defined]

    await bus.nc.subscribe("stored.deck.>", cb=note)
    first = await bus.facts.write(requested())
    await bus.facts.write(requested(content="refused"))
    last = await bus.facts.write(requested("e"))

    async def both() -> bool:
        return len(seen) >= 2

    await eventually(both)
    assert seen == [("stored.deck.dev.d.1.requested", str(first.seq)), ("stored.deck.dev.e.1.requested", str(last.seq))]


async def test_provisioning_leaves_a_changed_stream_alone_unless_asked_to_update(bus: Bus) -> None:
    spec = next(s for s in STREAMS if s.name == DECKS)
    changed = stream_config(spec)
    changed.max_age = 3600
    await bus.js.update_stream(StreamConfig(**changed.__dict__))
    assert await provision(bus.js) == []
    assert (await bus.js.stream_info(DECKS)).config.max_age == 3600
    assert await provision(bus.js, update=True) == []
    assert (await bus.js.stream_info(DECKS)).config.max_age == 0


async def test_provisioning_creates_every_consumer_of_the_table_without_backoff_or_delivery_limit(bus: Bus) -> None:
    for spec in CONSUMERS:
        config = (await bus.js.consumer_info(spec.stream, spec.name)).config
        assert config.filter_subjects == list(spec.filters) or config.filter_subject == spec.filters[0]
        assert (config.max_deliver, config.backoff, config.ack_wait) == (-1, None, spec.ack_wait_s)


async def test_reading_creates_no_consumers(bus: Bus) -> None:
    for n in range(30):
        await bus.facts.write(requested(f"d{n}"))
        await bus.facts.state("dev", f"d{n}")
        assert [fact.seq async for fact in bus.facts.replay("dev", f"d{n}")]
    assert len(await bus.js.consumers_info(DECKS)) == len(CONSUMERS)


async def test_more_subjects_than_one_read_may_answer_are_refused_with_the_servers_status(bus: Bus) -> None:
    await asyncio.gather(*(bus.js.publish(f"deck.dev.d.{n}.requested", b"{}") for n in range(1100)))
    with pytest.raises(direct.DirectGetError) as refused:
        await direct.last_of(bus.nc, DECKS, ["deck.dev.d.>"])
    assert refused.value.status == "413"


async def test_a_write_survives_a_broker_that_is_killed_and_started_again(server: NatsServer, bus: Bus) -> None:
    await bus.facts.write(requested())
    await server.kill()
    writing = asyncio.create_task(bus.facts.write(requested("late")))
    await server.start()
    assert (await writing).won
    assert await bus.facts.state("dev", "d") is not None


async def test_a_deadline_is_delivered_when_it_is_due_though_the_broker_was_restarted(
    server: NatsServer, bus: Bus
) -> None:
    await bus.schedule_deadline("dev", "d", 1, in_s=1.0)
    await server.kill()
    await server.start()

    async def due() -> direct.Stored | None:
        return await direct.last_one(bus.nc, DECKS, "timer.due.dev.d.1")

    message = await eventually(due, deadline_s=10)
    assert message is not None
    assert b'"deck_id":"d"' in message.data


def test_headers_name_the_event_as_cloudevents_does() -> None:
    headers = headers_of(requested().model_copy(update={"source": "gateway"}))
    assert headers["ce-type"] == "io.deckwire.deck.requested.v1"
    assert headers["ce-source"] == "/deckwire/gateway"
    assert headers["Nats-Msg-Id"] == "deck.dev.d.1.requested"


def test_ids_never_appear_in_metric_labels_and_span_names() -> None:
    assert pattern("deck.t.d.3.slide.s01.drafted") == "deck.*.*.*.slide.*.drafted"
    assert pattern("deck.t.d.3.ended.failed") == "deck.*.*.*.ended.failed"
    assert pattern("timer.due.t.d.1") == "timer.due.*.*.*"


async def test_which_facts_stand_is_told_without_reading_them_and_never_from_a_lagging_answer(bus: Bus) -> None:
    first = requested()
    written = await bus.facts.write(first)
    absent = "deck.dev.d.1.outlined"
    assert await bus.facts.standing([first.subject, absent], at_least=written.seq) == {first.subject}
    assert await bus.facts.standing([absent]) == set()
    with pytest.raises(FactsUnavailableError, match="lags"):
        await bus.facts.standing([first.subject], at_least=written.seq + 1)


async def test_a_stream_that_does_not_exist_is_an_error_and_not_an_empty_answer(bus: Bus) -> None:
    with pytest.raises(NoRespondersError):
        await direct.last_one(bus.nc, "NOWHERE", "deck.>")
    with pytest.raises(NoRespondersError):
        await direct.last_of(bus.nc, "NOWHERE", ["deck.>"])


async def test_a_write_that_the_broker_never_confirms_is_given_up_and_said(
    server: NatsServer, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckwire_kit.facts._WRITE_BUDGET_S", 1.0)
    await server.kill()
    with pytest.raises(FactsUnavailableError, match=r"did not confirm deck\.\*\.\*\.\*\.requested"):
        await bus.facts.write(requested())
