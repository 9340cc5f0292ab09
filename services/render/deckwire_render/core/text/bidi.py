"""In which direction each character of a line runs: the Unicode Bidirectional Algorithm (UAX #9).

Explicit embeddings, overrides and isolates are left out: the sanitizer takes their characters from every text.
"""

from __future__ import annotations

import unicodedata

_NUMBERS = ("EN", "AN")
_NEUTRAL = ("B", "S", "WS", "ON")
_MARKS = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "")
_OPEN = "([{«‹⟨〈《「『【〔〖〘〚（［｛｢"
_CLOSE = ")]}»›⟩〉》」』】〕〗〙〛）］｝｣"
_DEPTH = 63


def strong(text: str) -> bool:
    """Return whether `text` has a letter that runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in set(text))


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character of a paragraph: odd ones run from right to left."""
    base = 1 if rtl else 0
    own = "R" if rtl else "L"
    kinds = [unicodedata.bidirectional(char) for char in text]
    _weak(kinds, own)
    _brackets(text, kinds, own)
    _neutral(kinds, own)
    found = []
    for kind in kinds:
        if kind in _NUMBERS:
            found.append(2)
        elif kind == "L":
            found.append(base + base % 2)
        else:
            found.append(1)
    for at in range(len(text) - 1, -1, -1):  # rule L1: white space at the end keeps the paragraph's direction
        if not text[at].isspace():
            break
        found[at] = base
    return found


def _weak(kinds: list[str], own: str) -> None:
    """Resolve marks, numbers and their separators (rules W1 to W7)."""
    before = letter = own
    for at, kind in enumerate(kinds):
        if kind == "NSM" or kind in _MARKS:
            kinds[at] = before
        elif kind == "EN" and letter == "AL":
            kinds[at] = "AN"
        if kind in ("L", "R", "AL"):
            letter = kind
        before = kinds[at]
    for at, kind in enumerate(kinds):
        if kind == "AL":
            kinds[at] = "R"
    for at in range(1, len(kinds) - 1):
        around = {kinds[at - 1], kinds[at + 1]}
        if (kinds[at] in ("ES", "CS") and around == {"EN"}) or (kinds[at] == "CS" and around == {"AN"}):
            kinds[at] = kinds[at - 1]
    _terminators(kinds)
    letter = own
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            letter = kind
        elif kind == "EN" and letter == "L":
            kinds[at] = "L"


def _terminators(kinds: list[str]) -> None:
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at and "EN" in (kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else ""):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)


def _brackets(text: str, kinds: list[str], own: str) -> None:
    """Give both brackets of a pair one direction (rule N0)."""
    for start, end in _pairs(text, kinds):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {""}
        if not inside:
            continue
        if own in inside:
            chosen = own
        else:
            before = next((d for kind in reversed(kinds[:start]) if (d := _direction(kind))), own)
            chosen = before if before in inside else own
        kinds[start] = kinds[end] = chosen


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    found = []
    for at, char in enumerate(text):
        if kinds[at] != "ON":
            continue
        if char in _OPEN:
            if len(opened) == _DEPTH:
                return []
            opened.append((_CLOSE[_OPEN.index(char)], at))
        elif char in _CLOSE:
            match = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == char), None)
            if match is not None:
                found.append((opened[match][1], at))
                del opened[match:]
    return sorted(found)


def _direction(kind: str) -> str:
    return "R" if kind in ("R", *_NUMBERS) else "L" if kind == "L" else ""


def _neutral(kinds: list[str], own: str) -> None:
    """Resolve what has no direction by what stands around it (rules N1 and N2)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _direction(kinds[at - 1]) if at else own
            after = _direction(kinds[end]) if end < len(kinds) else own
            kinds[at:end] = [before if before == after else own] * (end - at)
        at = max(end, at + 1)
