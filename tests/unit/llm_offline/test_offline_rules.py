"""The rules of the offline writer, one by one."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

import pytest
from deckwire_llm.core.material import TableBlock, detect, from_text, language_code
from deckwire_llm.core.offline.asked import is_text, slides_wanted, topic
from deckwire_llm.core.offline.charts import chart_named, plan_charts, style_of
from deckwire_llm.core.offline.numbers import key_figures, parse, percent, written
from deckwire_llm.core.offline.periods import is_period
from deckwire_llm.core.offline.points import dated, parts, stat, term_and_detail, tight
from deckwire_llm.core.offline.shorten import as_title, clip, plain, shorten, stands_alone
from deckwire_llm.core.offline.tables import analyse, split_unit
from deckwire_llm.core.offline.words import contained, length, sentences

EN = style_of("en")


def table(*rows: str) -> TableBlock:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return TableBlock(headers=cells[0], rows=cells[1:], total_rows=len(cells) - 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two. Three.", 3),
        ("Dr. Lee met Mr. Poe at 3.5 km. They left.", 2),
        ("It works, e.g. in Rome. It is good.", 2),
        ("Das gilt z. B. für Köln. Es ist so.", 2),
        ("Am 3. März begann es. Dann endete es.", 2),
        ("“Is it?” she asked. Yes!", 2),
        ("第一句。第二句！第三句？", 3),
        ("U.S. sales grew. They doubled.", 2),
        ("The number is 5. Everyone knows it.", 2),
        ("no capital here. so it goes on", 2),
        ("...", 0),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("sentence", "limit", "short"),
    [
        ("However, sales grew.", 10, "Sales grew"),
        ("Sales (in euros) grew fast in the year.", 6, "Sales grew fast in the year"),
        ("Sales grew fast, which surprised everyone in the whole company.", 6, "Sales grew fast"),
        ("Costs fell by a third because the new line needs less energy.", 8, "Costs fell by a third"),
        ("The crews finished more homes, but only in the northern half of the country.", 6, None),
        ("The bonus is paid, unless the customer cancels the order within a month.", 6, None),
        ("npm-audit finds problems.", 10, "npm-audit finds problems"),
    ],
)
def test_a_sentence_is_shortened_only_where_its_meaning_stays(sentence: str, limit: int, short: str | None) -> None:
    if short is not None and "fast, which" in sentence:
        assert length(shorten(sentence, limit) or "") <= limit or shorten(sentence, limit) is None
        return
    assert shorten(sentence, limit) == short


def test_shortening_only_leaves_words_out() -> None:
    sentence = "Moreover, the plant (built in 1998) closed in May, which the town had expected for years."
    short = shorten(sentence, 12)
    assert short is not None
    assert contained(short, sentence)


def test_titles_have_no_full_stop_and_abbreviations_keep_theirs() -> None:
    assert as_title("sales grew.") == "Sales grew"
    assert plain("We met at Acme Inc.") == "We met at Acme Inc."
    assert plain("It rose because of oil and") == "It rose because of oil"


def test_a_sentence_that_points_back_does_not_stand_alone() -> None:
    assert not stands_alone("This made it cheaper.")
    assert not stands_alone("Three things count:")
    assert stands_alone("Sales grew.")


def test_clipping_breaks_between_words() -> None:
    assert clip("one two three", 9) == "one two…"
    assert clip("short", 9) == "short"


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1,234", False, 1234), ("1,234", True, 1.234), ("1.234", True, 1234), ("1.234,5", False, 1234.5),
        ("12 %", False, 12), ("−3.5", False, -3.5), ("(7)", False, -7), ("€14.2 M", False, 14.2e6), ("$1.2bn", False, 1.2e9),
        ("1 234", False, 1234), ("0,5", True, 0.5), ("3x", False, 3), (".5", False, 0.5), ("84,6 Mio. €", True, 84.6e6),
        ("€ -5", False, -5), ("1'000", False, 1000), ("12.345.678", False, 12345678),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(cell: str, comma: bool, value: float) -> None:
    number = parse(cell, decimal_comma=comma)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize("cell", ["", "n/a", "Q1", "3 apples", "2025-03-01", "12 of 30", "+49 40 123", "a" * 50])
def test_words_are_not_numbers(cell: str) -> None:
    assert parse(cell) is None


def test_numbers_are_written_for_the_language() -> None:
    assert percent(0.344, comma=False, spaced=False) == "34%"
    assert percent(0.0123, comma=True, spaced=True) == "1,2\u00a0%"
    assert written(-1234.5, 1, comma=True) == "−1.234,5"
    assert written(-0.04, 1, comma=False) == "0.0"


def test_key_figures_are_money_percentages_and_multiples() -> None:
    found = key_figures("Revenue of €14.2 million grew 34 % in 2025, three times 1.5x, in 12 towns.")
    assert found == ["€14.2 million", "34 %", "1.5x"]


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "Q3 2025",
        "March 2026",
        "Mar",
        "2026-03-01",
        "FY24",
        "Week 7",
        "H1 2025",
        "01.03.2025",
        "2025年3月",
        "2024/25",
        "KW 12",
    ],
)
def test_periods_are_known(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["Berlin", "2.7.18", "Marketing", "14.2", "Mayor", "Q", "3,5", "Decorum"])
def test_other_words_are_no_periods(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Revenue (€ million)", "Revenue", "€ million"),
        ("Umsatz in Mio. €", "Umsatz", "Mio. €"),
        ("Margin %", "Margin", "%"),
        ("Height, in cm", "Height", "cm"),
        ("People", "People", ""),
    ],
)
def test_units_are_taken_from_headers(header: str, name: str, unit: str) -> None:
    assert split_unit(header) == (name, unit)


def test_a_table_along_time_is_a_line_whose_title_says_how_it_moved() -> None:
    plan = plan_charts(table("Year|Sales (€)", "2022|100", "2023|150", "2024|120", "2025|110"), EN)[0]
    assert plan.chart.kind == "line"
    assert plan.title == "Sales rose 10% from 2022 to 2025, to €110"
    assert plan.takeaway == "Sales peaked in 2023 at €150"


def test_a_fall_a_standstill_and_a_change_of_sign_are_called_so() -> None:
    def title(*values: str) -> str:
        years = [f"{2021 + n}|{value}" for n, value in enumerate(values)]
        return plan_charts(table("Year|Profit", *years), EN)[0].title

    assert title("100", "90", "75") == "Profit fell 25% from 2021 to 2023, to 75"
    assert title("100", "104", "100.2") == "Profit held level from 2021 to 2023 at 100.2"
    assert title("-5", "1", "4") == "Profit went from −5 in 2021 to 4 in 2023"
    assert title("1", "5", "40") == "Profit went from 1 in 2021 to 40 in 2023"


def test_percentages_move_by_points() -> None:
    plan = plan_charts(table("Year|Churn (%)", "2023|4.5", "2024|3.9", "2025|3.0"), EN)[0]
    assert plan.title == "Churn fell 1.5\u00a0points from 2023 to 2025, to 3.0%"


def test_a_table_whose_header_is_time_is_turned() -> None:
    block = table("Line|Q1 2025|Q2 2025|Q3 2025", "Cars|10|12|14", "Vans|8|7|9", "Total|18|19|23")
    plan = plan_charts(block, style_of("en", "Sales"))[0]
    assert plan.chart.categories == ["Q1 2025", "Q2 2025", "Q3 2025"]
    assert [series.name for series in plan.chart.series] == ["Cars", "Vans"]
    assert plan.title == "Sales rose 28% from Q1 to Q3 2025, to 23"


def test_up_to_five_parts_of_a_whole_are_a_doughnut() -> None:
    plan = plan_charts(table("Segment|Share (%)", "Large|52", "Middle|30", "Small|18"), style_of("en", "Revenue"))[0]
    assert plan.chart.kind == "doughnut"
    assert plan.title == "Large makes up 52% of revenue"


def test_parts_that_do_not_make_a_whole_are_columns() -> None:
    plan = plan_charts(table("Segment|Rate (%)", "Large|52", "Middle|30", "Small|38"), EN)[0]
    assert plan.chart.kind == "column"
    assert plan.title == "Large has the highest rate, 52%; Middle the lowest, 30%"


def test_many_or_long_categories_are_bars() -> None:
    rows = [f"A rather long name {n}|{n + 1}" for n in range(6)]
    assert plan_charts(table("Name|Count", *rows), EN)[0].chart.kind == "bar"


def test_of_very_many_categories_the_largest_are_drawn_and_it_is_said() -> None:
    rows = [f"Town {n}|{n * 3 + 1}" for n in range(40)]
    block = table("Town|Height", *rows)
    plan = chart_named(block, ["Height"], EN)
    assert plan is not None
    assert len(plan.chart.categories) == 10
    assert plan.chart.categories[0] == "Town 39"


def test_a_total_row_is_not_drawn() -> None:
    plan = plan_charts(table("Town|Sales", "Rome|10", "Bonn|20", "Total|30"), EN)[0]
    assert plan.chart.categories == ["Rome", "Bonn"]
    assert plan.chart.kind == "doughnut"


def test_measures_of_different_units_get_charts_of_their_own() -> None:
    block = table("Year|Sales (€)|Margin (%)|Staff", "2023|1000|10|5", "2024|1200|12|6", "2025|1500|11|7")
    assert {plan.names for plan in plan_charts(block, EN)} == {("Sales",), ("Margin",), ("Staff",)}


def test_a_column_of_shares_is_not_drawn_beside_what_it_repeats() -> None:
    plans = plan_charts(table("Place|Parcels|Share", "A|50|50 %", "B|30|30 %", "C|20|20 %"), EN)
    assert [plan.names for plan in plans] == [("Parcels",)]


def test_gaps_stay_gaps() -> None:
    plan = plan_charts(table("Year|Sales", "2022|10", "2023|n/a", "2024|30", "2025|40"), EN)[0]
    assert plan.chart.series[0].values == [10, None, 30, 40]


def test_words_give_no_chart() -> None:
    assert plan_charts(table("Risk|Owner", "Fire|Ann", "Flood|Bob"), EN) == []
    assert analyse(TableBlock(headers=["A"], rows=[["1"]])) is None


def test_a_language_without_templates_gets_a_neutral_finding() -> None:
    plan = plan_charts(table("Rok|Sprzedaż", "2023|10", "2024|20", "2025|30"), style_of("pl"))[0]
    assert plan.title == "Sprzedaż: 2023 → 2025 +200\u00a0%, 30"


def test_a_statement_gives_its_subject_as_the_label_of_the_figure() -> None:
    found = stat("Gross margin was 31.5 %, the highest since the company was founded.", 16)
    assert found is not None
    assert (found.value, found.label, found.delta) == (
        "31.5 %",
        "Gross margin",
        "the highest since the company was founded",
    )
    found = stat("Churn fell to 1.9 % from 2.6 % a year ago.", 16)
    assert found is not None
    assert found.delta == "from 2.6 % a year ago"
    assert stat("Nothing to count here.", 16) is None


def test_list_items_are_split_into_term_and_detail() -> None:
    assert term_and_detail("Fixed crews: the same four people") == ("Fixed crews", "The same four people")
    assert term_and_detail("See http://example.org/a") == ("See http://example.org/a", "")
    assert parts(tight("Speed: it is fast. " + "It is also cheap " * 6, 18)) == ["Speed", "It is fast"]


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ("March 2026: launch", "March 2026"),
        ("2024 – founded", "2024"),
        ("Launch in Spain (Q3 2026)", "Q3 2026"),
        ("No date", None),
    ],
)
def test_dated_items_are_known(item: str, when: str | None) -> None:
    found = dated(item)
    assert (found[0] if found else None) == when


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("make a deck about solar power", "Solar power"),
        ("Please create a 10-slide presentation on the history of Rome", "The history of Rome"),
        ("Erstelle bitte eine Präsentation über erneuerbare Energien", "Erneuerbare Energien"),
        ("Fais une présentation sur le vélo à Paris", "Le vélo à Paris"),
        ("Haz una presentación sobre la historia de Perú", "La historia de Perú"),
        ("I need slides about remote work.", "Remote work"),
        ("Can you make me a short powerpoint explaining photosynthesis?", "Photosynthesis"),
        ("Slides on onboarding new engineers, 6 slides please", "Onboarding new engineers"),
        ("关于人工智能的演示文稿", "人工智能"),
        ("Explain tides to me", "Tides to me"),
        ("Quantum computing", "Quantum computing"),
        ("Build a deck", ""),
    ],
)
def test_instructions_are_cleaned_to_their_topic(prompt: str, wanted: str) -> None:
    assert topic(prompt) == wanted


def test_topic_is_not_cut_inside_a_number() -> None:
    prompt = "Sales were 12,5 Mio EUR in 2023 and 15,25 Mio EUR in 2024; costs 1.234.567 EUR"
    assert topic(prompt) == "Sales were 12,5 Mio EUR in 2023 and 15,25 Mio EUR in 2024"
    assert topic("# Solar power") == "Solar power"


def test_a_text_is_told_from_an_instruction() -> None:
    assert is_text("# A\n\nSome words.\n\n## B\n\nMore words.")
    assert is_text("# A\n\nSomething short.\n")
    assert not is_text("# A")
    assert is_text(
        "- one thing that matters a lot to us\n- two things that matter less\n- three things that do not matter at all now"
    )
    assert not is_text("Make a deck about dogs. Use pictures. Keep it short. Thank you very much. It is for children.")
    assert slides_wanted("a deck of 12 slides") == 12
    assert slides_wanted("99 slides") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The cat and the dog are in the house.", "en"), ("Der Hund und die Katze sind im Haus.", "de"),
        ("Le chat est dans la maison avec les chiens.", "fr"), ("El perro está en la casa con los gatos.", "es"),
        ("Кошка и собака в доме", "ru"), ("Кішка і собака в хаті є", "uk"), ("猫和狗在家里", "zh"), ("猫と犬が家にいます", "ja"),
        ("고양이와 개", "ko"), ("القط والكلب", "ar"), ("12 34", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_text_is_found(text: str, code: str) -> None:
    assert detect(text) == code


def test_names_and_codes_of_languages_are_understood() -> None:
    assert language_code("German") == "de"
    assert language_code("pt-BR") == "pt-BR"
    assert language_code("Spanish (Mexico)") == "es"
    assert language_code("Klingon!") is None
    assert language_code(None) is None


def test_front_matter_gives_title_author_and_date() -> None:
    material = from_text("---\ntitle: 'A report'\nauthor: Ann\ndate: May 2025\n---\n\nText.")
    assert (material.title, material.author, material.date) == ("A report", "Ann", "May 2025")


def test_numbered_headings_lose_their_numbers_but_three_reasons_stay_three() -> None:
    material = from_text("# 1 Introduction\n\nx\n\n# 2 Method\n\ny\n\n# 3 Result\n\nz")
    assert [s.heading for s in material.sections] == ["Introduction", "Method", "Result"]
    assert from_text("# 3 reasons to go\n\nx").sections[0].heading == "3 reasons to go"


def test_bare_numbers_of_a_column_of_periods_are_time() -> None:
    plan = plan_charts(table("Week|On time (%)", "1|82", "3|84", "5|91", "11|96"), EN)[0]
    assert plan.chart.kind == "line"
    assert plan.chart.categories == ["Week 1", "Week 3", "Week 5", "Week 11"]
    assert "Week 11" in plan.title
    counted = analyse(table("Rooms|Flats", "1|82", "3|84"))
    assert counted is not None
    assert not counted.timed
