"""What clients see: the shapes of every answer."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import Degradation, LookNote, Outline, Problem, QualityReport, Status, Usage
from deckwire_contracts.themes import ThemeInfo
from pydantic import AwareDatetime, BaseModel, Field


class StageCounts(BaseModel):
    """How many slides have passed each stage; a slide that wants no picture counts as illustrated once drafted."""

    outlined: int
    drafted: int
    illustrated: int
    previewed: int
    total: int


class SlideView(BaseModel):
    """One slide of a deck; `preview_url` is a signed link to a PNG, null while there is none."""

    id: str
    number: int
    title: str
    type: str
    preview_url: str | None
    degradations: list[Degradation]


class FileView(BaseModel):
    """A finished file: a signed, expiring link, its size in bytes and its SHA-256 in hex."""

    url: str
    bytes: int
    sha256: str


class DeckView(BaseModel):
    """The state of one revision of a deck; `outline` is there while it waits for approval."""

    id: str
    revision: int
    seq: int
    status: Status
    title: str
    stage: StageCounts
    slides: list[SlideView]
    artifacts: dict[str, FileView]
    quality: QualityReport | None
    usage: Usage
    degradations: list[Degradation]
    problem: Problem | None = None
    outline: Outline | None = None
    created_at: AwareDatetime | None
    updated_at: AwareDatetime | None

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object; what does not apply is left out."""
        value = self.model_dump(mode="json")
        for name in ("problem", "outline"):
            if value[name] is None:
                del value[name]
        return value


class DeckSummary(BaseModel):
    """One line of the list of decks; `preview_url` shows the first slide."""

    id: str
    revision: int
    seq: int
    status: Status
    title: str
    stage: StageCounts
    preview_url: str | None
    artifacts: dict[str, FileView]
    created_at: AwareDatetime | None
    updated_at: AwareDatetime | None


class DeckList(BaseModel):
    """One page of the list of decks, newest first; `next_cursor` is null on the last page."""

    decks: list[DeckSummary]
    next_cursor: str | None


class EventView(BaseModel):
    """One fact as it is sent over Server-Sent Events and Socket.IO; `data` holds the event's own fields."""

    seq: int
    type: str
    deck_id: str
    revision: int
    slide_id: str | None = None
    time: AwareDatetime
    data: dict[str, Any] = Field(description="The event's own fields, as AsyncAPI describes them.")


class UploadView(BaseModel):
    """A document that was taken in; its `id` goes into `files` of a deck."""

    id: str
    name: str
    bytes: int
    media_type: str


class TemplateView(BaseModel):
    """A master that was taken in; its `id` goes into `template` of a deck.

    `palette` holds `#RRGGBB`: ground, card, ink, cover ground, then the accents. `report` says which layout each kind
    of slide got and how, and what became of fonts, colours, art and footers. `preview_urls` show sample slides on it.
    """

    id: str
    title: str
    bytes: int
    created_at: AwareDatetime
    dark: bool
    palette: list[str]
    heading_font: str
    body_font: str
    preview_urls: list[str]
    report: list[LookNote]


class TemplateList(BaseModel):
    """All masters of the tenant, newest first."""

    templates: list[TemplateView]


class ThemeView(ThemeInfo):
    """A theme and pictures of it: `preview_url` of its cover, `preview_urls` of sample slides.

    `brand` marks one that was made from a brand's colours; `report` then tells what became of each.
    """

    preview_url: str
    preview_urls: list[str]
    brand: bool = False
    report: list[LookNote] = Field(default_factory=list)
    created_at: AwareDatetime | None = None


class ThemeList(BaseModel):
    """The catalogue, the default theme first, then the tenant's own themes, newest first."""

    themes: list[ThemeView]


class ModelView(BaseModel):
    """A model that may be named in a request; `default` marks the one that is used when none is."""

    id: str
    default: bool


class ModelList(BaseModel):
    """The configured models; `offline` says that decks are written without one, from the sources' own words."""

    models: list[ModelView]
    offline: bool


class WorkerView(BaseModel):
    """One consumer of the bus: whether its service listens, and how many messages wait or are in hand."""

    service: str
    consumer: str
    listening: bool
    waiting: int
    in_hand: int


class WorkerList(BaseModel):
    """All consumers of the bus."""

    workers: list[WorkerView]
