"""How sections become slides: small ones together, lists against each other, conclusions at the end."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

from deckwire_contracts import DeckOptions, DeckRequested, SlideBrief
from deckwire_llm.core.material import ListBlock, Paragraph, from_text
from deckwire_llm.core.offline import outline


def briefs(text: str, source: str = "a.md", **options: object) -> list[SlideBrief]:
    asked = DeckRequested(tenant_id="t", deck_id="d", revision=1, options=DeckOptions.model_validate(options))
    return outline(asked, [from_text(text, source=source)]).outline.slides


def of_type(kind: str, text: str, **options: object) -> SlideBrief:
    return next(brief for brief in briefs(text, **options) if brief.type == kind)


def test_small_subsections_become_points_of_one_slide() -> None:
    text = (
        "# Doc\n\n## Features\n\n### Speed\n\nIt starts in two seconds.\n\n### Safety\n\nEvery file is checked twice.\n\n"
        "### Price\n\nIt costs nothing for schools.\n\n## Other\n\nSomething else is said here in some words."
    )
    brief = of_type("bullets", text)
    assert brief.title == "Features"
    assert brief.points == [
        "Speed — It starts in two seconds",
        "Safety — Every file is checked twice",
        "Price — It costs nothing for schools",
    ]


def test_a_small_subsection_that_is_a_short_list_gives_its_first_item() -> None:
    text = "# D\n\n## F\n\n### A\n\n- one thing\n\n### B\n\nTwo things are here.\n\n### C\n\n```\ncode\n```\n\n## Z\n\nEnd."
    assert "A — one thing" in of_type("bullets", text).points


def test_two_lists_against_each_other_are_a_comparison() -> None:
    text = (
        "# D\n\n## Heat pumps\n\nPros:\n\n- cheap to run\n- quiet\n\nCons:\n\n- expensive to buy\n\n## Z\n\nEnd of it."
    )
    brief = of_type("comparison", text)
    assert brief.points == ["Pros — cheap to run", "Pros — quiet", "Cons — expensive to buy"]


def test_two_lists_in_subsections_stand_side_by_side() -> None:
    text = "# D\n\n## Teams\n\n### Berlin\n\n- 12 people\n- two products\n\n### Lisbon\n\n- 8 people\n- one product\n\n## Z\n\nEnd."
    brief = of_type("two_columns", text)
    assert brief.title == "Teams"
    assert brief.points[0] == "Berlin — 12 people"


def test_a_long_list_is_divided_evenly() -> None:
    items = "\n".join(f"- Item number {n} of the list" for n in range(8))
    made = [b for b in briefs(f"# D\n\n## List\n\n{items}\n", image_type="none") if b.type == "bullets"]
    assert [len(brief.points) for brief in made] == [4, 4]


def test_children_of_a_list_item_are_its_detail() -> None:
    text = "# D\n\n## List\n\n- Towns\n  - Rome\n  - Bonn\n- Rivers\n  - Rhine\n"
    assert of_type("bullets", text, image_type="none").points == ["Towns — Rome; Bonn", "Rivers — Rhine"]


def test_steps_in_words_are_a_process() -> None:
    text = "# D\n\n## Way\n\n- First, open the box\n- Then take out the lamp\n- Finally switch it on\n"
    assert of_type("process", text).title == "Way"


def test_a_long_table_is_shown_in_part_and_says_so() -> None:
    rows = "\n".join(f"| Name {n} | Words about it and more |" for n in range(30))
    brief = of_type("table", f"# D\n\n## People\n\n| Name | About |\n|---|---|\n{rows}\n")
    assert brief.points == ["1–8"]
    assert brief.message == "8 of 30 rows shown"


def test_the_sentence_about_a_chart_stands_beside_it() -> None:
    text = (
        "# D\n\n## Sales\n\nSales of boats rose because of the warm summer.\n\n| Year | Boats sold |\n|---|---|\n"
        "| 2023 | 10 |\n| 2024 | 14 |\n| 2025 | 20 |\n"
    )
    assert of_type("chart", text).message in {
        "Sales of boats rose because of the warm summer",
        "The largest step came from 2024 to 2025: +6",
    }


def test_a_list_of_next_steps_gives_the_call_to_action() -> None:
    text = (
        "# D\n\n## Idea\n\nThe idea is simple and cheap. It helps a lot of people.\n\n## Proof\n\nIt worked in two towns. "
        "People liked it very much.\n\n## Next steps\n\n- Choose a third town\n- Ask its mayor\n- Start in May\n"
    )
    last = briefs(text)[-1]
    assert (last.type, last.message) == ("closing", "Choose a third town")
    assert last.points == ["Ask its mayor", "Start in May"]


def test_ordered_next_steps_keep_a_slide_of_their_own() -> None:
    text = (
        "# D\n\n## Idea\n\nThe idea is simple and cheap. It helps a lot of people.\n\n## Proof\n\nIt worked in two towns. "
        "People liked it very much.\n\n## Conclusion\n\nThe idea works in practice.\n\n### Next steps\n\n1. Choose a town\n2. Ask its "
        "mayor\n3. Start in May\n"
    )
    made = briefs(text)
    assert [brief.type for brief in made[-2:]] == ["process", "closing"]
    assert made[-1].message == "Choose a town"


def test_a_deck_without_a_conclusion_ends_with_its_findings() -> None:
    text = (
        "# D\n\n## Boats\n\n| Year | Boats |\n|---|---|\n| 2023 | 10 |\n| 2024 | 14 |\n| 2025 | 20 |\n\n## Crews\n\n"
        "Every crew has four people on board. They work for six weeks at a time.\n\n## Ports\n\n- Kiel\n- Lübeck\n- Rostock\n"
    )
    last = briefs(text)[-1]
    assert last.title == "Key takeaways"
    assert "Boats rose 100% from 2023 to 2025, to 20" in last.points


def test_dividers_open_the_sections_of_a_long_deck() -> None:
    text = "# D\n\n" + "\n\n".join(
        f"## Part {name}\n\n"
        + "\n\n".join(f"### {name} {n}\n\n- first of {n}\n- second of {n}\n- third of {n}\n- fourth" for n in range(6))
        for name in ("Alpha", "Beta", "Gamma")
    )
    made = briefs(text)
    assert [brief.title for brief in made if brief.type == "section"] == ["Part Alpha", "Part Beta", "Part Gamma"]


def test_a_table_of_contents_of_the_document_is_not_a_slide() -> None:
    text = "# D\n\n## Contents\n\n- A\n- B\n\n## A\n\nWords about A are here.\n\n## B\n\nWords about B are here.\n"
    assert "Contents" not in [brief.title for brief in briefs(text)]


def test_lines_that_were_broken_on_purpose_stay_lines() -> None:
    chat = [f"[10:{n:02d}] Ann: what about item number {n}?" for n in range(6)]
    poem = ["The sea is wide", "The night is long,", "And every tide", "Has got a song"]
    for lines in (chat, poem):
        blocks = from_text("\n".join(lines)).sections[-1].blocks
        assert [item.text for block in blocks if isinstance(block, ListBlock) for item in block.items] == lines


def test_wrapped_prose_stays_one_paragraph() -> None:
    prose = "The shop in Kiel sold more boats\nthan ever before, and Ann says\nthat the reason is the weather,\nwhich was warm."
    for text in (prose, prose.upper()):
        (block,) = from_text(f"# D\n\n{text}\n").sections[-1].blocks
        assert isinstance(block, Paragraph)
        assert block.text == " ".join(text.split())


def test_a_list_without_any_heading_has_a_title_in_words() -> None:
    made = briefs("- Boats sail in the bay\n- Trains go to Kiel\n- Cars stay at home today\n", source="notes.txt")
    assert [brief.title for brief in made if brief.points] == ["Overview"]


def test_html_in_markdown_leaves_only_its_words() -> None:
    material = from_text(
        "<h1 align='center'>Boats</h1>\n\n<p>Boats are &amp; stay slow things. <img src='x'></p>\n\n"
        "> [!NOTE]\n> Mind the tide.\n\n**Ports**\n\n* Kiel\n"
    )
    assert material.title == "Boats"
    text = material.model_dump_json()
    assert "Boats are & stay slow things." in text
    assert "Mind the tide." in text
    assert "<p>" not in text


def test_a_data_sheet_opens_with_its_key_figures() -> None:
    text = "# Shop\n\n| Product | Units | Rating |\n|---|---|---|\n| Kettle | 5400 | 4.5 |\n| Grill | 900 | 4.7 |\n| Pan | 700 | 4.0 |\n"
    brief = next(b for b in briefs(text, source="shop.csv") if b.type == "big_number")
    assert brief.points == ["7,000 — Units in total", "4.4 — Rating on average"]


def test_only_a_sheet_that_nobody_counts_at_a_glance_says_how_many_rows_it_has() -> None:
    rows = "\n".join(f"| Pan {n} | {700 + n} | 4.0 |" for n in range(12))
    brief = next(
        b
        for b in briefs(f"# Shop\n\n| Product | Units | Rating |\n|---|---|---|\n{rows}\n", source="shop.csv")
        if b.type == "big_number"
    )
    assert brief.points[0] == "12 — rows with 3 columns"


def test_text_without_headings_is_told_paragraph_by_paragraph() -> None:
    paragraphs = [
        "Most meetings are too long for what they do. Two thirds of the decisions fall in the first half hour. "
        "The rest of the time goes into updates that were sent before.",
        "Two teams tried shorter meetings for a month. The time they spent fell by 44 %. Nobody said that decisions became "
        "worse because of it.",
        "A trial in the whole company starts in March. The hours will be measured every week. The board decides in June "
        "whether the rules stay.",
    ]
    made = briefs("\n\n".join(paragraphs), image_type="none")
    assert [brief.type for brief in made] == ["title", "bullets", "bullets", "bullets", "closing"]
    for brief in made:
        assert brief.title.lower() not in [point.lower() for point in brief.points]
