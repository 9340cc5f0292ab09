"""How far a deck looks in LibreOffice as in our previews: slides, lines of text, and what the picture is made of.

A line agrees when it holds the same characters in both and begins and ends at the same place within `NEAR_PT`, as it
does only if it and the line before it break at the same word. Some lines are left out: those inside charts, whose plot
and labels each program places by itself; texts that mix ideographs with Latin letters, digits or signs, between which
LibreOffice sets a gap that PowerPoint does not; tables from right to left, whose columns it leaves from left to right;
numbers that stand alone among text from right to left, for which it takes the font of that script.
Pictures are compared small, grey and blurred, so that what counts is what stands where, not how letters are smoothed.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from deckwire_render.adapters.engine import opened
from deckwire_render.core import quality
from deckwire_render.core.quality.painted import PX_TO_PT, Line
from deckwire_render.core.text import bidi
from PIL import Image, ImageChops, ImageFilter, ImageStat

NEAR_PT = 6.0
"""How far apart the ends of a line may be, in points; a space is about 5 pt wide at 18 pt."""

LINES = 0.95
"""The share of a deck's lines that has to agree."""

PICTURE, CHART_PICTURE = 6.0, 10.0
"""The mean difference of grey levels (of 255) that a slide may show, and one with a chart or a turned table."""

_WIDE = "\u3040-\u30ff\u3400-\u9fff"
_MIXED = re.compile(f"[{_WIDE}][!-~]|[!-~][{_WIDE}]")
_SAME = 0.9
_GREY = (240, 135)
_BLUR = 2.0


@dataclass(frozen=True)
class Glyph:
    """A character of a page with its box in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Agreement:
    """What agrees in a deck: slides here and there, lines of text, and how the picture of each slide differs.

    `apart` describes each line that does not agree, `left_out` counts those that were not compared; `charts` are the
    numbers of the slides with a chart or a table from right to left.
    """

    slides: int
    pages: int
    lines: int = 0
    apart: list[str] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    charts: set[int] = field(default_factory=set)
    left_out: int = 0

    @property
    def line_share(self) -> float:
        """The share of lines that agree, 1 for a deck without text."""
        return 1.0 - len(self.apart) / self.lines if self.lines else 1.0

    def complaints(self) -> list[str]:
        """Return what lies outside of the tolerances, in words."""
        found = []
        if self.slides != self.pages:
            found.append(f"{self.slides} slides are {self.pages} in LibreOffice")
        if self.line_share < LINES:
            shown = "; ".join(self.apart[:5])
            found.append(f"{self.line_share:.1%} of {self.lines} lines agree, {LINES:.0%} are to: {shown}")
        for n, difference in enumerate(self.pictures, 1):
            allowed = CHART_PICTURE if n in self.charts else PICTURE
            if difference > allowed:
                found.append(f"the picture of slide {n} differs by {difference:.1f}, {allowed:.1f} is allowed")
        return found


def compared(deck: bytes, pdf: Path, near_pt: float = NEAR_PT) -> Agreement:
    """Return how far `deck` in our previews agrees with LibreOffice's `pdf` of it, lines within `near_pt`."""
    with opened(deck) as held:
        views = [quality.view(held.display_list(n)) for n in range(held.slide_count)]
        painted = [held.png(n, _GREY[0] * 2)[0] for n in range(held.slide_count)]
    tables = _turned_tables(deck)
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = Agreement(len(views), len(document))
        for n, (view, ours) in enumerate(zip(views, painted, strict=True), 1):
            if n > len(document):
                break
            page = document[n - 1]
            turned = n in tables
            if turned or any(frame.kind == "chart" for frame in view.frames):
                found.charts.add(n)
            glyphs = list(_glyphs(page))
            texts = _texts(view.lines)
            rtl = bidi.strong("".join(texts.values()))
            for line in view.lines:
                if line.inside == "chart" or not _letters(line.text) or line.hidden:
                    continue
                bare = rtl and not any(map(str.isalpha, line.text))
                if bare or (turned and line.inside == "table") or _MIXED.search(texts[line.owner]):
                    found.left_out += 1
                    continue
                found.lines += 1
                if (complaint := _apart(line, glyphs, near_pt)) is not None:
                    found.apart.append(f"slide {n}: {line.text.strip()!r} {complaint}")
            theirs = page.render(scale=_GREY[0] * 2 / page.get_width()).to_pil()
            found.pictures.append(_difference(Image.open(BytesIO(ours)), theirs))
    finally:
        document.close()
    return found


def _turned_tables(deck: bytes) -> set[int]:
    """Return the numbers of the slides that hold a table from right to left."""
    with zipfile.ZipFile(BytesIO(deck)) as package:
        slides = (re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name) for name in package.namelist())
        return {int(name[1]) for name in slides if name and b'<a:tblPr rtl="1"' in package.read(name[0])}


def _glyphs(page: Any) -> Iterator[Glyph]:
    height = page.get_height()
    text = page.get_textpage()
    for at in range(text.count_chars()):
        char = text.get_text_range(at, 1)
        if char.strip():
            left, bottom, right, top = text.get_charbox(at, loose=True)
            yield Glyph(char, left, height - top, right, height - bottom)


def _texts(lines: Sequence[Line]) -> dict[int, str]:
    """Return the text of each box without its spaces: a gap in one line moves where the next ones break."""
    found: dict[int, str] = {}
    for line in lines:
        found[line.owner] = found.get(line.owner, "") + _letters(line.text)
    return found


def _letters(text: str) -> str:
    return "".join(text.split())


def _apart(line: Line, glyphs: list[Glyph], near_pt: float) -> str | None:
    """Return how a line of ours differs from what stands in its place on the page, None when it does not."""
    box = line.box
    left, right = box.x * PX_TO_PT, (box.x + box.w) * PX_TO_PT
    top, bottom = box.y * PX_TO_PT, (box.y + box.h) * PX_TO_PT
    there = [
        glyph
        for glyph in glyphs
        if top <= (glyph.top + glyph.bottom) / 2 <= bottom
        and left - 3 * NEAR_PT <= (glyph.left + glyph.right) / 2 <= right + 3 * NEAR_PT
    ]
    if not there:
        return "is not there"
    wanted, got = Counter(_letters(line.text)), Counter("".join(glyph.text for glyph in there))
    same = 2 * (wanted & got).total() / (wanted.total() + got.total())
    if same < _SAME:
        shown = "".join(glyph.text for glyph in sorted(there, key=lambda glyph: glyph.left))
        return f"reads {shown!r}"
    off = max(abs(min(g.left for g in there) - left), abs(max(g.right for g in there) - right))
    return f"is off by {off:.1f} pt" if off > near_pt else None


def _difference(ours: Image.Image, theirs: Image.Image) -> float:
    """Return the mean difference of two pictures of a slide in grey levels, small and blurred."""
    first, second = (
        picture.convert("L").resize(_GREY, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(_BLUR))
        for picture in (ours, theirs)
    )
    return float(ImageStat.Stat(ImageChops.difference(first, second)).mean[0])
