"""Settings that every service reads from the environment or a `.env` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """What every service needs; a service adds its own fields in a subclass.

    Durations are seconds. `health_port` 0 picks a free port.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_prefix="DECKWIRE_",
        extra="ignore",
        populate_by_name=True,
        env_ignore_empty=True,
    )

    project_env: Literal["development", "production"] = Field(
        default="development", validation_alias=AliasChoices("PROJECT_ENV", "project_env")
    )
    nats_url: str = Field(default="nats://127.0.0.1:4222", validation_alias=AliasChoices("NATS_URL", "nats_url"))
    jwt_secret_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("JWT_SECRET_KEY", "jwt_secret_key")
    )
    data_dir: Path = Path(".deckwire")
    log_level: str = "INFO"
    log_format: Literal["json", "text"] = "json"
    health_host: str = "127.0.0.1"
    health_port: int = Field(default=0, ge=0, le=65_535)
    drain_s: float = Field(default=20.0, gt=0)
    provision: bool = True
    replicas: int = Field(default=1, ge=1, le=5)
    otel_file: Path | None = None
    otlp_endpoint: str | None = Field(
        default=None, validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_ENDPOINT", "otlp_endpoint")
    )
