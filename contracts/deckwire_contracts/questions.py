"""What one service asks another while somebody waits for the answer: request and reply over core NATS, never stored."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .artifacts import ArtifactRef
from .look import Colour, Look
from .problems import Problem
from .text import Line, Name, Prose


class Answer(BaseModel):
    """What every answer can say: the problem why there is none."""

    model_config = ConfigDict(extra="ignore")

    problem: Problem | None = None


class LookQuestion(BaseModel):
    """What does this look like: a theme of the catalogue by its id, or a brand or master that goes before it?"""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: Name | None = None
    look: Look | None = None


class LookOutcome(StrEnum):
    """What became of one thing that was given or looked for."""

    KEPT = "kept"
    ADJUSTED = "adjusted"
    DERIVED = "derived"
    REPLACED = "replaced"
    MATCHED = "matched"
    MISSING = "missing"
    REMOVED = "removed"


class LookNote(BaseModel):
    """One line of the report about a look: what it is about, what became of it, and how."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: Annotated[Line, Field(max_length=200)]
    outcome: LookOutcome
    detail: Annotated[Prose, Field(max_length=1000)] = ""


class LookAnswer(Answer):
    """How a look turns out: its colours, its fonts, sample slides painted from a real .pptx, and what became of what.

    `palette` is in the order of `ThemeInfo.palette`; `previews` are pictures: the cover, then a slide with content.
    The same question has the same answer.
    """

    dark: bool = False
    palette: tuple[Colour, ...] = ()
    heading_font: Line = ""
    body_font: Line = ""
    previews: tuple[ArtifactRef, ...] = ()
    report: tuple[LookNote, ...] = ()
