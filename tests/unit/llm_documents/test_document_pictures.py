"""Pictures inside documents: what is shown is kept, what only decorates is left out, what means harm is not decoded."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import docx
import pptx
import pytest
from deckwire_contracts import ProblemCode, ProblemError
from deckwire_llm.adapters.documents.child import read as read_document
from deckwire_llm.adapters.documents.limits import ReadingLimits
from deckwire_llm.adapters.documents.reader import Documents
from deckwire_llm.core.material import Figure, Material, TableBlock, merge
from deckwire_llm.core.material.model import MAX_FIGURES
from docx.shared import Inches
from PIL import Image, ImageDraw
from pptx.util import Inches as SlideInches

LIMITS = ReadingLimits()


def drawing(width: int = 640, height: int = 400, shade: int = 90) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((width // 8, height // 4, width // 2, height - 20), fill=(30, shade, 160))
    return image


def photograph(width: int = 640, height: int = 400) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def encoded(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A PNG of a few hundred kilobytes that unpacks to 400 million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def word(*pictures: bytes, caption: str = "", width: float = 3.0) -> bytes:
    document = docx.Document()
    document.add_heading("Demand", 1)
    document.add_paragraph("Demand grew by a fifth.")
    for picture in pictures:
        document.add_picture(io.BytesIO(picture), width=Inches(width))
    if caption:
        document.add_paragraph(caption, style="Caption")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slides(*pictures: bytes) -> bytes:
    deck = pptx.Presentation()
    for n, picture in enumerate(pictures):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = f"Part {n}", "One point"
        shape = slide.shapes.add_picture(io.BytesIO(picture), SlideInches(1), SlideInches(1), SlideInches(4))
        shape._element.nvPicPr.cNvPr.set("descr", "Boats at the pier")
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def in_text(picture: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def pdf(picture: Image.Image) -> bytes:
    """A page of words with a picture on its lower half, written by hand."""
    data = zlib.compress(picture.tobytes())
    size = f"/Width {picture.width} /Height {picture.height}"
    words = b"Demand grew by a fifth over the year, and the pier is full."
    page = b"BT /F1 11 Tf 60 700 Td (" + words + b") Tj ET\nq 400 0 0 250 60 300 cm /P Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 4 0 R >> "
        b"/XObject << /P 5 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /XObject /Subtype /Image {size} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode "
        f"/Length {len(data)} >>\nstream\n".encode()
        + data
        + b"\nendstream",
        f"<< /Length {len(page)} >>\nstream\n".encode() + page + b"\nendstream",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    out.write(f"xref\n0 7\n0000000000 65535 f \n{table}{end}".encode())
    return out.getvalue()


def figures(material: Material) -> list[Figure]:
    return [figure for _, figure in material.figures()]


def shown(material: Material) -> list[tuple[int, int]]:
    """The sizes of the pictures that go with the material, each decoded."""
    return [Image.open(io.BytesIO(material.pictures[f.sha256])).size for f in figures(material)]


@pytest.mark.parametrize("kind", ["docx", "pptx", "html", "md", "pdf"])
def test_a_picture_is_found_in_the_section_where_it_stands(kind: str) -> None:
    picture = encoded(drawing())
    html = f"<h1>T</h1><p>Some text.</p><h2>Demand</h2><p>Demand grew.</p><img alt='Boats' src='{in_text(picture)}'>"
    data = {
        "docx": word(picture),
        "pptx": slides(picture),
        "html": html.encode(),
        "md": f"# T\n\nText.\n\n## Demand\n\nDemand grew.\n\n![Boats]({in_text(picture)})\n".encode(),
        "pdf": pdf(drawing()),
    }[kind]
    material = read_document(f"report.{kind}", data, LIMITS)
    [(section, figure)] = list(material.figures())
    assert section.heading in {"Demand", "Part 0", ""}
    assert (figure.id, figure.fit) == ("f001", "whole")
    [(width, height)] = shown(material)
    # pdfium may round the place of a picture up to the next pixel.
    assert 640 <= width <= 642
    assert 400 <= height <= 402
    assert material.has_words()


def test_a_caption_belongs_to_its_picture_and_alternative_text_is_kept() -> None:
    picture = encoded(drawing())
    captioned = read_document("a.docx", word(picture, caption="Figure 2: Passengers per month"), LIMITS)
    assert [figure.caption for figure in figures(captioned)] == ["Passengers per month"]
    assert "Passengers" not in captioned.prose()
    assert [figure.alt for figure in figures(read_document("a.pptx", slides(picture), LIMITS))] == ["Boats at the pier"]
    html = f"<p>Words of a page.</p><figure><img src='{in_text(picture)}'><figcaption>Bars</figcaption></figure>"
    assert [figure.caption for figure in figures(read_document("a.html", html.encode(), LIMITS))] == ["Bars"]


def test_what_only_decorates_is_left_out() -> None:
    icon, bar, blank = drawing(48, 48), drawing(1600, 90), Image.new("RGB", (600, 400), "navy")
    material = read_document("a.docx", word(*map(encoded, (icon, bar, blank))), LIMITS)
    assert figures(material) == []
    small = read_document("a.docx", word(encoded(drawing()), width=0.3), LIMITS)
    assert figures(small) == []
    logo = encoded(drawing(300, 200))
    repeated = read_document("a.pptx", slides(logo, logo, logo), LIMITS)
    assert (figures(repeated), repeated.pictures) == ([], {})


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_what_a_document_cuts_off_a_picture_is_not_shown(kind: str) -> None:
    out = io.BytesIO()
    if kind == "docx":
        document = docx.Document(io.BytesIO(word(encoded(drawing()))))
        drawn = "{http://schemas.openxmlformats.org/drawingml/2006/"
        [fill] = document.element.body.iter(f"{drawn}picture}}blipFill")
        fill.insert(1, fill.makeelement(f"{drawn}main}}srcRect", {"l": "25000", "b": "50000"}))
        document.save(out)
    else:
        deck = pptx.Presentation(io.BytesIO(slides(encoded(drawing()))))
        picture = next(shape for shape in deck.slides[0].shapes if hasattr(shape, "crop_left"))
        picture.crop_left, picture.crop_bottom = 0.25, 0.5
        deck.save(out)
    material = read_document(f"a.{kind}", out.getvalue(), LIMITS)
    assert shown(material) == [(480, 200)]


def test_a_photograph_may_be_cropped_and_a_drawing_may_not() -> None:
    fits = {
        "drawing": (encoded(drawing()), "whole"),
        "photograph": (encoded(photograph(), "JPEG"), "fill"),
        "panorama": (encoded(photograph(1200, 300), "JPEG"), "whole"),
        "clear": (encoded(Image.merge("RGBA", (*photograph().split(), photograph().convert("L")))), "whole"),
    }
    for name, (data, fit) in fits.items():
        [figure] = figures(read_document("a.docx", word(data), LIMITS))
        assert figure.fit == fit, name


def test_nothing_of_the_original_bytes_is_kept() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    photograph().save(out, "JPEG", exif=exif.tobytes())
    material = read_document("a.jpg", out.getvalue() + b"<script>trailing()</script>", LIMITS)
    [data] = material.pictures.values()
    assert b"taken at home" not in data
    assert b"trailing" not in data


def test_a_picture_that_unpacks_to_too_much_is_not_decoded_and_the_words_are_read() -> None:
    material = read_document("a.docx", word(bomb(), encoded(drawing())), LIMITS)
    assert len(figures(material)) == 1
    assert "Demand grew" in material.prose()
    assert any("left out" in notice for notice in material.notices)


def test_a_broken_picture_is_told_of_and_a_linked_one_is_left_where_it_is() -> None:
    cut = encoded(drawing())[:60]
    text = (
        f"# T\n\nWords.\n\n![a]({in_text(cut)})\n\n![b](https://example.org/x.png)\n\n![c](data:image/png;base64,@@)\n"
    )
    material = read_document("a.md", text.encode(), LIMITS)
    assert figures(material) == []
    assert "base64" not in material.model_dump_json()
    assert material.notices == ["Pictures in a form that cannot be shown (EMF, WMF, SVG or damaged): 1."]


def test_no_more_pictures_are_taken_than_allowed_which_is_said() -> None:
    several = [encoded(drawing(shade=shade)) for shade in range(40, 46)]
    material = read_document("a.docx", word(*several), ReadingLimits(figures=4))
    assert len(figures(material)) == len(material.pictures) == 4
    assert any("too many" in notice for notice in material.notices)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.png", bomb(), ProblemCode.SOURCE_TOO_LARGE),
        ("cut.png", encoded(drawing())[:80], ProblemCode.SOURCE_UNREADABLE),
        ("cut.webp", b"RIFF\x10\0\0\0WEBPVP8 ", ProblemCode.SOURCE_UNREADABLE),
    ],
)
def test_an_uploaded_picture_that_cannot_be_shown_says_so(name: str, data: bytes, code: ProblemCode) -> None:
    with pytest.raises(ProblemError) as caught:
        read_document(name, data, LIMITS)
    assert caught.value.problem.code is code
    assert caught.value.problem.hint


async def test_pictures_come_out_of_the_reading_process_as_they_are() -> None:
    data = word(encoded(drawing()), encoded(photograph(), "JPEG"))
    material = await Documents(LIMITS).read("a.docx", data)
    assert shown(material) == [(640, 400), (640, 400)]
    assert material.pictures == read_document("a.docx", data, LIMITS).pictures
    assert "pictures" not in material.model_dump()


def test_figures_of_several_documents_are_counted_through() -> None:
    one = read_document("a.docx", word(encoded(drawing())), LIMITS)
    two = read_document("b.pptx", slides(encoded(drawing(shade=20))), LIMITS)
    assert [figure.id for figure in figures(merge([one, two]))] == ["f001", "f002"]
    many = merge([one, two] * 80)
    assert len(figures(many)) == MAX_FIGURES
    assert any("60 were left out" in notice for notice in many.notices)


def test_the_numbers_of_a_chart_in_a_docx_are_a_table() -> None:
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'

    def points(values: list[str]) -> str:
        return "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))

    chart = (
        f"<c:chartSpace {space}><c:chart><c:plotArea><c:barChart><c:ser>"
        f"<c:tx><c:strRef><c:strCache>{points(['Trips'])}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points(['2024', '2025'])}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points(['410.00000000000006', '455'])}</c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    material = read_document("a.docx", _with_chart(chart), LIMITS)
    [table] = [block for _, block in material.blocks() if isinstance(block, TableBlock)]
    assert [table.headers, *table.rows] == [["", "Trips"], ["2024", "410"], ["2025", "455"]]


def _with_chart(xml: str) -> bytes:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph("Trips rose.")
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    part = Part(PackURI("/word/charts/chart1.xml"), kind, xml.encode(), document.part.package)
    relation = document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
    )
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    chart = f'<a:graphic><a:graphicData uri="u"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    frame = '<wp:extent cx="4000000" cy="3000000"/><wp:docPr id="1" name="Chart 1"/>'
    drawn = f"<w:drawing {names}><wp:inline>{frame}{chart}</wp:inline></w:drawing>"
    document.add_paragraph().add_run()._r.append(parse_xml(drawn))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
