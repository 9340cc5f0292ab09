"""What layouts are called, in the languages of office programs; asked last, when type and placeholders say nothing."""

from __future__ import annotations

import re

_NAMES: dict[str, tuple[str, ...]] = {
    "cover": (
        r"title slide", r"\bcover", r"front page", r"titelfolie", r"deckblatt", r"startfolie",
        r"titelseite", r"diapositive de titre", r"page de garde", r"couverture",
        r"diapositiva de título", r"portada", r"diapositiva titolo", r"copertina",
        r"slide de título", r"capa\b", r"titeldia", r"voorblad", r"rubrikbild", r"titelslide",
        r"forside", r"slajd tytułowy", r"okładka", r"титульный слайд", r"обложка", r"титульний",
        r"タイトル スライド", r"タイトルスライド", r"表紙", r"标题幻灯片", r"封面", r"標題投影片", r"제목 슬라이드",
        r"표지",
        r"başlık slaydı", r"kapak", r"شريحة عنوان", r"الغلاف", r"שקופית כותרת", r"שער",
    ),
    "section": (
        r"section", r"divider", r"chapter", r"abschnitt", r"kapitel", r"trenn", r"zwischentitel",
        r"en-tête de section", r"intercalaire", r"chapitre", r"sección", r"capítulo", r"separador",
        r"sezione", r"divisore", r"seção", r"secção", r"sectie", r"hoofdstuk", r"avsnitt",
        r"afsnit", r"sekcj", r"rozdział", r"раздел", r"розділ", r"セクション", r"中扉", r"章", r"节标题",
        r"章節", r"구역", r"간지", r"bölüm", r"مقطع", r"قسم", r"מקטע",
    ),
    "closing": (
        r"closing", r"thank", r"\bend\b", r"final", r"contact", r"abschluss", r"schluss", r"danke",
        r"kontakt", r"\bende\b", r"\bfin\b", r"merci", r"clôture", r"cierre", r"gracias",
        r"contacto", r"chiusura", r"grazie", r"contatti", r"encerramento", r"obrigad", r"contato",
        r"afsluit", r"bedankt", r"avslut", r"\btack\b", r"slut", r"zakończ", r"dziękuj", r"спасибо",
        r"заключ", r"дякую", r"裏表紙", r"終わり", r"最終", r"結び", r"致谢", r"谢谢", r"封底", r"結束", r"감사",
        r"마무리", r"teşekkür", r"kapanış", r"شكر", r"ختام", r"תודה", r"סיום",
    ),
    "content": (
        r"title and content", r"title, content", r"title and text", r"title & content",
        r"bullets?\b", r"titel und inhalt", r"titel und text", r"inhalt\b", r"textfolie",
        r"titre et contenu", r"titre et texte", r"contenu", r"título y objetos",
        r"título y contenido", r"titolo e contenuto", r"contenuto", r"título e conteúdo",
        r"conteúdo", r"titel en object", r"titel en inhoud", r"rubrik och innehåll",
        r"titel og indhold", r"tittel og innhold", r"tytuł i zawartość", r"заголовок и объект",
        r"заголовок і об", r"タイトルとコンテンツ", r"本文", r"标题和内容", r"內容", r"内容", r"제목 및 내용", r"본문",
        r"başlık ve içerik", r"عنوان ومحتوى", r"כותרת ותוכן",
    ),
    "canvas": (
        r"title only", r"nur titel", r"titre seul", r"solo el título", r"sólo título",
        r"solo titolo", r"somente título", r"só título", r"alleen titel", r"endast rubrik",
        r"kun titel", r"bare tittel", r"tylko tytuł", r"только заголовок", r"лише заголовок",
        r"タイトルのみ", r"仅标题", r"只有標題", r"제목만", r"yalnızca başlık", r"عنوان فقط", r"כותרת בלבד",
    ),
    "two": (
        r"two (content|column)", r"2 (content|column)", r"two-column", r"zwei (inhalte|spalten)",
        r"zweispalt", r"2 spalten", r"deux (contenus|colonnes)", r"dos (objetos|columnas)",
        r"due (contenuti|colonne)", r"dois conteúdos", r"duas partes", r"twee (objecten|kolommen)",
        r"två (innehålls|kolumner)", r"to (indhold|kolonner)", r"dwa elementy", r"два объекта",
        r"2 つのコンテンツ", r"2つのコンテンツ", r"2段", r"二段", r"两栏", r"兩項", r"콘텐츠 2개", r"2단",
        r"iki içerik",
        r"محتويان", r"שני תכנים",
    ),
    "comparison": (
        r"comparison", r"compare", r"\bvs\b", r"vergleich", r"comparaison", r"comparación",
        r"confronto", r"comparação", r"vergelijk", r"jämför", r"sammenlign", r"porówna",
        r"сравнени", r"порівнян", r"比較", r"比较", r"비교", r"karşılaştır", r"مقارنة", r"השוואה",
    ),
    "picture": (
        r"picture with", r"image (and|with|\+)", r"photo (and|with)",
        r"text (and|with|\+) (image|picture|photo)", r"bild (mit|und)", r"text (mit|und) bild",
        r"image avec", r"texte et image", r"imagen con", r"immagine con", r"imagem com",
        r"afbeelding met", r"bild med", r"billede med", r"obraz z", r"рисунок с", r"タイトル付きの図",
        r"写真", r"图片与标题", r"圖片", r"그림", r"resim", r"صورة", r"תמונה",
    ),
    "full_picture": (
        r"full[- ]?(bleed|screen|page)? ?(picture|image|photo)", r"vollbild", r"ganzseitig",
        r"pleine page", r"foto completa", r"全面", r"全画面", r"全图",
    ),
    "quote": (
        r"quot", r"testimonial", r"zitat", r"citation", r"cita\b", r"citazione", r"citação",
        r"citaat", r"citat", r"cytat", r"цитат", r"引用", r"引言", r"인용", r"alıntı", r"اقتباس",
        r"ציטוט",
    ),
    "chart": (
        r"chart", r"diagramm", r"graphique", r"gráfico", r"grafico", r"grafiek", r"diagram\b",
        r"wykres", r"диаграмм", r"グラフ", r"图表", r"圖表", r"차트", r"grafik", r"مخطط", r"תרשים",
    ),
    "table": (
        r"\btable", r"tabelle", r"tableau", r"tabla", r"tabella", r"tabela", r"tabel", r"tabell",
        r"таблиц", r"表組", r"テーブル", r"表格", r"표\b", r"tablo", r"جدول", r"טבלה",
    ),
}  # fmt: skip

_PATTERNS = {role: re.compile("|".join(words), re.IGNORECASE) for role, words in _NAMES.items()}


def named(role: str, name: str) -> bool:
    """Return whether a layout of that name is for that role."""
    pattern = _PATTERNS.get(role)
    return pattern is not None and pattern.search(name) is not None
