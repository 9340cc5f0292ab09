"""From the first message to a file that was steered by talking, in a real browser."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.e2e.page.acts import deck_id, ready, say, serious_by_day_and_night, status, thumbs, titles
from tests.e2e.page.conftest import Planning
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]


def test_a_message_becomes_slides_one_after_another_and_a_file(home: Page, providers: ProviderThread) -> None:
    providers.slow(outline_ms=300, slide_ms=500, image_ms=300)
    say(home, "Tidal power for small harbours, 5 slides")
    expect(status(home)).to_contain_text("outline")
    expect(thumbs(home).first).to_be_visible()
    expect(home.get_by_role("img", name=re.compile(r"^Slide 1: ")).first).to_be_visible()
    ready(home)
    expect(status(home)).to_have_text("Ready: 5 slides")
    assert thumbs(home).count() == 5
    with home.expect_download() as download:
        home.get_by_role("link", name="Download PowerPoint").click()
    data = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert sum(name.startswith("ppt/slides/slide") for name in package.namelist()) == 5
    with home.expect_download() as download:
        home.get_by_role("link", name="Download PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_document_becomes_a_deck(home: Page, tmp_path: Path) -> None:
    report = tmp_path / "harbour.md"
    report.write_text(
        "# Harbour report\n\n## Calls\n\nCalls grew by 25 % in two years.\n\n## Risks\n\n- Dredging\n- Steel\n"
    )
    with home.expect_file_chooser() as chooser:
        home.get_by_role("button", name="Add a document").click()
    chooser.value.set_files(report)
    expect(home.get_by_role("list", name="Files")).to_contain_text("harbour.md")
    home.get_by_role("button", name="Send").click()
    ready(home)
    expect(home.get_by_role("log")).to_contain_text("with harbour.md")


def test_talking_changes_what_it_names_and_undo_brings_it_back(
    home: Page, providers: ProviderThread, planning: Planning
) -> None:
    say(home, "Tidal power, 5 slides")
    ready(home)
    first = titles(home)
    asked = providers.openrouter.count("slide")
    planning(
        {"action": "rewrite", "slide": 3, "type": "bullets", "instruction": "Shorter"}, reply="Slide 3 is shorter."
    )
    home.get_by_role("list", name="Slides").get_by_role("button", name=re.compile("Slide 3:")).click()
    home.get_by_role("button", name="Talk about this slide").click()
    expect(home.get_by_text(re.compile("^About slide 3"))).to_be_visible()
    say(home, "too long")
    ready(home, version=2)
    expect(home.get_by_role("log")).to_contain_text("Slide 3 is shorter.")
    expect(home.get_by_role("log")).to_contain_text("1 of 5 slides written anew")
    home.get_by_role("tab", name="Compare").click()
    compared = home.get_by_role("tabpanel", name="Compare")
    expect(compared.get_by_role("img", name=re.compile("^Slide 3: "))).to_have_count(2)
    expect(compared.get_by_role("button", name="Slide 3")).to_be_visible()
    assert providers.openrouter.count("slide") == asked + 1
    planning({"action": "remove", "slide": 2})
    home.get_by_role("button", name="Speak of the whole deck").click()
    say(home, "without the second")
    ready(home, version=3)
    assert len(titles(home)) == 4
    planning(reply="Four of them.")
    say(home, "how many slides are left?")
    ready(home, version=4)
    expect(home.get_by_role("log")).to_contain_text("Four of them.")
    assert providers.openrouter.count("slide") == asked + 1
    home.get_by_role("navigation", name="Versions").get_by_role("button", name="Version 1").click()
    home.get_by_role("button", name="Restore this version").click()
    ready(home, version=5)
    expect(thumbs(home)).to_have_count(5)
    assert titles(home) == first
    home.get_by_role("button", name="Undo").click()
    ready(home, version=6)
    expect(thumbs(home)).to_have_count(4)


def test_a_copy_is_another_deck(home: Page) -> None:
    say(home, "Tidal power, 3 slides")
    ready(home)
    first, shown = deck_id(home), titles(home)
    home.get_by_role("button", name="Duplicate").click()
    home.wait_for_url(lambda url: not url.endswith(first))
    ready(home)
    expect(thumbs(home)).to_have_count(3)
    assert titles(home) == shown
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    home.get_by_role("button", name="Copy link").click()
    expect(home.get_by_role("button", name="Link copied")).to_be_visible()
    assert home.evaluate("navigator.clipboard.readText()") == home.url
    copied = home.url
    home.get_by_role("link", name="Decks").click()
    mine = home.get_by_role("region", name="Your decks").locator("li", has=home.locator(f"a[href='/d/{first}']"))
    mine.get_by_role("button", name=re.compile("^Erase")).click()
    mine.get_by_role("button", name="Erase for good").click()
    expect(mine).to_have_count(0)
    home.goto(copied)
    expect(thumbs(home)).to_have_count(3)


def test_the_outline_waits_and_is_written_as_the_user_left_it(home: Page, providers: ProviderThread) -> None:
    home.get_by_text("Options").click()
    home.get_by_label("Show me the outline first").check()
    say(home, "Tidal power, 4 slides")
    outline = home.get_by_role("region", name="Outline")
    expect(outline).to_be_visible()
    assert providers.openrouter.count("slide") == 0
    assert serious_by_day_and_night(home) == []

    def title(number: int) -> Locator:
        return outline.get_by_role("textbox", name=f"Title of slide {number}")

    title(2).fill("What the user wants")
    outline.get_by_role("textbox", name="Points of slide 2").fill("First\nSecond")
    outline.get_by_role("button", name="Remove slide 3").click()
    outline.get_by_role("button", name="Move slide 2 down").click()
    expect(title(3)).to_have_value("What the user wants")
    expect(title(3)).to_be_focused()
    home.keyboard.press("Alt+ArrowUp")
    expect(title(2)).to_have_value("What the user wants")
    outline.locator("li").nth(1).drag_to(outline.locator("li").nth(0), source_position={"x": 20, "y": 60})
    expect(title(1)).to_have_value("What the user wants")
    outline.get_by_role("button", name="Add a slide").click()
    title(4).fill("Added")
    outline.get_by_role("button", name="Write the deck").click()
    ready(home)
    expect(thumbs(home)).to_have_count(4)
    assert providers.openrouter.count("slide") == 4


def test_cancel_stops_at_once(home: Page, providers: ProviderThread) -> None:
    providers.slow(slide_ms=60_000)
    say(home, "Tidal power, 6 slides")
    expect(status(home)).to_contain_text("Writing slides")
    home.get_by_role("button", name="Cancel").click()
    expect(status(home)).to_have_text("Stopped")
    expect(home.get_by_role("log")).to_contain_text("Nothing more is made or paid for")
    expect(home.get_by_role("textbox", name="Message")).to_be_editable()


def test_a_slide_is_edited_by_hand_and_moved(home: Page, providers: ProviderThread) -> None:
    say(home, "Tidal power, 5 slides")
    ready(home)
    asked = providers.openrouter.count("slide")
    home.get_by_role("button", name="Edit this slide").click()
    editor = home.get_by_role("form", name="Edit slide 1")
    editor.get_by_label("Title", exact=True).fill("In my own words")
    editor.get_by_role("button", name="Save as a new version").click()
    ready(home, version=2)
    assert titles(home)[0] == "In my own words"
    home.get_by_role("button", name="Move slide 1 back").click()
    ready(home, version=3)
    expect(thumbs(home).nth(1)).to_have_attribute("alt", "Slide 2: In my own words")
    home.get_by_role("list", name="Slides").get_by_role("button", name=re.compile("^Slide 3:")).click()
    chart = home.get_by_role("group", name="Numbers of the chart")
    before = thumbs(home).nth(2).get_attribute("src")
    chart.get_by_role("spinbutton").first.fill("77.5")
    home.get_by_role("button", name="Save as a new version").click()
    ready(home, version=4)
    expect(chart.get_by_role("spinbutton").first).to_have_value("77.5")
    assert thumbs(home).nth(2).get_attribute("src") != before
    assert providers.openrouter.count("slide") == asked


def test_what_goes_wrong_says_what_to_do_and_keeps_the_text(home: Page) -> None:
    home.get_by_text("Options").click()
    home.get_by_label("Slides").fill("51")
    say(home, "Tidal power")
    expect(home.get_by_role("alert")).to_contain_text("must be at most 50")
    expect(home.get_by_role("textbox", name="Message")).to_have_value("Tidal power")


def test_a_deck_that_is_not_there_is_said(model_stack: Stack, page: Page) -> None:
    page.goto(f"{model_stack.url()}/d/nosuchdeck")
    expect(page.get_by_role("heading", name="This deck is not here")).to_be_visible()


def test_a_master_of_ones_own_is_chosen_by_its_picture_and_taken_off_again(home: Page, tmp_path: Path) -> None:
    master = tmp_path / "House style.pptx"
    Presentation().save(str(master))
    home.get_by_text("Options").click()
    home.get_by_label("Add a master of your own").set_input_files(master)
    mine = home.get_by_role("group", name="Your masters").get_by_role("radio", name="House style")
    expect(mine).to_be_checked()
    expect(home.get_by_role("group", name="Your masters").locator("img")).to_have_js_property("complete", True)
    say(home, "Tidal power, 3 slides")
    ready(home)
    home.get_by_role("tab", name="Look").click()
    expect(mine).to_be_checked()
    forest = home.get_by_role("group", name="Themes").get_by_role("radio", name="Forest")
    forest.check(force=True)
    ready(home, version=2)
    expect(forest).to_be_checked()
    expect(mine).not_to_be_checked()
