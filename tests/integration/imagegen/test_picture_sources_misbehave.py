"""What endpoints of the OpenAI shape and Pexels can do to us."""

from __future__ import annotations

import pytest
from aiohttp import web
from deckwire_contracts import Credit
from deckwire_imagegen.adapters.pexels import _credit
from deckwire_imagegen.ports import (
    BadAnswerError,
    BadOrderError,
    KeyRefusedError,
    NothingFoundError,
    PictureError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    TimedOutError,
    UnavailableError,
)

from tests.integration.imagegen.scenery import jpeg, order
from tests.integration.imagegen.test_picture_provider_conformance import images, pexels
from tests.providers import FakeOpenAIImages, FakeOpenRouter, FakePexels, FakeServer, Script, misbehave
from tests.providers.behaviour import Behaviour
from tests.providers.openai_images import blocked_by_moderation


async def generated(fake: FakeServer, dialect: str = "openai", key: str = "sk-test-openai"):
    provider = images(fake.base_url, key, dialect)
    try:
        return await provider.generate(order())
    finally:
        await provider.aclose()


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (misbehave.bad_key(), KeyRefusedError),
        (misbehave.out_of_credits(), QuotaError),
        (misbehave.rate_limited(3), RateLimitedError),
        (misbehave.bad_gateway_html(), UnavailableError),
        (misbehave.overloaded(), UnavailableError),
        (Behaviour(error=blocked_by_moderation()), RefusedError),
        (misbehave.http_error(400, "Invalid size"), BadOrderError),
        (misbehave.http_error(404, "No such model"), BadOrderError),
        (misbehave.reset_before_headers(), TimedOutError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
async def test_failure_of_an_openai_endpoint_has_its_type(behaviour: Behaviour, kind: type[PictureError]) -> None:
    async with FakeOpenAIImages(script=Script(behaviour)) as fake:
        with pytest.raises(PictureError) as caught:
            await generated(fake)
    assert type(caught.value) is kind
    assert fake.billed == 0
    assert fake.count() == 1
    if kind is RateLimitedError:
        assert caught.value.retry_after_s == 3
    # An answer that was lost may have been paid for; every other failure is known to have cost nothing.
    assert (caught.value.cost_usd > 0) == (kind is TimedOutError)


async def test_moderated_prompt_at_openrouter_is_a_refusal_and_no_key_problem() -> None:
    async with FakeOpenRouter(key=None, script=Script(misbehave.moderated())) as fake:
        with pytest.raises(RefusedError):
            await generated(fake, "openrouter")


async def test_openrouter_reports_its_cost_and_openai_is_estimated() -> None:
    async with FakeOpenRouter(key=None) as fake:
        picture = await generated(fake, "openrouter")
        assert (picture.cost_usd, picture.estimated, picture.media_type) == (fake.image_cost, False, "image/png")
        assert "response_format" not in fake.requests[0].body
        assert fake.requests[0].body["aspect_ratio"] == "16:9"
    async with FakeOpenAIImages() as fake:
        picture = await generated(fake)
    assert (picture.cost_usd, picture.estimated) == (0.02, True)


class Odd(FakeServer):
    """Answers every POST with what it was given, and serves one picture."""

    prefix = "/v1"

    def __init__(self, answer: object, status: int = 200) -> None:
        super().__init__()
        self.answer, self.status = answer, status

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/{tail:.*}", self._any)
        router.add_get("/v1/search", self._any)
        router.add_get("/picture.jpg", self._picture)

    async def _any(self, request: web.Request) -> web.Response:
        await self.record(request, "odd")
        if isinstance(self.answer, str):
            return web.Response(text=self.answer.replace("HERE", self.url), status=self.status)
        return web.json_response(self.answer, status=self.status)

    async def _picture(self, request: web.Request) -> web.Response:
        return web.Response(body=jpeg(), content_type="image/jpeg")


async def test_local_server_that_answers_with_an_address_is_understood() -> None:
    async with Odd('{"data": [{"url": "HERE/picture.jpg"}]}') as fake:
        assert (await generated(fake, "local")).data == jpeg()


@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        '{"data": [{"b64_json": "aGVs',
        [1],
        {},
        {"data": []},
        {"data": [{"b64_json": "***"}]},
        {"data": [{"url": "http://169.254.169.254/latest"}]},
        {"data": [{"url": "HERE/gone.jpg"}]},
        '{"data": [{"url": "HERE/gone.jpg"}]}',
    ],
    ids=["html", "cut", "list", "empty", "no-data", "no-base64", "foreign", "relative", "gone"],
)
async def test_answer_without_a_picture_is_a_bad_answer_that_may_have_cost_something(answer: object) -> None:
    async with Odd(answer) as fake:
        with pytest.raises(BadAnswerError) as caught:
            await generated(fake)
    assert caught.value.cost_usd == 0.02


@pytest.mark.parametrize("answer", [{"error": {"message": "late", "code": 502}}, {"error": "late"}], ids=str)
async def test_error_under_http_200_is_an_error(answer: object) -> None:
    async with Odd(answer) as fake:
        with pytest.raises(UnavailableError):
            await generated(fake)


@pytest.mark.parametrize("answer", ["nonsense", [1], {"detail": "overloaded"}], ids=str)
async def test_http_error_in_any_shape_is_an_error(answer: object) -> None:
    async with Odd(answer, 503) as fake:
        with pytest.raises(UnavailableError):
            await generated(fake)


async def found(fake: FakeServer, key: str = "pexels-test-key", **changes: object):
    provider = pexels(fake.base_url, key)
    try:
        return await provider.generate(order(**changes))
    finally:
        await provider.aclose()


async def test_photo_carries_its_credit_and_the_right_orientation() -> None:
    async with FakePexels() as fake:
        picture = await found(fake)
        await found(fake, width=768, height=1344)
        await found(fake, width=1024, height=1024)
    assert picture.credit is not None
    assert picture.credit.text == "Photo by Ada Example on Pexels"
    assert (picture.credit.url or "").startswith("https://www.pexels.com/photo/")
    assert [e.query["orientation"] for e in fake.of("search")] == ["landscape", "portrait", "square"]
    assert all("authorization" not in e.headers for e in fake.of("download"))


async def test_seed_chooses_among_the_first_photos() -> None:
    async with FakePexels() as fake:
        urls = {(await found(fake, seed=n)).credit.url for n in range(1, 8)}
    assert len(urls) == 5


async def test_search_without_a_hit_finds_nothing() -> None:
    async with FakePexels(nothing_for=frozenset({"harbour"})) as fake:
        with pytest.raises(NothingFoundError):
            await found(fake)


async def test_used_up_allowance_says_when_it_is_renewed() -> None:
    async with FakePexels(remaining=0) as fake:
        with pytest.raises(RateLimitedError) as caught:
            await found(fake)
    assert 3500 < (caught.value.retry_after_s or 0) <= 3600


async def test_photo_that_is_gone_is_a_bad_answer() -> None:
    async with FakePexels(broken_downloads=True) as fake:
        with pytest.raises(BadAnswerError):
            await found(fake)


@pytest.mark.parametrize(
    ("answer", "status", "kind"),
    [
        ({"photos": [{"id": 1, "src": {}}]}, 200, BadAnswerError),
        ({"photos": [{"id": 1}]}, 200, BadAnswerError),
        ({"photos": [{"src": {"large2x": "https://evil.example/a.jpg"}}]}, 200, BadAnswerError),
        ({"photos": None}, 200, BadAnswerError),
        ({"photos": ["x"]}, 200, NothingFoundError),
        ("<html>", 200, BadAnswerError),
        ("x" * 2_100_000, 200, BadAnswerError),
        ({"error": "down"}, 503, UnavailableError),
        ({"error": "bad"}, 400, BadOrderError),
    ],
)
async def test_odd_answer_of_a_search_has_its_type(answer: object, status: int, kind: type[PictureError]) -> None:
    async with Odd(answer, status) as fake:
        with pytest.raises(PictureError) as caught:
            await found(fake)
    assert type(caught.value) is kind


def test_credit_survives_odd_values() -> None:
    assert _credit({"url": "javascript:alert(1)", "photographer": "A"}) == Credit(
        text="Photo by A on Pexels", url="https://www.pexels.com"
    )
    assert _credit({}).text == "Photo by an unnamed photographer on Pexels"
