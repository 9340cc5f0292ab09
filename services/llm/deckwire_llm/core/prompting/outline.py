"""The question for an outline."""

from __future__ import annotations

from typing import get_args

from deckwire_contracts import DeckOptions, DeckRequested, ImageType
from deckwire_contracts.slides import SlideType

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.ports import Ask, Turn

from .rules import CONTENT_RULES, DATA_RULE, JSON_RULE, wishes
from .schema import Schema, choice, in_words, prose, record, several, text, yes_no
from .slides import TITLE_CHARS
from .sources import as_data, whole_text

FEWEST_SLIDES, MOST_SLIDES = 5, 15
_LONG_PROMPT, _LONGEST_PROMPT = 1200, 8000

_SYSTEM = f"""\
You plan presentations. You get a request, sometimes with source material, and return the outline of a deck whose
slides other writers will write from your plan alone.

{CONTENT_RULES}

How a deck is planned:
- It opens with its cover, sets the context, shows evidence, draws conclusions and closes with what to do.
- Choose the type by the content: chart when at least three comparable numbers exist (line for time, bars for
  categories), table for exact look-up, big_number for one to four key figures, process for steps, timeline for
  dates, comparison for options, two_columns for two aspects, quote for words worth hearing, image_text or full_image
  where a picture explains or moves. Otherwise bullets.
- Never the same type three times in a row. A section slide only in decks of twelve slides and more.
- `message` says in one sentence what the slide has to get across; `points` give its writer the facts, with numbers.
- `wants_image` only where a picture adds meaning, on a third of the slides at most, on slides of these types
  alone: title, section, bullets, quote, image_text, full_image.
- A figure of the material that shows what a slide is about belongs on it: name its id in `figure`, on one slide of
  type image_text, bullets or full_image. When the request is about the figures, show each. You know a figure by its
  caption alone: claim nothing that it might show beyond that.

{DATA_RULE}

{JSON_RULE}"""


def outline_schema(
    options: DeckOptions, material: Material | None, count: int | None, themes: tuple[str, ...]
) -> Schema:
    """Return the schema of an outline; ids of material are asked for only when there is any."""
    kinds = [kind for kind in get_args(SlideType) if _allowed(kind, options)]
    slide: dict[str, Schema] = {
        "type": choice("what kind of slide", kinds),
        "title": text("the slide's title", TITLE_CHARS),
        "message": text("what the slide has to get across, one sentence", 200),
        "points": several(text("a fact or an argument", 160), 0, 6, "what the slide's writer needs"),
    }
    if options.image_type is not ImageType.NONE:
        slide["wants_image"] = yes_no("whether a picture adds meaning")
    if material:
        ids = text("an id from the material, such as m003", 12)
        slide["material"] = several(ids, 0, 12, "the sections that this slide draws on")
    if material and options.image_type is not ImageType.NONE and next(material.figures(), None):
        slide["figure"] = figure_field()
    fewest, most = (count, count) if count else (FEWEST_SLIDES, MOST_SLIDES)
    fields: dict[str, Schema] = {
        "reply": prose("one or two sentences to the user: what this deck will show and how it is built up", 500),
        "title": text("the deck's title", TITLE_CHARS),
        "subtitle": text("one line under it", 120),
        "language": text("the BCP 47 code of the language that the deck is written in", 12),
    }
    if options.theme is None and len(themes) > 1:
        fields["theme"] = choice("the look that fits best", themes)
    fields["slides"] = several(record(**slide), fewest, most, "the slides in order")
    return record(**fields)


def figure_field() -> Schema:
    """Return the field that names a picture of the material."""
    return text("the id of the figure of the material that the slide shows, such as f001; empty for none", 8)


def _allowed(kind: str, options: DeckOptions) -> bool:
    if kind in {"image_text", "full_image"}:
        return options.image_type is not ImageType.NONE
    if kind == "agenda":
        return options.include_table_of_contents
    return kind != "title" or options.include_title_slide


def outline_ask(
    request: DeckRequested,
    material: Material | None,
    knobs: Knobs,
    *,
    nonce: str,
    material_chars: int,
    count: int | None,
) -> Ask:
    """Return the question for the outline of `request`, with `count` slides if given.

    `nonce` fences what the user did not write as a request; at most `material_chars` of the material are read.
    """
    options = request.options
    schema = outline_schema(options, material, count, knobs.themes)
    turns = [Turn("system", _SYSTEM)]
    if material:
        said = "The source material follows. Each section begins with its id in parentheses."
        turns.append(Turn("user", f"{said}\n\n{as_data('material', whole_text(material, material_chars), nonce)}"))
    turns.append(Turn("user", _request(request, schema, nonce, count, from_material=material is not None)))
    tokens = min(2 * knobs.outline_tokens, max(knobs.outline_tokens, 800 + 220 * (count or MOST_SLIDES)))
    return Ask(
        turns=tuple(turns),
        schema_name="deck_outline",
        schema=schema,
        max_tokens=tokens,
        min_tokens=500,
        temperature=knobs.temperature,
        effort=knobs.effort,
        model=options.model,
    )


def _request(request: DeckRequested, schema: Schema, nonce: str, count: int | None, *, from_material: bool) -> str:
    options = request.options
    lines = [f"Plan exactly {count} slides." if count else f"Plan {FEWEST_SLIDES} to {MOST_SLIDES} slides, as needed."]
    if options.language:
        lines.append(f"Write in this language: {options.language}.")
    else:
        lines.append("Write in the language of the request" + (", or else of the material." if from_material else "."))
    if not options.include_title_slide:
        lines.append("There is no cover: begin with the content.")
    if options.include_table_of_contents:
        lines.append("The second slide is an agenda.")
    lines.extend(wishes(options))
    # A prompt that is itself a text is part of the material already; its beginning may hold the actual wish.
    said, longest = request.content, _LONG_PROMPT if from_material else _LONGEST_PROMPT
    if len(said) > longest:
        said = said[:longest] + " […]"
    lines.append(f"The request:\n{as_data('request', said or 'Make a presentation of the material.', nonce)}")
    lines.append(f"The outline is one JSON object with these fields:\n{in_words(schema)}")
    return "\n".join(lines)
