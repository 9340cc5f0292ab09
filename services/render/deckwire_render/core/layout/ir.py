"""What a composed slide is: boxes in points with their resolved text, colours and order.

The canvas is 960 x 540 pt (13.333 x 7.5 in). Elements stand in painting order, which is also reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from deckwire_contracts.slides import Chart

from ..icons import Command
from ..themes.model import Paint

SLIDE_W = 960.0
SLIDE_H = 540.0

Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left corner of the slide."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.h

    def inset(self, left: float, top: float, right: float | None = None, bottom: float | None = None) -> Box:
        """Return the box inside, smaller by the given points; right and bottom default to left and top."""
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def columns(self, n: int, gap: float) -> list[Box]:
        """Return `n` boxes of equal width side by side."""
        w = (self.w - gap * (n - 1)) / n
        return [Box(self.x + i * (w + gap), self.y, w, self.h) for i in range(n)]

    def rows(self, n: int, gap: float) -> list[Box]:
        """Return `n` boxes of equal height one below the other."""
        h = (self.h - gap * (n - 1)) / n
        return [Box(self.x, self.y + i * (h + gap), self.w, h) for i in range(n)]

    def twelfths(self, start: int, count: int, gap: float) -> Box:
        """Return the box over `count` of twelve columns of equal width, beginning with column `start` (0 to 11)."""
        column = (self.w - 11 * gap) / 12
        return Box(self.x + start * (column + gap), self.y, count * column + (count - 1) * gap, self.h)

    def mirrored(self) -> Box:
        """Return the box as it stands on a slide that reads from right to left."""
        return replace(self, x=SLIDE_W - self.x - self.w)


class Role(StrEnum):
    """What an element is for; checks and alternative texts go by it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BODY = "body"
    CAPTION = "caption"
    MARKER = "marker"
    SOURCE = "source"
    PAGE = "page"
    PICTURE = "picture"
    CHART = "chart"
    TABLE = "table"
    DECORATION = "decoration"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The slot of the layout that an element fills: its OOXML type (`title`, `body`, `pic`, …) and index."""

    type: str
    idx: int


@dataclass(frozen=True, slots=True)
class Inherits:
    """What a shape in a placeholder takes from its layout: place and size of the box, type size, colour, right inset.

    Weight, alignment, bullets and the other insets always come from there, and so does the font, unless nothing names
    one there: then `font` is the one of the theme, which programs would take or not.
    """

    box: bool = True
    size: bool = True
    paint: bool = True
    inset: bool = True
    font: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with everything decided: size in points, colour, and the lines that it breaks into.

    `pitch` is the line pitch as a multiple of the size; `display` takes the heading font instead of the body
    font, `caps` shows small letters as capitals. `lines` is how the text was measured to break; the text itself is
    written unbroken.
    """

    text: str
    size: float
    paint: Paint
    bold: bool = False
    italic: bool = False
    display: bool = False
    align: Align = "l"
    space_before: float = 0.0
    pitch: float = 1.2
    lines: tuple[str, ...] = ()
    link: int | None = None
    caps: bool = False
    language: str = ""

    @property
    def height(self) -> float:
        """The height in points, with the space before it."""
        return self.space_before + max(1, len(self.lines)) * self.size * self.pitch


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs in a box; `inset` is left, top, right, bottom in points."""

    paragraphs: tuple[Paragraph, ...]
    anchor: Anchor = "t"
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def height(self) -> float:
        """The height in points that the text needs, with its insets."""
        inner = sum(p.height for p in self.paragraphs) - (self.paragraphs[0].space_before if self.paragraphs else 0)
        return inner + self.inset[1] + self.inset[3]


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear gradient; stops are (position 0-100, paint), the angle is in degrees clockwise from the x axis."""

    stops: tuple[tuple[float, Paint], ...]
    angle: float = 0.0


Fill = Paint | Gradient


@dataclass(frozen=True, slots=True)
class Shape:
    """An autoshape, a text box or a straight line (`geometry` `line`), with or without text.

    `adjust` maps an adjustment of the preset geometry to its value; `path` holds the points of a `custom`
    geometry as fractions of the box, `outline` its commands where it has curves or several strokes. `ground` names
    what lies behind the text if the shape has no fill.
    """

    box: Box
    role: Role = Role.BODY
    geometry: str = "rect"
    adjust: tuple[tuple[str, int], ...] = ()
    path: tuple[tuple[float, float], ...] = ()
    outline: tuple[Command, ...] = ()
    fill: Fill | None = None
    stroke: Paint | None = None
    stroke_w: float = 0.75
    text: Text | None = None
    placeholder: Placeholder | None = None
    name: str = ""
    alt: str = ""
    ground: Paint | None = None
    rotation: float = 0.0
    flip_h: bool = False
    inherits: Inherits | None = None

    @property
    def decorative(self) -> bool:
        """Whether the shape says nothing."""
        return self.text is None and not self.alt


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fills its box, cropped evenly; `crop` is left, top, right, bottom as fractions."""

    box: Box
    alt: str
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    placeholder: Placeholder | None = None
    name: str = "Picture"
    role: Role = Role.PICTURE


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A native chart; `highlight` is the (series, point) that carries the finding, either may be None.

    `keyed` tells that names and shares of its slices stand beside it already, `panel` that it is one of several on
    a grid, whose value axis then holds `reach`, the lowest and highest value of all of them; a `muted` one stands
    back behind another. Series in `yardsticks` are lines that the others are held against. `plot` is where the axes
    stand, as fractions of the box.
    """

    box: Box
    chart: Chart
    alt: str
    highlight: tuple[int | None, int | None] = (None, None)
    label_size: float = 12.0
    placeholder: Placeholder | None = None
    keyed: bool = False
    name: str = "Chart"
    panel: bool = False
    muted: bool = False
    reach: tuple[float, float] | None = None
    yardsticks: frozenset[int] = frozenset()
    plot: Box | None = None
    role: Role = Role.CHART


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell."""

    text: Text
    fill: Paint | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; height in points, `rule` is the line beneath it."""

    height: float
    cells: tuple[Cell, ...]
    rule: Paint | None = None
    rule_w: float = 0.75


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A native table whose first row is the header; widths in points."""

    box: Box
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str
    line: Paint
    placeholder: Placeholder | None = None
    name: str = "Table"
    role: Role = Role.TABLE


Element = Shape | Picture | ChartFrame | TableFrame


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """One composed slide: which layout of the template it stands on, and its elements in reading order.

    `background` overrides the layout's ground for those who compute contrast; it is the layout's own colour.
    `part` of `parts` counts the continuation slides of one slide; `remarks` say what was done otherwise than asked.
    """

    layout: str
    title: str
    background: Paint
    elements: tuple[Element, ...] = field(default_factory=tuple)
    part: int = 1
    parts: int = 1
    rtl: bool = False
    remarks: tuple[str, ...] = ()

    def without_blanks(self) -> SlideLayout:
        """Return the slide without texts that say nothing: in an empty placeholder PowerPoint asks to add some."""
        elements = (_unprompted(element) for element in self.elements)
        return replace(self, elements=tuple(element for element in elements if element is not None))

    def texts(self) -> Iterator[tuple[Shape, Text]]:
        """Yield every shape that holds text."""
        for element in self.elements:
            if isinstance(element, Shape) and element.text is not None:
                yield element, element.text


def _unprompted(element: Element) -> Element | None:
    """Return the element, a blank text's ground alone, or None for a blank text without one."""
    if not isinstance(element, Shape) or element.text is None or element.role is Role.TITLE:
        return element
    if any(paragraph.text.strip() for paragraph in element.text.paragraphs):
        return element
    if element.fill is None and element.stroke is None:
        return None
    return replace(element, text=None, placeholder=None)
