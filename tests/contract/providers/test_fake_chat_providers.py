"""The fakes of chat providers behave as the real ones do."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx
import pytest

from tests.providers import FakeCompatible, FakeOpenRouter, Script, kind, misbehave, violations

KEY = {"Authorization": "Bearer sk-or-test-0000"}


def obj(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


STRING = {"type": "string"}
OUTLINE = obj(
    title={"type": "string", "maxLength": 60},
    subtitle={"anyOf": [STRING, {"type": "null"}]},
    slides={
        "type": "array",
        "items": obj(
            type={"type": "string", "enum": ["title", "bullets", "chart", "closing"]},
            title=STRING,
            points={"type": "array", "items": STRING},
            wants_image={"type": "boolean"},
        ),
    },
)
CHART = obj(
    type={"const": "chart"},
    title=STRING,
    chart=obj(
        kind={"type": "string", "enum": ["bar", "column"]},
        categories={"type": "array", "items": STRING},
        series={
            "type": "array",
            "items": obj(name=STRING, values={"type": "array", "items": {"type": ["number", "null"]}}),
        },
    ),
    image={"anyOf": [obj(prompt=STRING, alt=STRING), {"type": "null"}]},
    notes=STRING,
)


def body(schema: dict[str, Any] | None = OUTLINE, prompt: str = "Make 5 slides", **extra: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "model": "openai/gpt-5-mini",
        "messages": [{"role": "system", "content": "You write decks."}, {"role": "user", "content": prompt}],
        "stream": True,
    }
    if schema is not None:
        made["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "deck", "strict": True, "schema": schema},
        }
    return made | extra


async def post(fake: Any, data: Any, headers: dict[str, str] | None = None) -> httpx.Response:
    async with httpx.AsyncClient(timeout=5) as client:
        return await client.post(
            fake.base_url + "/chat/completions", json=data, headers=KEY if headers is None else headers
        )


def events(raw: bytes) -> list[dict[str, Any]]:
    lines = raw.decode().replace("\r\n", "\n").split("\n")
    return [json.loads(line[6:]) for line in lines if line.startswith("data: {")]


async def _aborted(fake: Any) -> None:
    while not fake.requests[0].aborted:  # noqa: ASYNC110 (the fake has no event for it)
        await asyncio.sleep(0.02)


def said(raw: bytes) -> str:
    return "".join((c["choices"][0]["delta"].get("content") or "") for c in events(raw) if c.get("choices"))


async def test_good_stream_is_framed_as_openrouter_frames_it() -> None:
    async with FakeOpenRouter() as fake:
        answer = await post(fake, body())
    lines = answer.text.split("\n\n")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-generation-id"].startswith("gen-")
    assert lines[0] == ": OPENROUTER PROCESSING"
    chunks = events(answer.content)
    assert chunks[0]["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert chunks[-2]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["cost"] > 0
    assert lines[-2] == "data: [DONE]"
    assert fake.requests[0].completed


async def test_outline_obeys_its_schema_and_has_the_slides_asked_for() -> None:
    async with FakeOpenRouter() as fake:
        outline = json.loads(said((await post(fake, body(prompt="Make exactly 7 slides about tides"))).content))
        assert fake.requests[0].kind == "outline"
    assert violations(OUTLINE, outline) == []
    assert len(outline["slides"]) == 7
    assert outline["slides"][0]["type"] == "title"
    assert outline["slides"][-1]["type"] == "closing"
    assert len({slide["title"] for slide in outline["slides"]}) == 7


async def test_chart_slide_has_a_value_for_each_category() -> None:
    async with FakeOpenRouter() as fake:
        slide = json.loads(said((await post(fake, body(CHART, "Write the slide, type: chart"))).content))
        assert fake.requests[0].kind == "slide"
    assert violations(CHART, slide) == []
    assert len(slide["chart"]["series"][0]["values"]) == len(slide["chart"]["categories"]) > 2


async def test_same_request_gives_the_same_words() -> None:
    async with FakeOpenRouter() as fake:
        first, second = said((await post(fake, body())).content), said((await post(fake, body())).content)
    assert first == second


async def test_answer_in_one_piece_has_the_same_content_and_usage() -> None:
    async with FakeOpenRouter() as fake:
        whole = (await post(fake, body(stream=False))).json()
        streamed = await post(fake, body())
    assert whole["choices"][0]["message"]["content"] == said(streamed.content)
    assert whole["usage"]["prompt_tokens"] > 0
    assert whole["object"] == "chat.completion"


async def test_schema_named_only_in_the_prompt_is_obeyed() -> None:
    async with FakeOpenRouter() as fake:
        answer = await post(fake, body(None, f"Answer as JSON of this schema: {json.dumps(OUTLINE)}. 4 slides."))
    outline = json.loads(said(answer.content))
    assert violations(OUTLINE, outline) == []
    assert len(outline["slides"]) == 4


async def test_fields_described_in_words_are_obeyed() -> None:
    words = """Answer with one JSON object:
- title: text; at most 30 characters
- chart: object
  - kind: text; one of bar, line; whatever fits
  - categories: list; 2 to 6 of them; each: a label
  - series: list; 1 to 2 of them
    - name: text
    - values: list; one for every category, 2 to 6 of them; each: a plain number
- rows: list; 1 to 8 of them; each: one cell for every header, 2 to 6 of them
- wants_image: boolean"""
    async with FakeOpenRouter() as fake:
        made = json.loads(said((await post(fake, body(None, words))).content))
    assert len(made["title"]) <= 30
    assert made["chart"]["kind"] in ("bar", "line")
    assert len(made["chart"]["categories"]) == len(made["chart"]["series"][0]["values"])
    assert isinstance(made["chart"]["series"][0]["values"][0], float)
    assert len(made["rows"][0]) > 1
    assert made["wants_image"] in (True, False)


async def test_missing_key_is_401_and_the_key_is_not_recorded() -> None:
    async with FakeOpenRouter() as fake:
        refused = await post(fake, body(), headers={})
        wrong = await post(fake, body(), headers={"Authorization": "Bearer sk-or-wrong"})
    assert refused.json()["error"]["message"] == "Missing Authentication header"
    assert (refused.status_code, wrong.status_code) == (401, 401)
    assert "wrong" not in json.dumps([entry.headers for entry in fake.requests])


@pytest.mark.parametrize(
    "change",
    [
        {"provider": {"require_paramaters": True}},
        {"messages": []},
        {"temperature": 3},
        {"max_tokens": 0},
        {"reasoning": {"effort": "extreme"}},
        {"reasoning": {"effort": "low", "max_tokens": 10}},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "a b", "schema": OUTLINE}}},
        {"plugins": [{"id": "response-healing"}]},
        {"models": "openai/gpt-5-mini"},
    ],
)
async def test_request_that_breaks_the_rules_is_refused(change: dict[str, Any]) -> None:
    async with FakeOpenRouter() as fake:
        assert (await post(fake, body() | change)).status_code == 400


async def test_strict_schema_with_optional_property_is_refused_as_openai_refuses_it() -> None:
    loose = {"type": "object", "properties": {"title": STRING, "notes": STRING}, "required": ["title"]}
    async with FakeOpenRouter() as fake:
        answer = await post(fake, body(loose))
    assert answer.status_code == 400
    assert "additionalProperties" in answer.json()["error"]["message"]


async def test_unknown_top_level_field_is_dropped_and_noted() -> None:
    async with FakeOpenRouter() as fake:
        assert (await post(fake, body(grammar="x"))).status_code == 200
        assert fake.ignored_fields == {"grammar"}


async def test_script_gives_each_request_its_behaviour() -> None:
    script = Script(misbehave.rate_limited(2), misbehave.bad_gateway_html()).when(
        kind("slide"), misbehave.out_of_credits()
    )
    async with FakeOpenRouter(script=script) as fake:
        first, second, slide, third = [await post(fake, b) for b in (body(), body(), body(CHART), body())]
    assert (first.status_code, first.headers["retry-after"]) == (429, "2")
    assert (second.status_code, second.headers["content-type"].split(";")[0]) == (502, "text/html")
    assert slide.status_code == 402
    assert third.status_code == 200


async def test_mid_stream_error_comes_under_http_200() -> None:
    for code in (502, "server_error"):
        async with FakeOpenRouter(script=Script(misbehave.mid_stream_error(code=code))) as fake:
            answer = await post(fake, body())
        last = events(answer.content)[-1]
        assert answer.status_code == 200
        assert last["error"]["code"] == code
        assert "[DONE]" not in answer.text


@pytest.mark.parametrize(
    ("behaviour", "finish"),
    [
        (misbehave.truncated(), "length"),
        (misbehave.empty_length(), "length"),
        (misbehave.content_filtered(), "content_filter"),
        (misbehave.choice_error(), "error"),
        (misbehave.refused(), "stop"),
    ],
)
async def test_unhappy_finishes(behaviour: Any, finish: str) -> None:
    async with FakeOpenRouter(script=Script(behaviour)) as fake:
        answer = await post(fake, body())
    reasons = [c["choices"][0]["finish_reason"] for c in events(answer.content) if c["choices"]]
    assert reasons[-1] == finish
    with pytest.raises(ValueError):
        json.loads(said(answer.content))


async def test_stream_without_finish_reason_just_ends() -> None:
    async with FakeOpenRouter(script=Script(misbehave.end_without_finish())) as fake:
        answer = await post(fake, body())
    assert all(c["choices"][0]["finish_reason"] is None for c in events(answer.content))
    assert "[DONE]" not in answer.text


async def test_connection_cut_in_the_stream_is_an_error_to_the_client() -> None:
    async with FakeOpenRouter(script=Script(misbehave.reset_mid_stream(), misbehave.reset_before_headers())) as fake:
        for _ in range(2):
            with pytest.raises(httpx.TransportError):
                await post(fake, body())


async def test_stalled_stream_sends_nothing_more_and_notices_that_the_client_left() -> None:
    async with FakeOpenRouter(script=Script(misbehave.stalled())) as fake:
        with pytest.raises(httpx.ReadTimeout):
            async with httpx.AsyncClient(timeout=0.3) as client:
                await client.post(fake.base_url + "/chat/completions", json=body(), headers=KEY)
        await asyncio.wait_for(_aborted(fake), 2)
        assert fake.requests[0].aborted


async def test_odd_framing_carries_the_same_content() -> None:
    odd = [misbehave.byte_by_byte(), misbehave.crlf(), misbehave.missing_done(), misbehave.slow_start(3, 5)]
    async with FakeOpenRouter(script=Script(*odd)) as fake:
        texts = {said((await post(fake, body())).content) for _ in range(5)}
    assert len(texts) == 1
    assert violations(OUTLINE, json.loads(texts.pop())) == []


async def test_line_separators_stand_raw_in_the_stream() -> None:
    async with FakeOpenRouter(script=Script(misbehave.line_separators())) as fake:
        answer = await post(fake, body())
    assert "\u2028".encode() in answer.content
    assert len(said(answer.content).splitlines()) > 1
    json.loads(said(answer.content).replace("\u2028", " ").replace("\u2029", " ").replace("\u0085", " "))


async def test_latency_is_kept_per_kind_of_call() -> None:
    async with FakeOpenRouter(latency_ms={"outline": 150, "slide": 50}) as fake:
        started = time.monotonic()
        await post(fake, body())
        outline = time.monotonic() - started
        await post(fake, body(CHART))
        slide = time.monotonic() - started - outline
    assert outline >= 0.14
    assert slide >= 0.04


async def test_models_prices_are_strings_and_key_tells_what_is_left() -> None:
    async with FakeOpenRouter() as fake, httpx.AsyncClient(headers=KEY) as client:
        models = (await client.get(fake.base_url + "/models")).json()["data"]
        key = (await client.get(fake.base_url + "/key")).json()["data"]
        credit = await client.get(fake.base_url + "/credits")
    assert isinstance(models[0]["pricing"]["prompt"], str)
    assert float(models[0]["pricing"]["prompt"]) > 0
    assert key["limit_remaining"] == 12.5
    assert credit.status_code == 403


@pytest.mark.parametrize(
    ("flavour", "format_type", "status"),
    [
        ("lm-studio", "json_object", 400),
        ("old", "json_schema", 400),
        ("vllm", "json_schema", 200),
        ("ollama", "json_object", 200),
    ],
)
async def test_servers_at_home_differ_in_the_formats_they_know(flavour: str, format_type: str, status: int) -> None:
    request = body(prompt="3 slides as JSON")
    request["response_format"]["type"] = format_type
    async with FakeCompatible(flavour) as fake:
        answer = await post(fake, request, headers={"Authorization": "Bearer local-key"})
    assert answer.status_code == status
    if flavour == "lm-studio":
        assert isinstance(answer.json()["error"], str)


async def test_usage_comes_only_on_request_from_servers_at_home() -> None:
    async with FakeCompatible("ollama") as fake:
        without = events((await post(fake, body())).content)
        asked = events((await post(fake, body(stream_options={"include_usage": True}))).content)
    assert not any("usage" in chunk for chunk in without)
    assert asked[-1]["usage"]["completion_tokens"] > 0


async def test_gemini_refuses_unknown_fields_with_an_array() -> None:
    async with FakeCompatible("gemini") as fake:
        answer = await post(fake, body(provider={}), headers={"Authorization": "Bearer local-key"})
    assert answer.status_code == 400
    assert "provider" in answer.json()[0]["error"]["message"]
