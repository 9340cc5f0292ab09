"""Big numbers."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts.slides import BigNumberSlide, Stat

from ..themes.model import Paint
from . import grid
from .context import Context
from .frame import lead
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, panel, plain, rows
from .typeset import label, largest, para, whole_words

_RISE = ("+", "↑", "▲", "△", "⬆", "↗")
_FALL = ("-", "−", "–", "↓", "▼", "▽", "⬇", "↘")


def trend(delta: str) -> int:
    """Return 1 for a delta that rises, -1 for one that falls, 0 when it does not say."""
    start = delta.lstrip("( ")
    return 1 if start.startswith(_RISE) else -1 if start.startswith(_FALL) else 0


_ARROW = 20.0


def _delta_text(ctx: Context, text: str, width: float) -> Paragraph:
    way = trend(text)
    bare = text.lstrip("".join((*_RISE[1:], *_FALL[3:]))) if way else text
    room = Box(0, 0, width - (_ARROW if way else 0.0), 60.0)
    return largest(ctx, bare.strip() or text, room, (16.0, 14.0), bold=True, paint=ctx.theme.accent(), max_lines=2)


def _delta(ctx: Context, text: str, x: float, y: float, width: float, ground: Paint, slot: int | None) -> list[Element]:
    theme = ctx.theme
    way = trend(text)
    shift = _ARROW if way else 0.0
    found = _delta_text(ctx, text, width)
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
    below = (
        largest(ctx, slide.context, Box(0, 0, body.w * 0.9, 90.0), (20.0, 18.0, 16.0, 14.0), paint=theme.muted)
        if slide.context
        else None
    )
    room = Box(body.x, body.y, body.w, body.h - (below.height + 24.0 if below else 0.0))
    slots = room.columns(n, grid.GUTTER * 1.4)
    pad = 26.0 if n < 4 else 20.0
    width = slots[0].w - 2 * pad
    for size in (72.0, 66.0, 60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0):
        values = [para(ctx, s.value, size, width, paint=theme.accent(), bold=True, display=True) for s in slide.stats]
        if all(len(v.lines) == 1 for v in values) or (size <= 24.0 and all(whole_words(v) for v in values)):
            break
    value_h = max(v.height for v in values)
    delta_h = max((_delta_text(ctx, s.delta, width).height for s in slide.stats if s.delta), default=0.0)
    for label_size in (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0):
        labels = [para(ctx, s.label, label_size, width) for s in slide.stats]
        need = pad + value_h + 10.0 + max(t.height for t in labels) + (delta_h + 8.0 if delta_h else 0.0) + pad
        if need <= room.h and all(whole_words(t) for t in labels) and (need <= room.h * 0.9 or label_size <= 16.0):
            break
    if need > room.h or any(len(v.lines) > 1 for v in values):
        return _listed(slide, ctx, body)
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
            Shape(
                Box(card.x + pad, y, width, value_h),
                text=Text((value,), "b"),
                placeholder=Placeholder("body", 11 + 3 * i),
                name=f"Number {i + 1}",
                ground=theme.surface,
            )
        )
        y += value_h + 10.0
        elements.append(
            label(
                Box(card.x + pad, y, width, max(t.height for t in labels)),
                [text],
                placeholder=Placeholder("body", 12 + 3 * i),
                name=f"Meaning {i + 1}",
                ground=theme.surface,
            )
        )
        if stat.delta:
            y += max(t.height for t in labels) + 8.0
            elements += _delta(ctx, stat.delta, card.x + pad, y, width, theme.surface, 13 + 3 * i)
    if below:
        elements.append(
            label(
                Box(body.x, top + height + 24.0, body.w * 0.9, below.height),
                [below],
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return [Page(f"big_number.{n}", elements)]


def _listed(slide: BigNumberSlide, ctx: Context, body: Box) -> list[Page]:
    """Return numbers that come with too many words for tiles as rows."""
    first, area = lead(ctx, slide.context, body)
    items = [Item(s.value, " · ".join(t for t in (s.label, s.delta) if t)) for s in slide.stats]
    style = replace(plain(ctx, "none"), bold_head=True)
    sizes = ((32.0, 18.0), (28.0, 18.0), (24.0, 16.0), (20.0, 14.0), (16.0, 14.0))
    pages = rows(ctx, items, area, style, sizes=sizes)
    return [Page("bullets.rows1", [*first, *elements] if not n else elements) for n, elements in enumerate(pages)]


def _single(stat: Stat, context: str, ctx: Context, body: Box) -> Page:
    theme = ctx.theme
    split = grid.span(0, 7, body.y, body.h) if context else body
    pad = 36.0
    width = split.w - 2 * pad
    value = largest(
        ctx,
        stat.value,
        Box(0, 0, width, 180.0),
        (140.0, 128.0, 115.0, 104.0, 96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 32.0, 24.0, 20.0),
        bold=True,
        display=True,
        paint=theme.accent(),
        max_lines=1,
    )
    delta_h = 34.0 if stat.delta else 0.0
    text = largest(
        ctx,
        stat.label,
        Box(0, 0, width, body.h - value.height - delta_h - 2 * pad - 14.0),
        (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0),
    )
    need = value.height + 6.0 + text.height + (delta_h + 8.0 if delta_h else 0.0)
    card = Box(split.x, body.y, split.w, body.h)
    y = card.y + (card.h - need) / 2
    elements: list[Element] = [
        panel(ctx, card, theme.tint()),
        label(
            Box(card.x + pad, y, width, value.height),
            [value],
            placeholder=Placeholder("body", 11),
            name="Number",
            ground=theme.tint(),
        ),
        label(
            Box(card.x + pad, y + value.height + 6.0, width, text.height),
            [text],
            placeholder=Placeholder("body", 12),
            name="Meaning",
            ground=theme.tint(),
        ),
    ]
    if stat.delta:
        elements += _delta(
            ctx, stat.delta, card.x + pad, y + value.height + text.height + 16.0, width, theme.tint(), 13
        )
    if context:
        side = grid.span(7, 5, body.y, body.h)
        inner = Box(side.x + 28.0, side.y, side.w - 28.0, side.h)
        words = largest(ctx, context, inner, (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
        elements.append(
            Shape(
                Box(inner.x - 14.0, body.y + (body.h - words.height) / 2, 3.0, words.height),
                Role.DECORATION,
                fill=theme.accent(),
                name="Mark",
            )
        )
        elements.append(
            label(
                Box(inner.x + 6.0, body.y, inner.w - 6.0, body.h),
                [largest(ctx, context, Box(0, 0, inner.w - 6.0, inner.h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))],
                anchor="ctr",
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return Page("big_number.context" if context else "big_number.1", elements)
