"""The chat client against faithful fake servers, over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from deckwire_contracts import ProblemCode
from deckwire_kit.testing import eventually
from deckwire_llm.adapters.chat import ChatClient, Deadlines, Retries
from deckwire_llm.core.budget import Price
from deckwire_llm.core.prompting.schema import in_words, record, several, text
from deckwire_llm.ports import Answer, Ask, AskFailedError, Turn
from deckwire_llm.settings import Endpoint

from tests.providers import GOOD, Behaviour, FakeCompatible, FakeOpenRouter, FakeServer, Script, misbehave
from tests.providers.server import Recorded

KEY = "sk-or-test-0000"
MODEL = "openai/gpt-5-mini"
SCHEMA = record(title=text("a title", 60), items=several(text("a point", 60), 2, 3))
ASK = Ask(
    turns=(
        Turn("system", "You write slides. Answer with one JSON object."),
        Turn("user", f"Slide type: bullets.\nOne JSON object with these fields:\n{in_words(SCHEMA)}"),
    ),
    schema_name="slide_bullets",
    schema=SCHEMA,
    max_tokens=800,
    min_tokens=50,
    temperature=0.4,
    effort="low",
)
QUICK = Deadlines(connect_s=1.0, first_token_s=2.0, idle_s=1.0, total_s=5.0)


@asynccontextmanager
async def client_of(
    server: FakeServer,
    *models: str,
    openrouter: bool = True,
    key: str | None = KEY,
    deadlines: Deadlines = QUICK,
    retries: Retries | None = None,
    price: Price | None = None,
) -> AsyncIterator[ChatClient]:
    endpoint = Endpoint(server.base_url, key, models or (MODEL,), openrouter=openrouter)
    client = ChatClient(
        endpoint,
        deadlines=deadlines,
        retries=retries or Retries(times=3, base_s=0.01, longest_wait_s=1.0),
        price=price,
        data_collection="deny" if openrouter else None,
    )
    try:
        yield client
    finally:
        await client.aclose()


def chats(server: FakeServer) -> list[Recorded]:
    return [r for r in server.requests if r.path.endswith("/chat/completions")]


async def asked(*behaviours: Behaviour, models: tuple[str, ...] = (MODEL,), ask: Ask = ASK) -> tuple[Answer, int]:
    async with FakeOpenRouter(script=Script(*behaviours)) as server, client_of(server, *models) as client:
        answer = await client.ask(ask)
        return answer, len(chats(server))


async def failed(
    *behaviours: Behaviour,
    default: Behaviour | None = None,
    deadlines: Deadlines = QUICK,
    models: tuple[str, ...] = (MODEL,),
) -> tuple[AskFailedError, int]:
    script = Script(*behaviours, **({"default": default} if default else {}))
    async with FakeOpenRouter(script=script) as server, client_of(server, *models, deadlines=deadlines) as client:
        with pytest.raises(AskFailedError) as caught:
            await client.ask(ASK)
        return caught.value, len(chats(server))


def value_of(answer: Answer) -> dict[str, object]:
    found: dict[str, object] = json.loads(answer.text)
    return found


async def test_a_good_stream_is_one_answer_with_the_cost_that_the_provider_reports() -> None:
    answer, calls = await asked()
    assert set(value_of(answer)) == {"title", "items"}
    assert (answer.model, answer.truncated, answer.priced, calls) == (MODEL, False, True, 1)
    assert answer.usage.calls == 1
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.completion_tokens > 0
    assert answer.usage.cost_usd > 0
    assert not answer.usage.estimated


async def test_text_arrives_piece_by_piece_and_adds_up_to_the_answer() -> None:
    async with FakeOpenRouter(script=Script(GOOD.but(chunk_chars=8))) as server, client_of(server) as client:
        pieces: list[str] = []
        answer = await client.ask(ASK, pieces.append)
    assert len(pieces) > 3
    assert "".join(pieces) == answer.text


@pytest.mark.parametrize(
    "behaviour",
    [
        misbehave.byte_by_byte(),
        misbehave.crlf(),
        misbehave.missing_done(),
        misbehave.line_separators(),
        misbehave.slow_start(keep_alives=5, every_ms=20),
        GOOD.but(null_first_content=True),
        GOOD.but(reasoning="Let me think. " * 5),
    ],
    ids=["one-byte chunks", "crlf", "no done", "line separators", "keep-alives", "null content", "reasoning"],
)
async def test_harmless_oddities_of_a_stream_cost_no_second_request(behaviour: Behaviour) -> None:
    answer, calls = await asked(behaviour)
    assert set(value_of(answer)) == {"title", "items"}
    assert calls == 1


async def test_raw_line_separators_inside_strings_survive() -> None:
    answer, _ = await asked(misbehave.line_separators())
    assert {"\u2028", "\u2029", "\u0085"} & set(answer.text)


@pytest.mark.parametrize(
    "behaviour",
    [misbehave.thinking_aloud(), misbehave.with_bom(), misbehave.fenced()],
    ids=["think", "bom", "fence"],
)
async def test_thinking_never_reaches_the_text(behaviour: Behaviour) -> None:
    answer, calls = await asked(behaviour)
    assert "<think>" not in answer.text
    assert calls == 1


async def test_keep_alive_comments_keep_the_line_open_beyond_the_idle_limit() -> None:
    deadlines = Deadlines(connect_s=1, first_token_s=3, idle_s=0.3, total_s=5)
    slow = misbehave.slow_start(keep_alives=12, every_ms=50)
    async with FakeOpenRouter(script=Script(slow)) as server, client_of(server, deadlines=deadlines) as client:
        await client.ask(ASK)
        assert len(chats(server)) == 1


async def test_comments_alone_do_not_hold_a_model_that_never_begins() -> None:
    deadlines = Deadlines(connect_s=1, first_token_s=0.3, idle_s=1, total_s=0.8)
    failure, _ = await failed(default=misbehave.keep_alives_only(), deadlines=deadlines)
    assert failure.code is ProblemCode.PROVIDER_TIMEOUT
    assert "begin" in failure.problem.detail


async def test_a_silent_line_is_a_time_out_and_the_next_attempt_answers() -> None:
    deadlines = Deadlines(connect_s=1, first_token_s=3, idle_s=0.2, total_s=5)
    script = Script(misbehave.stalled_from_the_start())
    async with FakeOpenRouter(script=script) as server, client_of(server, deadlines=deadlines) as client:
        answer = await client.ask(ASK)
        assert len(chats(server)) == 2
    assert value_of(answer)
    assert answer.usage.calls == 2


async def test_a_stall_after_content_is_reported_and_not_silently_asked_again() -> None:
    deadlines = Deadlines(connect_s=1, first_token_s=3, idle_s=0.2, total_s=5)
    failure, calls = await failed(default=misbehave.stalled(), deadlines=deadlines)
    assert failure.code is ProblemCode.PROVIDER_TIMEOUT
    assert calls == 1
    assert not failure.transient
    assert failure.usage.completion_tokens > 0
    assert failure.usage.estimated


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (misbehave.mid_stream_error(), ProblemCode.PROVIDER_UNAVAILABLE),
        (misbehave.mid_stream_error(code="server_error"), ProblemCode.PROVIDER_UNAVAILABLE),
        (misbehave.mid_stream_error(bare=True), ProblemCode.PROVIDER_UNAVAILABLE),
        (misbehave.choice_error(), ProblemCode.PROVIDER_UNAVAILABLE),
        (misbehave.end_without_finish(), ProblemCode.PROVIDER_TRUNCATED),
        (misbehave.done_without_finish(), ProblemCode.PROVIDER_TRUNCATED),
        (misbehave.reset_mid_stream(), ProblemCode.PROVIDER_TRUNCATED),
    ],
    ids=["error chunk", "string code", "bare error", "choice error", "eof", "done only", "reset"],
)
async def test_a_stream_that_breaks_after_content_is_a_typed_failure_after_one_request(
    behaviour: Behaviour, code: ProblemCode
) -> None:
    failure, calls = await failed(default=behaviour)
    assert (failure.code, calls) == (code, 1)


@pytest.mark.parametrize(
    "behaviour",
    [
        misbehave.mid_stream_error(after_chars=0),
        misbehave.end_without_finish(after_chars=0),
        misbehave.reset_before_headers(),
        misbehave.empty_stop(),
        misbehave.bad_gateway_html(),
        misbehave.overloaded(),
        misbehave.http_error(524, "edge timeout"),
        misbehave.http_error(408, "timeout"),
        misbehave.http_error(500, "oops", shape="string"),
        misbehave.http_error(503, "Loading model", shape="flat"),
        misbehave.http_error(502, shape="none"),
        misbehave.rate_limited(0.05),
        misbehave.rate_limited(0.05, milliseconds=True),
        misbehave.rate_limited(None),
    ],
    ids=lambda b: b.error.message if b.error else None,
)
async def test_a_passing_failure_before_any_content_is_tried_again(behaviour: Behaviour) -> None:
    answer, calls = await asked(behaviour)
    assert value_of(answer)
    assert calls == 2


async def test_retries_end_and_the_failure_says_that_it_may_pass() -> None:
    failure, calls = await failed(default=misbehave.bad_gateway_html())
    assert (failure.code, calls) == (ProblemCode.PROVIDER_UNAVAILABLE, 4)
    assert failure.transient
    assert failure.problem.hint


async def test_a_long_retry_after_is_handed_on_instead_of_waited_for() -> None:
    failure, calls = await failed(default=misbehave.rate_limited(30))
    assert (failure.code, calls) == (ProblemCode.PROVIDER_RATE_LIMITED, 1)
    assert failure.problem.retry_after_s == 30
    assert failure.transient


async def test_a_retry_after_of_more_than_two_minutes_is_not_worth_waiting_for() -> None:
    failure, _ = await failed(default=misbehave.rate_limited(300, as_date=True))
    assert failure.problem.retry_after_s == pytest.approx(300, abs=3)
    assert not failure.transient


async def test_the_server_may_forbid_to_send_again() -> None:
    failure, calls = await failed(default=misbehave.http_error(500, "no", headers={"x-should-retry": "false"}))
    assert (failure.transient, calls) == (False, 1)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (misbehave.bad_key(), ProblemCode.PROVIDER_AUTH),
        (misbehave.out_of_credits(), ProblemCode.PROVIDER_QUOTA),
        (misbehave.moderated(), ProblemCode.PROVIDER_REFUSED),
        (misbehave.no_endpoints(), ProblemCode.PROVIDER_INVALID_REQUEST),
        (misbehave.http_error(400, "model foo is unknown", shape="array"), ProblemCode.PROVIDER_INVALID_REQUEST),
        (misbehave.http_error(400, "bad", code="invalid_request", shape="flat"), ProblemCode.PROVIDER_INVALID_REQUEST),
        (misbehave.http_error(413, "too large"), ProblemCode.PROVIDER_INVALID_REQUEST),
        (misbehave.http_error(429, "You exceeded your quota", code="insufficient_quota"), ProblemCode.PROVIDER_QUOTA),
        (misbehave.refused(), ProblemCode.PROVIDER_REFUSED),
        (misbehave.content_filtered(), ProblemCode.PROVIDER_REFUSED),
    ],
    ids=lambda v: v.value if isinstance(v, ProblemCode) else "",
)
async def test_a_lasting_failure_is_typed_and_asked_once(behaviour: Behaviour, code: ProblemCode) -> None:
    failure, calls = await failed(default=behaviour)
    assert (failure.code, failure.transient, calls) == (code, False, 1)


async def test_what_a_moderator_quotes_does_not_reach_the_problem() -> None:
    failure, _ = await failed(default=misbehave.moderated())
    assert "first words" not in failure.problem.model_dump_json()


async def test_a_prompt_that_is_too_long_says_so() -> None:
    failure, calls = await failed(default=misbehave.context_too_long())
    assert failure.context_exceeded
    assert calls == 1


async def test_all_thinking_and_no_answer_is_a_truncated_empty_answer() -> None:
    answer, calls = await asked(misbehave.empty_length())
    assert (answer.text, answer.truncated, calls) == ("", True, 1)
    assert answer.usage.completion_tokens > 0


async def test_stopping_at_the_cap_is_truncated_not_invalid() -> None:
    answer, calls = await asked(misbehave.truncated())
    assert answer.truncated
    assert answer.text
    assert calls == 1


async def test_missing_usage_is_estimated_and_marked() -> None:
    answer, _ = await asked(misbehave.no_usage())
    assert answer.usage.estimated
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.cost_usd > 0


async def test_the_fallback_list_goes_to_openrouter_and_the_next_model_is_tried_after_a_refusal() -> None:
    script = Script(misbehave.refused())
    async with FakeOpenRouter(script=script) as server, client_of(server, "a/one", "b/two") as client:
        answer = await client.ask(ASK)
        bodies = [r.body for r in chats(server)]
    assert bodies[0]["models"] == ["a/one", "b/two"]
    assert bodies[1]["model"] == "b/two"
    assert "models" not in bodies[1]
    assert answer.model == "b/two"
    assert answer.usage.calls == 2


async def test_a_model_that_is_gone_makes_room_for_the_next_on_any_server() -> None:
    script = Script(misbehave.http_error(404, "no such model"))
    async with (
        FakeCompatible("vllm", script=script) as server,
        client_of(server, "one", "two", openrouter=False, key="local-key") as client,
    ):
        await client.ask(ASK)
        assert [r.body["model"] for r in chats(server)] == ["one", "two"]
        assert all("models" not in r.body for r in chats(server))


async def test_the_model_of_the_request_comes_first() -> None:
    async with FakeOpenRouter() as server, client_of(server, "a/one") as client:
        await client.ask(Ask(**{**ASK.__dict__, "model": "c/own"}))
        assert chats(server)[0].body["models"] == ["c/own", "a/one"]


async def test_only_parameters_that_the_model_lists_are_sent_and_then_required() -> None:
    async with FakeOpenRouter() as server, client_of(server) as client:
        await client.ask(ASK)
        body = chats(server)[0].body
        assert server.ignored_fields == set()
    assert body["temperature"] == 0.4
    assert "reasoning" not in body
    assert body["provider"] == {"data_collection": "deny", "require_parameters": True}
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "maxItems" not in json.dumps(body["response_format"])


FLAVOURED: list[tuple[str, str | None]] = [
    ("ollama", "json_schema"),
    ("vllm", "json_schema"),
    ("llama.cpp", "json_schema"),
    ("lm-studio", "json_schema"),
    ("json-mode", "json_object"),
    ("old", None),
]


@pytest.mark.parametrize(("flavour", "kept"), FLAVOURED, ids=[f for f, _ in FLAVOURED])
async def test_every_kind_of_server_is_brought_to_an_answer_and_its_schema_support_is_remembered(
    flavour: str, kept: str | None
) -> None:
    async with (
        FakeCompatible(flavour) as server,
        client_of(server, "local-model", openrouter=False, key="local-key") as client,
    ):
        await client.ask(ASK)
        learning = len(chats(server))
        answer = await client.ask(ASK)
        last = chats(server)[-1].body
        assert len(chats(server)) == learning + 1, "what was learned is not tried again"
    assert set(value_of(answer)) == {"title", "items"}
    assert (last.get("response_format") or {}).get("type") == kept
    assert not {"provider", "models", "reasoning"} & set(last)
    if kept == "json_schema":
        assert "maxItems" in json.dumps(last["response_format"]), "grammars need bounds"


async def test_a_server_that_knows_no_optional_field_is_learned_field_by_field() -> None:
    script = Script(
        misbehave.http_error(400, "Unrecognized request argument supplied: stream_options"),
        misbehave.http_error(400, "'temperature' does not support 0.4 with this model"),
        misbehave.http_error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
    )
    async with (
        FakeCompatible("vllm", script=script) as server,
        client_of(server, "m", openrouter=False, key="local-key") as client,
    ):
        await client.ask(ASK)
        await client.ask(ASK)
        body = chats(server)[-1].body
        assert len(chats(server)) == 5
    assert not {"stream_options", "temperature", "max_tokens"} & set(body)
    assert body["max_completion_tokens"] == 800


async def test_prose_twice_drops_the_schema_tier() -> None:
    script = Script(misbehave.prose(), misbehave.prose())
    async with FakeOpenRouter(script=script) as server, client_of(server) as client:
        for _ in range(3):
            await client.ask(ASK)
        strict = [r.body["response_format"]["json_schema"]["strict"] for r in chats(server)]
    assert strict == [True, True, False]


async def test_without_a_model_in_the_settings_the_servers_first_one_is_asked() -> None:
    async with FakeCompatible("llama.cpp") as server:
        client = ChatClient(Endpoint(server.base_url, None, ()), deadlines=QUICK)
        answer = await client.ask(ASK)
        await client.aclose()
        assert chats(server)[0].body["model"] == "local-model"
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.estimated, "nobody knows what it costs"
    assert not answer.priced


async def test_given_prices_make_the_cost_known() -> None:
    async with (
        FakeCompatible("llama.cpp") as server,
        client_of(server, "m", openrouter=False, key=None, price=Price(1e-6, 2e-6)) as client,
    ):
        answer = await client.ask(ASK)
    used = answer.usage
    assert answer.priced
    assert used.cost_usd == pytest.approx(used.prompt_tokens * 1e-6 + used.completion_tokens * 2e-6)


async def test_a_budget_lowers_the_token_cap_and_then_forbids_the_call() -> None:
    async with FakeOpenRouter() as server, client_of(server) as client:
        await client.ask(Ask(**{**ASK.__dict__, "budget_usd": 0.0003}))
        capped = chats(server)[0].body["max_tokens"]
        assert 50 <= capped < 800
        with pytest.raises(AskFailedError) as caught:
            await client.ask(Ask(**{**ASK.__dict__, "budget_usd": 0.00001}))
        assert len(chats(server)) == 1
    assert caught.value.code is ProblemCode.COST_CAP


async def test_without_a_known_price_nothing_is_asked_once_the_budget_is_used_up() -> None:
    async with FakeOpenRouter() as server, client_of(server, "not/listed") as client:
        answer = await client.ask(Ask(**{**ASK.__dict__, "budget_usd": 0.00001}))
        assert answer.usage.cost_usd > 0.00001, "only afterwards is it known what the call cost"
        with pytest.raises(AskFailedError) as caught:
            await client.ask(Ask(**{**ASK.__dict__, "budget_usd": 0.0}))
        assert len(chats(server)) == 1
    assert caught.value.code is ProblemCode.COST_CAP


async def test_under_a_budget_a_silent_attempt_counts_as_fully_used() -> None:
    deadlines = Deadlines(connect_s=1, first_token_s=3, idle_s=0.2, total_s=5)
    script = Script(default=misbehave.stalled_from_the_start())
    async with FakeOpenRouter(script=script) as server, client_of(server, deadlines=deadlines) as client:
        with pytest.raises(AskFailedError) as caught:
            await client.ask(Ask(**{**ASK.__dict__, "budget_usd": 0.0008}))
        assert caught.value.code is ProblemCode.COST_CAP
        assert caught.value.usage.cost_usd <= 0.0008
        assert caught.value.usage.estimated


async def test_cancelling_closes_the_connection() -> None:
    async with FakeOpenRouter(script=Script(default=misbehave.stalled())) as server, client_of(server) as client:
        task = asyncio.create_task(client.ask(ASK))

        async def begun() -> bool:
            return server.in_flight == 1

        async def gone() -> bool:
            return server.in_flight == 0 and chats(server)[0].aborted

        await eventually(begun)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await eventually(gone, deadline_s=3)


async def test_one_connection_serves_one_question_after_another() -> None:
    async with FakeOpenRouter() as server, client_of(server) as client:
        for _ in range(3):
            await client.ask(ASK)
        pool = client._http._transport._pool  # type: ignore[attr-defined]
        assert len(pool.connections) == 1


async def test_nobody_listening_is_a_typed_failure() -> None:
    async with FakeOpenRouter() as server:
        url = server.base_url
    client = ChatClient(Endpoint(url, KEY, (MODEL,)), deadlines=QUICK, retries=Retries(times=1, base_s=0.01))
    with pytest.raises(AskFailedError) as caught:
        await client.ask(ASK)
    await client.aclose()
    assert caught.value.code is ProblemCode.PROVIDER_UNAVAILABLE
    assert url not in caught.value.problem.model_dump_json()


async def test_checking_tells_a_good_key_from_a_bad_one() -> None:
    async with FakeOpenRouter() as server:
        async with client_of(server) as client:
            await client.check()
        async with client_of(server, key="sk-or-wrong") as client:
            with pytest.raises(AskFailedError) as caught:
                await client.check()
    assert caught.value.code is ProblemCode.PROVIDER_AUTH
    async with client_of(server) as client:
        with pytest.raises(AskFailedError) as gone:
            await client.check()
    assert gone.value.code is ProblemCode.PROVIDER_UNAVAILABLE


async def test_an_answer_that_is_not_streamed_is_taken_as_a_whole() -> None:
    async with WholeAnswers() as server, client_of(server, "m", openrouter=False, key=None) as client:
        pieces: list[str] = []
        answer = await client.ask(ASK, pieces.append)
        assert json.loads(answer.text) == {"title": "Whole", "items": ["a", "b"]}
        assert pieces == [answer.text]
        server.payload = {"choices": [], "error": {"message": "broken", "code": 500}}
        with pytest.raises(AskFailedError):
            await client.ask(ASK)
        server.payload = None
        with pytest.raises(AskFailedError) as caught:
            await client.ask(ASK)
    assert caught.value.code is ProblemCode.PROVIDER_INVALID_ANSWER


class WholeAnswers(FakeServer):
    """A server that ignores `stream`; content comes as a list of parts."""

    prefix = "/v1"
    payload: object = {
        "model": "whole",
        "choices": [
            {
                "message": {"content": [{"type": "text", "text": '{"title": "Whole", "items": ["a", "b"]}'}]},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5},
    }

    def routes(self, router: object) -> None:
        from aiohttp import web

        async def chat(request: web.Request) -> web.Response:
            await self.record(request, "chat")
            if self.payload is None:
                return web.Response(text="<html>", content_type="application/json")
            return web.json_response(self.payload)

        router.add_post("/v1/chat/completions", chat)  # type: ignore[attr-defined]


async def test_a_provider_that_is_down_is_noticed_and_asked_once_a_question_until_it_answers() -> None:
    async with (
        FakeOpenRouter(script=Script(default=misbehave.bad_gateway_html())) as server,
        client_of(server) as client,
    ):
        counts: list[int] = []
        lasting: list[bool] = []
        for _ in range(5):
            before = len(chats(server))
            with pytest.raises(AskFailedError) as caught:
                await client.ask(ASK)
            counts.append(len(chats(server)) - before)
            lasting.append(not caught.value.transient)
        assert counts == [4, 4, 4, 1, 1]
        assert lasting == [False, False, True, True, True]
        server.script = Script(GOOD, misbehave.bad_gateway_html())
        await client.ask(ASK)
        await client.ask(ASK)


async def test_answers_that_break_off_do_not_mean_that_the_provider_is_down() -> None:
    async with (
        FakeOpenRouter(script=Script(default=misbehave.mid_stream_error())) as server,
        client_of(server) as client,
    ):
        for _ in range(4):
            with pytest.raises(AskFailedError) as caught:
                await client.ask(ASK)
            assert caught.value.broken_off
        server.script = Script(misbehave.bad_gateway_html(), GOOD)
        before = len(chats(server))
        await client.ask(ASK)
        assert len(chats(server)) - before == 2, "a passing failure is still tried again"


async def test_a_long_list_of_models_is_worked_through_by_the_client_itself() -> None:
    refusing = Script(*[misbehave.refused()] * 4)
    async with FakeOpenRouter(script=refusing) as server, client_of(server, "a", "b", "c", "d", "e") as client:
        answer = await client.ask(ASK)
        lists = [r.body.get("models") for r in chats(server)]
    assert lists[0] == ["a", "b", "c"]
    assert lists[1] == ["b", "c", "d"]
    assert answer.model == "e"
