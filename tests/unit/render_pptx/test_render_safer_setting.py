"""A slide that is set again with care: nothing is lost, nothing overflows, and it is plainer."""

from __future__ import annotations

import pytest
from deckwire_contracts import Slide
from deckwire_render.core import themes
from deckwire_render.core.layout import Context, Place, SlideLayout, TableFrame, compose
from deckwire_render.core.layout.context import CAREFUL, PLAIN
from deckwire_render.core.layout.typeset import balanced, para
from hypothesis import HealthCheck, given, settings

from tests.unit.render_pptx.slide_material import faults, hostile, ordinary, slide

SAYING = {"agenda", "bullets", "two_columns", "comparison", "big_number", "process", "timeline", "quote", "closing"}
BARE = [s for s in ordinary() if s.image is None]


def set_with(what: Slide, care: int) -> list[SlideLayout]:
    return compose(what, Context(themes.get("indigo"), Place(3, 12), deck_title="Retention", care=care))


def words(layouts: list[SlideLayout]) -> set[str]:
    said = [p.text for layout in layouts for _, text in layout.texts() for p in text.paragraphs]
    for layout in layouts:
        for element in layout.elements:
            if isinstance(element, TableFrame):
                said += [p.text for row in element.rows for c in row.cells for p in c.text.paragraphs]
    return {word.strip(",·") for text in said for word in text.replace("\u00a0", " ").split()}


@pytest.mark.parametrize("care", [CAREFUL, PLAIN])
@pytest.mark.parametrize("what", BARE, ids=lambda s: f"{s.type}: {s.title}")
def test_every_slide_can_be_set_with_care(what: Slide, care: int) -> None:
    layouts = set_with(what, care)
    assert [fault for layout in layouts for fault in faults(layout)] == []


@pytest.mark.parametrize("what", [s for s in BARE if s.type in SAYING], ids=lambda s: f"{s.type}: {s.title}")
def test_plain_rows_say_all_that_the_design_says(what: Slide) -> None:
    layouts = set_with(what, PLAIN)
    assert {layout.layout for layout in layouts} == {"bullets.rows1"}
    # The numbers of points and pages differ; what people wrote does not.
    lost = words(set_with(what, 0)) - words(layouts)
    assert {word for word in lost if not word.isdigit()} == set()


def test_charts_and_covers_keep_their_design() -> None:
    assert set_with(slide("title", "Cover"), PLAIN)[0].layout == "title"
    numbers = {"categories": ["a", "b"], "series": [{"name": "s", "values": [1, 2]}]}
    assert set_with(slide("chart", "Numbers", chart=numbers), PLAIN)[0].layout.startswith("chart")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(what=hostile())
def test_text_of_any_length_in_any_script_can_be_set_plainly(what: Slide) -> None:
    layouts = set_with(what, PLAIN)
    assert [fault for layout in layouts for fault in faults(layout)] == []


def test_a_text_that_says_nothing_leaves_no_placeholder_behind() -> None:
    events = [{"when": "", "title": "Pilot", "detail": ""}, {"when": "2026", "title": "", "detail": "Everywhere"}]
    [layout] = set_with(slide("timeline", "Two dates", events=events), 0)
    said = layout.without_blanks()
    assert all(any(p.text for p in text.paragraphs) for _, text in said.texts())
    assert words([said]) == words([layout])
    # The ground of a card stays, as a shape that asks for nothing.
    assert [e.box for e in said.elements if getattr(e, "fill", None)] == [
        e.box for e in layout.elements if getattr(e, "fill", None)
    ]


def test_lines_are_not_evened_out_at_the_price_of_a_word() -> None:
    ctx = Context(themes.get("indigo"))
    title = para(ctx, "Conclusion and next steps", 40.0, 268.0, bold=True, display=True)
    assert title.lines == ("Conclusion", "and next", "steps")
    kept = balanced(ctx, title, 268.0)
    assert para(ctx, title.text, 40.0, kept, bold=True, display=True).lines == title.lines
