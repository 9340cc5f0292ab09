"""The defects, each with the rule that must find it."""

from __future__ import annotations

import re
from typing import Any

from deckwire_render.core.pptx import Built, DeckSlide, build
from lxml import etree

from tests.unit.render_quality.planted import (
    AGENDA,
    CARDS,
    CHART,
    CLOSING,
    COLUMNS,
    PICTURE,
    SECTION,
    TABLE,
    A,
    C,
    P,
    Parts,
    base,
    box,
    described,
    frame,
    on,
    opened,
    packed,
    paint,
    parts,
    picture,
    place,
    planted,
    said,
    say,
    size,
    slide,
    texts,
    title,
)

PRESENTATION = "ppt/presentation.xml"
LONG = "This sentence is much too long for the box that it is in. "


def remove(element: Any) -> None:
    element.getparent().remove(element)


# -- where things stand


@planted("off_slide")
def text_over_the_edge(held: Parts) -> None:
    with on(held, CARDS) as root:
        box(root, "Half of this is gone", 900, 300, 200, 30)


@planted("text_overflow")
def too_much_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], LONG * 9)


@planted("text_overlap")
def text_on_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        shape = title(root)
        box(root, said(shape), 44, 60, 872, 40, pt=32)


@planted("text_hidden")
def a_patch_on_a_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        box(root, "x", 30, 110, 900, 380, fill="FFFFFF")


@planted("objects_overlap")
def a_table_on_a_table(held: Parts) -> None:
    with on(held, TABLE) as root:
        again = etree.fromstring(etree.tostring(frame(root)))
        described(again).set("id", "90")
        next(root.iter(f"{P}spTree")).append(again)
        place(again, 300, 200)


@planted("objects_overlap")
def a_text_on_bars(held: Parts) -> None:
    with on(held, CHART) as root:
        box(root, "Something on top of the tallest of the bars", 60, 300, 400, 24)


@planted("objects_overlap")
def a_card_on_a_card(held: Parts) -> None:
    with on(held, CLOSING) as root:
        box(root, "One card", 400, 380, 220, 90, fill="F0F0F0")
        box(root, "Another card", 520, 420, 220, 90, fill="E0E0E0")


@planted("margin_small", "warning")
def text_at_the_edge(held: Parts) -> None:
    with on(held, SECTION) as root:
        for run in (title(root),):
            place(run, x=12)


@planted("body_sparse", "warning")
def an_empty_body(held: Parts) -> None:
    with on(held, CARDS) as root:
        for shape in texts(root):
            remove(shape)
        box(root, "One lonely word", 44, 200, 300, 30)


@planted("body_crowded", "warning")
def no_white_left(held: Parts) -> None:
    with on(held, CARDS) as root:
        for shape in texts(root):
            remove(shape)
        box(root, ("All of it is text " * 58).strip(), 40, 104, 880, 384, pt=27)


@planted("body_unbalanced", "warning")
def all_at_the_top(held: Parts) -> None:
    with on(held, CARDS) as root:
        for shape in texts(root):
            remove(shape)
        for n in range(4):
            box(root, LONG, 44, 112 + 26 * n, 872, 26)


@planted("edges_uneven", "warning")
def an_edge_missed_by_a_hair(held: Parts) -> None:
    with on(held, CARDS) as root:
        for shape in texts(root):
            remove(shape)
        for n in range(5):
            box(root, LONG, 44 + (3 if n == 2 else 0), 130 + 60 * n, 860, 40, pt=24)


# -- how text is set


@planted("text_small")
def tiny_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        size(texts(root)[0], 8)


@planted("text_small", "warning")
def small_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], LONG)
        size(texts(root)[0], 13)


@planted("contrast_low")
def pale_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        paint(texts(root)[0], "D9D9D9")


@planted("contrast_low", "warning")
def greyish_text(held: Parts) -> None:
    with on(held, CARDS) as root:
        size(texts(root)[0], 16)
        paint(texts(root)[0], "8A8A8A")


@planted("text_on_picture", "warning")
def a_bare_picture_under_a_text(held: Parts) -> None:
    with on(held, PICTURE) as root:
        form = next(picture(root).iter(f"{A}xfrm"))
        x, y = (int(form.find(f"{A}off").get(key)) / 12700 for key in ("x", "y"))
        box(root, "On the picture", x + 60, y + 200, 160, 30)


@planted("word_broken", "warning")
def a_word_wider_than_its_box(held: Parts) -> None:
    with on(held, CARDS) as root:
        box(root, "Transformations", 700, 455, 60, 60, pt=14)


@planted("title_long", "warning")
def a_title_like_a_paragraph(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(title(root), LONG * 3)


@planted("title_widow", "warning")
def one_word_left_over(held: Parts) -> None:
    with on(held, CARDS) as root:
        shape = title(root)
        say(shape, "Revenue grew in every one of the four regions that we serve today, again")
        place(shape, w=872)
        size(shape, 27)
        next(shape.iter(f"{A}bodyPr")).set("rIns", "0")


@planted("glyph_missing", "warning")
@planted("characters_left_out", "info")
def a_character_that_no_font_has(held: Parts) -> None:
    with opened(held, "ppt/charts/chart1.xml") as root:
        next(root.iter(f"{C}cat")).find(f".//{C}v").text = "\ue123\ue124"


@planted("hues_many", "warning")
def a_rainbow(held: Parts) -> None:
    with on(held, SECTION) as root:
        for n, colour in enumerate(("D02020", "D0A020", "40A020", "20A0A0", "2040D0", "A020C0")):
            box(root, " ", 60 + 60 * n, 60, 40, 40, fill=colour)


# -- what is said


@planted("title_missing")
def no_title(held: Parts) -> None:
    with on(held, CARDS) as root:
        remove(title(root))


@planted("placeholder_empty")
def an_empty_placeholder(held: Parts) -> None:
    with on(held, CARDS) as root:
        shape = next(s for s in texts(root) if next(s.iter(f"{P}ph"), None) is not None)
        say(shape, "")


@planted("leftover_text")
def a_prompt_of_the_template(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], "Click to add text")


@planted("leftover_text")
def an_unfilled_field(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], "Dear {{customer}}")


@planted("leftover_text")
def a_model_speaking_of_itself_in_the_notes(held: Parts) -> None:
    with opened(held, "ppt/notesSlides/notesSlide4.xml") as root:
        shape = next(s for s in root.iter(f"{P}sp") if "Say where" in said(s))
        say(shape, "As an AI language model, I would say that it grew.")


@planted("markup_shown", "warning")
def marks_of_markdown(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], "It grew by **a lot** this year")


@planted("markup_shown", "warning")
def a_heading_of_markdown(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(title(root), "## Growth")


@planted("words_many", "warning")
def a_page_of_words(held: Parts) -> None:
    with on(held, CARDS) as root:
        say(texts(root)[0], "word " * 95)


@planted("bullets_many", "warning")
def eight_bullets(held: Parts) -> None:
    with on(held, CARDS) as root:
        shape = box(root, "\n".join("abcdefgh"), 44, 130, 400, 300)
        for paragraph in shape.iter(f"{A}p"):
            properties = etree.SubElement(paragraph, f"{A}pPr")
            etree.SubElement(properties, f"{A}buChar", char="•")
            paragraph.insert(0, properties)


@planted("notes_missing", "info")
def no_notes(held: Parts) -> None:
    with opened(held, "ppt/notesSlides/notesSlide4.xml") as root:
        say(next(s for s in root.iter(f"{P}sp") if "Say where" in said(s)), "")


# -- pictures


@planted("picture_distorted", "warning")
def a_stretched_picture(held: Parts) -> None:
    with on(held, PICTURE) as root:
        form = next(picture(root).iter(f"{A}xfrm")).find(f"{A}ext")
        form.set("cx", str(int(int(form.get("cx")) * 0.8)))


@planted("slide_pictured")
def a_slide_that_is_a_picture(held: Parts) -> None:
    with on(held, PICTURE) as root:
        for shape in [title(root), *texts(root)]:
            remove(shape)
        place(picture(root), 0, 0, 960, 540)


# -- accessibility


@planted("alt_missing")
def no_alternative_text(held: Parts) -> None:
    with on(held, PICTURE) as root:
        del described(picture(root)).attrib["descr"]


@planted("alt_file_name")
def a_file_name_as_alternative_text(held: Parts) -> None:
    with on(held, PICTURE) as root:
        described(picture(root)).set("descr", "image1.jpg")


@planted("alt_file_name")
def a_stock_name_as_alternative_text(held: Parts) -> None:
    with on(held, CHART) as root:
        described(frame(root)).set("descr", "Chart 7")


@planted("alt_file_name", "info")
def an_alternative_text_that_says_it_is_a_picture(held: Parts) -> None:
    with on(held, PICTURE) as root:
        described(picture(root)).set("descr", "Image of a mountain range")


@planted("table_header_missing")
def no_header_row(held: Parts) -> None:
    with on(held, TABLE) as root:
        next(root.iter(f"{A}tblPr")).set("firstRow", "0")


@planted("table_cells_merged", "warning")
def merged_cells(held: Parts) -> None:
    with on(held, TABLE) as root:
        row = list(root.iter(f"{A}tr"))[1]
        one, two = row.findall(f"{A}tc")[:2]
        one.set("gridSpan", "2")
        two.set("hMerge", "1")


@planted("table_row_blank", "info")
def a_blank_row(held: Parts) -> None:
    with on(held, TABLE) as root:
        for piece in list(root.iter(f"{A}tr"))[2].iter(f"{A}t"):
            piece.text = ""


@planted("lines_blank", "info")
def blank_lines_for_space(held: Parts) -> None:
    with on(held, CARDS) as root:
        box(root, "Above\n\n\nBelow", 44, 400, 300, 90)


@planted("link_text_bare", "info")
def a_bare_address(held: Parts) -> None:
    relations = "ppt/slides/_rels/slide4.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    with opened(held, relations) as root:
        etree.SubElement(
            root, f"{{{root.nsmap[None]}}}Relationship", Id="rId99", Type=kind,
            Target="https://example.org/report", TargetMode="External",
        )  # fmt: skip
    with on(held, CARDS) as root:
        box(root, "https://example.org/report", 500, 470, 400, 24, link="rId99")


@planted("reading_order", "info")
def the_title_last(held: Parts) -> None:
    with on(held, CARDS) as root:
        next(root.iter(f"{P}spTree")).append(title(root))


@planted("reading_order", "info")
def points_from_below(held: Parts) -> None:
    with on(held, SECTION) as root:
        box(root, "The second of two paragraphs", 60, 120, 400, 30)
        box(root, "The first of two paragraphs", 60, 60, 400, 30)


@planted("section_unnamed")
def a_section_by_default(held: Parts) -> None:
    held[PRESENTATION] = held[PRESENTATION].replace(b'section name="What it cost"', b'section name="Default Section"')


@planted("section_repeated", "info")
def two_sections_of_one_name(held: Parts) -> None:
    held[PRESENTATION] = held[PRESENTATION].replace(b'name="What it cost"', b'name="Where we stand"')


@planted("language_missing", "warning")
def no_language(held: Parts) -> None:
    for name in [n for n in held if n.startswith("ppt/slides/slide")]:
        held[name] = re.sub(rb' lang="[^"]*"', b"", held[name])
    held["docProps/core.xml"] = re.sub(rb"<dc:language>.*?</dc:language>", b"", held["docProps/core.xml"])


@planted("deck_title_missing", "warning")
def no_deck_title(held: Parts) -> None:
    held["docProps/core.xml"] = re.sub(rb"<dc:title>.*?</dc:title>", b"", held["docProps/core.xml"])


# -- the deck


@planted("title_repeated", "info")
def two_titles_alike(held: Parts) -> None:
    with on(held, CARDS) as root:
        text = said(title(root))
    with on(held, COLUMNS) as root:
        say(title(root), text)


def _deck(*kinds: str, turn: int | None = None) -> Built:
    fields: dict[str, dict[str, Any]] = {
        "bullets": {"items": [{"text": f"Point {n} of some words", "detail": "Why it matters."} for n in range(5)]},
        "process": {"steps": [{"title": "Step", "detail": "What happens in it."}] * 4},
        "table": {"table": {"headers": ["Name", "Sum"], "rows": [["North", "1"], ["South", "2"]] * 2}},
    }
    slides = [slide(kind, f"The finding of part {n}", **fields[kind]) for n, kind in enumerate(kinds)]
    return build([DeckSlide(s, f"s{n}", before=turn) for n, s in enumerate(slides, 1)], title="Parts")


def varied() -> Built:
    """A deck whose slides take turns."""
    return _deck(*("bullets", "process", "table") * 3)


def _all_like(held: Parts, kind: str) -> None:
    held.clear()
    # Slides of a kind that each believe to be the first of it do not take turns.
    held.update(parts(_deck(*(kind,) * 9, turn=0).data))


@planted("layout_repeated", "warning", varied)
@planted("layouts_few", "info", varied)
def all_slides_alike(held: Parts) -> None:
    _all_like(held, "table")


# -- the file


@planted("id_repeated")
def two_objects_of_one_id(held: Parts) -> None:
    with on(held, AGENDA) as root:
        first, second = list(root.iter(f"{P}cNvPr"))[1:3]
        second.set("id", first.get("id"))


@planted("relation_broken")
def a_relationship_that_is_not_there(held: Parts) -> None:
    with on(held, CARDS) as root:
        box(root, "Read more", 500, 470, 200, 24, link="rId77")


@planted("relation_broken")
def a_part_that_is_not_there(held: Parts) -> None:
    with opened(held, "ppt/slides/_rels/slide4.xml.rels") as root:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
        etree.SubElement(root, f"{{{root.nsmap[None]}}}Relationship", Id="rId98", Type=kind, Target="../tags/tag9.xml")


@planted("placeholder_unknown")
def a_placeholder_without_counterpart(held: Parts) -> None:
    with on(held, CARDS) as root:
        next(s for s in root.iter(f"{P}ph") if s.get("type") == "body").set("idx", "77")


@planted("text_body_empty")
def a_text_body_without_paragraph(held: Parts) -> None:
    with on(held, SECTION) as root:
        shape = box(root, "x", 60, 60, 100, 30)
        remove(next(shape.iter(f"{A}p")))


@planted("chart_value_wrong")
def a_value_that_is_no_number(held: Parts) -> None:
    with opened(held, "ppt/charts/chart1.xml") as root:
        next(root.iter(f"{C}val")).find(f".//{C}v").text = "NaN"


@planted("content_type_wrong")
def a_content_type_of_nothing(held: Parts) -> None:
    mark = b'<Override PartName="/ppt/slides/slide99.xml" ContentType="application/xml"/></Types>'
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"</Types>", mark)


@planted("part_malformed")
def an_attribute_given_twice(held: Parts) -> None:
    name = "ppt/slides/slide4.xml"
    held[name] = held[name].replace(b"<p:cSld>", b'<p:cSld name="a" name="b">')


@planted("slide_id_wrong")
def two_slides_of_one_id(held: Parts) -> None:
    held[PRESENTATION] = held[PRESENTATION].replace(b'<p:sldId id="257"', b'<p:sldId id="256"')


__all__ = ["base", "packed", "parts", "varied"]
