"""One slide becomes two that say the same between them."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import Slide
from deckwire_contracts.slides import BulletItem, BulletsSlide, Column, ComparisonSlide, TableSlide, TwoColumnsSlide


def parts_of(slide: Slide) -> tuple[Slide, Slide]:
    """Return the two slides that a slide of points, two columns or a table divides into; its notes stay with the first.

    Raises ValueError for any other slide.
    """
    match slide:
        case BulletsSlide():
            half = -(-len(slide.items) // 2)
            first = slide.model_copy(update={**_titled(slide, 1), "items": slide.items[:half]})
            return first, _second(slide, {"items": slide.items[half:], "lead": ""})
        case TableSlide():
            half = -(-len(slide.table.rows) // 2)
            upper = slide.table.model_copy(update={"rows": slide.table.rows[:half]})
            lower = slide.table.model_copy(update={"rows": slide.table.rows[half:]})
            return slide.model_copy(update={**_titled(slide, 1), "table": upper}), _second(slide, {"table": lower})
        case TwoColumnsSlide() if slide.middle is not None:
            return slide.model_copy(update={"middle": None}), _column(slide, slide.middle, 3)
        case TwoColumnsSlide() | ComparisonSlide():
            return _column(slide, slide.left, 1, first=True), _column(slide, slide.right, 2)
        case _:
            raise ValueError(f"a slide of type {slide.type} cannot be divided")


def _titled(slide: Slide, number: int) -> dict[str, str]:
    return {"title": f"{slide.title[:290]} ({number}/2)"}


def _second(slide: Slide, fields: dict[str, Any]) -> Slide:
    return slide.model_copy(update={**_titled(slide, 2), "notes": "", "image": None, **fields})


def _column(
    slide: TwoColumnsSlide | ComparisonSlide, column: Column, number: int, *, first: bool = False
) -> BulletsSlide:
    """Return a column as a slide of its own, under the slide's title and its own heading."""
    named = f"{slide.title}: {column.heading}" if column.heading else f"{slide.title} ({number})"
    return BulletsSlide(
        title=named[:300],
        items=[BulletItem(text=item) for item in column.items],
        notes=slide.notes if first else "",
        sources=slide.sources,
    )
