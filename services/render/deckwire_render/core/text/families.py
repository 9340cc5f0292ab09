"""Which open font stands in for which family name, at what width, and which fonts complete it for other scripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where the bytes of a face lie: a file of an installed package, and the weight to pin if it is variable."""

    package: str
    path: str
    weight: int | None = None


@dataclass(frozen=True)
class Family:
    """A metric twin of a family that office programs know.

    `factor` is how much wider the named family runs than its stand-in; 1.0 for a true twin.
    """

    key: str
    regular: Source
    bold: Source
    italic: Source
    bold_italic: Source
    factor: float = 1.0

    def source(self, *, bold: bool = False, italic: bool = False) -> Source:
        """Return the face of that weight and slant."""
        if italic:
            return self.bold_italic if bold else self.italic
        return self.bold if bold else self.regular


_OWN = "deckwire_render"
_ARIMO = "files/Arimo[wght].ttf"
_ARIMO_ITALIC = "files/Arimo-Italic[wght].ttf"
_NOTO_CJK = Source("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf")


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


def _shipped(key: str, name: str, factor: float = 1.0) -> Family:
    regular, bold = _own(f"{name}-Regular"), _own(f"{name}-Bold")
    return Family(key, regular, bold, regular, bold, factor)


ARIMO = _arimo(1.0)
GELASIO = _shipped("gelasio", "Gelasio")
CARLITO = _shipped("carlito", "Carlito")

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
    # Without a twin the stand-in is one that never runs narrower, so that text which fits here fits there.
    "cambria": GELASIO,
    "times new roman": GELASIO,
    "garamond": GELASIO,
    "book antiqua": GELASIO,
    "palatino linotype": _shipped("gelasio*1.04", "Gelasio", 1.04),
    "segoe ui": _arimo(1.02),
    "trebuchet ms": _arimo(1.02),
    "tahoma": _arimo(1.03),
    "verdana": _arimo(1.17),
    "inter": _arimo(1.08),
    "open sans": _arimo(1.06),
    "aptos": _arimo(1.04),
}
"""Families by lower-case name."""

UNKNOWN = _arimo(1.08)
"""What measures a family that nothing is known of: wider than most, so that text errs on the side of fitting."""

FALLBACKS: tuple[tuple[str, Source, Source], ...] = (
    ("Arimo", ARIMO.regular, ARIMO.bold),
    (
        # Its dotted letters are whole glyphs: the layout engine misplaces the dots of fonts that compose them.
        "Cairo",
        Source("fontpkg_cairo", "files/Cairo[slnt,wght].ttf", 400),
        Source("fontpkg_cairo", "files/Cairo[slnt,wght].ttf", 700),
    ),
    (
        "Noto Sans Devanagari",
        Source("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 400),
        Source("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 700),
    ),
    ("Noto Sans CJK JP", _NOTO_CJK, _NOTO_CJK),
)
"""Fonts for scripts that the families lack, in the order in which they are asked: name, regular, bold."""


def family(name: str) -> Family:
    """Return what measures and paints the family of that name, in any case; a cautious stand-in when unknown."""
    return FAMILIES.get(name.strip().lower(), UNKNOWN)
