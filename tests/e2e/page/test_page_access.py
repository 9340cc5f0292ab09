"""For everybody: by keyboard, by screen reader, on a phone, in light and dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.page.acts import ready, say, serious, thumbs
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_main_state(browser: Browser, model_stack: Stack, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(model_stack.url())
    page.get_by_role("heading", name="What should the deck be about?").wait_for()
    page.get_by_text("Options").click()
    page.get_by_role("group", name="Themes").wait_for()
    assert serious(page) == []
    say(page, "Tidal power, 3 slides")
    ready(page)
    for tab in ("Slide", "Notes", "Edit", "Look", "Compare", "Report", "Timeline"):
        page.get_by_role("tab", name=tab, exact=True).click()
        assert serious(page) == [], tab
    context.close()


def test_everything_works_by_keyboard(home: Page) -> None:
    box = home.get_by_role("textbox", name="Message")
    box.focus()
    home.keyboard.type("Tidal power, 3 slides")
    home.keyboard.press("Enter")
    ready(home)
    home.get_by_role("tab", name="Slide", exact=True).focus()
    home.keyboard.press("ArrowRight")
    expect(home.get_by_role("tab", name="Notes")).to_be_focused()
    home.keyboard.press("Home")
    home.locator("body").click(position={"x": 700, "y": 5})
    home.keyboard.press("ArrowRight")
    expect(home.get_by_role("list", name="Slides").locator("[aria-current=true]")).to_have_count(1)
    expect(home.locator(".large img")).to_have_attribute("alt", re.compile("^Slide 2: "))
    present = home.get_by_role("button", name="Present")
    present.focus()
    home.keyboard.press("Enter")
    shown = home.get_by_role("dialog", name="Presentation")
    expect(shown.get_by_role("img")).to_have_attribute("alt", re.compile("^Slide 2: "))
    home.keyboard.press("ArrowRight")
    expect(shown.get_by_role("img")).to_have_attribute("alt", re.compile("^Slide 3: "))
    home.keyboard.press("Home")
    expect(shown.get_by_role("img")).to_have_attribute("alt", re.compile("^Slide 1: "))
    home.keyboard.press("n")
    expect(shown).to_contain_text(re.compile("."))
    home.keyboard.press("Escape")
    expect(shown).not_to_be_visible()


def test_a_phone_shows_everything_without_scrolling_sideways(browser: Browser, model_stack: Stack) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(model_stack.url())

    def overflow() -> int:
        return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    assert overflow() <= 0
    say(page, "Tidal power, 3 slides")
    ready(page)
    expect(thumbs(page)).to_have_count(3)
    assert overflow() <= 0
    for tab in ("Edit", "Report", "Timeline"):
        page.get_by_role("tab", name=tab).click()
        assert overflow() <= 0, tab
    assert page.get_by_role("textbox", name="Message").bounding_box()["width"] >= 240  # type: ignore[index]
    context.close()
