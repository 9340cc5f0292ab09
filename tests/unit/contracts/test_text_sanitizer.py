"""The sanitizer keeps what people write and drops what XML or a reader cannot bear."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from deckwire_contracts import SLIDE, DeckRequested
from deckwire_contracts.text import one_line, sanitize
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x07b", "ab"),
        ("a\ud800b", "ab"),
        ("a\ufffeb", "ab"),
        ("a\u202eb\u200b", "ab"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("tab\tstays", "tab\tstays"),
        ("👩‍👩‍👧 क्‍ष", "👩‍👩‍👧 क्‍ष"),
        ("x\x85y\x9fz", "x\nyz"),
    ],
)
def test_forbidden_characters_go_and_others_stay(dirty: str, clean: str) -> None:
    assert sanitize(dirty) == clean


@given(st.text(st.characters(exclude_categories=())))
def test_sanitized_text_is_always_legal_xml_and_sanitizing_again_changes_nothing(text: str) -> None:
    clean = sanitize(text)
    element = ET.Element("t")
    element.text = clean
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text in (clean, clean or None)
    assert sanitize(clean) == clean


def test_soft_hyphens_are_dropped_because_programs_differ_in_showing_them() -> None:
    assert sanitize("Donau\u00addampf") == "Donaudampf"


def test_one_line_folds_white_space() -> None:
    assert one_line("  a\n\n b\t c ") == "a b c"


def test_strings_of_slides_and_events_are_sanitized_when_they_are_validated() -> None:
    slide = SLIDE.validate_python({"type": "quote", "title": "a\x00b\nc", "quote": "\ud83dq"})
    assert (slide.title, slide.quote) == ("ab c", "q")  # type: ignore[union-attr]
    event = DeckRequested(tenant_id="dev", deck_id="d", revision=1, content="x\x1by")
    assert event.content == "xy"
