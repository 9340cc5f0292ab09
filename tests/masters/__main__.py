"""Decks on the three masters: `python -m tests.masters docs/images/masters.png`, or a folder for whole decks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from deckwire_render.adapters.masters import painted_layouts
from deckwire_render.core.master import read
from deckwire_render.core.pptx import Built, build
from PIL import Image

from tests.gallery.sheets import GAP, GROUND, compressed, painted, sheet

from .designs import MASTERS
from .stories import STORIES

HEIGHT = 190
SHOWN = {"halden": (0, 3, 5, 7, 9), "auental": (0, 1, 3, 5, 8, 9), "aoba": (0, 2, 5, 8, 11)}


def deck(name: str) -> Built:
    """Return the story of a master on it."""
    language, story = STORIES[name]
    slides = story()
    master = read(MASTERS[name](), name, painted_layouts)
    return build(slides, title=slides[0].slide.title, language=language, master=master)


def rows(shown: dict[str, Sequence[int]]) -> Image.Image:
    """Return a row of slides for each master, all of one height."""
    lines = []
    for name, pages in shown.items():
        pictures = painted(deck(name).data, pages, 480)
        lines.append(
            [p.resize((round(p.width * HEIGHT / p.height), HEIGHT), Image.Resampling.LANCZOS) for p in pictures]
        )
    width = max(sum(p.width + GAP for p in line) for line in lines) + GAP
    whole = Image.new("RGB", (width, len(lines) * (HEIGHT + GAP) + GAP), GROUND)
    for n, line in enumerate(lines):
        spare = (width - GAP - sum(p.width + GAP for p in line)) / max(1, len(line) - 1)
        x = float(GAP)
        for picture in line:
            whole.paste(picture, (round(x), GAP + n * (HEIGHT + GAP)))
            x += picture.width + GAP + spare
    return whole


def main(argv: Sequence[str]) -> int:
    """Write the picture, or every deck with its sheet."""
    target = Path(argv[0])
    if target.suffix == ".png":
        target.write_bytes(compressed(rows(dict(SHOWN))))
        return 0
    target.mkdir(parents=True, exist_ok=True)
    for name, master in MASTERS.items():
        data = deck(name).data
        (target / f"{name}-master.pptx").write_bytes(master())
        (target / f"{name}.pptx").write_bytes(data)
        (target / f"{name}.png").write_bytes(compressed(sheet(painted(data, range(50), 480), 3), 1_500_000))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
