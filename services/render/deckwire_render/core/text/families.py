"""Which open font stands in for which family name, at what width, and which fonts complete it for other scripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a face lies: a file of an installed package, which of its faces, the weight if it is variable."""

    package: str
    path: str
    weight: int | None = None
    index: int = 0


@dataclass(frozen=True)
class Family:
    """A metric twin of a family that office programs know.

    `factor` is how much wider the named family runs than its stand-in; 1.0 for a true twin. `serif` tells which
    fonts complete it.
    """

    key: str
    regular: Source
    bold: Source
    italic: Source
    bold_italic: Source
    factor: float = 1.0
    serif: bool = False

    def source(self, *, bold: bool = False, italic: bool = False) -> Source:
        """Return the face of that weight and slant."""
        if italic:
            return self.bold_italic if bold else self.italic
        return self.bold if bold else self.regular


_OWN = "deckwire_render"
_NOTO = "manimgx_fonts"
_ARIMO = "files/Arimo[wght].ttf"
_ARIMO_ITALIC = "files/Arimo-Italic[wght].ttf"
# The same characters are drawn differently in Japan, Korea, China, Taiwan and Hong Kong: one face of the file each.
_EAST = ("JP", "KR", "SC", "TC", "HK")


def _own(name: str) -> Source:
    return Source(_OWN, f"core/text/fonts/{name}.ttf")


def _arimo(factor: float) -> Family:
    return Family(
        "arimo" if factor == 1.0 else f"arimo*{factor}",
        Source("fontpkg_arimo", _ARIMO, 400),
        Source("fontpkg_arimo", _ARIMO, 700),
        Source("fontpkg_arimo", _ARIMO_ITALIC, 400),
        Source("fontpkg_arimo", _ARIMO_ITALIC, 700),
        factor,
    )


def _shipped(key: str, name: str, factor: float = 1.0, *, serif: bool = False) -> Family:
    regular, bold = _own(f"{name}-Regular"), _own(f"{name}-Bold")
    return Family(key, regular, bold, regular, bold, factor, serif)


ARIMO = _arimo(1.0)
GELASIO = _shipped("gelasio", "Gelasio", serif=True)
CARLITO = _shipped("carlito", "Carlito")
CALADEA = _shipped("caladea", "Caladea", serif=True)
TINOS = _shipped("tinos", "Tinos", serif=True)

TWINS = (ARIMO, GELASIO, CARLITO, CALADEA, TINOS)
"""The families whose advance widths are those of a family that office programs have."""

FAMILIES: dict[str, Family] = {
    "arial": ARIMO,
    "arimo": ARIMO,
    "helvetica": ARIMO,
    "liberation sans": ARIMO,
    "georgia": GELASIO,
    "gelasio": GELASIO,
    "calibri": CARLITO,
    "carlito": CARLITO,
    "calibri light": CARLITO,
    "cambria": CALADEA,
    "caladea": CALADEA,
    "times new roman": TINOS,
    "tinos": TINOS,
    "liberation serif": TINOS,
    # Without a twin the stand-in is one that never runs narrower, so that text which fits here fits there.
    "garamond": GELASIO,
    "book antiqua": _shipped("gelasio*1.03", "Gelasio", 1.03, serif=True),
    "palatino linotype": _shipped("gelasio*1.04", "Gelasio", 1.04, serif=True),
    "segoe ui": _arimo(1.02),
    "trebuchet ms": _arimo(1.02),
    "tahoma": _arimo(1.06),
    "verdana": _arimo(1.19),
    "inter": _arimo(1.08),
    "open sans": _arimo(1.06),
    "aptos": _arimo(1.04),
}
"""Families by lower-case name."""

UNKNOWN = _arimo(1.18)
"""What measures a family that nothing is known of: as wide as Verdana, so that text errs on the side of fitting."""


@dataclass(frozen=True)
class Completion:
    """A font for what the families lack: the code points for which it is asked, and its weights.

    `factor` is how much wider the font that office programs take runs; one with `serif` completes serif families
    only, one with `region` texts of that region of East Asia.
    """

    name: str
    regular: Source
    bold: Source
    ranges: tuple[tuple[int, int], ...]
    factor: float = 1.0
    serif: bool = False
    region: str = ""

    def source(self, *, bold: bool = False) -> Source:
        """Return the face of that weight."""
        return self.bold if bold else self.regular

    def asked_for(self, point: int) -> bool:
        """Return whether the font may have the code point; a cheap question that spares opening it."""
        return any(low <= point <= high for low, high in self.ranges)


def _east(region: str) -> Completion:
    path, index = "NotoSansCJK-VF.otf.ttc", _EAST.index(region)
    regular, bold = (Source(f"{_NOTO}_cjk", path, weight, index) for weight in (400, 700))
    return Completion(f"Noto Sans CJK {region}", regular, bold, _CJK, region=region)


def _noto(name: str, *ranges: tuple[int, int], factor: float = 1.0) -> Completion:
    path = f"{name.replace(' ', '')}[wght].ttf"
    return Completion(name, Source(_NOTO, path, 400), Source(_NOTO, path, 700), ranges, factor)


_EMOJI = "Noto Emoji"
_WIDE_EMOJI = (
    (0x231A, 0x231B), (0x23E9, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F),
    (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4),
    (0x26EA, 0x26EA), (0x26F2, 0x26F5), (0x26FA, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
    (0x274C, 0x274E), (0x2753, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27BF), (0x2B50, 0x2B55), (0x1F000, 0x1FAFF),
    (0xE0020, 0xE007F),
)  # fmt: skip
_CJK = (
    (0x1100, 0x11FF), (0x2010, 0x2BFF), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF),
    (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x1B000, 0x1B16F), (0x1F100, 0x1F2FF), (0x20000, 0x323AF),
)  # fmt: skip
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))

COMPLETIONS: tuple[Completion, ...] = (
    Completion(
        "Noto Serif",
        Source("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf", 400),
        Source("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf", 700),
        ((0x0250, 0x052F), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF), (0xA640, 0xA69F)),
        serif=True,
    ),
    Completion(
        "Arimo", ARIMO.regular, ARIMO.bold, ((0x00A0, 0x05FF), (0x1D00, 0x2BFF), (0xA640, 0xA7FF), (0xFB00, 0xFB4F))
    ),
    Completion(
        # Its dotted letters are whole glyphs: the layout engine misplaces the dots of fonts that compose them.
        "Cairo",
        Source("fontpkg_cairo", "files/Cairo[slnt,wght].ttf", 400),
        Source("fontpkg_cairo", "files/Cairo[slnt,wght].ttf", 700),
        _ARABIC,
    ),
    _noto("Noto Sans Arabic", *_ARABIC),
    _noto("Noto Sans Devanagari", (0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    _noto("Noto Sans Thai", (0x0E00, 0x0E7F)),
    _noto("Noto Sans Bengali", (0x0980, 0x09FF)),
    _noto("Noto Sans Gurmukhi", (0x0A00, 0x0A7F)),
    _noto("Noto Sans Gujarati", (0x0A80, 0x0AFF)),
    _noto("Noto Sans Oriya", (0x0B00, 0x0B7F)),
    _noto("Noto Sans Tamil", (0x0B80, 0x0BFF)),
    _noto("Noto Sans Telugu", (0x0C00, 0x0C7F)),
    _noto("Noto Sans Kannada", (0x0C80, 0x0CFF)),
    _noto("Noto Sans Malayalam", (0x0D00, 0x0D7F)),
    _noto("Noto Sans Sinhala", (0x0D80, 0x0DFF)),
    _noto("Noto Sans Lao", (0x0E80, 0x0EFF)),
    _noto("Noto Sans Myanmar", (0x1000, 0x109F)),
    _noto("Noto Sans Georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _noto("Noto Sans Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    _noto("Noto Sans Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _noto("Noto Sans Armenian", (0x0530, 0x058F), (0xFB13, 0xFB17)),
    _noto(_EMOJI, *_WIDE_EMOJI, factor=1.1),
    *(_east(region) for region in _EAST),
    _noto("Noto Sans Symbols", (0x2000, 0x2BFF), (0x1F000, 0x1F8FF)),
    # What is drawn as a letter unless a selector asks for its picture: other fonts come first.
    _noto(_EMOJI, (0x00A9, 0x00AE), (0x2000, 0x3299), factor=1.1),
    _noto("Noto Sans", (0x00A0, 0xFFFF), (0x10780, 0x107BF), (0x1DF00, 0x1DFFF)),
)
"""Fonts for what the families lack, in the order in which they are asked."""


def region(language: str) -> str:
    """Return the region of East Asia whose letter forms a text in the language (a tag) takes; Japan by default."""
    base, *rest = language.split("-")
    if base == "zh":
        return "HK" if {"HK", "MO"} & set(rest) else "TC" if {"TW", "Hant"} & set(rest) else "SC"
    return "KR" if base == "ko" else "JP"


RTL_FONT = "Arial"
"""The font that office programs set Arabic and Hebrew in, whatever the theme names."""


def beside_rtl(name: str) -> str:
    """Return what Latin letters and digits are set in beside Arabic or Hebrew, in a theme that names `name`.

    That is the font of the other letters, for programs differ in which of both they set digits in; a font that
    nothing is known of may have all of them and stays.
    """
    return RTL_FONT if family(name) is not UNKNOWN else name


def family(name: str) -> Family:
    """Return what measures and paints the family of that name, in any case; a cautious stand-in when unknown."""
    return FAMILIES.get(name.strip().lower(), UNKNOWN)
