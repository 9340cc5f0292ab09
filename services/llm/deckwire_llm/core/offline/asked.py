"""What a prompt is: an instruction with a topic in it, or a text to make slides of."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from .words import length, sentences

_VERB = (
    r"(?:make|create|build|generate|write|prepare|produce|draft|design|give|need|want|do|put together|erstelle?n?|mach\w*|"
    r"schreib\w*|generier\w*|brauche|crée[rz]?|fai[st]|faire|génère[rz]?|prépare[rz]?|crea\w*|haz|genera\w*|prepara\w*)"
)
_DECK = (
    r"(?:power\s?point|slides?(?:how|\s?deck)?|deck|presentation|pitch(?:\s?deck)?|talk|präsentation|foliensatz|folien|vortrag|"
    r"présentation|diaporama|diapositives|presentación|diapositivas|presentazione|apresentação|presentatie)"
)
_LEAD = re.compile(
    rf"^(?:(?:please|can you|could you|would you|would like to|would like|'d like|i|we|you|hey|hi|hello|bitte|ich|kannst du|"
    rf"s'il (?:vous|te) plaît|por favor)[\s,]+)*(?:{_VERB}\s+)?(?:(?:please|bitte)\s+)?(?:me\s+|us\s+|mir\s+|uns\s+|moi\s+|nous\s+|una?\s+)?"
    rf"(?:an?|the|some|eine?n?|une?|les|des|una?)?\s*(?:(?:short|brief|quick|professional|detailed|nice|great|good|new|kurze?|"
    rf"\d+[\s-]?(?:slides?|pages?|minutes?|folien|seiten|seitige|min)?)[\s,-]+)*(?:{_DECK}\s*)+"
    rf"(?:(?:of|with|mit|de|avec|con)\s+\d+\s+(?:slides?|folien|diapositives|diapositivas)\s*)?"
    rf"(?:about|on|for|of|regarding|covering|explaining|that explains?|titled|called|über|zu|zum|zur|von|sur|à propos d['e]u?|de|sobre|acerca de|su|:)?"
    rf"\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"^(?:请|請)?(?:帮我)?(?:制作|创建|生成|做|写)?(?:一个|一份)?(?:关于|有关)?(.{1,60}?)(?:的|についての|に関する)?(?:演示文稿|幻灯片|簡報|简报|PPT|プレゼン(?:テーション)?)(?:を.*)?$",
    re.IGNORECASE,
)
_BARE_LEAD = re.compile(
    r"^(?:please\s+|bitte\s+)?(?:tell (?:me|us) about|explain|describe|summari[sz]e|present|write about|talk about|erkläre?|beschreibe?|"
    r"explique[rz]?|explica)\s+(?:me\s+|us\s+|mir\s+|uns\s+)?(?=\S)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(\d{1,2})[\s-]*(?:slides?|pages?|folien|seiten|diapositives|diapositivas|slide)\b", re.IGNORECASE
)
_TAIL = re.compile(
    r"[\s,;.]*(?:(?:(?:in|with|mit|en|con|avec|of)\s+)?(?:about\s+|around\s+|rund\s+)?\d{1,2}\s+(?:slides?|folien|pages?|diapositiv\w+)|"
    r"please|bitte|thanks?(?: you)?)[\s.!]*$",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+\S|\s*\|.*\|\s*$|```)", re.MULTILINE)
_HEADED = re.compile(r"\s*#{1,6}[ \t]+\S[^\n]*\n\s*\S")
_HEADING_MARK = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_LIST = re.compile(r"^\s*(?:[-*•+]|\d+[.)])\s+\S", re.MULTILINE)


_MOST = 600  # characters in which an instruction stands; patterns never see more


def is_text(content: str) -> bool:
    """Return whether a prompt is itself what the slides are to be made of: Markdown, paragraphs, several sentences."""
    if (
        _HEADED.match(content)
        or len(_MARKDOWN.findall(content)) >= 2
        or (_MARKDOWN.search(content) and length(content) >= 25)
    ):
        return True
    words = length(content)
    if len(_LIST.findall(content)) >= 3 and words >= 20:
        return True
    if _LEAD.match(content[:_MOST]) and _lead_is_instruction(content) and words < 120:
        return False
    return (len(sentences(content)) >= 4 and words >= 45) or words >= 120


def _lead_is_instruction(content: str) -> bool:
    match = _LEAD.match(content[:_MOST])
    return bool(match and match.end() > 3 and re.search(_DECK, match.group(), re.IGNORECASE))


def topic(content: str) -> str:
    """Return the topic of an instruction, or nothing: "make a deck about solar power" gives "Solar power"."""
    text = " ".join(_HEADING_MARK.sub("", content[:_MOST]).split())
    first = text
    if (wrapped := _HAN.match(text)) is not None:
        first = wrapped[1]
    elif _lead_is_instruction(text):
        match = _LEAD.match(text)
        first = text[match.end() :] if match else text
    else:
        first = _BARE_LEAD.sub("", text)
    first = _TAIL.sub("", _TAIL.sub("", first)).strip(" .:;,!?-–—\"'“”„")
    parts = sentences(first)
    if len(parts) > 1 and length(parts[0]) >= 1:
        first = parts[0].strip(" .:;,!")
    words = first.split()
    if len(words) > 14:
        cut = re.split(
            r"\s(?:that|which|with|including|for|so that|because|und|mit|für|pour|para)\s|[,;:](?!\d)",
            first,
            maxsplit=1,
        )[0]
        first = cut if 1 <= len(cut.split()) <= 16 else " ".join(words[:12])
    first = first.strip(" .:;,!")
    return first[:1].upper() + first[1:]


def slides_wanted(content: str) -> int | None:
    """Return how many slides a short prompt asks for in words, 1 to 50, or None."""
    match = _COUNT.search(content[:600])
    number = int(match[1]) if match else 0
    return number if 1 <= number <= 50 else None
