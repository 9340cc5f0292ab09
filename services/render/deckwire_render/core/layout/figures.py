"""Big numbers, processes and timelines."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts.slides import BigNumberSlide, ProcessSlide, Stat, TimelineEvent, TimelineSlide

from ..themes.model import Paint
from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import Item, badge_adjust, badge_geometry, panel, plain, rounding, rows, rule
from .typeset import label, largest, para, stack_height, whole_words

_RISE = ("+", "↑", "▲", "△", "⬆", "↗")
_FALL = ("-", "−", "–", "↓", "▼", "▽", "⬇", "↘")


def trend(delta: str) -> int:
    """Return 1 for a delta that rises, -1 for one that falls, 0 when it does not say."""
    start = delta.lstrip("( ")
    return 1 if start.startswith(_RISE) else -1 if start.startswith(_FALL) else 0


def _delta(ctx: Context, text: str, x: float, y: float, width: float, ground: Paint, slot: int | None) -> list[Element]:
    theme = ctx.theme
    way = trend(text)
    bare = text.lstrip("".join(c for c in (*_RISE[1:], *_FALL[3:]))) if way else text
    shift = 20.0 if way else 0.0
    found = largest(ctx, bare.strip() or text, Box(0, 0, width - shift, 60.0), (16.0, 14.0), bold=True, paint=theme.accent(), max_lines=2)
    elements: list[Element] = []
    if way:
        arrow = Box(x, y + found.size * 0.6 - 5.0, 12.0, 10.0)
        path = ((0.0, 1.0), (0.5, 0.0), (1.0, 1.0)) if way > 0 else ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
        elements.append(Shape(arrow, Role.DECORATION, "custom", path=path, fill=theme.accent(), name="Trend"))
    elements.append(
        label(
            Box(x + shift, y, width - shift, found.height),
            [found],
            role=Role.CAPTION,
            placeholder=Placeholder("body", slot) if slot else None,
            name="Change",
            ground=ground,
        )
    )
    return elements


def big_number(slide: BigNumberSlide, ctx: Context, body: Box) -> list[Page]:
    """Return one number at full size with its meaning, or a strip of tiles on one baseline."""
    if len(slide.stats) == 1:
        return [_single(slide.stats[0], slide.context, ctx, body)]
    theme = ctx.theme
    n = len(slide.stats)
    below = largest(ctx, slide.context, Box(0, 0, body.w * 0.9, 90.0), (20.0, 18.0, 16.0, 14.0), paint=theme.muted) if slide.context else None
    room = Box(body.x, body.y, body.w, body.h - (below.height + 24.0 if below else 0.0))
    slots = room.columns(n, grid.GUTTER * 1.4)
    pad = 26.0 if n < 4 else 20.0
    width = slots[0].w - 2 * pad
    for size in (72.0, 66.0, 60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0):
        values = [para(ctx, s.value, size, width, paint=theme.accent(), bold=True, display=True) for s in slide.stats]
        if all(len(v.lines) == 1 for v in values) or (size <= 24.0 and all(whole_words(v) for v in values)):
            break
    value_h = max(v.height for v in values)
    delta_h = 44.0 if any(s.delta for s in slide.stats) else 0.0
    for label_size in (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0):
        labels = [para(ctx, s.label, label_size, width) for s in slide.stats]
        need = pad + value_h + 10.0 + max(t.height for t in labels) + (delta_h + 6.0 if delta_h else 0.0) + pad
        if need <= room.h and all(whole_words(t) for t in labels) and (need <= room.h * 0.9 or label_size <= 16.0):
            break
    height = min(room.h, max(need + 6.0, room.h * 0.58))
    total = height + (below.height + 24.0 if below else 0.0)
    top = body.y + max(0.0, body.h - total) * 0.42
    elements: list[Element] = []
    spare = (height - need) / 2
    for i, (slot, stat, value, text) in enumerate(zip(slots, slide.stats, values, labels, strict=True)):
        card = Box(slot.x, top, slot.w, height)
        elements.append(panel(ctx, card, theme.surface))
        elements.append(Shape(Box(card.x + pad, card.y, 56.0, 5.0), Role.DECORATION, fill=theme.accent(), name="Mark"))
        y = card.y + pad + spare
        elements.append(
            Shape(Box(card.x + pad, y, width, value_h), text=Text((value,), "b"), placeholder=Placeholder("body", 11 + 3 * i), name=f"Number {i + 1}", ground=theme.surface)
        )
        y += value_h + 10.0
        elements.append(label(Box(card.x + pad, y, width, max(t.height for t in labels)), [text], placeholder=Placeholder("body", 12 + 3 * i), name=f"Meaning {i + 1}", ground=theme.surface))
        if stat.delta:
            y += max(t.height for t in labels) + 8.0
            elements += _delta(ctx, stat.delta, card.x + pad, y, width, theme.surface, 13 + 3 * i)
    if below:
        elements.append(label(Box(body.x, top + height + 24.0, body.w * 0.9, below.height), [below], placeholder=Placeholder("body", 10), name="Context"))
    return [Page(f"big_number.{n}", elements)]


def _single(stat: Stat, context: str, ctx: Context, body: Box) -> Page:
    theme = ctx.theme
    split = grid.span(0, 7, body.y, body.h) if context else body
    pad = 36.0
    width = split.w - 2 * pad
    value = largest(ctx, stat.value, Box(0, 0, width, 180.0), (140.0, 128.0, 115.0, 104.0, 96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 32.0, 24.0, 20.0), bold=True, display=True, paint=theme.accent(), max_lines=1)
    delta_h = 34.0 if stat.delta else 0.0
    text = largest(ctx, stat.label, Box(0, 0, width, body.h - value.height - delta_h - 2 * pad - 14.0), (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
    need = value.height + 6.0 + text.height + (delta_h + 8.0 if delta_h else 0.0)
    card = Box(split.x, body.y, split.w, body.h)
    y = card.y + (card.h - need) / 2
    elements: list[Element] = [
        panel(ctx, card, theme.tint()),
        label(Box(card.x + pad, y, width, value.height), [value], placeholder=Placeholder("body", 11), name="Number", ground=theme.tint()),
        label(Box(card.x + pad, y + value.height + 6.0, width, text.height), [text], placeholder=Placeholder("body", 12), name="Meaning", ground=theme.tint()),
    ]
    if stat.delta:
        elements += _delta(ctx, stat.delta, card.x + pad, y + value.height + text.height + 16.0, width, theme.tint(), 13)
    if context:
        side = grid.span(7, 5, body.y, body.h)
        inner = Box(side.x + 28.0, side.y, side.w - 28.0, side.h)
        words = largest(ctx, context, inner, (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
        elements.append(Shape(Box(inner.x - 14.0, body.y + (body.h - words.height) / 2, 3.0, words.height), Role.DECORATION, fill=theme.accent(), name="Mark"))
        elements.append(label(Box(inner.x + 6.0, body.y, inner.w - 6.0, body.h), [largest(ctx, context, Box(0, 0, inner.w - 6.0, inner.h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))], anchor="ctr", placeholder=Placeholder("body", 10), name="Context"))
    return Page("big_number.context" if context else "big_number.1", elements)


def process(slide: ProcessSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the steps as numbered nodes on a line with a card beneath each, or as numbered rows when long."""
    items = [Item(s.title or s.detail, s.detail if s.title else "", str(i)) for i, s in enumerate(slide.steps, 1)]
    found = _nodes(ctx, items, body) if len(items) <= 6 else None
    if found is not None:
        return [Page(f"process.{len(items)}", found)]
    pages = rows(ctx, items, body, plain(ctx), columns=2 if len(items) > 3 else 1, sizes=((22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0)))
    return [Page("process.rows", elements) for elements in pages]


def _nodes(ctx: Context, items: Sequence[Item], body: Box) -> list[Element] | None:
    theme = ctx.theme
    n = len(items)
    slots = body.columns(n, grid.GUTTER if n < 5 else grid.GUTTER * 0.8)
    pad = 20.0 if n < 5 else 14.0
    width = slots[0].w - 2 * pad
    node = 52.0
    sizes = ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 16.0), (18.0, 14.0), (16.0, 14.0))
    for head_size, detail_size in sizes:
        blocks: list[list[Paragraph]] = []
        for item in items:
            block = [para(ctx, item.head, head_size, width, bold=True)]
            if item.detail:
                block.append(para(ctx, item.detail, detail_size, width, paint=theme.muted, space_before=7.0))
            blocks.append(block)
        need = max(stack_height(b) for b in blocks) + node / 2 + 18.0 + pad
        if need + node / 2 <= body.h and all(whole_words(p) for b in blocks for p in b) and all(len(b[0].lines) <= 3 for b in blocks):
            break
    else:
        return None
    height = min(body.h - node / 2, max(need, body.h * 0.5))
    area = centred(body, height + node / 2, 0.42)
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
            Shape(Box(slot.x + pad, area.y, node, node), Role.MARKER, badge_geometry(ctx), badge_adjust(ctx, node), fill=theme.accent(), stroke=theme.ground, stroke_w=3.0, text=Text((number,), "ctr"), name=f"Node {i + 1}")
        )
    return elements


def timeline(slide: TimelineSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the events on an axis with labels above and below in turn, or down a line when there is much text."""
    events = slide.events
    if len(events) <= 7:
        found = _axis(ctx, events, body)
        if found is not None:
            return [Page(f"timeline.{len(events)}", found)]
    runs = paginate(list(events), lambda run: _down(ctx, run, body) is not None)
    return [Page("timeline.down", _down(ctx, run, body, force=True) or []) for run in runs]


def _axis(ctx: Context, events: Sequence[TimelineEvent], body: Box) -> list[Element] | None:
    n = len(events)
    return _milestones(ctx, events, body) if n <= 4 else _alternating(ctx, events, body)


def _entry(ctx: Context, event: TimelineEvent, width: float, sizes: tuple[float, float, float]) -> list[Paragraph]:
    theme = ctx.theme
    block: list[Paragraph] = []
    if event.when:
        block.append(para(ctx, event.when, sizes[0], width, bold=True, paint=theme.accent()))
    if event.title:
        block.append(para(ctx, event.title, sizes[1], width, bold=True, space_before=4.0))
    if event.detail:
        block.append(para(ctx, event.detail, sizes[2], width, paint=theme.muted, space_before=4.0))
    return block or [para(ctx, "–", 16.0, width)]


def _milestones(ctx: Context, events: Sequence[TimelineEvent], body: Box) -> list[Element] | None:
    """Two to four events: a card beneath each point of the axis."""
    theme = ctx.theme
    slots = body.columns(len(events), grid.GUTTER * 1.2)
    pad = 20.0
    width = slots[0].w - 2 * pad
    for sizes in ((28.0, 22.0, 18.0), (24.0, 20.0, 16.0), (22.0, 18.0, 16.0), (18.0, 18.0, 14.0), (16.0, 16.0, 14.0)):
        blocks = [_entry(ctx, event, width, sizes) for event in events]
        need = max(stack_height(b) for b in blocks) + 2 * pad
        if need + 44.0 <= body.h and all(whole_words(p) for b in blocks for p in b):
            break
    else:
        return None
    height = max(need, body.h * 0.46)
    area = centred(body, height + 44.0, 0.42)
    axis = area.y + 12.0
    elements: list[Element] = [rule(body.x, axis, body.w, theme.accent(), 2.25)]
    for i, (slot, block) in enumerate(zip(slots, blocks, strict=True)):
        x = slot.x + pad
        elements.append(_dot(ctx, x, axis, 11.0))
        elements.append(_stem(ctx, x + 11.0, axis + 11.0, area.y + 44.0))
        elements.append(
            Shape(
                Box(slot.x, area.y + 44.0, slot.w, height),
                geometry="roundRect" if theme.radius else "rect",
                adjust=rounding(ctx, min(slot.w, height)) if theme.radius else (),
                fill=theme.surface,
                text=Text(tuple(block), "t", (pad, pad, pad, pad)),
                placeholder=Placeholder("body", 11 + i),
                name=f"Event {i + 1}",
            )
        )
    return elements


def _dot(ctx: Context, x: float, axis: float, r: float) -> Shape:
    theme = ctx.theme
    box = Box(x, axis - r, 2 * r, 2 * r)
    return Shape(box, Role.DECORATION, "ellipse", fill=theme.accent(), stroke=theme.ground, stroke_w=3.0, name="Dot")


def _stem(ctx: Context, x: float, top: float, bottom: float) -> Shape:
    box = Box(x, top, 0.0, bottom - top)
    return Shape(box, Role.DECORATION, "line", stroke=ctx.theme.accent(), stroke_w=1.5, name="Stem")


def _alternating(ctx: Context, events: Sequence[TimelineEvent], body: Box) -> list[Element] | None:
    """Five events or more: labels above and below the axis in turn."""
    theme = ctx.theme
    n = len(events)
    share = 1.85 / (n - 1)
    # The last label ends at the margin, and two labels on one side never meet.
    wide = min(300.0, (share * body.w - 20.0) / (1 + share))
    step = (body.w - wide) / (n - 1)
    r, stem = 10.0, 34.0
    half = body.h / 2 - stem
    for sizes in ((22.0, 22.0, 18.0), (20.0, 20.0, 16.0), (18.0, 18.0, 16.0), (16.0, 18.0, 14.0), (16.0, 16.0, 14.0)):
        blocks = [_entry(ctx, event, wide - r - 12.0, sizes) for event in events]
        if max(stack_height(b) for b in blocks) <= half and all(whole_words(p) for b in blocks for p in b):
            break
    else:
        return None
    above = max(stack_height(b) for b in blocks[1::2])
    below = max(stack_height(b) for b in blocks[0::2])
    area = centred(body, above + below + 2 * stem, 0.45)
    axis = area.y + above + stem
    elements: list[Element] = [rule(body.x, axis, body.w, theme.accent(), 2.25)]
    for i, block in enumerate(blocks):
        x = body.x + i * step
        up = i % 2 == 1
        text_h = stack_height(block)
        top = axis - stem - text_h if up else axis + stem
        # The stem runs beside its label, so that it is plain which label belongs to which point.
        elements.append(_stem(ctx, x + r, top if up else axis, axis if up else top + text_h))
        elements.append(
            label(
                Box(x + r + 12.0, top, wide - r - 12.0, text_h),
                block,
                placeholder=Placeholder("body", 11 + i),
                name=f"Event {i + 1}",
            )
        )
        elements.append(_dot(ctx, x, axis, r))
    return elements


def _down(ctx: Context, events: Sequence[TimelineEvent], body: Box, *, force: bool = False) -> list[Element] | None:
    theme = ctx.theme
    for size, detail in ((20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0)):
        when_w = min(230.0, max(_when_width(ctx, e.when, size) for e in events) + 4.0)
        width = body.w - when_w - 60.0
        whens = [para(ctx, e.when, size, when_w, bold=True, paint=theme.accent(), align="r") for e in events]
        blocks = []
        for event in events:
            block = [para(ctx, event.title, size, width, bold=True)] if event.title else []
            if event.detail or not block:
                block.append(para(ctx, event.detail, detail, width, paint=theme.muted, space_before=2.0 if block else 0.0))
            blocks.append(block)
        heights = [max(stack_height(b), w.height) + 14.0 for b, w in zip(blocks, whens, strict=True)]
        if sum(heights) <= body.h + 0.5:
            break
    else:
        if not force:
            return None
    stretch = min(18.0, max(0.0, body.h - sum(heights)) / len(events))
    area = centred(body, sum(heights) + stretch * len(events), 0.46)
    y = area.y
    x = body.x + when_w + 26.0
    elements: list[Element] = []
    first = area.y + (heights[0] + stretch) / 2
    end = area.y + sum(heights) + stretch * len(events) - (heights[-1] + stretch) / 2
    elements.append(Shape(Box(x, first, 0.0, max(1.0, end - first)), Role.DECORATION, "line", stroke=theme.line, stroke_w=2.0, name="Axis"))
    for i, (block, when, h) in enumerate(zip(blocks, whens, heights, strict=True)):
        row = h + stretch
        elements.append(label(Box(body.x, y, when_w, row), [when], anchor="ctr", placeholder=Placeholder("body", 11 + 2 * i), name=f"When {i + 1}"))
        elements.append(Shape(Box(x - 7.0, y + row / 2 - 7.0, 14.0, 14.0), Role.DECORATION, "ellipse", fill=theme.accent(), stroke=theme.ground, stroke_w=3.0, name="Dot"))
        elements.append(label(Box(x + 28.0, y, body.right - x - 28.0, row), block, anchor="ctr", placeholder=Placeholder("body", 12 + 2 * i), name=f"Event {i + 1}"))
        y += row
    return elements


def _when_width(ctx: Context, text: str, size: float) -> float:
    from ..text import measure

    return measure.width(text, ctx.theme.body_font, True, size) * 1.04


