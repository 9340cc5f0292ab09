"""Languages of stretches of text, told by their scripts."""

from __future__ import annotations

import pytest
from deckwire_render.core.text import voices


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("plain", "en-US", ["en-US"]),
        ("naïve Ελληνικά Русский", "en-US", ["en-US"]),
        ("the word 日本語です here", "en-US", ["en-US", "ja-JP", "en-US"]),
        ("the word 数据，驱动 here", "de-DE", ["de-DE", "zh-CN", "de-DE"]),
        ("数据 and データ", "zh-CN", ["zh-CN"]),
        ("데이터 数据", "ko-KR", ["ko-KR"]),
        ("数据 데이터", "zh-CN", ["zh-CN", "ko-KR"]),
        ("مرحبا Deckwire 2026", "ar-SA", ["ar-SA"]),
        ("سلام", "fa-IR", ["fa-IR"]),
        ("hello مرحبا بالعالم!", "en-US", ["en-US", "ar-SA", "en-US"]),
        ("שלום नमस्ते ไทย", "en-US", ["he-IL", "en-US", "hi-IN", "en-US", "th-TH"]),
    ],
)
def test_stretches_have_the_language_of_their_script(text: str, language: str, expected: list[str]) -> None:
    found = voices.stretches(text, language)
    assert [tag for _, tag in found] == expected
    assert "".join(part for part, _ in found) == text


def test_east_asian_runs_name_the_language_of_their_latin_words() -> None:
    assert voices.attributes("ja-JP") == 'lang="ja-JP" altLang="en-US"'
    assert voices.attributes("de-DE") == 'lang="de-DE"'


def test_only_korean_ends_lines_between_words_though_its_letters_fill_cells() -> None:
    assert voices.breaks_by_word("ko-KR")
    assert not voices.breaks_by_word("ja-JP")
