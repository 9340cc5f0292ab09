"""What stands below a title on a master: our compositions in its body box, and those that pictures and words need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_contracts.slides import (
    AgendaSlide,
    BulletsSlide,
    ChartSlide,
    ClosingSlide,
    FullImageSlide,
    ImageBrief,
    ImageTextSlide,
    QuoteSlide,
    Slide,
    TableSlide,
)

from ..layout.compose import framed as composed_in
from ..layout.context import PLAIN, Context
from ..layout.exhibits import exhibit, whole
from ..layout.frame import sources
from ..layout.ir import Box, Element, Inherits, Picture, Placeholder, Role, Shape, Text
from ..layout.page import Page
from ..layout.pictures import cropped
from ..layout.quote import COMMA
from ..layout.rows import Item, Marker, panel, plain, rows
from ..layout.safe import plain_rows
from ..layout.typeset import balanced, label, largest, para, set_in, stack_height
from ..themes.model import Paint
from .covers import framed
from .mapping import Place
from .master import Master, legible
from .scale import fitted
from .stage import CREDIT, Stage
from .text import USUAL_TITLE, set_text

_SIZES = ((24.0, 18.0), (22.0, 16.0), (20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 14.0))
_LEAST_LIST = 16.0
_LIST_CHARS = 260


def source_line(slide: Slide) -> str:
    """Return the sources of a slide on one line, with those of its chart or table."""
    own = (
        slide.chart.source
        if isinstance(slide, ChartSlide)
        else slide.table.source
        if isinstance(slide, TableSlide)
        else ""
    )
    return sources(slide, own)


def pages(stage: Stage, slide: Slide) -> list[Page]:
    """Return what is composed in the body box, on as many slides as it needs."""
    plainly = plain_rows(slide, stage.ctx, stage.body) if stage.ctx.care >= PLAIN else None
    if plainly is not None:
        return plainly
    shown = stage.ctx.picture
    if shown is not None and shown.whole and isinstance(slide, (ImageTextSlide, BulletsSlide, FullImageSlide)):
        return _inside(stage, exhibit(slide, stage.ctx, stage.body))
    if isinstance(slide, ImageTextSlide) or (stage.ctx.has_picture and isinstance(slide, (BulletsSlide, AgendaSlide))):
        return _pictured(stage, slide)
    if isinstance(slide, (FullImageSlide, QuoteSlide)):
        return [_full(stage, slide) if isinstance(slide, FullImageSlide) else _quote(stage, slide)]
    if isinstance(slide, ClosingSlide):
        return _closing(stage, slide)
    found = composed_in(slide, stage.ctx, stage.body)
    assert found is not None, f"no composition for slides of type {slide.type}"
    return _inside(stage, found)


def _inside(stage: Stage, pages: Sequence[Page]) -> list[Page]:
    return [replace(page, elements=fitted(page.elements, stage.body)) for page in pages]


def _pictured(stage: Stage, slide: ImageTextSlide | BulletsSlide | AgendaSlide) -> list[Page]:
    if isinstance(slide, AgendaSlide):
        items = [Item(text, marker=str(n)) for n, text in enumerate((t for t in slide.items if t), 1)]
        return _beside(stage, "", items, slide.image, marker="number")
    if isinstance(slide, BulletsSlide):
        items = [Item(i.text or i.detail, i.detail if i.text else "") for i in slide.items if i.text or i.detail]
        return _beside(stage, slide.lead, items, slide.image)
    items = [Item(t) for t in slide.items if t]
    return _beside(stage, slide.lead, items, slide.image, left=slide.side == "left")


def listed(master: Master, slide: Slide, ctx: Context, title: str) -> Page | None:
    """Return plain points as a list in the master's own body placeholder, or None when that would not look well.

    Points with details stand as cards or rows; a list is for short points that fill their place by themselves.
    """
    place = master.places["content"]
    slot = place.text
    if not isinstance(slide, BulletsSlide) or ctx.has_picture or slot is None or slide.lead or source_line(slide):
        return None
    texts = [i.text or i.detail for i in slide.items if i.text or i.detail]
    if len(texts) < 4 or any(i.detail and i.text for i in slide.items) or slot.look.turned:
        return None
    if set_text(ctx, place.title, [title], lines=2, usual=USUAL_TITLE).grown or sum(map(len, texts)) < _LIST_CHARS:
        return None
    found = set_text(ctx, slot, texts, lines=2, least=_LEAST_LIST)
    height = Text(found.paragraphs).height
    if found.grown or height < 0.6 * slot.inner.h or found.paragraphs[0].size > 32.0:
        return None
    seen = master.under(place, slot.inner)
    paint = legible(master, seen, slot.look.colour, found.paragraphs[0].size, bold=slot.look.bold)
    shape = Shape(
        slot.box,
        text=Text(
            tuple(replace(p, paint=paint or Paint("tx1")) for p in found.paragraphs), slot.look.anchor, slot.look.inset
        ),
        placeholder=Placeholder(slot.type, slot.key),
        name="Points",
        ground=master.theme.ground,
        inherits=Inherits(size=found.own_size, paint=paint is None, font=slot.look.unnamed),
    )
    return Page("list", [shape])


def _waiting(stage: Stage, box: Box) -> Shape:
    return Shape(box, Role.DECORATION, "rect", fill=stage.theme.surface, name="Panel")


def _shown(stage: Stage, box: Box, brief: ImageBrief | None) -> list[Element]:
    """Return the slide's picture cropped to a box, or a quiet panel while it is not there."""
    info = stage.ctx.picture
    if info is None:
        return [_waiting(stage, box)]
    alt = info.alt or (brief.alt if brief else "")
    if info.whole:
        return [Picture(whole(box, info), alt)]
    return [Picture(box, alt, cropped(info.width, info.height, box))]


def _credit(stage: Stage, box: Box) -> list[Element]:
    """Return who made the picture, in small type in its lower corner."""
    info = stage.ctx.picture
    if info is None or not info.credit:
        return []
    theme = stage.theme
    line = para(stage.ctx, info.credit, 10.0, box.w - 24.0, paint=theme.on_deep)
    height = line.height + 6.0
    return [
        Shape(
            Box(box.x, box.bottom - height, box.w, height),
            Role.CAPTION,
            "rect",
            fill=theme.deep,
            text=Text((line,), "ctr", (8.0, 3.0, 8.0, 3.0)),
            name=CREDIT,
        )
    ]


def _beside(
    stage: Stage,
    lead: str,
    items: Sequence[Item],
    brief: ImageBrief | None,
    *,
    left: bool = False,
    marker: Marker = "dot",
) -> list[Page]:
    """Return a picture beside its points: in the layout's own places if it has them, else in two parts of the body."""
    slot = stage.place.picture if stage.place.role == "picture" else None
    if not stage.ctx.has_picture:
        return _words(stage, lead, items, stage.body, marker, [])
    if slot is not None and stage.ctx.picture is not None:
        alt = brief.alt if brief else ""
        picture: list[Element] = [framed(stage.ctx, slot, alt), *_credit(stage, slot.box)]
        return _words(stage, lead, items, aside(stage.place, stage.body, slot.box), marker, picture)
    body = stage.body
    width = body.w * 0.42
    box = Box(body.x if left else body.right - width, body.y, width, body.h)
    rest = Box(box.right + 32.0 if left else body.x, body.y, body.w - width - 32.0, body.h)
    return _words(stage, lead, items, rest, marker, [*_shown(stage, box, brief), *_credit(stage, box)])


def aside(place: Place, body: Box, picture: Box) -> Box:
    """Return the room for words in a layout with a picture: its text placeholder, else what the picture leaves."""
    if place.text is not None and place.text.inner.h >= 90.0 and place.text.inner.w >= 180.0:
        inner = place.text.inner
        return Box(inner.x, inner.y, inner.w, min(inner.h, body.bottom - inner.y))
    before = Box(body.x, body.y, picture.x - 24.0 - body.x, body.h)
    after = Box(picture.right + 24.0, body.y, body.right - picture.right - 24.0, body.h)
    return max(before, after, key=lambda b: b.w)


def _words(
    stage: Stage, lead: str, items: Sequence[Item], room: Box, marker: Marker, beside: list[Element]
) -> list[Page]:
    """Return a lead and points in a box, and what stands beside them on every page."""
    ctx, theme = stage.ctx, stage.theme
    first: list[Element] = []
    rest = room
    if lead:
        few = not items
        sizes = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0) if few else (20.0, 18.0, 16.0, 14.0)
        paint = theme.ink if few else theme.muted
        found = largest(ctx, lead, Box(0, 0, room.w, room.h if few else room.h * 0.4), sizes, paint=paint)
        y = room.y + (room.h - found.height) * 0.4 if few else room.y
        box = Box(room.x, y, room.w, found.height)
        first = [label(box, [found], name="Lead")]
        rest = Box(room.x, box.bottom + 14.0, room.w, max(60.0, room.bottom - box.bottom - 14.0))
    if not items:
        return [Page("words", [*first, *beside])]
    style = replace(plain(ctx, marker), first_slot=1000, stretch=36.0)
    found_pages = rows(ctx, items, rest, style, sizes=_SIZES)
    fits = [fitted(page, rest) for page in found_pages]
    return [Page("words", [*(first if not n else []), *page, *beside]) for n, page in enumerate(fits)]


def _full(stage: Stage, slide: FullImageSlide) -> Page:
    """Return a picture over the whole body and its caption beneath."""
    ctx, theme, body = stage.ctx, stage.theme, stage.body
    slot = stage.place.picture
    if not ctx.has_picture:
        text = largest(
            ctx, slide.caption or slide.title, Box(0, 0, body.w, body.h), (36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 14.0)
        )
        box = Box(body.x, body.y + (body.h - text.height) * 0.4, body.w, text.height)
        return Page("words", [label(box, [text], name="Caption")] if slide.caption else [])
    if slot is not None and stage.place.role == "full_picture" and ctx.picture is not None:
        alt = slide.image.alt if slide.image else ""
        return Page("full", [framed(ctx, slot, alt), *_credit(stage, slot.box)])
    below: list[Element] = []
    area = body
    if slide.caption:
        text = largest(ctx, slide.caption, Box(0, 0, body.w, body.h * 0.3), (18.0, 16.0, 14.0), paint=theme.ink)
        below = [label(Box(body.x, body.bottom - text.height, body.w, text.height), [text], name="Caption")]
        area = Box(body.x, body.y, body.w, body.h - text.height - 12.0)
    return Page("full", [*_shown(stage, area, slide.image), *_credit(stage, area), *below])


def _quote(stage: Stage, slide: QuoteSlide) -> Page:
    """Return someone's words in large type with a hanging mark, name and role, and a portrait if there is one."""
    ctx, theme, body = stage.ctx, stage.theme, stage.body
    portrait: list[Element] = []
    right = body.right
    if ctx.has_picture:
        box = Box(body.right - body.w * 0.28, body.y, body.w * 0.28, body.h * 0.92)
        portrait = [*_shown(stage, box, slide.image), *_credit(stage, box)]
        right = box.x - 32.0
    x = body.x + 72.0
    width = right - x
    name = Box(0, 0, width - 20.0, body.h * 0.16)
    who = [largest(ctx, slide.author, name, (18.0, 16.0, 14.0, 12.0, 10.0), bold=True)] if slide.author else []
    if slide.role:
        role = largest(ctx, slide.role, name, (16.0, 14.0, 12.0, 10.0), paint=theme.muted)
        who.append(replace(role, space_before=2.0 if who else 0.0))
    who_h = stack_height(who)
    room = body.h - (who_h + 24.0 if who else 0.0)
    sizes = (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
    words = largest(ctx, slide.quote, Box(0, 0, width, room), sizes, display=True)
    block = words.height + (who_h + 24.0 if who else 0.0)
    y = body.y + max(0.0, (body.h - block) * 0.42)
    marks = [
        Shape(
            Box(body.x + k * 27.0, y + 6.0, 22.0, 34.0),
            Role.DECORATION,
            "custom",
            path=COMMA,
            fill=theme.accent(),
            name="Quotation mark",
        )
        for k in (0, 1)
    ]
    elements: list[Element] = [
        *marks,
        Shape(Box(x, y, width, words.height), text=set_in(ctx, width, words), name="Quotation"),
    ]
    if who:
        top = y + words.height + 24.0
        elements.append(Shape(Box(x, top, 4.0, who_h), Role.DECORATION, fill=theme.accent(), name="Mark"))
        elements.append(label(Box(x + 16.0, top, width - 16.0, who_h), who, role=Role.CAPTION, name="Who"))
    return Page("quote", [*elements, *portrait])


def _closing(stage: Stage, slide: ClosingSlide) -> list[Page]:
    """Return the takeaways as rows, and under them what is to be done and whom to ask."""
    ctx, theme, area = stage.ctx, stage.theme, stage.body
    tail: list[Element] = []
    if slide.contact:
        found = largest(ctx, slide.contact, Box(0, 0, area.w, 60.0), (16.0, 14.0, 12.0), paint=theme.muted)
        tail.append(
            label(
                Box(area.x, area.bottom - found.height, area.w, found.height),
                [found],
                role=Role.CAPTION,
                name="Contact",
            )
        )
        area = Box(area.x, area.y, area.w, area.h - found.height - 14.0)
    if slide.call_to_action:
        inner = area.w - 48.0
        sizes = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
        action = largest(ctx, slide.call_to_action, Box(0, 0, inner, 90.0), sizes, bold=True, paint=theme.on_accent)
        height = action.height + 28.0
        box = Box(area.x, area.bottom - height, area.w, height)
        base = panel(ctx, box, theme.accent())
        spare = inner - balanced(ctx, action, inner)
        tail.insert(
            0,
            replace(
                base,
                role=Role.BODY,
                text=Text((action,), "ctr", (24.0, 14.0, 24.0 + spare, 14.0)),
                name="Call to action",
            ),
        )
        area = Box(area.x, area.y, area.w, area.h - height - 18.0)
    items = [Item(t) for t in slide.takeaways if t]
    style = replace(plain(ctx, "number"), first_slot=1000, stretch=40.0)
    sizes_ = ((28.0, 20.0), (26.0, 18.0), *_SIZES)
    found_pages = rows(ctx, items, area, style, sizes=sizes_)
    last = len(found_pages) - 1
    return [Page("closing", [*page, *(tail if n == last else [])]) for n, page in enumerate(found_pages)]
