"""Directions of characters, against what the Unicode Bidirectional Algorithm asks for."""

from __future__ import annotations

import pytest
from deckwire_render.core.text import bidi


def shown(text: str, *, rtl: bool) -> str:
    """Return which characters run from right to left (`<`), from left to right (`>`), or are numbers within (`#`)."""
    marks = {0: ">", 1: "<", 2: "#"}
    return "".join(marks[level] for level in bidi.levels(text, rtl=rtl))


@pytest.mark.parametrize(
    ("text", "rtl", "directions"),
    [
        ("abc", False, ">>>"),
        ("abc", True, "###"),
        ("אבג", False, "<<<"),
        ("אב 12", True, "<<<##"),
        ("אב 12%", True, "<<<###"),
        ("אב -5", True, "<<<<#"),
        ("عب 12%", True, "<<<##<"),  # digits after an Arabic letter bind no per cent sign
        ("אב ab.", True, "<<<##<"),
        ("אב (ab) אב", True, "<<<<##<<<<"),
        ("ab (cd) אב", True, "#######<<<"),  # the closing bracket follows the opening one
        ("(12) אב", True, "<##<<<<"),
        ("ab אב cd", False, ">>><<>>>"),
        ("1,234.5 אב", True, "#######<<<"),
        ("10:30 אב", True, "#####<<<"),
        ("א\u05b8b", True, "<<#"),
        ("ab  ", True, "##<<"),
        ("[(12] אב", True, "<<##<<<<"),
    ],
)
def test_each_character_runs_as_the_unicode_algorithm_says(text: str, rtl: bool, directions: str) -> None:
    assert shown(text, rtl=rtl) == directions


def test_brackets_that_are_nested_too_deeply_are_no_pairs() -> None:
    assert bidi.levels("(" * 70 + "a" + ")" * 70, rtl=True).count(2) == 1


def test_letters_from_right_to_left_are_noticed() -> None:
    assert bidi.strong("a ب")
    assert bidi.strong("ש")
    assert not bidi.strong("a 1 漢 ไ")
