"""What `make demo` promises: a report becomes a native, complete, valid deck, and a timeline tells how."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

ROOT = Path(__file__).resolve().parents[2]
UNSPOKEN = {"title", "agenda", "section"}

pytestmark = [pytest.mark.e2e, pytest.mark.connected, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    target = re.search(r"^demo:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert target is not None
    assert "deckwire make examples/quarterly-report.md" in target.group(1)
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "deckwire",
            "make",
            "examples/quarterly-report.md",
            "--pdf",
            "--timeline",
            "-o",
            str(folder / "report.pptx"),
            "--data",
            str(folder / "data"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return folder / "report.pptx", made.stdout + made.stderr


def test_the_report_becomes_slides_with_native_charts_and_tables(demo: tuple[Path, str]) -> None:
    deck = Presentation(str(demo[0]))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert len(deck.slides) >= 8
    assert sum(shape.has_chart for shape in shapes) >= 2
    assert sum(shape.has_table for shape in shapes) >= 1
    assert all(shape.chart.part.chart_workbook.xlsx_part for shape in shapes if shape.has_chart)


def test_every_slide_has_a_title_and_every_content_slide_has_notes(demo: tuple[Path, str]) -> None:
    for number, slide in enumerate(Presentation(str(demo[0])).slides, start=1):
        assert slide.shapes.title is not None, number
        assert slide.shapes.title.text_frame.text.strip(), number
        if not slide.slide_layout.name.lower().startswith(tuple(UNSPOKEN)):
            assert slide.has_notes_slide, number
            assert len(slide.notes_slide.notes_text_frame.text) > 20, number


def test_every_picture_chart_and_table_has_alt_text_that_is_no_file_name(demo: tuple[Path, str]) -> None:
    spoken = 0
    for slide in Presentation(str(demo[0])).slides:
        for shape in slide.shapes:
            is_picture = shape.shape_type == MSO_SHAPE_TYPE.PICTURE or hasattr(shape, "image")
            if is_picture or shape.has_chart or shape.has_table:
                text = shape._element._nvXxPr.cNvPr.get("descr", "")
                assert text, shape.name
                assert not re.search(r"\.(png|jpe?g|gif)$", text, re.IGNORECASE)
                spoken += 1
    assert spoken >= 4


def test_the_file_has_no_finding_of_the_open_xml_validator(demo: tuple[Path, str]) -> None:
    result = validate_pptx(str(demo[0]))
    assert list(result.errors) == []


def test_the_timeline_tells_every_stage(demo: tuple[Path, str]) -> None:
    for word in ("requested", "outlined", "drafted", "previewed", "rendered"):
        assert word in demo[1]


def test_the_pdf_has_as_many_pages_as_the_deck_has_slides(demo: tuple[Path, str]) -> None:
    from pypdf import PdfReader

    assert len(PdfReader(demo[0].with_suffix(".pdf")).pages) == len(Presentation(str(demo[0])).slides)


def test_libreoffice_opens_the_deck_with_the_same_slides(demo: tuple[Path, str], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (apt-get install libreoffice-impress-nogui)")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(demo[0]),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    from pypdf import PdfReader

    assert len(PdfReader(tmp_path / "report.pdf").pages) == len(Presentation(str(demo[0])).slides)
