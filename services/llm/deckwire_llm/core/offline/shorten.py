"""Shorter sentences by leaving out what is safe to leave out; no word is ever added or exchanged."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from .words import length

_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]|\s*\[[^\[\]]*\]")
_OPENERS = re.compile(
    r"^(?:however|moreover|furthermore|in addition|additionally|as a result|therefore|thus|consequently|meanwhile|"
    r"in particular|for example|for instance|in fact|of course|finally|overall|in short|in summary|to summarise|"
    r"to summarize|notably|importantly|at the same time|also|in other words|as such|that said|"
    r"außerdem|darüber hinaus|zudem|insgesamt|schließlich|jedoch|allerdings|"
    r"au total|en tout|en somme|en total|in total|in totale|no total|insgesamt gesehen|cependant|en outre|de plus|en effet|ainsi|enfin|sin embargo|además|por lo tanto|por ejemplo|finalmente|"
    r"tuttavia|inoltre|infine|pertanto|no entanto|além disso|portanto|por fim|однако|кроме того|поэтому|таким образом|"
    r"наконец|ωστόσο|επιπλέον|τέλος|επομένως),\s+"
    r"|^(?:однако|к тому же|ωστόσο)\s+(?=\S)"
    r"|^(?:しかし|一方で?|また|さらに|そして|そのほか|とくに|特に|なお)、?(?=\S)"
    r"|^(?:但是|然而|此外|同时|而且|另外|因此|最后)，(?=\S)"
    r"|^(?:그러나|하지만|또한|그리고|한편)\s+(?=\S)",
    re.IGNORECASE,
)
_LEADING_JOINT = re.compile(r"^(?:and|but|so|und|aber|et|mais|y|pero)\s+(?=\S)", re.IGNORECASE)
# A tail that only adds to what was said. Tails that bind it (if, unless, except, only, but) are never cut.
_TAILS = re.compile(
    r"(?:,\s+(?:(?:all|both|most|some|many|one|two|three|part|half|each)\s+of\s+)?(?:which|who|whose|where|whereas|"
    r"while|as|since|including|such as|so that|thereby|thus|making|leaving|allowing|"
    r"enabling|giving|helping|driven by|led by|supported by|helped by|reflecting|compared with|compared to|"
    r"built|made|called|named|known as|founded|based|located|with|was|wobei|wodurch|sodass|so dass|weil|da|während|nachdem|darunter|insbesondere|vor allem|"
    r"welche[rs]?|gegenüber|das heißt|ce qui|notamment|tandis que|alors que|grâce à|contre|soit|dont|à savoir|lo que|incluyendo|mientras|"
    r"gracias a|frente a|es decir|rispetto a|ossia|ou seja|tegenover|по сравнению|в том числе|то есть)\s"
    r"|，(?:其中|包括|例如|比如)|\s+(?:because|which means|sodass|so that)\s|,\s+(?:and|und|et|y|ohne dass)\s|;\s|:\s|\s[–—]\s|[；])",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:not|no|never|only|except|unless|if|but|until|without|despite|although|however|nicht|kein\w*|nur|außer|wenn|"
    r"falls|aber|ohne|obwohl|trotz|ne|pas|sauf|si|mais|sans|malgré|sólo|solo|excepto|pero|sin|aunque)\b|n['’]t\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^,\s+(?:and|und|et|y)\s", re.IGNORECASE)
_ADDED = re.compile(r"^,\s+ohne dass\s", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\b(?:is|are|was|were|be|as|following|follows|these|this|ist|sind|war|folgende\w*|est|sont|es|son)$"
)
_HANGING = re.compile(r"[\s,]+(?:and|or|but|und|oder|et|ou|y|o|because|which)$", re.IGNORECASE)
# A head that ends so was cut in the middle of a thought.
_UNFINISHED = re.compile(
    r"\b(?:not|never|only|just|even|mainly|partly|mostly|largely|simply|chiefly|perhaps|either|neither|whether|than|as|"
    r"more|less|such|both|if|when|unless|while|although|though|since|once|until|nicht|nur|sowohl|weder|als|wenn|obwohl|"
    r"pas|seulement|si|quand|sólo|solo|cuando|aunque)$|^(?:if|when|unless|although|though|while|since|once|because|as|"
    r"wenn|falls|obwohl|da|weil|während|sobald|si|quand|lorsque|bien que|cuando|aunque|como)\b[^,]*$",
    re.IGNORECASE,
)
_OPENING, _CLOSING_MARKS = frozenset('"“„«「'), frozenset('"”“»」')
_ENDS = " .。,;:；，、"
_NEEDS_CONTEXT = re.compile(
    r"^(?:it|its|they|their|them|(?:this|these)(?! (?:memo|report|paper|study|document|review|lecture|article|plan|proposal|note|guide)s?\b)|"
    r"those|that|he|she|his|her|such|both(?= (?:of|are|were|have|had|can|will|do)\b)|there(?! (?:is|are|was|were|has|have|will)\b)|here|"
    r"the (?:former|latter|same)|er|sie|es(?! gibt\b)|dies\w*|"
    r"das(?= (?:ist|sind|war|waren|hat|hatte|heißt|bedeutet|führt|führte|zeigt|gilt|macht|liegt|kostet|sagt|wird|kann|muss|soll|reicht|hilft|spart)\b)|dabei|damit|dadurch|deren|il|elle|ils|elles|cela|ce|cette|ces|él|ella|ellos|esto|"
    r"esta|estos|ello|eso|esa|questo|questa|questi|ciò|esso|essi|lui|lei|isso|isto|ele|ela|eles|elas|dit|dat|deze|hij|"
    r"он|она|они|оно|это|эт[аиу]|этот|его|её|их|при этом|він|вона|вони|воно|це|цей|αυτό|αυτή|αυτά|αυτοί|"
    r"هو|هي|هم|هذا|هذه|ذلك|تلك|ولذلك|זה|זו|זאת|הוא|היא|הם|यह|ये|वह|वे|इस|इन|उस|उन|इसके|इससे|उनके)\b"
    r"|^(?:これ|それ|この|その|あの|こうした|そうした|そのため|そこで|这|那|它|他们|她们|其中|其|此|该|이는|그는|이것|그것|이러한|이에)"
    r"|^(?:in|at|by|on|after|before|since|with|for|then|from|each|every|meanwhile)\b[^,]{0,24}?"
    r"\b(?:it|they|this|that|these|those|he|she|them)\b",
    re.IGNORECASE,
)
# Words that tie a sentence to the one before it; it may stand in a list after that one, never over a slide.
_TIED = re.compile(
    r"^(?:then|next|finally|first|firstly|second|secondly|third|thirdly|last|lastly|so|too|yet|otherwise|again|instead|"
    r"afterwards|later|meanwhile|also|dann|danach|zuerst|zunächst|schließlich|deshalb|daher|dadurch|trotzdem|sonst|"
    r"puis|ensuite|alors|d'abord|luego|después|entonces|poi|depois|затем|поэтому|потом)\b"
    r"|\b(?:he|she|him|her|hers|them|(?:do|does|did|done|doing) (?:it|so|this|that)|also|too$|, too|as well|therefore|however|otherwise|likewise|auch|ebenfalls|deshalb|daher|jedoch|davon|hingegen|"
    r"dagegen|aussi|également|donc|también|anche|também|также|тоже|поэтому)\b"
    r"|^(?:كما|لكن|لذلك|بينما)\b",
    re.IGNORECASE,
)


def plain(sentence: str) -> str:
    """Return `sentence` without the connective it begins with and without its full stop."""
    text = _OPENERS.sub("", sentence.strip())
    if text == sentence.strip():
        text = _LEADING_JOINT.sub("", text)
    text = text.rstrip()
    if not re.search(r"(?:\.\.\.|(?<!°)\b(?:[A-Z]|etc|Inc|Ltd|Co|Corp|e\.g|i\.e|z\.B|usw|a\.m|p\.m)\.)$", text):
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
        if length(head) < 4 or _open(head) or _UNFINISHED.search(head) or not _is_extra(head, tail):
            continue
        if length(head) <= limit:
            best = plain(head)  # the longest head that fits
    return best


def _is_extra(head: str, tail: str) -> bool:
    """Whether `tail` only adds to the statement in `head`: a clause of its own, not the end of a list."""
    if _JOINED.match(tail):
        return not re.search(r",(?!\d)", head) and length(head) >= 4 and length(tail) >= 6 and not _BINDING.search(tail)
    if tail.startswith(",") and re.search(r"[:：]", head):
        return False  # what follows a colon is a list more often than not
    if tail.startswith(":"):
        return length(head) >= 6 and not _ANNOUNCES.search(head)
    return bool(_ADDED.match(tail)) or not _BINDING.search(tail)


def stands_alone(sentence: str) -> bool:
    """Return whether the sentence can be read without the one before it."""
    if sentence[:1] in _OPENING and sentence.rstrip(" .")[-1:] in _CLOSING_MARKS:
        return False  # somebody's words without a name
    opening = _LEADING_JOINT.sub("", _OPENERS.sub("", sentence.lstrip("\"'“„«( ")))
    return not _NEEDS_CONTEXT.match(opening) and not sentence.rstrip().endswith((":", "："))


def leads(sentence: str) -> bool:
    """Return whether the sentence can stand over a slide: it needs none before it and is tied to none."""
    return stands_alone(plain(sentence)) and not _TIED.search(plain(sentence))


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
