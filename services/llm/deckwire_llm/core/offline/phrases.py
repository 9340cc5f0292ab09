"""The few words that the offline writer says itself, in the languages it knows them in."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True)
class Phrases:
    """Labels and finding templates of one language.

    The templates of findings take `name`, `first`, `last`, `to`, `change`, `cat`, `value`, `low`, `low_value`; a
    language without its own ones uses the neutral ones, which hold signs and numbers only.
    """

    agenda: str = "Agenda"
    takeaways: str = "Key takeaways"
    overview: str = "Overview"
    key_figures: str = "Key figures"
    source: str = "Source"
    page: str = "page"
    table: str = "The figures"
    illustration: str = "Abstract illustration"
    more_rows: str = "{shown} of {total} rows shown"
    next_steps: str = "Next steps"
    rose: str = "{name}: {first} → {last} +{change}, {to}"
    fell: str = "{name}: {first} → {last} −{change}, {to}"
    level: str = "{name}: {first} → {last} ±{change}, {to}"
    moved: str = "{name}: {first} {start} → {last} {to}"
    rose_most: str = "{name}: +{change}, {first} → {last}"
    fell_most: str = "{name}: −{change}, {first} → {last}"
    leads: str = "{cat}: {value} ({change})"
    highest: str = "{cat}: {value} > {low}: {low_value}"
    share: str = "{cat}: {change}, {name}"
    peak: str = "{name}: max. {value}, {cat}"
    total: str = "{name}: Σ {value}"
    second: str = "{cat}: {value}"
    points: str = "pp"
    step: str = "{first} → {last}: {change}"
    voice: str = "{name}"
    colon: str = ": "
    by: str = "{measure} / {column}"
    row_label: str = "× {columns}"
    sum_of: str = "Σ {name}"
    mean_of: str = "Ø {name}"
    skeleton: tuple[tuple[str, tuple[str, ...]], ...] = field(default_factory=tuple)
    skeleton_end: tuple[str, ...] = ()
    skeleton_subtitle: str = ""
    skeleton_note: str = ""


_ENGLISH = Phrases(
    rose="{name} rose {change} from {first} to {last}, to {to}",
    fell="{name} fell {change} from {first} to {last}, to {to}",
    level="{name} held level from {first} to {last} at {to}",
    moved="{name} went from {start} in {first} to {to} in {last}",
    rose_most="{name} rose most: {change} from {first} to {last}",
    fell_most="{name} fell least: {change} from {first} to {last}",
    leads="{cat} lead{s} in {name}: {value}, {change} of the total",
    highest="{cat} {has} the highest {name}, {value}; {low} the lowest, {low_value}",
    share="{cat} make{s} up {change} of {name}",
    peak="{name} peaked in {cat} at {value}",
    total="{name} adds up to {value}",
    second="{cat} follow{s} with {value}",
    points="points",
    step="The largest step came from {first} to {last}: {change}",
    voice="In the words of {name}",
    by="{measure} by {column}",
    row_label="rows with {columns} columns",
    sum_of="{name} in total",
    mean_of="{name} on average",
    skeleton=(
        (
            "{topic}: why it matters now",
            ("What has changed?", "Who is affected, and how much?", "What if nothing is done?"),
        ),
        (
            "Where things stand today",
            ("What is known, with numbers and their source?", "What works?", "What does not?"),
        ),
        ("What stands behind it", ("Which causes can be shown?", "Which evidence is strongest?", "What is uncertain?")),
        (
            "Which options there are",
            ("What could be done?", "What does each option cost and bring?", "What speaks against it?"),
        ),
        (
            "What we propose",
            ("Which option, and why?", "What has to be true for it to work?", "How will success be measured?"),
        ),
        ("How it would be done", ("Who does what, by when?", "What does it need?", "Which risks are watched?")),
        ("What an example shows", ("Where has it been tried?", "What came of it?", "What can be carried over?")),
        ("What it costs and brings", ("What is spent, and when?", "What comes back?", "How sure are the figures?")),
        ("Who has to be on board", ("Who decides?", "Who carries it out?", "Who has doubts, and which?")),
        ("What could go wrong", ("What is the biggest risk?", "How would we notice early?", "What is plan B?")),
    ),
    skeleton_end=("What should people remember?", "Which decision is needed?", "What happens next, and who does it?"),
    skeleton_subtitle="A skeleton to fill in: no language model is set up to write the content",
    skeleton_note="Skeleton slide: no language model is configured, so only questions stand here. Answer them on this"
    " slide, or configure a model (OPENROUTER_API_KEY or LLM_BASE_URL) and ask again, or give a document to work from.",
)

_GERMAN = Phrases(
    takeaways="Das Wichtigste", overview="Überblick", key_figures="Kennzahlen", source="Quelle", page="Seite",
    table="Die Zahlen", illustration="Abstrakte Illustration", more_rows="{shown} von {total} Zeilen",

    next_steps="Nächste Schritte",
    rose="{name}: plus {change} von {first} bis {last}, auf {to}",
    fell="{name}: minus {change} von {first} bis {last}, auf {to}",
    level="{name}: von {first} bis {last} unverändert bei {to}",
    moved="{name}: von {start} ({first}) auf {to} ({last})",
    rose_most="{name} mit dem größten Plus: {change} von {first} bis {last}",
    fell_most="{name} mit dem kleinsten Minus: {change} von {first} bis {last}",
    leads="{cat} liegt vorn bei {name}: {value}, {change} der Summe",
    highest="{name}: {cat} am höchsten mit {value}, {low} am niedrigsten mit {low_value}",
    share="{cat} macht {change} von {name} aus", peak="{name}: Höchstwert {value} ({cat})",
    total="{name}: in Summe {value}", step="Größter Schritt: {first} bis {last}, {change}", voice="In den Worten von {name}",
    second="{cat} folgt mit {value}", points="Prozentpunkte",
    by="{measure} nach {column}", row_label="Zeilen mit {columns} Spalten", sum_of="{name} gesamt", mean_of="{name} im Durchschnitt",
    skeleton=(
        ("{topic}: warum es jetzt wichtig ist", ("Was hat sich geändert?", "Wen betrifft es, und wie stark?", "Was, wenn nichts geschieht?")),
        ("Wo wir heute stehen", ("Was ist belegt, mit Zahlen und Quelle?", "Was funktioniert?", "Was nicht?")),
        ("Was dahintersteckt", ("Welche Ursachen sind belegt?", "Was ist der stärkste Beleg?", "Was ist unsicher?")),
        ("Welche Möglichkeiten es gibt", ("Was ließe sich tun?", "Was kostet und bringt es?", "Was spricht dagegen?")),
        ("Was wir vorschlagen", ("Welcher Weg, und warum?", "Was muss dafür stimmen?", "Woran messen wir den Erfolg?")),
        ("Wie es umgesetzt wird", ("Wer tut was, bis wann?", "Was wird gebraucht?", "Welche Risiken beobachten wir?")),
    ),
    skeleton_end=("Was soll hängen bleiben?", "Welche Entscheidung wird gebraucht?", "Was geschieht als Nächstes, und durch wen?"),
    skeleton_subtitle="Ein Gerüst zum Ausfüllen: Es ist kein Sprachmodell eingerichtet",
    skeleton_note="Gerüst: Es ist kein Sprachmodell eingerichtet, deshalb stehen hier nur Fragen. Beantworten Sie sie,"
    " richten Sie ein Modell ein (OPENROUTER_API_KEY oder LLM_BASE_URL), oder geben Sie ein Dokument mit.",
)  # fmt: skip

_FRENCH = Phrases(
    agenda="Sommaire", takeaways="À retenir", overview="Vue d’ensemble", key_figures="Chiffres clés", source="Source",
    page="page", table="Les chiffres", illustration="Illustration abstraite", more_rows="{shown} lignes sur {total}",
    next_steps="Prochaines étapes",
    rose="{name} : +{change} de {first} à {last}, à {to}", fell="{name} : −{change} de {first} à {last}, à {to}",
    level="{name} : stable de {first} à {last}, à {to}", moved="{name} : de {start} ({first}) à {to} ({last})",
    rose_most="{name}, plus forte hausse : {change} de {first} à {last}",
    fell_most="{name}, plus faible baisse : {change} de {first} à {last}",
    leads="{cat} en tête pour {name} : {value}, {change} du total",
    highest="{name} : {cat} au plus haut ({value}), {low} au plus bas ({low_value})",
    share="{cat} représente {change} de {name}", peak="{name} : maximum de {value} ({cat})",
    total="{name} : {value} au total", voice="Selon {name}",
    second="{cat} suit avec {value}", points="points",
    by="{measure} par {column}", row_label="lignes, {columns} colonnes", sum_of="{name} au total", mean_of="{name} en moyenne",
    skeleton_subtitle="Un canevas à remplir : aucun modèle de langage n’est configuré",
)  # fmt: skip

_SPANISH = Phrases(
    agenda="Índice", takeaways="Ideas clave", overview="Resumen", key_figures="Cifras clave", source="Fuente",
    page="página", table="Las cifras", illustration="Ilustración abstracta", more_rows="{shown} de {total} filas",

    next_steps="Próximos pasos",
    rose="{name}: +{change} de {first} a {last}, hasta {to}", fell="{name}: −{change} de {first} a {last}, hasta {to}",
    level="{name}: estable de {first} a {last}, en {to}", moved="{name}: de {start} ({first}) a {to} ({last})",
    rose_most="{name}, la mayor subida: {change} de {first} a {last}",
    fell_most="{name}, la menor bajada: {change} de {first} a {last}",
    leads="{cat} encabeza {name}: {value}, {change} del total",
    highest="{name}: {cat} el más alto ({value}), {low} el más bajo ({low_value})",
    share="{cat} supone {change} de {name}", peak="{name}: máximo de {value} ({cat})",
    total="{name}: {value} en total", voice="En palabras de {name}",
    second="{cat} sigue con {value}", points="puntos",
    by="{measure} por {column}", row_label="filas, {columns} columnas", sum_of="{name} en total", mean_of="{name} de media",
    skeleton_subtitle="Un esquema por completar: no hay ningún modelo de lenguaje configurado",
)  # fmt: skip

_LABELS = ("agenda", "takeaways", "overview", "key_figures", "source", "page", "table", "illustration", "next_steps")
_MORE: dict[str, tuple[str, ...]] = {
    "it": ("Agenda", "In sintesi", "Panoramica", "Dati chiave", "Fonte", "pagina", "I dati", "Illustrazione astratta", "Prossimi passi"),
    "pt": ("Agenda", "Conclusões", "Visão geral", "Números-chave", "Fonte", "página", "Os números", "Ilustração abstrata", "Próximos passos"),
    "nl": ("Agenda", "Kernpunten", "Overzicht", "Kerncijfers", "Bron", "pagina", "De cijfers", "Abstracte illustratie", "Volgende stappen"),
    "sv": ("Agenda", "Det viktigaste", "Översikt", "Nyckeltal", "Källa", "sida", "Siffrorna", "Abstrakt illustration", "Nästa steg"),
    "pl": ("Agenda", "Najważniejsze wnioski", "Przegląd", "Kluczowe liczby", "Źródło", "strona", "Dane", "Ilustracja abstrakcyjna", "Następne kroki"),
    "ru": ("План", "Главное", "Обзор", "Ключевые цифры", "Источник", "страница", "Данные", "Абстрактная иллюстрация", "Следующие шаги"),
    "uk": ("План", "Головне", "Огляд", "Ключові цифри", "Джерело", "сторінка", "Дані", "Абстрактна ілюстрація", "Наступні кроки"),
    "zh": ("目录", "要点", "概览", "关键数据", "来源", "页", "数据", "抽象插图", "下一步"),
    "ja": ("アジェンダ", "まとめ", "概要", "主要な数値", "出典", "ページ", "データ", "抽象的なイラスト", "次のステップ"),
    "ko": ("목차", "핵심 요약", "개요", "주요 수치", "출처", "페이지", "데이터", "추상 일러스트", "다음 단계"),
    "ar": ("جدول الأعمال", "أهم النقاط", "نظرة عامة", "أرقام رئيسية", "المصدر", "صفحة", "البيانات", "رسم تجريدي", "الخطوات التالية"),
    "tr": ("Gündem", "Önemli noktalar", "Genel bakış", "Temel rakamlar", "Kaynak", "sayfa", "Veriler", "Soyut illüstrasyon", "Sonraki adımlar"),
}  # fmt: skip

_ALL: dict[str, Phrases] = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH} | {
    code: replace(Phrases(colon="：" if code in {"zh", "ja"} else ": "), **dict(zip(_LABELS, labels, strict=True)))  # type: ignore[arg-type]
    for code, labels in _MORE.items()
}

DECIMAL_COMMA = frozenset(
    {"de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "cs", "tr", "ro", "ru", "uk", "el"}
)
"""Languages that write 1,5 where English writes 1.5."""


def phrases(language: str) -> Phrases:
    """Return the words for a BCP-47 code; neutral templates with English labels when the language has none."""
    return _ALL.get(language.partition("-")[0], Phrases())


def skeleton_phrases(language: str) -> Phrases:
    """Return phrases that can carry a skeleton: those of the language, filled up with English."""
    own = phrases(language)
    return replace(
        own,
        **{
            f.name: getattr(_ENGLISH, f.name)
            for f in fields(Phrases)
            if f.name.startswith("skeleton") and not getattr(own, f.name)
        },
    )
