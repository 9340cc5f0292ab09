"""Looks that do not come with Deckwire: a brand's theme and a user's own .pptx master, as they travel with a deck.

Who asks for a deck names them by id; what travels in events is what the id stood for at that moment, so that a
revision looks the same however the brand or the master changes later.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from .artifacts import ArtifactRef
from .text import Line, Name

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as `#RRGGBB`."""

FontName = Annotated[
    Line, StringConstraints(pattern=r"^[\w .,'&+-]+$", max_length=64), WithJsonSchema({"type": "string"})
]
"""A font family as office programs know it.

The length is checked apart: `{1,64}` of every letter there is takes the validator 6 MB, in each process.
"""


class Brand(BaseModel):
    """A theme made from what a brand has: one to six colours, fonts, a logo.

    The first colour leads. `ground` and `ink` are the colours of the slide and of its text; what is not given is
    derived, and what could not be read is adjusted when the theme is made; `palette` then holds the colours as they
    turned out, in the order of `ThemeInfo.palette`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Name
    title: Annotated[Line, Field(min_length=1, max_length=100)]
    colours: tuple[Colour, ...] = Field(min_length=1, max_length=6)
    dark: bool = False
    ground: Colour | None = None
    ink: Colour | None = None
    heading_font: FontName | None = None
    body_font: FontName | None = None
    logo: ArtifactRef | None = None
    palette: tuple[Colour, ...] = ()


class TemplateRef(BaseModel):
    """A user's own .pptx master: its id, its name and where its bytes lie.

    `palette` is what was found in it, in the order of `ThemeInfo.palette`; empty before it was looked into.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Name
    title: Annotated[Line, Field(max_length=255)] = ""
    artifact: ArtifactRef
    palette: tuple[Colour, ...] = Field(default=(), max_length=16)


class Look(BaseModel):
    """What a deck looks like beyond a theme of the catalogue: a brand, a master, or both."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    brand: Brand | None = None
    template: TemplateRef | None = None
