"""The outline of a deck without a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deckwire_contracts import (
    DeckOptions,
    DeckRequested,
    Degradation,
    ImageType,
    Outline,
    SlideBrief,
    Stage,
    Tone,
)
from deckwire_contracts.slides import PICTURE_TYPES

from ..material import Material, Section, detect, from_text, language_code, merge, section_id
from .asked import is_text, slides_wanted, topic
from .blocks import Setting
from .figures import is_about_picture, picture_slides
from .phrases import phrases
from .plan import Plan, deck_title, plan_document, setting_for
from .planned import Planned
from .sections import Part, part_slides
from .shorten import as_title, clip
from .skeleton import skeleton_slides
from .words import length

WRITER = "offline"
_HOW = "set OPENROUTER_API_KEY, or LLM_BASE_URL for a server of your own, and start again"


@dataclass(frozen=True)
class OfflineOutline:
    """An outline, what the assistant says with it, what is less than was asked for, and the material to draft from.

    `material` is what the briefs' ids refer to (the documents merged, or the prompt when that is itself a text); it has
    no sections when there is nothing to draw on.
    """

    outline: Outline
    reply: str
    degradations: list[Degradation] = field(default_factory=list)
    material: Material = field(default_factory=Material)


def outline(request: DeckRequested, materials: list[Material]) -> OfflineOutline:
    """Return the outline of the deck that `request` asks for, made of `materials` or of the prompt itself.

    A bare topic gives a skeleton of questions. Deterministic: the same request and materials give the same outline.
    """
    options = request.options
    degradations: list[Degradation] = []
    if request.slides_markdown:
        material, slides, title = _given_slides(request)
        plan = Plan(title, "", slides)
        reply = _reply_given(len(slides))
        degradations.extend(_beside_given(request, materials))
    else:
        found, instruction = _found(request, materials)
        if found is None:
            return _skeleton(request, instruction)
        material = found
        wanted = options.n_slides or (slides_wanted(instruction) if instruction else None)
        if not material.has_words():
            return _pictures(material, instruction, options, wanted)
        plan = plan_document(material, options, wanted)
        if plan.short_of is not None:
            degradations.append(
                _degraded(
                    "not_enough_material",
                    f"{plan.short_of} slides were asked for; the source fills {len(plan.slides)} without padding.",
                )
            )
        degradations.extend(_not_followed(options, material, instruction))
        reply = _reply(plan, material, bool(degradations))
    degradations.extend(_degraded("source_truncated", notice) for notice in material.notices)
    return OfflineOutline(
        outline=_outline(plan, material.language, options),
        reply=reply,
        degradations=degradations,
        material=material,
    )


def _found(request: DeckRequested, materials: list[Material]) -> tuple[Material | None, str]:
    """What there is to write from, and what of the prompt is an instruction rather than a text."""
    content = request.content.strip()
    filled = [material for material in materials if not material.is_empty()]
    if content and is_text(content):
        text, instruction = _own_text(content)
        own = from_text(text)
        if not own.is_empty():
            return merge([*filled, own]) if filled else own, instruction
    return (merge(filled), content) if filled else (None, content)


def _own_text(content: str) -> tuple[str, str]:
    """A text without the instruction above it: "Make a deck of this:" and what follows."""
    first, _, rest = content.partition("\n")
    if rest.strip() and length(first) <= 25 and first.rstrip().endswith(":") and not first.startswith(("#", "-", "|")):
        return rest.strip(), first.strip()
    return content, ""


def _outline(plan: Plan, language: str, options: DeckOptions) -> Outline:
    used: set[str] = set()
    briefs: list[SlideBrief] = []
    for number, slide in enumerate(plan.slides, start=1):
        title = _unique(slide, used, language)
        told = slide.type in {"bullets", "image_text"}
        points = [p for p in slide.points if p.lower() != title.lower()] if told else slide.points
        points = points or slide.points
        briefs.append(
            SlideBrief(
                id=f"s{number:02d}",
                number=number,
                type=slide.type,
                title=title,
                message=clip(slide.message, 400),
                points=[clip(point, 400) for point in points[:12]],
                material=slide.material[:60],
                figure=slide.figure or None,
                wants_image=slide.wants_image
                and slide.type in PICTURE_TYPES
                and options.image_type is not ImageType.NONE,
            )
        )
    return Outline(
        title=clip(plan.title, 300),
        subtitle=clip(plan.subtitle, 400),
        language=language,
        theme=options.theme or "indigo",
        slides=briefs,
    )


def _unique(slide: Planned, used: set[str], language: str) -> str:
    """The first of the slide's titles that no other slide has, a number behind it when all are taken."""
    candidates = [title for title in (slide.title, *slide.titles) if title] or ["…"]
    if slide.type in {"bullets", "image_text"} and len(used) == 1:  # a deck named after its first sentence
        candidates.append(phrases(language).overview)
    for title in candidates:
        if title.lower() not in used:
            used.add(title.lower())
            return clip(title, 300)
    number = 2
    while f"{candidates[0]} ({number})".lower() in used:
        number += 1
    title = f"{clip(candidates[0], 280)} ({number})"
    used.add(title.lower())
    return title


def _given_slides(request: DeckRequested) -> tuple[Material, list[Planned], str]:
    """One slide for each entry, in order, whatever it holds."""
    sections: list[Section] = []
    entries: list[tuple[Material, list[Section]]] = []
    for text in request.slides_markdown:
        own = from_text(text)
        mine = [s.model_copy(update={"id": section_id(len(sections) + n)}) for n, s in enumerate(own.sections, start=1)]
        sections.extend(mine)
        entries.append((own, mine))
    language = detect("\n".join(request.slides_markdown))
    material = Material(language=language, sections=sections)
    setting = setting_for(material, request.options)
    slides = [_one_slide(own, mine, setting, number) for number, (own, mine) in enumerate(entries, start=1)]
    title = slides[0].title if slides else deck_title(material)
    material.title = title
    return material, slides, title


def _beside_given(request: DeckRequested, materials: list[Material]) -> list[Degradation]:
    """Say what of a request has no effect because its slides are given one by one."""
    count, options = len(request.slides_markdown), request.options
    unused = {
        "the prompt": bool(request.content),
        "the files": bool(materials),
        "the number of slides": options.n_slides is not None and options.n_slides != count,
        "the table of contents": options.include_table_of_contents,
    }
    named = [what for what, is_unused in unused.items() if is_unused]
    if not named:
        return []
    detail = f"The slides were given one by one, {count} in all; not used: {', '.join(named)}."
    return [_degraded("not_used", detail)]


def _one_slide(own: Material, mine: list[Section], setting: Setting, number: int) -> Planned:
    ids = [section.id for section in mine]
    heading = next((section.heading for section in mine if section.heading), "")
    if not any(section.blocks for section in mine):
        rest = [s.heading for s in mine if s.heading and s.heading != heading]
        named, below = as_title(heading) or str(number), rest[0] if rest else ""
        return Planned("title" if number == 1 else "section", named, message=below, wants_image=True)
    made = [slide for section in mine for slide in part_slides(Part(section, ()), setting)]
    first_blocks = mine[0].blocks if mine else []
    lone = len(mine) == 1 and [block.kind for block in first_blocks] == ["paragraph"] and length(own.prose()) <= 25
    if number == 1 and heading and lone:
        return Planned("title", as_title(heading), message=clip(own.prose(), 400), material=ids, wants_image=True)
    if not made:
        text = own.prose() or heading
        return Planned("bullets", as_title(heading) or str(number), points=[clip(text, 400)], material=ids)
    best = max(made, key=lambda slide: slide.value)
    extra = [p for slide in made if slide is not best and slide.type == best.type == "bullets" for p in slide.points]
    best.points = (best.points + extra)[:8]
    best.material = ids if best.type not in {"chart", "table", "quote"} else list(dict.fromkeys(best.material))
    if heading and best.type != "chart":
        best.title = as_title(heading)
    elif heading:
        best.titles.insert(0, as_title(heading))
    return best


def _skeleton(request: DeckRequested, instruction: str) -> OfflineOutline:
    options = request.options
    language = language_code(options.language) or detect(instruction)
    subject = topic(instruction) if instruction else ""
    subject = subject or "Untitled"
    count = options.n_slides or slides_wanted(instruction)
    slides = skeleton_slides(subject, language, count, cover=options.include_title_slide)
    degradations = [
        _degraded(
            "no_model",
            "No language model is configured and there is no source to write from: the slides hold questions, not"
            " content.",
        )
    ]
    if count and len(slides) < count:
        degradations.append(
            _degraded("not_enough_material", f"{count} slides were asked for; an empty skeleton has {len(slides)}.")
        )
    plan = Plan(subject, slides[0].message if slides[0].type == "title" else "", slides)
    reply = (
        f"I cannot write about “{clip(subject, 120)}” yet, because no language model is configured. I made a skeleton"
        f" of {len(slides)} slides with the questions to answer. For a written deck {_HOW}; or give me a document"
        " (Markdown, text, DOCX, PDF, PPTX, CSV, XLSX), which I can turn into slides without a model."
    )
    return OfflineOutline(
        _outline(plan, language, options), reply, degradations, Material(title=subject, language=language)
    )


def _pictures(material: Material, instruction: str, options: DeckOptions, wanted: int | None) -> OfflineOutline:
    """A deck of pictures that came without a word."""
    named = topic(instruction) if instruction else ""
    title = deck_title(material) if is_about_picture(named) else named
    language = language_code(options.language) or (detect(instruction) if instruction else material.language)
    material.title, material.language = title, language
    slides = picture_slides(material, title, options, wanted)
    count = len(list(material.figures()))
    shown = "the picture" if count == 1 else f"the {count} pictures"
    silent = f"No language model is configured: the slides show {shown} and say nothing about what is to be seen."
    degradations = [_degraded("no_model", silent)]
    if wanted and len(slides) < wanted:
        detail = f"{wanted} slides were asked for; the pictures fill {len(slides)}."
        degradations.append(_degraded("not_enough_material", detail))
    degradations.extend(_degraded("source_truncated", notice) for notice in material.notices)
    made = "1 slide that shows" if len(slides) == 1 else f"{len(slides)} slides that show"
    reply = f"I made {made} {shown}. To have something written about it {_HOW}; or add a text."
    return OfflineOutline(_outline(Plan(title, "", slides), language, options), reply, degradations, material)


def _not_followed(options: DeckOptions, material: Material, instruction: str) -> list[Degradation]:
    """What the options ask for and only a model can do."""
    missing: list[str] = []
    wanted = language_code(options.language)
    if options.language and (wanted or "?").partition("-")[0] != material.language:
        missing.append(f"translating into {options.language}")
    if options.tone is not Tone.DEFAULT:
        missing.append(f"a {options.tone.value.replace('_', ' ')} tone")
    if options.audience:
        missing.append("writing for an audience")
    if options.instructions or (instruction and length(instruction) > 2 and not re.fullmatch(r"\W*", instruction)):
        missing.append("free instructions")
    if not missing:
        return []
    asked = ", ".join(missing)
    return [_degraded("no_model", f"Without a language model the source's own words are used; not possible: {asked}.")]


def _degraded(reason: str, detail: str) -> Degradation:
    return Degradation(stage=Stage.OUTLINE, reason=reason, detail=clip(detail, 600))


def _reply(plan: Plan, material: Material, limited: bool) -> str:
    kinds = [slide.type for slide in plan.slides]
    parts = [f"{len(kinds)} slides"]
    for kind, one, many in (("chart", "chart", "charts"), ("table", "table", "tables")):
        if count := kinds.count(kind):  # type: ignore[arg-type]
            parts.append(f"{count} {one if count == 1 else many}")
    source = f" from {material.source}" if material.source else ""
    reply = f"I made {_listed(parts)}{source}, in the text's own words; what is not on a slide is in its notes."
    if limited:
        reply += f" Some of what you asked for needs a language model: {_HOW}."
    return reply


def _reply_given(count: int) -> str:
    return f"I made {count} slide{'s' if count != 1 else ''}, one for each text you gave."


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    head, last = ", ".join(parts[:-1]), parts[-1]
    return (
        f"{head.replace(' slides', ' slides with', 1).replace('with,', 'with')} and {last}"
        if len(parts) > 2
        else (f"{parts[0]} with {last}")
    )
