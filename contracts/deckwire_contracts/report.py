"""What is told about the making of a deck: what it used, where it falls short, what checks found."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .text import Line, Name


class Usage(BaseModel):
    """What model and picture calls used; `estimated` when a provider did not report its tokens."""

    model_config = ConfigDict(extra="ignore")

    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    images: int = Field(default=0, ge=0)
    cost_usd: float = Field(default=0.0, ge=0)
    calls: int = Field(default=0, ge=0)
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            images=self.images + other.images,
            cost_usd=round(self.cost_usd + other.cost_usd, 9),
            calls=self.calls + other.calls,
            estimated=self.estimated or other.estimated,
        )


class Stage(StrEnum):
    """Where in the making of a deck something happened."""

    OUTLINE = "outline"
    DRAFT = "draft"
    ILLUSTRATE = "illustrate"
    PREVIEW = "preview"
    RENDER = "render"


class Degradation(BaseModel):
    """Something that is less than was asked for, and why; shown to the user, never kept silent.

    `reason` is a short stable code (`no_model`, `provider_refused`, `cost_cap`, …), `detail` a sentence.
    """

    model_config = ConfigDict(extra="ignore")

    slide_id: Name | None = None
    stage: Stage
    reason: Annotated[Line, Field(max_length=64)]
    detail: Annotated[Line, Field(max_length=600)] = ""


class Credit(BaseModel):
    """Who made a picture and where it is from; must be shown where the picture is."""

    model_config = ConfigDict(extra="ignore")

    text: Annotated[Line, Field(max_length=200)]
    url: Annotated[Line, Field(max_length=500, pattern=r"^https?://")] | None = None


class Finding(BaseModel):
    """One thing the quality report has to say about one slide, or about the deck."""

    model_config = ConfigDict(extra="ignore")

    rule: Annotated[Line, Field(max_length=64)]
    severity: Literal["error", "warning", "info"]
    slide_id: Name | None = None
    detail: Annotated[Line, Field(max_length=600)] = ""


class QualityReport(BaseModel):
    """What deterministic checks found in the finished deck; `metrics` are ratios and counts by name.

    `repaired` is what they found first and what a slide was set again for; it is in the deck no more.
    """

    model_config = ConfigDict(extra="ignore")

    findings: list[Finding] = Field(default_factory=list)
    metrics: dict[str, float] = Field(default_factory=dict)
    repaired: list[Finding] = Field(default_factory=list)

    @property
    def errors(self) -> int:
        """The number of findings of severity `error`."""
        return sum(1 for finding in self.findings if finding.severity == "error")
