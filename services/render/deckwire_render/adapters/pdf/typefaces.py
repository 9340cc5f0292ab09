"""Fonts in a PDF: the glyphs that are used, their widths, and which text each of them stands for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from ..engine import RegisteredFace

_SYMBOLIC = 4
_CMAP_BLOCK = 100


class Typeface:
    """One embedded font of a document; collects glyphs while pages are written and is embedded at the end."""

    def __init__(self, number: int, registered: RegisteredFace) -> None:
        self.resource = f"/F{number}"
        self._tag = "".join(chr(65 + (number // 26**i) % 26) for i in range(6))
        self._family = registered.family
        self._hb = hb.Font(hb.Face(registered.data))
        self._upem = self._hb.face.upem
        self._cff = registered.data[:4] == b"OTTO"
        self._table, self._cids = _compact(registered.data) if self._cff else (b"", None)
        self._texts: dict[int, str] = {}
        self._advances: dict[int, float] = {}

    def advance(self, glyph: int) -> float:
        """Return the advance of `glyph` in em."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = self._hb.get_glyph_h_advance(glyph) / self._upem
        return found

    def code(self, glyph: int, text: str) -> str:
        """Return the hexadecimal code that shows `glyph`, and remember that it stands for `text`."""
        self.advance(glyph)
        if text or glyph not in self._texts:
            self._texts.setdefault(glyph, text)
        return f"{self._cid(glyph):04X}"

    def _cid(self, glyph: int) -> int:
        return self._cids.get(glyph, glyph) if self._cids is not None else glyph

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Return the font object, with a program that holds the used glyphs only."""
        name = Name(f"/{self._tag}+{self._family.replace(' ', '')}")
        extents = self._hb.get_font_extents("ltr")
        scale = 1000 / self._upem
        program = pdf.make_stream(self._program())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([-500, round(extents.descender * scale), 2000, round(extents.ascender * scale)]),
            ItalicAngle=0,
            Ascent=round(extents.ascender * scale),
            Descent=round(extents.descender * scale),
            CapHeight=700,
            StemV=80,
        )
        if self._cff:
            program.Subtype = Name.CIDFontType0C
            descriptor.FontFile3 = program
        else:
            descriptor.FontFile2 = program
        widths = Array()
        for glyph in sorted(self._advances, key=self._cid):
            widths.append(self._cid(glyph))
            widths.append(Array([round(self._advances[glyph] * 1000)]))
        cid_font = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if self._cff else Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=0,
            W=widths,
        )
        if not self._cff:
            cid_font.CIDToGIDMap = Name.Identity
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(cid_font)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )

    def _program(self) -> bytes:
        if self._cff:
            return self._table  # it was cut down when it was registered, and its ids must stay as they are
        plan = hb.SubsetInput()
        plan.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(self._advances))
        plan.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        plan.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
        plan.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            {int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"gasp", b"DSIG")}
        )
        return bytes(plan.subset(self._hb.face).blob.data)

    def _to_unicode(self) -> bytes:
        pairs = sorted(
            (self._cid(glyph), text.encode("utf-16-be").hex().upper()) for glyph, text in self._texts.items() if text
        )
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for at in range(0, len(pairs), _CMAP_BLOCK):
            block = pairs[at : at + _CMAP_BLOCK]
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:04X}> <{text}>" for code, text in block]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


def _compact(data: bytes) -> tuple[bytes, dict[int, int] | None]:
    """Return the CFF table of an OpenType font, and glyph index to CID if it is keyed by CID."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as font:
        table = bytes(font.reader["CFF "])
        top: Any = font["CFF "].cff[0]
        if not hasattr(top, "ROS"):
            return table, None
        return table, {glyph: int(name[3:]) for glyph, name in enumerate(top.charset) if name.startswith("cid")}
