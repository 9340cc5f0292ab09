"""The render benchmark compares like with like, and prints what it promises."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.bench.render import builders, material
from tests.bench.render.__main__ import main
from tests.bench.render.processes import WriterMissingError, node_writer

DECK = material.deck(10, 7)


def contents(data: bytes) -> dict[str, Any]:
    """What a deck holds: slides, native charts and tables, pictures, the words of its slides and of its notes."""
    slides = list(Presentation(io.BytesIO(data)).slides)
    shapes = [shape for slide in slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    return {
        "slides": len(slides),
        "charts": sum(shape.has_chart for shape in shapes),
        "tables": sum(shape.has_table for shape in shapes),
        "pictures": sum(
            shape.shape_type == MSO_SHAPE_TYPE.PICTURE
            or (shape.is_placeholder and hasattr(shape, "image") and bool(shape.image.blob))
            for shape in shapes
        ),
        "said": all(point in " ".join(texts).replace("\n", " ") for page in DECK["slides"] for point in page["points"]),
        "notes": [slide.notes_slide.notes_text_frame.text for slide in slides],
    }


WANTED = {
    "slides": 10,
    "charts": 1,
    "tables": 1,
    "pictures": 5,
    "said": True,
    "notes": [page["notes"] for page in DECK["slides"]],
}


@pytest.mark.parametrize("writer", builders.WRITERS)
def test_both_python_writers_build_the_same_ten_slides(writer: str, tmp_path: Path) -> None:
    pictures = [path.read_bytes() for path in material.pictures(tmp_path)]
    assert {len(set(pictures)), sum(130_000 < len(data) <= 150_000 for data in pictures)} == {5}
    assert contents(builders.WRITERS[writer](DECK, pictures)()) == WANTED


@pytest.mark.node
def test_pptxgenjs_builds_the_same_ten_slides(tmp_path: Path) -> None:
    try:
        writer = node_writer(material.pictures(tmp_path))
    except WriterMissingError as error:
        pytest.skip(str(error))
    with writer:
        answer = writer.build(DECK, tmp_path / "deck.pptx")
    data = (tmp_path / "deck.pptx").read_bytes()
    assert answer.bytes == len(data)
    assert contents(data) == WANTED


def test_the_last_line_is_json_with_the_three_medians(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1", "--sizes", "10"]) == 0
    lines = capsys.readouterr().out.splitlines()
    medians = json.loads(lines[-1])
    assert list(medians) == ["stock_ms", "ours_ms", "pptxgenjs_ms"]
    assert medians["stock_ms"] > 0
    assert medians["ours_ms"] > 0
    missing = any("not measured:" in line for line in lines)
    assert (medians["pptxgenjs_ms"] is None) == missing
