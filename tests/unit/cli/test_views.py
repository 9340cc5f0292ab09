"""What people see: progress, the waterfall, plain words."""

import io
import json

from deckwire.client import Deck, DeckEvent
from deckwire.view import waterfall, words
from deckwire.view.progress import Bar, JsonLines, Lines, Tally
from rich.console import Console

OUTLINE = {"outline": {"slides": [{"id": "a", "number": 1}, {"id": "b", "number": 2}]}}


def event(seq, kind, ms, slide=None, revision=1, **data):
    time = f"2026-01-01T10:00:{ms // 1000:02d}.{ms % 1000:03d}+00:00"
    return DeckEvent(seq=seq, type=kind, deck_id="d", revision=revision, slide_id=slide, time=time, data=data)


STORY = [
    event(1, "requested", 0),
    event(2, "outlined", 300, **OUTLINE),
    event(3, "slide.briefed", 310, "a"),
    event(4, "slide.briefed", 310, "b"),
    event(5, "slide.drafted", 1100, "b"),
    event(6, "slide.previewed", 1180, "b", stage="text"),
    event(7, "slide.drafted", 1200, "a"),
    event(8, "slide.illustrated", 1900, "a"),
    event(9, "slide.previewed", 1950, "a", stage="full"),
    event(10, "ready", 1960),
    event(11, "rendered", 2300),
]


def test_bars_start_when_what_led_to_them_stood():
    bars = {bar.label: bar for bar in waterfall.bars(STORY)}
    assert (bars["outlined"].start_ms, bars["outlined"].end_ms) == (0, 300)
    assert (bars["slide 2 drafted"].start_ms, bars["slide 2 drafted"].end_ms) == (310, 1100)
    assert (bars["slide 2 previewed (text)"].start_ms, bars["slide 2 previewed (text)"].end_ms) == (1100, 1180)
    assert bars["slide 1 previewed (full)"].start_ms == 1900
    assert (bars["rendered"].start_ms, bars["rendered"].end_ms) == (1960, 2300)


def test_only_the_newest_revision_is_drawn():
    later = [event(12, "requested", 5000, revision=2), event(13, "cancelled", 6000, revision=2)]
    bars = waterfall.bars([*STORY, *later])
    assert [(bar.label, bar.end_ms) for bar in bars] == [("requested", 0), ("cancelled", 1000)]


def test_waterfall_prints_milliseconds_and_survives_nothing():
    out = io.StringIO()
    waterfall.show(STORY, Console(file=out, width=120))
    assert "2,300" in out.getvalue()
    assert "━" in out.getvalue()
    empty = io.StringIO()
    waterfall.show([], Console(file=empty))
    assert empty.getvalue() == ""


def test_tally_counts_each_slide_once_and_ends_full():
    tally = Tally()
    for one in (*STORY[:8], STORY[4]):
        tally.see(one)
    assert (tally.drafted, tally.slides, tally.stage) == (2, 2, "writing")
    assert 0 < tally.done < tally.total
    for one in STORY[8:]:
        tally.see(one)
    assert tally.done == tally.total


def test_bar_runs_on_a_terminal():
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100)
    with Bar(console) as bar:
        for one in STORY:
            bar.see(one)
        assert "done" in _drawn(bar)


def _drawn(bar):
    return bar._progress.tasks[0].description


def test_lines_say_each_thing_once():
    out = io.StringIO()
    with Lines(out) as lines:
        for one in STORY:
            lines.see(one)
    said = out.getvalue().splitlines()
    assert len(said) == len(set(said))
    assert "writing: slide 2/2" in said
    assert said[-1] == "done"


def test_json_lines_are_one_event_each():
    out = io.StringIO()
    with JsonLines(out) as lines:
        for one in STORY:
            lines.see(one)
    assert [json.loads(line)["seq"] for line in out.getvalue().splitlines()] == list(range(1, 12))


def deck(**more):
    return Deck.model_validate(
        {
            "id": "d",
            "status": "rendered",
            "title": "Review",
            "slides": [{"id": "a", "number": 1}, {"id": "b", "number": 2}],
            **more,
        }
    )


def test_degradations_are_told_in_plain_words_per_kind():
    told = words.degradations(
        deck(
            degradations=[
                {"stage": "outline", "reason": "no_model"},
                {"stage": "illustrate", "reason": "provider_timeout", "slide_id": "b"},
                {"stage": "illustrate", "reason": "provider_timeout", "slide_id": "a"},
                {"stage": "draft", "reason": "something_new", "slide_id": "a"},
                {"stage": "draft", "reason": "x", "detail": "The text was cut", "slide_id": "gone"},
            ]
        )
    )
    assert told == [
        "no language model is set up, so the text was chosen from your own words",
        "slides 1, 2: the provider took too long",
        "slide 1: something new",
        "The text was cut",
    ]


def test_sizes_and_headlines_are_readable():
    assert words.size(999) == "999 bytes"
    assert words.size(45_300) == "45 kB"
    assert words.size(2_340_000) == "2.3 MB"
    assert words.duration(12.3) == "12 ms"
    assert words.duration(2340) == "2.34 s"
    assert words.headline(deck()) == "Review · rendered · 2 slides · revision 1"
    assert words.headline(deck(title=None, slides=[])).startswith("(no title yet)")


def checked(findings=(), repaired=(), score=97.2):
    report = {"findings": list(findings), "repaired": list(repaired), "metrics": {"score": score}}
    slides = [{"id": "a", "number": 1}, {"id": "b", "number": 2}]
    return Deck.model_validate({"id": "d", "status": "rendered", "slides": slides, "quality": report})


def test_what_checks_found_is_told_by_slide_and_severity():
    pale = {"rule": "contrast_low", "severity": "error", "slide_id": "b", "detail": "“Rate” has a contrast of 2.1."}
    deck = checked(
        [pale, {"rule": "layouts_few", "severity": "info", "detail": "Only 20 % differ."}],
        [{"rule": "text_overflow", "severity": "error", "slide_id": "a", "detail": "The text was too large."}],
    )
    assert words.quality(deck) == [
        "error: slide 2: “Rate” has a contrast of 2.1. [contrast_low]",
        "note: Only 20 % differ. [layouts_few]",
        "repaired: slide 1: The text was too large. [text_overflow]",
    ]
    assert words.verdict(deck) == "quality 97 of 100: 1 error, 1 note, 1 repaired"


def test_a_deck_without_findings_says_so_and_an_unchecked_one_nothing():
    assert words.verdict(checked(score=100)) == "quality 100 of 100: nothing to remark"
    unchecked = Deck.model_validate({"id": "d", "status": "rendered", "quality": {}})
    assert (words.verdict(unchecked), words.quality(unchecked)) == ("", [])
