"""Decks over HTTP: asked for, looked at, listed, waited for, stopped, approved, erased."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import pytest
from deckwire_contracts.topology import DECKS
from deckwire_gateway.app import Gateway
from deckwire_kit import direct
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.testing import eventually

from tests.integration.gateway.world import Api, Author
from tests.integration.gateway.world import gateway as run_gateway

pytestmark = pytest.mark.connected


async def test_accepted_request_is_on_the_stream_with_its_deadline_scheduled(api: Api, bus: Bus) -> None:
    status, state, headers = await api.call("POST", "/decks", json={"content": "Tides", "n_slides": 5})
    assert status == 202
    assert headers["Location"] == f"/api/v1/decks/{state['id']}"
    assert (state["status"], state["revision"], state["title"], state["slides"]) == ("outlining", 1, "", [])
    fact = await bus.facts.get(f"deck.dev.{state['id']}.1.requested")
    assert fact is not None
    assert (fact.seq, fact.event.source) == (state["seq"], "gateway")
    assert fact.event.options.n_slides == 5
    timer = await direct.last_one(bus.nc, DECKS, f"timer.set.dev.{state['id']}.1")
    assert timer is not None
    assert timer.seq < fact.seq
    assert timer.headers["Nats-Schedule-Target"] == f"timer.due.dev.{state['id']}.1"


async def test_state_shows_slides_with_links_and_files(api: Api, bus: Bus) -> None:
    deck = await api.create()
    author = Author(bus, "dev", deck["id"])
    pptx = await author.finish()
    state = await api.state(deck["id"])
    assert state["status"] == "rendered"
    assert state["title"] == "Tidal power: Häfen & 潮"
    assert state["stage"] == {"outlined": 2, "drafted": 2, "illustrated": 2, "previewed": 2, "total": 2}
    assert [slide["title"] for slide in state["slides"]] == ["Finding of s1", "Finding of s2"]
    assert state["artifacts"]["pptx"]["sha256"] == pptx.sha256
    assert set(state) >= {"seq", "quality", "usage", "degradations", "created_at", "updated_at"}
    assert "problem" not in state
    for slide in state["slides"]:
        status, body, _ = await api.call("GET", slide["preview_url"])
        assert (status, body) == (200, f"png of {slide['id']} in {deck['id']}".encode())


async def test_wait_answers_201_when_rendered(api: Api, bus: Bus) -> None:
    async def work() -> None:
        async def asked() -> Any:
            page = (await api.call("GET", "/decks?limit=1"))[1]["decks"]
            return page and page[0]["status"] == "outlining" and page[0]["id"]

        await Author(bus, "dev", await eventually(asked)).finish()

    working = asyncio.create_task(work())
    status, state, headers = await api.call(
        "POST", "/decks", json={"content": "Tides"}, headers={"Prefer": "respond-async, wait=20"}
    )
    await working
    assert (status, state["status"]) == (201, "rendered")
    assert headers["Preference-Applied"] == "wait=20"


async def test_wait_that_runs_out_answers_202(api: Api) -> None:
    status, state, _ = await api.call("POST", "/decks", json={"content": "Tides"}, headers={"Prefer": "wait=0"})
    assert (status, state["status"]) == (202, "outlining")


async def test_same_key_and_body_is_the_same_deck_and_another_body_is_refused(gateway: Gateway, api: Api) -> None:
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    answers = await asyncio.gather(
        *(api.call("POST", "/decks", json={"content": "Tides"}, headers=headers) for _ in range(8))
    )
    assert {status for status, _, _ in answers} == {202}
    assert len({state["id"] for _, state, _ in answers}) == 1
    status, problem, _ = await api.call("POST", "/decks", json={"content": "Other"}, headers=headers)
    assert (status, problem["code"]) == (422, "idempotency_mismatch")
    async with Api(gateway.url, tenant="other") as other:
        status, _, _ = await other.call("POST", "/decks", json={"content": "Other"}, headers=headers)
    assert status == 202


async def test_crash_between_key_and_fact_is_mended_by_the_next_try(api: Api, bus: Bus, gateway: Gateway) -> None:
    key = secrets.token_hex(8)
    facts = gateway._context.services.desk._ports.facts
    real = facts.write

    async def crash(*_: object, **__: object) -> None:
        raise ConnectionError

    facts.write = crash
    status, problem, _ = await api.call("POST", "/decks", json={"content": "Tides"}, headers={"Idempotency-Key": key})
    assert (status, problem["code"]) == (500, "internal")
    facts.write = real
    status, state, _ = await api.call("POST", "/decks", json={"content": "Tides"}, headers={"Idempotency-Key": key})
    assert status == 202
    assert (await bus.facts.state("dev", state["id"])) is not None


async def test_list_is_newest_first_in_pages_without_gaps(broker: NatsServer, bus: Bus) -> None:
    tenant = f"t{secrets.token_hex(4)}"
    async with run_gateway(broker.url) as service, Api(service.url, tenant=tenant) as api:
        made: list[str] = []
        for n in range(23):
            if n == 11:
                # Many facts of others lie between: the window must grow.
                for m in range(40):
                    await Author(bus, "others", f"{tenant}x{m}").request()
            made.append((await api.create())["id"])
        seen: list[str] = []
        cursor = ""
        while True:
            _, page, _ = await api.call("GET", f"/decks?limit=5{cursor}")
            seen += [deck["id"] for deck in page["decks"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert seen == made[::-1]
        _, page, _ = await api.call("GET", "/decks?limit=100")
        assert [deck["id"] for deck in page["decks"]] == made[::-1]
        assert page["next_cursor"] is None


async def test_cancel_ends_a_deck_once(api: Api, bus: Bus) -> None:
    deck = await api.create()
    for _ in range(2):
        status, state, _ = await api.call("POST", f"/decks/{deck['id']}/cancel")
        assert (status, state["status"]) == (200, "cancelled")
    facts = [fact.event.type async for fact in bus.facts.replay("dev", deck["id"])]
    assert facts == ["requested", "cancelled"]


async def test_rendered_deck_cannot_be_cancelled(api: Api, bus: Bus) -> None:
    deck = await api.create()
    await Author(bus, "dev", deck["id"]).finish()
    status, problem, _ = await api.call("POST", f"/decks/{deck['id']}/cancel")
    assert (status, problem["code"]) == (409, "conflict")


async def test_outline_is_approved_as_edited(api: Api, bus: Bus) -> None:
    deck = await api.create(review_outline=True)
    author = Author(bus, "dev", deck["id"], slides=3)
    status, problem, _ = await api.call("PUT", f"/decks/{deck['id']}/outline")
    assert (status, problem["code"]) == (409, "not_ready")
    asked = await bus.facts.get(f"deck.dev.{deck['id']}.1.requested")
    await author.outline(options=asked.event.options)
    state = await api.state(deck["id"])
    assert state["status"] == "awaiting_approval"
    outline = state["outline"]
    outline["slides"] = [outline["slides"][2], {**outline["slides"][0], "title": "First again", "from_revision": 7}]
    status, problem, _ = await api.call("PUT", f"/decks/{deck['id']}/outline", json={"outline": {"titel": "x"}})
    assert status == 422
    assert {error["field"] for error in problem["errors"]} >= {"outline.titel", "outline.title", "outline.slides"}
    wrong = {**outline, "theme": "nope"}
    status, problem, _ = await api.call("PUT", f"/decks/{deck['id']}/outline", json={"outline": wrong})
    assert [error["field"] for error in problem["errors"]] == ["outline.theme"]
    status, state, _ = await api.call("PUT", f"/decks/{deck['id']}/outline", json={"outline": outline})
    assert (status, state["status"]) == (200, "drafting")
    fact = await bus.facts.get(f"deck.dev.{deck['id']}.1.approved")
    assert fact.event.edited
    assert [(s.id, s.number, s.title, s.from_revision) for s in fact.event.outline.slides] == [
        ("s3", 1, "Finding 3", None),
        ("s1", 2, "First again", None),
    ]
    status, _, _ = await api.call("PUT", f"/decks/{deck['id']}/outline")
    assert status == 200
    status, _, _ = await api.call("PUT", f"/decks/{deck['id']}/outline", json={"outline": {**outline, "title": "Z"}})
    assert status == 409


async def test_erased_deck_is_gone_with_its_bytes_but_not_with_those_it_shares(
    api: Api, bus: Bus, gateway: Gateway
) -> None:
    status, upload, _ = await api.call("POST", "/uploads", data=form("a.md", f"# {secrets.token_hex(4)}".encode()))
    assert status == 201
    deck = await api.create(files=[upload["id"]])
    other = await api.create()
    mine, theirs = Author(bus, "dev", deck["id"]), Author(bus, "dev", other["id"])
    shared = f"shared {deck['id']}".encode()
    await mine.outline()
    await theirs.outline()
    common = await mine.preview("s1", shared)
    await theirs.preview("s1", shared)
    own = await mine.preview("s2", f"own {deck['id']}".encode())
    source = (await bus.facts.get(f"deck.dev.{deck['id']}.1.requested")).event.sources[0].artifact
    status, _, _ = await api.call("DELETE", f"/decks/{deck['id']}")
    assert status == 204
    for path in ("", "/deck.pptx", "/slides/s2.png", "/events"):
        status, problem, _ = await api.call("GET", f"/decks/{deck['id']}{path}")
        assert (status, problem["code"]) == (404, "not_found")
    assert await direct.last_one(bus.nc, DECKS, f"timer.set.dev.{deck['id']}.1") is None

    async def gone(ref: Any) -> bool:
        try:
            await Artifacts(bus.nc, bus.js, cache_bytes=0).get(ref)
        except ArtifactMissingError:
            return True
        return False

    await eventually(lambda: gone(own))
    await eventually(lambda: gone(source))
    assert not await gone(common)
    status, problem, _ = await api.call("POST", "/decks", json={"files": [upload["id"]]})
    assert (status, problem["errors"][0]["field"]) == (422, "files.0")
    status, _, _ = await api.call("DELETE", f"/decks/{deck['id']}")
    assert status == 404


def form(name: str, data: bytes, field: str = "file") -> Any:
    import aiohttp

    body = aiohttp.FormData()
    body.add_field(field, data, filename=name)
    return body
