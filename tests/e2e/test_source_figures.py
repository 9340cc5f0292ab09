"""Pictures and tables of a source stand on the slides about them, and no picture is made or paid for in their place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import docx
import pptx
import pytest
from docx.shared import Inches
from PIL import Image, ImageChops, ImageDraw

from tests.deck_client import DeckClient
from tests.providers.server import Recorded
from tests.stack import ProviderThread, Stack

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(120)]

WORDS = "Demand grew by 14 % over the year, most of it on summer weekends. Commuters came back after the works ended."
ROWS = [("Year", "Cost", "Income"), ("2023", "410", "520"), ("2024", "430", "560"), ("2025", "455", "640")]


def drawing() -> Image.Image:
    """A chart as a program exports it."""
    image = Image.new("RGB", (900, 520), "white")
    pen = ImageDraw.Draw(image)
    for n, height in enumerate((120, 260, 340, 300, 180)):
        pen.rectangle((80 + n * 160, 460 - height, 180 + n * 160, 460), fill=(40, 90 + 20 * n, 160))
    return image


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def report() -> bytes:
    """A DOCX of two sections: words with a captioned picture, and a table."""
    document = docx.Document()
    document.add_heading("Ferry review", 0)
    document.add_heading("Demand", 1)
    document.add_paragraph(WORDS)
    document.add_picture(io.BytesIO(png(drawing())), width=Inches(5))
    document.add_paragraph("Figure 1: Passengers per month", style="Caption")
    document.add_heading("Costs", 1)
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def planned(providers: ProviderThread) -> Iterator[None]:
    """Let the model plan a slide about the picture and one about the table."""
    slide = {"message": "", "points": ["Demand grew by 14 %"], "wants_image": False, "figure": ""}
    slides = [
        {**slide, "type": "image_text", "title": "Demand grew", "material": ["m001"], "figure": "f001"},
        {**slide, "type": "table", "title": "Income outgrew cost", "material": ["m002"]},
    ]
    said = {"reply": "Two slides.", "title": "Ferry review", "subtitle": "", "language": "en", "slides": slides}

    def answer(entry: Recorded) -> str | None:
        return json.dumps(said) if entry.kind == "outline" else None

    providers.openrouter.answer = answer
    yield
    providers.openrouter.answer = None


async def made_of(client: DeckClient, name: str, data: bytes, content: str, **options: Any) -> dict[str, Any]:
    """Upload a file, make a deck of it, and return the deck's state when it has ended."""
    upload = await client.http.post("/uploads", files={"file": (name, data)})
    assert upload.status_code == 201, upload.text
    deck = await client.create(content, files=[upload.json()["id"]], **options)
    return await client.ended(deck["id"])


async def slides_of(client: DeckClient, deck: dict[str, Any]) -> list[Any]:
    data = (await client.download(deck["artifacts"]["pptx"]["url"])).content
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if hasattr(shape, "crop_left")]


def is_same(picture: Any, original: Image.Image) -> bool:
    """Whether a picture of a slide is uncropped, undistorted, and the same pixel by pixel."""
    shown = Image.open(io.BytesIO(picture.image.blob)).convert("RGB")
    crops = (picture.crop_left, picture.crop_right, picture.crop_top, picture.crop_bottom)
    proportions = abs(picture.width / picture.height - original.width / original.height) < 0.01
    same = shown.size == original.size and ImageChops.difference(shown, original).getbbox() is None
    return same and proportions and not any(crops)


async def test_a_slide_holds_exactly_the_picture_of_the_document_and_none_is_paid_for(
    model_stack: Stack, providers: ProviderThread, planned: None
) -> None:
    asked = len(providers.runware.billed)
    async with DeckClient(model_stack.url()) as client:
        options = {"theme": "indigo", "include_title_slide": False, "n_slides": 2}
        deck = await made_of(client, "ferry.docx", report(), "A deck about the ferry", **options)
        first, second = await slides_of(client, deck)
        events = await client.all_events(deck["id"])
    assert deck["status"] == "rendered", deck
    [picture] = pictures(first)
    assert is_same(picture, drawing())
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Passengers per month"
    assert "ferry.docx" in first.notes_slide.notes_text_frame.text
    assert "Passengers per month" in first.notes_slide.notes_text_frame.text
    assert "ferry.docx, Demand" in " ".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert [shape.has_table for shape in second.shapes].count(True) == 1
    assert len(providers.runware.billed) == asked
    outlined = next(event for event in events if event["type"] == "outlined")
    assert [figure["caption"] for figure in outlined["data"]["figures"]] == ["Passengers per month"]
    assert (deck["usage"]["images"], deck["degradations"]) == (0, [])


async def test_without_a_model_the_picture_stands_beside_the_words_of_its_section(offline_stack: Stack) -> None:
    async with DeckClient(offline_stack.url()) as client:
        deck = await made_of(client, "ferry.docx", report(), "")
        slides = await slides_of(client, deck)
        demand = next(slide for slide in deck["slides"] if slide["title"] == "Demand")
        moved = [slide["id"] for slide in deck["slides"][::-1]]
        await client.http.patch(f"/decks/{deck['id']}", json={"order": moved, "theme": "midnight"})
        again = await client.ended(deck["id"])
        after = await slides_of(client, again)
    [picture] = pictures(slides[demand["number"] - 1])
    assert is_same(picture, drawing())
    assert any(shape.has_chart or shape.has_table for slide in slides for shape in slide.shapes)
    # The picture stays with its slide.
    assert [is_same(p, drawing()) for slide in after for p in pictures(slide)].count(True) == 1


@pytest.mark.parametrize("name", ["chart.png", "chart.webp"])
async def test_a_picture_alone_makes_a_deck_that_shows_it(offline_stack: Stack, name: str) -> None:
    out = io.BytesIO()
    drawing().save(out, name.rpartition(".")[2].upper(), lossless=True)
    async with DeckClient(offline_stack.url()) as client:
        deck = await made_of(client, name, out.getvalue(), "Make a deck about this picture")
        slides = await slides_of(client, deck)
    assert deck["title"] == "Chart"
    assert any(is_same(picture, drawing()) for slide in slides for picture in pictures(slide))
    assert [mark["reason"] for mark in deck["degradations"]] == ["no_model"]
