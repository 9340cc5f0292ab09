"""From a model's object to a typed slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deckwire_contracts import SLIDE, DeckOptions, Slide, SlideBrief
from pydantic import ValidationError

from deckwire_llm.core.prompting.schema import Schema

from .conform import conform
from .wording import same_words

_ASPECTS = {"title": "wide", "section": "wide", "full_image": "wide", "closing": "wide"}


class UnusableAnswerError(ValueError):
    """An answer of which no repair makes a slide or an outline; `complaints` say why, the worst first."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = complaints


def read_slide(
    data: dict[str, Any], schema: Schema, brief: SlideBrief, options: DeckOptions, *, allowed: str = ""
) -> Slide:
    """Return the slide that `data` describes; raises UnusableAnswerError with what is wrong.

    `allowed` is the text whose web addresses may stand on the slide. The type is the brief's, whatever the model
    says; a title that is missing or a placeholder is the brief's.
    """
    fields = conform(schema, data, allowed)
    if not any(_says(value) for value in fields.values()):
        raise UnusableAnswerError([f"it has none of the fields asked for: {', '.join(schema['properties'])}"])
    fields["title"] = fields.get("title") or brief.title
    repair = _REPAIRS.get(brief.type)
    complaints = repair(fields) if repair else []
    if complaints:
        raise UnusableAnswerError(complaints)
    image = fields.pop("image", None)
    if image is not None:
        fields["image"] = {
            "prompt": image["prompt"] or image["alt"] or fields["title"],
            "query": image["query"],
            "alt": image["alt"] or fields["title"],
            "aspect": _ASPECTS.get(brief.type, "half"),
        }
    if brief.type == "image_text":
        # Pictures change sides from slide to slide.
        fields["side"] = "right" if brief.number % 2 else "left"
    if not options.include_speaker_notes:
        fields["notes"] = ""
    elif not fields["notes"]:
        # What the plan says about the slide is worth more to a speaker than nothing.
        fields["notes"] = " ".join(part for part in (brief.message, *brief.points) if part)
    try:
        return SLIDE.validate_python({**fields, "type": brief.type})
    except ValidationError as error:
        raise UnusableAnswerError(
            [f"{'.'.join(str(part) for part in problem['loc'][1:])}: {problem['msg']}" for problem in error.errors()]
        ) from error


def _says(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_says(part) for part in value.values())
    return bool(value)


def _without_repeats(items: list[Any], words: Callable[[Any], str]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if words(item) and not any(same_words(words(item), words(other)) for other in kept):
            kept.append(item)
    return kept


def _text(item: Any) -> str:
    return item if isinstance(item, str) else ""


def _fewer(items: list[Any], fewest: int, name: str) -> list[str]:
    return [] if len(items) >= fewest else [f"{name}: at least {fewest} with real content are needed, not {len(items)}"]


def _bullets(fields: dict[str, Any]) -> list[str]:
    for item in fields["items"]:
        if not item["text"]:
            item["text"], item["detail"] = item["detail"], ""
        elif same_words(item["text"], item["detail"]):
            item["detail"] = ""
    fields["items"] = _without_repeats(fields["items"], lambda item: str(item["text"]))
    _only(fields, "form", "team")
    return _fewer(fields["items"], 1, "items")


def _only(fields: dict[str, Any], name: str, *words: str) -> None:
    """Leave out a choice that is none of the words the slide knows."""
    if fields.get(name) not in words:
        fields.pop(name, None)


def _columns(fields: dict[str, Any]) -> list[str]:
    complaints: list[str] = []
    for side in ("left", "right"):
        column = fields[side]
        column["items"] = _without_repeats(column["items"], _text)
        complaints += _fewer(column["items"], 1, f"{side}.items")
    middle = fields.get("middle")
    if middle is not None:
        middle["items"] = _without_repeats(middle["items"], _text)
        if not middle["items"]:
            del fields["middle"]
    _only(fields, "preferred", "left", "right")
    _only(fields, "kind", "options", "pros_cons")
    return complaints


def _agenda(fields: dict[str, Any]) -> list[str]:
    fields["items"] = _without_repeats(fields["items"], _text)
    return _fewer(fields["items"], 1, "items")


def _chart(fields: dict[str, Any]) -> list[str]:
    chart = fields["chart"]
    chart["kind"] = chart["kind"] or "column"
    series = [each for each in chart["series"] if any(value is not None for value in each["values"])]
    if not series:
        return ["chart.series: at least one series with numbers is needed"]
    longest = max(len(each["values"]) for each in series)
    categories = chart["categories"][:longest]
    if not categories:
        return ["chart.categories: one label for every value is needed"]
    for n, each in enumerate(series, start=1):
        # Values without a label cannot be read; labels without a value are gaps.
        values = each["values"][: len(categories)]
        each["values"] = values + [None] * (len(categories) - len(values))
        each["name"] = each["name"] or (fields["title"] if len(series) == 1 else f"{n}")
    chart["categories"], chart["series"] = categories, series
    if chart["kind"] in {"pie", "doughnut"} and (len(series) > 1 or _has_negative(series)):
        chart["kind"] = "column"
    return []


def _has_negative(series: list[dict[str, Any]]) -> bool:
    return any(value is not None and value < 0 for each in series for value in each["values"])


def _table(fields: dict[str, Any]) -> list[str]:
    table = fields["table"]
    rows = [row for row in table["rows"] if any(row)]
    if not rows:
        return ["table.rows: at least one row with content is needed"]
    width = max(len(table["headers"]), *(len(row) for row in rows)) if not table["headers"] else len(table["headers"])
    table["headers"] = table["headers"] + [""] * (width - len(table["headers"]))
    table["rows"] = [row[:width] + [""] * (width - len(row)) for row in rows]
    return _fewer([header for header in table["headers"] if header], 1, "table.headers")


def _big_number(fields: dict[str, Any]) -> list[str]:
    fields["stats"] = _without_repeats(
        [stat for stat in fields["stats"] if stat["value"]], lambda stat: f"{stat['value']} {stat['label']}"
    )
    for stat in fields["stats"]:
        # A sentence in the place of a number belongs under it.
        if len(stat["value"]) > 40:
            stat["label"], stat["value"] = stat["value"], stat["value"].split()[0][:40]
    return _fewer(fields["stats"], 1, "stats")


def _quote(fields: dict[str, Any]) -> list[str]:
    fields["quote"] = fields["quote"].strip(" \"'“”„«»‘’")
    return [] if fields["quote"] else ["quote: the words themselves are missing"]


def _closing(fields: dict[str, Any]) -> list[str]:
    fields["takeaways"] = _without_repeats(fields["takeaways"], _text)
    return (
        [] if fields["takeaways"] or fields["call_to_action"] else ["takeaways: what should be remembered is missing"]
    )


def _image_text(fields: dict[str, Any]) -> list[str]:
    fields["items"] = _without_repeats(fields["items"], _text)
    return [] if fields["items"] or fields["lead"] else ["items: the text beside the picture is missing"]


def _titled(name: str) -> Callable[[dict[str, Any]], list[str]]:
    def repair(fields: dict[str, Any]) -> list[str]:
        for item in fields[name]:
            if not item["title"]:
                item["title"], item["detail"] = item["detail"], ""
        fields[name] = _without_repeats(
            [item for item in fields[name] if item["title"]], lambda item: f"{item.get('when', '')} {item['title']}"
        )
        return _fewer(fields[name], 2, name)

    return repair


def _process(fields: dict[str, Any]) -> list[str]:
    _only(fields, "form", "line", "cycle", "funnel", "pyramid")
    return _titled("steps")(fields)


_REPAIRS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "agenda": _agenda,
    "bullets": _bullets,
    "two_columns": _columns,
    "comparison": _columns,
    "chart": _chart,
    "table": _table,
    "big_number": _big_number,
    "quote": _quote,
    "closing": _closing,
    "image_text": _image_text,
    "process": _process,
    "timeline": _titled("events"),
}
