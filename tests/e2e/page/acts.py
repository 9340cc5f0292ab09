"""What people do on the page, found by role and name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[3] / "services" / "gateway" / "web" / "node_modules" / "axe-core" / "axe.min.js"


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


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people out, in the page as it stands; skips without axe."""
    if not AXE.exists():
        pytest.skip("needs axe-core from npm: make page")
    # Evaluated by the tool and not by the page, whose policy would refuse a foreign script.
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {[node['target'] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


def serious_by_day_and_night(page: Page) -> list[str]:
    """The same in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{scheme}: {one}" for one in serious(page)]
    return found
