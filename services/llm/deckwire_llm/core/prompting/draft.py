"""The question for one slide."""

from __future__ import annotations

from deckwire_contracts import ImageType, Slide, SlideBrief, SlideContext
from deckwire_contracts.slides import PICTURE_TYPES

from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material
from deckwire_llm.ports import Ask, Turn

from .rules import CONTENT_RULES, DATA_RULE, JSON_RULE, wishes
from .schema import in_words
from .slides import slide_schema
from .sources import as_data, picked_text

_SYSTEM = f"""\
You write one slide of a presentation that others have planned; every other slide is written by somebody else at
the same time. Keep to your slide's message and leave to the others what belongs to them.

{CONTENT_RULES}
- A chart or a table shows only numbers that stand in the material, in the request or in the plan of the slide.
- A picture's description names a subject, a setting, a composition and a mood; no text, no logos, no real people.

{DATA_RULE}

{JSON_RULE}"""


def wants_picture(brief: SlideBrief, context: SlideContext) -> bool:
    """Return whether a picture is to be made for the slide: its plan wants one, or it is nothing without."""
    if brief.figure is not None or context.options.image_type is ImageType.NONE:
        return False
    if brief.type not in PICTURE_TYPES - {"agenda"}:
        return False
    return brief.wants_image or brief.type in {"image_text", "full_image"}


def slide_ask(
    brief: SlideBrief,
    context: SlideContext,
    material: Material | None,
    knobs: Knobs,
    *,
    nonce: str,
    material_chars: int,
    before: Slide | None = None,
) -> Ask:
    """Return the question for the slide of `brief`; `nonce` fences the material, cut to `material_chars`.

    `before` is the slide as it stands when it is to be written anew.
    """
    options = context.options
    picture = wants_picture(brief, context)
    schema = slide_schema(brief, options, picture=picture)
    turns = [Turn("system", _SYSTEM)]
    source = picked_text(material, brief.material, material_chars) if material else ""
    if source:
        said = "This is what the slide draws on; nothing else of the material concerns it."
        turns.append(Turn("user", f"{said}\n\n{as_data('material', source, nonce)}"))
    if before is not None:
        stands = before.model_dump_json(exclude={"sources", "image"}, exclude_defaults=True)
        turns.append(Turn("user", f"This is the slide as it stands:\n\n{as_data('slide', stands, nonce)}"))
    titles = "\n".join(f"{n}. {title}" for n, title in enumerate(context.titles, start=1))
    lines = [
        f"The deck: {context.deck_title}",
        f"Its slides:\n{titles}",
        f"Write slide {brief.number}. Slide type: {brief.type}.",
        f"Planned title: {brief.title}",
    ]
    if brief.message:
        lines.append(f"It has to get across: {brief.message}")
    if brief.points:
        lines.append("Its facts:\n" + "\n".join(f"- {point}" for point in brief.points))
    if brief.instruction:
        lines.append(
            ("Write it anew; what is not concerned stays as it stands" if before else "The user wants this slide")
            + f":\n{as_data('request', brief.instruction, nonce)}"
        )
    lines.append(f"Write in this language: {options.language or context.language}.")
    lines.extend(wishes(options))
    if picture and options.image_style:
        lines.append(f"The style of pictures: {options.image_style}")
    figure = material.figure(brief.figure) if material and brief.figure else None
    if figure is not None:
        said = figure.caption or figure.alt or "nothing is known of what it shows"
        lines.append(f"Beside your words stands a picture of the material:\n{as_data('figure', said, nonce)}")
    if not picture:
        lines.append("The slide has no picture of its own to describe.")
    lines.append(f"The slide is one JSON object with these fields:\n{in_words(schema)}")
    turns.append(Turn("user", "\n".join(lines)))
    return Ask(
        turns=tuple(turns),
        schema_name=f"slide_{brief.type}",
        schema=schema,
        max_tokens=knobs.draft_tokens,
        min_tokens=200,
        temperature=knobs.temperature,
        effort=knobs.effort,
        model=options.model,
        budget_usd=context.budget_usd,
    )
