"""Big numbers."""

from __future__ import annotations

from dataclasses import replace

from deckwire_contracts.slides import BigNumberSlide, Stat

from . import deep, grid
from .context import Context
from .frame import lead
from .ir import Box, Element, Placeholder, Role, Shape
from .page import Page
from .rows import Item, panel, plain, rows
from .stats import delta, parted
from .strip import strip
from .typeset import label, largest, set_in, stack_height

# The sizes that numerals may have by how many there are; a tile is laid out anew before they go under the last.
_HEROES = {
    2: (88.0, 80.0, 72.0, 66.0, 60.0, 54.0, 48.0),
    3: (72.0, 66.0, 60.0, 54.0, 48.0),
    4: (60.0, 54.0, 50.0, 48.0, 44.0),
}


def big_number(slide: BigNumberSlide, ctx: Context, body: Box) -> list[Page]:
    """Return one number at full size with its meaning, or several on one baseline, on tiles and open in turn."""
    n = len(slide.stats)
    odd = ctx.place.turn % 2 == 1
    if n == 1:
        alone = deep.number(slide, ctx) if odd and not slide.sources and not ctx.boxed else None
        return [alone or _single(slide.stats[0], slide.context, ctx, body)]
    below = (
        largest(ctx, slide.context, Box(0, 0, body.w * 0.9, 90.0), (20.0, 18.0, 16.0, 14.0), paint=ctx.theme.muted)
        if slide.context
        else None
    )
    foot = below.height + 24.0 if below else 0.0
    room = Box(body.x, body.y, body.w, body.h - foot)
    found = strip(slide.stats, ctx, room, n, _HEROES[n], tiled=False) if odd else None
    layout = f"big_number.open{n}" if found else f"big_number.{n}"
    found = found or strip(slide.stats, ctx, room, n, _HEROES[n])
    if found is None and n == 4:
        found = strip(slide.stats, ctx, room, 2, _HEROES[4])
    found = found or strip(slide.stats, ctx, room, n, (40.0, 36.0, 32.0, 28.0))
    if found is None:
        return _listed(slide, ctx, body)
    elements, height = found
    shift = max(0.0, body.h - height - foot) * 0.42
    elements = [replace(e, box=replace(e.box, y=e.box.y + shift)) for e in elements]
    if below:
        elements.append(
            label(
                Box(body.x, body.y + shift + height + 24.0, body.w * 0.9, below.height),
                [below],
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return [Page(layout, elements)]


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
    split = body.twelfths(0, 7, grid.GUTTER) if context else body
    pad = 36.0
    width = split.w - 2 * pad
    numeral, unit = parted(stat.value)
    value = largest(
        ctx,
        numeral,
        Box(0, 0, width, 180.0),
        (140.0, 128.0, 115.0, 104.0, 96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 32.0, 24.0, 20.0),
        bold=True,
        display=True,
        paint=theme.accent(),
        max_lines=1,
    )
    block = [value]
    if unit:
        block.append(
            largest(
                ctx,
                unit,
                Box(0, 0, width, 60.0),
                [s for s in (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0) if s <= value.size / 2]
                or [14.0],
                bold=True,
                display=True,
                paint=theme.accent(),
                max_lines=1,
            )
        )
    value_h = stack_height(block)
    delta_h = 34.0 if stat.delta else 0.0
    text = largest(
        ctx,
        stat.label,
        Box(0, 0, width, body.h - value_h - delta_h - 2 * pad - 14.0),
        (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0),
    )
    need = value_h + 6.0 + text.height + (delta_h + 8.0 if delta_h else 0.0)
    card = Box(split.x, body.y, split.w, body.h)
    y = card.y + (card.h - need) / 2
    elements: list[Element] = [
        panel(ctx, card, theme.tint()),
        label(
            Box(card.x + pad, y, width, value_h),
            block,
            placeholder=Placeholder("body", 11),
            name="Number",
            ground=theme.tint(),
        ),
        label(
            Box(card.x + pad, y + value_h + 6.0, width, text.height),
            [text],
            placeholder=Placeholder("body", 12),
            name="Meaning",
            ground=theme.tint(),
        ),
    ]
    if stat.delta:
        place = Box(card.x + pad, y + value_h + text.height + 16.0, width, 0.0)
        elements += delta(ctx, stat.delta, place, theme.tint(), 13)
    if context:
        side = body.twelfths(7, 5, grid.GUTTER)
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
        said = largest(ctx, context, Box(0, 0, inner.w - 6.0, inner.h), (24.0, 22.0, 20.0, 18.0, 16.0, 14.0))
        elements.append(
            Shape(
                Box(inner.x + 6.0, body.y, inner.w - 6.0, body.h),
                text=set_in(ctx, inner.w - 6.0, said, "ctr"),
                placeholder=Placeholder("body", 10),
                name="Context",
            )
        )
    return Page("big_number.context" if context else "big_number.1", elements)
