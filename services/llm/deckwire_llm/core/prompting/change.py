"""The question what an instruction does to a deck that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from deckwire_contracts import Brand, DeckOptions, DeckState, ImageType, Slide
from deckwire_contracts.slides import SlideType

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.ports import Ask, Turn

from .outline import figure_field
from .rules import CONTENT_RULES, DATA_RULE, JSON_RULE
from .schema import Schema, choice, number_or_gap, prose, record, several, text, yes_no
from .schema import in_words as fields_in_words
from .slides import TITLE_CHARS
from .sources import as_data, whole_text

KEEP = "keep"
ACTIONS = ("rewrite", "add", "remove", "move")
_MOST_CHANGES = 60
_SLIDE_CHARS = 700

_SYSTEM = f"""\
You steer a presentation that exists. You get its slides and what its user says, and answer with the changes to make,
which other writers then carry out slide by slide from your words alone.

{CONTENT_RULES}

How a change is planned:
- Touch only slides that the user's words concern; every slide that you do not name stays exactly as it is.
- rewrite: an existing slide is written anew; say in `instruction` all that its writer must know, and give another
  `type` only when the form changes ("make it a chart"). add: a new slide after the slide `slide` (0: in front).
  remove: it goes. move: it goes to place `to`. Splitting is a rewrite and an add, merging a rewrite and a remove.
- `slide` and `to` are numbers of the deck as it is shown, before any of your changes.
- Another tone, language or audience concerns every slide with words. Another look concerns no slide: name a theme.
- A question that asks for no change gets its answer in `reply`, and no changes.
- `reply` says to the user in one or two sentences what changes and what could not be done; never more than you do.

{DATA_RULE}

{JSON_RULE}"""


def change_schema(options: DeckOptions, themes: Sequence[str], material: Material | None = None) -> Schema:
    """Return the schema of the changes that an instruction leads to; figures can be named if `material` has some."""
    pictured = options.image_type is not ImageType.NONE
    kinds = [kind for kind in get_args(SlideType) if pictured or kind not in {"image_text", "full_image"}]
    change: dict[str, Schema] = {
        "action": choice("what happens", ACTIONS),
        "slide": number_or_gap("the number of the slide that it happens to; for add the one before it"),
        "to": number_or_gap("for move: the new place; else null"),
        "type": choice("what kind of slide it is then; for rewrite keep it unless the form changes", [KEEP, *kinds]),
        "title": text("for add, or where the title changes: the title; else empty", TITLE_CHARS),
        "instruction": text("for add and rewrite: what the slide's writer has to do", 600),
        "points": several(text("a fact or an argument", 160), 0, 6, "for add and rewrite: facts that the writer needs"),
    }
    if pictured:
        change["wants_image"] = yes_no("for add and rewrite: whether a picture adds meaning")
        if material and next(material.figures(), None):
            change["figure"] = figure_field()
    return record(
        reply=prose("one or two sentences to the user", 600),
        title=text("the deck's new title, empty when it stays", TITLE_CHARS),
        theme=choice("the deck's look", [KEEP, *themes]),
        language=text("the BCP 47 code when the language changes, else empty", 12),
        changes=several(record(**change), 0, _MOST_CHANGES, "the changes in order; empty when nothing changes"),
    )


def change_ask(
    state: DeckState,
    content: str,
    slide_id: str | None,
    said: Sequence[tuple[str, str]],
    material: Material | None,
    knobs: Knobs,
    *,
    nonce: str,
    material_chars: int,
    own: Sequence[Brand] = (),
) -> Ask:
    """Return the question what `content` does to the deck of `state`; `said` are earlier instructions and replies.

    `own` are looks of the user's that it names; their ids are among the themes.
    """
    options = state.outlined.options if state.outlined else DeckOptions()
    schema = change_schema(options, knobs.themes, material)
    turns = [Turn("system", _SYSTEM)]
    if material:
        shown = whole_text(material, material_chars)
        turns.append(Turn("user", f"What the deck was made of:\n\n{as_data('material', shown, nonce)}"))
    turns.append(Turn("user", f"The deck as it is:\n\n{as_data('deck', deck_in_words(state), nonce)}"))
    for asked, replied in said:
        turns += [Turn("user", as_data("request", asked, nonce)), Turn("assistant", replied or "(done)")]
    lines = []
    number = next((n for n, slide in enumerate(state.slides, 1) if slide.brief.id == slide_id), None)
    if number is not None:
        lines.append(f"The user speaks of slide {number}: change no other slide, but slides may be added beside it.")
    lines += [f"The look “{brand.title}” has the id {brand.id}." for brand in own]
    lines.append(f"The user says:\n{as_data('request', content, nonce)}")
    lines.append(f"The changes are one JSON object with these fields:\n{fields_in_words(schema)}")
    turns.append(Turn("user", "\n".join(lines)))
    return Ask(
        turns=tuple(turns),
        schema_name="deck_changes",
        schema=schema,
        max_tokens=min(2 * knobs.outline_tokens, max(knobs.outline_tokens, 600 + 150 * len(state.slides))),
        min_tokens=200,
        temperature=knobs.temperature,
        effort=knobs.effort,
        model=options.model,
    )


def deck_in_words(state: DeckState) -> str:
    """Return the deck slide by slide: number, type, title and the words on it, cut where a slide says much."""
    title = state.outline.title if state.outline else ""
    shown = [f"Title: {title}"]
    for number, slide in enumerate(state.slides, start=1):
        draft = slide.drafted.slide if slide.drafted else None
        kind = draft.type if draft else slide.brief.type
        shown.append(f"{number}. [{kind}] {draft.title if draft else slide.brief.title}")
        said = slide_in_words(draft) if draft else slide.brief.message
        if said:
            shown.append(f"   {said[:_SLIDE_CHARS]}")
    return "\n".join(shown)


def slide_in_words(slide: Slide) -> str:
    """Return the words on a slide beside its title, in reading order, notes and sources left out."""
    values = slide.model_dump(mode="json", exclude={"title", "type", "notes", "sources", "image"})
    return "; ".join(_words(values))


def _words(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for part in value.values() for word in _words(part)]
    if isinstance(value, list):
        return [word for part in value for word in _words(part)]
    return [str(value)] if value not in ("", None) and not isinstance(value, bool) else []
