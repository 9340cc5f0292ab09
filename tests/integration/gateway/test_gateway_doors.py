"""Who gets in, what is described, and that no body whatever makes the gateway stumble."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from typing import Any

import pytest
from deckwire_contracts.topology import CONSUMERS
from deckwire_gateway.app import Gateway, build
from deckwire_gateway.core.access import Action
from deckwire_gateway.http.routes import ROUTES
from deckwire_gateway.http.routes.route import Route
from deckwire_gateway.settings import SettingsError
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from tests.integration.gateway import world
from tests.integration.gateway.world import Api, Author

pytestmark = pytest.mark.connected

GUARDED = [route for route in ROUTES if route.operation.action]
OF_DECKS = [route for route in GUARDED if "{deck_id}" in route.operation.path]


def name(route: Route) -> str:
    return route.operation.name


def path(route: Route, deck_id: str) -> str:
    names = {"deck_id": deck_id, "slide_id": "s1", "template_id": "t1", "theme_id": "brand-1", "number": "1"}
    return route.operation.path.format(**names)


async def everything(api: Api, bus: Bus, tenant: str) -> str:
    deck = await api.create()
    await Author(bus, tenant, deck["id"]).finish()
    return str(deck["id"])


@pytest.mark.parametrize("route", OF_DECKS, ids=name)
async def test_deck_of_another_tenant_looks_as_if_it_were_not_there(gateway: Gateway, bus: Bus, route: Route) -> None:
    async with Api(gateway.url, tenant="acme") as owner, Api(gateway.url, tenant="evil") as other:
        deck_id = await everything(owner, bus, "acme")
        before = [fact.seq async for fact in bus.facts.replay("acme", deck_id)]
        # Bodies that would do, so that nothing but the deck itself stands in the way.
        body = {"refineDeck": {"content": "x"}, "restoreDeck": {"revision": 1}, "editDeck": {"title": "x"}}
        sent = {"json": body[name(route)]} if name(route) in body else {}
        there = await other.call(route.operation.method, path(route, deck_id), **sent)
        missing = await other.call(route.operation.method, path(route, "01nosuchdeck"), **sent)
        assert there[0] == missing[0] == 404
        assert there[1] == missing[1]
        assert [fact.seq async for fact in bus.facts.replay("acme", deck_id)] == before
        assert (await owner.call("GET", f"/decks/{deck_id}"))[0] == 200


async def test_list_shows_only_the_tenants_own(gateway: Gateway, bus: Bus) -> None:
    async with Api(gateway.url, tenant="lonely") as one, Api(gateway.url, tenant="crowd") as other:
        await other.create()
        assert (await one.call("GET", "/decks"))[1] == {"decks": [], "next_cursor": None}
        mine = await one.create()
        assert [deck["id"] for deck in (await one.call("GET", "/decks"))[1]["decks"]] == [mine["id"]]
        _, page, _ = await other.call("GET", "/decks?limit=1")
        cursor = page["next_cursor"] or "YmVmb3JlOjEwMDAwMDA"
        assert (await one.call("GET", f"/decks?cursor={cursor}"))[0] == 200


@pytest.mark.parametrize("route", GUARDED, ids=name)
async def test_production_lets_nobody_in_without_a_token(broker: NatsServer, route: Route) -> None:
    async with world.gateway(broker.url, project_env="production") as service, Api(service.url) as api:
        wrong: list[dict[str, str]] = [
            {},
            {"Authorization": "Basic YTpi"},
            {"Authorization": "Bearer "},
            {"Authorization": "Bearer nonsense"},
            {"Authorization": f"Bearer {world.token(exp=1)}"},
            {"Authorization": f"Bearer {world.token(exp=None)}"},
            {"Authorization": f"Bearer {world.token(tenant=None)}"},
            {"Authorization": f"Bearer {world.token('a.b')}"},
            {"Authorization": f"Bearer {world.token('*')}"},
            {"Authorization": f"Bearer {world.token('acme' + chr(10))}"},
            {"Authorization": f"Bearer {world.token(scope=7)}"},
            {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiJhY21lIiwiZXhwIjo5OTk5OTk5OTk5fQ."},
        ]
        for headers in wrong:
            status, problem, answer = await api.call(route.operation.method, path(route, "d"), headers=headers)
            assert (status, problem["code"]) == (401, "unauthenticated"), headers
            assert answer["WWW-Authenticate"].startswith("Bearer")
        headers = {"Authorization": f"Bearer {world.token(scope='other')}"}
        status, problem, _ = await api.call(route.operation.method, path(route, "d"), headers=headers)
        assert (status, problem["code"]) == (403, "forbidden")


async def test_reader_may_not_write(gateway: Gateway) -> None:
    headers = {"Authorization": f"Bearer {world.token(scopes=['decks:read'])}"}
    async with Api(gateway.url, headers=headers) as api:
        assert (await api.call("GET", "/decks"))[0] == 200
        for route in GUARDED:
            if route.operation.action is Action.WRITE:
                status, problem, _ = await api.call(route.operation.method, path(route, "d"))
                assert (status, problem["code"]) == (403, "forbidden"), name(route)


@pytest.mark.parametrize("secret", [None, "", "short", "a" * 40])
async def test_production_does_not_start_with_a_weak_secret(broker: NatsServer, secret: str | None) -> None:
    with pytest.raises(SettingsError, match="JWT_SECRET_KEY"):
        build(world.settings(broker.url, project_env="production", jwt_secret_key=secret))


async def test_weak_secret_ends_the_process_with_2_and_one_line() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deckwire_gateway",
        env={"PROJECT_ENV": "production", "JWT_SECRET_KEY": "weak", "PATH": ""},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert said.decode().count("\n") == 1
    assert "JWT_SECRET_KEY is weak" in said.decode()


async def test_tenant_that_writes_too_often_is_told_when_to_come_back(broker: NatsServer) -> None:
    async with (
        world.gateway(broker.url, rate_limit="3/minute") as service,
        Api(service.url, tenant="busy") as busy,
        Api(service.url, tenant="calm") as calm,
    ):
        for _ in range(3):
            await busy.create()
        status, problem, headers = await busy.call("POST", "/decks", json={"content": "x"})
        assert (status, problem["code"]) == (429, "rate_limited")
        assert 1 <= int(headers["Retry-After"]) <= 60
        assert (await busy.call("GET", "/decks"))[0] == 200
        await calm.create()


async def test_openapi_is_valid_and_describes_every_route_that_is_served(gateway: Gateway, api: Api) -> None:
    status, described, _ = await api.call("GET", "/openapi.json")
    assert status == 200
    validate(described)
    served = {
        (route.method, route.resource.canonical.removeprefix("/api/v1"))
        for route in gateway._server._app.router.routes()
        if route.resource and route.resource.canonical.startswith("/api/v1") and route.method != "HEAD"
    }
    listed = {(method.upper(), path) for path, ops in described["paths"].items() for method in ops}
    assert served == listed
    assert not re.search("webhook", json.dumps(described))


async def test_asyncapi_describes_every_subject(api: Api) -> None:
    _, described, _ = await api.call("GET", "/asyncapi.json")
    assert described["asyncapi"].startswith("3.")
    addresses = {channel["address"] for channel in described["channels"].values()}
    assert "deck.{tenant}.{deck}.{revision}.slide.{slide}.previewed.{stage}" in addresses
    assert "deck.{tenant}.{deck}.{revision}.ended.rendered" in addresses
    assert "ask.render.look" in addresses
    text = json.dumps(described)
    for reference in set(re.findall(r'"#/([^"]+)"', text)):
        found: Any = described
        for part in reference.split("/"):
            found = found[part]
    assert {spec["name"] for spec in described["x-deckwire-consumers"]} == {spec.name for spec in CONSUMERS}


@pytest.mark.parametrize("page", ["/about", "/api/v1/docs"])
async def test_page_asks_no_other_host_and_runs_only_its_own_script(api: Api, page: str) -> None:
    status, body, headers = await api.call("GET", page, bare=True)
    assert status == 200
    text = body.decode()
    assert not re.search(r"(src|href)=[\"'](https?:)?//", text)
    assert not re.search(r"\sstyle=|\son\w+=", text)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 2
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_catalogues_and_health(broker: NatsServer, bus: Bus) -> None:
    changes = {"llm_model": "a/b, c/d", "openrouter_api_key": "sk"}
    async with world.gateway(broker.url, **changes) as service, Api(service.url) as api:
        _, themes, _ = await api.call("GET", "/themes")
        assert {"id", "title", "dark", "palette", "tags", "description", "preview_url"} <= set(themes["themes"][0])
        _, models, _ = await api.call("GET", "/models")
        expected = [{"id": "a/b", "default": True}, {"id": "c/d", "default": False}]
        assert models == {"models": expected, "offline": False}
        _, workers, _ = await api.call("GET", "/workers")
        assert {worker["consumer"] for worker in workers["workers"]} == {spec.name for spec in CONSUMERS}
        assert not any(worker["listening"] for worker in workers["workers"] if worker["service"] == "render")
        for probe in ("/healthz", "/readyz", "/metrics"):
            assert (await api.call("GET", probe, bare=True))[0] == 200
        _, body, _ = await api.call("GET", "/metrics", bare=True)
        assert b'deckwire_http_requests_total{method="GET",route="/api/v1/themes",status="200"} 1.0' in body


async def test_page_of_a_known_origin_may_call_and_no_other(broker: NatsServer) -> None:
    origin = "https://slides.example"
    asks = {"Access-Control-Request-Method": "POST"}
    async with world.gateway(broker.url, origins=[origin]) as service, Api(service.url) as api:
        status, _, headers = await api.call("OPTIONS", "/decks", headers={"Origin": origin, **asks})
        assert (status, headers["Access-Control-Allow-Origin"]) == (204, origin)
        status, _, headers = await api.call("GET", "/decks", headers={"Origin": origin})
        assert (status, headers["Access-Control-Allow-Origin"]) == (200, origin)
        for method, where in (("OPTIONS", "/decks"), ("POST", "/uploads"), ("POST", "/decks/d/cancel")):
            evil = {"Origin": "https://evil.example", **asks}
            status, problem, headers = await api.call(method, where, headers=evil)
            assert (status, problem["code"]) == (403, "forbidden")
            assert "Access-Control-Allow-Origin" not in headers
        status, _, _ = await api.call("POST", "/decks", json={"content": "x"}, headers={"Origin": service.url})
        assert status == 202
        status, _, headers = await api.call("GET", "/decks", headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"content"}),
        ({"content": " \n\t\u200b"}, {"content"}),
        (
            {"content": 7, "n_slides": "5", "include_title_slide": 1, "tone": "angry"},
            {"content", "n_slides", "include_title_slide", "tone"},
        ),
        ({"content": "x", "n_slides": True}, {"n_slides"}),
        ({"content": "x", "n_slides": 0}, {"n_slides"}),
        ({"content": "x", "n_slides": 51}, {"n_slides"}),
        ({"content": "x", "n_slides": 5.0}, {"n_slides"}),
        ({"content": "x", "n_slide": 5, "Tone": "casual"}, {"n_slide", "Tone"}),
        ({"content": "x", "theme": "nope", "webhook": "https://x"}, {"theme", "webhook"}),
        ({"content": "x", "template": "t"}, {"template"}),
        ({"content": "x", "slides_markdown": ["# a", ""]}, {"slides_markdown.1"}),
        ({"content": "x" * 200_000, "slides_markdown": ["y" * 20_000] * 11}, {"slides_markdown"}),
        ({"content": "x" * 400_001}, {"content"}),
        ({"content": "x", "export_as": ["pptx", "pptx"]}, {"export_as"}),
        ({"content": "x", "export_as": []}, {"export_as"}),
        ({"content": "x", "max_cost_usd": 0}, {"max_cost_usd"}),
        ({"content": "x", "max_cost_usd": 10**400}, {"max_cost_usd"}),
        ({"content": "x", "files": ["a", "a"]}, {"files"}),
        ({"content": None}, {"content"}),
        ([], {"body"}),
        ("deck", {"body"}),
        (7, {"body"}),
    ],
)
async def test_every_wrong_field_is_named(api: Api, body: Any, fields: set[str]) -> None:
    status, problem, headers = await api.call("POST", "/decks", json=body)
    assert (status, problem["code"]) == (422, "invalid_request")
    assert {error["field"] for error in problem["errors"]} == fields
    assert headers["Content-Type"].startswith("application/problem+json")


async def test_unknown_theme_lists_the_known(api: Api) -> None:
    _, problem, _ = await api.call("POST", "/decks", json={"content": "x", "theme": "nope"})
    assert "indigo" in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"),
    [
        (b'{"content": ', "application/json", 400, "malformed_body"),
        (b"", "application/json", 400, "malformed_body"),
        (b"\xff\xfe{}", "application/json", 400, "malformed_body"),
        (b'{"content":"\xed\xa0\x80"}', "application/json", 400, "malformed_body"),
        (b"[" * 200_000, "application/json", 400, "malformed_body"),
        (b'{"a":' * 80 + b"1" + b"}" * 80, "application/json", 400, "malformed_body"),
        (b'{"content":"x","max_cost_usd":NaN}', "application/json", 400, "malformed_body"),
        (b'{"n_slides":' + b"9" * 5000 + b"}", "application/json", 400, "malformed_body"),
        (b'{"content":"x"}', "text/plain", 415, "unsupported_media_type"),
        (b'{"content":"x"}', "application/json; charset=latin-1", 415, "unsupported_media_type"),
        (b'{"content":"' + b"x" * 2_600_000 + b'"}', "application/json", 413, "body_too_large"),
    ],
)
async def test_body_that_cannot_be_read_is_told_why(
    api: Api, raw: bytes, content_type: str, status: int, code: str
) -> None:
    got, problem, _ = await api.call("POST", "/decks", data=raw, headers={"Content-Type": content_type})
    assert (got, problem["code"]) == (status, code)


async def test_endless_body_is_cut_off(gateway: Gateway, api: Api) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b" " * 100_000

    status, problem, _ = await api.call("POST", "/decks", data=endless(), headers={"Content-Type": "application/json"})
    assert (status, problem["code"]) == (413, "body_too_large")


async def test_what_a_deck_cannot_bear_is_cleaned(api: Api, bus: Bus) -> None:
    raw = b'{"content":"a\\u0000b\\ud800c\\u202ed\x01e\\u0085f \\ud83d\\ude00"}'
    status, state, _ = await api.call("POST", "/decks", data=raw, headers={"Content-Type": "application/json"})
    assert status == 202
    fact = await bus.facts.get(f"deck.dev.{state['id']}.1.requested")
    assert fact.event.content == "abcde\nf 😀"


@pytest.mark.parametrize(
    ("method", "where", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("PUT", "/decks", 405, "method_not_allowed"),
        ("GET", "/decks/a.b", 404, "not_found"),
        ("GET", "/decks/*", 404, "not_found"),
        ("GET", "/decks/%3E", 404, "not_found"),
        ("GET", "/decks/a%0Ab", 404, "not_found"),
        ("GET", "/decks/a%0A", 404, "not_found"),
        ("GET", "/decks/d/slides/a.b.png", 404, "not_found"),
        ("GET", "/decks/d/slides/..%2F..%2Fx.png", 404, "not_found"),
        ("GET", "/decks?limit=0", 422, "invalid_request"),
        ("GET", "/decks?limit=101", 422, "invalid_request"),
        ("GET", "/decks?limit=x", 422, "invalid_request"),
        ("GET", "/decks?cursor=x", 422, "invalid_request"),
        ("GET", "/decks?cursor=%C3%BC", 422, "invalid_request"),
        ("GET", "/decks/d?revision=x", 422, "invalid_request"),
    ],
)
async def test_every_error_is_a_problem(api: Api, method: str, where: str, status: int, code: str) -> None:
    got, problem, headers = await api.call(method, where)
    assert (got, problem["code"], problem["status"]) == (status, code, status)
    assert headers["Content-Type"].startswith("application/problem+json")
    assert problem["type"].startswith("urn:deckwire:problem:")


async def test_wrong_path_and_wrong_method_say_what_would_be_right(api: Api) -> None:
    _, missing, _ = await api.call("GET", "/nothing")
    assert (missing["detail"], missing["hint"]) == ("Nothing is served at this path.", "See /api/v1/docs.")
    _, refused, headers = await api.call("PUT", "/decks")
    assert (refused["detail"], headers["Allow"]) == ("This path takes GET, HEAD, POST.", "GET,HEAD,POST")


async def test_unknown_revision_is_not_found(api: Api) -> None:
    deck = await api.create()
    status, problem, _ = await api.call("GET", f"/decks/{deck['id']}?revision=99")
    assert (status, problem["detail"]) == (404, "The deck has no revision 99.")


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tkey"])
async def test_key_that_cannot_be_one_is_refused(api: Api, key: str) -> None:
    status, problem, _ = await api.call("POST", "/decks", json={"content": "x"}, headers={"Idempotency-Key": key})
    assert (status, problem["errors"][0]["field"]) == (422, "Idempotency-Key")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=())),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=12,
)
FIELDS = ["content", "n_slides", "theme", "tone", "export_as", "files", "slides_markdown", "max_cost_usd", "outline"]
BODIES = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), JSON, max_size=5) | JSON


async def test_no_body_makes_the_gateway_stumble(api: Api) -> None:
    deck = await api.create(review_outline=True)
    loop = asyncio.get_running_loop()

    def send(method: str, where: str, raw: bytes) -> int:
        call = api.call(method, where, data=raw, headers={"Content-Type": "application/json"})
        status, body, _ = asyncio.run_coroutine_threadsafe(call, loop).result(20)
        if status >= 400:
            assert body["code"] != "internal", raw
        return int(status)

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=BODIES)
    def shaped(body: Any) -> None:
        raw = json.dumps(body).encode()
        assert send("POST", "/decks", raw) in (202, 400, 422)
        assert send("PUT", f"/decks/{deck['id']}/outline", raw) in (400, 409, 422)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(raw=st.binary(max_size=60))
    def shapeless(raw: bytes) -> None:
        assert send("POST", "/decks", raw) in (202, 400, 422)

    await asyncio.to_thread(shaped)
    await asyncio.to_thread(shapeless)
