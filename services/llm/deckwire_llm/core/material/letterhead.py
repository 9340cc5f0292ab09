"""What stands above the text of a letter, a memo or an e-mail, and what only e-mails carry around their words."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"^\s*(?:\*\*|__)?([A-Za-zÀ-ÿ-]{2,12}?)\s?[:：](?:\*\*|__)?\s*(?:\*\*|__)?\s*(\S.*?)\s*$")
_SUBJECT = frozenset(["subject", "re", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp"])
_FROM = frozenset(["from", "von", "author", "autor", "auteur", "de", "da", "van"])
_DATE = frozenset(["date", "sent", "datum", "gesendet", "fecha", "data", "envoyé", "enviado", "inviato", "verzonden"])
_OTHERS = frozenset(["to", "cc", "bcc", "an", "à", "para", "a", "aan", "attachments", "anlagen", "importance"])
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|sv|antw)\s*:\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:<[^<>\s]*@[^<>\s]*>|\[mailto:[^\]]*\]|\([^()\s]*@[^()\s]*\))")
_WROTE = re.compile(
    r"^(?:On|Am|Le|El|Il|Em|Op)\s.{4,80}?(?P<who>[^,<>\d]{2,60}?)\s*(?:<[^<>]*>)?\s*"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)\s*[^:]{0,60}:\s*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen)|bonjour|cher|chère|"
    r"hola|estimad[oa]s?|buongiorno|ciao|olá|beste|mesdames|messieurs|madame|monsieur|to whom it may concern|gentile|egregi[oa]?|caro|cara|geachte|"
    r"уважаем\w+|добрый день|здравствуйте)\b[^.!?]{0,60}[,!:]?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:thanks?|thank you|many thanks|cheers|best|best wishes|(?:kind |best |warm )?regards|sincerely|yours(?: sincerely)?|"
    r"(?:viele|beste|liebe|mit freundlichen) grüße[n]?|danke|lg|vg|mfg|cordialement|merci|bien à vous|saludos|gracias|"
    r"un saludo|cordiali saluti|grazie|abraços|obrigad[oa]|groeten)\b[^.?]{0,20}[,.!]?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:\s*>)+\s?")
_SIGNED = re.compile(
    r"^(?P<who>[A-ZÀ-ÝА-Я][\w'’.-]+(?:\s(?:[A-ZÀ-ÝА-Я][\w'’.-]*|van|von|der|den|de|du|di|da|le|la|el|al|bin)){1,4})(?:,\s*(?P<role>[^.!?]{3,80}))?$"
)
_SEARCHED = 14  # lines at the top of a text in which its head is looked for


@dataclass(frozen=True)
class Head:
    """What the head of a letter says of it, and the text below; empty where it says nothing."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""


def without_head(text: str) -> Head:
    """Return the text of a letter, memo or e-mail without its head, replies unfolded; any other text as it is."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if first < len(lines) and lines[first].startswith("# "):
        first = next((n for n in range(first + 1, len(lines)) if lines[n].strip()), len(lines))
    found: dict[str, str] = {}
    rest: list[str] = []
    end = first
    for end in range(first, min(len(lines), first + _SEARCHED) + 1):
        field = _FIELD.match(lines[end]) if end < len(lines) else None
        if field is None:
            break
        name = field[1].lower()
        if name in _OTHERS or any(name in names for names in (_SUBJECT, _FROM, _DATE)):
            found.setdefault(name, field[2])
        else:
            rest += [f"{field[1]}: {field[2]}", ""]
    named = {kind: next((found[n] for n in names if n in found), "") for kind, names in _KINDS.items()}
    kinds = sum(bool(value) for value in named.values()) + any(n in found for n in _OTHERS)
    if kinds < 2 and named["title"] and end == first + 1:
        return _letter(lines[:first], lines[end:], _REPLY.sub("", named["title"]).strip(" ?!"))
    if kinds < 2 and not (named["date"] and rest):
        return Head(text)
    is_mail = "@" in named["author"] or bool(_REPLY.match(named["title"])) or any(map(_WROTE.match, map(_bare, lines)))
    body = "\n".join([*lines[:first], "", *rest, *(_unfolded(lines[end:]) if is_mail else lines[end:])])
    return Head(
        body,
        title=_REPLY.sub("", named["title"]).strip(" ?!"),
        author=_ADDRESS.sub("", named["author"]).strip(" \"'"),
        date=named["date"],
    )


def _letter(above: list[str], below: list[str], title: str) -> Head:
    """A letter that names nothing but its subject: without greeting and farewell, its last line names its writer."""
    kept = [line for line in below if not _GREETING.match(line.strip()) and not _SIGN_OFF.match(line.strip())]
    last = next((n for n in reversed(range(len(kept))) if kept[n].strip()), None)
    signed = _SIGNED.match(kept[last].strip()) if last is not None else None
    if last is not None and signed is not None:
        kept = kept[:last]
    return Head("\n".join([*above, "", *kept]), title=title, author=signed.group() if signed else "")


_KINDS = {"title": _SUBJECT, "author": _FROM, "date": _DATE}


def _bare(line: str) -> str:
    return _MARK.sub("", line).strip()


def _unfolded(lines: list[str]) -> list[str]:
    """The messages of a thread, each reply under the name of its writer, without greetings and signatures."""
    made: list[str] = []
    signed = False
    depth = 0
    for line in lines:
        mark = _MARK.match(line)
        level = mark.group().count(">") if mark else 0
        bare = _bare(line)
        if level != depth:
            signed, depth = False, level
            made.append("")
        if wrote := _WROTE.match(bare):
            made += ["", f"## {wrote['who'].strip(' ,:')}", ""]
            signed = False
        elif bare in {"--", "—", "-- "} or _SIGN_OFF.match(bare):
            signed = True
        elif not signed and not _GREETING.match(bare):
            made.append(bare)
    return made
