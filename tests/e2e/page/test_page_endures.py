"""The page comes back where it was: after a reload, in a second tab, with words that were not sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.page.acts import ready, say, status, thumbs, titles
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]


def test_a_reload_in_the_middle_comes_back_where_it_was(home: Page, providers: ProviderThread) -> None:
    providers.slow(outline_ms=200, slide_ms=2000)
    say(home, "Tidal power, 4 slides")
    expect(status(home)).to_contain_text("Writing slides")
    home.reload()
    expect(home.get_by_role("log")).to_contain_text("Tidal power, 4 slides")
    ready(home)
    expect(thumbs(home)).to_have_count(4)


def test_two_tabs_show_the_same_deck_live(home: Page, context: BrowserContext, providers: ProviderThread) -> None:
    providers.slow(outline_ms=200, slide_ms=800)
    say(home, "Tidal power, 3 slides")
    home.wait_for_url(re.compile("/d/"))
    other = context.new_page()
    other.goto(home.url)
    ready(other)
    ready(home)
    assert titles(other) == titles(home)
    say(other, "use the theme ocean")
    ready(home, version=2)
    ready(other, version=2)


def test_first_preview_is_on_screen_while_other_slides_are_still_written(home: Page, providers: ProviderThread) -> None:
    providers.slow(outline_ms=100, slide_ms=200)
    # Ten slides on eight places: some are drafted long before the others.
    say(home, "Tidal power, 10 slides")
    expect(thumbs(home).first).to_be_visible()
    assert status(home).inner_text() != "Ready: 10 slides"
    ready(home)


def test_what_was_not_sent_is_still_there_after_a_reload_and_in_a_new_tab(home: Page, context: BrowserContext) -> None:
    box = home.get_by_role("textbox", name="Message")
    box.fill("Half a thou")
    home.reload()
    expect(box).to_have_value("Half a thou")
    home.close()
    again = context.new_page()
    again.goto(home.url)
    expect(again.get_by_role("textbox", name="Message")).to_have_value("Half a thou")
    say(again, "Tidal power, 3 slides")
    again.wait_for_url(re.compile("/d/"))
    expect(again.get_by_role("textbox", name="Message")).to_have_value("")
    ready(again)
    again.get_by_role("textbox", name="Message").fill("About this deck")
    again.get_by_role("link", name="Decks").click()
    expect(again.get_by_role("textbox", name="Message")).to_have_value("")
    again.go_back()
    expect(again.get_by_role("textbox", name="Message")).to_have_value("About this deck")
    assert set(again.evaluate("Object.keys(localStorage)")) == {f"deckwire.draft.{again.url.rsplit('/', 1)[-1]}"}


def test_a_document_can_be_dropped_anywhere(model_stack: Stack, page: Page) -> None:
    page.goto(f"{model_stack.url()}/d/nosuchdeck")
    page.get_by_role("heading", name="This deck is not here").wait_for()
    dropped = page.evaluate_handle(
        "() => { const files = new DataTransfer();"
        " files.items.add(new File(['# Harbours\\n\\nCalls grew.'], 'harbour.md')); return files; }"
    )
    page.dispatch_event("body", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("body", "drop", {"dataTransfer": dropped})
    expect(page.get_by_role("list", name="Files")).to_contain_text("harbour.md")
    expect(page.get_by_role("button", name="Send")).to_be_enabled()
