"""Each rule finds the defect planted for it in a good deck, and is quiet on the clean twin."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from deckwire_contracts import QualityReport
from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.core import quality
from deckwire_render.core.pptx import Built
from deckwire_render.core.quality.page import page

from tests.unit.render_quality import defects
from tests.unit.render_quality.planted import PLANTED, Planted, packed, parts

# One for all: only the slides that a defect changes are read again.
INSPECTOR = DeckInspector()
CASES = [(rule, planted) for rule, found in PLANTED.items() for planted in found]


@cache
def clean(twin: Callable[[], Built]) -> tuple[Built, QualityReport]:
    built = twin()
    return built, INSPECTOR.inspect(built.data, built.slide_ids)


@pytest.mark.parametrize("rule", quality.RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_planted_defect_of_its_gravest_severity(rule: quality.Rule) -> None:
    assert rule.severity in {planted.severity for planted in PLANTED.get(rule.name, [])}


def test_every_planted_defect_belongs_to_a_rule() -> None:
    assert set(PLANTED) == {rule.name for rule in quality.RULES}


@pytest.mark.parametrize(("rule", "planted"), CASES, ids=[f"{rule}: {p.plant.__name__}" for rule, p in CASES])
def test_a_planted_defect_is_found_and_its_clean_twin_is_not(rule: str, planted: Planted) -> None:
    built, report = clean(planted.twin)
    assert [finding.detail for finding in report.findings if finding.rule == rule] == []
    held = parts(built.data)
    planted.plant(held)
    found = INSPECTOR.inspect(packed(held), built.slide_ids)
    assert planted.severity in {finding.severity for finding in found.findings if finding.rule == rule}


@pytest.mark.parametrize("twin", [defects.base, defects.varied])
def test_a_good_deck_has_no_findings(twin: Callable[[], Built]) -> None:
    assert [f"{f.rule} {f.slide_id}: {f.detail}" for f in clean(twin)[1].findings] == []


def test_the_page_about_the_rules_is_made_from_them() -> None:
    written = (Path(__file__).resolve().parents[3] / "docs" / "quality.md").read_text()
    assert written == page(), "run: python -m deckwire_render.core.quality > docs/quality.md"
