"""Charts put in terms that the layout engine understands, in memory only.

The engine writes all numbers as in English and never in powers of ten, names every category however many there are,
takes an axis of dates for one of names, draws gaps as zero and stands the labels of lying bars at their foot.
PowerPoint and LibreOffice do none of that; so that a preview shows what they show, the engine is given a copy in which
these things are spelled out.
"""

from __future__ import annotations

import math
import re
import zipfile
from copy import deepcopy
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

from ..core.text import bidi
from ..core.text.numerals import Numerals

_PART = re.compile(r"ppt/charts/chart\d+\.xml$")
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CODE = re.compile(r'^(?:\[\$-([0-9A-F]+)\])?(?:"([^"]*)")?(#,##)?0(?:\.(0+))?(E\+00)?(?:"([^"]*)")?$')
_ODD = re.compile(rb'formatCode="(?:\[\$-|0\.0E)|<c:tickLblSkip|<c:dateAx>')
_SUNK = re.compile(rb'dLblPos val="outEnd".*<c:v>-', re.DOTALL)
_LYING = re.compile(rb'<c:barDir val="bar"/>.*<c:dLblPos val="outEnd"', re.DOTALL)
_THINNEST = "500"
_EPOCH = date(1899, 12, 30)
_POWERS = "0.0E+00"
_NATIVE = 6


def spelled_out(deck: bytes) -> bytes:
    """Return the deck with its charts as the engine can paint them, the same bytes when none needs it."""
    with zipfile.ZipFile(BytesIO(deck)) as package:
        changed = {}
        for name in package.namelist():
            if _PART.match(name):
                data = package.read(name)
                turned = bidi.strong(data.decode("utf-8", "replace"))
                if _ODD.search(data) or _gapped(data) or _SUNK.search(data) or _LYING.search(data) or turned:
                    changed[name] = _rewritten(data)
        if not changed:
            return deck
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
            for item in package.infolist():
                copy.writestr(item.filename, changed.get(item.filename) or package.read(item))
    return stream.getvalue()


def _gapped(data: bytes) -> bool:
    """Return whether a line lacks a value."""
    if b"<c:lineChart>" not in data:
        return False
    counts = {int(n) for n in re.findall(rb'<c:numCache>.*?<c:ptCount val="(\d+)"/>', data, re.DOTALL)}
    points = [cache.count(b"<c:pt ") for cache in re.findall(rb"<c:numCache>.*?</c:numCache>", data, re.DOTALL)]
    return any(found < max(counts, default=0) for found in points)


def _rewritten(data: bytes) -> bytes:
    from lxml import etree

    root = etree.fromstring(data)
    language = root.find(f"{_C}lang")
    tag = language.get("val") if language is not None else "en-US"
    for series in root.iter(f"{_C}ser"):
        _write_labels(series, str(tag))
        if series.getparent().tag == f"{_C}lineChart":
            _close_gaps(series)
    _lift_labels(root)
    _name_dates(root)
    _thin_names(root)
    _take_out_power(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _points(cache: Any) -> dict[int, Any]:
    return {int(point.get("idx")): point for point in cache.findall(f"{_C}pt")}


def _write_labels(series: Any, tag: str) -> None:
    """Write the text of every label whose number the engine would write otherwise, and clear labels below zero.

    The engine sets those upon their bars; at the foot of the bar they stand clear.
    """
    labels = series.find(f"{_C}dLbls")
    cache = series.find(f"{_C}val/{_C}numRef/{_C}numCache")
    if labels is None or cache is None:
        return
    own = {int(label.find(f"{_C}idx").get("val")): label for label in labels.findall(f"{_C}dLbl")}
    name = series.findtext(f"{_C}tx/{_C}strRef/{_C}strCache/{_C}pt/{_C}v") or ""
    anchor = 0
    for n, point in _points(cache).items():
        value = float(point.findtext(f"{_C}v"))
        source = own.get(n, labels)
        text = _label(source, value, tag, name)
        place = source.find(f"{_C}dLblPos")
        sunk = value < 0 and place is not None and place.get("val") == "outEnd"
        if text is None and not sunk:
            continue
        if source is labels:
            source = _copied(labels, n)
            labels.insert(anchor, source)
            anchor += 1
        if text is not None:
            _set_text(source, text)
        if sunk:
            source.find(f"{_C}dLblPos").set("val", "inBase")


def _lift_labels(root: Any) -> None:
    """Give the labels of lying bars to twins upon them that are too thin to be off their middle.

    The engine stands a label on the lower edge of its bar. Bars beside one another keep theirs: twins would double
    their legend.
    """
    for bars in list(root.iter(f"{_C}barChart")):
        series = bars.findall(f"{_C}ser")
        if bars.find(f"{_C}barDir").get("val") != "bar" or len(series) != 1 or series[0].find(f"{_C}dLbls") is None:
            continue
        twin = deepcopy(bars)
        series[0].remove(series[0].find(f"{_C}dLbls"))
        held = twin.find(f"{_C}ser")
        for place in ("idx", "order"):
            held.find(f"{_C}{place}").set("val", "1")
        # The engine would write the categories again.
        for name in held.iterfind(f"{_C}cat//{_C}v"):
            name.text = ""
        twin.find(f"{_C}gapWidth").set("val", _THINNEST)
        bars.addnext(twin)


def _copied(labels: Any, n: int) -> Any:
    """Return a label of its own for point `n` that is as all are."""
    found = labels.makeelement(f"{_C}dLbl")
    found.append(labels.makeelement(f"{_C}idx", {"val": str(n)}))
    for child in labels:
        if child.tag not in {f"{_C}dLbl", f"{_C}extLst"}:
            found.append(deepcopy(child))
    return found


def _label(source: Any, value: float, tag: str, name: str) -> str | None:
    """Return what a label says, None when the engine says the same or the label is off."""
    shown = source.find(f"{_C}showVal")
    number = source.find(f"{_C}numFmt")
    if shown is None or shown.get("val") != "1" or number is None:
        return None
    named = source.find(f"{_C}showSerName")
    name = name if named is not None and named.get("val") == "1" else ""
    found = _CODE.match(number.get("formatCode"))
    # A number after a name from right to left is set by the engine, which would read it backwards.
    if found is None or not (found[1] or found[5] or bidi.strong(name)):
        return None
    text = _written(value, found, tag)
    return f"{name}{source.findtext(f'{_C}separator') or ' '}{text}" if name else text


def _written(value: float, code: re.Match[str], tag: str) -> str:
    places = len(code[4] or "")
    if code[5]:
        return f"{value:.{places}E}"
    numerals = Numerals(tag, native=len(code[1] or "") > _NATIVE)
    return f"{code[2] or ''}{numerals.plain(value, places, grouped=bool(code[3]))}{code[6] or ''}"


def _set_text(label: Any, text: str) -> None:
    """Give a label its own text in the type that it has."""
    properties = label.find(f"{_C}txPr")
    style = properties.find(f"{_A}p/{_A}pPr/{_A}defRPr") if properties is not None else None
    tx = label.makeelement(f"{_C}tx")
    rich = _child(tx, f"{_C}rich")
    _child(rich, f"{_A}bodyPr")
    run = _child(_child(rich, f"{_A}p"), f"{_A}r")
    if style is not None:
        run_style = _child(run, f"{_A}rPr", dict(style.attrib))
        for part in style:
            run_style.append(deepcopy(part))
    _child(run, f"{_A}t").text = text
    label.insert(1, tx)


def _child(parent: Any, tag: str, attributes: dict[str, str] | None = None) -> Any:
    found = parent.makeelement(tag, attributes or {})
    parent.append(found)
    return found


def _close_gaps(series: Any) -> None:
    """Draw a line straight over its gaps, and level where it has not begun or has ended."""
    cache = series.find(f"{_C}val/{_C}numRef/{_C}numCache")
    if cache is None:
        return
    count = int(cache.find(f"{_C}ptCount").get("val"))
    known = {n: float(point.findtext(f"{_C}v")) for n, point in _points(cache).items()}
    if not known or len(known) == count:
        return
    filled = dict(known)
    places = sorted(known)
    for a, b in pairwise(places):
        for n in range(a + 1, b):
            filled[n] = known[a] + (known[b] - known[a]) * (n - a) / (b - a)
    filled.update(dict.fromkeys(range(places[0]), known[places[0]]))
    filled.update(dict.fromkeys(range(places[-1] + 1, count), known[places[-1]]))
    for point in cache.findall(f"{_C}pt"):
        cache.remove(point)
    for n in range(count):
        _child(_child(cache, f"{_C}pt", {"idx": str(n)}), f"{_C}v").text = repr(filled[n])


def _name_dates(root: Any) -> None:
    """Turn an axis of dates into one of names."""
    axis = root.find(f".//{_C}dateAx")
    if axis is None:
        return
    code = axis.find(f"{_C}numFmt").get("formatCode")
    axis.tag = f"{_C}catAx"
    for child in list(axis):
        if child.tag in {f"{_C}baseTimeUnit", f"{_C}majorUnit", f"{_C}majorTimeUnit"}:
            axis.remove(child)
    for reference in root.iter(f"{_C}cat"):
        cache = reference.find(f"{_C}numRef/{_C}numCache")
        if cache is None:
            continue
        last = ""
        for point in cache.findall(f"{_C}pt"):
            value = point.find(f"{_C}v")
            day = _EPOCH + timedelta(days=int(float(value.text)))
            text = f"{day:%Y}" if code == "yyyy" else f"{day:%Y-%m-%d}"
            value.text, last = ("", last) if text == last else (text, text)
        cache.remove(cache.find(f"{_C}formatCode"))
        cache.tag = f"{_C}strCache"
        cache.getparent().tag = f"{_C}strRef"


def _thin_names(root: Any) -> None:
    """Leave out the names of the categories that the axis skips."""
    skip = root.find(f".//{_C}catAx/{_C}tickLblSkip")
    if skip is None:
        return
    every = int(skip.get("val"))
    for cache in root.iterfind(f".//{_C}cat//{_C}strCache"):
        for n, point in _points(cache).items():
            if n % every:
                point.find(f"{_C}v").text = ""


def _take_out_power(root: Any) -> None:
    """Divide the values of an axis in powers of ten by one of them, and let the axis write it behind its numbers.

    Written out, a number of 300 digits leaves the axis no room for anything else.
    """
    form = next((f for f in root.iterfind(f".//{_C}valAx/{_C}numFmt") if f.get("formatCode") == _POWERS), None)
    if form is None:
        return
    caches = [c for kind in ("val", "yVal") for c in root.iterfind(f".//{_C}{kind}/{_C}numRef/{_C}numCache")]
    values = [point.find(f"{_C}v") for cache in caches for point in cache.findall(f"{_C}pt")]
    top = max((abs(float(value.text)) for value in values), default=0.0)
    if not top:
        return
    power = math.floor(math.log10(top))
    for value in values:
        value.text = repr(float(value.text) / 10.0**power)
    form.set("formatCode", f'0.0"E{power:+03d}"')
