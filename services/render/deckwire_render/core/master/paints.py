"""Colours of a master, resolved through its colour map and theme to `RRGGBB`."""

from __future__ import annotations

from typing import Any

from ..themes import colour
from .names import A, P

SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
MAPPED = ("bg1", "tx1", "bg2", "tx2", *SLOTS[4:])
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESET = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "gray": "808080", "blue": "0000FF"}
_OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
    "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1",
    "folHlink": "954F72",
}  # fmt: skip


def scheme(theme: Any) -> dict[str, str]:
    """Return the twelve colours of a theme part; one that is missing is that of the Office theme."""
    found = dict(_OFFICE)
    listed = theme.find(f"{A}themeElements/{A}clrScheme")
    for item in listed if listed is not None else ():
        name = item.tag.rsplit("}", 1)[-1]
        value = _plain(item[0]) if len(item) else None
        if name in found and value:
            found[name] = value
    return found


def mapping(element: Any) -> dict[str, str]:
    """Return what `p:clrMap` or `a:overrideClrMapping` maps each name to; the usual way when there is none."""
    found = {**_USUAL, **{name: name for name in MAPPED[4:]}}
    if element is not None:
        found.update({k: v for k, v in element.attrib.items() if k in found and v in SLOTS})
    return found


def override(layout: Any) -> Any:
    """Return the colour map that a layout puts in place of its master's, or None."""
    return layout.find(f"{P}clrMapOvr/{A}overrideClrMapping")


def _plain(element: Any) -> str | None:
    kind = element.tag.rsplit("}", 1)[-1]
    value = element.get("lastClr") if kind == "sysClr" else element.get("val", "")
    if kind == "srgbClr" or (kind == "sysClr" and value):
        return value.upper() if _hex(value) else None
    if kind == "sysClr":
        return "FFFFFF" if element.get("val") == "window" else "000000"
    if kind == "prstClr":
        return _PRESET.get(value)
    if kind == "scrgbClr":
        shares = [min(1.0, max(0.0, _percent(element.get(c, "0")))) ** (1 / 2.2) for c in ("r", "g", "b")]
        return colour.to_hex((shares[0], shares[1], shares[2]))
    return None


def _hex(value: str) -> bool:
    return len(value) == 6 and all(c in "0123456789abcdefABCDEF" for c in value)


def _in_light(base: str, share: float, *, white: bool) -> str:
    """Return a colour mixed with white or black as office programs do it: in linear light, `share` of it kept."""

    def mixed(channel: float) -> float:
        linear = channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        linear = linear * share + (1 - share if white else 0.0)
        return linear * 12.92 if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055

    red, green, blue = (mixed(c) for c in colour.rgb(base))
    return colour.to_hex((red, green, blue))


def _percent(value: str) -> float:
    try:
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000)
    except ValueError:
        return 1.0


class Palette:
    """The colours of a theme under one colour map."""

    def __init__(self, colours: dict[str, str], mapped: dict[str, str]) -> None:
        self.colours = colours
        self.mapped = mapped

    def named(self, slot: str) -> str:
        """Return the colour that a name such as `bg1` or `accent2` stands for."""
        return self.colours.get(self.mapped.get(slot, slot), "000000")

    def fill(self, element: Any, ph: str = "") -> str | None:
        """Return the colour of the first colour element inside `element`, `ph` in the place of `phClr`."""
        if element is None or not len(element):
            return None
        return self.one(element[0], ph)

    def one(self, element: Any, ph: str = "") -> str | None:
        """Return a colour element with its changes of luminance, tint and shade applied; opacity is left aside."""
        if element.tag == f"{A}schemeClr":
            slot = element.get("val", "")
            base: str | None = ph if slot == "phClr" else self.named(slot)
        else:
            base = _plain(element)
        if not base:
            return None
        mod, off = 100.0, 0.0
        for change in element:
            kind = change.tag.rsplit("}", 1)[-1]
            share = _percent(change.get("val", "100000"))
            if kind == "lumMod":
                mod = share * 100
            elif kind == "lumOff":
                off = share * 100
            elif kind in ("tint", "shade"):
                base = _in_light(base, share, white=kind == "tint")
        return colour.lum(base, round(mod), round(off))
