"""Slides composed on a user's master: titles in its placeholders, our compositions in the room that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_contracts.slides import (
    AgendaSlide,
    BulletsSlide,
    ClosingSlide,
    FullImageSlide,
    ImageTextSlide,
    SectionSlide,
    Slide,
    TitleSlide,
)

from ..layout.compose import shows_picture as has_place
from ..layout.compose import title_of, turned
from ..layout.context import Context
from ..layout.exhibits import Exhibited
from ..layout.ir import Box, ChartFrame, Element, Picture, Placeholder, Role, Shape, SlideLayout, TableFrame
from ..layout.page import Page
from ..layout.steady import steady
from ..layout.typeset import balanced
from . import bodies, covers
from .mapping import Place
from .master import Master
from .package import key
from .reading import HEIGHT, Slot
from .scale import scaled
from .stage import Stage
from .text import USUAL_TITLE, legibly, set_text

_ROLES = {
    "two_columns": "two",
    "comparison": "comparison",
    "chart": "chart",
    "table": "table",
    "quote": "quote",
    "full_image": "full_picture",
    "image_text": "picture",
}
_FURTHEST = " (99/99)"


def compose(master: Master, slide: Slide, ctx: Context) -> list[SlideLayout]:
    """Return the slide laid out on the master, on as many slides as it needs, in points of the master's own slides."""
    ctx = replace(ctx, theme=master.theme)
    title = title_of(slide, ctx)
    if isinstance(slide, TitleSlide):
        found = [covers.cover(master, slide, ctx, title)]
    elif isinstance(slide, SectionSlide):
        found = [covers.section(master, slide, ctx, title)]
    elif isinstance(slide, ClosingSlide) and not any(slide.takeaways):
        found = [covers.closing(master, slide, ctx, title)]
        if any(e.box.bottom > HEIGHT for e in found[0].elements):
            # More words than the place of a subtitle holds.
            found = _content(master, slide, ctx, title)
    else:
        found = _content(master, slide, ctx, title)
    return [scaled(layout, 1 / master.read.scale) for layout in found]


def shows_picture(master: Master, slide: Slide) -> bool:
    """Return whether a picture has a place on such a slide of the master."""
    if isinstance(slide, (TitleSlide, SectionSlide)):
        role = "cover" if isinstance(slide, TitleSlide) else "section"
        return master.places[role].picture is not None
    return has_place(slide)


def _role(slide: Slide, ctx: Context) -> str:
    if ctx.picture is not None and ctx.picture.whole and isinstance(slide, Exhibited):
        return "canvas"
    if ctx.has_picture and isinstance(slide, (BulletsSlide, AgendaSlide)):
        return "picture"
    if isinstance(slide, (ImageTextSlide, FullImageSlide)) and not ctx.has_picture:
        return "canvas"
    return _ROLES.get(slide.type, "canvas")


def _content(master: Master, slide: Slide, ctx: Context, title: str) -> list[SlideLayout]:
    """Return a slide whose title stands above what we compose."""
    place = master.places[_role(slide, ctx)]
    pages, grown = _pages(master, place, slide, ctx, title)
    listed = bodies.listed(master, slide, ctx, title) if len(pages) == 1 else None
    if listed is not None:
        place, pages, grown = master.places["content"], [listed], 0.0
    if len(pages) > 1:
        pages, grown = _pages(master, place, slide, ctx, title + _FURTHEST)
    count = len(pages)
    return [_slide(master, place, slide, ctx, title, page, (n, count), grown) for n, page in enumerate(pages, 1)]


def _pages(master: Master, place: Place, slide: Slide, ctx: Context, title: str) -> tuple[list[Page], float]:
    """Return the pages of a slide under its title, and by how much the title had to be higher than its place."""
    grown = set_text(ctx, place.title, [title], lines=2, usual=USUAL_TITLE).grown
    stage = Stage(master, place, ctx, bool(bodies.source_line(slide)), grown)
    return bodies.pages(stage, slide), grown


def _slide(
    master: Master,
    place: Place,
    slide: Slide,
    ctx: Context,
    title: str,
    page: Page,
    part: tuple[int, int],
    grown: float,
) -> SlideLayout:
    n, count = part
    text = f"{title} ({n}/{count})" if count > 1 else title
    stage = Stage(master, place, ctx, bool(bodies.source_line(slide)), grown)
    head = titled(master, place, ctx, text)
    number = ctx.place.number + n - 1
    elements = _placed(stage, page)
    if ctx.rtl:
        elements = _turned(stage, elements)
    line = stage.sources(bodies.source_line(slide), elements)
    # The line keeps its place, which is beside pictures.
    elements += [turned(e, e.box.x + e.box.w / 2) for e in line] if ctx.rtl else line
    # Titles come first in reading order, scrims and panels of the page first in painting order.
    under = [e for e in elements if isinstance(e, Shape) and e.name == "Scrim"]
    over = [e for e in elements if not (isinstance(e, Shape) and e.name == "Scrim")]
    furniture = covers.furniture(master, place, ctx, number)
    pictures = [
        e for e in over if isinstance(e, Picture) and place.picture is not None and place.role == "full_picture"
    ]
    rest = [e for e in over if e not in pictures]
    return SlideLayout(
        key(place.layout.number),
        text,
        stage.theme.ground,
        (*pictures, *under, *head, *rest, *furniture),
        n,
        count,
        ctx.rtl,
        page.remarks,
    )


def _turned(stage: Stage, elements: Sequence[Element]) -> list[Element]:
    """Return the elements as they stand on a slide that is read from right to left.

    Where the layout has a place for the picture, that stays, and what is beside it turns in its own part of the body.
    """
    slot = stage.place.picture
    held = slot.box if slot is not None and any(isinstance(e, Picture) and _fixed(e) for e in elements) else None
    part = bodies.aside(stage.place, stage.body, held) if held else stage.body
    found: list[Element] = []
    for element in elements:
        within = held if held is not None and _upon(held, element.box) else part
        found.append(element if _fixed(element) else turned(element, within.x + within.w / 2))
    return found


def _upon(picture: Box, box: Box) -> bool:
    """Return whether the middle of a box lies on a picture."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    return picture.x <= x <= picture.right and picture.y <= y <= picture.bottom


def _fixed(element: Element) -> bool:
    """Return whether an element stands where the master wants it, whichever way text is read."""
    return isinstance(element, (Shape, Picture)) and element.placeholder is not None


def _placed(stage: Stage, page: Page) -> list[Element]:
    """Return what was composed, its frames in the placeholder of the layout where they fill it, else free."""
    slot = stage.place.frame
    found: list[Element] = []
    for element in page.elements:
        if isinstance(element, Shape) and element.inherits is not None:
            found.append(element)
            continue
        if isinstance(element, Picture) and element.placeholder is not None and element.placeholder.idx >= 0:
            own = stage.place.picture
            fits = own is not None and element.placeholder == Placeholder(own.type, own.key)
            found.append(element if fits else replace(element, placeholder=None))
            continue
        frame = isinstance(element, (ChartFrame, TableFrame))
        alone = frame and slot is not None and element.box.w * element.box.h >= 0.6 * slot.box.w * slot.box.h
        taken = Placeholder(slot.type, slot.key) if alone and slot is not None else None
        placed = replace(element, placeholder=taken)
        found.append(steady(stage.ctx, placed) if isinstance(placed, Shape) else placed)
    return stage.shielded(found)


def titled(master: Master, place: Place, ctx: Context, text: str) -> list[Element]:
    """Return the title in the layout's placeholder, on a panel of ours if the layout's art leaves it unreadable."""
    slot = place.title
    found = set_text(ctx, slot, [text], lines=2, usual=USUAL_TITLE)
    *under, shape = legibly(master, place, slot, found, Role.TITLE, "Title")
    return [*under, _evened(ctx, slot, shape)]


def _evened(ctx: Context, slot: Slot, shape: Shape) -> Shape:
    """Return a title of two lines with these of about the same length, where it is set from the left."""
    text, inherits = shape.text, shape.inherits
    assert text is not None
    assert inherits is not None
    if len(text.paragraphs[0].lines) != 2 or slot.look.align not in ("l", "") or ctx.rtl:
        return shape
    own = replace(ctx, theme=replace(ctx.theme, heading_font=slot.look.font))
    spare = slot.inner.w - balanced(own, text.paragraphs[0], slot.inner.w)
    left, top, right, bottom = text.inset
    inset = (left, top, right + max(0.0, spare), bottom)
    evened = replace(shape, text=replace(text, inset=inset), inherits=replace(inherits, inset=False))
    return steady(own, evened)
