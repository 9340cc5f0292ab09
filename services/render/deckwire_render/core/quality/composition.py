"""How a slide is composed as it is seen: its body, what fills it, where it weighs, on which edges it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .geometry import INCH, Rect, around
from .painted import Frame, Line, SlideView
from .written import SlideFile

MARGIN = 0.5 * INCH
_OBJECTS = ("image", "chart", "table")
# Set small on purpose, in the corner of the picture that it belongs to.
_CREDIT = "Picture credit"
_SOURCES = "Sources"
# White space nearer than this to something belongs to it.
_REACH = 0.4 * INCH
# A title in smaller type on one line is a label above a slide of its own kind, a quote for instance.
_KICKER_PT = 20.0
_ROWS = 36
_COLUMNS = 64
# A text this large in a filled shape of at most this share of the slide is a mark, a number or an icon.
_MARK_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is seen as one: a run of lines or an object."""

    owner: int
    kind: str
    box: Rect


@dataclass
class Slide:
    """One slide as it is written and as it is seen; pixel width and height of pictures by asset."""

    file: SlideFile
    view: SlideView
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def title_id(self) -> int | None:
        """The drawing id of the title."""
        return next((thing.id for thing in self.file.things if thing.is_title), None)

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Drawing ids of date, footer, page number, sources and picture credits."""
        return frozenset(t.id for t in self.file.things if t.is_furniture or t.name.startswith((_CREDIT, _SOURCES)))

    @cached_property
    def content_lines(self) -> list[Line]:
        """Lines of the slide's own texts and tables, without title, furniture and what layouts and charts show."""
        return [
            line
            for line in self.view.lines
            if line.owner > 0
            and line.owner != self.title_id
            and line.owner not in self.furniture
            and line.inside != "chart"
        ]

    @cached_property
    def text_blocks(self) -> list[Block]:
        """Runs of lines of one object that stand close together."""
        found: list[Block] = []
        run: list[Line] = []
        for line in self.content_lines:
            if line.inside:
                continue
            if run and (line.owner != run[-1].owner or line.box.y > run[-1].box.bottom + 1.2 * run[-1].box.h):
                found.append(Block(run[0].owner, "text", around(one.box for one in run)))
                run = []
            run.append(line)
        if run:
            found.append(Block(run[0].owner, "text", around(one.box for one in run)))
        return found

    @cached_property
    def objects(self) -> list[Frame]:
        """The slide's pictures, charts and tables."""
        return [frame for frame in self.view.frames if frame.kind in _OBJECTS and frame.owner > 0]

    @cached_property
    def panels(self) -> list[Frame]:
        """The slide's filled shapes, hairlines aside."""
        return [
            frame
            for frame in self.view.frames
            if frame.kind == "shape" and frame.owner > 0 and min(frame.box.w, frame.box.h) > 3
        ]

    @cached_property
    def body(self) -> Rect | None:
        """What lies between title and foot; None for a slide that is composed freely, without a title across it."""
        lines = [line for line in self.view.lines if line.owner == self.title_id]
        frame = next((f for f in self.view.frames if f.owner == self.title_id and f.kind == "textBox"), None)
        if not lines or frame is None or frame.box.w < 0.6 * self.view.width:
            return None
        if len(lines) == 1 and lines[0].size_pt <= _KICKER_PT:
            return None
        top = max(line.box.bottom for line in lines)
        if top > 0.32 * self.view.height:
            return None
        if any(f.kind == "image" and f.box.area > 0.3 * self.view.width * self.view.height for f in self.objects):
            return None
        top += 0.12 * INCH
        feet = [one.box.y for one in self.view.lines if one.owner in self.furniture and one.box.y > top]
        bottom = min([*feet, 0.93 * self.view.height])
        return Rect(MARGIN, top, self.view.width - 2 * MARGIN, max(1.0, bottom - top))

    @cached_property
    def shown(self) -> list[Block]:
        """Everything in the body that is looked at: texts, objects, and shapes that are marks rather than grounds."""
        whole = self.view.width * self.view.height
        found = list(self.text_blocks)
        found += [Block(frame.owner, frame.kind, frame.box) for frame in self.objects]
        found += [Block(f.owner, "mark", f.box) for f in self.panels if f.box.area <= _MARK_SHARE * whole]
        return found

    @cached_property
    def fill(self) -> float | None:
        """The share of the body that is text or object or nearer than 0.4 in to one; None without a body.

        A text on a card counts over the card's width, but the card's height without text does not count, unless that
        card holds all that the slide says: a statement fills its panel.
        """
        if self.body is None:
            return None
        return _share(self.body, [self._on_card(block).grown(_REACH) for block in self.shown])

    def _on_card(self, block: Block) -> Rect:
        cards = [f.box for f in self.panels if block.kind == "text" and f.box.holds(block.box, 3)]
        if not cards:
            return block.box
        card = min(cards, key=lambda box: box.area)
        if all(card.holds(one.box, 3) for one in self.shown):
            return card
        return Rect(card.x, block.box.y, card.w, block.box.h)

    @cached_property
    def density(self) -> float | None:
        """The share of the body that texts, objects and marks take up themselves; None without a body."""
        return None if self.body is None else _share(self.body, [b.box for b in self.shown])

    @cached_property
    def centre(self) -> float | None:
        """The height of the centre of what is seen, as a share of the body's height from its top.

        It is the mean of two: the middle between the highest and the lowest thing, and the centre of gravity of all
        things, grounds of texts included. None without a body or anything in it.
        """
        body = self.body
        boxes = [block.box for block in self.shown]
        boxes += [frame.box for frame in self.panels if body is not None and frame.box.area < 0.9 * body.area]
        weight = sum(box.area for box in boxes)
        if body is None or weight <= 0:
            return None
        extent = around(boxes)
        middle = extent.y + extent.h / 2
        gravity = sum(box.area * (box.y + box.h / 2) for box in boxes) / weight
        return ((middle + gravity) / 2 - body.y) / body.h

    @cached_property
    def edges(self) -> list[tuple[float, int]]:
        """Where texts and objects begin, counted from the side where lines begin, each with its owner.

        Texts that do not begin there, centred ones and numbers for instance, are not looked at, nor ornaments.
        """
        rtl, width = self.file.rtl, self.view.width
        side = "right" if rtl else "left"
        edges: dict[int, float] = {}
        for line in self.content_lines:
            if line.align == side and not line.inside:
                x = width - line.box.right if rtl else line.box.x
                edges[line.owner] = min(x, edges.get(line.owner, x))
        cards = [panel for panel in self.panels if any(panel.box.holds(block.box, 3) for block in self.text_blocks)]
        for frame in [*self.objects, *cards]:
            if frame.box.w > 0.5 * INCH:
                edges.setdefault(frame.owner, width - frame.box.right if rtl else frame.box.x)
        return sorted((x, owner) for owner, x in edges.items())

    def reading_boxes(self) -> Iterator[Block]:
        """Yield what is read of the slide with its place, in the order of the file; furniture aside."""
        frames = {frame.owner: frame for frame in self.objects}
        texts: dict[int, list[Rect]] = {}
        for line in self.view.lines:
            if line.owner > 0 and not line.inside:
                texts.setdefault(line.owner, []).append(line.box)
        for thing in self.file.things:
            if thing.is_furniture or thing.decorative or thing.id in self.furniture:
                continue
            if thing.id in texts:
                yield Block(thing.id, "text", around(texts[thing.id]))
            elif thing.id in frames:
                yield Block(thing.id, frames[thing.id].kind, frames[thing.id].box)


def _share(body: Rect, boxes: list[Rect]) -> float:
    """Return the share of the body that lies in any of the boxes, counted on a raster."""
    rows = [0] * _ROWS
    for box in boxes:
        first = max(0, round((box.x - body.x) / body.w * _COLUMNS))
        last = min(_COLUMNS, round((box.right - body.x) / body.w * _COLUMNS))
        if last <= first:
            continue
        mask = ((1 << (last - first)) - 1) << first
        top = max(0, round((box.y - body.y) / body.h * _ROWS))
        bottom = min(_ROWS, round((box.bottom - body.y) / body.h * _ROWS))
        for row in range(top, bottom):
            rows[row] |= mask
    return sum(row.bit_count() for row in rows) / (_ROWS * _COLUMNS)
