"""Fonts made of several, for texts that must be set in a single one: the labels of charts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from .families import Source

_MAX_ERROR = 1.0
_DROPPED = ("BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG", "gasp")
_COUNTS = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
    "maxCompositeContours", "maxComponentDepth",
)  # fmt: skip


@lru_cache(maxsize=8)
def merged(base: Source, others: tuple[Source, ...], codepoints: frozenset[int]) -> bytes:
    """Return a TrueType file with the glyphs of `codepoints` from `base`, and what that lacks from `others` in turn."""
    from .fonts import face

    first = face(base)
    parts, wanted = [first.subset(codepoints)], codepoints - first.coverage
    for source in others:
        other = face(source)
        parts.append(other.subset(wanted))
        wanted -= other.coverage
    return _joined(parts, first.upem)


def _joined(parts: Sequence[bytes], upem: int) -> bytes:
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    files = []
    for part in parts:
        with TTFont(BytesIO(part)) as font:
            if "CFF " in font:
                _as_truetype(font)
            if font["head"].unitsPerEm != upem:
                scale_upem(font, upem)
            for table in _DROPPED:
                if table in font:
                    del font[table]
            file = BytesIO()
            font.save(file)
            file.seek(0)
            files.append(file)
    whole = BytesIO()
    Merger().merge(files).save(whole)
    return whole.getvalue()


def _as_truetype(font: Any) -> None:
    """Draw the cubic outlines of `font` as quadratic ones."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, _MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for count in _COUNTS:
        setattr(limits, count, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
