"""Orders, their keys, sizes that models take, and the line-up of providers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from deckwire_contracts import ArtifactRef, Brand, Look, TemplateRef
from deckwire_contracts.request import ImageType
from deckwire_imagegen.core.artwork.palette import colours_of
from deckwire_imagegen.core.choice import fulfils, given_up, line_up, shortfall
from deckwire_imagegen.core.model_sizes import SizeRule, nearest, rule_for
from deckwire_imagegen.core.orders import SIZES, full_prompt, order_key, order_of, query_from, seed_of
from deckwire_imagegen.ports import Kind, NothingFoundError, RefusedError, UnavailableError
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.imagegen.scenery import Scripted, drafted, order

GENERATOR = Scripted("runware", Kind.GENERATED)
STOCK = Scripted("pexels", Kind.STOCK)


def test_order_takes_words_theme_style_and_budget_from_the_slide() -> None:
    event = drafted(prompt="a harbour", image_style="watercolour", theme="forest", image_budget_usd=0.01)
    brief = event.slide.image
    assert brief is not None
    got = order_of(event, brief, delivery=3)
    assert (got.prompt, got.style, got.theme, got.budget_usd) == ("a harbour", "watercolour", "forest", 0.01)
    assert (got.width, got.height) == SIZES["wide"] == (1344, 768)
    assert (got.task, got.delivery, got.attempt) == (event.subject, 3, 0)
    assert got.query == "harbour"


@pytest.mark.parametrize(("theme", "colours"), [("brand-1", 10), ("forest", 0)])
def test_order_takes_the_colours_of_the_brand_that_the_theme_stands_for(theme: str, colours: int) -> None:
    brand = Brand(id="brand-1", title="Acme", colours=("#0057B8",), palette=("#101820", "#1B2632", *["#F0F0F0"] * 8))
    event = drafted(theme=theme)
    event.context.options.look = Look(brand=brand)
    brief = event.slide.image
    assert brief is not None
    assert len(order_of(event, brief, delivery=1).palette) == colours


def test_order_takes_the_colours_of_the_users_own_master_first() -> None:
    palette = ("#FFFFFF", "#EEF2F6", "#14202E", "#0B2A4A", *["#0B5A8F"] * 6)
    artifact = ArtifactRef(bucket="artifacts", key="a" * 64, sha256="a" * 64, bytes=1, media_type="text/plain")
    event = drafted(theme="forest")
    event.context.options.look = Look(template=TemplateRef(id="t1", artifact=artifact, palette=palette))
    brief = event.slide.image
    assert brief is not None
    assert order_of(event, brief, delivery=1).palette == palette


def test_artwork_takes_the_colours_of_a_brand() -> None:
    palette = ("#101820", "#1B2632", "#F0F0F0", "#203040", *["#5FD4C4"] * 6)
    assert colours_of("brand-1", palette).ground == "#101820"
    assert colours_of("brand-1", palette).dark
    assert colours_of("brand-1").ground == colours_of("indigo").ground


def test_prompt_forbids_writing_and_keeps_to_the_limit() -> None:
    long = replace(order(), prompt="x" * 5000, style="ink")
    assert len(full_prompt(long, limit=2000)) <= 2000
    assert "No text" in full_prompt(long, limit=2000)
    assert "Style: ink" in full_prompt(long, limit=2000)


def test_query_from_a_prompt_is_short() -> None:
    assert (
        query_from("A wide, calm harbour at dawn with seven red boats and gulls")
        == "A wide calm harbour at dawn with seven"
    )
    assert query_from("x" * 200) == "x" * 80


def test_same_order_has_the_same_key_and_any_change_another() -> None:
    one = order()
    key = order_key(one, "runware", "m")
    assert key == order_key(replace(one, task="other", delivery=4, attempt=2, alt="other"), "runware", "m")
    others = [
        order_key(replace(one, prompt="other"), "runware", "m"),
        order_key(replace(one, width=1024), "runware", "m"),
        order_key(replace(one, style="ink"), "runware", "m"),
        order_key(replace(one, seed=2), "runware", "m"),
        order_key(replace(one, tenant="other"), "runware", "m"),
        order_key(one, "openai", "m"),
        order_key(one, "runware", "n"),
    ]
    assert len({key, *others}) == 8


@given(st.text(max_size=200), st.text(max_size=50))
def test_seed_is_in_the_range_that_every_provider_takes(prompt: str, style: str) -> None:
    assert 1 <= seed_of(prompt, style) <= 2**31 - 1
    assert seed_of(prompt, style) == seed_of(prompt, style)


@pytest.mark.parametrize(
    ("model", "wanted", "size"),
    [
        ("runware:400@2", (1344, 768), (1344, 768)),
        ("runware:400@2", (1000, 1000), (992, 992)),
        ("google:4@2", (1344, 768), (1376, 768)),
        ("bytedance:seedream@4.5", (1344, 768), (2560, 1472)),
        ("openai:4@1", (1344, 768), (1536, 1024)),
        ("openai:4@1", (768, 1344), (1024, 1536)),
        ("gpt-image-1-mini", (1024, 1024), (1024, 1024)),
        ("gpt-image-2.5-flare", (1344, 768), (1344, 768)),
        ("somebody:new@1", (1152, 896), (1152, 896)),
    ],
)
def test_size_is_one_that_the_model_takes(model: str, wanted: tuple[int, int], size: tuple[int, int]) -> None:
    assert nearest(rule_for(model), *wanted) == size


def test_size_with_a_limit_of_pixels_is_scaled_down() -> None:
    width, height = nearest(SizeRule(step=8, low=64, max_pixels=500_000), 1344, 768)
    assert width * height <= 510_000
    assert abs(width / height - 1.75) < 0.05


def test_generators_come_before_photos_and_artwork_only_asks_nobody() -> None:
    line = [STOCK, GENERATOR]
    assert [p.name for p in line_up(ImageType.AI_GENERATED, line)] == ["runware", "pexels"]
    assert [p.name for p in line_up(ImageType.STOCK, line)] == ["pexels"]
    assert line_up(ImageType.ARTWORK, line) == []
    assert line_up(ImageType.NONE, line) == []


def test_what_was_asked_for_is_no_shortfall() -> None:
    assert fulfils(ImageType.ARTWORK, Kind.DRAWN)
    assert shortfall(ImageType.AI_GENERATED, Kind.GENERATED, [], slide_id="s", configured=True) == []
    assert shortfall(ImageType.ARTWORK, Kind.DRAWN, [], slide_id="s", configured=False) == []


def test_shortfall_names_the_first_reason_and_says_all_in_plain_words() -> None:
    failures = [(GENERATOR, RefusedError()), (STOCK, NothingFoundError())]
    (found,) = shortfall(ImageType.AI_GENERATED, Kind.DRAWN, failures, slide_id="s1", configured=True)
    assert (found.reason, found.slide_id, found.stage.value) == ("image_refused", "s1", "illustrate")
    assert found.detail == (
        "Drawn artwork stands in for a generated picture: Runware refused this picture; "
        "Pexels found no fitting picture."
    )


def test_without_a_provider_the_shortfall_is_one_plain_sentence() -> None:
    (found,) = shortfall(ImageType.AI_GENERATED, Kind.DRAWN, [], slide_id="s1", configured=False)
    assert found.reason == "no_image_provider"
    assert "no provider for that is configured" in found.detail
    (found,) = shortfall(ImageType.STOCK, Kind.DRAWN, [(STOCK, UnavailableError())], slide_id="s1", configured=True)
    assert found.reason == "provider_unavailable"
    (found,) = shortfall(ImageType.STOCK, Kind.DRAWN, [], slide_id="s1", configured=True)
    assert "no provider answered" in found.detail


def test_given_up_says_whether_there_is_a_picture() -> None:
    assert "artwork" in given_up("s1", "poison_message", drawn=True).detail
    assert "without a picture" in given_up("s1", "poison_message", drawn=False).detail
