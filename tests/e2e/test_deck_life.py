"""What a user can do with a deck besides waiting for it: review, cap its cost, cancel, resume, take the PDF, erase."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import Any

import httpx
import pytest
from deckwire_kit.testing import connected_bus, eventually
from PIL import Image

from tests import checker
from tests.deck_client import DeckClient
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(120)]


async def test_deck_holds_no_errors_and_every_slide_has_a_preview_that_decodes(model_stack: Stack) -> None:
    async with DeckClient(model_stack.url()) as client:
        deck = await client.create("Tidal power, 12 slides", n_slides=12, export_as=["pptx", "pdf"])
        state = await client.ended(deck["id"])

        async def painted() -> bool:
            state = await client.state(deck["id"])
            return bool(state["stage"]["previewed"] == 12)

        await eventually(painted, deadline_s=20)
        state = await client.state(deck["id"])
        previews = [await client.download(slide["preview_url"]) for slide in state["slides"]]
        pdf = await client.download(state["artifacts"]["pdf"]["url"])
        pptx = await client.download(state["artifacts"]["pptx"]["url"])
    assert state["status"] == "rendered"
    assert [finding for finding in state["quality"]["findings"] if finding["severity"] == "error"] == []
    assert state["usage"]["cost_usd"] > 0
    assert state["stage"]["illustrated"] == 12
    for answer in previews:
        assert answer.status_code == 200
        assert Image.open(io.BytesIO(answer.content)).width >= 640
    assert pdf.content.startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(pptx.content)) as package:
        names = package.namelist()
    assert any(name.startswith("ppt/charts/chart") for name in names)
    assert sum(name.startswith("ppt/notesSlides/notesSlide") for name in names) >= 10


async def test_download_needs_no_token_but_an_intact_signature(model_stack: Stack) -> None:
    async with DeckClient(model_stack.url()) as client, httpx.AsyncClient() as stranger:
        deck = await client.create("Tidal power, 2 slides", n_slides=2)
        url = model_stack.url() + (await client.ended(deck["id"]))["artifacts"]["pptx"]["url"]
        good = await stranger.get(url)
        part = await stranger.get(url, headers={"Range": "bytes=0-99"})
        unchanged = await stranger.get(url, headers={"If-None-Match": good.headers["etag"]})
        forged = await stranger.get(url.replace("exp=", "exp=9"))
    assert good.status_code == 200
    assert (part.status_code, part.content) == (206, good.content[:100])
    assert unchanged.status_code == 304
    assert forged.status_code in (401, 403, 404)


async def test_outline_waits_for_the_user_and_is_drafted_as_the_user_left_it(
    model_stack: Stack, providers: ProviderThread
) -> None:
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        deck = await client.create("Tidal power, 5 slides", n_slides=5, review_outline=True, image_type="none")

        async def waiting() -> Any:
            state = await client.state(deck["id"])
            return state if state["status"] == "awaiting_approval" else None

        await eventually(waiting, deadline_s=20)
        assert providers.openrouter.count("slide") == 0
        outlined = await client.first(deck["id"], "outlined")
        outline = outlined["data"]["outline"]
        outline["slides"] = [slide | {"number": n} for n, slide in enumerate(outline["slides"][:3], start=1)]
        outline["slides"][1]["title"] = "What the user wants to say here"
        answer = await client.http.put(f"/decks/{deck['id']}/outline", json={"outline": outline})
        if answer.status_code == 422:
            answer = await client.http.put(f"/decks/{deck['id']}/outline", json=outline)
        assert answer.status_code in (200, 202), answer.text
        state = await client.ended(deck["id"])
        await checker.assert_holds(bus.nc, dead_letters=None)
    assert state["status"] == "rendered"
    assert len(state["slides"]) == 3
    assert providers.openrouter.count("slide") == 3


async def test_cost_cap_is_kept_and_said(model_stack: Stack) -> None:
    cap = 0.0011
    async with DeckClient(model_stack.url()) as client:
        deck = await client.create("Tidal power, 6 slides", n_slides=6, max_cost_usd=cap, model="openai/gpt-5-mini")
        state = await client.ended(deck["id"])
    assert state["usage"]["cost_usd"] <= cap
    said = {d["reason"] for d in state["degradations"]}
    assert state["status"] == "failed" or any("cost" in reason for reason in said), state["degradations"]


async def test_decks_cancelled_at_any_moment_have_one_end_and_stop_paying(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.slow(outline_ms=100, slide_ms=300, image_ms=200)
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:

        async def one(n: int) -> dict[str, Any]:
            deck = await client.create(f"Tidal power number {n}", n_slides=4)
            await asyncio.sleep(n * 0.09)
            answer = await client.post(f"/decks/{deck['id']}/cancel")
            # Whoever comes too late is told that the deck has ended.
            assert answer.status_code in (200, 202, 409), answer.text
            return await client.ended(deck["id"])

        states = await asyncio.gather(*(one(n) for n in range(16)))
        assert {state["status"] for state in states} <= {"cancelled", "rendered"}
        assert any(state["status"] == "cancelled" for state in states)

        async def quiet() -> bool:
            return providers.openrouter.in_flight == 0 and providers.runware.in_flight == 0

        await eventually(quiet, deadline_s=20)
        calls = providers.openrouter.count("slide")
        await checker.assert_holds(bus.nc, dead_letters=None)
        early = await client.create("Tidal power, cancelled at once", n_slides=30)
        await client.post(f"/decks/{early['id']}/cancel")
        await client.ended(early["id"])
        await eventually(quiet, deadline_s=20)
    assert providers.openrouter.count("slide") - calls <= 8


async def test_calls_in_flight_are_stopped_when_their_deck_is_cancelled(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.slow(slide_ms=60_000)
    async with DeckClient(model_stack.url()) as client:
        deck = await client.create("Tidal power, 6 slides", n_slides=6, image_type="none")

        async def writing() -> bool:
            return providers.openrouter.in_flight >= 6

        async def stopped() -> bool:
            return providers.openrouter.in_flight == 0

        await eventually(writing, deadline_s=20)
        await client.post(f"/decks/{deck['id']}/cancel")
        await eventually(stopped, deadline_s=20, what="the provider is not read any more")
    assert all(entry.aborted for entry in providers.openrouter.of("slide"))


async def test_sse_resumes_after_the_last_event_seen(model_stack: Stack) -> None:
    async with DeckClient(model_stack.url()) as client:
        deck = await client.create("Tidal power, 3 slides", n_slides=3)
        everything = await client.all_events(deck["id"])
        await client.ended(deck["id"])
        everything = await client.all_events(deck["id"])
        middle = everything[4]["seq"]
        rest = await client.all_events(deck["id"], after=middle)
        nothing = await client.all_events(deck["id"], after=everything[-1]["seq"])
    assert [event["seq"] for event in rest] == [event["seq"] for event in everything if event["seq"] > middle]
    assert all(event["sse_id"] == str(event["seq"]) for event in everything)
    assert nothing == []


async def test_erased_deck_is_gone_from_every_gateway_answer_and_from_the_stream(model_stack: Stack) -> None:
    async with DeckClient(model_stack.url()) as client, connected_bus(model_stack.nats_url) as bus:
        deck = await client.create("Tidal power, 2 slides", n_slides=2)
        state = await client.ended(deck["id"])
        erased = await client.http.delete(f"/decks/{deck['id']}")
        assert erased.status_code in (200, 202, 204)
        assert (await client.http.get(f"/decks/{deck['id']}")).status_code == 404
        assert (await client.download(state["artifacts"]["pptx"]["url"])).status_code in (403, 404, 410)
        listed = (await client.http.get("/decks?limit=100")).json()

        async def forgotten() -> bool:
            return (await checker.read(bus.nc)).of(deck["id"]) == []

        await eventually(forgotten, deadline_s=10)
    assert deck["id"] not in str(listed)
