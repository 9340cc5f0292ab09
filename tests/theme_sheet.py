"""Paints every theme on one sheet, a cover and a chart each: `python -m tests.theme_sheet docs/images/themes.png`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.gallery.sheets import compressed, painted, sheet

COLUMNS = 6
WIDTH = 216
"""Pixels of one slide; so small that the sheet keeps all its colours below 400 kB."""


def main(target: Path) -> None:
    """Write the sheet."""
    from deckwire_render.core.pptx import build_deck
    from deckwire_render.core.pptx.sample import sample_slides
    from deckwire_render.core.themes import catalogue

    pictures = []
    for theme in catalogue():
        deck = build_deck(sample_slides(theme.title), title=theme.title, theme=theme, notes=False)
        pictures += painted(deck, (0, 1), WIDTH)
    target.write_bytes(compressed(sheet(pictures, COLUMNS)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
