"""Bad input gets its clear answer over the real HTTP API, and nothing is lost by it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from deckwire_kit.testing import connected_bus

from tests import checker
from tests.deck_client import DeckClient
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(120)]


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:400]}"
    assert answer.headers["content-type"].startswith("application/problem+json")
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["code"]
    return body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"content": ""}, "content"),
        ({"content": " \n\t "}, "content"),
        ({}, "content"),
        ({"content": "x", "n_slides": 0}, "n_slides"),
        ({"content": "x", "n_slides": 51}, "n_slides"),
        ({"content": "x", "n_slides": "many"}, "n_slides"),
        ({"content": 7}, "content"),
        ({"content": "x", "theme": "no-such-theme"}, "theme"),
        ({"content": "x", "tone": "angry"}, "tone"),
        ({"content": "x", "n_slide": 5}, "n_slide"),
        ({"content": "x", "max_cost_usd": -1}, "max_cost_usd"),
        ({"content": "x", "export_as": ["docx"]}, "export_as.0"),
        ({"content": "x", "files": ["no-such-upload"]}, "files"),
        ({"content": "x" * 400_001}, "content"),
    ],
)
async def test_invalid_value_is_named(offline_stack: Stack, body: dict[str, Any], field: str) -> None:
    async with DeckClient(offline_stack.url()) as client:
        answer = await client.post("/decks", body)
    found = problem(answer, 422)
    assert any(error["field"].startswith(field) for error in found["errors"]), found


async def test_five_megabytes_of_text_are_too_large(offline_stack: Stack) -> None:
    async with DeckClient(offline_stack.url()) as client:
        problem(await client.post("/decks", {"content": "word " * 1_000_000}), 413)


async def test_body_that_is_no_json_and_body_of_another_type_are_refused(offline_stack: Stack) -> None:
    async with DeckClient(offline_stack.url()) as client:
        broken = await client.http.post("/decks", content=b'{"content": ', headers={"Content-Type": "application/json"})
        array = await client.post("/decks", ["a deck"])
        other = await client.http.post("/decks", content=b"<deck/>", headers={"Content-Type": "text/xml"})
        untyped = await client.http.post("/decks", content=b'{"content": "x"}', headers={"Content-Type": "text/plain"})
        nan = await client.http.post(
            "/decks", content=b'{"content":"x","max_cost_usd":NaN}', headers={"Content-Type": "application/json"}
        )
        latin = await client.http.post(
            "/decks", content='{"content":"ü"}'.encode("latin-1"), headers={"Content-Type": "application/json"}
        )
        deep = await client.http.post("/decks", content=b"[" * 100_000, headers={"Content-Type": "application/json"})
    assert broken.status_code == 400
    problem(broken, 400)
    assert array.status_code in (400, 422)
    problem(other, 415)
    problem(untyped, 415)
    assert nan.status_code in (400, 422)
    problem(latin, 400)
    assert deep.status_code in (400, 413)


async def test_control_characters_and_lone_surrogates_are_cleaned_and_the_deck_is_made(offline_stack: Stack) -> None:
    nasty = "A report\x00 with \ud800 lone \udfff surrogates, \x0b \x1b[31m controls, \u202ebidi\u202c and \ufffe."
    raw = json.dumps({"content": f"# Title {nasty}\n\n{nasty} " + "It holds enough words to be a slide. " * 5}).encode()
    async with DeckClient(offline_stack.url()) as client:
        answer = await client.http.post("/decks", content=raw, headers={"Content-Type": "application/json"})
        assert answer.status_code == 202, answer.text
        state = await client.ended(answer.json()["id"])
        assert state["status"] == "rendered", state.get("problem")
        deck = await client.download(state["artifacts"]["pptx"]["url"])
    with zipfile.ZipFile(io.BytesIO(deck.content)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                text = package.read(name).decode("utf-8")
                assert not set(text) & set("\x00\x0b\x1b\u202e\ufffe\ufffd"), name


async def upload(client: DeckClient, name: str, data: bytes, media_type: str) -> Any:
    return await client.http.post("/uploads", files={"file": (name, data, media_type)})


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(200):
                entry.write(b"\0" * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "application/pdf"),
        ("empty.pdf", b"", "application/pdf"),
        ("bomb.docx", bomb(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("notazip.pptx", b"not a zip", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("virus.exe", b"MZ\x90\x00", "application/x-msdownload"),
    ],
)
async def test_document_that_cannot_be_read_is_refused_or_fails_with_a_typed_problem(
    offline_stack: Stack, name: str, data: bytes, media_type: str
) -> None:
    async with DeckClient(offline_stack.url()) as client:
        uploaded = await upload(client, name, data, media_type)
        if uploaded.status_code >= 400:
            assert uploaded.status_code in (400, 413, 415, 422)
            problem(uploaded, uploaded.status_code)
            return
        body = uploaded.json()
        identity = body.get("id") or body["files"][0]["id"]
        answer = await client.post("/decks", {"content": "Summarise", "files": [identity]})
        if answer.status_code >= 400:
            problem(answer, answer.status_code)
            return
        state = await client.ended(answer.json()["id"])
    # With a prompt beside it a deck can still be made, but then it says what it could not read.
    said = [state["problem"]["code"]] if state["status"] == "failed" else [d["reason"] for d in state["degradations"]]
    assert set(said) & {
        "source_unreadable",
        "source_too_large",
        "source_empty",
        "unsupported_media_type",
    }, state


async def test_what_is_not_there_is_not_found(offline_stack: Stack) -> None:
    async with DeckClient(offline_stack.url()) as client:
        deck = await client.create("# A report\n\nThe harbour sold more power than it used, three years in a row.")
        await client.ended(deck["id"])
        for path in (
            "/decks/nosuchdeck",
            "/decks/nosuchdeck/deck.pptx",
            "/decks/nosuchdeck/events",
            f"/decks/{deck['id']}/deck.pptx?revision=99",
            f"/decks/{deck['id']}/slides/nosuchslide.png",
            "/decks/%2E%2E%2Fsecret",
            "/decks/a.b",
            "/decks/*",
            "/decks/%3E",
            "/nothing/here",
        ):
            problem(await client.http.get(path), 404)
        assert (await client.http.get(f"/decks/{deck['id']}/deck.pptx?revision=x")).status_code in (400, 404, 422)
        assert (await client.http.put("/decks", json={})).status_code == 405


async def test_idempotency_key_gives_the_same_deck_and_refuses_another_body(offline_stack: Stack) -> None:
    headers = {"Idempotency-Key": "harbour-report-1"}
    body = {"content": "# Harbours\n\nThree harbours carry most of the demand, and they know it well."}
    async with DeckClient(offline_stack.url()) as client:
        first = await client.post("/decks", body, headers=headers)
        second = await client.post("/decks", body, headers=headers)
        other = await client.post("/decks", body | {"n_slides": 3}, headers=headers)
        await client.ended(first.json()["id"])
    assert first.json()["id"] == second.json()["id"]
    assert problem(other, 422)["code"] == "idempotency_mismatch"


async def test_stream_holds_its_invariants_after_all_bad_input(offline_stack: Stack) -> None:
    async with connected_bus(offline_stack.nats_url) as bus, DeckClient(offline_stack.url()) as client:
        deck = await client.create("# Still alive\n\nAfter all that, a plain report still becomes a plain deck.")
        assert (await client.ended(deck["id"]))["status"] == "rendered"
        await checker.assert_holds(bus.nc)
    for name in ("gateway", "llm", "imagegen", "render"):
        node = offline_stack.node(name)
        assert node.starts == 1
        assert node.running
        assert "Traceback" not in node.said(), node.tail(40)
