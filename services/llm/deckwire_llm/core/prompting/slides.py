"""What each type of slide asks for: one small schema per type, sized by the wanted amount of text."""

from __future__ import annotations

from dataclasses import dataclass

from deckwire_contracts import DeckOptions, SlideBrief, Verbosity
from deckwire_contracts.slides import ChartKind

from .schema import Schema, choice, number_or_gap, prose, record, several, text


@dataclass(frozen=True)
class Amount:
    """How much a slide carries: points per list, and characters of a point and of the sentence behind it."""

    points: int
    point: int
    detail: int
    notes: str


_AMOUNTS = {
    Verbosity.CONCISE: Amount(4, 60, 80, "40 to 60 words"),
    Verbosity.STANDARD: Amount(5, 90, 130, "50 to 90 words"),
    Verbosity.TEXT_HEAVY: Amount(6, 140, 240, "80 to 130 words"),
}

TITLE_CHARS = 90


def amount_for(verbosity: Verbosity) -> Amount:
    """Return how much text a slide of that verbosity carries."""
    return _AMOUNTS[verbosity]


def slide_schema(brief: SlideBrief, options: DeckOptions, *, picture: bool) -> Schema:
    """Return the schema of one slide of the brief's type; with `picture`, of its picture as well."""
    amount = amount_for(options.verbosity)
    fields: dict[str, Schema] = {"title": text(_title_of(brief), TITLE_CHARS), **_content(brief.type, amount)}
    if options.include_speaker_notes:
        fields["notes"] = prose(
            f"what the speaker says with this slide, {amount.notes}, in spoken sentences that add to the slide", 1500
        )
    if picture:
        fields["image"] = record(
            "the picture of this slide",
            prompt=text("English description for an image generator: subject, setting, composition, mood", 400),
            query=text("two to four English words to search stock photographs", 60),
            alt=text("what the picture shows, in the language of the deck", 160),
        )
    return record(**fields)


def _title_of(brief: SlideBrief) -> str:
    if brief.type in {"title", "section", "agenda"}:
        return "the name of this slide"
    return "one short sentence that states what this slide shows, without a full stop"


def _content(kind: str, amount: Amount) -> dict[str, Schema]:  # noqa: PLR0911, PLR0912  one arm for each type
    point = text("one point", amount.point)
    detail = text("a sentence that supports it, or empty", amount.detail)
    column = record(
        heading=text("what this side is about", 40),
        items=several(point, 2, min(5, amount.points), "points of about equal length"),
    )
    takeaway = text("what the audience should read out of it, one sentence", 160)
    match kind:
        case "title":
            return {"subtitle": text("what the deck is about in one line", 120), "byline": _byline()}
        case "section":
            return {"subtitle": text("what this part will show, one line", 140)}
        case "agenda":
            return {"items": several(text("a part of the deck, a few words", 60), 2, 8, "the parts in order")}
        case "two_columns":
            third = record(
                "only when the matter has three parts, else without items",
                heading=text("what this part is about", 40),
                items=several(point, 0, min(5, amount.points)),
            )
            return {"left": column, "middle": third, "right": column}
        case "comparison":
            sides = choice(
                "pros_cons when left speaks for one thing and right against it, else options", ("options", "pros_cons")
            )
            preferred = choice("the side that is recommended, none if neither", ("left", "right", "none"))
            return {"kind": sides, "left": column, "right": column, "preferred": preferred}
        case "chart":
            return {"chart": _chart(), "takeaway": takeaway}
        case "table":
            cells = several(text("a cell", 60), 2, 6, "one cell for every header")
            table = record(
                headers=several(text("a column's name", 40), 2, 6, "one name for every column"),
                rows=several(cells, 1, 8),
                source=_source(),
            )
            return {"table": table, "takeaway": takeaway}
        case "big_number":
            stat = record(
                value=text("the number as it is to be read, with its unit", 14),
                label=text("what it means", 90),
                delta=text("how it moved, such as +12 %, or empty", 30),
            )
            return {"stats": several(stat, 1, 4), "context": text("one line that puts it in perspective", 160)}
        case "quote":
            return {
                "quote": text("the words as they were said, without quotation marks", 300),
                "author": text("who said it; empty when it is not known for certain", 80),
                "role": text("the speaker's position, or empty", 80),
            }
        case "process":
            step = record(title=text("the step in a few words, beginning with a verb", 50), detail=detail)
            form = choice(
                "line for steps that end, cycle when the last leads to the first, funnel when fewer remain at each,"
                " pyramid for levels that rest on one another, the top one first",
                ("line", "cycle", "funnel", "pyramid"),
            )
            return {"form": form, "steps": several(step, 3, 6)}
        case "timeline":
            event = record(when=text("a date or period", 24), title=text("what happened", 60), detail=detail)
            return {"events": several(event, 3, 7, "in order of time")}
        case "image_text":
            return {"lead": text("the main statement", 140), "items": several(point, 2, 4)}
        case "full_image":
            return {"caption": text("one line that stands on the picture", 120)}
        case "closing":
            return {
                "takeaways": several(point, 2, 4, "what to remember"),
                "call_to_action": text("what the audience should do next", 140),
                "contact": text("only when the request names one, else empty", 100),
            }
        case _:
            item = record(text=point, detail=detail)
            return {
                "lead": text("one line that introduces the points, or empty", 140),
                "items": several(item, 2, amount.points, "points of equal weight and parallel grammar"),
                "form": choice("team when every point is a person and the detail that person's role", ("list", "team")),
            }


def _byline() -> Schema:
    return text("presenter, organisation or date, only when the request or the material names them, else empty", 80)


def _source() -> Schema:
    return text("where the numbers are from; say that they are illustrative when no material holds them", 100)


def _chart() -> Schema:
    series = record(
        name=text("what is measured", 40),
        values=several(number_or_gap("a plain number"), 2, 24, "one value for every category"),
    )
    kinds = [kind.value for kind in ChartKind]
    return record(
        kind=choice(
            "line for time, bar or column for categories, doughnut for at most five shares that add up to a whole, "
            "scatter for two measures of the same things",
            kinds,
        ),
        categories=several(text("a label on the axis", 30), 2, 24, "one label for every value"),
        series=several(series, 1, 5),
        unit=text("the unit of the values, or empty", 20),
        axis=text("what the categories or x values are, with their unit, or empty", 40),
        source=_source(),
    )
