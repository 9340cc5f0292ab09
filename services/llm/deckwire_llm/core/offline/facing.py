"""Slides of two sides: pros and cons, before and after, one option beside the other."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from itertools import pairwise

from ..material import ListBlock, ListItem, Paragraph, Section, TableBlock
from .blocks import Setting, setting_point
from .planned import Planned
from .points import join, term_and_detail
from .shorten import as_title
from .words import length

_CONTRAST = re.compile(
    r"\b(?:pros?|cons?|advantages?|disadvantages?|strengths?|weaknesses?|risks?|opportunit\w+|benefits?|drawbacks?|"
    r"costs?|before|after|now|then|today|tomorrow|do|don.t|worked|well|did not|badly|option|plan|vs|versus|in scope|"
    r"out of scope|for|against|vorteile?|nachteile?|stärken|schwächen|chancen|risiken|vorher|nachher|avantages?|"
    r"inconvénients?|forces|faiblesses|ventajas|desventajas|riesgos|oportunidades)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^(?:pros?|advantages?|benefits?|strengths?|opportunit\w+|for|vorteile?|stärken|chancen|dafür|avantages?|forces|"
    r"points forts|ventajas?|fortalezas|vantaggi|vantagens|преимуществ\w*|плюсы|за|πλεονεκτήματα|メリット|利点|長所|优点|优势|"
    r"장점|مزايا|إيجابيات|יתרונות|फायदे|लाभ|ข้อดี)(?:\b|$|(?<=[^\x00-\u024f]))",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"^(?:cons?|disadvantages?|drawbacks?|weakness\w*|risks?|against|nachteile?|schwächen|risiken|dagegen|inconvénients?|"
    r"faiblesses|points faibles|desventajas?|debilidades|svantaggi|desvantagens|недостат\w*|минусы|против|μειονεκτήματα|"
    r"デメリット|欠点|短所|缺点|劣势|단점|عيوب|سلبيات|חסרונות|नुकसान|ข้อเสีย)(?:\b|$|(?<=[^\x00-\u024f]))",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"\bvs\b|\bversus\b|\bcompar|\bdiffer|\bagainst\b|\bvergleich|\bgegenüber|\bunterschie|\bcomparaison|\bdifféren|"
    r"\bcomparación|\bfrente a|\bconfronto|\bcomparação|\bсравнени|\bпротив|σύγκριση|比較|比较|对比|対比|비교|مقارنة|השוואה|तुलना|เปรียบเทียบ",
    re.IGNORECASE,
)
_MOST_ROWS = 6
_LONGEST_CELL = 70


def two_lists(section: Section, setting: Setting, topic: str) -> list[tuple[int, int, Planned]]:
    """Return the slides of lists that stand against each other in one section, with the places of both lists."""
    lists = [n for n, block in enumerate(section.blocks) if isinstance(block, ListBlock)]
    found: list[tuple[int, int, Planned]] = []
    taken: set[int] = set()
    for first, second in pairwise(lists):
        left, right = section.blocks[first], section.blocks[second]
        if first in taken or not isinstance(left, ListBlock) or not isinstance(right, ListBlock):
            continue
        opposed = bool(_FOR.match(left.intro) and _AGAINST.match(right.intro))
        if not (left.intro and right.intro) or not (opposed or len(lists) == 2):
            continue
        named = _named_before(section, first) if len(lists) > 2 else ""
        ids = [section.block_id(first), section.block_id(second)]
        title = f"{topic}: {named}" if named and topic and not named.startswith(topic) else named or topic
        slide = beside(title, (left.intro, left), (right.intro, right), ids, setting)
        if slide is not None:
            slide.topic = topic
            found.append((first, second, slide))
            taken.update((first, second))
    return found


def argued(block: ListBlock, topic: str, ids: list[str], setting: Setting) -> Planned | None:
    """Return a list of two items that say what is for and what against, each after its name, as a comparison."""
    if len(block.items) != 2 or any(item.children for item in block.items):
        return None
    (left, pros), (right, cons) = (term_and_detail(item.text) for item in block.items)
    if not (pros and cons and opposed(left, right)):
        return None
    sides = [
        (heading, ListBlock(items=[ListItem(text=text) for text in re.split(r"[,;，；]\s+", reasons)]))
        for heading, reasons in ((left, pros), (right, cons))
    ]
    return beside(topic, sides[0], sides[1], ids, setting)


def _named_before(section: Section, index: int) -> str:
    """The short line above a pair of lists that says what they are about."""
    before = section.blocks[index - 1] if index else None
    if isinstance(before, Paragraph) and length(before.text) <= 9:
        return re.sub(r"\s*[(（].*", "", before.text).rstrip(".:： ")
    return ""


def facing(topic: str, pair: tuple[Section, ...], setting: Setting) -> Planned | None:
    """Return the slide of two sections that are a list each; None when they are not or do not belong together."""
    if len(pair) != 2:
        return None
    lists: list[tuple[str, ListBlock]] = []
    for section in pair:
        blocks = [block for block in section.blocks if isinstance(block, ListBlock)]
        if len(section.blocks) != 1 or not blocks:
            return None
        lists.append((section.heading, blocks[0]))
    (left, lefts), (right, rights) = lists
    if opposed(left, right):
        left, right = _apart(left, right)
    return beside(topic, (left, lefts), (right, rights), [section.id for section in pair], setting)


def opposed(first: str, second: str) -> bool:
    """Return whether two headings are the two sides of one matter: advantages and disadvantages."""
    return bool(_FOR.match(first) and _AGAINST.match(second))


def shared_title(first: str, second: str) -> str:
    """Return both headings as one title, what they have in common said once: "Advantages / Disadvantages of a ban"."""
    return f"{_apart(first, second)[0]} / {second}"


def _apart(first: str, second: str) -> tuple[str, str]:
    """Both headings without the words at the end that they share."""
    one, two = first.split(), second.split()
    same = 0
    while same < min(len(one), len(two)) - 1 and one[-1 - same].lower() == two[-1 - same].lower():
        same += 1
    return " ".join(one[: len(one) - same]), " ".join(two[: len(two) - same])


def beside(
    topic: str, left: tuple[str, ListBlock], right: tuple[str, ListBlock], ids: list[str], setting: Setting
) -> Planned | None:
    """Return two headed lists as one slide; None when one of them is too long for half a slide."""
    if any(not 1 <= len(block.items) <= 6 or block.ordered for _, block in (left, right)):
        return None
    contrast = bool(_CONTRAST.search(left[0])) and bool(_CONTRAST.search(right[0]))
    points = [
        join(as_title(heading), setting_point(item.text, setting).replace(" — ", ": "))
        for heading, block in (left, right)
        for item in block.items
    ]
    title = as_title(topic) or f"{as_title(left[0])} / {as_title(right[0])}"
    return Planned(
        "comparison" if contrast or opposed(left[0], right[0]) else "two_columns",
        title,
        points=points,
        material=ids,
        value=2.2,
        topic=topic,
        titles=[f"{as_title(left[0])} – {as_title(right[0])}"],
    )


def compared(block: TableBlock, subject: str, ids: list[str], colon: str) -> Planned | None:
    """Return a table of two columns of words as a comparison, when it is announced as one and small; else None."""
    if len(block.headers) != 3 or not 2 <= len(block.rows) <= _MOST_ROWS or not _VERSUS.search(subject):
        return None
    if any(not cell or len(cell) > _LONGEST_CELL for row in block.rows for cell in row):
        return None
    left, right = block.headers[1], block.headers[2]
    points = [join(block.headers[side], f"{row[0]}{colon}{row[side]}") for side in (1, 2) for row in block.rows]
    if not left or not right or left == right:
        return None
    title = as_title(subject)
    spare = [f"{as_title(left)} – {as_title(right)}"]
    return Planned("comparison", title, points=points, material=ids, value=2.3, titles=spare)
