"""Which addresses may be fetched, how long a provider asks us to wait, what an answer says."""

from __future__ import annotations

import base64
import time
import uuid
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from deckwire_imagegen.adapters.http import Reply, may_fetch, retry_after_s
from deckwire_imagegen.adapters.openai_images import _failure
from deckwire_imagegen.adapters.payload import from_base64
from deckwire_imagegen.adapters.providers import providers_of
from deckwire_imagegen.adapters.runware import task_uuid
from deckwire_imagegen.adapters.runware_answers import Status, read_answers
from deckwire_imagegen.adapters.runware_errors import error_type, means_unknown
from deckwire_imagegen.ports import (
    BadAnswerError,
    BadOrderError,
    KeyRefusedError,
    PictureError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
)
from deckwire_imagegen.settings import ImagegenSettings

HOSTS = ("runware.ai",)
BASE = "https://api.runware.ai/v1"


@pytest.mark.parametrize(
    "url",
    ["https://im.runware.ai/image/a.jpg", "https://runware.ai/a.jpg", "https://IM.Runware.AI:443/a.jpg"],
)
def test_address_of_the_provider_may_be_fetched(url: str) -> None:
    assert may_fetch(url, base_url=BASE, hosts=HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "http://im.runware.ai/a.jpg",
        "https://im.runware.ai:8443/a.jpg",
        "https://evilrunware.ai/a.jpg",
        "https://runware.ai.evil.example/a.jpg",
        "https://user:pass@im.runware.ai/a.jpg",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:8080/a.jpg",
        "http://localhost/a.jpg",
        "http://[::1]/a.jpg",
        "file:///etc/passwd",
        "ftp://im.runware.ai/a.jpg",
        "https://[broken/a.jpg",
        "https://im.runware.ai:99999/a.jpg",
        "",
    ],
)
def test_any_other_address_may_not(url: str) -> None:
    assert not may_fetch(url, base_url=BASE, hosts=HOSTS)


def test_this_machine_may_be_fetched_from_only_if_the_provider_is_on_it() -> None:
    assert may_fetch("http://127.0.0.1:81/a.jpg", base_url="http://127.0.0.1:80/v1", hosts=HOSTS)
    assert may_fetch("http://localhost/a.jpg", base_url="http://[::1]:80/v1", hosts=HOSTS)
    assert not may_fetch("ftp://127.0.0.1/a.jpg", base_url="http://127.0.0.1/v1", hosts=HOSTS)
    assert not may_fetch("http://192.168.0.9/a.jpg", base_url="http://127.0.0.1/v1", hosts=HOSTS)


def test_retry_after_is_read_in_all_its_forms() -> None:
    def read(**headers: str) -> float | None:
        return retry_after_s(httpx.Headers({k.replace("_", "-"): v for k, v in headers.items()}))

    assert read(retry_after="7") == 7
    assert read(retry_after_ms="1500", retry_after="7") == 1.5
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 85 < (read(retry_after=later) or 0) <= 90
    assert read(retry_after="Mon, 23 Nov 2020 10:00:00") == 0
    assert read(retry_after="soon") is None
    assert 3590 < (read(x_ratelimit_reset=str(int(time.time()) + 3600)) or 0) <= 3600
    assert 3590 < (read(x_ratelimit_reset=str((int(time.time()) + 3600) * 1000)) or 0) <= 3600
    assert read(x_ratelimit_reset="30") == 30
    assert read(retry_after="-1", x_ratelimit_reset="nan") is None
    assert read() is None


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("insufficientCredits", 402, QuotaError),
        ("paymentRequired", 200, QuotaError),
        ("rateLimitExceeded", 429, RateLimitedError),
        ("contentPolicyViolation", 400, RefusedError),
        ("providerContentPolicyViolation", 400, RefusedError),
        ("promptBlocked", 400, RefusedError),
        ("invalidApiKey", 401, KeyRefusedError),
        ("unauthorizedAccess", 200, KeyRefusedError),
        ("timeoutProvider", 200, UnavailableError),
        ("providerError", 200, UnavailableError),
        ("inferenceError", 200, UnavailableError),
        ("modelNotFound", 404, BadOrderError),
        ("invalidWidth", 400, BadOrderError),
        ("unknownParameter", 400, BadOrderError),
        ("", 401, KeyRefusedError),
        ("", 429, RateLimitedError),
        ("", 503, UnavailableError),
        ("somethingNew", 400, BadOrderError),
        ("somethingNew", 200, UnavailableError),
    ],
)
def test_code_of_runware_is_understood(code: str, status: int, kind: type[PictureError]) -> None:
    assert error_type(code, status) is kind


def test_unknown_task_is_told_from_a_failed_one() -> None:
    assert means_unknown("taskNotFound", 200)
    assert means_unknown("", 404)
    assert means_unknown("resultExpired", 400)
    assert not means_unknown("inferenceError", 200)


def answer(body: Any, status: int = 200, *, asked_again: bool = False, tasks: tuple[str, ...] = ("t",)) -> Any:
    import json

    reply = Reply(status, httpx.Headers(), json.dumps(body).encode())
    return read_answers(reply, tasks, asked_again=asked_again)[tasks[0]]


def test_data_beside_errors_of_other_tasks_is_a_picture() -> None:
    body = {"data": [{"taskUUID": "t", "imageURL": "u"}], "errors": [{"code": "x", "taskUUID": "other"}]}
    assert answer(body).status is Status.DONE
    body = {"data": [{"taskUUID": "other", "imageURL": "u"}], "errors": [{"code": "inferenceError", "taskUUID": "t"}]}
    assert answer(body, tasks=("t", "other")).status is Status.FAILED


def test_acknowledgements_mean_that_it_is_being_made() -> None:
    assert answer({"data": [{"taskUUID": "t"}]}).status is Status.WORKING
    assert answer({"data": [{"taskUUID": "t", "status": "processing", "progress": 40}]}).status is Status.WORKING
    assert answer({"data": []}).status is Status.SILENT


def test_failures_come_in_four_shapes() -> None:
    code = {"code": "contentPolicyViolation", "message": "no"}
    for body in (
        {"errors": [code | {"taskUUID": "t"}]},
        {"error": code},
        {"error": [code]},
        {"data": [{"taskUUID": "t", "status": "error", "error": code}]},
    ):
        found = answer(body)
        assert found.status is Status.FAILED
        assert isinstance(found.error, RefusedError)
    assert isinstance(answer({"error": "invalidApiKey"}, 401).error, KeyRefusedError)
    assert isinstance(answer({}, 503).error, UnavailableError)


def test_success_without_a_picture_and_flagged_items_are_terminal() -> None:
    assert answer({"data": [{"taskUUID": "t", "status": "success"}]}).status is Status.DONE
    assert answer({"data": [{"taskUUID": "t", "NSFWContent": True}]}).status is Status.DONE


def test_answer_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadAnswerError):
        answer([1, 2])


def test_task_ids_are_version_4_stable_and_distinct() -> None:
    ids = [task_uuid("deck.t.d.1.slide.s.drafted", n) for n in range(3)]
    assert ids == [task_uuid("deck.t.d.1.slide.s.drafted", n) for n in range(3)]
    assert len({*ids, task_uuid("other", 0)}) == 4
    assert all(uuid.UUID(one).version == 4 for one in ids)


def test_base64_is_strict_and_bounded() -> None:
    text = base64.b64encode(b"abc").decode()
    assert from_base64(text, max_bytes=10) == from_base64(f"data:image/png;base64,{text}", max_bytes=10) == b"abc"
    for bad in ("", None, 5, "!!!!", "A" * 100):
        with pytest.raises(BadAnswerError):
            from_base64(bad, max_bytes=10)


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"message": "no", "code": "moderation_blocked"}, RefusedError),
        (403, {"message": "flagged", "metadata": {"reasons": ["violence"]}}, RefusedError),
        (403, {"message": "No access"}, KeyRefusedError),
        (401, {"message": "bad key"}, KeyRefusedError),
        (402, None, QuotaError),
        (429, {"message": "x", "code": "insufficient_quota"}, QuotaError),
        (429, {"message": "slow down"}, RateLimitedError),
        (400, {"message": "bad size", "code": "invalid_value"}, BadOrderError),
        (404, "no such model", BadOrderError),
        (502, None, UnavailableError),
        (200, {"message": "late", "code": 502}, UnavailableError),
        (200, {"message": "late", "code": 429}, RateLimitedError),
        (200, "late", UnavailableError),
        (200, {"message": "late", "code": "strange"}, UnavailableError),
    ],
)
def test_error_of_the_openai_shape_is_understood(status: int, error: object, kind: type[PictureError]) -> None:
    assert type(_failure(Reply(status, httpx.Headers(), b""), error)) is kind


def settings(**values: Any) -> ImagegenSettings:
    return ImagegenSettings(_env_file=None, **values)


def test_only_providers_with_a_key_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNWARE_API_KEY", "OPENAI_API_KEY", "OPENROUTER_API_KEY", "PEXELS_API_KEY", "IMAGE_PROVIDERS"):
        monkeypatch.delenv(name, raising=False)
    assert providers_of(settings()) == []
    monkeypatch.setenv("PEXELS_API_KEY", "p")
    monkeypatch.setenv("RUNWARE_API_KEY", "r")
    monkeypatch.setenv("OPENROUTER_API_KEY", "o")
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert [p.name for p in providers_of(settings())] == ["runware", "openrouter", "pexels"]
    monkeypatch.setenv("IMAGE_PROVIDERS", "pexels, Artwork,runware,openai,pexels")
    assert [p.name for p in providers_of(settings())] == ["pexels", "runware"]
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    local = settings(image_providers="local,openai", image_base_url="http://127.0.0.1:1/v1", image_model="sd")
    assert [p.title for p in providers_of(local)] == ["The local picture server", "OpenAI"]


def test_unknown_provider_name_is_the_users_mistake() -> None:
    with pytest.raises(ValueError, match="runwear"):
        providers_of(settings(image_providers="runwear"))


async def test_download_is_tried_again_after_a_lost_connection_and_then_given_up() -> None:
    import asyncio

    from deckwire_imagegen.adapters.http import Deadlines, client
    from deckwire_imagegen.adapters.payload import fetch_picture

    calls: list[int] = []

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(1)
        if len(calls) == 4:
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/a.jpg"
    deadlines = Deadlines(1, 1, 1)
    async with client(deadlines, concurrency=1) as http, server:
        for count, says in ((3, "could not be fetched"), (4, "403")):
            with pytest.raises(BadAnswerError, match=says):
                await fetch_picture(http, url, base_url=url, hosts=(), max_bytes=10, deadlines=deadlines)
            assert len(calls) == count
