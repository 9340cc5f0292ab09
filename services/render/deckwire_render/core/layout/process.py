"""Processes: steps on a line, down a line, round a centre, or as levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from deckwire_contracts.slides import ProcessSlide

from . import cycle, grid, levels, opposites
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, badge, badge_adjust, badge_geometry, plain, rounding, rows, rule
from .typeset import label, para, stack_height, whole_words

_SIZES = (
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
_NODE = 52.0
_SHORT = 32

_Figure = Callable[[Context, Sequence[Item], Box], list[Element] | None]


def process(slide: ProcessSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the steps as the slide or its title says that they belong together.

    Steps of a line stand as numbered nodes with a card beneath each, or down a line in turn; long ones as rows.
    """
    items = [
        Item(s.title or s.detail, s.detail if s.title else "", str(i))
        for i, s in enumerate(slide.steps, 1)
        if s.title or s.detail
    ]
    items = items or [Item("–", marker="1")]
    form = slide.form or opposites.form_of(slide.title)
    n = len(items)
    for key, figure in _figures(form, ctx.place.turn):
        found = figure(ctx, items, body)
        if found is not None:
            return [Page(f"process.{key}{n}", found)]
    designs = [(f"process.{n}", _nodes), (f"process.down{n}", _down)]
    for key, design in designs if ctx.place.turn % 2 == 0 else reversed(designs):
        found = design(ctx, items, body) if 2 <= n <= 6 else None
        if found is not None:
            return [Page(key, found)]
    pages = rows(
        ctx,
        items,
        body,
        plain(ctx),
        columns=2 if n > 3 else 1,
        sizes=((22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)),
    )
    return [Page("process.rows", elements) for elements in pages]


def _figures(form: str, turn: int) -> list[tuple[str, _Figure]]:
    """Return the figures that show a form, the one whose turn it is first; none for steps on a line."""
    figures: dict[str, list[tuple[str, _Figure]]] = {
        "cycle": [("cycle", cycle.cycle), ("wheel", cycle.wheel)],
        "funnel": [("funnel", partial(levels.levels, narrowing=True)), ("narrowing", levels.across)],
        "pyramid": [("pyramid", partial(levels.levels, narrowing=False))],
    }
    found = figures.get(form, [])
    return found if turn % 2 == 0 else found[::-1]


def _nodes(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Steps side by side, each beneath its node on a line."""
    theme = ctx.theme
    n = len(items)
    slots = body.columns(n, grid.GUTTER if n < 5 else grid.GUTTER * 0.8)
    pad = 20.0 if n < 5 else 14.0
    width = slots[0].w - 2 * pad
    detailed = any(item.detail for item in items)
    # Steps that are told in a sentence each are no heads: they may run on, in the regular weight.
    running = not detailed and max(len(item.head) for item in items) > _SHORT
    lines = {size: (6 if running else 3) if size <= (24.0 if running else 20.0) else 2 for size, _ in _SIZES}
    for head_size, detail_size in _SIZES:
        blocks: list[list[Paragraph]] = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=not running)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=theme.muted, space_before=7.0))
            blocks.append(block)
        need = max(stack_height(b) for b in blocks) + _NODE / 2 + 18.0 + pad
        if (
            need + _NODE / 2 <= body.h
            and all(whole_words(p) for b in blocks for p in b)
            and all(len(b[0].lines) <= lines[head_size] for b in blocks)
            and (detail_size <= 16.0 or max(len(b[-1].lines) for b in blocks) <= 5)
        ):
            break
    else:
        return None
    height = min(body.h - _NODE / 2, max(need + 4.0, body.h * 0.56))
    area = centred(body, height + _NODE / 2, 0.42)
    centre = area.y + _NODE / 2
    elements: list[Element] = []
    # Cards lie under the line, the line under the nodes.
    for i, (slot, block) in enumerate(zip(slots, blocks, strict=True)):
        elements.append(
            Shape(
                Box(slot.x, centre, slot.w, height),
                geometry="roundRect" if theme.radius else "rect",
                adjust=rounding(ctx, min(slot.w, height)) if theme.radius else (),
                fill=theme.surface,
                text=Text(tuple(block), "t", (pad, _NODE / 2 + 18.0, pad, pad)),
                placeholder=Placeholder("body", 11 + i),
                name=f"Step {i + 1}",
            )
        )
    elements.append(rule(slots[0].x + pad + _NODE / 2, centre, slots[-1].x - slots[0].x, theme.accent(), 2.25))
    for i, (slot, item) in enumerate(zip(slots, items, strict=True)):
        elements.append(_node(ctx, Box(slot.x + pad, area.y, _NODE, _NODE), item, i))
    return elements


def _node(ctx: Context, box: Box, item: Item, i: int) -> Shape:
    theme = ctx.theme
    number = para(ctx, item.marker, 20.0, box.w, paint=theme.on_accent, bold=True, align="ctr")
    return Shape(
        box,
        Role.MARKER,
        badge_geometry(ctx),
        badge_adjust(ctx, box.w),
        fill=theme.accent(),
        stroke=theme.ground,
        stroke_w=3.0,
        text=Text((number,), "ctr"),
        name=f"Node {i + 1}",
    )


def _down(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    """Steps one below the other: a line through their numbers, heads in one column and sentences in the next.

    Few sentences stand under their heads instead.
    """
    theme = ctx.theme
    n = len(items)
    detailed = sum(bool(item.detail) for item in items) > n / 2
    left = body.x + 76.0
    head_w = min(276.0, (body.right - left) * 0.38) if detailed else body.right - left
    detail_w = body.right - left - head_w - 24.0
    for head_size, detail_size in ((26.0, 20.0), (24.0, 18.0), (22.0, 18.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)):
        heads = [[para(ctx, item.head, head_size, head_w, bold=detailed or len(item.head) <= _SHORT)] for item in items]
        details = [para(ctx, item.detail, detail_size, detail_w, paint=theme.muted) for item in items]
        if not detailed:
            heads = [
                [*h, para(ctx, i.detail, detail_size, head_w, paint=theme.muted, space_before=3.0)] if i.detail else h
                for i, h in zip(items, heads, strict=True)
            ]
        tall = [
            max(stack_height(h), d.height if detailed and i.detail else 0.0)
            for i, h, d in zip(items, heads, details, strict=True)
        ]
        row = max(46.0, *tall) + 14.0
        beside = details if detailed else []
        if (
            row * n <= body.h
            and all(whole_words(p) for p in (*(p for h in heads for p in h), *beside))
            and max(len(h[0].lines) for h in heads) < 3
        ):
            break
    else:
        return None
    row += min(44.0, max(0.0, body.h * 0.94 - row * n) / n)
    area = centred(body, row * n, 0.42)
    node = 44.0
    axis = body.x + node / 2
    elements: list[Element] = [
        Shape(
            Box(axis, area.y + row / 2, 0.0, row * (n - 1)),
            Role.DECORATION,
            "line",
            stroke=theme.accent(),
            stroke_w=2.25,
            name="Line",
        )
    ]
    for i, (item, head, detail, line) in enumerate(zip(items, heads, details, area.rows(n, 0.0), strict=True)):
        if i:
            elements.append(rule(left, line.y, body.right - left, theme.line))
        elements += badge(ctx, Box(body.x, line.y + (line.h - node) / 2, node, node), item, 18.0, theme.accent())
        place = Box(left, line.y, head_w, line.h)
        name = f"Step {i + 1}"
        elements.append(label(place, head, anchor="ctr", placeholder=Placeholder("body", 11 + 2 * i), name=name))
        if item.detail and detailed:
            place = Box(left + head_w + 24.0, line.y, detail_w, line.h)
            slot = Placeholder("body", 12 + 2 * i)
            elements.append(label(place, [detail], anchor="ctr", placeholder=slot, name=f"Detail {i + 1}"))
    return elements
