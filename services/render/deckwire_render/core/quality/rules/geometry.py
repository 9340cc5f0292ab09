"""Rules about where things stand."""

from __future__ import annotations

from collections.abc import Iterator

from ..composition import MARGIN, Slide
from ..geometry import INCH, Rect
from ..painted import Frame, Line
from .model import BRIEF, Found, Rule, percent, quoted

TOLERANCE_PX = 2.0
FILL = (0.35, 0.90)
CENTRE = (0.40, 0.60)
_CENTRE_SLACK = 0.02
MAX_EDGES = 6
_NEAR_PX = (2.5, 7.0)
# A number or an icon may sit across the edge of the card that it belongs to.
_BADGE_SHARE = 0.12
_ALONG = tuple(n / 8 for n in range(9))


def off_slide(slide: Slide) -> Iterator[Found]:
    """Pictures and ornaments may bleed over the edge, what is to be read may not."""
    width, height = slide.view.width, slide.view.height
    told: set[int] = set()
    boxes = [(line.owner, line.box, "Text") for line in slide.view.lines if not line.inside]
    boxes += [(f.owner, f.box, f.kind.capitalize()) for f in slide.view.frames if f.kind in ("chart", "table")]
    for owner, box, what in boxes:
        beyond = box.beyond(width, height)
        if beyond > TOLERANCE_PX and owner not in told:
            told.add(owner)
            yield Found(f"{what} reaches {beyond:.0f} px beyond the slide.", subject=owner)


def overflow(slide: Slide) -> Iterator[Found]:
    """A hair above or below is within what programs differ by."""
    turned = {frame.owner for frame in slide.view.frames if frame.turned}
    boxes = {frame.owner: frame.box for frame in slide.view.frames if frame.kind == "textBox"}
    worst: dict[int, float] = {}
    for line in slide.view.lines:
        box = boxes.get(line.owner)
        if box is None or line.inside or line.owner in turned:
            continue
        over = max(
            box.y - line.box.y,
            line.box.bottom - box.bottom,
            box.x - line.box.x,
            line.box.right - box.right,
        )
        if over > max(TOLERANCE_PX, 0.15 * line.box.h):
            worst[line.owner] = max(over, worst.get(line.owner, 0.0))
    for owner, over in worst.items():
        thing = slide.file.named(owner)
        yield Found(
            f"The text of {(thing.name if thing else 'a box')!r} is {over:.0f} px larger than its box.", subject=owner
        )


def overlap(slide: Slide) -> Iterator[Found]:
    """Lines of different objects do not lie on one another."""
    lines = sorted((line for line in slide.view.lines if line.inside != "chart"), key=lambda line: line.box.y)
    told: set[tuple[int, int]] = set()
    for n, one in enumerate(lines):
        for two in lines[n + 1 :]:
            if two.box.y >= one.box.bottom:
                break
            if one.owner == two.owner:
                continue
            pair = (min(one.owner, two.owner), max(one.owner, two.owner))
            smaller = min(one.box.area, two.box.area)
            if pair not in told and smaller > 0 and one.box.meet(two.box) > 0.12 * smaller:
                told.add(pair)
                yield Found(f"{quoted(one)} and {quoted(two)} overlap.", subject=two.owner)


def hidden(slide: Slide) -> Iterator[Found]:
    """Nothing is painted over a text."""
    for line in slide.view.lines:
        if line.hidden:
            yield Found(f"{quoted(line)} lies under something else.", subject=line.owner)


def objects_overlap(slide: Slide) -> Iterator[Found]:
    """Charts, tables and pictures do not lie on one another, nor texts on what they show, nor cards on cards."""
    objects = slide.objects
    for n, one in enumerate(objects):
        for two in objects[n + 1 :]:
            if {one.kind, two.kind} != {"image"} and one.box.meet(two.box) > 0.03 * min(one.box.area, two.box.area):
                yield Found(f"A {one.kind} and a {two.kind} overlap.", subject=two.owner)
    told: set[int] = set()
    for line in slide.view.lines:
        if line.inside or line.owner < 0 or line.owner in told:
            continue
        for frame in objects:
            if frame.kind != "image" and frame.owner != line.owner and _on_marks(slide, frame, line):
                told.add(line.owner)
                yield Found(f"{quoted(line)} lies on a {frame.kind}.", subject=line.owner)
                break
    yield from _cards(slide)


def _on_marks(slide: Slide, frame: Frame, line: Line) -> bool:
    """Return whether a text lies on the bars, slices, cells or labels of a chart or table, not only in its frame."""
    if line.box.meet(frame.box) < 0.1 * line.box.area or _shielded(slide, frame, line):
        return False
    inner = [one.box for one in slide.view.lines if one.owner == frame.owner and one.inside]
    if any(box.meet(line.box) > 0.12 * min(box.area, line.box.area) for box in inner):
        return True
    middle = line.box.y + line.box.h / 2
    points = [(line.box.x + line.box.w * share, middle) for share in _ALONG]
    marks = [g for g in slide.view.grounds if g.owner == frame.owner and g.inside and g.box.area < 0.7 * frame.box.area]
    return any(mark.covers(x, y) for mark in marks for x, y in points)


def _shielded(slide: Slide, frame: Frame, line: Line) -> bool:
    """Return whether a filled shape under the text parts it from the chart or table: a callout."""
    return any(panel.layer > frame.layer and panel.box.holds(line.box, 4) for panel in slide.panels)


def _cards(slide: Slide) -> Iterator[Found]:
    said = {line.owner for line in slide.content_lines}
    cards = [frame for frame in slide.panels if frame.owner in said and not frame.turned]
    for n, one in enumerate(cards):
        for two in cards[n + 1 :]:
            small, large = sorted((one.box, two.box), key=lambda box: box.area)
            if small.area < _BADGE_SHARE * large.area or large.holds(small, 3):
                continue
            if one.owner != two.owner and one.box.meet(two.box) > 0.04 * small.area:
                yield Found("Two shapes with text overlap.", subject=two.owner)


def margins(slide: Slide) -> Iterator[Found]:
    """The foot line and a picture's credit stand in the margin; a picture or chart that meets the edge bleeds."""
    width, height = slide.view.width, slide.view.height
    told: set[int] = set()
    boxes = [(line.owner, line.box, quoted(line)) for line in slide.view.lines if line.owner > 0 and not line.inside]
    boxes += [(f.owner, f.box, f"A {f.kind}") for f in slide.objects if not _bleeds(f.box, width, height)]
    for owner, box, what in boxes:
        if owner in slide.furniture or owner in told:
            continue
        nearest = min(box.x, box.y, width - box.right, height - box.bottom)
        if 0 <= nearest * slide.view.scale < MARGIN - 2 * TOLERANCE_PX:
            told.add(owner)
            yield Found(f"{what} stands {nearest / INCH:.2f} in from the edge.", subject=owner)


def _bleeds(box: Rect, width: float, height: float) -> bool:
    return min(box.x, box.y, width - box.right, height - box.bottom) < 1.5


def sparse(slide: Slide) -> Iterator[Found]:
    """White space within 0.4 in of a text or object counts as part of it; the ground of a card alone does not."""
    if slide.fill is not None and slide.fill < FILL[0]:
        yield Found(f"Only {percent(slide.fill)} of the body is filled.")


def crowded(slide: Slide) -> Iterator[Found]:
    """A chart or picture may fill the body; texts and tables may not."""
    if slide.density is None or any(frame.kind in ("chart", "image") for frame in slide.objects):
        return
    if slide.density > FILL[1]:
        yield Found(f"{percent(slide.density)} of the body is covered.")


def balance(slide: Slide) -> Iterator[Found]:
    """Content that hangs at the top or sinks to the bottom looks unfinished."""
    centre = slide.centre
    if centre is not None and not CENTRE[0] - _CENTRE_SLACK <= centre <= CENTRE[1] + _CENTRE_SLACK:
        yield Found(f"The centre of the content stands at {percent(centre)} of the body's height.")


def edges(slide: Slide) -> Iterator[Found]:
    """Edges that almost meet are a slip; many different ones are no order."""
    clusters: list[float] = []
    for x, owner in slide.edges:
        if clusters and _NEAR_PX[0] < x - clusters[-1] < _NEAR_PX[1]:
            yield Found(f"Two edges miss each other by {x - clusters[-1]:.0f} px.", subject=owner)
            return
        if not clusters or x - clusters[-1] > _NEAR_PX[0]:
            clusters.append(x)
    if len(clusters) > 2 * MAX_EDGES:
        yield Found(f"Text and objects begin at {len(clusters)} different edges.")


RULES = (
    Rule(
        "off_slide",
        "geometry",
        "error",
        "Text, charts and tables lie on the slide; pictures and ornaments may bleed over its edge.",
        f"{TOLERANCE_PX:g} px",
        BRIEF,
        repaired=True,
        on_slide=off_slide,
    ),
    Rule(
        "text_overflow",
        "geometry",
        "error",
        "Text stays in its box.",
        "15 % of a line",
        BRIEF,
        repaired=True,
        on_slide=overflow,
    ),
    Rule(
        "text_overlap",
        "geometry",
        "error",
        "Texts do not lie on one another.",
        "12 % of the smaller line",
        BRIEF,
        repaired=True,
        on_slide=overlap,
    ),
    Rule(
        "text_hidden",
        "geometry",
        "error",
        "Nothing is painted over a text.",
        "its middle",
        BRIEF,
        repaired=True,
        on_slide=hidden,
    ),
    Rule(
        "objects_overlap",
        "geometry",
        "error",
        "Charts, tables and pictures do not lie on one another, nor text on their marks, nor cards on cards.",
        "3 % of the smaller object; 4 % of the smaller card",
        BRIEF,
        repaired=True,
        on_slide=objects_overlap,
    ),
    Rule(
        "margin_small",
        "geometry",
        "warning",
        "Text and objects keep a margin to the edge, unless they bleed over it on purpose.",
        "0.5 in; the foot line is exempt",
        BRIEF,
        on_slide=margins,
    ),
    Rule(
        "body_sparse",
        "geometry",
        "warning",
        "The body is not left half empty: texts and objects count, the ground of a card does not.",
        f"{percent(FILL[0])} of the body within 0.4 in of something",
        BRIEF,
        on_slide=sparse,
    ),
    Rule(
        "body_crowded",
        "geometry",
        "warning",
        "Texts and tables leave room to breathe.",
        f"{percent(FILL[1])} of the body",
        BRIEF,
        on_slide=crowded,
    ),
    Rule(
        "body_unbalanced",
        "geometry",
        "warning",
        "The visual centre of the content stands near the middle of the body's height.",
        f"{percent(CENTRE[0])} to {percent(CENTRE[1])}",
        BRIEF,
        on_slide=balance,
    ),
    Rule(
        "edges_uneven",
        "geometry",
        "warning",
        "The edges on which texts and objects begin are few, and none misses another by a hair.",
        f"{_NEAR_PX[0]:g} to {_NEAR_PX[1]:g} px apart; more than {2 * MAX_EDGES} lines",
        BRIEF,
        on_slide=edges,
    ),
)
