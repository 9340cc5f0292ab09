"""Every event of a deck: immutable facts, each on its own subject, each written once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from .artifacts import ArtifactRef, SourceFile
from .outline import DeckEdit, Instruction, Outline, Pictured, PictureFit, SlideBrief, SlideContext, SourceFigure
from .problems import Problem
from .report import Credit, Degradation, QualityReport, Stage, Usage
from .request import MAX_CONTENT_CHARS, DeckOptions
from .slides import Slide
from .text import Line, Name, Prose


def now() -> datetime:
    """Return the present time, aware, in UTC."""
    return datetime.now(UTC)


class Event(BaseModel):
    """What every event carries: which deck and revision, when, and who wrote it because of what.

    `id` is unique; `causation_id` is the id of the event that led to this one. Consumers ignore fields that
    they do not know; fields are only ever added.
    """

    model_config = ConfigDict(extra="ignore")

    subject_suffix: ClassVar[str]
    type: str
    id: Annotated[Line, Field(max_length=300)] = ""
    time: AwareDatetime = Field(default_factory=now)
    tenant_id: Name
    deck_id: Name
    revision: int = Field(ge=1, le=100_000)
    source: Annotated[Line, Field(max_length=64)] = ""
    causation_id: Annotated[Line, Field(max_length=300)] | None = None

    @property
    def subject(self) -> str:
        """The one subject on which this fact may be written."""
        return f"deck.{self.tenant_id}.{self.deck_id}.{self.revision}.{self._suffix()}"

    def _suffix(self) -> str:
        return self.subject_suffix

    def model_post_init(self, _context: Any, /) -> None:
        """Give the event its subject as id unless it came with one: a fact is written once, so this is unique."""
        if not self.id:
            self.id = self.subject

    def data(self) -> dict[str, Any]:
        """Return the event's own fields as JSON values, without those that every event carries."""
        return self.model_dump(mode="json", exclude=set(_ENVELOPE))


class SlideEvent(Event):
    """An event about one slide."""

    slide_id: Name

    def _suffix(self) -> str:
        return f"slide.{self.slide_id}.{self.subject_suffix}"


_ENVELOPE = frozenset(Event.model_fields) | {"slide_id"}


class DeckRequested(Event):
    """A revision was asked for: the first by a prompt, later ones by an instruction on `base_revision`.

    A fork is the first revision of another deck; it begins with `base_revision` of `base_deck_id`.
    """

    subject_suffix: ClassVar[str] = "requested"
    type: Literal["requested"] = "requested"
    kind: Literal["create", "message", "restore", "fork", "edit"] = "create"
    content: Annotated[Prose, Field(max_length=MAX_CONTENT_CHARS)] = ""
    slides_markdown: list[Prose] = Field(default_factory=list, max_length=50)
    options: DeckOptions = Field(default_factory=DeckOptions)
    sources: list[SourceFile] = Field(default_factory=list, max_length=20)
    base_revision: int | None = Field(default=None, ge=1)
    base_deck_id: Name | None = None
    instruction: Instruction | None = None
    edit: DeckEdit | None = None
    requested_by: Annotated[Line, Field(max_length=200)] = ""
    deadline: AwareDatetime | None = None


class DeckOutlined(Event):
    """The plan of the revision, and what the assistant says about it; `figures` are the pictures of its sources."""

    subject_suffix: ClassVar[str] = "outlined"
    type: Literal["outlined"] = "outlined"
    outline: Outline
    options: DeckOptions = Field(default_factory=DeckOptions)
    reply: Annotated[Prose, Field(max_length=8000)] = ""
    writer: Annotated[Line, Field(max_length=200)] = ""
    material: ArtifactRef | None = None
    figures: list[SourceFigure] = Field(default_factory=list, max_length=200)
    usage: Usage = Field(default_factory=Usage)
    degradations: list[Degradation] = Field(default_factory=list)


class OutlineApproved(Event):
    """The outline as the user left it."""

    subject_suffix: ClassVar[str] = "approved"
    type: Literal["approved"] = "approved"
    outline: Outline
    edited: bool = False


class SlideBriefed(SlideEvent):
    """One slide to write."""

    subject_suffix: ClassVar[str] = "briefed"
    type: Literal["slide.briefed"] = "slide.briefed"
    brief: SlideBrief
    context: SlideContext


class SlideDrafted(SlideEvent):
    """One slide as it was written; `slide.image` is the brief of its picture or None.

    `context` goes along so that a consumer can illustrate and preview the slide from this message alone. `pictured` is
    the picture when it stands already, so that none is made.
    """

    subject_suffix: ClassVar[str] = "drafted"
    type: Literal["slide.drafted"] = "slide.drafted"
    number: int = Field(default=1, ge=1)
    slide: Slide
    pictured: Pictured | None = None
    context: SlideContext
    writer: Annotated[Line, Field(max_length=200)] = ""
    usage: Usage = Field(default_factory=Usage)
    degradations: list[Degradation] = Field(default_factory=list)


class SlideIllustrated(SlideEvent):
    """The picture of one slide, or None with the reason among `degradations`. Width and height in pixels.

    `fit` says whether it may be cropped.
    """

    subject_suffix: ClassVar[str] = "illustrated"
    type: Literal["slide.illustrated"] = "slide.illustrated"
    image: ArtifactRef | None
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    alt: Annotated[Line, Field(max_length=300)] = ""
    credit: Credit | None = None
    provider: Annotated[Line, Field(max_length=100)] = ""
    fit: PictureFit = "fill"
    usage: Usage = Field(default_factory=Usage)
    degradations: list[Degradation] = Field(default_factory=list)


class SlidePreviewed(SlideEvent):
    """A picture of the slide as it stands: `text` before its picture has arrived, `full` with everything.

    `repaired` is written when the slide was set again after its full preview stood, and takes its place.
    """

    subject_suffix: ClassVar[str] = "previewed"
    type: Literal["slide.previewed"] = "slide.previewed"
    stage: Literal["text", "full", "repaired"]
    image: ArtifactRef
    width: int = Field(ge=1)
    height: int = Field(ge=1)

    def _suffix(self) -> str:
        return f"{super()._suffix()}.{self.stage}"


class DeckReady(Event):
    """Every slide is drafted, and illustrated where it wants a picture."""

    subject_suffix: ClassVar[str] = "ready"
    type: Literal["ready"] = "ready"
    slide_ids: list[Name] = Field(min_length=1, max_length=200)


class DeckEnded(Event):
    """An end of a revision; of all its subclasses exactly one is written per revision."""


class DeckRendered(DeckEnded):
    """The deck is finished: its files, what checks found in them, what it cost and how long it took.

    `timings_ms` maps a stage to milliseconds from the request to that stage's last fact.
    """

    subject_suffix: ClassVar[str] = "ended.rendered"
    type: Literal["rendered"] = "rendered"
    title: Line = ""
    pptx: ArtifactRef
    pdf: ArtifactRef | None = None
    slide_count: int = Field(ge=1)
    quality: QualityReport = Field(default_factory=QualityReport)
    usage: Usage = Field(default_factory=Usage)
    timings_ms: dict[str, float] = Field(default_factory=dict)
    degradations: list[Degradation] = Field(default_factory=list)


class DeckFailed(DeckEnded):
    """The deck could not be made."""

    subject_suffix: ClassVar[str] = "ended.failed"
    type: Literal["failed"] = "failed"
    stage: Stage | None = None
    problem: Problem


class DeckCancelled(DeckEnded):
    """The user stopped the revision."""

    subject_suffix: ClassVar[str] = "ended.cancelled"
    type: Literal["cancelled"] = "cancelled"
    cancelled_by: Annotated[Line, Field(max_length=200)] = ""


AnyEvent = Annotated[
    DeckRequested
    | DeckOutlined
    | OutlineApproved
    | SlideBriefed
    | SlideDrafted
    | SlideIllustrated
    | SlidePreviewed
    | DeckReady
    | DeckRendered
    | DeckFailed
    | DeckCancelled,
    Field(discriminator="type"),
]
"""Any event of a deck; `type` tells which."""

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Validates and dumps an event of any type."""

EVENT_TYPES: dict[str, type[Event]] = {
    "requested": DeckRequested,
    "outlined": DeckOutlined,
    "approved": OutlineApproved,
    "slide.briefed": SlideBriefed,
    "slide.drafted": SlideDrafted,
    "slide.illustrated": SlideIllustrated,
    "slide.previewed": SlidePreviewed,
    "ready": DeckReady,
    "rendered": DeckRendered,
    "failed": DeckFailed,
    "cancelled": DeckCancelled,
}
"""Every event class by its short name."""


class DeadLetter(BaseModel):
    """A message that could not be handled, as it lies in the stream `DEADLETTERS`.

    `body` is the message as it came, decoded with replacement characters where it is not UTF-8.
    """

    model_config = ConfigDict(extra="ignore")

    time: AwareDatetime = Field(default_factory=now)
    service: Line
    consumer: Line
    subject: Line
    stream_seq: int = Field(ge=0)
    attempts: int = Field(ge=1)
    reason: Annotated[Line, Field(max_length=64)]
    detail: Annotated[Prose, Field(max_length=2000)] = ""
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = ""


class DeckText(BaseModel):
    """A piece of the assistant's words while it types; travels on `live.*` outside the stream and may be lost."""

    deck_id: Name
    revision: int = Field(ge=1)
    delta: str


class DeadlinePassed(BaseModel):
    """A revision's time is up; delivered by a scheduled message (NATS ADR-51)."""

    tenant_id: Name
    deck_id: Name
    revision: int = Field(ge=1)
    deadline: AwareDatetime
