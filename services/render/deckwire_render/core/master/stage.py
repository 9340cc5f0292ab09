"""The room that a layout leaves for one slide: its body box, the theme for its ground, the line of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..layout.context import Context
from ..layout.ir import Box, Element, Picture, Role, Shape
from ..layout.typeset import label, para
from ..themes.model import Theme
from .mapping import Place
from .master import CLEAR, Master
from .reading import HEIGHT

CREDIT = "Picture credit"
"""The name of what says who made a picture."""

_SOURCE = 16.0
_LEAST_LINE = 120.0


class Stage:
    """Where one slide is composed; `grown` is how much the title needs below its place."""

    def __init__(self, master: Master, place: Place, ctx: Context, sourced: bool, grown: float = 0.0) -> None:
        self.master = master
        self.place = place
        whole = place.body
        if grown:
            whole = Box(whole.x, whole.y + grown, whole.w, max(120.0, whole.h - grown))
        self.seen = master.under(place, whole)
        theme = master.theme_on(self.seen)
        # Art that no one text colour suits is covered by a panel of the theme's own ground.
        self.covered = not self.seen.even or self.seen.contrast(theme.resolve(theme.ink)) < CLEAR
        self.theme: Theme = master.theme if self.covered else theme
        if self.covered:
            whole = whole.inset(16.0, 12.0)
        self.whole = whole
        self.body = Box(whole.x, whole.y, whole.w, whole.h - (_SOURCE + 4.0 if sourced else 0.0))
        self.ctx = replace(ctx, theme=self.theme)

    def shielded(self, elements: list[Element]) -> list[Element]:
        """Return the elements with a panel under them if the layout's art needs one."""
        if not self.covered:
            return elements
        box = self.whole.inset(-16.0, -12.0)
        panel = Shape(box, Role.DECORATION, "rect", fill=self.theme.ground, name="Scrim")
        return [panel, *elements]

    def sources(self, text: str, elements: Sequence[Element] = ()) -> list[Element]:
        """Return the line of sources at the foot of the body, beside pictures among `elements` and their credits.

        Nothing when there are none.
        """
        if not text:
            return []
        box = Box(self.whole.x, min(self.whole.bottom, HEIGHT) - _SOURCE, self.whole.w, _SOURCE)
        for element in elements:
            if isinstance(element, Picture) or (isinstance(element, Shape) and element.name == CREDIT):
                box = _beside(box, element.box)
        # A slide of another size has its type rounded down.
        size = 10.0 if abs(self.master.read.scale - 1) < 0.001 else 10.5
        line = para(self.ctx, text, size, box.w, paint=self.theme.muted)
        while len(line.lines) > 1 and len(text) > 1:
            text = line.lines[0][:-2].rstrip(" ,;") + "…"
            line = para(self.ctx, text, size, box.w, paint=self.theme.muted)
        return [label(box, [line], role=Role.SOURCE, anchor="ctr", name="Sources")]


def _beside(line: Box, picture: Box) -> Box:
    """Return the longer part of a line that a picture leaves, the whole line if that would be too short for words."""
    if picture.y >= line.bottom or picture.bottom <= line.y:
        return line
    before = Box(line.x, line.y, picture.x - _SOURCE - line.x, line.h)
    after = Box(picture.right + _SOURCE, line.y, line.right - picture.right - _SOURCE, line.h)
    longer = max(before, after, key=lambda part: part.w)
    return longer if _LEAST_LINE <= longer.w < line.w else line


def bounds(elements: Sequence[Element]) -> Box:
    """Return the box around the elements."""
    x, y = min(e.box.x for e in elements), min(e.box.y for e in elements)
    return Box(x, y, max(e.box.right for e in elements) - x, max(e.box.bottom for e in elements) - y)
