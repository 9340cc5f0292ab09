"""What the gateway decides without any network."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from deckwire_contracts import (
    ArtifactRef,
    DeckOptions,
    DeckOutlined,
    DeckRequest,
    DeckRequested,
    DeckState,
    Outline,
    ProblemError,
    SlideBrief,
    SlideContext,
    SlideDrafted,
    SlidePreviewed,
    SlideState,
    SourceFile,
    SourceRef,
    StoredFact,
)
from deckwire_contracts.slides import SectionSlide
from deckwire_contracts.topology import is_token
from deckwire_gateway.core import asking, asyncapi, delivery, media, paging, presenting
from deckwire_gateway.core.access import Access, Action, Principal
from deckwire_gateway.core.body import clean, parse_json, validate
from deckwire_gateway.core.signing import Grant, UrlSigner
from deckwire_gateway.settings import GatewaySettings
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

SECRET = b"a-secret-of-tests-that-is-long-enough"
GRANT = Grant("acme", "d1", "deck.pptx", 1)


def signer(**changes: Any) -> UrlSigner:
    return UrlSigner(changes.pop("secret", SECRET), ttl_s=changes.pop("ttl_s", 3600), **changes)


def parts(url: str) -> tuple[str, str]:
    query = dict(pair.split("=") for pair in url.partition("?")[2].split("&"))
    return query["exp"], query["sig"]


def test_link_is_valid_until_it_expires_and_only_for_its_file() -> None:
    now = 1_000_000.0
    expires, signature = parts(signer().url(GRANT, now))
    assert int(expires) - now >= 3600
    assert signer().valid(GRANT, expires, signature, now)
    assert signer().valid(GRANT, expires, signature, int(expires))
    assert not signer().valid(GRANT, expires, signature, int(expires) + 1)
    assert not signer(secret=b"other").valid(GRANT, expires, signature, now)
    for other in (
        Grant("evil", "d1", "deck.pptx", 1),
        Grant("acme", "d2", "deck.pptx", 1),
        Grant("acme", "d1", "deck.pdf", 1),
        Grant("acme", "d1", "deck.pptx", 2),
        Grant("acme\nd1", "deck.pptx", "", 1),
    ):
        assert not signer().valid(other, expires, signature, now)


@given(st.text(max_size=20), st.text(max_size=50))
def test_made_up_signature_is_never_valid(expires: str, signature: str) -> None:
    assert not signer().valid(GRANT, expires, signature, time.time())


def test_link_stays_the_same_within_the_hour_and_carries_the_public_origin() -> None:
    first, second = (
        signer(base="https://x.example").url(GRANT, 7200.5),
        signer(base="https://x.example").url(GRANT, 7300),
    )
    assert first == second
    assert first.startswith("https://x.example/api/v1/decks/d1/deck.pptx?")


class Shape(BaseModel):
    count: int = 1
    inner: list[dict[str, int]] = []


@given(st.recursive(st.none() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c), max_leaves=20))
def test_cleaning_is_done_at_every_depth_and_once_is_enough(value: Any) -> None:
    once = clean(value)
    assert clean(once) == once


def test_value_is_never_coerced() -> None:
    assert validate(Shape, {"count": 5}).count == 5
    for value in ("5", 5.0, True, None, [5]):
        with pytest.raises(ProblemError) as caught:
            validate(Shape, {"count": value})
        assert [error.field for error in caught.value.problem.errors] == ["count"]
    with pytest.raises(ProblemError) as caught:
        validate(Shape, {"inner": [{"a": 1}, {"b": "x"}], "other": 1})
    assert {error.field for error in caught.value.problem.errors} == {"inner.1.b", "other"}


@given(st.binary(max_size=80))
def test_bytes_become_a_value_or_a_problem(raw: bytes) -> None:
    try:
        parse_json(raw)
    except ProblemError as error:
        status = error.problem.status
    else:
        status = 400
    assert status == 400


@given(st.integers(min_value=1, max_value=2**62))
def test_cursor_comes_back_as_it_was(before: int) -> None:
    assert paging.decode(paging.encode(before)) == before


@given(st.text(max_size=30))
def test_made_up_cursor_is_a_problem_or_a_sequence(cursor: str) -> None:
    try:
        before, field = paging.decode(cursor), "cursor"
    except ProblemError as error:
        before, field = 1, error.problem.errors[0].field
    assert (before >= 1, field) == (True, "cursor")


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"content": 5}, "content", "must be text"),
        ({"content": "x" * 400_001}, "content", "must have at most 400,000 characters; it has 400,001"),
        ({"content": "x", "files": ["a"] * 21}, "files", "must have at most 20 entries; it has 21"),
        ({"content": "x", "export_as": []}, "export_as", "must have 1 or more entries; it has 0"),
        ({"content": "x", "n_slides": 51}, "n_slides", "must be at most 50"),
        ({"content": "x", "n_slides": 2.5}, "n_slides", "must be a whole number"),
        ({"content": "x", "max_cost_usd": 0}, "max_cost_usd", "must be more than 0"),
        ({"content": "x", "image_type": "oil"}, "image_type", "must be 'ai-generated', 'stock', 'artwork' or 'none'"),
        ({"content": "x", "n_slide": 5}, "n_slide", "is not a known field"),
    ],
)
def test_bad_field_is_told_what_it_must_be(body: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        validate(DeckRequest, body)
    assert [(one.field, one.message) for one in caught.value.problem.errors] == [(field, message)]


def test_slide_ids_that_are_not_unique_are_told_in_our_words() -> None:
    slide = {"id": "s1", "number": 1, "type": "title", "title": "A"}
    with pytest.raises(ProblemError) as caught:
        validate(asking.ApprovalRequest, {"outline": {"title": "A", "slides": [slide, slide]}})
    assert caught.value.problem.detail == "outline: slide ids must be unique in an outline"


def test_approved_outline_has_no_more_slides_than_a_deck() -> None:
    slides = [SlideBrief(id=f"s{n}", number=n, type="bullets", title="A") for n in range(1, 52)]
    deck: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 1}
    outlined = DeckOutlined(
        **deck, outline=Outline(title="A", slides=slides[:2]), options=DeckOptions(review_outline=True)
    )
    state = DeckState(**deck, outlined=outlined)
    edited = asking.ApprovalRequest(outline=Outline(title="A", slides=slides))
    with pytest.raises(ProblemError) as caught:
        asking.approved_outline(state, edited, {"indigo"})
    assert caught.value.problem.errors[0].message == "must have at most 50 entries; it has 51"


@given(st.text(max_size=200))
def test_file_name_of_a_download_is_one_harmless_header(title: str) -> None:
    header = delivery.disposition(title, "pptx")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "/" not in header
    assert "\\" not in header


@given(st.text(max_size=300))
def test_file_name_of_an_upload_has_no_folder(given_name: str) -> None:
    try:
        name = media.file_name(given_name)
    except ProblemError:
        return
    assert 0 < len(name) <= 200
    assert not set(name) & set('/\\\0\n:*?"<>|')
    assert name not in {".", ".."}


def test_deck_without_a_review_has_no_outline_to_approve() -> None:
    deck: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 1}
    state = DeckState(**deck, requested=DeckRequested(**deck, content="x"))
    with pytest.raises(ProblemError, match="without `review_outline`"):
        asking.approved_outline(state, asking.ApprovalRequest(), {"indigo"})


def test_long_file_name_keeps_its_kind() -> None:
    assert media.file_name("x" * 400 + ".docx").endswith("x.docx")


@given(st.one_of(st.none(), st.text(max_size=30)), st.integers(min_value=0, max_value=100))
def test_range_is_inside_the_file_or_refused(header: str | None, size: int) -> None:
    try:
        span = delivery.byte_range(header, None, "e", size)
    except delivery.UnsatisfiableError:
        return
    assert span is None or 0 <= span.start < span.stop <= size or (span.start, span.stop) == (0, 0)


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, None),
        ("", None),
        ("wait=10", 10.0),
        ("respond-async, Wait = 5", 5.0),
        ('wait="7"; x=y', 7.0),
        ("wait=100000000000", 120.0),
        ("wait=121", 120.0),
        ("wait=-1", None),
        ("wait", None),
        ("wait=soon", None),
    ],
)
def test_prefer_wait_is_read_and_bounded(prefer: str | None, seconds: float | None) -> None:
    assert asking.wait_seconds(prefer) == seconds


def test_links_of_a_principal_open_nothing_else() -> None:
    access = Access(secret=SECRET, production=True, signer=signer())
    expires, signature = parts(signer().url(GRANT, time.time()))
    who = access.by_signature(GRANT, expires, signature)
    access.require(who, Action.READ, file=("d1", "deck.pptx", 1))
    for action, file in (
        (Action.READ, None),
        (Action.READ, ("d1", "deck.pptx", 2)),
        (Action.READ, ("d2", "deck.pptx", 1)),
        (Action.WRITE, None),
    ):
        with pytest.raises(ProblemError) as caught:
            access.require(who, action, file=file)
        assert caught.value.problem.status == 403


def test_token_without_a_key_to_check_it_is_refused() -> None:
    access = Access(secret=None, production=False, signer=signer(secret=None))
    assert access.by_header(None).tenant == "dev"
    with pytest.raises(ProblemError) as caught:
        access.by_header("Bearer x.y.z")
    assert caught.value.problem.status == 401


def test_time_of_a_connected_principal_runs_out() -> None:
    now = [100.0]
    access = Access(secret=SECRET, production=True, signer=signer(), clock=lambda: now[0])
    who = Principal("acme", "someone", frozenset({"decks:read"}), expires=200.0)
    access.require(who, Action.READ)
    now[0] = 211.0
    with pytest.raises(ProblemError) as caught:
        access.require(who, Action.READ)
    assert caught.value.problem.status == 401


def ref(key: str) -> ArtifactRef:
    return ArtifactRef(bucket="artifacts", key=key * 64, sha256=key * 64, bytes=1, media_type="image/png")


def test_every_reference_of_a_deck_is_found_once() -> None:
    owner: dict[str, Any] = {"tenant_id": "t", "deck_id": "d", "revision": 1}
    requested = DeckRequested(**owner, sources=[SourceFile(name="a.md", artifact=ref("a"))])
    slides = [SlideBrief(id="s1", number=1, type="bullets", title="One")]
    outlined = DeckOutlined(**owner, outline=Outline(title="T", slides=slides), material=ref("b"))
    previews = [
        SlidePreviewed(**owner, slide_id="s1", stage=stage, image=ref("c"), width=1, height=1)
        for stage in ("text", "full")
    ]
    facts = [StoredFact(seq=n, event=e) for n, e in enumerate([requested, outlined, *previews], start=1)]
    assert sorted(found.key[0] for found in presenting.references(facts)) == ["a", "b", "c"]


def test_notes_name_the_sources_of_a_slide_once() -> None:
    owner = {"tenant_id": "t", "deck_id": "d", "revision": 1}
    source = SourceRef(name="a.pdf", section="Costs", page=4)
    context = SlideContext(deck_title="D")

    def told(notes: str) -> str:
        slide = SectionSlide(title="S", notes=notes, sources=[source])
        drafted = SlideDrafted(**owner, slide_id="s1", slide=slide, context=context)
        brief = SlideBrief(id="s1", number=1, type="section", title="S")
        state = DeckState(**owner, slides=[SlideState(brief=brief, drafted=drafted)])
        return presenting.notes_markdown(state) or ""

    assert "Say this.\n\n- a.pdf, Costs, 4\n" in told("Say this.")
    assert told("Say this.\n\nSource: a.pdf, p. 4").count("a.pdf") == 1


def test_state_before_the_outline_has_no_title_and_no_notes() -> None:
    state = DeckState(tenant_id="t", deck_id="d", revision=1, updated_at=datetime.now(UTC))
    assert presenting.deck_title(state) == ""
    assert presenting.notes_markdown(state) is None
    assert presenting.Presenter(signer()).deck(state, 0.0).as_json()["status"] == "queued"


def test_description_of_the_bus_names_no_credentials() -> None:
    from deckwire_gateway.app import _host

    assert _host("nats://user:secret@broker:4333,nats://other:1") == "broker:4333"
    assert "secret" not in str(asyncapi.describe(version="1", nats_host=_host("nats://user:secret@broker:4333")))


def test_token_of_a_subject_has_no_line_break() -> None:
    assert is_token("a-b_C9")
    assert not is_token("a\n")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_MODEL", "a/b, c/d ,")
    monkeypatch.setenv("DECKWIRE_PORT", "0")
    monkeypatch.setenv("DECKWIRE_ORIGINS", '["https://x.example"]')
    monkeypatch.setenv("DECKWIRE_PUBLIC_URL", "https://x.example/")
    found = GatewaySettings(_env_file=None)
    assert found.models == ["a/b", "c/d"]
    assert found.offline
    assert found.port == 0
    assert found.public_url == "https://x.example"
    assert not GatewaySettings(_env_file=None, llm_base_url="http://127.0.0.1:1").offline
