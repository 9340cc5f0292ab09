"""Empty, slow and broken: the page says what happened, what is safe and what to do, and one can go on from there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.acts import ready, say, serious_by_day_and_night, status, thumbs
from tests.providers import Script, kind, misbehave
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]

SECRET = "a secret of at least thirty-two bytes for tests"
WRITES = 3


@pytest.fixture(scope="module")
def shared_guarded_stack(tmp_path_factory: pytest.TempPathFactory, shared_providers: ProviderThread) -> Iterator[Stack]:
    """A server that wants to know who calls and lets each tenant write three times a minute."""
    env = {"PROJECT_ENV": "production", "JWT_SECRET_KEY": SECRET, "DECKWIRE_RATE_LIMIT": f"{WRITES}/minute"}
    with Stack(tmp_path_factory.mktemp("guarded"), env=shared_providers.env() | env) as stack:
        yield stack


@pytest.fixture
def guarded_stack(shared_guarded_stack: Stack, providers: ProviderThread) -> Stack:
    """That server, with providers that behave well until the test says otherwise."""
    return shared_guarded_stack


def token(tenant: str) -> str:
    return jwt.encode({"tenant": tenant, "sub": "someone", "exp": int(time.time()) + 600}, SECRET, algorithm="HS256")


def sign_in(page: Page, given: str) -> None:
    page.get_by_label("Access token").fill(given)
    page.get_by_role("button", name="Sign in").click()


def message(page: Page) -> Any:
    return page.get_by_role("textbox", name="Message")


def test_a_first_visit_without_a_key_has_three_examples_of_which_one_becomes_a_deck(
    offline_stack: Stack, page: Page
) -> None:
    page.goto(offline_stack.url())
    expect(page.get_by_text("No language model is set up here")).to_be_visible()
    examples = page.get_by_role("region", name="Examples").get_by_role("button")
    expect(examples).to_have_count(3)
    assert serious_by_day_and_night(page) == []
    examples.filter(has_text="A lesson").click()
    ready(page)
    expect(thumbs(page).first).to_be_visible()
    # Only what works without a model is offered next, and it does.
    page.get_by_role("group", name="Things to try").get_by_role("button", name="Remove slide 2").click()
    expect(message(page)).to_have_value("Remove slide 2")
    count = thumbs(page).count()
    page.get_by_role("button", name="Send").click()
    ready(page, version=2)
    expect(thumbs(page)).to_have_count(count - 1)


def test_a_provider_that_is_down_costs_words_but_not_the_deck_and_is_said(
    home: Page, providers: ProviderThread
) -> None:
    providers.openrouter.script = Script(default=misbehave.bad_gateway_html())
    say(home, "# Harbours\n\n## Calls\n\nCalls grew by 25 % in two years.")
    ready(home)
    expect(home.get_by_role("list", name="Not quite as asked")).to_contain_text("was made without a model")
    assert serious_by_day_and_night(home) == []


def test_an_account_without_credit_fails_the_deck_and_trying_again_makes_it(
    home: Page, providers: ProviderThread
) -> None:
    providers.openrouter.script = Script().always(kind("outline"), misbehave.out_of_credits())
    say(home, "Tidal power, 3 slides")
    expect(status(home)).to_have_text("This did not work")
    said = home.get_by_role("log").get_by_role("alert")
    expect(said).to_contain_text("no credit left")
    expect(said).to_contain_text("Your words and documents are kept")
    expect(said).to_contain_text("Add credit at the provider")
    expect(home.get_by_text("There are no slides yet")).to_be_visible()
    assert serious_by_day_and_night(home) == []
    providers.openrouter.script = Script()
    said.get_by_role("button", name="Try again").click()
    ready(home, version=2)
    expect(thumbs(home)).to_have_count(3)


def test_a_slow_provider_leaves_skeletons_with_titles_in_place_of_slides(home: Page, providers: ProviderThread) -> None:
    providers.slow(slide_ms=60_000)
    say(home, "Tidal power, 4 slides")
    expect(status(home)).to_have_text("Writing slides: 0 of 4")
    expect(home.get_by_role("list", name="Slides").get_by_text("being written")).to_have_count(4)
    expect(home.get_by_role("list", name="Stages")).to_contain_text("0 of 4")
    assert serious_by_day_and_night(home) == []
    home.get_by_role("button", name="Cancel").click()
    expect(home.get_by_role("log").get_by_role("button", name="Try again")).to_be_visible()
    expect(home.get_by_role("list", name="Slides").get_by_text("not written")).to_have_count(4)


def test_who_is_not_known_signs_in_and_a_wrong_token_is_said(guarded_stack: Stack, page: Page) -> None:
    page.goto(guarded_stack.url())
    expect(page.get_by_role("form", name="Sign in")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    sign_in(page, "not a token")
    expect(page.get_by_role("alert")).to_have_text("The access token is not valid.")
    assert serious_by_day_and_night(page) == []
    sign_in(page, token("known"))
    expect(page.get_by_role("heading", name="What should the deck be about?")).to_be_visible()
    say(page, "Tidal power, 3 slides")
    ready(page)
    page.reload()
    expect(thumbs(page)).to_have_count(3)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("form", name="Sign in")).to_be_visible()


def test_who_asks_too_often_is_told_when_to_come_back_and_keeps_the_text(guarded_stack: Stack, page: Page) -> None:
    page.goto(guarded_stack.url())
    sign_in(page, token("busy"))
    for n in range(WRITES):
        say(page, f"# Part {n}\n\nCalls grew.")
        page.wait_for_url("**/d/*")
        page.get_by_role("link", name="Decks").click()
        page.get_by_role("heading", name="What should the deck be about?").wait_for()
    say(page, "One too many")
    expect(page.get_by_role("alert")).to_contain_text("Too many requests")
    expect(page.get_by_role("alert")).to_contain_text("Try again in")
    expect(message(page)).to_have_value("One too many")
    assert serious_by_day_and_night(page) == []


def test_a_server_that_cannot_be_reached_loses_no_words(guarded_stack: Stack, page: Page) -> None:
    page.goto(guarded_stack.url())
    sign_in(page, token("patient"))
    message(page).fill("Tidal power, 3 slides")
    guarded_stack.kill("gateway")
    expect(page.get_by_text("The connection is lost; trying again.")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    expect(message(page)).to_have_value("Tidal power, 3 slides")
    assert serious_by_day_and_night(page) == []
    guarded_stack.restart("gateway")
    expect(page.get_by_text("The connection is lost")).not_to_be_visible()
    page.get_by_role("button", name="Send").click()
    ready(page)


def test_a_gateway_that_dies_in_the_middle_loses_nothing(
    guarded_stack: Stack, page: Page, providers: ProviderThread
) -> None:
    page.goto(guarded_stack.url())
    sign_in(page, token("lasting"))
    providers.slow(outline_ms=200, slide_ms=3000)
    say(page, "Tidal power, 4 slides")
    expect(status(page)).to_contain_text("Writing slides")
    guarded_stack.kill("gateway")
    expect(page.get_by_text("The connection is lost")).to_be_visible()
    guarded_stack.restart("gateway")
    expect(page.get_by_text("The connection is lost")).not_to_be_visible()
    ready(page)
    expect(thumbs(page)).to_have_count(4)
