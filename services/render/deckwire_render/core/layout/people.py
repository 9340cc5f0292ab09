"""The people behind it: a card or a row for each, with initials, name and role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwire_contracts.slides import BulletsSlide

from ..icons.concepts import plain
from . import grid
from .context import Context
from .frame import centred
from .ir import Align, Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, rounding, rule
from .typeset import label, para, stack_height, whole_words

_TITLES = re.compile(r"\b(team|people|who we are|mannschaft|equipo|equipe|personas|quienes somos)\b|チーム|团队|فريق")
_NAME = re.compile(r"[^\W\d_]+\.?(?:[-'’][^\W\d_]+)*")
_BEHIND = re.compile(r"\s*[,，、|(（]\s*|\s+[–—-]\s+|:\s+")
_LEAST_WORDS, _MOST_WORDS = 2, 4
_MOST_ROWS = 6
# Sentences longer than this about each read better in a row than on a narrow card.
_LONG = 70
_COLUMNS = {2: 2, 3: 3, 4: 4, 5: 5, 6: 3, 7: 4, 8: 4, 9: 5, 10: 5}


def of_people(slide: BulletsSlide, items: Sequence[Item]) -> bool:
    """Return whether points are people: the slide says so, or its title does and every head reads as a name."""
    if slide.form == "team":
        return True
    return bool(_TITLES.search(plain(slide.title))) and all(_is_name(item.head) and item.detail for item in items)


def _is_name(text: str) -> bool:
    words = parted(text)[0].split()
    return _LEAST_WORDS <= len(words) <= _MOST_WORDS and all(
        _NAME.fullmatch(w) and (w[0].isupper() or not w[0].islower()) for w in words
    )


def parted(text: str) -> tuple[str, str]:
    """Return a name and what stands behind it after a comma, a dash or in brackets: `Ana Lopes`, `CEO`."""
    name, *rest = _BEHIND.split(text, maxsplit=1)
    return (name.strip(), rest[0].strip(" )）")) if name.strip() and rest else (text, "")


def initials(name: str) -> str:
    """Return the first letters of a name's first and last word; of unspaced scripts its first character."""
    bare = parted(name)[0]
    words = [w for w in bare.split() if not w.endswith(".")] or bare.split()
    if not words:
        return "–"
    return words[0][0].upper() + (words[-1][0].upper() if len(words) > 1 else "")


def people(ctx: Context, items: Sequence[Item], box: Box) -> tuple[str, list[Element]] | None:
    """Return the people on cards or in rows, and the key of that layout: in turn, long sentences in rows.

    None when neither holds them.
    """
    n = len(items)
    long = sum(len(item.detail) for item in items) > _LONG * n
    designs = [(f"team{n}", team), (f"team.rows{n}", listed)]
    for key, design in reversed(designs) if long or ctx.place.turn % 2 == 1 else designs:
        found = design(ctx, items, box)
        if found is not None:
            return key, found
    return None


def team(ctx: Context, items: Sequence[Item], box: Box) -> list[Element] | None:
    """Return two to ten people as cards of equal size in one or two rows, or None when they do not fit."""
    n = len(items)
    if n not in _COLUMNS:
        return None
    theme = ctx.theme
    columns = _COLUMNS[n]
    lines = -(-n // columns)
    gap = grid.GUTTER
    slots = box.columns(columns, gap)
    pad = 16.0
    width = slots[0].w - 2 * pad
    tall = (box.h - gap * (lines - 1)) / lines
    face = (110.0 if n < 4 else 96.0) if lines == 1 else 56.0
    found = _sized(ctx, items, width, tall - face - 2 * pad - 12.0)
    if found is None:
        return None
    height = min(tall, max(face + 2 * pad + 12.0 + max(stack_height(b) for b in found), tall * 0.72))
    area = centred(box, height * lines + gap * (lines - 1), 0.42)
    inner = max(stack_height(b) for b in found)
    top = (height - face - 12.0 - inner) / 2
    elements: list[Element] = []
    for i, (item, block) in enumerate(zip(items, found, strict=True)):
        row, column = divmod(i, columns)
        # A row that is not full stands in the middle.
        missing = columns - min(columns, n - row * columns)
        x = slots[column].x + missing * (slots[0].w + gap) / 2
        card = Box(x, area.y + row * (height + gap), slots[0].w, height)
        elements.append(
            Shape(
                card,
                geometry="roundRect" if theme.radius else "rect",
                adjust=rounding(ctx, min(card.w, card.h)) if theme.radius else (),
                fill=theme.surface,
                text=Text(tuple(block), "t", (pad, top + face + 12.0, pad, 4.0)),
                placeholder=Placeholder("body", 11 + i),
                name=f"Person {i + 1}",
            )
        )
        circle = Box(card.x + (card.w - face) / 2, card.y + top, face, face)
        elements.append(_face(ctx, item, circle, i))
    return elements


def listed(ctx: Context, items: Sequence[Item], box: Box) -> list[Element] | None:
    """Return two to six people as rows, in two columns from four on, or None when they do not fit."""
    n = len(items)
    if not 2 <= n <= _MOST_ROWS:
        return None
    columns = 1 if n < 4 else 2
    lines = -(-n // columns)
    gap = 3 * grid.GUTTER
    slots = box.columns(columns, gap)
    tall = box.h / lines
    face = min(92.0, tall - 22.0)
    width = slots[0].w - face - 22.0
    found = _sized(ctx, items, width, tall - 18.0, align="l")
    if found is None:
        return None
    row = min(tall, max(max(face, *(stack_height(b) for b in found)) + 30.0, tall * 0.86))
    area = centred(box, row * lines, 0.45)
    elements: list[Element] = []
    for i, (item, block) in enumerate(zip(items, found, strict=True)):
        at, column = divmod(i, columns)
        x, y = slots[column].x, area.y + at * row
        if at:
            elements.append(rule(x, y, slots[0].w, ctx.theme.line))
        elements.append(_face(ctx, item, Box(x, y + (row - face) / 2, face, face), i))
        place = Box(x + face + 22.0, y, width, row)
        slot = Placeholder("body", 11 + i)
        elements.append(label(place, block, anchor="ctr", placeholder=slot, name=f"Person {i + 1}"))
    return elements


def _face(ctx: Context, item: Item, circle: Box, i: int) -> Shape:
    """Return a person's initials on a disc."""
    theme = ctx.theme
    size = round(circle.w * 0.36)
    mark = para(
        ctx, initials(item.head), float(size), circle.w, paint=theme.on_accent, bold=True, display=True, align="ctr"
    )
    text = Text((mark,), "ctr")
    return Shape(circle, Role.MARKER, "ellipse", fill=theme.accent(), text=text, name=f"Initials {i + 1}")


def _sized(
    ctx: Context, items: Sequence[Item], width: float, room: float, align: Align = "ctr"
) -> list[list[Paragraph]] | None:
    for head_size, detail_size in ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)):
        blocks = []
        for item in items:
            name, office = parted(item.head)
            block = [para(ctx, name, head_size, width, bold=True, align=align)]
            if office:
                accent = ctx.theme.accent()
                block.append(
                    para(ctx, office, detail_size, width, bold=True, paint=accent, align=align, space_before=2.0)
                )
            if item.detail:
                block.append(
                    para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, align=align, space_before=3.0)
                )
            blocks.append(block)
        whole = all(whole_words(p) for b in blocks for p in b)
        if whole and max(len(b[0].lines) for b in blocks) <= 2 and max(stack_height(b) for b in blocks) <= room:
            return blocks
    return None
