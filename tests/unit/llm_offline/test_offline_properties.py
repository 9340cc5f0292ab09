"""What holds for any text at all."""

from __future__ import annotations

import pytest
from deckwire_contracts import DeckOptions, DeckRequested, SlideContext
from deckwire_contracts.slides import SLIDE
from deckwire_llm.core.material import Material, from_text
from deckwire_llm.core.offline import draft, outline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
LINES = st.one_of(
    WORDS,
    st.builds(lambda level, text: "#" * level + " " + text, st.integers(1, 6), WORDS),
    st.builds(lambda mark, text: mark + text, st.sampled_from(["- ", "1. ", "> ", "    ", "* ", "— "]), WORDS),
    st.builds(lambda cells: "| " + " | ".join(cells) + " |", st.lists(WORDS, min_size=1, max_size=6)),
    st.builds(lambda n: "|" + "---|" * n, st.integers(1, 6)),
    st.builds(
        lambda label, values: f"| {label} | " + " | ".join(map(str, values)) + " |",
        WORDS,
        st.lists(
            st.one_of(st.integers(-(10**15), 10**15), st.floats(), st.sampled_from(["12 %", "€3,5", "n/a", "2024"])),
            max_size=5,
        ),
    ),
    st.sampled_from(
        [
            "",
            "```",
            "---",
            "| Year | Sales (€) |",
            "| 2024 | 10 |",
            "| 2025 | 0 |",
            "Sales were 12 % higher.",
            "Pros:",
            "Cons:",
            "## Advantages",
            "## Disadvantages",
            "From: Ada <ada@example.org>",
            "Subject: RE: the plan",
            "> On 1 May 2026, Ben Cole wrote:",
            "“It was late and nobody came”, said Ada Lovelace, engineer. “Nobody at all.”",
            "First it is cut. Then it is dried. Finally it is sold.",
            "  - Action: Ben calls by 3 May",
            "| Task | Owner | Due |",
            "**For it:** cheap, quick",
            "**Against:** loud, slow",
        ]
    ),
)
MARKDOWN = st.lists(LINES, max_size=30).map("\n".join)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "n_slides": st.integers(1, 50),
        "verbosity": st.sampled_from(["concise", "standard", "text-heavy"]),
        "content_generation": st.sampled_from(["preserve", "enhance", "condense"]),
        "image_type": st.sampled_from(["none", "artwork"]),
        "include_title_slide": st.booleans(),
        "include_table_of_contents": st.booleans(),
        "include_speaker_notes": st.booleans(),
        "language": st.sampled_from(["de", "French", "xx"]),
    },
)


def check(asked: DeckRequested, materials: list[Material]) -> None:
    made = outline(asked, materials)
    briefs = made.outline.slides
    assert len({brief.title.lower() for brief in briefs}) == len(briefs)
    wanted = asked.options.n_slides
    if wanted is not None and not asked.slides_markdown:
        assert len(briefs) <= wanted
        assert len(briefs) == wanted or "not_enough_material" in {d.reason for d in made.degradations}
    context = SlideContext(deck_title=made.outline.title, language=made.outline.language, options=asked.options)
    for brief in briefs:
        slide, degradations = draft(brief, context, made.material)
        assert not degradations
        SLIDE.validate_json(SLIDE.dump_json(slide))
        assert slide.title


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN, OPTIONS)
def test_any_markdown_becomes_valid_slides(text: str, options: dict[str, object]) -> None:
    asked = DeckRequested(
        tenant_id="t", deck_id="d", revision=1, content="x", options=DeckOptions.model_validate(options)
    )
    check(asked, [from_text(text, source="a.md")])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN, OPTIONS)
def test_any_prompt_becomes_valid_slides(text: str, options: dict[str, object]) -> None:
    check(
        DeckRequested(
            tenant_id="t", deck_id="d", revision=1, content=text, options=DeckOptions.model_validate(options)
        ),
        [],
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MARKDOWN, min_size=1, max_size=6))
def test_any_given_slides_become_as_many_valid_slides(texts: list[str]) -> None:
    asked = DeckRequested(tenant_id="t", deck_id="d", revision=1, slides_markdown=texts)
    assert len(outline(asked, []).outline.slides) == len(texts)
    check(asked, [])


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    ["please ", "short, brief ", "slide deck ", "A. B. ", ". ", "a, ", "(", "[a", "a - ", "> ", "1,", "<a ", "_*a "],
)
def test_no_repeated_pattern_makes_a_pattern_matcher_run_away(unit: str) -> None:
    asked = DeckRequested(tenant_id="t", deck_id="d", revision=1, content=(unit * 60_000)[:60_000] + "x")
    check(asked, [])
