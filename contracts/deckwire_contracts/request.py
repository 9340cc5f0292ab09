"""What a user asks for: the body of `POST /decks` and of `deck:create`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .look import Look
from .text import Line, Prose

MAX_CONTENT_CHARS = 400_000
MAX_SLIDES = 50


class Tone(StrEnum):
    """How the deck speaks."""

    DEFAULT = "default"
    CASUAL = "casual"
    PROFESSIONAL = "professional"
    FUNNY = "funny"
    EDUCATIONAL = "educational"
    SALES_PITCH = "sales_pitch"


class Verbosity(StrEnum):
    """How much text a slide carries."""

    CONCISE = "concise"
    STANDARD = "standard"
    TEXT_HEAVY = "text-heavy"


class ContentGeneration(StrEnum):
    """What may be done with the user's own words."""

    PRESERVE = "preserve"
    ENHANCE = "enhance"
    CONDENSE = "condense"


class ImageType(StrEnum):
    """Where pictures come from."""

    AI_GENERATED = "ai-generated"
    STOCK = "stock"
    ARTWORK = "artwork"
    NONE = "none"


class ExportFormat(StrEnum):
    """The files a deck can be had as."""

    PPTX = "pptx"
    PDF = "pdf"


class DeckWishes(BaseModel):
    """Everything about a deck that is not its content, as it is asked for."""

    model_config = ConfigDict(extra="ignore")

    n_slides: int | None = Field(default=None, ge=1, le=MAX_SLIDES)
    language: Annotated[Line, Field(max_length=60)] | None = None
    tone: Tone = Tone.DEFAULT
    verbosity: Verbosity = Verbosity.STANDARD
    content_generation: ContentGeneration = ContentGeneration.ENHANCE
    audience: Annotated[Line, Field(max_length=300)] | None = None
    instructions: Annotated[Prose, Field(max_length=4000)] | None = None
    theme: Annotated[Line, Field(max_length=64)] | None = None
    template: Annotated[Line, Field(max_length=128)] | None = None
    image_type: ImageType = ImageType.AI_GENERATED
    image_style: Annotated[Line, Field(max_length=200)] | None = None
    include_title_slide: bool = True
    include_table_of_contents: bool = False
    include_speaker_notes: bool = True
    review_outline: bool = False
    export_as: list[ExportFormat] = Field(default_factory=lambda: [ExportFormat.PPTX], min_length=1, max_length=2)
    model: Annotated[Line, Field(max_length=200)] | None = None
    max_cost_usd: float | None = Field(default=None, gt=0, le=1000, allow_inf_nan=False)


class DeckOptions(DeckWishes):
    """The wishes as they travel in events: with the look that `theme` or `template` stood for, if it is not ours."""

    look: Look | None = None


class DeckRequest(DeckWishes):
    """The body of `POST /decks`; unknown fields are refused so that a misspelt option is never ignored."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[Prose, Field(max_length=MAX_CONTENT_CHARS)] = ""
    slides_markdown: list[Annotated[Prose, Field(min_length=1, max_length=20_000)]] = Field(
        default_factory=list, max_length=MAX_SLIDES
    )
    files: list[Annotated[Line, Field(max_length=300)]] = Field(default_factory=list, max_length=20)
    webhook: Annotated[Line, Field(max_length=2000)] | None = None

    def options(self, look: Look | None = None) -> DeckOptions:
        """Return the options alone, as they travel in events, with what `theme` and `template` stand for."""
        wishes = self.model_dump(include=set(DeckWishes.model_fields))
        return DeckOptions.model_validate({**wishes, "look": look})
