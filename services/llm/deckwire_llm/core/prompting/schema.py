"""Small JSON schemas in the subset that every strict mode takes, and the same said in words.

Every object is closed and requires all of its properties; bounds stand in the schema and in the description, since
some servers ignore the former and all models read the latter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Schema = dict[str, Any]


def text(what: str, longest: int) -> Schema:
    """Return the schema of a text of at most `longest` characters."""
    return {"type": "string", "description": f"{what}; at most {longest} characters", "maxLength": longest}


def prose(what: str, longest: int) -> Schema:
    """Return the schema of running text; `what` says how long it should be, `longest` bounds the characters."""
    return {"type": "string", "description": what, "maxLength": longest}


def choice(what: str, options: Sequence[str]) -> Schema:
    """Return the schema of one word out of `options`."""
    return {"type": "string", "description": what, "enum": list(options)}


def yes_no(what: str) -> Schema:
    """Return the schema of a boolean."""
    return {"type": "boolean", "description": what}


def number_or_gap(what: str) -> Schema:
    """Return the schema of a number, or null where there is none."""
    return {"type": ["number", "null"], "description": what}


def several(item: Schema, fewest: int, most: int, what: str = "") -> Schema:
    """Return the schema of a list of `fewest` to `most` items."""
    count = f"exactly {most}" if fewest == most else f"{fewest} to {most}"
    return {
        "type": "array",
        "description": f"{what}, {count} of them" if what else f"{count} of them",
        "items": item,
        "minItems": fewest,
        "maxItems": most,
    }


def record(what: str = "", /, **properties: Schema) -> Schema:
    """Return the schema of an object; properties are written in the order given."""
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {**schema, "description": what} if what else schema


def in_words(schema: Schema) -> str:
    """Return the fields of an object schema as an indented list that a model can follow without the schema."""
    return "\n".join(_lines(schema, 0))


def _lines(schema: Schema, depth: int) -> Iterator[str]:
    for name, field in schema["properties"].items():
        inner = field.get("items", field)
        yield f"{'  ' * depth}- {name}: {_kind(field)}"
        if "properties" in inner:
            yield from _lines(inner, depth + 1)


def _kind(field: Schema) -> str:
    kind = field["type"] if isinstance(field["type"], str) else " or ".join(field["type"])
    said = [{"string": "text", "array": "list"}.get(kind, kind)]
    if "enum" in field:
        said.append("one of " + ", ".join(field["enum"]))
    if field.get("description"):
        said.append(field["description"])
    if kind == "array" and field["items"].get("description"):
        said.append("each: " + field["items"]["description"])
    return "; ".join(said)
