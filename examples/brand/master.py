# ruff: noqa: E501 - a line of markup is easier to read whole
"""Writes a company's slide master as a .pptx: `python examples/brand/master.py halden-master.pptx`.

Nothing but the standard library and Pillow: a theme, one master, eight layouts, a logo, a picture for the cover. Send
the file with `deckwire make --template halden-master.pptx …` or `POST /api/v1/templates`.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw

EMU = 914_400
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
Box = tuple[float, float, float, float]


def _xfrm(box: Box) -> str:
    x, y, w, h = (round(v * EMU) for v in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def colour(name: str) -> str:
    """Return a colour of the theme by its slot, or `RRGGBB`, as DrawingML."""
    return f'<a:srgbClr val="{name}"/>' if len(name) == 6 and name.isupper() else f'<a:schemeClr val="{name}"/>'


def style(
    size: float = 0,
    paint: str = "",
    *,
    bold: bool | None = None,
    align: str = "",
    font: str = "",
    bullet: bool | None = None,
) -> str:
    """Return the style of the first level of a placeholder, with what is given."""
    fill = f"<a:solidFill>{colour(paint)}</a:solidFill>" if paint else ""
    face = f'<a:latin typeface="{font}"/>' if font else ""
    sized = f' sz="{round(size * 100)}"' if size else ""
    heavy = "" if bold is None else f' b="{int(bold)}"'
    mark = "" if bullet is None or bullet else "<a:buNone/>"
    indent = ' marL="0" indent="0"' if bullet is False else ""
    aligned = f' algn="{align}"' if align else ""
    return f"<a:lvl1pPr{indent}{aligned}>{mark}<a:defRPr{sized}{heavy}>{fill}{face}</a:defRPr></a:lvl1pPr>"


def placeholder(
    kind: str, idx: int | None, name: str, box: Box | None, looks: str = "", *, anchor: str = "", text: str = ""
) -> str:
    """Return a placeholder; `kind` "" leaves the type out, as for a content placeholder."""
    typed = f' type="{kind}"' if kind else ""
    numbered = f' idx="{idx}"' if idx is not None else ""
    body = f' anchor="{anchor}"' if anchor else ""
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    )
    run = field if kind == "sldNum" else f'<a:r><a:rPr lang="en-US"/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    placed = _xfrm(box) if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f"<p:ph{typed}{numbered}/></p:nvPr></p:nvSpPr><p:spPr>{placed}</p:spPr><p:txBody><a:bodyPr{body}/>"
        f'<a:lstStyle>{looks}</a:lstStyle><a:p>{run}<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def rectangle(box: Box, paint: str, name: str = "Bar", *, text: str = "", size: float = 10) -> str:
    """Return a filled rectangle, with a line of white text if given."""
    run = (
        f'<a:r><a:rPr lang="en-US" sz="{round(size * 100)}"><a:solidFill>{colour("FFFFFF")}</a:solidFill></a:rPr>'
        f"<a:t>{escape(text)}</a:t></a:r>"
        if text
        else ""
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{_xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour(paint)}</a:solidFill>'
        f'<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr anchor="ctr"/><a:lstStyle/><a:p>{run}'
        '<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def picture(rel: str, box: Box, name: str = "Logo") -> str:
    """Return a picture; `rel` is the name of the medium that it shows."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="0" name={quoteattr(name)} descr={quoteattr(name)}/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</p:blipFill><p:spPr>{_xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def ground(paint: str) -> str:
    """Return a plain background."""
    return f"<p:bg><p:bgPr><a:solidFill>{colour(paint)}</a:solidFill><a:effectLst/></p:bgPr></p:bg>"


@dataclass(frozen=True)
class Layout:
    """A layout: its name and type (`""` for none), its shapes in painting order, whether it shows the master's."""

    name: str
    type: str
    shapes: Sequence[str]
    background: str = ""
    shows_master: bool = True


@dataclass(frozen=True)
class Design:
    """Everything about a master; `media` maps names used by `picture` to PNG bytes, `mapped` bg1, tx1, bg2, tx2."""

    title: str
    width: float
    height: float
    colours: Mapping[str, str]
    heading: str
    body: str
    background: str
    shapes: Sequence[str]
    title_style: str
    body_sizes: Sequence[float]
    layouts: Sequence[Layout]
    media: Mapping[str, bytes] = field(default_factory=dict)
    mapped: tuple[str, str, str, str] = ("lt1", "dk1", "lt2", "dk2")
    east_asian: str = ""
    bullet: str = "•"


def _theme(design: Design) -> str:
    slots = "".join(f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>' for n, v in design.colours.items())
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{plain}</a:ln>' for w in (6350, 12700, 19050))
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{face}"/><a:ea typeface="{design.east_asian}"/><a:cs typeface=""/></a:{tag}>'
        for tag, face in (("majorFont", design.heading), ("minorFont", design.body))
    )
    return (
        f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name={quoteattr(design.title)}>'
        f"<a:themeElements><a:clrScheme name={quoteattr(design.title)}>{slots}</a:clrScheme>"
        f'<a:fontScheme name={quoteattr(design.title)}>{fonts}</a:fontScheme><a:fmtScheme name="Flat"><a:fillStyleLst>'
        f"{plain * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _levels(design: Design) -> str:
    found = []
    for n, size in enumerate(design.body_sizes):
        indent = 228_600
        found.append(
            f'<a:lvl{n + 1}pPr marL="{indent * (n + 1)}" indent="-{indent}" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="800"/></a:spcBef><a:buClr>{colour("accent1")}</a:buClr><a:buFont typeface="Arial"/>'
            f'<a:buChar char="{design.bullet}"/><a:defRPr sz="{round(size * 100)}"><a:solidFill>{colour("tx1")}</a:solidFill>'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
            f"</a:lvl{n + 1}pPr>"
        )
    return "".join(found)


def _numbered(shapes: Sequence[str]) -> str:
    return "".join(s.replace('<p:cNvPr id="0"', f'<p:cNvPr id="{n}"') for n, s in enumerate(shapes, 2))


def _relations(entries: Sequence[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def write(design: Design) -> bytes:
    """Return the master as a .pptx without slides."""
    parts: dict[str, str | bytes] = {}
    kinds: dict[str, str] = {}

    def add(name: str, data: str, kind: str) -> None:
        parts[name], kinds[name] = data, kind

    def media_of(text: str) -> list[tuple[str, str, str]]:
        return [(rel, "image", f"../media/{rel}.png") for rel in design.media if f'r:embed="{rel}"' in text]

    count = len(design.layouts)
    names = dict(zip(("bg1", "tx1", "bg2", "tx2"), design.mapped, strict=True))
    same = (*(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    mapped = " ".join(f'{k}="{v}"' for k, v in {**names, **{s: s for s in same}}.items())
    ids = "".join(f'<p:sldLayoutId id="{2_147_483_649 + n}" r:id="rId{n + 1}"/>' for n in range(count))
    master = (
        f"{_HEAD}<p:sldMaster {_NS}><p:cSld>{design.background}<p:spTree>{_TREE}{_numbered(design.shapes)}</p:spTree></p:cSld>"
        f"<p:clrMap {mapped}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{design.title_style}"
        f"</p:titleStyle><p:bodyStyle>{_levels(design)}</p:bodyStyle><p:otherStyle/></p:txStyles></p:sldMaster>"
    )
    add("ppt/slideMasters/slideMaster1.xml", master, f"{_KIND}.slideMaster+xml")
    layouts = [(f"rId{n}", "slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, count + 1)]
    theme = (f"rId{count + 1}", "theme", "../theme/theme1.xml")
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = _relations([*layouts, theme, *media_of(master)])
    for n, layout in enumerate(design.layouts, 1):
        kind = f' type="{layout.type}"' if layout.type else ""
        hidden = "" if layout.shows_master else ' showMasterSp="0"'
        text = (
            f'{_HEAD}<p:sldLayout {_NS}{kind}{hidden} preserve="1"><p:cSld name={quoteattr(layout.name)}>{layout.background}'
            f"<p:spTree>{_TREE}{_numbered(layout.shapes)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
            "</p:sldLayout>"
        )
        add(f"ppt/slideLayouts/slideLayout{n}.xml", text, f"{_KIND}.slideLayout+xml")
        above = ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        parts[f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"] = _relations([above, *media_of(text)])
    add("ppt/theme/theme1.xml", _theme(design), "application/vnd.openxmlformats-officedocument.theme+xml")
    size = f'<p:sldSz cx="{round(design.width * EMU)}" cy="{round(design.height * EMU)}"/>'
    main = (
        f'{_HEAD}<p:presentation {_NS}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'{size}<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    add("ppt/presentation.xml", main, f"{_KIND}.presentation.main+xml")
    beside = [
        ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
        ("rId2", "theme", "theme/theme1.xml"),
        ("rId3", "presProps", "presProps.xml"),
        ("rId4", "viewProps", "viewProps.xml"),
    ]
    parts["ppt/_rels/presentation.xml.rels"] = _relations(beside)
    add("ppt/presProps.xml", f"{_HEAD}<p:presentationPr {_NS}/>", f"{_KIND}.presProps+xml")
    add("ppt/viewProps.xml", f"{_HEAD}<p:viewPr {_NS}/>", f"{_KIND}.viewProps+xml")
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "ppt/presentation.xml")])
    for rel, data in design.media.items():
        parts[f"ppt/media/{rel}.png"] = data
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{types}</Types>',
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def png(image: Image.Image) -> bytes:
    """Return a picture as PNG."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _logo(ink: tuple[int, int, int], mark: tuple[int, int, int]) -> bytes:
    """Return the logo: three stacked parallelograms and a word made of bars, on nothing."""
    image = Image.new("RGBA", (640, 176), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for n, paint in enumerate((mark, ink, mark)):
        top = 14 + n * 54
        draw.polygon([(36, top), (150, top), (118, top + 38), (4, top + 38)], fill=(*paint, 255))
    x = 200
    for letter in ("H", "A", "L", "D", "E", "N"):
        draw.text((x, 38), letter, fill=(*ink, 255), font_size=92, stroke_width=2)
        x += 72
    return png(image)


def _harbour() -> bytes:
    """Return the cover's picture: cranes and water at night, in flat shapes."""
    image = Image.new("RGB", (1600, 900))
    draw = ImageDraw.Draw(image)
    for y in range(900):
        share = y / 900
        draw.line([(0, y), (1600, y)], fill=(round(9 + 18 * share), round(24 + 40 * share), round(48 + 52 * share)))
    for n in range(7):
        x = 760 + n * 130
        height = 330 + (n * 97) % 210
        draw.rectangle([x, 690 - height, x + 16, 690], fill=(20, 52, 84))
        draw.polygon(
            [
                (x - 60, 690 - height),
                (x + 150, 690 - height - 34),
                (x + 150, 690 - height - 22),
                (x, 690 - height + 14),
            ],
            fill=(26, 66, 104),
        )
    for n in range(18):
        x, y = 700 + (n * 53) % 900, 640 - 38 * (n % 3)
        draw.rectangle([x, y, x + 84, y + 34], fill=((214, 96, 42), (33, 92, 128), (20, 60, 96))[n % 3])
    draw.rectangle([0, 690, 1600, 900], fill=(10, 34, 58))
    for n in range(9):
        draw.line([(640 + n * 20, 716 + n * 20), (1600, 716 + n * 20)], fill=(18, 58, 92), width=3)
    return png(image.quantize(64).convert("RGB"))


def halden() -> Design:
    """Return the master of a logistics company: dark picture cover, logo, footer bar."""
    wide: Box = (0.6, 0.45, 10.4, 0.95)
    body: Box = (0.6, 1.65, 12.13, 4.75)
    foot: Box = (0.6, 7.04, 7.0, 0.32)
    number: Box = (11.73, 7.04, 1.0, 0.32)
    small = style(10, "FFFFFF", bullet=False)
    feet = [
        placeholder("ftr", 11, "Footer", foot, small, anchor="ctr", text="© Halden Logistics · Internal"),
        placeholder("sldNum", 12, "Slide Number", number, style(10, "FFFFFF", align="r", bullet=False), anchor="ctr"),
    ]
    title = placeholder("title", None, "Title", wide, anchor="b")
    white = style(20, "FFFFFF", bullet=False)
    shade = "081B30"
    cover = [
        picture("cover", (0, 0, 13.333, 7.5), "Harbour at night"),
        rectangle((0.6, 2.15, 0.09, 2.3), "accent2", "Mark"),
        picture("light", (0.6, 0.55, 2.1, 0.58)),
    ]
    return Design(
        title="Halden Logistics",
        width=40 / 3,
        height=7.5,
        colours={
            "dk1": "14202E", "lt1": "FFFFFF", "dk2": "0B2A4A", "lt2": "EEF2F6", "accent1": "0B5A8F", "accent2": "D6602A",
            "accent3": "2E7D6B", "accent4": "F2B632", "accent5": "6B7F93", "accent6": "7A3E65", "hlink": "0B5A8F",
            "folHlink": "7A3E65",
        },
        heading="Georgia",
        body="Calibri",
        background=ground("bg1"),
        shapes=[
            rectangle((0, 6.95, 13.333, 0.55), "tx2", "Footer bar"),
            picture("logo", (11.35, 0.42, 1.4, 0.385)),
            placeholder("title", None, "Title", wide, anchor="b", text="Click to edit the title"),
            placeholder("body", 1, "Text", body, text="Click to edit the text"),
            placeholder("ftr", 3, "Footer", foot, small, anchor="ctr"),
            placeholder("sldNum", 4, "Slide Number", number, style(10, "FFFFFF", align="r"), anchor="ctr"),
        ],
        title_style=f'<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:defRPr sz="3000" b="1"><a:solidFill>{colour("tx2")}</a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>',
        body_sizes=(20, 18, 16, 14, 14),
        layouts=[
            Layout(
                "Cover – Photo",
                "title",
                [
                    *cover,
                    placeholder("ctrTitle", None, "Title", (0.95, 2.05, 6.6, 1.75), style(40, "FFFFFF", bold=True), anchor="b"),
                    placeholder("subTitle", 1, "Subtitle", (0.95, 3.9, 6.2, 0.8), white),
                    placeholder("body", 13, "Presenter", (0.95, 6.35, 6.2, 0.5), style(14, "FFFFFF", bullet=False), anchor="b"),
                ],
                ground(shade),
                shows_master=False,
            ),
            Layout(
                "Chapter",
                "",
                [
                    rectangle((0, 0, 0.55, 7.5), "accent2", "Edge"),
                    picture("light", (11.2, 0.42, 1.55, 0.426)),
                    placeholder("title", None, "Title", (1.3, 2.5, 9.5, 1.5), style(40, "FFFFFF", bold=True), anchor="b"),
                    placeholder("body", 14, "What it is about", (1.3, 4.1, 9.5, 0.9), white),
                ],
                ground("tx2"),
                shows_master=False,
            ),
            Layout("Content", "obj", [title, placeholder("", 1, "Content", body), *feet]),
            Layout("Two Content", "twoObj", [
                title,
                placeholder("", 1, "Left", (0.6, 1.65, 5.9, 4.75)),
                placeholder("", 2, "Right", (6.83, 1.65, 5.9, 4.75)),
                *feet,
            ]),
            Layout("Content + Image", "", [
                placeholder("title", None, "Title", (0.6, 0.45, 6.4, 1.1), anchor="b"),
                placeholder("body", 1, "Text", (0.6, 1.75, 6.4, 4.7)),
                placeholder("pic", 15, "Image", (7.45, 1.2, 5.28, 5.35)),
                *feet,
            ]),
            Layout("Title Only", "titleOnly", [title, *feet]),
            Layout("Blank", "blank", feet),
            Layout(
                "Thank you",
                "",
                [
                    *cover,
                    placeholder("ctrTitle", None, "Title", (0.95, 2.05, 6.6, 1.75), style(44, "FFFFFF", bold=True), anchor="b"),
                    placeholder("body", 16, "Contact", (0.95, 3.9, 6.2, 1.3), white),
                ],
                ground(shade),
                shows_master=False,
            ),
        ],
        media={"logo": _logo((11, 42, 74), (214, 96, 42)), "light": _logo((255, 255, 255), (214, 96, 42)), "cover": _harbour()},
    )  # fmt: skip


def main() -> int:
    """Write the file that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"usage: {sys.argv[0]} FILE.pptx\n")
        return 2
    Path(sys.argv[1]).write_bytes(write(halden()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
