"""References to bytes: events carry these, never the bytes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .text import Line


class ArtifactRef(BaseModel):
    """Where bytes lie in the object store, and what they must hash to.

    `key` is derived from the content hash, so the same bytes always have the same reference.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    bucket: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./-]{1,256}$")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: int = Field(ge=0)
    media_type: Annotated[str, StringConstraints(max_length=127)]


class SourceFile(BaseModel):
    """A document that the user gave: its name and where its bytes lie."""

    model_config = ConfigDict(extra="ignore")

    name: Annotated[Line, Field(max_length=255)]
    artifact: ArtifactRef
