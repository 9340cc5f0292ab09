"""Languages of Europe besides English."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

from .model import Phrases

GERMAN = Phrases(
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
    top="{name}: {cat} am höchsten mit {value}", below="{a} liegt durchweg unter {b}; größter Abstand: {cat}, {diff}",
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
    skeleton_subtitle="Ein Gerüst zum Ausfüllen: Für den Inhalt braucht es ein Sprachmodell",
    skeleton_note="Gerüst: Hier hat kein Sprachmodell geschrieben, deshalb stehen nur Fragen da. Beantworten Sie sie,"
    " richten Sie ein Modell ein (OPENROUTER_API_KEY oder LLM_BASE_URL), oder geben Sie ein Dokument mit.",
)  # fmt: skip

FRENCH = Phrases(
    agenda="Sommaire", takeaways="À retenir", overview="Vue d’ensemble", key_figures="Chiffres clés", source="Source",
    page="page", table="Les chiffres", illustration="Illustration abstraite", more_rows="{shown} lignes sur {total}",
    next_steps="Prochaines étapes",
    rose="{name} : +{change} de {first} à {last}, à {to}", fell="{name} : −{change} de {first} à {last}, à {to}",
    level="{name} : stable de {first} à {last}, à {to}", moved="{name} : de {start} ({first}) à {to} ({last})",
    rose_most="{name}, plus forte hausse : {change} de {first} à {last}",
    fell_most="{name}, plus faible baisse : {change} de {first} à {last}",
    leads="{cat} en tête pour {name} : {value}, {change} du total",
    highest="{name} : {cat} au plus haut ({value}), {low} au plus bas ({low_value})",
    top="{name} : {cat} au plus haut ({value})", below="{a} toujours sous {b} ; plus grand écart : {cat}, {diff}",
    share="{cat} représente {change} de {name}", peak="{name} : maximum de {value} ({cat})",
    total="{name} : {value} au total", voice="Selon {name}", step="Plus grande évolution de {first} à {last} : {change}",
    second="{cat} suit avec {value}", points="points",
    by="{measure} par {column}", row_label="lignes, {columns} colonnes", sum_of="{name} au total", mean_of="{name} en moyenne",
    skeleton_subtitle="Un canevas à remplir : le contenu demande un modèle de langage",
)  # fmt: skip

SPANISH = Phrases(
    agenda="Índice", takeaways="Ideas clave", overview="Resumen", key_figures="Cifras clave", source="Fuente",
    page="página", table="Las cifras", illustration="Ilustración abstracta", more_rows="{shown} de {total} filas",

    next_steps="Próximos pasos",
    rose="{name}: +{change} de {first} a {last}, hasta {to}", fell="{name}: −{change} de {first} a {last}, hasta {to}",
    level="{name}: estable de {first} a {last}, en {to}", moved="{name}: de {start} ({first}) a {to} ({last})",
    rose_most="{name}, la mayor subida: {change} de {first} a {last}",
    fell_most="{name}, la menor bajada: {change} de {first} a {last}",
    leads="{cat} encabeza {name}: {value}, {change} del total",
    highest="{name}: {cat} el más alto ({value}), {low} el más bajo ({low_value})",
    top="{name}: {cat} el más alto ({value})", below="{a} siempre por debajo de {b}; mayor diferencia: {cat}, {diff}",
    share="{cat} supone {change} de {name}", peak="{name}: máximo de {value} ({cat})",
    total="{name}: {value} en total", voice="En palabras de {name}", step="El mayor cambio, de {first} a {last}: {change}",
    second="{cat} sigue con {value}", points="puntos",
    by="{measure} por {column}", row_label="filas, {columns} columnas", sum_of="{name} en total", mean_of="{name} de media",
    skeleton_subtitle="Un esquema por completar: el contenido requiere un modelo de lenguaje",
)  # fmt: skip

ITALIAN = Phrases(
    agenda="Agenda", takeaways="In sintesi", overview="Panoramica", key_figures="Dati chiave", source="Fonte", page="pagina",
    table="I dati", illustration="Illustrazione astratta", next_steps="Prossimi passi", more_rows="{shown} righe su {total}",
    rose="{name}: +{change} da {first} a {last}, a {to}", fell="{name}: −{change} da {first} a {last}, a {to}",
    level="{name}: stabile da {first} a {last}, a {to}", moved="{name}: da {start} ({first}) a {to} ({last})",
    rose_most="{name}, l’aumento maggiore: {change} da {first} a {last}",
    fell_most="{name}, il calo minore: {change} da {first} a {last}",
    leads="{cat} in testa per {name}: {value}, {change} del totale",
    highest="{name}: {cat} il valore più alto ({value}), {low} il più basso ({low_value})",
    top="{name}: {cat} il valore più alto ({value})", below="{a} sempre sotto {b}; divario massimo: {cat}, {diff}",
    share="{cat}: {change} di {name}", peak="{name}: massimo di {value} ({cat})", total="{name}: {value} in totale",
    second="Segue {cat} con {value}", points="punti", step="La variazione maggiore, da {first} a {last}: {change}",
    voice="Nelle parole di {name}", by="{measure} per {column}", row_label="righe, {columns} colonne",
    sum_of="{name} in totale", mean_of="{name} in media",
)  # fmt: skip

PORTUGUESE = Phrases(
    agenda="Agenda", takeaways="Conclusões", overview="Visão geral", key_figures="Números-chave", source="Fonte", page="página",
    table="Os números", illustration="Ilustração abstrata", next_steps="Próximos passos", more_rows="{shown} de {total} linhas",
    rose="{name}: +{change} de {first} a {last}, para {to}", fell="{name}: −{change} de {first} a {last}, para {to}",
    level="{name}: estável de {first} a {last}, em {to}", moved="{name}: de {start} ({first}) para {to} ({last})",
    rose_most="{name}, a maior subida: {change} de {first} a {last}",
    fell_most="{name}, a menor descida: {change} de {first} a {last}",
    leads="{cat} lidera em {name}: {value}, {change} do total",
    highest="{name}: {cat} com o valor mais alto ({value}), {low} com o mais baixo ({low_value})",
    top="{name}: {cat} com o valor mais alto ({value})", below="{a} sempre abaixo de {b}; maior diferença: {cat}, {diff}",
    share="{cat}: {change} de {name}", peak="{name}: máximo de {value} ({cat})", total="{name}: {value} no total",
    second="Segue-se {cat} com {value}", points="pontos", step="A maior variação, de {first} a {last}: {change}",
    voice="Nas palavras de {name}", by="{measure} por {column}", row_label="linhas, {columns} colunas",
    sum_of="{name} no total", mean_of="{name} em média",
)  # fmt: skip

DUTCH = Phrases(
    agenda="Agenda", takeaways="Kernpunten", overview="Overzicht", key_figures="Kerncijfers", source="Bron", page="pagina",
    table="De cijfers", illustration="Abstracte illustratie", next_steps="Volgende stappen", more_rows="{shown} van {total} rijen",
    rose="{name}: plus {change} van {first} tot {last}, naar {to}", fell="{name}: min {change} van {first} tot {last}, naar {to}",
    level="{name}: van {first} tot {last} stabiel op {to}", moved="{name}: van {start} ({first}) naar {to} ({last})",
    rose_most="{name}, de grootste stijging: {change} van {first} tot {last}",
    fell_most="{name}, de kleinste daling: {change} van {first} tot {last}",
    leads="{cat} voorop bij {name}: {value}, {change} van het totaal",
    highest="{name}: {cat} het hoogst met {value}, {low} het laagst met {low_value}",
    top="{name}: {cat} het hoogst met {value}", below="{a} steeds onder {b}; grootste verschil: {cat}, {diff}",
    share="{cat}: {change} van {name}", peak="{name}: hoogste waarde {value} ({cat})", total="{name}: samen {value}",
    second="{cat} volgt met {value}", points="procentpunten", step="Grootste stap, van {first} tot {last}: {change}",
    voice="In de woorden van {name}", by="{measure} per {column}", row_label="rijen, {columns} kolommen",
    sum_of="{name} in totaal", mean_of="{name} gemiddeld",
)  # fmt: skip

RUSSIAN = Phrases(
    agenda="План", takeaways="Главное", overview="Обзор", key_figures="Ключевые цифры", source="Источник", page="страница",
    table="Данные", illustration="Абстрактная иллюстрация", next_steps="Следующие шаги", more_rows="показано строк: {shown} из {total}",
    rose="{name}: рост на {change} ({first}–{last}), до {to}", fell="{name}: снижение на {change} ({first}–{last}), до {to}",
    level="{name}: без изменений ({first}–{last}), {to}", moved="{name}: с {start} ({first}) до {to} ({last})",
    rose_most="{name}: самый большой рост, {change} ({first}–{last})",
    fell_most="{name}: самое малое снижение, {change} ({first}–{last})",
    leads="{name}: на первом месте {cat}, {value}, или {change} от общего",
    highest="{name}: максимум {cat} ({value}), минимум {low} ({low_value})", top="{name}: максимум {cat} ({value})",
    below="{a} везде ниже, чем {b}; наибольший разрыв: {cat}, {diff}",
    share="{cat}: {change} ({name})", peak="{name}: максимум {value} ({cat})", total="{name}: всего {value}",
    second="На втором месте {cat}: {value}", points="п. п.", step="Самое большое изменение, {first}–{last}: {change}",
    by="{measure}, {column}", row_label="строк, столбцов: {columns}", sum_of="{name}: всего", mean_of="{name}: в среднем",
)  # fmt: skip

GREEK = Phrases(
    agenda="Περιεχόμενα", takeaways="Βασικά σημεία", overview="Επισκόπηση", key_figures="Βασικά μεγέθη", source="Πηγή", page="σελίδα",
    table="Τα στοιχεία", illustration="Αφηρημένη εικόνα", next_steps="Επόμενα βήματα", more_rows="{shown} από {total} γραμμές",
    rose="{name}: +{change} ({first}–{last}), σε {to}", fell="{name}: −{change} ({first}–{last}), σε {to}",
    level="{name}: σταθερά ({first}–{last}), {to}", moved="{name}: από {start} ({first}) σε {to} ({last})",
    rose_most="{name}: η μεγαλύτερη αύξηση, {change} ({first}–{last})",
    fell_most="{name}: η μικρότερη μείωση, {change} ({first}–{last})",
    leads="{name}: πρώτα {cat}, {value}, {change} του συνόλου",
    highest="{name}: υψηλότερα {cat} ({value}), χαμηλότερα {low} ({low_value})", top="{name}: υψηλότερα {cat} ({value})",
    below="{a} παντού κάτω από {b}· μεγαλύτερη διαφορά: {cat}, {diff}",
    share="{cat}: {change} ({name})", peak="{name}: μέγιστο {value} ({cat})", total="{name}: σύνολο {value}",
    second="Ακολουθεί {cat}: {value}", points="μονάδες", step="Η μεγαλύτερη μεταβολή, {first}–{last}: {change}",
    by="{measure}, {column}", row_label="γραμμές, {columns} στήλες", sum_of="{name}: σύνολο", mean_of="{name}: μέσος όρος",
)  # fmt: skip
