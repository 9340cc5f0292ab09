"""Files come in and go out: uploads, downloads, links, ranges, entity tags."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import aiohttp
import pytest
from deckwire_contracts import DeckRendered
from deckwire_gateway.app import Gateway
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer

from tests.integration.gateway import world
from tests.integration.gateway.world import Api, Author

pytestmark = pytest.mark.connected

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form(name: str, data: bytes, field: str = "file") -> aiohttp.FormData:
    body = aiohttp.FormData(quote_fields=False)
    body.add_field(field, data, filename=name)
    return body


def docx(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", parts.get("document", b"<w/>"))
    return out.getvalue()


async def rendered(api: Api, bus: Bus, pptx: bytes, **fields: Any) -> dict[str, Any]:
    deck = await api.create(**fields)
    author = Author(bus, "dev", deck["id"])
    await author.outline()
    for slide_id in author.ids:
        await author.draft(slide_id)
    await author.preview("s1", b"early")
    await author.preview("s1", b"late", "full")
    await author.render(pptx, pdf=b"%PDF-1.7" if fields.get("export_as") else None)
    return await api.state(deck["id"])


async def test_download_has_name_tag_and_bytes(api: Api, bus: Bus) -> None:
    state = await rendered(api, bus, b"PK 0123456789")
    url = state["artifacts"]["pptx"]["url"]
    status, body, headers = await api.call("GET", url)
    assert (status, body) == (200, b"PK 0123456789")
    assert headers["Content-Type"] == world.PPTX
    assert headers["Content-Disposition"] == (
        'attachment; filename="Tidal power H_fen & _.pptx"; '
        "filename*=UTF-8''Tidal%20power%20H%C3%A4fen%20%26%20%E6%BD%AE.pptx"
    )
    assert headers["ETag"] == f'"{state["artifacts"]["pptx"]["sha256"]}"'
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, body, headers = await api.call("HEAD", url)
    assert (status, body, headers["Content-Length"]) == (200, b"", "13")
    status, body, _ = await api.call("GET", url, headers={"If-None-Match": f'W/"x", {headers["ETag"]}'})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "part", "content_range"),
    [
        ("bytes=3-5", 206, b"012", "bytes 3-5/13"),
        ("bytes=10-", 206, b"789", "bytes 10-12/13"),
        ("bytes=-2", 206, b"89", "bytes 11-12/13"),
        ("bytes=-99", 206, b"PK 0123456789", "bytes 0-12/13"),
        ("bytes=5-99999", 206, b"23456789", "bytes 5-12/13"),
        ("bytes=13-", 416, None, "bytes */13"),
        ("bytes=-0", 416, None, "bytes */13"),
        ("bytes=5-3", 200, b"PK 0123456789", None),
        ("bytes=0-1,3-4", 200, b"PK 0123456789", None),
        ("lines=0-1", 200, b"PK 0123456789", None),
    ],
)
async def test_range_is_cut_as_the_standard_says(
    api: Api, bus: Bus, asked: str, status: int, part: bytes | None, content_range: str | None
) -> None:
    state = await rendered(api, bus, b"PK 0123456789")
    got, body, headers = await api.call("GET", state["artifacts"]["pptx"]["url"], headers={"Range": asked})
    assert got == status
    assert headers.get("Content-Range") == content_range
    if part is not None:
        assert body == part


async def test_stale_if_range_gets_the_whole(api: Api, bus: Bus) -> None:
    url = (await rendered(api, bus, b"PK 0123456789"))["artifacts"]["pptx"]["url"]
    status, _, _ = await api.call("GET", url, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert status == 200


async def test_preview_before_the_outline_is_not_ready_rather_than_missing(api: Api) -> None:
    deck = await api.create()
    status, problem, _ = await api.call("GET", f"/decks/{deck['id']}/slides/s1.png")
    assert (status, problem["code"]) == (409, "not_ready")


async def test_notes_pdf_and_newest_preview_can_be_had(api: Api, bus: Bus) -> None:
    state = await rendered(api, bus, b"PK", export_as=["pptx", "pdf"])
    base = f"/decks/{state['id']}"
    assert (await api.call("GET", f"{base}/deck.pdf?revision=1"))[1] == b"%PDF-1.7"
    assert (await api.call("GET", state["artifacts"]["pdf"]["url"]))[1] == b"%PDF-1.7"
    status, body, headers = await api.call("GET", f"{base}/notes.md")
    assert status == 200
    assert "## 2. Finding of s2\n\nSay this about s2." in body.decode()
    assert headers["Content-Type"].startswith("text/markdown")
    assert (await api.call("GET", f"{base}/slides/s1.png"))[1] == b"late"
    status, problem, _ = await api.call("GET", f"{base}/slides/s2.png")
    assert (status, problem["code"]) == (409, "not_ready")
    status, problem, _ = await api.call("GET", f"{base}/slides/nope.png")
    assert (status, problem["code"]) == (404, "not_found")
    status, problem, _ = await api.call("GET", f"{base}/deck.pptx?revision=2")
    assert (status, problem["code"]) == (404, "not_found")
    status, problem, _ = await api.call("GET", f"{base}/deck.pptx?revision=0")
    assert (status, problem["errors"][0]["field"]) == (422, "revision")


async def test_file_before_its_time_is_not_ready(api: Api) -> None:
    deck = await api.create()
    for name in ("deck.pptx", "deck.pdf", "notes.md"):
        status, problem, headers = await api.call("GET", f"/decks/{deck['id']}/{name}")
        assert (status, problem["code"], headers["Retry-After"]) == (409, "not_ready", "2")


async def test_pdf_that_was_not_asked_for_is_not_found(api: Api, bus: Bus) -> None:
    state = await rendered(api, bus, b"PK")
    status, problem, _ = await api.call("GET", f"/decks/{state['id']}/deck.pdf")
    assert status == 404
    assert "export_as" in problem["hint"]


async def test_bytes_that_are_gone_are_a_problem_not_an_empty_file(api: Api, bus: Bus, gateway: Gateway) -> None:
    state = await rendered(api, bus, b"PK that will vanish")
    ended = (await bus.facts.state("dev", state["id"])).end
    assert isinstance(ended, DeckRendered)
    await bus.artifacts.delete(ended.pptx)
    status, problem, _ = await api.call("GET", state["artifacts"]["pptx"]["url"])
    assert (status, problem["code"]) == (404, "not_found")


async def test_link_opens_its_file_and_nothing_else(broker: NatsServer, bus: Bus) -> None:
    async with world.gateway(broker.url, project_env="production") as service:
        async with Api(service.url, tenant="acme") as signed_in:
            deck = await signed_in.create()
            await Author(bus, "acme", deck["id"]).finish()
            state = await signed_in.state(deck["id"])
            events = [event async for event in signed_in.events(deck["id"])]
        async with Api(service.url) as stranger:
            url = state["artifacts"]["pptx"]["url"]
            assert (await stranger.call("GET", url))[0] == 200
            rendered_event = next(e.data for e in events if e.event == "rendered")
            assert (await stranger.call("GET", rendered_event["data"]["pptx"]["url"]))[0] == 200
            previewed = next(e.data for e in events if e.event == "slide.previewed")
            assert (await stranger.call("GET", previewed["data"]["preview_url"]))[0] == 200
            for changed in (
                url.replace("deck.pptx", "deck.pdf"),
                url.replace("deck.pptx", "notes.md"),
                url.replace("revision=1", "revision=2"),
                url.replace("tenant=acme", "tenant=evil"),
                url.replace("tenant=acme", "tenant=acme%0A"),
                url.replace("exp=", "exp=9"),
                url.replace("exp=", "exp=-"),
                url[: url.index("sig=") + 6] + "0000" + url[url.index("sig=") + 10 :],
                url.replace("sig=", "sig=%FF"),
                url.replace(deck["id"], "another"),
            ):
                status, problem, _ = await stranger.call("GET", changed)
                assert (status, problem["code"]) == (403, "forbidden"), changed
            status, problem, _ = await stranger.call("GET", url.replace("revision=1&", ""))
            assert (status, problem["errors"][0]["field"]) == (422, "revision")
            query = url.partition("?")[2]
            for path in (f"/decks/{deck['id']}", f"/decks/{deck['id']}/events", "/decks"):
                assert (await stranger.call("GET", f"{path}?{query}"))[0] == 401
            status, _, _ = await stranger.call("GET", f"/decks/{deck['id']}/deck.pptx")
            assert status == 401


async def test_upload_becomes_a_source(api: Api, bus: Bus) -> None:
    status, upload, _ = await api.call("POST", "/uploads", data=form("../..\\evil/Q3: Bericht ü.docx", docx()))
    assert status == 201
    assert (upload["name"], upload["media_type"]) == ("Q3 Bericht ü.docx", DOCX)
    deck = await api.create(content="", files=[upload["id"]])
    fact = await bus.facts.get(f"deck.dev.{deck['id']}.1.requested")
    source = fact.event.sources[0]
    assert source.name == upload["name"]
    assert len(await bus.artifacts.get(source.artifact)) == upload["bytes"]


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.exe", b"MZ", 415, "unsupported_media_type"),
        ("noextension", b"text", 415, "unsupported_media_type"),
        ("a.md", b"", 422, "source_empty"),
        ("a.md", b" \n ", 422, "source_empty"),
        ("a.md", b"\x00\x01\x02", 422, "source_unreadable"),
        ("a.txt", docx(), 422, "source_unreadable"),
        ("a.pdf", b"not a pdf", 422, "source_unreadable"),
        ("a.docx", b"PK\x03\x04broken", 422, "source_unreadable"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 422, "source_unreadable"),
        ("a.html", docx(), 422, "source_unreadable"),
        ("a.png", b"\xff\xd8\xff\xe0", 422, "source_unreadable"),
        ("a.webp", b"RIFF\x10\0\0\0WAVE", 422, "source_unreadable"),
        ("a.webp", b"", 422, "source_empty"),
        ("a.svg", b"<svg/>", 415, "unsupported_media_type"),
        ("a.xlsx", docx(), 422, "source_unreadable"),
        ("a.docx", docx(document=b"\0" * 60_000_000), 413, "source_too_large"),
        ("a.md", b"x" * 2_000_001, 413, "body_too_large"),
        ("a.md", b"x" * 2_300_000, 413, "body_too_large"),
    ],
)
async def test_document_that_is_not_taken_in_is_refused(
    broker: NatsServer, name: str, data: bytes, status: int, code: str
) -> None:
    async with world.gateway(broker.url, max_upload_bytes=2_000_000) as service, Api(service.url) as api:
        got, problem, headers = await api.call("POST", "/uploads", data=form(name, data))
        assert (got, problem["code"]) == (status, code)
        assert headers["Content-Type"].startswith("application/problem+json")


async def test_form_that_is_none_is_refused(api: Api) -> None:
    status, problem, _ = await api.call("POST", "/uploads", json={"file": "x"})
    assert (status, problem["code"]) == (415, "unsupported_media_type")
    status, problem, _ = await api.call("POST", "/uploads", data=form("a.md", b"x", field="document"))
    assert (status, problem["errors"][0]["field"]) == (422, "document")
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=b"):
        status, problem, _ = await api.call(
            "POST", "/uploads", data=b"--b\r\nnonsense", headers={"Content-Type": content_type}
        )
        assert status in (400, 422), problem


async def test_upload_of_another_tenant_is_unknown(gateway: Gateway, api: Api) -> None:
    async with Api(gateway.url, tenant="acme") as acme:
        _, upload, _ = await acme.call("POST", "/uploads", data=form("a.md", b"# Secret"))
        assert (await acme.call("POST", "/decks", json={"files": [upload["id"]]}))[0] == 202
    for missing in (upload["id"], "nosuchupload", "a.b.>", "*"):
        status, problem, _ = await api.call("POST", "/decks", json={"content": "x", "files": [missing]})
        assert status == 422
        assert problem["errors"] == [{"field": "files.0", "message": "is not the id of an upload"}]


async def test_preview_link_changes_when_the_picture_arrives(api: Api, bus: Bus) -> None:
    deck = await api.create()
    author = Author(bus, "dev", deck["id"])
    await author.outline()
    await author.draft("s1")
    await author.preview("s1", b"early")
    early = (await api.state(deck["id"]))["slides"][0]["preview_url"]
    assert (await api.call("GET", early))[1] == b"early"
    await author.preview("s1", b"late", "full")
    late = (await api.state(deck["id"]))["slides"][0]["preview_url"]
    assert early != late
    assert (await api.call("GET", late))[1] == b"late"
    _, _, headers = await api.call("GET", early)
    assert "immutable" not in headers["Cache-Control"]
