"""Whole decks of the offline writer: what a document becomes."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

from pathlib import Path

import pytest
from deckwire_contracts import DeckOptions, DeckRequested, ImageType, Slide, SlideContext
from deckwire_contracts.slides import PICTURE_TYPES, SLIDE
from deckwire_llm.core.material import Material, from_text, merge
from deckwire_llm.core.offline import OfflineOutline, draft, outline

REPORT = Path(__file__).parents[3] / "examples" / "quarterly-report.md"


def plan(text: str = "", *, source: str = "report.md", content: str = "", **options: object) -> OfflineOutline:
    materials = [from_text(text, source=source)] if text else []
    return outline(request(content, **options), materials)


def request(content: str = "", **options: object) -> DeckRequested:
    chosen = DeckOptions.model_validate(options)
    return DeckRequested(tenant_id="t", deck_id="d", revision=1, content=content, options=chosen)


def slides(made: OfflineOutline, **options: object) -> list[Slide]:
    context = SlideContext(
        deck_title=made.outline.title,
        language=made.outline.language,
        options=DeckOptions.model_validate(options),
    )
    stored = Material.model_validate_json(made.material.model_dump_json())
    drafted = [draft(brief, context, stored) for brief in made.outline.slides]
    assert all(not degradations for _, degradations in drafted)
    return [SLIDE.validate_json(SLIDE.dump_json(slide)) for slide, _ in drafted]


@pytest.fixture(scope="module")
def report() -> str:
    return REPORT.read_text(encoding="utf-8")


def types(made: OfflineOutline) -> list[str]:
    return [brief.type for brief in made.outline.slides]


def test_the_example_report_gives_charts_a_table_a_quote_and_a_timeline(report: str) -> None:
    found = types(plan(report))
    assert len(found) >= 8
    assert found.count("chart") >= 2
    assert found.count("table") >= 1
    assert {"big_number", "quote", "timeline", "agenda"} <= set(found)
    assert (found[0], found[-1]) == ("title", "closing")


def test_every_content_slide_of_the_example_has_notes_that_name_the_source(report: str) -> None:
    for slide in slides(plan(report)):
        if slide.type not in {"title", "agenda", "section"}:
            assert "Source: report.md" in slide.notes, slide.title


def test_titles_are_unique_short_and_end_without_a_full_stop(report: str) -> None:
    titles = [brief.title for brief in plan(report).outline.slides]
    assert len({title.lower() for title in titles}) == len(titles)
    for title in titles:
        assert len(title.split()) <= 16
        assert not title.endswith(".")


def test_the_title_of_a_chart_states_the_finding_in_its_data(report: str) -> None:
    titles = [slide.title for slide in slides(plan(report)) if slide.type == "chart"]
    assert titles[0] == "Revenue rose 34 % from Q1 to Q4 2025, to €14.2 million"
    assert "Heat pumps make up 42 % of revenue Q4 2025" in titles


def test_every_number_on_a_slide_stands_in_the_source_or_is_computed_from_it(report: str) -> None:
    for slide in slides(plan(report)):
        if slide.type == "big_number":
            for stat in slide.stats:
                assert stat.value in report


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 9, 11, 13, 14, 16, 18, 20])
def test_the_number_of_slides_is_what_was_asked_for(report: str, count: int) -> None:
    made = plan(report, n_slides=count)
    assert len(made.outline.slides) == count
    assert not made.degradations
    slides(made)


def test_more_slides_than_the_source_fills_are_refused_openly(report: str) -> None:
    made = plan(report, n_slides=50)
    assert len(made.outline.slides) < 50
    assert [d.reason for d in made.degradations] == ["not_enough_material"]


def test_numbers_in_the_prompt_count_when_the_option_is_absent(report: str) -> None:
    made = plan(report, content="Make 6 slides of this report")
    assert len(made.outline.slides) == 6


def test_options_leave_out_the_cover_the_notes_and_the_pictures(report: str) -> None:
    chosen = {"include_title_slide": False, "include_speaker_notes": False, "image_type": ImageType.NONE}
    made = plan(report, **chosen)
    assert types(made)[0] != "title"
    assert "image_text" not in types(made)
    for slide in slides(made, **chosen):
        assert not slide.notes
        assert slide.image is None


def test_a_table_of_contents_comes_when_asked_for_in_a_short_deck(report: str) -> None:
    assert "agenda" not in types(plan(report, n_slides=5))
    assert "agenda" in types(plan(report, n_slides=6, include_table_of_contents=True))


def test_the_cover_and_one_or_two_content_slides_get_a_picture(report: str) -> None:
    pictured = [slide for slide in slides(plan(report)) if slide.image is not None]
    assert "title" in {slide.type for slide in pictured}
    assert {slide.type for slide in pictured} <= PICTURE_TYPES
    assert 2 <= len(pictured) <= 4
    for slide in pictured:
        assert slide.image is not None
        assert slide.image.alt.startswith("Abstract illustration: ")


def test_a_concise_deck_says_less_than_a_text_heavy_one(report: str) -> None:
    def words(verbosity: str) -> int:
        made = plan(report, verbosity=verbosity, image_type="none")
        return sum(len(point.split()) for b in made.outline.slides if b.type == "bullets" for point in b.points)

    assert words("concise") < words("text-heavy")


def test_preserved_content_keeps_every_sentence_whole() -> None:
    text = (
        "# Notes\n\n## Findings\n\nThe first thing (as we said) is small. However, the second thing is big. "
        "A third thing, which nobody saw, came late. A fourth followed.\n\n## More\n\nOne last thing is here."
    )
    made = plan(text, content_generation="preserve", image_type="none")
    said = " ".join(point for brief in made.outline.slides for point in [brief.message, *brief.points])
    for sentence in ("The first thing (as we said) is small", "A third thing, which nobody saw, came late"):
        assert sentence in said


def test_condensed_content_needs_no_more_slides_than_standard(report: str) -> None:
    assert len(plan(report, content_generation="condense").outline.slides) <= len(plan(report).outline.slides)


def test_the_same_request_gives_the_same_outline(report: str) -> None:
    assert plan(report) == plan(report)


def test_what_only_a_model_can_do_is_named(report: str) -> None:
    made = plan(report, language="German", tone="funny", audience="children", instructions="Be bold")
    assert [d.reason for d in made.degradations] == ["no_model"]
    for part in ("German", "funny", "audience", "instructions"):
        assert part in made.degradations[0].detail


def test_a_bare_topic_becomes_a_skeleton_that_says_so() -> None:
    made = plan(content="Make a presentation about solar power in cities")
    assert made.outline.title == "Solar power in cities"
    assert [d.reason for d in made.degradations] == ["no_model"]
    assert "OPENROUTER_API_KEY" in made.reply
    drafted = slides(made)
    assert "skeleton" in drafted[0].model_dump()["subtitle"]
    assert all("no language model" in slide.notes for slide in drafted[1:])
    assert made.material.is_empty()


@pytest.mark.parametrize("count", [1, 2, 3, 6, 12])
def test_a_skeleton_has_the_number_of_slides_asked_for(count: int) -> None:
    assert len(plan(content="Tea", n_slides=count).outline.slides) == count


def test_a_skeleton_of_more_slides_than_there_are_questions_says_so() -> None:
    made = plan(content="Tea", n_slides=40)
    assert {d.reason for d in made.degradations} == {"no_model", "not_enough_material"}


def test_a_skeleton_speaks_the_language_asked_for() -> None:
    made = plan(content="Windkraft", language="de")
    assert made.outline.language == "de"
    assert "Sprachmodell" in made.outline.subtitle


def test_a_long_prompt_is_material_itself() -> None:
    text = (
        "Turn this into slides:\n\n# Canal boats\n\n## Speed\n\nBoats are slow. They reach 6 km/h. Nobody minds that.\n"
    )
    made = plan(content=text)
    assert made.outline.title == "Canal boats"
    assert not made.material.is_empty()


def test_one_slide_for_each_given_markdown_text() -> None:
    given = [
        "# Welcome\n\nA short talk",
        "## Facts\n- One: alpha\n- Two: beta",
        "## Sales\n\n| Year | Sales |\n|---|---|\n| 2023 | 10 |\n| 2024 | 14 |\n| 2025 | 20 |",
        "> Less is more\n>\n> — Mies van der Rohe, architect",
        "Just a sentence.",
        "# Empty",
        "## How\n1. Plan\n2. Do\n3. Check",
    ]
    asked = DeckRequested(tenant_id="t", deck_id="d", revision=1, slides_markdown=given)
    made = outline(asked, [])
    assert types(made) == ["title", "bullets", "chart", "quote", "bullets", "section", "process"]
    assert slides(made)[3].model_dump()["author"] == "Mies van der Rohe"


def test_what_has_no_effect_beside_given_slides_is_said() -> None:
    asked = DeckRequested(
        tenant_id="t",
        deck_id="d",
        revision=1,
        content="Make it funny",
        slides_markdown=["# One", "# Two"],
        options=DeckOptions(n_slides=5, include_table_of_contents=True),
    )
    (said,) = outline(asked, [from_text("# Doc\n\nText.")]).degradations
    assert (said.reason, said.detail) == (
        "not_used",
        "The slides were given one by one, 2 in all; not used: the prompt, the files, the number of slides, the table"
        " of contents.",
    )
    plain = asked.model_copy(update={"content": "", "options": DeckOptions(n_slides=2)})
    assert outline(plain, []).degradations == []


def test_several_documents_become_one_deck_that_tells_them_apart() -> None:
    first = from_text(
        "# Alpha\n\nAlpha is a plan for trains. It has three parts.\n\n## Cost\n\nIt costs little.", "a.md"
    )
    second = from_text("# Beta\n\nBeta is a plan for buses. It has two parts.\n\n## Time\n\nIt takes a year.", "b.md")
    made = outline(request(), [first, second])
    assert made.material.source == "a.md, b.md"
    assert {ref.name for slide in slides(made) for ref in slide.sources} == {"a.md", "b.md"}


def test_merged_sections_have_fresh_ids() -> None:
    merged = merge([from_text("# A\n\nOne."), from_text("# B\n\nTwo.")])
    assert [section.id for section in merged.sections] == ["m001", "m002"]
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([])


def test_a_german_report_is_told_in_german() -> None:
    text = (
        "# Bericht\n\nDas Stadtwerk hat mehr investiert als je zuvor.\n\n## Ergebnis\n\nDer Umsatz ist gestiegen.\n\n"
        "| Jahr | Umsatz (Mio. €) |\n|---|---|\n| 2023 | 76,9 |\n| 2024 | 80,3 |\n| 2025 | 84,6 |\n\n"
        "## Netz\n\nDas Netz wird um 14 km erweitert. Es ist das größte der Region.\n\n## Ausblick\n\n"
        "Wir empfehlen dem Rat, die zweite Ausbaustufe zu beschließen."
    )
    made = plan(text)
    assert made.outline.language == "de"
    chart = next(slide for slide in slides(made) if slide.type == "chart")
    assert chart.title == "Umsatz: plus 10 % von 2023 bis 2025, auf 84,6 Mio. €"
    assert "Quelle: report.md" in chart.notes
    assert made.outline.slides[-1].message.startswith("Wir empfehlen")


def test_a_chinese_text_is_split_at_its_own_full_stops() -> None:
    text = "# 报告\n\n## 概况\n\n快递量增长了。成本下降了。居民很满意。\n\n## 措施\n\n1. 建设快递柜。\n2. 推广电动货车。\n\n## 结论\n\n我们建议继续推广。\n"
    made = plan(text)
    assert made.outline.language == "zh"
    assert made.outline.slides[-1].message == "我们建议继续推广"


def test_records_of_a_csv_are_summed_up_by_month_and_by_category() -> None:
    rows = "\n".join(
        f"| {1000 + n} | 2025-{1 + n % 6:02d}-10 | {['North', 'South', 'West'][n % 3]} | {10 + n % 3 * 20} |"
        for n in range(60)
    )
    text = f"# Orders\n\n| order_id | date | region | amount |\n|---|---|---|---|\n{rows}\n"
    made = plan(text, source="orders.csv")
    charts = [slide for slide in slides(made) if slide.type == "chart"]
    assert charts[1].title == "West leads in amount by region: 1,000, 56% of the total"
    assert charts[0].model_dump()["chart"]["categories"][0] == "2025-01"
    assert "big_number" in types(made)


def test_an_instruction_beside_a_document_is_not_taken_for_content(report: str) -> None:
    made = plan(report, content="Please summarise this for the board")
    assert made.outline.title.startswith("Solwerk")
    assert made.degradations[0].reason == "no_model"
