"""Rules about the file: what makes PowerPoint repair or refuse it, as far as that is quick to see.

The validator of the Open XML SDK takes seconds and is run in tests; these few are its findings that harm most.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..composition import Slide
from ..written import PageFile
from .model import FORMAT, Deck, Found, Rule


def ids(slide: Slide) -> Iterator[Found]:
    """Drawing ids count per slide."""
    for number in slide.file.repeated_ids:
        yield Found(f"More than one object has the id {number}.", subject=number)


def relations(_slide: Slide, page: PageFile) -> Iterator[Found]:
    """Every relationship that is used is there, and so is what it leads to."""
    for name in page.dangling:
        yield Found(f"{name!r} leads nowhere.")


def placeholders(slide: Slide) -> Iterator[Found]:
    """Without its counterpart a placeholder has neither place nor size to go back to."""
    for name in slide.file.orphans:
        yield Found(f"The layout has no place for the placeholder {name!r}.")


def bodies(slide: Slide) -> Iterator[Found]:
    """PowerPoint repairs a text body that has no paragraph."""
    for thing in slide.file.things:
        if thing.bodiless:
            yield Found(f"The text of {thing.name!r} has no paragraph.", subject=thing.id)


def numbers(slide: Slide) -> Iterator[Found]:
    """A chart with such a value is refused or repaired."""
    for value in slide.file.odd[:1]:
        yield Found(f"A value of a chart is no number: {value[:20]!r}.")


def types(deck: Deck) -> Iterator[Found]:
    """Every part says what it is, and nothing else is spoken of."""
    for name in deck.file.untyped:
        yield Found(f"The content type of {name!r} is wrong or missing.")


def malformed(deck: Deck) -> Iterator[Found]:
    """No program opens such a file; nothing else can be said of it."""
    if deck.file.malformed:
        yield Found(f"A part of the file is no XML: {deck.file.malformed}.")


def slide_ids(deck: Deck) -> Iterator[Found]:
    """Slide ids are unique and run from 256 to 2147483647."""
    for number in deck.file.wrong_slide_ids:
        yield Found(f"The slide id {number} is not allowed or not unique.")


RULES = (
    Rule("part_malformed", "file", "error", "Every part is well-formed XML.", "", FORMAT, on_deck=malformed),
    Rule("id_repeated", "file", "error", "Ids of objects are unique on a slide.", "", FORMAT, on_slide=ids),
    Rule("relation_broken", "file", "error", "Relationships lead somewhere.", "", FORMAT, on_page=relations),
    Rule(
        "placeholder_unknown",
        "file",
        "error",
        "Placeholders have their counterpart in the layout.",
        "",
        FORMAT,
        on_slide=placeholders,
    ),
    Rule("text_body_empty", "file", "error", "Text bodies have a paragraph.", "", FORMAT, on_slide=bodies),
    Rule("chart_value_wrong", "file", "error", "Values of charts are numbers.", "finite", FORMAT, on_slide=numbers),
    Rule("content_type_wrong", "file", "error", "Parts have a content type.", "", FORMAT, on_deck=types),
    Rule(
        "slide_id_wrong",
        "file",
        "error",
        "Slide ids are unique and in range.",
        "256 to 2147483647",
        FORMAT,
        on_deck=slide_ids,
    ),
)
