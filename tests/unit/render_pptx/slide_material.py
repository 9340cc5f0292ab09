"""Slides of every type, ordinary and hostile, and what must hold of each when it is composed."""

from __future__ import annotations

import io
from typing import Any

from deckwire_contracts import SLIDE, Credit, Slide
from deckwire_render.core.layout import Role, Shape, SlideLayout, TableFrame
from deckwire_render.core.pptx import DeckSlide
from hypothesis import strategies as st
from PIL import Image

BRIEF = {"prompt": "mountains", "alt": "A mountain range under a low sun"}


def slide(kind: str, /, title: str = "Retention rose in every region", **fields: Any) -> Slide:
    return SLIDE.validate_python({"type": kind, "title": title, **fields})


def picture(width: int = 320, height: int = 180, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), 90 if mode == "L" else (40, 90, 160)[: len(mode)]).save(stream, kind)
    return stream.getvalue()


def ordinary() -> list[Slide]:
    """One or more slides of all fifteen types, with as much text as people write."""
    series = [{"name": "Renewal rate", "values": [94, 81, 86, None]}]
    chart = {"kind": "column", "categories": ["North", "South", "East", "West"], "series": series, "unit": "%"}
    lines = [{"name": n, "values": [9, 8 - k, 7 - 2 * k]} for k, n in enumerate(("Small", "Medium", "Large"))]
    point = {"text": "Onboarding in one day", "detail": "New customers reach their first report within a day."}
    options = {"heading": "Build", "items": ["Full control over data", "Nine months until first use"]}
    step = {"title": "Review", "detail": "Contact and customer look at usage together."}
    event = {"when": "May 2025", "title": "Pilot in the north", "detail": "20 accounts"}
    stat = {"value": "91 %", "label": "of contracts were renewed", "delta": "+6 points"}
    return [
        slide("title", subtitle="What drove it, and what to do next", byline="October 2026"),
        slide("title", "With a picture", subtitle="What drove it", image=BRIEF),
        slide("agenda", "What we will cover", items=["Where we stand", "What it cost"]),
        slide("section", "Where we stand", subtitle="Three regions, one direction"),
        slide("bullets", "Three changes explain it", lead="Four fifths.", items=[point] * 3, notes="Speak."),
        slide("bullets", "Six risks remain", items=[point] * 6),
        slide("bullets", "What we learned", items=[{"text": "Speed beats features"}] * 5),
        slide("bullets", "Points beside a picture", items=[point, point], image=BRIEF),
        slide("two_columns", "Keep and stop", left=options, right=options),
        slide("comparison", "Build or buy", left=options, right=options, preferred="right"),
        slide("section", "What it cost"),
        slide("chart", "The north leads", chart={**chart, "source": "CRM"}, takeaway="The north renewed most."),
        slide("chart", "Churn fell", chart={"kind": "line", "categories": ["Q1", "Q2", "Q3"], "series": lines}),
        *(
            slide("chart", f"As {kind}", chart={**chart, "kind": kind})
            for kind in ("bar", "area", "pie", "doughnut", "scatter", "stacked_bar", "stacked_column")
        ),
        slide("chart", "Two stacks", chart={"kind": "stacked_column", "categories": ["Q1", "Q2"], "series": [
            {"name": "Core", "values": [1_200_000, 1_300_000]}, {"name": "Add-ons", "values": [300_000, 2_000]},
        ]}),
        slide("table", "Regional results", takeaway="The north leads.", table={
            "headers": ["Region", "Accounts", "Rate"],
            "rows": [["North", "412", "94 %"], ["South", "298", "81 %"], ["East", "355", "86 %"]],
        }),
        slide("big_number", "Highest since launch", stats=[stat], context="The target was 88 %."),
        slide("big_number", "Three numbers", stats=[stat, {**stat, "delta": "−9 h"}, stat], context="Year on year."),
        slide("quote", "A customer", quote="For the first time I know whom to call.", author="M. Lindqvist", role="CO"),
        slide("quote", "With portrait", quote="I know whom to call.", author="M. Lindqvist", image=BRIEF),
        slide("process", "Four steps", steps=[step] * 4),
        slide("process", "Eight steps", steps=[step] * 8),
        slide("timeline", "Three dates", events=[event] * 3),
        slide("timeline", "Six dates", events=[event] * 6),
        slide("timeline", "Nine dates", events=[{"when": "2026", "title": "Pilot"}] * 9),
        slide("image_text", "The north showed how", lead="A pilot.", items=["Weekly calls", "One plan"], image=BRIEF),
        slide("image_text", "Without a picture", items=["Weekly calls"], side="left"),
        slide("full_image", "A name behind it", caption="And a face.", image=BRIEF),
        slide("full_image", "No picture came", caption="And still a slide."),
        slide("closing", "Keep what worked", takeaways=["One", "Two"], call_to_action="Approve it", contact="a@b.c"),
        slide("closing", "Thank you", call_to_action="Write to us", contact="a@b.example"),
    ]  # fmt: skip


def deck_slides(slides: list[Slide]) -> list[DeckSlide]:
    data = picture()
    return [
        DeckSlide(
            s,
            f"s{n}",
            data if s.image else None,
            "image/jpeg",
            s.image.alt if s.image else "",
            Credit(text="Photo: A. Berg") if s.image else None,
        )
        for n, s in enumerate(slides)
    ]


_PIECES = st.sampled_from(
    ["word ", "Retention ", "x" * 70 + " ", "über ", "数据驱动的决策", "顧客維持率が", "العملاء ", "ग्राहक ",
     "👩‍🚀 ", "_x0041_ ", "<b>&\"' ", "3 % ", "well-known ", "–", "\x07", "\ud83d", "한국어 문장 ", "\n", "ไทยภาษา"]
)  # fmt: skip


def text(limit: int, least: int = 0) -> st.SearchStrategy[str]:
    def grown(pieces: list[str], share: float) -> str:
        base = "".join(pieces)
        return (base * (int(limit * share) // max(1, len(base)) + 1))[: int(limit * share)].strip() or "x" * least

    return st.builds(grown, st.lists(_PIECES, max_size=4), st.sampled_from([0.0, 0.05, 0.3, 1.0]))


_NUMBERS = st.one_of(st.none(), st.sampled_from([0.0, -5.0, 1e308, -1e308, 1e-9, 1e15]), st.floats(allow_nan=True))


@st.composite
def _charts(draw: st.DrawFn) -> dict[str, Any]:
    n = draw(st.sampled_from([1, 2, 5, 13, 200]))
    kinds = ["bar", "column", "line", "area", "pie", "doughnut", "scatter", "stacked_column", "stacked_bar"]
    series = [
        {"name": draw(text(160)), "values": (draw(st.lists(_NUMBERS, min_size=1, max_size=5)) * n)[:n]}
        for _ in range(draw(st.integers(1, 12)))
    ]
    return {
        "kind": draw(st.sampled_from(kinds)),
        "categories": [draw(text(160))] * n,
        "series": series,
        "unit": draw(text(160)),
    }


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(st.sampled_from([1, 3, 6, 12]))
    row = [draw(text(400)) for _ in range(columns)]
    return {"headers": [draw(text(160)) for _ in row], "rows": [row] * draw(st.sampled_from([1, 9, 60]))}


def _column() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"heading": text(160), "items": st.lists(text(400), min_size=1, max_size=8)})


def _pairs(*names: tuple[str, int], least: int, most: int) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.lists(st.fixed_dictionaries({n: text(size) for n, size in names}), min_size=least, max_size=most)


_FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "title": {"subtitle": text(400), "byline": text(400)},
    "section": {"subtitle": text(400)},
    "agenda": {"items": st.lists(text(160), min_size=1, max_size=12)},
    "bullets": {
        "form": st.sampled_from([None, "team"]),
        "lead": text(400),
        "items": _pairs(("text", 400), ("detail", 400), least=1, most=10),
    },
    "two_columns": {"left": _column(), "right": _column(), "middle": st.none() | _column()},
    "comparison": {
        "left": _column(),
        "right": _column(),
        "preferred": st.sampled_from([None, "left", "right"]),
        "kind": st.sampled_from([None, "pros_cons"]),
    },
    "chart": {"chart": _charts(), "takeaway": text(400)},
    "table": {"table": _tables(), "takeaway": text(400)},
    "big_number": {
        "stats": st.lists(
            st.fixed_dictionaries({"value": text(40, 1), "label": text(400), "delta": text(160)}),
            min_size=1,
            max_size=4,
        ),
        "context": text(400),
    },
    "quote": {"quote": text(600, 1), "author": text(160), "role": text(160)},
    "process": {
        "steps": _pairs(("title", 160), ("detail", 400), least=2, most=8),
        "form": st.sampled_from([None, "cycle", "funnel", "pyramid"]),
    },
    "timeline": {"events": _pairs(("when", 160), ("title", 160), ("detail", 400), least=2, most=10)},
    "image_text": {
        "lead": text(400),
        "items": st.lists(text(400), max_size=6),
        "side": st.sampled_from(["left", "right"]),
    },
    "full_image": {"caption": text(400)},
    "closing": {"takeaways": st.lists(text(400), max_size=5), "call_to_action": text(400), "contact": text(400)},
}


@st.composite
def hostile(draw: st.DrawFn) -> Slide:
    """A slide of any type that the contract lets through, with text of any length in any script."""
    kind = draw(st.sampled_from(sorted(_FIELDS)))
    fields = {name: draw(strategy) for name, strategy in _FIELDS[kind].items()}
    if kind == "big_number":
        for stat in fields["stats"]:
            stat["value"] = stat["value"].replace("\x07", "").replace("\ud83d", "").replace("\n", "").strip() or "7"
    if kind == "quote":
        fields["quote"] = fields["quote"].replace("\x07", "").replace("\ud83d", "").strip() or "So."
    image = BRIEF if draw(st.booleans()) else None
    return slide(kind, draw(text(300)), notes=draw(text(800)), image=image, **fields)


def faults(layout: SlideLayout) -> list[str]:
    """Return what is wrong with a composed slide: off the slide, text over its box, text on text, text too small."""
    found = []
    for element in layout.elements:
        box = element.box
        if box.x < -0.5 or box.y < -0.5 or box.right > 960.5 or box.bottom > 540.5:
            found.append(f"{element.name} is off the slide: {box}")
        if isinstance(element, TableFrame):
            found += [
                f"a cell is higher than its row by {c.text.height - row.height:.0f}"
                for row in element.rows
                for c in row.cells
                if c.text.height > row.height + 1
            ]
    shapes = [e for e in layout.elements if isinstance(e, Shape) and e.text is not None]
    for shape in shapes:
        assert shape.text is not None
        if shape.text.height > shape.box.h + 1:
            found.append(f"{shape.name} holds {shape.text.height:.0f} pt of text in {shape.box.h:.0f} pt")
        found += [f"{shape.name} is set in {p.size} pt" for p in shape.text.paragraphs if p.size < 10]
    words = [s for s in shapes if s.role is not Role.MARKER]
    for n, one in enumerate(words):
        for other in words[n + 1 :]:
            across = min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
            down = min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)
            if across > 2 and down > 2:
                found.append(f"{one.name} lies on {other.name}")
    return found
