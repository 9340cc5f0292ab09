"""Replies put together from chunks of every shape."""

from __future__ import annotations

from typing import Any

import pytest
from deckwire_contracts import ProblemCode
from deckwire_llm.adapters.chat.reply import Reply


def chunk(content: Any = None, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}]}


def of(*payloads: Any) -> Reply:
    reply = Reply()
    for payload in payloads:
        reply.take(payload)
    reply.close()
    return reply


def test_list_content_is_joined() -> None:
    reply = of(chunk([{"type": "text", "text": "a"}, {"type": "image"}, "x", {"type": "text", "text": "b"}], "stop"))
    assert (reply.text, reply.verdict()) == ("ab", None)


@pytest.mark.parametrize(
    "shape", [{}, {"choices": []}, {"choices": [None]}, {"choices": "x"}, 7, None, {"choices": [{}]}]
)
def test_unknown_shapes_say_nothing(shape: Any) -> None:
    reply = of(shape, chunk("a"), shape, chunk("b", "stop"))
    assert reply.text == "ab"


@pytest.mark.parametrize("cut", range(1, 30))
def test_thinking_is_left_out_wherever_the_chunks_are_cut(cut: int) -> None:
    said = ' <think>{"no": 1}</think>{"a": 1}'
    reply = of(chunk(said[:cut]), chunk(said[cut:], "stop"))
    assert reply.text == '{"a": 1}'
    assert reply.thought_chars > 0


def test_text_that_only_looks_like_thinking_stays() -> None:
    assert of(chunk("<th"), chunk("anks>", "stop")).text == "<thanks>"
    assert of(chunk("<thi", "stop")).text == "<thi"


def test_thinking_that_never_ends_is_no_text() -> None:
    reply = of(chunk("<think>and so on and on", "length"))
    assert (reply.text, reply.verdict()) == ("", None)


def test_reasoning_counts_as_speaking_but_not_as_text() -> None:
    reply = of(chunk(None, reasoning="a"), chunk("", reasoning_content="bc"))
    assert (reply.spoke, reply.emitted, reply.thought_chars) == (True, False, 3)


def test_only_a_finish_reason_completes_a_reply() -> None:
    verdict = of(chunk("a")).verdict()
    assert verdict is not None
    assert verdict.code is ProblemCode.PROVIDER_TRUNCATED


def test_errors_are_found_in_all_three_places() -> None:
    top = of(chunk("a"), {"error": {"code": "server_error", "message": "x"}, "choices": []}).verdict()
    inner = of({"choices": [{"error": {"code": 502, "message": "y"}, "finish_reason": "error", "delta": {}}]}).verdict()
    bare = of(chunk("a", "error")).verdict()
    flat = of({"object": "error", "message": "z", "code": 400}).verdict()
    listed = of([{"error": {"code": 503, "message": "w"}}]).verdict()
    codes = [v.code if v else None for v in (top, inner, bare, flat, listed)]
    assert codes == [ProblemCode.PROVIDER_UNAVAILABLE] * 3 + [
        ProblemCode.PROVIDER_INVALID_REQUEST,
        ProblemCode.PROVIDER_UNAVAILABLE,
    ]


def test_a_refusal_beats_everything_said_beside_it() -> None:
    reply = of(chunk(None, refusal="No."), chunk("text", "stop"))
    verdict = reply.verdict()
    assert verdict is not None
    assert verdict.code is ProblemCode.PROVIDER_REFUSED
    assert reply.refusal == "No."
