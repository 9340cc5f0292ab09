"""What a theme is: twelve colour slots, the paints made of them, fonts and a motif."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from . import colour

Motif = Literal[
    "rings", "quarters", "diagonal", "bubbles", "frame", "bars", "sun", "petals", "slices", "steps", "facets", "arches",
    "orbit", "dots", "horizon", "chevrons", "fans", "ribbons",
]  # fmt: skip
"""The bold geometry of covers."""

Trim = Literal["none", "top", "side", "foot", "tab"]
"""What runs along content slides: a band along the top or the side, a rule above the foot line, a tab at the title."""

TableStyle = Literal["ruled", "banded", "boxed"]
"""Hairlines alone, every second row on the card's colour, or a filled header."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A theme colour as DrawingML names it, with luminance changes and opacity in percent."""

    slot: str
    lum_mod: int = 100
    lum_off: int = 0
    alpha: int = 100

    def faded(self, alpha: int) -> Paint:
        """Return the same paint at another opacity."""
        return replace(self, alpha=alpha)


@dataclass(frozen=True, slots=True)
class Logo:
    """A brand's logo as PNG or JPEG; width and height in pixels.

    `mean` is the mean colour of what is not transparent, `opaque` that nothing is.
    """

    data: bytes
    media_type: str
    extension: str
    width: int
    height: int
    alt: str
    mean: str
    opaque: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A look: `dk1`/`lt1`/`dk2`/`lt2` and six accents as `RRGGBB`, fonts by the names PowerPoint knows them.

    On a light theme the ground is `lt1` and cards are `lt2`; on a dark one the ground is `dk1` and cards are
    `dk2`. `deep` is the ground of covers and sections: a dark tone, a pale one, or an accent itself; `mark` is
    what carries accents on it if not a light tone of accent 1, and `art` are the paints of its motif: the main one,
    the second and the bright one. `light_heads` sets titles in the regular weight, at `title_size` points or less;
    `caps` sets small labels in capitals.
    """

    id: str
    title: str
    dark: bool
    dk1: str
    lt1: str
    dk2: str
    lt2: str
    accents: tuple[str, str, str, str, str, str]
    motif: Motif
    deep: Paint
    radius: float = 8.0
    heading_font: str = "Arial"
    body_font: str = "Arial"
    chart_order: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    hlink: str = ""
    mark: Paint | None = None
    art: tuple[Paint, Paint, Paint] | None = None
    light_heads: bool = False
    title_size: float = 32.0
    caps: bool = True
    trim: Trim = "none"
    table: TableStyle = "ruled"
    tags: tuple[str, ...] = ()
    description: str = ""
    logo: Logo | None = None

    @property
    def ground(self) -> Paint:
        """The ground of content slides."""
        return Paint("bg1")

    @property
    def surface(self) -> Paint:
        """The ground of cards and panels."""
        return Paint("bg2")

    @property
    def ink(self) -> Paint:
        """The colour of text."""
        return Paint("tx1")

    @property
    def muted(self) -> Paint:
        """The colour of secondary text."""
        return Paint("tx1", 72) if self.dark else Paint("tx1", 65, 28)

    @property
    def line(self) -> Paint:
        """The colour of hairlines."""
        # Of the ink, because in HSL the least warmth of a near-white ground is a strong colour.
        return Paint("bg2", 150) if self.dark else Paint("tx1", 10, 84)

    @property
    def quiet(self) -> Paint:
        """The colour of what stands back in a chart."""
        return Paint("bg2", 230) if self.dark else Paint("tx1", 20, 71)

    @property
    def on_accent(self) -> Paint:
        """Text on any accent."""
        return Paint("bg1")

    @property
    def on_deep(self) -> Paint:
        """Text on the deep ground: the theme's ground or its ink, whichever is read better."""
        deep = self.resolve(self.deep)
        return max((Paint("bg1"), Paint("tx1")), key=lambda p: colour.contrast(self.resolve(p), deep))

    @property
    def on_deep_muted(self) -> Paint:
        """Secondary text on the deep ground."""
        on_deep, deep = self.on_deep, self.resolve(self.deep)
        if colour.luminance(self.resolve(on_deep)) > 0.18:
            toned = [replace(on_deep, lum_mod=share) for share in (82 if self.dark else 84, 92)]
        else:
            toned = [Paint(on_deep.slot, 65, 28), Paint(on_deep.slot, 75, 14)]
        return next((p for p in toned if colour.contrast(self.resolve(p), deep) >= 4.6), on_deep)

    @property
    def deep_accent(self) -> Paint:
        """The accent as it carries text or marks on the deep ground."""
        if self.mark is not None:
            return self.mark
        return Paint("accent1") if self.dark else Paint("accent1", 40, 60)

    def accent(self, n: int = 1) -> Paint:
        """Return accent `n`, 1 to 6."""
        return Paint(f"accent{n}")

    def tint(self, n: int = 1) -> Paint:
        """Return a ground of accent `n` on which ink can be read."""
        # A dark accent by luminance alone turns garish, so dark themes raise the surface instead.
        return Paint("bg2", 140) if self.dark else Paint(f"accent{n}", 14, 86)

    def resolve(self, paint: Paint, ground: Paint | None = None) -> str:
        """Return the paint as `RRGGBB`; a translucent one is laid over `ground` (default the theme's ground)."""
        base = colour.lum(self.slots[paint.slot], paint.lum_mod, paint.lum_off)
        if paint.alpha < 100:
            return colour.mix(base, self.resolve(ground or self.ground), paint.alpha / 100)
        return base

    @property
    def slots(self) -> dict[str, str]:
        """Every colour name that a slide may use, as `RRGGBB`."""
        dark = {"bg1": self.dk1, "tx1": self.lt1, "bg2": self.dk2, "tx2": self.lt2}
        light = {"bg1": self.lt1, "tx1": self.dk1, "bg2": self.lt2, "tx2": self.dk2}
        return {
            "dk1": self.dk1,
            "lt1": self.lt1,
            "dk2": self.dk2,
            "lt2": self.lt2,
            **(dark if self.dark else light),
            **{f"accent{n}": value for n, value in enumerate(self.accents, start=1)},
            "hlink": self.hlink or self.accents[0],
            "folHlink": self.accents[5],
        }

    def unmapped(self, slot: str) -> str:
        """Return the theme's own name of a colour that a colour map names, such as `dk1` for `tx1`."""
        light = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
        dark = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
        return (dark if self.dark else light).get(slot, slot)

    @property
    def palette(self) -> tuple[str, ...]:
        """The colours that tell what the theme looks like, in the order of `ThemeInfo.palette`, as `RRGGBB`."""
        return (*(self.resolve(p) for p in (self.ground, self.surface, self.ink, self.deep)), *self.accents)

    def text_pairs(self) -> list[tuple[str, Paint, Paint]]:
        """Return every (name, text paint, ground paint) that the compositions use."""
        pairs = [("ink", self.ink, g) for g in (self.ground, self.surface)]
        pairs += [("muted", self.muted, g) for g in (self.ground, self.surface)]
        pairs += [("accent on ground", self.accent(n), g) for n in range(1, 7) for g in (self.ground, self.surface)]
        pairs += [("on accent", self.on_accent, self.accent(n)) for n in range(1, 7)]
        pairs += [("ink on tint", self.ink, self.tint(n)) for n in range(1, 7)]
        pairs += [("muted on tint", self.muted, self.tint(1)), ("accent on tint", self.accent(1), self.tint(1))]
        pairs += [(name, paint, self.deep) for name, paint in self._on_deep()]
        return pairs

    def _on_deep(self) -> list[tuple[str, Paint]]:
        return [("on deep", self.on_deep), ("muted on deep", self.on_deep_muted), ("accent on deep", self.deep_accent)]
