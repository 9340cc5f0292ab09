"""What the layout engine reads otherwise than office programs do, put in its own terms, in memory only.

It counts the insets of a text in a rectangle with round corners from the sides of its box; it lays the columns of every
table from left to right; it sets a label of a chart as one run of one direction, in which numbers and Latin words would
be read backwards, and so the digits of Arabic and Persian everywhere; and it shows `_x005F_` where that stands for an
underscore.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import groupby

from lxml import etree

from ..core.layout import presets
from ..core.text import bidi

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_RTL_TABLE = re.compile(r'<a:tblPr[^>]*\brtl="(?:1|true)"')
_UNDERSCORE = "_x005F_"
_DIGITS = "\u0660-\u0669\u06f0-\u06f9"
_NUMBER = re.compile(f"[{_DIGITS}][{_DIGITS}\u066b\u066c.,]*[{_DIGITS}]")
_TURNED = str.maketrans("()[]{}<>«»", ")(][}{><»«")

_SHAPE = re.compile(r"<p:sp>.*?</p:sp>", re.DOTALL)
_PRESET = re.compile(
    r'<a:ext cx="(\d+)" cy="(\d+)"/></a:xfrm>'
    r'<a:prstGeom prst="(roundRect)">(.*?)</a:prstGeom>',
    re.DOTALL,
)
_GUIDE = re.compile(r'<a:gd name="(\w+)" fmla="val (-?\d+)"/>')
_BODY = re.compile(r"<a:bodyPr[^>]*>")
_INSET = re.compile(r'(?<= )(lIns|tIns|rIns|bIns)="(-?\d+)"')
_SIDES = ("lIns", "tIns", "rIns", "bIns")


def translated(deck: bytes, texts: Mapping[str, str]) -> bytes:
    """Return `deck` as the engine understands it; `texts` holds its slides and charts by part name."""
    changed: dict[str, bytes] = {}
    for name, text in texts.items():
        plain = text.replace(_UNDERSCORE, "_")
        if name.startswith("ppt/slides/"):
            plain = _SHAPE.sub(_with_margins, plain)
            plain = _NUMBER.sub(lambda number: number.group()[::-1], plain)
        if name.startswith("ppt/slides/") and _RTL_TABLE.search(plain):
            changed[name] = _tables(plain)
        elif name.startswith("ppt/charts/") and _backwards(plain):
            changed[name] = _labels(plain)
        elif plain != text:
            changed[name] = plain.encode()
    if not changed:
        return deck
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(deck)) as package, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
        for name in package.namelist():
            copy.writestr(name, changed[name] if name in changed else package.read(name))
    return buffer.getvalue()


def _with_margins(shape: re.Match[str]) -> str:
    """Return a shape whose insets, where it names any, count from the sides of its box."""
    text = shape.group()
    preset = _PRESET.search(text)
    if preset is None:
        return text
    guides = {name: int(value) for name, value in _GUIDE.findall(preset[4])}
    margins = presets.margins(preset[3], guides, float(preset[1]), float(preset[2]))
    more = dict(zip(_SIDES, margins, strict=True))
    return _BODY.sub(
        lambda body: _INSET.sub(lambda inset: f'{inset[1]}="{int(inset[2]) + round(more[inset[1]])}"', body.group()),
        text,
        count=1,
    )


def _backwards(text: str) -> bool:
    """Return whether the engine sets something of `text` from right to left."""
    return bidi.strong(text) or _NUMBER.search(text) is not None


def _tables(text: str) -> bytes:
    root = etree.fromstring(text.encode(), _PARSER)
    for table in root.iter(f"{_A}tbl"):
        properties = table.find(f"{_A}tblPr")
        if properties is None or properties.get("rtl") not in ("1", "true"):
            continue
        for row in (*table.iter(f"{_A}tblGrid"), *table.iter(f"{_A}tr")):
            cells = [cell for cell in row if cell.tag in (f"{_A}gridCol", f"{_A}tc")]
            for cell in cells:
                row.remove(cell)
            row[:0] = cells[::-1]
    return _serialised(root)


def _labels(text: str) -> bytes:
    root = etree.fromstring(text.encode(), _PARSER)
    for element in root.iter(f"{_C}v", f"{_A}t"):
        if element.text and _backwards(element.text):
            element.text = _read_backwards(element.text)
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text


def _read_backwards(label: str) -> str:
    """Return a label whose numbers and Latin words stand right when all of it is set from right to left."""
    levels = bidi.levels(label, rtl=True)
    parts = []
    for odd, group in groupby(zip(levels, label, strict=True), key=lambda pair: pair[0] % 2):
        part = "".join(char for _, char in group)
        parts.append(part if odd else part[::-1].translate(_TURNED))
    return "".join(parts)
