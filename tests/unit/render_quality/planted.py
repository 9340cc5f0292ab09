"""A good deck, and for each rule of the quality report a defect to plant in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from deckwire_contracts import SLIDE, Slide
from deckwire_render.core.pptx import Built, DeckSlide, build
from lxml import etree
from PIL import Image

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
POINT = 12700

COVER, AGENDA, SECTION, CARDS, CHART, TABLE, NUMBERS, SECTION_2, PICTURE, COLUMNS, CLOSING = range(1, 12)

Parts = dict[str, bytes]


def slide(kind: str, title: str, **fields: Any) -> Slide:
    return SLIDE.validate_python({"type": kind, "title": title, "notes": "Say where it came from.", **fields})


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (640, 360), (40, 90, 160)).save(stream, "PNG")
    return stream.getvalue()


def _slides() -> list[Slide]:
    series = [{"name": "Renewal rate", "values": [94, 81, 86, 78]}]
    chart = {"kind": "column", "categories": ["North", "South", "East", "West"], "series": series, "unit": "%"}
    point = {"text": "Onboarding in one day", "detail": "New customers reach their first report within a day."}
    table = {
        "headers": ["Region", "Accounts", "Rate"],
        "rows": [["North", "412", "94 %"], ["South", "298", "81 %"], ["East", "355", "86 %"], ["West", "120", "78 %"]],
    }
    column = {"heading": "Build", "items": ["Full control over data", "Nine months until first use", "Two teams"]}
    stat = {"value": "91 %", "label": "of contracts were renewed", "delta": "+6 points"}
    return [
        slide("title", "Retention rose", subtitle="What drove it, and what to do next", byline="October 2026"),
        slide("agenda", "What we will cover", items=["Where we stand", "What it cost", "What is next", "Questions"]),
        slide("section", "Where we stand", subtitle="Three regions, one direction"),
        slide("bullets", "Three changes explain it", items=[point] * 3),
        slide("chart", "The north leads", chart=chart, takeaway="The north renewed most."),
        slide("table", "Regional results in detail", table=table, takeaway="The north leads by eight points."),
        slide("big_number", "Three numbers to keep", stats=[stat] * 3, context="Year on year, all regions."),
        slide("section", "What it cost"),
        slide("image_text", "The north showed how", lead="A pilot that anyone could copy.",
              items=["Weekly calls with every customer", "One plan for all of the regions"],
              image={"prompt": "mountains", "alt": "A mountain range"}),
        slide("two_columns", "Build or buy the next part", left=column, right=column),
        slide("closing", "Keep what worked", takeaways=["The plan works", "The pilot can be copied"],
              call_to_action="Approve the second year", contact="a@b.example"),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def base() -> Built:
    """The good deck."""
    data = _picture()
    return build(
        [
            DeckSlide(s, f"s{n}", data if s.image else None, "image/png", s.image.alt if s.image else "")
            for n, s in enumerate(_slides(), 1)
        ],
        title="Retention",
    )


def parts(deck: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(held: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in held.items():
            package.writestr(name, data)
    return stream.getvalue()


@contextmanager
def opened(held: Parts, name: str) -> Iterator[Any]:
    """Give the root element of a part to be changed."""
    root = etree.fromstring(held[name])
    yield root
    held[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@contextmanager
def on(held: Parts, number: int) -> Iterator[Any]:
    with opened(held, f"ppt/slides/slide{number}.xml") as root:
        yield root


def texts(root: Any) -> list[Any]:
    """Return the shapes with text that are neither title nor furniture, those that say most first."""
    found = []
    for shape in root.iter(f"{P}sp"):
        slot = next(shape.iter(f"{P}ph"), None)
        kind = slot.get("type", "obj") if slot is not None else ""
        if kind not in {"title", "ctrTitle", "ftr", "sldNum"} and said(shape):
            found.append(shape)
    return sorted(found, key=lambda shape: -len(said(shape)))


def title(root: Any) -> Any:
    slots = [s for s in root.iter(f"{P}ph") if s.get("type") in {"title", "ctrTitle"}]
    return slots[0].getparent().getparent().getparent()


def frame(root: Any) -> Any:
    """Return the chart or table of a slide."""
    return next(root.iter(f"{P}graphicFrame"))


def picture(root: Any) -> Any:
    return next(root.iter(f"{P}pic"))


def said(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{A}t"))


def described(element: Any) -> Any:
    return next(element.iter(f"{P}cNvPr"))


def box(
    root: Any, text: str, x: float, y: float, w: float, h: float, *, pt: float = 16, fill: str = "", link: str = ""
) -> Any:
    """Add a text box in points at the end of the slide; ink is nearly black, `fill` `RRGGBB`."""
    tree = next(root.iter(f"{P}spTree"))
    number = max(int(n.get("id")) for n in root.iter(f"{P}cNvPr")) + 1
    ground = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    ink = '<a:solidFill><a:srgbClr val="202020"/></a:solidFill>'
    style = f'<a:rPr lang="en-US" sz="{round(pt * 100)}">{ink}{click}</a:rPr>'
    body = "".join(f"<a:p><a:r>{style}<a:t>{line}</a:t></a:r></a:p>" if line else "<a:p/>" for line in text.split("\n"))
    shape = etree.fromstring(
        f'<p:sp xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}" xmlns:r="{R[1:-1]}"><p:nvSpPr>'
        f'<p:cNvPr id="{number}" name="Box {number}"/>'
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>{body}</p:txBody></p:sp>'
    )
    place(shape, x, y, w, h)
    tree.append(shape)
    return shape


def say(element: Any, text: str) -> None:
    """Let an object's first run say `text`, and nothing else."""
    first, *others = list(element.iter(f"{A}t"))
    first.text = text
    for other in others:
        other.text = ""


def place(
    element: Any, x: float | None = None, y: float | None = None, w: float | None = None, h: float | None = None
) -> None:
    """Move and size an object; points."""
    form = next(element.iter(f"{A}xfrm", f"{P}xfrm"))
    off, ext = form.find(f"{A}off"), form.find(f"{A}ext")
    for target, key, value in ((off, "x", x), (off, "y", y), (ext, "cx", w), (ext, "cy", h)):
        if value is not None:
            target.set(key, str(round(value * POINT)))


def size(element: Any, points: float) -> None:
    for run in element.iter(f"{A}rPr"):
        run.set("sz", str(round(points * 100)))


def paint(element: Any, colour: str) -> None:
    """Give the runs of an object another colour, `RRGGBB`."""
    for run in element.iter(f"{A}rPr"):
        for old in run.findall(f"{A}solidFill"):
            fill = etree.fromstring(f'<a:solidFill xmlns:a="{A[1:-1]}"><a:srgbClr val="{colour}"/></a:solidFill>')
            run.replace(old, fill)


Plant = Callable[[Parts], None]


@dataclass(frozen=True)
class Planted:
    """A defect: what is done to the good deck, or another deck beside its own good twin; how grave it is."""

    plant: Plant
    severity: str = "error"
    twin: Callable[[], Built] = base


PLANTED: dict[str, list[Planted]] = {}


def planted(rule: str, severity: str = "error", twin: Callable[[], Built] = base) -> Callable[[Plant], Plant]:
    def keep(plant: Plant) -> Plant:
        PLANTED.setdefault(rule, []).append(Planted(plant, severity, twin))
        return plant

    return keep
