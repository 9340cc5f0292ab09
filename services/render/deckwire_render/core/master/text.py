"""Text set into a placeholder of a master: in its own font and size where it fits, smaller where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..layout.context import Context
from ..layout.ir import Box, Inherits, Paragraph, Placeholder, Role, Shape, Text
from ..layout.typeset import para, whole_words
from ..themes.model import Paint
from .reading import Slot

_SIZES = (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
# Under this size a further line is the lesser evil.
_LIMITED = 24.0


@dataclass(frozen=True, slots=True)
class Set:
    """Paragraphs as they are set; `grown` is how much higher than its placeholder the text is, in points."""

    paragraphs: tuple[Paragraph, ...]
    own_size: bool
    grown: float = 0.0


def set_text(ctx: Context, slot: Slot, texts: Sequence[str], *, lines: int | None = None, least: float = 14.0) -> Set:
    """Return the texts as paragraphs of the placeholder: at its own size, else at the largest at which they fit.

    `lines` is the most that one paragraph should take while that leaves it legible.
    """
    look = slot.look
    own = round(look.size * 2) / 2
    sizes = [own, *(s for s in _SIZES if least <= s <= own * 0.93)]
    found = _at(ctx, slot, texts, own)
    for limit, broken in ((lines, False), (None, False), (None, True)):
        for size in sizes:
            found = _at(ctx, slot, texts, size)
            short = limit is None or all(len(p.lines) <= limit for p in found)
            whole = broken or all(whole_words(p) for p in found)
            if short and whole and _height(found) <= slot.inner.h + 1:
                return Set(tuple(found), size == own)
            if limit is not None and size < _LIMITED:
                break
    return Set(tuple(found), found[0].size == own, max(0.0, _height(found) - slot.inner.h))


def _at(ctx: Context, slot: Slot, texts: Sequence[str], size: float) -> list[Paragraph]:
    look = slot.look
    own = replace(ctx, theme=replace(ctx.theme, heading_font=look.font))
    found = []
    for n, text in enumerate(texts):
        width = slot.inner.w - look.indent
        made = para(own, text.upper() if look.caps else text, size, width, bold=look.bold, display=True)
        align = {"ctr": "ctr", "r": "r"}.get(look.align, "l")
        before = (look.before if look.bullet else 0.0) if n else 0.0
        made = replace(made, text=text if look.caps else made.text, pitch=look.pitch, align=align, space_before=before)  # type: ignore[arg-type]
        found.append(made)
    return found


def _height(paragraphs: Sequence[Paragraph]) -> float:
    return Text(tuple(paragraphs)).height


def filled(slot: Slot, found: Set, role: Role, name: str, *, ground: Paint, paint: Paint, own_paint: bool) -> Shape:
    """Return the placeholder with its text; `paint` is the text's colour, its own if `own_paint`."""
    look = slot.look
    box = slot.box
    if found.grown:
        box = Box(box.x, box.y, box.w, box.h + found.grown + 1.0)
    return Shape(
        box,
        role,
        text=Text(tuple(replace(p, paint=paint) for p in found.paragraphs), look.anchor, look.inset),
        placeholder=Placeholder(slot.type, slot.key),
        name=name,
        ground=ground,
        inherits=Inherits(box=not found.grown, size=found.own_size, paint=own_paint),
    )
