"""Themes at the gateway, with the service that renders them beside it: pictures, brands, logos, tenants."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from deckwire_contracts import ArtifactRef, DeckCancelled, DeckRequested, ProblemCode
from deckwire_contracts.themes import THEMES
from deckwire_contracts.topology import deck_subject
from deckwire_gateway.app import Gateway
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.testing import eventually
from deckwire_render.app import build
from deckwire_render.settings import RenderSettings
from PIL import Image

from tests.integration.gateway.world import Api, Author, Json

pytestmark = pytest.mark.connected


@asynccontextmanager
async def render(broker: NatsServer) -> AsyncIterator[None]:
    service = build(RenderSettings(nats_url=broker.url, warm_up=False, drain_s=3, preview_width=320, _env_file=None))
    await service.start()
    try:
        yield
    finally:
        await service.stop()


def drawn(kind: str = "PNG") -> bytes:
    image = Image.new("RGB", (120, 40), (0, 87, 184))
    image.putpixel((3, 3), (255, 255, 255))
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


async def upload(api: Api, name: str, data: bytes) -> str:
    form = aiohttp.FormData()
    form.add_field("file", data, filename=name)
    status, body, _ = await api.call("POST", "/uploads", data=form)
    assert status == 201, body
    return str(body["id"])


async def make(api: Api, **fields: object) -> Json:
    status, body, headers = await api.call("POST", "/themes", json={"title": "Acme", "colours": ["#0057B8"], **fields})
    assert status == 201, body
    assert headers["Location"] == body["preview_url"]
    found: Json = body
    return found


async def refused(api: Api, **fields: object) -> tuple[int, str]:
    status, body, _ = await api.call("POST", "/themes", json={"title": "Acme", "colours": ["#0057B8"], **fields})
    return status, ",".join(error["field"] for error in body["errors"])


async def test_without_a_renderer_the_list_stands_and_pictures_are_told_to_be_unavailable(api: Api) -> None:
    status, body, _ = await api.call("GET", "/themes")
    assert status == 200
    assert [theme["id"] for theme in body["themes"]][: len(THEMES)] == [theme.id for theme in THEMES]
    for method, path, options in (
        ("GET", "/themes/mono.png", {}),
        ("POST", "/themes", {"json": {"title": "A", "colours": ["#123456"]}}),
    ):
        status, body, headers = await api.call(method, path, **options)
        assert (status, body["code"]) == (503, ProblemCode.UNAVAILABLE)
        assert "Retry-After" in headers


async def test_what_is_no_theme_is_refused_by_field(api: Api) -> None:
    assert await refused(api, colours=[]) == (422, "colours")
    assert await refused(api, colours=["#12345"]) == (422, "colours.0")
    assert await refused(api, colours=["#123456"] * 7) == (422, "colours")
    assert await refused(api, ground="beige") == (422, "ground")
    assert await refused(api, heading_font="Evil<script>") == (422, "heading_font")
    assert await refused(api, palette=["#123456"]) == (422, "palette")
    assert await refused(api, logo="nothing") == (422, "logo")
    assert await refused(api, logo=await upload(api, "notes.md", b"# Notes")) == (422, "logo")
    form = aiohttp.FormData()
    form.add_field("file", b"<svg xmlns='http://www.w3.org/2000/svg'/>", filename="logo.svg")
    status, body, _ = await api.call("POST", "/uploads", data=form)
    assert status == 415
    assert "PNG" in body["hint"]


async def test_pictures_of_the_catalogue_are_shown_to_anybody_and_kept_by_whoever_has_them(
    broker: NatsServer, gateway: Gateway
) -> None:
    async with render(broker), Api(gateway.url) as api:
        status, picture, headers = await api.call("GET", "/themes/velvet.png")
        assert status == 200
        assert Image.open(io.BytesIO(picture)).size[0] == 320
        assert (await api.call("GET", "/themes/velvet.png", headers={"If-None-Match": headers["ETag"]}))[0] == 304
        assert (await api.call("GET", "/themes/velvet/slides/3.png"))[0] == 200
        for path in ("/themes/velvet/slides/9.png", "/themes/velvet/slides/x.png", "/themes/neon.png"):
            assert (await api.call("GET", path))[0] == 404, path


async def test_the_page_shows_every_theme_and_asks_no_other_host(api: Api) -> None:
    status, page, headers = await api.call("GET", "/themes", bare=True)
    assert status == 200
    text = page.decode()
    assert all(f"/api/v1/themes/{theme.id}/slides/1.png" in text for theme in THEMES)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert " style=" not in text


async def test_a_brand_becomes_a_theme_of_its_tenant_alone(broker: NatsServer, gateway: Gateway, bus: Bus) -> None:
    async with render(broker), Api(gateway.url, tenant="brand-a") as ours, Api(gateway.url, tenant="brand-b") as other:
        logo = await upload(ours, "logo.png", drawn())
        theme = await make(ours, colours=["fd0", "#1B3A6B"], logo=logo, heading_font="Georgia")
        assert {line["subject"]: line["outcome"] for line in theme["report"]}["#FFDD00"] == "adjusted"
        assert (theme["brand"], theme["heading_font"], len(theme["preview_urls"])) == (True, "Georgia", 3)
        assert (await ours.call("GET", theme["preview_url"]))[0] == 200
        assert (await other.call("GET", theme["preview_url"]))[0] == 404
        assert theme["id"] in [t["id"] for t in (await ours.call("GET", "/themes"))[1]["themes"]]
        assert theme["id"] not in [t["id"] for t in (await other.call("GET", "/themes"))[1]["themes"]]

        deck = await ours.create(theme=theme["id"])
        fact = await bus.facts.get(deck_subject("brand-a", deck["id"], 1, "requested"))
        assert fact is not None
        assert isinstance(fact.event, DeckRequested)
        brand = fact.event.options.look.brand if fact.event.options.look else None
        assert brand is not None
        assert (brand.id, brand.palette[0], brand.logo is not None) == (theme["id"], "#FFFFFF", True)
        status, body, _ = await other.call("POST", "/decks", json={"content": "x", "theme": theme["id"]})
        assert (status, body["errors"][0]["field"]) == (422, "theme")
        status, body, _ = await ours.call("POST", "/decks", json={"content": "x", "look": {"brand": theme}})
        assert (status, body["errors"][0]["field"]) == (422, "look")

        assert brand.logo is not None
        assert (await ours.call("DELETE", f"/decks/{deck['id']}"))[0] == 204
        assert await bus.artifacts.get(brand.logo) == drawn()

        assert (await other.call("DELETE", f"/themes/{theme['id']}"))[0] == 404
        assert (await ours.call("DELETE", "/themes/mono"))[0] == 403
        assert (await ours.call("DELETE", f"/themes/{theme['id']}"))[0] == 204
        assert (await ours.call("GET", theme["preview_url"]))[0] == 404


async def test_the_logo_of_a_removed_theme_goes_with_it_but_stays_with_a_deck(
    broker: NatsServer, gateway: Gateway, bus: Bus
) -> None:
    async def gone(ref: ArtifactRef) -> bool:
        # A new connection: the one of this test may still hold the bytes in memory.
        info = await (await bus.js.object_store(ref.bucket)).get_info(ref.key, show_deleted=True)
        return bool(info.deleted)

    async with render(broker), Api(gateway.url, tenant="brand-c") as api:
        kept, lost = [await upload(api, "logo.jpg", drawn("JPEG") + bytes([n])) for n in (1, 2)]
        themes = [await make(api, logo=logo) for logo in (kept, lost)]
        deck = await api.create(theme=themes[0]["id"])
        fact = await bus.facts.get(deck_subject("brand-c", deck["id"], 1, "requested"))
        assert fact is not None
        assert isinstance(fact.event, DeckRequested)
        assert fact.event.options.look is not None
        assert fact.event.options.look.brand is not None
        of_deck = fact.event.options.look.brand.logo
        assert of_deck is not None
        of_none = bus.artifacts.ref(drawn("JPEG") + bytes([2]), "image/jpeg")
        for theme in themes:
            assert (await api.call("DELETE", f"/themes/{theme['id']}"))[0] == 204

        async def cleared() -> bool:
            return await gone(of_none)

        await eventually(cleared)
        assert not await gone(of_deck)


async def test_a_logo_that_is_no_picture_is_refused_when_the_theme_is_made(
    broker: NatsServer, gateway: Gateway
) -> None:
    async with render(broker), Api(gateway.url, tenant="brand-d") as api:
        broken = await upload(api, "logo.png", b"\x89PNG\r\n\x1a\n broken")
        status, body, _ = await api.call("POST", "/themes", json={"title": "A", "colours": ["#123456"], "logo": broken})
        assert (status, body["code"]) == (422, ProblemCode.SOURCE_UNREADABLE)


async def test_a_theme_of_ones_own_is_put_on_a_deck_by_hand_and_found_by_its_name_in_an_instruction(
    broker: NatsServer, gateway: Gateway, bus: Bus
) -> None:
    async def requested(revision: int) -> DeckRequested:
        fact = await bus.facts.get(deck_subject("brand-d", deck["id"], revision, "requested"))
        assert fact is not None
        assert isinstance(fact.event, DeckRequested)
        return fact.event

    async with render(broker), Api(gateway.url, tenant="brand-d") as api, Api(gateway.url, tenant="brand-e") as other:
        theme, foreign = await make(api, title="Acme Blue"), await make(other, title="Beacon Red")
        deck = await api.create()
        author = Author(bus, "brand-d", deck["id"])
        await author.finish()
        path = f"/decks/{deck['id']}"
        for body, field in (
            ({"theme": foreign["id"]}, "theme"),
            ({"theme": ""}, "theme"),
            ({"template": "01jd000000000000000000000"}, "template"),
        ):
            status, problem, _ = await api.call("PATCH", path, json=body)
            assert (status, problem["errors"][0]["field"]) == (422, field)
        assert (await api.call("PATCH", path, json={"theme": theme["id"]}))[0] == 202
        edited = (await requested(2)).options
        assert edited.theme == theme["id"]
        assert edited.look is not None
        assert edited.look.brand is not None
        assert edited.look.brand.id == theme["id"]
        await author.outline(revision=2, options=edited)
        await author.write(DeckCancelled, revision=2)
        said = {"content": "Please use the ACME-blue theme, not Beacon Red"}
        assert (await api.call("POST", f"{path}/messages", json=said))[0] == 202
        instruction = (await requested(3)).instruction
        assert instruction is not None
        assert [look.brand.id for look in instruction.looks if look.brand] == [theme["id"]]
