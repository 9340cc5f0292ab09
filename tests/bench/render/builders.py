"""Builds the benchmark's deck in this process: with stock python-pptx and with Deckwire.

`python -m tests.bench.render.builders stock|deckwire PICTURE…` reads decks as JSON lines and answers `{"ms", "bytes"}`
for each; what a program is given ready-made (typed slides, the bytes of pictures) is made before the clock starts.
Given a path in `out`, the deck is written there after the clock has stopped.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Build = Callable[[], bytes]


def stock(deck: dict[str, Any], pictures: Sequence[bytes]) -> Build:
    """Return what builds `deck` with python-pptx as its documentation shows it."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    def build() -> bytes:
        shown = Presentation()
        shown.slide_width, shown.slide_height = Inches(13.333), Inches(7.5)
        shown.core_properties.title = deck["title"]
        for page in deck["slides"]:
            slide = shown.slides.add_slide(shown.slide_layouts[1])
            slide.shapes.title.text = page["title"]
            frame = slide.placeholders[1].text_frame
            frame.text = page["points"][0]
            for text in page["points"][1:]:
                frame.add_paragraph().text = text
            left, top, width, height = Inches(6.6), Inches(1.6), Inches(6.1), Inches(5)
            if page["chart"]:
                data = CategoryChartData()
                data.categories = page["chart"]["categories"]
                for series in page["chart"]["series"]:
                    data.add_series(series["name"], series["values"])
                slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, left, top, width, height, data)
            if page["table"]:
                rows = [page["table"]["headers"], *page["table"]["rows"]]
                table = slide.shapes.add_table(len(rows), len(rows[0]), left, top, width, height).table
                for r, row in enumerate(rows):
                    for c, text in enumerate(row):
                        table.cell(r, c).text = text
            if page["picture"] is not None:
                slide.shapes.add_picture(io.BytesIO(pictures[page["picture"]]), left, top, width)
            slide.notes_slide.notes_text_frame.text = page["notes"]
        stream = io.BytesIO()
        shown.save(stream)
        return stream.getvalue()

    return build


def deckwire(deck: dict[str, Any], pictures: Sequence[bytes]) -> Build:
    """Return what builds `deck` as the render service does: composed, measured, set in a theme, with all features.

    The words are the same: beside a chart or a table the four points stand as its takeaway.
    """
    from deckwire_contracts import SLIDE
    from deckwire_render.core.pptx import DeckSlide, build

    slides = []
    for n, page in enumerate(deck["slides"]):
        common = {"title": page["title"], "notes": page["notes"]}
        takeaway = ". ".join(page["points"]) + "."
        image = None
        if page["chart"]:
            fields = {"type": "chart", "chart": {"kind": "column", **page["chart"]}, "takeaway": takeaway}
        elif page["table"]:
            fields = {"type": "table", "table": page["table"], "takeaway": takeaway}
        else:
            fields = {"type": "bullets", "items": [{"text": text} for text in page["points"]]}
            if page["picture"] is not None:
                image = pictures[page["picture"]]
                fields["image"] = {"prompt": page["title"], "alt": page["title"]}
        slide = SLIDE.validate_python({**common, **fields})
        slides.append(DeckSlide(slide, f"s{n}", image, "image/jpeg", page["title"]))

    def made() -> bytes:
        return build(slides, title=deck["title"]).data

    return made


WRITERS = {"stock": stock, "deckwire": deckwire}


def main(argv: Sequence[str]) -> int:
    """Answer every line of stdin."""
    writer = WRITERS[argv[0]]
    pictures = [Path(path).read_bytes() for path in argv[1:]]
    for line in sys.stdin:
        asked = json.loads(line)
        build = writer(asked["deck"], pictures)
        started = time.perf_counter()
        data = build()
        ms = (time.perf_counter() - started) * 1000
        if asked.get("out"):
            Path(asked["out"]).write_bytes(data)
        sys.stdout.write(json.dumps({"ms": ms, "bytes": len(data)}) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
