"""Two columns and comparisons: headed lists in panels side by side."""

from __future__ import annotations

from deckwire_contracts.slides import Column, ComparisonSlide, TwoColumnsSlide

from . import grid
from .context import Context
from .ir import Box, Element, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import badge_adjust, badge_geometry, check, panel, rule
from .typeset import largest, para, stack_height, whole_words


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
