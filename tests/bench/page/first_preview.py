"""The time from a slide's being drafted to its preview's being on screen, measured in a real browser."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

from tests.e2e.page.acts import deck_id, ready, say

from .audit import ToolMissingError, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ASK = "Tidal power for small harbours, 8 slides"
# Notes when the first preview has been loaded and painted: its load, and then the next frame.
_WATCH = """
document.addEventListener("load", event => {
  const image = event.target;
  if (window.seen || !(image instanceof HTMLImageElement) || !/^Slide \\d+: /.test(image.alt)) return;
  window.seen = true;
  const note = () => { document.documentElement.dataset.firstPreview = Date.now(); };
  requestAnimationFrame(() => requestAnimationFrame(note));
}, true);
"""


def first_previews(url: str, decks: int) -> list[float]:
    """Return, for each of so many decks, the milliseconds from its first draft to its first preview on screen.

    Raises ToolMissingError without a browser.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ToolMissingError("playwright is not installed: make test installs it") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            return [_one(browser, url) for _ in range(decks)]
        finally:
            browser.close()


def _one(browser: Browser, url: str) -> float:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(_WATCH)
        page.goto(url)
        say(page, ASK)
        page.wait_for_url(re.compile("/d/"))
        page.locator("html[data-first-preview]").wait_for(state="attached")
        shown = float(page.locator("html").get_attribute("data-first-preview") or 0)
        drafted = _first_draft_ms(url, page)
        ready(page)
    finally:
        context.close()
    return shown - drafted


def _first_draft_ms(url: str, page: Page) -> float:
    """Return when the first slide was drafted, in milliseconds since 1970, as its fact says."""
    with httpx.stream("GET", f"{url}/api/v1/decks/{deck_id(page)}/events", timeout=60) as answer:
        kind = ""
        for line in answer.iter_lines():
            if line.startswith("event:"):
                kind = line.removeprefix("event:").strip()
            elif line.startswith("data:") and kind == "slide.drafted":
                return 1000 * _time(line.removeprefix("data:"))
    raise RuntimeError("no slide was drafted")


def _time(data: str) -> float:
    event: dict[str, Any] = json.loads(data)
    return datetime.fromisoformat(event["time"]).timestamp()
