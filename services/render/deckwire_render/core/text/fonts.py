"""Faces: bytes, advance widths and coverage, loaded when they are first asked for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from . import families
from .families import Source

_PAIRS = "()[]{}<>«»‹›"


class FontMissingError(RuntimeError):
    """A font package that the renderer depends on is not installed."""


@dataclass
class Face:
    """One face, of a variable font at one weight. `advances` maps a character to its advance in em, 0 without glyph.

    The file is mapped, not read: of a large font only the touched pages take memory.
    """

    source: Source
    font: Any
    upem: int
    advances: Advances = field(init=False)

    def __post_init__(self) -> None:
        self.advances = Advances(self)

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points for which the face has glyphs."""
        return frozenset(self.font.face.unicodes)

    def has(self, point: int) -> bool:
        """Return whether the face has a glyph for the code point."""
        return bool(self.font.get_nominal_glyph(point))

    @cached_property
    def data(self) -> bytes:
        """The whole face as a font file (TrueType or OpenType) of its one weight."""
        import uharfbuzz as hb

        if self.source.weight is None:
            return bytes(self.font.face.blob.data)
        plan = hb.SubsetInput()
        plan.keep_everything()
        return self._cut(plan)

    def subset(self, codepoints: frozenset[int]) -> bytes:
        """Return a font file that holds the glyphs of `codepoints` only, shaping rules included."""
        import uharfbuzz as hb

        plan = hb.SubsetInput()
        plan.sets(hb.SubsetInputSets.UNICODE).update(_decomposed(codepoints))
        plan.flags = hb.SubsetFlags.DOWNGRADE_CFF2  # neither the layout engine nor PDF knows CFF2
        return self._cut(plan)

    def _cut(self, plan: Any) -> bytes:
        original = self.font.face
        if self.source.weight is not None:
            plan.pin_all_axes_to_default(original)
            plan.pin_axis_location(original, "wght", float(self.source.weight))
        return bytes(plan.subset(original).blob.data)

    def mirrored(self, codepoints: frozenset[int]) -> bytes:
        """Return a font file of `codepoints` in which each bracket looks like its counterpart."""
        from fontTools.ttLib import TTFont

        with TTFont(BytesIO(self.subset(codepoints | frozenset(map(ord, _PAIRS))))) as font:
            known = font.getBestCmap()
            pairs = [*zip(_PAIRS[::2], _PAIRS[1::2], strict=True), *zip(_PAIRS[1::2], _PAIRS[::2], strict=True)]
            turned = {ord(one): known[ord(other)] for one, other in pairs if ord(other) in known}
            for table in font["cmap"].tables:
                table.cmap = {**table.cmap, **turned}
            buffer = BytesIO()
            font.save(buffer)
            return buffer.getvalue()

    def shaped_em(self, text: str) -> float:
        """Return the width of `text` in em after shaping with all rules of the font; any script."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer)
        return float(sum(p.x_advance for p in buffer.glyph_positions)) / self.upem


def _decomposed(codepoints: frozenset[int]) -> set[int]:
    """Return the code points with those into which shaping may take them apart, as the vowel am of Thai."""
    parts = "".join(unicodedata.normalize("NFKD", chr(point)) for point in codepoints if not 0xD800 <= point <= 0xDFFF)
    return {*codepoints, *map(ord, parts)}


class Advances(dict[str, float]):
    """Advance widths in em by character, filled as characters are met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def known(self, char: str) -> bool:
        """Return whether the face has a glyph for `char`."""
        return self._face.has(ord(char))

    def __missing__(self, char: str) -> float:
        font = self._face.font
        glyph = font.get_nominal_glyph(ord(char))
        value = font.get_glyph_h_advance(glyph) / self._face.upem if glyph else 0.0
        self[char] = value
        return value


@lru_cache(maxsize=64)
def face(source: Source) -> Face:
    """Return the face of `source`; raises FontMissingError when its package is not installed."""
    import uharfbuzz as hb

    try:
        path = files(source.package) / source.path
    except ModuleNotFoundError as missing:
        raise FontMissingError(f"font package {source.package} is not installed") from missing
    original = hb.Face(hb.Blob.from_file_path(str(path)), source.index)
    font = hb.Font(original)
    if source.weight is not None:
        font.set_variations({"wght": source.weight})
    return Face(source=source, font=font, upem=original.upem)


def family_face(name: str, *, bold: bool = False, italic: bool = False) -> Face:
    """Return the face that stands for the family `name`."""
    return face(families.family(name).source(bold=bold, italic=italic))


@dataclass(frozen=True)
class Fallback:
    """A face for characters that a family lacks, and the name under which it can be registered."""

    name: str
    face: Face
    factor: float = 1.0


@lru_cache(maxsize=4096)
def fallback(char: str, *, bold: bool = False, serif: bool = False, region: str = "JP") -> Fallback | None:
    """Return the first font that completes the families with `char`, or None if none has it.

    `region` tells how ideographs are drawn: `JP`, `KR`, `SC`, `TC` or `HK`.
    """
    point = ord(char)
    for one in families.COMPLETIONS:
        if (one.serif and not serif) or (one.region and one.region != region) or not one.asked_for(point):
            continue
        found = face(one.source(bold=bold))
        if found.has(point):
            return Fallback(one.name, found, one.factor)
    return None
