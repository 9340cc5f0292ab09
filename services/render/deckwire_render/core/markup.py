# ruff: noqa: E501 - a line of markup is easier to read whole
"""Composed elements as PresentationML: text, fills, shapes, pictures, tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from deckwire_contracts.text import sanitize

from .icons import Command
from .layout import presets
from .layout.ir import (
    Box,
    ChartFrame,
    Element,
    Fill,
    Gradient,
    Inherits,
    Paragraph,
    Picture,
    Placeholder,
    Shape,
    TableFrame,
    Text,
)
from .text import voices
from .themes.model import Paint

EMU = 12700
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
# A table without style of its own: every rule and fill is written into the cells.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# Coordinates of a drawn path are written as whole parts of this.
_SCALE = 100000
_DRAWN = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}
_HANGING = ("ja", "zh", "ko")
_ESCAPED_CHAR = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """Return `text` as it may stand in XML: sanitized, a literal `_x0041_` kept from being read as a character."""
    text = sanitize(text)
    if "_x" in text:
        text = _ESCAPED_CHAR.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str, limit: int = 0) -> str:
    """Return `text` for an attribute value; line ends become blanks; cut to `limit` characters if given.

    Attributes know no `_xHHHH_` notation, so none is escaped here.
    """
    text = " ".join(sanitize(text).split())
    if limit:
        text = text[:limit]
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def emu(points: float) -> int:
    """Return points as English metric units."""
    return round(points * EMU)


def colour(paint: Paint) -> str:
    """Return a theme colour as `a:schemeClr`."""
    inner = ""
    if paint.lum_mod != 100:
        inner += f'<a:lumMod val="{paint.lum_mod * 1000}"/>'
    if paint.lum_off:
        inner += f'<a:lumOff val="{paint.lum_off * 1000}"/>'
    if paint.alpha != 100:
        inner += f'<a:alpha val="{paint.alpha * 1000}"/>'
    return f'<a:schemeClr val="{paint.slot}">{inner}</a:schemeClr>' if inner else f'<a:schemeClr val="{paint.slot}"/>'


def fill(value: Fill | None) -> str:
    """Return a fill, or the statement that there is none."""
    if value is None:
        return "<a:noFill/>"
    if isinstance(value, Gradient):
        stops = "".join(f'<a:gs pos="{round(at * 1000)}">{colour(paint)}</a:gs>' for at, paint in value.stops)
        return (
            f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>'
            f'<a:lin ang="{round(value.angle * 60000)}" scaled="0"/></a:gradFill>'
        )
    return f"<a:solidFill>{colour(value)}</a:solidFill>"


def line(paint: Paint | None, width: float, *, rounded: bool = False) -> str:
    """Return an outline of `width` points, with round ends and corners if asked, or that there is none."""
    if paint is None:
        return "<a:ln><a:noFill/></a:ln>"
    if rounded:
        ink = f"<a:solidFill>{colour(paint)}</a:solidFill>"
        return f'<a:ln w="{emu(width)}" cap="rnd">{ink}<a:round/></a:ln>'
    return f'<a:ln w="{emu(width)}"><a:solidFill>{colour(paint)}</a:solidFill></a:ln>'


def xfrm(box: Box, tag: str = "a:xfrm", *, flip_h: bool = False) -> str:
    """Return position and size."""
    flip = ' flipH="1"' if flip_h else ""
    x, y = emu(box.x), emu(box.y)
    return (
        f'<{tag}{flip}><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{max(0, emu(box.right) - x)}" cy="{max(0, emu(box.bottom) - y)}"/></{tag}>'
    )


@lru_cache(maxsize=512)
def drawn(commands: tuple[Command, ...]) -> str:
    """Return the commands of a path whose coordinates are fractions of its box; the same icons come again and again."""
    found = []
    for letter, numbers in commands:
        points = "".join(
            f'<a:pt x="{round(x * _SCALE)}" y="{round(y * _SCALE)}"/>'
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        )
        found.append(f"<a:{_DRAWN[letter]}>{points}</a:{_DRAWN[letter]}>" if points else f"<a:{_DRAWN[letter]}/>")
    return "".join(found)


def geometry(shape: Shape) -> str:
    """Return the preset or custom geometry of a shape."""
    if shape.geometry == "custom":
        straight: tuple[Command, ...] = (*(("L", point) for point in shape.path), ("Z", ()))
        body = drawn(shape.outline or (("M", shape.path[0]), *straight[1:]))
        # Strokes that enclose nothing are not to be filled, whatever a program would fill a new shape with.
        bare = ' fill="none"' if shape.fill is None else ""
        return (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{_SCALE}" h="{_SCALE}"{bare}>{body}</a:path></a:pathLst></a:custGeom>'
        )
    guides = "".join(f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in shape.adjust)
    return f'<a:prstGeom prst="{shape.geometry}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


@dataclass
class Writer:
    """Writes the elements of one slide; counts ids so that no two shapes share one.

    `slots` maps the index that an element is composed for to the placeholder of the slide's layout that takes it;
    an element for another index becomes an ordinary shape. `links` collects (relationship placeholder, slide number) of jumps to other slides.
    """

    language: str
    rtl: bool = False
    slots: Mapping[int, Placeholder] = field(default_factory=dict)
    next_id: int = 2
    links: dict[str, int] = field(default_factory=dict)

    def take_id(self) -> int:
        """Return an id that no shape of the slide has yet."""
        taken = self.next_id
        self.next_id += 1
        return taken

    def _properties(self, name: str, *, alt: str = "", decorative: bool = False, link: int | None = None) -> str:
        n = self.take_id()
        described = f' descr="{attribute(alt, 1000)}"' if alt else ""
        inner = ""
        if link is not None:
            key = f"rIdLink{link}"
            self.links[key] = link
            inner += f'<a:hlinkClick r:id="{key}" action="ppaction://hlinksldjump"/>'
        if decorative:
            inner += _DECORATIVE
        return f'<p:cNvPr id="{n}" name="{attribute(name or "Shape")} {n}"{described}>{inner}</p:cNvPr>'

    def _slot(self, placeholder: Placeholder | None) -> str:
        taken = self.slots.get(placeholder.idx) if placeholder is not None else None
        return f"<p:nvPr>{slot(taken)}</p:nvPr>" if taken is not None else "<p:nvPr/>"

    def run(self, paragraph: Paragraph, kind: str, language: str = "") -> str:
        """Return the run properties of a paragraph as element `kind` (`a:rPr` or `a:endParaRPr`)."""
        spoken = voices.attributes(language or self.language)
        bold = ' b="1"' if paragraph.bold else ' b="0"'
        italic = ' i="1"' if paragraph.italic else ""
        # Capitals are a matter of looks: search, copy and speech keep the words as they are.
        caps = ' cap="all"' if paragraph.caps else ""
        font = f'<a:latin typeface="{"+mj-lt" if paragraph.display else "+mn-lt"}"/>'
        return (
            f'<{kind} {spoken} sz="{round(paragraph.size * 100)}"{bold}{italic}{caps} dirty="0">'
            f"<a:solidFill>{colour(paragraph.paint)}</a:solidFill>{font}</{kind}>"
        )

    def paragraph(self, paragraph: Paragraph, *, page_number: bool = False) -> str:
        """Return `a:p` with everything explicit."""
        rtl = ' rtl="1"' if self.rtl else ""
        # Lines are measured with their full stops inside the box, so none may hang out of it.
        hanging = ' hangingPunct="0"' if self.language[:2] in _HANGING else ""
        words = ' eaLnBrk="0"' if voices.breaks_by_word(self.language) else ""
        spacing = round(paragraph.pitch / 1.2 * 100) * 1000
        before = round(paragraph.space_before * 100)
        properties = (
            f'<a:pPr algn="{paragraph.align}"{rtl}{words}{hanging}><a:lnSpc><a:spcPct val="{spacing}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef></a:pPr>'
        )
        style = self.run(paragraph, "a:rPr")
        if page_number:
            guid = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
            return f'<a:p>{properties}<a:fld id="{guid}" type="slidenum">{style}<a:t>{clean(paragraph.text)}</a:t></a:fld></a:p>'
        runs = [self._runs(paragraph, part, style) for part in paragraph.text.split("\n")]
        body = f"<a:br>{style}</a:br>".join(runs) if paragraph.text else self.run(paragraph, "a:endParaRPr")
        return f"<a:p>{properties}{body}</a:p>"

    def _runs(self, paragraph: Paragraph, text: str, style: str) -> str:
        """Return one line as runs, one for each language that its scripts tell; `style` is that of the deck's own."""
        return "".join(
            f"<a:r>{style if language == self.language else self.run(paragraph, 'a:rPr', language)}"
            f"<a:t>{clean(part)}</a:t></a:r>"
            for part, language in voices.stretches(text, self.language)
        )

    def body(self, shape: Shape, text: Text, *, page_number: bool = False) -> str:
        """Return the text body of a shape, of fixed size: no program may shrink or grow it."""
        margins = presets.margins(shape.geometry, dict(shape.adjust), shape.box.w, shape.box.h)
        left, top, right, bottom = (
            emu(max(0.0, inset - margin)) for inset, margin in zip(text.inset, margins, strict=True)
        )
        rtl = ' rtlCol="1"' if self.rtl else ' rtlCol="0"'
        paragraphs = "".join(self.paragraph(p, page_number=page_number) for p in text.paragraphs)
        return (
            f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
            f'{rtl} anchor="{text.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody>'
        )

    def element(self, element: Element, rel: str = "") -> str:
        """Return an element; `rel` is the relationship of its picture or chart."""
        if isinstance(element, Shape):
            return self.connector(element) if element.geometry == "line" else self.shape(element)
        if isinstance(element, Picture):
            return self.picture(element, rel)
        if isinstance(element, ChartFrame):
            return self.chart(element, rel)
        return self.table(element)

    def connector(self, shape: Shape) -> str:
        """Return a straight line."""
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._properties(shape.name or 'Line', decorative=True)}<p:cNvCxnSpPr/>"
            f"<p:nvPr/></p:nvCxnSpPr><p:spPr>{xfrm(shape.box)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line(shape.stroke, shape.stroke_w)}</p:spPr></p:cxnSp>'
        )

    def shape(self, shape: Shape) -> str:
        """Return an autoshape, text box or placeholder."""
        text = shape.text
        link = next((p.link for p in text.paragraphs if p.link is not None), None) if text else None
        properties = self._properties(shape.name, alt=shape.alt, decorative=shape.decorative, link=link)
        placed = self._slot(shape.placeholder)
        is_box = text is not None and shape.fill is None and placed == "<p:nvPr/>"
        kind = ' txBox="1"' if is_box else ""
        locks = '<a:spLocks noGrp="1"/>' if placed != "<p:nvPr/>" else ""
        number = shape.placeholder is not None and shape.placeholder.type == "sldNum"
        if shape.inherits and text and locks:
            return (
                f"<p:sp><p:nvSpPr>{properties}<p:cNvSpPr>{locks}</p:cNvSpPr>{placed}</p:nvSpPr>"
                f"{self._inherited(shape, shape.inherits, text, page_number=number)}</p:sp>"
            )
        body = self.body(shape, text, page_number=number) if text else ""
        return (
            f"<p:sp><p:nvSpPr>{properties}<p:cNvSpPr{kind}>{locks}</p:cNvSpPr>{placed}</p:nvSpPr>"
            f"<p:spPr>{xfrm(shape.box, flip_h=shape.flip_h)}{geometry(shape)}{fill(shape.fill)}"
            f"{line(shape.stroke, shape.stroke_w, rounded=bool(shape.outline))}</p:spPr>{body}</p:sp>"
        )

    def _inherited(self, shape: Shape, inherits: Inherits, text: Text, *, page_number: bool) -> str:
        """Return place and text of a shape that leaves to its placeholder all but what it names."""
        place = "<p:spPr/>" if inherits.box else f"<p:spPr>{xfrm(shape.box)}</p:spPr>"
        paragraphs = []
        for p in text.paragraphs:
            size = "" if inherits.size else f' sz="{round(p.size * 100)}"'
            paint = "" if inherits.paint else f"<a:solidFill>{colour(p.paint)}</a:solidFill>"
            font = f'<a:latin typeface="{inherits.font}"/>' if inherits.font else ""
            run = f'<a:rPr lang="{self.language}"{size} dirty="0">{paint}{font}</a:rPr>'
            turned = ' algn="r"' if self.rtl and p.align != "ctr" else ""
            properties = f'<a:pPr{turned} rtl="1"/>' if self.rtl else ""
            if page_number:
                guid = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
                body = f'<a:fld id="{guid}" type="slidenum">{run}<a:t>{clean(p.text)}</a:t></a:fld>'
            else:
                runs = [f"<a:r>{run}<a:t>{clean(part)}</a:t></a:r>" for part in p.text.split("\n")]
                body = f"<a:br>{run}</a:br>".join(runs)
            paragraphs.append(f"<a:p>{properties}{body}</a:p>")
        inset = "" if inherits.inset else f' rIns="{emu(text.inset[2])}"'
        return (
            f"{place}<p:txBody><a:bodyPr{inset}><a:noAutofit/></a:bodyPr><a:lstStyle/>{''.join(paragraphs)}</p:txBody>"
        )

    def picture(self, picture: Picture, rel: str) -> str:
        """Return a picture cropped to its box."""
        left, top, right, bottom = (round(c * 100000) for c in picture.crop)
        crop = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>' if any(picture.crop) else ""
        return (
            f"<p:pic><p:nvPicPr>{self._properties(picture.name, alt=picture.alt)}"
            f'<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>{self._slot(picture.placeholder)}</p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{rel}"/>{crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{xfrm(picture.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def _frame(self, element: ChartFrame | TableFrame, uri: str, content: str) -> str:
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._properties(element.name, alt=element.alt)}"
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
            f"{self._slot(element.placeholder)}</p:nvGraphicFramePr>{xfrm(element.box, 'p:xfrm')}"
            f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{uri}">{content}'
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def chart(self, chart: ChartFrame, rel: str) -> str:
        """Return the frame of a native chart."""
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        return self._frame(chart, "chart", f'<c:chart xmlns:c="{space}" r:id="{rel}"/>')

    def table(self, table: TableFrame) -> str:
        """Return a native table with a rule under each of its rows."""
        rtl = ' rtl="1"' if self.rtl else ""
        columns = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in table.widths)
        rows = []
        for row in table.rows:
            rule = (row.rule or table.line, row.rule_w)
            cells = "".join(self._cell(c.text, c.fill, rule) for c in row.cells)
            rows.append(f'<a:tr h="{emu(row.height)}">{cells}</a:tr>')
        return self._frame(
            table,
            "table",
            f'<a:tbl><a:tblPr{rtl} firstRow="1"><a:tableStyleId>{_PLAIN_TABLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>",
        )

    def _cell(self, text: Text, ground: Paint | None, rule: tuple[Paint, float]) -> str:
        left, top, right, bottom = (emu(i) for i in text.inset)
        paragraphs = "".join(self.paragraph(p) for p in text.paragraphs)
        none = "<a:noFill/>"
        borders = "".join(f'<a:{side} w="0">{none}</a:{side}>' for side in ("lnL", "lnR", "lnT"))
        border = f'<a:lnB w="{emu(rule[1])}" cap="flat" cmpd="sng" algn="ctr"><a:solidFill>{colour(rule[0])}</a:solidFill></a:lnB>'
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
            f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{text.anchor}">'
            f"{borders}{border}{fill(ground)}</a:tcPr></a:tc>"
        )


def slot(placeholder: Placeholder) -> str:
    """Return `p:ph`; titles are found by type alone."""
    if placeholder.type in ("title", "ctrTitle"):
        return f'<p:ph type="{placeholder.type}"/>'
    size = ' sz="quarter"' if placeholder.type in ("ftr", "sldNum") else ""
    return f'<p:ph type="{placeholder.type}"{size} idx="{placeholder.idx}"/>'
