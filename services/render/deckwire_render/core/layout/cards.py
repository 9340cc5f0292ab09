"""Cards and tiles: points side by side, each on a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import grid
from .context import Context
from .frame import centred
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .rows import Item, badge, rounding
from .typeset import evened, para, stack_height, whole_words

CARD_SIZES = (
    (30.0, 22.0),
    (28.0, 20.0),
    (26.0, 20.0),
    (24.0, 18.0),
    (22.0, 18.0),
    (20.0, 16.0),
    (18.0, 16.0),
    (18.0, 14.0),
    (16.0, 14.0),
)
BARE_SIZES = (32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_TILE_SIZES = ((22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0))
_BARE_TILES = (24.0, 22.0, 20.0, 18.0, 16.0)
# Badges by the number of cards in a row.
_BADGES = {2: 60.0, 3: 54.0, 4: 46.0}
# Cards never stand shorter than this share of their room, and text is set as large as this share allows.
_LEAST, _MOST = 0.58, 0.94
# Cards of very unequal texts look torn: then rows say it better.
_TORN, _TORN_LINES = 0.45, 2
# What a card that is taller than its text puts between badge and text, at most.
_AIR = 34.0


def cards(ctx: Context, items: Sequence[Item], box: Box, *, first_slot: int = 11) -> list[Element] | None:
    """Return two to four points as cards of equal height in a row, or None when they do not fit."""
    n = len(items)
    slots = box.columns(n, grid.GUTTER * (1.4 if n < 4 else 1.0))
    pad = 24.0 if n < 4 else 18.0
    width = slots[0].w - 2 * pad
    side = _BADGES[n] if items[0].icon else 40.0
    above = pad + side + 18.0
    blocks = _set(ctx, items, width, box.h * _MOST - above - pad) or _set(ctx, items, width, box.h - above - pad)
    if blocks is None or _torn(blocks):
        return None
    need = max(stack_height(b) for b in blocks) + above + pad
    height = min(box.h, max(need + 6.0, box.h * _LEAST))
    above += min(_AIR, max(0.0, height - need - 6.0))
    area = centred(box, height, 0.42)
    elements: list[Element] = []
    for i, (slot, item, block) in enumerate(zip(slots, items, blocks, strict=True)):
        card = Box(slot.x, area.y, slot.w, height)
        spare = width - evened(ctx, block, width) if max(len(p.lines) for p in block) == 2 else 0.0
        elements.append(_ground(ctx, card, block, (pad, above, pad + spare, pad), first_slot + i, f"Card {i + 1}"))
        elements += badge(ctx, Box(card.x + pad, card.y + pad, side, side), item, 18.0, ctx.theme.accent())
    return elements


def _torn(blocks: Sequence[Sequence[Paragraph]]) -> bool:
    """Return whether one card would be nearly empty beside another that is full."""
    lines = [sum(len(p.lines) for p in block) for block in blocks]
    return min(lines) <= _TORN * max(lines) and max(lines) - min(lines) > _TORN_LINES


def _ground(
    ctx: Context,
    card: Box,
    block: Sequence[Paragraph],
    inset: tuple[float, float, float, float],
    slot: int,
    name: str,
) -> Shape:
    """Return a card with its text on it."""
    theme = ctx.theme
    return Shape(
        card,
        Role.BODY,
        "roundRect" if theme.radius else "rect",
        rounding(ctx, min(card.w, card.h)) if theme.radius else (),
        fill=theme.surface,
        text=Text(tuple(block), "t", inset),
        placeholder=Placeholder("body", slot),
        name=name,
    )


def _set(ctx: Context, items: Sequence[Item], width: float, room: float) -> list[list[Paragraph]] | None:
    """Return the texts of the cards at the largest size at which all fit `room`, or None."""
    bare = not any(item.detail for item in items)
    short = bare and max(len(item.head) for item in items) <= 48
    pairs = tuple((size, size) for size in BARE_SIZES) if bare else CARD_SIZES
    for head_size, detail_size in pairs:
        blocks = [_block(ctx, item, head_size, detail_size, width, bold=short or bool(item.detail)) for item in items]
        # Many short lines read badly: then the next size down, as long as one is left.
        deepest = max(len(b[0].lines) for b in blocks)
        if head_size > 20.0 and deepest > ((3 if short else 7) if bare else 2):
            continue
        if not bare and detail_size > 16.0 and max(len(b[-1].lines) for b in blocks) > 8:
            continue
        if max(stack_height(b) for b in blocks) <= room and all(whole_words(p) for b in blocks for p in b):
            return blocks
    return None


def _block(
    ctx: Context, item: Item, head_size: float, detail_size: float, width: float, *, bold: bool
) -> list[Paragraph]:
    block = [para(ctx, item.head, head_size, width, bold=bold)]
    if item.detail:
        block.append(para(ctx, item.detail, detail_size, width, paint=ctx.theme.muted, space_before=6.0))
    return block


def tiles(ctx: Context, items: Sequence[Item], box: Box, columns: int, *, first_slot: int = 11) -> list[Element] | None:
    """Return points as tiles in lines of at most `columns`, or None when they do not fit.

    Tiles of a line that is not full are wider, so that both ends of every line stand on the margins.
    """
    lines = [list(items[at : at + columns]) for at in range(0, len(items), columns)]
    gap = grid.GUTTER
    tall = (box.h - gap * (len(lines) - 1)) / len(lines)
    found = _tiled(ctx, lines, box, tall)
    if found is None:
        return None
    pad, side, beside, blocks = found
    need = max(
        (max(side, stack_height(b)) if beside else side + 12.0 + stack_height(b)) + 2 * pad for b in blocks.values()
    )
    height = min(tall, max(need, tall * 0.62))
    area = centred(box, height * len(lines) + gap * (len(lines) - 1), 0.42)
    elements: list[Element] = []
    n = 0
    for run, line in zip(lines, area.rows(len(lines), gap), strict=True):
        for item, card in zip(run, line.columns(len(run), gap), strict=True):
            block = blocks[n]
            text_h = stack_height(block)
            if beside:
                left, top = pad + side + 14.0, (card.h - text_h) / 2
                mark = Box(card.x + pad, card.y + (card.h - side) / 2, side, side)
            else:
                top = pad + side + 12.0 + max(0.0, card.h - need) / 2
                left, mark = pad, Box(card.x + pad, card.y + pad, side, side)
            width = card.w - left - pad
            spare = width - evened(ctx, block, width) if max(len(p.lines) for p in block) == 2 else 0.0
            inset = (left, top, pad + spare, max(0.0, card.h - top - text_h))
            elements.append(_ground(ctx, card, block, inset, first_slot + n, f"Tile {n + 1}"))
            elements += badge(ctx, mark, item, 16.0, ctx.theme.accent())
            n += 1
    return elements


def _tiled(
    ctx: Context, lines: Sequence[Sequence[Item]], box: Box, tall: float
) -> tuple[float, float, bool, dict[int, list[Paragraph]]] | None:
    """Return padding, badge side, whether badges stand beside the text, and the texts by number; None if none fits.

    Badges stand beside heads that come alone, and above where a sentence follows.
    """
    bare = not any(item.detail for line in lines for item in line)
    pad = 18.0
    arrangements = [(40.0, True)] if bare else [(38.0, False), (38.0, True)]
    pairs = [(s, s) for s in _BARE_TILES] if bare else list(_TILE_SIZES)
    for head_size, detail_size in pairs:
        for side, beside in arrangements:
            blocks: dict[int, list[Paragraph]] = {}
            for line in lines:
                width = (box.w - grid.GUTTER * (len(line) - 1)) / len(line) - 2 * pad - (side + 14.0 if beside else 0.0)
                for item in line:
                    blocks[len(blocks)] = _block(ctx, item, head_size, detail_size, width, bold=True)
            room = tall - 2 * pad - (0.0 if beside else side + 12.0)
            whole = all(whole_words(p) for b in blocks.values() for p in b)
            deepest = max(len(b[0].lines) for b in blocks.values())
            if whole and deepest <= (3 if bare else 2) and max(stack_height(b) for b in blocks.values()) <= room:
                return pad, side, beside, blocks
    return None


def numbered(items: Sequence[Item]) -> list[Item]:
    """Return the points with their numbers as marks."""
    return [replace(item, marker=str(k)) for k, item in enumerate(items, 1)]
