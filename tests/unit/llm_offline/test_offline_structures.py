"""What the offline writer sees in a text: letters, speech, steps, two sides, actions, times."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

import pytest
from deckwire_contracts import DeckOptions, DeckRequested, Slide, SlideContext
from deckwire_llm.core.material import ListBlock, Material, Paragraph, from_text
from deckwire_llm.core.offline import draft, outline
from deckwire_llm.core.offline.charts import plan_charts, style_of
from deckwire_llm.core.offline.facing import opposed, shared_title
from deckwire_llm.core.offline.numbers import key_figures, leading_figure
from deckwire_llm.core.offline.periods import is_period
from deckwire_llm.core.offline.points import stat
from deckwire_llm.core.offline.shorten import leads, shorten, stands_alone
from deckwire_llm.core.offline.words import length, overlap, sentences

THREAD = """From: Ada Brown <ada@example.org>
To: team@example.org
Sent: Monday, 2 March 2026 09:00
Subject: RE: FW: Move to the new office?

Hi all,

The lease is signed. We move on 4 May, a Monday. The lifts are booked for the whole day.

Thanks
Ada

--
Ada Brown | Facilities
+44 20 7946 0000

> On 1 Mar 2026, at 17:40, Ben Cole <ben@example.org> wrote:
>
> The new floor has 40 desks. That is six fewer than today.
>
> Ben
"""


def slides(text: str, source: str = "text.md", **asked: object) -> list[Slide]:
    options = DeckOptions.model_validate({"image_type": "none", **asked})
    made = outline(DeckRequested(tenant_id="t", deck_id="d", revision=1, options=options), [from_text(text, source)])
    context = SlideContext(deck_title=made.outline.title, language=made.outline.language, options=options)
    return [draft(brief, context, made.material)[0] for brief in made.outline.slides]


def only(kind: str, text: str) -> dict[str, object]:
    (found,) = [slide.model_dump() for slide in slides(text) if slide.type == kind]
    return found


def spoken_text(material: Material) -> str:
    return " ".join(block.text for _, block in material.blocks() if isinstance(block, Paragraph))


def test_an_e_mail_thread_is_read_without_its_heads_greetings_and_signatures() -> None:
    material = from_text(THREAD)
    assert (material.title, material.author, material.date) == (
        "Move to the new office",
        "Ada Brown",
        "Monday, 2 March 2026 09:00",
    )
    text = spoken_text(material)
    assert "The lease is signed" in text
    assert "40 desks" in text
    for left_out in ("Hi all", "Thanks", "Facilities", "7946", "wrote", "example.org"):
        assert left_out not in text
    assert "Ben Cole" in [section.heading for section in material.sections]


def test_the_head_of_a_memo_gives_title_author_and_date() -> None:
    material = from_text(
        "To: The Committee\nFrom: Policy Unit\nDate: 4 March 2026\nSubject: Bus lanes\n\n## Purpose\n\nText.\n"
    )
    assert (material.title, material.author, material.date) == ("Bus lanes", "Policy Unit", "4 March 2026")
    assert "Committee" not in spoken_text(material)


def test_a_text_that_only_begins_with_a_label_is_no_letter() -> None:
    text = "Note: this is a story about boats.\n\nThey sail far."
    assert spoken_text(from_text(text)) == "Note: this is a story about boats. They sail far."


def test_the_second_line_of_a_plain_text_can_name_its_writer() -> None:
    material = from_text(
        "Ferry strike goes on\n\nBy Morag Sinclair, Stornoway\n\nShops ran out of milk on Tuesday. Nobody knows when it ends.\n"
    )
    assert (material.title, material.author) == ("Ferry strike goes on", "Morag Sinclair, Stornoway")


def test_lines_that_each_begin_with_a_bold_name_are_a_list() -> None:
    (block,) = from_text("**Cost:** 40 euros\n**Time:** two weeks").sections[0].blocks
    assert isinstance(block, ListBlock)
    assert [item.text for item in block.items] == ["Cost: 40 euros", "Time: two weeks"]


def test_a_line_break_between_ideographs_leaves_no_space() -> None:
    assert spoken_text(from_text("# 報告\n\n観光客は\n増えた。")) == "観光客は増えた。"


def test_points_under_points_keep_what_stands_under_them() -> None:
    (block,) = from_text("- Phones\n  - Discussion\n    - Ana is for it\n    - Bo is not\n").sections[0].blocks
    assert isinstance(block, ListBlock)
    assert block.items[0].children == ["Discussion: Ana is for it; Bo is not"]


@pytest.mark.parametrize(
    ("text", "words", "who", "role"),
    [
        ("“We waited for three hours in the rain”, said Ana Ruiz, a commuter.", "We waited for three hours in the rain", "Ana Ruiz", "a commuter"),
        ("„Ich habe dagegen geklagt. Heute würde ich dafür klagen“, sagt Sabine Oertel, Buchhändlerin.", "Ich habe dagegen geklagt. Heute würde ich dafür klagen", "Sabine Oertel", "Buchhändlerin"),
    ],
)  # fmt: skip
def test_the_words_of_a_named_person_become_a_quote(text: str, words: str, who: str, role: str) -> None:
    quote = only(
        "quote", f"# D\n\n## One\n\n{text} Nothing else happened on that day.\n\n## Two\n\nThe town has 40 buses.\n"
    )
    assert (quote["quote"], quote["author"], quote["role"]) == (words, who, role)


def test_a_quotation_of_several_sentences_stays_whole() -> None:
    assert sentences("She said: “It is late. We go.” Then they went.") == [
        "She said: “It is late. We go.”",
        "Then they went.",
    ]


def test_a_paragraph_that_tells_first_then_finally_becomes_a_process() -> None:
    process = only(
        "process",
        "# D\n\n## How it works\n\nFirst the scanner reads the files. Then the packer joins them. Finally the sender ships them.\n\n## Cost\n\nIt costs 4 euros.\n",
    )
    assert [step["title"] for step in process["steps"]] == [  # type: ignore[index,attr-defined]
        "The scanner reads the files",
        "The packer joins them",
        "The sender ships them",
    ]


def test_counted_decisions_are_points_and_not_steps() -> None:
    text = "# D\n\n## {}\n\n1. Move the date\n2. Keep the old room\n3. Ask the board\n\n## Rest\n\nText is here.\n"
    assert "process" not in [slide.type for slide in slides(text.format("Decisions"))]
    assert "process" in [slide.type for slide in slides(text.format("Roll-out"))]


def test_items_that_begin_with_a_figure_become_key_figures() -> None:
    numbers = only(
        "big_number",
        "# D\n\n## Market\n\n- 9.1 million farms in the EU\n- 40 of them are ours today\n\n## Rest\n\nText is here.\n",
    )
    assert [(s["value"], s["label"]) for s in numbers["stats"]] == [  # type: ignore[index,attr-defined]
        ("9.1 million", "Farms in the EU"),
        ("40", "40 of them are ours today"),
    ]


def test_advantages_and_disadvantages_stand_against_each_other() -> None:
    made = only(
        "comparison",
        "# D\n\n## Advantages of a ban\n\n- less noise\n\n## Disadvantages of a ban\n\n- longer ways\n- less trade\n\n## Cost\n\nIt costs 4 euros.\n",
    )
    assert made["title"] == "Advantages / Disadvantages of a ban"
    assert (made["left"]["heading"], made["right"]["items"]) == ("Advantages", ["longer ways", "less trade"])  # type: ignore[index]


def test_headings_of_two_sides_are_told_from_others() -> None:
    assert opposed("Vorteile der Sperrung", "Nachteile der Sperrung")
    assert opposed("メリット", "デメリット")
    assert not opposed("Costs", "Benefits")
    assert shared_title("Pros", "Cons") == "Pros / Cons"


def test_a_table_of_two_options_becomes_a_comparison_only_when_it_is_announced() -> None:
    table = "\n\n| | Old | New |\n|---|---|---|\n| Price | high | low |\n| Speed | slow | fast |\n\n## Rest\n\nText is here.\n"
    assert "comparison" in [slide.type for slide in slides(f"# D\n\n## Old vs new{table}")]
    assert "table" in [slide.type for slide in slides(f"# D\n\n## Settings{table}")]


def test_marked_actions_of_minutes_are_the_next_steps() -> None:
    text = "# Minutes\n\n1. Lunch\n   - Too cold\n   - Action: Mr Aydin asks by 1 March\n   - Decision: buy one\n2. Phones\n   - Trial\n   - Decision: lockers\n   - Action: Dr Brandt writes by 10 March\n"
    last = slides(text)[-1].model_dump()
    assert last["title"] == "Next steps"
    assert last["takeaways"] == ["Mr Aydin asks by 1 March", "Dr Brandt writes by 10 March"]


def test_what_is_done_is_no_action() -> None:
    text = "# D\n\n## Actions\n\n| Task | Owner | Due | Status |\n|---|---|---|---|\n| Call Ann | Bo | 3 May | done |\n| Pay Cy | Di | 4 May | open |\n\n## One\n\nThe town has 40 buses on 12 lines.\n\n## Two\n\nThe town has 3 trams on one line.\n"
    assert slides(text)[-1].model_dump()["call_to_action"] == "Pay Cy (Di, 4 May)"


@pytest.mark.parametrize(
    "text",
    ["1 April 2026", "11. Dezember 2025", "مارس", "3月", "4월", "Март", "Ιούνιος", "ספטמבר", "जून", "มีนาคม", "mid 2027"],
)
def test_times_are_known_in_many_languages(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "This made it cheap.",
        "But it has moved on.",
        "In between it rests.",
        "Das ist neu.",
        "この結果は良い。",
        "“Nobody knows.”",
    ],
)
def test_a_sentence_that_leans_on_another_one_is_seen(text: str) -> None:
    assert not stands_alone(text)


@pytest.mark.parametrize(
    "text",
    ["Das Amt empfiehlt es.", "There are three ways.", "This report sums up the year.", "Both summers were cool."],
)
def test_an_article_or_a_name_of_the_text_itself_leans_on_nothing(text: str) -> None:
    assert stands_alone(text)


def test_a_title_is_tied_to_no_sentence_before_it() -> None:
    assert leads("Sales grew by a third")
    assert not leads("Then files are cut")
    assert not leads("We also saved money")


def test_a_clause_of_its_own_may_be_cut_and_the_end_of_a_list_may_not() -> None:
    assert (
        shorten("Volunteers gave 22,400 hours to the ship, and 4,100 guests have sailed on it.", 9)
        == "Volunteers gave 22,400 hours to the ship"
    )
    assert shorten("The fund pays for boilers, hulls, and the rigging of the old ship.", 7) is None


def test_of_two_values_the_one_that_was_reached_counts() -> None:
    found = stat("Losses fell from 31% to 24% in the old town", 18)
    assert found is not None
    assert found.value == "24%"


def test_figures_are_found_beside_words_of_other_scripts() -> None:
    assert key_figures("観光客は482万人となった") == ["482万人"]
    assert key_figures("योजना पर ₹84 लाख खर्च हुए") == ["₹84 लाख"]
    assert leading_figure("380,000 of them") == ("380,000", "of them")
    assert leading_figure("Of 380,000") is None


def test_words_are_counted_and_compared_in_scripts_without_spaces() -> None:
    assert length("ตลาดน้ำมีผู้เข้าชมเพิ่มขึ้น") > 4
    assert overlap("観光客数の推移", "観光客数は増えた", "ja") > 0
    assert overlap("이용객은 늘었다", "이용객이 줄었다", "ko") > 0


def test_a_season_is_told_by_its_peak_and_two_series_by_their_gap() -> None:
    (block,) = (
        from_text("| Month | Rain (mm) |\n|---|---:|\n| May | 5 |\n| June | 40 |\n| July | 8 |\n").sections[0].blocks
    )
    assert plan_charts(block, style_of("en"))[0].title == "Rain peaked in June at 40\u00a0mm"  # type: ignore[arg-type]
    (block,) = (
        from_text("| Floor | Old (°C) | New (°C) |\n|---|---:|---:|\n| Top | 29.6 | 27.7 |\n| First | 26.8 | 26.7 |\n")
        .sections[0]
        .blocks
    )
    assert plan_charts(block, style_of("en"))[0].title == "New is below old throughout; widest gap: Top, 1.9\u00a0°C"  # type: ignore[arg-type]


def test_many_short_sections_share_slides() -> None:
    text = "# Bread\n\n" + "\n\n".join(
        f"## Part {n}\n\nPart {n} is about flour and water. It is short." for n in "ABCDEFGH"
    )
    made = slides(text)
    assert len(made) <= 5
    assert "Part A, Part B, Part C, Part D" in [slide.title for slide in made]


def test_few_slides_name_the_parts_of_what_they_stand_for() -> None:
    text = "# D\n\n## Steps\n\n1. Walk: go there\n2. Read: look at it\n\n## Plan\n\n- 2025: start\n- 2026: end\n\n## Cost\n\nIt costs 4 euros in all. Nobody pays more than that.\n"
    points = [
        item.text + " " + item.detail for s in slides(text, n_slides=2) if s.type == "bullets" for item in s.items
    ]
    assert "Steps Walk, Read" in points
