"""Decks at random, drawn from the deck model itself, so that a new type of slide or a new field is drawn at once."""

from __future__ import annotations

import io
import json
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from deckwire_contracts import SLIDE, Credit, Slide
from deckwire_contracts.look import Brand
from deckwire_contracts.slides import Chart, Table, TableSlide
from deckwire_render.core import themes
from deckwire_render.core.pptx import DeckSlide
from deckwire_render.core.pptx.media import logo
from deckwire_render.core.themes.model import Theme
from hypothesis import strategies as st
from PIL import Image
from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic.fields import FieldInfo

from tests.masters.designs import MASTERS

LANGUAGES = (
    "en", "de-DE", "fr", "ru", "Greek", "vi", "日本語", "zh-CN", "zh-TW", "Korean", "العربية", "he", "hi", "Thai", "",
    "nonsense", "fa", "tr", "ur", "ar-EG", "zh-HK", "bn", "ta", "ka", "hy", "my", "sr-Latn", "pt-BR",
)  # fmt: skip

PIECES = (
    "word ", "Retention rose by 12 % ", "well-known ", "3–4 km ", "(a, b) ", "x" * 300 + " ", "W" * 40 + " ", "e.g. ",
    "Überraschung ", "Ещё больше данных ", "Ελληνικά κείμενα ", "Tiếng Việt đẹp ẵộữ ",
    "顧客維持率が大幅に向上した。", "数据驱动的决策，", "資料驅動決策。", "한국어 문장입니다 ", "「引用」",
    "العملاء في المنطقة ", "نمو 12% مع Deckwire ", "הלקוחות בצפון ", "ग्राहक प्रतिधारण ", "การรักษาลูกค้าเพิ่มขึ้น",
    "پیشرفت ۱۲٫۵٪ در گزارش‌ها ", "اردو میں ", "גדל ב־12% (כמעט) ", "গ্রাহক ধরে রাখা ", "வாடிக்கையாளர் ", "მომხმარებელი ",
    "Հաճախորդներ ", "ဖောက်သည်များ", "អតិថិជន", "ລູກຄ້າ", "ደንበኞች ", "ක්ෂේත්‍රය ", "１２３ｶﾀｶﾅ", "ꦲꦏ꧀ꦱꦫ ",
    "ü" * 400, "長" * 400, "ل" * 200, "9" * 400, "https://example.org/" + "a/b-c_d?e=f&" * 30 + " ",
    "👩‍🚀 ", "🎉🚀", "👍🏽 ", "🇩🇪 ", "✓ → ▲ ", "\u200f", "\u200e", "\u200b", "\u202e", "\u00ad", "\u00a0", "\u3000",
    "_x0007_ ", "\x07", "\x00", "\ud83d", "\ufffe", "\t", "\n", "\r\n", "\x0b", "<b>&\"' ", "]]>", "%s ",
    "á̸̷̶̵", "ﷺ ", "𝔘𝔫𝔦 ", "ﬁ ", "1e-12 ", "−1.000.000,5 ", "…",
)  # fmt: skip
"""What texts are made of: words of every script, and what has broken renderers before."""

NUMBERS = (
    0.0, -0.0, 1.0, -5.0, 12.5, 100.0, 1e-12, -1e-12, 1e-6, 0.1, 1234.5, 1e6, 1e9, 1e15, -1e15, 1e308, -1e308,
    float("nan"), float("inf"), float("-inf"),
)  # fmt: skip

FONTS = ("Georgia", "Times New Roman", "Verdana", "Futura PT", "微软雅黑", "No such font")
"""Fonts that a brand may name, known and unknown."""

SIZES = (1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 13, 24, 60, 200)
"""How many categories a chart and how many rows a table may have."""

COUNTS = (*[1] * 8, *[2] * 6, *[3] * 4, *[4] * 4, *[6] * 3, 12, 50)
"""How many slides a deck may have: mostly few, for what a slide does is seen in a short deck as well."""

PICTURES: tuple[tuple[str, str, str, tuple[int, int]], ...] = (
    ("photograph", "JPEG", "RGB", (320, 180)),
    ("dot", "PNG", "RGB", (1, 1)),
    ("ribbon", "PNG", "RGB", (4000, 4)),
    ("tower", "PNG", "RGBA", (4, 4000)),
    ("grey", "JPEG", "L", (64, 64)),
    ("print", "JPEG", "CMYK", (120, 80)),
    ("palette", "PNG", "P", (90, 160)),
    ("grey with alpha", "PNG", "LA", (50, 40)),
    ("deep grey", "PNG", "I;16", (30, 30)),
    ("web", "WEBP", "RGB", (100, 60)),
    ("animated", "GIF", "P", (40, 40)),
)
"""Name, format, mode and size of pictures, ordinary and odd."""


@dataclass(frozen=True)
class Deck:
    """A deck to be built; `theme` is the id of one in the catalogue or a brand's, `master` names one of the tests'."""

    slides: tuple[DeckSlide, ...]
    title: str
    language: str
    theme: str | Theme
    notes: bool
    master: str = ""

    def __repr__(self) -> str:
        slides = [slide.slide.model_dump_json(exclude_defaults=True) for slide in self.slides[:6]]
        return f"Deck({self.language!r}, {self.theme!r}, {self.master!r}, {self.title!r}, {slides})"


@cache
def picture(name: str) -> bytes:
    """Return the picture of that name; `truncated` is a JPEG that ends in the middle, `nothing` is no picture."""
    if name == "nothing":
        return b"<html>404</html>"
    if name == "truncated":
        return picture("photograph")[:700]
    _, kind, mode, size = next(p for p in PICTURES if p[0] == name)
    stream = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").convert(mode if mode != "I;16" else "L").convert(
        mode if mode != "I;16" else "I;16"
    ).save(stream, kind)
    return stream.getvalue()


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Draw texts of nothing to `most` characters, short ones more often than long ones."""

    def grown(pieces: list[str], share: float) -> str:
        base = "".join(pieces) or "word "
        limit = int(most * share)
        return (base * (limit // len(base) + 1))[:limit].ljust(least, "x")

    return st.builds(
        grown, st.lists(st.sampled_from(PIECES), max_size=5), st.sampled_from([0.1, 0.0, 0.02, 0.05, 0.3, 1.0])
    )


def of_model(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what `model` is made from, optional fields now given and now left out, before it is validated."""
    needed = {n: of_field(f) for n, f in model.model_fields.items() if f.is_required()}
    optional = {n: of_field(f) for n, f in model.model_fields.items() if not f.is_required() and n != "type"}
    drawn = st.fixed_dictionaries(needed, optional=optional)
    kind = model.model_fields.get("type")
    if kind is not None:
        drawn = drawn.map(lambda fields: {**fields, "type": kind.default})
    repair = _REPAIRS.get(model)
    return drawn if repair is None else st.builds(repair, drawn, st.sampled_from(SIZES))


def of_field(field: FieldInfo) -> st.SearchStrategy[Any]:
    """Draw a value for a field of a model."""
    return _of(field.annotation, field.metadata)


def _of(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(arguments[0], [*arguments[1:], *metadata])
    metadata = [m for entry in metadata for m in (entry.metadata if isinstance(entry, FieldInfo) else [entry])]
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([_of(a, metadata if a is not type(None) else []) for a in arguments])
    if annotation is type(None):
        return st.none()
    least, most = _limits(metadata)
    if origin in (list, tuple):
        drawn = st.lists(_of(arguments[0], []), min_size=least, max_size=min(most, max(least, 12)))
        return drawn.map(tuple) if origin is tuple else drawn
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return of_model(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(list(annotation))
    simple: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
        str: lambda: _strings(metadata, least, most),
        bool: st.booleans,
        int: lambda: st.integers(*_range(metadata)),
        float: lambda: st.one_of(st.sampled_from(NUMBERS), st.floats()),
    }
    return simple[annotation]()


def _strings(metadata: list[Any], least: int, most: int) -> st.SearchStrategy[str]:
    pattern = next((m.pattern for m in metadata if isinstance(m, StringConstraints) and m.pattern), None)
    if pattern is not None:
        return st.from_regex(pattern, fullmatch=True)
    return texts(min(most, 4000), least)


def _limits(metadata: list[Any]) -> tuple[int, int]:
    least, most = 0, 10_000
    for entry in metadata:
        if isinstance(entry, MinLen):
            least = entry.min_length
        elif isinstance(entry, MaxLen):
            most = entry.max_length
        elif isinstance(entry, StringConstraints):
            least, most = entry.min_length or least, entry.max_length or most
    return least, most


def _range(metadata: list[Any]) -> tuple[int, int]:
    low, high = -1000, 1000
    for entry in metadata:
        if isinstance(entry, Ge | Gt):
            low = int(str(entry.ge if isinstance(entry, Ge) else entry.gt))
        elif isinstance(entry, Le | Lt):
            high = int(str(entry.le if isinstance(entry, Le) else entry.lt))
    return low, max(low, high)


def _squared_chart(fields: dict[str, Any], size: int) -> dict[str, Any]:
    """Give every series of a chart as many values as the chart has categories."""
    categories = (fields["categories"] * size)[:size]
    series = [{**s, "values": (s["values"] * size)[:size]} for s in fields["series"]]
    return {**fields, "categories": categories, "series": series}


def _squared_table(fields: dict[str, Any], size: int) -> dict[str, Any]:
    """Give every row of a table as many cells as the table has headers."""
    width = len(fields["headers"])
    rows = [((row or ["–"]) * width)[:width] for row in fields["rows"]]
    return {**fields, "rows": (rows * size)[: min(size, 60)]}


_REPAIRS: dict[type[BaseModel], Callable[[dict[str, Any], int], dict[str, Any]]] = {
    Chart: _squared_chart,
    Table: _squared_table,
}


def slide_types() -> list[type[BaseModel]]:
    """Return the model of every type of slide."""
    [union, *_] = get_args(Slide)
    return list(get_args(union))


@st.composite
def slides(draw: st.DrawFn) -> Slide:
    """A slide of any type that the contract lets through, as it comes out of the wire."""
    fields = draw(of_model(draw(st.sampled_from(slide_types()))))
    # Models and clients send JSON, in which lone surrogates and NaN arrive as they are.
    fields = json.loads(json.dumps(fields))
    try:
        made = SLIDE.validate_python(fields)
    except ValidationError as error:
        # A text of nothing but what the sanitizer takes out, where the model wants one.
        for problem in error.errors():
            _fill(fields, problem["loc"][1:])
        made = SLIDE.validate_python(fields)
    assert SLIDE.validate_json(SLIDE.dump_json(made)) == made
    return made


def _fill(fields: Any, path: tuple[int | str, ...]) -> None:
    *way, last = path
    for step in way:
        fields = fields[step]
    fields[last] = "x"


def brands() -> st.SearchStrategy[Theme]:
    """Draw the themes of brands in whatever colours and fonts, with and without a logo."""
    shown = st.none() | st.sampled_from(["photograph", "dot", "ribbon", "tower", "palette"])
    font = st.none() | st.sampled_from(FONTS)
    return st.builds(_branded, of_model(Brand), font, font, shown)


def _branded(fields: dict[str, Any], heading: str | None, body: str | None, shown: str | None) -> Theme:
    fonts = {"heading_font": heading, "body_font": body}
    brand = Brand.model_validate({**fields, **fonts, "id": "b", "title": "Brand", "logo": None, "palette": ()})
    theme = themes.branded(brand).theme
    return theme if shown is None else replace(theme, logo=logo(picture(shown), "Logo"))


def _again(slide: Slide) -> Slide:
    """Return a slide for the second time, without most of its table, which alone may take thirty slides."""
    if not isinstance(slide, TableSlide):
        return slide
    return slide.model_copy(update={"table": slide.table.model_copy(update={"rows": slide.table.rows[:3]})})


@st.composite
def decks(draw: st.DrawFn, most: int = 50) -> Deck:
    """A deck of 1 to `most` slides with pictures, in any look and language."""
    count = draw(st.sampled_from([n for n in COUNTS if n <= most]))
    # Long decks repeat slides: what is long about them is the deck.
    drawn = draw(st.lists(slides(), min_size=1, max_size=min(count, 6)))
    names = [name for name, *_ in PICTURES]
    pictured = draw(st.lists(st.sampled_from([*names, "truncated", "nothing", ""]), min_size=1, max_size=6))
    credit = draw(st.none() | texts(200).map(lambda text: Credit(text=text or "x")))
    whole = draw(st.booleans())
    made = []
    for n in range(count):
        slide = drawn[n] if n < len(drawn) else _again(drawn[n % len(drawn)])
        data = picture(pictured[n % len(pictured)]) if slide.image and pictured[n % len(pictured)] else None
        if slide.image is not None and data is None:
            slide = slide.model_copy(update={"image": None})
        alt = slide.image.alt if slide.image else ""
        made.append(DeckSlide(slide, f"s{n}", data, "image/jpeg", alt, credit if data else None, whole=whole))
    catalogue = st.sampled_from([theme.id for theme in themes.catalogue()])
    return Deck(
        tuple(made),
        draw(texts(300)),
        draw(st.sampled_from(LANGUAGES)),
        draw(st.one_of(catalogue, catalogue, catalogue, brands())),
        draw(st.booleans()),
        draw(st.sampled_from(["", "", "", "", "", *MASTERS])),
    )
