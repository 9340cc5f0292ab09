"""One slide from its brief and the material, as the outline planned it or as the user changed it."""

from __future__ import annotations

import re

from deckwire_contracts import DeckOptions, Degradation, ImageType, SlideBrief, SlideContext, Stage
from deckwire_contracts.slides import (
    PICTURE_TYPES,
    SLIDE,
    AgendaSlide,
    BigNumberSlide,
    BulletItem,
    BulletsSlide,
    ChartSlide,
    ClosingSlide,
    Column,
    ComparisonSlide,
    FullImageSlide,
    ImageTextSlide,
    ProcessSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    Stat,
    Step,
    Table,
    TableSlide,
    TimelineEvent,
    TimelineSlide,
    TitleSlide,
    TwoColumnsSlide,
)

from ..material import ListBlock, Material, Paragraph, QuoteBlock, TableBlock
from .blocks import TABLE_COLUMNS, TABLE_ROWS
from .charts import chart_named
from .forms import contact_in, is_team, process_form
from .notes import Picked, notes_for, sources_of
from .numbers import key_figures
from .phrases import skeleton_phrases
from .pictures import image_brief
from .plan import setting_for
from .points import parts
from .shorten import as_title, clip, plain, shorten
from .words import sentences

_ROWS = re.compile(r"^(\d+)\s*[–-]\s*(\d+)$")


class _CannotDrawError(Exception):
    """The brief wants a kind of slide that its material and points do not give."""


def draft(brief: SlideBrief, context: SlideContext, material: Material) -> tuple[Slide, list[Degradation]]:
    """Return the slide of a brief and what about it is less than was asked for; never fails on a valid brief.

    Points of the brief are what the slide says; the material gives tables, charts, quotes and notes. A brief whose type
    cannot be filled becomes a plain slide of points, which is said.
    """
    picked = material.pick(brief.material)
    options = context.options
    degradations: list[Degradation] = []
    try:
        slide = _build(brief, picked, material, options)
    except (_CannotDrawError, ValueError) as error:
        detail = str(error) if isinstance(error, _CannotDrawError) else f"The points do not fill a {brief.type} slide."
        degradations.append(
            Degradation(slide_id=brief.id, stage=Stage.DRAFT, reason="plain_slide", detail=clip(detail, 600))
        )
        slide = _bullets(brief, picked, material, options)
    if isinstance(slide, TableSlide):
        degradations += _columns_left_out(brief, slide, picked)
    language = context.language or material.language
    if (brief.wants_image and slide.type in PICTURE_TYPES) or slide.type in {"image_text", "full_image"}:
        texts = [brief.message, *brief.points]
        slide.image = image_brief(slide.title, texts, slide.type, language, options)
    if options.include_speaker_notes:
        slide.notes = _notes(slide, brief, picked, context, material)
    if slide.type not in {"title", "agenda", "section"}:
        slide.sources = sources_of(picked, material)
    return slide, degradations


def _build(brief: SlideBrief, picked: Picked, material: Material, options: DeckOptions) -> Slide:  # noqa: PLR0911, PLR0912  one return for each type of slide
    title = clip(as_title(brief.title) or brief.title or "…", 300)
    if brief.type == "title":
        return TitleSlide(title=title, subtitle=brief.message, byline=brief.points[0] if brief.points else "")
    if brief.type == "section":
        return SectionSlide(title=title, subtitle=brief.message)
    if brief.type == "agenda":
        return AgendaSlide(title=title, items=[clip(point, 160) for point in brief.points])
    if brief.type == "quote":
        return _quote(brief, title, picked)
    if brief.type == "chart":
        return _chart(brief, title, picked, material, options)
    if brief.type == "table":
        return _table(brief, title, picked, material)
    if brief.type == "closing":
        return ClosingSlide(
            title=title, takeaways=brief.points[:5], call_to_action=brief.message, contact=contact_in(picked)
        )
    if brief.type == "full_image" and options.image_type is not ImageType.NONE:
        return FullImageSlide(title=title, caption=brief.message or (brief.points[0] if brief.points else ""))
    points = brief.points or _points_of(picked, options, material)
    if brief.type == "image_text" and options.image_type is not ImageType.NONE:
        return ImageTextSlide(
            title=title, lead=brief.message, items=[" – ".join(parts(point)) for point in points[:6]],
            side="right" if brief.number % 2 else "left",
        )  # fmt: skip
    if brief.type == "big_number":
        return BigNumberSlide(title=title, stats=_stats(points), context=brief.message)
    if brief.type == "process":
        named = " ".join([title, *dict.fromkeys(section.heading for section, _ in picked)])
        return ProcessSlide(title=title, steps=[_step(point) for point in points[:8]], form=process_form(named))
    if brief.type == "timeline":
        return TimelineSlide(title=title, events=[_event(point) for point in points[:10]])
    if brief.type in {"comparison", "two_columns"}:
        left, right = _columns(points)
        kind = ComparisonSlide if brief.type == "comparison" else TwoColumnsSlide
        return kind(title=title, left=left, right=right)
    return _bullets(brief, picked, material, options)


def _bullets(brief: SlideBrief, picked: Picked, material: Material, options: DeckOptions) -> BulletsSlide:
    points = brief.points or _points_of(picked, options, material)
    points = points or ([brief.message] if brief.message else [brief.title])
    lead = brief.message if brief.message not in points else ""
    items = [BulletItem(text=p[0], detail=p[1] if len(p) > 1 else "") for p in map(parts, points[:10]) if p[0]]
    title = clip(as_title(brief.title) or brief.title or "…", 300)
    people = len(items) > 1 and all(item.detail for item in items) and is_team(picked)
    return BulletsSlide(
        title=title, lead=lead, items=items or [BulletItem(text=title)], form="team" if people else None
    )


def _points_of(picked: Picked, options: DeckOptions, material: Material) -> list[str]:
    """Points for a brief that has none: the best sentences and items of its material."""
    setting = setting_for(material, options)
    found: list[str] = []
    for section, block in picked:
        if isinstance(block, ListBlock):
            found.extend(plain(item.text) for item in block.items)
        elif isinstance(block, Paragraph):
            scored = [(-setting.scorer.score(s, section.heading, n), n, s) for n, s in enumerate(sentences(block.text))]
            found.extend(p for _, _, s in sorted(scored)[:2] if (p := shorten(s, setting.amount.words + 6)))
    return [clip(point, 400) for point in found[: setting.amount.points + 1]]


def _chart(brief: SlideBrief, title: str, picked: Picked, material: Material, options: DeckOptions) -> ChartSlide:
    setting = setting_for(material, options)
    for section, block in picked:
        if isinstance(block, TableBlock):
            style = setting.about(block.caption or section.heading)
            plan = chart_named(block, brief.points, style, section.source or material.source)
            if plan is not None:
                return ChartSlide(title=title, chart=plan.chart, takeaway=brief.message)
    raise _CannotDrawError("The material of this slide holds no table of numbers, so there is nothing to draw.")


def _table(brief: SlideBrief, title: str, picked: Picked, material: Material) -> TableSlide:
    for section, block in picked:
        if isinstance(block, TableBlock) and block.rows:
            chosen = next((match for point in brief.points if (match := _ROWS.match(point))), None)
            start, end = (int(chosen[1]) - 1, int(chosen[2])) if chosen else (0, TABLE_ROWS + 2)
            rows = block.rows[start:end] or block.rows[: TABLE_ROWS + 2]
            columns = list(range(min(len(block.headers), TABLE_COLUMNS)))
            table = Table(
                headers=[clip(block.headers[c], 160) for c in columns],
                rows=[[clip(row[c], 400) for c in columns] for row in rows],
                source=clip(section.source or material.source, 160),
            )
            return TableSlide(title=title, table=table, takeaway=brief.message)
    raise _CannotDrawError("The material of this slide holds no table.")


def _columns_left_out(brief: SlideBrief, slide: TableSlide, picked: Picked) -> list[Degradation]:
    total = next((len(block.headers) for _, block in picked if isinstance(block, TableBlock) and block.rows), 0)
    shown = len(slide.table.headers)
    if shown >= total:
        return []
    detail = f"The table shows the first {shown} of {total} columns."
    return [Degradation(slide_id=brief.id, stage=Stage.DRAFT, reason="columns_left_out", detail=detail)]


def _quote(brief: SlideBrief, title: str, picked: Picked) -> QuoteSlide:
    for _, block in picked:
        if isinstance(block, QuoteBlock):
            text = _quotable(block.text)
            name, role = _name_and_role(block.attribution)
            return QuoteSlide(title=title, quote=text, author=name, role=role)
    words = brief.message or (brief.points[0] if brief.points else "")
    if not words:
        raise _CannotDrawError("The material of this slide holds nobody's words to quote.")
    name, role = _name_and_role(brief.points[-1] if brief.points and brief.message else "")
    return QuoteSlide(title=title, quote=words, author=name, role=role)


def _name_and_role(attribution: str) -> tuple[str, str]:
    """Who spoke and as what, which a comma of any script or a bracket sets apart."""
    match = re.match(r"^(.*?)\s*(?:[,،、]\s*(.*)|[(（]([^()（）]*)[)）])$", attribution)
    if match is None or not match[1]:
        return clip(attribution, 160), ""
    return clip(match[1], 160), clip((match[2] or match[3] or "").strip(), 160)


def _quotable(text: str) -> str:
    """A quote short enough to be read at a glance: whole sentences from its beginning."""
    kept = ""
    for sentence in sentences(text):
        if kept and len(kept) + len(sentence) > 320:
            break
        kept = f"{kept} {sentence}".strip()
    return clip(kept or text, 600)


def _stats(points: list[str]) -> list[Stat]:
    made: list[Stat] = []
    for point in points[:4]:
        value, *rest = parts(point, 3)
        if not rest:
            figures = key_figures(point) or re.findall(r"\d[\d.,]*", point)
            if not figures:
                raise _CannotDrawError("A point of this slide holds no figure.")
            value, rest = figures[0], [point]
        if len(value) > 40:
            raise _CannotDrawError("A figure of this slide is too long to be shown big.")
        made.append(Stat(value=value, label=rest[0], delta=clip(rest[1], 160) if len(rest) > 1 else ""))
    return made


def _step(point: str) -> Step:
    head, *detail = parts(point)
    if not detail and len(head) > 160:
        return Step(title=clip(head, 80), detail=clip(head, 400))
    return Step(title=clip(head, 160), detail=detail[0] if detail else "")


def _event(point: str) -> TimelineEvent:
    when, *rest = parts(point, 3)
    if not rest:
        when, rest = "·", [point]
    detail = rest[1] if len(rest) > 1 else ""
    if not detail and len(rest[0]) > 160:
        detail = rest[0]
    return TimelineEvent(when=clip(when, 160), title=clip(rest[0], 160), detail=detail)


def _columns(points: list[str]) -> tuple[Column, Column]:
    grouped: dict[str, list[str]] = {}
    for point in points:
        head, *rest = parts(point)
        grouped.setdefault(head if rest else "", []).append(rest[0] if rest else head)
    if len(grouped) == 2:
        (left, lefts), (right, rights) = grouped.items()
        return Column(heading=clip(left, 160), items=lefts[:8]), Column(heading=clip(right, 160), items=rights[:8])
    if len(points) < 2:
        raise _CannotDrawError("There are not enough points for two columns.")
    half = -(-len(points) // 2)
    return Column(items=points[:half][:8]), Column(items=points[half:][:8])


def _notes(slide: Slide, brief: SlideBrief, picked: Picked, context: SlideContext, material: Material) -> str:
    setting = setting_for(material, context.options)
    if not picked:
        if material.is_empty() and slide.type not in {"title", "agenda"}:
            return skeleton_phrases(context.language).skeleton_note
        return "\n".join(brief.points) if slide.type == "closing" else ""
    # The points of a chart or table name its series or rows; they are not things said.
    points = [] if slide.type in {"chart", "table"} else brief.points
    shown = [] if slide.type == "section" else [brief.title, brief.message, *points]
    return clip(
        notes_for(picked, shown, setting.amount, setting.style.words, material, cover=slide.type == "title"), 4000
    )


def valid(slide: Slide) -> Slide:
    """Return the slide validated once more, as a reader of the bus would; raises ValidationError if it is not."""
    return SLIDE.validate_python(slide.model_dump())
