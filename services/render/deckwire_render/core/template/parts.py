# ruff: noqa: E501 - a line of markup is easier to read whole
"""The parts of a template as text: theme, master, layouts, notes master."""

from __future__ import annotations

from dataclasses import replace

from ..layout import grid, logos, motifs, trims
from ..layout.compose import compose
from ..layout.context import Context, PictureInfo, Place
from ..layout.ir import Box, ChartFrame, Element, Picture, Placeholder, Role, Shape, SlideLayout, TableFrame
from ..layout.samples import samples
from ..markup import NS, Writer, attribute, colour, emu, fill, geometry, line, slot, xfrm
from ..themes.model import Logo, Paint, Theme
from .shell import GROUP, HEAD

_TYPES = {
    "title": "title",
    "section": "secHead",
    "two_columns": "twoObj",
    "comparison": "twoTxTwoObj",
    "chart": "chart",
    "table": "tbl",
}
# Layouts with a panel of their own along the left edge.
_UNTRIMMED = frozenset({"closing"})
# Fonts for scripts that the named fonts lack, as Office themes list them.
_SCRIPTS = (
    ("Jpan", "Yu Gothic"), ("Hang", "Malgun Gothic"), ("Hans", "Microsoft YaHei"), ("Hant", "Microsoft JhengHei"),
    ("Arab", "Arial"), ("Hebr", "Arial"), ("Thai", "Tahoma"), ("Deva", "Mangal"), ("Beng", "Vrinda"),
    ("Taml", "Latha"), ("Viet", "Arial"),
)  # fmt: skip


def theme_part(theme: Theme) -> str:
    """Return the theme part."""
    fallback = "".join(f'<a:font script="{script}" typeface="{name}"/>' for script, name in _SCRIPTS)
    slots = theme.slots
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{slots[name]}"/></a:{name}>'
        for name in ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    )

    def font(tag: str, name: str) -> str:
        return f'<a:{tag}><a:latin typeface="{attribute(name)}"/><a:ea typeface=""/><a:cs typeface=""/>{fallback}</a:{tag}>'

    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    outline = "".join(
        f'<a:ln w="{w}"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' for w in (6350, 12700, 19050)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{attribute(theme.title)}">'
        f'<a:themeElements><a:clrScheme name="{attribute(theme.title)}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{attribute(theme.title)}">{font("majorFont", theme.heading_font)}{font("minorFont", theme.body_font)}</a:fontScheme>'
        f'<a:fmtScheme name="Flat"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{outline}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _map(theme: Theme) -> str:
    pairs = (
        {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
        if theme.dark
        else {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    )
    names = {**pairs, **{f"accent{n}": f"accent{n}" for n in range(1, 7)}, "hlink": "hlink", "folHlink": "folHlink"}
    return "<p:clrMap " + " ".join(f'{k}="{v}"' for k, v in names.items()) + "/>"


def _background(paint: Paint) -> str:
    return f"<p:bg><p:bgPr><a:solidFill>{colour(paint)}</a:solidFill><a:effectLst/></p:bgPr></p:bg>"


def _levels(theme: Theme) -> str:
    found = []
    for n, size in enumerate((20, 18, 16, 14, 14, 14, 14, 14, 14)):
        indent = 228600
        found.append(
            f'<a:lvl{n + 1}pPr marL="{indent * (n + 1)}" indent="-{indent}" algn="l" rtl="0" eaLnBrk="1" hangingPunct="1">'
            '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef>'
            f'<a:buClr>{colour(theme.accent())}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
            f'<a:defRPr sz="{size * 100}" kern="1200"><a:solidFill>{colour(theme.ink)}</a:solidFill>'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
            f"</a:lvl{n + 1}pPr>"
        )
    return "".join(found)


def _other(theme: Theme) -> str:
    return "".join(
        f'<a:lvl{n}pPr marL="0" algn="l" rtl="0" eaLnBrk="1" hangingPunct="1"><a:defRPr sz="1800" kern="1200">'
        f'<a:solidFill>{colour(theme.ink)}</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )


def _prompt(
    kind: str,
    idx: int,
    n: int,
    name: str,
    box: Box,
    prompt: str,
    style: str,
    *,
    anchor: str = "t",
    size: str = "",
    inset: str = 'lIns="0" tIns="0" rIns="0" bIns="0"',
    look: str = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
) -> str:
    number = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    )
    runs = number if kind == "sldNum" else f'<a:r><a:rPr lang="en-US"/><a:t>{attribute(prompt)}</a:t></a:r>'
    if kind == "ftr":
        runs = ""
    del size
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{n}" name="{attribute(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{slot(Placeholder(kind, idx))}</p:nvPr></p:nvSpPr><p:spPr>{xfrm(box)}{look}</p:spPr>"
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" {inset} rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle>{style}</a:lstStyle><a:p>{runs or ""}<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def master_part(theme: Theme, layouts: int, *, rtl: bool = False) -> str:
    """Return the slide master; its layouts are related as rId1 … and its theme after them."""
    side = "r" if rtl else "l"
    small = f'<a:lvl1pPr algn="{side}"><a:defRPr sz="1000"><a:solidFill>{colour(theme.muted)}</a:solidFill></a:defRPr></a:lvl1pPr>'
    right = small.replace(f'algn="{side}"', f'algn="{"l" if rtl else "r"}"')
    foot = Box(grid.FOOT.x, grid.FOOT.y, grid.WIDTH - 90.0, grid.FOOT.h)
    number = Box(grid.RIGHT - 60.0, grid.FOOT.y, 60.0, grid.FOOT.h)
    boxes = [b.mirrored() if rtl else b for b in (foot, number)]
    shapes = (
        _prompt("title", 0, 2, "Title Placeholder", grid.TITLE, "Click to edit the title", "", anchor="b")
        + _body_placeholder()
        + _prompt("ftr", 3, 4, "Footer Placeholder", boxes[0], "", small, anchor="ctr")
        + _prompt("sldNum", 4, 5, "Slide Number Placeholder", boxes[1], "", right, anchor="ctr")
    )
    trim = "".join(Writer("en-US", rtl, next_id=6 + n).shape(s) for n, s in enumerate(trims.content(theme, rtl=rtl)))
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(layouts))
    title = (
        f'<a:lvl1pPr algn="{side}"{" rtl=" + chr(34) + "1" + chr(34) if rtl else ""} eaLnBrk="1" hangingPunct="1"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{round(theme.title_size * 100)}" b="{int(not theme.light_heads)}" kern="1200"><a:solidFill>{colour(theme.ink)}</a:solidFill>'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    levels = _levels(theme)
    if rtl:
        levels = levels.replace('algn="l" rtl="0"', 'algn="r" rtl="1"').replace("marL=", "marR=")
    return (
        f"{HEAD}<p:sldMaster {NS}><p:cSld>{_background(theme.ground)}<p:spTree>{GROUP}{trim}{shapes}</p:spTree></p:cSld>"
        f'{_map(theme)}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>'
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{_other(theme)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _body_placeholder() -> str:
    lines = "".join(
        f'<a:p><a:pPr lvl="{n}"/><a:r><a:rPr lang="en-US"/><a:t>{word} level</a:t></a:r></a:p>'
        for n, word in enumerate(("First", "Second", "Third", "Fourth", "Fifth"))
    )
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Text Placeholder"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(grid.BODY)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{lines}</p:txBody></p:sp>"
    )


def _backdrop(key: str, theme: Theme) -> list[Shape]:
    """Return the shapes that belong to a layout rather than to its slides."""
    if key in ("title", "closing.plain"):
        return motifs.cover(theme)
    if key in ("section", "quote.deep", "statement.deep", "big_number.deep"):
        return motifs.corner(theme)
    if key == "closing":
        return [Shape(Box(0.0, 0.0, 348.0, 540.0), Role.DECORATION, fill=theme.deep, name="Panel")]
    return []


def composed(key: str, theme: Theme, *, rtl: bool) -> SlideLayout:
    """Return the sample slide of a layout as it is composed."""
    sample = samples()[key]
    info = PictureInfo(1600, 900, "Picture", whole=sample.whole) if sample.pictured else None
    place = Place(section=1 if key.startswith("section") else 0, before=sample.turn)
    return compose(sample.slide, Context(theme, place, rtl=rtl, picture=info, deck_title="Footer"))[0]


def layout_part(key: str, name: str, sample: SlideLayout, theme: Theme, *, rtl: bool) -> str:
    """Return a layout whose placeholders stand where the sample's texts, pictures, charts and tables stand."""
    writer = Writer("en-US", rtl)
    shapes = []
    for shape in _backdrop(key, theme):
        if rtl:
            path = tuple((1.0 - x, y) for x, y in shape.path)
            shape = replace(shape, box=shape.box.mirrored(), path=path)  # noqa: PLW2901
        shapes.append(writer.shape(shape))
    for element in sample.elements:
        if element.placeholder is not None:
            shapes.append(_placeholder(element, writer.take_id(), theme, rtl=rtl))  # noqa: PERF401
    if theme.logo is not None:
        shapes.append(_logo(key, sample, theme, theme.logo, writer, rtl=rtl))
    kind = f' type="{_TYPES[key]}"' if key in _TYPES else ""
    ground = _background(sample.background) if sample.background != theme.ground else ""
    own = ' showMasterSp="0"' if ground or key in _UNTRIMMED else ""
    return (
        f'{HEAD}<p:sldLayout {NS}{own}{kind} preserve="1" userDrawn="1"><p:cSld name="{attribute(name)}">{ground}'
        f"<p:spTree>{GROUP}{''.join(shapes)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


LOGO_RELATION = "rId2"
"""The relationship of a layout to the picture of the logo."""


def _logo(key: str, sample: SlideLayout, theme: Theme, logo: Logo, writer: Writer, *, rtl: bool) -> str:
    """Return the logo as it stands on a layout, nothing on one without foot line that is no cover."""
    number = next((e.box for e in sample.elements if e.placeholder and e.placeholder.type == "sldNum"), None)
    if key.startswith("title"):
        placed = logos.on_cover(theme, logo, rtl=rtl)
    elif number is not None:
        placed = logos.in_foot(theme, logo, number, rtl=rtl)
    else:
        return ""
    plate = writer.shape(placed.plate) if placed.plate else ""
    return plate + writer.picture(placed.picture, LOGO_RELATION)


def _placeholder(element: Element, n: int, theme: Theme, *, rtl: bool) -> str:
    placeholder = element.placeholder
    assert placeholder is not None
    if isinstance(element, (Picture, ChartFrame, TableFrame)):
        what = {"pic": "Picture", "chart": "Chart", "tbl": "Table"}[placeholder.type]
        style = f'<a:lvl1pPr marL="0" marR="0" indent="0" algn="ctr"><a:buNone/><a:defRPr sz="1400"><a:solidFill>{colour(theme.muted)}</a:solidFill></a:defRPr></a:lvl1pPr>'
        look = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        if placeholder.type == "pic":
            look += fill(theme.surface)
        return _prompt(
            placeholder.type,
            placeholder.idx,
            n,
            f"{what} Placeholder",
            element.box,
            what,
            style,
            anchor="ctr",
            look=look,
        )
    text = element.text
    assert text is not None
    first = text.paragraphs[0]
    font = '<a:latin typeface="+mj-lt"/>' if first.display and placeholder.type not in ("title", "ctrTitle") else ""
    bold = f' b="{int(first.bold)}"'
    direction = ' rtl="1"' if rtl else ""
    style = (
        f'<a:lvl1pPr marL="0" marR="0" indent="0" algn="{first.align}"{direction}><a:lnSpc><a:spcPct val="{round(first.pitch / 1.2 * 100) * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{round(first.size * 100)}"{bold}>'
        f"<a:solidFill>{colour(first.paint)}</a:solidFill>{font}</a:defRPr></a:lvl1pPr>"
    )
    left, top, right, bottom = (emu(i) for i in text.inset)
    look = geometry(element) + (fill(element.fill) + line(element.stroke, element.stroke_w) if element.fill else "")
    return _prompt(
        placeholder.type,
        placeholder.idx,
        n,
        element.name,
        element.box,
        "Click to add a title" if element.role is Role.TITLE else element.name,
        style,
        anchor=text.anchor,
        inset=f'lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"',
        look=look,
    )
