"""The page comes back where it was: after a reload, in a second tab, when the gateway dies in the middle."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_a_gateway_that_dies_in_the_middle_loses_nothing(
    tmp_path: Path, page: Page, shared_providers: ProviderThread
) -> None:
    shared_providers.reset()
    shared_providers.slow(outline_ms=200, slide_ms=3000)
    with Stack(tmp_path, env=shared_providers.env()) as stack:
        page.goto(stack.url())
        say(page, "Tidal power, 4 slides")
        expect(status(page)).to_contain_text("Writing slides")
        stack.kill("gateway")
        expect(page.get_by_text("The connection is lost")).to_be_visible()
        stack.restart("gateway")
        expect(page.get_by_text("The connection is lost")).not_to_be_visible()
        ready(page)
        expect(thumbs(page)).to_have_count(4)
    shared_providers.slow()


def test_first_preview_is_on_screen_while_other_slides_are_still_written(home: Page, providers: ProviderThread) -> None:
    providers.slow(outline_ms=100, slide_ms=200)
    # Ten slides on eight places: some are drafted long before the others.
    say(home, "Tidal power, 10 slides")
    expect(thumbs(home).first).to_be_visible()
    assert status(home).inner_text() != "Ready: 10 slides"
    ready(home)
