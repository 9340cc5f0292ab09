"""What is seen of each slide: where every line of text stands, how large, in which colour and on what ground.

It is read from the display list of the layout engine, in CSS pixels (96 to the inch), in painting order, so that
inherited sizes, theme colours and whatever lies under a text are resolved already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

PX_TO_PT = 0.75
Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float

    @property
    def area(self) -> float:
        """Its area in square pixels."""
        return max(0.0, self.w) * max(0.0, self.h)

    def meet(self, other: Rect) -> float:
        """Return the area that both have in common."""
        w = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        h = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return w * h if w > 0 and h > 0 else 0.0

    def beyond(self, width: float, height: float) -> float:
        """Return by how many pixels it reaches beyond a page of that size."""
        return max(0.0, -self.x, -self.y, self.x + self.w - width, self.y + self.h - height)


@dataclass
class Line:
    """One line of text: its box, type size in points, the lowest contrast with its ground, and its owner.

    `contrast` is None when nothing is known of the ground, as on a picture without a scrim. `hidden` tells that
    something painted later covers its middle.
    """

    owner: int
    box: Rect
    size_pt: float
    bold: bool
    text: str
    contrast: float | None
    colour: str
    inside: str = ""
    layer: int = 0
    hidden: bool = False


@dataclass
class Frame:
    """The frame of a picture, chart, table or text box, and the asset behind a picture with its visible share."""

    owner: int
    kind: str
    box: Rect
    asset: str = ""
    kept: tuple[float, float] = (1.0, 1.0)
    turned: bool = False


@dataclass
class SlideView:
    """What is seen of one slide."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


@dataclass(frozen=True)
class _Ground:
    """Something opaque or translucent that was painted; None as colour for a picture."""

    box: Rect
    paint: dict[str, Any] | None
    outline: tuple[tuple[float, float], ...] = ()

    def covers(self, x: float, y: float) -> bool:
        if not (self.box.x <= x <= self.box.x + self.box.w and self.box.y <= y <= self.box.y + self.box.h):
            return False
        return not self.outline or _inside(x, y, self.outline)


def view(shown: dict[str, Any]) -> SlideView:
    """Return what a display list shows."""
    slide = SlideView(shown["width"], shown["height"])
    whole = Rect(0, 0, slide.width, slide.height)
    grounds = [_Ground(whole, {"kind": "solid", "color": "#FFFFFF"})]
    if shown.get("background"):
        grounds.append(_Ground(whole, shown["background"]))
    _walk(shown["primitives"], slide, grounds, "")
    for line in slide.lines:
        line.hidden = any(_covers(ground, line.box) for ground in grounds[line.layer :])
    return slide


def _covers(ground: _Ground, box: Rect) -> bool:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if not ground.covers(x, y):
        return False
    return ground.paint is None or paint_at(ground.paint, ground.box, x, y)[1] > 0.4


def _walk(primitives: list[dict[str, Any]], slide: SlideView, grounds: list[_Ground], inside: str) -> None:
    for primitive in primitives:
        box = Rect(primitive["x"], primitive["y"], primitive["w"], primitive["h"])
        kind, owner = primitive["kind"], int(primitive.get("objectId", 0))
        turned = bool((primitive.get("transform") or {}).get("rotationDeg"))
        if kind == "shape":
            if primitive.get("fill"):
                grounds.append(_Ground(box, primitive["fill"], _outline(primitive, box)))
        elif kind == "image":
            grounds.append(_Ground(box, None))
            crop = primitive.get("crop") or {}
            kept = (
                1 - crop.get("left", 0.0) - crop.get("right", 0.0),
                1 - crop.get("top", 0.0) - crop.get("bottom", 0.0),
            )
            slide.frames.append(Frame(owner, kind, box, primitive.get("assetId") or "", kept, turned))
        elif kind in ("chart", "table"):
            slide.frames.append(Frame(owner, kind, box))
            _walk(primitive["primitives"], slide, grounds, kind)
        elif kind == "textBox":
            if not inside:
                slide.frames.append(Frame(owner, kind, box, turned=turned))
            slide.lines += [line for row in primitive.get("lines", ()) if (line := _line(row, owner, grounds, inside))]


def _line(row: dict[str, Any], owner: int, grounds: list[_Ground], inside: str) -> Line | None:
    runs = [run for run in row["runs"] if run["text"].strip()]
    if not runs:
        return None
    smallest = min(runs, key=lambda run: float(run["fontSizePx"]))
    contrasts: list[tuple[float, str]] = []
    unknown = False
    for run in runs:
        found = _contrast(run, row, grounds)
        if found is None:
            unknown = True
        else:
            contrasts.append((found, run["color"]))
    lowest = min(contrasts) if contrasts else (0.0, runs[0]["color"])
    left, right = _extent(row, runs)
    # An em is laid out at 1.2 of its size; ink fills about the middle four fifths of that.
    height = float(row["height"])
    box = Rect(left, row["y"] + height * 0.1, right - left, height * 0.8)
    return Line(
        owner=owner,
        box=box,
        size_pt=smallest["fontSizePx"] * PX_TO_PT,
        bold=bool(smallest["bold"]),
        text="".join(run["text"] for run in runs),
        contrast=None if unknown else lowest[0],
        colour=lowest[1],
        inside=inside,
        layer=len(grounds),
    )


def _extent(row: dict[str, Any], runs: list[dict[str, Any]]) -> tuple[float, float]:
    """Return where the ink of a line begins and ends: the engine counts the space at a line's end as width.

    A line from right to left it sets too far right by that space, where office programs let the space hang out.
    """
    ends: list[tuple[float, float]] = []
    spaces: list[tuple[float, float]] = []
    for run in runs:
        units = run["text"].encode("utf-16-le")
        for glyph in run.get("glyphs", ()):
            at = 2 * (glyph["cluster"] - run["start"])
            place = (glyph["x"], glyph["x"] + glyph["advance"])
            (spaces if units[at : at + 2] == b" \0" else ends).append(place)
    if not ends:
        return row["x"], row["x"] + row["width"]
    left, right = min(x for x, _ in ends), max(x for _, x in ends)
    hanging = 0.0
    if "".join(run["text"] for run in runs).endswith(" "):
        hanging = sum(end - start for start, end in spaces if end <= left + 0.01)
    return left - hanging, right - hanging


def _contrast(run: dict[str, Any], row: dict[str, Any], grounds: list[_Ground]) -> float | None:
    """Return the lowest contrast of a run with what lies under its ends and middle; None on a bare picture."""
    rgb, alpha = parse(run["color"])
    y = row["y"] + row["height"] / 2
    lowest: float | None = None
    for share in (0.02, 0.5, 0.98):
        x = run["x"] + run["width"] * share
        under = _under(x, y, grounds)
        if under is None:
            return None
        for ground in under:
            seen = tuple(c * alpha + g * (1 - alpha) for c, g in zip(rgb, ground, strict=True))
            value = contrast((seen[0], seen[1], seen[2]), ground)
            lowest = value if lowest is None else min(lowest, value)
    return lowest


def _under(x: float, y: float, grounds: list[_Ground]) -> list[Rgb] | None:
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
    for base in bases:
        seen = base
        for rgb, alpha in reversed(layers):
            red, green, blue = (c * alpha + b * (1 - alpha) for c, b in zip(rgb, seen, strict=True))
            seen = (red, green, blue)
        found.append(seen)
    return found


def parse(value: str) -> tuple[Rgb, float]:
    """Return red, green, blue and opacity (0-1) of `#RRGGBB` or `#RRGGBBAA`."""
    digits = value.lstrip("#")
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return (red, green, blue), int(digits[6:8], 16) / 255 if len(digits) >= 8 else 1.0


def paint_at(paint: dict[str, Any], box: Rect, x: float, y: float) -> tuple[Rgb, float]:
    """Return the colour and opacity of a paint at a point of its box."""
    if paint["kind"] == "solid":
        return parse(paint["color"])
    stops = sorted(((float(s["position"]), *parse(s["color"])) for s in paint["stops"]), key=lambda s: s[0])
    mid_x, mid_y = box.x + box.w / 2, box.y + box.h / 2
    if paint["gradientType"] == "linear":
        angle = math.radians(paint.get("angleDeg") or 0.0)
        reach = (abs(box.w * math.cos(angle)) + abs(box.h * math.sin(angle))) / 2 or 1.0
        at = ((x - mid_x) * math.cos(angle) + (y - mid_y) * math.sin(angle)) / (2 * reach) + 0.5
    else:
        at = math.hypot(x - mid_x, y - mid_y) / (math.hypot(box.w, box.h) / 2 or 1.0)
    before = next((s for s in reversed(stops) if s[0] <= at), stops[0])
    after = next((s for s in stops if s[0] >= at), stops[-1])
    span = after[0] - before[0]
    share = (at - before[0]) / span if span > 0 else 0.0
    red, green, blue = (b + (a - b) * share for b, a in zip(before[1], after[1], strict=True))
    return (red, green, blue), before[2] + (after[2] - before[2]) * share


def contrast(one: Rgb, two: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: Rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


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
