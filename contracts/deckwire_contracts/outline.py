"""The plan of a deck: its slides in order, what each has to say, and what the writer of each is told."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .artifacts import ArtifactRef
from .look import Look
from .report import Credit, Degradation
from .request import DeckOptions
from .slides import Label, Short, Slide, SlideType, Title
from .text import Line, Name, Prose


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


PictureFit = Literal["fill", "whole"]
"""Whether a picture may be cropped to fill its place, or must be seen whole: a chart, a diagram, a screenshot."""


class SourceFigure(_Part):
    """A picture that was found in a source, as it can be shown on a slide.

    `id` names it in the material. `caption` is what stands beneath it in the document, `alt` what the document says
    to those who cannot see it; either may be empty. `source`, `section` and `page` say where it stands.
    """

    id: Name
    image: ArtifactRef
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    fit: PictureFit = "whole"
    caption: Annotated[Line, Field(max_length=300)] = ""
    alt: Annotated[Line, Field(max_length=300)] = ""
    source: Label = ""
    section: Label = ""
    page: int | None = Field(default=None, ge=1)


class Pictured(_Part):
    """A picture that stands already: its bytes and pixels, what must be said with it, what it falls short of."""

    image: ArtifactRef
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    alt: Annotated[Line, Field(max_length=300)] = ""
    credit: Credit | None = None
    provider: Annotated[Line, Field(max_length=100)] = ""
    fit: PictureFit = "fill"
    degradations: list[Degradation] = Field(default_factory=list)


class SlideBrief(_Part):
    """What one slide has to say.

    `id` stays the same through all revisions of the deck. `from_revision` names the revision that drafted the
    slide when this one leaves it unchanged, else None. `material` lists ids of sections of the source
    material that the slide draws on. When the slide is written anew, `revises` names the revision whose draft of it
    is the one before, and `instruction` is what the user wants of it; `given` is the slide itself when nobody has to
    think about it any more, as after a change by hand, and `pictured` its picture if that stands. `figure` is the id
    of a figure of the material that the slide shows, in place of a picture made for it.
    """

    id: Name
    number: int = Field(ge=1, le=200)
    type: SlideType
    title: Title
    message: Short = ""
    points: list[Short] = Field(default_factory=list, max_length=12)
    material: list[Name] = Field(default_factory=list, max_length=60)
    wants_image: bool = False
    figure: Name | None = None
    from_revision: int | None = Field(default=None, ge=1)
    revises: int | None = Field(default=None, ge=1)
    instruction: Annotated[Prose, Field(max_length=2000)] = ""
    given: Slide | None = None
    pictured: Pictured | None = None


class Outline(_Part):
    """The slides of one revision in order."""

    title: Title
    subtitle: Short = ""
    language: Annotated[Line, Field(max_length=60)] = "en"
    theme: Annotated[Line, Field(max_length=64)] = "indigo"
    slides: list[SlideBrief] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _unique_ids(self) -> Self:
        ids = [slide.id for slide in self.slides]
        if len(set(ids)) != len(ids):
            raise ValueError("slide ids must be unique in an outline")
        return self


class SlideContext(_Part):
    """The outline as the writer of one slide sees it, and how it is to be written.

    `budget_usd` is the most this slide's drafting may cost, `image_budget_usd` the most its picture may; None
    means no cap. `section_slides` are the numbers of the slides that open the sections, `types` what each slide of
    the outline is.
    """

    deck_title: Title
    language: Line = "en"
    theme: Line = "indigo"
    titles: list[Label] = Field(default_factory=list, max_length=100)
    section_slides: list[int] = Field(default_factory=list, max_length=100)
    types: list[SlideType] = Field(default_factory=list, max_length=100)
    options: DeckOptions = Field(default_factory=DeckOptions)
    material: ArtifactRef | None = None
    budget_usd: float | None = Field(default=None, ge=0)
    image_budget_usd: float | None = Field(default=None, ge=0)


class Instruction(_Part):
    """What the user said about an existing deck; `looks` are the user's own brands and masters that the words name."""

    content: Annotated[Prose, Field(min_length=1, max_length=20_000)]
    slide_id: Name | None = None
    looks: list[Look] = Field(default_factory=list, max_length=8)


class SlideEdit(_Part):
    """A slide as the user left it."""

    slide_id: Name
    slide: Slide


class DeckEdit(_Part):
    """What the user changed by hand; what is None or not named stays as it is.

    `order` holds the ids of the slides that stay, in their new order; whoever is left out is removed. `theme` is one
    of the catalogue or a brand's, `template` the id of a user's own master; an empty one takes the master away.
    """

    title: Title | None = None
    theme: Annotated[Line, Field(max_length=64)] | None = None
    template: Annotated[Line, Field(max_length=128)] | None = None
    slides: list[SlideEdit] = Field(default_factory=list, max_length=100)
    order: list[Name] | None = Field(default=None, min_length=1, max_length=100)
