"""What people do on the page, found by role and name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def say(page: Page, text: str) -> None:
    """Write into the message box and send it."""
    page.get_by_role("textbox", name="Message").fill(text)
    page.get_by_role("button", name="Send").click()


def status(page: Page) -> Locator:
    """The region that says the stage."""
    return page.get_by_role("status").first


def ready(page: Page, *, version: int = 1) -> None:
    """Wait until that version is finished."""
    page.get_by_role("article", name=f"Version {version}").get_by_role("button", name=f"Version {version}").wait_for()


def thumbs(page: Page) -> Locator:
    """The previews of the filmstrip, in order."""
    return page.get_by_role("list", name="Slides").get_by_role("img", name=re.compile(r"^Slide \d+: "))


def titles(page: Page) -> list[str]:
    """The titles of the slides in the filmstrip, in order."""
    return [(alt or "").split(": ", 1)[1] for alt in (one.get_attribute("alt") for one in thumbs(page).all())]


def deck_id(page: Page) -> str:
    """The deck that is open."""
    return page.url.rsplit("/", 1)[-1]
