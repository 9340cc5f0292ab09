"""From documents to the planned slides of a deck: which slides, in which order, how many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckwire_contracts import DeckOptions

from ..material import CodeBlock, Material, Paragraph, Section, TableBlock
from .amount import amount
from .blocks import Setting, title_from
from .charts import style_of
from .closing import closing_slide, is_next, own_slides
from .data import overview_slide
from .figures import hung
from .fit import fit
from .planned import Planned
from .points import JOINT
from .scoring import Scorer
from .sections import Part, aside, gathered, part_slides, parts_of
from .shorten import as_title, clip, shorten, stands_alone
from .words import length, sentences

_AGENDA_FROM = 8
_DIVIDERS_FROM = 15
_LEAST_DIVIDERS, _MOST_DIVIDERS = 3, 8
_CONTENTS = re.compile(
    r"^(?:table of contents|contents|toc|inhalt(?:sverzeichnis)?|sommaire|"
    r"table des matières|índice|sumário|indice|目录|目次)$",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(r"^[^\W\d_]{3,20}: ")  # "Present: …" is no subtitle
_DATA = (".csv", ".tsv", ".xlsx", ".xlsm")


@dataclass(frozen=True)
class Plan:
    """The planned deck: its title, subtitle and slides, and how many slides were asked for but could not be filled."""

    title: str
    subtitle: str
    slides: list[Planned]
    short_of: int | None = None


def setting_for(material: Material, options: DeckOptions, *, density: float = 1.0) -> Setting:
    """Return what the planners need; a `density` under 1 makes more slides of the same prose."""
    chosen = amount(options)
    if density < 1:
        chosen = type(chosen)(
            chosen.points, chosen.words, max(25, int(chosen.per_slide * density)), chosen.notes, chosen.verbatim
        )
    text = material.prose()[:50_000]
    spaced, tight = len(re.findall(r"\d[\s\u00a0\u202f]%", text)), len(re.findall(r"\d%", text))
    style = style_of(material.language, spaced=None if spaced == tight else spaced > tight)
    return Setting(material, Scorer(material), chosen, style)


def plan_document(material: Material, options: DeckOptions, wanted: int | None) -> Plan:
    """Return the deck that `material` makes; `wanted` slides exactly when the material allows."""
    best: Plan | None = None
    for density in (1.0, 0.6, 0.35):
        plan = _plan(material, options, wanted, density)
        if best is None or len(plan.slides) > len(best.slides):
            best = plan
        if wanted is None or len(best.slides) >= wanted:
            break
    assert best is not None
    return best


def _plan(material: Material, options: DeckOptions, wanted: int | None, density: float) -> Plan:
    setting = setting_for(material, options, density=density)
    sections = [section for section in material.sections if not _CONTENTS.match(section.heading)]
    intro, parts = parts_of(sections, material.title)
    title = deck_title(material)
    parts, closer = _concluding(parts)
    if not setting.amount.verbatim and (wanted is None or wanted < len(parts)):
        parts = gathered(parts)
    body: list[Planned] = []
    subtitle = material.subtitle or _subtitle(intro, title)
    if intro is not None:
        body.extend(_intro_slides(intro, setting, subtitle))
    for number, part in enumerate(parts):
        slides = part_slides(part, setting)
        if _is_data(part, material):
            slides = [*overview_slide(part.head, setting), *slides]
        for slide in slides:
            slide.group = number
        body.extend(aside(slides) if part.is_beside_the_point else slides)
    closing = closing_slide(closer, body, setting)
    least = 2 if closer is not None or (closing and closing.topic == setting.style.words.next_steps) else 3
    ends = closing is not None and (wanted >= 4 if wanted is not None else len(body) >= least)
    if closer is not None:
        rest = own_slides(closer, part_slides(closer, setting), closing if ends else None)
        for slide in rest:
            slide.group = len(parts)
        body.extend(rest)
    slides = _assembled(title, subtitle, material, body, closing if ends else None, options, wanted, setting, intro)
    short = wanted if wanted is not None and len(slides) < wanted else None
    return Plan(title, subtitle, slides, short)


def _concluding(parts: list[Part]) -> tuple[list[Part], Part | None]:
    """The parts without those at the end that conclude the document, and these as one part."""
    last = max((n for n, part in enumerate(parts) if part.closes), default=-1)
    if len(parts) <= 2 or last < len(parts) // 2:
        return parts, None
    first = last
    while first > 1 and parts[first - 1].closes:
        first -= 1
    ending = parts[first : last + 1]
    lead = min(ending, key=lambda part: is_next(part.head.heading))
    rest = tuple(section for part in ending for section in part.all if section is not lead.head)
    return [*parts[:first], *parts[last + 1 :]], Part(lead.head, rest)


def _assembled(
    title: str,
    subtitle: str,
    material: Material,
    body: list[Planned],
    closing: Planned | None,
    options: DeckOptions,
    wanted: int | None,
    setting: Setting,
    intro: Section | None,
) -> list[Planned]:
    cover = options.include_title_slide and wanted != 1
    frame = int(cover) + int(closing is not None)
    groups = [g for g in dict.fromkeys(slide.group for slide in body) if g >= 0]
    natural = len(fit(body, None)) if wanted is None else max(0, wanted - frame)
    agenda = options.include_table_of_contents or (natural + frame >= _AGENDA_FROM and 3 <= len(groups) <= 12)
    agenda = agenda and len(groups) >= 2 and (wanted is None or wanted - frame >= 3)
    target = None if wanted is None else max(1, wanted - frame - int(agenda))
    content = fit(body, target)
    missing = 0 if target is None else target - len(content)
    made = content
    sizes = sorted(groups, key=lambda g: -sum(slide.group == g for slide in content))
    several = [g for g in sizes if sum(slide.group == g for slide in content) > 1]
    if missing >= len(_openings(content)) >= _LEAST_DIVIDERS:
        made = _with_dividers(content, material, set(groups))
    elif missing > 0:
        made = _with_dividers(content, material, set(several[:missing]))
    elif wanted is None and len(content) >= _DIVIDERS_FROM and len(groups) <= _MOST_DIVIDERS:
        # A divider before a single slide would only say its title twice.
        made = _with_dividers(content, material, set(several)) if len(several) >= _LEAST_DIVIDERS else content
    made = hung(made, material, options, None if wanted is None else wanted - frame - int(agenda) - len(made))
    made = made or [_last_resort(title, material)]
    _vary(made, options)
    result: list[Planned] = []
    if cover:
        byline = " · ".join(part for part in (material.author, material.date) if part)
        points = [byline] if byline else []
        ids = [intro.id] if intro is not None else []
        result.append(Planned("title", title, message=subtitle, points=points, material=ids, wants_image=True))
    if agenda:
        items = list(dict.fromkeys(_agenda_item(slide) for slide in content if slide.topic))
        if closing is not None and len(items) < 10:
            items.append(closing.title)
        if len(items) >= 2:
            result.append(Planned("agenda", setting.style.words.agenda, points=items[:10]))
    result.extend(made)
    if closing is not None:
        result.append(closing)
    return result


def _last_resort(title: str, material: Material) -> Planned:
    """What is left of a text without a usable sentence: its beginning, as it is."""
    section = next((s for s in material.sections if s.blocks), None)
    text = material.prose() or next((b.text for _, b in material.blocks() if isinstance(b, CodeBlock)), "") or title
    ids = [section.id] if section else []
    return Planned("bullets", title, points=[clip(" ".join(text.split()), 300)], material=ids)


def _agenda_item(slide: Planned) -> str:
    return clip(as_title(slide.topic.split(" · ")[0]), 120)


def _openings(content: list[Planned]) -> list[int]:
    seen: set[int] = set()
    starts: list[int] = []
    for n, slide in enumerate(content):
        if slide.group >= 0 and slide.group not in seen:
            seen.add(slide.group)
            starts.append(n)
    return starts


def _with_dividers(content: list[Planned], material: Material, groups: set[int]) -> list[Planned]:
    starts = set(_openings(content))
    _, parts = parts_of([s for s in material.sections if not _CONTENTS.match(s.heading)], material.title)
    made: list[Planned] = []
    for n, slide in enumerate(content):
        if n in starts and slide.group in groups and slide.group < len(parts):
            heading = as_title(parts[slide.group].head.heading)
            if heading:
                ids = [parts[slide.group].head.id]
                made.append(
                    Planned("section", heading, material=ids, topic=slide.topic, group=slide.group, wants_image=True)
                )
        made.append(slide)
    return made


def _vary(slides: list[Planned], options: DeckOptions) -> None:
    """Give one or two plain slides a picture, so that no layout comes three times running."""
    if options.image_type.value == "none":
        return
    pictured, last = 0, -9
    for n, slide in enumerate(slides):
        if slide.figure:
            pictured, last = pictured + 1, n
            continue
        run = n >= 2 and slides[n - 1].type == slides[n - 2].type == "bullets"
        calm = len(slide.points) <= 4 and all(JOINT not in point and len(point) < 160 for point in slide.points)
        due = run or (pictured == 0 and len(slides) >= 4 and n >= len(slides) // 3)
        if due and slide.type == "bullets" and calm and len(slide.points) >= 2 and pictured < 2 and n - last > 3:
            slide.type, slide.wants_image = "image_text", True
            pictured, last = pictured + 1, n


def deck_title(material: Material) -> str:
    """Return the deck's title: the document's, else its first heading, first sentence or file name, made readable."""
    if material.title:
        return as_title(clip(material.title, 200))
    headed = next((s.heading for s in material.sections if s.heading), "")
    if headed:
        return as_title(headed)
    for _, block in material.blocks():
        if isinstance(block, Paragraph):
            for sentence in sentences(block.text)[:3]:
                if title := title_from(sentence):
                    return title
    stem = re.sub(r"[_\-]+", " ", material.source.rsplit(".", 1)[0]).strip()
    if stem:
        return stem[:1].upper() + stem[1:]
    prose = material.prose().split("\n", 1)[0].split()
    return as_title(" ".join(prose[:9])) or "Untitled"


def _subtitle(intro: Section | None, title: str) -> str:
    if intro is None:
        return ""
    for block in intro.blocks:
        if isinstance(block, Paragraph):
            for sentence in sentences(block.text)[:2]:
                short = shorten(sentence, 18) if stands_alone(sentence) else None
                if short and length(short) >= 3 and as_title(short) != title and not _ATTENDANCE.match(short):
                    return short
    return ""


def _intro_slides(intro: Section, setting: Setting, subtitle: str) -> list[Planned]:
    made = part_slides(Part(intro, ()), setting)
    topic = setting.style.words.overview
    for slide in made:
        if slide.title in {as_title(intro.heading), as_title(subtitle)}:
            slide.title = topic
        slide.titles = [topic, *slide.titles]
        slide.topic = topic
        slide.value -= 0.3
        slide.points = [point for point in slide.points if point != subtitle] or slide.points
        if slide.type == "bullets" and len(slide.points) < 2:
            slide.core = False
    return made


def _is_data(part: Part, material: Material) -> bool:
    name = (part.head.source or material.source).lower()
    return name.endswith(_DATA) and any(isinstance(block, TableBlock) for block in part.head.blocks)
