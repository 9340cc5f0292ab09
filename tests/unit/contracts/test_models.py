"""Models hold what they promise: subjects, limits and typed problems."""

from __future__ import annotations

import math

import pytest
from deckwire_contracts import (
    DeckFailed,
    DeckRequest,
    DeckRequested,
    Event,
    Finding,
    Outline,
    Problem,
    ProblemCode,
    ProblemError,
    QualityReport,
    SlideBrief,
)
from deckwire_contracts.slides import Chart, ChartSeries, Table
from deckwire_contracts.topology import (
    CONSUMERS,
    STREAMS,
    consumer,
    deadletter_subject,
    deck_subject,
    is_token,
    live_subject,
    timer_subjects,
)
from pydantic import ValidationError


def test_an_event_knows_the_one_subject_it_may_be_written_to() -> None:
    event = DeckFailed(tenant_id="t", deck_id="d", revision=3, problem=Problem.of(ProblemCode.INTERNAL, "x"))
    assert event.subject == "deck.t.d.3.ended.failed"
    assert event.id == event.subject
    assert "problem" in event.data()
    assert not set(event.data()) & set(Event.model_fields)


@pytest.mark.parametrize("token", ["a.b", "a b", "*", ">", "", "x" * 65, "ä"])
def test_ids_that_are_not_subject_tokens_are_refused(token: str) -> None:
    assert not is_token(token)
    with pytest.raises(ValidationError):
        DeckRequested(tenant_id=token, deck_id="d", revision=1)
    with pytest.raises(ValueError, match="tokens"):
        deck_subject(token, "d")


def test_subjects_of_the_table_are_spelt_as_the_design_says() -> None:
    assert live_subject("t", "d", 2) == "live.t.d.2"
    assert timer_subjects("t", "d", 2) == ("timer.set.t.d.2", "timer.due.t.d.2")
    assert deadletter_subject("llm", "llm-draft") == "deadletter.llm.llm-draft"
    assert consumer("llm-draft").concurrency == 8
    assert consumer("imagegen-illustrate").concurrency == 6
    with pytest.raises(KeyError):
        consumer("nobody")


def test_every_consumer_reads_a_stream_of_the_table_and_has_a_unique_name() -> None:
    names = [c.name for c in CONSUMERS]
    assert len(set(names)) == len(names)
    assert {c.stream for c in CONSUMERS} <= {s.name for s in STREAMS}


def test_values_that_are_not_numbers_become_gaps() -> None:
    series = ChartSeries(name="s", values=[1.0, math.nan, math.inf, None])
    assert series.values == [1.0, None, None, None]


def test_a_chart_whose_series_do_not_match_its_categories_is_refused() -> None:
    with pytest.raises(ValidationError, match="2 values for 1 categories"):
        Chart(categories=["a"], series=[ChartSeries(name="s", values=[1, 2])])


def test_a_table_with_ragged_rows_is_refused() -> None:
    with pytest.raises(ValidationError, match="row 2 has 1 cells"):
        Table(headers=["a", "b"], rows=[["1", "2"], ["1"]])


def test_an_outline_with_the_same_slide_twice_is_refused() -> None:
    brief = SlideBrief(id="a", number=1, type="bullets", title="x")
    with pytest.raises(ValidationError, match="unique"):
        Outline(title="t", slides=[brief, brief])


def test_a_request_refuses_fields_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="slides"):
        DeckRequest.model_validate({"content": "x", "slides": 5})
    assert DeckRequest(content="x", n_slides=3).options().n_slides == 3


def test_every_problem_code_has_a_status_and_a_title() -> None:
    for code in ProblemCode:
        problem = Problem.of(code, "d" * 5000)
        assert 400 <= problem.status <= 599
        assert problem.title
        assert len(problem.detail) == 2000
    assert ProblemError.of(ProblemCode.NOT_FOUND, "gone").problem.status == 404


def test_a_quality_report_counts_its_errors() -> None:
    report = QualityReport(findings=[Finding(rule="a", severity="error"), Finding(rule="b", severity="info")])
    assert report.errors == 1
