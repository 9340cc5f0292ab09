"""What the decks of the examples are: facts that a person who has to present them would check."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from deckwire_contracts import DeckOptions, DeckRequested, Outline, Slide, SlideContext
from deckwire_llm.adapters.documents.formats import read_as
from deckwire_llm.adapters.documents.limits import ReadingLimits
from deckwire_llm.adapters.documents.sheets import read_csv
from deckwire_llm.core.material import ListBlock, Material, Paragraph, QuoteBlock, TableBlock, from_text
from deckwire_llm.core.offline import draft, outline
from deckwire_llm.core.offline.words import length, sentences, tokens

EXAMPLES = Path(__file__).parents[3] / "examples"
SOURCES = {
    source["name"]: EXAMPLES / source["file"]
    for source in tomllib.loads((EXAMPLES / "gallery.toml").read_text(encoding="utf-8"))["source"]
}
POINTS_BACK = re.compile(
    r"^(?:It|Its|They|Their|This|These|He|She|That|Then|Also|But|And|Sie|Er|Dies\w*|Dabei|Damit|この|その|これ|هذا|هذه)\b"
)
SHOWN = {"bullets", "image_text"}
FRAME = {"title", "agenda", "section"}


@dataclass(frozen=True)
class Deck:
    """An example as material, as an outline, and as slides."""

    material: Material
    outline: Outline
    slides: tuple[Slide, ...]

    def types(self) -> Counter[str]:
        return Counter(slide.type for slide in self.slides)


def read(path: Path) -> Material:
    text = path.read_text(encoding="utf-8")
    return read_csv(path.name, text) if path.suffix == ".csv" else from_text(text, source=path.name)


def written(material: Material, **asked: object) -> Deck:
    options = DeckOptions.model_validate(asked)
    made = outline(DeckRequested(tenant_id="t", deck_id="d", revision=1, options=options), [material])
    context = SlideContext(deck_title=made.outline.title, language=made.outline.language, options=options)
    drafted = [draft(brief, context, made.material) for brief in made.outline.slides]
    assert all(not degradations for _, degradations in drafted)
    return Deck(made.material, made.outline, tuple(slide for slide, _ in drafted))


@cache
def deck(name: str) -> Deck:
    return written(read(SOURCES[name]))


each = pytest.mark.parametrize("name", list(SOURCES))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("quarterly-report", {"chart": 3, "table": 1, "big_number": 1, "quote": 1, "timeline": 1}),
        ("lecture", {"timeline": 1, "quote": 1, "comparison": 1, "process": 2, "chart": 1}),
        ("product-pitch", {"chart": 3, "comparison": 1, "process": 1, "big_number": 2, "timeline": 1, "quote": 1}),
        ("research-paper", {"chart": 2, "table": 1, "process": 1}),
        ("meeting-notes", {"table": 1, "comparison": 1}),
        ("technical-guide", {"process": 2, "comparison": 2, "chart": 2, "table": 1}),
        ("monthly-figures", {"chart": 3}),
        ("verkehrskonzept", {"quote": 1, "comparison": 1}),
        ("tourism-report", {"chart": 2, "quote": 1, "process": 1, "comparison": 1}),
        ("water-report", {"chart": 2, "big_number": 1, "table": 1, "timeline": 1, "quote": 1}),
        ("annual-review", {"chart": 2, "timeline": 1, "quote": 1}),
    ],
)
def test_an_example_has_the_slides_that_its_content_calls_for(name: str, least: dict[str, int]) -> None:
    found = deck(name).types()
    assert {kind: found[kind] for kind, count in least.items() if found[kind] < count} == {}


@each
def test_a_deck_opens_with_a_cover_and_closes_with_takeaways(name: str) -> None:
    first, *_, last = deck(name).slides
    assert first.type == "title"
    assert last.type == "closing"
    assert last.takeaways
    assert len(last.takeaways) == len(set(last.takeaways))


@each
def test_every_title_is_unique_whole_and_fits_two_lines(name: str) -> None:
    titles = [slide.title for slide in deck(name).slides]
    assert len({title.lower() for title in titles}) == len(titles)
    for title in titles:
        assert len(title) <= 90
        assert not title.endswith((".", "…", ":", ","))
        assert not re.search(r"\(\d+\)$", title), title
        assert not POINTS_BACK.match(title), title


@each
def test_a_text_whose_first_sentence_is_a_finding_is_not_titled_with_its_section_name(name: str) -> None:
    made = deck(name)
    for brief, slide in zip(made.outline.slides, made.slides, strict=True):
        picked = made.material.pick(brief.material)
        told = [s for _, block in picked if isinstance(block, Paragraph) for s in sentences(block.text)]
        only_text = all(isinstance(block, Paragraph) for _, block in picked)
        if slide.type not in SHOWN or not only_text or len(told) < 3 or length(told[0]) > 11:
            continue
        if not POINTS_BACK.match(told[0]) and length(picked[0][0].heading) <= 4:
            assert slide.title != picked[0][0].heading, told[0]


@each
def test_no_slide_begins_with_a_point_that_leans_on_something_unsaid(name: str) -> None:
    for slide in deck(name).slides:
        if slide.type == "bullets":
            assert not POINTS_BACK.match(slide.items[0].text), slide.title
        if slide.type == "closing":
            assert not [point for point in slide.takeaways if POINTS_BACK.match(point)]


@each
def test_no_point_is_cut_in_the_middle_of_a_thought(name: str) -> None:
    for text in lines(deck(name)):
        assert not text.endswith("…"), text
        assert not re.search(r"\b(?:and|or|but|with|of|to|und|oder|mit|which)$", text), text


@each
def test_every_content_slide_has_notes(name: str) -> None:
    for slide in deck(name).slides:
        if slide.type not in FRAME:
            assert slide.notes, slide.title


@each
def test_every_statement_stands_in_one_place_of_the_source(name: str) -> None:
    made = deck(name)
    held = [set(tokens(unit)) for unit in units(made.material)]
    for text in lines(made):
        said = set(tokens(text))
        best = max((len(said & unit) for unit in held), default=0)
        assert best >= 0.8 * len(said), text


@each
def test_a_deck_is_the_same_every_time(name: str) -> None:
    assert written(read(SOURCES[name])) == deck(name)


@each
def test_a_deck_has_the_number_of_slides_that_was_asked_for(name: str) -> None:
    most = 5 if name == "monthly-figures" else 12
    for count in range(3, most + 1):
        assert len(written(read(SOURCES[name]), n_slides=count).slides) == count


def test_the_closing_slide_of_minutes_names_an_action_its_owner_and_its_date() -> None:
    closing = deck("meeting-notes").slides[-1].model_dump()
    assert closing["call_to_action"] == "Repair both accessibility findings (Rashid Karimi, 27 March 2026)"
    assert closing["takeaways"][0] == "The public launch moves from 30 March to 20 April 2026"


def test_the_closing_slide_of_a_pitch_asks_and_says_where_to_reach_the_founders() -> None:
    closing = deck("product-pitch").slides[-1].model_dump()
    assert closing["call_to_action"] == "We raise €2.5 million for 18 months"
    assert closing["contact"] == "lena@fallow.example · +49 385 555 0142"


def test_a_lecture_closes_with_what_to_remember_and_the_work_for_next_week() -> None:
    closing = deck("lecture").slides[-1].model_dump()
    assert closing["title"] == "What to remember"
    assert closing["call_to_action"] == "Read chapter 5 on earthquakes"


def test_a_cycle_and_a_team_have_their_form() -> None:
    forms = [slide.form for name in ("lecture", "product-pitch") for slide in deck(name).slides if "form" in dir(slide)]
    assert "cycle" in forms
    assert "team" in forms


def test_findings_are_worded_in_the_language_of_the_text() -> None:
    assert "国内客は2021年から2025年にかけて44%増え、356万人に" in [s.title for s in deck("tourism-report").slides]
    assert "تحلية مياه البحر: 54% من مصادر المياه" in [s.title for s in deck("water-report").slides]


def test_references_and_licences_get_no_slide() -> None:
    for name, heading in (("research-paper", "References"), ("technical-guide", "License")):
        assert heading not in [slide.title for slide in deck(name).slides]


@pytest.mark.parametrize("name", ["lecture", "product-pitch", "water-report"])
def test_a_word_document_gives_the_same_kinds_of_slides_as_the_text(name: str) -> None:
    made = written(read_as("docx", f"{name}.docx", as_docx(deck(name).material), ReadingLimits()))
    assert made.types() == deck(name).types()


def lines(made: Deck) -> Iterator[str]:
    """The texts of slides that are taken from the source rather than computed from its numbers."""
    computed = {text for s in made.slides if s.type == "chart" for text in (s.title, s.takeaway)}
    for slide in made.slides:
        found: list[str] = [] if slide.type in {"chart", "quote", *FRAME, "table"} else [slide.title]
        if slide.type == "bullets":
            found += [text for item in slide.items for text in (item.text, item.detail)]
        elif slide.type == "image_text":
            found += slide.items
        elif slide.type == "process":
            found += [text for step in slide.steps for text in (step.title, step.detail)]
        elif slide.type == "timeline":
            found += [f"{event.when} {event.title}" for event in slide.events]
        elif slide.type == "comparison":
            found += [*slide.left.items, *slide.right.items]
        elif slide.type == "big_number":
            found += [f"{stat.value} {stat.label} {stat.delta}" for stat in slide.stats]
        elif slide.type == "quote":
            found.append(slide.quote)
        elif slide.type == "closing":
            found = [point for point in (*slide.takeaways, slide.call_to_action) if point not in computed]
        yield from (text for text in found if text and text not in OWN_WORDS)


OWN_WORDS = {
    "Key takeaways",
    "Vorteile / Nachteile einer dauerhaften Sperrung",
    "Push or pull: Push",
    "Push or pull: Pull",
}


def units(material: Material) -> Iterator[str]:
    """What a statement may be made of: sentences, list items with their points, rows of tables, headings."""
    for section in material.sections:
        yield section.heading
    for _, block in material.blocks():
        if isinstance(block, Paragraph):
            yield from sentences(block.text)
        elif isinstance(block, ListBlock):
            yield block.intro
            yield from (" ".join([item.text, *item.children]) for item in block.items)
        elif isinstance(block, QuoteBlock):
            yield block.text
        elif isinstance(block, TableBlock):
            yield from (" ".join(row) for row in block.rows)


def as_docx(material: Material) -> bytes:
    """The material as a Word document, as somebody would have typed it there."""
    document = docx.Document()
    document.core_properties.title = material.title
    document.core_properties.author = material.author
    for section in material.sections:
        if section.heading:
            document.add_heading(section.heading, section.level)
        for block in section.blocks:
            if isinstance(block, Paragraph):
                document.add_paragraph(block.text)
            elif isinstance(block, QuoteBlock):
                document.add_paragraph(block.text, style="Quote")
                document.add_paragraph(f"— {block.attribution}")
            elif isinstance(block, ListBlock):
                for item in block.items:
                    document.add_paragraph(item.text, style="List Number" if block.ordered else "List Bullet")
            elif isinstance(block, TableBlock):
                table = document.add_table(rows=0, cols=len(block.headers))
                for row in [block.headers, *block.rows]:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
