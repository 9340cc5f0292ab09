"""Settings of the llm service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from deckwire_kit.settings import ServiceSettings
from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

OPENROUTER_URL = "https://openrouter.ai/api/v1"
DEFAULT_MODELS = ("openai/gpt-5-mini",)


@dataclass(frozen=True)
class Endpoint:
    """Where a model is reached: base URL without a trailing slash, key or None, models in fallback order.

    No models means that the server is asked for its first one. `openrouter` when it is OpenRouter, under
    whichever name.
    """

    base_url: str
    api_key: str | None
    models: tuple[str, ...]
    openrouter: bool = False


def _env(name: str) -> AliasChoices:
    return AliasChoices(name.upper(), name)


class LlmSettings(ServiceSettings):
    """What the llm service reads from the environment; durations are seconds, prices are US dollars.

    Without `LLM_BASE_URL` and without `OPENROUTER_API_KEY` there is no model and the offline writer writes.
    """

    openrouter_api_key: SecretStr | None = Field(default=None, validation_alias=_env("openrouter_api_key"))
    openrouter_base_url: str = Field(default=OPENROUTER_URL, validation_alias=_env("openrouter_base_url"))
    llm_base_url: str | None = Field(default=None, validation_alias=_env("llm_base_url"))
    llm_api_key: SecretStr | None = Field(default=None, validation_alias=_env("llm_api_key"))
    llm_model: Annotated[tuple[str, ...], NoDecode] = Field(default=(), validation_alias=_env("llm_model"))

    llm_connect_s: float = Field(default=10.0, gt=0)
    """How long opening a connection may take."""
    llm_first_token_s: float = Field(default=90.0, gt=0)
    """How long a model may say nothing at the start; keep-alive comments do not count as saying something."""
    llm_idle_s: float = Field(default=60.0, gt=0)
    """How long the line may be silent; keep-alive comments count."""
    llm_total_s: float = Field(default=240.0, gt=0)
    """How long one question may take with all its retries."""
    llm_retries: int = Field(default=3, ge=0, le=10)
    """How often a request is sent again after a transient failure, for each choice of model."""
    llm_retry_base_s: float = Field(default=0.5, gt=0)
    llm_retry_wait_s: float = Field(default=20.0, ge=0)
    """The longest wait that a provider may ask for and get while a message is in hand."""
    llm_redeliveries: int = Field(default=2, ge=0, le=4)
    """How often a message goes back to the bus after the retries of the client are used up."""

    llm_outline_tokens: int = Field(default=6000, ge=256)
    """The most tokens an outline may take; more slides get more, up to twice this."""
    llm_draft_tokens: int = Field(default=2500, ge=256)
    """The most tokens one slide may take."""
    llm_effort: str | None = "low"
    """Reasoning effort asked of models that can reason."""
    llm_temperature: float = Field(default=0.4, ge=0, le=2)
    llm_material_chars: int = Field(default=60_000, ge=1000)
    """How many characters of source material the outline's writer reads."""
    llm_slide_material_chars: int = Field(default=16_000, ge=500)
    """How many characters of source material the writer of one slide reads."""
    llm_data_collection: str | None = "deny"
    """OpenRouter only: whether providers that keep prompts may be used; None leaves it to the account."""

    llm_prompt_usd_per_mtok: float | None = Field(default=None, ge=0)
    llm_completion_usd_per_mtok: float | None = Field(default=None, ge=0)
    """Prices where the server does not list them; both together or none."""
    image_price_usd: float = Field(default=0.01, ge=0)
    """What one picture is expected to cost when a deck has a cost cap."""

    llm_drafts_at_once: int = Field(default=8, ge=1, le=64)
    llm_outlines_at_once: int = Field(default=4, ge=1, le=64)
    llm_briefs_at_once: int = Field(default=16, ge=1, le=100)

    @field_validator("llm_model", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def prices(self) -> tuple[float, float] | None:
        """Dollars per million tokens that are read and written, None when the server's list has to say."""
        if self.llm_prompt_usd_per_mtok is None or self.llm_completion_usd_per_mtok is None:
            return None
        return self.llm_prompt_usd_per_mtok, self.llm_completion_usd_per_mtok

    @property
    def endpoint(self) -> Endpoint | None:
        """Where to reach a model, or None when the offline writer has to write."""
        openrouter_key = self.openrouter_api_key.get_secret_value().strip() if self.openrouter_api_key else ""
        if self.llm_base_url:
            key = self.llm_api_key.get_secret_value().strip() if self.llm_api_key else ""
            openrouter = urlsplit(self.llm_base_url).hostname == urlsplit(OPENROUTER_URL).hostname
            if openrouter:
                key = key or openrouter_key
            return Endpoint(self.llm_base_url.rstrip("/"), key or None, self.llm_model, openrouter=openrouter)
        if openrouter_key:
            return Endpoint(
                self.openrouter_base_url.rstrip("/"), openrouter_key, self.llm_model or DEFAULT_MODELS, openrouter=True
            )
        return None
