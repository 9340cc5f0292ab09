"""How servers that speak the OpenAI dialect differ."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from urllib.parse import urlsplit


class Tier(IntEnum):
    """How firmly a server can be held to a JSON schema."""

    STRICT = 1
    SCHEMA = 2
    OBJECT = 3
    PROMPT = 4


@dataclass(frozen=True)
class Profile:
    """What a kind of server accepts: the optional fields, the field of the token cap, the first tier to try.

    `bounds`: whether lengths may stand in a schema. Grammar-based servers need them, or small models write
    for ever; hosted strict modes reject them.
    """

    name: str
    fields: frozenset[str]
    cap_field: str = "max_tokens"
    tier: Tier = Tier.STRICT
    bounds: bool = False


_OPENROUTER = Profile("openrouter", frozenset({"models", "provider", "reasoning", "temperature"}))
_OPENAI = Profile(
    "openai", frozenset({"stream_options", "temperature", "reasoning_effort"}), cap_field="max_completion_tokens"
)
_GEMINI = Profile("gemini", frozenset({"stream_options", "temperature"}), tier=Tier.SCHEMA)
_ANTHROPIC = Profile("anthropic", frozenset({"temperature"}), tier=Tier.PROMPT)
_COMPATIBLE = Profile("compatible", frozenset({"stream_options", "temperature"}), bounds=True)

_BY_HOST = {
    "openrouter.ai": _OPENROUTER,
    "api.openai.com": _OPENAI,
    "generativelanguage.googleapis.com": _GEMINI,
    "api.anthropic.com": _ANTHROPIC,
}


def profile_for(base_url: str, *, openrouter: bool = False) -> Profile:
    """Return the profile of the server at `base_url`; `openrouter` says that it is OpenRouter under another name."""
    if openrouter:
        return _OPENROUTER
    return _BY_HOST.get(urlsplit(base_url).hostname or "", _COMPATIBLE)


_BOUNDS = frozenset({"minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"})


def without_bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of `schema` in the subset that every strict mode takes."""
    copy = deepcopy(schema)
    open_ends: list[Any] = [copy]
    while open_ends:
        node = open_ends.pop()
        if isinstance(node, dict):
            if "type" in node or "anyOf" in node:
                for key in _BOUNDS & node.keys():
                    del node[key]
            open_ends.extend(node.values())
        elif isinstance(node, list):
            open_ends.extend(node)
    return copy


def response_format(tier: Tier, name: str, schema: dict[str, Any], profile: Profile) -> dict[str, Any] | None:
    """Return the `response_format` of a tier, None when the prompt alone has to do."""
    if tier is Tier.PROMPT:
        return None
    if tier is Tier.OBJECT:
        return {"type": "json_object"}
    body = schema if profile.bounds else without_bounds(schema)
    return {"type": "json_schema", "json_schema": {"name": name, "strict": tier is Tier.STRICT, "schema": body}}
