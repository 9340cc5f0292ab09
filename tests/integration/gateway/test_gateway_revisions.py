"""Further revisions of a deck: asked for by words, by hand, back to an older one, or as a deck of its own."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from deckwire_contracts import ArtifactRef, DeckCancelled, DeckOptions, DeckRequested
from deckwire_gateway.app import Gateway
from deckwire_kit import direct
from deckwire_kit.bus import Bus

from tests.integration.gateway.world import Api, Author

pytestmark = pytest.mark.connected

SECTION = {"type": "section", "title": "x"}
POINTLESS = {"type": "bullets", "title": "x"}


async def finished(api: Api, bus: Bus, **options: Any) -> tuple[str, Author]:
    """Return a deck whose first revision is rendered."""
    deck = await api.create(**options)
    author = Author(bus, "dev", deck["id"])
    await author.finish()
    return deck["id"], author


async def requested(bus: Bus, deck_id: str, revision: int) -> DeckRequested:
    fact = await bus.facts.get(f"deck.dev.{deck_id}.{revision}.requested")
    assert fact is not None
    assert isinstance(fact.event, DeckRequested)
    return fact.event


async def test_a_message_is_a_request_for_the_next_revision(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    status, state, headers = await api.call(
        "POST", f"/decks/{deck_id}/messages", json={"content": "Shorter, please", "slide_id": "s2", "base_revision": 1}
    )
    assert (status, state["revision"], state["status"]) == (202, 2, "outlining")
    assert headers["Location"] == f"/api/v1/decks/{deck_id}"
    event = await requested(bus, deck_id, 2)
    assert (event.kind, event.base_revision) == ("message", 1)
    assert event.instruction is not None
    assert (event.instruction.content, event.instruction.slide_id) == ("Shorter, please", "s2")
    assert event.deadline is not None
    timer = await direct.last_one(bus.nc, "DECKS", f"timer.set.dev.{deck_id}.2")
    assert timer is not None


async def test_what_was_wished_for_the_deck_goes_on_but_the_first_plan_s_wishes_do_not(api: Api, bus: Bus) -> None:
    deck = await api.create(tone="funny", n_slides=2)
    author = Author(bus, "dev", deck["id"])
    await author.outline(options=DeckOptions.model_validate({"tone": "funny", "n_slides": 2, "review_outline": True}))
    await author.write(DeckCancelled)
    await api.call("POST", f"/decks/{deck['id']}/messages", json={"content": "Go on"})
    options = (await requested(bus, deck["id"], 2)).options
    assert (options.tone, options.n_slides, options.review_outline) == ("funny", None, False)


async def test_of_two_messages_on_one_base_one_wins_and_the_other_is_told(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    answers = await asyncio.gather(
        *(
            api.call("POST", f"/decks/{deck_id}/messages", json={"content": f"wish {n}", "base_revision": 1})
            for n in range(6)
        )
    )
    assert sorted(status for status, _, _ in answers) == [202, 409, 409, 409, 409, 409]
    lost = next(body for status, body, _ in answers if status == 409)
    assert lost["code"] == "conflict"
    assert lost["hint"]


async def test_a_stale_base_and_a_revision_in_the_making_are_conflicts(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "first"})
    stale = await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "x", "base_revision": 1})
    making = await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "x"})
    ahead = await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "x", "base_revision": 9})
    assert (stale[0], "revision 2 is" in stale[1]["detail"]) == (409, True)
    assert (making[0], "still being made" in making[1]["detail"]) == (409, True)
    assert ahead[0] == 404


async def test_a_revision_that_failed_before_it_had_slides_is_not_built_upon(api: Api, bus: Bus) -> None:
    deck_id, author = await finished(api, bus)
    await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "first"})
    await author.write(DeckCancelled, revision=2)
    status, state, _ = await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "again"})
    assert (status, state["revision"]) == (202, 3)
    assert (await requested(bus, deck_id, 3)).base_revision == 1
    bare = await api.create()
    await Author(bus, "dev", bare["id"]).write(DeckCancelled)
    status, problem, _ = await api.call("POST", f"/decks/{bare['id']}/messages", json={"content": "again"})
    assert (status, problem["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/messages", {"content": ""}, "content"),
        ("POST", "/messages", {"content": "x", "slide_id": "s9"}, "slide_id"),
        ("POST", "/messages", {"content": "x", "slideid": "s1"}, "slideid"),
        ("POST", "/restore", {}, "revision"),
        ("POST", "/restore", {"revision": 0}, "revision"),
        ("POST", "/fork", {"revision": "1"}, "revision"),
        ("PATCH", "", {}, "body"),
        ("PATCH", "", {"title": ""}, "title"),
        ("PATCH", "", {"theme": "polkadot"}, "theme"),
        ("PATCH", "", {"order": ["s1", "s9"]}, "order.1"),
        ("PATCH", "", {"order": ["s1", "s1"]}, "order"),
        ("PATCH", "", {"order": []}, "order"),
        ("PATCH", "", {"slides": [{"slide_id": "s9", "slide": SECTION}]}, "slides.0.slide_id"),
        ("PATCH", "", {"slides": [{"slide_id": "s1", "slide": POINTLESS}]}, "slides.0.slide.bullets.items"),
    ],
)
async def test_a_bad_request_names_its_field(
    api: Api, bus: Bus, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    deck_id, _ = await finished(api, bus)
    status, problem, _ = await api.call(method, f"/decks/{deck_id}{path}", json=body)
    assert status == 422
    assert field in [error["field"] for error in problem["errors"]]
    assert await bus.facts.latest_revision("dev", deck_id) == 1


async def test_what_was_changed_by_hand_travels_whole_and_sanitized(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    slide = {"type": "bullets", "title": "Mine\u0007", "items": [{"text": "One"}]}
    body = {"title": "My deck", "theme": "ocean", "slides": [{"slide_id": "s1", "slide": slide}], "order": ["s2", "s1"]}
    status, state, _ = await api.call("PATCH", f"/decks/{deck_id}", json=body)
    assert (status, state["revision"]) == (202, 2)
    event = await requested(bus, deck_id, 2)
    assert event.edit is not None
    assert (event.edit.title, event.edit.theme, event.edit.order) == ("My deck", "ocean", ["s2", "s1"])
    assert event.edit.slides[0].slide.title == "Mine"


async def test_an_older_revision_is_asked_back(api: Api, bus: Bus) -> None:
    deck_id, author = await finished(api, bus)
    await api.call("POST", f"/decks/{deck_id}/messages", json={"content": "first"})
    await author.outline(revision=2)
    await author.write(DeckCancelled, revision=2)
    status, state, _ = await api.call("POST", f"/decks/{deck_id}/restore", json={"revision": 1, "base_revision": 2})
    assert (status, state["revision"]) == (202, 3)
    event = await requested(bus, deck_id, 3)
    assert (event.kind, event.base_revision) == ("restore", 1)
    status, _, _ = await api.call("POST", f"/decks/{deck_id}/restore", json={"revision": 9})
    assert status == 404


async def test_what_failed_is_asked_for_once_more_in_the_same_words(api: Api, bus: Bus) -> None:
    deck = await api.create(content="Tide tables", tone="funny", n_slides=4)
    deck_id = deck["id"]
    await Author(bus, "dev", deck_id).write(DeckCancelled)
    status, state, _ = await api.call("POST", f"/decks/{deck_id}/retry", json={"base_revision": 1})
    assert (status, state["revision"], state["status"]) == (202, 2, "outlining")
    first, again = await requested(bus, deck_id, 1), await requested(bus, deck_id, 2)
    assert (again.kind, again.content, again.options) == ("create", "Tide tables", first.options)
    assert again.deadline != first.deadline
    status, problem, _ = await api.call("POST", f"/decks/{deck_id}/retry")
    assert (status, problem["code"]) == (409, "conflict")


async def test_what_is_there_is_not_asked_for_once_more(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    status, problem, _ = await api.call("POST", f"/decks/{deck_id}/retry")
    assert (status, problem["code"]) == (409, "conflict")
    assert await bus.facts.latest_revision("dev", deck_id) == 1


async def test_a_fork_is_another_deck_and_leaves_this_one_alone(api: Api, bus: Bus) -> None:
    deck_id, _ = await finished(api, bus)
    status, state, headers = await api.call("POST", f"/decks/{deck_id}/fork")
    assert (status, state["revision"]) == (202, 1)
    assert state["id"] != deck_id
    assert headers["Location"] == f"/api/v1/decks/{state['id']}"
    event = await requested(bus, state["id"], 1)
    assert (event.kind, event.base_deck_id, event.base_revision) == ("fork", deck_id, 1)
    assert await bus.facts.latest_revision("dev", deck_id) == 1


async def test_nobody_changes_or_forks_a_deck_of_another_tenant(gateway: Gateway, bus: Bus) -> None:
    async with Api(gateway.url, tenant="acme") as owner, Api(gateway.url, tenant="other") as stranger:
        deck = await owner.create()
        await Author(bus, "acme", deck["id"]).finish()
        calls: list[tuple[str, str, Any]] = [
            ("POST", "/messages", {"content": "x"}),
            ("POST", "/restore", {"revision": 1}),
            ("POST", "/fork", {}),
            ("POST", "/retry", {}),
            ("PATCH", "", {"title": "x"}),
        ]
        for method, path, body in calls:
            status, problem, _ = await stranger.call(method, f"/decks/{deck['id']}{path}", json=body)
            assert (status, problem["code"]) == (404, "not_found")
        assert await bus.facts.latest_revision("acme", deck["id"]) == 1


async def test_an_approved_outline_cannot_bring_bytes_or_slides_of_its_own(api: Api, bus: Bus) -> None:
    deck = await api.create(review_outline=True)
    author = Author(bus, "dev", deck["id"])
    plan = await author.outline(options=DeckOptions(review_outline=True))
    outline = plan.model_dump(mode="json")
    foreign = ArtifactRef(bucket="artifacts", key="a" * 64, sha256="a" * 64, bytes=1, media_type="image/png")
    outline["slides"][0] |= {"pictured": {"image": foreign.model_dump(mode="json")}, "revises": 3}
    status, _, _ = await api.call("PUT", f"/decks/{deck['id']}/outline", json={"outline": outline})
    assert status == 200
    fact = await bus.facts.get(f"deck.dev.{deck['id']}.1.approved")
    assert fact is not None
    brief = fact.event.outline.slides[0]  # type: ignore[union-attr]
    assert (brief.pictured, brief.revises, brief.given) == (None, None, None)
