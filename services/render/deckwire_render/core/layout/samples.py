"""One sample slide for each layout of the template: its placeholders stand where the sample's text stands."""

from __future__ import annotations

from typing import Any

from deckwire_contracts.slides import SLIDE, Slide

_T = "Click to add a title that says the finding"
_P = "Click to add text"
_D = "A sentence that says why the point above it matters to those who read it"


def _slide(**fields: Any) -> Slide:
    return SLIDE.validate_python({"title": _T, **fields})


def _items(n: int, **fields: str) -> list[dict[str, str]]:
    return [dict(fields) for _ in range(n)]


def samples() -> dict[str, tuple[str, Slide, bool]]:
    """Return layout key to (name as PowerPoint shows it, sample slide, whether it has a picture)."""
    point = {"text": _P, "detail": _D}
    column = {"heading": "Heading", "items": [_P] * 4}
    numbers = {"kind": "column", "categories": ["A", "B", "C"], "series": [{"name": "Series", "values": [1, 3, 2]}]}
    grid = {"headers": ["Name", "Value"], "rows": [["A", "1"]] * 5}
    step = {"title": "Step", "detail": _D}
    event = {"when": "2026", "title": "Event", "detail": _P}
    stat = {"value": "42 %", "label": _P, "delta": "+3"}
    found: dict[str, tuple[str, Slide, bool]] = {
        "title": ("Title", _slide(type="title", subtitle="Subtitle", byline="Name, date"), False),
        "title.picture": ("Title with Picture", _slide(type="title", subtitle="Subtitle", byline="Name, date"), True),
        "section": ("Section", _slide(type="section", subtitle="Subtitle"), False),
        "section.picture": ("Section with Picture", _slide(type="section", subtitle="Subtitle"), True),
        "agenda.1": ("Agenda", _slide(type="agenda", items=[_P] * 5), False),
        "agenda.2": ("Agenda, Two Columns", _slide(type="agenda", items=[_P] * 8), False),
        "two_columns": ("Two Columns", _slide(type="two_columns", left=column, right=column), False),
        "comparison": ("Comparison", _slide(type="comparison", left=column, right=column), False),
        "chart": ("Chart", _slide(type="chart", chart={**numbers, "unit": "Unit"}), False),
        "chart.takeaway": (
            "Chart with Takeaway",
            _slide(type="chart", chart={**numbers, "unit": "Unit"}, takeaway=_D),
            False,
        ),
        "table": ("Table", _slide(type="table", table=grid, takeaway=_P), False),
        "big_number.1": ("Big Number", _slide(type="big_number", stats=[stat]), False),
        "big_number.context": ("Big Number with Context", _slide(type="big_number", stats=[stat], context=_D), False),
        "quote": ("Quote", _slide(type="quote", quote=_D, author="Name", role="Role"), False),
        "quote.picture": ("Quote with Portrait", _slide(type="quote", quote=_D, author="Name", role="Role"), True),
        "process.rows": ("Process, Rows", _slide(type="process", steps=[step] * 8), False),
        "timeline.down": ("Timeline, Vertical", _slide(type="timeline", events=[event] * 8), False),
        "image_text.right": (
            "Text and Picture",
            _slide(type="image_text", lead=_P, items=[_P] * 4, side="right"),
            True,
        ),
        "image_text.left": ("Picture and Text", _slide(type="image_text", lead=_P, items=[_P] * 4, side="left"), True),
        "full_image": ("Full Picture", _slide(type="full_image", caption=_P), True),
        "closing": ("Closing", _slide(type="closing", takeaways=[_P] * 3, call_to_action=_P, contact="Contact"), False),
        "closing.plain": ("Closing, Plain", _slide(type="closing", call_to_action=_P, contact="Contact"), False),
        "statement": ("Statement", _slide(type="bullets", items=[point]), False),
        "bullets.rows1": ("Points", _slide(type="bullets", lead=_P, items=_items(5, text=_P)), False),
        "bullets.rows2": ("Points, Two Columns", _slide(type="bullets", lead=_P, items=[point] * 8), False),
    }
    for n in (2, 3, 4):
        found[f"bullets.cards{n}"] = (f"{n} Cards", _slide(type="bullets", lead=_P, items=[point] * n), False)
        found[f"big_number.{n}"] = (f"{n} Numbers", _slide(type="big_number", stats=[stat] * n, context=_P), False)
    for n in range(2, 7):
        found[f"process.{n}"] = (f"Process, {n} Steps", _slide(type="process", steps=[step] * n), False)
    for n in range(2, 8):
        found[f"timeline.{n}"] = (f"Timeline, {n} Events", _slide(type="timeline", events=[event] * n), False)
    return found
