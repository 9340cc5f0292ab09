"""A brand's colours and fonts become a theme on which everything can be read; what was changed for that is told."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from deckwire_contracts.look import Brand
from deckwire_contracts.questions import LookNote, LookOutcome

from . import colour
from .model import Paint, Theme

READABLE = 4.5
"""The contrast that text must have on its ground (WCAG 2.2, AA)."""

Accents = tuple[str, str, str, str, str, str]

_SAFE = 4.6  # A little more than is asked for, because colours are rounded to eight bits.
_BODY = 7.0
_SAME = 5.0
_NEIGHBOURS = 8.0
_STEPS = 40
_SEEN = 12.0


@dataclass(frozen=True)
class Branded:
    """A brand's theme and what became of each thing that was given."""

    theme: Theme
    notes: tuple[LookNote, ...]


@lru_cache(maxsize=64)
def branded(brand: Brand) -> Branded:
    """Return the theme of a brand; always one whose every text has a contrast of 4.5 or more."""
    notes: list[LookNote] = []
    given = _given(brand, notes)
    ground, dark = _ground(brand, given[0], notes)
    surface = _surface(ground, given[0], dark=dark)
    accents = _accents(given, ground, surface, dark=dark)
    ink = _ink(brand, given[0], ground, surface, accents, dark=dark)
    deep = _deep(given, ink, ground, surface, dark=dark)
    dk1, lt1 = (ground, ink) if dark else (ink, ground)
    dk2, lt2 = (surface, colour.mix(ink, ground, 0.92)) if dark else (deep, surface)
    theme = Theme(
        id=brand.id,
        title=brand.title,
        dark=dark,
        dk1=dk1,
        lt1=lt1,
        dk2=dk2,
        lt2=lt2,
        accents=accents,
        motif="diagonal",
        deep=Paint("bg2") if dark else Paint("tx2"),
        heading_font=brand.heading_font or brand.body_font or "Arial",
        body_font=brand.body_font or "Arial",
    )
    theme = _decorated(replace(theme, chart_order=chart_order(accents)), given)
    _tell(brand, given, theme, notes)
    return Branded(theme, tuple(notes))


def poor_pairs(theme: Theme, least: float = READABLE) -> list[str]:
    """Return the names of text and ground pairs whose contrast is under `least`."""
    return [
        name
        for name, text, ground in theme.text_pairs()
        if colour.contrast(theme.resolve(text), theme.resolve(ground)) < least
    ]


def chart_order(accents: Sequence[str]) -> tuple[int, ...]:
    """Return an order of the accents, the first one first, in which neighbours are told apart by everybody.

    Each next one is the first that is far enough from the one before, or the farthest, for whoever sees the least
    difference; grey levels count as well, because charts are printed without colour.
    """
    order = [0]
    rest = list(range(1, len(accents)))
    while rest:
        last = accents[order[-1]]
        best = next((n for n in rest if _told_apart(accents[n], last) >= _NEIGHBOURS), None)
        if best is None:
            best = max(rest, key=lambda n: _told_apart(accents[n], last))
        rest.remove(best)
        order.append(best)
    return tuple(n + 1 for n in order)


def _told_apart(one: str, other: str) -> float:
    grey = 100 * abs(colour.oklab(one)[0] - colour.oklab(other)[0])
    return min(colour.apart(one, other), 2 * grey)


def _given(brand: Brand, notes: list[LookNote]) -> list[str]:
    """Return the brand's colours without those that are there already."""
    found: list[str] = []
    for value in brand.colours:
        plain = value.lstrip("#").upper()
        if any(colour.difference(plain, other) < _SAME for other in found):
            notes.append(_note(value, LookOutcome.REMOVED, "It is nearly the same as a colour before it."))
        else:
            found.append(plain)
    return found


def _ground(brand: Brand, lead: str, notes: list[LookNote]) -> tuple[str, bool]:
    """Return the ground of content slides and whether it is a dark one."""
    if brand.ground is None:
        if not brand.dark:
            return "FFFFFF", False
        _, chroma, hue = colour.lch(lead)
        return colour.from_lch(0.19, min(chroma, 0.022), hue), True
    given = brand.ground.lstrip("#").upper()
    light, chroma, hue = colour.lch(given)
    dark = colour.luminance(given) < 0.18
    # Between the two there is no text that can be read: the ground goes where it is nearer.
    reach = min(light, 0.24) if dark else max(light, 0.925)
    settled = given if reach == light else colour.from_lch(reach, chroma if dark else min(chroma, 0.05), hue)
    if settled != given:
        detail = f"Taken as {_shown(settled)}: on the colour as given neither dark nor light text could be read well."
        notes.append(_note(f"ground {brand.ground}", LookOutcome.ADJUSTED, detail))
    if brand.dark and not dark:
        notes.append(_note("dark", LookOutcome.REPLACED, f"The ground {brand.ground} is light, so the theme is."))
    return settled, dark


def _surface(ground: str, lead: str, *, dark: bool) -> str:
    """Return the colour of cards: the ground with a breath of the brand."""
    light, chroma, hue = colour.lch(ground)
    _, lead_chroma, lead_hue = colour.lch(lead)
    hue = hue if chroma > 0.012 else lead_hue
    if dark:
        return colour.from_lch(light + 0.065, max(chroma, min(lead_chroma, 0.026)), hue)
    return colour.from_lch(light - 0.028, max(chroma, min(lead_chroma * 0.08, 0.012)), hue)


def _ink(brand: Brand, lead: str, ground: str, surface: str, accents: Accents, *, dark: bool) -> str:
    """Return the colour of text: as given, or the brand's hue in its darkest or lightest tone."""
    if brand.ink is not None:
        start = brand.ink.lstrip("#").upper()
    else:
        _, chroma, hue = colour.lch(lead)
        # HSL, in which PowerPoint tones colours, takes the least tint of a near-black for a strong one.
        start = colour.from_lch(0.965 if dark else 0.205, min(chroma, 0.004 if dark else 0.012), hue)

    def sound(ink: str) -> bool:
        trial = replace(_plain(ink, ground, surface, dark=dark), accents=accents)
        body = all(colour.contrast(ink, where) >= _BODY for where in (ground, surface))
        poor = (name for name in poor_pairs(trial, _SAFE) if name != "muted on deep")
        return body and not any(name.startswith(("ink", "muted")) for name in poor)

    return _moved(start, sound, up=dark)


def _plain(ink: str, ground: str, surface: str, *, dark: bool, deep: str = "", accent: str = "") -> Theme:
    """Return a theme of which only ground, surface, ink and one accent are decided."""
    accents = (accent or ink,) * 6
    pairs = (ground, ink, surface, ink) if dark else (ink, ground, deep or ink, surface)
    return Theme("", "", dark, *pairs, accents, "rings", Paint("bg2") if dark else Paint("tx2"))


def _moved(start: str, sound: Callable[[str], bool], *, up: bool) -> str:
    """Return `start`, or the colour of its hue that is sound and nearest to it, lighter if `up`, else darker."""
    if sound(start):
        return start
    light = colour.lightness(start)
    end = 1.0 if up else 0.0
    for step in range(1, _STEPS + 1):
        # In HSL, so that PowerPoint's own toning leads back to the colour that was given.
        moved = colour.at_lightness(start, light + (end - light) * step / _STEPS)
        if sound(moved):
            return moved
    return "FFFFFF" if up else "000000"


def _accent(start: str, ground: str, surface: str, *, dark: bool) -> str:
    """Return an accent on which the ground's colour can be read, and that can be read on ground, card and tint."""
    ink = "FFFFFF" if dark else "000000"

    def sound(accent: str) -> bool:
        trial = _plain(ink, ground, surface, dark=dark, accent=accent)
        places = [ground, surface, trial.resolve(trial.tint(1))]
        return all(colour.contrast(accent, where) >= _SAFE for where in places)

    return _moved(start, sound, up=dark)


def _accents(given: Sequence[str], ground: str, surface: str, *, dark: bool) -> Accents:
    """Return six accents: the brand's own, made readable, then hues that are far from those before."""
    found: list[str] = []
    for start in given:
        accent = _accent(start, ground, surface, dark=dark)
        if any(colour.difference(accent, other) < _SAME for other in found):
            continue  # Two colours that became one when they were made readable.
        found.append(accent)
    _, lead_chroma, _ = colour.lch(found[0])
    chroma = min(0.15, max(0.05, lead_chroma))
    pool = list(dict.fromkeys(_accent(c, ground, surface, dark=dark) for c in _candidates(chroma, dark=dark)))
    while len(found) < 6:
        best = max(pool, key=lambda c: _merit(c, found))
        pool.remove(best)
        found.append(best)
    return found[0], found[1], found[2], found[3], found[4], found[5]


def _candidates(chroma: float, *, dark: bool) -> Iterator[str]:
    for light in (0.72, 0.80, 0.88) if dark else (0.34, 0.44, 0.54):
        for step in range(18):
            yield colour.from_lch(light, chroma, 2 * math.pi * step / 18)


def _merit(candidate: str, found: Sequence[str]) -> float:
    """Return how well a colour goes on: far from its neighbour for everybody, and not like any other."""
    return min(_told_apart(candidate, found[-1]), *(1.6 * colour.apart(candidate, other) for other in found))


def _deep(given: Sequence[str], ink: str, ground: str, surface: str, *, dark: bool) -> str:
    """Return the ground of covers on a light theme: a dark colour of the brand, else its first in a dark tone."""
    if dark:
        return surface
    lead_hue = colour.lch(given[0])
    candidates = [c for c in given if colour.luminance(c) < 0.06]
    start = candidates[0] if candidates else colour.from_lch(0.30, min(lead_hue[1], 0.11), lead_hue[2])
    accent = _accent(given[0], ground, surface, dark=False)

    def sound(deep: str) -> bool:
        trial = _plain(ink, ground, surface, dark=False, deep=deep, accent=accent)
        on_deep = [trial.on_deep, trial.on_deep_muted]
        return all(colour.contrast(trial.resolve(paint), deep) >= _BODY for paint in on_deep)

    return _moved(start, sound, up=False)


def _decorated(theme: Theme, given: Sequence[str]) -> Theme:
    """Return the theme with covers in the brand's own colours: where nothing is written they need no repair."""
    deep = theme.resolve(theme.deep)
    own = [_restored(theme, value) for value in given]
    seen = [paint for paint in own if colour.difference(theme.resolve(paint), deep) >= _SEEN]
    legible = [paint for paint in seen if colour.contrast(theme.resolve(paint), deep) >= _SAFE]
    spare = [theme.deep_accent, theme.accent(1), theme.on_deep]
    mark = next((p for p in (*legible, *spare) if colour.contrast(theme.resolve(p), deep) >= _SAFE), theme.on_deep)
    main = seen[0] if seen else theme.deep_accent
    bright = next((p for p in (*seen[1:], mark) if p != main), theme.on_deep)
    return replace(theme, mark=mark, art=(main, seen[2] if len(seen) > 2 else main.faded(70), bright))


def _restored(theme: Theme, value: str) -> Paint:
    """Return the accent that is nearest to a colour of the brand, toned back to the lightness that was given."""
    n = min(range(6), key=lambda k: _hue_apart(theme.accents[k], value))
    now, wanted = colour.lightness(theme.accents[n]), colour.lightness(value)
    if now == 0:
        return Paint(f"accent{n + 1}", 100, round(100 * wanted))
    return Paint(f"accent{n + 1}", round(100 * wanted / now))


def _hue_apart(one: str, other: str) -> float:
    (_, a1, b1), (_, a2, b2) = colour.oklab(one), colour.oklab(other)
    return math.hypot(a1 - a2, b1 - b2) + 0.2 * abs(colour.oklab(one)[0] - colour.oklab(other)[0])


def _tell(brand: Brand, given: Sequence[str], theme: Theme, notes: list[LookNote]) -> None:
    """Add what became of the colours and fonts."""
    for value in given:
        nearest = min(theme.accents, key=lambda accent: colour.difference(accent, value))
        if nearest == value or (not theme.dark and theme.dk2 == value):
            notes.append(_note(_shown(value), LookOutcome.KEPT))
        else:
            way = "lighter" if colour.luminance(nearest) > colour.luminance(value) else "darker"
            ratio = colour.contrast(value, theme.resolve(theme.ground))
            detail = f"Made {way}, {_shown(nearest)}: as given its contrast with the ground is {ratio:.1f} to 1 of 4.5."
            detail += " Covers show it as given."
            notes.append(_note(_shown(value), LookOutcome.ADJUSTED, detail))
    derived = len(theme.accents) - len(given)
    if derived > 0:
        names = ", ".join(_shown(accent) for accent in theme.accents[-derived:])
        notes.append(_note("further colours", LookOutcome.DERIVED, f"For charts with many series: {names}."))
    if brand.ink is not None:
        ink = theme.resolve(theme.ink)
        if ink == brand.ink.lstrip("#").upper():
            notes.append(_note(f"ink {brand.ink}", LookOutcome.KEPT))
        else:
            detail = f"Taken as {_shown(ink)}, so that body text reaches a contrast of 7 to 1 and secondary text 4.5."
            notes.append(_note(f"ink {brand.ink}", LookOutcome.ADJUSTED, detail))


def _shown(plain: str) -> str:
    return f"#{plain}"


def _note(subject: str, outcome: LookOutcome, detail: str = "") -> LookNote:
    return LookNote(subject=subject, outcome=outcome, detail=detail)
