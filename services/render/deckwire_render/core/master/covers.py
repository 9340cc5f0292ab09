"""Slides that open, divide and end a deck, on the master's own art; and what stands at the foot of every slide."""

from __future__ import annotations

import re
from dataclasses import replace

from deckwire_contracts.slides import ClosingSlide, SectionSlide, TitleSlide

from ..layout.context import Context
from ..layout.exhibits import whole
from ..layout.ir import Align, Box, Element, Inherits, Paragraph, Picture, Placeholder, Role, Shape, SlideLayout, Text
from ..layout.pictures import cropped
from ..layout.typeset import label, largest
from ..themes.model import Paint
from .mapping import Place
from .master import Master, legible
from .package import key
from .reading import HEIGHT, Slot
from .text import legibly, set_text

_PROMPT = re.compile(
    r"^(footer|fußzeile|fusszeile|pied de page|pie de página|piè di pagina|rodapé|voettekst|sidfot|bunntekst|sidefod|"
    r"stopka|нижний колонтитул|フッター|页脚|頁尾|바닥글|altbilgi|تذييل|כותרת תחתונה)\b.{0,12}$",
    re.IGNORECASE,
)
_GAP = 14.0
_LEAST_FOOT = 10.5
_USUAL_TITLE = 40.0


def cover(master: Master, slide: TitleSlide, ctx: Context, title: str) -> SlideLayout:
    """Return the cover: title, subtitle and byline in the master's placeholders."""
    below = [slide.subtitle, slide.byline]
    return _opening(master, master.places["cover"], ctx, title, below, slide.image.alt if slide.image else "")


def section(master: Master, slide: SectionSlide, ctx: Context, title: str) -> SlideLayout:
    """Return the divider."""
    alt = slide.image.alt if slide.image else ""
    return _opening(master, master.places["section"], ctx, title, [slide.subtitle], alt, numbered=True)


def closing(master: Master, slide: ClosingSlide, ctx: Context, title: str) -> SlideLayout:
    """Return the last slide: the call to action and the contact stand where a cover has its subtitle."""
    below = [slide.call_to_action, slide.contact]
    return _opening(master, master.places["closing"], ctx, title, below, "")


def _opening(
    master: Master,
    place: Place,
    ctx: Context,
    title: str,
    below: list[str],
    alt: str,
    *,
    numbered: bool = False,
) -> SlideLayout:
    texts = [t for t in below if t]
    slots = [s for s in (place.text, place.more) if s is not None]
    elements = _worded(master, place, ctx, place.title, [title], "Title")
    if len(texts) > 1 and len(slots) > 1:
        for slot, text, name in zip(slots, texts, ("Subtitle", "Byline"), strict=False):
            elements += _worded(master, place, ctx, slot, [text], name)
    elif texts and slots:
        elements += _worded(master, place, ctx, slots[0], texts, "Subtitle")
    elif texts:
        elements += _beneath(master, place, ctx, texts, elements[-1])
    picture: list[Element] = []
    if place.picture is not None and ctx.picture is not None:
        picture.append(framed(ctx, place.picture, alt))
    number = ctx.place.number if numbered else None
    found = (*elements, *picture, *furniture(master, place, ctx, number))
    return SlideLayout(key(place.layout.number), title, master.theme.ground, found, rtl=ctx.rtl)


def framed(ctx: Context, slot: Slot, alt: str) -> Picture:
    """Return the slide's picture in a picture placeholder, cropped to it."""
    info = ctx.picture
    assert info is not None
    if info.whole:
        return Picture(whole(slot.box, info), info.alt or alt, placeholder=Placeholder(slot.type, slot.key))
    return Picture(
        slot.box, info.alt or alt, cropped(info.width, info.height, slot.box), Placeholder(slot.type, slot.key)
    )


def _worded(
    master: Master,
    place: Place,
    ctx: Context,
    slot: Slot,
    texts: list[str],
    name: str,
) -> list[Shape]:
    if name == "Title":
        found = set_text(ctx, slot, texts, lines=3, usual=_USUAL_TITLE)
        return legibly(master, place, slot, found, Role.TITLE, name)
    return legibly(master, place, slot, set_text(ctx, slot, texts, least=11.0), Role.SUBTITLE, name)


def _beneath(master: Master, place: Place, ctx: Context, texts: list[str], title: Shape) -> list[Shape]:
    """Return texts for which the layout has no placeholder, below the title."""
    slot = place.title
    top = title.box.bottom + _GAP
    room = Box(slot.inner.x, top, slot.inner.w, max(40.0, HEIGHT - 48.0 - top))
    seen = master.under(place, room)
    paint = legible(master, seen, slot.look.colour, 18.0, bold=False)
    own = paint or _nearest(master, slot.look.colour)
    sizes = (20.0, 18.0, 16.0, 14.0, 12.0, 11.0)
    found = [
        largest(ctx, text, Box(0, 0, room.w, room.h / len(texts)), sizes, paint=own, align=_align(slot))
        for text in texts
    ]
    found = [p if not n else replace(p, space_before=6.0) for n, p in enumerate(found)]
    return [label(Box(room.x, room.y, room.w, Text(tuple(found)).height), found, role=Role.SUBTITLE, name="Subtitle")]


def _align(slot: Slot) -> Align:
    return "ctr" if slot.look.align == "ctr" else "r" if slot.look.align == "r" else "l"


def _nearest(master: Master, value: str) -> Paint:
    slots = ("tx1", "bg1", "tx2", "bg2", *(f"accent{n}" for n in range(1, 7)))
    return Paint(next((s for s in slots if master.theme.slots[s] == value), "tx1"))


def furniture(master: Master, place: Place, ctx: Context, number: int | None) -> list[Element]:
    """Return the layout's footer and slide number; no number when it is None."""
    found: list[Element] = []
    if place.footer is not None:
        slot = place.footer
        text = "" if _PROMPT.match(slot.text) else slot.text
        line = _one_line(ctx, slot, text or ctx.deck_title)
        if line is not None:
            found.append(_foot(master, place, slot, line, Role.SOURCE, "Footer"))
    if place.number is not None and number is not None:
        line = _one_line(ctx, place.number, str(number))
        if line is not None:
            found.append(_foot(master, place, place.number, line, Role.PAGE, "Slide number"))
    return found


def _foot(master: Master, place: Place, slot: Slot, line: Paragraph, role: Role, name: str) -> Shape:
    seen = master.under(place, slot.inner)
    paint = legible(master, seen, slot.look.colour, line.size, bold=slot.look.bold, quiet=True)
    return Shape(
        slot.box,
        role,
        text=Text((replace(line, paint=paint or Paint("tx1")),), slot.look.anchor, slot.look.inset),
        placeholder=Placeholder(slot.type, slot.key),
        name=name,
        ground=master.theme.ground,
        inherits=Inherits(paint=paint is None, size=line.size == slot.look.size, font=slot.look.unnamed),
    )


def _one_line(ctx: Context, slot: Slot, text: str) -> Paragraph | None:
    """Return the text at the placeholder's own size, or what is legible, cut to its width; None without room."""
    wider = replace(slot, look=replace(slot.look, size=max(slot.look.size, _LEAST_FOOT)))
    while text:
        found = set_text(ctx, wider, [text], least=99.0).paragraphs[0]
        if len(found.lines) == 1:
            size = slot.look.size if slot.look.size >= _LEAST_FOOT else found.size
            return replace(found, size=size)
        text = found.lines[0][:-2].rstrip(" ,;") + "…" if len(found.lines[0]) > 3 else ""
    return None
