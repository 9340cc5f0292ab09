"""From what a model said to the JSON object in it."""

from __future__ import annotations

import json
import re
from typing import Any

import json_repair

_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def parse_object(text: str) -> dict[str, Any] | None:
    """Return the JSON object in `text`, None when there is none or it breaks off.

    Fences, prose around it, a byte order mark, raw control characters, trailing commas and misspelt JSON do no
    harm. The end of an answer that was cut short is not guessed, since that would hide that it was.
    """
    text = _answer_of(text)
    start = text.find("{")
    if start < 0:
        return None
    for candidate in (*_FENCE.findall(text), text[start:]):
        for variant in (candidate, _TRAILING_COMMA.sub(r"\1", candidate)):
            found = _first_object(variant)
            if found is not None:
                return found
    return _repaired(text[start:]) if _closes(text[start:]) else None


def salvage_object(text: str) -> dict[str, Any] | None:
    """Return what is whole of the object in a text that was cut short; None when nothing is.

    The last item of the list in which the text breaks off goes, because nobody knows how it would have ended.
    """
    text = _answer_of(text)
    start = text.find("{")
    found = _repaired(text[start:]) if start >= 0 else None
    if found is not None:
        _drop_last(found)
    return found


def _answer_of(text: str) -> str:
    text = text.replace("\ufeff", "")
    _, closed, after = text.rpartition("</think>")
    return after if closed and "{" in after else text


def _repaired(text: str) -> dict[str, Any] | None:
    repaired = json_repair.loads(text)
    if isinstance(repaired, list):
        repaired = next((item for item in repaired if isinstance(item, dict)), None)
    return repaired if isinstance(repaired, dict) and repaired else None


def _drop_last(value: dict[str, Any]) -> None:
    name = next(reversed(value))
    last = value[name]
    if isinstance(last, list) and len(last) > 1:
        last.pop()
    elif isinstance(last, dict) and last:
        _drop_last(last)


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
