"""Pictures that must be seen whole: charts, diagrams and screenshots of a source, fitted in and never cropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_contracts.slides import BulletsSlide, FullImageSlide, ImageTextSlide

from ..themes.model import Paint
from .context import Context, PictureInfo
from .frame import centred
from .ir import Box, Element, Picture, Placeholder, Role, Shape
from .page import Page
from .rows import Item, plain, rows
from .typeset import label, largest, para

_SIZES = ((22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0))
_GAP = 32.0
_MOST_PT_PER_PIXEL = 1.5
_CARD = 12.0
_CAPTION_LINES = 2
Exhibited = ImageTextSlide | BulletsSlide | FullImageSlide


def whole(box: Box, info: PictureInfo) -> Box:
    """Return where in the box a picture stands uncropped: as large as it fits, but not so large that it blurs."""
    if info.width <= 0 or info.height <= 0:
        return box
    scale = min(box.w / info.width, box.h / info.height, _MOST_PT_PER_PIXEL)
    w, h = info.width * scale, info.height * scale
    return Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h)


def exhibit(slide: Exhibited, ctx: Context, body: Box) -> list[Page]:
    """Return the picture beside the slide's words, or over the whole body when there is at most a line to it."""
    lead, items = _words(slide)
    info = ctx.picture
    assert info is not None
    alone = _alone(ctx, lead, body, info) if not items else None
    if alone is not None:
        return [alone]
    left = _is_left(slide, ctx)
    share = info.width / max(1, info.height)
    width = body.w * (0.58 if share >= 1.2 else 0.48 if share >= 0.8 else 0.38)
    place = Box(body.x if left else body.right - width, body.y, width, body.h)
    room = Box(place.right + _GAP if left else body.x, body.y, body.w - width - _GAP, body.h)
    key = "figure.left" if left else "figure.right"
    return [Page(key, [*words, *_shown(ctx, place, info)]) for words in _column(ctx, lead, items, room)]


def _alone(ctx: Context, lead: str, body: Box, info: PictureInfo) -> Page | None:
    """Return the picture over the whole body, its caption beneath; None when that is too long for a caption."""
    if not lead:
        return Page("figure", _shown(ctx, body, info))
    caption = largest(ctx, lead, Box(0, 0, body.w * 0.8, 60.0), (16.0, 14.0), paint=ctx.theme.muted)
    if len(caption.lines) > _CAPTION_LINES:
        return None
    shown = _shown(ctx, Box(body.x, body.y, body.w, body.h - caption.height - 14.0), info)
    under = Box(body.x + body.w * 0.1, body.bottom - caption.height, body.w * 0.8, caption.height)
    line = replace(caption, align="ctr")
    return Page("figure.caption", [*shown, label(under, [line], placeholder=Placeholder("body", 10), name="Caption")])


def _words(slide: Exhibited) -> tuple[str, list[Item]]:
    if isinstance(slide, FullImageSlide):
        return slide.caption, []
    if isinstance(slide, ImageTextSlide):
        return slide.lead, [Item(text) for text in slide.items if text]
    items = [Item(i.text or i.detail, i.detail if i.text else "") for i in slide.items if i.text or i.detail]
    return slide.lead, items


def _is_left(slide: Exhibited, ctx: Context) -> bool:
    if isinstance(slide, ImageTextSlide):
        return slide.side == "left"
    # Pictures change sides from slide to slide, as those of slides made for a picture do.
    return (ctx.place.ordinal or ctx.place.number) % 2 == 0


def _column(ctx: Context, lead: str, items: Sequence[Item], room: Box) -> list[list[Element]]:
    """Return the lead and the points beside the picture, on as many pages as they need."""
    first: list[Element] = []
    rest = room
    if lead:
        sizes = (20.0, 18.0, 16.0, 14.0)
        paint = ctx.theme.muted if items else ctx.theme.ink
        found = largest(ctx, lead, Box(0, 0, room.w, room.h * (0.4 if items else 1.0)), sizes, paint=paint)
        box = Box(room.x, room.y, room.w, found.height) if items else centred(room, found.height, 0.42)
        first = [label(box, [found], placeholder=Placeholder("body", 10), name="Lead")]
        rest = Box(room.x, box.bottom + 16.0, room.w, room.bottom - box.bottom - 16.0)
    if not items:
        return [first]
    pages = rows(ctx, items, rest, replace(plain(ctx, "dot"), anchor_share=0.42), sizes=_SIZES)
    return [[*(first if not n else []), *page] for n, page in enumerate(pages)]


def _shown(ctx: Context, place: Box, info: PictureInfo) -> list[Element]:
    """Return the picture with its credit, on a light card where the theme is dark: drawings are made for paper."""
    credit: list[Element] = []
    if info.credit:
        line = para(ctx, info.credit, 10.0, place.w, paint=ctx.theme.muted)
        under = Box(place.x, place.bottom - line.height, place.w, line.height)
        credit = [label(under, [line], role=Role.CAPTION, name="Picture credit")]
        place = Box(place.x, place.y, place.w, place.h - line.height - 6.0)
    inner = place.inset(_CARD, _CARD) if ctx.theme.dark else place
    box = whole(inner, info)
    picture = Picture(box, info.alt, placeholder=Placeholder("pic", 30))
    ground = [card(box.inset(-_CARD, -_CARD), ctx.theme.ink)] if ctx.theme.dark else []
    return [*ground, picture, *credit]


def card(box: Box, fill: Paint) -> Shape:
    """Return the ground that a drawing made for paper stands on."""
    return Shape(box, Role.DECORATION, "rect", fill=fill, name="Card")
