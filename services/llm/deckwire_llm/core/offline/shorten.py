"""Shorter sentences by leaving out what is safe to leave out; no word is ever added or exchanged."""

from __future__ import annotations

import re

from .words import length

_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]|\s*\[[^\[\]]*\]")
_OPENERS = re.compile(
    r"^(?:however|moreover|furthermore|in addition|additionally|as a result|therefore|thus|consequently|meanwhile|"
    r"in particular|for example|for instance|in fact|of course|finally|overall|in short|in summary|to summarise|"
    r"to summarize|notably|importantly|at the same time|also|in other words|as such|that said|"
    r"außerdem|darüber hinaus|zudem|insgesamt|schließlich|jedoch|allerdings|"
    r"cependant|en outre|de plus|en effet|ainsi|enfin|sin embargo|además|por lo tanto|por ejemplo|finalmente),\s+",
    re.IGNORECASE,
)
_LEADING_JOINT = re.compile(r"^(?:and|but|so|und|aber|et|mais|y|pero)\s+(?=\S)", re.IGNORECASE)
# A tail that only adds to what was said. Tails that bind it (if, unless, except, only, but) are never cut.
_TAILS = re.compile(
    r"(?:,\s+(?:(?:all|both|most|some|many|one|two|three|part|half|each)\s+of\s+)?(?:which|who|whose|where|whereas|"
    r"while|as|since|including|such as|so that|thereby|thus|making|leaving|allowing|"
    r"enabling|giving|helping|driven by|led by|supported by|helped by|reflecting|compared with|compared to|"
    r"was|wobei|wodurch|sodass|so dass|weil|da|während|nachdem|darunter|insbesondere|vor allem|"
    r"welche[rs]?|ce qui|notamment|tandis que|alors que|grâce à|lo que|incluyendo|mientras|gracias a)\s"
    r"|\s+(?:because|which means|sodass|so that)\s|;\s|\s[–—]\s|[；])",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:not|no|never|only|except|unless|if|but|until|without|despite|although|however|nicht|kein\w*|nur|außer|wenn|"
    r"falls|aber|ohne|obwohl|trotz|ne|pas|sauf|si|mais|sans|malgré|sólo|solo|excepto|pero|sin|aunque)\b|n['’]t\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"[\s,]+(?:and|or|but|und|oder|et|ou|y|o|because|which|that)$", re.IGNORECASE)
# A head that ends so was cut in the middle of a thought.
_UNFINISHED = re.compile(
    r"\b(?:not|never|only|just|even|mainly|partly|mostly|largely|simply|chiefly|perhaps|either|neither|whether|than|as|"
    r"more|less|such|both|if|when|unless|while|although|though|since|once|until|nicht|nur|sowohl|weder|als|wenn|obwohl|"
    r"pas|seulement|si|quand|sólo|solo|cuando|aunque)$|^(?:if|when|unless|although|though|while|since|once|because|as|"
    r"wenn|falls|obwohl|da|weil|während|sobald|si|quand|lorsque|bien que|cuando|aunque|como)\b[^,]*$",
    re.IGNORECASE,
)
_ENDS = " .。,;:；，、"
_NEEDS_CONTEXT = re.compile(
    r"^(?:it|its|they|their|them|this|these|those|that|he|she|his|her|such|both|there|here|the (?:former|latter|same)|"
    r"er|sie|es|dies\w*|das|dabei|damit|dadurch|deren|il|elle|ils|elles|cela|ce|cette|ces|él|ella|ellos|esto|"
    r"esta|estos|ello)\b",
    re.IGNORECASE,
)


def plain(sentence: str) -> str:
    """Return `sentence` without the connective it begins with and without its full stop."""
    text = _OPENERS.sub("", sentence.strip())
    if text == sentence.strip():
        text = _LEADING_JOINT.sub("", text)
    text = text.rstrip()
    if not re.search(r"(?:\.\.\.|\b(?:[A-Z]|etc|Inc|Ltd|Co|Corp|e\.g|i\.e|z\.B|usw|a\.m|p\.m)\.)$", text):
        text = text.rstrip(_ENDS)
    text = _HANGING.sub("", text)
    return text[:1].upper() + text[1:] if text[:1].islower() and not _mixed_case(text) else text


def shorten(sentence: str, limit: int) -> str | None:
    """Return `sentence` in at most `limit` words, or None when that cannot be done without changing its meaning.

    Left out are, in this order and only as far as needed: connectives at the start, parentheses, then tails that
    merely add to the statement.
    """
    text = plain(sentence)
    if length(text) <= limit:
        return text
    bare = plain(_PARENTHESES.sub("", text))
    if length(bare) <= limit:
        return bare
    best: str | None = None
    for match in _TAILS.finditer(bare):
        head, tail = bare[: match.start()], bare[match.start() :]
        if length(head) < 4 or _BINDING.search(tail) or _open(head) or _UNFINISHED.search(head):
            continue
        if length(head) <= limit:
            best = plain(head)  # the longest head that fits
    return best


def stands_alone(sentence: str) -> bool:
    """Return whether the sentence can be read without the one before it."""
    return not _NEEDS_CONTEXT.match(sentence.lstrip("\"'“„«( ")) and not sentence.rstrip().endswith((":", "："))


def as_title(text: str) -> str:
    """Return `text` as a title: one line, no full stop at the end."""
    title = plain(" ".join(text.split()))
    return title[:1].upper() + title[1:] if title[:1].islower() and not _mixed_case(title) else title


def clip(text: str, characters: int) -> str:
    """Return `text` cut between words so that it has at most `characters`, an ellipsis where something is missing."""
    if len(text) <= characters:
        return text
    head = text[: characters - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > characters // 2 else head).rstrip(_ENDS + "-–—(") + "…"


def _mixed_case(text: str) -> bool:
    """Whether the first word is spelt on purpose with a small letter: iPhone, pH, npm-audit, `import`."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return any(c.isupper() or c.isdigit() or c in "_./(-" for c in first[1:])


def _open(head: str) -> bool:
    return head.count("(") != head.count(")") or head.count("“") != head.count("”") or head.count('"') % 2 == 1
