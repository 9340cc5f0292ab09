"""Error bodies in every shape, and what may be done about them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from deckwire_contracts import ProblemCode
from deckwire_llm.adapters.chat.faults import fault_of_payload, fault_of_response, retry_after
from hypothesis import given
from hypothesis import strategies as st

KEYS = ["error", "code", "message", "metadata", "availability", "error_type", "http_status", "type", "status"]
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"error": {"code": 400, "message": "bad"}}, ProblemCode.PROVIDER_INVALID_REQUEST),
        (400, {"error": "bad"}, ProblemCode.PROVIDER_INVALID_REQUEST),
        (400, [{"error": {"code": 400, "message": "bad", "status": "X"}}], ProblemCode.PROVIDER_INVALID_REQUEST),
        (400, {"object": "error", "message": "bad", "code": 400}, ProblemCode.PROVIDER_INVALID_REQUEST),
        (502, "<html>", ProblemCode.PROVIDER_UNAVAILABLE),
        (502, None, ProblemCode.PROVIDER_UNAVAILABLE),
        (400, {"error": {"code": "content_policy_violation", "message": "no"}}, ProblemCode.PROVIDER_REFUSED),
        (400, {"error": {"message": "Your input was flagged by content policy"}}, ProblemCode.PROVIDER_REFUSED),
        (403, {"error": {"code": 403, "message": "Key has no permission"}}, ProblemCode.PROVIDER_AUTH),
        (400, {"error": {"message": "Insufficient credits"}}, ProblemCode.PROVIDER_QUOTA),
        (200, {"error": {"code": "502", "message": "gone"}}, ProblemCode.PROVIDER_UNAVAILABLE),
        (409, {}, ProblemCode.PROVIDER_UNAVAILABLE),
        (504, {}, ProblemCode.PROVIDER_TIMEOUT),
        (418, {}, ProblemCode.PROVIDER_INVALID_REQUEST),
    ],
)
def test_every_shape_of_error_body_has_one_meaning(status: int, body: Any, code: ProblemCode) -> None:
    raw = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
    found = fault_of_response(status if status != 200 else 502, {}, raw)
    assert found.code is code
    assert found.detail


def test_the_type_that_the_provider_names_counts_more_than_the_status() -> None:
    found = fault_of_payload({"error": {"code": 500, "message": "x", "metadata": {"error_type": "payment_required"}}})
    assert (found.code, found.retry) == (ProblemCode.PROVIDER_QUOTA, False)


def test_the_availability_variant_says_itself_whether_it_passes() -> None:
    body = {
        "error": {
            "message": "no capacity",
            "error_type": "rate_limit_exceeded",
            "http_status": 429,
            "availability": {"code": "capacity_exhausted", "retryable": True, "retry_after": 3},
        }
    }
    found = fault_of_payload(body)
    assert (found.retry, found.retry_after_s, found.next_model) == (True, 3.0, True)


def test_schema_and_context_complaints_are_told_apart() -> None:
    schema = fault_of_payload({"error": {"code": 400, "message": "response_format is not supported"}})
    assert (schema.schema, schema.context) == (True, False)
    context = fault_of_payload(
        {"error": {"code": 400, "message": "exceeds the available context size", "type": "exceed_context_size_error"}}
    )
    assert (context.schema, context.context) == (False, True)


def test_a_complaint_about_reasoning_effort_does_not_blame_reasoning() -> None:
    found = fault_of_payload({"error": {"code": 400, "message": "unknown field reasoning_effort"}})
    assert found.fields == ("reasoning_effort",)


def test_keys_are_never_repeated() -> None:
    found = fault_of_payload({"error": {"code": 401, "message": "Incorrect API key provided: sk-or-abcdef123456"}})
    assert "abcdef" not in found.detail


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "-4"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_every_unit(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_retry_after_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after({"retry-after": date}) == pytest.approx(60, abs=2)
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 -0000"}) == 0.0


@given(JSON, st.integers(200, 599))
def test_no_payload_breaks_the_reading(payload: Any, status: int) -> None:
    assert fault_of_payload(payload, status=status).code in ProblemCode
