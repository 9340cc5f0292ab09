"""Where a line may end: at white space, after hyphens and dashes, between ideographs."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters that may not begin a line and those that may not end one (a practical cut of JIS X 4051).
_NOT_FIRST = frozenset(
    "!%),.:;?]}¢°’”…、。々〉》」』】〕〗〙〛ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・ーヽヾ！％），．：；？］｝～"
)
_NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〘〚（［｛￥")
_SPACES = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
_DASHES = frozenset("\u2013\u2014\u2010\u2012")
# Scripts written without spaces whose words only a dictionary finds; a line may end at any cluster.
_SPACELESS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))


@lru_cache(maxsize=8192)
def wide(char: str) -> bool:
    """Return whether `char` fills a full em cell, as ideographs, kana, full-width forms and emoji do."""
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def _ideographic(char: str) -> bool:
    point = ord(char)
    if 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF:
        return False  # Hangul is wrapped by words
    return wide(char) or any(low <= point <= high for low, high in _SPACELESS)


def pieces(text: str) -> list[str]:
    """Return `text` cut after every place where a line may end; joined, the pieces are `text`.

    White space stays at the end of the piece before it.
    """
    if text.isascii() and "-" not in text:
        return _words(text)
    cuts: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if _may_break(text, at):
            cuts.append(text[start:at])
            start = at
    if start < len(text):
        cuts.append(text[start:])
    return cuts


def _words(text: str) -> list[str]:
    cuts: list[str] = []
    start = 0
    while start < len(text):
        space = text.find(" ", start)
        if space < 0:
            cuts.append(text[start:])
            break
        end = space + 1
        while end < len(text) and text[end] == " ":
            end += 1
        cuts.append(text[start:end])
        start = end
    return cuts


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before in _SPACES or after in _SPACES:
        return after not in _SPACES
    if before == "-":
        # A hyphen in a word ends a line, a minus sign or a range of figures does not.
        return at >= 2 and text[at - 2].isalpha() and after.isalpha()
    if before in _DASHES:
        return not after.isdigit()
    if before in _NOT_LAST or after in _NOT_FIRST or unicodedata.category(after) in ("Mn", "Mc"):
        return False
    return _ideographic(before) or _ideographic(after)
