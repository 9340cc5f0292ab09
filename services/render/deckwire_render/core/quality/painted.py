"""What is seen of each slide: where every line of text stands, how large, in which colour and on what ground.

It is read from the display list of the layout engine, in CSS pixels (96 to the inch), in painting order, so that
inherited sizes, theme colours and whatever lies under a text are resolved already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from .colour import BLACK, WHITE, Rgb, contrast, over, paint_at, parse, written
from .geometry import PX_TO_PT, Rect

# Put in where a line may end, to tell the engine; nothing is seen of it.
_SEPARATOR = "\u200b"
# Of which no ink is seen, in UTF-16.
_BLANKS = (b" \x00", b"\xa0\x00")


@dataclass
class Line:
    """One line of text: its box, type size in points, the lowest contrast with its ground, and its owner.

    `contrast` is None when nothing is known of the ground, as on a picture without a scrim; `ground` is the ground
    of that contrast as `RRGGBB`. `hidden` tells that something painted later covers its middle. `start` and `end`
    count the characters of the owner's text, `raw` has the blanks at the line's end. `missing` are characters that
    show as boxes.
    """

    owner: int
    box: Rect
    size_pt: float
    bold: bool
    text: str
    contrast: float | None
    colour: str
    ground: str = ""
    inside: str = ""
    layer: int = 0
    hidden: bool = False
    start: int = 0
    end: int = 0
    raw: str = ""
    align: str = "left"
    missing: int = 0

    @property
    def large(self) -> bool:
        """Whether it counts as large text (WCAG 2.2: 24 px regular or 18.66 px bold; here in points, to be safe)."""
        return self.size_pt >= 24 or (self.bold and self.size_pt >= 18.5)


@dataclass
class Frame:
    """The frame of a picture, chart, table, shape or text box, and the asset behind a picture with its visible share.

    `colour` is the fill of a shape, `layer` counts what had been painted before it.
    """

    owner: int
    kind: str
    box: Rect
    asset: str = ""
    kept: tuple[float, float] = (1.0, 1.0)
    turned: bool = False
    colour: str = ""
    layer: int = 0


@dataclass(frozen=True)
class Ground:
    """Something opaque or translucent that was painted, by whom; None as paint for a picture."""

    box: Rect
    paint: dict[str, Any] | None
    outline: tuple[tuple[float, float], ...] = ()
    owner: int = 0
    inside: str = ""

    def covers(self, x: float, y: float) -> bool:
        """Return whether a point lies on it."""
        if not (self.box.x <= x <= self.box.x + self.box.w and self.box.y <= y <= self.box.y + self.box.h):
            return False
        return not self.outline or _inside(x, y, self.outline)


_USUAL_H = 720.0
# No shape has this id; like those of layouts it is negative.
_BACKGROUND = -(2**31)


@dataclass
class SlideView:
    """What is seen of one slide: lines, frames of its objects, and everything painted, from below to above."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """What makes lengths of a slide smaller than 7.5 in high those of one that is: people see both alike."""
        return max(1.0, _USUAL_H / self.height) if self.height else 1.0

    def art_under(self, line: Line) -> bool:
        """Return whether a line stands on a picture of its layout, whose designer placed one on the other."""
        x, y = line.box.x + line.box.w / 2, line.box.y + line.box.h / 2
        under = next((g for g in reversed(self.grounds[: line.layer]) if g.covers(x, y)), None)
        return under is not None and under.paint is None and under.owner < 0

    def lines_of(self, owner: int) -> list[Line]:
        """Return the lines of one object, from the first."""
        return [line for line in self.lines if line.owner == owner]


def view(shown: dict[str, Any]) -> SlideView:
    """Return what a display list shows."""
    slide = SlideView(shown["width"], shown["height"])
    whole = Rect(0, 0, slide.width, slide.height)
    slide.grounds.append(Ground(whole, {"kind": "solid", "color": "#FFFFFF"}))
    if shown.get("background"):
        ground = shown["background"] if shown["background"].get("kind") in ("solid", "gradient") else None
        slide.grounds.append(Ground(whole, ground, owner=_BACKGROUND))
    _walk(shown["primitives"], slide, "")
    for line in slide.lines:
        line.size_pt *= slide.scale
        line.hidden = any(_hides(ground, line.box) for ground in slide.grounds[line.layer :])
    return slide


def _hides(ground: Ground, box: Rect) -> bool:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if not ground.covers(x, y):
        return False
    return ground.paint is None or paint_at(ground.paint, ground.box, x, y)[1] > 0.4


def _owner(primitive: dict[str, Any]) -> int:
    """Return the drawing id; negative for what the layout or master shows, whose ids are their own."""
    number = int(primitive.get("objectId") or 0)
    if not number and primitive.get("shapeId") is None:
        return _BACKGROUND
    above = str(primitive.get("shapeId", "")).startswith(("layout:", "master:"))
    return (-number or _BACKGROUND) if above else number


def _walk(primitives: list[dict[str, Any]], slide: SlideView, inside: str, seen: Rect | None = None) -> None:
    """Add what is painted to `slide`; labels are cut off at `seen`, the frame of their chart."""
    for primitive in primitives:
        box = Rect(primitive["x"], primitive["y"], primitive["w"], primitive["h"])
        kind, owner = primitive["kind"], _owner(primitive)
        turned = bool((primitive.get("transform") or {}).get("rotationDeg"))
        layer = len(slide.grounds)
        if kind == "shape":
            fill = primitive.get("fill")
            if fill:
                slide.grounds.append(Ground(box, fill, _outline(primitive, box), owner, inside))
            if fill and not inside:
                colour = fill["color"] if fill["kind"] == "solid" else fill["stops"][0]["color"]
                slide.frames.append(Frame(owner, kind, box, turned=turned, colour=colour, layer=layer))
        elif kind == "image":
            slide.grounds.append(Ground(box, None, (), owner, inside))
            crop = primitive.get("crop") or {}
            kept = (
                1 - crop.get("left", 0.0) - crop.get("right", 0.0),
                1 - crop.get("top", 0.0) - crop.get("bottom", 0.0),
            )
            slide.frames.append(Frame(owner, kind, box, primitive.get("assetId") or "", kept, turned, layer=layer))
        elif kind in ("chart", "table"):
            slide.frames.append(Frame(owner, kind, box, layer=layer))
            _walk(primitive["primitives"], slide, kind, box if kind == "chart" else None)
        elif kind == "textBox":
            if not inside:
                slide.frames.append(Frame(owner, kind, box, turned=turned, layer=layer))
            aligns: list[dict[str, Any]] = primitive.get("paragraphs") or [{}]
            align = str(aligns[0].get("align", "left"))
            for row in primitive.get("lines", ()):
                line = _line(row, owner, slide.grounds, inside, align, seen)
                if line:
                    slide.lines.append(line)


def _line(
    row: dict[str, Any], owner: int, grounds: list[Ground], inside: str, align: str, seen: Rect | None
) -> Line | None:
    runs = [run for run in row["runs"] if run["text"].replace(_SEPARATOR, "").strip()]
    if not runs:
        return None
    in_order = sorted(row["runs"], key=lambda run: int(run["start"]))
    left, right, missing = _extent(row, in_order)
    # An em is laid out at 1.2 of its size; ink fills about the middle four fifths of that.
    height = float(row["height"])
    box = Rect(left, row["y"] + height * 0.1, right - left, height * 0.8)
    if seen is not None:
        box = box.within(seen)
        if not box.area:
            return None
    smallest = min(runs, key=lambda run: float(run["fontSizePx"]))
    lowest: tuple[float, str, Rgb] | None = None
    unknown = False
    for run in runs:
        found = _contrast(run, row, grounds, seen)
        if found is None:
            unknown = True
        elif lowest is None or found[0] < lowest[0]:
            lowest = (found[0], run["color"], found[1])
    return Line(
        owner=owner,
        box=box,
        size_pt=smallest["fontSizePx"] * PX_TO_PT,
        bold=bool(smallest["bold"]),
        text="".join(run["text"] for run in runs),
        contrast=None if unknown or lowest is None else lowest[0],
        colour=lowest[1] if lowest else runs[0]["color"],
        ground=written(lowest[2]) if lowest else "",
        inside=inside,
        layer=len(grounds),
        start=int(row.get("start", 0)),
        end=int(row.get("end", 0)),
        raw="".join(run["text"] for run in in_order),
        align=align,
        missing=missing,
    )


def _extent(row: dict[str, Any], runs: list[dict[str, Any]]) -> tuple[float, float, int]:
    """Return where the ink of a line begins and ends, and how many characters show as boxes.

    `runs` are all of the line, in the order of its text. The engine counts the space at a line's end as width. A line
    from right to left it sets too far right by that space, where office programs let the space hang out.
    """
    ends: list[tuple[float, float]] = []
    spaces: list[tuple[float, float]] = []
    missing = 0
    for run in runs:
        units = run["text"].encode("utf-16-le")
        for glyph in run.get("glyphs", ()):
            at = 2 * (glyph["cluster"] - run["start"])
            place = (glyph["x"], glyph["x"] + glyph["advance"])
            (spaces if units[at : at + 2] in _BLANKS else ends).append(place)
            missing += glyph.get("glyphId") == 0
    if not ends:
        return row["x"], row["x"] + row["width"], missing
    left, right = min(x for x, _ in ends), max(x for _, x in ends)
    hanging = 0.0
    if "".join(run["text"] for run in runs).endswith((" ", "\u00a0")):
        hanging = sum(end - start for start, end in spaces if end <= left + 0.01)
    return left - hanging, right - hanging, missing


def _contrast(
    run: dict[str, Any], row: dict[str, Any], grounds: list[Ground], seen: Rect | None
) -> tuple[float, Rgb] | None:
    """Return the lowest contrast of a run with what lies under its ends and middle; None on a bare picture.

    Of a run that is cut off at `seen` these are the ends that are seen.
    """
    rgb, alpha = parse(run["color"])
    y = row["y"] + row["height"] / 2
    lowest: tuple[float, Rgb] | None = None
    for share in (0.02, 0.5, 0.98):
        x = run["x"] + run["width"] * share
        if seen is not None:
            x = min(max(x, seen.x + 1), seen.right - 1)
        under = _under(x, y, grounds)
        if under is None:
            return None
        for ground in under:
            value = contrast(over(rgb, alpha, ground), ground)
            if lowest is None or value < lowest[0]:
                lowest = (value, ground)
    return lowest


def _under(x: float, y: float, grounds: list[Ground]) -> list[Rgb] | None:
    """Return the possible colours at a point: one, or two extremes where a scrim lies on a picture."""
    layers: list[tuple[Rgb, float]] = []
    bases: list[Rgb] = [WHITE]
    for ground in reversed(grounds):
        if not ground.covers(x, y):
            continue
        if ground.paint is None:
            # Of a picture nothing is known but that it lies between black and white.
            if not layers or math.prod(1 - alpha for _, alpha in layers) > 0.75:
                return None
            bases = [BLACK, WHITE]
            break
        rgb, alpha = paint_at(ground.paint, ground.box, x, y)
        if alpha >= 0.999:
            bases = [rgb]
            break
        layers.append((rgb, alpha))
    found: list[Rgb] = []
    for seen in bases:
        for rgb, alpha in reversed(layers):
            seen = over(rgb, alpha, seen)  # noqa: PLW2901
        found.append(seen)
    return found


def _outline(shape: dict[str, Any], box: Rect) -> tuple[tuple[float, float], ...]:
    if shape.get("geometry") in ("rect", "roundRect"):
        return ()
    return tuple(
        (box.x + c["x"] * box.w, box.y + c["y"] * box.h) for c in shape.get("path", ()) if c["type"] != "close"
    )


def _inside(x: float, y: float, outline: tuple[tuple[float, float], ...]) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
