"""One sample slide for each layout of the template: its placeholders stand where the sample's text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from deckwire_contracts.slides import SLIDE, Slide

_T = "Click to add a title that says the finding"
_P = "Click to add text"
_D = "A sentence that says why the point above it matters to those who read it"


STANDARD = frozenset(
    {
        "title", "section", "agenda.1", "statement", "bullets.cards2", "bullets.cards3", "bullets.cards4",
        "bullets.tiles6", "bullets.rows1", "bullets.rows2", "team4", "two_columns", "three_columns", "comparison",
        "pros_cons", "chart", "chart.takeaway", "table", "big_number.1", "big_number.3", "quote", "process.4",
        "process.cycle4", "timeline.4", "image_text.left", "image_text.right", "full_image", "closing",
    }
)  # fmt: skip
"""The layouts that a deck offers for new slides, whether its own slides stand on them or not."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A layout's name as PowerPoint shows it, a slide that is composed to it, and whether it has a picture.

    `turn` is whose turn it is among the designs that suit the slide; `whole` tells that the picture is not cropped.
    """

    name: str
    slide: Slide
    pictured: bool = False
    turn: int = 0
    whole: bool = False


def _slide(**fields: Any) -> Slide:
    return SLIDE.validate_python({"title": _T, **fields})


def _items(n: int, **fields: str) -> list[dict[str, str]]:
    return [dict(fields) for _ in range(n)]


@cache
def samples() -> Mapping[str, Sample]:
    """Return the sample of each layout by the layout's key."""
    point = {"text": _P, "detail": _D}
    column = {"heading": "Heading", "items": [_P] * 4}
    numbers = {"kind": "column", "categories": ["A", "B", "C"], "series": [{"name": "Series", "values": [1, 3, 2]}]}
    rows = [{"name": f"Series {n}", "values": [1, 3, 2]} for n in range(1, 7)]
    pair = {"kind": "line", "categories": ["2024", "2025", "2026"], "series": rows[:2]}
    many = {"kind": "line", "categories": ["2024", "2025", "2026"], "series": rows}
    grid = {"headers": ["Name", "Value"], "rows": [["A", "1"]] * 5}
    step = {"title": "Step", "detail": _D}
    event = {"when": "2026", "title": "Event", "detail": _P}
    stat = {"value": "42 %", "label": _P, "delta": "+3"}
    found: dict[str, Sample] = {
        "title": Sample("Title", _slide(type="title", subtitle="Subtitle", byline="Name, date")),
        "title.picture": Sample(
            "Title with Picture", _slide(type="title", subtitle="Subtitle", byline="Name, date"), True
        ),
        "section": Sample("Section", _slide(type="section", subtitle="Subtitle")),
        "section.picture": Sample("Section with Picture", _slide(type="section", subtitle="Subtitle"), True),
        "agenda.1": Sample("Agenda", _slide(type="agenda", items=[_P] * 5)),
        "agenda.side": Sample("Agenda beside the Title", _slide(type="agenda", title="Agenda", items=["Part"] * 5)),
        "agenda.2": Sample("Agenda, Two Columns", _slide(type="agenda", items=[_P] * 8)),
        "two_columns": Sample("Two Columns", _slide(type="two_columns", left=column, right=column)),
        "comparison": Sample("Comparison", _slide(type="comparison", left=column, right=column)),
        "chart": Sample("Chart", _slide(type="chart", chart={**numbers, "unit": "Unit"})),
        "chart.takeaway": Sample(
            "Chart with Takeaway",
            _slide(type="chart", chart={**numbers, "unit": "Unit"}, takeaway=_D),
        ),
        "chart.left": Sample(
            "Takeaway with Chart",
            _slide(type="chart", chart={**numbers, "unit": "Unit"}, takeaway=_D),
            turn=1,
        ),
        "chart.side": Sample("Chart beside the Title", _slide(type="chart", chart={**numbers, "unit": "Unit"}), turn=1),
        "table.side": Sample("Table beside the Title", _slide(type="table", table=grid)),
        "chart.table": Sample("Chart with Table", _slide(type="chart", chart={**pair, "unit": "Unit"})),
        "chart.panels": Sample("Small Multiples", _slide(type="chart", chart={**many, "unit": "Unit"})),
        "table.takeaway": Sample("Table with Takeaway", _slide(type="table", table=grid, takeaway=_P)),
        "table": Sample("Table", _slide(type="table", table=grid, takeaway=_P), turn=1),
        "big_number.1": Sample("Big Number", _slide(type="big_number", stats=[stat])),
        "big_number.context": Sample("Big Number with Context", _slide(type="big_number", stats=[stat], context=_D)),
        "big_number.deep": Sample("Big Number, Deep", _slide(type="big_number", stats=[stat], context=_D), turn=1),
        "statement.deep": Sample("Statement, Deep", _slide(type="bullets", items=[point]), turn=1),
        "quote": Sample("Quote", _slide(type="quote", quote=_D, author="Name", role="Role")),
        "quote.deep": Sample("Quote, Deep", _slide(type="quote", quote=_D, author="Name", role="Role"), turn=1),
        "quote.picture": Sample(
            "Quote with Portrait", _slide(type="quote", quote=_D, author="Name", role="Role"), True
        ),
        "quote.portrait": Sample(
            "Portrait with Quote", _slide(type="quote", quote=_D, author="Name", role="Role"), True, turn=1
        ),
        "process.rows": Sample("Process, Rows", _slide(type="process", steps=[step] * 8)),
        "timeline.down": Sample(
            "Timeline, Vertical", _slide(type="timeline", events=[{"when": "2026", "title": _P}] * 8)
        ),
        "timeline.lines": Sample("Timeline, Lines", _slide(type="timeline", events=[event] * 6), turn=1),
        "image_text.right": Sample(
            "Text and Picture",
            _slide(type="image_text", lead=_P, items=[_P] * 4, side="right"),
            True,
        ),
        "image_text.left": Sample(
            "Picture and Text", _slide(type="image_text", lead=_P, items=[_P] * 4, side="left"), True
        ),
        "full_image": Sample("Full Picture", _slide(type="full_image", caption=_P), True),
        "full_image.right": Sample("Full Picture, Text Right", _slide(type="full_image", caption=_P), True, turn=1),
        "closing": Sample("Closing", _slide(type="closing", takeaways=[_P] * 3, call_to_action=_P, contact="Contact")),
        "closing.plain": Sample("Closing, Plain", _slide(type="closing", call_to_action=_P, contact="Contact")),
        "statement": Sample("Statement", _slide(type="bullets", items=[point])),
        "bullets.rows1": Sample("Points", _slide(type="bullets", lead=_P, items=_items(5, text=_P)), turn=1),
        "bullets.side": Sample("Points beside the Title", _slide(type="bullets", lead=_P, items=[point] * 4), turn=2),
        "bullets.rows2": Sample("Points, Two Columns", _slide(type="bullets", lead=_P, items=[point] * 8)),
    }
    for n in (2, 3, 4):
        found[f"bullets.cards{n}"] = Sample(f"{n} Cards", _slide(type="bullets", lead=_P, items=[point] * n))
        numbered = _slide(type="big_number", stats=[stat] * n, context=_P)
        found[f"big_number.{n}"] = Sample(f"{n} Numbers", numbered)
        found[f"big_number.open{n}"] = Sample(f"{n} Numbers, Open", numbered, turn=1)
        found[f"closing.summary{n}"] = Sample(f"Summary, {n} Takeaways", _slide(type="closing", takeaways=[_P] * n))
    third = _slide(type="two_columns", left=column, middle=column, right=column)
    found["three_columns"] = Sample("Three Columns", third)
    found["two_columns.open"] = Sample("Two Columns, Open", found["two_columns"].slide, turn=1)
    found["three_columns.open"] = Sample("Three Columns, Open", third, turn=1)
    found["comparison.open"] = Sample("Comparison, Open", found["comparison"].slide, turn=1)
    found["pros_cons"] = Sample("Pros and Cons", _slide(type="comparison", left=column, right=column, kind="pros_cons"))
    for n in range(2, 11):
        team = _slide(type="bullets", items=_items(n, text="Name", detail="Role"), form="team")
        found[f"team{n}"] = Sample(f"Team of {n}", team)
        if n < 7:
            found[f"team.rows{n}"] = Sample(f"Team of {n}, Rows", team, turn=1)
    found["pros_cons.open"] = Sample("Pros and Cons, Open", found["pros_cons"].slide, turn=1)
    for n in (5, 6):
        found[f"bullets.tiles{n}"] = Sample(f"{n} Tiles", _slide(type="bullets", lead=_P, items=[point] * n))
    for n in (7, 8):
        found[f"bullets.tiles{n}"] = Sample(f"{n} Tiles", _slide(type="bullets", lead=_P, items=_items(n, text=_P)))
    for n in range(2, 7):
        line = _slide(type="process", steps=[step] * n)
        found[f"process.{n}"] = Sample(f"Process, {n} Steps", line)
        found[f"process.down{n}"] = Sample(f"Process, {n} Steps Down", line, turn=1)
        for form in ("funnel", "pyramid", *(("cycle",) if n > 2 else ())):
            formed = _slide(type="process", steps=[step] * n, form=form)
            found[f"process.{form}{n}"] = Sample(f"{form.capitalize()}, {n} Steps", formed)
            if form == "cycle" and n < 6:
                found[f"process.wheel{n}"] = Sample(f"Wheel, {n} Steps", formed, turn=1)
            if form == "funnel" and n < 6:
                found[f"process.narrowing{n}"] = Sample(f"Narrowing, {n} Steps", formed, turn=1)
    for n in range(2, 8):
        found[f"timeline.{n}"] = Sample(f"Timeline, {n} Events", _slide(type="timeline", events=[event] * n))
    for n in range(3, 8):
        years = [{**event, "when": str(2016 + i + (i > 1))} for i in range(n)]
        found[f"timeline.dated{n}"] = Sample(f"Timeline, {n} Dates", _slide(type="timeline", events=years))
    for side in ("left", "right"):
        beside = _slide(type="image_text", lead=_P, items=[_P] * 4, side=side)
        found[f"figure.{side}"] = Sample(f"Figure, {side.capitalize()}", beside, pictured=True, whole=True)
    found["figure"] = Sample("Figure", _slide(type="image_text"), pictured=True, whole=True)
    captioned = _slide(type="image_text", lead=_P)
    found["figure.caption"] = Sample("Figure with Caption", captioned, pictured=True, whole=True)
    return found
