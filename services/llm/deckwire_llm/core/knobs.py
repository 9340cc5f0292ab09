"""What the owner of the service decides about writing with a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Knobs:
    """Limits of questions to a model: tokens to write, characters of material to read, effort and temperature."""

    outline_tokens: int = 6000
    draft_tokens: int = 2500
    effort: str | None = "low"
    temperature: float = 0.4
    material_chars: int = 60_000
    slide_material_chars: int = 16_000
    themes: tuple[str, ...] = ("indigo",)
