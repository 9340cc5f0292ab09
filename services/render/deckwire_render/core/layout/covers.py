"""The slides that open, divide and end a deck, and the quotation."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts.slides import ClosingSlide, QuoteSlide, SectionSlide, TitleSlide

from . import grid, pictures
from .context import Context
from .ir import SLIDE_H, SLIDE_W, Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, Style, panel, rows
from .typeset import balanced, label, largest, para, set_in, stack_height

_COVER = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0)


def _stack(
    ctx: Context,
    x: float,
    width: float,
    room: float,
    title: str,
    below: str,
    sizes: Sequence[float],
    title_lines: int,
) -> tuple[Paragraph, Paragraph | None]:
    """Return title and subtitle at the largest sizes that fit `room` together."""
    theme = ctx.theme
    found: tuple[Paragraph, Paragraph | None] | None = None
    for size in sizes:
        lines = title_lines if size > 28 else 99
        head = largest(ctx, title, Box(x, 0, width, room), [size], bold=True, display=True, paint=theme.on_deep)
        sub_sizes = [s for s in (24.0, 20.0, 18.0, 16.0, 14.0) if s <= size * 0.56 + 2] or [14.0]
        sub = largest(ctx, below, Box(x, 0, width, 110.0), sub_sizes, paint=theme.on_deep_muted) if below else None
        found = (head, sub)
        unbroken = largest(ctx, title, Box(x, 0, width, room), [size, size * 0.5], bold=True, display=True).size == size
        if head.height + (sub.height + 18 if sub else 0) <= room and len(head.lines) <= lines and unbroken:
            break
    assert found is not None
    return found


def title(slide: TitleSlide, ctx: Context, text: str) -> list[Page]:
    """Return the cover: title, subtitle and byline left, the theme's motif or the picture right."""
    theme = ctx.theme
    x, width = 60.0, 484.0
    byline = largest(ctx, slide.byline, Box(x, 0, width, 56.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted) if slide.byline else None
    floor = 488.0 - (byline.height + 26.0 if byline else 0.0)
    head, sub = _stack(ctx, x, width, floor - 56.0, text, slide.subtitle, _COVER, 4)
    height = head.height + (sub.height + 18.0 if sub else 0.0)
    top = max(52.0, 52.0 + (floor - 52.0 - height) * 0.5)
    inner = balanced(ctx, head, width)
    elements: list[Element] = []
    if ctx.has_picture:
        elements += pictures.placed(ctx, Box(576.0, 0.0, SLIDE_W - 576.0, SLIDE_H), slide.image, Placeholder("pic", 30))
    elements.append(
        Shape(
            Box(x, top, width, head.height),
            Role.TITLE,
            text=Text((head,), "b", (0.0, 0.0, width - inner, 0.0)),
            placeholder=Placeholder("ctrTitle", 0),
            name="Title",
            ground=theme.deep,
        )
    )
    if sub:
        elements.append(
            Shape(
                Box(x, top + head.height + 18.0, width, sub.height),
                Role.SUBTITLE,
                text=set_in(ctx, width, sub),
                placeholder=Placeholder("subTitle", 1),
                name="Subtitle",
                ground=theme.deep,
            )
        )
    if byline:
        y = 488.0 - byline.height
        elements.append(Shape(Box(x, y - 16.0, 56.0, 3.0), Role.DECORATION, fill=theme.deep_accent, name="Mark"))
        elements.append(label(Box(x, y, width, byline.height), [byline], role=Role.CAPTION, placeholder=Placeholder("body", 11), name="Byline", ground=theme.deep))
    return [Page("title.picture" if ctx.has_picture else "title", elements, framed=False, background=theme.deep, foot=None)]


def section(slide: SectionSlide, ctx: Context, text: str) -> list[Page]:
    """Return the divider: its number, its name, and how far the sections have come."""
    theme = ctx.theme
    x, width = 60.0, 640.0
    head, sub = _stack(ctx, x, width, 300.0, text, slide.subtitle, (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0), 3)
    number = str(ctx.place.section) if ctx.place.section else ""
    mark_h = 108.0 if number else 0.0
    height = mark_h + head.height + (sub.height + 18.0 if sub else 0.0)
    top = max(40.0, 44.0 + (420.0 - height) * 0.55)
    elements: list[Element] = []
    y = top
    inner = balanced(ctx, head, width)
    title_shape = Shape(
        Box(x, y + mark_h, width, head.height),
        Role.TITLE,
        text=Text((head,), "t", (0.0, 0.0, width - inner, 0.0)),
        placeholder=Placeholder("title", 0),
        name="Title",
        ground=theme.deep,
    )
    if number:
        numeral = para(ctx, number, 88.0, 260.0, paint=theme.deep_accent, bold=True, display=True)
        elements.append(label(Box(x, y, 260.0, 100.0), [numeral], role=Role.MARKER, anchor="t", placeholder=Placeholder("body", 11), name="Section number", ground=theme.deep))
    elements.insert(0, title_shape)
    y += mark_h + head.height
    if sub:
        elements.append(Shape(Box(x, y + 18.0, width, sub.height), Role.SUBTITLE, text=set_in(ctx, width, sub), placeholder=Placeholder("body", 12), name="Subtitle", ground=theme.deep))
    count = len(ctx.place.sections)
    if 2 <= count <= 16 and ctx.place.section:
        for i, box in enumerate(Box(x, 486.0, 580.0, 5.0).columns(count, 8.0), 1):
            paint = theme.deep_accent if i <= ctx.place.section else theme.on_deep.faded(22)
            elements.append(Shape(box, Role.DECORATION, fill=paint, name="Progress"))
    return [Page("section", elements, framed=False, background=theme.deep, foot=None)]


def quote(slide: QuoteSlide, ctx: Context, text: str) -> list[Page]:
    """Return someone's words, large, with a hanging mark, name and role, and a portrait if there is one."""
    theme = ctx.theme
    portrait = ctx.has_picture
    x = 132.0
    width = (600.0 if portrait else 868.0) - x
    right = 960.0 - 44.0 - 236.0
    caption = largest(ctx, text, Box(x, 0, width, 70.0), (20.0, 18.0, 16.0, 14.0), bold=True, display=True, paint=theme.muted, max_lines=2)
    who = [para(ctx, slide.author, 18.0, width - 30.0, bold=True, space_before=0.0)] if slide.author else []
    if slide.role:
        who.append(para(ctx, slide.role, 16.0 if len(slide.role) < 80 else 14.0, width - 30.0, paint=theme.muted, space_before=2.0 if who else 0.0))
    who_h = stack_height(who)
    top = 44.0 + caption.height
    room = 492.0 - top - (who_h + 28.0 if who else 0.0) - 24.0
    words = largest(ctx, slide.quote, Box(x, 0, width, room), (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0), display=True, max_lines=None)
    block = words.height + (who_h + 28.0 if who else 0.0)
    y = top + 24.0 + max(0.0, (492.0 - top - 24.0 - block) * 0.42)
    mark = para(ctx, "“", 130.0, 80.0, paint=theme.accent(), bold=True, display=True)
    elements: list[Element] = [
        Shape(Box(x, 40.0, width, caption.height), Role.TITLE, text=Text((caption,), "t"), placeholder=Placeholder("title", 0), name="Title", ground=theme.surface),
        label(Box(44.0, y - 24.0, 84.0, 120.0), [mark], role=Role.MARKER, name="Quotation mark", ground=theme.surface),
        Shape(Box(x, y, width, words.height), text=set_in(ctx, width, words), placeholder=Placeholder("body", 11), name="Quotation", ground=theme.surface),
    ]
    if who:
        y += words.height + 28.0
        elements.append(Shape(Box(x, y, 4.0, who_h), Role.DECORATION, fill=theme.accent(), name="Mark"))
        elements.append(label(Box(x + 18.0, y, width - 18.0, who_h), who, role=Role.CAPTION, placeholder=Placeholder("body", 12), name="Who", ground=theme.surface))
    if portrait:
        elements += pictures.placed(ctx, Box(right - 24.0, 110.0, 260.0, 320.0), slide.image, Placeholder("pic", 30))
    return [Page("quote.picture" if portrait else "quote", elements, framed=False, background=theme.surface)]


def closing(slide: ClosingSlide, ctx: Context, text: str) -> list[Page]:
    """Return the last slide: the title on a deep panel, takeaways and the call to action beside it."""
    takeaways = [Item(t) for t in slide.takeaways if t]
    if not takeaways:
        return [_ending(slide, ctx, text)]
    theme = ctx.theme
    split = 348.0
    x, width = 44.0, split - 44.0 - 36.0
    contact = largest(ctx, slide.contact, Box(x, 0, width, 130.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted) if slide.contact else None
    floor = 486.0 - (contact.height + 40.0 if contact else 0.0)
    head = largest(ctx, text, Box(x, 0, width, floor - 64.0), (40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0), bold=True, display=True, paint=theme.on_deep)
    base: list[Element] = [
        Shape(Box(x, 64.0, width, head.height), Role.TITLE, text=Text((head,), "t"), placeholder=Placeholder("title", 0), name="Title", ground=theme.deep),
        Shape(Box(x, 46.0, 56.0, 4.0), Role.DECORATION, fill=theme.deep_accent, name="Mark"),
    ]
    tail: list[Element] = []
    if contact:
        y = 486.0 - contact.height
        tail.append(label(Box(x, y, width, contact.height), [contact], role=Role.CAPTION, placeholder=Placeholder("body", 21), name="Contact", ground=theme.deep))
    left = split + 44.0
    area_x = left
    area = Box(left, 52.0, grid.RIGHT - left, 434.0)
    if slide.call_to_action:
        inner = area.w - 52.0
        action = largest(ctx, slide.call_to_action, Box(0, 0, inner, 120.0), (22.0, 20.0, 18.0, 16.0, 14.0), bold=True, paint=theme.on_accent)
        h = action.height + 36.0
        box = Box(area.x, area.bottom - h, area.w, h)
        base_panel = panel(ctx, box, theme.accent())
        tail.insert(
            0,
            Shape(box, geometry=base_panel.geometry, adjust=base_panel.adjust, fill=theme.accent(), text=Text((action,), "ctr", (26.0, 18.0, 26.0 + inner - balanced(ctx, action, inner), 18.0)), placeholder=Placeholder("body", 20), name="Call to action"),
        )
        area = Box(area.x, area.y, area.w, area.h - h - 24.0)
    style = Style(theme.ink, theme.muted, theme.accent(), theme.line, theme.ground, "number", stretch=30.0, anchor_share=0.5)
    pages = rows(ctx, takeaways, area, style, sizes=((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0)))
    last = len(pages) - 1
    return [
        Page("closing", [*base, *elements, *(tail if n == last else [])], framed=False, foot=Box(area_x, grid.FOOT.y, grid.RIGHT - area_x, grid.FOOT.h))
        for n, elements in enumerate(pages)
    ]


def _ending(slide: ClosingSlide, ctx: Context, text: str) -> Page:
    theme = ctx.theme
    x, width = 60.0, 484.0
    head, sub = _stack(ctx, x, width, 240.0, text, "", (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 14.0), 4)
    del sub
    action = largest(ctx, slide.call_to_action, Box(0, 0, width - 48.0, 120.0), (20.0, 18.0, 16.0, 14.0), bold=True, paint=theme.deep) if slide.call_to_action else None
    contact = largest(ctx, slide.contact, Box(0, 0, width, 80.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted) if slide.contact else None
    height = head.height + (action.height + 56.0 if action else 0.0) + (contact.height + 24.0 if contact else 0.0)
    y = max(30.0, 40.0 + (450.0 - height) / 2)
    elements: list[Element] = [Shape(Box(x, y, width, head.height), Role.TITLE, text=Text((head,), "t"), placeholder=Placeholder("title", 0), name="Title", ground=theme.deep)]
    y += head.height + 24.0
    if action:
        box = Box(x, y, width, action.height + 32.0)
        base = panel(ctx, box, theme.on_deep)
        elements.append(Shape(box, geometry=base.geometry, adjust=base.adjust, fill=theme.on_deep, text=Text((action,), "ctr", (24.0, 16.0, 24.0, 16.0)), placeholder=Placeholder("body", 20), name="Call to action"))
        y = box.bottom + 24.0
    if contact:
        elements.append(label(Box(x, y, width, contact.height), [contact], role=Role.CAPTION, placeholder=Placeholder("body", 21), name="Contact", ground=theme.deep))
    return Page("closing.plain", elements, framed=False, background=theme.deep, foot=None)


