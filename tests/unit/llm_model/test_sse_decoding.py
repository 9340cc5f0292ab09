"""Events from bytes, however they are cut."""

from __future__ import annotations

import itertools

from deckwire_llm.adapters.chat.sse import SseDecoder, SseEvent
from hypothesis import given
from hypothesis import strategies as st

BODY = 'data: {"a":"x\u2028y\u0085z"}\r\n\r\n: ping\n\nevent: error\ndata: one\ndata: two\n\ndata:[DONE]\r\r'
EXPECTED = [
    SseEvent("message", '{"a":"x\u2028y\u0085z"}'),
    SseEvent("error", "one\ntwo"),
    SseEvent("message", "[DONE]"),
]


def decoded(chunks: list[bytes]) -> tuple[list[SseEvent], int]:
    decoder = SseDecoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events + decoder.close(), decoder.comments


def test_one_byte_at_a_time_gives_the_same_events() -> None:
    assert decoded([bytes([b]) for b in BODY.encode()]) == (EXPECTED, 1)


@given(st.lists(st.integers(0, len(BODY.encode())), max_size=8))
def test_cuts_anywhere_change_nothing(cuts: list[int]) -> None:
    raw = BODY.encode()
    edges = [0, *sorted(cuts), len(raw)]
    assert decoded([raw[a:b] for a, b in itertools.pairwise(edges)]) == (EXPECTED, 1)


def test_a_missing_blank_line_at_the_end_loses_nothing() -> None:
    assert decoded([b"data: [DONE]"]) == ([SseEvent("message", "[DONE]")], 0)


def test_a_byte_order_mark_and_unknown_fields_are_ignored() -> None:
    assert decoded([b"\xef\xbb\xbfdata: 1\nid: 7\nretry: 10\nnonsense\n\n"]) == ([SseEvent("message", "1")], 0)


def test_a_bare_error_line_is_an_error_event() -> None:
    assert decoded([b'error: {"code":500}\n\n']) == ([SseEvent("error", '{"code":500}')], 0)


def test_an_event_without_data_is_none() -> None:
    assert decoded([b"event: ping\n\n\n\n"]) == ([], 0)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_decoder(raw: bytes) -> None:
    decoded([raw])
