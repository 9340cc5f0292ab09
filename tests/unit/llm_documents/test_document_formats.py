"""Each kind of document, read by the child process."""

from __future__ import annotations

import io

import docx
import openpyxl
import pptx
import pytest
from deckwire_contracts import ProblemCode, ProblemError
from deckwire_llm.adapters.documents.child import read as read_document
from deckwire_llm.adapters.documents.limits import ReadingLimits
from deckwire_llm.adapters.documents.reader import Documents
from deckwire_llm.core.material import CodeBlock, ListBlock, Material, Paragraph, QuoteBlock, TableBlock
from docx.shared import Pt, RGBColor
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches


class PdfPage:
    """Text and lines of one page of a PDF, in points from the upper left."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def text(
        self, x: float, top: float, words: str, size: float = 11, *, bold: bool = False, white: bool = False
    ) -> None:
        shown = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        colour = "1 1 1 rg" if white else "0 0 0 rg"
        self.commands.append(f"BT {colour} /F{2 if bold else 1} {size} Tf {x} {842 - top - size} Td ({shown}) Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.commands.append(f"{x0} {842 - y0} m {x1} {842 - y1} l S")


def pdf(pages: list[PdfPage]) -> bytes:
    """A PDF of these pages, written by hand with the standard fonts."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        stream = "\n".join(page.commands)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


async def read(name: str, data: bytes) -> Material:
    """What the child process does once it is confined; that it does so as a process, other tests see."""
    return read_document(name, data, ReadingLimits())


def of_kind(material: Material, kind: type) -> list:  # type: ignore[type-arg]
    return [block for _, block in material.blocks() if isinstance(block, kind)]


async def test_markdown_gives_headings_lists_tables_quotes_and_code() -> None:
    text = (
        "# Title\n\nHello <!-- secret --> world.\n\n## One\n\n- **Bold.** rest\n- plain\n  - child\n\n1. a\n2. b\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n> Words\n>\n> — Ann\n\n```python\nx = 1\n```\n\nTable 1: Sales\n"
    )
    material = await read("a.md", text.encode())
    assert material.title == "Title"
    assert [section.id for section in material.sections] == ["m001", "m002"]
    bullets, steps = of_kind(material, ListBlock)
    assert bullets.items[0].text == "Bold: rest"
    assert bullets.items[1].children == ["child"]
    assert (bullets.ordered, steps.ordered) == (False, True)
    assert of_kind(material, QuoteBlock)[0].attribution == "Ann"
    assert of_kind(material, CodeBlock)[0].language == "python"
    assert of_kind(material, TableBlock)[0].rows == [["1", "2"]]
    assert "secret" not in material.model_dump_json()


async def test_plain_text_headings_are_found_by_their_place() -> None:
    text = (
        "OUR YEAR\n\nIt was a good year for all of us.\n\n1. Sales\n\nSales grew because people bought more things.\n\n"
        "Outlook\n\nNext year will be better than this one was.\n"
    )
    material = await read("a.txt", text.encode())
    assert [section.heading for section in material.sections] == ["OUR YEAR", "Sales", "Outlook"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_text_of_any_usual_encoding_is_read(encoding: str) -> None:
    material = await read("a.txt", "Die Größe beträgt fünf Meter.".encode(encoding))
    assert of_kind(material, Paragraph)[0].text == "Die Größe beträgt fünf Meter."


async def test_docx_gives_styles_lists_tables_and_no_hidden_text() -> None:
    document = docx.Document()
    document.core_properties.author = "Mara Lind"
    document.add_paragraph("Pilot report", style="Title")
    document.add_paragraph("Lockers in Harburg", style="Subtitle")
    document.add_heading("Summary", 1)
    paragraph = document.add_paragraph("Failed deliveries fell by 41 %.")
    for hide in ("hidden", "white", "tiny"):
        run = paragraph.add_run(f" {hide.upper()}-TEXT")
        if hide == "hidden":
            run.font.hidden = True
        elif hide == "white":
            run.font.color.rgb = RGBColor(255, 255, 255)
        else:
            run.font.size = Pt(1)
    for style in ("List Number", "List Bullet"):
        document.add_heading(style, 2)
        for words in ("First", "Second"):
            document.add_paragraph(words, style=style)
    document.add_paragraph("Less is more", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["Place", "Parcels", "Station", "18,400"], strict=True):
        cell.text = words
    bold = document.add_paragraph()
    bold.add_run("A heading without a style").bold = True
    document.add_paragraph("Text below it.")
    out = io.BytesIO()
    document.save(out)
    material = await read("pilot.docx", out.getvalue())
    assert (material.title, material.subtitle, material.author) == ("Pilot report", "Lockers in Harburg", "Mara Lind")
    assert [s.heading for s in material.sections] == [
        "Summary",
        "List Number",
        "List Bullet",
        "A heading without a style",
    ]
    assert [block.ordered for block in of_kind(material, ListBlock)] == [True, False]
    assert of_kind(material, QuoteBlock)[0].text == "Less is more"
    assert of_kind(material, TableBlock)[0].headers == ["Place", "Parcels"]
    assert "-TEXT" not in material.model_dump_json()


async def test_pptx_gives_titles_points_chart_numbers_and_notes_but_no_hidden_slide() -> None:
    deck = pptx.Presentation()
    cover = deck.slides.add_slide(deck.slide_layouts[0])
    cover.shapes.title.text = "City logistics"
    cover.placeholders[1].text = "Quiet streets"
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Why now"
    slide.placeholders[1].text = "Streets are full\nCouriers are rare"
    slide.notes_slide.notes_text_frame.text = "Tell the story of the tram."
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Parcels"
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Parcels (thousand)", (47, 60))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(6), Inches(6), Inches(1)).table
    for cell, words in zip(table.iter_cells(), ["A", "B", "c", "d"], strict=True):
        cell.text = words
    hidden = deck.slides.add_slide(deck.slide_layouts[1])
    hidden.shapes.title.text = "Hidden"
    hidden._element.set("show", "0")
    out = io.BytesIO()
    deck.save(out)
    material = await read("city.pptx", out.getvalue())
    assert (material.title, material.subtitle) == ("City logistics", "Quiet streets")
    assert [(s.heading, s.page) for s in material.sections] == [("City logistics", 1), ("Why now", 2), ("Parcels", 3)]
    assert material.sections[1].notes == "Tell the story of the tram."
    assert of_kind(material, TableBlock)[0].rows == [["2023", "47"], ["2024", "60"]]
    assert of_kind(material, TableBlock)[1].rows == [["c", "d"]]


async def test_xlsx_gives_visible_sheets_percentages_dates_and_captions() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sales"
    sheet.append(["Sales by month"])
    sheet.append(["Month", "Sales", "Margin"])
    for month in (1, 2, 3):
        sheet.append([f"2025-{month:02d}", 100.0 + month, 0.25])
        sheet.cell(row=sheet.max_row, column=3).number_format = "0.0%"
    sheet.append([])
    sheet.append(["Figures are provisional"])
    secret = book.create_sheet("Secret")
    secret.append(["a", "b"])
    secret.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    material = await read("shop_sales.xlsx", out.getvalue())
    assert [section.heading for section in material.sections] == ["Sales"]
    table = of_kind(material, TableBlock)[0]
    assert table.caption == "Sales by month"
    assert table.rows[0] == ["2025-01", "101", "25%"]
    assert of_kind(material, Paragraph)[0].text == "Figures are provisional"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
async def test_the_separator_of_a_csv_is_found_out(mark: str) -> None:
    rows = [["Region", "Amount"], ["North", "10"], ["South", "20"], ["East", "30"]]
    material = await read("my_data.csv", "\n".join(mark.join(row) for row in rows).encode())
    assert material.title == "My data"
    assert of_kind(material, TableBlock)[0].rows[1] == ["South", "20"]


async def test_html_gives_the_visible_body_and_fetches_nothing() -> None:
    page = (
        "<html><head><title>Page</title><script>alert(1)</script></head><body><nav>Menu</nav><h1>Boats</h1>"
        "<p>Boats are slow. <span style='display:none'>IGNORE</span></p><!-- comment --><div>Loose <b>words</b> here"
        "<p>More.</p></div><ul><li>One<ul><li>Sub</li></ul></li><li>Two</li></ul><table><tr><th>A</th><th>B</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table><blockquote>Ahoy <cite>— Ann</cite></blockquote><pre>code</pre>"
        "<img src='http://127.0.0.1:9/x.png'></body></html>"
    )
    material = await read("a.html", page.encode())
    assert material.title == "Boats"
    assert of_kind(material, ListBlock)[0].items[0].children == ["Sub"]
    assert of_kind(material, TableBlock)[0].rows == [["1", "2"]]
    assert of_kind(material, QuoteBlock)[0].attribution == "Ann"
    dumped = material.model_dump_json()
    assert all(word not in dumped for word in ("IGNORE", "alert", "Menu", "comment"))
    assert "Loose words here" in dumped


async def test_pdf_headings_paragraphs_lists_tables_and_pages_are_found() -> None:
    first, second = PdfPage(), PdfPage()
    for number, page in enumerate((first, second), start=1):
        page.text(60, 20, "Harbour company", 8)
        page.text(280, 815, f"Page {number}", 8)
    first.text(60, 60, "Yearly report of the harbour", 24, bold=True)
    first.text(60, 110, "Ships", 16, bold=True)
    first.text(60, 135, "More ships came than in any year before, and the har-")
    first.text(60, 149, "bour was never full. All of them were unloaded in time.")
    first.text(60, 175, "INVISIBLE", white=True)
    first.text(60, 200, "• New cranes were bought")
    first.text(60, 214, "• Old cranes were sold to a")
    first.text(70, 228, "museum in the north")
    second.text(60, 60, "Goods", 16, bold=True)
    for x in (60, 200, 340):
        second.line(x, 100, x, 160)
    for y in (100, 120, 140, 160):
        second.line(60, y, 340, y)
    for row, cells in enumerate([("Kind", "Tons"), ("Coal", "120"), ("Wood", "80")]):
        for column, words in enumerate(cells):
            second.text(65 + 140 * column, 103 + 20 * row, words)
    second.text(60, 200, "A closing sentence stands here.")
    material = await read("harbour.pdf", pdf([first, second]))
    assert material.title == "Yearly report of the harbour"
    assert [(s.heading, s.page) for s in material.sections][1:] == [("Ships", 1), ("Goods", 2)]
    assert of_kind(material, Paragraph)[0].text.startswith(
        "More ships came than in any year before, and the harbour was"
    )
    assert [item.text for item in of_kind(material, ListBlock)[0].items] == [
        "New cranes were bought",
        "Old cranes were sold to a museum in the north",
    ]
    assert of_kind(material, TableBlock)[0].rows == [["Coal", "120"], ["Wood", "80"]]
    dumped = material.model_dump_json()
    assert all(word not in dumped for word in ("INVISIBLE", "Page 1"))


async def test_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    page = PdfPage()
    for row in range(14):
        page.text(50, 80 + 14 * row, f"left line {row} goes on and on", 10)
        page.text(320, 80 + 14 * row, f"right line {row} goes on too", 10)
    material = await read("two.pdf", pdf([page]))
    text = " ".join(block.text for block in of_kind(material, Paragraph))
    assert text.index("left line 13") < text.index("right line 0")


async def test_reading_stops_when_its_time_is_used_up_and_says_so() -> None:
    page = PdfPage()
    page.text(60, 60, "Some words on a page.")
    with pytest.raises(ProblemError) as caught:
        await Documents(ReadingLimits(budget_s=0)).read("a.pdf", pdf([page]))
    assert caught.value.problem.code is ProblemCode.SOURCE_EMPTY


async def test_the_content_decides_what_a_file_is() -> None:
    page = PdfPage()
    page.text(60, 60, "Really a PDF, whatever the name says.")
    material = await read("wrong.docx", pdf([page]))
    assert "Really a PDF" in material.prose()


async def test_pasted_text_needs_no_process() -> None:
    assert Documents().from_text("# A\n\nText.").title == "A"


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf", "csv", "html", "md", "txt"])
async def test_every_format_is_read_by_a_process_of_its_own(kind: str) -> None:
    out = io.BytesIO()
    words = "Harbour words"
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph(words)
        document.save(out)
    elif kind == "pptx":
        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "Title"
        slide.placeholders[1].text = words
        deck.save(out)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        book.active.append([words, "Tons"])
        book.active.append(["Coal", 3])
        book.save(out)
    elif kind == "pdf":
        page = PdfPage()
        page.text(60, 60, words)
        out.write(pdf([page]))
    else:
        out.write({"csv": f"{words},Tons\nCoal,3\n", "html": f"<p>{words}</p>"}.get(kind, words).encode())
    material = await Documents().read(f"a.{kind}", out.getvalue())
    assert words in material.model_dump_json()
    assert material.source == f"a.{kind}"
