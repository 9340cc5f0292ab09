"""What a master and its layouts offer: placeholders with their places and type, and the art between which text stands.

Lengths are points on a canvas of 540 pt height, whatever the slide's own size is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..layout.ir import Anchor, Box
from .kept import Kept, layout_name
from .names import A, P
from .paints import Palette, mapping, override, scheme

HEIGHT = 540.0
FURNITURE = frozenset({"dt", "ftr", "sldNum"})
TITLES = frozenset({"title", "ctrTitle"})
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "dt": "otherStyle", "ftr": "otherStyle"}


@dataclass(frozen=True, slots=True)
class Look:
    """How text in a placeholder looks unless a slide says otherwise: points, `RRGGBB`, the font's name.

    `align` is empty where nothing states it, which programs take for different things; `unnamed` is the font of the
    theme that is meant where nothing names one. Above a paragraph `before` is left free and `before_share` of a line.
    """

    size: float = 18.0
    colour: str = "000000"
    font: str = "Arial"
    unnamed: str = ""
    bold: bool = False
    caps: bool = False
    align: str = ""
    anchor: Anchor = "t"
    inset: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    pitch: float = 1.2
    bullet: bool = False
    indent: float = 0.0
    before: float = 0.0
    before_share: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of a layout; `text` is what stands in it there.

    `key` is its own on the layout: more than one placeholder may be without an index, which then is 0.
    """

    key: int
    type: str
    idx: int
    box: Box
    look: Look
    name: str = ""
    text: str = ""

    @property
    def inner(self) -> Box:
        """The box inside its insets."""
        left, top, right, bottom = self.look.inset
        return self.box.inset(left, top, right, bottom)


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: `number` counts from 1, `type` is its own word for what it is for, `art` boxes are not for text.

    `override` tells that it maps colours in another way than its master does.
    """

    number: int
    name: str
    type: str
    slots: tuple[Slot, ...]
    art: tuple[Box, ...] = ()
    override: bool = False

    @property
    def part(self) -> str:
        """The part of the package that holds it."""
        return layout_name(self.number)

    @property
    def title(self) -> Slot | None:
        """Its title placeholder."""
        return next((s for s in self.slots if s.type in TITLES), None)

    def of(self, *types: str) -> list[Slot]:
        """Return its placeholders of these types, from left to right and top to bottom."""
        found = [s for s in self.slots if s.type in types]
        return sorted(found, key=lambda s: (round(s.box.y / 40), s.box.x))


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that is read of a master; `width` is that of the canvas, `scale` makes points of the slide of its own.

    `colours` are the theme's twelve, `mapped` its colour map, `fonts` the heading and body font.
    """

    width: float
    scale: float
    colours: dict[str, str]
    mapped: dict[str, str]
    fonts: tuple[str, str]
    layouts: tuple[Layout, ...]
    title: str = ""


def look_at(kept: Kept) -> Read:
    """Return what a kept master offers."""
    scale = HEIGHT * 12_700 / kept.height
    colours = scheme(kept.theme)
    mapped = mapping(kept.master.find(f"{P}clrMap"))
    fonts = _fonts(kept.theme)
    reader = _Reader(kept.master, scale, colours, mapped, fonts)
    layouts = tuple(reader.layout(n, tree) for n, tree in enumerate(kept.layouts, 1))
    return Read(kept.width / 12_700 * scale, scale, colours, mapped, fonts, layouts, kept.theme.get("name", ""))


def _fonts(theme: Any) -> tuple[str, str]:
    found = []
    for kind in ("majorFont", "minorFont"):
        latin = theme.find(f"{A}themeElements/{A}fontScheme/{A}{kind}/{A}latin")
        found.append((latin.get("typeface", "") if latin is not None else "") or "Arial")
    return found[0], found[1]


def _shapes(tree: Any) -> Iterator[Any]:
    """Yield the shapes of a slide's tree; those of a group as one."""
    common = tree.find(f"{P}cSld/{P}spTree")
    yield from (
        (e for e in common if e.tag.startswith((P, "{http://schemas.openxmlformats.org/markup")))
        if (common is not None)
        else ()
    )


def _ph(shape: Any) -> Any:
    return next((ph for nv in shape[:1] for ph in nv.iterfind(f"{P}nvPr/{P}ph")), None) if len(shape) else None


class _Reader:
    """Reads layouts over one master."""

    def __init__(
        self, master: Any, scale: float, colours: dict[str, str], mapped: dict[str, str], fonts: tuple[str, str]
    ) -> None:
        self._master = master
        self._scale = scale
        self._colours = colours
        self._mapped = mapped
        self._fonts = fonts
        self._above: dict[str, Any] = {}
        for shape in _shapes(master):
            ph = _ph(shape)
            if ph is not None:
                self._above.setdefault(ph.get("type", "body"), shape)
        self._art = self._ornaments(master)

    def layout(self, number: int, tree: Any) -> Layout:
        """Return one layout."""
        common = tree.find(f"{P}cSld")
        name = (common.get("name", "") if common is not None else "").strip()
        own = override(tree)
        palette = Palette(self._colours, mapping(own) if own is not None else self._mapped)
        slots: list[Slot] = []
        for shape in _shapes(tree):
            ph = _ph(shape)
            if ph is not None and shape.tag in (f"{P}sp", f"{P}pic", f"{P}graphicFrame"):
                slot = self._slot(len(slots) + 1, shape, ph, palette)
                if slot is not None:
                    slots.append(slot)
        art = self._ornaments(tree)
        if tree.get("showMasterSp") not in ("0", "false"):
            art = [*self._art, *art]
        return Layout(
            number, name or f"Layout {number}", tree.get("type", ""), tuple(slots), tuple(art), own is not None
        )

    def _slot(self, key: int, shape: Any, ph: Any, palette: Palette) -> Slot | None:
        type_ = ph.get("type", "obj")
        try:
            idx = int(ph.get("idx", "0"))
        except ValueError:
            return None
        above = self._above.get("title" if type_ in TITLES else type_ if type_ in FURNITURE else "body")
        box = self._box(shape) or (self._box(above) if above is not None else None)
        if box is None or box.w <= 0 or box.h <= 0:
            return None
        named = next(shape.iter(f"{P}cNvPr"), None)
        text = "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in shape.iter(f"{A}p")).strip()
        name = named.get("name", "") if named is not None else ""
        return Slot(key, type_, idx, box, self._look(type_, shape, above, palette), name, text)

    def _box(self, shape: Any) -> Box | None:
        xfrm = next(shape.iter(f"{A}xfrm", f"{P}xfrm"), None)
        if xfrm is None:
            return None
        off, ext = xfrm.find(f"{A}off"), xfrm.find(f"{A}ext")
        if off is None or ext is None:
            return None
        try:
            values = [int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))]
        except (TypeError, ValueError):
            return None
        x, y, w, h = (v / 12_700 * self._scale for v in values)
        return Box(x, y, w, h)

    def _ornaments(self, tree: Any) -> list[Box]:
        """Return where a tree has art: shapes, pictures and lines that are no placeholders."""
        found = []
        for shape in _shapes(tree):
            if shape.tag in (f"{P}nvGrpSpPr", f"{P}grpSpPr", f"{P}extLst") or _ph(shape) is not None:
                continue
            box = self._box(shape)
            if box is not None and self._visible(shape):
                found.append(box)
        return found

    def _visible(self, shape: Any) -> bool:
        named = next(shape.iter(f"{P}cNvPr"), None)
        if named is not None and named.get("hidden") in ("1", "true"):
            return False
        if shape.tag != f"{P}sp":
            return True
        styled = shape.find(f"{P}style") is not None
        text = any((t.text or "").strip() for t in shape.iter(f"{A}t"))
        properties = shape.find(f"{P}spPr")
        filled = properties is not None and any(
            properties.find(f"{A}{kind}") is not None for kind in ("solidFill", "gradFill", "blipFill", "pattFill")
        )
        line = properties.find(f"{A}ln") if properties is not None else None
        lined = line is not None and line.find(f"{A}noFill") is None
        return styled or text or filled or lined

    def _look(self, type_: str, shape: Any, above: Any, palette: Palette) -> Look:
        """Return the look of the first level: of the layout's placeholder, else of the master's, else of its styles."""
        style = _STYLES.get(type_, "otherStyle" if type_ == "sldNum" else "bodyStyle")
        levels = [
            e
            for e in (
                shape.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr"),
                above.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr") if above is not None else None,
                self._master.find(f"{P}txStyles/{P}{style}/{A}lvl1pPr"),
            )
            if e is not None
        ]
        bodies = [
            e
            for e in (
                shape.find(f"{P}txBody/{A}bodyPr"),
                above.find(f"{P}txBody/{A}bodyPr") if above is not None else None,
            )
            if e is not None
        ]
        runs = [r for level in levels if (r := level.find(f"{A}defRPr")) is not None]
        fill = next((f for r in runs if (f := r.find(f"{A}solidFill")) is not None), None)
        face = next((f.get("typeface", "") for r in runs if (f := r.find(f"{A}latin")) is not None), "")
        unnamed = "" if face else "+mj-lt" if type_ in TITLES else "+mn-lt"
        if not face or face.startswith("+"):
            face = self._fonts[0 if (face or unnamed).startswith("+mj") else 1]
        inset = [_number(_first(bodies, side), usual) for side, usual in zip(_SIDES, _INSETS, strict=True)]
        anchor = _first(bodies, "anchor") or "t"
        spacing = next((s for level in levels if (s := level.find(f"{A}lnSpc/{A}spcPct")) is not None), None)
        marks = [
            e for level in levels for e in level if e.tag in (f"{A}buNone", f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
        ]
        before = next((s for level in levels for s in level.iterfind(f"{A}spcBef/*")), None)
        space, share = _spacing(before)
        return Look(
            size=_number(_first(runs, "sz"), 1800.0) / 100 * self._scale,
            colour=(palette.fill(fill) if fill is not None else None) or palette.named("tx1"),
            font=face,
            unnamed=unnamed,
            bold=_first(runs, "b") in ("1", "true"),
            caps=_first(runs, "cap") == "all",
            align=_first(levels, "algn") or "",
            anchor=anchor if anchor in ("t", "ctr", "b") else "t",  # type: ignore[arg-type]
            inset=tuple(v / 12_700 * self._scale for v in inset),  # type: ignore[arg-type]
            pitch=1.2
            * min(2.0, max(0.6, _number(spacing.get("val") if spacing is not None else None, 100_000) / 100_000)),
            bullet=bool(marks) and marks[0].tag != f"{A}buNone",
            indent=_number(_first(levels, "marL"), 0.0) / 12_700 * self._scale,
            before=space * self._scale,
            before_share=share,
            turned=(_first(bodies, "vert") or "horz") != "horz" or _rotated(shape),
        )


_SIDES = ("lIns", "tIns", "rIns", "bIns")
_INSETS = (91_440.0, 45_720.0, 91_440.0, 45_720.0)


def _spacing(spacing: Any) -> tuple[float, float]:
    """Return a space between paragraphs in points and as a share of the line, of which a file states one."""
    if spacing is None:
        return 0.0, 0.0
    value = _number(spacing.get("val"), 0.0)
    return (value / 100, 0.0) if spacing.tag == f"{A}spcPts" else (0.0, value / 100_000)


def _rotated(shape: Any) -> bool:
    """Return whether a placeholder is turned by more than a little."""
    xfrm = next(shape.iter(f"{A}xfrm", f"{P}xfrm"), None)
    angle = _number(xfrm.get("rot"), 0.0) / 60_000 % 360 if xfrm is not None else 0.0
    return 5.0 < angle < 355.0


def _first(elements: list[Any], name: str) -> str | None:
    return next((v for e in elements if (v := e.get(name)) is not None), None)


def _number(text: str | None, usual: float) -> float:
    try:
        return float(text.rstrip("%")) * (1000.0 if text.endswith("%") else 1.0) if text else usual
    except ValueError:
        return usual
