"""Strings of a model made fit for a slide: no Markdown, no addresses, no placeholders, no sentence cut in a word."""

from __future__ import annotations

import re

from deckwire_contracts.text import sanitize

_URL = re.compile(r"(?:\bhttps?://|\bwww\.)[^\s<>\")\]]+", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BULLET = re.compile(r"^\s*(?:[-*•▪–]|#{1,6})\s+")
_PLACEHOLDER = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b|\bTBD\b|\bTBA\b|\bto be (?:determined|added|completed)\b"
    r"|\byour (?:text|title|content|company name|name) here\b|\binsert (?:\w+ ){0,4}here\b"
    r"|\[(?:insert|your|company|client|name|date|number|x+)[^\]]{0,40}\]|^(?:bullet(?: point)?|point|item) ?\d+\.?$"
    r"|\bX{2,}\s?%",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？](?=\s|$)")

# Limits steer the writer; a word more is better than a sentence cut off.
_TOLERANCE = 1.25


def plain(text: str, allowed: str = "") -> str:
    """Return `text` without control characters, Markdown marks, tags, and addresses that `allowed` does not hold."""
    text = _MARKDOWN_LINK.sub(r"\1", sanitize(text))
    text = _EMPHASIS.sub(r"\2", text).replace("`", "")
    text = _URL.sub(lambda found: found[0] if found[0] in allowed else "", text)
    text = _TAG.sub("", text)
    return _BULLET.sub("", text).strip()


def is_placeholder(text: str) -> bool:
    """Return whether `text` stands for something that somebody still has to write."""
    return bool(_PLACEHOLDER.search(text))


def fitted(text: str, longest: int) -> str:
    """Return `text` when it is at most a quarter longer than `longest`, else cut after a sentence or a word."""
    if len(text) <= longest * _TOLERANCE:
        return text
    head = text[:longest]
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= longest * 0.5:
        return head[: ends[-1]]
    word = head[:-1].rsplit(None, 1)[0] if " " in head.strip() else head[:-1]
    return word.rstrip(" ,;:–-") + "…"


def same_words(one: str, other: str) -> bool:
    """Return whether two texts say the same, letter case, spaces and punctuation aside."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
