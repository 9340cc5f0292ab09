"""Widths, lines and fitting of text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from deckwire_render.core.text import (
    LINE_PITCH,
    Para,
    breaking,
    families,
    fit,
    fit_paragraphs,
    fonts,
    lines,
    phrases,
    scaled,
    width,
    wrap,
)
from deckwire_render.core.text.measure import GAP_EM, RESERVE


def test_width_grows_with_size_and_weight() -> None:
    assert width("Hello", "Arial", False, 20) == pytest.approx(2 * width("Hello", "Arial", False, 10))
    assert width("Hello", "Arial", True, 20) > width("Hello", "Arial", False, 20)


def test_widths_are_those_of_the_named_font() -> None:
    # Advance widths in thousandths of an em, from the metrics of the fonts themselves.
    assert width("m", "Arial", False, 1000) == pytest.approx(833, abs=1)
    assert width("m", "Calibri", False, 1000) == pytest.approx(799, abs=2)
    assert width("m", "Georgia", False, 1000) == pytest.approx(880, abs=4)


def test_an_unknown_family_is_measured_wider_than_arial() -> None:
    assert width("Hello", "No Such Font", False, 20) > width("Hello", "Arial", False, 20)
    assert families.family("  ARIAL ") is families.ARIMO


def test_lines_end_at_spaces_and_keep_every_word() -> None:
    text = "the quick brown fox jumps over the lazy dog " * 3
    made = lines(text, family="Arial", size_pt=18, width_pt=200)
    assert " ".join(made).split() == text.split()
    assert all(width(line, "Arial", False, 18) <= 200 for line in made)


def test_a_line_feed_ends_a_line_and_an_empty_text_is_one_line() -> None:
    assert lines("a\nb\n\nc", family="Arial", size_pt=18, width_pt=500) == ["a", "b", "", "c"]
    assert lines("a\vb", family="Arial", size_pt=18, width_pt=500) == ["a", "b"]
    assert lines("", family="Arial", size_pt=18, width_pt=500) == [""]


def test_a_word_wider_than_the_box_is_broken_and_told() -> None:
    made = wrap("Donaudampfschifffahrtsgesellschaft", family="Arial", size_pt=40, width_pt=200)
    assert made.word_broken
    assert "".join(made.lines) == "Donaudampfschifffahrtsgesellschaft"
    assert all(width(line, "Arial", False, 40) <= 200 for line in made.lines)


def test_a_word_wider_than_the_box_begins_on_its_own_line() -> None:
    made = wrap("a Donaudampfschifffahrtsgesellschaft is", family="Arial", size_pt=40, width_pt=200)
    assert made.lines[0] == "a"
    assert made.word_broken


def test_hyphenated_words_break_after_the_hyphen_but_ranges_and_minus_signs_do_not() -> None:
    assert breaking.pieces("well-known") == ["well-", "known"]
    assert breaking.pieces("2024-25") == ["2024-25"]
    assert breaking.pieces("a -5") == ["a ", "-5"]
    assert breaking.pieces("growth–decline") == ["growth–", "decline"]
    assert breaking.pieces("2024–25") == ["2024–25"]


def test_a_no_break_space_holds() -> None:
    assert breaking.pieces("12\u00a0000 units") == ["12\u00a0000 ", "units"]


def test_a_no_break_space_holds_emoji_and_ideographs_as_well() -> None:
    assert breaking.pieces("🚀\u00a0% 人\u00a0% x\u00a0人") == ["🚀\u00a0% ", "人\u00a0% ", "x\u00a0人"]


def test_ideographs_break_between_any_two_but_not_before_closing_punctuation() -> None:
    assert breaking.pieces("売上は、増加した。") == ["売", "上", "は、", "増", "加", "し", "た。"]
    assert breaking.pieces("（注）") == ["（注）"]


def test_hangul_is_wrapped_by_words_and_thai_by_phrases() -> None:
    assert breaking.pieces("한국어 문장") == ["한국어 ", "문장"]
    assert breaking.pieces("สวัสดีชาวโลก") == ["สวัสดี", "ชาว", "โลก"]


def test_dashes_and_closing_marks_begin_no_line_even_after_a_space() -> None:
    assert breaking.pieces("growth – decline") == ["growth – ", "decline"]
    assert breaking.pieces("a ( b ) c") == ["a ", "( b ) ", "c"]
    assert breaking.pieces("so …数") == ["so …", "数"]
    assert breaking.pieces("12 / 13") == ["12 / ", "13"]


def test_a_line_does_not_end_beside_a_quotation_mark_within_ideographs() -> None:
    assert breaking.pieces("户“留存率”高") == ["户“留", "存", "率”高"]


@pytest.mark.parametrize("one", ["👩\u200d🚀", "👍🏽", "🇩🇪", "❤\ufe0f", "ก็", "हि", "é", "เก"])
def test_what_a_reader_takes_for_one_character_is_not_broken(one: str) -> None:
    assert breaking.clusters(one * 3) == [one] * 3
    assert all(piece.count(one) * len(one) == len(piece) for piece in breaking.pieces(one * 3))


def test_japanese_chinese_and_thai_have_phrases_and_other_languages_none() -> None:
    assert phrases.ideographs("今日は天気です。") == (3,)
    assert phrases.ideographs("今天是晴天。", "zh-CN") == (2, 3)
    assert phrases.ideographs("資料驅動決策", "zh-TW")
    assert phrases.ideographs("plain") == ()
    assert phrases.thai("สวัสดีชาวโลก") == (6, 9)


def test_phrases_keep_numbers_whole_and_begin_after_spaces() -> None:
    def parts(text: str) -> list[str]:
        cuts = [0, *phrases.ideographs(text), len(text)]
        return [text[a:b] for a, b in pairwise(cuts)]

    assert parts("国内客は2021年から1,356万人に") == ["国内客は", "2021年から", "1,356万人に"]
    assert parts("みどりの報告書 2025年度版") == ["みどりの", "報告書 ", "2025年度版"]


def test_room_is_kept_where_ideographs_and_digits_meet() -> None:
    def wide(text: str, gap_em: float = GAP_EM) -> float:
        return width(text, "Arial", False, 100.0, gap_em=gap_em)

    assert wide("年2025年") == pytest.approx(wide("年年") + wide("2025") + 50.0)
    assert wide("年 2025") == pytest.approx(wide("年 ") + wide("2025") + 25.0)
    assert wide("年2025年", 0.0) == pytest.approx(wide("年年") + wide("2025"))
    tight = (wide("年2025年") - 30.0) / (1 - RESERVE)
    assert lines("年2025年", family="Arial", size_pt=100.0, width_pt=tight) == ["年2025", "年"]
    assert lines("年2025年", family="Arial", size_pt=100.0, width_pt=tight, gap_em=0.0) == ["年2025年"]


@pytest.mark.parametrize(
    "text", ["well-known – growth", "売上は、増加した。", "  a  b  ", "a-b-c", "", "한국어 mixed 中文"]
)
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(breaking.pieces(text)) == text


def test_ideographs_are_one_em_wide_without_opening_the_large_font() -> None:
    fonts.face.cache_clear()
    fonts.fallback.cache_clear()
    assert width("売上", "Arial", False, 20) == 40
    opened = fonts.face.cache_info().currsize
    assert opened == 1


def test_arabic_is_shaped_before_it_is_measured() -> None:
    # Joined letters are narrower than the same letters one by one.
    joined = width("مرحبا", "Arial", False, 100)
    apart = sum(width(letter, "Arial", False, 100) for letter in "مرحبا")
    assert 0 < joined < apart


def test_devanagari_emoji_and_joiners_have_a_width() -> None:
    assert width("नमस्ते", "Arial", False, 100) > 0
    assert 125 < width("😀", "Arial", False, 100) < 145
    # Where no program joins them, joined emoji are drawn one by one.
    assert width("👩\u200d🚀", "Arial", False, 100) == pytest.approx(width("👩🚀", "Arial", False, 100))
    assert width("a\u200db", "Arial", False, 100) == width("ab", "Arial", False, 100)
    assert width("\U00012000", "Arial", False, 100) > 0


def test_what_a_family_lacks_is_measured_in_a_font_of_its_kind() -> None:
    assert fonts.fallback("Ж", serif=True) == fonts.Fallback("Noto Serif", fonts.face(families.COMPLETIONS[0].regular))
    assert width("Ж", "Georgia", False, 100) != width("Ж", "Arial", False, 100)
    assert width("א", "Calibri", False, 100) == pytest.approx(width("א", "Arial", False, 100))


def test_quotation_marks_among_ideographs_fill_a_cell() -> None:
    assert width("户“留", "Arial", False, 100) == 300
    assert width("“a”", "Arial", False, 100) < 150


def test_fit_takes_the_largest_size_that_fits() -> None:
    chosen = fit("A short title", family="Arial", bold=True, width_pt=400, height_pt=60, sizes=(40, 32, 28))
    assert (chosen.size_pt, chosen.fits, len(chosen.lines)) == (40, True, 1)
    assert chosen.height_pt == pytest.approx(40 * LINE_PITCH)
    smaller = fit("A title that is long enough to wrap", family="Arial", width_pt=400, height_pt=50, sizes=(40, 32, 20))
    assert smaller.size_pt == 20


def test_fit_says_when_nothing_fits() -> None:
    chosen = fit("word " * 200, family="Arial", width_pt=100, height_pt=50, sizes=(20, 14))
    assert (chosen.size_pt, chosen.fits) == (14, False)


def test_fit_prefers_a_smaller_size_to_a_broken_word() -> None:
    chosen = fit("Wettbewerbsfähigkeit", family="Arial", width_pt=230, height_pt=200, sizes=(40, 32, 24, 20))
    assert not chosen.word_broken
    assert chosen.size_pt < 32


def test_fit_keeps_to_a_number_of_lines() -> None:
    text = "A title that runs to more than one line at the larger size"
    chosen = fit(text, family="Arial", width_pt=600, height_pt=500, sizes=(40, 18), max_lines=1)
    assert (chosen.size_pt, len(chosen.lines)) == (18, 1)


def test_paragraphs_are_fitted_together_with_their_scales_and_spaces() -> None:
    paras = [Para("Head", "Arial", bold=True), Para("Detail " * 12, "Arial", scale=0.8, before_em=0.5, indent_pt=10)]
    chosen = fit_paragraphs(paras, width_pt=300, height_pt=100, sizes=(24, 20, 16, 12), min_pt=10)
    assert chosen.fits
    detail = scaled(chosen.size_pt, 0.8, 10)
    expected = chosen.size_pt * 1.2 + len(chosen.paragraphs[1]) * detail * 1.2 + 0.5 * detail
    assert chosen.height_pt == pytest.approx(expected)


def test_paragraphs_that_do_not_fit_are_told() -> None:
    chosen = fit_paragraphs([Para("word " * 300, "Arial")], width_pt=200, height_pt=50, sizes=(20, 14))
    assert not chosen.fits
    assert chosen.size_pt == 14


def test_no_sizes_are_an_error() -> None:
    with pytest.raises(ValueError, match="sizes"):
        fit("a", family="Arial", width_pt=10, height_pt=10, sizes=())
    with pytest.raises(ValueError, match="sizes"):
        fit_paragraphs([], width_pt=10, height_pt=10, sizes=())


def test_a_missing_font_package_is_named() -> None:
    with pytest.raises(fonts.FontMissingError, match="no_such_fonts"):
        fonts.face(families.Source("no_such_fonts", "x.ttf"))


def test_a_subset_holds_what_was_asked_for_and_little_else() -> None:
    whole = fonts.family_face("Arial")
    part = whole.subset(frozenset(map(ord, "Abc")))
    assert len(part) < len(whole.data) / 10


def test_every_family_can_be_loaded_in_both_weights_and_slants() -> None:
    for name in families.FAMILIES:
        for bold in (False, True):
            for italic in (False, True):
                assert ord("A") in fonts.family_face(name, bold=bold, italic=italic).coverage
