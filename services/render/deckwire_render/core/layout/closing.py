"""The slide that ends a deck."""

from __future__ import annotations

from deckwire_contracts.slides import ClosingSlide

from . import deep, grid, motifs
from .context import Context
from .covers import stacked
from .ir import SLIDE_H, Box, Element, Placeholder, Role, Shape, Text
from .page import Page
from .rows import Item, Style, panel, rows
from .typeset import balanced, label, largest


def closing(slide: ClosingSlide, ctx: Context, text: str) -> list[Page]:
    """Return the last slide: the title on a deep panel, takeaways and the call to action beside it.

    Takeaways that ask for nothing are a summary on the deep ground.
    """
    takeaways = [Item(t) for t in slide.takeaways if t]
    if not takeaways:
        return [_ending(slide, ctx, text)]
    if not slide.call_to_action and not slide.contact and not slide.sources:
        told = deep.summary(ctx, text, [item.head for item in takeaways])
        if told is not None:
            return [told]
    theme = ctx.theme
    split = 348.0
    x, width = 44.0, split - 44.0 - 36.0
    contact = (
        largest(ctx, slide.contact, Box(x, 0, width, 130.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted)
        if slide.contact
        else None
    )
    floor = 486.0 - (contact.height + 40.0 if contact else 0.0)
    head = largest(
        ctx,
        text,
        Box(x, 0, width, floor - 64.0),
        (40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0),
        bold=True,
        display=True,
        paint=theme.on_deep,
    )
    base: list[Element] = [
        Shape(
            Box(x, 64.0, width, head.height),
            Role.TITLE,
            text=Text((head,), "t"),
            placeholder=Placeholder("title", 0),
            name="Title",
            ground=theme.deep,
        ),
        Shape(Box(x, 46.0, 56.0, 4.0), Role.DECORATION, fill=theme.deep_accent, name="Mark"),
    ]
    if not contact and 64.0 + head.height < 310.0:
        # Nothing else stands in the lower half of the panel.
        base[:0] = motifs.base(theme, Box(0.0, SLIDE_H - 200.0, split, 200.0))
    tail: list[Element] = []
    if contact:
        y = 486.0 - contact.height
        tail.append(
            label(
                Box(x, y, width, contact.height),
                [contact],
                role=Role.CAPTION,
                placeholder=Placeholder("body", 21),
                name="Contact",
                ground=theme.deep,
            )
        )
    left = split + 44.0
    area_x = left
    area = Box(left, 52.0, grid.RIGHT - left, 434.0)
    if slide.call_to_action:
        inner = area.w - 52.0
        action = largest(
            ctx,
            slide.call_to_action,
            Box(0, 0, inner, 120.0),
            (22.0, 20.0, 18.0, 16.0, 14.0),
            bold=True,
            paint=theme.on_accent,
        )
        h = action.height + 36.0
        box = Box(area.x, area.bottom - h, area.w, h)
        base_panel = panel(ctx, box, theme.accent())
        tail.insert(
            0,
            Shape(
                box,
                geometry=base_panel.geometry,
                adjust=base_panel.adjust,
                fill=theme.accent(),
                text=Text((action,), "ctr", (26.0, 18.0, 26.0 + inner - balanced(ctx, action, inner), 18.0)),
                placeholder=Placeholder("body", 20),
                name="Call to action",
            ),
        )
        area = Box(area.x, area.y, area.w, area.h - h - 24.0)
    style = Style(
        theme.ink, theme.muted, theme.accent(), theme.line, theme.ground, "number", stretch=44.0, anchor_share=0.4
    )
    pages = rows(
        ctx,
        takeaways,
        area,
        style,
        sizes=(
            (30.0, 20.0),
            (28.0, 20.0),
            (26.0, 18.0),
            (24.0, 18.0),
            (22.0, 16.0),
            (20.0, 16.0),
            (18.0, 14.0),
            (16.0, 14.0),
            (14.0, 14.0),
        ),
    )
    last = len(pages) - 1
    return [
        Page(
            "closing",
            [*base, *elements, *(tail if n == last else [])],
            framed=False,
            foot=Box(area_x, grid.FOOT.y, grid.RIGHT - area_x, grid.FOOT.h),
        )
        for n, elements in enumerate(pages)
    ]


def _ending(slide: ClosingSlide, ctx: Context, text: str) -> Page:
    theme = ctx.theme
    x, width = 60.0, 484.0
    head, sub = stacked(
        ctx, x, width, 240.0, text, "", (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 14.0), 4
    )
    del sub
    action = (
        largest(
            ctx,
            slide.call_to_action,
            Box(0, 0, width - 48.0, 120.0),
            (20.0, 18.0, 16.0, 14.0),
            bold=True,
            paint=theme.deep,
        )
        if slide.call_to_action
        else None
    )
    contact = (
        largest(ctx, slide.contact, Box(0, 0, width, 80.0), (16.0, 14.0, 12.0, 11.0, 10.0), paint=theme.on_deep_muted)
        if slide.contact
        else None
    )
    height = head.height + (action.height + 56.0 if action else 0.0) + (contact.height + 24.0 if contact else 0.0)
    y = max(30.0, 40.0 + (450.0 - height) / 2)
    elements: list[Element] = [
        Shape(
            Box(x, y, width, head.height),
            Role.TITLE,
            text=Text((head,), "t"),
            placeholder=Placeholder("title", 0),
            name="Title",
            ground=theme.deep,
        )
    ]
    y += head.height + 24.0
    if action:
        box = Box(x, y, width, action.height + 32.0)
        base = panel(ctx, box, theme.on_deep)
        elements.append(
            Shape(
                box,
                geometry=base.geometry,
                adjust=base.adjust,
                fill=theme.on_deep,
                text=Text((action,), "ctr", (24.0, 16.0, 24.0, 16.0)),
                placeholder=Placeholder("body", 20),
                name="Call to action",
            )
        )
        y = box.bottom + 24.0
    if contact:
        elements.append(
            label(
                Box(x, y, width, contact.height),
                [contact],
                role=Role.CAPTION,
                placeholder=Placeholder("body", 21),
                name="Contact",
                ground=theme.deep,
            )
        )
    return Page("closing.plain", elements, framed=False, background=theme.deep, foot=None)
