"""Draws the icons of `concepts.txt` anew from Lucide: `python services/render/vendor_icons.py WHEEL`.

WHEEL is a wheel of fasthtml-lucide, which carries Lucide's SVG files and its licence unchanged
(`pip download --no-deps fasthtml-lucide`). Only this script reads it; the service has no use for it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib import SVGPath

ICONS = Path(__file__).parent / "deckwire_render" / "core" / "icons"
Point = tuple[float, float]
_LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "C", "closePath": "Z"}
# Marks that compositions draw without being asked by a concept.
_MARKS = ("check", "x", "arrow-right", "user")


def outline(svg: bytes) -> str:
    """Return the strokes of an SVG as absolute M, L, C and Z commands to the hundredth of its grid of 24."""
    pen = DecomposingRecordingPen({})
    SVGPath.fromstring(svg).draw(pen)
    found = []
    at: tuple[float, float] = (0.0, 0.0)
    for operator, given in pen.value:
        if operator == "endPath":
            continue
        points = _cubic(at, *given) if operator == "qCurveTo" else given
        numbers = " ".join(f"{round(float(n), 2):g}" for point in points for n in point)
        found.append(_LETTERS[operator] + numbers)
        at = points[-1] if points else at
    return "".join(found)


def _cubic(start: Point, via: Point, end: Point) -> tuple[Point, Point, Point]:
    """Return a quadratic curve raised by one degree."""
    one = (start[0] + (via[0] - start[0]) * 2 / 3, start[1] + (via[1] - start[1]) * 2 / 3)
    two = (end[0] + (via[0] - end[0]) * 2 / 3, end[1] + (via[1] - end[1]) * 2 / 3)
    return one, two, end


def names(concepts: str) -> list[str]:
    """Return the icons that the index of concepts names, and the marks."""
    lines = (line for line in concepts.splitlines() if line and not line.startswith("#"))
    return sorted({*(line.split()[0] for line in lines), *_MARKS})


def main(wheel: str) -> None:
    """Write `lucide.json` and Lucide's licence beside the index of concepts."""
    with zipfile.ZipFile(wheel) as archive:
        version = archive.read("fasthtml_lucide/lucide-version.txt").decode().strip()
        wanted = names((ICONS / "concepts.txt").read_text("utf-8"))
        drawn = {name: outline(archive.read(f"fasthtml_lucide/icons/{name}.svg")) for name in wanted}
        (ICONS / "LICENSE-lucide.txt").write_bytes(archive.read("fasthtml_lucide/LUCIDE-LICENSE"))
    text = json.dumps({"lucide": version, "icons": drawn}, indent=0, sort_keys=True)
    (ICONS / "lucide.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
