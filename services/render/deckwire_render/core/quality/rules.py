"""The checks: each takes one slide as it is written and as it is seen, and yields what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .package import FURNITURE, SlideFile
from .painted import Line, SlideView

Severity = Literal["error", "warning", "info"]

MAX_TITLE_LINES = 2
MAX_WORDS = 90
MIN_TEXT_PT = 10.0
MIN_BODY_PT = 12.0
TOLERANCE_PX = 2.0
MAX_DISTORTION = 0.02

# Set small on purpose, in the corner of the picture that it belongs to.
_CREDIT = "Picture credit"

_FILE_NAME = re.compile(r"\.(jpe?g|png|gif|webp|svg|bmp|tiff?|emf|wmf|heic)\s*$", re.IGNORECASE)
_STOCK_NAME = re.compile(r"^(image|img|picture|photo|bild|grafik|chart|table|object)[ _-]?\d*$", re.IGNORECASE)


@dataclass
class Slide:
    """One slide to be checked; `sizes` gives pixel width and height of pictures by asset."""

    file: SlideFile
    view: SlideView
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Something that a rule has to say."""

    rule: str
    severity: Severity
    detail: str


Rule = Callable[[Slide], Iterator[Found]]


def title(slide: Slide) -> Iterator[Found]:
    """A slide has a title in a title placeholder, of at most two lines."""
    if not slide.file.title:
        yield Found("title_missing", "error", "The slide has no title.")
        return
    owner = next(thing.id for thing in slide.file.things if thing.is_title)
    count = sum(1 for line in slide.view.lines if line.owner == owner)
    if count > MAX_TITLE_LINES:
        yield Found("title_long", "warning", f"The title takes {count} lines.")


def alt_text(slide: Slide) -> Iterator[Found]:
    """Pictures, charts and tables say what they show, in words."""
    for thing in slide.file.things:
        if thing.kind not in ("picture", "chart", "table") or thing.decorative:
            continue
        if not thing.alt:
            yield Found("alt_missing", "error", f"The {thing.kind} {thing.name!r} has no alternative text.")
        elif _FILE_NAME.search(thing.alt) or _STOCK_NAME.match(thing.alt):
            yield Found("alt_file_name", "error", f"The alternative text of the {thing.kind} is a file name.")


def notes(slide: Slide) -> Iterator[Found]:
    """A slide has something to say beside it."""
    if not slide.file.notes:
        yield Found("notes_missing", "info", "The slide has no speaker notes.")


def empty_placeholder(slide: Slide) -> Iterator[Found]:
    """No placeholder is left that shows "Click to add"."""
    for thing in slide.file.things:
        if thing.placeholder and thing.placeholder not in FURNITURE and thing.kind == "shape" and not thing.text:
            yield Found("placeholder_empty", "error", f"The placeholder {thing.name!r} is empty.")


def table_header(slide: Slide) -> Iterator[Found]:
    """A table's first row is marked as its header."""
    for thing in slide.file.things:
        if thing.kind == "table" and not thing.header_row:
            yield Found("table_header_missing", "error", f"The table {thing.name!r} has no header row.")


def words(slide: Slide) -> Iterator[Found]:
    """A slide is not a page."""
    if slide.file.words > MAX_WORDS:
        yield Found("words_many", "warning", f"The slide has {slide.file.words} words; {MAX_WORDS} read well.")


def off_slide(slide: Slide) -> Iterator[Found]:
    """Text, charts and tables lie on the slide; pictures and ornaments may bleed over its edge."""
    width, height = slide.view.width, slide.view.height
    told: set[int] = set()
    boxes = [(line.owner, line.box, "Text") for line in slide.view.lines if not line.inside]
    boxes += [(f.owner, f.box, f.kind.capitalize()) for f in slide.view.frames if f.kind in ("chart", "table")]
    for owner, box, what in boxes:
        beyond = box.beyond(width, height)
        if beyond > TOLERANCE_PX and owner not in told:
            told.add(owner)
            yield Found("off_slide", "error", f"{what} reaches {beyond:.0f} px beyond the slide.")


def overflow(slide: Slide) -> Iterator[Found]:
    """Text stays in its box."""
    turned = {frame.owner for frame in slide.view.frames if frame.turned}
    boxes = {frame.owner: frame.box for frame in slide.view.frames if frame.kind == "textBox"}
    worst: dict[int, float] = {}
    for line in slide.view.lines:
        box = boxes.get(line.owner)
        if box is None or line.inside or line.owner in turned:
            continue
        over = max(
            box.y - line.box.y,
            line.box.y + line.box.h - box.y - box.h,
            box.x - line.box.x,
            line.box.x + line.box.w - box.x - box.w,
        )
        if over > max(TOLERANCE_PX, 0.15 * line.box.h):
            worst[line.owner] = max(over, worst.get(line.owner, 0.0))
    for owner, over in worst.items():
        name = next((thing.name for thing in slide.file.things if thing.id == owner), "text")
        yield Found("text_overflow", "error", f"The text of {name!r} is {over:.0f} px larger than its box.")


def overlap(slide: Slide) -> Iterator[Found]:
    """Lines of different objects do not lie on one another."""
    lines = [line for line in slide.view.lines if line.inside != "chart"]
    told: set[tuple[int, int]] = set()
    for n, one in enumerate(lines):
        for two in lines[n + 1 :]:
            pair = (min(one.owner, two.owner), max(one.owner, two.owner))
            if one.owner == two.owner or pair in told:
                continue
            smaller = min(one.box.area, two.box.area)
            if smaller > 0 and one.box.meet(two.box) > 0.12 * smaller:
                told.add(pair)
                yield Found("text_overlap", "error", f"{_quoted(one)} and {_quoted(two)} overlap.")


def hidden(slide: Slide) -> Iterator[Found]:
    """Nothing is painted over a text."""
    for line in slide.view.lines:
        if line.hidden:
            yield Found("text_hidden", "error", f"{_quoted(line)} lies under something else.")


def small_text(slide: Slide) -> Iterator[Found]:
    """Nothing is set smaller than can be read from a chair."""
    sizes = [line.size_pt for line in slide.view.lines]
    if sizes and min(sizes) < MIN_TEXT_PT - 0.05:
        yield Found("text_small", "error", f"Text of {min(sizes):.1f} pt; {MIN_TEXT_PT:g} is the least.")
        return
    furniture = {
        thing.id for thing in slide.file.things if thing.placeholder in FURNITURE or thing.name.startswith(_CREDIT)
    }
    body = [
        line
        for line in slide.view.lines
        if not line.inside and line.owner not in furniture and line.box.y + line.box.h < slide.view.height * 0.92
    ]
    low = [line for line in body if line.size_pt < MIN_BODY_PT - 0.05]
    if low:
        yield Found("text_small", "warning", f"{_quoted(low[0])} is set at {low[0].size_pt:.1f} pt.")


def low_contrast(slide: Slide) -> Iterator[Found]:
    """Text stands out from what lies under it: 4.5 to 1, or 3 to 1 when it is large."""
    worst: dict[int, tuple[float, Line]] = {}
    for line in slide.view.lines:
        if line.contrast is None:
            yield Found("text_on_picture", "warning", f"{_quoted(line)} lies on a picture without a scrim.")
            continue
        large = line.size_pt >= 24 or (line.bold and line.size_pt >= 18.5)
        short = line.contrast / (3.0 if large else 4.5)
        if short < 0.995 and short < worst.get(line.owner, (1.0, line))[0]:
            worst[line.owner] = (short, line)
    for _, line in worst.values():
        severity: Severity = "error" if (line.contrast or 0) < 3 else "warning"
        yield Found("contrast_low", severity, f"{_quoted(line)} has a contrast of {line.contrast:.1f}.")


def distortion(slide: Slide) -> Iterator[Found]:
    """Pictures keep their proportions."""
    for frame in slide.view.frames:
        size = slide.sizes.get(frame.asset)
        if frame.kind != "image" or not size or frame.box.area <= 0:
            continue
        natural = (size[0] * frame.kept[0]) / max(1e-6, size[1] * frame.kept[1])
        shown = frame.box.w / frame.box.h
        stretch = max(natural / shown, shown / natural) - 1
        if stretch > MAX_DISTORTION:
            yield Found("picture_distorted", "warning", f"A picture is stretched by {stretch:.0%}.")


def _quoted(line: Line) -> str:
    text = line.text.strip()
    return f"“{text[:40].rstrip()}…”" if len(text) > 41 else f"“{text}”"


RULES: tuple[Rule, ...] = (
    title,
    alt_text,
    notes,
    empty_placeholder,
    table_header,
    words,
    off_slide,
    overflow,
    overlap,
    hidden,
    small_text,
    low_contrast,
    distortion,
)
"""Every rule about one slide."""
