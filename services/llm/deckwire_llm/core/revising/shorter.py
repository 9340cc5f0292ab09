"""A slide with fewer words, without a model: what is left out goes into its notes."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import SLIDE, Slide

from ..offline.shorten import shorten

_MOST_POINTS = 4
_MOST_WORDS = 9
_LISTS = ("items", "takeaways", "steps", "events")
# Steps, dates and an agenda are not whole without their last entry; points of the others are.
_MAY_LOSE_POINTS = frozenset({"bullets", "image_text", "two_columns", "comparison", "closing"})


def shorter(slide: Slide) -> Slide | None:
    """Return the slide with explanations, long tails and its last points moved to its notes; None if short already.

    No word is added or exchanged, and no number of a chart or a table is left out.
    """
    before = slide.model_dump(mode="json")
    out: list[str] = []
    most = _MOST_POINTS if slide.type in _MAY_LOSE_POINTS else None
    after = {name: _shorter(name, value, most, out) for name, value in before.items()} if slide.type != "agenda" else {}
    if not out:
        return None
    after["notes"] = "\n".join(part for part in (before["notes"], *out) if part)[:4000]
    return SLIDE.validate_python(after)


def _shorter(name: str, value: Any, most: int | None, out: list[str]) -> Any:
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        return {**value, "items": _points(value["items"], most, out)}
    if name in _LISTS and isinstance(value, list):
        return _points(value, most, out)
    return value


def _points(points: list[Any], most: int | None, out: list[str]) -> list[Any]:
    kept = [_point(point, out) for point in points[:most]]
    out += [_whole(point) for point in points[len(kept) :]]
    return kept


def _point(point: Any, out: list[str]) -> Any:
    if isinstance(point, str):
        said = shorten(point, _MOST_WORDS)
        if said is None or said == point.rstrip("."):
            return point
        out.append(point)
        return said
    if isinstance(point, dict) and point.get("detail"):
        out.append(_whole(point))
        return {**point, "detail": ""}
    return point


def _whole(point: Any) -> str:
    if isinstance(point, str):
        return point
    parts = (point.get(name, "") for name in ("when", "title", "text", "detail"))
    return ": ".join(part for part in parts if part)
