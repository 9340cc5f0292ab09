"""The slides that open, divide and end a deck, and the quotation."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts.slides import SectionSlide, TitleSlide

from . import logos, pictures
from .context import Context
from .ir import SLIDE_H, SLIDE_W, Box, Element, Paragraph, Placeholder, Role, Shape, Text
from .page import Page
from .typeset import MUCH_SMALLER, balanced, hangs, label, largest, para, set_in

_COVER = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0)


def stacked(
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
    hung: tuple[Paragraph, Paragraph | None] | None = None
    for size in sizes:
        if hung is not None and size < MUCH_SMALLER * hung[0].size:
            break
        lines = title_lines if size > 28 else 99
        head = largest(ctx, title, Box(x, 0, width, room), [size], bold=True, display=True, paint=theme.on_deep)
        sub_sizes = [s for s in (24.0, 20.0, 18.0, 16.0, 14.0) if s <= size * 0.56 + 2] or [14.0]
        sub = largest(ctx, below, Box(x, 0, width, 110.0), sub_sizes, paint=theme.on_deep_muted) if below else None
        found = (head, sub)
        unbroken = largest(ctx, title, Box(x, 0, width, room), [size, size * 0.5], bold=True, display=True).size == size
        if head.height + (sub.height + 18 if sub else 0) <= room and len(head.lines) <= lines and unbroken:
            if not hangs(ctx, head, width):
                return found
            hung = hung or found
    assert found is not None
    return hung or found


def title(slide: TitleSlide, ctx: Context, text: str) -> list[Page]:
    """Return the cover: title, subtitle and byline left, the theme's motif or the picture right."""
    theme = ctx.theme
    x, width = 60.0, 484.0
    byline = (
        largest(ctx, slide.byline, Box(x, 0, width, 56.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted)
        if slide.byline
        else None
    )
    floor = 488.0 - (byline.height + 26.0 if byline else 0.0)
    ceiling = 52.0 + (logos.COVER_ROOM if theme.logo else 0.0)
    head, sub = stacked(ctx, x, width, floor - ceiling - 4.0, text, slide.subtitle, _COVER, 3)
    height = head.height + (sub.height + 18.0 if sub else 0.0)
    top = max(ceiling, ceiling + (floor - ceiling - height) * 0.5)
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
        elements.append(
            label(
                Box(x, y, width, byline.height),
                [byline],
                role=Role.CAPTION,
                placeholder=Placeholder("body", 11),
                name="Byline",
                ground=theme.deep,
            )
        )
    return [
        Page("title.picture" if ctx.has_picture else "title", elements, framed=False, background=theme.deep, foot=None)
    ]


def section(slide: SectionSlide, ctx: Context, text: str) -> list[Page]:
    """Return the divider: its number, its name, and how far the sections have come."""
    theme = ctx.theme
    x, width = 60.0, 484.0 if ctx.has_picture else 640.0
    head, sub = stacked(ctx, x, width, 300.0, text, slide.subtitle, (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0), 3)
    number = str(ctx.place.section) if ctx.place.section else ""
    mark_h = 108.0 if number else 0.0
    height = mark_h + head.height + (sub.height + 18.0 if sub else 0.0)
    top = max(40.0, 44.0 + (420.0 - height) * 0.55)
    elements: list[Element] = []
    if ctx.has_picture:
        elements += pictures.placed(ctx, Box(576.0, 0.0, SLIDE_W - 576.0, SLIDE_H), slide.image, Placeholder("pic", 30))
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
        elements.append(
            label(
                Box(x, y, 260.0, 100.0),
                [numeral],
                role=Role.MARKER,
                anchor="t",
                placeholder=Placeholder("body", 11),
                name="Section number",
                ground=theme.deep,
            )
        )
    elements.insert(0, title_shape)
    y += mark_h + head.height
    if sub:
        elements.append(
            Shape(
                Box(x, y + 18.0, width, sub.height),
                Role.SUBTITLE,
                text=set_in(ctx, width, sub),
                placeholder=Placeholder("body", 12),
                name="Subtitle",
                ground=theme.deep,
            )
        )
    count = len(ctx.place.sections)
    if 2 <= count <= 16 and ctx.place.section:
        for i, box in enumerate(Box(x, 486.0, 484.0 if ctx.has_picture else 580.0, 5.0).columns(count, 8.0), 1):
            paint = theme.deep_accent if i <= ctx.place.section else theme.on_deep.faded(22)
            elements.append(Shape(box, Role.DECORATION, fill=paint, name="Progress"))
    return [
        Page(
            "section.picture" if ctx.has_picture else "section",
            elements,
            framed=False,
            background=theme.deep,
            foot=None,
        )
    ]
