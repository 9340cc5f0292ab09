"""The structure of plain text, written out as Markdown: headings without marks, lists without marks, lines that stand
for themselves."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise

_RST = re.compile(r"^\.\. (?:[\w-]+::|_|\|)[^\n]*(?:\n[ \t]+\S[^\n]*)*", re.MULTILINE)
_RST_LINK = re.compile(r"`([^`<>]+?)\s*<https?://[^<>`]*>`__?")
_BULLET = re.compile(r"^(\s*)[•‣▪◦●·*]\s+")
_ITEM = re.compile(r"^\s*(?:[-+]\s|\d{1,3}[.)]\s|[|>])")
_NUMBERED_HEADING = re.compile(r"^(?:\d+\.)*\d+[.)]?\s+[^\W\d_].{1,70}$")
_SENTENCE_END = tuple(".!?:;,。！？：；，…")
_WITHIN = re.compile(r"[.!?…][\"'”’)]*\s+\S")
_BYLINE = re.compile(
    r"^(?:by|written by|prepared by|von|vorgelegt vo[nm]|par|rédigé par|por|elaborado por|di|a cura di)\s+"
    r"(?=[A-ZÀ-Ý])(\S.*)$",
    re.IGNORECASE,
)
_COUNTED = (
    re.compile(r"^第[一二三四五六七八九十百\d]{1,4}[章节節部編编回]\s*[、:：]?\s*(?=\S)"),
    re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、．.]\s*(?=\S)"),
    re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]\s*(?=\S)"),
    re.compile(r"^[■◆◇□▼]\s*(?=\S)"),
    re.compile(r"^[IVX]{1,5}[.)]\s+(?=[^\W\d_])"),
    re.compile(
        r"^(?:TOP|Punkt|Kapitel|Abschnitt|Chapter|(?:Agenda )?[Ii]tem|Topic|Point|Punto|議題)\s*"
        r"\d{1,2}\s*[:：.–-]\s*(?=\S)"
    ),
    re.compile(
        r"^(?=(?:Day|Week|Phase|Part|Step|Tag|Woche|Teil|Schritt|Jour|Semaine|Partie|Étape|Día|Semana|Parte|Fase)\s\d)"
    ),
    re.compile(r"^\d{1,2}[.)．、]\s*(?=[^\W\d_])"),
)
"""Marks that count headings where text has none; kinds further down stand below those above them."""
_RELEASED = re.compile(
    r"^\W*(?:for immediate release|press release|news release|pressemitteilung|presseinformation|communiqué de presse|"
    r"comunicado de prensa|comunicato stampa|draft|entwurf|confidential|vertraulich|confidentiel|"
    r"confidencial|internal)\W*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[^\W\d_][^\d\n.:]{1,40},\s+(?P<date>(?:\d{1,2}\.?\s+)?[^\W\d_]{3,12}\.?\s+(?:\d{1,2},\s+)?(?:19|20)\d\d)\s+[-–—]+\s+",
    re.MULTILINE,
)
_LABELLED = re.compile(r"^[^\W\d_][^:：.!?]{0,30}[:：]\s+\S")
_BRACKETED = re.compile(r"^【([^【】]{1,30})】$")

_HEAD = 3  # lines that may stand over the text of a press release
_LONGEST_NAME = 70
_LONGEST_IDEOGRAPHIC_NAME = 28
_LONGEST_LINE = 120
_SLACK = 12  # characters by which a wrapped line may fall short of the next word
_FEWEST_LINES = 3
_IDEOGRAPHIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def as_markdown(text: str) -> str:
    """Return plain text as Markdown that says what its lines are.

    A short line that stands alone above running text is a heading, as are lines that are counted ("1. Background",
    "II. Methods", "一、背景") with text between them. Lines that end long before the width of their paragraph were
    broken on purpose: each is a paragraph, or a point when it holds one sentence.
    """
    plain = textwrap.dedent(_RST_LINK.sub(r"\1", _RST.sub("", text)))
    written = plain.split("\n")
    first_line = next((n for n, line in enumerate(written) if line.strip()), 0)
    if _RELEASED.match(written[first_line]):
        written[first_line] = ""  # over a text it is no title; further down it may be what somebody says
    lines = [_BULLET.sub(r"\1- ", line) for line in written]
    counted = _counted_headings(lines)
    out: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1].strip() if number else ""
        after = lines[number + 1].strip() if number + 1 < len(lines) else ""
        rest = next((x.strip() for x in lines[number + 1 :] if x.strip()), "")
        first = not any(x.strip() for x in lines[:number])
        heading = counted.get(number) or _as_heading(line.strip(), before, after, rest, first=first)
        out.append(heading or line)
    return "\n".join(_apart("\n".join(out).split("\n")))


def without_dateline(text: str) -> tuple[str, str]:
    """Return when a press release was written, if it begins "Place, date – ", and the text without that.

    Several lines that begin so are a list of dates, and one further down is no beginning; both stay as they are.
    """
    datelines = list(_DATELINE.finditer(text))
    if len(datelines) != 1 or sum(bool(line.strip()) for line in text[: datelines[0].start()].split("\n")) > _HEAD:
        return "", text
    [dateline] = datelines
    return dateline["date"], text[: dateline.start()] + text[dateline.end() :]


def without_byline(text: str) -> tuple[str, str]:
    """Return who wrote a plain text, if one of its first lines says so, and the text without that line."""
    lines = text.split("\n")
    filled = [n for n, line in enumerate(lines) if line.strip()][:3]
    for number in filled[1:]:
        byline = _BYLINE.match(lines[number].strip())
        if byline and len(lines[number]) < _LONGEST_LINE and not lines[number].rstrip().endswith(_SENTENCE_END):
            return byline[1], "\n".join([*lines[:number], *lines[number + 1 :]])
    return "", text


def _counted_headings(lines: list[str]) -> dict[int, str]:
    """Headings by the number of their line, where at least two of a kind have text of their own below them."""
    found: dict[int, str] = {}
    level = 2
    for kind in (*_COUNTED, _BRACKETED):
        at = [n for n, line in enumerate(lines) if kind.match(line.strip())]
        filled = [n for n, line in enumerate(lines) if line.strip()]
        following = dict(pairwise(filled))
        named = [n for n in at if _is_name(lines[n].strip(), kind)]
        leading = [
            n for n in named if n in following and following[n] not in at and _says_more(lines[n], lines[following[n]])
        ]
        if len(named) < len(at) or len(leading) < 2 or 2 * len(leading) <= len(at):
            continue
        for n in at:
            bare = lines[n].strip()
            name = bare[1:-1] if kind is _BRACKETED else kind.sub("", bare)
            found.setdefault(n, f"\n{'#' * level} {name}\n")
        level += 1
    return found


def _is_name(line: str, kind: re.Pattern[str]) -> bool:
    name = kind.sub("", line)
    longest = _LONGEST_IDEOGRAPHIC_NAME if _IDEOGRAPHIC.search(name) else _LONGEST_NAME
    return len(name) <= longest and not name.endswith(_SENTENCE_END)


def _says_more(heading: str, below: str) -> bool:
    return (
        bool(_ITEM.match(below)) or len(below.strip()) > len(heading.strip()) or below.rstrip().endswith(_SENTENCE_END)
    )


def _as_heading(line: str, before: str, after: str, rest: str, *, first: bool) -> str:
    if not line or before or not rest or line.startswith(("- ", "+ ", "|", ">")) or line.endswith(_SENTENCE_END):
        return ""
    if re.fullmatch(r"[=\-~^*]{3,}", after):  # underlined
        return f"# {line}\n" if first else f"## {line}\n"
    words = line.split()
    if _NUMBERED_HEADING.match(line) and not after:
        depth = len(re.findall(r"\d+", words[0]))
        return f"{'#' * min(depth + 1, 6)} {line}\n"
    letters = [c for c in line if c.isalpha()]
    shouted = len(letters) > 3 and all(c.isupper() for c in letters) and any(c.lower() != c for c in letters)
    longer = len(rest) > len(line) or rest.startswith("- ")
    alone = not after and len(words) <= 9 and len(line) <= 80 and longer and bool(letters)
    begins = line[0].isupper() or (bool(_IDEOGRAPHIC.match(line)) and len(line) <= _LONGEST_IDEOGRAPHIC_NAME)
    if first and not after and len(words) <= 14 and len(line) <= 110 and begins:
        return f"# {line}\n"
    if (shouted and len(words) <= 12) or (alone and (line[0].isupper() or not line[0].isascii())):
        return f"# {line}\n" if first and not after else f"## {line}\n"
    return ""


def _apart(lines: list[str]) -> list[str]:
    """The lines, with those of a paragraph that was broken on purpose set apart from each other."""
    made: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not line.startswith(("#", "  ", "\t")) and not _ITEM.match(line):
            run.append(line)
            continue
        made.extend(_told_apart(run))
        run = []
        made.append(line)
    return made[:-1]


def _told_apart(run: list[str]) -> list[str]:
    if len(run) > 1 and all(map(_LABELLED.match, run)):  # "Present: …", "Q: …": each line has a name of its own
        return ["", *(piece for line in run for piece in (line, ""))]
    if len(run) < _FEWEST_LINES or not _broken_on_purpose([line.strip() for line in run]):
        return run
    if sum(bool(_WITHIN.search(line)) for line in run) * 3 < len(run) and max(map(len, run)) <= _LONGEST_LINE:
        return ["", *(f"- {line.strip()}" for line in run), ""]
    return ["", *(piece for line in run for piece in (line, ""))]


def _broken_on_purpose(lines: list[str]) -> bool:
    """Whether most lines end so early that the next word would have fitted: no editor wraps like that."""
    if _IDEOGRAPHIC.search(lines[0]):
        return False
    width = max(map(len, lines))
    early = sum(len(line) + 1 + len(after.split()[0]) + _SLACK <= width for line, after in pairwise(lines))
    return 2 * early >= len(lines) - 1
