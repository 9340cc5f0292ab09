"""Pictures beside text and behind text, and what stands in for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_contracts.slides import FullImageSlide, ImageBrief, ImageTextSlide

from ..text import measure
from ..themes.model import Paint
from . import grid, motifs
from .context import Context
from .exhibits import card, whole
from .ir import SLIDE_H, SLIDE_W, Box, Element, Paragraph, Picture, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, Marker, Style, rows
from .rows import panel as _panel
from .rows import plain as plain_style
from .typeset import balanced, label, largest, para

# Title, lead and points beside a picture have so much height between the margins.
_ROOM = 438.0
_SIDE_ROWS = ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0))
_MARGIN = 30.0
_SIDE_TITLE = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)


def cropped(width: int, height: int, box: Box) -> tuple[float, float, float, float]:
    """Return what to cut off left, top, right and bottom so that a picture fills the box undistorted."""
    if width <= 0 or height <= 0:
        return (0.0, 0.0, 0.0, 0.0)
    have, want = width / height, box.w / box.h
    if have > want:
        cut = (1 - want / have) / 2
        return (cut, 0.0, cut, 0.0)
    cut = (1 - have / want) / 2
    # Heads and horizons stand high in a picture: more is cut below than above.
    return (0.0, cut * 0.8, 0.0, cut * 1.2)


def placed(
    ctx: Context, box: Box, brief: ImageBrief | None, slot: Placeholder, *, credit_right: bool = True
) -> list[Element]:
    """Return the picture with its credit, or a quiet panel in its place while it is not there."""
    info = ctx.picture
    if info is None:
        return list(motifs.panel(ctx.theme, box))
    alt = info.alt or (brief.alt if brief else "")
    elements: list[Element] = [Picture(box, alt, cropped(info.width, info.height, box), slot)]
    if info.whole:
        inner = whole(box.inset(_MARGIN, _MARGIN), info)
        elements = [card(box, _paper(ctx)), Picture(inner, alt, placeholder=slot)]
    if info.credit:
        elements.append(_credit(ctx, info.credit, box, right=credit_right))
    return elements


def _paper(ctx: Context) -> Paint:
    """Return the lighter one of the theme's ink and ground: drawings are made for paper."""
    return ctx.theme.ink if ctx.theme.dark else ctx.theme.ground


def _credit(ctx: Context, credit: str, box: Box, *, right: bool) -> Shape:
    dark, light = shade(ctx), ctx.theme.ink if ctx.theme.dark else ctx.theme.ground
    found = para(ctx, credit, 10.0, box.w - 44.0, paint=light)
    longest = max(found.lines, key=len, default="")
    width = min(box.w - 24.0, max(40.0, _width(ctx, longest) + 14.0))
    height = found.height + 6.0
    x = box.right - width - 12.0 if right else box.x + 12.0
    return Shape(
        Box(x, box.bottom - height - 10.0, width, height),
        Role.CAPTION,
        "rect",
        fill=dark.faded(72),
        text=Text((found,), "ctr", (6.0, 3.0, 6.0, 3.0)),
        name="Picture credit",
    )


def _width(ctx: Context, text: str) -> float:
    return measure.width(text, ctx.theme.body_font, False, 10.0) * 1.03


def shade(ctx: Context) -> Paint:
    """Return the dark end of the theme, for what lies between a picture and the text on it."""
    return ctx.theme.ground if ctx.theme.dark else ctx.theme.ink


def image_text(slide: ImageTextSlide, ctx: Context, text: str) -> list[Page]:
    """Return a picture that bleeds off one side, and the text centred on the other."""
    items = [Item(t) for t in slide.items if t]
    return beside(ctx, text, slide.lead, items, slide.image, left=slide.side == "left")


def _rows_below(ctx: Context, items: Sequence[Item], room: Box, style: Style) -> list[list[Element]]:
    return rows(ctx, items, room, style, sizes=_SIDE_ROWS) if items else [[]]


def _depth(elements: Sequence[Element]) -> float:
    """Return how far down elements reach that begin at the top."""
    return max((e.box.bottom for e in elements), default=0.0)


def beside(
    ctx: Context,
    text: str,
    lead_text: str,
    items: Sequence[Item],
    brief: ImageBrief | None,
    *,
    left: bool = False,
    marker: Marker = "dot",
) -> list[Page]:
    """Return a picture over the full height of one side, and title, lead and points on the other."""
    picture_w = 396.0
    picture = Box(0.0 if left else SLIDE_W - picture_w, 0.0, picture_w, SLIDE_H)
    x = picture_w + 44.0 if left else grid.LEFT
    width = SLIDE_W - picture_w - 88.0
    head = largest(ctx, text, Box(x, 0, width, 130.0), _SIDE_TITLE, bold=True, display=True, max_lines=3)
    if head.height > 130.0 or len(head.lines) > 3:
        head = largest(ctx, text, Box(x, 0, width, 130.0), _SIDE_TITLE[4:], bold=True, display=True)
    few = not items
    sizes = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0) if few else (20.0, 18.0, 16.0, 14.0)
    lead = (
        largest(
            ctx,
            lead_text,
            Box(x, 0, width, 250.0 if few else 110.0),
            sizes,
            paint=ctx.theme.ink if few else ctx.theme.muted,
        )
        if lead_text
        else None
    )
    used = head.height + (lead.height + 18.0 if lead else 0.0)
    style = plain_style(ctx, marker)
    pages = _rows_below(ctx, items, Box(x, 0.0, width, _ROOM - used - 20.0), style)
    if lead and any(_depth(page) > _ROOM - used - 20.0 + 1.0 for page in pages):
        # A point too long to stand under the lead stands on the next slide.
        pages = [[], *_rows_below(ctx, items, Box(x, 0.0, width, _ROOM - head.height - 20.0), style)]
    found = []
    for n, elements in enumerate(pages):
        lines: list[Element] = list(elements)
        top_of = min((e.box.y for e in lines), default=0.0)
        height = max((e.box.bottom for e in lines), default=0.0) - top_of
        total = head.height + (lead.height + 18.0 if lead and n == 0 else 0.0) + (height + 20.0 if lines else 0.0)
        y = max(48.0, 48.0 + (438.0 - total) * 0.46)
        inner = balanced(ctx, head, width)
        out: list[Element] = [
            Shape(
                Box(x, y, width, head.height),
                Role.TITLE,
                text=Text((head,), "t", (0.0, 0.0, width - inner, 0.0)),
                placeholder=Placeholder("title", 0),
                name="Title",
            )
        ]
        y += head.height
        if lead and n == 0:
            out.append(
                label(Box(x, y + 18.0, width, lead.height), [lead], placeholder=Placeholder("body", 10), name="Lead")
            )
            y += lead.height + 18.0
        out += [_moved(e, y + 20.0 - top_of) for e in lines]
        out += placed(ctx, picture, brief, Placeholder("pic", 30), credit_right=not left)
        found.append(
            Page(
                "image_text.left" if left else "image_text.right",
                out,
                framed=False,
                foot=Box(x, grid.FOOT.y, width, grid.FOOT.h),
            )
        )
    return found


def _moved(element: Element, dy: float) -> Element:
    return replace(element, box=Box(element.box.x, element.box.y + dy, element.box.w, element.box.h))


def full_image(slide: FullImageSlide, ctx: Context, text: str) -> list[Page]:
    """Return a picture that fills the slide, and the text on a panel in its lower left, or lower right in turn."""
    theme = ctx.theme
    plain = ctx.picture is None
    pad = 0.0 if plain else 30.0
    width = 500.0 if plain else 640.0
    sizes = (44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
    below = Box(0, 0, width, 130.0)
    caption = (
        largest(ctx, slide.caption, below, (20.0, 18.0, 16.0, 14.0), paint=theme.on_deep) if slide.caption else None
    )
    head = largest(ctx, text, Box(0, 0, width, 220.0), sizes, max_lines=3, bold=True, display=True, paint=theme.on_deep)
    if len(head.lines) > 3:
        head = largest(ctx, text, Box(0, 0, width, 260.0), sizes[4:], bold=True, display=True, paint=theme.on_deep)
    height = head.height + (caption.height + 12.0 if caption else 0.0)
    inner = balanced(ctx, head, width)
    top = 496.0 - pad - height
    right = ctx.place.turn % 2 == 1 and ctx.has_picture
    widest = max([inner if len(head.lines) > 1 else _used(ctx, head), _used(ctx, caption) if caption else 0.0])
    panel_w = min(width, widest + 6.0) + 2 * pad
    x = (grid.RIGHT - panel_w if right else grid.LEFT) + pad
    # On the left the text has room to grow to the right; on the right the panel is its room.
    width = panel_w - 2 * pad if right else width
    elements: list[Element] = []
    if plain:
        box = Box(0.0 if right else 588.0, 0.0, SLIDE_W - 588.0, SLIDE_H)
        elements += motifs.panel(theme, box)
    else:
        picture, *credit = placed(ctx, grid.CANVAS, slide.image, Placeholder("pic", 30))
        panel_box = Box(x - pad, top - pad, panel_w, height + 2 * pad)
        elements += [picture, _panel(ctx, panel_box, theme.deep), *(_raised(c) for c in credit)]
    elements.append(
        Shape(
            Box(x, top, width, head.height),
            Role.TITLE,
            text=Text((head,), "t", (0.0, 0.0, max(0.0, width - inner), 0.0)),
            placeholder=Placeholder("title", 0),
            name="Title",
            ground=theme.deep,
        )
    )
    if caption:
        place = Box(x, top + head.height + 12.0, width, caption.height)
        elements.append(label(place, [caption], placeholder=Placeholder("body", 11), name="Caption", ground=theme.deep))
    key = "full_image.right" if right else "full_image"
    return [Page(key, elements, framed=False, background=theme.deep, foot=None)]


def _used(ctx: Context, paragraph: Paragraph) -> float:
    """Return the width of the longest line of a paragraph."""
    family = ctx.theme.heading_font if paragraph.display else ctx.theme.body_font
    return max(measure.width(line, family, paragraph.bold, paragraph.size) for line in paragraph.lines) * 1.02


def _raised(element: Element) -> Element:
    """Move the credit of a full picture to the top, away from the text."""
    return replace(element, box=Box(element.box.x, 12.0, element.box.w, element.box.h))
