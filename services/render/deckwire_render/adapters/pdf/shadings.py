"""Opacity and gradients as PDF resources."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from .geometry import Frame, colour, join, rectangle


def opacity(pdf: pikepdf.Pdf, alpha: float) -> pikepdf.Object:
    """Return a graphics state in which fills and strokes have the opacity `alpha` (0-1)."""
    return pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=round(alpha, 3), CA=round(alpha, 3)))


def shading(pdf: pikepdf.Pdf, paint: dict[str, Any], frame: Frame, *, alpha: bool = False) -> pikepdf.Object:
    """Return the gradient `paint` over `frame`; with `alpha` its opacities as greys instead of its colours."""
    x, y, w, h = frame
    mid_x, mid_y, radius = x + w / 2, y + h / 2, math.hypot(w, h) / 2
    if paint["gradientType"] == "radial":
        kind, coords = 3, [mid_x, mid_y, 0.0, mid_x, mid_y, radius]
    else:
        angle = math.radians(paint.get("angleDeg") or 0.0)
        # The line runs as far as the corners reach along its direction, as a CSS gradient does.
        reach = (abs(w * math.cos(angle)) + abs(h * math.sin(angle))) / 2
        dx, dy = math.cos(angle) * reach, math.sin(angle) * reach
        kind, coords = 2, [mid_x - dx, mid_y - dy, mid_x + dx, mid_y + dy]
    return pdf.make_indirect(
        Dictionary(
            ShadingType=kind,
            ColorSpace=Name.DeviceGray if alpha else Name.DeviceRGB,
            Coords=Array([round(c, 3) for c in coords]),
            Function=_function(paint["stops"], alpha=alpha),
            Extend=Array([True, True]),
        )
    )


def _function(stops: list[dict[str, Any]], *, alpha: bool) -> pikepdf.Dictionary:
    ordered = sorted(stops, key=lambda stop: float(stop["position"]))
    points: list[tuple[float, list[float]]] = []
    for stop in ordered:
        rgb, opaque = colour(stop["color"])
        at = min(1.0, max(0.0, float(stop["position"])))
        points.append((at, [round(opaque, 4)] if alpha else [round(c, 4) for c in rgb]))
    if points[0][0] > 0:
        points.insert(0, (0.0, points[0][1]))
    if points[-1][0] < 1:
        points.append((1.0, points[-1][1]))
    if len(points) == 1:
        points.append((1.0, points[0][1]))
    parts = Array()
    for (_, before), (_, after) in pairwise(points):
        parts.append(Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(before), C1=Array(after), N=1))
    return Dictionary(
        FunctionType=3,
        Domain=Array([0, 1]),
        Functions=parts,
        Bounds=Array([at for at, _ in points[1:-1]]),
        Encode=Array([0, 1] * len(parts)),
    )


def translucent(paint: dict[str, Any]) -> bool:
    """Return whether any stop of the gradient lets something through."""
    return any(colour(stop["color"])[1] < 1 for stop in paint["stops"])


def soft_mask(pdf: pikepdf.Pdf, paint: dict[str, Any], frame: Frame) -> pikepdf.Object:
    """Return a graphics state that lets through as much as the gradient's opacities say."""
    group = pdf.make_stream(f"q {rectangle(frame)} W n /S sh Q".encode())
    group.Type = Name.XObject
    group.Subtype = Name.Form
    group.BBox = Array([round(v, 2) for v in (frame[0], frame[1], frame[0] + frame[2], frame[1] + frame[3])])
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray, I=True)
    group.Resources = Dictionary(Shading=Dictionary({"/S": shading(pdf, paint, frame, alpha=True)}))
    mask = Dictionary(S=Name.Luminosity, G=pdf.make_indirect(group))
    return pdf.make_indirect(Dictionary(Type=Name.ExtGState, SMask=mask))


def shadow_layers(shadow: dict[str, Any], layers: int = 6) -> list[tuple[float, float]]:
    """Return (outline width, opacity) of strokes which, laid over one another, look like a blurred shadow."""
    alpha = colour(shadow["color"])[1]
    blur = float(shadow.get("blur", 0.0))
    if blur <= 0:
        return [(0.0, alpha)]
    # Half of the softness lies inside the outline, where it cannot be drawn, so the whole is made fainter.
    share = 1 - (1 - min(alpha * 0.6, 0.99)) ** (1 / layers)
    return [(blur * 1.4 * (layers - i) / layers, share) for i in range(layers)]


def coloured(rgb: tuple[float, float, float], *, stroke: bool = False) -> str:
    """Return the operator that sets the colour of fills, or of strokes."""
    return f"{join(*rgb)} {'RG' if stroke else 'rg'}"
