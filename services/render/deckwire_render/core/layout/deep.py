"""Slides that breathe: one number, one statement or a few takeaways, large on the deep ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_contracts.slides import BigNumberSlide

from . import grid
from .context import Context
from .frame import headed
from .ir import SLIDE_W, Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item
from .stats import delta, parted
from .typeset import evened, label, largest, para, stack_height, whole_words

_NUMERALS = (200.0, 180.0, 160.0, 140.0, 128.0, 115.0, 104.0, 96.0)
_STATEMENTS = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0)
# So much room the motif of the layout leaves beside it.
_FREE = SLIDE_W - 290.0 - grid.LEFT
_TITLE = Box(grid.TITLE.x, grid.TITLE.y, _FREE, grid.TITLE.h)
_TAKEAWAYS = ((32.0, 30.0, 28.0, 24.0, 22.0, 20.0, 18.0, 16.0), 52.0)


def number(slide: BigNumberSlide, ctx: Context) -> Page | None:
    """Return one number as large as the slide allows, its meaning beneath; None when its words need more room."""
    theme = ctx.theme
    stat = slide.stats[0]
    frame = headed(ctx, slide.title or ctx.deck_title or "…", _TITLE, deep=True)
    body = frame.body
    numeral, unit = parted(stat.value)
    value = largest(
        ctx, numeral, Box(0, 0, _FREE, 230.0), _NUMERALS, bold=True, display=True, paint=theme.deep_accent, max_lines=1
    )
    behind = para(ctx, unit, 40.0, _FREE, bold=True, display=True, paint=theme.deep_accent) if unit else None
    meaning = largest(ctx, stat.label, Box(0, 0, _FREE, 70.0), (28.0, 26.0, 24.0), paint=theme.on_deep)
    more = largest(ctx, slide.context, Box(0, 0, _FREE, 60.0), (20.0, 18.0), paint=theme.on_deep_muted)
    block = [value] if behind is None else [value, behind]
    gaps = (34.0 if stat.delta else 0.0) + (more.height + 14.0 if slide.context else 0.0)
    need = stack_height(block) + meaning.height + gaps + 6.0
    fits = len(value.lines) == 1 and (behind is None or len(behind.lines) == 1) and need <= body.h
    if not fits or meaning.height > 70.0 or (slide.context and more.height > 60.0):
        return None
    y = body.y + (body.h - need) * 0.45
    ground = theme.deep
    elements: list[Element] = [
        frame.title,
        label(
            Box(body.x, y, _FREE, stack_height(block)),
            block,
            placeholder=Placeholder("body", 11),
            name="Number",
            ground=ground,
        ),
    ]
    y += stack_height(block) + 6.0
    elements.append(
        label(
            Box(body.x, y, _FREE, meaning.height),
            [meaning],
            placeholder=Placeholder("body", 12),
            name="Meaning",
            ground=ground,
        )
    )
    y += meaning.height + 10.0
    if stat.delta:
        elements += delta(ctx, stat.delta, Box(body.x, y, _FREE, 0.0), ground, 13, theme.deep_accent)
        y += 34.0
    if slide.context:
        place = Box(body.x, y + 4.0, _FREE, more.height)
        elements.append(label(place, [more], placeholder=Placeholder("body", 10), name="Context", ground=ground))
    return Page("big_number.deep", elements, framed=False, background=ground, foot=None)


def statement(ctx: Context, title: str, item: Item) -> Page | None:
    """Return one sentence in display type under its title, or None when it is too long for that."""
    theme = ctx.theme
    frame = headed(ctx, title, _TITLE, deep=True)
    body = frame.body
    width = _FREE
    head = largest(
        ctx, item.head, Box(0, 0, width, 250.0), _STATEMENTS, bold=True, display=True, paint=theme.deep_accent
    )
    block = [head]
    if item.detail:
        more = largest(ctx, item.detail, Box(0, 0, width, 90.0), (24.0, 22.0, 20.0, 18.0), paint=theme.on_deep)
        block.append(replace(more, space_before=18.0))
    if head.height > 250.0 or len(head.lines) > 4 or not all(whole_words(p) for p in block):
        return None
    height = stack_height(block)
    if height > body.h:
        return None
    ground = theme.deep
    spare = width - evened(ctx, block, width)
    y = body.y + (body.h - height) * 0.42
    elements: list[Element] = [
        frame.title,
        Shape(Box(body.x, y - 22.0, 72.0, 5.0), Role.DECORATION, fill=theme.deep_accent, name="Mark"),
        Shape(
            Box(body.x, y, width, height),
            text=Text(tuple(block), "t", (0.0, 0.0, spare, 0.0)),
            placeholder=Placeholder("body", 11),
            name="Statement",
            ground=ground,
        ),
    ]
    return Page("statement.deep", elements, framed=False, background=ground, foot=None)


def summary(ctx: Context, title: str, takeaways: Sequence[str]) -> Page | None:
    """Return two to four takeaways side by side under large numerals, or None when they do not fit."""
    n = len(takeaways)
    if not 2 <= n <= 4:
        return None
    theme = ctx.theme
    frame = headed(ctx, title, deep=True)
    body = frame.body
    slots = body.columns(n, grid.GUTTER * 2)
    sizes, numeral = _TAKEAWAYS
    found: list[Paragraph] | None = None
    for size in sizes:
        texts = [para(ctx, t, size, slots[0].w, paint=theme.on_deep) for t in takeaways]
        calm = max(len(p.lines) for p in texts) <= (5 if size > 20.0 else 8)
        if calm and max(p.height for p in texts) <= body.h * 0.62 and all(whole_words(p) for p in texts):
            found = texts
            break
    if found is None:
        return None
    zone = numeral * 1.1 + 30.0
    height = max(zone + max(p.height for p in found), body.h * 0.5)
    top = body.y + (body.h - height) * 0.42
    ground = theme.deep
    elements: list[Element] = [frame.title]
    for i, (slot, text) in enumerate(zip(slots, found, strict=True)):
        line = Box(slot.x, top, slot.w, 0.0)
        elements.append(Shape(line, Role.DECORATION, "line", stroke=theme.deep_accent, stroke_w=2.0, name="Rule"))
        mark = para(ctx, str(i + 1), numeral, slot.w, paint=theme.deep_accent, bold=True, display=True)
        elements.append(
            label(Box(slot.x, top + 14.0, slot.w, mark.height), [mark], role=Role.MARKER, name="Number", ground=ground)
        )
        spare = slot.w - evened(ctx, [text], slot.w) if len(text.lines) > 1 else 0.0
        elements.append(
            Shape(
                Box(slot.x, top + zone, slot.w, text.height),
                text=Text((text,), "t", (0.0, 0.0, spare, 0.0)),
                placeholder=Placeholder("body", 11 + i),
                name=f"Takeaway {i + 1}",
                ground=ground,
            )
        )
    return Page(f"closing.summary{n}", elements, framed=False, background=ground, foot=None)
