"""Events on an axis."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts.slides import TimelineEvent, TimelineSlide

from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import rounding, rule
from .typeset import label, para, stack_height, whole_words


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
        # One bold line is a head; a sentence under its date is not.
        head = bool(event.detail) or not event.when
        block.append(para(ctx, event.title, sizes[1], width, bold=head, space_before=6.0))
    if event.detail:
        block.append(para(ctx, event.detail, sizes[2], width, paint=theme.muted, space_before=4.0))
    return block or [para(ctx, "–", 16.0, width)]


def _milestones(ctx: Context, events: Sequence[TimelineEvent], body: Box) -> list[Element] | None:
    """Two to four events: a card beneath each point of the axis."""
    theme = ctx.theme
    slots = body.columns(len(events), grid.GUTTER * 1.2)
    pad = 20.0
    width = slots[0].w - 2 * pad
    for sizes in (
        (32.0, 24.0, 20.0),
        (28.0, 22.0, 18.0),
        (24.0, 20.0, 16.0),
        (22.0, 18.0, 16.0),
        (18.0, 18.0, 14.0),
        (16.0, 16.0, 14.0),
    ):
        blocks = [_entry(ctx, event, width, sizes) for event in events]
        need = max(stack_height(b) for b in blocks) + 2 * pad
        if need + 44.0 <= body.h and all(whole_words(p) for b in blocks for p in b):
            break
    else:
        return None
    height = min(body.h - 44.0, max(need + 6.0, body.h * 0.62))
    area = centred(body, height + 44.0)
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
    area = centred(body, above + below + 2 * stem, 0.4)
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
            block = [para(ctx, event.title, size, width, bold=bool(event.detail))] if event.title else []
            if event.detail or not block:
                block.append(
                    para(ctx, event.detail, detail, width, paint=theme.muted, space_before=2.0 if block else 0.0)
                )
            blocks.append(block)
        heights = [max(stack_height(b), w.height) + 14.0 for b, w in zip(blocks, whens, strict=True)]
        if sum(heights) <= body.h + 0.5:
            break
    else:
        if not force:
            return None
    stretch = min(18.0, max(0.0, body.h - sum(heights)) / len(events))
    area = centred(body, sum(heights) + stretch * len(events))
    y = area.y
    x = body.x + when_w + 26.0
    elements: list[Element] = []
    first = area.y + (heights[0] + stretch) / 2
    end = area.y + sum(heights) + stretch * len(events) - (heights[-1] + stretch) / 2
    elements.append(
        Shape(
            Box(x, first, 0.0, max(1.0, end - first)),
            Role.DECORATION,
            "line",
            stroke=theme.line,
            stroke_w=2.0,
            name="Axis",
        )
    )
    for i, (block, when, h) in enumerate(zip(blocks, whens, heights, strict=True)):
        row = h + stretch
        elements.append(
            label(
                Box(body.x, y, when_w, row),
                [when],
                anchor="ctr",
                placeholder=Placeholder("body", 11 + 2 * i),
                name=f"When {i + 1}",
            )
        )
        elements.append(
            Shape(
                Box(x - 7.0, y + row / 2 - 7.0, 14.0, 14.0),
                Role.DECORATION,
                "ellipse",
                fill=theme.accent(),
                stroke=theme.ground,
                stroke_w=3.0,
                name="Dot",
            )
        )
        elements.append(
            label(
                Box(x + 28.0, y, body.right - x - 28.0, row),
                block,
                anchor="ctr",
                placeholder=Placeholder("body", 12 + 2 * i),
                name=f"Event {i + 1}",
            )
        )
        y += row
    return elements


def _when_width(ctx: Context, text: str, size: float) -> float:
    from ..text import measure

    return measure.width(text, ctx.theme.body_font, True, size) * 1.04
