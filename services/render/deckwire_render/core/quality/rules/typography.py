"""Rules about how text is set: size, contrast, line breaks, colours, characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..colour import hue
from ..composition import Slide
from ..painted import Line
from .model import BRIEF, WCAG, Found, Rule, Severity, percent, quoted

MAX_TITLE_LINES = 2
MIN_TEXT_PT = 10.0
MIN_LABEL_PT = 12.0
MIN_BODY_PT = 14.0
LABEL_WORDS = 6
MAX_HUES = 5
_SAME_HUE = 25
_NARROW = (0.7, 0.4)
# Scripts that part words by blanks: a break between two of these letters is inside a word.
_SPACED = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x370, 0x3FF), (0x400, 0x52F))
_SLACK_PT = 0.05


def small(slide: Slide) -> Iterator[Found]:
    """Labels are up to six words, in charts and tables all that is set; foot lines and credits may be smaller."""
    for line in slide.view.lines:
        if line.size_pt < MIN_TEXT_PT - _SLACK_PT:
            yield Found(
                f"{quoted(line)} is set at {line.size_pt:.1f} pt; {MIN_TEXT_PT:g} is the least.", subject=line.owner
            )
            return
    told: set[int] = set()
    for line in slide.view.lines:
        if line.owner < 0 or line.owner in slide.furniture or line.owner in told:
            continue
        least = MIN_BODY_PT
        if line.inside or len(_text(slide, line).split()) <= LABEL_WORDS:
            least = MIN_LABEL_PT
        if line.size_pt < least - _SLACK_PT:
            told.add(line.owner)
            yield Found(f"{quoted(line)} is set at {line.size_pt:.1f} pt.", "warning", line.owner)


def _text(slide: Slide, line: Line) -> str:
    thing = slide.file.named(line.owner)
    return thing.text if thing else line.text


def low_contrast(slide: Slide) -> Iterator[Found]:
    """Where a scrim lies on a picture, the picture may be anything from black to white."""
    worst: dict[int, tuple[float, Line]] = {}
    for line in slide.view.lines:
        if line.contrast is None:
            continue
        short = line.contrast / (3.0 if line.large else 4.5)
        if short < 0.995 and short < worst.get(line.owner, (1.0, line))[0]:
            worst[line.owner] = (short, line)
    for owner, (_, line) in worst.items():
        severity: Severity = "error" if (line.contrast or 0) < 3 else "warning"
        yield Found(f"{quoted(line)} has a contrast of {line.contrast:.1f} with what lies under it.", severity, owner)


def on_picture(slide: Slide) -> Iterator[Found]:
    """Of a picture nothing is known but that it may be light or dark; a layout's own art is its designer's choice."""
    for line in slide.view.lines:
        if line.contrast is None and not slide.view.art_under(line):
            yield Found(f"{quoted(line)} lies on a picture without a scrim.", subject=line.owner)


def broken(slide: Slide) -> Iterator[Found]:
    """A hyphen may end a line; scripts without blanks between words are not looked at."""
    told: set[int] = set()
    for one, two in pairwise(slide.view.lines):
        if one.owner != two.owner or one.inside != two.inside or two.start != one.end or one.owner in told:
            continue
        # Cells of a table and labels of a chart count from 0 each.
        if one.inside and abs(one.box.x - two.box.x) > one.size_pt:
            continue
        if one.raw and two.raw and _letter(one.raw[-1]) and _letter(two.raw[0]):
            told.add(one.owner)
            word = f"{one.raw.split()[-1]}|{two.raw.split()[0]}"
            yield Found(f"A line breaks inside the word {quoted(word)}.", subject=one.owner)


def _letter(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _SPACED)


def title_long(slide: Slide) -> Iterator[Found]:
    """As it is seen, in the size that it has; beside a picture a title may take one line more, in a column two."""
    count = sum(1 for line in slide.view.lines if line.owner == slide.title_id)
    box = next((f.box for f in slide.view.frames if f.owner == slide.title_id and f.kind == "textBox"), None)
    most = MAX_TITLE_LINES + (sum(box.w < share * slide.view.width for share in _NARROW) if box else 0)
    if count > most:
        yield Found(f"The title takes {count} lines.", subject=slide.title_id)


def widow(slide: Slide) -> Iterator[Found]:
    """A last line of one word hangs, unless the line above is hardly longer."""
    lines = [line for line in slide.view.lines if line.owner == slide.title_id]
    if len(lines) < 2 or lines[-1].start != lines[-2].end:
        return
    last, above = lines[-1], lines[-2]
    if len(last.text.split()) == 1 and len(above.text.split()) > 1 and last.box.w < 0.4 * above.box.w:
        yield Found(f"The title's last line is the one word {quoted(last)}.", subject=slide.title_id)


def unshown(slide: Slide) -> Iterator[Found]:
    """Such a character is a box in the preview and in the PDF; office programs look for a font of their own."""
    count = sum(line.missing for line in slide.view.lines)
    if count:
        worst = max(slide.view.lines, key=lambda line: line.missing)
        yield Found(f"{count} characters have no font, in {quoted(worst)}.", subject=worst.owner)


def hues(slide: Slide) -> Iterator[Found]:
    """Greys, pictures and the insides of charts are not counted; hues within 25 degrees are one."""
    least = 0.0004 * slide.view.width * slide.view.height
    colours = {frame.colour for frame in slide.panels if frame.box.area >= least}
    colours |= {line.colour for line in slide.view.lines if line.owner > 0 and not line.inside}
    angles = sorted({angle for colour in colours if colour and (angle := hue(colour)) is not None})
    count = sum(1 for one, two in pairwise(angles) if two - one > _SAME_HUE) + bool(angles)
    if len(angles) > 1 and angles[0] + 360 - angles[-1] <= _SAME_HUE:
        count = max(1, count - 1)
    if count > MAX_HUES:
        yield Found(f"The slide has {count} hues; {MAX_HUES} are plenty.")


RULES = (
    Rule(
        "text_small",
        "typography",
        "error",
        "Text can be read from a chair: an error under 10 pt, else a warning.",
        f"{MIN_BODY_PT:g} pt; {MIN_LABEL_PT:g} for labels of up to {LABEL_WORDS} words, charts and tables; "
        f"{MIN_TEXT_PT:g} for foot lines",
        BRIEF,
        on_slide=small,
    ),
    Rule(
        "contrast_low",
        "typography",
        "error",
        "Text stands out from what lies under it: an error under 3:1, else a warning.",
        "4.5:1; 3:1 from 24 pt, or from 18.5 pt bold",
        f"{WCAG}, 1.4.3",
        checker="warning",
        repaired=True,
        on_slide=low_contrast,
    ),
    Rule(
        "text_on_picture",
        "typography",
        "warning",
        "Text on a picture has a scrim or a panel under it.",
        "a quarter opaque",
        BRIEF,
        on_slide=on_picture,
    ),
    Rule(
        "word_broken",
        "typography",
        "warning",
        "No line breaks inside a word.",
        "Latin, Greek and Cyrillic",
        BRIEF,
        repaired=True,
        on_slide=broken,
    ),
    Rule(
        "title_long",
        "typography",
        "warning",
        "A title takes at most two lines.",
        f"{MAX_TITLE_LINES} lines; one more where it has less than {percent(_NARROW[0])} of the slide's width, "
        f"two under {percent(_NARROW[1])}",
        BRIEF,
        repaired=True,
        on_slide=title_long,
    ),
    Rule(
        "title_widow",
        "typography",
        "warning",
        "The last line of a title is not one short word.",
        "40 % of the line above",
        BRIEF,
        repaired=True,
        on_slide=widow,
    ),
    Rule(
        "glyph_missing",
        "typography",
        "warning",
        "Every character has a font.",
        "none may lack",
        BRIEF,
        on_slide=unshown,
    ),
    Rule(
        "hues_many",
        "typography",
        "warning",
        "A slide has few hues; greys, pictures and charts are not counted.",
        f"{MAX_HUES} hues, {_SAME_HUE}° apart",
        BRIEF,
        on_slide=hues,
    ),
)
