"""Settings of the render service."""

from __future__ import annotations

from deckwire_kit.settings import ServiceSettings
from pydantic import Field


class RenderSettings(ServiceSettings):
    """What can be set about rendering.

    `render_threads` jobs run at once; `preview_width` is in pixels, `preview_bytes` the size above which a
    preview is stored as JPEG.
    """

    render_threads: int = Field(default=2, ge=1, le=32)
    preview_width: int = Field(default=1280, ge=320, le=3840)
    preview_bytes: int = Field(default=250_000, ge=10_000)
    warm_up: bool = True
