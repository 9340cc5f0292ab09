"""Pictures of a document in decks of the offline writer, and on the slides as they are written."""

from __future__ import annotations

import pytest
from deckwire_contracts import ArtifactRef, DeckOptions, DeckRequested, SlideBrief, SlideContext
from deckwire_contracts.slides import ImageTextSlide
from deckwire_llm.core.material import Figure, Material, from_text, merge, numbered
from deckwire_llm.core.offline import OfflineOutline, outline
from deckwire_llm.core.writing import WrittenSlide, slide_without_model, with_figure

REF = ArtifactRef(bucket="b", key="a" * 64, sha256="a" * 64, bytes=9, media_type="image/png")
TEXT = """# Ferry review

The ferry carried more people than ever, and the pier has become the limit of its growth.

## Demand

Demand grew by 14 % over the year, most of it on summer weekends. Commuters came back after the bridge works ended.

## The pier

The pier was built in 1962. It takes one boat at a time, which costs eleven minutes per landing.

## Costs

| Year | Cost | Income |
|---|---|---|
| 2023 | 410 | 520 |
| 2024 | 430 | 560 |
| 2025 | 455 | 640 |
"""


def figure(caption: str = "", **more: object) -> Figure:
    values = {"sha256": "a" * 64, "media_type": "image/png", "width": 800, "height": 500, "image": REF, "after": 1}
    return Figure.model_validate({**values, "caption": caption, **more})


def ferry(**captions: str) -> Material:
    """The review with a picture in each section that is named, by its heading."""
    material = from_text(TEXT, source="ferry.docx")
    for section in material.sections:
        if section.heading in captions:
            section.figures.append(figure(captions[section.heading]))
    return material.model_copy(update={"sections": numbered(material.sections)})


def planned(material: Material, content: str = "", **options: object) -> OfflineOutline:
    chosen = DeckOptions.model_validate(options)
    request = DeckRequested(tenant_id="t", deck_id="d", revision=1, content=content, options=chosen)
    return outline(request, [material])


def shown(made: OfflineOutline) -> dict[str, str]:
    """The titles of slides with a picture of the document, and which."""
    return {slide.title: slide.figure for slide in made.outline.slides if slide.figure}


def test_a_picture_stands_beside_the_words_of_its_section() -> None:
    made = planned(ferry(Demand="Passengers per month"))
    assert shown(made) == {"Demand": "f001"}
    assert not next(slide for slide in made.outline.slides if slide.figure).wants_image


def test_a_picture_whose_section_has_no_slide_with_room_gets_one_of_its_own_behind_it() -> None:
    made = planned(ferry(Costs="Where the money of a season goes"))
    titles = [slide.title for slide in made.outline.slides]
    at = titles.index("Where the money of a season goes")
    assert made.outline.slides[at].type == "image_text"
    assert made.outline.slides[at - 1].type == "chart"


def test_no_slide_is_added_for_a_picture_when_the_number_of_slides_is_given() -> None:
    bare = planned(ferry(), n_slides=5)
    made = planned(ferry(Costs="Where the money of a season goes"), n_slides=5)
    assert len(made.outline.slides) == len(bare.outline.slides) == 5


def test_a_deck_without_pictures_has_none_of_the_document_either() -> None:
    assert shown(planned(ferry(Demand="Passengers"), image_type="none")) == {}


def test_a_picture_that_was_given_by_itself_finds_a_place_among_given_words() -> None:
    picture = Material(title="Pier", source="pier.png")
    picture.sections = [from_text("# Pier\n\nx").sections[0].model_copy(update={"blocks": [], "figures": [figure()]})]
    request = DeckRequested(tenant_id="t", deck_id="d", revision=1, options=DeckOptions(n_slides=5))
    made = outline(request, [ferry(), picture])
    assert list(shown(made).values()) == ["f001"]
    assert [f.source for f in merge([ferry(), picture]).shown_figures()] == ["pier.png"]


@pytest.mark.parametrize(
    ("content", "title", "slides"),
    [
        ("Make a deck about this picture", "Pier", 1),
        ("", "Pier", 1),
        ("Make a deck about our old pier", "Our old pier", 2),
    ],
)
def test_a_picture_alone_is_shown_and_named_and_the_need_of_a_model_is_said(
    content: str, title: str, slides: int
) -> None:
    material = Material(title="Pier", source="pier.jpg")
    material.sections = [from_text("# Pier\n\nx").sections[0].model_copy(update={"blocks": [], "figures": [figure()]})]
    made = planned(material.model_copy(update={"sections": numbered(material.sections)}), content)
    assert (made.outline.title, len(made.outline.slides)) == (title, slides)
    assert made.outline.slides[-1].figure == "f001"
    assert [mark.reason for mark in made.degradations] == ["no_model"]


def written(brief: SlideBrief, material: Material | None, **options: object) -> WrittenSlide:
    context = SlideContext(deck_title="Ferry", language="en", options=DeckOptions.model_validate(options))
    return with_figure(slide_without_model(brief, context, material), brief, context, material)


BRIEF = SlideBrief(id="s1", number=1, type="image_text", title="Demand grew", points=["A"], figure="f001")


def test_a_slide_takes_its_picture_from_the_source_and_says_so_in_notes_and_sources() -> None:
    made = written(BRIEF, ferry(Demand="Passengers per month"))
    assert made.pictured is not None
    assert (made.pictured.image, made.pictured.provider, made.pictured.fit) == (REF, "source", "whole")
    assert made.slide.image is not None
    assert made.slide.image.alt == "Passengers per month"
    assert "Passengers per month (ferry.docx, “Demand”)" in made.slide.notes
    assert [(ref.name, ref.section) for ref in made.slide.sources] == [("ferry.docx", "Demand")]


def test_a_picture_that_is_gone_is_said_to_be_missing_and_none_is_made_in_its_place() -> None:
    made = written(BRIEF, ferry())
    assert (made.pictured, made.slide.image) == (None, None)
    assert [mark.reason for mark in made.degradations] == ["figure_missing"]


def test_a_slide_that_became_another_kind_does_without_the_picture() -> None:
    brief = BRIEF.model_copy(update={"type": "process", "points": ["One — x", "Two — y"]})
    made = written(brief, ferry(Demand="Passengers"))
    assert not isinstance(made.slide, ImageTextSlide)
    assert (made.pictured, made.slide.image, made.degradations) == (None, None, [])
