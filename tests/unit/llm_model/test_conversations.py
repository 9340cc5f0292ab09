"""The ladder of a conversation, climbed without any network: questions out, answers in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from deckwire_contracts import DeckOptions, DeckRequested, Problem, ProblemCode, SlideBrief, SlideContext, Usage
from deckwire_llm.core.knobs import Knobs
from deckwire_llm.core.material import Material, from_text
from deckwire_llm.core.writing import (
    Script,
    WrittenSlide,
    outline_instead,
    slide_without_model,
    stand_in,
    write_outline,
    write_slide,
)
from deckwire_llm.ports import Answer, Ask, AskFailedError

GOOD = {"title": "T", "lead": "", "items": [{"text": "A", "detail": ""}, {"text": "B", "detail": ""}], "notes": "N"}
SPENT = Usage(prompt_tokens=10, completion_tokens=5, cost_usd=0.1, calls=1)
MATERIAL = from_text("# Ships\n\nIn 2025 there were 512 ships.", source="port.md")


def brief(kind: str = "bullets", **more: Any) -> SlideBrief:
    return SlideBrief.model_validate(
        {"id": "s01", "number": 1, "type": kind, "title": "Planned", "message": "M", "points": ["P"], **more}
    )


def script(
    of: SlideBrief | None = None, material: Material | None = None, budget: float | None = None
) -> Script[WrittenSlide]:
    context = SlideContext(deck_title="Deck", titles=["Planned"], budget_usd=budget)
    return write_slide(of or brief(), context, material, Knobs(slide_material_chars=900), "nonce")


def say(value: Any, **more: Any) -> Answer:
    text = value if isinstance(value, str) else json.dumps(value)
    return Answer(text=text, model="m", usage=SPENT, **more)


def failure(code: ProblemCode = ProblemCode.PROVIDER_UNAVAILABLE, **more: Any) -> AskFailedError:
    return AskFailedError(Problem.of(code, "x"), usage=SPENT, **more)


def play(of: Script[WrittenSlide], *replies: Answer | AskFailedError) -> tuple[WrittenSlide, list[Ask]]:
    asks = [next(of)]
    for reply in replies:
        try:
            asks.append(of.throw(reply) if isinstance(reply, AskFailedError) else of.send(reply))
        except StopIteration as end:
            return end.value, asks
    raise AssertionError("the conversation goes on")


def test_a_good_answer_ends_the_conversation() -> None:
    written, asks = play(script(), say(GOOD))
    assert (written.writer, written.usage, written.degradations, len(asks)) == ("m", SPENT, [], 1)


def test_a_bad_answer_is_shown_back_with_what_is_wrong_once() -> None:
    written, asks = play(script(), say({**GOOD, "items": []}), say(GOOD))
    assert written.usage.calls == 2
    shown, correction = asks[1].turns[-2:]
    assert (shown.role, correction.role) == ("assistant", "user")
    assert "items" in correction.content
    assert asks[1].temperature == 0.2
    with pytest.raises(AskFailedError) as caught:
        play(script(), say("no"), say("no"))
    assert caught.value.code is ProblemCode.PROVIDER_INVALID_ANSWER
    assert caught.value.usage.calls == 2


def test_an_answer_cut_short_gets_more_room_and_then_counts_as_it_is_marked() -> None:
    cut = json.dumps(GOOD)[:-20]
    written, asks = play(script(), say(cut, truncated=True), say(cut, truncated=True))
    assert asks[1].max_tokens == 2 * asks[0].max_tokens
    assert asks[1].effort == asks[0].effort
    assert [d.reason for d in written.degradations] == ["provider_truncated"]


def test_an_answer_that_was_all_thinking_gets_less_effort() -> None:
    _, asks = play(script(), say("", truncated=True), say(GOOD))
    assert asks[1].effort == "minimal"


def test_a_whole_object_before_the_cut_is_whole() -> None:
    written, asks = play(script(), say(json.dumps(GOOD) + " and", truncated=True))
    assert len(asks) == 1
    assert written.degradations == []


def test_a_prompt_that_is_too_long_shrinks_three_times_and_then_fails() -> None:
    of = brief(material=["m001"])
    too_long = failure(ProblemCode.PROVIDER_INVALID_REQUEST, context_exceeded=True)
    long = from_text("# Ships\n\n" + "Many words stand here. " * 60)
    written, asks = play(script(of, long), too_long, say(GOOD))
    assert len(asks[1].turns[1].content) < len(asks[0].turns[1].content)
    assert written.usage.calls == 2
    with pytest.raises(AskFailedError) as caught:
        play(script(of, long), *[too_long] * 4)
    assert caught.value.usage.calls == 4


def test_a_failure_carries_what_the_whole_conversation_used() -> None:
    with pytest.raises(AskFailedError) as caught:
        play(script(), say("no"), failure(transient=True))
    assert (caught.value.usage.calls, caught.value.transient) == (2, True)


def test_each_question_may_cost_what_the_ones_before_left() -> None:
    _, asks = play(script(budget=0.25), say("no"), say(GOOD))
    assert [ask.budget_usd for ask in asks] == [0.25, pytest.approx(0.15)]


def test_an_unknown_price_under_a_cap_is_said_once() -> None:
    written, _ = play(script(budget=0.25), say("no", priced=False), say(GOOD, priced=False))
    assert [d.reason for d in written.degradations] == ["cost_unknown"]
    written, _ = play(script(), say(GOOD, priced=False))
    assert written.degradations == []


def chart(value: float, source: str = "") -> dict[str, Any]:
    made = {
        "kind": "column",
        "categories": ["2025"],
        "series": [{"name": "Ships", "values": [value]}],
        "source": source,
    }
    return {"title": "T", "chart": made, "takeaway": "", "notes": "N"}


@pytest.mark.parametrize(
    ("value", "material", "reasons", "source"),
    [
        (512.0, MATERIAL, [], ""),
        (77.0, MATERIAL, ["unsourced_numbers"], "Illustrative"),
        (77.0, None, [], "Illustrative"),
    ],
)
def test_numbers_of_a_chart_are_looked_for_in_the_material(
    value: float, material: Material | None, reasons: list[str], source: str
) -> None:
    written, _ = play(script(brief("chart", material=["m001"]), material), say(chart(value)))
    assert [d.reason for d in written.degradations] == reasons
    assert written.slide.chart.source == source  # type: ignore[union-attr]
    assert [s.name for s in written.slide.sources] == (["port.md"] if material else [])


def test_a_slide_that_stands_in_uses_the_material_where_the_plan_names_it() -> None:
    context = SlideContext(deck_title="Deck")
    own = stand_in(brief(material=["m001"]), context, MATERIAL, ProblemCode.PROVIDER_TIMEOUT, SPENT)
    assert (own.writer, own.usage) == ("offline", SPENT)
    bare = stand_in(brief(), context, MATERIAL, ProblemCode.POISON_MESSAGE, SPENT)
    assert (bare.writer, bare.degradations[0].reason) == ("plan", "writer_failed")
    assert slide_without_model(brief(), context, None).writer == "offline"


def request(content: str = "Tidal power") -> DeckRequested:
    return DeckRequested(tenant_id="t", deck_id="d", revision=1, content=content, options=DeckOptions(n_slides=5))


def test_an_outline_in_place_of_a_models_says_why_and_not_that_a_model_is_missing() -> None:
    for documents in ([], [MATERIAL]):
        written, _ = outline_instead(request(), documents, ProblemCode.PROVIDER_UNAVAILABLE, SPENT)
        reasons = [d.reason for d in written.degradations]
        assert reasons[0] == "provider_unavailable"
        assert "no_model" not in reasons
        assert "not available" in written.reply


def test_what_could_not_be_read_of_a_document_is_said_with_the_outline() -> None:
    material = MATERIAL.model_copy(update={"notices": ["Only the first page was read."]})
    of = write_outline(request(), material, Knobs(), "nonce")
    next(of)
    slides = [{"type": "bullets", "title": f"T{n}", "message": "m", "points": ["a", "b"]} for n in range(5)]
    with pytest.raises(StopIteration) as end:
        of.send(say({"reply": "r", "title": "D", "slides": slides}))
    assert [d.reason for d in end.value.value.degradations] == ["source_truncated"]


def test_an_answer_that_broke_off_is_asked_for_once_more() -> None:
    broken = failure(ProblemCode.PROVIDER_TRUNCATED, broken_off=True)
    written, asks = play(script(), broken, say(GOOD))
    assert (written.usage.calls, written.degradations) == (2, [])
    assert asks[0].turns == asks[1].turns
    with pytest.raises(AskFailedError) as caught:
        play(script(), broken, broken)
    assert caught.value.usage.calls == 2
