"""Shares of a cost cap, estimates, and what they allow."""

from __future__ import annotations

import math
from typing import Any

import pytest
from deckwire_contracts import DeckOptions, DeckOutlined, DeckState, Outline, SlideBrief, Usage
from deckwire_llm.core.briefing import briefs_of
from deckwire_llm.core.budget import Price, affordable_tokens, estimate_tokens, outline_budget, shares
from hypothesis import given
from hypothesis import strategies as st

usd = st.floats(0, 100, allow_nan=False)


@given(cap=usd, outline=usd, slides=st.integers(0, 50), images=st.integers(0, 50), price=st.floats(0, 1))
def test_shares_never_exceed_the_cap(cap: float, outline: float, slides: int, images: int, price: float) -> None:
    share = shares(cap, outline_usd=outline, slides=slides, images=images, image_price_usd=price)
    assert share.slide_usd is not None
    assert share.image_usd is not None
    assert share.slide_usd * slides + share.image_usd * images <= max(0.0, cap - outline) + 1e-9
    assert share.image_usd <= price + 1e-12


def test_without_a_cap_there_is_no_share() -> None:
    share = shares(None, outline_usd=1, slides=3, images=1, image_price_usd=1)
    assert (share.slide_usd, share.image_usd, outline_budget(None)) == (None, None, None)


@given(budget=st.floats(0, 1), prompt=st.integers(0, 5000), wanted=st.integers(1, 9000), per=st.floats(1e-8, 1e-3))
def test_what_is_affordable_costs_no_more_than_the_budget(budget: float, prompt: int, wanted: int, per: float) -> None:
    price = Price(per / 4, per, 1e-4)
    tokens = affordable_tokens(budget, price, prompt, wanted)
    assert tokens <= wanted
    assert tokens == 0 or price.cost(prompt, tokens) <= budget + 1e-9


def test_free_models_may_write_as_much_as_they_like() -> None:
    assert affordable_tokens(0.0, Price(0, 0), 100, 700) == 700


@pytest.mark.parametrize(("text", "least"), [("word " * 100, 110), ("слово " * 100, 300), ("漢字" * 100, 200)])
def test_estimates_are_rather_too_high(text: str, least: int) -> None:
    assert estimate_tokens(text) >= least


@given(st.text(max_size=50))
def test_every_character_counts_in_an_estimate(text: str) -> None:
    narrow = sum(c < "\u0080" for c in text)
    wide = sum(c >= "\u0800" for c in text)
    middle = len(text) - narrow - wide
    assert estimate_tokens(text) == math.ceil(narrow / 3.2 + middle / 1.2 + wide * 1.5) + 1


def state(options: dict[str, Any], usage: Usage, *slides: SlideBrief) -> DeckState:
    outlined = DeckOutlined(
        tenant_id="t",
        deck_id="d",
        revision=2,
        outline=Outline(title="D", slides=list(slides)),
        options=DeckOptions.model_validate(options),
        usage=usage,
    )
    return DeckState(tenant_id="t", deck_id="d", revision=2, outlined=outlined)


def slide(n: int, **more: Any) -> SlideBrief:
    return SlideBrief.model_validate({"id": f"s{n}", "number": n, "type": "bullets", "title": f"T{n}", **more})


def test_only_slides_of_this_revision_are_briefed_and_pictures_get_their_share() -> None:
    known = state(
        {"max_cost_usd": 1.0}, Usage(cost_usd=0.1, calls=1),
        slide(1, from_revision=1), slide(2, wants_image=True), slide(3, type="image_text"), slide(4, from_revision=2),
    )  # fmt: skip
    briefs = briefs_of(known, image_price_usd=0.05)
    assert [b.slide_id for b in briefs] == ["s2", "s3", "s4"]
    assert [b.context.image_budget_usd for b in briefs] == [pytest.approx(0.05), pytest.approx(0.05), 0.0]
    assert [b.context.budget_usd for b in briefs] == [pytest.approx(0.8 / 3)] * 3
    assert briefs[0].context.titles == ["T1", "T2", "T3", "T4"]
    assert briefs[0].context.types == ["bullets", "bullets", "image_text", "bullets"]


def test_an_outline_whose_cost_is_unknown_counts_as_its_whole_share() -> None:
    known = state({"max_cost_usd": 1.0}, Usage(calls=1, estimated=True), slide(1))
    assert briefs_of(known, image_price_usd=0.05)[0].context.budget_usd == pytest.approx(0.8)


def test_pictures_that_cost_nothing_get_no_share() -> None:
    known = state({"max_cost_usd": 1.0, "image_type": "stock"}, Usage(), slide(1, wants_image=True))
    assert briefs_of(known, image_price_usd=0.05)[0].context.image_budget_usd == 0.0


def test_without_a_cap_nothing_is_capped() -> None:
    context = briefs_of(state({}, Usage(), slide(1)), image_price_usd=0.05)[0].context
    assert (context.budget_usd, context.image_budget_usd) == (None, None)
    assert briefs_of(DeckState(tenant_id="t", deck_id="d", revision=1), image_price_usd=0.0) == []


def test_a_picture_that_has_no_place_on_its_slide_gets_no_share() -> None:
    types = ["bullets", "chart", "table", "big_number", "process", "timeline", "comparison", "closing", "agenda"]
    known = state(
        {"max_cost_usd": 1.0}, Usage(), *(slide(n, type=kind, wants_image=True) for n, kind in enumerate(types, 1))
    )
    shares = [b.context.image_budget_usd for b in briefs_of(known, image_price_usd=0.05)]
    assert shares == [pytest.approx(0.05), *[0.0] * 8]


def test_a_brief_says_which_slides_open_the_sections() -> None:
    known = state({}, Usage(), slide(1, type="title"), slide(2, type="section"), slide(3), slide(4, type="section"))
    assert {tuple(b.context.section_slides) for b in briefs_of(known, image_price_usd=0.0)} == {(2, 4)}
