"""The ideal that the benchmark compares with is what a queue without cost would take."""

from __future__ import annotations

from tests.bench.pipeline import ideal_ms


def test_small_deck_without_pictures_takes_outline_and_one_wave() -> None:
    assert ideal_ms([False] * 5) == 300 + 800


def test_picture_follows_its_draft() -> None:
    assert ideal_ms([True] * 5) == 300 + 800 + 700


def test_seventh_picture_waits_for_a_slot() -> None:
    assert ideal_ms([True] * 7) == 300 + 800 + 2 * 700


def test_twenty_slides_take_three_waves() -> None:
    assert ideal_ms([False] * 20) == 300 + 3 * 800


def test_picture_of_an_early_slide_hides_behind_later_drafts() -> None:
    assert ideal_ms([True] + [False] * 19) == 300 + 3 * 800
