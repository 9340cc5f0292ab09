"""The render service on a real broker: facts written by hand go in, previews, `ready` and an end come out."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from deckwire_contracts import (
    SLIDE,
    ArtifactRef,
    Brand,
    Credit,
    DeadlinePassed,
    DeckCancelled,
    DeckFailed,
    DeckOptions,
    DeckOutlined,
    DeckRendered,
    DeckRequested,
    DeckState,
    Finding,
    Look,
    Outline,
    OutlineApproved,
    ProblemCode,
    SlideBrief,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    Stage,
    Status,
    Usage,
)
from deckwire_contracts.topology import DEADLETTERS, deck_subject, timer_subjects
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.service import Service
from deckwire_kit.testing import LoopWatch, connected_bus, eventually, nats_server
from deckwire_render.adapters.composer import DeckComposer
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.painter import EnginePainter
from deckwire_render.adapters.pdf import VectorPrinter
from deckwire_render.adapters.worker import ThreadWorkshop
from deckwire_render.app import build
from deckwire_render.handlers import PDF, PPTX, DeckHandlers, Pace, PreviewHandlers
from deckwire_render.ports import Composed, DeckJob, Made, OnComposed, Painted, PreviewJob, Workshop
from deckwire_render.settings import RenderSettings
from PIL import Image
from pptx import Presentation

pytestmark = pytest.mark.connected


def workshop(**parts: Any) -> ThreadWorkshop:
    return ThreadWorkshop(
        parts.get("composer") or DeckComposer(),
        parts.get("painter") or EnginePainter(),
        parts.get("printer") or VectorPrinter(),
        parts.get("inspector") or DeckInspector(),
    )


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path / "nats") as server:
        yield server


@pytest.fixture
async def bus(broker: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(broker.url) as connected:
        yield connected


@asynccontextmanager
async def running(broker: NatsServer, ports: Workshop | None = None) -> AsyncIterator[Service]:
    service = build(RenderSettings(nats_url=broker.url, _env_file=None, drain_s=3), ports=ports)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


def bullets(title: str, **fields: Any) -> dict[str, Any]:
    return {"type": "bullets", "title": title, "items": [{"text": "First"}, {"text": "Second"}], "notes": "n", **fields}


def with_picture(title: str) -> dict[str, Any]:
    image = {"prompt": "a harbour at dawn", "alt": "A harbour at dawn"}
    return {"type": "image_text", "title": title, "items": ["A point"], "image": image, "notes": "n"}


class Story:
    """Writes the facts of one revision as the other services would."""

    def __init__(
        self, bus: Bus, slides: Sequence[dict[str, Any]], *, deck_id: str = "deck1", revision: int = 1, **options: Any
    ) -> None:
        self.bus = bus
        self.ids: dict[str, Any] = {"tenant_id": "t1", "deck_id": deck_id, "revision": revision}
        self.slides = [SLIDE.validate_python(slide) for slide in slides]
        self.options = DeckOptions.model_validate(options)
        self.briefs = [
            SlideBrief(id=f"s{n}", number=n, type=slide.type, title=slide.title)
            for n, slide in enumerate(self.slides, start=1)
        ]
        self.theme = "indigo"

    async def begin(self) -> None:
        await self.bus.facts.write(DeckRequested(**self.ids, content="x", options=self.options))
        outline = Outline(title="Quarterly report", slides=self.briefs, theme=self.theme)
        await self.bus.facts.write(
            DeckOutlined(**self.ids, outline=outline, options=self.options, usage=Usage(cost_usd=0.01, calls=1))
        )

    async def draft(self, number: int) -> SlideDrafted:
        context = SlideContext(
            deck_title="Quarterly report",
            titles=[b.title for b in self.briefs],
            options=self.options,
            theme=self.theme,
        )
        fact = SlideDrafted(
            **self.ids,
            slide_id=f"s{number}",
            number=number,
            slide=self.slides[number - 1],
            context=context,
            usage=Usage(cost_usd=0.02, calls=1),
        )
        await self.bus.facts.write(fact)
        return fact

    async def illustrate(self, number: int, image: ArtifactRef | None) -> None:
        await self.bus.facts.write(
            SlideIllustrated(
                **self.ids,
                slide_id=f"s{number}",
                image=image,
                width=640,
                height=360,
                alt="A harbour at dawn",
                credit=Credit(text="Photo: A. Person"),
                usage=Usage(images=1),
            )
        )

    async def picture(self) -> ArtifactRef:
        buffer = io.BytesIO()
        Image.effect_noise((640, 360), 60).convert("RGB").save(buffer, "JPEG")
        return await self.bus.artifacts.put(buffer.getvalue(), "image/jpeg")

    async def all(self) -> None:
        await self.begin()
        for number, slide in enumerate(self.slides, start=1):
            await self.draft(number)
            if slide.image:
                await self.illustrate(number, await self.picture())

    async def state(self) -> DeckState:
        state = await self.bus.facts.state(self.ids["tenant_id"], self.ids["deck_id"], self.ids["revision"])
        assert state is not None
        return state

    async def end(self, deadline_s: float = 20) -> Any:
        async def ended() -> Any:
            return (await self.state()).end

        return await eventually(ended, deadline_s=deadline_s, what="the end of the deck")

    async def types(self) -> list[str]:
        return [f.event.type async for f in self.bus.facts.replay(self.ids["tenant_id"], self.ids["deck_id"])]


async def test_a_deck_is_previewed_joined_and_rendered(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One"), with_picture("Two"), bullets("Three")], export_as=["pptx", "pdf"])
    async with running(broker):
        await story.all()
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert end.slide_count == 3
    assert end.usage.cost_usd == pytest.approx(0.07)
    assert end.usage.images == 1
    assert end.degradations == []
    assert end.quality.metrics["slides"] == 3
    assert end.quality.errors == 0, end.quality.findings
    assert {"outline", "draft", "illustrate", "ready", "render", "total", "render.compose", "render.print"} <= set(
        end.timings_ms
    )
    assert end.timings_ms["outline"] <= end.timings_ms["draft"] <= end.timings_ms["total"]
    pptx = await bus.artifacts.get(end.pptx)
    assert end.pptx.media_type == PPTX
    assert [slide.shapes.title.text for slide in Presentation(io.BytesIO(pptx)).slides] == ["One", "Two", "Three"]
    assert end.pdf is not None
    assert end.pdf.media_type == PDF
    assert (await bus.artifacts.get(end.pdf)).startswith(b"%PDF")
    state = await story.state()
    assert state.status == Status.RENDERED
    assert all(slide.preview_full for slide in state.slides)
    # Only a slide that waits for a picture may have a preview of its text alone, and this one did not wait long.
    assert not any(slide.preview_text for slide in state.slides if slide.brief.id != "s2")
    image = await bus.artifacts.get(state.slides[1].preview_full.image)  # type: ignore[union-attr]
    with Image.open(io.BytesIO(image)) as opened:
        assert opened.size == (1280, 720)
    types = await story.types()
    assert types.count("ready") == types.count("rendered") == 1
    assert types[-1] == "rendered"


async def test_a_slide_is_previewed_before_its_picture_and_again_with_it(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [with_picture("One"), bullets("Two")])
    async with running(broker):
        await story.begin()
        await story.draft(1)

        async def text() -> Any:
            return (await story.state()).slides[0].preview_text

        first = await eventually(text)
        assert (await story.state()).slides[0].preview_full is None
        await story.illustrate(1, await story.picture())

        async def full() -> Any:
            return (await story.state()).slides[0].preview_full

        second = await eventually(full)
    assert first.image.sha256 != second.image.sha256
    assert (await story.state()).ready is None


class Repairing(ThreadWorkshop):
    """A workshop whose report names the first slide as one that was set again."""

    async def deck(self, job: DeckJob, *, composed: OnComposed | None = None) -> Made:
        made = await super().deck(job, composed=composed)
        fault = Finding(rule="text_overflow", severity="error", slide_id=job.slides[0].slide_id)
        return replace(made, quality=made.quality.model_copy(update={"repaired": [fault]}))


async def test_a_slide_set_again_after_its_preview_stood_is_shown_as_the_deck_holds_it(
    broker: NatsServer, bus: Bus
) -> None:
    story = Story(bus, [bullets("One"), bullets("Two")])
    work = Repairing(DeckComposer(), EnginePainter(), VectorPrinter(), DeckInspector())
    async with running(broker, work):
        await story.begin()
        await story.draft(1)

        async def full() -> Any:
            return (await story.state()).slides[0].preview_full

        await eventually(full)
        await story.draft(2)
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert end.degradations == []
    first, second = (await story.state()).slides
    assert first.preview is not None
    assert (first.preview.stage, first.preview.width) == ("repaired", 1280)
    assert second.preview is not None
    assert second.preview.stage == "full"


async def test_the_first_preview_does_not_wait_for_the_second_draft(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One"), bullets("Two")])
    async with running(broker):
        await story.begin()
        await story.draft(1)

        async def full() -> Any:
            return (await story.state()).slides[0].preview_full

        await eventually(full)
        state = await story.state()
    assert state.slides[1].drafted is None
    assert state.ready is None


async def test_a_message_delivered_again_writes_nothing_twice(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One"), with_picture("Two")])
    async with running(broker):
        await story.all()
        await story.end()
    before = await story.types()
    for name in ("render-preview", "render-join", "render-deck"):
        await bus.js.delete_consumer("DECKS", name)
    async with running(broker) as again:
        # The consumers are new, so that every message of the deck is delivered from the beginning.
        async def settled() -> bool:
            infos = [
                await bus.js.consumer_info("DECKS", name) for name in ("render-preview", "render-join", "render-deck")
            ]
            return all(info.num_pending == 0 and info.num_ack_pending == 0 for info in infos)

        await eventually(settled)
        assert again.started
    assert await story.types() == before


async def test_two_services_render_each_deck_once(broker: NatsServer, bus: Bus) -> None:
    stories = [Story(bus, [bullets("One"), bullets("Two")], deck_id=f"deck{n}") for n in range(6)]
    async with running(broker), running(broker):
        await asyncio.gather(*(story.all() for story in stories))
        ends = await asyncio.gather(*(story.end(40) for story in stories))
    assert all(isinstance(end, DeckRendered) for end in ends)
    for story in stories:
        types = await story.types()
        assert types.count("ready") == types.count("rendered") == 1
        assert types.count("slide.previewed") == 2
        assert types[-1] == "rendered"


async def test_facts_written_while_nobody_listens_are_rendered_later(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")])
    async with running(broker):
        pass
    await story.all()
    async with running(broker):
        assert isinstance(await story.end(), DeckRendered)


async def test_a_service_killed_while_rendering_leaves_the_deck_to_the_next(broker: NatsServer, bus: Bus) -> None:
    class Stuck(ThreadWorkshop):
        begun = asyncio.Event()

        async def deck(self, job: DeckJob, *, composed: OnComposed | None = None) -> Made:
            self.begun.set()
            await asyncio.Event().wait()
            raise AssertionError

    stuck = Stuck(DeckComposer(), EnginePainter(), VectorPrinter(), DeckInspector())
    story = Story(bus, [bullets("One")])
    service = build(RenderSettings(nats_url=broker.url, _env_file=None, drain_s=0.1), ports=stuck)
    await service.start()
    await story.all()
    await asyncio.wait_for(Stuck.begun.wait(), 10)
    await service.stop()
    assert (await story.state()).end is None
    async with running(broker):
        assert isinstance(await story.end(30), DeckRendered)
    assert (await story.types()).count("rendered") == 1


async def test_missing_picture_bytes_are_a_degradation_of_that_slide(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One"), with_picture("Two")])
    gone = ArtifactRef(bucket="artifacts", key="0" * 64, sha256="0" * 64, bytes=10, media_type="image/jpeg")
    async with running(broker):
        await story.begin()
        await story.draft(1)
        await story.draft(2)
        await story.illustrate(2, gone)
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert [(d.slide_id, d.stage, d.reason) for d in end.degradations] == [("s2", Stage.RENDER, "picture_missing")]


async def test_an_unreadable_picture_is_a_degradation_of_that_slide(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [with_picture("One")])
    async with running(broker):
        await story.begin()
        await story.draft(1)
        await story.illustrate(1, await bus.artifacts.put(b"no picture at all", "image/jpeg"))
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert [(d.slide_id, d.reason) for d in end.degradations] == [("s1", "picture_unreadable")]


async def test_a_slide_without_its_picture_is_complete(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [with_picture("One")])
    async with running(broker):
        await story.begin()
        await story.draft(1)
        await story.illustrate(1, None)
        assert isinstance(await story.end(), DeckRendered)
    assert (await story.state()).slides[0].preview_full is not None


async def test_review_mode_waits_for_the_approval(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")], review_outline=True)
    async with running(broker):
        await story.begin()
        await story.draft(1)

        async def previewed() -> Any:
            return (await story.state()).slides[0].preview_full

        await eventually(previewed)
        assert (await story.state()).ready is None
        outline = Outline(title="Edited", slides=story.briefs)
        await bus.facts.write(OutlineApproved(**story.ids, outline=outline))
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert end.title == "Edited"


async def test_an_unchanged_revision_is_rendered_from_older_slides(broker: NatsServer, bus: Bus) -> None:
    first = Story(bus, [bullets("One"), bullets("Two")])
    async with running(broker):
        await first.all()
        await first.end()
        second = Story(bus, [bullets("One"), bullets("Two")], revision=2)
        second.briefs = [brief.model_copy(update={"from_revision": 1}) for brief in reversed(second.briefs)]
        await second.begin()
        end = await second.end()
    assert isinstance(end, DeckRendered)
    assert end.usage.cost_usd == pytest.approx(0.01)
    pptx = await bus.artifacts.get(end.pptx)
    assert [slide.shapes.title.text for slide in Presentation(io.BytesIO(pptx)).slides] == ["Two", "One"]
    types = await second.types()
    assert types.count("slide.previewed") == 2, "previews of older slides are not painted again"


async def test_a_cancelled_revision_is_neither_previewed_nor_rendered(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")])
    await story.begin()
    await bus.facts.write(DeckCancelled(**story.ids))
    await story.draft(1)
    async with running(broker):

        async def settled() -> bool:
            info = await bus.js.consumer_info("DECKS", "render-preview")
            return bool(info.num_pending == 0 and info.num_ack_pending == 0 and info.delivered.stream_seq > 0)

        await eventually(settled)
    assert await story.types() == ["requested", "outlined", "cancelled", "slide.drafted"]


class NoPrinter:
    def pdf(self, deck: bytes, *, title: str, language: str) -> bytes:
        raise RuntimeError("out of ink")


class NoPainter:
    def paint(self, deck: bytes, pages: Sequence[int] = (0,)) -> list[Painted]:
        raise RuntimeError("out of paint")


class NoInspector:
    def inspect(self, deck: bytes, slide_ids: Sequence[str]) -> Any:
        raise RuntimeError("out of sight")


class PickyComposer(DeckComposer):
    """Cannot compose slides whose title says so."""

    def preview(self, job: PreviewJob) -> bytes:
        if "impossible" in job.slide.slide.title and job.slide.slide.type != "section":
            raise ValueError("impossible")
        return super().preview(job)

    def deck(self, job: DeckJob) -> Composed:
        if any("impossible" in s.slide.title and s.slide.type != "section" for s in job.slides):
            raise ValueError("impossible")
        return super().deck(job)


class NoComposer:
    def preview(self, job: PreviewJob) -> bytes:
        return DeckComposer().preview(job)

    def deck(self, job: DeckJob) -> Composed:
        raise RuntimeError("nothing fits")


async def test_a_deck_without_pdf_report_and_previews_is_delivered_and_says_so(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")], export_as=["pdf"])
    broken = workshop(printer=NoPrinter(), painter=NoPainter(), inspector=NoInspector())
    service = build(RenderSettings(nats_url=broker.url, _env_file=None, drain_s=1, warm_up=False), ports=broken)
    await service.start()
    try:
        await story.all()
        end = await story.end()
    finally:
        await service.stop()
    assert isinstance(end, DeckRendered)
    assert end.pdf is None
    assert [d.reason for d in end.degradations] == ["pdf_failed", "quality_unknown", "preview_failed"]


async def test_a_slide_that_cannot_be_composed_is_replaced_and_named(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One"), bullets("An impossible slide")])
    async with running(broker, workshop(composer=PickyComposer())):
        await story.all()
        end = await story.end()
    assert isinstance(end, DeckRendered)
    reasons = [(d.slide_id, d.reason) for d in end.degradations]
    assert ("s2", "slide_not_composed") in reasons
    pptx = await bus.artifacts.get(end.pptx)
    assert [slide.shapes.title.text for slide in Presentation(io.BytesIO(pptx)).slides] == [
        "One",
        "An impossible slide",
    ]


async def test_an_unknown_theme_is_replaced_and_said(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")])
    story.theme = "no-such-theme"
    async with running(broker):
        await story.all()
        end = await story.end()
    assert isinstance(end, DeckRendered)
    assert [d.reason for d in end.degradations] == ["theme_unknown"]


async def test_a_chart_drawn_otherwise_than_asked_is_said(broker: NatsServer, bus: Bus) -> None:
    pie = {"kind": "pie", "categories": ["A", "B", "C"], "series": [{"name": "S", "values": [4, -1, 2]}]}
    story = Story(bus, [SLIDE.validate_python({"type": "chart", "title": "One part is negative", "chart": pie})])
    async with running(broker):
        await story.all()
        end = await story.end()
    assert isinstance(end, DeckRendered)
    [said] = [f for f in end.quality.findings if f.rule == "chart_redrawn"]
    assert (said.slide_id, said.severity) == ("s1", "info")
    assert "a share cannot be negative" in said.detail


async def test_a_deck_that_cannot_be_composed_fails_with_a_typed_problem(
    broker: NatsServer, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckwire_kit.delivery.retry_delay_s", lambda _attempt: 0.01)
    story = Story(bus, [bullets("One")])
    async with running(broker, workshop(composer=NoComposer())):
        await story.all()
        end = await story.end(30)
    assert isinstance(end, DeckFailed)
    assert end.problem.code == ProblemCode.RENDER_FAILED
    assert end.stage == Stage.RENDER
    letters = await bus.js.stream_info(DEADLETTERS)
    assert letters.state.messages >= 1


async def pass_deadline(bus: Bus, story: Story) -> None:
    _, due = timer_subjects(story.ids["tenant_id"], story.ids["deck_id"], story.ids["revision"])
    passed = DeadlinePassed(**story.ids, deadline=datetime.now(UTC) - timedelta(seconds=1))
    await bus.js.publish(due, passed.model_dump_json().encode())


@pytest.mark.parametrize(
    ("until", "stage"), [("requested", Stage.OUTLINE), ("outlined", Stage.DRAFT), ("drafted", Stage.ILLUSTRATE)]
)
async def test_a_deck_past_its_deadline_fails_where_it_stood(
    broker: NatsServer, bus: Bus, until: str, stage: Stage
) -> None:
    story = Story(bus, [with_picture("One")])
    if until == "requested":
        await bus.facts.write(DeckRequested(**story.ids, content="x"))
    else:
        await story.begin()
        if until == "drafted":
            await story.draft(1)
    async with running(broker):
        await pass_deadline(bus, story)
        end = await story.end()
    assert isinstance(end, DeckFailed)
    assert end.problem.code == ProblemCode.DEADLINE
    assert end.stage == stage


async def test_a_deadline_after_the_end_changes_nothing(broker: NatsServer, bus: Bus) -> None:
    story = Story(bus, [bullets("One")])
    async with running(broker):
        await story.all()
        await story.end()
        before = await story.types()
        await pass_deadline(bus, story)

        async def settled() -> bool:
            info = await bus.js.consumer_info("DECKS", "render-deadline")
            return bool(info.num_pending == 0 and info.num_ack_pending == 0 and info.delivered.consumer_seq > 0)

        await eventually(settled)
    assert await story.types() == before


async def test_the_event_loop_answers_while_fifty_slides_are_rendered(broker: NatsServer, bus: Bus) -> None:
    kinds: list[Callable[[str], dict[str, Any]]] = [
        bullets,
        lambda title: {
            "type": "chart",
            "title": title,
            "chart": {"categories": ["a", "b", "c"], "series": [{"name": "s", "values": [1, 2, 3]}]},
        },
        lambda title: {"type": "table", "title": title, "table": {"headers": ["a", "b"], "rows": [["1", "2"]] * 6}},
    ]
    slides = [kinds[n % 3](f"Slide number {n}") for n in range(50)]
    story = Story(bus, slides, export_as=["pptx", "pdf"])
    async with running(broker):
        await story.begin()
        await asyncio.gather(*(story.draft(number) for number in range(1, 51)))
        # Folding fifty slides again and again would be work of this loop, too: look at the end alone.
        ended = deck_subject("t1", "deck1", 1, "ended.*")
        async with LoopWatch() as loop:
            end = (await eventually(lambda: bus.facts.get(ended), deadline_s=60)).event
    assert isinstance(end, DeckRendered)
    assert end.slide_count >= 50
    assert max(loop.busy) < 0.1, f"{max(loop.busy) * 1000:.0f} ms of work in one turn of the loop"
    names = zipfile.ZipFile(io.BytesIO(await bus.artifacts.get(end.pptx))).namelist()
    assert sum(name.startswith("ppt/slides/slide") for name in names) >= 50


async def test_a_brands_deck_bears_its_logo_and_says_when_the_logo_is_gone(broker: NatsServer, bus: Bus) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (120, 40), (0, 87, 184)).save(stream, "PNG")
    kept = await bus.artifacts.put(stream.getvalue(), "image/png")
    gone = bus.artifacts.ref(b"bytes that nobody stored", "image/png")
    async with running(broker):
        for number, logo in enumerate((kept, gone), start=1):
            brand = Brand(id="brand-1", title="Acme", colours=("#0057B8",), logo=logo)
            story = Story(bus, [bullets("One")], deck_id=f"brand{number}", look=Look(brand=brand), theme="brand-1")
            story.theme = "brand-1"
            await story.begin()
            await story.draft(1)
            ended = deck_subject("t1", f"brand{number}", 1, "ended.*")
            end = (await eventually(lambda ended=ended: bus.facts.get(ended), deadline_s=30)).event
            assert isinstance(end, DeckRendered)
            names = zipfile.ZipFile(io.BytesIO(await bus.artifacts.get(end.pptx))).namelist()
            assert ("ppt/media/logo.png" in names) is (logo is kept)
            assert [d.reason for d in end.degradations] == ([] if logo is kept else ["logo_missing"])


async def test_handlers_ignore_events_that_are_not_theirs(bus: Bus) -> None:
    from deckwire_kit.delivery import Delivery

    previews, decks = PreviewHandlers(bus, workshop(), Pace(1)), DeckHandlers(bus, workshop(), Pace(1))
    story = Story(bus, [bullets("One")])
    requested = DeckRequested(**story.ids, content="x")
    delivery = Delivery(requested, requested.subject, 1, 1, "render-preview")
    passed = DeadlinePassed(**story.ids, deadline=datetime.now(UTC))
    timed = replace(delivery, event=passed, seq=0)
    for handler in (previews.preview, decks.deck, decks.deadline):
        await handler(delivery)
    for handler in (previews.preview, decks.join, decks.deck, decks.deadline):
        await handler(timed)
    assert await story.types() == []
