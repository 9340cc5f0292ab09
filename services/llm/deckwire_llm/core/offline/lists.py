"""Slides from one list: a timeline, steps, key figures or points, by what its items are."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from ..material import ListBlock, ListItem, Section, stop_words
from .amount import TITLE_WORDS
from .blocks import STEP_WORDS, TITLE_CHARS, Setting, setting_point
from .facing import argued
from .numbers import leading_figure
from .planned import Planned
from .points import dated, join, parts, term_and_detail
from .shorten import as_title, clip, plain, shorten
from .words import length, sentences

_MANY = 6
_OWN_SLIDE = 3  # points
_LONGEST_LABEL = 18  # words
_SEVERAL, _TELLING = 24, 5  # words of what stands below an item
_STEP_LENGTH = 11  # words that a step without a name of its own may have
_NO_STEPS = re.compile(
    r"decision|reason|finding|question|result|principle|lesson|recommend|risk|challenge|benefit|advantage|reference|"
    r"beschl[uü]ss|entscheidung|gründe|ergebnis|fragen|empfehlung|risik|vorteil|nachteil|décision|raison|résultat|"
    r"question|decision|motivo|resultado|pregunta|reasons|решени|вопрос|причин|決定|理由|課題|决定|问题|原因|결정|문제|قرارات|أسباب",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.")
_STEP_TAIL = re.compile(r"^(.{12,70}?)(?:;\s+|,\s+(?=(?:so that|because|sodass|damit|weil|afin|para que)\b))(\S.*)$")


def list_slides(section: Section, index: int, block: ListBlock, setting: Setting, topic: str) -> list[Planned]:
    """Return the slides of a list: a timeline of dates, steps, key figures, topics with points of their own, or points."""
    ids = [section.block_id(index)]
    title = _list_title(block, topic) or setting.style.words.overview
    spare = [as_title(topic), as_title(block.intro)]
    if events := _events(block, setting):
        return [
            Planned("timeline", title, points=chunk, material=list(ids), value=2.3, titles=spare)
            for chunk in _chunks(events, 6 if not setting.amount.verbatim else 10, least=2)
        ]
    if _are_steps(block, f"{topic} {block.intro}"):
        points = [_step(item.text, setting) for item in block.items]
        return [Planned("process", title, points=points, material=list(ids), value=2.2, titles=spare)]
    if not setting.amount.verbatim and (both := argued(block, title, ids, setting)):
        return [both]
    if figures := _figures(block, setting):
        return [
            Planned(
                "big_number",
                title,
                points=figures,
                material=list(ids),
                value=2.2,
                titles=spare,
                gist=block.items[-1].text,
            )
        ]
    if (nested := _nested(block)) and not setting.amount.verbatim:
        return _topics(nested, title, ids, setting)
    points = [_bullet(item.text, item.children, setting) for item in block.items]
    made: list[Planned] = []
    for number, chunk in enumerate(_chunks(points, _MANY)):
        value = 1.9 - 0.35 * number - (0.5 if len(chunk) == 1 else 0)
        core = number < 2 or setting.amount.verbatim
        made.append(Planned("bullets", title, points=chunk, material=list(ids), value=value, core=core, titles=spare))
    return made


def _events(block: ListBlock, setting: Setting) -> list[str]:
    """The items with their dates, when most of them are dated and none says much more than that."""
    dates = [dated(item.text) for item in block.items]
    if len(dates) < 2 or sum(date is not None for date in dates) < 0.6 * len(dates):
        return []
    events: list[str] = []
    for date in dates:
        if date is not None:
            what = clip(setting_point(date[1], setting), 300)
            events.append(join(date[0], what[:1].upper() + what[1:] if what[:1].islower() else what))
    return events


def _are_steps(block: ListBlock, named: str) -> bool:
    """Whether the items are done one after the other: counted, short or named, and not counted decisions or reasons."""
    texts = [item.text for item in block.items]
    if not 2 <= len(texts) <= 7 or any(item.children for item in block.items) or any(map(_LINK.match, texts)):
        return False
    if len(texts) >= 3 and sum(bool(STEP_WORDS.match(text)) for text in texts) >= 2:
        return True
    if not block.ordered or _NO_STEPS.search(named):
        return False
    brief = [bool(term_and_detail(text)[1]) or length(_head(text)) <= _STEP_LENGTH for text in texts]
    return sum(brief) >= 0.75 * len(texts)


def _head(text: str) -> str:
    match = _STEP_TAIL.match(plain(text))
    return match[1] if match else text


def _figures(block: ListBlock, setting: Setting) -> list[str]:
    """The items as figures and their meanings, when each of two to four begins with one."""
    if not 2 <= len(block.items) <= 4 or setting.amount.verbatim or any(item.children for item in block.items):
        return []
    made: list[str] = []
    for item in block.items:
        figure = leading_figure(item.text)
        if figure is None:
            return []
        value, label = figure
        if not 2 <= length(label) <= _LONGEST_LABEL or "/" in value:
            return []
        # "of them have …" says nothing without its figure in front.
        tied = label.split(maxsplit=1)[0].lower() in stop_words(setting.style.language)
        made.append(join(value, plain(item.text if tied else label)))
    return made


def _nested(block: ListBlock) -> list[ListItem]:
    """The items when they are topics rather than points: most have points of their own under a short name."""
    named = [item for item in block.items if item.children and length(item.text) <= 9]
    several = sum(len(item.children) >= 2 for item in named)
    return block.items if len(block.items) >= 2 and len(named) >= 0.6 * len(block.items) and several >= 2 else []


def _topics(items: list[ListItem], title: str, ids: list[str], setting: Setting) -> list[Planned]:
    """A slide for each topic of some points; topics of one point each share one."""
    made: list[Planned] = []
    small: list[str] = []
    for item in items:
        points = [setting_point(child, setting) for child in item.children]
        if len(points) < _OWN_SLIDE:
            small.append(join(as_title(item.text), "; ".join(point.replace(" — ", ": ") for point in points)))
            continue
        made.extend(
            Planned(
                "bullets",
                as_title(item.text),
                points=chunk,
                material=list(ids),
                value=1.9 - 0.3 * number,
                topic=as_title(item.text),
                titles=[f"{title}: {item.text}"],
            )
            for number, chunk in enumerate(_chunks(points, _MANY))
        )
    if small:
        names = ", ".join(as_title(item.text) for item in items if len(item.children) < _OWN_SLIDE)
        named = names if len(names) <= TITLE_CHARS else title
        made.append(
            Planned(
                "bullets",
                named,
                points=small[:_MANY],
                material=list(ids),
                value=1.5 if len(small) > 1 else 1.0,
                core=len(small) > 1,
                topic=named,
                titles=[title],
            )
        )
    return made


def _bullet(text: str, children: list[str], setting: Setting) -> str:
    point = setting_point(text, setting)
    if children and " — " not in point:
        sub = "; ".join(plain(child) for child in children[:3])
        if length(sub) <= (_SEVERAL if not setting.amount.verbatim else 60):
            return join(point.rstrip(":"), sub)
        if (
            length(children[0]) > _SEVERAL
        ):  # what was answered, or a paragraph below its heading: its beginning stands for it
            told = next(
                (
                    short
                    for s in sentences(children[0])
                    if (short := shorten(s, _SEVERAL)) and length(short) >= _TELLING
                ),
                "",
            )
            return join(point.rstrip(":"), told)
    return point


def _step(text: str, setting: Setting) -> str:
    if setting.amount.verbatim:
        head, detail = term_and_detail(text)
        if detail:
            return join(head, plain(detail))
    point = setting_point(STEP_WORDS.sub("", text).lstrip(" ,:") or text, setting)
    if len(parts(point)) > 1 or length(point) <= _STEP_LENGTH:
        return point
    match = _STEP_TAIL.match(point)
    if match and 3 <= length(match[1]) <= _STEP_LENGTH:
        return join(match[1], match[2][:1].upper() + match[2][1:])
    return point


def _list_title(block: ListBlock, topic: str) -> str:
    intro = as_title(block.intro)
    if 3 <= length(intro) <= TITLE_WORDS:
        return intro
    return as_title(topic) or intro


def _chunks(points: list[str], most: int, least: int = 1) -> list[list[str]]:
    """Even pieces of at most `most` points, so that none is left with a single one."""
    if not points:
        return []
    count = -(-len(points) // most)
    size, extra = divmod(len(points), count)
    pieces: list[list[str]] = []
    at = 0
    for number in range(count):
        step = size + (1 if number < extra else 0)
        pieces.append(points[at : at + step])
        at += step
    return [piece for piece in pieces if len(piece) >= least]
