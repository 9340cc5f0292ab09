"""JSON Schemas of every event, generated from the models, and what counts as a breaking change of one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .events import EVENT_TYPES, DeadLetter, DeckText
from .problems import Problem
from .questions import LookAnswer, LookQuestion
from .request import DeckRequest

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS_FROM_BELOW = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_BOUNDS_FROM_ABOVE = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def models() -> dict[str, type[BaseModel]]:
    """Return every model whose schema is published, by the name of its file."""
    published: dict[str, type[BaseModel]] = dict(EVENT_TYPES)
    published |= {"deadletter": DeadLetter, "deck-text": DeckText, "problem": Problem, "deck-request": DeckRequest}
    published |= {"look-question": LookQuestion, "look-answer": LookAnswer}
    return published


def generate() -> dict[str, Schema]:
    """Return the JSON Schema (2020-12) of every published model by name."""
    found: dict[str, Schema] = {}
    for name, model in sorted(models().items()):
        found[name] = {"$schema": _DIALECT, "$id": f"urn:deckwire:schema:v1:{name}", **model.model_json_schema()}
    return found


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """Return what in `new` could break a reader or writer of `old`, empty when it is a pure addition.

    Removed properties and definitions, changed types, removed enum values or union members, narrowed bounds and
    newly required properties break; new optional properties, new enum values and new members do not.
    """
    found: list[str] = []
    _compare(old, new, "", found)
    old_defs, new_defs = old.get("$defs", {}), new.get("$defs", {})
    for name, schema in old_defs.items():
        if name not in new_defs:
            found.append(f"$defs/{name}: removed")
        else:
            _compare(schema, new_defs[name], f"$defs/{name}", found)
    return found


def _compare(old: Schema, new: Schema, where: str, found: list[str]) -> None:
    found += [
        f"{where}: {key} was {old[key]!r}, is {new.get(key)!r}"
        for key in ("type", "$ref", "const", "pattern", "format")
        if key in old and old[key] != new.get(key)
    ]
    found += [f"{where}: enum lost {value!r}" for value in old.get("enum", []) if value not in new.get("enum", [value])]
    found += _narrowed(old, new, where)
    _compare_properties(old, new, where, found)
    for key in ("items", "additionalProperties"):
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            _compare(old[key], new[key], f"{where}/{key}", found)
    for key in ("anyOf", "oneOf"):
        _compare_members(old.get(key, []), new.get(key, []), f"{where}/{key}", found)


def _compare_properties(old: Schema, new: Schema, where: str, found: list[str]) -> None:
    properties = new.get("properties", {})
    for name, schema in old.get("properties", {}).items():
        if name not in properties:
            found.append(f"{where}/{name}: removed")
        else:
            _compare(schema, properties[name], f"{where}/{name}", found)
    found += [
        f"{where}/{name}: newly required" for name in new.get("required", []) if name not in old.get("required", [])
    ]
    if old.get("additionalProperties", True) is not False and new.get("additionalProperties", True) is False:
        found.append(f"{where}: no longer takes other properties")


def _compare_members(old: list[Schema], new: list[Schema], where: str, found: list[str]) -> None:
    known = [json.dumps(member, sort_keys=True) for member in new]
    for n, member in enumerate(old):
        if json.dumps(member, sort_keys=True) in known:
            continue
        if n < len(new) and "$ref" not in member:
            _compare(member, new[n], f"{where}/{n}", found)
        else:
            found.append(f"{where}: lost {member.get('$ref', member)}")


def _narrowed(old: Schema, new: Schema, where: str) -> list[str]:
    rose = [key for key in _BOUNDS_FROM_BELOW if key in new and new[key] > old.get(key, float("-inf"))]
    fell = [key for key in _BOUNDS_FROM_ABOVE if key in new and new[key] < old.get(key, float("inf"))]
    return [f"{where}: {key} rose to {new[key]}" for key in rose] + [
        f"{where}: {key} fell to {new[key]}" for key in fell
    ]


def read(folder: Path) -> dict[str, Schema]:
    """Return the schemas that lie in `folder`, by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def write(folder: Path) -> list[str]:
    """Write every schema to `folder` and return what would break; nothing is written when anything would."""
    folder.mkdir(parents=True, exist_ok=True)
    generated = generate()
    broken: list[str] = []
    for name, old in read(folder).items():
        if name not in generated:
            broken.append(f"{name}: removed")
        else:
            broken += [f"{name}{change}" for change in breaking_changes(old, generated[name])]
    if not broken:
        for name, schema in generated.items():
            text = json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return broken


def main(arguments: list[str] | None = None) -> int:
    """Regenerate the schemas in a folder; exits with 1 and names the changes when one would break a consumer."""
    parser = argparse.ArgumentParser(prog="python -m deckwire_contracts.schemas", description=main.__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("contracts/schemas/v1"))
    broken = write(parser.parse_args(arguments).folder)
    for change in broken:
        sys.stderr.write(f"breaking: {change}\n")
    if broken:
        sys.stderr.write("nothing written; add a field or a new version of the event instead\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
