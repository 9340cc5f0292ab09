"""From a JSON schema to a realistic value that obeys it, the same one each time for the same prompt."""

from __future__ import annotations

import re
import zlib
from typing import Any

import jsonschema

from . import words

SLIDE_KINDS = (
    "bullets",
    "chart",
    "image_text",
    "table",
    "two_columns",
    "process",
    "big_number",
    "timeline",
    "comparison",
    "quote",
)
"""What stands between cover and closing, in this order, over and over."""

_COUNTS = {
    "categories": 4,
    "values": 4,
    "labels": 4,
    "x": 4,
    "headers": 3,
    "columns": 3,
    "cells": 3,
    "rows": 4,
    "series": 1,
    "steps": 4,
    "events": 4,
    "stats": 3,
    "items": 4,
    "bullets": 4,
    "points": 3,
    "takeaways": 3,
    "sources": 0,
    "source_refs": 0,
    "material": 0,
    "degradations": 0,
}


class Sampler:
    """Writes one value for `schema`; `prompt` steers counts and slide types and seeds the choice of words."""

    def __init__(self, schema: dict[str, Any], prompt: str = "", *, slides: int | None = None) -> None:
        self.root = schema
        self.prompt = prompt
        # Fences around data hold a fresh nonce each time; the words must not depend on it.
        self.seed = zlib.crc32(re.sub(r"\[[^\[\]\n]*\]", "", prompt).encode("utf-8", "replace"))
        self.slides = slides or slides_asked_for(prompt) or 6
        self._asked_type = type_asked_for(prompt)
        self._used = 0

    def value(self) -> Any:
        """Return the sample."""
        return self._make(self.root, ())

    # -- schema -------------------------------------------------------------------------------------------

    def _resolve(self, schema: Any) -> dict[str, Any]:
        seen = 0
        while isinstance(schema, dict) and "$ref" in schema and seen < 20:
            node: Any = self.root
            for part in schema["$ref"].removeprefix("#").strip("/").split("/"):
                if part:
                    node = node[part.replace("~1", "/").replace("~0", "~")]
            rest = {k: v for k, v in schema.items() if k != "$ref"}
            schema = {**node, **rest}
            seen += 1
        if isinstance(schema, dict) and len(schema.get("allOf", [])) == 1:
            schema = {**self._resolve(schema["allOf"][0]), **{k: v for k, v in schema.items() if k != "allOf"}}
        return schema if isinstance(schema, dict) else {}

    def _make(self, schema: Any, path: tuple[str | int, ...]) -> Any:
        schema = self._resolve(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choose(schema["enum"], path)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                return self._branch([self._resolve(s) for s in schema[union]], path)
        kind = schema.get("type")
        if isinstance(kind, list):
            others = [k for k in kind if k != "null"]
            kind = others[0] if others and not self._leave_out(path) else "null"
        if kind is None:
            kind = "object" if "properties" in schema else "array" if "items" in schema else "string"
        match kind:
            case "object":
                return self._object(schema, path)
            case "array":
                return self._array(schema, path)
            case "integer":
                return int(self._number(schema, path))
            case "number":
                return self._number(schema, path)
            case "boolean":
                return self._boolean(path)
            case "null":
                return None
            case _:
                return self._string(schema, path)

    def _object(self, schema: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
        properties: dict[str, Any] = schema.get("properties", {})
        made: dict[str, Any] = {}
        # A flat slide with a tag and nullable blocks gets only the blocks that its tag needs, so the tag comes first.
        names = sorted(properties, key=lambda n: n not in ("type", "layout"))
        for name in names:
            made[name] = self._make(properties[name], (*path, name))
        tag = made.get("type") or made.get("layout")
        if isinstance(tag, str):
            self._drop_foreign_blocks(tag, made, properties)
        return {name: made[name] for name in properties}

    def _drop_foreign_blocks(self, tag: str, made: dict[str, Any], properties: dict[str, Any]) -> None:
        for block, tags in _BLOCKS.items():
            if block in made and tag not in tags and self._nullable(properties[block]):
                made[block] = None

    def _nullable(self, schema: Any) -> bool:
        schema = self._resolve(schema)
        kind = schema.get("type")
        if kind == "null" or (isinstance(kind, list) and "null" in kind):
            return True
        return any(self._nullable(s) for union in ("anyOf", "oneOf") for s in schema.get(union, []))

    def _array(self, schema: dict[str, Any], path: tuple[str | int, ...]) -> list[Any]:
        key = self._key(path)
        if key == "slides":
            wanted = self.slides
        elif path and isinstance(path[-1], int) and key == "rows":
            wanted = 3
        else:
            wanted = _COUNTS.get(key, 3)
        low = int(schema.get("minItems", 0))
        high = int(schema.get("maxItems", max(wanted, low)))
        count = min(max(wanted, low), high)
        if key == "slides":
            self.slides = count
        prefix = schema.get("prefixItems", [])
        item = schema.get("items", {})
        return [self._make(prefix[i] if i < len(prefix) else item, (*path, i)) for i in range(count)]

    def _branch(self, branches: list[dict[str, Any]], path: tuple[str | int, ...]) -> Any:
        real = [b for b in branches if b.get("type") != "null"]
        if len(real) < len(branches) and (not real or self._leave_out(path)):
            return None
        tagged = {self._tag(b): b for b in real if self._tag(b)}
        if len(tagged) > 1:
            wanted = self._choose(list(tagged), (*path, "type"))
            return self._make(tagged[wanted], path)
        return self._make(real[0], path)

    def _tag(self, branch: dict[str, Any]) -> str:
        for name in ("type", "layout", "kind"):
            tag = self._resolve(branch.get("properties", {}).get(name, {}))
            if "const" in tag:
                return str(tag["const"])
            if len(tag.get("enum", [])) == 1:
                return str(tag["enum"][0])
        return ""

    def _leave_out(self, path: tuple[str | int, ...]) -> bool:
        key = self._key(path)
        if key == "image":
            return not picture_asked_for(self.prompt)
        return key in ("preferred", "from_revision", "page", "section", "delta", "max_cost_usd")

    # -- values -------------------------------------------------------------------------------------------

    @staticmethod
    def _key(path: tuple[str | int, ...]) -> str:
        return next((str(part) for part in reversed(path) if isinstance(part, str)), "")

    @staticmethod
    def _index(path: tuple[str | int, ...]) -> int:
        return next((part for part in reversed(path) if isinstance(part, int)), 0)

    def _choose(self, options: list[Any], path: tuple[str | int, ...]) -> Any:
        key = self._key(path)
        if key in ("type", "layout"):
            if "slides" in path:
                return self._kind_of_slide(options, self._index(path))
            if self._asked_type in options:
                return self._asked_type
        present = [o for o in options if o is not None]
        if None in options and self._leave_out(path):
            return None
        for favourite in ("column", "wide", "right", "en"):
            if favourite in present:
                return favourite
        return present[0] if present else None

    def _kind_of_slide(self, options: list[Any], index: int) -> Any:
        if index == 0 and "title" in options:
            return "title"
        if index == self.slides - 1 and index > 0 and "closing" in options:
            return "closing"
        usable = [k for k in SLIDE_KINDS if k in options] or options
        return usable[(index - 1) % len(usable)]

    def _boolean(self, path: tuple[str | int, ...]) -> bool:
        if self._key(path) in ("wants_image", "image"):
            return self._index(path) % 3 == 0
        return True

    def _number(self, schema: dict[str, Any], path: tuple[str | int, ...]) -> float:
        key, index = self._key(path), self._index(path)
        if key in ("number", "n"):
            value: float = index + 1
        elif key == "values":
            value = round(18 + (self.seed % 7) + 9.5 * index, 1)
        else:
            value = 3 + index
        low = schema.get("minimum", schema.get("exclusiveMinimum", value))
        high = schema.get("maximum", schema.get("exclusiveMaximum", value))
        return float(min(max(value, low), high))

    def _string(self, schema: dict[str, Any], path: tuple[str | int, ...]) -> str:
        text = self._words(path)
        if (pattern := schema.get("pattern")) and not re.search(pattern, text):
            text = f"s{self._index(path) + 1}"
        return fit(text, int(schema.get("minLength", 0)), schema.get("maxLength"))

    def _words(self, path: tuple[str | int, ...]) -> str:
        key, n = self._key(path), self._index(path)
        turn = self.seed + n + len(path) + (3 if "right" in path else 0)
        in_slides = "slides" in path

        def pick(choice: tuple[str, ...], by: int = turn) -> str:
            return choice[by % len(choice)]

        match key:
            case "id" | "slide_id":
                return f"s{n + 1}"
            case "title" | "heading" if path and any(p in path for p in ("steps", "events", "left", "right")):
                return pick(words.POINTS)
            case "title" if in_slides or len(path) > 1:
                return pick(words.TITLES, n + self.seed % len(words.TITLES))
            case "title":
                return title_asked_for(self.prompt) or pick(words.TITLES)
            case "heading":
                return pick(words.LABELS)
            case "notes":
                return " ".join(pick(words.SENTENCES, turn + i) for i in range(4))
            case "reply" | "message_to_user":
                return "Here is a first plan; say what should change."
            case "prompt" | "image_prompt":
                return pick(words.PICTURES)
            case "query" | "search_query":
                return pick(words.QUERIES)
            case "alt":
                return pick(words.ALTS)
            case "language":
                return "en"
            case "theme" | "theme_hint":
                return "indigo"
            case "categories" | "x":
                return words.CATEGORIES[n % len(words.CATEGORIES)]
            case "headers":
                return words.HEADERS[n % len(words.HEADERS)]
            case "rows" | "cells":
                row = next((part for part in path if isinstance(part, int)), 0)
                numbers = [part for part in path if isinstance(part, int)]
                row, cell = (numbers[-2], numbers[-1]) if len(numbers) > 1 else (row, 0)
                return words.CELLS[row % len(words.CELLS)][cell % 6]
            case "name":
                return pick(words.LABELS)
            case "axis":
                return "Plant"
            case "unit":
                return "MWh"
            case "source":
                return "Plant logs, illustrative"
            case "value":
                return pick(words.STATS)
            case "when":
                return words.WHEN[n % len(words.WHEN)]
            case "quote":
                return words.QUOTE
            case "author" | "byline" | "contact":
                return pick(words.PEOPLE)
            case "role":
                return "Harbour engineer"
            case "delta":
                return "+12%"
            case "label" | "text" | "items" | "points" | "bullets" | "takeaways" | "lead":
                return pick(words.POINTS)
            case _:
                return pick(words.SENTENCES)


_BLOCKS: dict[str, tuple[str, ...]] = {
    "bullets": ("bullets", "agenda", "image_text", "closing"),
    "chart": ("chart",),
    "table": ("table",),
    "stats": ("big_number",),
    "steps": ("process",),
    "events": ("timeline",),
    "quote": ("quote",),
    "columns": ("two_columns", "comparison", "two_column"),
    "left": ("two_columns", "comparison"),
    "right": ("two_columns", "comparison"),
}


def fit(text: str, low: int, high: int | None) -> str:
    """Return `text` cut at a word or made longer so that its length lies within the limits."""
    while len(text) < low:
        text = f"{text} and so on".strip()
    if high is None or len(text) <= high:
        return text
    cut = text[:high]
    whole = cut.rsplit(" ", 1)[0].rstrip(" ,.;")
    return whole if len(whole) >= max(low, 1) else cut


def slides_asked_for(prompt: str) -> int | None:
    """Return the number of slides that a prompt asks for, if it names one."""
    for pattern in (
        r"n_slides\W{1,6}(\d{1,2})\b",
        r"\bexactly (\d{1,2}) (?:\w+ )?slides?\b",
        r"\b(\d{1,2})[ -]slides?\b",
        r"\bnumber of slides\W{1,4}(\d{1,2})\b",
        r"\bslides\W{1,4}(\d{1,2})\b",
    ):
        if found := re.search(pattern, prompt, re.IGNORECASE):
            return int(found.group(1))
    return None


def type_asked_for(prompt: str) -> str | None:
    """Return the slide type that a prompt for one slide names, if it does."""
    found = re.findall(r"(?:slide type|type|layout)[\"'*`]*\s*(?:is|:|=)\s*[\"'*`]*([a-z_]+)", prompt, re.IGNORECASE)
    known = {*SLIDE_KINDS, "title", "section", "agenda", "full_image", "closing"}
    return next((name.lower() for name in found if name.lower() in known), None)


def title_asked_for(prompt: str) -> str | None:
    """Return the title that a prompt for one slide has planned, if it names one."""
    found = re.search(r"^(?:planned )?title: *(\S.*)$", prompt, re.IGNORECASE | re.MULTILINE)
    return found.group(1).strip() if found else None


def picture_asked_for(prompt: str) -> bool:
    """Return whether a prompt for one slide wants a picture; silence means yes."""
    return not re.search(
        r"(no picture|no image|wants_image\W{1,4}false|without (?:a )?(?:picture|image))", prompt, re.I
    )


def violations(schema: dict[str, Any], value: Any) -> list[str]:
    """Return where `value` breaks `schema`; empty when it obeys."""
    checker = jsonschema.Draft202012Validator(schema)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in checker.iter_errors(value)]


def strictness_errors(schema: dict[str, Any]) -> list[str]:
    """Return what the rules of strict mode forbid in `schema`, as OpenAI's endpoint enforces them."""
    found: list[str] = []
    if schema.get("type") != "object":
        found.append("schema must have type 'object' and not 'anyOf' at the root")

    def walk(node: Any, where: str) -> None:
        if isinstance(node, list):
            for i, item in enumerate(node):
                walk(item, f"{where}/{i}")
            return
        if not isinstance(node, dict):
            return
        if node.get("type") == "object" or "properties" in node:
            if node.get("additionalProperties") is not False:
                found.append(f"{where or '/'}: 'additionalProperties' is required to be supplied and to be false")
            missing = set(node.get("properties", {})) - set(node.get("required", []))
            if missing:
                found.append(
                    f"{where or '/'}: 'required' must include every key in properties; missing {sorted(missing)}"
                )
        found.extend(
            f"{where or '/'}: '{word}' is not permitted"
            for word in ("oneOf", "default", "allOf", "not")
            if word in node
        )
        if "$ref" in node and len(node) > 1:
            found.append(f"{where or '/'}: $ref cannot have keywords {sorted(set(node) - {'$ref'})}")
        for key, child in node.items():
            if key in ("properties", "$defs", "definitions") and isinstance(child, dict):
                for name, sub in child.items():
                    walk(sub, f"{where}/{key}/{name}")
            elif key in ("items", "anyOf", "oneOf", "allOf", "prefixItems", "not"):
                walk(child, f"{where}/{key}")

    walk(schema, "")
    return found


_FIELD = re.compile(
    r"^(?P<indent> *)- (?P<name>\w+): (?P<kind>text|list|object|boolean|integer|number(?: or null)?)\b(?P<rest>.*)$"
)


def schema_in_words(text: str) -> dict[str, Any] | None:
    """Return the schema that an indented list of fields describes, as models without schema support are told it.

    Understood are lines such as `- title: text; at most 90 characters` and `- items: list; 2 to 5 of them`, nested by
    indentation; None when there are none.
    """
    root: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    parents: list[tuple[int, dict[str, Any]]] = [(-1, root)]
    for line in text.splitlines():
        found = _FIELD.match(line)
        if not found:
            continue
        depth = len(found["indent"])
        while parents[-1][0] >= depth:
            parents.pop()
        owner = parents[-1][1]
        field = _field_in_words(found["kind"], found["rest"])
        owner["properties"][found["name"]] = field
        owner["required"].append(found["name"])
        inner = field.get("items", field) if field["type"] in ("array", "object") else None
        if inner is not None:
            parents.append((depth, _Nested(inner)))
    return root if root["properties"] else None


class _Nested(dict[str, Any]):
    """Turns the schema it stands for into an object as soon as a field is put into it."""

    def __init__(self, target: dict[str, Any]) -> None:
        super().__init__()
        self._target = target

    def __getitem__(self, key: str) -> Any:
        if "properties" not in self._target:
            self._target.clear()
            self._target.update({"type": "object", "properties": {}, "required": [], "additionalProperties": False})
        return self._target[key]


def _field_in_words(kind: str, rest: str) -> dict[str, Any]:
    if kind == "boolean":
        return {"type": "boolean"}
    if kind.startswith(("number", "integer")):
        return {"type": "number"}
    if kind == "object":
        return {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    if kind == "list":
        own, _, each = rest.partition("each:")
        item: dict[str, Any] = {"type": "string"}
        if "of them" in each:
            item = {"type": "array", "items": {"type": "string"}, **_count_in_words(each)}
        elif re.search(r"\bnumber\b", each):
            item = {"type": "number"}
        elif most := re.search(r"at most (\d+) characters", each):
            item = {"type": "string", "maxLength": int(most.group(1))}
        return {"type": "array", "items": item, **_count_in_words(own)}
    if options := re.search(r"; one of ([\w-]+(?:, [\w-]+)*)", rest):
        return {"type": "string", "enum": options.group(1).split(", ")}
    if most := re.search(r"at most (\d+) characters", rest):
        return {"type": "string", "maxLength": int(most.group(1))}
    return {"type": "string"}


def _count_in_words(text: str) -> dict[str, int]:
    if found := re.search(r"exactly (\d+) of them", text):
        return {"minItems": int(found.group(1)), "maxItems": int(found.group(1))}
    if found := re.search(r"(\d+) to (\d+) of them", text):
        return {"minItems": int(found.group(1)), "maxItems": int(found.group(2))}
    return {}
