"""Processes."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts.slides import ProcessSlide

from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, badge_adjust, badge_geometry, plain, rounding, rows, rule
from .typeset import para, stack_height, whole_words


def process(slide: ProcessSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the steps as numbered nodes on a line with a card beneath each, or as numbered rows when long."""
    items = [
        Item(s.title or s.detail, s.detail if s.title else "", str(i))
        for i, s in enumerate(slide.steps, 1)
        if s.title or s.detail
    ]
    items = items or [Item("–")]
    found = _nodes(ctx, items, body) if 2 <= len(items) <= 6 else None
    if found is not None:
        return [Page(f"process.{len(items)}", found)]
    pages = rows(
        ctx,
        items,
        body,
        plain(ctx),
        columns=2 if len(items) > 3 else 1,
        sizes=((22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)),
    )
    return [Page("process.rows", elements) for elements in pages]


def _nodes(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    theme = ctx.theme
    n = len(items)
    slots = body.columns(n, grid.GUTTER if n < 5 else grid.GUTTER * 0.8)
    pad = 20.0 if n < 5 else 14.0
    width = slots[0].w - 2 * pad
    node = 52.0
    sizes = (
        (30.0, 24.0),
        (28.0, 22.0),
        (26.0, 20.0),
        (24.0, 18.0),
        (22.0, 18.0),
        (22.0, 16.0),
        (20.0, 16.0),
        (18.0, 16.0),
        (18.0, 14.0),
        (16.0, 14.0),
    )
    for head_size, detail_size in sizes:
        blocks: list[list[Paragraph]] = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=True)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=theme.muted, space_before=7.0))
            blocks.append(block)
        need = max(stack_height(b) for b in blocks) + node / 2 + 18.0 + pad
        if (
            need + node / 2 <= body.h
            and all(whole_words(p) for b in blocks for p in b)
            and all(len(b[0].lines) <= (2 if head_size > 20.0 else 3) for b in blocks)
            and (detail_size <= 16.0 or max(len(b[-1].lines) for b in blocks) <= 5)
        ):
            break
    else:
        return None
    height = min(body.h - node / 2, max(need + 4.0, body.h * 0.64))
    area = centred(body, height + node / 2, 0.3)
    card_y = area.y + node / 2
    centre = area.y + node / 2
    elements: list[Element] = []
    # Cards lie under the line, the line under the nodes.
    for i, (slot, block) in enumerate(zip(slots, blocks, strict=True)):
        elements.append(
            Shape(
                Box(slot.x, card_y, slot.w, height),
                geometry="roundRect" if theme.radius else "rect",
                adjust=rounding(ctx, min(slot.w, height)) if theme.radius else (),
                fill=theme.surface,
                text=Text(tuple(block), "t", (pad, node / 2 + 18.0, pad, pad)),
                placeholder=Placeholder("body", 11 + i),
                name=f"Step {i + 1}",
            )
        )
    line = rule(slots[0].x + pad + node / 2, centre, slots[-1].x + pad - slots[0].x, theme.accent(), 2.25)
    elements.append(line)
    for i, slot in enumerate(slots):
        number = para(ctx, items[i].marker or str(i + 1), 20.0, node, paint=theme.on_accent, bold=True, align="ctr")
        elements.append(
            Shape(
                Box(slot.x + pad, area.y, node, node),
                Role.MARKER,
                badge_geometry(ctx),
                badge_adjust(ctx, node),
                fill=theme.accent(),
                stroke=theme.ground,
                stroke_w=3.0,
                text=Text((number,), "ctr"),
                name=f"Node {i + 1}",
            )
        )
    return elements
