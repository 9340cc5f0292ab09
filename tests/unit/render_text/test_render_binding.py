"""What is kept together on a line."""

from __future__ import annotations

import pytest
from deckwire_render.core.text.binding import bound


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("grew by 12 % in 4 km", "en-US", "grew by 12_% in 4_km"),
        ("1 000 000 € saved", "fr-FR", "1_000_000_€ saved"),
        ("€ 5 each", "nl-NL", "€_5 each"),
        ("4,5 млн ₽", "ru-RU", "4,5_млн_₽"),
        ("100 200 300 400 500 600 700", "en-US", "100 200 300 400 500 600 700"),
        ("in 2025 400 people", "en-US", "in 2025 400 people"),
        ("Vraiment ? « Oui ! »", "fr-FR", "Vraiment_? «_Oui_!_»"),
        ("5 kings", "en-US", "5 kings"),
        ("−€1.1 million in Q1", "en-US", "−€1.1_million in Q1"),
        ("3,8 Millionen Euro", "de-DE", "3,8_Millionen Euro"),
        ("4 milliards de raisons", "fr-FR", "4_milliards de raisons"),
        ("рост в регионах и прибыль", "ru-RU", "рост в_регионах и_прибыль"),
        ("z domu a k lesu", "cs-CZ", "z_domu a_k_lesu"),
        ("a plan I like", "en-US", "a plan I like"),
        ("word", "en-US", "word"),
        ("", "en-US", ""),
    ],
)
def test_what_belongs_together_is_joined_by_no_break_spaces(text: str, language: str, expected: str) -> None:
    assert bound(text, language).replace("\u00a0", "_") == expected


def test_signs_stay_on_the_left_of_numbers_from_right_to_left() -> None:
    assert bound("+12% ו -3", rtl=True) == "\u200e+12% ו \u200e-3"
    assert bound("2-3 1.-5", rtl=True) == "2-3 1.-5"
    assert bound(bound("+12%", rtl=True), rtl=True) == "\u200e+12%"
