"""Text set into a placeholder of a master: in its own font and size where it fits, smaller where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..layout.context import Context
from ..layout.ir import Align, Box, Inherits, Paragraph, Placeholder, Role, Shape, Text
from ..layout.typeset import para, whole_words
from ..text import measure
from ..themes.model import Paint
from .mapping import Place
from .master import Master, legible, needed
from .reading import HEIGHT, Slot

_SIZES = (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
# Under this size a further line is the lesser evil.
_LIMITED = 24.0
# A title of this size looks like text.
_PLAIN = 22.5
USUAL_TITLE = 30.0
"""The size of a title whose placeholder has none of its own to speak of."""


@dataclass(frozen=True, slots=True)
class Set:
    """Paragraphs as they are set; `grown` is how much higher than its placeholder the text is, in points."""

    paragraphs: tuple[Paragraph, ...]
    own_size: bool
    grown: float = 0.0


def set_text(
    ctx: Context,
    slot: Slot,
    texts: Sequence[str],
    *,
    lines: int | None = None,
    least: float = 14.0,
    usual: float = 0.0,
) -> Set:
    """Return the texts as paragraphs of the placeholder: at its own size, else at the largest at which they fit.

    `lines` is the most that one paragraph should take while that leaves it legible. `usual` is the size of a
    title whose placeholder has no more than that of ordinary text.
    """
    own = round(slot.look.size * 2) / 2
    first = max(own, usual) if own < _PLAIN else own
    sizes = [first, *(s for s in _SIZES if least <= s <= first * 0.93)]
    found = _at(ctx, slot, texts, first)
    for limit, broken in ((lines, False), (None, False), (None, True)):
        for size in sizes:
            found = _at(ctx, slot, texts, size)
            short = limit is None or all(len(p.lines) <= limit for p in found)
            whole = broken or all(whole_words(p) for p in found)
            if short and whole and _height(found) <= slot.inner.h + 1:
                return Set(_said(slot, found, texts), size == own)
            if limit is not None and size < _LIMITED:
                break
    return Set(_said(slot, found, texts), found[0].size == own, max(0.0, _height(found) - slot.inner.h))


def _at(ctx: Context, slot: Slot, texts: Sequence[str], size: float) -> list[Paragraph]:
    look = slot.look
    own = replace(ctx, theme=replace(ctx.theme, heading_font=look.font))
    align: Align = "ctr" if look.align == "ctr" else "r" if look.align == "r" else "l"
    found = []
    for n, text in enumerate(texts):
        width = slot.inner.w - look.indent
        made = para(own, text.upper() if look.caps else text, size, width, bold=look.bold, display=True)
        before = look.before + look.before_share * look.pitch * size if n else 0.0
        found.append(replace(made, pitch=look.pitch, align=align, space_before=before))
    return found


def _said(slot: Slot, found: Sequence[Paragraph], texts: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their words as they were given: capitals are the placeholder's business."""
    if not slot.look.caps:
        return tuple(found)
    return tuple(replace(p, text=text) for p, text in zip(found, texts, strict=True))


def _height(paragraphs: Sequence[Paragraph]) -> float:
    return Text(tuple(paragraphs)).height


def filled(slot: Slot, found: Set, role: Role, name: str, *, ground: Paint, paint: Paint, own_paint: bool) -> Shape:
    """Return the placeholder with its text; `paint` is the text's colour, its own if `own_paint`."""
    look = slot.look
    box = slot.box
    if found.grown:
        height = box.h + found.grown + 1.0
        box = Box(box.x, max(0.0, min(box.y, HEIGHT - height)), box.w, min(height, HEIGHT))
    return Shape(
        box,
        role,
        text=Text(tuple(replace(p, paint=paint) for p in found.paragraphs), look.anchor, look.inset),
        placeholder=Placeholder(slot.type, slot.key),
        name=name,
        ground=ground,
        inherits=Inherits(box=not found.grown, size=found.own_size, paint=own_paint, font=look.unnamed),
    )


def inked(slot: Slot, paragraphs: tuple[Paragraph, ...]) -> Box:
    """Return the part of a placeholder in which its text lies."""
    inner, look = slot.inner, slot.look
    height = min(inner.h, Text(paragraphs).height)
    free = inner.h - height
    top = {"t": 0.0, "ctr": free / 2, "b": free}[look.anchor]
    if not look.align:
        return Box(inner.x, inner.y + top, inner.w, height)
    widths = [measure.width(line, look.font, look.bold, p.size) for p in paragraphs for line in p.lines]
    width = min(inner.w, max(widths, default=inner.w) * 1.04)
    left = {"ctr": (inner.w - width) / 2, "r": inner.w - width}.get(look.align, 0.0)
    return Box(inner.x + left, inner.y + top, width, height)


def legibly(master: Master, place: Place, slot: Slot, found: Set, role: Role, name: str) -> list[Shape]:
    """Return a filled placeholder in a colour that can be read on the layout, over a panel where none can."""
    look, theme = slot.look, master.theme
    size = min(p.size for p in found.paragraphs)
    area = inked(slot, found.paragraphs)
    seen = master.under(place, area)
    paint = legible(master, seen, look.colour, size, bold=look.bold)
    if paint is None or seen.contrast(theme.resolve(paint)) >= needed(size, bold=look.bold):
        own = filled(slot, found, role, name, ground=theme.ground, paint=paint or theme.ink, own_paint=paint is None)
        return [own]
    panel = Shape(area.inset(-14.0, -8.0), Role.DECORATION, "rect", fill=theme.ground, name="Scrim")
    return [panel, filled(slot, found, role, name, ground=theme.ground, paint=theme.ink, own_paint=False)]
