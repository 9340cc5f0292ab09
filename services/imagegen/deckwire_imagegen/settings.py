"""What the illustrator reads from the environment."""

from __future__ import annotations

from typing import Literal

from deckwire_kit.settings import ServiceSettings
from pydantic import AliasChoices, Field, SecretStr

PROVIDERS = ("runware", "openai", "openrouter", "local", "pexels", "artwork")
"""Every provider name that `IMAGE_PROVIDERS` may hold, in the order that is used when it is empty."""


class ImagegenSettings(ServiceSettings):
    """Keys, addresses, models, prices and limits of the picture providers.

    Prices are US dollars per picture and only an estimate made before a call; what a provider reports counts
    afterwards. Times are seconds, `image_max_side` pixels.
    """

    image_providers: str = Field(default="", validation_alias=AliasChoices("IMAGE_PROVIDERS", "image_providers"))

    runware_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("RUNWARE_API_KEY", "runware_api_key")
    )
    runware_base_url: str = Field(
        default="https://api.runware.ai/v1", validation_alias=AliasChoices("RUNWARE_BASE_URL", "runware_base_url")
    )
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key")
    )
    openrouter_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENROUTER_API_KEY", "openrouter_api_key")
    )
    openrouter_base_url: str = Field(
        default="https://openrouter.ai/api/v1",
        validation_alias=AliasChoices("OPENROUTER_BASE_URL", "openrouter_base_url"),
    )
    pexels_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("PEXELS_API_KEY", "pexels_api_key")
    )

    image_runware_model: str = "runware:400@2"
    image_runware_price_usd: float = Field(default=0.002, ge=0)
    image_runware_output: Literal["base64Data", "dataURI", "URL"] = "base64Data"
    image_runware_delivery: Literal["sync", "async"] = "sync"

    image_openai_base_url: str = "https://api.openai.com/v1"
    image_openai_model: str = "gpt-image-1-mini"
    image_openai_quality: str = "medium"
    image_openai_price_usd: float = Field(default=0.02, ge=0)

    image_openrouter_model: str = "bytedance-seed/seedream-4.5"
    image_openrouter_price_usd: float = Field(default=0.05, ge=0)

    image_base_url: str | None = None
    image_model: str | None = None
    image_api_key: SecretStr | None = None
    image_price_usd: float = Field(default=0.0, ge=0)

    image_pexels_base_url: str = "https://api.pexels.com/v1"

    image_concurrency: int | None = Field(default=None, ge=1, le=64)
    image_provider_concurrency: int = Field(default=4, ge=1, le=64)
    image_connect_timeout_s: float = Field(default=10.0, gt=0)
    image_read_timeout_s: float = Field(default=60.0, gt=0)
    image_timeout_s: float = Field(default=120.0, gt=0)
    image_deadline_s: float = Field(default=180.0, gt=0)
    image_poll_s: float = Field(default=1.0, gt=0)
    image_retry_delay_s: float = Field(default=0.5, ge=0)
    image_retry_after_max_s: float = Field(default=15.0, ge=0)
    image_breaker_failures: int = Field(default=4, ge=1)
    image_breaker_open_s: float = Field(default=30.0, gt=0)
    image_breaker_account_s: float = Field(default=300.0, gt=0)
    image_max_bytes: int = Field(default=25_000_000, ge=10_000)
    image_max_pixels: int = Field(default=40_000_000, ge=10_000)
    image_max_side: int = Field(default=2048, ge=256)
    image_cache: bool = True
