"""Events on an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwire_contracts.slides import TimelineEvent, TimelineSlide

from . import dates, grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page, paginate
from .rows import rounding, rule
from .typeset import label, para, stack_height, whole_words

_MOST = 7
# Places in time are shown where one step is longer than another by this factor.
_UNEVEN = 1.3
# Three texts for each of so many events are more than a layout has places for.
_FEWER_THAN = 10
# What two labels on one side of the axis keep between them.
_BETWEEN = 16.0


def timeline(slide: TimelineSlide, ctx: Context, body: Box) -> list[Page]:
    """Return the events on an axis, at their dates where these are dates, or down a line when there is much text.

    Few events stand on cards beneath the axis, more above and below it in turn.
    """
    events = slide.events
    n = len(events)
    if ctx.place.turn % 2 == 1:
        down = _down(ctx, events, body)
        if down is not None:
            return [down]
    if n <= _MOST:
        dated = _dated(ctx, events, body)
        found = dated or (_milestones(ctx, events, body) if n <= 4 else _alternating(ctx, events, body, None))
        if found is not None:
            return [Page(f"timeline.dated{n}" if dated else f"timeline.{n}", found)]
    runs = paginate(list(events), lambda run: _down(ctx, run, body) is not None)
    return [_down(ctx, run, body, force=True) or Page("timeline.down") for run in runs]


def _dated(ctx: Context, events: Sequence[TimelineEvent], body: Box) -> list[Element] | None:
    """Return the events where their dates stand in time, or None when they are no dates or lie too close for that."""
    at = [dates.when(event.when) for event in events]
    known = [moment for moment in at if moment is not None]
    steps = [b - a for a, b in pairwise(known)]
    if len(known) < 3 or len(known) < len(events) or min(steps) <= 0 or max(steps) < _UNEVEN * min(steps):
        return None
    shares = [(moment - known[0]) / (known[-1] - known[0]) for moment in known]
    return _alternating(ctx, events, body, shares)


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
    height = min(body.h - 44.0, max(need + 6.0, body.h * 0.44))
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


def _alternating(
    ctx: Context, events: Sequence[TimelineEvent], body: Box, shares: Sequence[float] | None
) -> list[Element] | None:
    """Labels above and below the axis in turn; `shares` are places on it from 0 to 1, None for even steps."""
    theme = ctx.theme
    n = len(events)
    r, stem = 10.0, 34.0
    found = None
    for wide in _widths(n, body.w, shares):
        span = body.w - wide
        places = [span * (i / (n - 1) if shares is None else shares[i]) for i in range(n)]
        apart = all(b - a >= wide + _BETWEEN - 0.01 for a, b in zip(places, places[2:], strict=False))
        if apart and all(b - a >= 2 * r + 12.0 for a, b in pairwise(places)):
            found = wide, places
            break
    if found is None:
        return None
    wide, places = found
    half = body.h / 2 - stem
    for sizes in (
        (28.0, 24.0, 20.0),
        (24.0, 22.0, 18.0),
        (20.0, 20.0, 16.0),
        (18.0, 18.0, 16.0),
        (16.0, 18.0, 14.0),
        (16.0, 16.0, 14.0),
    ):
        blocks = [_entry(ctx, event, wide - r - 12.0, sizes) for event in events]
        if max(stack_height(b) for b in blocks) <= half and all(whole_words(p) for b in blocks for p in b):
            break
    else:
        return None
    above = max(stack_height(b) for b in blocks[1::2])
    below = max(stack_height(b) for b in blocks[0::2])
    # Stems grow where texts are short, so that the figure fills its room.
    stem += min(40.0, max(0.0, (body.h * 0.88 - above - below - 2 * stem) / 2))
    area = centred(body, above + below + 2 * stem, 0.42)
    axis = area.y + above + stem
    elements: list[Element] = [rule(body.x, axis, body.w, theme.accent(), 2.25)]
    for i, block in enumerate(blocks):
        x = body.x + places[i]
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


def _widths(n: int, room: float, shares: Sequence[float] | None) -> list[float]:
    """Return the widths that a label may have: for even steps the one that uses the room, else some to try."""
    if shares is not None:
        return [300.0, 260.0, 230.0, 200.0, 180.0]
    # The last label ends at the margin, and two labels on one side never meet.
    share = 2 / (n - 1)
    return [min(300.0, (share * room - _BETWEEN) / (1 + share))]


def _down(ctx: Context, events: Sequence[TimelineEvent], body: Box, *, force: bool = False) -> Page | None:
    """Return the events down a line: when, what, and the sentence behind it in a column of its own where it fits."""
    n = len(events)
    small = ((20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0))
    sizes = ((26.0, 20.0), (24.0, 18.0), (22.0, 18.0), *small) if n <= 5 else small
    detailed = n < _FEWER_THAN and all(event.detail and event.title for event in events)
    found = None
    for size, detail in sizes:
        for apart in (True, False) if detailed else (False,):
            found = _lines(ctx, events, body, size, detail, apart=apart)
            if sum(found.heights) <= body.h + 0.5 and (not apart or found.calm):
                return _lined(ctx, body, found)
    return _lined(ctx, body, found) if force and found else None


@dataclass(frozen=True, slots=True)
class _Lines:
    """Events set as lines; `aside` holds their sentences where these have a column of their own."""

    when_w: float
    whens: list[Paragraph]
    heads: list[list[Paragraph]]
    aside: list[Paragraph]
    head_w: float
    heights: list[float]

    @property
    def calm(self) -> bool:
        """Whether no head and no sentence in its own column takes more than two lines."""
        return all(len(p.lines) <= 2 and whole_words(p) for p in (*self.aside, *(b[0] for b in self.heads)))


def _lines(
    ctx: Context, events: Sequence[TimelineEvent], body: Box, size: float, detail: float, *, apart: bool
) -> _Lines:
    theme = ctx.theme
    when_w = min(230.0, max(_when_width(ctx, e.when, size) for e in events) + 4.0)
    room = body.w - when_w - 60.0
    head_w = room * 0.38 if apart else room
    whens = [para(ctx, e.when, size, when_w, bold=True, paint=theme.accent(), align="r") for e in events]
    heads, aside = [], []
    for event in events:
        block = [para(ctx, event.title, size, head_w, bold=bool(event.detail))] if event.title else []
        if apart:
            aside.append(para(ctx, event.detail, detail, room - head_w - 24.0, paint=theme.muted))
        elif event.detail or not block:
            gap = 2.0 if block else 0.0
            block.append(para(ctx, event.detail, detail, head_w, paint=theme.muted, space_before=gap))
        heads.append(block)
    tallest = [max(stack_height(b), w.height) for b, w in zip(heads, whens, strict=True)]
    if apart:
        tallest = [max(h, p.height) for h, p in zip(tallest, aside, strict=True)]
    return _Lines(when_w, whens, heads, aside, head_w, [h + 14.0 for h in tallest])


def _lined(ctx: Context, body: Box, found: _Lines) -> Page:
    theme = ctx.theme
    n = len(found.heights)
    stretch = max(0.0, min(48.0 if n <= 5 else 18.0, (body.h * 0.94 - sum(found.heights)) / n))
    tall = [h + stretch for h in found.heights]
    area = centred(body, sum(tall), 0.42)
    x = body.x + found.when_w + 26.0
    axis = Box(x, area.y + tall[0] / 2, 0.0, max(1.0, sum(tall) - tall[0] / 2 - tall[-1] / 2))
    elements: list[Element] = [
        Shape(axis, Role.DECORATION, "line", stroke=theme.line, stroke_w=2.0, name="Axis"),
    ]
    step = 3 if found.aside else 2
    y = area.y
    for i, row in enumerate(tall):

        def text(place: Box, block: Sequence[Paragraph], slot: int, name: str, i: int = i) -> Shape:
            ph = Placeholder("body", 11 + step * i + slot)
            return label(place, block, anchor="ctr", placeholder=ph, name=f"{name} {i + 1}")

        elements.append(text(Box(body.x, y, found.when_w, row), [found.whens[i]], 0, "When"))
        dot = Box(x - 7.0, y + row / 2 - 7.0, 14.0, 14.0)
        elements.append(
            Shape(dot, Role.DECORATION, "ellipse", fill=theme.accent(), stroke=theme.ground, stroke_w=3.0, name="Dot")
        )
        elements.append(text(Box(x + 34.0, y, found.head_w, row), found.heads[i], 1, "Event"))
        if found.aside:
            left = x + 34.0 + found.head_w + 24.0
            elements.append(text(Box(left, y, body.right - left, row), [found.aside[i]], 2, "Detail"))
        y += row
    return Page("timeline.lines" if found.aside else "timeline.down", elements)


def _when_width(ctx: Context, text: str, size: float) -> float:
    from ..text import measure

    # From right to left the space at a line's end needs room of its own.
    return measure.width(text, ctx.theme.body_font, True, size) * 1.04 + (size * 0.4 if ctx.rtl else 0.0)
