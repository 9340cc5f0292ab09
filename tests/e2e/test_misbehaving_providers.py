"""Whatever the providers do, a deck comes out, says what it lacks, and nothing is asked twice without need."""

from __future__ import annotations

import re
from typing import Any

import pytest
from deckwire_contracts import DeckRendered, SlideDrafted, SlideIllustrated
from deckwire_kit.testing import connected_bus

from tests import checker
from tests.deck_client import DeckClient
from tests.providers import Behaviour, Recorded, Script, kind, misbehave, runware
from tests.providers.behaviour import Matcher
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]

# Each of these is a good answer in an odd dress: not one of them may cost a second call.
ODD_BUT_GOOD = [
    misbehave.fenced(),
    misbehave.thinking_aloud(),
    misbehave.with_bom(),
    misbehave.line_separators(),
    misbehave.byte_by_byte(),
    misbehave.crlf(),
    misbehave.missing_done(),
    misbehave.slow_start(10, 20),
    misbehave.no_usage(),
]
# Each of these is worth exactly one more try.
TRANSIENT = [
    misbehave.rate_limited(0.2),
    misbehave.rate_limited(1, as_date=True),
    misbehave.rate_limited(200, milliseconds=True),
    misbehave.overloaded(),
    misbehave.bad_gateway_html(),
    misbehave.bad_gateway_html(500),
    misbehave.http_error(503, shape="none"),
    misbehave.http_error(524, shape="string"),
    misbehave.reset_before_headers(),
    misbehave.reset_mid_stream(),
    misbehave.mid_stream_error(code=502),
    misbehave.mid_stream_error(code="server_error"),
    misbehave.mid_stream_error(bare=True),
    misbehave.choice_error(),
    misbehave.end_without_finish(),
    misbehave.done_without_finish(),
    misbehave.truncated(),
    misbehave.empty_length(),
    misbehave.empty_stop(),
    misbehave.invalid_json(),
    misbehave.wrong_schema(),
    misbehave.stalled(),
]


def first_try() -> Matcher:
    """Match the first request for each slide, and none of those that follow it."""
    seen: set[str] = set()

    def match(entry: Recorded) -> bool:
        number = re.search(r"Write slide (\d+)", entry.text)
        if entry.kind != "slide" or number is None or number.group(1) in seen:
            return False
        seen.add(number.group(1))
        return True

    return match


async def make(stack: Stack, slides: int, **options: Any) -> tuple[dict[str, Any], list[checker.Fact]]:
    async with DeckClient(stack.url()) as client, connected_bus(stack.nats_url) as bus:
        deck = await client.create(f"Tidal power for harbours, {slides} slides", n_slides=slides, **options)
        state = await client.ended(deck["id"], deadline_s=120)
        ledger = await checker.assert_holds(bus.nc, dead_letters=None)
    return state, ledger.of(deck["id"])


def drafts(facts: list[checker.Fact]) -> list[SlideDrafted]:
    return [fact.event for fact in facts if isinstance(fact.event, SlideDrafted)]


async def test_odd_dress_costs_no_second_call(model_stack: Stack, providers: ProviderThread) -> None:
    providers.openrouter.script = Script().when(kind("slide"), *ODD_BUT_GOOD)
    # What is learned about a model stays with it, so each such test asks a model of its own.
    state, facts = await make(model_stack, len(ODD_BUT_GOOD), image_type="none", model="vendor/odd")
    assert state["status"] == "rendered"
    assert state["degradations"] == []
    assert providers.openrouter.count("slide") == len(drafts(facts)) == len(ODD_BUT_GOOD)
    assert providers.openrouter.count("refused") == 0


async def test_each_transient_failure_is_tried_again_and_leaves_no_trace(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.openrouter.script = Script().when(first_try(), *TRANSIENT)
    state, facts = await make(model_stack, len(TRANSIENT), image_type="none", model="vendor/shaky")
    assert state["status"] == "rendered"
    assert state["degradations"] == [], state["degradations"]
    assert len(drafts(facts)) == len(TRANSIENT)
    assert providers.openrouter.count("slide") == 2 * len(TRANSIENT)


async def test_refusals_degrade_their_slides_and_no_others(model_stack: Stack, providers: ProviderThread) -> None:
    refusals = [misbehave.refused(), misbehave.content_filtered(), misbehave.moderated()]
    providers.openrouter.script = Script().when(kind("slide"), *refusals)
    state, facts = await make(model_stack, 6, image_type="none")
    assert state["status"] == "rendered"
    degraded = [draft for draft in drafts(facts) if draft.degradations]
    assert len(degraded) == 3
    assert {d["reason"] for d in state["degradations"]} == {"provider_refused"}
    assert {d["slide_id"] for d in state["degradations"]} == {draft.slide_id for draft in degraded}
    assert providers.openrouter.count("slide") == 6


@pytest.mark.parametrize(
    ("behaviour", "codes"),
    [
        (misbehave.bad_key(), {"provider_auth"}),
        (misbehave.out_of_credits(), {"provider_quota"}),
        (misbehave.no_endpoints(), {"provider_invalid_request", "provider_unavailable"}),
        (misbehave.refused(), {"provider_refused"}),
    ],
)
async def test_outline_that_cannot_be_had_ends_in_a_typed_failure_or_a_marked_deck(
    model_stack: Stack, providers: ProviderThread, behaviour: Behaviour, codes: set[str]
) -> None:
    providers.openrouter.script = Script(default=behaviour)
    state, _ = await make(model_stack, 3, image_type="none")
    if state["status"] == "failed":
        assert state["problem"]["code"] in codes
    else:
        assert codes & {d["reason"] for d in state["degradations"]}, state["degradations"]
    assert len(providers.openrouter.requests) <= 4 * 3


async def test_outline_with_the_wrong_number_of_slides_is_put_right_or_marked(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.openrouter.script = Script().when(kind("outline"), misbehave.wrong_slide_count(9))
    state, _ = await make(model_stack, 4, image_type="none")
    assert state["status"] == "rendered"
    assert len(state["slides"]) == 4 or any(d["stage"] == "outline" for d in state["degradations"])


async def test_server_without_schema_support_is_asked_in_a_lower_tier(
    model_stack: Stack, providers: ProviderThread
) -> None:
    def with_schema(entry: Any) -> bool:
        return (entry.body.get("response_format") or {}).get("type") == "json_schema"

    providers.openrouter.script = Script().always(with_schema, misbehave.schema_not_supported())
    state, _ = await make(model_stack, 3, image_type="none", model="vendor/plain-model")
    assert state["status"] == "rendered"
    assert state["degradations"] == []
    refused = [entry for entry in providers.openrouter.requests if with_schema(entry)]
    assert len(refused) <= 2 * 3


PICTURES = {
    "queue full": runware.QUEUE_FULL,
    "unavailable": runware.UNAVAILABLE,
    "bad gateway": runware.BAD_GATEWAY,
    "provider timeout": runware.PROVIDER_TIMEOUT,
    "read timeout": runware.READ_TIMEOUT,
    "truncated body": runware.TRUNCATED_BODY,
    "policy": runware.POLICY,
    "nsfw": runware.NSFW,
    "huge pixels": runware.HUGE_PIXELS,
    "corrupt": runware.CORRUPT_IMAGE,
    "no data": runware.NO_DATA,
    "reset": runware.RunwareBehaviour(reset_before_headers=True),
    "error in the item": runware.INFERENCE_ERROR.but(error_in_item=True, error_in_200=False),
}


@pytest.mark.parametrize("name", PICTURES)
async def test_picture_trouble_never_stops_a_deck_and_is_never_silent(
    model_stack: Stack, providers: ProviderThread, name: str
) -> None:
    behaviour = PICTURES[name]
    providers.runware.sequence.append(behaviour)
    state, facts = await make(model_stack, 4)
    pictures = [fact.event for fact in facts if isinstance(fact.event, SlideIllustrated)]
    assert state["status"] == "rendered"
    assert pictures, "the deck asked for no picture, so nothing was tried"
    for picture in pictures:
        assert picture.image is not None or picture.degradations
        assert picture.provider == "runware" or picture.degradations
    # What was paid for and came to nothing may be paid for once more, and only once.
    assert len(providers.runware.billed) <= len(pictures) + 1
    if behaviour is runware.READ_TIMEOUT:
        assert len(providers.runware.billed) == len(pictures)
        assert all(picture.provider == "runware" for picture in pictures)
    end = facts[-1].event if isinstance(facts[-1].event, DeckRendered) else None
    end = end or next(fact.event for fact in facts if isinstance(fact.event, DeckRendered))
    assert end.usage.images == len([p for p in pictures if p.provider == "runware"])


async def test_out_of_credit_for_pictures_falls_back_to_artwork_and_says_so(
    model_stack: Stack, providers: ProviderThread
) -> None:
    providers.runware.default = runware.OUT_OF_CREDIT
    state, facts = await make(model_stack, 6)
    pictures = [fact.event for fact in facts if isinstance(fact.event, SlideIllustrated)]
    assert state["status"] == "rendered"
    assert pictures
    assert all(picture.image is not None and picture.provider == "artwork" for picture in pictures)
    assert all(picture.degradations for picture in pictures)
    assert providers.runware.billed == []
