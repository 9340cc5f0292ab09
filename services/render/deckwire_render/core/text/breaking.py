"""Where a line may end: at white space, after hyphens and dashes, between ideographs, at phrases of Thai."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from . import phrases

# Characters that may not begin a line and those that may not end one (a practical cut of JIS X 4051).
_NOT_FIRST = frozenset(
    "!%),.:;?]}¢°’”…、。々〉》」』】〕〗〙〛ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "・ーヽヾゝゞ゛゜〜〟！％），．：；？］｝～｠｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ‰‱′″℃¼½¾"
)
_NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〘〚〝（［｛￥＄￡｟｢№#＃@")
# Even after a space these do not begin a line, nor does anything after a space behind an opening bracket.
_NEVER_FIRST = frozenset("!%),.:;?]}¢°’”…、。々〉》」』】〕ー・％！），．：；？］｝～/-–—‰′″|")
_OPENING = frozenset("([{（「『【〔［｛〈《")
_GLUE = frozenset("\u00a0\u202f\u2060")
_SPACED = re.compile(r" [!%),.:;?\]}/|]|[(\[{] ")
_QUOTES = frozenset("\"'“”‘’«»‹›„‚‟‛")
_SPACES = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
# The soft hyphen, dashes, the hyphens of Armenian, Hebrew and Tibetan.
_DASHES = frozenset("\u00ad\u2013\u2014\u2010\u2012\u058a\u05be")
# Scripts written without spaces; where Thai may break is looked up, the others may at any cluster.
_SPACELESS = ((0x0E80, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
# Vowels that stand before the consonant that they are spoken after, and signs that bind the next letter.
_LEADING = frozenset("เแโใไເແໂໃໄ\u17d2\u1039")
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")


@lru_cache(maxsize=8192)
def wide(char: str) -> bool:
    """Return whether `char` fills a full em cell, as ideographs, kana, full-width forms and emoji do."""
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def ideographic(char: str) -> bool:
    """Return whether a line may end on either side of `char` without a space."""
    point = ord(char)
    if 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF:
        return False  # Hangul is wrapped by words
    return wide(char) or any(low <= point <= high for low, high in _SPACELESS)


@lru_cache(maxsize=8192)
def _extending(char: str) -> bool:
    """Return whether `char` belongs to the character before it: a mark, a joiner, a selector, a skin tone."""
    point = ord(char)
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me")
        or point in (0x200C, 0x200D)
        or 0x1F3FB <= point <= 0x1F3FF
        or 0xE0020 <= point <= 0xE007F
    )


def _flag(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _joined(text: str, at: int) -> bool:
    """Return whether the characters before and at `at` are one to who reads them."""
    before, after = text[at - 1], text[at]
    if _extending(after) or before == "\u200d" or before in _LEADING:
        return True
    if _flag(before) and _flag(after):
        start = at
        while start > 0 and _flag(text[start - 1]):
            start -= 1
        return (at - start) % 2 == 1
    return False


def clusters(text: str) -> list[str]:
    """Return `text` cut into what a reader takes for characters; joined, they are `text`."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if not _joined(text, at):
            found.append(text[start:at])
            start = at
    if start < len(text):
        found.append(text[start:])
    return found


def fragments(piece: str) -> list[str]:
    """Return a piece, in which no line should end, cut after every mark that a letter or digit follows.

    Programs end a line at one or another of these before they break between two letters.
    """
    cuts: list[str] = []
    start = 0
    for at in range(1, len(piece)):
        if piece[at].isalnum() and not piece[at - 1].isalnum() and not _extending(piece[at - 1]):
            cuts.append(piece[start:at])
            start = at
    cuts.append(piece[start:])
    return cuts


def pieces(text: str) -> list[str]:
    """Return `text` cut after every place where a line may end; joined, the pieces are `text`.

    White space stays at the end of the piece before it.
    """
    if text.isascii() and "-" not in text and not _SPACED.search(text):
        return _words(text)
    phrased = {found.start() + at for found in _THAI.finditer(text) for at in phrases.thai(found.group())}
    cuts: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if at in phrased or _may_break(text, at):
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
    if after in _SPACES or before in _GLUE or after in _GLUE:
        return False
    if before in _SPACES:
        signed = after == "-" and text[at + 1 : at + 2].isdigit()
        return (signed or after not in _NEVER_FIRST) and text[:at].rstrip()[-1:] not in _OPENING
    if before == "-":
        # A hyphen in a word ends a line, a minus sign or a range of figures does not.
        return at >= 2 and text[at - 2].isalpha() and after.isalpha()
    if before in _DASHES:
        return not after.isdigit() and not _extending(after)
    if before in _NOT_LAST or after in _NOT_FIRST or before in _QUOTES or after in _QUOTES:
        return False
    return (ideographic(before) or ideographic(after)) and not _joined(text, at)
