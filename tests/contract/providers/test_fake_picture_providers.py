"""The fakes of picture providers behave as the real ones do."""

from __future__ import annotations

import base64
import io
import uuid
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.providers import ErrorBody, FakeOpenAIImages, FakePexels, FakeRunware, Script, misbehave, runware
from tests.providers.behaviour import Behaviour
from tests.providers.openai_images import blocked_by_moderation

KEY = {"Authorization": "Bearer runware-test-key"}


def task(**changes: Any) -> dict[str, Any]:
    return {
        "taskType": "imageInference",
        "taskUUID": str(uuid.uuid4()),
        "model": "runware:400@2",
        "positivePrompt": "a harbour at dawn",
        "width": 1344,
        "height": 768,
        "outputType": "base64Data",
        "outputFormat": "JPG",
        "includeCost": True,
        "safety": {"checkContent": True},
    } | changes


async def post(fake: FakeRunware, data: Any, headers: dict[str, str] | None = None) -> httpx.Response:
    async with httpx.AsyncClient(timeout=2) as client:
        return await client.post(fake.base_url, json=data, headers=KEY if headers is None else headers)


async def test_picture_decodes_at_the_size_asked_for() -> None:
    async with FakeRunware() as fake:
        item = (await post(fake, [task()])).json()["data"][0]
    image = Image.open(io.BytesIO(base64.b64decode(item["imageBase64Data"])))
    assert (image.format, image.size) == ("JPEG", (1344, 768))
    assert item["NSFWContent"] is False
    assert item["cost"] == fake.cost


@pytest.mark.parametrize(("wanted", "decoded"), [("JPG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP")])
async def test_url_output_is_served(wanted: str, decoded: str) -> None:
    async with FakeRunware() as fake, httpx.AsyncClient() as client:
        item = (await post(fake, [task(outputType="URL", outputFormat=wanted)])).json()["data"][0]
        image = Image.open(io.BytesIO((await client.get(item["imageURL"])).content))
    assert image.format == decoded


async def test_body_must_be_an_array_and_auth_must_come_once() -> None:
    auth = {"taskType": "authentication", "apiKey": "runware-test-key"}
    async with FakeRunware() as fake:
        assert (await post(fake, task())).status_code == 400
        assert (await post(fake, [task()], headers={})).status_code == 401
        assert (await post(fake, [auth, task()], headers={})).status_code == 200
        assert (await post(fake, [auth, task()])).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"taskUUID": "not-a-uuid"},
        {"taskUUID": str(uuid.uuid1())},
        {"width": 1345},
        {"positivePrompt": "x"},
        {"positivePrompt": "x" * 3001},
        {"outputFormat": "GIF"},
        {"seed": 0},
        {"temperature": 1},
        {"model": "flux"},
        {"outputQuality": 100},
        {"deliveryMethod": "later"},
    ],
)
async def test_task_that_breaks_the_rules_is_refused_and_not_billed(change: dict[str, Any]) -> None:
    async with FakeRunware() as fake:
        answer = await post(fake, [task(**change)])
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"]
    assert fake.billed == []


async def test_uuid_may_be_used_once() -> None:
    once = task()
    async with FakeRunware() as fake:
        await post(fake, [once])
        answer = await post(fake, [once])
    assert answer.json()["errors"][0]["code"] == "conflictTaskUUID"
    assert len(fake.billed) == 1


async def test_async_task_is_polled_until_it_is_there() -> None:
    one = task(deliveryMethod="async")
    ask = {"taskType": "getResponse", "taskUUID": one["taskUUID"]}
    async with FakeRunware(runware.GOOD.but(polls=2)) as fake:
        ack = (await post(fake, [one])).json()["data"][0]
        states = [(await post(fake, [ask])).json()["data"][0]["status"] for _ in range(3)]
    assert "imageBase64Data" not in ack
    assert states == ["processing", "processing", "success"]


async def test_picture_of_a_task_that_timed_out_can_be_had_without_paying_again() -> None:
    one = task()
    async with FakeRunware(runware.READ_TIMEOUT) as fake:
        with pytest.raises(httpx.ReadTimeout):
            async with httpx.AsyncClient(timeout=0.3) as client:
                await client.post(fake.base_url, json=[one], headers=KEY)
        item = (await post(fake, [{"taskType": "getResponse", "taskUUID": one["taskUUID"]}])).json()["data"][0]
    assert item["imageBase64Data"]
    assert fake.billed == [one["taskUUID"]]


async def test_unknown_task_is_not_found() -> None:
    async with FakeRunware() as fake:
        answer = await post(fake, [{"taskType": "getResponse", "taskUUID": str(uuid.uuid4())}])
    assert answer.json()["errors"][0]["code"] == "taskNotFound"


async def test_batch_may_half_succeed() -> None:
    async with FakeRunware() as fake:
        answer = (await post(fake, [task(), task(width=7)])).json()
    assert len(answer["data"]) == len(answer["errors"]) == 1


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        (runware.UNAUTHORIZED, 401),
        (runware.OUT_OF_CREDIT, 402),
        (runware.QUEUE_FULL, 429),
        (runware.UNAVAILABLE, 503),
        (runware.BAD_GATEWAY, 502),
        (runware.POLICY, 400),
        (runware.PROVIDER_TIMEOUT, 200),
    ],
)
async def test_errors_come_with_their_status(behaviour: runware.RunwareBehaviour, status: int) -> None:
    async with FakeRunware(behaviour) as fake:
        answer = await post(fake, [task()])
        again = await post(fake, [task()])
    assert answer.status_code == status
    assert behaviour.html or answer.json()["errors"][0]["code"]
    assert again.status_code == 200


async def test_bad_pictures_are_bad_in_their_own_way() -> None:
    async with FakeRunware(runware.CORRUPT_IMAGE, runware.HUGE_PIXELS, runware.NSFW, runware.NO_DATA) as fake:
        answers = [(await post(fake, [task()])).json()["data"] for _ in range(4)]
        corrupt, huge = (base64.b64decode(a[0]["imageBase64Data"]) for a in answers[:2])
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(corrupt)).load()
    assert len(huge) < 2_000_000
    assert answers[2][0]["NSFWContent"] is True
    assert answers[3] == []


async def test_truncated_body_breaks_the_read() -> None:
    async with FakeRunware(runware.TRUNCATED_BODY) as fake:
        with pytest.raises(httpx.RemoteProtocolError):
            await post(fake, [task()])


async def openai(fake: FakeOpenAIImages, **changes: Any) -> httpx.Response:
    body = {"model": "gpt-image-2.5-flare", "prompt": "a harbour", "size": "1536x864"} | changes
    async with httpx.AsyncClient() as client:
        return await client.post(
            fake.base_url + "/images/generations", json=body, headers={"Authorization": "Bearer sk-test-openai"}
        )


async def test_openai_picture_is_base64_and_response_format_is_refused() -> None:
    async with FakeOpenAIImages() as fake:
        good = (await openai(fake, output_format="jpeg")).json()
        refused = await openai(fake, response_format="b64_json")
        odd = await openai(fake, size="1000x1000")
    image = Image.open(io.BytesIO(base64.b64decode(good["data"][0]["b64_json"])))
    assert (image.format, image.size) == ("JPEG", (1536, 864))
    assert (refused.status_code, odd.status_code) == (400, 400)


async def test_openai_errors_follow_the_script() -> None:
    script = Script(Behaviour(error=blocked_by_moderation()), misbehave.rate_limited(1))
    async with FakeOpenAIImages(script=script) as fake:
        blocked, limited, fine = [await openai(fake) for _ in range(3)]
    assert blocked.json()["error"]["code"] == "moderation_blocked"
    assert limited.headers["retry-after"] == "1"
    assert fine.status_code == 200
    assert fake.billed == 1


async def test_pexels_wants_the_bare_key_and_serves_what_it_names() -> None:
    async with FakePexels(nothing_for=frozenset({"zzz"})) as fake, httpx.AsyncClient() as client:
        url = fake.base_url + "/search"
        bearer = await client.get(url, params={"query": "sea"}, headers={"Authorization": f"Bearer {fake.key}"})
        good = await client.get(url, params={"query": "sea", "per_page": 3}, headers={"Authorization": fake.key})
        none = await client.get(url, params={"query": "zzz"}, headers={"Authorization": fake.key})
        photo = good.json()["photos"][0]
        picture = await client.get(photo["src"]["landscape"])
    assert bearer.status_code == 401
    assert none.json()["photos"] == []
    assert good.headers["x-ratelimit-remaining"] == "199"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 627)
    assert photo["photographer"]


def test_error_bodies_come_in_all_shapes() -> None:
    shapes = [ErrorBody(400, "no", shape=s).payload() for s in ("dict", "string", "array", "flat", "none", "html")]
    assert [type(s) for s in shapes] == [dict, dict, list, dict, type(None), str]
    assert "code" not in ErrorBody(404, shape="availability").payload()["error"]
