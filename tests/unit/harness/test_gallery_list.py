"""What `examples/gallery.toml` says is what the gallery makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from deckwire_contracts import Finding
from deckwire_contracts.themes import THEMES

from tests.gallery import page
from tests.gallery.__main__ import LIST
from tests.gallery.listed import Look, listed
from tests.gallery.making import Made, told


def written(folder: Path, text: str) -> Path:
    (folder / "report.md").write_text("# Report")
    (folder / "brand.toml").write_text('id = "b"')
    path = folder / "gallery.toml"
    path.write_text(text)
    return path


def test_the_examples_are_at_least_eight_in_three_looks_each() -> None:
    sources = listed(LIST)
    assert len(sources) >= 8
    assert all(len(source.looks) == 3 for source in sources)
    named = {look.theme for source in sources for look in source.looks if look.theme}
    assert named <= {theme.id for theme in THEMES}


def test_a_look_of_its_own_comes_first_and_other_fields_go_into_the_request(tmp_path: Path) -> None:
    [source] = listed(
        written(
            tmp_path,
            'themes = ["indigo", "paper", "midnight"]\n[[source]]\nname = "a"\nfile = "report.md"\n'
            'brand = "brand.toml"\nn_slides = 5\n',
        )
    )
    assert [look.name for look in source.looks] == ["brand", "indigo", "paper"]
    assert source.looks[0] == Look("brand", brand=tmp_path / "brand.toml")
    assert source.options == {"n_slides": 5}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('themes = []\n[[source]]\nname = "a"\nfile = "gone.md"\n', "gone.md"),
        ('themes = []\n[[source]]\nname = "a"\nfile = "report.md"\nbrand = "none.toml"\n', "none.toml"),
        ("themes = []\n" + '[[source]]\nname = "a"\nfile = "report.md"\n' * 2, "same name"),
    ],
)
def test_a_list_that_names_what_is_not_there_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        listed(written(tmp_path, text))


def test_the_index_shows_each_deck_under_its_source_and_trusts_no_title() -> None:
    error = Finding(rule="overflow", severity="error", detail="too tall")
    made = [
        Made("a-indigo", "a.md", "indigo", "Cats & <dogs>", 9, 1.0, ()),
        Made("b-indigo", "b.md", "indigo", "B", 3, 1.0, (error,)),
        Made("a-paper", "a.md", "paper", "A", 9, 1.0, ()),
    ]
    shown = page.index(made)
    assert shown.count("<h2>") == 2
    assert shown.index("a-indigo.pptx") < shown.index("a-paper.png") < shown.index("b-indigo.png")
    assert "Cats &amp; &lt;dogs&gt;" in shown
    assert "1 errors" in shown
    assert "overflow: too tall" in told(made[1])
