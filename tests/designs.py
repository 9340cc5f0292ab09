"""The slide designs as a page and pictures: `python -m tests.designs` writes `docs/designs.md` and its images."""

from __future__ import annotations

from pathlib import Path

from deckwire_imagegen.core.artwork import draw
from deckwire_render.core.pptx import DeckSlide, build_preview

from tests import chart_sheet, gallery
from tests.unit.render_pptx.design_material import DESIGNS, Design

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "designs.md"
PICTURE = DOCS / "images" / "designs.png"
CHARTS = DOCS / "images" / "charts.png"
_THEME = "indigo"

_HEAD = """# Slide designs

What a slide says decides how it looks: its type, how many points it has and how long they are, and which designs the
slides of its kind before it had. Where several designs suit, slides of a kind take them in turn, so that neighbours
differ; previews and decks go by the same outline, so that they show the same. What does not fit one slide legibly
continues on the next; nothing is cut and no text is set under 14 pt.

![The designs](images/designs.png)

Charts and tables take the form that their numbers ask for, whatever kind was named:

![Charts and tables](images/charts.png)

A deck's file holds the layouts that it uses and the usual ones for new slides, each with its placeholders where the
design has its texts. The table is written by `python -m tests.designs`.

| design | slide type | for | layout keys |
|---|---|---|---|
"""


def page() -> str:
    """Return the page, one row for each design."""
    rows = []
    for design in DESIGNS:
        keys = ", ".join(f"`{key}`" for key in design.keys)
        rows.append(f"| {design.name} | `{design.slide.type}` | {design.suits} | {keys} |\n")
    return _HEAD + "".join(rows)


def shown(design: Design) -> bytes:
    """Return a .pptx with the slide of a design."""
    art = draw("a quay at dawn", theme=_THEME, width=1280, height=720, motif="hills") if design.pictured else None
    slide = DeckSlide(
        design.slide,
        "s1",
        art.data if art else None,
        art.media_type if art else "",
        "A quay at dawn" if art else "",
        whole=design.whole,
        before=design.turn,
    )
    return build_preview(
        slide, title="Canal freight", theme=_THEME, number=3, total=12, section=2, sections=("Why", "Pilot", "Plan")
    )


def main() -> None:
    """Write the page and the pictures."""
    PAGE.write_text(page(), "utf-8")
    pictures = [picture for design in DESIGNS for picture in gallery.painted(shown(design), [0], 300)]
    PICTURE.write_bytes(gallery.compressed(gallery.sheet(pictures, 5)))
    CHARTS.write_bytes(gallery.compressed(gallery.sheet(gallery.painted(chart_sheet.deck(), range(99), 300), 5)))


if __name__ == "__main__":
    main()
