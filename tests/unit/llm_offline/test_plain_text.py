"""Text as people type it: memos, chat lines, reports whose headings are only counted."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

import pytest
from deckwire_contracts import DeckOptions, DeckRequested, SlideBrief
from deckwire_llm.core.material import ListBlock, Material, Paragraph, from_text
from deckwire_llm.core.offline import outline
from deckwire_llm.core.offline.words import sentences

CHINESE = """城市垃圾分类试点报告

一、背景
2024年3月起，我市在12个社区开展生活垃圾分类试点，覆盖居民4.6万户。

二、成果
可回收物占比从11%提高到27%，厨余垃圾单独收集量达到每日38吨。居民参与率达到82%。

三、问题
投放点距离过远，老年居民使用不便；部分物业公司缺乏分类运输车辆；夜间乱扔现象仍然存在。
"""
MEMO = """Objet : bilan de la campagne de vaccination 2025

Mesdames, Messieurs,

La campagne contre la grippe s'est achevée le 31 janvier. Au total, 412 000 personnes ont été vaccinées, contre 368 000 l'année précédente.

Trois difficultés ont été rencontrées :
- une rupture de stock de deux semaines dans le Finistère ;
- des messages contradictoires sur la double vaccination ;
- un logiciel de suivi indisponible pendant 36 heures.

Le taux de couverture des plus de 65 ans atteint 58 %. Les pharmacies ont réalisé 61 % des injections. Les médecins en ont réalisé 27 % cette année.

Pour la saison prochaine nous proposons de commander 15 % de doses supplémentaires. Une décision est attendue avant le 30 avril.

Claire Le Goff, directrice de la santé publique
"""
CHAT = """ok so standup w/ the warehouse guys today... forklift 3 is down again, mike says parts come thursday maybe friday. we're 2 people short on night shift until the 14th
pick rate was 112 on monday, 118 on tuesday. wed was the scanner outage
damages down to 0.8% from 1.3 last month. new corner protectors work
anna orders 40 more protectors by monday. jorge talks to IT about the scanners
"""


def headings(material: Material) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in material.sections]


def briefs(text: str, source: str = "a.txt") -> list[SlideBrief]:
    asked = DeckRequested(tenant_id="t", deck_id="d", revision=1, options=DeckOptions())
    return outline(asked, [from_text(text, source=source)]).outline.slides


def test_chinese_numerals_count_headings_that_have_text_right_below() -> None:
    assert headings(from_text(CHINESE)) == [(1, "城市垃圾分类试点报告"), (2, "背景"), (2, "成果"), (2, "问题")]


def test_nothing_of_a_chinese_report_is_lost_on_the_way_to_its_slides() -> None:
    shown = " ".join(" ".join([brief.title, *brief.points]) for brief in briefs(CHINESE))
    for said in ("12个社区", "82%", "老年居民使用不便", "夜间乱扔现象仍然存在"):
        assert said in shown


def test_headings_that_share_a_slide_are_listed_as_their_script_does() -> None:
    text = CHINESE + "\n四、费用\n试点总投入1860万元。\n\n五、建议\n建议2026年推广到全部87个社区。\n"
    assert "费用、建议" in [brief.title for brief in briefs(text)]


@pytest.mark.parametrize(
    "marks",
    [("1.", "2.", "3."), ("I.", "II.", "III."), ("1)", "2)", "3)"), ("■", "■", "■"), ("第一章", "第二章", "第三章")],
)
def test_counted_lines_over_text_are_headings(marks: tuple[str, str, str]) -> None:
    names = ("Background", "Method", "Findings")
    text = "\n".join(
        f"{mark} {name}\nWe looked at this part for a long time and wrote down all of it.\n"
        for mark, name in zip(marks, names, strict=True)
    )
    assert headings(from_text(text)) == [(2, name) for name in names]


def test_counted_lines_that_follow_each_other_stay_a_list() -> None:
    [section] = from_text("We agreed on this:\n\n1. Buy milk\n2. Call the bank\n3. Book the room\n").sections
    [block] = section.blocks
    assert isinstance(block, ListBlock)
    assert [item.text for item in block.items] == ["Buy milk", "Call the bank", "Book the room"]


def test_a_subject_line_gives_the_title_and_the_last_line_the_writer() -> None:
    material = from_text(MEMO)
    assert material.title == "bilan de la campagne de vaccination 2025"
    assert material.author == "Claire Le Goff, directrice de la santé publique"
    assert "Mesdames" not in material.prose()
    assert "Claire" not in material.prose()


def test_what_a_letter_proposes_is_the_call_to_action_of_its_deck() -> None:
    closing = briefs(MEMO)[-1]
    assert closing.type == "closing"
    assert closing.message == "Pour la saison prochaine nous proposons de commander 15 % de doses supplémentaires"


def test_lines_that_end_early_are_paragraphs_of_their_own() -> None:
    [section] = from_text(CHAT).sections
    assert [type(block) for block in section.blocks] == [Paragraph] * 4


def test_sentences_may_begin_small_where_the_text_does() -> None:
    assert sentences("forklift 3 is down again. parts come on friday. see e.g. the list") == [
        "forklift 3 is down again.",
        "parts come on friday.",
        "see e.g. the list",
    ]
    assert len(sentences("It has approx. two parts. then it stops")) == 1


def test_all_of_a_chat_note_comes_onto_slides() -> None:
    shown = " ".join(" ".join([brief.title, *brief.points]) for brief in briefs(CHAT)).lower()
    for said in ("forklift 3", "night shift", "scanner outage", "corner protectors work", "40 more protectors"):
        assert said in shown


def test_the_end_of_a_long_paragraph_can_announce_a_list() -> None:
    text = "# D\n\n## Rules\n\n" + "Everybody who reports has to read this text. " * 5
    [*_, rules] = from_text(f"{text}Node.js will not accept:\n\n- spam\n- threats\n").sections
    said, listed = rules.blocks
    assert isinstance(said, Paragraph)
    assert isinstance(listed, ListBlock)
    assert listed.intro == "Node.js will not accept"
    assert said.text.endswith("read this text.")


def test_links_are_kept_as_points_and_are_no_steps() -> None:
    text = "# D\n\n## News\n\nNews comes in two ways.\n\n1. https://example.org/a\n2. https://example.org/b\n"
    [links] = [
        brief for brief in briefs(text, "a.md") if brief.points == ["https://example.org/a", "https://example.org/b"]
    ]
    assert links.type == "bullets"


def test_small_sections_are_listed_under_the_heading_they_stand_below() -> None:
    cases = "".join(f"#### {name}\n\nThis is what {name.lower()} does in one line.\n\n" for name in ("Alpha", "Beta"))
    text = f"# D\n\n## Model\n\nThe model has trusted and untrusted parts.\n\n### Accepted\n\n{cases}### Refused\n\n{cases}"
    titles = [brief.title for brief in briefs(text + "## Other\n\nSomething else is said here.\n", "a.md")]
    assert titles[titles.index("Accepted") + 1] == "Refused"


def test_what_nobody_presents_is_left_out_below_another_heading_too() -> None:
    filler = "".join(f"## Part {n}\n\nThe part number {n} grew by {n} % in one year.\n\n" for n in range(2, 7))
    text = f"# D\n\n{filler}## People\n\nThree people wrote it.\n\n### References\n\n- A book of 1990\n- A book of 1991\n- One more\n"
    assert "References" not in [brief.title for brief in briefs(text, "a.md")]


def test_no_divider_says_the_title_of_a_single_slide_twice() -> None:
    points = "\n".join(f"- The point {letter} is one of the points that matter here" for letter in "abcd")
    several = "\n\n".join(f"### Side {m}\n\n{points}" for m in (1, 2, 3))
    parts = [f"## Part {n}\n\n{several if n > 2 else points}" for n in range(1, 9)]
    slides = briefs("# D\n\n" + "\n\n".join(parts), "a.md")
    dividers = [brief.title for brief in slides if brief.type == "section"]
    assert dividers
    assert not {"Part 1", "Part 2"} & set(dividers)


def test_numbered_items_of_an_agenda_are_headings() -> None:
    text = (
        "Protokoll vom 14. Oktober 2026\n\nAnwesend: Petra Lang, Hanna Krüger\nEntschuldigt: Silke Brand\n\n"
        "TOP 1: Haushalt\nDer Kassenstand beträgt 48.300 Euro.\n\nTOP 2: Sommerfest\nDas Fest brachte 11.420 Euro ein.\n"
    )
    assert [heading for _, heading in headings(from_text(text))][1:] == ["Haushalt", "Sommerfest"]
    shown = " ".join(" ".join([brief.title, *brief.points]) for brief in briefs(text))
    assert "Silke Brand" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "**Q: When do we switch?**\nA: On 1 March.\n\n**Q: Who helps me?**\nA: The service desk does.\n",
        "Frage 1: When do we switch?\nAntwort: On 1 March.\n\nFrage 2: Who helps me?\nAntwort: The service desk does.\n",
        "Anna: When do we switch?\nBo: On 1 March.\nAnna: Who helps me?\nBo: The service desk does.\n",
    ],
)
def test_questions_stand_with_their_answers(text: str) -> None:
    [block] = [block for _, block in from_text(text).blocks()]
    assert isinstance(block, ListBlock)
    assert [(item.text, item.children) for item in block.items] == [
        ("When do we switch?", ["On 1 March."]),
        ("Who helps me?", ["The service desk does."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Is that all?\n\nNobody knew what to say, and so the meeting went on for a while.\n",
        "Anna: When do we switch?\nAnna: I would say in March.\nBo: Fine.\n",
        "Note: this is a label.\n\nWarning: this is another one.\n",
    ],
)
def test_text_that_only_looks_like_questions_and_answers_stays_text(text: str) -> None:
    assert all(isinstance(block, Paragraph) for _, block in from_text(text).blocks())


def test_a_long_answer_is_shown_by_a_sentence_of_it() -> None:
    long = (
        "The winter of 2023. Our mill went bankrupt and we had eight days of stock. " + "Every member gave a loan. " * 6
    )
    text = f"Ann: What was hardest?\nBo: {long}\nAnn: And now?\nBo: Now we own the mill.\n"
    points = [point for brief in briefs(text) for point in brief.points]
    assert "What was hardest? — Our mill went bankrupt and we had eight days of stock" in points


def test_a_press_release_has_its_headline_as_title_and_its_dateline_as_date() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nHarbour Robotics raises €28 million\n\nRotterdam, 12 November 2026 - Harbour Robotics "
        "announced a round of €28 million today. The order book stands at 37 machines.\n"
    )
    material = from_text(text)
    assert (material.title, material.date) == ("Harbour Robotics raises €28 million", "12 November 2026")
    assert material.prose().startswith("Harbour Robotics announced")


def test_dates_further_down_and_marks_within_a_text_are_not_taken_away() -> None:
    text = (
        "Our plan\n\nWe meet three times this year, and each meeting has one subject.\n\n"
        "Berlin, 3 March 2026 - We agree on the budget.\n\nParis, 9 June 2026 - We choose the partners.\n\n"
        "Confidential\n\nThe third meeting is not announced yet, so please keep it to yourself for now.\n"
    )
    material = from_text(text)
    assert not material.date
    said = " ".join([material.prose(), *(section.heading for section in material.sections)])
    for kept in ("3 March 2026", "9 June 2026", "Confidential"):
        assert kept in said


def test_a_column_named_only_by_its_unit_is_called_by_its_heading() -> None:
    text = "# Plan\n\n## Presupuesto\n\n| Partida | Miles de € |\n|---|---|\n| Retirada | 310 |\n| Plantación | 845 |\n| Seguimiento | 95 |\n"
    chart = next(brief for brief in briefs(text, "a.md") if brief.type == "chart")
    assert "presupuesto: 845" in chart.title
    assert "miles de €," in chart.title
