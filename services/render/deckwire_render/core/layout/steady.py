"""Widths at which a text breaks into the same lines in every program.

Programs kern or do not, some keep room between ideographs and digits, some take a placeholder for a plain box whatever
its shape, and fonts are replaced by twins that differ by a hair. A line that is only just full, or only just not, then
ends elsewhere, and what follows it with it. A few points more or less of width settle that; ideographs, which may part
anywhere, are made to part at phrases in passing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text import measure, phrases
from . import presets
from .context import Context
from .ir import Paragraph, Shape

_KERNED = 0.012
"""The share of its width by which kerning may make a line narrower."""

_JOINED = 0.04
"""The same for Arabic and Hebrew, where the font that has the letters sets spaces and signs narrower, too."""

# Scripts before it part their words with spaces and are read from left to right.
_UNSPACED = "\u0590"

_NARROWER, _NARROWER_EAST = 0.10, 0.25
_STEP_PT, _HAIR_PT = 2.0, 0.05


@dataclass(frozen=True, slots=True)
class _Set:
    """The lines of each paragraph at a width, how many begin within a phrase, how many paragraphs end in one word."""

    lines: tuple[tuple[str, ...], ...]
    parted: int
    lone: int


def family(ctx: Context, paragraph: Paragraph) -> str:
    """Return the font that a paragraph is set in."""
    return ctx.theme.heading_font if paragraph.display else ctx.theme.body_font


def hanging(ctx: Context, size: float) -> float:
    """Return what to keep free in a line from right to left: not every program lets the space at its end hang out."""
    return size * 0.3 if ctx.rtl else 0.0


def steady(ctx: Context, shape: Shape) -> Shape:
    """Return a shape whose text has an inset with which all programs break it alike, if there is one.

    Texts keep their numbers of lines; those of single lines, those with care, and those set from the right on a slide
    that reads from the left stay as they are.
    """
    text = shape.text
    if text is None or ctx.care or all(len(p.lines) < 2 for p in text.paragraphs):
        return shape
    aligned = {p.align for p in text.paragraphs}
    if len(aligned) > 1 or "r" in aligned:
        return shape
    left, top, right, bottom = text.inset
    width = shape.box.w - left - right
    setter = _Setter(ctx, text.paragraphs, _extra(shape))
    now = setter.at(width)
    if now is not None and not now.parted:
        return shape
    centred = aligned == {"ctr"}
    narrower = width * (_NARROWER_EAST if setter.east else _NARROWER)
    wider = 0.0 if centred else max(0.0, right - left)
    best: tuple[tuple[int, int, float], float, _Set] | None = None
    for offset in _offsets(narrower, wider, setter.closed(width) - width):
        found = setter.at(width + offset)
        if found is None:
            continue
        cost = (found.parted, found.lone, abs(offset))
        if best is None or cost < best[0]:
            best = cost, offset, found
        if not found.parted and not found.lone:
            break
    if best is None or best[1] == 0.0:
        return shape
    _, offset, found = best
    spare = -offset / 2 if centred else 0.0
    paragraphs = tuple(replace(p, lines=own) for p, own in zip(text.paragraphs, found.lines, strict=True))
    inset = (left + spare, top, right - offset - spare, bottom)
    return replace(shape, text=replace(text, paragraphs=paragraphs, inset=inset))


def _extra(shape: Shape) -> float:
    """Return how much wider a text runs where its placeholder is taken for a plain box."""
    if shape.placeholder is None:
        return 0.0
    left, _, right, _ = presets.margins(shape.geometry, dict(shape.adjust), shape.box.w, shape.box.h)
    return left + right


def _offsets(narrower: float, wider: float, exact: float) -> list[float]:
    """Return by how much to change a width, the least first: in steps, and by `exact` if that is not too much."""
    steps = [n * _STEP_PT for n in range(int(narrower / _STEP_PT) + 1)]
    found = [*(-step for step in steps), *(step for step in steps[1:] if step <= wider)]
    return sorted([*found, exact] if -narrower <= exact < 0 else found, key=abs)


class _Setter:
    """Sets paragraphs as all programs do; `extra` is how much more width some may give them."""

    def __init__(self, ctx: Context, paragraphs: Sequence[Paragraph], extra: float) -> None:
        self._ctx = ctx
        self._paragraphs = paragraphs
        self._extra = extra
        self._give = _JOINED if ctx.rtl else _KERNED
        self._begins = [
            frozenset(phrases.ideographs(p.text, ctx.language)) if len(p.lines) > 1 else frozenset[int]()
            for p in paragraphs
        ]

    @property
    def east(self) -> bool:
        """Whether ideographs are among the letters."""
        return any(self._begins)

    def closed(self, width: float) -> float:
        """Return how wide the text may be for none of its lines at `width` to take what follows it in any program."""
        following = min(self._wrapped(p, width).next_pt for p in self._paragraphs)
        return following / (1.0 + self._give) - self._extra - _HAIR_PT

    def at(self, width: float) -> _Set | None:
        """Return the paragraphs at a width, None if programs differ or a paragraph needs more or fewer lines."""
        found = []
        parted = lone = 0
        for paragraph, begins in zip(self._paragraphs, self._begins, strict=True):
            lines = self._lines(paragraph, width)
            if lines is None or len(lines) != len(paragraph.lines):
                return None
            if begins:
                parted += len(line_starts(paragraph.text, lines) - begins)
            lone += len(lines) > 1 and is_lone(lines[-1]) and not is_lone(paragraph.lines[-1])
            found.append(lines)
        return _Set(tuple(found), parted, lone)

    def _lines(self, paragraph: Paragraph, width: float) -> tuple[str, ...] | None:
        """Return the lines of a paragraph in the least room that programs give it, if they are those in the most."""
        if len(paragraph.lines) == 1:
            name = family(self._ctx, paragraph)
            needed = measure.width(paragraph.text, name, paragraph.bold, paragraph.size)
            fits = needed <= (width - hanging(self._ctx, paragraph.size)) * (1.0 - measure.RESERVE)
            return paragraph.lines if fits else None
        wrapped = self._wrapped(paragraph, width)
        most = (width + self._extra) * (1.0 + self._give)
        return None if wrapped.word_broken or wrapped.next_pt <= most else tuple(wrapped.lines)

    def _wrapped(self, paragraph: Paragraph, width: float) -> measure.Wrapped:
        return measure.wrap(
            paragraph.text,
            family=family(self._ctx, paragraph),
            bold=paragraph.bold,
            size_pt=paragraph.size,
            width_pt=width - hanging(self._ctx, paragraph.size),
        )


def line_starts(text: str, lines: Sequence[str]) -> set[int]:
    """Return the offsets in `text` at which its lines begin, the first line aside."""
    found, at = set(), 0
    for n, line in enumerate(lines):
        at = text.index(line, at)
        if n:
            found.add(at)
        at += len(line)
    return found


def is_lone(line: str) -> bool:
    """Return whether a line holds one word, in a script that parts its words."""
    return " " not in line.strip() and all(char < _UNSPACED for char in line)
