"""Gives each stretch of text that its font cannot show a font that can, and each direction a run of its own.

The layout engine sets a run in its own font, draws a box for what that lacks, and takes a run for one direction.
Runs of shapes and tables are therefore formatted anew, in memory only; texts of charts cannot be, so there a font
made of several takes the place of the whole family.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from ..core.text import bidi, families, fonts
from .linebreaks import concerned, settle, text_boxes, units

if TYPE_CHECKING:
    from .engine import OpenDeck

_SLIDE_TEXT = re.compile(r"ppt/(slides/slide|charts/chart|slideLayouts/slideLayout|slideMasters/slideMaster)\d+\.xml$")
_NON_ASCII = re.compile("[^\x00-\x7f]")
_RTL = re.compile(r'<a:pPr[^>]* rtl="1"')
_EAST = re.compile(r' lang="((?:ja|ko|zh)[^"]*)"')
# A letter of the font in which signs are mirrored.
_SIGNS = "\u05d0"


@dataclass
class _Characters:
    """What a deck is written in: every character beyond ASCII, those that some family lacks, direction and region."""

    all: frozenset[int]
    odd: frozenset[int]
    rtl: bool
    region: str


def texts_of(deck: bytes) -> dict[str, str]:
    """Return the parts of a .pptx that hold text which is painted, by name."""
    with zipfile.ZipFile(BytesIO(deck)) as package:
        return {
            name: package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if _SLIDE_TEXT.match(name)
        }


def complete(held: OpenDeck, texts: Mapping[str, str]) -> None:
    """Register fonts for what the texts of a deck need and put runs and line ends right in `held`."""
    used = _characters(texts)
    if used.odd:
        gaps = _gaps(held, used.region)
        Completer(held, used.all | frozenset(range(32, 127)), used.region).run(gaps, rtl=used.rtl)
    if used.rtl or concerned("".join(map(chr, used.odd))):
        settle(held, rtl=used.rtl)


def _characters(texts: Mapping[str, str]) -> _Characters:
    found: set[str] = set()
    rtl = False
    languages = Counter[str]()
    for name, text in texts.items():
        found.update(_NON_ASCII.findall(text))
        if name.startswith("ppt/slides/"):
            rtl = rtl or _RTL.search(text) is not None
            languages.update(_EAST.findall(text))
    every = frozenset(map(ord, found))
    common = frozenset.intersection(*(fonts.face(twin.regular).coverage for twin in families.TWINS))
    [(language, _)] = languages.most_common(1) or [("ja", 0)]
    return _Characters(every, every - common, rtl, families.region(language))


@dataclass
class _Stretch:
    """A stretch of a story that shows as boxes; offsets count UTF-16 units."""

    start: int
    end: int
    text: str
    bold: bool
    serif: bool


@dataclass
class _Gaps:
    """What shows as boxes by story, what does in charts by family; stories from right to left with their weights."""

    region: str
    stories: dict[str, list[_Stretch]] = field(default_factory=lambda: defaultdict(list))
    charts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    turned: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))


def _gaps(held: OpenDeck, region: str) -> _Gaps:
    found = _Gaps(region)
    for slide in range(held.slide_count):
        for box in text_boxes(held.display_list(slide)["primitives"]):
            for line in box.get("lines", ()):
                for run in line["runs"]:
                    _run_gaps(run, box.get("storyId"), found)
    return found


def _run_gaps(run: dict[str, Any], story: str | None, found: _Gaps) -> None:
    units = run["text"].encode("utf-16-le")
    bold = bool(run["bold"])
    if story is not None and bidi.strong(run["text"]):
        found.turned[story].add(bold)
    serif = families.family(run["fontFamily"]).serif
    # A cluster reaches to where the next one begins: a base letter and its marks lack together.
    starts = [*sorted({g["cluster"] for g in run["glyphs"]}), run["start"] + len(units) // 2]
    ends = dict(pairwise(starts))
    for cluster in sorted({g["cluster"] for g in run["glyphs"] if g["glyphId"] == 0}):
        end = ends[cluster]
        text = units[2 * (cluster - run["start"]) : 2 * (end - run["start"])].decode("utf-16-le", "replace")
        if not text:
            continue
        if story is None:
            found.charts[run["fontFamily"]].add(text[0])
            continue
        known = found.stories[story]
        if (
            known
            and known[-1].end == cluster
            and _font(known[-1], found.region) == _font(_Stretch(cluster, end, text, bold, serif), found.region)
        ):
            known[-1].end = end
            known[-1].text += text
        else:
            known.append(_Stretch(cluster, end, text, bold, serif))


def _font(stretch: _Stretch, region: str) -> fonts.Fallback | None:
    """Return the font for a stretch: that of its first character, or of the marks upon a letter that every font has."""
    chosen = stretch.text if stretch.text[0].isascii() else stretch.text[0]
    fonts_of = (fonts.fallback(c, bold=stretch.bold, serif=stretch.serif, region=region) for c in chosen)
    return next((found for found in fonts_of if found is not None), None)


class Completer:
    """Formats the stories of one deck; every font is registered once, cut down to the characters of the deck."""

    def __init__(self, held: OpenDeck, codepoints: frozenset[int], region: str) -> None:
        self._held = held
        self._region = region
        self._codepoints = codepoints
        self._registered: set[tuple[str, bool]] = set()

    def run(self, gaps: _Gaps, *, rtl: bool) -> None:
        """Fill the gaps of all stories and charts, then give each direction its own runs."""
        for story, stretches in gaps.stories.items():
            # From the end, because what no font has is taken out rather than shown as a box.
            for stretch in sorted(stretches, key=lambda s: s.start, reverse=True):
                self._fill(story, stretch)
        for family, texts in gaps.charts.items():
            self._replace(family, texts)
        for story, weights in gaps.turned.items():
            self._direct(story, weights, rtl=rtl)

    def _ensure(self, found: fonts.Fallback, *, bold: bool) -> None:
        if (found.name, bold) not in self._registered:
            self._registered.add((found.name, bold))
            self._held.register_subset(found.name, found.face, self._codepoints, bold=bold)

    def _fill(self, story: str, stretch: _Stretch) -> None:
        found = _font(stretch, self._region)
        if found is None:
            self._held.missing += 1
            self._held.presentation.delete_text(story, stretch.start, stretch.end)
            return
        self._ensure(found, bold=stretch.bold)
        self._held.presentation.format_text(story, stretch.start, stretch.end, font_family=found.name)

    def _replace(self, family: str, texts: set[str]) -> None:
        """Let `family` have what its charts lack from other fonts: a chart's text cannot be set in several."""
        named = families.family(family)
        for bold in (False, True):
            base = fonts.face(named.source(bold=bold))
            each = [fonts.fallback(c, bold=bold, serif=named.serif, region=self._region) for c in sorted(texts)]
            others = tuple(dict.fromkeys(found.face.source for found in each if found is not None))
            if others:
                self._held.register_merged(family, base, others, self._codepoints, bold=bold)
            if not bold:
                self._held.missing += each.count(None)

    def _direct(self, story: str, weights: set[bool], *, rtl: bool) -> None:
        """Set what runs from right to left in a family of its own, so that the engine makes runs of it."""
        offset = 0
        for text in self._held.presentation.story(story).text.split("\n"):
            for start, end in _turned(text, rtl=rtl):
                self._turn(story, offset + units(text[:start]), text[start:end], weights)
            offset += units(text) + 1

    def _turn(self, story: str, start: int, text: str, weights: set[bool]) -> None:
        """Set `text` at `start` in the font of its letters, but for signs that this lacks."""
        letter = next((char for char in text if bidi.strong(char) and fonts.fallback(char)), "")
        if not letter:
            self._turn_signs(story, start, text, weights)
            return
        found = self._in_weights(letter, weights)
        if found is None:
            return
        at = start
        for has, group in groupby(text, key=lambda char: found.face.has(ord(char))):
            part = "".join(group)
            if has:
                self._held.presentation.format_text(story, at, at + units(part), font_family=found.name)
            at += units(part)

    def _turn_signs(self, story: str, start: int, text: str, weights: set[bool]) -> None:
        """Set signs without a letter, which the engine takes for a run from left to right, one by one and mirrored."""
        at = start
        for n, char in enumerate(text):
            found = fonts.fallback(_SIGNS, bold=False)
            if found is not None and found.face.has(ord(char)):
                name = f"{found.name} mirrored {n % 2}"
                for bold in weights:
                    key = (name, bold)
                    face = fonts.fallback(_SIGNS, bold=bold)
                    if key not in self._registered and face is not None:
                        self._registered.add(key)
                        self._held.register_mirrored(name, face.face, self._codepoints, bold=bold)
                self._held.presentation.format_text(story, at, at + units(char), font_family=name)
            at += units(char)

    def _in_weights(self, char: str, weights: set[bool]) -> fonts.Fallback | None:
        found = None
        for bold in weights:
            found = fonts.fallback(char, bold=bold)
            if found is not None:
                self._ensure(found, bold=bold)
        return found


def _turned(text: str, *, rtl: bool) -> list[tuple[int, int]]:
    """Return the stretches of a paragraph that run from right to left."""
    if not bidi.strong(text):
        return []
    found, at = [], 0
    for odd, group in groupby(level % 2 for level in bidi.levels(text, rtl=rtl)):
        end = at + len(list(group))
        if odd:
            found.append((at, end))
        at = end
    return found
