"""The words of a slide as running text."""

from __future__ import annotations

from deckwire_contracts import Slide

_SILENT = {"title", "type", "notes", "sources", "image", "side", "form", "kind", "preferred", "show_table"}


def said_on(slide: Slide) -> str:
    """Return what stands on a slide beside its title, one line for each part of it."""
    return "\n".join(_lines(slide.model_dump(mode="json", exclude=_SILENT)))


def _lines(value: object) -> list[str]:
    if isinstance(value, dict):
        flat = [part for part in value.values() if isinstance(part, str | int | float) and part != ""]
        nested = [line for part in value.values() if isinstance(part, list | dict) for line in _lines(part)]
        return [*([": ".join(map(str, flat))] if flat else []), *nested]
    if isinstance(value, list):
        if all(isinstance(part, str | int | float | None) for part in value):
            return ["; ".join(str(part) for part in value if part not in ("", None))] if value else []
        return [line for part in value for line in _lines(part)]
    return [str(value)] if value not in ("", None) else []
