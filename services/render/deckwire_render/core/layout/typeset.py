"""Text set to measure: paragraphs with their lines, and the largest size at which they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..text import measure, phrases
from ..text.binding import bound
from ..text.breaking import ideographic
from ..themes.model import Paint
from .context import Context
from .ir import Align, Anchor, Box, Paragraph, Placeholder, Role, Shape, Text
from .steady import family, hanging, is_lone, line_starts

DISPLAY_PITCH = 1.08
# A last word hangs that is shorter than this share of the line above.
_HANGING = 0.45
MUCH_SMALLER = 0.8
"""The share of its size under which display type is not set so that its last word does not hang."""


def para(
    ctx: Context,
    text: str,
    size: float,
    width: float,
    *,
    paint: Paint | None = None,
    bold: bool = False,
    display: bool = False,
    align: Align = "l",
    space_before: float = 0.0,
    italic: bool = False,
) -> Paragraph:
    """Return `text` as a paragraph with the lines that it breaks into at `width` points."""
    bold = bold and not (display and ctx.theme.light_heads)
    text = bound(text, ctx.language, rtl=ctx.rtl)
    name = ctx.theme.heading_font if display else ctx.theme.body_font
    lines = measure.lines(
        text, family=name, bold=bold, size_pt=size, width_pt=width - hanging(ctx, size), reserve=ctx.reserve
    )
    return Paragraph(
        text=text,
        size=size,
        paint=paint or ctx.theme.ink,
        bold=bold,
        italic=italic,
        display=display,
        align=align,
        space_before=space_before,
        pitch=DISPLAY_PITCH if display else measure.LINE_PITCH,
        lines=tuple(lines),
    )


def stack_height(paragraphs: Sequence[Paragraph]) -> float:
    """Return the height of the paragraphs one below the other."""
    return Text(tuple(paragraphs)).height if paragraphs else 0.0


def whole_words(paragraph: Paragraph) -> bool:
    """Return whether no word had to be broken (at a hyphen it may be); words of other scripts are not looked at."""
    if len(paragraph.lines) < 2:
        return True
    if sum(map(ideographic, paragraph.lines[-1])) == len(paragraph.lines[-1].rstrip("。．.！？")) == 1:
        return False
    words = {part for word in paragraph.text.split() for part in (word, *_parts(word))}
    return all(word in words for word in " ".join(paragraph.lines).split() if word.isascii())


def _parts(word: str) -> list[str]:
    """Return what may stand on a line of its own of a hyphenated word."""
    if "-" not in word:
        return []
    pieces = word.split("-")
    cuts = range(1, len(pieces))
    heads = ["-".join(pieces[a:b]) + "-" for b in cuts for a in range(b)]
    return [*heads, *("-".join(pieces[a:]) for a in cuts)] if len(pieces) <= 6 else [word]


def largest(
    ctx: Context,
    text: str,
    box: Box,
    sizes: Sequence[float],
    *,
    max_lines: int | None = None,
    paint: Paint | None = None,
    bold: bool = False,
    display: bool = False,
    align: Align = "l",
    italic: bool = False,
) -> Paragraph:
    """Return `text` at the first of `sizes` (largest first) at which it fits `box`, else at the smallest.

    Sizes at which a word would be broken are passed over while a smaller one is left; so are, for display type, those
    at which a short last word hangs alone, unless only much smaller ones would set it better.
    """
    last: Paragraph | None = None
    hung: Paragraph | None = None
    for size in sizes:
        if hung is not None and size < MUCH_SMALLER * hung.size:
            return hung
        found = para(ctx, text, size, box.w, paint=paint, bold=bold, display=display, align=align, italic=italic)
        last = found
        short_enough = max_lines is None or len(found.lines) <= max_lines
        if short_enough and found.height <= box.h + 0.5 and whole_words(found):
            if not display or not hangs(ctx, found, box.w):
                return found
            hung = hung or found
    if hung is not None:
        return hung
    assert last is not None, "sizes must not be empty"
    return last


def hangs(ctx: Context, paragraph: Paragraph, width: float) -> bool:
    """Return whether the last line is one short word, even when the lines are evened out."""
    lines: Sequence[str] = paragraph.lines
    if len(lines) < 2 or len(lines[-1].split()) > 1 or len(lines[-1]) > _HANGING * len(lines[-2]):
        return False
    family = ctx.theme.heading_font if paragraph.display else ctx.theme.body_font
    lines = measure.lines(
        paragraph.text,
        family=family,
        bold=paragraph.bold,
        size_pt=paragraph.size,
        width_pt=balanced(ctx, paragraph, width),
        reserve=0.0,
    )
    return len(lines) > 1 and len(lines[-1].split()) == 1 and len(lines[-1]) <= _HANGING * len(lines[-2])


def balanced(ctx: Context, paragraph: Paragraph, width: float) -> float:
    """Return the narrowest width, at least 55 % of `width`, at which the paragraph keeps its number of lines and
    its words whole.

    From right to left, and with care, it is `width`: programs differ in where such lines break when they are only
    just wide enough.
    """
    if ctx.rtl or ctx.care or len(paragraph.lines) < 2 or not whole_words(paragraph):
        return width
    name = family(ctx, paragraph)
    low, high = width * 0.55, width
    while high - low > 6:
        middle = (low + high) / 2
        tried = measure.wrap(paragraph.text, family=name, bold=paragraph.bold, size_pt=paragraph.size, width_pt=middle)
        # A line more may well be saved by breaking a word, which is no balance.
        if len(tried.lines) <= len(paragraph.lines) and not tried.word_broken:
            high = middle
        else:
            low = middle
    return _at_phrases(ctx, paragraph, high, width)


def _at_phrases(ctx: Context, paragraph: Paragraph, narrow: float, width: float) -> float:
    """Return the least width from `narrow` at which the fewest lines of ideographs end within a phrase."""
    begins = set(phrases.ideographs(paragraph.text, ctx.language))
    if not begins:
        return narrow
    name = family(ctx, paragraph)
    best, least = narrow, len(paragraph.lines)
    tried = narrow
    while tried <= width and least:
        lines = measure.lines(paragraph.text, family=name, bold=paragraph.bold, size_pt=paragraph.size, width_pt=tried)
        bad = len(line_starts(paragraph.text, lines) - begins)
        if bad < least and len(lines) == len(paragraph.lines):
            best, least = tried, bad
        tried += paragraph.size / 2
    return best


def evened(ctx: Context, paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return the width at which no paragraph of a text takes another line than at `width`, its lines evened out."""
    if ctx.care:
        return width
    found = 0.0
    for paragraph in paragraphs:
        if len(paragraph.lines) > 1 or ctx.rtl:
            found = max(found, balanced(ctx, paragraph, width))
            continue
        name = family(ctx, paragraph)
        natural = measure.width(paragraph.text, name, paragraph.bold, paragraph.size)
        found = max(found, natural * 1.03 + 4.0)
    return min(width, found)


def set_in(ctx: Context, width: float, paragraph: Paragraph, anchor: Anchor = "t") -> Text:
    """Return the paragraph as the text of a box of `width`, its lines evened out by an inset on the right."""
    return Text((paragraph,), anchor, (0.0, 0.0, width - balanced(ctx, paragraph, width), 0.0))


def label(
    box: Box,
    paragraphs: Sequence[Paragraph],
    *,
    role: Role = Role.BODY,
    anchor: Anchor = "t",
    placeholder: Placeholder | None = None,
    name: str = "",
    ground: Paint | None = None,
) -> Shape:
    """Return a box of text without fill."""
    return Shape(
        box=box,
        role=role,
        text=Text(tuple(paragraphs), anchor),
        placeholder=placeholder,
        name=name,
        ground=ground,
    )


def recolour(paragraphs: Sequence[Paragraph], paint: Paint) -> list[Paragraph]:
    """Return the paragraphs in another colour."""
    return [replace(p, paint=paint) for p in paragraphs]


def without_orphans(ctx: Context, shape: Shape) -> Shape:
    """Return a text whose lines are evened out by an inset where one of its paragraphs would end in a lone word."""
    text = shape.text
    if text is None:
        return shape
    left, top, right, bottom = text.inset
    width = shape.box.w - left - right
    if not any(_orphaned(ctx, p, width) for p in text.paragraphs):
        return shape
    spare = width - evened(ctx, text.paragraphs, width)
    if spare < 1.0:
        return shape
    return replace(shape, text=replace(text, inset=(left, top, right + spare, bottom)))


def _orphaned(ctx: Context, paragraph: Paragraph, width: float) -> bool:
    """Return whether the last of several lines holds one word, in a script that parts its words.

    Lines are looked at as planned and as a program breaks them that fills a line to its end.
    """
    if len(paragraph.lines) < 2 or paragraph.align != "l":
        return False
    name = family(ctx, paragraph)
    full = measure.lines(
        paragraph.text, family=name, bold=paragraph.bold, size_pt=paragraph.size, width_pt=width, reserve=0.0
    )
    return any(len(lines) > 1 and is_lone(lines[-1]) for lines in (paragraph.lines, full))
