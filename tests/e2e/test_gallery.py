"""The gallery: decks made over HTTP with sheets and an index, and judges that find what is wrong with one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.gallery.__main__ import main
from tests.gallery.checking import check

pytestmark = [pytest.mark.e2e, pytest.mark.connected]

REPORT = """# Tram line 9 after one year

Tram line 9 carried 4.1 million people in its first year, a quarter more than planned. It runs on time on 93 % of days.

## Passengers by quarter

| Quarter | Passengers (thousand) |
|---|---:|
| Q1 | 810 |
| Q2 | 990 |
| Q3 | 1080 |
| Q4 | 1220 |

## What passengers say

- The tram comes every six minutes, so nobody needs a timetable
- Two stops have no shelter and are crowded in the rain
- The last tram leaves too early for those who work late

## What comes next

The council decides in May on two shelters and on an hour more of service in the evening.
"""
LIST = """themes = ["indigo", "midnight"]

[[source]]
name = "tram"
file = "tram.md"
n_slides = 6
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery of one source in two looks."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "tram.md").write_text(REPORT)
    (folder / "gallery.toml").write_text(LIST)
    assert main(["make", str(folder / "out"), "--list", str(folder / "gallery.toml")]) == 0
    return folder / "out"


def test_every_deck_has_its_sheet_and_its_place_in_the_index(gallery: Path) -> None:
    names = {path.name for path in gallery.iterdir()}
    assert names == {f"tram-{look}.{kind}" for look in ("indigo", "midnight") for kind in ("pptx", "png")} | {
        "index.html"
    }
    with Image.open(gallery / "tram-indigo.png") as sheet:
        assert sheet.width > 3 * 480
    index = (gallery / "index.html").read_text()
    assert all(name in index for name in names - {"index.html"})


def test_all_judges_are_content(gallery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(gallery)]) == 0
    told = capsys.readouterr().out
    assert "2 of 2 decks are as they must be" in told


def test_judges_find_a_planted_defect(gallery: Path, tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(gallery / "tram-indigo.pptx") as before,
        zipfile.ZipFile(tmp_path / "bad.pptx", "w") as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == "ppt/slides/slide2.xml":
                data = data.replace(b' sz="', b' sz="9')
            after.writestr(name, data)
    found = check([tmp_path / "bad.pptx"], office=False)
    assert not found.good
    assert any(complaint.startswith("report: ") for complaint in found.decks[0].complaints())
    assert "0 of 1 decks" in found.table()


def test_an_empty_gallery_is_not_good(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path)]) == 1
