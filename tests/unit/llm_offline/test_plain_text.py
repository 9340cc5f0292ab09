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


def test_a_list_of_bare_links_is_no_list() -> None:
    [section] = from_text("Read this first.\n\n- https://example.org/a\n- https://example.org/b\n").sections
    assert [block.kind for block in section.blocks] == ["paragraph"]


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
