"""Opens a finished .pptx in the layout engine with the fonts that its texts need."""

from __future__ import annotations

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

from ..core.text import families, fonts
from ..core.text.fonts import Face

_SLIDE_TEXT = re.compile(r"ppt/(slides/slide|charts/chart|slideLayouts/slideLayout|slideMasters/slideMaster)\d+\.xml$")
_NON_ASCII = re.compile("[^\x00-\x7f]")

# Names whose stand-in is not the engine's last choice, which is the font registered first.
_TWINS = ("Georgia", "Gelasio", "Calibri", "Carlito", "Calibri Light", "Cambria", "Times New Roman", "Garamond")


@dataclass
class RegisteredFace:
    """A face as the engine knows it: its file, the font of the text package behind it, and what it is called."""

    data: bytes
    face: Face
    family: str
    subset: bool = False


@dataclass
class OpenDeck:
    """A deck in the engine; use and drop it in the thread that opened it, as the engine demands.

    `faces` maps the engine's font ids to font files. `missing` counts characters that no font has.
    """

    presentation: Any
    faces: dict[int, RegisteredFace] = field(default_factory=dict)
    missing: int = 0

    @property
    def slide_count(self) -> int:
        """The number of slides."""
        return int(self.presentation.slide_count)

    def display_list(self, slide: int) -> dict[str, Any]:
        """Return what the engine would paint for a slide, in CSS pixels (96 to the inch)."""
        shown: dict[str, Any] = json.loads(self.presentation.render_slide(slide).json)
        return shown

    def png(self, slide: int, width: int) -> tuple[bytes, int, int]:
        """Return a slide as PNG of about `width` pixels, and its exact width and height."""
        scale = width / (self.presentation.width_emu / 9525)
        png = self.presentation.render_png(slide, scale=scale)
        return bytes(png.bytes), int(png.width), int(png.height)

    def media(self) -> dict[str, tuple[bytes, str]]:
        """Return every embedded picture by its path: bytes and media type."""
        return {str(m.path): (bytes(m.bytes), str(m.content_type)) for m in self.presentation.media()}

    def register(self, name: str, face: Face, *, bold: bool = False, italic: bool = False) -> None:
        """Let texts in the family `name` be set in `face`."""
        self._register(name, face, face.data, bold=bold, italic=italic)

    def register_subset(self, name: str, face: Face, codepoints: frozenset[int], *, bold: bool = False) -> None:
        """Let texts in the family `name` be set in `face`, of which only `codepoints` are loaded."""
        self._register(name, face, face.subset(codepoints), bold=bold, subset=True)

    def _register(
        self, name: str, face: Face, data: bytes, *, bold: bool = False, italic: bool = False, subset: bool = False
    ) -> None:
        number = self.presentation.register_font(name, data, bold=bold, italic=italic)
        self.faces[int(number)] = RegisteredFace(data, face, name, subset)


@contextmanager
def opened(deck: bytes) -> Iterator[OpenDeck]:
    """Open `deck` for painting; the engine's objects die with the block, in the same thread."""
    import betteroffice_pptx

    held = OpenDeck(betteroffice_pptx.Presentation.open(deck))
    try:
        _register_families(held)
        odd = _odd_characters(deck)
        if odd:
            _complete(held, odd)
        yield held
    finally:
        # An exception's traceback may keep this frame alive and be dropped in another thread; the engine's
        # object must not be.
        held.presentation = None


def _register_families(held: OpenDeck) -> None:
    for name in ("Arial", *_TWINS):
        for bold in (False, True):
            held.register(name, fonts.family_face(name, bold=bold), bold=bold)
    for bold in (False, True):
        held.register("Arial", fonts.family_face("Arial", bold=bold, italic=True), bold=bold, italic=True)
        held.register("Georgia", fonts.family_face("Georgia", bold=bold), bold=bold, italic=True)


def _odd_characters(deck: bytes) -> frozenset[int]:
    """Return the code points in the deck that not every registered family has."""
    found: set[str] = set()
    with zipfile.ZipFile(BytesIO(deck)) as package:
        for name in package.namelist():
            if _SLIDE_TEXT.match(name):
                found.update(_NON_ASCII.findall(package.read(name).decode("utf-8", "replace")))
    common = (
        fonts.face(families.ARIMO.regular).coverage
        & fonts.face(families.GELASIO.regular).coverage
        & fonts.face(families.CARLITO.regular).coverage
    )
    return frozenset(map(ord, found)) - common


def _complete(held: OpenDeck, odd: frozenset[int]) -> None:
    """Give each stretch of text that its font cannot show a font that can.

    The engine sets a run in its own font and draws a box for what that lacks. Runs of shapes and tables are
    formatted anew, in memory only; texts of charts cannot be, so there the whole family is replaced.
    """
    gaps, charts = _gaps(held)
    if not gaps and not charts:
        return
    # The subset holds what is odd and plain ASCII beside it, so that a whole chart label can be set in it.
    codepoints = odd | frozenset(range(32, 127))
    registered: set[tuple[str, bool]] = set()

    def ensure(name: str, face: Face, bold: bool) -> None:
        if (name, bold) not in registered:
            registered.add((name, bold))
            held.register_subset(name, face, codepoints, bold=bold)

    for story, stretches in gaps.items():
        # From the end, because what no font has (an emoji) is taken out rather than shown as a box.
        for start, end, text, bold in sorted(stretches, reverse=True):
            found = fonts.fallback(text[0], bold=bold)
            if found is None:
                held.missing += 1
                held.presentation.delete_text(story, start, end)
                continue
            ensure(found.name, found.face, bold)
            held.presentation.format_text(story, start, end, font_family=found.name)
    for family, texts in charts.items():
        found = next((f for c in sorted(texts) if (f := fonts.fallback(c)) is not None), None)
        if found is None:
            held.missing += len(texts)
            continue
        for bold in (False, True):
            ensure(family, found.face, bold)


Stretches = dict[str, list[tuple[int, int, str, bool]]]


def _gaps(held: OpenDeck) -> tuple[Stretches, dict[str, set[str]]]:
    """Return the stretches that show as boxes: by story, with offsets in UTF-16 units; and by family in charts."""
    stories: Stretches = defaultdict(list)
    charts: dict[str, set[str]] = defaultdict(set)
    for slide in range(held.slide_count):
        for box in _text_boxes(held.display_list(slide)["primitives"]):
            for line in box.get("lines", ()):
                for run in line["runs"]:
                    _run_gaps(run, box.get("storyId"), stories, charts)
    return stories, charts


def _run_gaps(run: dict[str, Any], story: str | None, stories: Stretches, charts: dict[str, set[str]]) -> None:
    units = run["text"].encode("utf-16-le")
    # A cluster reaches to where the next one begins: a base letter and its marks lack together.
    starts = [*sorted({g["cluster"] for g in run["glyphs"]}), run["start"] + len(units) // 2]
    ends = dict(pairwise(starts))
    for cluster in sorted({g["cluster"] for g in run["glyphs"] if g["glyphId"] == 0}):
        end = ends[cluster]
        text = units[2 * (cluster - run["start"]) : 2 * (end - run["start"])].decode("utf-16-le", "replace")
        if not text:
            continue
        if story is not None and units[2 * (end - run["start"]) :][:2] == b" \0":
            # The space goes along, or a line that runs from right to left loses it between two fonts.
            end, text = end + 1, text + " "
        if story is None:
            charts[run["fontFamily"]].add(text[0])
            continue
        known = stories[story]
        if known and known[-1][1] == cluster and fonts.fallback(known[-1][2][0]) == fonts.fallback(text[0]):
            start, _, so_far, bold = known.pop()
            known.append((start, end, so_far + text, bold))
        else:
            known.append((cluster, end, text, bool(run["bold"])))


def _text_boxes(primitives: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for primitive in primitives:
        if primitive["kind"] == "textBox":
            yield primitive
        yield from _text_boxes(primitive.get("primitives", []))
