"""Users' masters over HTTP, with the service that renders behind the gateway: taken in, refused, used, kept."""

from __future__ import annotations

import io
import secrets
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from deckwire_contracts import (
    DeckOptions,
    DeckOutlined,
    DeckRendered,
    DeckRequested,
    SlideContext,
    SlideDrafted,
)
from deckwire_gateway.app import Gateway
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.testing import eventually
from deckwire_render.app import build
from deckwire_render.settings import RenderSettings
from PIL import Image
from pptx import Presentation

from tests.integration.gateway.world import Api, Author
from tests.masters.designs import auental, halden
from tests.masters.stories import english
from tests.unit.render_master.hostile_files import changed

pytestmark = pytest.mark.connected


@pytest_asyncio.fixture
async def render(broker: NatsServer) -> AsyncIterator[None]:
    service = build(RenderSettings(nats_url=broker.url, warm_up=False, drain_s=3, _env_file=None))
    await service.start()
    try:
        yield
    finally:
        await service.stop()


def form(data: bytes, name: str = "Halden-2026.pptx") -> aiohttp.FormData:
    sent = aiohttp.FormData()
    sent.add_field("file", data, filename=name)
    return sent


def own(data: bytes) -> bytes:
    """Return the master with bytes that no other test has."""
    return changed(data, added={"docProps/thumbnail.txt": secrets.token_bytes(8)})


async def sent(api: Api, data: bytes) -> dict[str, Any]:
    status, view, _ = await api.call("POST", "/templates", data=form(data))
    assert status == 201, view
    found: dict[str, Any] = view
    return found


async def gone(bus: Bus, ref: Any) -> bool:
    try:
        await Artifacts(bus.nc, bus.js, cache_bytes=0).get(ref)
    except ArtifactMissingError:
        return True
    return False


async def test_a_master_is_taken_in_reported_listed_pictured_and_removed(
    gateway: Gateway, render: None, bus: Bus
) -> None:
    tenant = f"t-{secrets.token_hex(4)}"
    async with Api(gateway.url, tenant=tenant) as api:
        view = await sent(api, own(halden()))
        assert (view["title"], view["heading_font"], view["body_font"]) == ("Halden-2026", "Georgia", "Calibri")
        assert view["palette"][:2] == ["#FFFFFF", "#EEF2F6"]
        lines = {note["subject"]: note for note in view["report"]}
        assert lines["Cover"]["outcome"] == "matched"
        assert "Cover – Photo" in lines["Cover"]["detail"]
        assert lines["Comparison"]["outcome"] == "replaced"
        _, second, _ = await api.call("POST", "/templates", data=form(own(auental()), "Auental.potx"))
        _, listed, _ = await api.call("GET", "/templates")
        assert [t["id"] for t in listed["templates"]] == [second["id"], view["id"]]
        assert listed["templates"][1] == view
        status, png, headers = await api.call("GET", view["preview_urls"][0])
        assert (status, headers["Content-Type"]) == (200, "image/png")
        assert Image.open(io.BytesIO(png)).width == 1280
        assert (await api.call("GET", f"/templates/{view['id']}/slides/9.png"))[0] == 404
        ref = (await api.call("DELETE", f"/templates/{second['id']}"))[0]
        assert ref == 204
        _, listed, _ = await api.call("GET", "/templates")
        assert [t["id"] for t in listed["templates"]] == [view["id"]]


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"hello", "not_pptx", "not a .pptx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted", "password"),
        (changed(halden(), added={"ppt/vbaProject.bin": b"x"}), "macros", "macros"),
    ],
)
async def test_a_file_that_is_no_master_is_refused_with_the_reason_and_not_kept(
    api: Api, render: None, bus: Bus, data: bytes, reason: str, words: str
) -> None:
    status, problem, _ = await api.call("POST", "/templates", data=form(data))
    assert (status, problem["code"]) == (422, "template_refused")
    assert problem["errors"] == [{"field": "file", "message": reason}]
    assert words in problem["detail"]
    await eventually(lambda: gone(bus, bus.artifacts.ref(data, "")))


async def test_a_master_of_another_tenant_is_unknown(gateway: Gateway, render: None) -> None:
    async with Api(gateway.url, tenant="acme") as owner, Api(gateway.url, tenant="evil") as other:
        view = await sent(owner, halden())
        assert (await other.call("GET", "/templates"))[1]["templates"] == []
        status, problem, _ = await other.call("POST", "/decks", json={"content": "x", "template": view["id"]})
        assert (status, problem["errors"]) == (
            422,
            [{"field": "template", "message": "is not the id of a template"}],
        )
        assert (await other.call("GET", view["preview_urls"][0]))[0] == 404
        assert (await other.call("DELETE", f"/templates/{view['id']}"))[0] == 404
        assert (await owner.call("GET", view["preview_urls"][0]))[0] == 200


async def test_nobody_sets_a_look_of_their_own(api: Api) -> None:
    status, problem, _ = await api.call("POST", "/decks", json={"content": "x", "look": {"template": None}})
    assert (status, problem["errors"][0]["field"]) == (422, "look")


async def test_a_deck_is_made_on_the_master_and_erasing_it_leaves_the_master(
    gateway: Gateway, render: None, bus: Bus
) -> None:
    tenant = f"t-{secrets.token_hex(4)}"
    async with Api(gateway.url, tenant=tenant) as api:
        view = await sent(api, own(halden()))
        deck = await api.create(template=view["id"], image_type="none")
        asked = await bus.facts.get(f"deck.{tenant}.{deck['id']}.1.requested")
        assert asked is not None
        assert isinstance(asked.event, DeckRequested)
        options: DeckOptions = asked.event.options
        assert options.look is not None
        assert options.look.template is not None
        master = options.look.template.artifact
        author = Author(bus, tenant, deck["id"], slides=2)
        await author.outline(options=options)
        context = SlideContext(deck_title="Tides", options=options)
        for number, (slide_id, slide) in enumerate(zip(author.ids, english()[3:5], strict=True), 1):
            await author.brief(slide_id)
            await author.write(SlideDrafted, slide_id=slide_id, number=number, slide=slide.slide, context=context)
        rendered = f"deck.{tenant}.{deck['id']}.1.ended.rendered"
        await eventually(lambda: bus.facts.get(rendered), deadline_s=60.0)
        end = (await bus.facts.get(rendered)).event  # type: ignore[union-attr]
        assert isinstance(end, DeckRendered)
        assert [d.reason for d in end.degradations] == []
        names = {s.slide_layout.name for s in Presentation(io.BytesIO(await bus.artifacts.get(end.pptx))).slides}
        assert names <= {"Title Only", "Content"}

        assert (await api.call("DELETE", f"/decks/{deck['id']}"))[0] == 204
        await eventually(lambda: gone(bus, end.pptx))
        assert not await gone(bus, master)
        again = await api.create(template=view["id"])
        assert (await api.call("DELETE", f"/templates/{view['id']}"))[0] == 204
        assert not await gone(bus, master)
        assert (await api.call("DELETE", f"/decks/{again['id']}"))[0] == 204
        await eventually(lambda: gone(bus, master))


async def test_a_deck_whose_master_is_lost_is_delivered_and_says_so(bus: Bus, render: None) -> None:
    author = Author(bus, "lost", secrets.token_hex(8), slides=1)
    ref = bus.artifacts.ref(b"never stored", "application/octet-stream")
    look = {"template": {"id": "t1", "title": "Lost", "artifact": ref.model_dump()}}
    options = DeckOptions.model_validate({"look": look})
    await author.request(options=options)
    await author.write(DeckOutlined, outline=await author_outline(author), options=options)
    await author.brief("s1")
    slide = english()[3].slide
    await author.write(
        SlideDrafted, slide_id="s1", slide=slide, context=SlideContext(deck_title="Tides", options=options)
    )
    rendered = f"deck.lost.{author.deck_id}.1.ended.rendered"
    await eventually(lambda: bus.facts.get(rendered), deadline_s=60.0)
    end = (await bus.facts.get(rendered)).event  # type: ignore[union-attr]
    assert isinstance(end, DeckRendered)
    assert [d.reason for d in end.degradations] == ["template_missing"]


async def author_outline(author: Author) -> Any:
    from deckwire_contracts import Outline, SlideBrief

    return Outline(title="Tides", slides=[SlideBrief(id="s1", number=1, type="bullets", title="One")])
