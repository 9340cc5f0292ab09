"""The pictures of the README: a few slides of the gallery's decks, and most of one deck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .sheets import compressed, painted, sheet

WIDTH = 430
COLUMNS = 4
SHOWN: dict[str, Sequence[tuple[str, Sequence[int]]]] = {
    "gallery.png": (
        ("annual-review-brand", (1, 6)),
        ("lecture-midnight", (9, 11)),
        ("product-pitch-indigo", (13, 14)),
        ("research-paper-paper", (9, 10)),
        ("water-report-midnight", (3, 5)),
        ("verkehrskonzept-indigo", (10, 6)),
        ("tourism-report-paper", (3, 4)),
        ("network-review-template", (1, 4)),
    ),
    "deck.png": (("quarterly-report-indigo", range(2, 14)),),
}
"""Pictures by name, each with decks of the gallery and the numbers of their slides, from 1."""


def write(gallery: Path, images: Path) -> None:
    """Write the pictures from the decks in the folder `gallery` into the folder `images`."""
    for name, chosen in SHOWN.items():
        pictures = [
            picture
            for deck, numbers in chosen
            for picture in painted((gallery / f"{deck}.pptx").read_bytes(), [n - 1 for n in numbers], WIDTH)
        ]
        (images / name).write_bytes(compressed(sheet(pictures, COLUMNS), 200_000))
