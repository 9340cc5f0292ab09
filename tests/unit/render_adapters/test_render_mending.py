"""A slide that comes out with faults is set again, more safely, and the report says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from deckwire_contracts import QualityReport, Slide
from deckwire_render.adapters.composer import DeckComposer
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.masters import painted_layouts
from deckwire_render.adapters.mending import mended
from deckwire_render.adapters.painter import EnginePainter
from deckwire_render.adapters.pdf import VectorPrinter
from deckwire_render.adapters.worker import ThreadWorkshop
from deckwire_render.core import themes
from deckwire_render.core.layout import context
from deckwire_render.core.master import read as read_master
from deckwire_render.core.pptx import DeckSlide, build
from deckwire_render.ports import DeckJob, Fault, SlideJob

from tests.masters.designs import halden
from tests.unit.render_quality.planted import slide

POINT = {"text": "Onboarding of new customers takes one day", "detail": "They reach their first report within a day."}


def job(*slides: Slide, pdf: bool = False) -> DeckJob:
    return DeckJob([SlideJob(s, f"s{n}") for n, s in enumerate(slides, 1)], "Parts", "en", "indigo", pdf=pdf)


def two_slides() -> tuple[Slide, Slide]:
    return (
        slide("bullets", "Seven changes explain most of it", items=[POINT] * 7),
        slide("section", "What comes next"),
    )


@pytest.fixture
def mismeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is measured far too narrow as long as no care is taken: a font that is not at hand, for instance."""
    monkeypatch.setattr(context, "RESERVES", (-0.6, *context.RESERVES[1:]))


@pytest.mark.usefixtures("mismeasured")
def test_text_that_overflows_is_set_again_and_the_report_names_what_was_repaired() -> None:
    composer, inspector = DeckComposer(), DeckInspector()
    asked = job(*two_slides())
    composed = composer.deck(asked)
    report = inspector.inspect(composed.data, composed.slide_ids)
    assert "text_overflow" in {f.rule for f in report.findings}
    better, after = mended(asked, composed, report, composer, inspector)
    assert after.errors == 0
    assert {(f.rule, f.slide_id) for f in after.repaired} >= {("text_overflow", "s1")}
    assert {f.slide_id for f in after.repaired} == {"s1"}
    assert inspector.inspect(better.data, better.slide_ids).findings == after.findings


@pytest.mark.usefixtures("mismeasured")
def test_a_mended_deck_is_what_is_delivered_and_printed() -> None:
    workshop = ThreadWorkshop(DeckComposer(), EnginePainter(), VectorPrinter(), DeckInspector(), threads=2)
    made = asyncio.run(workshop.deck(job(*two_slides(), pdf=True)))
    workshop.close()
    assert made.quality.errors == 0
    assert made.quality.repaired
    assert made.timings_ms["repair"] > 0
    assert DeckInspector().inspect(made.pptx, made.pages).findings == made.quality.findings
    assert made.pdf is not None
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == len(made.pages)


def test_a_whole_deck_is_not_set_again() -> None:
    workshop = ThreadWorkshop(DeckComposer(), EnginePainter(), VectorPrinter(), DeckInspector(), threads=1)
    made = asyncio.run(workshop.deck(job(*two_slides())))
    workshop.close()
    assert made.quality.repaired == []
    assert "repair" not in made.timings_ms


def test_what_cannot_be_mended_is_left_as_it_was_and_stays_in_the_report() -> None:
    composer, inspector = DeckComposer(), DeckInspector()
    asked = job(slide("bullets", "A word", items=[{"text": "Donaudampfschifffahrt" * 12}]))
    composed = composer.deck(asked)
    report = inspector.inspect(composed.data, composed.slide_ids)
    assert "word_broken" in {f.rule for f in report.findings}
    better, after = mended(asked, composed, report, composer, inspector)
    assert better is composed
    assert after.repaired == []
    assert after.findings == report.findings


def test_pale_text_gets_an_ink_that_can_be_read_on_what_it_was_seen_on() -> None:
    # The ground of cards is a middle grey here, on which neither title nor body ink was chosen to be read.
    theme = replace(themes.get("indigo"), lt2="5A5A5A")
    source = DeckSlide(slide("two_columns", "Build or buy", left=column("Build"), right=column("Buy")), "s1")

    def faults(*slides: DeckSlide) -> dict[str, Fault]:
        built = build(slides, title="Parts", theme=theme)
        return dict(DeckInspector().faults(built.data, built.slide_ids))

    found = faults(source)["s1"]
    assert not found.tight
    assert found.unreadable
    assert {ground for _, ground in found.unreadable} == {"5A5A5A"}
    assert faults(replace(source, unreadable=found.unreadable)) == {}


def column(heading: str) -> dict[str, object]:
    return {"heading": heading, "items": ["Full control over data", "Nine months until first use"]}


@pytest.mark.usefixtures("mismeasured")
def test_a_deck_on_a_users_master_is_mended_as_well() -> None:
    master = read_master(halden(), "halden", painted_layouts)
    cards = slide("two_columns", "Keep and stop doing these", left=column("Keep"), right=column("Stop"))

    def report(source: DeckSlide) -> QualityReport:
        built = build([source], title="Parts", master=master)
        return DeckInspector().inspect(built.data, built.slide_ids)

    long = cards.model_copy(update={"left": cards.left.model_copy(update={"items": [POINT["detail"] * 3] * 4})})
    source = DeckSlide(long, "s1")
    assert report(source).errors > 0
    assert report(replace(source, care=2)).errors == 0
