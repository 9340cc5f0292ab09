"""One page: the display list of a slide as PDF operators, with real text, paths and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from ..linebreaks import SEPARATOR
from . import pictures, shadings
from .geometry import Frame, around, colour, join, number, path, rectangle
from .typefaces import Typeface

PX_TO_PT = 0.75


class CannotDrawError(Exception):
    """The display list holds something that has no counterpart here; the page is painted as a picture instead."""


class Assets:
    """Fonts, pictures and graphics states that the pages of one document share."""

    def __init__(
        self, pdf: pikepdf.Pdf, typeface: Callable[[int], Typeface], media: dict[str, tuple[bytes, str]]
    ) -> None:
        self.pdf = pdf
        self.typeface = typeface
        self._media = media
        self._images: dict[str, pikepdf.Object] = {}
        self._opacities: dict[float, pikepdf.Object] = {}

    def image(self, asset: str) -> pikepdf.Object:
        """Return the image object of an embedded picture; raises CannotDrawError when it cannot be decoded."""
        if asset not in self._images:
            if asset not in self._media:
                raise CannotDrawError(f"no picture {asset}")
            try:
                self._images[asset] = pictures.embed(self.pdf, self._media[asset][0])
            except OSError as error:
                raise CannotDrawError(f"picture {asset} cannot be decoded") from error
        return self._images[asset]

    def opacity(self, alpha: float) -> pikepdf.Object:
        """Return the graphics state of that opacity."""
        key = round(alpha, 3)
        if key not in self._opacities:
            self._opacities[key] = shadings.opacity(self.pdf, key)
        return self._opacities[key]


class PageWriter:
    """Writes one slide; `invisible` writes only its text, in a mode that is found and copied but not seen."""

    def __init__(self, assets: Assets, width: float, height: float, *, invisible: bool = False) -> None:
        self._assets = assets
        self._invisible = invisible
        self._width, self._height = width, height
        self._ops: list[str] = [f"q {join(PX_TO_PT, 0, 0, -PX_TO_PT, 0, height * PX_TO_PT)} cm"]
        self._fonts: dict[str, Typeface] = {}
        self._states: dict[str, pikepdf.Object] = {}
        self._images: dict[str, pikepdf.Object] = {}
        self._shadings: dict[str, pikepdf.Object] = {}

    def draw(self, shown: dict[str, Any]) -> None:
        """Draw a whole display list, ground first; raises CannotDrawError."""
        if shown.get("background") and not self._invisible:
            frame = (0.0, 0.0, self._width, self._height)
            self._fill(rectangle(frame), shown["background"], frame)
        for primitive in shown["primitives"]:
            self._primitive(primitive)

    def picture(self, image: pikepdf.Object) -> None:
        """Lay `image` over the whole page."""
        self._ops.append(f"q {join(self._width, 0, 0, -self._height, 0, self._height)} cm {self._image(image)} Do Q")

    def page(self, fonts: dict[str, pikepdf.Object]) -> pikepdf.Page:
        """Return the finished page, given the document's font objects by resource name."""
        resources = Dictionary(
            Font=Dictionary({name: fonts[name] for name in self._fonts}),
            ExtGState=Dictionary(self._states),
            XObject=Dictionary(self._images),
            Shading=Dictionary(self._shadings),
        )
        content = "\n".join([*self._ops, "Q"]).encode("ascii")
        pdf = self._assets.pdf
        return pikepdf.Page(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(self._width * PX_TO_PT, 2), round(self._height * PX_TO_PT, 2)]),
                Resources=resources,
                Contents=pdf.make_stream(content),
                Tabs=Name.S,
            )
        )

    def _primitive(self, primitive: dict[str, Any]) -> None:
        frame: Frame = (primitive["x"], primitive["y"], primitive["w"], primitive["h"])
        kind = primitive["kind"]
        turned = around(frame, primitive.get("transform"))
        self._ops.append("q" if turned is None else f"q {join(*turned)} cm")
        if kind in ("chart", "table"):
            if not self._invisible:
                self._ops.append(f"{rectangle(frame)} W n")
            for part in primitive["primitives"]:
                self._primitive(part)
        elif kind == "textBox":
            for line in primitive.get("lines", ()):
                for run in line["runs"]:
                    self._run(run, line)
        elif kind == "shape":
            self._shape(primitive, frame)
        elif kind == "image":
            self._picture(primitive, frame)
        elif kind != "placeholder":
            raise CannotDrawError(f"unknown primitive {kind}")
        self._ops.append("Q")

    def _shape(self, shape: dict[str, Any], frame: Frame) -> None:
        outline = path(shape["path"], frame)
        if self._invisible or not outline:
            return
        if shape.get("clip"):
            self._ops.append(f"{path(shape['clip'], frame)} W n")
        if shape.get("shadow") and shape.get("fill"):
            self._shadow(outline, shape["shadow"])
        if shape.get("fill"):
            self._fill(outline, shape["fill"], frame, even_odd=bool(shape.get("evenOdd")))
        if shape.get("stroke"):
            self._stroke(outline, shape["stroke"])

    def _shadow(self, outline: str, shadow: dict[str, Any]) -> None:
        rgb, _ = colour(shadow["color"])
        self._ops.append(f"q {join(1, 0, 0, 1, shadow.get('dx', 0.0), shadow.get('dy', 0.0))} cm 1 j")
        self._ops.append(f"{shadings.coloured(rgb)} {shadings.coloured(rgb, stroke=True)}")
        for width, alpha in shadings.shadow_layers(shadow):
            self._ops.append(f"{self._state(self._assets.opacity(alpha))} gs {number(width)} w {outline}")
            self._ops.append("B" if width else "f")
        self._ops.append("Q")

    def _fill(self, outline: str, paint: dict[str, Any], frame: Frame, *, even_odd: bool = False) -> None:
        star = "*" if even_odd else ""
        if paint["kind"] == "solid":
            rgb, alpha = colour(paint["color"])
            if alpha > 0:
                self._ops.append(f"q {self._alpha(alpha)}{shadings.coloured(rgb)}\n{outline}\nf{star} Q")
            return
        if paint["gradientType"] not in ("linear", "radial"):
            raise CannotDrawError(f"{paint['gradientType']} gradient")
        state = ""
        if shadings.translucent(paint):
            state = f"{self._state(shadings.soft_mask(self._assets.pdf, paint, frame))} gs "
        name = f"/H{len(self._shadings)}"
        self._shadings[name] = shadings.shading(self._assets.pdf, paint, frame)
        self._ops.append(f"q {state}{outline}\nW{star} n {name} sh Q")

    def _stroke(self, outline: str, stroke: dict[str, Any]) -> None:
        if stroke["width"] <= 0:
            return
        if stroke.get("headEnd") or stroke.get("tailEnd"):
            raise CannotDrawError("arrow heads")
        rgb, alpha = colour(stroke["color"])
        width = stroke["width"]
        dash = f"[{join(max(3.0, 2 * width), max(2.0, width))}] 0 d " if stroke.get("dashed") else ""
        corner = "1 j " if stroke.get("join") == "round" else ""
        ink = f"{self._alpha(alpha)}{shadings.coloured(rgb, stroke=True)}"
        self._ops.append(f"q {ink} {number(width)} w {dash}{corner}\n{outline}\nS Q")

    def _picture(self, picture: dict[str, Any], frame: Frame) -> None:
        if self._invisible or not picture.get("assetId"):
            return
        if picture.get("effects"):
            raise CannotDrawError("picture effects")
        crop = picture.get("crop") or {}
        left, top = crop.get("left", 0.0), crop.get("top", 0.0)
        wide = frame[2] / max(1e-6, 1 - left - crop.get("right", 0.0))
        high = frame[3] / max(1e-6, 1 - top - crop.get("bottom", 0.0))
        outline = path(picture["path"], frame) if picture.get("path") else rectangle(frame)
        name = self._image(self._assets.image(picture["assetId"]))
        x, y = frame[0] - left * wide, frame[1] - top * high
        self._ops.append(f"q {outline} W n {join(wide, 0, 0, -high, x, y + high)} cm {name} Do Q")
        if picture.get("stroke"):
            self._stroke(outline, picture["stroke"])

    def _run(self, run: dict[str, Any], line: dict[str, Any]) -> None:
        glyphs = run["glyphs"]
        if not glyphs or run["text"] == SEPARATOR:
            return
        face = self._assets.typeface(run["fontId"])
        self._fonts[face.resource] = face
        rgb, alpha = colour(run["color"])
        size = run["fontSizePx"]
        mode = "3 Tr " if self._invisible else ""
        # Where glyphs stand for letters only together, the text is said beside them.
        said = _SHAPED.search(run["text"]) is not None
        span = f"/Span <</ActualText <FEFF{run['text'].encode('utf-16-be').hex().upper()}>>> BDC " if said else ""
        ink = f"{self._alpha(alpha)}{shadings.coloured(rgb)}"
        self._ops.append(f"q {ink} {span}BT {mode}{face.resource} {number(size)} Tf")
        texts = _texts(run)
        at = 0
        while at < len(glyphs):
            end = at + 1
            while end < len(glyphs) and abs(glyphs[end]["yOffset"] - glyphs[at]["yOffset"]) < 0.01:
                end += 1
            self._ops.append(_shown(glyphs[at:end], texts[at:end], face, size))
            at = end
        self._ops.append("ET EMC Q" if said else "ET Q")
        if run.get("underline") and run["width"] > 0 and not self._invisible:
            top = line["baseline"] - run.get("baselineOffsetPx", 0.0) + size * 0.08
            bar = (run["x"], top, run["width"], max(1.0, size * 0.05))
            self._ops.append(f"q {self._alpha(alpha)}{shadings.coloured(rgb)} {rectangle(bar)} f Q")

    def _alpha(self, alpha: float) -> str:
        return "" if alpha >= 1 else f"{self._state(self._assets.opacity(alpha))} gs "

    def _state(self, state: pikepdf.Object) -> str:
        return _named(self._states, state, "/G")

    def _image(self, image: pikepdf.Object) -> str:
        return _named(self._images, image, "/I")


# Indic and South-East Asian scripts; readers put Arabic in order by its glyphs.
_SHAPED = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def _named(known: dict[str, pikepdf.Object], wanted: pikepdf.Object, prefix: str) -> str:
    for name, there in known.items():
        if there.objgen == wanted.objgen:
            return name
    name = f"{prefix}{len(known)}"
    known[name] = wanted
    return name


def _texts(run: dict[str, Any]) -> list[str]:
    """Return the text for which each glyph stands; of a cluster of several glyphs the first has it all."""
    units = run["text"].encode("utf-16-le")
    glyphs = run["glyphs"]
    length = len(units) // 2
    base = run["start"]
    starts = sorted({g["cluster"] for g in glyphs})
    if starts and not base <= starts[0] <= base + length:
        base = starts[0]
    ends = dict(zip(starts, [*starts[1:], base + length], strict=True))
    seen: set[int] = set()
    texts: list[str] = []
    for glyph in glyphs:
        cluster = glyph["cluster"]
        if cluster in seen:
            texts.append("")
            continue
        seen.add(cluster)
        texts.append(units[2 * (cluster - base) : 2 * (ends[cluster] - base)].decode("utf-16-le", "ignore"))
    return texts


def _shown(glyphs: list[dict[str, Any]], texts: list[str], face: Typeface, size: float) -> str:
    """Return the operators that show glyphs on one baseline, each exactly where the layout put it."""
    first = glyphs[0]
    pen = start = first["x"] + first["xOffset"]
    parts: list[str] = []
    codes = ""
    for glyph, text in zip(glyphs, texts, strict=True):
        wanted = glyph["x"] + glyph["xOffset"]
        drift = (wanted - pen) / size * 1000
        if abs(drift) >= 1:
            if codes:
                parts.append(f"<{codes}>")
                codes = ""
            parts.append(number(-drift))
            pen = wanted
        codes += face.code(glyph["glyphId"], text)
        # Widths are written to the thousandth of an em, so the pen moves by what a reader will move it.
        pen += round(face.advance(glyph["glyphId"]) * 1000) / 1000 * size
    parts.append(f"<{codes}>")
    return f"{join(1, 0, 0, -1, start, first['yOffset'])} Tm [{''.join(parts)}] TJ"
