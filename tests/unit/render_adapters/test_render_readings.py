"""What is read of a slide while its preview is painted stands in the report of its deck, as if read at the end."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from deckwire_contracts import Slide
from deckwire_render.adapters.composer import DeckComposer
from deckwire_render.adapters.engine import opened
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.painter import EnginePainter
from deckwire_render.adapters.readings import Readings
from deckwire_render.core.quality import Excerpt, Excerpts, Package, view
from deckwire_render.core.rhythm import before
from deckwire_render.ports import Composed, DeckJob, Picture, PreviewJob, SlideJob
from PIL import Image

from tests.unit.render_quality.planted import slide

TABLE = {"headers": ["Harbour", "Power"], "rows": [["Brest", "1.2 MW"], ["Saint-Malo", "0.8 MW"]]}
CHART = {"categories": ["2024", "2025"], "series": [{"name": "Power", "values": [1.2, 2.4]}]}
IMAGE = {"prompt": "a harbour at dawn", "alt": "A harbour at dawn"}


def slides() -> list[Slide]:
    return [
        slide("title", "Tidal power", subtitle="For small harbours"),
        slide("agenda", "What this is about", items=["Where we are", "What comes next"]),
        slide("section", "Where we are"),
        slide("chart", "Power has doubled", chart=CHART, notes="Two harbours were added."),
        slide("table", "Brest leads", table=TABLE, notes=""),
        slide("image_text", "The harbour", image=IMAGE, body="Before the work began."),
        slide("bullets", "Seven words → one \u05e9\u05dc\u05d5\u05dd", items=[{"text": "**Costs** fell"}] * 7),
        slide("section", "What comes next"),
        slide("bullets", "What comes next", items=[{"text": "More of it"}]),
        slide("closing", "Thank you"),
    ]


def picture() -> Picture:
    buffer = BytesIO()
    Image.new("RGB", (320, 200), "teal").save(buffer, "PNG")
    return Picture(buffer.getvalue(), "image/png", "A harbour")


@cache
def job() -> DeckJob:
    kinds = [one.type for one in slides()]
    jobs = [
        SlideJob(one, f"s{n}", picture() if one.image else None, before=before(kinds, n))
        for n, one in enumerate(slides(), 1)
    ]
    return DeckJob(jobs, "Tidal power", "en", "indigo")


@cache
def deck() -> Composed:
    return DeckComposer().deck(job())


@cache
def previews() -> tuple[bytes, ...]:
    composer = DeckComposer()
    titles = tuple(one.title for one in slides() if one.type == "section")
    found = []
    for number, one in enumerate(job().slides, 1):
        section = sum(1 for before in slides()[:number] if before.type == "section")
        asked = PreviewJob(
            one, number, len(job().slides), "Tidal power", "en", "indigo", section=section, sections=titles
        )
        found.append(composer.preview(asked))
    return tuple(found)


def excerpt(deck: bytes, page: int = 0) -> Excerpt:
    return Excerpts(Package.opened(deck)).of(page)


def test_a_report_made_of_what_the_previews_showed_is_byte_for_byte_the_one_made_at_the_end() -> None:
    readings = Readings()
    painter = EnginePainter(width=320, readings=readings)
    for preview in previews():
        painter.paint(preview)
    made = DeckInspector(readings).inspect(deck().data, deck().slide_ids)
    whole = DeckInspector().inspect(deck().data, deck().slide_ids)
    assert {"markup_shown", "title_repeated", "notes_missing"} <= {f.rule for f in whole.findings}
    assert made.model_dump_json() == whole.model_dump_json()


def test_a_report_is_the_same_when_every_slide_was_known_and_when_none_was_kept() -> None:
    readings = Readings()
    first = DeckInspector(readings).inspect(deck().data, deck().slide_ids)
    again = DeckInspector(readings).inspect(deck().data, deck().slide_ids)
    forgetful = DeckInspector(Readings(kept=0)).inspect(deck().data, deck().slide_ids)
    assert first.model_dump_json() == again.model_dump_json() == forgetful.model_dump_json()


def test_a_slide_is_the_same_excerpt_in_its_preview_and_in_its_deck() -> None:
    keys = [excerpt(preview).key for preview in previews()]
    there = [excerpt(deck().data, page).key for page in range(len(deck().slide_ids))]
    # The agenda's lines lead to slides, which a preview does not have.
    assert [n for n, (one, other) in enumerate(zip(keys, there, strict=True)) if one != other] == [1]


@pytest.mark.parametrize("page", range(10))
def test_an_excerpt_shows_what_the_deck_shows(page: int) -> None:
    with opened(deck().data) as whole, opened(excerpt(deck().data, page).data()) as one:
        assert one.slide_count == 1
        assert one.png(0, 640) == whole.png(page, 640)
        seen, known = view(one.display_list(0)), view(whole.display_list(page))
    assert seen.lines == known.lines
    assert [replace(f, asset="") for f in seen.frames] == [replace(f, asset="") for f in known.frames]


def test_a_slide_whose_picture_or_theme_is_another_is_another_excerpt() -> None:
    page = next(n for n, one in enumerate(slides()) if one.image)
    without = replace(job(), slides=[replace(one, picture=None) for one in job().slides])
    elsewhere = replace(job(), theme="coral")
    keys = {excerpt(DeckComposer().deck(asked).data, page).key for asked in (job(), without, elsewhere)}
    assert len(keys) == 3
