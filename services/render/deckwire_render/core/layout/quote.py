"""The quotation."""

from __future__ import annotations

from deckwire_contracts.slides import QuoteSlide

from . import grid, pictures
from .context import Context
from .ir import SLIDE_H, SLIDE_W, Box, Element, Placeholder, Role, Shape, Text
from .page import Page
from .typeset import label, largest, para, set_in, stack_height

# Half a quotation mark: drawn, because not every font has one that stands alike.
COMMA = ((0.0, 1.0), (0.0, 0.52), (0.52, 0.0), (0.86, 0.0), (0.52, 0.48), (1.0, 0.48), (1.0, 1.0))
# The breadth of a portrait that bleeds off the slide.
_BLEED = 336.0


def quote(slide: QuoteSlide, ctx: Context, text: str) -> list[Page]:
    """Return someone's words, large, with a hanging mark, name and role, and a portrait if there is one.

    Without a portrait they stand on the deep ground in turn.
    """
    theme = ctx.theme
    portrait = ctx.has_picture
    deep = ctx.place.turn % 2 == 1 and not portrait and not slide.sources
    ground = theme.deep if deep else theme.surface
    ink, muted = (theme.on_deep, theme.on_deep_muted) if deep else (theme.ink, theme.muted)
    accent = theme.deep_accent if deep else theme.accent()
    # In turn the portrait stands beside the words or bleeds off the side where they begin.
    bleeds = portrait and ctx.place.turn % 2 == 1
    x = _BLEED + 124.0 if bleeds else 132.0
    width = (SLIDE_W - 60.0 if bleeds else 600.0 if portrait else 664.0 if deep else 868.0) - x
    right = 960.0 - 44.0 - 236.0
    caption = largest(
        ctx,
        text,
        Box(x, 0, width, 70.0),
        (20.0, 18.0, 16.0, 14.0),
        bold=True,
        display=True,
        paint=muted,
        max_lines=2,
    )
    who = [para(ctx, slide.author, 18.0, width - 30.0, bold=True, paint=ink)] if slide.author else []
    if slide.role:
        who.append(
            para(
                ctx,
                slide.role,
                16.0 if len(slide.role) < 80 else 14.0,
                width - 30.0,
                paint=muted,
                space_before=2.0 if who else 0.0,
            )
        )
    who_h = stack_height(who)
    top = 44.0 + caption.height
    room = 492.0 - top - (who_h + 28.0 if who else 0.0) - 24.0
    words = largest(
        ctx,
        slide.quote,
        Box(x, 0, width, room),
        (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0),
        display=True,
        paint=ink,
    )
    block = words.height + (who_h + 28.0 if who else 0.0)
    y = top + 24.0 + max(0.0, (492.0 - top - 24.0 - block) * 0.42)
    elements: list[Element] = [
        Shape(
            Box(x, 40.0, width, caption.height),
            Role.TITLE,
            text=Text((caption,), "t"),
            placeholder=Placeholder("title", 0),
            name="Title",
            ground=ground,
        ),
        Shape(
            Box(x - 76.0, y + 6.0, 27.0, 42.0),
            Role.DECORATION,
            "custom",
            path=COMMA,
            fill=accent,
            name="Quotation mark",
        ),
        Shape(
            Box(x - 44.0, y + 6.0, 27.0, 42.0),
            Role.DECORATION,
            "custom",
            path=COMMA,
            fill=accent,
            name="Quotation mark",
        ),
        Shape(
            Box(x, y, width, words.height),
            text=set_in(ctx, width, words),
            placeholder=Placeholder("body", 11),
            name="Quotation",
            ground=ground,
        ),
    ]
    if who:
        y += words.height + 28.0
        elements.append(Shape(Box(x, y, 4.0, who_h), Role.DECORATION, fill=accent, name="Mark"))
        elements.append(
            label(
                Box(x + 18.0, y, width - 18.0, who_h),
                who,
                role=Role.CAPTION,
                placeholder=Placeholder("body", 12),
                name="Who",
                ground=ground,
            )
        )
    if bleeds:
        elements += pictures.placed(ctx, Box(0.0, 0.0, _BLEED, SLIDE_H), slide.image, Placeholder("pic", 30))
    elif portrait:
        elements += pictures.placed(ctx, Box(right - 24.0, 110.0, 260.0, 320.0), slide.image, Placeholder("pic", 30))
    key = "quote.portrait" if bleeds else "quote.picture" if portrait else "quote.deep" if deep else "quote"
    start = _BLEED + 48.0
    foot = None if deep else Box(start, grid.FOOT.y, grid.RIGHT - start, grid.FOOT.h) if bleeds else grid.FOOT
    return [Page(key, elements, framed=False, background=ground, foot=foot)]
