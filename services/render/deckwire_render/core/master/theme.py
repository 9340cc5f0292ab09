"""A master's own colours and fonts as a theme that compositions can use, each pair made so that it can be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..themes import colour
from ..themes.model import Paint, Theme
from .paints import MAPPED
from .reading import Read

_TEXT = 4.5
_BG1, _TX1, _BG2 = Paint("bg1"), Paint("tx1"), Paint("bg2")
_STEPS = (100, 90, 80, 75, 70, 65, 60, 55, 50, 45, 40, 35, 30, 25, 20, 15)


@dataclass(frozen=True, slots=True)
class MasterTheme(Theme):
    """A theme read from a master; its paints are names of the master's own slots, changed where they could not be read.

    `mapped` holds (name, colour) of every slot under the master's colour map, `base` (name, slot of the theme).
    """

    mapped: tuple[tuple[str, str], ...] = ()
    base: tuple[tuple[str, str], ...] = ()
    ground_paint: Paint = _BG1
    ink_paint: Paint = _TX1
    surface_paint: Paint = _BG2
    muted_paint: Paint = _TX1
    line_paint: Paint = _BG1
    quiet_paint: Paint = _BG1
    tint_paints: tuple[Paint, ...] = ()
    accent_paints: tuple[Paint, ...] = ()
    on_deep_paint: Paint = _BG1
    on_deep_muted_paint: Paint = _BG1
    deep_accent_paint: Paint = _BG1

    @property
    def slots(self) -> dict[str, str]:
        """Every colour name that a slide may use, as `RRGGBB`."""
        return dict(self.mapped)

    def unmapped(self, slot: str) -> str:
        """Return the theme's own name of a colour that the master's colour map names."""
        return dict(self.base).get(slot, slot)

    @property
    def ground(self) -> Paint:
        """The ground of content slides."""
        return self.ground_paint

    @property
    def surface(self) -> Paint:
        """The ground of cards and panels."""
        return self.surface_paint

    @property
    def ink(self) -> Paint:
        """The colour of text."""
        return self.ink_paint

    @property
    def muted(self) -> Paint:
        """The colour of secondary text."""
        return self.muted_paint

    @property
    def line(self) -> Paint:
        """The colour of hairlines."""
        return self.line_paint

    @property
    def quiet(self) -> Paint:
        """The colour of what stands back in a chart."""
        return self.quiet_paint

    @property
    def on_accent(self) -> Paint:
        """Text on any accent."""
        return self.ground_paint

    @property
    def on_deep(self) -> Paint:
        """Text on the deep ground."""
        return self.on_deep_paint

    @property
    def on_deep_muted(self) -> Paint:
        """Secondary text on the deep ground."""
        return self.on_deep_muted_paint

    @property
    def deep_accent(self) -> Paint:
        """The accent as it carries text or marks on the deep ground."""
        return self.deep_accent_paint

    def accent(self, n: int = 1) -> Paint:
        """Return accent `n`, 1 to 6, darker or lighter than the master's own where that could not be read."""
        return self.accent_paints[n - 1]

    def tint(self, n: int = 1) -> Paint:
        """Return a ground of accent `n` on which ink can be read."""
        return self.tint_paints[n - 1]


def theme_of(read: Read, identity: str, ground: str | None = None) -> MasterTheme:
    """Return the theme of a master whose content stands on the colour `ground` (default its first background)."""
    mapped = {name: read.colours[read.mapped[name]] for name in MAPPED}
    mapped.update(read.colours)
    ground = ground or mapped["bg1"]
    names = ("bg1", "tx1", "bg2", "tx2", *(f"accent{n}" for n in range(1, 7)))
    nearest = min(names, key=lambda n: (_distance(mapped[n], ground), names.index(n)))
    ground_paint = Paint(nearest)
    real = mapped[nearest]
    ink_slot = max(("tx1", "bg1"), key=lambda n: (colour.contrast(mapped[n], real), n == "tx1"))
    if colour.contrast(mapped[ink_slot], real) < 7 and colour.contrast(mapped["tx2"], real) > 7:
        ink_slot = "tx2"
    maker = _Maker(mapped, ground_paint, Paint(ink_slot))
    return maker.theme(read, identity, [mapped[n] for n in ("dk1", "lt1", "dk2", "lt2")])


def _distance(one: str, other: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(colour.rgb(one), colour.rgb(other), strict=True))


class _Maker:
    """Finds paints for one ground."""

    def __init__(self, mapped: dict[str, str], ground: Paint, ink: Paint) -> None:
        self._mapped = mapped
        self._ground = ground
        self._ink = ink
        self._dark = colour.luminance(self._hex(ground)) < colour.luminance(self._hex(ink))

    def _hex(self, paint: Paint) -> str:
        return colour.lum(self._mapped[paint.slot], paint.lum_mod, paint.lum_off)

    def _contrast(self, one: Paint, other: Paint) -> float:
        return colour.contrast(self._hex(one), self._hex(other))

    def _shifted(self, slot: str, *, lighter: bool) -> list[Paint]:
        """Return a slot's colour in steps towards white or black, itself first."""
        if lighter:
            return [Paint(slot), *(Paint(slot, step, 100 - step) for step in _STEPS[1:])]
        return [Paint(slot, step) for step in _STEPS]

    def readable(self, slot: str, grounds: list[Paint], least: float = _TEXT) -> Paint:
        """Return the slot's colour, moved away from the grounds only as far as text on all of them needs."""
        for paint in self._shifted(slot, lighter=self._dark):
            if all(self._contrast(paint, g) >= least for g in grounds):
                return paint
        return self._ink

    def surface(self) -> Paint:
        """Return the ground of cards: a neutral of the theme that stands out a little and carries ink well."""
        candidates = [Paint("bg2"), Paint("bg2", 50, 50), Paint("bg2", 25, 75)]
        steps = ((92, 0), (88, 0)) if not self._dark else ((85, 15), (90, 10), (80, 20))
        if self._hex(self._ground) == "FFFFFF":
            steps = ((95, 0), (93, 0))
        if self._hex(self._ground) == "000000":
            steps = ((85, 15), (88, 12))
        candidates += [Paint(self._ground.slot, mod, off) for mod, off in steps]
        grey = [c for c in candidates if self._quiet(c)]
        return grey[0] if grey else Paint(self._ground.slot, *steps[0])

    def _quiet(self, paint: Paint) -> bool:
        apart = self._contrast(paint, self._ground)
        red, green, blue = colour.rgb(self._hex(paint))
        loud = max(red, green, blue) - min(red, green, blue)
        return 1.05 <= apart <= 1.6 and self._contrast(paint, self._ink) >= 7 and loud <= (0.3 if self._dark else 0.2)

    def theme(self, read: Read, identity: str, base: list[str]) -> MasterTheme:
        surface = self.surface()
        tints = tuple(self._tint(n) for n in range(1, 7))
        grounds = [self._ground, surface, tints[0]]
        accents = tuple(self.readable(f"accent{n}", grounds) for n in range(1, 7))
        deep = self._deep()
        light = max((Paint("bg1"), Paint("tx1")), key=lambda p: self._contrast(p, deep))
        return MasterTheme(
            id=identity,
            title=read.title or "Master",
            dark=self._dark,
            dk1=base[0],
            lt1=base[1],
            dk2=base[2],
            lt2=base[3],
            accents=tuple(self._mapped[f"accent{n}"] for n in range(1, 7)),  # type: ignore[arg-type]
            motif="diagonal",
            deep=deep,
            radius=4.0,
            heading_font=read.fonts[0],
            body_font=read.fonts[1],
            hlink=self._mapped["hlink"],
            mapped=tuple(self._mapped.items()),
            base=tuple(read.mapped.items()),
            ground_paint=self._ground,
            ink_paint=self._ink,
            surface_paint=surface,
            muted_paint=self._muted([self._ground, surface, tints[0]]),
            line_paint=self._between(1.35),
            quiet_paint=self._between(1.7),
            tint_paints=tints,
            accent_paints=accents,
            on_deep_paint=light,
            on_deep_muted_paint=light,
            deep_accent_paint=next(
                (p for p in self._shifted("accent1", lighter=True) if self._contrast(p, deep) >= _TEXT), light
            ),
        )

    def _muted(self, grounds: list[Paint]) -> Paint:
        """Return ink as pale as it may be."""
        slot = self._ink.slot
        steps = [(mod, 100 - mod) for mod in (75, 80, 85, 90)]
        candidates = (
            [Paint(slot, mod) for mod in (65, 70, 75, 80, 85, 90)] if self._dark else [Paint(slot, *s) for s in steps]
        )
        return next((p for p in candidates if all(self._contrast(p, g) >= 5.2 for g in grounds)), self._ink)

    def _tint(self, n: int) -> Paint:
        """Return a ground of an accent that carries ink, and if it can the accent as it is."""
        slot = f"accent{n}"
        steps = [(mod, 0) for mod in (40, 34, 28, 22, 16)] if self._dark else [(mod, 100 - mod) for mod in (14, 10, 8)]
        good = [p for p in (Paint(slot, *step) for step in steps) if self._contrast(p, self._ink) >= 7]
        best = [p for p in good if self._contrast(Paint(slot), p) >= _TEXT]
        return (best or good or [self.surface()])[0]

    def _between(self, apart: float) -> Paint:
        """Return a neutral that stands out from the ground by that ratio."""
        slot = self._ground.slot
        light = colour.luminance(self._hex(self._ground)) > 0.18
        candidates = (
            [Paint(slot, m) for m in range(98, 40, -2)]
            if light
            else [Paint(slot, m, 100 - m) for m in range(96, 40, -2)]
        )
        return next((p for p in candidates if self._contrast(p, self._ground) >= apart), candidates[-1])

    def _deep(self) -> Paint:
        white = [Paint(s) for s in ("bg1", "tx1")]

        def carries(paint: Paint) -> bool:
            return max(self._contrast(paint, w) for w in white) >= 7 and colour.luminance(self._hex(paint)) < 0.12

        for paint in (Paint("tx2"), Paint("bg2"), *self._shifted("accent1", lighter=False)):
            if carries(paint):
                return paint
        return replace(self._ink)


def raw_accents(theme: MasterTheme) -> list[int]:
    """Return the numbers of the accents that had to be changed to be read."""
    return [n for n, paint in enumerate(theme.accent_paints, 1) if paint != Paint(f"accent{n}")]
