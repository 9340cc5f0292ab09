"""How wide text runs, where its lines break and at which size it fits a box; lengths in points.

Office programs lay lines at a flat pitch and do not shrink text when a file is opened, so every size is decided
here and written down. Widths come from metric twins of the fonts that the deck names.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import breaking, families, fonts

LINE_PITCH = 1.2
"""Height of a line over its type size, for every font."""

RESERVE = 0.02
"""Share of a line's width that is kept free: kerning and hinting differ a little between programs."""

GAP_EM = 0.25
"""What some programs leave free between an ideograph and a Latin letter or digit, in em; PowerPoint does not."""

# Scripts whose letters join, stack or turn: their width is known only once they are shaped. Emoji are joined, too.
_COMPLEX = (
    (0x0590, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC),
    (0x1F000, 0x1FAFF),
)  # fmt: skip
_JOIN, _FIRST_EMOJI = "\u200d", "\U0001f000"
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
# In a line of ideographs these fill a cell in the fonts of East Asia, though not in those that measure here.
_CELLS = frozenset("“”‘’…—·")
_UNKNOWN_EM = 0.62
_EAST = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
_GAP = re.compile(f"(?<=[{_EAST}]) *(?=[!-~\u00a1-\u024f])|(?<=[!-~\u00a1-\u024f]) *(?=[{_EAST}])")


@lru_cache(maxsize=8192)
def _em(text: str, family: str, bold: bool) -> float:
    named = families.family(family)
    advances = fonts.face(named.source(bold=bold)).advances
    if text.isascii():
        return sum(map(advances.__getitem__, text)) * named.factor
    total = 0.0
    run = ""
    before = ""
    for at, char in enumerate(text):
        if _complex(char) or (run and char in _JOINERS):
            run += char
            before = ""
            continue
        if run:
            total += _shaped(run, bold)
            run = ""
        if unicodedata.combining(char):
            if before and not advances.known(char):
                total += _beyond(before, advances, named, bold)
                before = ""
            continue
        if char in _CELLS and (_cell(before) or _cell(text[at + 1 : at + 2])):
            total += 1.0
        else:
            total += _char_em(char, advances, named, bold)
            before = char
    return total + (_shaped(run, bold) if run else 0.0)


@lru_cache(maxsize=8192)
def _complex(char: str) -> bool:
    point = ord(char)
    return any(low <= point <= high for low, high in _COMPLEX)


def _cell(char: str) -> bool:
    return bool(char) and breaking.wide(char)


@lru_cache(maxsize=1024)
def _shaped(run: str, bold: bool) -> float:
    """Return the width of letters that are shaped, each stretch in the first font that has it."""
    total = 0.0
    stretch, chosen = "", None
    for char in run:
        found = chosen if char in _JOINERS or unicodedata.combining(char) else fonts.fallback(char, bold=bold)
        if stretch and found != chosen:
            total += _stretch_em(stretch, chosen)
            stretch = ""
        stretch += char
        chosen = found
    return total + _stretch_em(stretch, chosen)


def _stretch_em(stretch: str, found: fonts.Fallback | None) -> float:
    """Return the width of a stretch in one font; joined emoji count as apart, as programs draw them that cannot join.

    In lines from right to left no program here joins them.
    """
    if found is None:
        return _UNKNOWN_EM * len(stretch)
    joined = found.face.shaped_em(stretch)
    if _JOIN in stretch and max(stretch) >= _FIRST_EMOJI:
        joined = max(joined, sum(found.face.shaped_em(part) for part in stretch.split(_JOIN) if part))
    return joined * found.factor


def _beyond(base: str, advances: fonts.Advances, named: families.Family, bold: bool) -> float:
    """Return by how much a letter may be wider in the font to which a mark that its own lacks takes it."""
    other = fonts.face(families.ARIMO.source(bold=bold)).advances[base]
    return max(0.0, other - advances[base] * named.factor)


def _char_em(char: str, advances: fonts.Advances, named: families.Family, bold: bool) -> float:
    value = advances[char]
    if value:
        return value * named.factor
    # Ideographs are one em wide in every font, so the large font need not be opened to measure them.
    if breaking.wide(char):
        return 1.0
    if char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    found = fonts.fallback(char, bold=bold, serif=named.serif)
    return found.face.advances[char] * found.factor * named.factor if found else _UNKNOWN_EM


def width(text: str, family: str, bold: bool, size_pt: float, *, gap_em: float = GAP_EM) -> float:
    """Return the width of `text` on one line, in points, without any other reserve; see `wrap` for `gap_em`."""
    return (_em(text, family, bold) + _gaps(text) * gap_em) * size_pt


@lru_cache(maxsize=8192)
def _gaps(text: str) -> int:
    """Return how often ideographs and other letters or digits meet in `text`."""
    return 0 if text.isascii() else len(_GAP.findall(text))


@dataclass(frozen=True)
class Wrapped:
    """The lines of a text, and whether a word had to be broken because it alone is wider than the box.

    `next_pt` is the least width, without reserve and gaps, at which one of the lines would take what follows it.
    """

    lines: list[str]
    word_broken: bool
    next_pt: float = math.inf


def wrap(
    text: str,
    *,
    family: str,
    bold: bool = False,
    size_pt: float,
    width_pt: float,
    reserve: float = RESERVE,
    gap_em: float = GAP_EM,
) -> Wrapped:
    """Return the lines into which `text` falls in a box of `width_pt`; a line feed ends a line.

    White space at the end of a line is not counted and not returned. An empty text is one empty line. `gap_em` is
    kept free wherever an ideograph and another letter or digit meet.
    """
    lines, broken, following = _wrapped(text, family, bold, max(width_pt, 1.0) * (1.0 - reserve) / size_pt, gap_em)
    return Wrapped(list(lines), broken, following * size_pt)


@lru_cache(maxsize=4096)
def _wrapped(text: str, family: str, bold: bool, limit: float, gap: float) -> tuple[tuple[str, ...], bool, float]:
    """Return the lines at `limit` ems; a slide is set for its preview and again for the deck."""
    lines: list[str] = []
    broken = False
    following = math.inf
    for paragraph in text.replace("\v", "\n").split("\n"):
        current, taken, gaps_taken = "", 0.0, 0.0
        for piece, bare, whole, inner, leading in _measured(paragraph, family, bold):
            # Most words fit and most texts have no gaps: this is the innermost loop of all composing.
            if taken + bare <= limit and not (inner or leading or gaps_taken):
                current += piece
                taken += whole
                continue
            gaps_here = ((leading if current else 0) + inner) * gap
            if current and taken + gaps_taken + gaps_here + bare > limit:
                lines.append(current.rstrip())
                following = min(following, taken + bare)
                current, taken, gaps_taken, gaps_here = "", 0.0, 0.0, inner * gap
            if not current and bare + gaps_here > limit:
                broken = True
                head, current = _break_word(piece, family, bold, limit)
                lines += head
                taken = _em(current, family, bold)
                continue
            current += piece
            taken += whole
            gaps_taken += gaps_here
        lines.append(current.rstrip())
    return tuple(lines), broken, following


@lru_cache(maxsize=2048)
def _measured(paragraph: str, family: str, bold: bool) -> list[tuple[str, float, float, int, int]]:
    """Return the pieces of a paragraph with their widths in em, without the space at their end and with it.

    Then come the numbers of gaps within a piece and before it.

    A paragraph is tried at many sizes and widths, in all of which these are the same.
    """
    found: list[tuple[str, float, float, int, int]] = []
    before, plain = "", paragraph.isascii()
    for piece in breaking.pieces(paragraph):
        bare = piece.rstrip()
        need = _em(bare, family, bold)
        inner = 0 if plain else _gaps(bare)
        leading = 0 if plain or not before else _gaps(before + bare) - _gaps(before) - inner
        found.append((piece, need, need if bare == piece else _em(piece, family, bold), inner, leading))
        before = piece
    return found


def _break_word(piece: str, family: str, bold: bool, limit: float) -> tuple[list[str], str]:
    """Return the full lines and the rest of a piece that is too wide for one, at the worst that programs make of it."""
    full: list[str] = []
    current, taken = "", 0.0
    for fragment in breaking.fragments(piece):
        bare = _em(fragment.rstrip(), family, bold)
        if current and taken + bare > limit:
            full.append(current)
            current, taken = "", 0.0
        if bare <= limit:
            current += fragment
            taken += _em(fragment, family, bold)
            continue
        for cluster in breaking.clusters(fragment):
            need = _em(cluster, family, bold)
            if current and taken + need > limit and not cluster.isspace():
                full.append(current)
                current, taken = "", 0.0
            current += cluster
            taken += need
    return full, current


def lines(
    text: str,
    *,
    family: str,
    bold: bool = False,
    size_pt: float,
    width_pt: float,
    reserve: float = RESERVE,
    gap_em: float = GAP_EM,
) -> list[str]:
    """Return the lines into which `text` falls; see `wrap`."""
    return wrap(
        text, family=family, bold=bold, size_pt=size_pt, width_pt=width_pt, reserve=reserve, gap_em=gap_em
    ).lines


@dataclass(frozen=True)
class Fit:
    """The size chosen for a text, its lines at that size, and whether it fits the box.

    `height_pt` is the height of the lines; `word_broken` tells that a word is wider than the box.
    """

    size_pt: float
    lines: list[str]
    fits: bool
    height_pt: float = 0.0
    word_broken: bool = False


def fit(
    text: str,
    *,
    family: str,
    bold: bool = False,
    width_pt: float,
    height_pt: float,
    sizes: Sequence[float],
    max_lines: int | None = None,
    pitch: float = LINE_PITCH,
) -> Fit:
    """Return the first of `sizes` (largest first) at which `text` fits without breaking a word.

    When none does, the smallest size is returned with `fits` False, or True if only a word had to be broken.
    """
    last: Fit | None = None
    for size in sizes:
        wrapped = wrap(text, family=family, bold=bold, size_pt=size, width_pt=width_pt)
        height = len(wrapped.lines) * size * pitch
        within = height <= height_pt + 0.01 and (max_lines is None or len(wrapped.lines) <= max_lines)
        last = Fit(size, wrapped.lines, within, height, wrapped.word_broken)
        if within and not wrapped.word_broken:
            return last
    if last is None:
        raise ValueError("sizes must not be empty")
    return last


@dataclass(frozen=True)
class Para:
    """A paragraph of a text box.

    `scale` is its type size over the box's size, `before_em` the space above it in its own type size (not
    counted for the first), `indent_pt` what its left indent takes from the width.
    """

    text: str
    family: str
    bold: bool = False
    scale: float = 1.0
    before_em: float = 0.0
    indent_pt: float = 0.0


@dataclass(frozen=True)
class ParagraphsFit:
    """The size chosen for a box of paragraphs, and the lines of each of them."""

    size_pt: float
    paragraphs: list[list[str]]
    fits: bool
    height_pt: float
    word_broken: bool = False


def fit_paragraphs(
    paragraphs: Sequence[Para],
    *,
    width_pt: float,
    height_pt: float,
    sizes: Sequence[float],
    pitch: float = LINE_PITCH,
    min_pt: float = 0.0,
) -> ParagraphsFit:
    """Return the first of `sizes` (largest first) at which all `paragraphs` fit the box together.

    A paragraph's own size is size × scale, never under `min_pt`, rounded to half a point as it is written.
    """
    last: ParagraphsFit | None = None
    for size in sizes:
        found: list[list[str]] = []
        height, broken = 0.0, False
        for n, para in enumerate(paragraphs):
            own = scaled(size, para.scale, min_pt)
            wrapped = wrap(
                para.text, family=para.family, bold=para.bold, size_pt=own, width_pt=width_pt - para.indent_pt
            )
            found.append(wrapped.lines)
            broken = broken or wrapped.word_broken
            height += len(wrapped.lines) * own * pitch + (para.before_em * own if n else 0.0)
        last = ParagraphsFit(size, found, height <= height_pt + 0.01, height, broken)
        if last.fits and not broken:
            return last
    if last is None:
        raise ValueError("sizes must not be empty")
    return last


def scaled(size_pt: float, scale: float, min_pt: float = 0.0) -> float:
    """Return `size_pt` × `scale` to the half point, never under `min_pt`."""
    return max(round(size_pt * scale * 2) / 2, min_pt)
