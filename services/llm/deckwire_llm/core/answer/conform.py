"""Values bent towards a schema, as far as that takes no guess at what was meant."""

from __future__ import annotations

import json
from typing import Any

from deckwire_llm.core.prompting.schema import Schema

from .numerals import as_number
from .wording import fitted, is_placeholder, plain

_TEXT_KEYS = ("text", "title", "content", "value", "point", "label", "name", "heading")


def conform(schema: Schema, value: Any, allowed: str = "") -> Any:
    """Return `value` with the structure of `schema`: unknown fields gone, missing ones empty, lists clamped, strings
    plain and fitted, numbers out of strings. Placeholders become empty. `allowed` is text whose web addresses may stay.
    """
    kind = schema["type"]
    if isinstance(kind, list):
        return as_number(value)
    match kind:
        case "object":
            return _object(schema, value, allowed)
        case "array":
            return _array(schema, value, allowed)
        case "boolean":
            return value if isinstance(value, bool) else str(value).strip().lower() in {"true", "yes", "1"}
        case _:
            return _string(schema, value, allowed)


def _object(schema: Schema, value: Any, allowed: str) -> dict[str, Any]:
    properties: dict[str, Schema] = schema["properties"]
    if not isinstance(value, dict):
        first = next(iter(properties))
        value = {} if value is None else {first: value}
    elif not properties.keys() & value.keys() and len(value) == 1:
        # Some models wrap what was asked for: {"slide": {…}}.
        only = next(iter(value.values()))
        value = only if isinstance(only, dict) else value
    return {name: conform(field, value.get(name), allowed) for name, field in properties.items()}


def _array(schema: Schema, value: Any, allowed: str) -> list[Any]:
    if isinstance(value, str):
        value = [line for line in value.splitlines() if line.strip()]
    elif isinstance(value, dict):
        value = list(value.values()) if all(isinstance(item, dict) for item in value.values()) else [value]
    elif not isinstance(value, list):
        value = []
    items = [conform(schema["items"], item, allowed) for item in value]
    # A gap in a row of numbers or cells is a gap; an empty point of a list is none.
    if schema["items"]["type"] in ("string", "object") and schema.get("maxItems", 0) and not _positional(schema):
        items = [item for item in items if not _empty(item)]
    return items[: schema.get("maxItems", len(items))]


def _positional(schema: Schema) -> bool:
    return "for every" in schema.get("description", "")


def _empty(item: Any) -> bool:
    if isinstance(item, dict):
        return all(_empty(part) for part in item.values())
    return item in ("", None, [])


def _string(schema: Schema, value: Any, allowed: str) -> str:
    text = plain(_as_text(value), allowed)
    if is_placeholder(text):
        text = ""
    options = schema.get("enum")
    if options:
        wanted = text.lower().replace("-", "_").replace(" ", "_")
        return next((option for option in options if option.lower() in (wanted, text.lower())), "")
    longest = schema.get("maxLength")
    return fitted(text, longest) if longest else text


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), "")
    if isinstance(value, list):
        return " ".join(_as_text(item) for item in value)
    return json.dumps(value)
