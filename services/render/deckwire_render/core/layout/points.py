"""Bullets, agenda, two columns and comparison."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts.slides import AgendaSlide, BulletsSlide, Column, ComparisonSlide, TwoColumnsSlide

from . import grid
from .cards import cards
from .context import Context
from .frame import lead
from .ir import Box, Element, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import (
    Item,
    Style,
    badge_adjust,
    badge_geometry,
    check,
    panel,
    plain,
    rows,
    rule,
)
from .rows import fits as rows_fit
from .typeset import evened, largest, para, stack_height, whole_words

_FEW_WORDS = 12
_LARGE_SIZES = ((36.0, 24.0), (32.0, 22.0), (30.0, 22.0), (28.0, 20.0), (26.0, 20.0), (24.0, 18.0), (22.0, 18.0))
_LIST_SIZES = ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0))


def words(*texts: str) -> int:
    """Return the number of words; of unspaced scripts three characters count as one."""
    total = 0
    for text in texts:
        wide = sum(1 for c in text if ord(c) > 0x2E7F)
        total += len(text.split()) + wide // 3
    return total


def bullets(slide: BulletsSlide, ctx: Context, body: Box) -> list[Page]:
    """Return one point as a statement, few as cards or large rows, many as columns of rows.

    Where cards and rows suit alike, odd slides take cards and even ones rows.
    """
    items = [Item(i.text or i.detail, i.detail if i.text else "") for i in slide.items if i.text or i.detail]
    items = items or [Item("–")]
    n = len(items)
    first, area = lead(ctx, slide.lead, body)
    if n == 1:
        said = statement(ctx, items[0], area)
        if said is not None:
            return [Page("statement", [*first, *said])]
    detailed = any(i.detail for i in items)
    longest = max(words(i.head) for i in items)
    brief = n == 2 and not detailed and longest <= _FEW_WORDS
    if 2 <= n <= 4 and not brief and (detailed or n > 2 or longest > _FEW_WORDS):
        numbered = [Item(i.head, i.detail, str(k)) for k, i in enumerate(items, 1)]
        rowed = large_rows(ctx, numbered, area) if ctx.place.even else None
        if rowed is not None:
            return [Page("bullets.rows1", [*first, *rowed])]
        found = cards(ctx, numbered, area)
        if found is not None:
            return [Page(f"bullets.cards{n}", [*first, *found])]
    if n <= 4:
        found = large_rows(ctx, items, area)
        if found is not None:
            return [Page("bullets.rows1", [*first, *found])]
    style = plain(ctx, "number" if detailed else "dot")
    columns = (
        2
        if n >= 5 and (detailed or n > 6 or not rows_fit(ctx, items, area, style, columns=1, sizes=_LIST_SIZES[:3]))
        else 1
    )
    if (
        columns == 2
        and not rows_fit(ctx, items, area, style, columns=2, sizes=_LIST_SIZES)
        and rows_fit(ctx, items, area, style, columns=1, sizes=_LIST_SIZES)
    ):
        columns = 1
    sizes = _LIST_SIZES if columns == 2 else ((28.0, 20.0), (26.0, 18.0), *_LIST_SIZES)
    style = replace(style, stretch=40.0)
    pages = rows(ctx, items, area, style, columns=columns, sizes=sizes)
    return _with_lead(ctx, pages, first, f"bullets.rows{columns}")


def large_rows(ctx: Context, items: list[Item], box: Box) -> list[Element] | None:
    """Return two to four points as rows over the whole width in large type, or None when they would be small."""
    style = replace(plain(ctx), stretch=(110.0, 72.0, 36.0)[len(items) - 2], anchor_share=0.25, pad=15.0)
    sizes = _LARGE_SIZES if max(len(i.head) for i in items) <= 44 else _LARGE_SIZES[3:]
    if len(rows_pages := rows(ctx, items, box, style, sizes=sizes)) != 1:
        return None
    return rows_pages[0]


def statement(ctx: Context, item: Item, box: Box) -> list[Element] | None:
    """Return a lone point as a sentence that fills a panel, with an accent bar; None when it is too long for that."""
    theme = ctx.theme
    pad = 44.0
    width = box.w - 2 * pad
    height = box.h * 0.8
    room = Box(0, 0, width, height - 2 * pad - (70.0 if item.detail else 0.0))
    head = largest(ctx, item.head, room, (40.0, 36.0, 32.0, 28.0), bold=bool(item.detail), display=True, max_lines=5)
    block = [head]
    if item.detail:
        left = Box(0, 0, width, height - 2 * pad - head.height - 14.0)
        found = largest(ctx, item.detail, left, (24.0, 22.0, 20.0, 18.0, 16.0), paint=theme.muted)
        block.append(replace(found, space_before=14.0))
    if stack_height(block) + 2 * pad > height + 1 or not all(whole_words(p) for p in block):
        return None
    card = Box(box.x, box.y + (box.h - height) * 0.35, box.w, height)
    spare = width - evened(ctx, block, width)
    ground = theme.tint()
    return [
        panel(ctx, card, ground),
        Shape(Box(card.x, card.y + 28.0, 8.0, card.h - 56.0), Role.DECORATION, fill=theme.accent(), name="Mark"),
        Shape(
            card.inset(pad, 0.0),
            text=Text(tuple(block), "ctr", (0.0, pad, spare, pad)),
            placeholder=Placeholder("body", 11),
            name="Statement",
            ground=ground,
        ),
    ]


def _with_lead(ctx: Context, pages: list[list[Element]], first: list[Element], layout: str) -> list[Page]:
    del ctx
    return [Page(layout, [*first, *elements] if not n else elements) for n, elements in enumerate(pages)]


def agenda(slide: AgendaSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the numbered rows of what the deck goes through, each linked to its section."""
    links = ctx.place.section_slides if len(ctx.place.section_slides) == len(slide.items) else ()
    named = [(n, text) for n, text in enumerate(slide.items) if text] or [(0, "–")]
    items = [Item(text, marker=str(k), link=links[n] if links else None) for k, (n, text) in enumerate(named, 1)]
    style = replace(plain(ctx), stretch={1: 90.0, 2: 110.0, 3: 72.0}.get(len(items), 40.0))
    columns = 1 if len(items) <= 5 else 2
    sizes: tuple[tuple[float, float], ...] = ((28.0, 20.0), *_LIST_SIZES)
    if len(items) <= 3:
        sizes = ((36.0, 24.0), (32.0, 22.0), *sizes)
    pages = rows(ctx, items, body, style, columns=columns, sizes=sizes)
    return [Page(f"agenda.{columns}", elements) for elements in pages]


def two_columns(slide: TwoColumnsSlide, ctx: Context, body: Box) -> list[Page]:
    """Return two headed lists side by side."""
    return _panels(slide.left, slide.right, None, ctx, body, "two_columns")


def comparison(slide: ComparisonSlide, ctx: Context, body: Box) -> list[Page]:
    """Return two options in panels whose rows align; the preferred one is tinted and checked."""
    return _panels(slide.left, slide.right, slide.preferred, ctx, body, "comparison")


def _panels(left: Column, right: Column, preferred: str | None, ctx: Context, body: Box, layout: str) -> list[Page]:
    sides = ([t for t in left.items if t], [t for t in right.items if t])
    depth = max(len(sides[0]), len(sides[1]), 1)
    lines = list(range(depth))

    def part(items: list[str], run: list[int]) -> list[str]:
        return [items[i] for i in run if i < len(items)]

    def build(run: list[int]) -> list[Element] | None:
        return _panel_pair(
            ctx, body, (left.heading, part(sides[0], run)), (right.heading, part(sides[1], run)), preferred
        )

    runs = paginate(lines, lambda run: build(run) is not None)
    return [Page(layout, build(run) or []) for run in runs]


def _panel_pair(
    ctx: Context,
    body: Box,
    left: tuple[str, list[str]],
    right: tuple[str, list[str]],
    preferred: str | None,
) -> list[Element] | None:
    theme = ctx.theme
    pad = 26.0
    boxes = body.columns(2, grid.GUTTER * 1.5)
    inner = boxes[0].w - 2 * pad
    heads = [
        largest(
            ctx,
            text,
            Box(0, 0, inner - 40.0, 80.0),
            (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0),
            bold=True,
            max_lines=2,
        )
        for text, _ in (left, right)
    ]
    head_h = max(stack_height([h]) for h in heads) if left[0] or right[0] else 0.0
    head_zone = pad + head_h + (14.0 if head_h else 0.0)
    depth = max(len(left[1]), len(right[1]), 1)
    for size in (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0):
        mark = size * 0.5 + 14.0
        texts = [[para(ctx, t, size, inner - mark) for t in side[1]] for side in (left, right)]
        pitch = max((len(p.lines) for side in texts for p in side), default=1)
        tall = [
            max((stack_height([side[i]]) for side in texts if i < len(side)), default=size * 1.2)
            + max(10.0, size * 0.7)
            for i in range(depth)
        ]
        need = head_zone + sum(tall) + pad * 0.6
        if (
            need <= body.h
            and all(whole_words(p) for side in texts for p in side)
            and (pitch <= (2 if size > 20.0 else 3) or size <= 18.0)
        ):
            break
    else:
        if need > body.h:
            return None
    free = body.h - need
    stretch = min(48.0, max(0.0, free - 0.14 * body.h) / depth)
    height = min(body.h, need + stretch * depth)
    top = body.y + (body.h - height) * 0.3
    elements: list[Element] = []
    for side, (box, column, head, paras) in enumerate(zip(boxes, (left, right), heads, texts, strict=True)):
        name = ("left", "right")[side]
        chosen = preferred == name
        card = Box(box.x, top, box.w, height)
        ground = theme.tint() if chosen else theme.surface
        elements.append(panel(ctx, card, ground, stroke=theme.accent() if chosen else None, weight=1.75))
        accent = theme.accent() if chosen or preferred is None else theme.muted
        if column[0]:
            elements.append(
                Shape(
                    Box(card.x + pad, card.y + pad * 0.8, inner - (40.0 if chosen else 0.0), head_h),
                    text=Text((head,), "ctr"),
                    placeholder=Placeholder("body", 11 + side * 10),
                    name=f"Heading {name}",
                    ground=ground,
                )
            )
        if chosen:
            d = 30.0
            badge = Box(
                card.right - pad - d + 6.0,
                card.y + pad * 0.8 + (min(head_h, 60.0) - d) / 2 if head_h else card.y + 12.0,
                d,
                d,
            )
            elements.append(
                Shape(
                    badge, Role.DECORATION, badge_geometry(ctx), badge_adjust(ctx, d), fill=theme.accent(), name="Badge"
                )
            )
            elements.append(check(badge.inset(6.0, 6.0), theme.on_accent))
        if head_h:
            elements.append(
                rule(
                    card.x + pad,
                    card.y + head_zone - 6.0,
                    inner,
                    theme.accent() if chosen or preferred is None else theme.line,
                    1.5,
                )
            )
        y = card.y + head_zone
        for i, paragraph in enumerate(paras):
            h = tall[i] + stretch
            row = Box(card.x + pad, y, inner, h)
            if i:
                elements.append(rule(row.x, row.y, row.w, theme.line))
            d = max(6.0, size * 0.34)
            text_h = stack_height([paragraph])
            text_y = row.y + (row.h - text_h) / 2
            mid = text_y + size * 0.6
            elements.append(
                Shape(
                    Box(row.x, mid - d / 2, d, d),
                    Role.DECORATION,
                    badge_geometry(ctx),
                    badge_adjust(ctx, d),
                    fill=accent,
                    name="Marker",
                )
            )
            elements.append(
                Shape(
                    Box(row.x + mark, text_y, row.w - mark, text_h),
                    text=Text((paragraph,)),
                    placeholder=Placeholder("body", 12 + side * 10 + i),
                    name=f"Point {i + 1} {name}",
                    ground=ground,
                )
            )
            y += h
    return elements


__all__ = ["Style", "agenda", "bullets", "comparison", "two_columns", "words"]
