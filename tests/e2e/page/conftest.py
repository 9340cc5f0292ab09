"""A real browser on the real stack; a test gets a page in a fresh profile, and fails when that page has an error."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.providers.server import Recorded
from tests.stack import ProviderThread, Stack

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
PAGE = Path(__file__).parents[3] / "services" / "gateway" / "deckwire_gateway" / "page" / "index.html"
BARE = {"to": None, "type": "keep", "title": "", "instruction": "", "points": [], "wants_image": False}

Planning = Callable[..., None]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread, under which no other test could run one of its own: it is
    # stopped with each file.
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt install chromium")
    if not PAGE.exists():
        pytest.skip("needs the page to be built: make page (with npm)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
    fresh.set_default_timeout(20_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose own errors, whatever its policy blocks, and whatever it asks of another host fail the test."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", lambda request: errors.extend(foreign(request.url)))
    opened.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield opened
    assert errors == []


def foreign(url: str) -> list[str]:
    """The address itself if it is neither on this machine nor made by the page."""
    return [] if url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:image/")) else [f"asks {url}"]


@pytest.fixture
def planning(providers: ProviderThread) -> Iterator[Planning]:
    """Let the model answer the next instructions with these changes."""

    def plan(*changes: dict[str, Any], reply: str = "Done.", **more: Any) -> None:
        planned = {"reply": reply, "title": "", "theme": "keep", "language": "", **more}
        said = json.dumps({**planned, "changes": [{**BARE, **change} for change in changes]})

        def answer(entry: Recorded) -> str | None:
            return said if entry.kind == "change" else None

        providers.openrouter.answer = answer

    yield plan
    providers.openrouter.answer = None


@pytest.fixture
def home(model_stack: Stack, page: Page) -> Page:
    """The first page."""
    page.goto(model_stack.url())
    return page
