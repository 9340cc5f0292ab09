"""What stands on every content slide: the title, the foot line and the page number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckwire_contracts.slides import Slide

from ..themes.model import Paint
from . import grid, logos
from .context import Context
from .ir import Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .typeset import balanced, label, largest, para, set_in, stack_height

TITLE_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0)
_SMALLER = (22.0, 20.0, 18.0, 16.0, 14.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The title as it is set, and the box that is left for the body."""

    title: Shape
    body: Box


def headed(ctx: Context, text: str, box: Box = grid.TITLE, *, deep: bool = False) -> Frame:
    """Return the title of a content slide in at most two lines, or smaller when no size allows that.

    `deep` sets it for the deep ground.
    """
    paint = ctx.theme.on_deep if deep else ctx.theme.ink
    size = ctx.theme.title_size
    sizes = (size, *(s for s in TITLE_SIZES if s < size))
    found = largest(ctx, text, box, sizes, max_lines=2, bold=True, display=True, paint=paint)
    if len(found.lines) > 2:
        taller = Box(box.x, 18.0, box.w, box.bottom - 18.0)
        found = largest(ctx, text, taller, _SMALLER, bold=True, display=True, paint=paint)
        if ctx.care and len(found.lines) > 2:
            shorter = largest(ctx, text, taller, _SMALLER[:3], max_lines=2, bold=True, display=True, paint=paint)
            found = shorter if len(shorter.lines) <= 2 else found
        box = taller
    grown = max(0.0, found.height - box.h)
    box = Box(box.x, box.y, box.w, box.h + grown)
    width = balanced(ctx, found, box.w)
    title = Shape(
        box=box,
        role=Role.TITLE,
        text=Text((found,), "b", (0.0, 0.0, box.w - width, 0.0)),
        placeholder=Placeholder("title", 0),
        name="Title",
        ground=ctx.theme.deep if deep else None,
    )
    top = grid.BODY.y + grown
    return Frame(title, Box(grid.BODY.x, top, grid.BODY.w, grid.BODY.bottom - top))


def sources(slide: Slide, own: str = "") -> str:
    """Return the sources of the slide as one line: a chart's or table's own, then documents with page or section."""
    names = [own] if own else []
    for ref in slide.sources:
        place = f", {ref.page}" if ref.page else f", {ref.section}" if ref.section else ""
        text = f"{ref.name}{place}" if ref.name else ""
        if text and text not in names:
            names.append(text)
    # A document of which a place is named needs no naming as a whole.
    return "; ".join(n for n in names if not any(other.startswith(f"{n}, ") for other in names))


def foot(ctx: Context, left: str, box: Box = grid.FOOT, *, ground: Paint | None = None) -> list[Element]:
    """Return the foot line: `left` (else the deck's title) cut to one line, and the page number."""
    theme = ctx.theme
    paint = theme.muted
    # A logo stands on the layout, between the foot line and a narrower page number.
    number_w = 30.0 if theme.logo else 60.0
    width = box.w - number_w - 4.0 - logos.foot_room(theme)
    elements: list[Element] = []
    text = left or ctx.deck_title
    if text:
        line = _one_line(ctx, text, width)
        elements.append(
            label(
                Box(box.x, box.y, width, box.h),
                [replace(line, paint=paint)],
                role=Role.SOURCE,
                anchor="ctr",
                placeholder=Placeholder("ftr", 40),
                name="Footer",
                ground=ground,
            )
        )
    number = para(ctx, str(ctx.place.number), 10.0, number_w, paint=paint, align="r")
    elements.append(
        label(
            Box(box.right - number_w, box.y, number_w, box.h),
            [number],
            role=Role.PAGE,
            anchor="ctr",
            placeholder=Placeholder("sldNum", 41),
            name="Slide number",
            ground=ground,
        )
    )
    return elements


def _one_line(ctx: Context, text: str, width: float) -> Paragraph:
    found = para(ctx, text, 10.0, width)
    while len(found.lines) > 1 and len(text) > 1:
        text = found.lines[0][:-2].rstrip(" ,;") + "…"
        found = para(ctx, text, 10.0, width)
    return found


def centred(box: Box, height: float, share: float = 0.35) -> Box:
    """Return a box of `height` in `box`; `share` of the free room stands above it."""
    free = max(0.0, box.h - height)
    return Box(box.x, box.y + free * share, box.w, min(height, box.h))


def lead(ctx: Context, text: str, body: Box) -> tuple[list[Element], Box]:
    """Return the lead line set at the top of `body`, and what is left of the body; nothing when it is empty."""
    if not text:
        return [], body
    found = largest(
        ctx, text, Box(body.x, body.y, body.w * 0.86, 80.0), (20.0, 18.0, 16.0, 14.0), paint=ctx.theme.muted
    )
    height = stack_height([found])
    box = Box(body.x, body.y - 4.0, body.w * 0.86, height)
    rest = Box(body.x, box.bottom + 16.0, body.w, body.bottom - box.bottom - 16.0)
    evened = set_in(ctx, box.w, found)
    return [Shape(box, text=evened, placeholder=Placeholder("body", 10), name="Lead")], rest
