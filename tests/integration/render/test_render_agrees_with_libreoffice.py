"""LibreOffice shows what the previews show: as many slides, the same lines of text, the same picture."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from deckwire_contracts import Slide
from deckwire_render.core import themes
from deckwire_render.core.pptx import build_deck

from tests.unit.render_pptx.slide_material import BRIEF, deck_slides, ordinary, slide
from tests.witness import Agreement, OfficeMissingError, compared, converted

JAPANESE = "青葉市を訪れた観光客は前の年より一割増え、三年続けて過去最高となった。宿泊した人の半分は海外から来ている。"
ARABIC = "ارتفعت كمية المياه الموزعة في المدينة بنسبة ثمانية في المئة خلال العام الماضي بفضل إصلاح الشبكة القديمة."
ENGLISH = (
    "Revenue grew in every quarter of the year, driven by subscriptions, which now bring in more than rooftop solar."
)


def wordy(text: str) -> list[Slide]:
    """Slides whose paragraphs run over several lines."""
    points = [{"text": text[: len(text) // 2], "detail": text}] * 3
    return [
        slide("title", text[:60], subtitle=text),
        slide("bullets", text[:50], items=points),
        slide("image_text", text[:40], lead=text, items=[text, text], image=BRIEF),
        slide("quote", text[:40], quote=text, author=text[:12]),
        slide(
            "table",
            text[:30],
            table={"headers": [text[:8]] * 3, "rows": [[text[: len(text) // 2], text[:9], "94 %"]] * 3},
        ),
        slide("process", text[:30], steps=[{"title": text[:16], "detail": text[:70]}] * 4),
    ]


DECKS = {
    "ordinary": (ordinary()[:24:2] + wordy(ENGLISH), "en", "indigo"),
    "japanese": (wordy(JAPANESE), "ja", "paper"),
    "arabic": (wordy(ARABIC), "ar", "midnight"),
}


ROUND = replace(themes.get("indigo"), radius=20.0)
CLOSE_PT = 2.0
POINT = {"text": "Onboarding in one day", "detail": "New customers reach their first report within a day."}
CARDS = [
    slide("bullets", "Three changes explain it", items=[POINT] * 3),
    slide("process", "How we go on", steps=[{"title": "Review", "detail": "Both look at usage together."}] * 4),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Path]]:
    """Each deck and LibreOffice's PDF of it.

    `cards` are round and in no placeholders, which LibreOffice takes for plain boxes; `grown` is one whose second slide
    has larger type than it was set in.
    """
    folder = tmp_path_factory.mktemp("witness")
    decks = {
        name: build_deck(deck_slides(slides), title=slides[0].title, language=language, theme=theme)
        for name, (slides, language, theme) in DECKS.items()
    }
    decks["cards"] = freed(build_deck(deck_slides(CARDS), title="Cards", theme=ROUND))
    decks["grown"] = grown(build_deck(deck_slides(wordy(ENGLISH)), title="Grown"))
    paths = {name: folder / f"{name}.pptx" for name in decks}
    for name, path in paths.items():
        path.write_bytes(decks[name])
    try:
        pages = converted(list(paths.values()), folder)
    except OfficeMissingError as error:
        pytest.skip(str(error))
    return {name: (decks[name], page) for name, page in zip(decks, pages, strict=True)}


def freed(deck: bytes) -> bytes:
    """Return the deck with its round shapes in no placeholders, as they stand on users' masters."""

    def free(shape: re.Match[str]) -> str:
        return re.sub(r"<p:ph [^>]*>", "", shape.group()) if "roundRect" in shape.group() else shape.group()

    return rewritten(deck, lambda name, text: re.sub(r"<p:sp>.*?</p:sp>", free, text))


def grown(deck: bytes) -> bytes:
    """Return the deck with the type of its second slide a seventh larger."""

    def grow(name: str, text: str) -> str:
        return re.sub(r'sz="(\d+)"', lambda m: f'sz="{int(m[1]) * 8 // 7}"', text) if "slide2" in name else text

    return rewritten(deck, grow)


def rewritten(deck: bytes, change: Callable[[str, str], str]) -> bytes:
    """Return the deck with its slides changed; `change` gets the name and the text of each."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if re.match(r"ppt/slides/slide\d+\.xml", name):
                data = change(name, data.decode()).encode()
            after.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("name", DECKS)
def test_previews_agree_with_libreoffice(name: str, files: dict[str, tuple[bytes, Path]]) -> None:
    found = compared(*files[name])
    assert found.complaints() == []
    assert found.slides == len(DECKS[name][0])
    assert found.lines > 6 * found.slides


def test_text_in_round_shapes_stands_where_the_previews_show_it(files: dict[str, tuple[bytes, Path]]) -> None:
    found = compared(*files["cards"], near_pt=CLOSE_PT)
    assert found.apart == []
    assert found.lines > 20


def test_the_witness_sees_type_that_has_grown(files: dict[str, tuple[bytes, Path]]) -> None:
    meant = build_deck(deck_slides(wordy(ENGLISH)), title="Grown")
    found = compared(meant, files["grown"][1])
    assert {re.match(r"slide \d+", line)[0] for line in found.apart} == {"slide 2"}  # type: ignore[index]
    assert any("lines agree" in line for line in found.complaints())


def test_the_witness_sees_another_deck(files: dict[str, tuple[bytes, Path]]) -> None:
    found = compared(files["japanese"][0], files["ordinary"][1])
    complaints = " ".join(found.complaints())
    assert "slides are" in complaints
    assert "lines agree" in complaints
    assert "the picture of slide" in complaints


def test_tolerances_hold_their_edges() -> None:
    good = Agreement(slides=2, pages=2, lines=20, apart=["x"], pictures=[6.0, 10.0], charts={2})
    assert good.complaints() == []
    assert len(Agreement(slides=2, pages=2, lines=20, apart=["x", "y"], pictures=[6.1, 10.1]).complaints()) == 3
