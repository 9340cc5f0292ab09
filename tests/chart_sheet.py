# ruff: noqa: E501 - rows of numbers are easier to read whole
"""Charts and tables of every shape on one deck: `python -m tests.chart_sheet deck.pptx --theme midnight --language de`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deckwire_contracts import SLIDE, Slide
from deckwire_render.core.pptx import DeckSlide, build

YEARS = ["2019", "2020", "2021", "2022", "2023", "2024"]
MONTHS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]


def _chart(
    title: str, kind: str, categories: Sequence[str], *series: tuple[str, Sequence[float | None]], **fields: Any
) -> Slide:
    chart = {
        "kind": kind,
        "categories": list(categories),
        "series": [{"name": name, "values": list(values)} for name, values in series],
        "unit": fields.pop("unit", ""),
        "axis": fields.pop("axis", ""),
        "source": fields.pop("source", "Annual report 2024"),
    }
    return SLIDE.validate_python({"type": "chart", "title": title, "chart": chart, **fields})


def _table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], **fields: Any) -> Slide:
    table = {"headers": list(headers), "rows": [list(row) for row in rows], "source": "Annual report 2024"}
    return SLIDE.validate_python({"type": "table", "title": title, "table": table, **fields})


def _walk(start: float, step: float, n: int, swing: float) -> list[float]:
    return [round(start + step * i + swing * ((i * 7) % 5 - 2), 1) for i in range(n)]


def english() -> list[Slide]:
    """Return a chart or table of every shape in English."""
    regions = ["North", "South", "East", "West", "Centre"]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    return [
        _chart("Revenue grew by 63 % in five years", "column", YEARS, ("Revenue", [3.8e6, 3.5e6, 4.1e6, 4.9e6, 5.6e6, 6.2e6]),
               unit="€", takeaway="Service contracts carried the growth; hardware stood still."),
        _chart("The west sells half of what the north sells", "column", regions, ("Sales", [412, 298, 355, 201, 366]),
               unit="units", takeaway="Only the west fell behind its plan."),
        _chart("Long names lie down and are sorted by size", "column",
               ["Onboarding and training", "Licences for partners", "Support contracts", "Migration projects", "Hardware"],
               ("Cost", [12.4, 33.1, 21.9, 8.7, 28.0]), unit="k€"),
        _chart("More than half of new customers come by referral", "doughnut", ["Referral", "Search", "Events", "Social"],
               ("Share", [58, 22, 12, 8]), unit="%", takeaway="Referral alone brings 58 % of new customers."),
        _chart("Eight slices become bars", "pie", [f"Channel {c}" for c in "ABCDEFG"] + ["Other"],
               ("Share", [31, 22, 14, 11, 8, 6, 4, 4]), unit="%", takeaway="Three channels make two thirds."),
        _chart("Churn fell in every segment", "line", YEARS, ("Small", [9.1, 8.8, 8.1, 7.4, 6.9, 6.2]),
               ("Medium", [7.2, 6.9, 6.1, 5.5, 4.8, 4.4]), ("Large", [4.1, 3.9, 3.2, 2.8, 2.2, 1.9]), unit="%",
               takeaway="Large accounts halved theirs."),
        _chart("Visits doubled over three years", "area", MONTHS, ("Visits", _walk(41000, 1300, 36, 1500)), unit="visits"),
        _chart("Solar took the lead from wind", "line", YEARS, ("Solar", [12, 19, 28, 41, 58, 77]),
               ("Wind", [30, 34, 37, 41, 44, 48]), ("Hydro", [22, 21, 22, 20, 21, 22]), ("Biomass", [15, 15, 14, 14, 13, 13]),
               unit="TWh", takeaway="Solar grew sixfold."),
        _chart("Every region recovered after 2020", "line", YEARS,
               *((r, [10 + k, 7 + k, 9 + k, 11 + k, 12 + 2 * k, 13 + 3 * k]) for k, r in enumerate(("North", "South", "East", "West", "Centre", "Islands"))),
               unit="k visits", takeaway="Islands grew most."),
        _chart("Revenue and margin moved apart", "line", YEARS, ("Revenue (m€)", [120, 118, 131, 150, 171, 190]),
               ("Margin (%)", [14.1, 12.0, 12.9, 11.4, 10.8, 9.9]), takeaway="Growth was bought with discounts."),
        _chart("More training, fewer incidents", "scatter", ["2", "5", "8", "11", "14", "19", "23", "28"],
               ("Incidents", [41, 38, 30, 31, 22, 19, 12, 9]), unit="incidents per site", axis="Hours of training per head", takeaway="Each ten hours avoid a dozen incidents."),
        _chart("Services now make most of revenue", "stacked_column", YEARS[1:], ("Hardware", [52, 49, 45, 41, 37]),
               ("Services", [21, 28, 37, 49, 61]), ("Licences", [11, 12, 12, 13, 13]), unit="m€",
               takeaway="Services overtook hardware in 2023."),
        _chart("Two products missed their plan", "column", ["Alpha", "Beta", "Gamma", "Delta"], ("Actual", [82, 61, 74, 90]),
               ("Target", [75, 75, 75, 75]), unit="units", takeaway="Beta and Gamma fell short."),
        _chart("Two quarters ended in the red", "column", ["Q1", "Q2", "Q3", "Q4"], ("Result", [4.2, -1.8, -0.6, 3.1]), unit="m€"),
        _chart("Two years side by side", "column", ["Mail", "Web", "Shop"], ("2023", [40, 55, 31]), ("2024", [44, 71, 28]), unit="k orders"),
        _chart("With a gap where nothing was measured", "line", months, ("Level", [2.1, 2.4, None, None, 3.0, 3.3]), unit="m",
               takeaway="The gauge was out of order in March and April."),
        _chart("A single value", "column", ["2024"], ("Result", [42])),
        _chart("Huge and tiny numbers are told apart", "bar", ["Atoms", "Cells", "Grains"], ("Count", [7e27, 3.7e13, 7.5e18])),
        _chart("Satisfaction rose in both groups", "stacked_bar", ["Very good", "Good", "Fair", "Bad"], ("Before", [12, 31, 38, 19]), ("After", [24, 41, 25, 10]), unit="%"),
        _chart("Dates that lie unevenly keep their distance", "line", ["2024-01-05", "2024-01-12", "2024-03-01", "2024-06-20", "2024-07-01"],
               ("Price", [12.1, 12.9, 15.0, 14.2, 17.8]), unit="€"),
        _table("The north leads in every respect", ["Region", "Accounts", "Revenue", "Renewal"],
               [["North", "412", "4.2 m€", "94 %"], ["South", "298", "2.9 m€", "81 %"], ["East", "355", "3.1 m€", "86 %"], ["West", "201", "1.8 m€", "79 %"], ["Total", "1,266", "12.0 m€", "86 %"]],
               takeaway="The north renews 94 % of its contracts."),
        _table("Occupancy by weekday and hour", ["Hour", "Mon", "Tue", "Wed", "Thu", "Fri"],
               [["8–10", "31 %", "44 %", "47 %", "45 %", "22 %"], ["10–12", "52 %", "71 %", "78 %", "74 %", "41 %"], ["12–14", "48 %", "62 %", "66 %", "61 %", "35 %"], ["14–16", "55 %", "79 %", "84 %", "80 %", "28 %"]]),
        _table("What the contracts say", ["Clause", "Supplier A", "Supplier B"],
               [["Term", "Three years, extended by one year each", "Two years, cancelled quarterly"], ["Price", "Fixed for the term", "Follows the index"], ["Exit", "Data are handed over within 30 days", "Data are handed over on request, for a fee"]],
               takeaway="Supplier A is dearer but safer."),
        _table("Fourteen sites were audited", ["Site", "Auditor", "Findings", "Closed", "Open", "Score"],
               [[f"Site {n}", "Internal" if n % 3 else "External", str(n * 3 % 11 + 2), str(n * 2 % 7), str(n % 4), f"{60 + n * 7 % 38}.{n % 10}"] for n in range(1, 15)]),
    ]  # fmt: skip


def german() -> list[Slide]:
    """Return charts and tables in German."""
    return [
        _chart("Der Umsatz wuchs in fünf Jahren um 63 %", "column", YEARS, ("Umsatz", [3.8e6, 3.5e6, 4.1e6, 4.9e6, 5.6e6, 6.2e6]),
               unit="€", takeaway="Serviceverträge trugen das Wachstum, Geräte stagnierten.", source="Geschäftsbericht 2024"),
        _chart("Die Abwanderung sank in allen Segmenten", "line", YEARS, ("Klein", [9.1, 8.8, 8.1, 7.4, 6.9, 6.2]),
               ("Mittel", [7.2, 6.9, 6.1, 5.5, 4.8, 4.4]), ("Groß", [4.1, 3.9, 3.2, 2.8, 2.2, 1.9]), unit="%", takeaway="Groß halbierte sie auf 1,9 %."),
        _chart("Empfehlung bringt die meisten Kunden", "doughnut", ["Empfehlung", "Suche", "Messen", "Sonstige"], ("Anteil", [58.4, 21.6, 12, 8]), unit="%", takeaway="Empfehlung bringt 58,4 % der Neukunden."),
        _chart("Besuche je Standort", "bar", ["Hauptbahnhof", "Marktplatz", "Einkaufszentrum Nord", "Flughafen"], ("Besuche", [48210, 91333, 12744, 65021])),
        _chart("Ergebnis je Quartal", "column", ["1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal"], ("Ergebnis", [4.25, -1.8, -0.6, 3.1]), unit="Mio. €"),
        _table("Der Norden führt in jeder Hinsicht", ["Region", "Kunden", "Umsatz", "Verlängerung"],
               [["Norden", "412", "4,2 Mio. €", "94 %"], ["Süden", "298", "2,9 Mio. €", "81 %"], ["Osten", "355", "3,1 Mio. €", "86 %"], ["Gesamt", "1.065", "10,2 Mio. €", "88 %"]], takeaway="Der Norden verlängert 94 % der Verträge."),
    ]  # fmt: skip


def japanese() -> list[Slide]:
    """Return charts and tables in Japanese."""
    return [
        _chart("売上高は5年で63%増加した", "column", [f"{y}年" for y in YEARS], ("売上高", [3.8e8, 3.5e8, 4.1e8, 4.9e8, 5.6e8, 6.2e8]), unit="円", takeaway="保守契約が成長を支えた。", source="年次報告書"),
        _chart("北部が最も多い", "column", ["北部", "南部", "東部", "西部"], ("契約数", [41200, 29800, 35500, 20100]), unit="件", takeaway="北部の契約数は西部の2倍である。"),
        _chart("紹介が新規顧客の半分を超える", "doughnut", ["紹介", "検索", "展示会", "その他"], ("割合", [58, 22, 12, 8]), unit="%", takeaway="紹介だけで58%を占める。"),
        _table("北部がすべてで先行する", ["地域", "顧客数", "売上", "更新率"], [["北部", "412", "4.2億円", "94%"], ["南部", "298", "2.9億円", "81%"], ["東部", "355", "3.1億円", "86%"]], takeaway="北部の更新率は94%である。"),
    ]  # fmt: skip


def arabic() -> list[Slide]:
    """Return charts and tables in Arabic."""
    return [
        _chart("نمت الإيرادات بنسبة 63% في خمس سنوات", "column", YEARS, ("الإيرادات", [3.8e6, 3.5e6, 4.1e6, 4.9e6, 5.6e6, 6.2e6]), unit="ريال", takeaway="عقود الخدمة هي التي قادت النمو."),
        _table("الشمال في المقدمة", ["المنطقة", "العملاء", "نسبة التجديد"], [["الشمال", "412", "94%"], ["الجنوب", "298", "81%"], ["الشرق", "355", "86%"]], takeaway="يجدد الشمال 94% من عقوده."),
    ]  # fmt: skip


SHEETS = {"en": english, "de": german, "ja": japanese, "ar": arabic}


def deck(language: str = "en", theme: str = "indigo") -> bytes:
    """Return the deck in one of the languages of `SHEETS`."""
    slides = [DeckSlide(slide, f"s{n}") for n, slide in enumerate(SHEETS[language]())]
    return build(slides, title="Charts and tables", language=language, theme=theme).data


def main(argv: Sequence[str] | None = None) -> int:
    """Write the deck that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deck", type=Path)
    parser.add_argument("--theme", default="indigo")
    parser.add_argument("--language", default="en", choices=sorted(SHEETS))
    asked = parser.parse_args(argv)
    asked.deck.write_bytes(deck(asked.language, asked.theme))
    return 0


if __name__ == "__main__":
    sys.exit(main())
