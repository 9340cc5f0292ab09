"""The typed deck model: what a slide says, never where on the slide it stands.

Limits here are the outer bounds that any slide must keep to be valid; how much text reads well is the writer's
and the renderer's business.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from .text import Line, Prose

Title = Annotated[Line, Field(max_length=300)]
Short = Annotated[Line, Field(max_length=400)]
Body = Annotated[Prose, Field(max_length=4000)]
Label = Annotated[Line, Field(max_length=160)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ImageBrief(_Part):
    """What a picture should show: words only, never a URL or a path.

    `prompt` is for a generator and `query` for stock search, both in English; `alt` is the text for those who
    cannot see it, in the deck's language.
    """

    prompt: Annotated[Line, Field(min_length=1, max_length=2000)]
    query: Annotated[Line, Field(max_length=100)] = ""
    alt: Annotated[Line, Field(min_length=1, max_length=300)]
    aspect: Literal["wide", "half", "portrait", "square"] = "wide"


class SourceRef(_Part):
    """Where a slide's words come from: a document and, if known, a page or a section of it."""

    name: Label
    section: Label = ""
    page: int | None = Field(default=None, ge=1)


class _SlideBase(_Part):
    title: Title
    notes: Body = ""
    sources: list[SourceRef] = Field(default_factory=list, max_length=12)
    image: ImageBrief | None = None


class TitleSlide(_SlideBase):
    """The cover."""

    type: Literal["title"] = "title"
    subtitle: Short = ""
    byline: Short = ""


class SectionSlide(_SlideBase):
    """A divider that opens a section."""

    type: Literal["section"] = "section"
    subtitle: Short = ""


class AgendaSlide(_SlideBase):
    """What the deck will go through, in order."""

    type: Literal["agenda"] = "agenda"
    items: list[Label] = Field(min_length=1, max_length=12)


class BulletItem(_Part):
    """One point: a few words that carry it, and at most a sentence behind them."""

    text: Short
    detail: Short = ""


class BulletsSlide(_SlideBase):
    """Points of equal weight; as a `team` each is a person's name, and what that person does."""

    type: Literal["bullets"] = "bullets"
    lead: Short = ""
    items: list[BulletItem] = Field(min_length=1, max_length=10)
    form: Literal["team"] | None = None


class Column(_Part):
    """A headed list."""

    heading: Label = ""
    items: list[Short] = Field(min_length=1, max_length=8)


class TwoColumnsSlide(_SlideBase):
    """Two lists side by side, or three when there is a `middle`."""

    type: Literal["two_columns"] = "two_columns"
    left: Column
    right: Column
    middle: Column | None = None


class ComparisonSlide(_SlideBase):
    """Two options held against each other; `preferred` names the recommended side.

    `kind` says whether the sides are options, or what speaks for (left) and against (right) one thing; None leaves
    it to the headings.
    """

    type: Literal["comparison"] = "comparison"
    left: Column
    right: Column
    preferred: Literal["left", "right"] | None = None
    kind: Literal["options", "pros_cons"] | None = None


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BAR = "bar"
    COLUMN = "column"
    LINE = "line"
    AREA = "area"
    PIE = "pie"
    DOUGHNUT = "doughnut"
    SCATTER = "scatter"
    STACKED_COLUMN = "stacked_column"
    STACKED_BAR = "stacked_bar"


class ChartSeries(_Part):
    """Named values, one for each category; None is a gap. NaN and infinities become gaps."""

    name: Label
    values: list[float | None] = Field(min_length=1, max_length=200)

    @field_validator("values", mode="after")
    @classmethod
    def _finite(cls, values: list[float | None]) -> list[float | None]:
        return [v if v is not None and math.isfinite(v) else None for v in values]


class Chart(_Part):
    """Numbers to draw natively; for `scatter` the categories are the x values. `axis` says what the categories are."""

    kind: ChartKind = ChartKind.COLUMN
    categories: list[Label] = Field(min_length=1, max_length=200)
    series: list[ChartSeries] = Field(min_length=1, max_length=12)
    unit: Label = ""
    axis: Label = ""
    source: Label = ""

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"series {series.name!r} has {len(series.values)} values for {len(self.categories)} categories"
                )
        return self


class ChartSlide(_SlideBase):
    """A native chart, its finding as the title; `show_table` sets its numbers beside it, None leaves that open."""

    type: Literal["chart"] = "chart"
    chart: Chart
    takeaway: Short = ""
    show_table: bool | None = None


class Table(_Part):
    """A header row and body rows of equal width."""

    headers: list[Label] = Field(min_length=1, max_length=12)
    rows: list[list[Short]] = Field(min_length=1, max_length=60)
    source: Label = ""

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        for n, row in enumerate(self.rows, start=1):
            if len(row) != len(self.headers):
                raise ValueError(f"row {n} has {len(row)} cells for {len(self.headers)} headers")
        return self


class TableSlide(_SlideBase):
    """A native table."""

    type: Literal["table"] = "table"
    table: Table
    takeaway: Short = ""


class Stat(_Part):
    """A number as it is to be read, what it means, and how it moved."""

    value: Annotated[Line, Field(min_length=1, max_length=40)]
    label: Short
    delta: Label = ""


class BigNumberSlide(_SlideBase):
    """One to four numbers that carry the message."""

    type: Literal["big_number"] = "big_number"
    stats: list[Stat] = Field(min_length=1, max_length=4)
    context: Short = ""


class QuoteSlide(_SlideBase):
    """Someone's words."""

    type: Literal["quote"] = "quote"
    quote: Annotated[Line, Field(min_length=1, max_length=600)]
    author: Label = ""
    role: Label = ""


class Step(_Part):
    """One step of a process."""

    title: Label
    detail: Short = ""


class ProcessSlide(_SlideBase):
    """Steps in order.

    `form` says how one leads to the next: in a line, back to the first (`cycle`), to fewer (`funnel`), or as levels
    of which the first stands on top (`pyramid`); None leaves it to the words.
    """

    type: Literal["process"] = "process"
    steps: list[Step] = Field(min_length=2, max_length=8)
    form: Literal["line", "cycle", "funnel", "pyramid"] | None = None


class TimelineEvent(_Part):
    """What happened when; `when` is a date or period as it is to be read."""

    when: Label
    title: Label
    detail: Short = ""


class TimelineSlide(_SlideBase):
    """Events in time."""

    type: Literal["timeline"] = "timeline"
    events: list[TimelineEvent] = Field(min_length=2, max_length=10)


class ImageTextSlide(_SlideBase):
    """A picture beside text."""

    type: Literal["image_text"] = "image_text"
    lead: Short = ""
    items: list[Short] = Field(default_factory=list, max_length=6)
    side: Literal["left", "right"] = "right"


class FullImageSlide(_SlideBase):
    """A picture that fills the slide under a short text."""

    type: Literal["full_image"] = "full_image"
    caption: Short = ""


class ClosingSlide(_SlideBase):
    """What to take away and what to do next."""

    type: Literal["closing"] = "closing"
    takeaways: list[Short] = Field(default_factory=list, max_length=5)
    call_to_action: Short = ""
    contact: Short = ""


Slide = Annotated[
    TitleSlide
    | SectionSlide
    | AgendaSlide
    | BulletsSlide
    | TwoColumnsSlide
    | ComparisonSlide
    | ChartSlide
    | TableSlide
    | BigNumberSlide
    | QuoteSlide
    | ProcessSlide
    | TimelineSlide
    | ImageTextSlide
    | FullImageSlide
    | ClosingSlide,
    Field(discriminator="type"),
]
"""One slide of any type; `type` tells which."""

SlideType = Literal[
    "title",
    "section",
    "agenda",
    "bullets",
    "two_columns",
    "comparison",
    "chart",
    "table",
    "big_number",
    "quote",
    "process",
    "timeline",
    "image_text",
    "full_image",
    "closing",
]

PICTURE_TYPES: frozenset[SlideType] = frozenset(
    {"title", "section", "agenda", "bullets", "quote", "image_text", "full_image"}
)
"""The types of slide that have a place for a picture; one for any other would be made in vain."""

SLIDE: TypeAdapter[Slide] = TypeAdapter(Slide)
"""Validates and dumps a slide of any type."""
