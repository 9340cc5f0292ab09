"""From a model's object to an outline with as many slides as were asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

from deckwire_contracts import DeckOptions, ImageType, Outline, SlideBrief
from deckwire_contracts.slides import PICTURE_TYPES, SlideType

from deckwire_llm.core.figures import FIGURE_TYPES
from deckwire_llm.core.material import Material, language_code
from deckwire_llm.core.prompting.schema import Schema

from .conform import conform
from .slide import UnusableAnswerError
from .wording import same_words

_FRAME = frozenset({"title", "agenda", "section", "closing"})
_FEWEST = 2


@dataclass
class Planned:
    """An outline as a model planned it, with `missing` slides that it did not plan, and its words to the user."""

    outline: Outline
    reply: str
    missing: int = 0
    notes: list[str] = field(default_factory=list)


def read_outline(
    data: dict[str, Any],
    schema: Schema,
    options: DeckOptions,
    material: Material | None,
    *,
    count: int | None,
    theme: str,
    allowed: str = "",
) -> Planned:
    """Return the outline that `data` describes; raises UnusableAnswerError with what is wrong.

    Ids of slides are ours, whatever the model says; ids of material that do not exist are dropped, slides that
    repeat another as well. The frame is as the options want it, and with `count` there are that many slides, made
    out of points of others where the model planned too few.
    """
    slides = data.get("slides")
    cut = {**data, "slides": slides if isinstance(slides, list) else []}
    # What is too much is cut with sense later on, not at the end of the list here.
    roomy = {**schema, "properties": {**schema["properties"], "slides": _roomy(schema["properties"]["slides"])}}
    fields = conform(roomy, cut, allowed)
    rows = _distinct([row for row in fields["slides"] if row["title"] or row["message"]])
    if len(rows) < min(_FEWEST, count or _FEWEST):
        raise UnusableAnswerError([f"slides: {len(rows)} usable slides are too few"])
    title = fields["title"] or rows[0]["title"] or rows[0]["message"]
    rows = _distinct(_framed(rows, options, title, fields["subtitle"]))
    if count:
        rows = _fill(_trim(rows, count), count)
    known = {section.id for section in material.sections} if material else set()
    if material and options.image_type is not ImageType.NONE:
        _hang(rows, material)
    briefs = [_brief(n, row, known) for n, row in enumerate(rows, start=1)]
    language = options.language or fields["language"] or (material.language if material else "en")
    outline = Outline(
        title=title,
        subtitle=fields["subtitle"],
        language=language_code(language) or language,
        theme=options.theme or fields.get("theme") or theme,
        slides=briefs,
    )
    return Planned(outline, reply=fields["reply"], missing=max(0, (count or 0) - len(briefs)))


def _roomy(slides: Schema) -> Schema:
    """Take every type and many slides: what is not wanted is turned into something else, not lost."""
    item = slides["items"]
    kind = {**item["properties"]["type"], "enum": list(get_args(SlideType))}
    return {**slides, "maxItems": 100, "items": {**item, "properties": {**item["properties"], "type": kind}}}


def _distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        row["type"] = row["type"] or "bullets"
        row["title"] = row["title"] or row["message"]
        if not any(_repeats(row, other) for other in kept):
            kept.append(row)
    return kept


def _repeats(row: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two slides say the same: one title, and one type or one message as well."""
    if not same_words(row["title"], other["title"]):
        return False
    return row["type"] == other["type"] or same_words(row["message"], other["message"])


def _framed(rows: list[dict[str, Any]], options: DeckOptions, title: str, subtitle: str) -> list[dict[str, Any]]:
    """Put the cover first and the agenda second if they are wanted; further ones become sections."""
    for row in rows[1:]:
        if row["type"] == "title":
            row["type"] = "section"
    if options.image_type is ImageType.NONE:
        for row in rows:
            row["type"] = "bullets" if row["type"] in {"image_text", "full_image"} else row["type"]
    if options.include_title_slide:
        if rows[0]["type"] != "title":
            rows.insert(0, _row("title", title, subtitle))
        rows[0]["title"] = title
    elif rows[0]["type"] == "title" and len(rows) > 1:
        rows = rows[1:]
    if not options.include_table_of_contents:
        return [row for row in rows if row["type"] != "agenda"] or rows
    agenda = next((row for row in rows if row["type"] == "agenda"), None)
    rest = [row for row in rows if row["type"] != "agenda"]
    at = 1 if rest and rest[0]["type"] == "title" else 0
    content = [row["title"] for row in rest[at:] if row["type"] != "closing"]
    rest.insert(at, agenda or _row("agenda", "Agenda", "", content[:6]))
    return rest


def _row(kind: str, title: str, message: str, points: list[str] | None = None) -> dict[str, Any]:
    return {"type": kind, "title": title, "message": message, "points": points or []}


def _trim(rows: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Take slides out until `count` are left: dividers first, then content from the end, the frame last."""
    rows = list(rows)
    while len(rows) > count:
        inner = range(len(rows) - 1, -1, -1)
        sections = [n for n in inner if rows[n]["type"] == "section"]
        content = [n for n in inner if rows[n]["type"] not in _FRAME]
        agenda = [n for n in inner if rows[n]["type"] == "agenda"]
        del rows[(sections or content or agenda or [len(rows) - 1])[0]]
    return rows


def _fill(rows: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Give points of the richest slides slides of their own until there are `count`, or no points are left."""
    rows = list(rows)
    while len(rows) < count:
        richest = max(range(len(rows)), key=lambda n: (len(rows[n]["points"]), -n))
        source = rows[richest]
        taken = [row["title"] for row in rows]
        point = next((p for p in reversed(source["points"]) if not any(same_words(p, t) for t in taken)), None)
        if point is None:
            break
        source["points"] = [other for other in source["points"] if other != point]
        at = richest + 1 if source["type"] not in {"closing", "title"} else max(1, len(rows) - 1)
        rows.insert(at, {**_row("bullets", point, source["message"]), "material": source.get("material", [])})
    return rows


def _hang(rows: list[dict[str, Any]], material: Material) -> None:
    """Let each slide with a place for it show the figure that it names, no figure twice.

    When there is nothing but figures to draw on and the plan shows none, the first slide of content shows the first.
    """
    free = [figure.id for figure in material.shown_figures()]
    for row in rows:
        wanted = str(row.get("figure", "")).strip("[] ").lower()
        if wanted in free and row["type"] in FIGURE_TYPES:
            row["hung"] = wanted
            free.remove(wanted)
    if free and not material.has_words() and not any("hung" in row for row in rows):
        row = next((row for row in rows if row["type"] not in _FRAME), rows[0])
        row["type"] = row["type"] if row["type"] in FIGURE_TYPES else "image_text"
        row["hung"] = free[0]


def _brief(number: int, row: dict[str, Any], known: set[str]) -> SlideBrief:
    return SlideBrief(
        id=f"s{number:02d}",
        number=number,
        type=row["type"],
        title=row["title"],
        message=row["message"],
        points=row["points"][:12],
        material=[name for name in row.get("material", []) if name.partition("-")[0] in known],
        wants_image=bool(row.get("wants_image", False)) and row["type"] in PICTURE_TYPES and not row.get("hung"),
        figure=row.get("hung") or None,
    )
