"""A deck of twelve slides for each master, in its language: every kind of slide that a layout may have to take."""

from __future__ import annotations

import io
from typing import Any

from deckwire_contracts import SLIDE
from deckwire_render.core.pptx import DeckSlide
from PIL import Image, ImageDraw

_BRIEF = {"prompt": "a landscape", "alt": "Hills behind a lake in the evening"}


def photo() -> bytes:
    """Return a picture that could be a photograph: hills behind a lake."""
    image = Image.new("RGB", (1200, 800))
    draw = ImageDraw.Draw(image)
    for y in range(800):
        share = y / 800
        draw.line([(0, y), (1200, y)], fill=(round(250 - 90 * share), round(190 - 30 * share), round(140 + 60 * share)))
    for n, paint in enumerate(((120, 130, 160), (82, 104, 140), (48, 76, 112))):
        points = [
            (x, 430 + 60 * n + round(70 * ((x * (n + 2) // 97) % 3 - 1) * (0.6 - 0.1 * n))) for x in range(0, 1300, 100)
        ]
        draw.polygon([(0, 800), *points, (1200, 800)], fill=paint)
    draw.rectangle([0, 660, 1200, 800], fill=(70, 110, 150))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88)
    return stream.getvalue()


def _slides(raw: list[dict[str, Any]]) -> list[DeckSlide]:
    data = photo()
    found = []
    for n, fields in enumerate(raw, 1):
        slide = SLIDE.validate_python({"notes": "Say this.", **fields})
        pictured = slide.image is not None
        found.append(
            DeckSlide(slide, f"s{n}", data if pictured else None, "image/jpeg", _BRIEF["alt"] if pictured else "")
        )
    return found


def english() -> list[DeckSlide]:
    """Return the deck on the English master."""
    return _slides(
        [
            {
                "type": "title",
                "title": "Winter network: faster at lower cost",
                "subtitle": "Review of the pilot and the plan for 2027",
                "byline": "Network planning, November 2026",
            },
            {
                "type": "agenda",
                "title": "What we will look at",
                "items": ["Where the pilot stands", "What it cost", "What comes next"],
            },
            {
                "type": "section",
                "title": "Where the pilot stands",
                "subtitle": "Eleven weeks, four depots, one timetable",
            },
            {
                "type": "bullets",
                "title": "Three changes made the difference",
                "items": [
                    {"text": "Fixed departure times", "detail": "Every depot ships at the same minute each night."},
                    {"text": "One shared stock", "detail": "Depots lend one another pallets instead of buying."},
                    {"text": "Night loading", "detail": "Lorries are loaded while roads are empty."},
                ],
            },
            {
                "type": "bullets",
                "title": "What drivers told us",
                "items": [
                    {"text": t}
                    for t in (
                        "Routes are easier to remember",
                        "Waiting at the dock is down to minutes",
                        "Breaks fall where parking is",
                        "The app shows the right bay",
                        "Night shifts need better lighting",
                    )
                ],
            },
            {
                "type": "chart",
                "title": "On-time delivery rose to 96 percent",
                "takeaway": "The jump came with fixed departures in week 5.",
                "chart": {
                    "kind": "line",
                    "categories": ["W1", "W3", "W5", "W7", "W9", "W11"],
                    "series": [{"name": "On time", "values": [82, 84, 91, 94, 95, 96]}],
                    "unit": "%",
                    "source": "Fleet system, weeks 1 to 11",
                },
            },
            {
                "type": "table",
                "title": "All four depots gained",
                "table": {
                    "headers": ["Depot", "Pallets", "On time", "Cost per pallet"],
                    "rows": [
                        ["North", "12,400", "97 %", "€ 4.10"],
                        ["Harbour", "18,900", "96 %", "€ 3.85"],
                        ["East", "9,700", "94 %", "€ 4.60"],
                        ["Airport", "6,200", "95 %", "€ 5.20"],
                    ],
                },
            },
            {
                "type": "comparison",
                "title": "Extend the pilot or roll out at once",
                "preferred": "right",
                "left": {
                    "heading": "Extend by a quarter",
                    "items": ["More data on winter peaks", "Contracts run out in March"],
                },
                "right": {
                    "heading": "Roll out in January",
                    "items": ["Savings start at once", "Drivers know the timetable"],
                },
            },
            {
                "type": "big_number",
                "title": "The pilot paid for itself in nine weeks",
                "stats": [
                    {"value": "−14 %", "label": "cost per pallet", "delta": "−0.6 €"},
                    {"value": "96 %", "label": "delivered on time", "delta": "+14 points"},
                    {"value": "11 min", "label": "waiting at the dock", "delta": "−25 min"},
                ],
            },
            {
                "type": "image_text",
                "title": "The lake route saves forty minutes",
                "lead": "The new road opened in October.",
                "items": ["No toll until 2028", "Two charging stops", "Open all winter"],
                "image": _BRIEF,
            },
            {
                "type": "process",
                "title": "Four steps to the full network",
                "steps": [
                    {"title": "Decide", "detail": "Board approves the budget."},
                    {"title": "Hire", "detail": "Twelve night loaders."},
                    {"title": "Move", "detail": "Stock goes to shared racks."},
                    {"title": "Run", "detail": "All depots from 12 January."},
                ],
            },
            {
                "type": "closing",
                "title": "Roll out in January",
                "takeaways": ["Faster and cheaper at once", "Drivers are behind it", "Contracts leave no time to wait"],
                "call_to_action": "Approve € 1.2 million today",
                "contact": "network@halden.example",
            },
        ]
    )


def german() -> list[DeckSlide]:
    """Return the deck on the German master."""
    return _slides(
        [
            {
                "type": "title",
                "title": "Fernwärme für die Weststadt",
                "subtitle": "Stand der Planung und nächste Schritte",
                "byline": "Stadtwerke Auental, November 2026",
            },
            {"type": "agenda", "title": "Worum es geht", "items": ["Ausgangslage", "Kosten und Förderung", "Zeitplan"]},
            {"type": "section", "title": "Ausgangslage", "subtitle": "Woher die Wärme heute kommt"},
            {
                "type": "bullets",
                "title": "Drei Gründe sprechen für das Netz",
                "items": [
                    {"text": "Abwärme ist da", "detail": "Das Klärwerk gibt ganzjährig 40 Grad ab."},
                    {"text": "Straßen werden ohnehin geöffnet", "detail": "Der Kanalbau beginnt 2027."},
                    {"text": "Die Förderung läuft aus", "detail": "Anträge sind bis Juni möglich."},
                ],
            },
            {
                "type": "bullets",
                "title": "Was Anwohner wissen wollen",
                "items": [
                    {"text": t}
                    for t in (
                        "Was kostet der Anschluss?",
                        "Wie lange ist die Straße gesperrt?",
                        "Was geschieht mit der alten Heizung?",
                        "Wer hilft bei den Anträgen?",
                        "Gibt es eine Preisgarantie?",
                    )
                ],
            },
            {
                "type": "chart",
                "title": "Gas deckt noch drei Viertel des Bedarfs",
                "takeaway": "Das Netz ersetzt die Hälfte davon bis 2032.",
                "chart": {
                    "kind": "bar",
                    "categories": ["Gas", "Öl", "Strom", "Fernwärme"],
                    "series": [{"name": "Anteil", "values": [74, 14, 8, 4]}],
                    "unit": "%",
                    "source": "Wärmekataster 2025",
                },
            },
            {
                "type": "table",
                "title": "So verteilen sich die Kosten",
                "table": {
                    "headers": ["Posten", "Mio. €", "Förderung"],
                    "rows": [
                        ["Leitungen", "8,4", "40 %"],
                        ["Wärmepumpe", "3,1", "40 %"],
                        ["Übergabestationen", "2,2", "30 %"],
                        ["Planung", "0,9", "50 %"],
                    ],
                },
            },
            {
                "type": "two_columns",
                "title": "Was bleibt und was sich ändert",
                "left": {
                    "heading": "Bleibt",
                    "items": ["Heizkörper und Leitungen im Haus", "Abrechnung einmal im Jahr"],
                },
                "right": {
                    "heading": "Ändert sich",
                    "items": ["Übergabestation statt Kessel", "Kein Schornsteinfeger mehr"],
                },
            },
            {
                "type": "big_number",
                "title": "Ein Anschluss spart drei Tonnen im Jahr",
                "stats": [{"value": "3,1 t", "label": "CO₂ weniger je Haushalt und Jahr", "delta": "−68 %"}],
                "context": "Verglichen mit einem Gaskessel von 1998.",
            },
            {
                "type": "image_text",
                "title": "Der Speicher kommt an den Stadtsee",
                "lead": "Er puffert drei Wintertage.",
                "items": ["Grundstück gehört der Stadt", "Kein Baum muss weichen"],
                "image": _BRIEF,
                "side": "right",
            },
            {
                "type": "timeline",
                "title": "Bis 2029 ist die Weststadt versorgt",
                "events": [
                    {"when": "2026", "title": "Antrag"},
                    {"when": "2027", "title": "Baubeginn"},
                    {"when": "2028", "title": "Erste Häuser"},
                    {"when": "2029", "title": "Fertig"},
                ],
            },
            {
                "type": "closing",
                "title": "Jetzt den Antrag stellen",
                "call_to_action": "Beschluss am 12. Dezember",
                "contact": "waerme@auental.example",
            },
        ]
    )


def japanese() -> list[DeckSlide]:
    """Return the deck on the Japanese master."""
    return _slides(
        [
            {
                "type": "title",
                "title": "省エネ型ポンプの量産計画",
                "subtitle": "試作結果と来期の投資",
                "byline": "開発本部 2026年11月",
            },
            {"type": "agenda", "title": "本日の内容", "items": ["試作の結果", "市場の見通し", "投資計画"]},
            {"type": "section", "title": "試作の結果", "subtitle": "三つの工場で半年間の試験"},
            {
                "type": "bullets",
                "title": "三つの改良が効果を上げた",
                "items": [
                    {"text": "羽根の形状", "detail": "流れの乱れを抑え、効率を高めた。"},
                    {"text": "軸受の材質", "detail": "摩耗が半分になり、寿命が延びた。"},
                    {"text": "制御ソフト", "detail": "負荷に合わせて回転数を変える。"},
                ],
            },
            {
                "type": "bullets",
                "title": "現場からの声",
                "items": [
                    {"text": t}
                    for t in ("音が静かになった", "点検の回数が減った", "立ち上げが簡単", "部品の入手に時間がかかる")
                ],
            },
            {
                "type": "chart",
                "title": "消費電力は三割下がった",
                "takeaway": "夏の最大負荷でも効果は変わらない。",
                "chart": {
                    "kind": "column",
                    "categories": ["春", "夏", "秋", "冬"],
                    "series": [
                        {"name": "従来", "values": [48, 61, 50, 55]},
                        {"name": "新型", "values": [34, 43, 35, 38]},
                    ],
                    "unit": "kW",
                    "source": "社内試験",
                },
            },
            {
                "type": "table",
                "title": "三工場とも目標を上回った",
                "table": {
                    "headers": ["工場", "台数", "効率", "停止時間"],
                    "rows": [
                        ["仙台", "12", "91 %", "2 h"],
                        ["名古屋", "18", "90 %", "3 h"],
                        ["福岡", "9", "92 %", "1 h"],
                    ],
                },
            },
            {
                "type": "comparison",
                "title": "自社生産か委託か",
                "preferred": "left",
                "left": {"heading": "自社生産", "items": ["品質を管理しやすい", "設備投資が要る"]},
                "right": {"heading": "委託", "items": ["初期費用が小さい", "納期が読めない"]},
            },
            {
                "type": "big_number",
                "title": "三年で投資を回収できる",
                "stats": [
                    {"value": "−30 %", "label": "消費電力"},
                    {"value": "2倍", "label": "軸受の寿命"},
                    {"value": "3年", "label": "回収期間"},
                ],
            },
            {
                "type": "image_text",
                "title": "湖畔の工場で量産を始める",
                "lead": "水力発電で動く工場です。",
                "items": ["用地は取得済み", "来年四月に着工"],
                "image": _BRIEF,
                "side": "left",
            },
            {
                "type": "quote",
                "title": "お客様の声",
                "quote": "静かで、夜でも安心して動かせます。",
                "author": "山田 恵",
                "role": "浄水場長",
            },
            {
                "type": "closing",
                "title": "来期の投資をご承認ください",
                "takeaways": ["効果は実証済み", "市場は伸びている", "用地の準備も完了"],
                "call_to_action": "十二億円の投資を承認する",
                "contact": "pump@aoba.example",
            },
        ]
    )


STORIES = {"halden": ("en", english), "auental": ("de", german), "aoba": ("ja", japanese)}
