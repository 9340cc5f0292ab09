"""From what a model said to the JSON object in it."""

from __future__ import annotations

import json
import re
from typing import Any

import json_repair

_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def parse_object(text: str, *, salvage: bool = False) -> dict[str, Any] | None:
    """Return the JSON object in `text`, None when there is none.

    Fences, prose around it, a byte order mark, raw control characters and trailing commas do no harm. With
    `salvage` an object that breaks off is closed where it ends; without, it counts as none, since guessing at
    the end of an answer that was cut short would hide that it was.
    """
    text = text.replace("\ufeff", "")
    _, closed, after = text.rpartition("</think>")
    if closed and "{" in after:
        text = after
    candidates = [match.strip() for match in _FENCE.findall(text)]
    start = text.find("{")
    if start < 0:
        return None
    candidates.append(text[start:])
    for candidate in candidates:
        for variant in (candidate, _TRAILING_COMMA.sub(r"\1", candidate)):
            found = _first_object(variant)
            if found is not None:
                return found
    if not salvage and not _closes(text[start:]):
        return None
    repaired = json_repair.loads(text[start:])
    if isinstance(repaired, list):
        repaired = next((item for item in repaired if isinstance(item, dict)), None)
    return repaired if isinstance(repaired, dict) and repaired else None


def _first_object(text: str) -> dict[str, Any] | None:
    start = text.find("{")
    if start < 0:
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _closes(text: str) -> bool:
    """Return whether braces balance, strings left out: the object ends, however it is misspelt."""
    depth, quoted, escaped = 0, False, False
    for char in text:
        if quoted:
            escaped, quoted = (not escaped and char == "\\"), not (char == '"' and not escaped)
        elif char == '"':
            quoted = True
        elif char in "{}":
            depth += 1 if char == "{" else -1
            if depth == 0:
                return True
    return False
