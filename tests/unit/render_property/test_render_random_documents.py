"""Whatever document the offline writer is given, its deck is a valid file without an error in its quality report."""

from __future__ import annotations

from deckwire_contracts import DeckOptions, DeckRequested, SlideContext
from deckwire_llm.core.material import from_text
from deckwire_llm.core.offline import draft, outline
from deckwire_render.core import themes
from deckwire_render.core.pptx import DeckSlide, build
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.render_property.deck_checks import Tally, check, drawn
from tests.unit.render_property.random_decks import PIECES

TALLY = Tally("random documents")

WORDS = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(". ".join)
NUMBERS = st.sampled_from(["12 %", "€3,5", "n/a", "2024", "0", "-5", "1e308", "-1e-12", "1.234.567,8", "NaN", "٪۱۲"])
LINES = st.one_of(
    SENTENCES,
    st.builds(lambda level, text: "\n" + "#" * level + " " + text + "\n", st.integers(1, 4), WORDS),
    st.builds(lambda mark, text: mark + text, st.sampled_from(["- ", "1. ", "> ", "  - ", "— ", "**For:** "]), WORDS),
    st.builds(lambda label, text: f"- **{label}**: {text}", WORDS, SENTENCES),
    st.builds(lambda year, text: f"- {year}: {text}", st.integers(1990, 2030), WORDS),
    st.sampled_from(["", "## Pros", "## Cons", "| Year | Sales (€) | Costs |\n|---|---|---|", "## Next steps"]),
    st.builds(lambda label, values: f"| {label} | {' | '.join(values)} |", WORDS, st.lists(NUMBERS, max_size=12)),
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "n_slides": st.integers(1, 50),
        "verbosity": st.sampled_from(["concise", "standard", "text-heavy"]),
        "content_generation": st.sampled_from(["preserve", "enhance", "condense"]),
        "include_title_slide": st.booleans(),
        "include_table_of_contents": st.booleans(),
        "theme": st.sampled_from([theme.id for theme in themes.catalogue()]),
    },
)


@drawn(8, 0.3)
@given(text=st.lists(LINES, max_size=40).map("\n".join), options=OPTIONS)
def test_any_document_becomes_a_valid_file_without_an_error(text: str, options: dict[str, object]) -> None:
    asked = DeckRequested(
        tenant_id="t", deck_id="d", revision=1, content="x", options=DeckOptions.model_validate(options)
    )
    made = outline(asked, [from_text(text, source="a.md")])
    context = SlideContext(deck_title=made.outline.title, language=made.outline.language, options=asked.options)
    slides = [DeckSlide(draft(brief, context, made.material)[0], brief.id) for brief in made.outline.slides]
    theme = made.outline.theme
    check(build(slides, title=made.outline.title, language=made.outline.language, theme=theme), TALLY)
