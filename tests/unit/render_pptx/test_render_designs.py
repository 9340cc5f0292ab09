"""Each design is chosen for its content, fills its slide, and takes turns with its neighbours."""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from deckwire_contracts import Slide
from deckwire_render.core import themes
from deckwire_render.core.icons.outlines import outline
from deckwire_render.core.layout import Context, PictureInfo, Place, Role, Shape, SlideLayout, compose
from deckwire_render.core.layout.dates import when
from deckwire_render.core.layout.opposites import form_of, opposed
from deckwire_render.core.layout.people import initials
from deckwire_render.core.layout.samples import STANDARD, samples
from deckwire_render.core.pptx import DeckSlide, build, build_preview
from deckwire_render.core.rhythm import before
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from tests import designs
from tests.unit.render_pptx.design_material import DESIGNS, Design
from tests.unit.render_pptx.slide_material import deck_slides, faults, ordinary, slide

ROOT = Path(__file__).parents[3]
BODY_TOP, BODY_H = 120.0, 366.0
BRINGS_ITS_TITLE = {"title", "section", "quote", "image_text", "full_image", "closing"}
POINTS = ["Costs fall", "Security grows", "Teams stay", "Data flows", "Energy is saved", "Shops return", "Law holds"]


def composed(what: Slide, turn: int = 0, theme: str = "indigo", **changes: Any) -> list[SlideLayout]:
    context = Context(themes.get(theme), Place(3, 12, 2, ("A", "B", "C"), before=turn), deck_title="Canals", **changes)
    return compose(what, context)


def of(design: Design, theme: str = "indigo", **changes: Any) -> list[SlideLayout]:
    picture = PictureInfo(1600, 900, "A quay", whole=design.whole) if design.pictured else None
    return composed(design.slide, design.turn, theme, picture=picture, **changes)


@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: d.name)
def test_each_design_is_chosen_for_its_content_in_themes_light_and_dark_and_both_directions(design: Design) -> None:
    for theme, rtl in (("indigo", False), ("aurora", False), ("forest", True)):
        [layout] = of(design, theme, rtl=rtl)
        assert layout.layout in design.keys
        assert faults(layout) == []


def test_there_are_more_than_twenty_designs_and_every_layout_of_the_template_belongs_to_one() -> None:
    assert len(DESIGNS) == len({d.name for d in DESIGNS}) >= 40
    keys = [key for design in DESIGNS for key in design.keys]
    assert sorted(keys) == sorted(samples())
    assert set(samples()) >= STANDARD


# Titles and panels are part of some compositions, and figures fill what they are given.
FRAMED = [
    d for d in DESIGNS if d.slide.type not in BRINGS_ITS_TITLE | {"table", "chart"} and not d.keys[0].endswith(".side")
]


@pytest.mark.parametrize("design", FRAMED, ids=lambda d: d.name)
def test_the_body_is_filled_and_its_weight_lies_near_the_middle(design: Design) -> None:
    [layout] = of(design)
    furniture = {Role.TITLE, Role.SOURCE, Role.PAGE}
    boxes = [
        e.box for e in layout.elements if not (isinstance(e, Shape) and (e.role in furniture or e.name == "Motif"))
    ]
    top, bottom = min(b.y for b in boxes), max(b.bottom for b in boxes)
    assert 0.35 <= (bottom - top) / BODY_H <= 1.0
    assert 0.38 <= ((top + bottom) / 2 - BODY_TOP) / BODY_H <= 0.6


@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: d.name)
def test_text_to_be_read_is_set_in_fourteen_points_or_more_half_an_inch_from_the_edge(design: Design) -> None:
    for layout in of(design):
        for shape, text in layout.texts():
            if shape.role is Role.BODY:
                assert min(p.size for p in text.paragraphs) >= 14
                assert shape.box.x >= 36
                assert shape.box.right <= 924


@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: d.name)
def test_equal_things_are_equal(design: Design) -> None:
    for layout in of(design):
        for name in ("Card", "Tile", "Person", "Step"):
            found = [
                e.box for e in layout.elements if isinstance(e, Shape) and e.name.startswith(f"{name} ") and e.fill
            ]
            assert len({round(b.h, 3) for b in found}) <= 1
            assert len({round(b.w, 3) for b in found}) <= (2 if name == "Tile" else 1)


def test_no_text_ends_in_a_lone_word_where_its_lines_can_be_evened() -> None:
    detail = "Electric boats may deliver before six in the morning without any noise"
    for count in (3, 4, 6):
        points = [{"text": t, "detail": detail} for t in POINTS[:count]]
        [layout] = composed(slide("bullets", items=points))
        texts = [t for s, t in layout.texts() if s.name.startswith(("Card", "Tile"))]
        alone = [t for t in texts if " " not in t.paragraphs[-1].lines[-1] and not t.inset[2] > t.inset[0]]
        assert alone == []


def _runs(layouts: Sequence[str]) -> int:
    """Return how often the most repeated layout comes in a row."""
    return max(len(list(group)) for _, group in groupby(layouts))


CHART = {"kind": "column", "categories": POINTS[:4], "series": [{"name": "Parcels", "values": [9, 7, 4, 2]}]}
TABLE = {"headers": ["Quay", "Parcels"], "rows": [[name, "12"] for name in POINTS[:4]]}

BY_TYPE = {
    "bullets": slide("bullets", items=[{"text": t} for t in POINTS[:3]]),
    "tiles": slide("bullets", items=[{"text": t} for t in POINTS[:6]]),
    "long": slide("bullets", items=[{"text": t, "detail": "word " * 12} for t in POINTS]),
    "statement": slide("bullets", items=[{"text": POINTS[0]}]),
    "two_columns": slide("two_columns", left={"items": POINTS[:3]}, right={"items": POINTS[3:]}),
    "comparison": slide("comparison", left={"items": POINTS[:3]}, right={"items": POINTS[3:]}, preferred="left"),
    "big_number": slide("big_number", stats=[{"value": "91 %", "label": "renewed"}] * 3),
    "one": slide("big_number", stats=[{"value": "91 %", "label": "renewed"}]),
    "quote": slide("quote", quote="I know whom to call.", author="M. Lindqvist"),
    "process": slide("process", steps=[{"title": t} for t in POINTS[:4]]),
    "timeline": slide("timeline", events=[{"when": w, "title": "Pilot"} for w in ("May", "June", "July")]),
    "cycle": slide("process", steps=[{"title": t} for t in POINTS[:4]], form="cycle"),
    "funnel": slide("process", steps=[{"title": t} for t in POINTS[:4]], form="funnel"),
    "team": slide("bullets", items=[{"text": "Ana Lopes", "detail": "Sales"}] * 4, form="team"),
    "chart": slide("chart", chart=CHART),
    "finding": slide("chart", chart=CHART, takeaway="The north leads."),
    "table": slide("table", table=TABLE),
    "read table": slide("table", table=TABLE, takeaway="The north leads."),
    "picture": slide("full_image", "A quay", caption="The first boat lands."),
}


def _layout(what: Slide, turn: int) -> str:
    """Return the layout of a slide with its picture, if it is made for one."""
    picture = PictureInfo(1600, 900, "A quay") if what.type == "full_image" else None
    return composed(what, turn, picture=picture)[0].layout


@pytest.mark.parametrize("kind", BY_TYPE)
def test_slides_of_one_kind_do_not_look_alike_three_times_running(kind: str) -> None:
    assert _runs([_layout(BY_TYPE[kind], turn) for turn in range(6)]) <= 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(BY_TYPE)), min_size=3, max_size=9))
def test_no_layout_comes_three_times_in_a_row(kinds: list[str]) -> None:
    slides = [BY_TYPE[kind] for kind in kinds]
    types = [s.type for s in slides]
    layouts = [_layout(s, before(types, n) or 0) for n, s in enumerate(slides, 1)]
    assert _runs(layouts) <= 2


def test_no_title_stands_on_a_panel_beside_the_slide_that_ends_the_deck() -> None:
    what = BY_TYPE["bullets"]
    context = Context(themes.get("indigo"))
    places = [Place(number, 12, before=2) for number in (10, 11)]
    layouts = [compose(what, Context(context.theme, place))[0].layout for place in places]
    assert layouts == ["bullets.side", "bullets.cards3"]


def test_a_title_too_long_for_the_panel_stands_over_its_points() -> None:
    title = "Uncontrolled search paths and vulnerabilities that affect software downloaded by the package manager"
    what = slide("bullets", title, items=[{"text": text} for text in POINTS[:3]])
    context = Context(themes.get("indigo"))
    layout = compose(what, Context(context.theme, Place(3, 12, before=2)))[0].layout
    assert layout == "bullets.cards3"


def test_slides_with_pictures_change_sides() -> None:
    point = slide("bullets", items=[{"text": "One"}], image={"prompt": "a quay", "alt": "A quay"})
    context = Context(themes.get("indigo"), picture=PictureInfo(1600, 900, "A quay"))
    sides = [
        compose(point, Context(context.theme, Place(n, 9), picture=context.picture))[0].layout for n in range(1, 5)
    ]
    assert all(one != two for one, two in pairwise(sides))


def test_previews_stand_on_the_same_layouts_as_the_deck() -> None:
    slides = [s for s in deck_slides(ordinary()) if s.slide.type != "agenda"]
    types = [s.slide.type for s in slides]
    deck = Presentation(io.BytesIO(build(slides, title="Retention").data))
    finished = [page.slide_layout.name for page in deck.slides]
    for n in range(4, len(slides) + 1, 3):
        given_ = slides[n - 1]
        known = DeckSlide(given_.slide, "s", given_.image, given_.media_type, given_.alt, before=before(types, n))
        alone = Presentation(io.BytesIO(build_preview(known, title="Retention", number=n, total=len(slides))))
        assert alone.slides[0].slide_layout.name == finished[n - 1]


def test_a_deck_offers_the_usual_layouts_and_those_that_it_uses() -> None:
    funnel = slide("process", steps=[{"title": t} for t in POINTS[:3]], form="funnel")
    deck = Presentation(io.BytesIO(build([DeckSlide(funnel, "s1")], title="x").data))
    names = {layout.name for layout in deck.slide_layouts}
    assert names == {samples()[key].name for key in STANDARD | {"process.funnel3"}}


def test_slides_of_a_kind_are_counted_and_kin_counts_together() -> None:
    types = ["title", "bullets", "chart", "bullets", "two_columns", "comparison"]
    assert [before(types, n) for n in range(1, 7)] == [0, 0, 0, 1, 0, 1]
    assert before(types, 7) is None
    assert before([], 1) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [("Pros", "Cons"), ("Vorteile", "Nachteile:"), ("A favor", "En contra"), ("Pour", "Contre"),
     ("メリット", "デメリット"), ("优点", "缺点"), ("Chancen", "Risiken"), ("Dafür", "Dagegen"),
     ("For closing early", "Against")],
)  # fmt: skip
def test_headings_for_and_against_make_pros_and_cons(left: str, right: str) -> None:
    assert opposed(left, right)
    assert not opposed(right, left)
    sides = {"left": {"heading": left, "items": ["One"]}, "right": {"heading": right, "items": ["Two"]}}
    assert composed(slide("comparison", **sides))[0].layout == "pros_cons"
    assert composed(slide("comparison", kind="options", **sides))[0].layout == "comparison"


@pytest.mark.parametrize(
    ("title", "form"),
    [("The cycle of renewal", "cycle"), ("Der Kreislauf der Stoffe", "cycle"), ("El ciclo del agua", "cycle"),
     ("Notre entonnoir", "funnel"), ("The sales funnel narrows early", "funnel"), ("営業ファネル", "funnel"),
     ("Die Pyramide", "pyramid"), ("Bicycles come first", "line"), ("Four steps", "line")],
)  # fmt: skip
def test_a_title_may_say_how_steps_belong_together(title: str, form: str) -> None:
    assert form_of(title) == form
    [layout] = composed(slide("process", title, steps=[{"title": t} for t in POINTS[:4]]))
    assert layout.layout == ("process.4" if form == "line" else f"process.{form}4")


def test_steps_that_do_not_fit_their_form_stand_in_rows() -> None:
    steps = [{"title": f"Step {n}", "detail": "many words " * 20} for n in range(8)]
    for form in ("cycle", "funnel", "pyramid"):
        layouts = composed(slide("process", steps=steps, form=form))
        assert {layout.layout for layout in layouts} == {"process.rows"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2026", 2026.0), ("May 2025", 2025 + 4 / 12), ("12. März 2024", 2024 + 2 / 12 + 11 / 366), ("Q3 2026", 2026.5),
     ("2. Quartal 2025", 2025.25), ("H2 2024", 2024.5), ("2026年4月", 2026.25), ("2024-02-01", 2024 + 1 / 12),
     ("1.7.2023", 2023.5), ("juillet 2021", 2021.5), ("Agosto", 7 / 12), ("soon", None), ("Phase 2", None),
     ("31-13-2024", None), ("week 3 of 2024", None)],
)  # fmt: skip
def test_dates_are_read_from_words(text: str, moment: float | None) -> None:
    assert when(text) == (pytest.approx(moment) if moment is not None else None)


def test_events_stand_where_their_dates_stand() -> None:
    years = (2016, 2018, 2026)
    [layout] = composed(slide("timeline", events=[{"when": str(y), "title": "Pilot"} for y in years]))
    assert layout.layout == "timeline.dated3"
    dots = [e.box.x for e in layout.elements if isinstance(e, Shape) and e.name == "Dot"]
    assert (dots[1] - dots[0]) / (dots[2] - dots[0]) == pytest.approx(0.2)
    even = composed(slide("timeline", events=[{"when": str(y), "title": "Pilot"} for y in (2016, 2017, 2018)]))
    assert even[0].layout == "timeline.3"


def test_people_are_known_by_the_slide_or_by_their_names() -> None:
    people = [{"text": "Mei Tanaka", "detail": "Routes"}, {"text": "Dr. Ravi Iyer", "detail": "Boats"}]
    assert composed(slide("bullets", "Our team", items=people))[0].layout == "team2"
    assert composed(slide("bullets", "What we do", items=people))[0].layout != "team2"
    assert composed(slide("bullets", "x", items=people, form="team"))[0].layout == "team2"
    places = [{"text": "Meet every week", "detail": "Routes"}, {"text": "Boats", "detail": "Boats"}]
    assert composed(slide("bullets", "Our team", items=places))[0].layout != "team2"
    letters = [initials(n) for n in ("Mei Tanaka", "Dr. Ravi Iyer", "Ana", "田中", "", "Ana Lopes, CEO")]
    assert letters == ["MT", "RI", "A", "田", "–", "AL"]
    [office] = composed(slide("bullets", "x", form="team", items=[{"text": "Ana Lopes, CEO", "detail": "Sales"}] * 2))
    texts = [[p.text for p in t.paragraphs] for s, t in office.texts() if s.name.startswith("Person")]
    assert texts == [["Ana Lopes", "CEO", "Sales"]] * 2


def test_takeaways_alone_are_a_summary_and_with_a_request_a_closing() -> None:
    takeaways = POINTS[:3]
    assert composed(slide("closing", takeaways=takeaways))[0].layout == "closing.summary3"
    assert composed(slide("closing", takeaways=takeaways, call_to_action="Sign"))[0].layout == "closing"


def test_a_slide_with_sources_keeps_its_foot_line() -> None:
    sources = [{"name": "report.pdf", "page": 4}]
    for what in (BY_TYPE["one"], BY_TYPE["statement"], BY_TYPE["quote"]):
        [layout] = composed(what.model_copy(update={"sources": slide("quote", quote="x", sources=sources).sources}), 1)
        assert any(e.role is Role.SOURCE for e in layout.elements)


def test_the_page_of_designs_is_what_the_designs_are() -> None:
    assert designs.PAGE.read_text("utf-8") == designs.page(), "run python -m tests.designs"
    assert designs.PICTURE.stat().st_size <= 400_000


def _vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor_icons", ROOT / "services/render/vendor_icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_icons_are_those_that_the_concepts_name() -> None:
    vendor = _vendor()
    kept = json.loads((vendor.ICONS / "lucide.json").read_text("utf-8"))["icons"]
    assert sorted(kept) == vendor.names((vendor.ICONS / "concepts.txt").read_text("utf-8"))


def test_svg_strokes_become_moves_lines_and_cubic_curves() -> None:
    inner = b'<path d="M4 4h8q4 0 4 4z"/><circle cx="12" cy="12" r="3"/>'
    text = _vendor().outline(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">' + inner + b"</svg>")
    assert text.startswith("M4 4L12 4C14.67 4 16 5.33 16 8")
    assert set("MLCZ") >= {c for c in text if c.isalpha()}
    assert outline("check")[0][0] == "M"


def test_a_card_that_would_be_nearly_empty_beside_a_full_one_becomes_a_row() -> None:
    long = "Prices were not raised during the year, so all growth came from volume and from customers who bought more"
    torn = slide("bullets", items=[{"text": long}, {"text": long}, {"text": "Two effects will not repeat"}])
    even = slide("bullets", items=[{"text": long}] * 3)
    assert composed(torn)[0].layout == "bullets.rows1"
    assert composed(even)[0].layout == "bullets.cards3"


def test_short_parts_of_an_agenda_stand_beside_its_title_and_long_ones_under_it() -> None:
    assert composed(slide("agenda", items=["Why", "How", "When"]))[0].layout == "agenda.side"
    assert composed(slide("agenda", items=[POINTS[0] * 3] * 3))[0].layout == "agenda.1"


def test_what_speaks_for_and_against_differs_in_colour_and_in_sign() -> None:
    [layout] = composed(BY_TYPE["comparison"].model_copy(update={"kind": "pros_cons"}))
    fills = {e.fill for e in layout.elements if isinstance(e, Shape) and e.name == "Badge"}
    icons = {e.outline for e in layout.elements if isinstance(e, Shape) and e.name == "Icon"}
    assert len(fills) == len(icons) == 2
